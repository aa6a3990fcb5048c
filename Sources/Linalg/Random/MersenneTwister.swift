/// The MT19937 generator: 32-bit words with period 2^19937 − 1, the stream of NumPy's `MT19937` bit generator.
///
/// The words are those of the published generator for the same seed, and the seeding is that of NumPy's `RandomState`.
/// As a `RandomNumberGenerator` it also drives the standard library (`Double.random(in:using:)`, `shuffle(using:)`),
/// whose algorithms are not NumPy's: for NumPy's numbers, use ``RandomState``.
///
/// The words are predictable from 624 of them. Do not use them for secrets.
///
/// - Complexity: 2.5 KB a generator, shared between copies until one of them begins a new block.
/// - Source: Matsumoto, Nishimura, Mersenne Twister: A 623-dimensionally Equidistributed Uniform Pseudo-Random Number
///   Generator, 1998; the seeding is their revision of 2002.
public struct MersenneTwister: RandomNumberGenerator, Sendable, Equatable, Codable {
    /// The number of words in the state.
    @usableFromInline static var stateSize: Int { 624 }
    /// How far ahead the word lies that is mixed into a word of the next block.
    private static var shift: Int { 397 }

    /// The current block, before tempering: `stateSize` words.
    @usableFromInline package internal(set) var key: [UInt32]
    /// The next word to hand out; `stateSize` when the block is used up.
    @usableFromInline package internal(set) var position: Int

    /// Seeds the generator with one number: *init_genrand*, in NumPy `RandomState(seed)`.
    public init(seed: UInt32) {
        var word = seed
        key = [UInt32](unsafeUninitializedCapacity: Self.stateSize) { buffer, count in
            for i in 0..<Self.stateSize {
                buffer[i] = word
                word = 1_812_433_253 &* (word ^ (word &>> 30)) &+ UInt32(truncatingIfNeeded: i &+ 1)
            }
            count = Self.stateSize
        }
        position = Self.stateSize
    }

    /// Seeds the generator with several numbers: *init_by_array*, in NumPy `RandomState([seed, …])`.
    ///
    /// One number in an array gives another stream than the number itself.
    ///
    /// - Precondition: there is at least one.
    public init(seeds: [UInt32]) {
        if seeds.isEmpty { failNoSeeds() }
        self.init(seed: 19_650_218)
        let last = Self.stateSize - 1
        var i = 1
        var j = 0
        for _ in 0..<max(Self.stateSize, seeds.count) {
            let mixed = key[i] ^ ((key[i &- 1] ^ (key[i &- 1] &>> 30)) &* 1_664_525)
            key[i] = mixed &+ seeds[j] &+ UInt32(truncatingIfNeeded: j)
            i &+= 1
            j &+= 1
            if i > last {
                key[0] = key[last]
                i = 1
            }
            if j == seeds.count { j = 0 }
        }
        for _ in 0..<last {
            let mixed = key[i] ^ ((key[i &- 1] ^ (key[i &- 1] &>> 30)) &* 1_566_083_941)
            key[i] = mixed &- UInt32(truncatingIfNeeded: i)
            i &+= 1
            if i > last {
                key[0] = key[last]
                i = 1
            }
        }
        key[0] = 0x8000_0000
    }

    /// Takes up a generator where `key` and `position` left it.
    ///
    /// - Throws: ``RandomState/InvalidState`` if no MT19937 can be in that state.
    init(key: [UInt32], position: Int) throws(RandomState.InvalidState) {
        if key.count != Self.stateSize { throw .keyCount(key.count) }
        if position < 0 || position > Self.stateSize { throw .position(position) }
        // Of word 0 only the top bit belongs to the state. From zeros only zeros would follow.
        if key[0] < 0x8000_0000 && key.dropFirst().allSatisfy({ $0 == 0 }) { throw .zeroKey }
        self.key = key
        self.position = position
    }

    // MARK: Drawing

    /// The next 32 random bits: *genrand_int32*.
    ///
    /// - Complexity: a few operations; each 624th draw computes the next block.
    @inlinable
    public mutating func nextUInt32() -> UInt32 {
        if position >= Self.stateSize { advance() }
        let word = key[position]
        position &+= 1
        return Self.tempered(word)
    }

