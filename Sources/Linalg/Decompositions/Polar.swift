/// The polar decomposition of a matrix into one with orthonormal columns or rows and a positive semidefinite one:
/// `A = U·P` (right) or `A = P·U` (left).
///
/// U is the nearest matrix with orthonormal columns (rows) to A in the Frobenius norm.
///
/// ```swift
/// let f = try Polar([[0, -2], [2, 0]] as Matrix<Double>)
/// f.unitary             // a rotation by 90°
/// f.positive            // 2·I
/// ```
///
/// Known in SciPy as `linalg.polar`. Computed by the singular value decomposition `A = W·S·Vᴴ`: U = W·Vᴴ, and P = V·S·Vᴴ
/// on the right, W·S·Wᴴ on the left.
///
/// - Source: Higham: Functions of Matrices, 2008, chapter 8.
public struct Polar<Element: Scalar>: Sendable {
    /// U, m×n: with orthonormal columns if m ≥ n, orthonormal rows if m ≤ n.
    public let unitary: Matrix<Element>
    /// P, Hermitian and positive semidefinite: n×n on the right, m×m on the left. Unique; U is unique if A has full rank.
    public let positive: Matrix<Element>
    /// The side of the product on which P stands.
    public let side: Side

    /// Decomposes `a`.
    ///
    /// - Parameters:
    ///   - a: The matrix to decompose.
    ///   - side: The side on which P stands: ``Side/right`` for `A = U·P`, ``Side/left`` for `A = P·U`.
    /// - Throws: as ``SVD``; ``LinalgError/overflow``.
    /// - Complexity: that of ``SVD`` with thin vectors, and 4·m·n·min(m, n) flops; allocates the result and the factors.
    /// - Accuracy: ‖A − product‖ / (max(m, n)·‖A‖·u) and the orthogonality of U over u are tested at ≤ 50.
    public init(_ a: Matrix<Element>, side: Side = .right) throws(LinalgError) {
        let svd = try SVD(a)
        unitary = svd.u * svd.adjointV
        let isRight = side == .right
        let size = isRight ? a.columns : a.rows
        // With half of S on either side the product is Hermitian to the last bit.
        var root = isRight ? svd.adjointV.contiguousCopy() : svd.u.adjoint()
        for (i, value) in svd.singularValues.enumerated() { root[row: i].scale(by: Element(real: value.squareRoot())) }
        var lower = Matrix<Element>.zeros(size, size)
        lower.addSymmetricProduct(of: root, in: .lower, beta: 0, transposeA: .conjugateTranspose)
        let whole = lower.contiguousCopy()
        for i in 0..<size { for j in 0..<i { whole.unsafeView[j, i] = lower[i, j].conjugated } }
        if !whole.allFinite { throw .overflow }
        (positive, self.side) = (whole, side)
    }

    /// The matrix that was decomposed, up to rounding.
    ///
    /// - Complexity: 2·m·n flops for each row or column of P; allocates the result.
    public func reconstructed() -> Matrix<Element> { side == .right ? unitary * positive : positive * unitary }
}
