internal import ComplexModule
internal import RealModule

// MARK: - Sums

extension Vector {
    /// The sum, zero of no elements: `numpy.sum`.
    ///
    /// - Complexity: O(n), no allocation.
    /// - Accuracy: pairwise summation: the error over (log₂ n + 8)·u·Σ|xᵢ| is tested at ≤ 1. Of real numbers the bits
    ///   are NumPy's for a contiguous array.
    public func sum() -> Element {
        defer { extendLifetime(self) }
        return Pairwise.sum(unsafeView)
    }

    /// The product from the first to the last, one of no elements: `numpy.prod`.
    ///
    /// - Complexity: O(n), no allocation.
    public func product() -> Element {
        defer { extendLifetime(self) }
        return Running.product(unsafeView)
    }

    /// The arithmetic mean, NaN of no elements: `numpy.mean`.
    ///
    /// - Complexity: O(n), no allocation.
    /// - Accuracy: as ``sum()``.
    public func mean() -> Element { sum().divided(by: count) }

    /// The mean squared distance from the mean: `numpy.var`.
    ///
    /// `Σ|xᵢ − mean|² / (n − ddof)`; NaN if that denominator is not positive.
    ///
    /// - Parameter ddof: The degrees of freedom that are taken off: 0 for a whole population, 1 for a sample of one.
    /// - Complexity: O(n) in two passes, no allocation.
    public func variance(ddof: Int = 0) -> Element.RealType {
        if count <= ddof { return .nan }
        defer { extendLifetime(self) }
        return Pairwise.squares(unsafeView, around: mean()) / Element.RealType(count - ddof)
    }

    /// The square root of the ``variance(ddof:)``: `numpy.std`.
    public func standardDeviation(ddof: Int = 0) -> Element.RealType { variance(ddof: ddof).squareRoot() }

    /// The sums of the first elements, from left to right: `numpy.cumsum`.
    ///
    /// - Complexity: O(n), one allocation.
    public func cumulativeSum() -> Vector { transformed { Running.sums($0, $1) } }

    /// The products of the first elements: `numpy.cumprod`.
    ///
    /// - Complexity: O(n), one allocation.
    public func cumulativeProduct() -> Vector { transformed { Running.products($0, $1) } }

    /// The differences of neighbours, `x[i + 1] − x[i]`, one fewer than the elements: `numpy.diff`.
    ///
    /// - Complexity: O(n), one allocation.
    public func differences() -> Vector {
        count < 2 ? Vector(uninitializedCount: 0) : self[1...] - self[..<(count - 1)]
    }

    /// Whether there is a NaN in any part: `numpy.isnan(x).any()`.
    ///
    /// - Complexity: O(n), no allocation.
    public var containsNaN: Bool {
        defer { extendLifetime(self) }
        return Running.containsNaN(unsafeView)
    }

    /// Whether no part of any element is infinite or NaN: `numpy.isfinite(x).all()`.
    ///
    /// - Complexity: O(n), no allocation.
    public var allFinite: Bool {
        defer { extendLifetime(self) }
        return Running.allFinite(unsafeView)
    }
}

// MARK: - Extremes

extension Vector where Element: RealScalar {
    /// The smallest element, NaN if there is one, nil if there are no elements: `numpy.min`.
    ///
    /// - Complexity: O(n), no allocation.
    public func minimum() -> Element? { argMin().map { self[$0] } }

    /// The largest element, NaN if there is one, nil if there are no elements: `numpy.max`.
    ///
    /// - Complexity: O(n), no allocation.
    public func maximum() -> Element? { argMax().map { self[$0] } }

    /// ``minimum()``, in place of the standard library's, whose result depends on where a NaN stands.
    public func min() -> Element? { minimum() }

    /// ``maximum()``, in place of the standard library's, whose result depends on where a NaN stands.
    public func max() -> Element? { maximum() }

    /// Where the smallest element is first, or the first NaN; nil if there are no elements: `numpy.argmin`.
    ///
    /// - Complexity: O(n), no allocation.
    public func argMin() -> Int? {
        defer { extendLifetime(self) }
        return count == 0 ? nil : Running.argMin(unsafeView)
    }

