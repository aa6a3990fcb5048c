extension RandomGenerator {
    /// An integer in the range: `integers(low, high)`, with the integer's type for `dtype`.
    ///
    /// - Precondition: the range is not empty; the type has 8, 16, 32 or 64 bits.
    /// - Complexity: rarely more than one word.
    public mutating func randomInteger<I: FixedWidthInteger>(in range: Range<I>) -> I {
        require(!range.isEmpty, "RandomGenerator: an integer in \(range): the range is empty")
        return randomInteger(in: range.lowerBound...(range.upperBound &- 1))
    }

    /// An integer in the range: `integers(low, high, endpoint=True)`, with the integer's type for `dtype`.
    ///
    /// - Precondition: the type has 8, 16, 32 or 64 bits.
    public mutating func randomInteger<I: FixedWidthInteger>(in range: ClosedRange<I>) -> I {
        var result = range.lowerBound
        withUnsafeMutablePointer(to: &result) {
            fillIntegers(
                UnsafeMutableBufferPointer(start: $0, count: 1), from: range.lowerBound, through: range.upperBound)
        }
        return result
    }

    /// Integers in the range: `integers(low, high, count)`, with the integers' type for `dtype`.
    ///
    /// By Lemire's multiplication, from words of 32 bits if the range is no wider, else of 64. For types of 8 and 16
    /// bits a word of 32 serves several integers, and what the call leaves of its last word is lost. A range with one
    /// element draws nothing.
    ///
    /// - Precondition: the range is not empty; the type has 8, 16, 32 or 64 bits; `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func randomIntegers<I: FixedWidthInteger>(in range: Range<I>, count: Int) -> [I] {
        require(!range.isEmpty, "RandomGenerator: an integer in \(range): the range is empty")
        return randomIntegers(in: range.lowerBound...(range.upperBound &- 1), count: count)
    }

    /// Integers in the range: `integers(low, high, count, endpoint=True)`, with the integers' type for `dtype`.
    ///
    /// As for a half-open range; `I.min...I.max` is a type's full width.
    ///
    /// - Precondition: the type has 8, 16, 32 or 64 bits; `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func randomIntegers<I: FixedWidthInteger>(in range: ClosedRange<I>, count: Int) -> [I] {
        RandomState.array(count) { fillIntegers($0, from: range.lowerBound, through: range.upperBound) }
    }

    /// Truth values: `integers(0, 2, count, dtype=bool)`. A word of 32 bits gives 32, from the lowest bit; what the call
    /// leaves of its last word is lost.
    ///
    /// - Precondition: `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func randomBooleans(count: Int) -> [Bool] {
        RandomState.array(count) { (buffer: UnsafeMutableBufferPointer<Bool>) in
            var word: UInt32 = 0
            for i in buffer.indices {
                word = i % 32 == 0 ? bits.nextUInt32() : word &>> 1
                buffer.initializeElement(at: i, to: word & 1 != 0)
            }
        }
    }

    @specialized(where I == Int)
    @specialized(where I == Int8)
    @specialized(where I == Int16)
    @specialized(where I == Int32)
    @specialized(where I == Int64)
    @specialized(where I == UInt)
    @specialized(where I == UInt8)
    @specialized(where I == UInt16)
    @specialized(where I == UInt32)
    @specialized(where I == UInt64)
    private mutating func fillIntegers<I: FixedWidthInteger>(
        _ buffer: UnsafeMutableBufferPointer<I>, from low: I, through high: I
    ) {
        let width = I.bitWidth
        require(
            width == 8 || width == 16 || width == 32 || width == 64,
            "RandomGenerator: integers of \(width) bits; only 8, 16, 32 and 64 have a stream in NumPy")
        let span = UInt64(truncatingIfNeeded: I.Magnitude(truncatingIfNeeded: high &- low))
        if span == 0 {
            buffer.initialize(repeating: low)
        } else if width < 32 {
            var pieces = Pieces(bitWidth: width)
            for i in buffer.indices {
                let value = pieces.draw(through: UInt32(truncatingIfNeeded: span), from: &bits)
                buffer.initializeElement(at: i, to: low &+ I(truncatingIfNeeded: value))
            }
        } else {
            for i in buffer.indices {
                buffer.initializeElement(at: i, to: low &+ I(truncatingIfNeeded: bits.draw(through: span)))
            }
        }
    }

    /// Integers of 8 or 16 bits, several of which come from one word, the lowest first.
    private struct Pieces {
        let bitWidth: Int
        var word: UInt32 = 0
        var left = 0

        init(bitWidth: Int) { self.bitWidth = bitWidth }

        mutating func next(_ bits: inout PCG64) -> UInt32 {
            if left == 0 {
                word = bits.nextUInt32()
                left = 32 / bitWidth
            } else {
                word &>>= UInt32(truncatingIfNeeded: bitWidth)
            }
            left &-= 1
            return word & (1 &<< UInt32(truncatingIfNeeded: bitWidth) &- 1)
        }

        mutating func draw(through span: UInt32, from bits: inout PCG64) -> UInt32 {
            let mask: UInt32 = 1 &<< UInt32(truncatingIfNeeded: bitWidth) &- 1
            if span == mask { return next(&bits) }
            let count = span &+ 1
            var product = next(&bits) &* count
            if product & mask < count {
                let threshold = (mask &- span) % count
                while product & mask < threshold { product = next(&bits) &* count }
            }
            return product &>> UInt32(truncatingIfNeeded: bitWidth)
        }
    }
}

extension PCG64 {
    /// An integer in 0 ... `span` by Lemire's multiplication: *random_bounded_uint64*. A span of zero draws nothing.
    mutating func draw(through span: UInt64) -> UInt64 {
        if span == 0 { return 0 }
        if span > 0xffff_ffff { return drawWide(through: span) }
        if span == 0xffff_ffff { return UInt64(nextUInt32()) }
        let count = span &+ 1
        var product = UInt64(nextUInt32()) &* count
        if product & 0xffff_ffff < count {
            let threshold = (0xffff_ffff &- span) % count
            while product & 0xffff_ffff < threshold { product = UInt64(nextUInt32()) &* count }
        }
        return product &>> 32
    }

    private mutating func drawWide(through span: UInt64) -> UInt64 {
        if span == .max { return next() }
        let count = span &+ 1
        var (high, low) = next().multipliedFullWidth(by: count)
        if low < count {
            let threshold = (UInt64.max &- span) % count
            while low < threshold { (high, low) = next().multipliedFullWidth(by: count) }
        }
        return high
    }

    /// An integer in 0 ... `last` by masking words and throwing those beyond away: *random_interval*.
    @usableFromInline
    mutating func interval(through last: Int) -> Int {
        let span = UInt64(truncatingIfNeeded: last)
        if span == 0 { return 0 }
        let mask = RandomState.mask(span)
        var value: UInt64
        if span <= 0xffff_ffff {
            repeat { value = UInt64(nextUInt32()) & mask } while value > span
        } else {
            repeat { value = next() & mask } while value > span
        }
        return Int(truncatingIfNeeded: value)
    }
}
