internal import ComplexModule
internal import RealModule

/// The decomposition `Pᵀ·A·P = L·Lᴴ` of a symmetric (Hermitian) positive semidefinite matrix, with rows and columns
/// exchanged so that the diagonal of `L` falls: it tells the rank, and stops there.
///
/// ```swift
/// let f = try PivotedCholesky([[1, 1, 0], [1, 1, 0], [0, 0, 4]] as Matrix<Double>)
/// f.rank                // 2
/// f.order               // [2, 0, 1] or [2, 1, 0]
/// f.lower               // 3×2
/// ```
///
/// Known in LAPACK as *pstrf*.
///
/// - Source: Higham: Analysis of the Cholesky decomposition of a semi-definite matrix, 1990; Hammarling, Higham, Lucas:
///   LAPACK-style codes for pivoted Cholesky and QR updating, 2007; Golub, Van Loan, 4th ed., section 4.2.8.
public struct PivotedCholesky<Element: Scalar>: Sendable {
    /// `L`, n×rank, with a positive diagonal that falls and zeros above it.
    public private(set) var lower: Matrix<Element>
    /// The rows of the matrix in the order of those of `L`: `A[order[i], order[j]]` is entry i, j of `L·Lᴴ`.
    public private(set) var order: [Int]

    private var workspace = Workspace()