    /// The next 64 random bits: two draws of ``nextUInt32()``, the first in the high half.
    @inlinable
    public mutating func next() -> UInt64 {
        let high = UInt64(nextUInt32())
        return high &<< 32 | UInt64(nextUInt32())
    }

    /// A multiple of 2^-53 in [0, 1): *genrand_res53*, in NumPy `random_sample()`.
    ///
    /// The high 27 bits of one word and the high 26 of the next.
    @inlinable
    public mutating func nextDouble() -> Double {
        let first = nextUInt32()
        return Self.fraction(first, nextUInt32())
    }

    /// Fills `buffer`, initialized or not, with the values that as many calls of ``nextDouble()`` return.
    ///
    /// - Complexity: O(count), a block of words at a time, no allocation.
    package mutating func fillDoubles(_ buffer: UnsafeMutableBufferPointer<Double>) {
        var done = 0
        while done < buffer.count {
            if Self.stateSize &- position < 2 {
                // The block is used up, or its last word pairs with the first of the next.
                buffer.initializeElement(at: done, to: nextDouble())
                done &+= 1
                continue
            }
            consumeBlock { words in
                let pairs = min(words.count / 2, buffer.count &- done)
                let output = buffer.baseAddress.unsafelyUnwrapped + done
                let words = words.baseAddress.unsafelyUnwrapped
                for i in 0..<pairs {
                    let first = Self.tempered(words[2 &* i])
                    let second = Self.tempered(words[2 &* i &+ 1])
                    (output + i).initialize(to: Self.fraction(first, second))
                }
                done &+= pairs
                return 2 &* pairs
            }
        }
    }

    /// Hands the words that the block still has, at least one and before tempering, to `body`, which returns how many
    /// of them, from the front, it used.
    @inline(__always)
    mutating func consumeBlock(_ body: (UnsafeBufferPointer<UInt32>) -> Int) {
        if position >= Self.stateSize { advance() }
        position &+= key.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[position...])) }
    }

    @inlinable @inline(__always)
    static func tempered(_ word: UInt32) -> UInt32 {
        var word = word
        word ^= word &>> 11
        word ^= (word &<< 7) & 0x9d2c_5680
        word ^= (word &<< 15) & 0xefc6_0000
        word ^= word &>> 18
        return word
    }

    @inlinable @inline(__always)
    static func fraction(_ first: UInt32, _ second: UInt32) -> Double {
        // Both fit an Int32, which processors convert faster than a UInt32. All of this is exact.
        let high = Double(Int32(truncatingIfNeeded: first &>> 5))
        let low = Double(Int32(truncatingIfNeeded: second &>> 6))
        return (high * 0x1p26 + low) * 0x1p-53
    }

    /// Computes the next block in place.
    @usableFromInline @inline(never)
    mutating func advance() {
        let size = Self.stateSize
        let shift = Self.shift
        key.withUnsafeMutableBufferPointer { buffer in
            let key = buffer.baseAddress.unsafelyUnwrapped
            // Word i comes from words i, i + 1 and i + shift, each modulo the size. In three runs no index wraps.
            for i in 0..<(size &- shift) {
                key[i] = Self.twisted(key[i], key[i &+ 1]) ^ key[i &+ shift]
            }
            for i in (size &- shift)..<(size &- 1) {
                key[i] = Self.twisted(key[i], key[i &+ 1]) ^ key[i &+ shift &- size]
            }
            key[size &- 1] = Self.twisted(key[size &- 1], key[0]) ^ key[shift &- 1]
        }
        position = 0
    }

    @inline(__always)
    private static func twisted(_ upper: UInt32, _ lower: UInt32) -> UInt32 {
        let joined = (upper & 0x8000_0000) | (lower & 0x7fff_ffff)
        return (joined &>> 1) ^ ((0 &- (lower & 1)) & 0x9908_b0df)
    }
}

extension MersenneTwister {
    private enum CodingKeys: String, CodingKey {
        case key
        case position
    }

    /// Decodes a generator and checks that it is one.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let key = try container.decode([UInt32].self, forKey: .key)
        let position = try container.decode(Int.self, forKey: .position)
        do throws(RandomState.InvalidState) {
            try self.init(key: key, position: position)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: error.description, underlyingError: error))
        }
    }
}

@inline(never)
private func failNoSeeds() -> Never {
    trap("MersenneTwister(seeds: []): at least one seed is needed")
}
