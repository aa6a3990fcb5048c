/// The eigendecomposition `A = V·diag(λ)·Vᴴ` of a symmetric or Hermitian matrix, with real eigenvalues and orthonormal
/// eigenvectors.
///
/// ```swift
/// let f = try SymmetricEigen([[2, 1], [1, 2]] as Matrix<Double>)
/// f.values              // [1, 3]
/// f.vectors[column: 1]  // ±[0.707…, 0.707…]
/// ```
///
/// Known in LAPACK as *syevd* and *heevd*.
///
/// - Source: Cuppen: A divide and conquer method for the symmetric tridiagonal eigenproblem, 1981; Golub, Van Loan: Matrix
///   Computations, 4th ed., sections 8.3 to 8.4.
public struct SymmetricEigen<Element: Scalar>: Sendable {
    /// The eigenvalues, smallest first: all, or those that were asked for.
    public let values: Vector<Element.RealType>
    /// The eigenvectors, a column each, in the order of the values: n×n or n×(values), or n×0 if there are none.
    public let vectors: Matrix<Element>

    /// Decomposes `a`, reading only the given triangle of it.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if the triangle has an infinity or a NaN;
    ///   ``LinalgError/notConverged(count:)``; ``LinalgError/overflow`` if an eigenvalue exceeds the scalar type.
    /// - Complexity: 4/3·n³ flops for the values, about 9·n³ with vectors; allocates a copy of `a`, the result and a
    ///   workspace.
    /// - Accuracy: ‖A − V·Λ·Vᴴ‖ / (n·‖A‖·u) and ‖I − VᴴV‖ / (n·u) are tested at ≤ 60.
    public init(
        _ a: Matrix<Element>, reading triangle: Triangle = .lower, withVectors: Bool = true
    ) throws(LinalgError) {
        require(a.isSquare, "SymmetricEigen: the matrix is \(a.shape), not square")
        let n = a.rows
        let copy = Matrix<Element>.workingMemory(n, n)
        copy.unsafeView.copy(triangle, of: a.unsafeView)
        // For the check alone: LAPACK does not read there.
        copy.unsafeView.clear(opposite: triangle)
        extendLifetime(a)
        try copy.checkFinite()
        let values = Vector<Element.RealType>.zeros(n)
        if n > 0 {
            try Self.solve(copy, triangle, withVectors, values)
        }
        self.values = values
        // LAPACK saw the transpose, which is the conjugate: its eigenvectors are the rows of the copy.
        vectors = withVectors ? copy.adjoint() : .zeros(n, 0)
    }

    init(values: Vector<Element.RealType>, vectors: Matrix<Element>) { (self.values, self.vectors) = (values, vectors) }

    private static func solve(
        _ copy: Matrix<Element>, _ triangle: Triangle, _ withVectors: Bool, _ values: Vector<Element.RealType>
    ) throws(LinalgError) {
        let n = copy.rows
        let info = withWorkspaces(Element.self) {
            Element.Routines.heevd(
                withVectors, triangle.flipped, n, copy.unsafeView.base, n, values.unsafeView.base, $0.work, $0.count,
                $0.realWork, $0.realCount, $0.integerWork, $0.integerCount)
        }
        extendLifetime(values)
        require(info >= 0, "heevd: argument \(-info) is invalid")
        if info > 0 { throw .notConverged(count: info) }
        if !values.allSatisfy(\.isFinite) { throw .overflow }
    }

    /// The number of rows and columns of the matrix.
    public var size: Int { vectors.rows }

    /// The matrix that was decomposed, up to rounding.
    ///
    /// - Precondition: there are all values and vectors.
    /// - Complexity: 2·n³ flops; allocates the result.
    public func reconstructed() -> Matrix<Element> {
        require(vectors.columns == size, "a decomposition without vectors, or without all of them")
        var scaled = vectors
        for j in 0..<size { scaled[column: j].scale(by: Element(real: values[j])) }
        var result = Matrix<Element>.zeros(size, size)
        multiply(scaled, vectors, into: &result, transposeB: .conjugateTranspose)
        return result
    }
}
