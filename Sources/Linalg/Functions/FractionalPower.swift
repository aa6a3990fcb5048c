internal import ComplexModule
internal import RealModule

extension Matrix {
    /// The principal power with any real exponent, `exp(p·log A)`.
    ///
    /// ```swift
    /// let perMonth = try perYear.power(1.0 / 12)     // a twelfth of a transition
    /// ```
    ///
    /// Known in SciPy as `linalg.fractional_matrix_power`. The whole part of the exponent is taken by products, and the rest by
    /// a Padé approximant of a 2ˢ-th root on the complex Schur form, squared s times. Diagonal and first superdiagonal of the
    /// triangular power are computed by formulas of their own. With a whole exponent the same as ``power(_:)-(Int)``.
    ///
    /// - Precondition: the matrix is square, and the exponent finite and of a magnitude below 2⁵³.
    /// - Throws: ``LinalgError/zeroEigenvalue(index:)`` if the matrix is singular, exactly;
    ///   ``LinalgError/negativeEigenvalue(index:)`` for a real matrix with a negative real eigenvalue, whose power is complex:
    ///   take that of ``complexified()``; ``LinalgError/singular(pivot:)`` for a negative whole exponent; otherwise as
    ///   ``Schur``.
    /// - Complexity: that of ``logarithm()``, and a product of triangles for each root; allocates about twelve complex
    ///   matrices of the size.
    /// - Accuracy: ‖Xᵏ − A‖ / (n·‖X‖ᵏ·u), X being the power 1/k, is tested at ≤ 40 for k = 2, 3, 5.
    /// - Source: Higham, Lin: A Schur–Padé algorithm for fractional powers of a matrix, 2011, and An improved Schur–Padé
    ///   algorithm for fractional powers of a matrix and their Fréchet derivatives, 2013.
    public func power(_ exponent: Element.RealType) throws(LinalgError) -> Matrix {
        require(isSquare, "power: the matrix is \(shape), not square")
        require(exponent.magnitude < 0x1p53, "power: an exponent of \(exponent)")
        try checkFinite()
        let nearest = exponent.rounded()
        if nearest == exponent {
            let result = try power(Int(nearest))
            if !result.allFinite { throw .overflow }
            return result
        }
        let form = try Schur(self)
        for (i, value) in form.eigenvalues.enumerated() where value == 0 { throw .zeroEigenvalue(index: i) }
        if Element.self == Element.RealType.self { try form.checkNoNegativeEigenvalue() }
        let complex = form.complexForm()
        var result = try triangularPower(complex.t, exponent - nearest)
        if nearest != 0 { result = try complex.t.power(Int(nearest)) * result }
        let whole = complex.transformedBack(result)
        if !whole.allFinite { throw .overflow }
        return Matrix(droppingImaginaryPartsOf: whole)
    }
}

/// The principal power, −½ ≤ p ≤ ½, of a complex upper triangular matrix without a zero on its diagonal.
private func triangularPower<Real: RealScalar>(
    _ t: Matrix<Complex<Real>>, _ p: Real
) throws(LinalgError) -> Matrix<Complex<Real>> {
    // From Higham, Lin, 2013, table 3.1, for `Double`; for `Float` on the safe side.
    let scaling = try InverseScaling(t, limits: [1.51e-5, 2.24e-3, 1.88e-2, 6.04e-2, 1.24e-1, 2.00e-1, 2.79e-1])
    let n = t.rows
    if n == 0 { return t }
    // The approximant of (I − X)ᵖ, X = −R, as a continued fraction from its end.
    var fraction = Matrix<Complex<Real>>.zeros(n, n)
    for k in (1...2 * scaling.degree).reversed() {
        var next = Complex(-coefficient(k, p), 0) * scaling.distance
        for i in 0..<n { fraction[i, i] += 1 }
        try fraction.solveTriangular(.upper, overwriting: &next)
        fraction = next
    }
    var result = fraction
    for i in 0..<n { result[i, i] += 1 }
    for squarings in (0...scaling.roots).reversed() {
        if squarings < scaling.roots { result = result * result }
        guard scaling.hasAccurateSuperdiagonal else { continue }
        let part = p * Real(sign: .plus, exponent: .init(-squarings), significand: 1)
        for i in 0..<n {
            result[i, i] = .exp(Complex(part, 0) * .log(t[i, i]))
            if i + 1 < n && t[i, i + 1] != 0 {
                result[i, i + 1] = t[i, i + 1] * powerSlope(t[i, i], t[i + 1, i + 1], part)
            }
        }
    }
    return result
}

/// The k-th coefficient of the continued fraction of (1 − x)ᵖ.
private func coefficient<Real: RealScalar>(_ k: Int, _ p: Real) -> Real {
    if k == 1 { return -p }
    let j = Real(k / 2)
    return k % 2 == 0 ? (p - j) / (2 * (2 * j - 1)) : (-p - j) / (2 * (2 * j + 1))
}
