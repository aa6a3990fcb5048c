internal import ComplexModule
internal import RealModule

/// NumPy's present random stream, draw for draw: `numpy.random.default_rng(seed)`, a `Generator` on ``PCG64``.
///
/// The same seed and the same sequence of calls give the same bits as NumPy 2.4, for every method here. It is faster
/// and statistically better than the legacy ``RandomState``. Draws of `Float` are a stream of their own, not rounded
/// ones of `Double`; a matrix is filled row by row.
///
/// ```swift
/// var random = RandomGenerator(seed: 42)                 // rng = np.random.default_rng(42)
/// random.random()                                        // rng.random()
/// random.standardNormal(rows: 2, columns: 3)             // rng.standard_normal((2, 3))
/// random.randomIntegers(in: 1..<7, count: 10)            // rng.integers(1, 7, 10)
/// random.choice(100, count: 5, replacing: false)         // rng.choice(100, 5, replace=False)
/// ```
///
/// - Accuracy: uniform and integer draws are exact. One normal or exponential draw in a hundred uses the C library's
///   `exp` or `log1p`, whose last bit may differ between C libraries, as it does in NumPy.
/// - Source: the words, O'Neill, 2014 (see ``PCG64``); integers, Lemire, Fast Random Integer Generation in an Interval,
///   2019; normal and exponential numbers, Marsaglia, Tsang, The Ziggurat Method for Generating Random Variables, 2000.
public struct RandomGenerator: RandomNumberGenerator, Sendable, Equatable, Codable {
    /// The words that everything is drawn from: `bit_generator`.
    public var bits: PCG64

    /// What the stream was started from, and what ``spawn(_:)`` starts others from; nil if it was taken up from a state.
    public private(set) var seedSequence: SeedSequence?

    /// Starts the stream of NumPy's `default_rng(seed)`, for a seed of any size.
    ///
    /// - Precondition: the seed is not negative.
    public init(seed: some BinaryInteger) { self.init(SeedSequence(seed)) }

    /// Starts the stream of NumPy's `default_rng(seed_sequence)`.
    public init(_ seeds: SeedSequence) {
        bits = PCG64(seeds)
        seedSequence = seeds
    }

    /// Goes on with a generator of words: `Generator(bit_generator)`.
    public init(_ bits: PCG64) { self.bits = bits }

    /// The next 64 random bits: `bit_generator.random_raw()`.
    @inlinable public mutating func next() -> UInt64 { bits.next() }

    /// Independent generators: `spawn(count)`.
    ///
    /// - Precondition: the stream was started from a seed; `count ≥ 0`.
    public mutating func spawn(_ count: Int) -> [RandomGenerator] {
        guard var seeds = seedSequence else {
            trap("spawn(\(count)): a generator taken up from a state has no seed to start others from")
        }
        let children = seeds.spawn(count)
        seedSequence = seeds
        return children.map { RandomGenerator($0) }
    }
}

// MARK: - Uniform numbers

extension RandomGenerator {
    /// A number in [0, 1): `random()`, with the type for `dtype`.
    @inlinable
    public mutating func random<T: RandomReal>(_ type: T.Type = Double.self) -> T { T.uniform(from: &bits) }

    /// Numbers in [0, 1): `random(count)`.
    ///
    /// - Precondition: `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func random<T: RandomReal>(count: Int, _ type: T.Type = Double.self) -> Vector<T> {
        vector(count) { T.fill($1, .uniform, from: &$0.bits) }
    }

    /// Numbers in [0, 1): `random((rows, columns))`.
    ///
    /// - Precondition: neither size is negative.
    /// - Complexity: O(rows·columns), one allocation.
    public mutating func random<T: RandomReal>(rows: Int, columns: Int, _ type: T.Type = Double.self) -> Matrix<T> {
        matrix(rows, columns) { T.fill($1, .uniform, from: &$0.bits) }
    }

    /// A number between the bounds: `uniform(low, high)`, which is `low + (high − low) · random()`. Rounding may give
    /// the upper bound itself.
    ///
    /// - Precondition: the width of the range is finite.
    public mutating func uniform(in range: Range<Double>) -> Double {
        let width = Self.width(range)
        return range.lowerBound + width * bits.nextDouble()
    }

    /// Numbers between the bounds: `uniform(low, high, count)`.
    ///
    /// - Precondition: the width of the range is finite; `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func uniform(in range: Range<Double>, count: Int) -> Vector<Double> {
        let width = Self.width(range)
        return vector(count) { random, buffer in
            for i in buffer.indices { buffer[i] = range.lowerBound + width * random.bits.nextDouble() }
        }
    }

    /// Numbers between the bounds: `uniform(low, high, (rows, columns))`.
    ///
    /// - Precondition: the width of the range is finite; neither size is negative.
    /// - Complexity: O(rows·columns), one allocation.
    public mutating func uniform(in range: Range<Double>, rows: Int, columns: Int) -> Matrix<Double> {
        Matrix(
            rows: rows, columns: columns,
            elements: uniform(in: range, count: checkedCount(rows: rows, columns: columns)))
    }

    private static func width(_ range: Range<Double>) -> Double {
        let width = range.upperBound - range.lowerBound
        require(width.isFinite, "RandomGenerator: a uniform number in \(range): the width of the range is not finite")
        return width
    }
}

// MARK: - Normal and exponential numbers

