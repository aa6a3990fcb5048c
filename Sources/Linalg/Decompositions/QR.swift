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
    public let q: Matrix<Element>
    /// R, with zeros below the diagonal: k×n, or m×n for a full one.
    public let r: Matrix<Element>

    /// Decomposes `a`.
    ///
    /// - Parameter isFull: Whether Q is square, its last columns completing an orthonormal basis.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN; ``LinalgError/overflow``.
    /// - Complexity: 4·m·n² − 4/3·n³ flops for m ≥ n; allocates a copy of `a`, the result and a workspace.
    /// - Accuracy: ‖A − Q·R‖ / (n·‖A‖·u) and ‖I − QᴴQ‖ / (m·u) are tested at ≤ 30.
    public init(_ a: Matrix<Element>, isFull: Bool = false) throws(LinalgError) {
        try a.checkFinite()
        let (m, n) = (a.rows, a.columns)
        let k = min(m, n)
        let columns = isFull ? m : k
        let q = Matrix<Element>.zeros(m, columns)
        let r = Matrix<Element>.zeros(columns, n)
        if k > 0 {
            let factor = a.contiguousCopy()
            let reflections = Vector<Element>.zeros(k)
            let (base, tau) = (factor.unsafeView.base, reflections.unsafeView.base)
            var info = withWorkspace(Element.self) { work, count in
                Element.Routines.gelqf(n, m, base, n, tau, work, count)
            }
            require(info == 0, "gelqf: argument \(-info) is invalid")
            r.unsafeView.rows(0..<k).copy(.upper, of: factor.unsafeView.rows(0..<k))
            q.unsafeView.columns(0..<k).copyElements(of: factor.unsafeView.columns(0..<k))
            info = withWorkspace(Element.self) { work, count in
                Element.Routines.orglq(columns, m, k, q.unsafeView.base, columns, tau, work, count)
            }
            require(info == 0, "orglq: argument \(-info) is invalid")
            extendLifetime(factor)
            extendLifetime(reflections)
        } else if isFull {
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

/// The decomposition `A·P = Q·R` with columns exchanged so that the diagonal of R falls: it tells the rank.
///
/// Known in LAPACK as *geqp3*, *orgqr*, *ungqr*. LAPACK has no such routine for rows, so that the matrix is transposed
/// in memory once.
///
/// - Source: Quintana-Ortí, Sun, Bischof: A BLAS-3 version of the QR factorization with column pivoting, 1998; Golub, Van
///   Loan: Matrix Computations, 4th ed., section 5.4.
public struct PivotedQR<Element: Scalar>: Sendable {
    /// Q: m×k, with k the smaller size of the matrix.
    public let q: Matrix<Element>
    /// R, k×n, with zeros below the diagonal, whose magnitudes fall.
    public let r: Matrix<Element>
    /// The columns of the matrix in the order of those of R.
    public let order: [Int]

    /// Decomposes `a`.
    ///
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN; ``LinalgError/overflow``.
    /// - Complexity: 4·m·n² − 4/3·n³ flops for m ≥ n; allocates two copies of `a`, the result and a workspace.
    /// - Accuracy: as ``QR``.
    public init(_ a: Matrix<Element>) throws(LinalgError) {
        try a.checkFinite()
        let (m, n) = (a.rows, a.columns)
        let k = min(m, n)
        guard k > 0 else {
            (q, r, order) = (.zeros(m, 0), .zeros(0, n), Array(0..<n))
            return
        }
        // Column-major a is row-major aᵀ.
        let factor = a.transposed().contiguousCopy()
        let reflections = Vector<Element>.zeros(k)
        let pivots = UnsafeMutablePointer<Int32>.allocate(capacity: n)
        defer { pivots.deallocate() }
        pivots.initialize(repeating: 0, count: n)
        let realWork = Vector<Element.RealType>.zeros(2 * n)
        let (base, tau) = (factor.unsafeView.base, reflections.unsafeView.base)
        var info = withWorkspace(Element.self) { work, count in
            Element.Routines.geqp3(m, n, base, m, pivots, tau, work, count, realWork.unsafeView.base)
        }
        require(info == 0, "geqp3: argument \(-info) is invalid")
        let r = Matrix<Element>.zeros(k, n)
        for i in 0..<k { for j in i..<n { r.unsafeView[i, j] = factor.unsafeView[j, i] } }
        order = (0..<n).map { Int(pivots[$0]) - 1 }
        info = withWorkspace(Element.self) { work, count in
            Element.Routines.orgqr(m, k, k, base, m, tau, work, count)
        }
        require(info == 0, "orgqr: argument \(-info) is invalid")
        q = factor[0..<k, ...].transposed()
        self.r = r
        extendLifetime(factor)
        extendLifetime(reflections)
        extendLifetime(realWork)
        if !r.allFinite || !q.allFinite { throw .overflow }
    }

    /// How many entries on R's diagonal are above the tolerance; by default the larger size of the matrix times the
    /// largest of them times the machine's ε.
    public func rank(tolerance: Element.RealType? = nil) -> Int {
        let diagonal = r.diagonal.map(\.modulus)
        let limit =
            tolerance
            ?? (diagonal.first ?? 0) * Element.RealType(max(q.rows, r.columns)) * Element.RealType.ulpOfOne
        return diagonal.reduce(0) { $0 + ($1 > limit ? 1 : 0) }
    }

    /// The matrix that was decomposed, up to rounding, its columns in their own order.
    ///
    /// - Complexity: 2·m·n·k flops; allocates the result.
    public func reconstructed() -> Matrix<Element> {
        let product = q * r
        var result = Matrix<Element>.zeros(product.rows, product.columns)
        for (place, column) in order.enumerated() { result[column: column] = product[column: place] }
        return result
    }
}
