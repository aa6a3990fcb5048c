internal import ComplexModule

/// The decomposition `A = Q·R` into a matrix with orthonormal columns and an upper triangular one.
///
/// ```swift
/// var f = try QR([[1, 2], [3, 4], [5, 6]] as Matrix<Double>)
/// f.q                   // 3×2
/// f.r                   // 2×2
/// try f.solve([1, 2, 3])  // the least-squares solution
/// try f.factor([[1, 0], [1, 1], [1, 2]])  // another matrix, in the same memory
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

    /// Whether Q is square.
    private let isFull: Bool
    private var workspace = Workspace()

    /// Decomposes `a`.
    ///
    /// - Parameters:
    ///   - a: The matrix to decompose.
    ///   - isFull: Whether Q is square, its last columns completing an orthonormal basis.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN; ``LinalgError/overflow``.
    /// - Complexity: 4·m·n² − 4/3·n³ flops for m ≥ n; allocates the result and a workspace.
    /// - Accuracy: ‖A − Q·R‖ / (n·‖A‖·u) and ‖I − QᴴQ‖ / (m·u) are tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: Matrix<Element>, isFull: Bool = false) throws(LinalgError) {
        self.init(rows: a.rows, columns: a.columns, isFull: isFull)
        try overwrite(with: a)
        workspace = Workspace()
    }

    /// Decomposes another matrix, in the memory of these factors if they have the shapes and no copy shares them; Q is
    /// square if it was.
    ///
    /// The result is that of ``init(_:isFull:)``, bit for bit. Copies taken of this value or its factors before do not change.
    ///
    /// - Throws: What ``init(_:isFull:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: As ``init(_:isFull:)``; from the second call on no allocation of its own for a matrix of the same shape: the
    ///   workspace is kept.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>) throws(LinalgError) {
        do throws(LinalgError) {
            try overwrite(with: a)
        } catch {
            self = QR(rows: 0, columns: 0, isFull: isFull)
            throw error
        }
    }

    /// Memory for the factors, which for the empty matrix are its decomposition.
    private init(rows m: Int, columns n: Int, isFull: Bool) {
        let columns = isFull ? m : min(m, n)
        (q, r) = (.workingMemory(m, columns), .workingMemory(columns, n))
        self.isFull = isFull
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>) throws(LinalgError) {
        try a.checkFinite()
        let (m, n) = (a.rows, a.columns)
        let k = min(m, n)
        let columns = isFull ? m : k
        self.q.reserveWorkingMemory(m, columns)
        self.r.reserveWorkingMemory(columns, n)
        let (q, r) = (self.q.unsafeView, self.r.unsafeView)
        defer { extendLifetime(self) }
        if k == 0 {
            q.base.initialize(repeating: 0, count: m * columns)
            for i in 0..<columns { q[i, i] = 1 }
            return
        }
        // One of the results has room for the whole matrix.
        let factor = columns >= n ? q.columns(0..<n) : r
        factor.copyElements(of: a.unsafeView)
        extendLifetime(a)
        func gelqf(_ memory: Workspaces<Element>, _ tau: UnsafeMutablePointer<Element>) -> Int {
            Element.Routines.gelqf(n, m, factor.base, factor.rowStride, tau, memory.work, memory.count)
        }
        func orglq(_ memory: Workspaces<Element>, _ tau: UnsafeMutablePointer<Element>) -> Int {
            Element.Routines.orglq(columns, m, k, q.base, columns, tau, memory.work, memory.count)
        }
        let sizes = WorkspaceSizes(Element.self) { gelqf($0, $0.work) }
            .united(with: WorkspaceSizes(Element.self) { orglq($0, $0.work) })
        let (memory, tau) = workspace.reserve(Element.self, sizes, extra: k)
        var info = CallGate.pass { gelqf(memory, tau) }
        require(info == 0, "gelqf: argument \(-info) is invalid")
        if columns >= n {
            r.rows(0..<k).copy(.upper, of: factor.rows(0..<k))
        } else {
            q.copyElements(of: factor.columns(0..<k))
        }
        r.clear(opposite: .upper)
        info = CallGate.pass { orglq(memory, tau) }
        require(info == 0, "orglq: argument \(-info) is invalid")
        if !self.r.allFinite || !self.q.allFinite { throw .overflow }
    }

    /// The least-squares solution of `A·X = B`, a column for each column of `b`: the one that minimises `‖A·X − B‖`.
    ///
    /// For a matrix whose columns may be dependent, use ``SVD``.
    ///
    /// - Precondition: the matrix has at least as many rows as columns, and `b` as many rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a column depends on those before it, exactly.
    /// - Complexity: 2·m·n flops for each column; allocates the solution.
    public func solve(_ b: Matrix<Element>) throws(LinalgError) -> Matrix<Element> {
        var x = Matrix<Element>.zeros(r.columns, b.columns)
        try solve(b, into: &x)
        return x
    }

    /// The least-squares solution of `A·x = b`.
    ///
    /// - Precondition: the matrix has at least as many rows as columns, and `b` as many elements as it has rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a column depends on those before it, exactly.
    /// - Complexity: 2·m·n flops; allocates the solution.
    public func solve(_ b: Vector<Element>) throws(LinalgError) -> Vector<Element> {
        var x = Vector<Element>.zeros(r.columns)
        try solve(b, into: &x)
        return x
    }

    /// Overwrites `x` with the least-squares solution of `A·X = B`.
    ///
    /// - Precondition: the matrix has at least as many rows as columns, `b` as many rows, and `x` a row for each column of
    ///   the matrix and a column for each of `b`.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a column depends on those before it, exactly; `x` is then unchanged.
    /// - Complexity: 2·m·n flops for each column; no allocation unless `x` shares its storage.
    public func solve(_ b: Matrix<Element>, into x: inout Matrix<Element>) throws(LinalgError) {
        let n = r.columns
        require(
            b.rows == q.rows && x.rows == n && x.columns == b.columns,
            "solve: a matrix of \(q.rows)×\(n) with a right-hand side of \(b.shape) into \(x.shape)")
        try checkDiagonal()
        multiply(q[..., 0..<n], b, into: &x, transposeA: .conjugateTranspose)
        x.makeUnique()
        substitute(x.unsafeView)
    }

    /// Overwrites `x` with the least-squares solution of `A·x = b`.
    ///
    /// - Precondition: the matrix has at least as many rows as columns, `b` as many elements as it has rows, and `x` as many
    ///   as it has columns.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a column depends on those before it, exactly; `x` is then unchanged.
    /// - Complexity: 2·m·n flops; no allocation unless `x` shares its storage.
    public func solve(_ b: Vector<Element>, into x: inout Vector<Element>) throws(LinalgError) {
        let n = r.columns
        require(
            b.count == q.rows && x.count == n,
            "solve: a matrix of \(q.rows)×\(n) with a right-hand side of \(b.count) into \(x.count)")
        try checkDiagonal()
        multiply(q[..., 0..<n], b, into: &x, transposeA: .conjugateTranspose)
        x.makeUnique()
        substitute(x.unsafeView.asColumn)
    }

    private func checkDiagonal() throws(LinalgError) {
        let n = r.columns
        require(q.rows >= n, "solve: a matrix of \(q.rows)×\(n); with fewer rows than columns use SVD")
        for i in 0..<n where r[i, i] == 0 { throw .singular(pivot: i) }
    }

    private func substitute(_ x: UnsafeMatrix<Element>) {
        Kernels.trsm(.left, .upper, .none, .nonUnit, 1, r.unsafeView.rows(0..<r.columns), x)
        extendLifetime(r)
    }

    /// The matrix that was decomposed, up to rounding.
    ///
    /// - Complexity: 2·m·n·k flops; allocates the result.
    public func reconstructed() -> Matrix<Element> { q * r }
}