extension RandomGenerator {
    /// A number from the normal distribution with mean 0 and standard deviation 1: `standard_normal()`.
    @inlinable
    public mutating func standardNormal<T: RandomReal>(_ type: T.Type = Double.self) -> T {
        T.standardNormal(from: &bits)
    }

    /// Numbers from the normal distribution with mean 0 and standard deviation 1: `standard_normal(count)`.
    ///
    /// - Precondition: `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func standardNormal<T: RandomReal>(count: Int, _ type: T.Type = Double.self) -> Vector<T> {
        vector(count) { T.fill($1, .standardNormal, from: &$0.bits) }
    }

    /// Numbers from the normal distribution with mean 0 and standard deviation 1: `standard_normal((rows, columns))`.
    ///
    /// - Precondition: neither size is negative.
    /// - Complexity: O(rows·columns), one allocation.
    public mutating func standardNormal<T: RandomReal>(
        rows: Int, columns: Int, _ type: T.Type = Double.self
    ) -> Matrix<T> {
        matrix(rows, columns) { T.fill($1, .standardNormal, from: &$0.bits) }
    }

    /// A number from a normal distribution: `normal(mean, standardDeviation)`.
    ///
    /// - Precondition: the standard deviation is not negative.
    public mutating func normal(mean: Double, standardDeviation: Double) -> Double {
        Self.check(standardDeviation: standardDeviation)
        return mean + standardDeviation * standardNormal()
    }

    /// Numbers from a normal distribution: `normal(mean, standardDeviation, count)`.
    ///
    /// - Precondition: the standard deviation is not negative; `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func normal(mean: Double, standardDeviation: Double, count: Int) -> Vector<Double> {
        Self.check(standardDeviation: standardDeviation)
        return vector(count) { random, buffer in
            for i in buffer.indices { buffer[i] = mean + standardDeviation * random.standardNormal() }
        }
    }

    /// Numbers from a normal distribution: `normal(mean, standardDeviation, (rows, columns))`.
    ///
    /// - Precondition: the standard deviation is not negative; neither is a size.
    /// - Complexity: O(rows·columns), one allocation.
    public mutating func normal(
        mean: Double, standardDeviation: Double, rows: Int, columns: Int
    ) -> Matrix<Double> {
        let count = checkedCount(rows: rows, columns: columns)
        return Matrix(
            rows: rows, columns: columns,
            elements: normal(mean: mean, standardDeviation: standardDeviation, count: count))
    }

    /// A number from the exponential distribution with mean 1: `standard_exponential()`.
    @inlinable
    public mutating func standardExponential<T: RandomReal>(_ type: T.Type = Double.self) -> T {
        T.standardExponential(from: &bits)
    }

    /// Numbers from the exponential distribution with mean 1: `standard_exponential(count)`.
    ///
    /// - Precondition: `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func standardExponential<T: RandomReal>(count: Int, _ type: T.Type = Double.self) -> Vector<T> {
        vector(count) { T.fill($1, .standardExponential, from: &$0.bits) }
    }

    /// Numbers from the exponential distribution with mean 1: `standard_exponential((rows, columns))`.
    ///
    /// - Precondition: neither size is negative.
    /// - Complexity: O(rows·columns), one allocation.
    public mutating func standardExponential<T: RandomReal>(
        rows: Int, columns: Int, _ type: T.Type = Double.self
    ) -> Matrix<T> {
        matrix(rows, columns) { T.fill($1, .standardExponential, from: &$0.bits) }
    }

    /// A number from the exponential distribution with mean `scale`: `exponential(scale)`.
    ///
    /// - Precondition: the scale is not negative.
    public mutating func exponential(scale: Double) -> Double {
        require(scale >= 0, "RandomGenerator: an exponential distribution of scale \(scale); it must not be negative")
        return scale * standardExponential()
    }

    /// Numbers from the exponential distribution with mean `scale`: `exponential(scale, count)`.
    ///
    /// - Precondition: the scale is not negative; `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func exponential(scale: Double, count: Int) -> Vector<Double> {
        require(scale >= 0, "RandomGenerator: an exponential distribution of scale \(scale); it must not be negative")
        return vector(count) { random, buffer in
            for i in buffer.indices { buffer[i] = scale * random.standardExponential() }
        }
    }

    private static func check(standardDeviation: Double) {
        require(
            standardDeviation >= 0,
            "RandomGenerator: the standard deviation is \(standardDeviation); it must not be negative")
    }
}

// MARK: - Filling

extension RandomGenerator {
    private mutating func vector<T: RandomReal>(
        _ count: Int, _ fill: (inout Self, UnsafeMutableBufferPointer<T>) -> Void
    ) -> Vector<T> {
        let result = Vector<T>(uninitializedCount: count)
        fill(&self, UnsafeMutableBufferPointer(start: result.unsafeView.base, count: count))
        extendLifetime(result)
        return result
    }

    private mutating func matrix<T: RandomReal>(
        _ rows: Int, _ columns: Int, _ fill: (inout Self, UnsafeMutableBufferPointer<T>) -> Void
    ) -> Matrix<T> {
        let result = Matrix<T>(uninitializedRows: rows, columns: columns)
        fill(&self, UnsafeMutableBufferPointer(start: result.unsafeView.base, count: result.count))
        extendLifetime(result)
        return result
    }
}
