/// Ascending order of numbers, NaN last.
///
/// Many numbers are sorted by radix: their bits, turned into integers that order as the numbers do, are distributed by eleven
/// of them after the other, from the last.
///
/// - Source: Knuth: The Art of Computer Programming, volume 3, section 5.2.5; Herf: Radix tricks, 2001, for the bits of
///   numbers.
package enum ValueOrder {
    @specialized(where T == Float)
    @specialized(where T == Double)
    package static func sort<T: RealScalar>(
        _ buffer: UnsafeMutableBufferPointer<T>,
        comparingUpTo limit: Int = MemoryLayout<T>.size == 4 ? SortPath.floatLimit : SortPath.doubleLimit
    ) {
        // NaN goes to the end first, so that the comparison is that of the processor.
        var end = buffer.count
        var i = 0
        while i < end {
            if buffer[i].isNaN {
                end -= 1
                buffer.swapAt(i, end)
            } else {
                i += 1
            }
        }
        if end <= max(limit, 1) {
            var numbers = UnsafeMutableBufferPointer(rebasing: buffer[..<end])
            numbers.sort()
        } else if MemoryLayout<T>.size == 4 {
            buffer.baseAddress!.withMemoryRebound(to: UInt32.self, capacity: end) { distribute($0, end) }
        } else {
            buffer.baseAddress!.withMemoryRebound(to: UInt64.self, capacity: end) { distribute($0, end) }
        }
    }

    private static var digitBits: Int { 11 }
    private static var digits: Int { 1 << digitBits }

    /// Sorts numbers that are given by their bits.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt64)
    private static func distribute<Bits: FixedWidthInteger & UnsignedInteger>(
        _ numbers: UnsafeMutablePointer<Bits>, _ n: Int
    ) {
        let sign = Bits(1) << (Bits.bitWidth - 1)
        let passes = (Bits.bitWidth + digitBits - 1) / digitBits
        let other = UnsafeMutablePointer<Bits>.allocate(capacity: n)
        let places = UnsafeMutablePointer<Int>.allocate(capacity: passes * digits)
        defer {
            other.deallocate()
            places.deallocate()
        }
        @inline(__always)
        func digit(_ key: Bits, _ pass: Int) -> Int {
            Int(truncatingIfNeeded: key >> Bits(truncatingIfNeeded: pass &* digitBits)) & (digits &- 1)
        }
        // The keys, and how many have each digit.
        places.initialize(repeating: 0, count: passes * digits)
        for i in 0..<n {
            let bits = numbers[i]
            let key = bits & sign == 0 ? bits | sign : ~bits
            numbers[i] = key
            for pass in 0..<passes { places[pass &* digits &+ digit(key, pass)] &+= 1 }
        }
        var (source, target) = (numbers, other)
        for pass in 0..<passes {
            let places = places + pass &* digits
            // All have this digit in common.
            if places[digit(source[0], pass)] == n { continue }
            var sum = 0
            for value in 0..<digits { (places[value], sum) = (sum, sum &+ places[value]) }
            for i in 0..<n {
                let key = source[i]
                let value = digit(key, pass)
                target[places[value]] = key
                places[value] &+= 1
            }
            (source, target) = (target, source)
        }
        for i in 0..<n {
            let key = source[i]
            numbers[i] = key & sign == 0 ? ~key : key ^ sign
        }
    }
}
