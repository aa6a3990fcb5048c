public import ComplexModule
internal import RealModule

/// The eigendecomposition `A·V = V·diag(λ)` of any square matrix, with complex eigenvalues and vectors also where the
/// matrix is real.
///
/// ```swift
/// let f = try Eigen([[0, -1], [1, 0]] as Matrix<Double>)
/// f.values              // [i, -i]
/// f.vectors             // columns of length one
/// ```
///
/// Known in LAPACK as *geev*, in NumPy as `linalg.eig`. The matrix is balanced first. LAPACK sees the transpose of a
/// row-major matrix, whose left eigenvectors are conjugates of the right ones here, so that nothing is copied for the
/// layout. For a symmetric or Hermitian matrix use ``SymmetricEigen``; for a basis that is always well conditioned ``Schur``.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., sections 7.5 to 7.6; Braman, Byers, Mathias: The multishift QR
///   algorithm, parts I and II, 2002; Parlett, Reinsch: Balancing a matrix for calculation of eigenvalues and
///   eigenvectors, 1969.
public struct Eigen<Element: Scalar>: Sendable {
    /// The eigenvalues, in no particular order; for a real matrix a conjugate pair stands together, the one with the
    /// positive imaginary part first.
    public let values: Vector<Complex<Element.RealType>>
    /// The right eigenvectors, `A·x = λ·x`, a column each, of length one: n×n, or n×0 if there are none.
    public let vectors: Matrix<Complex<Element.RealType>>
    /// The left eigenvectors, `yᴴ·A = λ·yᴴ`, a column each, of length one: n×n, or n×0 if there are none.
    public let leftVectors: Matrix<Complex<Element.RealType>>

    /// Decomposes `a`.
    ///
    /// A matrix that has fewer independent eigenvectors than columns (a Jordan block) is no error: its vectors come out
    /// parallel up to rounding, and ``valueConditions`` tells.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN;
    ///   ``LinalgError/notConverged(count:)``; ``LinalgError/overflow`` if an eigenvalue exceeds the scalar type.
    /// - Complexity: about 10·n³ flops for the values, 25·n³ with vectors; allocates a copy of `a`, the vectors twice and a
    ///   workspace.
    /// - Accuracy: ‖A·V − V·Λ‖ / (n·‖A‖·‖V‖·u) is tested at ≤ 40, and the error of single eigenvalues against their
    ///   condition numbers.
    public init(_ a: Matrix<Element>, vectors kind: Eigenvectors = .right) throws(LinalgError) {
        require(a.isSquare, "Eigen: the matrix is \(a.shape), not square")
        try a.checkFinite()
        let n = a.rows
        let exponent = a.rescuingExponent
        let copy = exponent == 0 ? a.workingCopy() : a.scaled(byTwoTo: exponent).workingCopy()
        let (w, wi) = (Vector<Element>.zeros(n), Vector<Element.RealType>.zeros(n))
        let right = Matrix<Element>.workingZeros(kind.hasRight ? n : 0, n)
        let left = Matrix<Element>.workingZeros(kind.hasLeft ? n : 0, n)
        if n > 0 {
            let realWork = Vector<Element.RealType>.zeros(2 * n)
            let info = withWorkspace(Element.self) { work, count in
                Element.Routines.geev(
                    kind.hasRight, kind.hasLeft, n, copy.unsafeView.base, n, w.unsafeView.base, wi.unsafeView.base,
                    right.unsafeView.base, n, left.unsafeView.base, n, work, count, realWork.unsafeView.base)
            }
            extendLifetime(copy)
            extendLifetime(realWork)
            require(info >= 0, "geev: argument \(-info) is invalid")
            if info > 0 { throw .notConverged(count: info) }
        }
        values = try eigenvalues(w, wi, scaledByTwoTo: -exponent)
        vectors = kind.hasRight ? right.unpackedEigenvectors { wi[$0] > 0 } : .zeros(n, 0)
        leftVectors = kind.hasLeft ? left.unpackedEigenvectors { wi[$0] > 0 } : .zeros(n, 0)
    }

    /// The number of rows and columns.
    public var size: Int { values.count }

    /// The condition number of each eigenvalue, `1 / |yᴴ·x|`: how much more than the matrix, in the spectral norm, an
    /// eigenvalue may change. At least one, and infinite or near 1/u for an eigenvalue that is defective.
    ///
    /// Known in LAPACK as the reciprocal of *geevx*'s *rconde*.
    ///
    /// - Precondition: there are ``Eigenvectors/both`` vectors.
    /// - Complexity: O(n²).
    /// - Source: Golub, Van Loan, 4th ed., section 7.2.2.
    public var valueConditions: Vector<Element.RealType> {
        require(
            vectors.columns == size && leftVectors.columns == size,
            "valueConditions: a decomposition without right or left vectors; ask for both")
        return Vector(count: size) { j in
            let cosine = leftVectors[column: j].conjugateDot(vectors[column: j]).modulus
            return cosine > 0 ? max(1 / cosine, 1) : .infinity
        }
    }

    /// The matrix that was decomposed, `V·Λ·V⁻¹`, up to rounding times the condition number of V.
    ///
    /// - Precondition: there are right vectors.
    /// - Throws: ``LinalgError/singular(pivot:)`` if the vectors are dependent, exactly.
    /// - Complexity: about 11·n³ real flops for a real matrix; allocates five matrices.
    public func reconstructed() throws(LinalgError) -> Matrix<Complex<Element.RealType>> {
        require(vectors.columns == size, "reconstructed: a decomposition without right vectors")
        // B = V·Λ·V⁻¹ is Vᵀ·Bᵀ = Λ·Vᵀ.
        let transposed = vectors.transposed()
        var right = transposed
        for i in 0..<size { right[row: i].scale(by: values[i]) }
        return try LU(transposed).solve(right).transposed()
    }
}

/// The eigenvalues as *geev*, *gees* and kin store them: real and imaginary parts apart for real elements.
func eigenvalues<Element: Scalar>(
    _ w: Vector<Element>, _ wi: Vector<Element.RealType>, scaledByTwoTo exponent: Int = 0
) throws(LinalgError) -> Vector<Complex<Element.RealType>> {
    var result = Vector<Complex<Element.RealType>>(count: w.count) { i in
        Complex(w[i].realPart, Element.self == Element.RealType.self ? wi[i] : w[i].imaginaryPart)
    }
    if exponent != 0 { result = Matrix(rows: 1, columns: w.count, elements: result).scaled(byTwoTo: exponent).elements }
    if !result.allSatisfy(\.isFinite) { throw .overflow }
    return result
}

extension Matrix {
    /// The eigenvalues, in no particular order: `numpy.linalg.eigvals`.
    ///
    /// - Precondition: the matrix is square.
    /// - Throws: as ``Eigen``.
    /// - Complexity: that of ``Eigen`` without vectors.
    public func eigenvalues() throws(LinalgError) -> Vector<Complex<Element.RealType>> {
        try Eigen(self, vectors: .none).values
    }
}
