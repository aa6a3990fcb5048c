/// The eigendecomposition `A·V = B·V·diag(λ)` with `VᴴBV = I`, of symmetric or Hermitian A and B, of which B is positive
/// definite: vibrations, with stiffness A and mass B.
///
/// ```swift
/// let f = try GeneralizedSymmetricEigen(stiffness, mass)
/// f.values              // real, smallest first
/// ```
///
/// Known in LAPACK as *sygvd* and *hegvd*, in SciPy as `linalg.eigh(a, b)`.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 8.7.
public struct GeneralizedSymmetricEigen<Element: Scalar>: Sendable {
    /// The eigenvalues, smallest first.
    public let values: Vector<Element.RealType>
    /// The eigenvectors, a column each, in the order of the values: n×n with `VᴴBV = I`, or n×0 if there are none.
    public let vectors: Matrix<Element>

    /// Decomposes the pair, reading only the given triangle of both.
    ///
    /// - Precondition: `a` and `b` are square and of one size.
    /// - Throws: ``LinalgError/notPositiveDefinite(minor:)`` of `b`; ``LinalgError/notFinite(row:column:)`` if a triangle
    ///   has an infinity or a NaN; ``LinalgError/notConverged(count:)``; ``LinalgError/overflow``.
    /// - Complexity: about 14·n³ flops with vectors; allocates copies of both, the result and a workspace.
    /// - Accuracy: the residual ‖A·V − B·V·Λ‖ / (n·‖A‖·‖V‖·u), tested at ≤ 60, grows with the condition number of B: small
    ///   eigenvalues lose as many digits as that has.
    public init(
        _ a: Matrix<Element>, _ b: Matrix<Element>, reading triangle: Triangle = .lower, withVectors: Bool = true
    ) throws(LinalgError) {
        require(
            a.isSquare && b.isSquare && a.rows == b.rows,
            "GeneralizedSymmetricEigen: matrices of \(a.shape) and \(b.shape), not square and of one size")
        let n = a.rows
        let (copy, factor) = (Matrix<Element>.workingZeros(n, n), Matrix<Element>.workingZeros(n, n))
        copy.unsafeView.copy(triangle, of: a.unsafeView)
        factor.unsafeView.copy(triangle, of: b.unsafeView)
        extendLifetime(a)
        extendLifetime(b)
        try copy.checkFinite()
        try factor.checkFinite()
        let values = Vector<Element.RealType>.zeros(n)
        if n > 0 {
            let info = withWorkspaces(Element.self) {
                Element.Routines.hegvd(
                    withVectors, triangle.flipped, n, copy.unsafeView.base, n, factor.unsafeView.base, n,
                    values.unsafeView.base, $0.work, $0.count, $0.realWork, $0.realCount, $0.integerWork,
                    $0.integerCount)
            }
            require(info >= 0, "hegvd: argument \(-info) is invalid")
            if info > n { throw .notPositiveDefinite(minor: info - n - 1) }
            if info > 0 { throw .notConverged(count: info) }
            if !values.allSatisfy(\.isFinite) || (withVectors && !copy.allFinite) { throw .overflow }
        }
        self.values = values
        // LAPACK saw the transposes, which are the conjugates: the eigenvectors are the rows of the copy.
        vectors = withVectors ? copy.adjoint() : .zeros(n, 0)
    }

    /// The number of rows and columns.
    public var size: Int { values.count }
}
