internal import ComplexModule

// MARK: - BLAS level 1

extension Vector {
    /// The inner product `Σ selfᵢ · otherᵢ`, without conjugation.
    ///
    /// Known in BLAS as *dot*; *dotu* for complex numbers.
    ///
    /// - Precondition: both have the same size.
    /// - Complexity: O(n), no allocation.
    /// - Accuracy: the error over `n·u·Σ|selfᵢ||otherᵢ|` is tested at ≤ 16.
    @inlinable
    public func dot(_ other: Vector) -> Element {
        defer { extendLifetime(self); extendLifetime(other) }
        return Kernels.dot(unsafeView, other.unsafeView)
    }

    /// The inner product `Σ conj(selfᵢ) · otherᵢ`; for real numbers the same as ``dot(_:)``.
    ///
    /// Known in BLAS as *dotc*.
    ///
    /// - Precondition: both have the same size.
    /// - Complexity: O(n), no allocation.
    @inlinable
    public func conjugateDot(_ other: Vector) -> Element {
        defer { extendLifetime(self); extendLifetime(other) }
        return Kernels.dot(unsafeView, other.unsafeView, conjugatingFirst: true)
    }

    /// Adds `alpha · other`; with `alpha` zero `other` is not read.
    ///
    /// Known in BLAS as *axpy*.
    ///
    /// - Precondition: both have the same size.
    /// - Complexity: O(n), no allocation unless this vector shares its storage.
    @inlinable
    public mutating func add(_ other: Vector, scaledBy alpha: Element = 1) {
        makeUnique()
        defer { extendLifetime(other) }
        Kernels.axpy(alpha, other.unsafeView, unsafeView)
    }

    /// Multiplies each element by `alpha`, by the rules of IEEE 754: zero times NaN is NaN.
    ///
    /// Known in BLAS as *scal*.
    ///
    /// - Complexity: O(n), no allocation unless this vector shares its storage.
    @inlinable
    public mutating func scale(by alpha: Element) {
        makeUnique()
        Kernels.scal(alpha, unsafeView)
    }

    /// The sum of the magnitudes, `Σ|re xᵢ| + |im xᵢ|`: for real numbers the one-norm.
    ///
    /// Known in BLAS as *asum*.
    ///
    /// - Complexity: O(n), no allocation.
    @inlinable
    public func absoluteSum() -> Element.RealType {
        defer { extendLifetime(self) }
        return Kernels.asum(unsafeView)
    }

    /// The first index at which `|re xᵢ| + |im xᵢ|` is largest, or that of the first NaN; nil if there are no elements.
    ///
    /// Known in BLAS as *iamax*.
    ///
    /// - Complexity: O(n), no allocation.
    @inlinable
    public func indexOfLargestMagnitude() -> Int? {
        defer { extendLifetime(self) }
        return Kernels.iamax(unsafeView)
    }
}

// MARK: - Norms

/// A norm of a vector.
public enum VectorNorm: Sendable, Hashable, CaseIterable {
    /// The sum of the magnitudes.
    case one
    /// The Euclidean length.
    case two
    /// The largest magnitude.
    case infinity
}

extension Vector {
    /// A norm: the Euclidean length unless another is asked for. Zero for no elements; NaN if an element is NaN.
    ///
    /// The two-norm is known in BLAS as *nrm2*, and neither overflows nor underflows unless the result does.
    ///
    /// - Complexity: O(n), no allocation.
    @inlinable
    public func norm(_ kind: VectorNorm = .two) -> Element.RealType {
        switch kind {
        case .two:
            defer { extendLifetime(self) }
            return Kernels.nrm2(unsafeView)
        case .one:
            return reduce(0) { $0 + $1.modulus }
        case .infinity:
            return reduce(0) { largest, element in
                let magnitude = element.modulus
                return magnitude > largest || magnitude.isNaN ? (largest.isNaN ? largest : magnitude) : largest
            }
        }
    }
}

// MARK: - Operators

extension Vector {
    /// The sum, element by element.
    ///
    /// - Precondition: both have the same size.
    public static func + (a: Vector, b: Vector) -> Vector { combine(a, b, "+", .add) }

    /// The difference, element by element.
    ///
    /// - Precondition: both have the same size.
    public static func - (a: Vector, b: Vector) -> Vector { combine(a, b, "-", .subtract) }

    /// The product, element by element.
    ///
    /// - Precondition: both have the same size.
    public static func .* (a: Vector, b: Vector) -> Vector { combine(a, b, ".*", .multiply) }

    /// The quotient, element by element.
    ///
    /// - Precondition: both have the same size.
    public static func ./ (a: Vector, b: Vector) -> Vector { combine(a, b, "./", .divide) }

    /// Adds `b` in place.
    ///
    /// - Precondition: both have the same size.
    @inlinable
    public static func += (a: inout Vector, b: Vector) { a.add(b) }

    /// Subtracts `b` in place.
    ///
    /// - Precondition: both have the same size.
    @inlinable
    public static func -= (a: inout Vector, b: Vector) { a.add(b, scaledBy: -1) }

    /// Each element with the opposite sign.
    public static prefix func - (a: Vector) -> Vector { -1 * a }

    /// Each element times `factor`.
    public static func * (factor: Element, a: Vector) -> Vector {
        var result = a.contiguousCopy()
        result.scale(by: factor)
        return result
    }

    /// Each element times `factor`.
    public static func * (a: Vector, factor: Element) -> Vector { factor * a }

    /// Each element divided by `divisor`.
    public static func / (a: Vector, divisor: Element) -> Vector {
        var result = a.contiguousCopy()
        result /= divisor
        return result
    }

    /// Multiplies each element by `factor` in place.
    @inlinable
    public static func *= (a: inout Vector, factor: Element) { a.scale(by: factor) }

    /// Divides each element by `divisor` in place.
    public static func /= (a: inout Vector, divisor: Element) {
        a.makeUnique()
        Elementwise.divide(a.unsafeView, by: divisor)
    }

    private static func combine(_ a: Vector, _ b: Vector, _ symbol: StaticString, _ operation: Elementwise) -> Vector {
        require(a.count == b.count, "vectors of \(a.count) \(symbol) \(b.count) elements")
        let result = Vector(uninitializedCount: a.count)
        operation.apply(a.unsafeView, b.unsafeView, into: result.unsafeView)
        extendLifetime(a)
        extendLifetime(b)
        return result
    }
}