    /// Factors `a`, reading only the given triangle of it.
    ///
    /// - Parameters:
    ///   - a: A positive semidefinite matrix.
    ///   - triangle: The triangle of `a` that is read.
    ///   - tolerance: What is left on the diagonal counts as zero up to this; by default n·ε times its largest entry.
    ///     With a larger one the result is an approximation of low rank, off by at most this in each entry.
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notPositiveDefinite(minor:)`` with the rank that was reached if what is left then is not
    ///   zero within the tolerance, so that the matrix has a negative eigenvalue; ``LinalgError/notFinite(row:column:)`` if
    ///   the triangle has an infinity or a NaN; ``LinalgError/overflow``.
    /// - Complexity: n·rank² flops, n²·rank more for a rank below n; allocates two copies of `a` and a workspace.
    /// - Accuracy: ‖PᵀAP − L·Lᴴ‖ / (n·‖A‖·u) is tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(
        _ a: Matrix<Element>, reading triangle: Triangle = .lower, tolerance: Element.RealType? = nil
    ) throws(LinalgError) {
        require(a.isSquare, "PivotedCholesky: the matrix is \(a.shape), not square")
        (lower, order) = (Matrix(uninitializedRows: 0, columns: 0), [])
        try overwrite(with: a, triangle, tolerance)
        workspace = Workspace()
    }

    /// Factors another matrix, in the memory of this factor if it has its size and rank and no copy shares it.
    ///
    /// The result is that of ``init(_:reading:tolerance:)``, bit for bit. Copies taken of this value or its factor before do not
    /// change.
    ///
    /// - Parameters:
    ///   - a: A positive semidefinite matrix.
    ///   - triangle: The triangle of `a` that is read.
    ///   - tolerance: As for ``init(_:reading:tolerance:)``.
    /// - Precondition: `a` is square.
    /// - Throws: What ``init(_:reading:tolerance:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: As ``init(_:reading:tolerance:)``; from the second call on no allocation of its own for a matrix of the same size
    ///   and rank: the workspace is kept, with room for two copies of `a`.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(
        _ a: Matrix<Element>, reading triangle: Triangle = .lower, tolerance: Element.RealType? = nil
    ) throws(LinalgError) {
        require(a.isSquare, "PivotedCholesky: the matrix is \(a.shape), not square")
        do throws(LinalgError) {
            try overwrite(with: a, triangle, tolerance)
        } catch {
            (lower, order, workspace) = (.zeros(0, 0), [], Workspace())
            throw error
        }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(
        with a: Matrix<Element>, _ triangle: Triangle, _ tolerance: Element.RealType?
    ) throws(LinalgError) {
        let n = a.rows
        if order.count != n { order = Array(0..<n) }
        let square = Matrix<Element>.workingCount(n, n)
        let (memory, base) = workspace.reserve(
            Element.self, WorkspaceSizes(numbers: 2 * n, integers: n), extra: 2 * square)
        defer { extendLifetime(self) }
        let factor = UnsafeMatrix(base, rows: n, columns: n)
        let whole = UnsafeMatrix(base + square, rows: n, columns: n)
        whole.copyElements(of: a.unsafeView)
        whole.complete(from: triangle, conjugating: true)
        extendLifetime(a)
        if let (row, column) = whole.firstNotFinite() {
            let (low, high) = (min(row, column), max(row, column))
            throw triangle == .lower ? .notFinite(row: high, column: low) : .notFinite(row: low, column: high)
        }
        factor.copyElements(of: whole)
        var largest: Element.RealType = 0
        for i in 0..<n { largest = max(largest, whole[i, i].realPart) }
        // In this order, so that nothing overflows.
        let usual = largest * (Element.RealType(n) * .ulpOfOne)
        let limit = max(tolerance ?? usual, 0)
        var rank: Int32 = 0
        if n > 0 {
            let info = CallGate.pass {
                // Row-major lower is LAPACK's upper.
                Element.Routines.pstrf(.upper, n, base, n, memory.integerWork, &rank, limit, memory.realWork)
            }
            require(info >= 0, "pstrf: argument \(-info) is invalid")
        }
        let r = Int(rank)
        for i in 0..<n { order[i] = Int(memory.integerWork[i]) - 1 }
        self.lower.reserve(n, r)
        let lower = self.lower.unsafeView
        lower.copy(.lower, of: factor.columns(0..<r))
        lower.clear(opposite: .lower)
        if !self.lower.allFinite { throw .overflow }
        if r == n { return }
        // A positive semidefinite rest has no entry larger than the largest of its diagonal.
        let rest = UnsafeMatrix(base, rows: n - r, columns: n - r)
        for i in r..<n { for j in r..<n { rest[i - r, j - r] = whole[order[i], order[j]] } }
        Kernels.gemm(.none, .conjugateTranspose, -1, lower.rows(r..<n), lower.rows(r..<n), 1, rest)
        for i in 0..<n - r {
            for j in 0..<n - r where !(rest[i, j].modulus <= 2 * max(limit, 4 * usual)) {
                throw .notPositiveDefinite(minor: r)
            }
        }
    }

    /// The number of rows and columns of the matrix.
    public var size: Int { lower.rows }

    /// How many columns it took: the rank within the tolerance.
    public var rank: Int { lower.columns }

    /// The solution of `A·X = B`, one column for each column of `b`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Throws: ``LinalgError/singular(pivot:)`` with the rank if that is below the size.
    /// - Complexity: 2·n²·(columns of b) flops; allocates the solution and a copy.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) is tested at ≤ 30.
    public func solve(_ b: Matrix<Element>) throws(LinalgError) -> Matrix<Element> {
        var x = Matrix<Element>.zeros(b.rows, b.columns)
        try solve(b, into: &x)
        return x
    }

    /// The solution of `A·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` with the rank if that is below the size.
    /// - Complexity: 2·n² flops; allocates the solution and a copy.
    public func solve(_ b: Vector<Element>) throws(LinalgError) -> Vector<Element> {
        var x = Vector<Element>.zeros(b.count)
        try solve(b, into: &x)
        return x
    }

    /// Overwrites `x` with the solution of `A·X = B`.
    ///
    /// - Precondition: `b` has as many rows as the matrix, and `x` its shape.
    /// - Throws: ``LinalgError/singular(pivot:)`` with the rank if that is below the size; `x` is then unchanged.
    /// - Complexity: 2·n²·(columns of b) flops; allocates a copy of `b`, and storage if `x` shares its own.
    public func solve(_ b: Matrix<Element>, into x: inout Matrix<Element>) throws(LinalgError) {
        require(
            b.rows == size && x.rows == size && x.columns == b.columns,
            "solve: a matrix of \(size)×\(size) with a right-hand side of \(b.shape) into \(x.shape)")
        if rank < size { throw .singular(pivot: rank) }
        x.makeUnique(discardingElements: true)
        substitute(b.unsafeView, x.unsafeView)
        extendLifetime(b)
    }

    /// Overwrites `x` with the solution of `A·x = b`.
    ///
    /// - Precondition: `b` and `x` have as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` with the rank if that is below the size; `x` is then unchanged.
    /// - Complexity: 2·n² flops; allocates a copy of `b`, and storage if `x` shares its own.
    public func solve(_ b: Vector<Element>, into x: inout Vector<Element>) throws(LinalgError) {
        require(
            b.count == size && x.count == size,
            "solve: a matrix of \(size)×\(size) with a right-hand side of \(b.count) into \(x.count)")
        if rank < size { throw .singular(pivot: rank) }
        x.makeUnique(discardingElements: true)
        substitute(b.unsafeView.asColumn, x.unsafeView.asColumn)
        extendLifetime(b)
    }

    private func substitute(_ b: UnsafeMatrix<Element>, _ x: UnsafeMatrix<Element>) {
        let memory = Matrix<Element>(uninitializedRows: b.rows, columns: b.columns)
        defer { extendLifetime((self, memory)) }
        let y = memory.unsafeView
        for i in 0..<size { for j in 0..<y.columns { y[i, j] = b[order[i], j] } }
        Kernels.trsm(.left, .lower, .none, .nonUnit, 1, lower.unsafeView, y)
        Kernels.trsm(.left, .lower, .conjugateTranspose, .nonUnit, 1, lower.unsafeView, y)
        for i in 0..<size { for j in 0..<y.columns { x[order[i], j] = y[i, j] } }
    }

    /// The matrix that was factored, both triangles, up to rounding and the tolerance: `P·L·Lᴴ·Pᵀ`.
    ///
    /// - Complexity: 2·n²·rank flops; allocates the result and a copy.
    public func reconstructed() -> Matrix<Element> {
        var product = Matrix<Element>.zeros(size, size)
        multiply(lower, lower, into: &product, transposeB: .conjugateTranspose)
        var result = product
        for i in 0..<size { for j in 0..<size { result[order[i], order[j]] = product[i, j] } }
        return result
    }
}
