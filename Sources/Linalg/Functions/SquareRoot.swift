internal import ComplexModule
internal import RealModule

extension Matrix {
    /// The principal square root: the X with `X·X = A` whose eigenvalues have real parts that are not negative.
    ///
    /// It exists for every matrix without the eigenvalue zero, and for those with it whose eigenvalue zero is not defective.
    /// For an eigenvalue on the negative real axis the root on the positive imaginary axis is taken.
    ///
    /// ```swift
    /// let x = try ([[33, 24], [48, 57]] as Matrix<Double>).squareRoot()   // [[5, 2], [4, 7]]
    /// ```
    ///
    /// Known in SciPy as `linalg.sqrtm`. By the Schur form, real for a real matrix. For a symmetric positive semidefinite
    /// matrix ``SymmetricEigen`` is faster, and does not mind eigenvalues that rounding has made negative.
    ///
    /// - Precondition: the matrix is square.
    /// - Throws: ``LinalgError/negativeEigenvalue(index:)`` for a real matrix with a negative real eigenvalue, whose root is
    ///   complex: take that of ``complexified()``; ``LinalgError/zeroEigenvalue(index:)`` if there is no root;
    ///   otherwise as ``Schur``.
    /// - Complexity: about 28·n³ flops; allocates the result and about six matrices of the size.
    /// - Accuracy: ‖X² − A‖ / (n·‖X‖²·u) is tested at ≤ 40. Relative to A that is larger by ‖X‖²/‖A‖.
    /// - Source: Björck, Hammarling: A Schur method for the square root of a matrix, 1983; Higham: Computing real square
    ///   roots of a real matrix, 1987.
    public func squareRoot() throws(LinalgError) -> Matrix {
        require(isSquare, "squareRoot: the matrix is \(shape), not square")
        try checkFinite()
        // An even exponent has a root; with elements about one nothing on the way can overflow.
        let exponent = binaryExponent & ~1
        let form = try Schur(scaled(byTwoTo: -exponent))
        if Element.self == Element.RealType.self { try form.checkNoNegativeEigenvalue() }
        let root =
            if let root = try TriangularRoot.of(form.t) { form.transformedBack(root) } else {
                // Only from real numbers.
                try Self.complexRoot(of: form.complexForm())
            }
        let result = root.scaled(byTwoTo: exponent / 2)
        if !result.allFinite { throw .overflow }
        return result
    }

    private static func complexRoot(of form: Schur<Complex<Element.RealType>>) throws(LinalgError) -> Matrix {
        guard let root = try TriangularRoot.of(form.t) else { throw .overflow }
        return Matrix(droppingImaginaryPartsOf: form.transformedBack(root))
    }
}

extension Schur {
    /// Throws if a real matrix has an eigenvalue for which a principal value is complex.
    func checkNoNegativeEigenvalue() throws(LinalgError) {
        for (i, value) in eigenvalues.enumerated() where value.imaginaryPart == 0 && value.realPart < 0 {
            throw .negativeEigenvalue(index: i)
        }
    }
}
