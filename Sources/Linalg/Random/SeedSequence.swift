/// Turns seeds of any size and quality into states of generators: NumPy's `SeedSequence`.
///
/// Similar seeds give states that have nothing in common, and ``spawn(_:)`` gives children whose streams are
/// independent of each other and of their parent's, for as many threads or machines as there are.
///
/// ```swift
/// var seeds = SeedSequence(42)
/// let generators = seeds.spawn(4).map { RandomGenerator($0) }
/// ```
///
/// - Source: O'Neill, Developing a `seed_seq` Alternative, 2015, as NumPy has it.
public struct SeedSequence: Sendable, Hashable, Codable {
    /// The seed in words of 32 bits, the lowest first: of several numbers one after the other.
    public let entropy: [UInt32]

    /// The path from the first ancestor: the number of the child in each generation.
    public let spawnKey: [UInt32]

    /// How many children there have been: the number of the next one.
    public private(set) var childrenSpawned = 0

    private var pool: [UInt32]

    private static var poolSize: Int { 4 }

    /// The sequence of words of 32 bits, `SeedSequence([word, …], spawn_key=(…))`. No words are the same as a zero.
    public init(entropy: [UInt32], spawnKey: [UInt32] = []) {
        self.entropy = entropy
        self.spawnKey = spawnKey
        pool = Self.mixed(entropy, spawnKey)
    }

    /// The sequence of one number of any size, `SeedSequence(seed)`.
    ///
    /// - Precondition: the seed is not negative.
    public init(_ seed: some BinaryInteger) {
        require(seed >= 0, "SeedSequence(\(seed)): a seed must not be negative")
        var words: [UInt32] = []
        var rest = seed
        repeat {
            words.append(UInt32(truncatingIfNeeded: rest))
            rest >>= 32
        } while rest != 0
        self.init(entropy: words)
    }

    /// Words of a state: `generate_state(count)`.
    ///
    /// - Precondition: `count ≥ 0`.
    public func generateState(_ count: Int) -> [UInt32] {
        require(count >= 0, "generateState(\(count)): the count must not be negative")
        var factor: UInt32 = 0x8b51_f9dd
        return (0..<count).map { i in
            var word = pool[i % Self.poolSize] ^ factor
            factor &*= 0x58f3_8ded
            word &*= factor
            return word ^ (word &>> 16)
        }
    }

    /// Words of 64 bits of a state: `generate_state(count, numpy.uint64)`.
    ///
    /// - Precondition: `count ≥ 0`.
    public func generateState64(_ count: Int) -> [UInt64] {
        require(count >= 0, "generateState64(\(count)): the count must not be negative")
        let words = generateState(2 * count)
        return (0..<count).map { UInt64(words[2 * $0]) | UInt64(words[2 * $0 + 1]) << 32 }
    }

    /// The next `count` children: `spawn(count)`. A later call gives others.
    ///
    /// - Precondition: `count ≥ 0`.
    public mutating func spawn(_ count: Int) -> [SeedSequence] {
        require(count >= 0, "spawn(\(count)): the count must not be negative")
        let children = (childrenSpawned..<childrenSpawned + count).map { child in
            SeedSequence(entropy: entropy, spawnKey: spawnKey + [UInt32(truncatingIfNeeded: child)])
        }
        childrenSpawned += count
        return children
    }

    // MARK: Mixing

    private static func mixed(_ entropy: [UInt32], _ spawnKey: [UInt32]) -> [UInt32] {
        var words = entropy.isEmpty ? [0] : entropy
        // A short seed and a key must not be confused with a longer seed.
        while !spawnKey.isEmpty && words.count < poolSize { words.append(0) }
        words += spawnKey
        var factor: UInt32 = 0x43b0_d7e5
        func hash(_ word: UInt32) -> UInt32 {
            var word = word ^ factor
            factor &*= 0x931e_8875
            word &*= factor
            return word ^ (word &>> 16)
        }
        func mix(_ x: UInt32, _ y: UInt32) -> UInt32 {
            let word = 0xca01_f9dd &* x &- 0x4973_f715 &* y
            return word ^ (word &>> 16)
        }
        var pool = (0..<poolSize).map { hash($0 < words.count ? words[$0] : 0) }
        for source in 0..<poolSize {
            for target in 0..<poolSize where target != source { pool[target] = mix(pool[target], hash(pool[source])) }
        }
        for word in words.dropFirst(poolSize) {
            for target in 0..<poolSize { pool[target] = mix(pool[target], hash(word)) }
        }
        return pool
    }
}
