public import RealModule

internal import ComplexModule

// MARK: - Functions

extension Vector where Element: ElementaryFunctions {
    /// Overwrites each element with the function's value: `numpy.exp(x, out=x)`, and so for the other functions.
    ///
    /// - Complexity: O(n), no allocation unless this vector shares its storage.
    public mutating func apply(_ function: ElementaryFunction) {
        change { line in Functions.run(line, line) { Functions.apply(function, $0, $1, $2) } }
    }

    /// The function's values of all elements: `numpy.exp(x)`, and so for the other functions.
    ///
    /// - Complexity: O(n), one allocation.
    public func applying(_ function: ElementaryFunction) -> Vector {
        transformed { line, result in Functions.run(line, result) { Functions.apply(function, $0, $1, $2) } }
    }
}

extension Vector where Element: RealScalar {
    /// Overwrites each element with the function's value: `numpy.floor(x, out=x)`, and so for the other functions.
    ///
    /// - Complexity: O(n), no allocation unless this vector shares its storage.
    public mutating func apply(_ function: RealFunction) {
        change { line in Functions.run(line, line) { Functions.apply(function, $0, $1, $2) } }
    }

    /// The function's values of all elements: `numpy.floor(x)`, and so for the other functions.
    ///
    /// - Complexity: O(n), one allocation.
    public func applying(_ function: RealFunction) -> Vector {
        transformed { line, result in Functions.run(line, result) { Functions.apply(function, $0, $1, $2) } }
    }

    /// Raises each element to a power: `x **= exponent`.
    ///
    /// - Complexity: O(n), no allocation unless this vector shares its storage.
    public mutating func raise(to exponent: Element) {
        change { Functions.power($0, exponent, $0) }
    }

    /// Each element to a power: `x ** exponent`. A negative number has whole powers only, else NaN.
    ///
    /// - Complexity: O(n), one allocation.
    public func raised(to exponent: Element) -> Vector {
        transformed { Functions.power($0, exponent, $1) }
    }

    /// √(a² + b²) of each pair of elements, without undue overflow or underflow: `numpy.hypot`.
    ///
    /// - Precondition: both have the same size.
    public static func hypot(_ a: Vector, _ b: Vector) -> Vector { a.combined(with: b, "hypot", Selection.hypot) }

    /// The angle of each point (x, y), in −π ... π: `numpy.arctan2(y, x)`.
    ///
    /// - Precondition: both have the same size.
    public static func atan2(y: Vector, x: Vector) -> Vector { y.combined(with: x, "atan2", Selection.atan2) }

    /// The smaller one of each pair of elements, NaN if one is: `numpy.minimum`.
    ///
    /// - Precondition: both have the same size.
    public static func minimum(_ a: Vector, _ b: Vector) -> Vector { a.combined(with: b, "minimum", Selection.minimum) }

    /// The larger one of each pair of elements, NaN if one is: `numpy.maximum`.
    ///
    /// - Precondition: both have the same size.
    public static func maximum(_ a: Vector, _ b: Vector) -> Vector { a.combined(with: b, "maximum", Selection.maximum) }

    /// Replaces what lies beyond a bound by that bound, and keeps NaN: `numpy.clip(x, low, high, out=x)`.
    ///
    /// - Complexity: O(n), no allocation unless this vector shares its storage.
    public mutating func clip(to range: ClosedRange<Element>) {
        change { Selection.clip($0, range.lowerBound, range.upperBound, $0) }
    }

    /// Each element, or the bound it lies beyond; NaN stays: `numpy.clip(x, low, high)`.
    ///
    /// - Complexity: O(n), one allocation.
    public func clipped(to range: ClosedRange<Element>) -> Vector {
        transformed { Selection.clip($0, range.lowerBound, range.upperBound, $1) }
    }
}

extension Vector {
    /// The values of a function of each element, which may be of another scalar type. The named functions of
    /// ``applying(_:)-(ElementaryFunction)`` are faster.
    ///
    /// - Complexity: O(n), one allocation.
    @inlinable
    public func mapped<R: Scalar, Failure: Error>(
        _ function: (Element) throws(Failure) -> R
    ) throws(Failure) -> Vector<R> {
        try Vector<R>(count: count) { i throws(Failure) in try function(self[i]) }
    }

    /// The absolute values, without undue overflow or underflow: `numpy.abs`.
    ///
    /// - Complexity: O(n), one allocation.
    public func magnitudes() -> Vector<Element.RealType> { transformed { Selection.magnitudes($0, $1) } }

    /// The real parts: `numpy.real`.
    ///
    /// - Complexity: O(n), one allocation.
    public func realParts() -> Vector<Element.RealType> { transformed { Selection.parts($0, imaginary: false, $1) } }

    /// The imaginary parts, zeros of real numbers: `numpy.imag`.
    ///
    /// - Complexity: O(n), one allocation.
    public func imaginaryParts() -> Vector<Element.RealType> {
        transformed { Selection.parts($0, imaginary: true, $1) }
    }

    /// The complex conjugates: `numpy.conj`.
    ///
    /// - Complexity: O(n), one allocation.
    public func conjugated() -> Vector { transformed { Selection.conjugate($0, $1) } }
}
