internal import ComplexModule
internal import RealModule

extension Matrix {
    /// The principal logarithm: the X with `exp(X) = A` whose eigenvalues have imaginary parts between −π and π.
    ///
    /// ```swift
    /// let generator = try rotation.logarithm()      // antisymmetric
    /// ```
    ///
    /// Known in SciPy as `linalg.logm`. By inverse scaling and squaring on the complex Schur form: square roots until a
    /// Padé approximant is as accurate as the scalar type, then doubled as often. Diagonal and first superdiagonal
    /// of the triangular logarithm are computed by formulas of their own, without cancellation.
    ///
    /// - Precondition: the matrix is square.
    /// - Throws: ``LinalgError/zeroEigenvalue(index:)`` if the matrix is singular, exactly;
    ///   ``LinalgError/negativeEigenvalue(index:)`` for a real matrix with a negative real eigenvalue, whose logarithm is
    ///   complex: take that of ``complexified()``; otherwise as ``Schur``.
    /// - Complexity: about 25·n³ flops for the Schur form, and complex products of triangles, 5 to 20·n³ multiplications;
    ///   allocates about twelve complex matrices of the size.
    /// - Accuracy: the error is tested against the condition number of the logarithm, ≤ 10·n·u·κ.
    /// - Source: Al-Mohy, Higham: Improved inverse scaling and squaring algorithms for the matrix logarithm, 2012; Higham:
    ///   Functions of Matrices, 2008, chapter 11.
    public func logarithm() throws(LinalgError) -> Matrix {
        require(isSquare, "logarithm: the matrix is \(shape), not square")
        try checkFinite()
        // log(2ᵏ·A) = log(A) + k·log 2: neither overflow nor underflow on the way.
        let exponent = rescuingExponent
        let form = try Schur(exponent == 0 ? self : scaled(byTwoTo: exponent))
        for (i, value) in form.eigenvalues.enumerated() where value == 0 { throw .zeroEigenvalue(index: i) }
        if Element.self == Element.RealType.self { try form.checkNoNegativeEigenvalue() }
        let complex = form.complexForm()
        var result = complex.transformedBack(try triangularLogarithm(complex.t))
        if exponent != 0 {
            let shift = Complex(Element.RealType(exponent) * .log(2), 0)
            for i in 0..<rows { result[i, i] -= shift }
        }
        if !result.allFinite { throw .overflow }
        return Matrix(droppingImaginaryPartsOf: result)
    }
}

/// The principal logarithm of a complex upper triangular matrix without a zero on its diagonal.
private func triangularLogarithm<Real: RealScalar>(
    _ t: Matrix<Complex<Real>>
) throws(LinalgError) -> Matrix<Complex<Real>> {
    // From Al-Mohy, Higham, 2012, table 2.1, for `Double`. For `Float` these are on the safe side, at the price of a
    // degree or two.
    let scaling = try InverseScaling(t, limits: [1.59e-5, 2.31e-3, 1.94e-2, 6.21e-2, 1.28e-1, 2.06e-1, 2.88e-1])
    let n = t.rows
    var result = Matrix<Complex<Real>>.zeros(n, n)
    // The approximant as partial fractions, Σ wⱼ·(I + xⱼ·R)⁻¹·R, with the nodes and weights of Gauss and Legendre.
    for (node, weight) in gaussLegendre(scaling.degree, Real.self) {
        var denominator = Complex(node, 0) * scaling.distance
        for i in 0..<n { denominator[i, i] += 1 }
        var term = scaling.distance
        try denominator.solveTriangular(.upper, overwriting: &term)
        result.add(term, scaledBy: Complex(weight, 0))
    }
    result = result.scaled(byTwoTo: scaling.roots)
    for i in 0..<n {
        result[i, i] = .log(t[i, i])
        if scaling.hasAccurateSuperdiagonal && i + 1 < n && t[i, i + 1] != 0 {
            result[i, i + 1] = t[i, i + 1] * logarithmicSlope(t[i, i], t[i + 1, i + 1])
        }
    }
    return result
}
