/// NumPy's legacy random stream, draw for draw: `numpy.random.RandomState`.
///
/// The same seed and the same sequence of calls give the same bits as NumPy, for every method here. What one call
/// consumes decides what the next one returns, so the sequence matters: an array of eight-bit integers takes fewer
/// words from the stream than the same integers one by one, and normal numbers are made in pairs, the second of which
/// waits for the next call. ``state`` carries a stream to NumPy and back at any point.
///
/// ```swift
/// var random = RandomState(seed: 42)            // rng = np.random.RandomState(42)
/// random.randomSample(count: 3)                 // rng.random_sample(3)
/// random.randomIntegers(in: 1..<100, count: 9)  // rng.randint(1, 100, 9)
/// random.standardNormal()                       // rng.standard_normal()
/// random.permutation(10)                        // rng.permutation(10)
/// ```
///
/// It is not NumPy's newer `Generator`, which draws other numbers: see ``RandomGenerator``. As a `RandomNumberGenerator` it also drives the
/// standard library, whose algorithms are not NumPy's.
///
/// - Accuracy: uniform and integer draws are exact. Normal draws use the C library's `log`, so that their last bit may
///   differ between C libraries, as it does in NumPy.
/// - Source: the words, Matsumoto, Nishimura, 1998 (see ``MersenneTwister``); the normal distribution, Marsaglia, Bray,
///   A Convenient Method for Generating Normal Variables, 1964.
public struct RandomState: RandomNumberGenerator, Sendable, Equatable {
    /// The words that everything is drawn from.
    @usableFromInline package internal(set) var twister: MersenneTwister
    /// The second number of a pair of normal ones, until it is asked for.
    package internal(set) var cachedGaussian: Double?

    /// Starts the stream of NumPy's `RandomState(seed)`, also of `numpy.random.seed(seed)`.
    public init(seed: UInt32) {
        twister = MersenneTwister(seed: seed)
    }

    /// Starts the stream of NumPy's `RandomState([seed, …])`.
    ///
    /// One number in an array gives another stream than the number itself.
    ///
    /// - Precondition: there is at least one.
    public init(seeds: [UInt32]) {
        twister = MersenneTwister(seeds: seeds)
    }

    /// The next 64 random bits: two words, the first in the high half.
    @inlinable
    public mutating func next() -> UInt64 {
        twister.next()
    }

    // MARK: Uniform numbers

    /// A number in [0, 1), a multiple of 2^-53: `random_sample()`, also `rand()`.
    @inlinable
    public mutating func randomSample() -> Double {
        twister.nextDouble()
    }

    /// Numbers in [0, 1): `random_sample(count)`, also `rand(count)`.
    ///
    /// - Precondition: `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func randomSample(count: Int) -> [Double] {
        Self.array(count) { fillRandomSample($0) }
    }

    /// Fills `buffer`, initialized or not, with what ``randomSample(count:)`` returns.
    package mutating func fillRandomSample(_ buffer: UnsafeMutableBufferPointer<Double>) {
        twister.fillDoubles(buffer)
    }

    /// A number between the bounds: `uniform(low, high)`.
    ///
    /// `low + (high − low) · randomSample()`. Rounding may give the upper bound itself.
    ///
    /// - Precondition: the range is not empty, and its bounds and their distance are finite.
    public mutating func uniform(in range: Range<Double>) -> Double {
        let width = Self.width(range)
        return range.lowerBound + width * randomSample()
    }

    /// Numbers between the bounds: `uniform(low, high, count)`.
    ///
    /// - Precondition: the range is not empty, and its bounds and their distance are finite; `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func uniform(in range: Range<Double>, count: Int) -> [Double] {
        Self.array(count) { fillUniform($0, in: range) }
    }

    /// Fills `buffer`, initialized or not, with what ``uniform(in:count:)`` returns.
    package mutating func fillUniform(_ buffer: UnsafeMutableBufferPointer<Double>, in range: Range<Double>) {
        let width = Self.width(range)
        let low = range.lowerBound
        fillRandomSample(buffer)
        for i in buffer.indices { buffer[i] = low + width * buffer[i] }
    }

    // MARK: Helpers

    private static func width(_ range: Range<Double>) -> Double {
        let width = range.upperBound - range.lowerBound
        if !(width > 0 && width.isFinite) { failRange(range) }
        return width
    }

    /// An array of `count` elements that `fill` writes.
    @inline(__always)
    static func array<Element>(
        _ count: Int, _ fill: (UnsafeMutableBufferPointer<Element>) -> Void
    ) -> [Element] {
        if count < 0 { failCount(count) }
        return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            initialized = count
        }
    }

    @inline(never)
    private static func failRange(_ range: Range<Double>) -> Never {
        trap("RandomState: a uniform number in \(range): the range is empty or its width is not finite")
    }

    @inline(never)
    private static func failCount(_ count: Int) -> Never {
        trap("RandomState: \(count) numbers asked for; the count must not be negative")
    }
}
