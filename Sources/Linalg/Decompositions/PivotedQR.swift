internal import ComplexModule

/// The decomposition `A·P = Q·R` with columns exchanged so that the diagonal of R falls: it tells the rank.
///
/// Known in LAPACK as *geqp3*, *orgqr*, *ungqr*. LAPACK has no such routine for rows, so that the matrix is transposed
/// in memory once.
///
/// - Source: Quintana-Ortí, Sun, Bischof: A BLAS-3 version of the QR factorization with column pivoting, 1998; Golub, Van
///   Loan: Matrix Computations, 4th ed., section 5.4.
public struct PivotedQR<Element: Scalar>: Sendable {
    /// Q: m×k, with k the smaller size of the matrix.
    public private(set) var q: Matrix<Element>
    /// R, k×n, with zeros below the diagonal, whose magnitudes fall.
    public private(set) var r: Matrix<Element>
    /// The columns of the matrix in the order of those of R.
    public private(set) var order: [Int]

    private var workspace = Workspace()

    /// Decomposes `a`.
    ///
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN; ``LinalgError/overflow``.
    /// - Complexity: 4·m·n² − 4/3·n³ flops for m ≥ n; allocates a copy of `a`, the result and a workspace.
    /// - Accuracy: as ``QR``.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: Matrix<Element>) throws(LinalgError) {
        self.init(rows: a.rows, columns: a.columns)
        try overwrite(with: a)
        workspace = Workspace()
    }

    /// Decomposes another matrix, in the memory of these factors if they have the shapes and no copy shares them.
    ///
    /// The result is that of ``init(_:)``, bit for bit. Copies taken of this value or its factors before do not change.
    ///
    /// - Throws: What ``init(_:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: As ``init(_:)``; from the second call on no allocation of its own for a matrix of the same shape: the workspace
    ///   is kept, with room for a copy of `a`.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>) throws(LinalgError) {
        do throws(LinalgError) {
            try overwrite(with: a)
        } catch {
            self = PivotedQR(rows: 0, columns: 0)
            throw error
        }
    }

    /// Memory for the factors, which for the empty matrix are its decomposition.
    private init(rows m: Int, columns n: Int) {
        let k = min(m, n)
        (q, r) = (Matrix(uninitializedRows: m, columns: k), Matrix(uninitializedRows: k, columns: n))
        order = Array(0..<n)
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>) throws(LinalgError) {
        try a.checkFinite()
        let (m, n) = (a.rows, a.columns)
        let k = min(m, n)
        self.q.reserve(m, k)
        self.r.reserve(k, n)
        if order.count != n { order = Array(0..<n) }
        let (q, r) = (self.q.unsafeView, self.r.unsafeView)
        defer { extendLifetime(self) }
        if k == 0 {
            for j in 0..<n { order[j] = j }
            return
        }
        func geqp3(
            _ memory: Workspaces<Element>, _ factor: UnsafeMutablePointer<Element>, _ tau: UnsafeMutablePointer<Element>
        ) -> Int {
            Element.Routines.geqp3(
                m, n, factor, m, memory.integerWork, tau, memory.work, memory.count, memory.realWork)
        }
        func orgqr(
            _ memory: Workspaces<Element>, _ factor: UnsafeMutablePointer<Element>, _ tau: UnsafeMutablePointer<Element>
        ) -> Int {
            Element.Routines.orgqr(m, k, k, factor, m, tau, memory.work, memory.count)
        }
        var sizes = WorkspaceSizes(Element.self) { geqp3($0, $0.work, $0.work) }
            .united(with: WorkspaceSizes(Element.self) { orgqr($0, $0.work, $0.work) })
        (sizes.numbers, sizes.integers) = (2 * n, n)
        let count = Matrix<Element>.workingCount(n, m)
        let (memory, base) = workspace.reserve(Element.self, sizes, extra: count + k)
        let tau = base + count
        // Column-major a is row-major aᵀ.
        let factor = UnsafeMatrix(base, rows: n, columns: m)
        factor.copyTransposed(a.unsafeView, conjugating: false)
        extendLifetime(a)
        memory.integerWork.update(repeating: 0, count: n)
        var info = CallGate.pass { geqp3(memory, base, tau) }
        require(info == 0, "geqp3: argument \(-info) is invalid")
        r.copyTransposed(factor.columns(0..<k), conjugating: false)
        r.clear(opposite: .upper)
        for j in 0..<n { order[j] = Int(memory.integerWork[j]) - 1 }
        info = CallGate.pass { orgqr(memory, base, tau) }
        require(info == 0, "orgqr: argument \(-info) is invalid")
        q.copyTransposed(factor.rows(0..<k), conjugating: false)
        if !self.r.allFinite || !self.q.allFinite { throw .overflow }
    }

    /// How many entries on R's diagonal are above the tolerance; by default the larger size of the matrix times the
    /// largest of them times the machine's ε.
    public func rank(tolerance: Element.RealType? = nil) -> Int {
        let diagonal = r.diagonal.map(\.modulus)
        let limit =
            tolerance
            ?? (diagonal.first ?? 0) * (Element.RealType(max(q.rows, r.columns)) * Element.RealType.ulpOfOne)
        return diagonal.reduce(0) { $0 + ($1 > limit ? 1 : 0) }
    }

    /// The solution of least norm among those that minimise `‖A·X − B‖`, a column for each column of `b`, with the rank
    /// that the tolerance gives.
    ///
    /// For a rank r below the number of columns, the first r rows of R are decomposed again, `[R₁ R₂] = L·Z` by ``LQ``: the
    /// complete orthogonal decomposition. This is the method of LAPACK's *gelsy*, in about a third of the time of ``SVD``.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Throws: ``LinalgError/overflow``.
    /// - Complexity: 2·m·r + r² flops for each column, 4·n·r² once for a rank below n; allocates the solution and copies.
    /// - Accuracy: ‖Aᴴ·(b − A·x)‖ / (m·‖A‖·(‖A‖·‖x‖ + ‖b‖)·u) is tested at ≤ 20.
    /// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 5.5.
    public func solve(
        _ b: Matrix<Element>, tolerance: Element.RealType? = nil
    ) throws(LinalgError) -> Matrix<Element> {
        var x = Matrix<Element>.zeros(r.columns, b.columns)
        try solve(b, into: &x, tolerance: tolerance)
        return x
    }

    /// The solution of least norm among those that minimise `‖A·x − b‖`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/overflow``.
    /// - Complexity: as for several columns.
    public func solve(
        _ b: Vector<Element>, tolerance: Element.RealType? = nil
    ) throws(LinalgError) -> Vector<Element> {
        var x = Vector<Element>.zeros(r.columns)
        try solve(b, into: &x, tolerance: tolerance)
        return x
    }

    /// Overwrites `x` with the solution of least norm among those that minimise `‖A·X − B‖`: see
    /// ``solve(_:tolerance:)-(Matrix<Element>,_)``.
    ///
    /// - Precondition: `b` has as many rows as the matrix, and `x` a row for each column of the matrix and a column for each of
    ///   `b`.
    /// - Throws: ``LinalgError/overflow``; `x` is then unchanged.
    /// - Complexity: as there; allocates as much, but for the solution, and storage if `x` shares its own.
    public func solve(
        _ b: Matrix<Element>, into x: inout Matrix<Element>, tolerance: Element.RealType? = nil
    ) throws(LinalgError) {
        let (m, n) = (q.rows, r.columns)
        require(
            b.rows == m && x.rows == n && x.columns == b.columns,
            "solve: a matrix of \(m)×\(n) with a right-hand side of \(b.shape) into \(x.shape)")
        let rank = rank(tolerance: tolerance)
        var solution = Matrix<Element>.zeros(rank, b.columns)
        multiply(q[..., 0..<rank], b, into: &solution, transposeA: .conjugateTranspose)
        if rank == n {
            try r[0..<n, ...].solveTriangular(.upper, overwriting: &solution)
        } else {
            solution = rank == 0 ? .zeros(n, b.columns) : try LQ(r[0..<rank, ...]).solve(solution)
        }
        if !solution.allFinite { throw .overflow }
        for (place, column) in order.enumerated() { x[row: column] = solution[row: place] }
    }

    /// Overwrites `x` with the solution of least norm among those that minimise `‖A·x − b‖`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows, and `x` as many as it has columns.
    /// - Throws: ``LinalgError/overflow``; `x` is then unchanged.
    /// - Complexity: as for several columns.
    public func solve(
        _ b: Vector<Element>, into x: inout Vector<Element>, tolerance: Element.RealType? = nil
    ) throws(LinalgError) {
        require(
            b.count == q.rows && x.count == r.columns,
            "solve: a matrix of \(q.rows)×\(r.columns) with a right-hand side of \(b.count) into \(x.count)")
        var column = Matrix<Element>.zeros(x.count, 1)
        try solve(Matrix(rows: b.count, columns: 1, elements: b), into: &column, tolerance: tolerance)
        x.overwrite(with: column.elements)
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
