extension RandomState {
    /// An integer in the range: `randint(low, high)`, with the integer's type for `dtype`.
    ///
    /// - Precondition: the range is not empty; the type has 8, 16, 32 or 64 bits.
    /// - Complexity: on average less than two tries; see ``randomIntegers(in:count:)-(Range<I>,_)`` for their cost.
    @inlinable
    public mutating func randomInteger<I: FixedWidthInteger>(in range: Range<I>) -> I {
        if range.isEmpty { Self.failEmpty("\(range)") }
        return randomInteger(in: ClosedRange(uncheckedBounds: (range.lowerBound, range.upperBound &- 1)))
    }

    /// An integer in the range: `randint(low, high + 1)`, with the integer's type for `dtype`.
    ///
    /// - Precondition: the type has 8, 16, 32 or 64 bits.
    @inlinable
    public mutating func randomInteger<I: FixedWidthInteger>(in range: ClosedRange<I>) -> I {
        let value = draw(through: Self.span(range.lowerBound, range.upperBound), bitWidth: I.bitWidth)
        return range.lowerBound &+ I(truncatingIfNeeded: value)
    }

    /// Integers in the range: `randint(low, high, count)`, with the integers' type for `dtype`.
    ///
    /// Each is the lowest bits of a try, as many as the distance `high − 1 − low` has; a try beyond the distance is
    /// thrown away. A try is a word of 32 bits, or two words where the distance needs more than 32 bits. For types of
    /// 8 and 16 bits it is a quarter or half of a word, from the low end, and what the call leaves of its last word is
    /// lost. A range with one element draws nothing.
    ///
    /// - Precondition: the range is not empty; the type has 8, 16, 32 or 64 bits; `count ≥ 0`.
    /// - Complexity: O(count), on average less than two tries each, one allocation.
    public mutating func randomIntegers<I: FixedWidthInteger>(in range: Range<I>, count: Int) -> [I] {
        if range.isEmpty { Self.failEmpty("\(range)") }
        return Self.array(count) { fillIntegers($0, from: range.lowerBound, through: range.upperBound &- 1) }
    }

    /// Integers in the range: `randint(low, high + 1, count)`, with the integers' type for `dtype`.
    ///
    /// As for a half-open range; `I.min...I.max` is a type's full width.
    ///
    /// - Precondition: the type has 8, 16, 32 or 64 bits; `count ≥ 0`.
    /// - Complexity: O(count), on average less than two tries each, one allocation.
    public mutating func randomIntegers<I: FixedWidthInteger>(in range: ClosedRange<I>, count: Int) -> [I] {
        Self.array(count) { fillIntegers($0, from: range.lowerBound, through: range.upperBound) }
    }

    /// A truth value: `randint(0, 2, dtype=bool)`. Takes a word for its lowest bit.
    public mutating func randomBoolean() -> Bool {
        twister.nextUInt32() & 1 != 0
    }

