internal import ComplexModule

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
    public private(set) var l: Matrix<Element>
    /// Q: k×n, or n×n for a full one.
    public private(set) var q: Matrix<Element>

    /// Whether Q is square.
    private let isFull: Bool
    private var workspace = Workspace()

    /// Decomposes `a`.
    ///
    /// - Parameters:
    ///   - a: The matrix to decompose.
    ///   - isFull: Whether Q is square, its last rows completing an orthonormal basis.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN; ``LinalgError/overflow``.
    /// - Complexity: 4·n·m² − 4/3·m³ flops for m ≤ n; allocates the result and a workspace.
    /// - Accuracy: ‖A − L·Q‖ / (max(m, n)·‖A‖·u) and ‖I − Q·Qᴴ‖ / (n·u) are tested at ≤ 30.
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
            self = LQ(rows: 0, columns: 0, isFull: isFull)
            throw error
        }
    }

    /// Memory for the factors, which for the empty matrix are its decomposition.
    private init(rows m: Int, columns n: Int, isFull: Bool) {
        let rows = isFull ? n : min(m, n)
        (l, q) = (.workingMemory(m, rows), .workingMemory(rows, n))
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
        let rows = isFull ? n : k
        self.l.reserveWorkingMemory(m, rows)
        self.q.reserveWorkingMemory(rows, n)
        let (l, q) = (self.l.unsafeView, self.q.unsafeView)
        defer { extendLifetime(self) }
        if k == 0 {
            q.base.initialize(repeating: 0, count: rows * n)
            for i in 0..<rows { q[i, i] = 1 }
            return
        }
        // One of the results has room for the whole matrix.
        let factor = rows >= m ? q.rows(0..<m) : l
        factor.copyElements(of: a.unsafeView)
        extendLifetime(a)
        func geqrf(_ memory: Workspaces<Element>, _ tau: UnsafeMutablePointer<Element>) -> Int {
            Element.Routines.geqrf(n, m, factor.base, n, tau, memory.work, memory.count)
        }
        func orgqr(_ memory: Workspaces<Element>, _ tau: UnsafeMutablePointer<Element>) -> Int {
            Element.Routines.orgqr(n, rows, k, q.base, n, tau, memory.work, memory.count)
        }
        let sizes = WorkspaceSizes(Element.self) { geqrf($0, $0.work) }
            .united(with: WorkspaceSizes(Element.self) { orgqr($0, $0.work) })
        let (memory, tau) = workspace.reserve(Element.self, sizes, extra: k)
        var info = CallGate.pass { geqrf(memory, tau) }
        require(info == 0, "geqrf: argument \(-info) is invalid")
        if rows >= m {
            l.columns(0..<k).copy(.lower, of: factor.columns(0..<k))
        } else {
            q.copyElements(of: factor.rows(0..<k))
        }
        l.clear(opposite: .lower)
        info = CallGate.pass { orgqr(memory, tau) }
        require(info == 0, "orgqr: argument \(-info) is invalid")
        if !self.l.allFinite || !self.q.allFinite { throw .overflow }
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
        var x = Matrix<Element>.zeros(q.columns, b.columns)
        try solve(b, into: &x)
        return x
    }

    /// The solution of least norm of `A·x = b`.
    ///
    /// - Precondition: the matrix has at most as many rows as columns, and `b` as many elements as it has rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a row depends on those before it, exactly.
    /// - Complexity: m² + 2·m·n flops; allocates the solution and a copy of `b`.
    public func solve(_ b: Vector<Element>) throws(LinalgError) -> Vector<Element> {
        var x = Vector<Element>.zeros(q.columns)
        try solve(b, into: &x)
        return x
    }

    /// Overwrites `x` with the solution of least norm of `A·X = B`.
    ///
    /// - Precondition: the matrix has at most as many rows as columns, `b` as many rows, and `x` a row for each column of the
    ///   matrix and a column for each of `b`.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a row depends on those before it, exactly; `x` is then unchanged.
    /// - Complexity: m² + 2·m·n flops for each column; allocates a copy of `b`.
    public func solve(_ b: Matrix<Element>, into x: inout Matrix<Element>) throws(LinalgError) {
        let (m, n) = (l.rows, q.columns)
        require(m <= n, "solve: a matrix of \(m)×\(n); with more rows than columns use QR")
        require(
            b.rows == m && x.rows == n && x.columns == b.columns,
            "solve: a matrix of \(m)×\(n) with a right-hand side of \(b.shape) into \(x.shape)")
        var y = b
        try l[..., 0..<m].solveTriangular(.lower, overwriting: &y)
        multiply(q[0..<m, ...], y, into: &x, transposeA: .conjugateTranspose)
    }

    /// Overwrites `x` with the solution of least norm of `A·x = b`.
    ///
    /// - Precondition: the matrix has at most as many rows as columns, `b` as many elements as it has rows, and `x` as many
    ///   as it has columns.
    /// - Throws: ``LinalgError/singular(pivot:)`` if a row depends on those before it, exactly; `x` is then unchanged.
    /// - Complexity: m² + 2·m·n flops; allocates a copy of `b`.
    public func solve(_ b: Vector<Element>, into x: inout Vector<Element>) throws(LinalgError) {
        let (m, n) = (l.rows, q.columns)
        require(m <= n, "solve: a matrix of \(m)×\(n); with more rows than columns use QR")
        require(
            b.count == m && x.count == n,
            "solve: a matrix of \(m)×\(n) with a right-hand side of \(b.count) into \(x.count)")
        var y = b
        try l[..., 0..<m].solveTriangular(.lower, overwriting: &y)
        multiply(q[0..<m, ...], y, into: &x, transposeA: .conjugateTranspose)
    }

    /// The matrix that was decomposed, up to rounding.
    ///
    /// - Complexity: 2·m·n·k flops; allocates the result.
    public func reconstructed() -> Matrix<Element> { l * q }
}
