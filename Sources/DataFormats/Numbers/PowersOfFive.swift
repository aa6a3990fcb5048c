/// The 128 leading bits of the powers of five, which is all that converting decimals to binary needs.
enum PowersOfFive {
    /// The exponents in the table: smaller and larger ones give zero or infinity whatever 64 bits they multiply.
    static let exponents = -342...308

    /// For each exponent in order the upper and the lower 64 bits of a number between 2¹²⁷ and 2¹²⁸: the power times a
    /// power of two, rounded down; for exponents from −27 to −1, whose reciprocals decide ties, rounded up.
    ///
    /// - Source: Lemire, Number parsing at a gigabyte per second, 2021, section 5 and appendix B.
    nonisolated(unsafe) static let table: UnsafePointer<UInt64> = makeTable()

    private static func makeTable() -> UnsafePointer<UInt64> {
        // Lives as long as the program.
        let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * exponents.count)
        func store(_ bits: UInt128, at exponent: Int) {
            let entry = 2 * (exponent - exponents.lowerBound)
            table[entry] = UInt64(truncatingIfNeeded: bits >> 64)
            table[entry + 1] = UInt64(truncatingIfNeeded: bits)
        }
        // Natural numbers of 1024 bits, the lowest word first.
        var power = [UInt64](repeating: 0, count: 16)
        power[0] = 1
        for exponent in 0...exponents.upperBound {
            store(leadingBits(power), at: exponent)
            multiplyByFive(&power)
        }
        // 2¹⁰²³ divided by five again and again, rounded down, is 2¹⁰²³ divided by the power, rounded down.
        var reciprocal = [UInt64](repeating: 0, count: 16)
        reciprocal[15] = 1 << 63
        for exponent in stride(from: -1, through: exponents.lowerBound, by: -1) {
            divideByFive(&reciprocal)
            store(leadingBits(reciprocal) + (exponent >= -27 ? 1 : 0), at: exponent)
        }
        return UnsafePointer(table)
    }

    private static func multiplyByFive(_ number: inout [UInt64]) {
        var carry: UInt64 = 0
        for i in number.indices {
            let product = number[i].multipliedFullWidth(by: 5)
            let (low, overflow) = product.low.addingReportingOverflow(carry)
            number[i] = low
            carry = product.high + (overflow ? 1 : 0)
        }
    }

    private static func divideByFive(_ number: inout [UInt64]) {
        var remainder: UInt64 = 0
        for i in number.indices.reversed() {
            (number[i], remainder) = UInt64(5).dividingFullWidth((remainder, number[i]))
        }
    }

    /// The 128 bits from the highest one on, filled up with zeros.
    private static func leadingBits(_ number: [UInt64]) -> UInt128 {
        let top = number.lastIndex { $0 != 0 } ?? 0
        func word(_ i: Int) -> UInt64 { i >= 0 ? number[i] : 0 }
        let shift = number[top].leadingZeroBitCount
        let upper = UInt128(word(top)) << 64 | UInt128(word(top - 1))
        return shift == 0 ? upper : upper << UInt128(shift) | UInt128(word(top - 2) >> UInt64(64 - shift))
    }
}