    /// Truth values: `randint(0, 2, count, dtype=bool)`. A word gives 32, from the lowest bit; what the call leaves of
    /// its last word is lost.
    ///
    /// - Precondition: `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func randomBooleans(count: Int) -> [Bool] {
        Self.array(count) { (buffer: UnsafeMutableBufferPointer<Bool>) in
            var word: UInt32 = 0
            for i in buffer.indices {
                word = i % 32 == 0 ? twister.nextUInt32() : word &>> 1
                buffer.initializeElement(at: i, to: word & 1 != 0)
            }
        }
    }

    /// Fills `buffer`, initialized or not, with what ``randomIntegers(in:count:)-(ClosedRange<I>,_)`` returns for
    /// `low...high`.
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
    package mutating func fillIntegers<I: FixedWidthInteger>(
        _ buffer: UnsafeMutableBufferPointer<I>, from low: I, through high: I
    ) {
        Self.check(bitWidth: I.bitWidth)
        let span = Self.span(low, high)
        if span == 0 {
            buffer.initialize(repeating: low)
        } else if I.bitWidth < 32 {
            var pieces = Pieces(bitWidth: I.bitWidth)
            let mask = Self.mask(span)
            for i in buffer.indices {
                let value = pieces.draw(through: span, mask: mask, from: &twister)
                buffer.initializeElement(at: i, to: low &+ I(truncatingIfNeeded: value))
            }
        } else if span <= 0xffff_ffff {
            // A try is always stored, and stays if it was good: without a branch there is none to mispredict.
            let last = UInt32(truncatingIfNeeded: span)
            let mask = UInt32(truncatingIfNeeded: Self.mask(span))
            var done = 0
            while done < buffer.count {
                twister.consumeBlock { words in
                    var used = 0
                    while used < words.count && done < buffer.count {
                        let value = MersenneTwister.tempered(words[used]) & mask
                        buffer.initializeElement(at: done, to: low &+ I(truncatingIfNeeded: value))
                        used &+= 1
                        done &+= value <= last ? 1 : 0
                    }
                    return used
                }
            }
        } else {
            let mask = Self.mask(span)
            var done = 0
            while done < buffer.count {
                let value = twister.next() & mask
                buffer.initializeElement(at: done, to: low &+ I(truncatingIfNeeded: value))
                done &+= value <= span ? 1 : 0
            }
        }
    }

    /// An integer in 0 ... `span`, as one call draws it for a type of `bitWidth` bits.
    @usableFromInline
    mutating func draw(through span: UInt64, bitWidth: Int) -> UInt64 {
        Self.check(bitWidth: bitWidth)
        if span == 0 { return 0 }
        let mask = Self.mask(span)
        var value: UInt64
        if bitWidth < 32 {
            var pieces = Pieces(bitWidth: bitWidth)
            value = pieces.draw(through: span, mask: mask, from: &twister)
        } else if span <= 0xffff_ffff {
            repeat { value = UInt64(twister.nextUInt32()) & mask } while value > span
        } else {
            repeat { value = twister.next() & mask } while value > span
        }
        return value
    }

    /// Words cut into pieces of 8 or 16 bits, from the low end. The pieces live as long as one call.
    private struct Pieces {
        let bitWidth: Int
        var word: UInt32 = 0
        var left = 0

        init(bitWidth: Int) {
            self.bitWidth = bitWidth
        }

        @inline(__always)
        mutating func draw(through span: UInt64, mask: UInt64, from twister: inout MersenneTwister) -> UInt64 {
            var value: UInt64
            repeat {
                if left == 0 {
                    word = twister.nextUInt32()
                    left = 32 / bitWidth
                } else {
                    word &>>= UInt32(truncatingIfNeeded: bitWidth)
                }
                left &-= 1
                value = UInt64(word) & mask
            } while value > span
            return value
        }
    }

    /// `high − low`, which may need one bit more than `I` has for positive numbers.
    @inlinable @inline(__always)
    static func span<I: FixedWidthInteger>(_ low: I, _ high: I) -> UInt64 {
        UInt64(truncatingIfNeeded: I.Magnitude(truncatingIfNeeded: high &- low))
    }

    /// The smallest number of the form 2^k − 1 that is not less than `span`, which is not 0.
    @inline(__always)
    static func mask(_ span: UInt64) -> UInt64 {
        UInt64.max &>> UInt64(truncatingIfNeeded: span.leadingZeroBitCount)
    }

    @inline(__always)
    private static func check(bitWidth: Int) {
        if bitWidth != 8 && bitWidth != 16 && bitWidth != 32 && bitWidth != 64 { failWidth(bitWidth) }
    }

    @usableFromInline @inline(never)
    static func failEmpty(_ range: String) -> Never {
        trap("RandomState: an integer in \(range): the range is empty")
    }

    @inline(never)
    private static func failWidth(_ width: Int) -> Never {
        trap("RandomState: integers of \(width) bits; only 8, 16, 32 and 64 have a stream in NumPy")
    }
}
