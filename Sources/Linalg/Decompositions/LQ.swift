/// The decomposition `A = L·Q` into a lower triangular matrix and one with orthonormal rows: for matrices with fewer rows
/// than columns what ``QR`` is for those with more.
///
/// ```swift
/// let f = try LQ([[1, 2, 3], [4, 5, 6]] as Matrix<Double>)
/// f.l                   // 2×2
/// f.q                   // 2×3
/// try f.solve([1, 2])   // the solution of least norm
/// ```
///
/// Known in LAPACK as *geqrf*, *orgqr*, *ungqr*: a row-major matrix is for LAPACK its transpose, whose factors Q·R are the
/// transposes of these.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 5.2.
public struct LQ<Element: Scalar>: Sendable {
    /// L, with zeros above the diagonal: m×k, with k the smaller size of the matrix, or m×n for a full one.
    public let l: Matrix<Element>
    /// Q: k×n, or n×n for a full one.
    public let q: Matrix<Element>

    /// Decomposes `a`.
    ///
    /// - Parameters:
    ///   - a: The matrix to decompose.
    ///   - isFull: Whether Q is square, its last rows completing an orthonormal basis.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN; ``LinalgError/overflow``.
    /// - Complexity: 4·n·m² − 4/3·m³ flops for m ≤ n; allocates a copy of `a`, the result and a workspace.
    /// - Accuracy: ‖A − L·Q‖ / (max(m, n)·‖A‖·u) and ‖I − Q·Qᴴ‖ / (n·u) are tested at ≤ 30.
    public init(_ a: Matrix<Element>, isFull: Bool = false) throws(LinalgError) {
        try a.checkFinite()
        let (m, n) = (a.rows, a.columns)
        let k = min(m, n)
        let rows = isFull ? n : k
        let l = Matrix<Element>.zeros(m, rows)
        let q = Matrix<Element>.workingZeros(rows, n)
        if k > 0 {
            let factor = a.workingCopy()
            let reflections = Vector<Element>.zeros(k)
            let tau = reflections.unsafeView.base
            var info = withWorkspace(Element.self) { work, count in
                Element.Routines.geqrf(n, m, factor.unsafeView.base, n, tau, work, count)
            }
            require(info == 0, "geqrf: argument \(-info) is invalid")
            l.unsafeView.columns(0..<k).copy(.lower, of: factor.unsafeView.columns(0..<k))
            q.unsafeView.rows(0..<k).copyElements(of: factor.unsafeView.rows(0..<k))
            info = withWorkspace(Element.self) { work, count in
                Element.Routines.orgqr(n, rows, k, q.unsafeView.base, n, tau, work, count)
            }
            require(info == 0, "orgqr: argument \(-info) is invalid")
            extendLifetime(factor)
            extendLifetime(reflections)
        } else if isFull {
            for i in 0..<n { q.unsafeView[i, i] = 1 }
        }
        if !l.allFinite || !q.allFinite { throw .overflow }
        (self.l, self.q) = (l, q)
    }

    /// The solution of least norm of `A·X = B`, a column for each column of `b`.
    ///
    /// For a matrix whose rows may be dependent, use ``SVD`` or ``PivotedQR``.
    ///
    /// - Precondition: the matrix has at most as many rows as columns, and `b` as many rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a row depends on those before it, exactly.
    /// - Complexity: m² + 2·m·n flops for each column; allocates the solution and a copy of `b`.
    /// - Accuracy: ‖b − Ax‖ / (n·‖A‖‖x‖·u) is tested at ≤ 30.
    public func solve(_ b: Matrix<Element>) throws(LinalgError) -> Matrix<Element> {
        let m = l.rows
        require(m <= q.columns, "solve: a matrix of \(m)×\(q.columns); with more rows than columns use QR")
        require(b.rows == m, "solve: a matrix of \(m)×\(q.columns) with a right-hand side of \(b.shape)")
        var y = b
        try l[..., 0..<m].solveTriangular(.lower, overwriting: &y)
        var x = Matrix<Element>.zeros(q.columns, b.columns)
        multiply(q[0..<m, ...], y, into: &x, transposeA: .conjugateTranspose)
        return x
    }

    /// The solution of least norm of `A·x = b`.
    ///
    /// - Precondition: the matrix has at most as many rows as columns, and `b` as many elements as it has rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a row depends on those before it, exactly.
    /// - Complexity: m² + 2·m·n flops; allocates the solution and a copy of `b`.
    public func solve(_ b: Vector<Element>) throws(LinalgError) -> Vector<Element> {
        try solve(Matrix(rows: b.count, columns: 1, elements: b)).elements
    }

    /// The matrix that was decomposed, up to rounding.
    ///
    /// - Complexity: 2·m·n·k flops; allocates the result.
    public func reconstructed() -> Matrix<Element> { l * q }
}
