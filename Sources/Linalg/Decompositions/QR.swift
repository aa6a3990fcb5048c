/// The decomposition `A = Q·R` into a matrix with orthonormal columns and an upper triangular one.
///
/// ```swift
/// let f = try QR([[1, 2], [3, 4], [5, 6]] as Matrix<Double>)
/// f.q                   // 3×2
/// f.r                   // 2×2
/// try f.solve([1, 2, 3])  // the least-squares solution
/// ```
///
/// Known in LAPACK as *gelqf*, *orglq*, *unglq*: a row-major matrix is for LAPACK its transpose, whose factors L·Q are
/// the transposes of these.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 5.2.
public struct QR<Element: Scalar>: Sendable {
    /// Q: m×k, with k the smaller size of the matrix, or m×m for a full one.
    public internal(set) var q: Matrix<Element>
    /// R, with zeros below the diagonal: k×n, or m×n for a full one.
    public internal(set) var r: Matrix<Element>

    /// Decomposes `a`.
    ///
    /// - Parameters:
    ///   - a: The matrix to decompose.
    ///   - isFull: Whether Q is square, its last columns completing an orthonormal basis.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN; ``LinalgError/overflow``.
    /// - Complexity: 4·m·n² − 4/3·n³ flops for m ≥ n; allocates a copy of `a`, the result and a workspace.
    /// - Accuracy: ‖A − Q·R‖ / (n·‖A‖·u) and ‖I − QᴴQ‖ / (m·u) are tested at ≤ 30.
    public init(_ a: Matrix<Element>, isFull: Bool = false) throws(LinalgError) {
        try a.checkFinite()
        let (m, n) = (a.rows, a.columns)
        let k = min(m, n)
        let columns = isFull ? m : k
        let q = Matrix<Element>.workingMemory(m, columns)
        let r = Matrix<Element>(uninitializedRows: columns, columns: n)
        if k > 0 {
            let factor = a.workingCopy()
            let reflections = Vector<Element>.zeros(k)
            let (base, tau) = (factor.unsafeView.base, reflections.unsafeView.base)
            var info = withWorkspace(Element.self) { work, count in
                Element.Routines.gelqf(n, m, base, n, tau, work, count)
            }
            require(info == 0, "gelqf: argument \(-info) is invalid")
            r.unsafeView.rows(0..<k).copy(.upper, of: factor.unsafeView.rows(0..<k))
            r.unsafeView.clear(opposite: .upper)
            q.unsafeView.columns(0..<k).copyElements(of: factor.unsafeView.columns(0..<k))
            info = withWorkspace(Element.self) { work, count in
                Element.Routines.orglq(columns, m, k, q.unsafeView.base, columns, tau, work, count)
            }
            require(info == 0, "orglq: argument \(-info) is invalid")
            extendLifetime(factor)
            extendLifetime(reflections)
        } else if isFull {
            q.unsafeView.base.initialize(repeating: 0, count: m * m)
            for i in 0..<m { q.unsafeView[i, i] = 1 }
        }
        if !r.allFinite || !q.allFinite { throw .overflow }
        (self.q, self.r) = (q, r)
    }

    /// The least-squares solution of `A·X = B`, a column for each column of `b`: the one that minimises `‖A·X − B‖`.
    ///
    /// For a matrix whose columns may be dependent, use ``SVD``.
    ///
    /// - Precondition: the matrix has at least as many rows as columns, and `b` as many rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a column depends on those before it, exactly.
    /// - Complexity: 2·m·n flops for each column; allocates the solution.
    public func solve(_ b: Matrix<Element>) throws(LinalgError) -> Matrix<Element> {
        let n = r.columns
        require(q.rows >= n, "solve: a matrix of \(q.rows)×\(n); with fewer rows than columns use SVD")
        require(b.rows == q.rows, "solve: a matrix of \(q.rows)×\(n) with a right-hand side of \(b.shape)")
        let square = r[0..<n, ...]
        for i in 0..<n where square[i, i] == 0 { throw .singular(pivot: i) }
        var x = Matrix<Element>.zeros(n, b.columns)
        multiply(q[..., 0..<n], b, into: &x, transposeA: .conjugateTranspose)
        x.makeUnique()
        Kernels.trsm(.left, .upper, .none, .nonUnit, 1, square.unsafeView, x.unsafeView)
        extendLifetime(square)
        return x
    }

    /// The least-squares solution of `A·x = b`.
    ///
    /// - Precondition: the matrix has at least as many rows as columns, and `b` as many elements as it has rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a column depends on those before it, exactly.
    /// - Complexity: 2·m·n flops; allocates the solution.
    public func solve(_ b: Vector<Element>) throws(LinalgError) -> Vector<Element> {
        try solve(Matrix(rows: b.count, columns: 1, elements: b)).elements
    }

    /// The matrix that was decomposed, up to rounding.
    ///
    /// - Complexity: 2·m·n·k flops; allocates the result.
    public func reconstructed() -> Matrix<Element> { q * r }
}
