#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension RandomState {
    /// A number from the normal distribution with mean 0 and standard deviation 1: `standard_normal()`, also `randn()`.
    ///
    /// Marsaglia's polar method makes two numbers at a time; the second is returned by the next call, whichever method
    /// makes it, and uniform draws in between do not disturb it.
    ///
    /// - Complexity: on average 5.1 words, a logarithm and a square root every second call.
    public mutating func standardNormal() -> Double {
        if let second = cachedGaussian {
            cachedGaussian = nil
            return second
        }
        var x: Double
        var y: Double
        var r2: Double
        repeat {
            x = 2 * twister.nextDouble() - 1
            y = 2 * twister.nextDouble() - 1
            r2 = x * x + y * y
        } while r2 >= 1 || r2 == 0
        let factor = (-2 * log(r2) / r2).squareRoot()
        cachedGaussian = factor * x
        return factor * y
    }

    /// Numbers from the normal distribution with mean 0 and standard deviation 1: `standard_normal(count)`.
    ///
    /// - Precondition: `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func standardNormal(count: Int) -> [Double] {
        Self.array(count) { fillStandardNormal($0) }
    }

    /// Fills `buffer`, initialized or not, with what ``standardNormal(count:)`` returns.
    package mutating func fillStandardNormal(_ buffer: UnsafeMutableBufferPointer<Double>) {
        for i in buffer.indices { buffer.initializeElement(at: i, to: standardNormal()) }
    }

    /// A number from a normal distribution: `normal(mean, standardDeviation)`.
    ///
    /// `mean + standardDeviation · standardNormal()`.
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
    public mutating func normal(mean: Double, standardDeviation: Double, count: Int) -> [Double] {
        Self.array(count) { fillNormal($0, mean: mean, standardDeviation: standardDeviation) }
    }

    /// Fills `buffer`, initialized or not, with what ``normal(mean:standardDeviation:count:)`` returns.
    package mutating func fillNormal(
        _ buffer: UnsafeMutableBufferPointer<Double>, mean: Double, standardDeviation: Double
    ) {
        Self.check(standardDeviation: standardDeviation)
        for i in buffer.indices {
            buffer.initializeElement(at: i, to: mean + standardDeviation * standardNormal())
        }
    }

    @inline(__always)
    private static func check(standardDeviation: Double) {
        if standardDeviation < 0 { failStandardDeviation(standardDeviation) }
    }

    @inline(never)
    private static func failStandardDeviation(_ standardDeviation: Double) -> Never {
        trap("RandomState: the standard deviation is \(standardDeviation); it must not be negative")
    }
}
