package import Linalg

/// Decimal numbers in ASCII to binary, each to the nearest `Float` or `Double`, ties to even.
///
/// Priorities: first the last bit right, then speed. Three ways, the first that is certain of its result: one exact
/// multiplication or division by a power of ten (Clinger, How to read floating point numbers accurately, 1990); the 128
/// leading bits of the product (Lemire, Number parsing at a gigabyte per second, 2021; that these always suffice for
/// up to 19 digits: Mushtak and Lemire, Fast number parsing without fallback, 2023); and the standard library.
package enum DecimalNumber {
    /// How many bytes beyond the end of a text must be readable, and zero.
    static let padding = 16

    /// Reads the longest number that `start` begins with: an optional sign, digits with an optional point among them,
    /// an optional exponent. `inf` and `nan` are none.
    ///
    /// Returns the end of the number; `start` itself if there is none, or if it is beyond the largest finite one.
    ///
    /// - Precondition: the text is followed by ``padding`` zeros.
    @inline(__always)
    static func parse<Element: RealScalar>(
        _ start: UnsafePointer<UInt8>, _ powers: UnsafePointer<UInt64>, into value: inout Element
    ) -> UnsafePointer<UInt8> {
        var p = start
        let isNegative = p.pointee == UInt8(ascii: "-")
        if isNegative || p.pointee == UInt8(ascii: "+") { p += 1 }
        let digits = p
        var significand: UInt64 = 0
        var digit = p.pointee &- UInt8(ascii: "0")
        while digit < 10 {
            significand = significand &* 10 &+ UInt64(digit)
            p += 1
            digit = p.pointee &- UInt8(ascii: "0")
        }
        var digitCount = p - digits
        var exponent = 0
        if p.pointee == UInt8(ascii: ".") {
            p += 1
            let fraction = p
            while let eight = eightDigits(p) {
                significand = significand &* 100_000_000 &+ eight
                p += 8
            }
            digit = p.pointee &- UInt8(ascii: "0")
            while digit < 10 {
                significand = significand &* 10 &+ UInt64(digit)
                p += 1
                digit = p.pointee &- UInt8(ascii: "0")
            }
            exponent = fraction - p
            digitCount += p - fraction
        }
        if digitCount == 0 { return start }
        if p.pointee | 0x20 == UInt8(ascii: "e") {
            p = parseExponent(p, &exponent)
        }
        if digitCount > 19 { return parseLong(start, digits, p, powers, &value) }
        guard let magnitude: Element = magnitude(significand, exponent, powers) else { return start }
        value = isNegative ? -magnitude : magnitude
        return p
    }

    /// The number `significand · 10^exponent`, or nil if it is beyond the largest finite one.
    @inline(__always)
    private static func magnitude<Element: RealScalar>(
        _ significand: UInt64, _ exponent: Int, _ powers: UnsafePointer<UInt64>
    ) -> Element? {
        // Both the significand and the power are exact, so the one operation rounds correctly.
        let exactPower = Element.significandBitCount > 23 ? 22 : 10
        if significand >> (Element.significandBitCount + 1) == 0 && exponent >= -exactPower && exponent <= exactPower {
            let number = Element(significand)
            if exponent == 0 { return number }
            return exponent < 0
                ? number / Element(powersOfTen[-exponent]) : number * Element(powersOfTen[exponent])
        }
        return roundedProduct(significand, exponent, powers)
    }

    /// The powers of ten that a `Double` holds exactly.
    private static let powersOfTen: InlineArray<23, Double> = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// The value of eight digits, or nil if not all of the next eight bytes are digits.
    @inline(__always)
    private static func eightDigits(_ p: UnsafePointer<UInt8>) -> UInt64? {
        let text = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
        // In a digit the upper half is 3, and stays 3 when 6 is added to the lower half.
        let upper = text & 0xF0F0_F0F0_F0F0_F0F0
        let upperOfSum = (text &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
        guard upper | upperOfSum >> 4 == 0x3333_3333_3333_3333 else { return nil }
        // Neighbours are joined to numbers of two, then four, then eight digits; the first digit is the lowest byte.
        var value = text &- 0x3030_3030_3030_3030
        value = (value &* 10 &+ value >> 8) & 0x00FF_00FF_00FF_00FF
        value = (value &* 100 &+ value >> 16) & 0x0000_FFFF_0000_FFFF
        return (value &* 10_000 &+ value >> 32) & 0xFFFF_FFFF
    }

    /// Reads an exponent, from its letter on, and adds it. Returns `p` itself if no digit follows.
    @inline(__always)
    private static func parseExponent(_ start: UnsafePointer<UInt8>, _ exponent: inout Int) -> UnsafePointer<UInt8> {
        var p = start + 1
        let isNegative = p.pointee == UInt8(ascii: "-")
        if isNegative || p.pointee == UInt8(ascii: "+") { p += 1 }
        var digit = p.pointee &- UInt8(ascii: "0")
        guard digit < 10 else { return start }
        var value = 0
        while digit < 10 {
            // Far beyond any type, and far from an overflow.
            if value < 100_000_000 { value = value &* 10 &+ Int(digit) }
            p += 1
            digit = p.pointee &- UInt8(ascii: "0")
        }
        exponent = exponent &+ (isNegative ? -value : value)
        return p
    }
}

extension DecimalNumber {
    /// The number that a text is from beginning to end; nil if it is none, or beyond the largest finite one.
    package static func value<Element: RealScalar>(of text: String, as: Element.Type = Element.self) -> Element? {
        let padded = Array(text.utf8) + [UInt8](repeating: 0, count: padding)
        var value: Element = 0
        let length = padded.withUnsafeBufferPointer { buffer -> Int in
            guard let start = buffer.baseAddress else { return 0 }
            return parse(start, PowersOfFive.table, into: &value) - start
        }
        return length > 0 && length == text.utf8.count ? value : nil
    }

    /// The infinity or NaN that a text names, in letters of any case; nil if it names none.
    static func nonFinite(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        guard text.count <= 9 else { return nil }
        let word = String(decoding: text, as: UTF8.self).lowercased()
        switch word {
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        case "nan", "+nan", "-nan": return .nan
        default: return nil
        }
    }
}

// MARK: - From 128 bits of the product

extension DecimalNumber {
    /// The number nearest to `significand · 10^exponent`, or nil if it is beyond the largest finite one.
    static func roundedProduct<Element: RealScalar>(
        _ significand: UInt64, _ exponent: Int, _ powers: UnsafePointer<UInt64>
    ) -> Element? {
        let fractionBits = Element.significandBitCount
        let isDouble = fractionBits > 23
        // Below the first, 64 bits are less than half of the smallest number; above the second, beyond the largest.
        if significand == 0 || exponent < (isDouble ? -342 : -64) { return 0 }
        if exponent > (isDouble ? 308 : 38) { return nil }

        let shift = significand.leadingZeroBitCount
        let factor = significand << UInt64(shift)
        let entry = powers + 2 * (exponent - PowersOfFive.exponents.lowerBound)
        var product = factor.multipliedFullWidth(by: entry[0])
        // All ones below the bits that are kept, and some more, means that the lower half of the power may matter.
        let precisionMask = UInt64.max >> UInt64(fractionBits + 3)
        if product.high & precisionMask == precisionMask {
            let lower = factor.multipliedFullWidth(by: entry[1])
            let (sum, overflow) = product.low.addingReportingOverflow(lower.high)
            product = (product.high &+ (overflow ? 1 : 0), sum)
        }
        let upperBit = Int(product.high >> 63)
        let excess = upperBit + 64 - fractionBits - 3
        // One bit more than the significand has, to round by.
        var kept = product.high >> UInt64(excess)
        // floor(log2(10^exponent)), good for the whole table.
        let binaryExponent = (217_706 * exponent) >> 16 + 63
        let bias = isDouble ? 1023 : 127
        var biased = binaryExponent + upperBit - shift + bias
        if biased <= 0 {
            // Subnormal: the bits move down, and the ones that fall off are below what the rounding bit decides, for
            // no tie is possible here.
            if 1 - biased >= 64 { return 0 }
            kept >>= UInt64(1 - biased)
            kept = (kept + (kept & 1)) >> 1
            biased = kept < (1 << UInt64(fractionBits)) ? 0 : 1
        } else {
            // A tie needs a product that is exact, which limits the exponent; then the last bit becomes even.
            let tieExponents = isDouble ? -4...23 : -17...10
            if product.low <= 1 && tieExponents.contains(exponent) && kept & 3 == 1
                && kept << UInt64(excess) == product.high
            {
                kept &= ~1
            }
            kept = (kept + (kept & 1)) >> 1
            if kept >= 2 << UInt64(fractionBits) {
                kept = 1 << UInt64(fractionBits)
                biased += 1
            }
        }
        guard biased < (isDouble ? 2047 : 255) else { return nil }
        let fraction = kept & ~(1 << UInt64(fractionBits))
        return Element(
            sign: .plus, exponentBitPattern: Element.RawExponent(truncatingIfNeeded: biased),
            significandBitPattern: Element.RawSignificand(truncatingIfNeeded: fraction))
    }
}

// MARK: - More than 19 digits

extension DecimalNumber {
    /// Reads the number from `start` to `end`, whose digits begin at `digits` and may be any number.
    @inline(never)
    private static func parseLong<Element: RealScalar>(
        _ start: UnsafePointer<UInt8>, _ digits: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
        _ powers: UnsafePointer<UInt64>, _ value: inout Element
    ) -> UnsafePointer<UInt8> {
        // Significant digits beyond these cannot matter, except by not being zero: a number half-way between two
        // neighbours has at most 767.
        let limit = 800
        var text: [UInt8] = []
        text.reserveCapacity(limit + 32)
        var significand: UInt64 = 0
        var exponent = 0
        var isBehindPoint = false
        var isInexact = false
        var p = digits
        scan: while p < end {
            switch p.pointee {
            case UInt8(ascii: "."): isBehindPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if text.isEmpty && p.pointee == UInt8(ascii: "0") {
                    if isBehindPoint { exponent -= 1 }
                } else if text.count < limit {
                    if text.count < 19 { significand = significand * 10 + UInt64(p.pointee - UInt8(ascii: "0")) }
                    text.append(p.pointee)
                    if isBehindPoint { exponent -= 1 }
                } else {
                    isInexact = isInexact || p.pointee != UInt8(ascii: "0")
                    if !isBehindPoint { exponent += 1 }
                }
            default:
                _ = parseExponent(p, &exponent)
                break scan
            }
            p += 1
        }
        let isNegative = start.pointee == UInt8(ascii: "-")
        let dropped = max(text.count - 19, 0)
        // If the digits that were dropped make no difference between nothing and one more in the last place, fine.
        let low: Element? = roundedProduct(significand, exponent + dropped, powers)
        let high: Element? = dropped == 0 ? low : roundedProduct(significand + 1, exponent + dropped, powers)
        if low == high {
            guard let low else { return start }
            value = isNegative ? -low : low
            return end
        }
        if isInexact {
            text.append(UInt8(ascii: "1"))
            exponent -= 1
        }
        let number = String(decoding: text, as: UTF8.self) + "e\(exponent)"
        guard let magnitude = Element(number), magnitude.isFinite else { return start }
        value = isNegative ? -magnitude : magnitude
        return end
    }
}
