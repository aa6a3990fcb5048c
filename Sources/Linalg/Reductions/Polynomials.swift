internal import ComplexModule
internal import RealModule

extension Vector {
    /// The value of the polynomial with these coefficients, that of the highest power first, by Horner's rule:
    /// `numpy.polyval`. Zero of no coefficients.
    ///
    /// - Complexity: O(n), no allocation.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func polynomialValue(at x: Element) -> Element { reduce(0) { $0 * x + $1 } }

    /// The coefficients, that of the highest power first, of the polynomial of a degree that fits points best in the
    /// sense of least squares: `numpy.polyfit`.
    ///
    /// Minimises `Σ|p(xᵢ) − yᵢ|²`. The powers are scaled to columns of norm one; singular values up to the number of
    /// points times ε count as zero, so that of too few different points the solution of least norm comes out.
    ///
    /// - Precondition: both have the same size; the degree is not negative.
    /// - Throws: as ``SVD``, for instance ``LinalgError/notFinite(row:column:)``.
    /// - Complexity: that of ``SVD`` with n rows and degree + 1 columns.
    public static func polynomialFit(_ x: Vector, _ y: Vector, degree: Int) throws(LinalgError) -> Vector {
        require(x.count == y.count, "polynomialFit: \(x.count) abscissas and \(y.count) ordinates")
        require(degree >= 0, "polynomialFit of degree \(degree): it must not be negative")
        var powers = Matrix.vandermonde(x, columns: degree + 1)
        try powers.checkFinite()
        let scales = Vector(count: degree + 1) { j in
            let norm = powers[column: j].norm()
            return Element(real: norm == 0 ? 1 : norm)
        }
        powers.divideElements(ofEach: .row, by: scales)
        try y.asColumn.checkFinite()
        let svd = try SVD(powers)
        return svd.solve(y, tolerance: svd.largest * Element.RealType(x.count) * .ulpOfOne) ./ scales
    }
}
