/// The PCG64 generator (XSL RR 128/64): 64-bit words with period 2^128, the stream of NumPy's `PCG64` bit generator.
///
/// As a `RandomNumberGenerator` it also drives the standard library, whose algorithms are not NumPy's: for NumPy's
/// numbers, use ``RandomGenerator``. Do not use the words for secrets.
///
/// - Complexity: 48 bytes a generator; one multiplication of 128 bits a word.
/// - Source: O'Neill, PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number
///   Generation, 2014.
public struct PCG64: RandomNumberGenerator, Sendable, Equatable {
    @usableFromInline var word: UInt128
    @usableFromInline var increment: UInt128
    /// The high half of a word whose low half was handed out by ``nextUInt32()``.
    @usableFromInline var half: UInt32
    @usableFromInline var hasHalf: Bool

    @usableFromInline static var multiplier: UInt128 { 2_549_297_995_355_413_924 << 64 | 4_865_540_595_714_422_341 }

    /// Starts the stream of NumPy's `PCG64(SeedSequence(…))`.
    public init(_ seeds: SeedSequence) {
        let words = seeds.generateState64(4)
        increment = (UInt128(words[2]) << 64 | UInt128(words[3])) << 1 | 1
        word = increment &+ (UInt128(words[0]) << 64 | UInt128(words[1]))
        (half, hasHalf) = (0, false)
        step()
    }

    /// Starts the stream of NumPy's `PCG64(seed)`, for a seed of any size.
    ///
    /// - Precondition: the seed is not negative.
    public init(seed: some BinaryInteger) { self.init(SeedSequence(seed)) }

    @inlinable @inline(__always)
    mutating func step() { word = word &* Self.multiplier &+ increment }

    /// The next 64 random bits: `random_raw()`.
    @inlinable
    public mutating func next() -> UInt64 {
        step()
        let high = UInt64(truncatingIfNeeded: word &>> 64)
        let mixed = high ^ UInt64(truncatingIfNeeded: word)
        let rotation = high &>> 58
        return mixed &>> rotation | mixed &<< (0 &- rotation)
    }

    /// The next 32 random bits: the low half of a word, then, at the next call, its high half.
    @inlinable
    public mutating func nextUInt32() -> UInt32 {
        if hasHalf {
            hasHalf = false
            return half
        }
        let word = next()
        half = UInt32(truncatingIfNeeded: word &>> 32)
        hasHalf = true
        return UInt32(truncatingIfNeeded: word)
    }

    /// A multiple of 2^-53 in [0, 1), from the high bits of a word.
    @inlinable
    public mutating func nextDouble() -> Double { Double(Int64(truncatingIfNeeded: next() &>> 11)) * 0x1p-53 }

    /// A multiple of 2^-24 in [0, 1), from the high bits of half a word.
    @inlinable
    public mutating func nextFloat() -> Float { Float(Int32(truncatingIfNeeded: nextUInt32() &>> 8)) * 0x1p-24 }

    /// Leaves out `steps` words, or goes back if their number is taken modulo 2^128: `advance(steps)`. A waiting half
    /// of a word is dropped.
    ///
    /// - Complexity: at most 128 multiplications.
    public mutating func advance(by steps: UInt128) {
        // Steps compose as x ↦ a·x + c; those of 1, 2, 4, … steps follow from each other by squaring.
        var factor: UInt128 = 1
        var shift: UInt128 = 0
        var square = Self.multiplier
        var squareShift = increment
        var rest = steps
        while rest != 0 {
            if rest & 1 != 0 {
                factor &*= square
                shift = shift &* square &+ squareShift
            }
            squareShift = (square &+ 1) &* squareShift
            square &*= square
            rest >>= 1
        }
        word = factor &* word &+ shift
        (half, hasHalf) = (0, false)
    }

    /// A generator that is 2^128 / φ words further, once or several times: `jumped(times)`.
    public func jumped(_ times: Int = 1) -> PCG64 {
        var copy = self
        copy.advance(by: 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835 &* UInt128(truncatingIfNeeded: times))
        return copy
    }
}

// MARK: - State

extension PCG64 {
    /// Where a stream stands: NumPy's `bit_generator.state`.
    public struct State: Sendable, Hashable {
        /// The linear congruential generator's state: `state['state']['state']`.
        public var word: UInt128
        /// What it adds in each step, an odd number that tells streams apart: `state['state']['inc']`.
        public var increment: UInt128
        /// Whether half a word waits: `state['has_uint32']`.
        public var hasHalf: Bool
        /// That half: `state['uinteger']`.
        public var half: UInt32

        /// A state from its parts. Nothing is checked until a generator is made of it.
        public init(word: UInt128, increment: UInt128, hasHalf: Bool = false, half: UInt32 = 0) {
            self.word = word
            self.increment = increment
            self.hasHalf = hasHalf
            self.half = half
        }
    }

    /// Why no generator can stand where a ``State`` says.
    public enum InvalidState: Error, Equatable, CustomStringConvertible {
        /// The increment is even, so that the period would be short.
        case evenIncrement(UInt128)

        /// What was found and what is expected.
        public var description: String {
            switch self {
            case .evenIncrement(let increment):
                "the increment of a PCG64 state is \(increment); it must be odd: take the state from a seeded generator"
            }
        }
    }

    /// Where the stream stands.
    public var state: State { State(word: word, increment: increment, hasHalf: hasHalf, half: half) }

    /// Takes up a stream where `state` left it.
    ///
    /// - Throws: ``InvalidState`` if the increment is even.
    public init(_ state: State) throws(InvalidState) {
        if state.increment & 1 == 0 { throw .evenIncrement(state.increment) }
        (word, increment, hasHalf, half) = (state.word, state.increment, state.hasHalf, state.half)
    }
}

extension PCG64.State: Codable {
    private enum CodingKeys: String, CodingKey { case word, increment, hasHalf, half }

    /// Encodes the two numbers of 128 bits as decimal text, which every format keeps exactly.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(String(word), forKey: .word)
        try container.encode(String(increment), forKey: .increment)
        try container.encode(hasHalf, forKey: .hasHalf)
        try container.encode(half, forKey: .half)
    }

    /// Decodes what `encode(to:)` wrote.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys) throws -> UInt128 {
            let text = try container.decode(String.self, forKey: key)
            guard let number = UInt128(text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "'\(text)' is no number of 128 bits")
            }
            return number
        }
        self.init(
            word: try number(.word), increment: try number(.increment),
            hasHalf: try container.decode(Bool.self, forKey: .hasHalf),
            half: try container.decode(UInt32.self, forKey: .half))
    }
}

extension PCG64: Codable {
    /// Encodes the ``state``.
    public func encode(to encoder: any Encoder) throws { try state.encode(to: encoder) }

    /// Decodes a ``State`` and checks that it is one.
    public init(from decoder: any Decoder) throws {
        let state = try State(from: decoder)
        do throws(InvalidState) {
            try self.init(state)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: error.description, underlyingError: error))
        }
    }
}