    /// Where the largest element is first, or the first NaN; nil if there are no elements: `numpy.argmax`.
    ///
    /// - Complexity: O(n), no allocation.
    public func argMax() -> Int? {
        defer { extendLifetime(self) }
        return count == 0 ? nil : Running.argMax(unsafeView)
    }

    /// The largest element minus the smallest, NaN if there is one; nil if there are no elements: `numpy.ptp`.
    ///
    /// - Complexity: O(n), no allocation.
    public func peakToPeak() -> Element? {
        guard let low = minimum(), let high = maximum() else { return nil }
        return high - low
    }

    /// The middle element in order, or the mean of the two middle ones; NaN if there is one, or no element:
    /// `numpy.median`.
    ///
    /// - Complexity: O(n·log n), one allocation.
    public func median() -> Element {
        if count == 0 || containsNaN { return .nan }
        let ordered = sorted()
        let middle = count / 2
        return count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2
    }

    /// The value below which a part of the elements lies, with linear interpolation between two elements; NaN if there
    /// is one, or no element: `numpy.quantile`.
    ///
    /// - Precondition: `fraction` is in 0 ... 1.
    /// - Complexity: O(n·log n), one allocation. For several quantiles give them all at once.
    public func quantile(_ fraction: Element) -> Element { quantiles([fraction])[0] }

    /// Several quantiles: `numpy.quantile(x, fractions)`.
    ///
    /// - Precondition: each fraction is in 0 ... 1.
    /// - Complexity: O(n·log n), two allocations.
    public func quantiles(_ fractions: Vector) -> Vector {
        for fraction in fractions {
            require(fraction >= 0 && fraction <= 1, "quantile \(fraction): it must be in 0 ... 1")
        }
        if count == 0 || containsNaN { return Vector(repeating: .nan, count: fractions.count) }
        let ordered = sorted()
        return Vector(count: fractions.count) { i in
            let place = fractions[i] * Element(count - 1)
            let lower = Swift.min(Int(place), count - 1)
            let part = place - Element(lower)
            let (low, high) = (ordered[lower], ordered[Swift.min(lower + 1, count - 1)])
            // From the nearer end, so that both ends are met exactly.
            return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part)
        }
    }
}

extension Scalar {
    /// The mean of so many terms with this sum; NaN of none, where a complex division by zero would yield no NaN.
    func divided(by count: Int) -> Self { count == 0 ? Self(real: .nan) : self / Self(real: RealType(count)) }
}

/// What runs along a line from its first element to its last.
enum Running {
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func product<T: Scalar>(_ x: UnsafeVector<T>) -> T {
        var product: T = 1
        for i in 0..<x.count { product *= x[i] }
        return product
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func sums<T: Scalar>(_ x: UnsafeVector<T>, _ target: UnsafeVector<T>) {
        if x.count == 0 { return }
        var sum = x[0]
        target[0] = sum
        for i in 1..<x.count {
            sum += x[i]
            target[i] = sum
        }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func products<T: Scalar>(_ x: UnsafeVector<T>, _ target: UnsafeVector<T>) {
        if x.count == 0 { return }
        var product = x[0]
        target[0] = product
        for i in 1..<x.count {
            product *= x[i]
            target[i] = product
        }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func containsNaN<T: Scalar>(_ x: UnsafeVector<T>) -> Bool {
        for i in 0..<x.count where x[i].containsNaN { return true }
        return false
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func allFinite<T: Scalar>(_ x: UnsafeVector<T>) -> Bool {
        if x.stride == 1 { return T.allFinite(x.base, x.count) }
        for i in 0..<x.count where !x[i].isFinite { return false }
        return true
    }

    /// Of at least one element.
    @specialized(where T == Float)
    @specialized(where T == Double)
    static func argMin<T: RealScalar>(_ x: UnsafeVector<T>) -> Int { Extreme.index(x) { $0 < $1 } }

    /// Of at least one element.
    @specialized(where T == Float)
    @specialized(where T == Double)
    static func argMax<T: RealScalar>(_ x: UnsafeVector<T>) -> Int { Extreme.index(x) { $0 > $1 } }
}
