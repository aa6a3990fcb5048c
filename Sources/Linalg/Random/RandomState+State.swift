extension RandomState {
    /// Where a stream stands: what NumPy's `get_state()` returns and `set_state(…)` takes.
    ///
    /// In NumPy the same is the tuple `('MT19937', key, position, hasGaussian, cachedGaussian)`.
    public struct State: Sendable, Equatable, Codable {
        /// The current block of the generator: 624 words.
        public var key: [UInt32]
        /// The next word of the block to be used, 0 ... 624; 624 when there is none left.
        public var position: Int
        /// Whether the second number of a pair of normal ones waits.
        public var hasGaussian: Bool
        /// That number; 0 if there is none.
        public var cachedGaussian: Double

        /// A state from its parts. Nothing is checked until a stream is made of it.
        public init(key: [UInt32], position: Int, hasGaussian: Bool = false, cachedGaussian: Double = 0) {
            self.key = key
            self.position = position
            self.hasGaussian = hasGaussian
            self.cachedGaussian = cachedGaussian
        }
    }

    /// Why no stream can stand where a ``State`` says.
    public enum InvalidState: Error, Equatable, CustomStringConvertible {
        /// The key has this many words instead of 624.
        case keyCount(Int)
        /// The position is not within 0 ... 624.
        case position(Int)
        /// The key is zero, from which only zeros follow.
        case zeroKey

        /// What was found and what is expected.
        public var description: String {
            switch self {
            case .keyCount(let count):
                "the key of an MT19937 state has \(count) words; 624 are needed"
            case .position(let position):
                "the position of an MT19937 state is \(position); it must be in 0 ... 624"
            case .zeroKey:
                "the key of an MT19937 state is all zeros, from which only zeros follow; seed a generator to get one"
            }
        }
    }

    /// Where the stream stands: `get_state()`.
    public var state: State {
        State(
            key: twister.key, position: twister.position,
            hasGaussian: cachedGaussian != nil, cachedGaussian: cachedGaussian ?? 0)
    }

    /// Takes up a stream where `state` left it: `set_state(state)`.
    ///
    /// - Throws: ``InvalidState`` if the key has not 624 words or is zero, or the position is out of range.
    public init(_ state: State) throws(InvalidState) {
        twister = try MersenneTwister(key: state.key, position: state.position)
        cachedGaussian = state.hasGaussian ? state.cachedGaussian : nil
    }
}

extension RandomState: Codable {
    /// Encodes the ``state``.
    public func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
    }

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
