public import RealModule

internal import ComplexModule

// MARK: - Functions

extension Matrix where Element: ElementaryFunctions {
    /// Overwrites each element with the function's value: `numpy.exp(a, out=a)`, and so for the other functions.
    ///
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func apply(_ function: ElementaryFunction) {
        change { line in Functions.run(line, line) { Functions.apply(function, $0, $1, $2) } }
    }

    /// The function's values of all elements: `numpy.exp(a)`, and so for the other functions.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func applying(_ function: ElementaryFunction) -> Matrix {
        transformed { line, result in Functions.run(line, result) { Functions.apply(function, $0, $1, $2) } }
    }
}

extension Matrix where Element: RealScalar {
    /// Overwrites each element with the function's value: `numpy.floor(a, out=a)`, and so for the other functions.
    ///
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func apply(_ function: RealFunction) {
        change { line in Functions.run(line, line) { Functions.apply(function, $0, $1, $2) } }
    }

    /// The function's values of all elements: `numpy.floor(a)`, and so for the other functions.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func applying(_ function: RealFunction) -> Matrix {
        transformed { line, result in Functions.run(line, result) { Functions.apply(function, $0, $1, $2) } }
    }

    /// Raises each element to a power: `a **= exponent`.
    ///
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func raise(to exponent: Element) {
        change { Functions.power($0, exponent, $0) }
    }

    /// Each element to a power: `a ** exponent`. A negative number has whole powers only, else NaN.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func raised(to exponent: Element) -> Matrix {
        transformed { Functions.power($0, exponent, $1) }
    }

    /// √(a² + b²) of each pair of elements, without undue overflow or underflow: `numpy.hypot`.
    ///
    /// - Precondition: both have the same shape.
    public static func hypot(_ a: Matrix, _ b: Matrix) -> Matrix { a.combined(with: b, "hypot", Selection.hypot) }

    /// The angle of each point (x, y), in −π ... π: `numpy.arctan2(y, x)`.
    ///
    /// - Precondition: both have the same shape.
    public static func atan2(y: Matrix, x: Matrix) -> Matrix { y.combined(with: x, "atan2", Selection.atan2) }

    /// The smaller one of each pair of elements, NaN if one is: `numpy.minimum`.
    ///
    /// - Precondition: both have the same shape.
    public static func minimum(_ a: Matrix, _ b: Matrix) -> Matrix { a.combined(with: b, "minimum", Selection.minimum) }

    /// The larger one of each pair of elements, NaN if one is: `numpy.maximum`.
    ///
    /// - Precondition: both have the same shape.
    public static func maximum(_ a: Matrix, _ b: Matrix) -> Matrix { a.combined(with: b, "maximum", Selection.maximum) }

    /// Replaces what lies beyond a bound by that bound, and keeps NaN: `numpy.clip(a, low, high, out=a)`.
    ///
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func clip(to range: ClosedRange<Element>) {
        change { Selection.clip($0, range.lowerBound, range.upperBound, $0) }
    }

    /// Each element, or the bound it lies beyond; NaN stays: `numpy.clip(a, low, high)`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func clipped(to range: ClosedRange<Element>) -> Matrix {
        transformed { Selection.clip($0, range.lowerBound, range.upperBound, $1) }
    }
}

extension Matrix {
    /// The values of a function of each element, which may be of another scalar type. The named functions of
    /// ``applying(_:)-(ElementaryFunction)`` are faster.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    @inlinable
    public func mapped<R: Scalar, Failure: Error>(
        _ function: (Element) throws(Failure) -> R
    ) throws(Failure) -> Matrix<R> {
        try Matrix<R>(rows: rows, columns: columns) { i, j throws(Failure) in try function(self[i, j]) }
    }

    /// The absolute values, without undue overflow or underflow: `numpy.abs`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func magnitudes() -> Matrix<Element.RealType> { transformed { Selection.magnitudes($0, $1) } }

    /// The real parts: `numpy.real`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func realParts() -> Matrix<Element.RealType> { transformed { Selection.parts($0, imaginary: false, $1) } }

    /// The imaginary parts, zeros of real numbers: `numpy.imag`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func imaginaryParts() -> Matrix<Element.RealType> {
        transformed { Selection.parts($0, imaginary: true, $1) }
    }

    /// The complex conjugates: `numpy.conj`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func conjugated() -> Matrix { transformed { Selection.conjugate($0, $1) } }
}
