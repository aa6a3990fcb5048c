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
        let factor = a.transposed().workingCopy()
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
        let (m, n) = (q.rows, r.columns)
        require(b.rows == m, "solve: a matrix of \(m)×\(n) with a right-hand side of \(b.shape)")
        let rank = rank(tolerance: tolerance)
        var projected = Matrix<Element>.zeros(rank, b.columns)
        multiply(q[..., 0..<rank], b, into: &projected, transposeA: .conjugateTranspose)
        var solution = projected
        if rank < n {
            solution = rank == 0 ? .zeros(n, b.columns) : try LQ(r[0..<rank, ...]).solve(projected)
        } else {
            try r[0..<n, ...].solveTriangular(.upper, overwriting: &solution)
        }
        var x = solution
        for (place, column) in order.enumerated() { x[row: column] = solution[row: place] }
        if !x.allFinite { throw .overflow }
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
        try solve(Matrix(rows: b.count, columns: 1, elements: b), tolerance: tolerance).elements
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
