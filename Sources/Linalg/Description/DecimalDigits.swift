/// The decimal digits of a finite number's magnitude, without zeros at either end: `[1, 2, 5]` with exponent −1 is
/// 0.125. Zero is `[0]` with exponent 0.
struct DecimalDigits: Hashable {
    private(set) var digits: [UInt8]

    /// The power of ten that the first digit counts.
    private(set) var exponent: Int

    /// The fewest digits that no other number of the same type is nearer to.
    init(shortest value: some RealScalar) {
        var digits: [UInt8] = []
        var wholeDigits: Int?
        let characters = value.magnitude.description.utf8
        let mantissa = characters.prefix { $0 != UInt8(ascii: "e") }
        for character in mantissa {
            if character == UInt8(ascii: ".") {
                wholeDigits = digits.count
            } else {
                digits.append(character - UInt8(ascii: "0"))
            }
        }
        let scale = Substring(characters.dropFirst(mantissa.count + 1))
        self.init(digits, exponent: (wholeDigits ?? digits.count) - 1 + (Int(scale) ?? 0))
    }

    /// Every digit of the value in memory: up to 767 of a `Double`.
    ///
    /// The significand times a power of two is an integer, or one times a power of five over a power of ten; both are
    /// computed nine digits at a time.
    init<T: RealScalar>(exact value: T) {
        let width = T.significandBitCount
        let whole = UInt64(T(sign: .plus, exponent: T.Exponent(width), significand: value.significand))
        guard value != 0, whole != 0 else {
            self.init([0], exponent: 0)
            return
        }
        let shift = whole.trailingZeroBitCount
        let power = Int(value.exponent) - width + shift
        let limb: UInt64 = 1_000_000_000
        var limbs = [(whole >> shift) % limb, (whole >> shift) / limb]
        let (base, largest): (UInt64, Int) = power < 0 ? (5, 12) : (2, 29)
        var remaining = power.magnitude
        while remaining > 0 {
            let step = Swift.min(Int(remaining), largest)
            remaining -= UInt(step)
            let factor = (0..<step).reduce(1) { product, _ in product * base }
            var carry: UInt64 = 0
            for i in limbs.indices {
                let product = limbs[i] * factor + carry
                limbs[i] = product % limb
                carry = product / limb
            }
            if carry > 0 { limbs.append(carry) }
        }
        var digits: [UInt8] = []
        for limb in limbs.reversed() {
            var unit: UInt64 = 100_000_000
            while unit > 0 {
                digits.append(UInt8(limb / unit % 10))
                unit /= 10
            }
        }
        self.init(digits, exponent: digits.count - 1 + Swift.min(power, 0))
    }

    /// At most `count` digits that stand for `value`: the shortest that suffice, or the nearest if they are too many.
    init(_ value: some RealScalar, atMost count: Int) {
        self.init(shortest: value)
        if digits.count > count { self.init(exact: value, rounding: count) }
    }

    /// Exactly `count` digits that stand for `value`, but for zeros at the end.
    init(_ value: some RealScalar, exactly count: Int) {
        self.init(shortest: value)
        if digits.count != count { self.init(exact: value, rounding: count) }
    }

    /// The `count` digits nearest to `value`; of two equally near, those that end in an even one.
    private init(exact value: some RealScalar, rounding count: Int) {
        self.init(exact: value)
        guard count < digits.count else { return }
        let rest = digits[count...]
        digits.removeSubrange(count...)
        let isTie = rest.first == 5 && rest.count == 1
        let isLastOdd = digits.last.map { $0 % 2 == 1 } ?? false
        if let first = rest.first, isTie ? isLastOdd : first >= 5 {
            while digits.last == 9 { digits.removeLast() }
            if let last = digits.popLast() {
                digits.append(last + 1)
            } else {
                digits = [1]
                exponent += 1
            }
        }
        self = Self(digits, exponent: exponent)
    }

    /// Removes zeros at both ends.
    private init(_ digits: [UInt8], exponent: Int) {
        let leading = digits.prefix { $0 == 0 }.count
        if leading == digits.count {
            self.digits = [0]
            self.exponent = 0
        } else {
            let trailing = digits.reversed().prefix { $0 == 0 }.count
            self.digits = Array(digits[leading..<digits.count - trailing])
            self.exponent = exponent - leading
        }
    }

    /// The digits before the decimal point, and those behind it as far as they are not zeros.
    var positional: (whole: String, fraction: String) {
        let zeros = [UInt8](repeating: 0, count: Swift.max(-exponent, 0))
        let all = zeros + digits
        let wholeCount = Swift.max(exponent, 0) + 1
        let padding = [UInt8](repeating: 0, count: Swift.max(wholeCount - all.count, 0))
        return (Self.text(all.prefix(wholeCount) + padding), Self.text(all.dropFirst(wholeCount)))
    }

    /// The first digit, and the others as far as they are not zeros.
    var scientific: (whole: String, fraction: String) {
        (Self.text(digits.prefix(1)), Self.text(digits.dropFirst()))
    }

    private static func text(_ digits: some Sequence<UInt8>) -> String {
        String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }
}
