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
    public let lower: Matrix<Element>
    /// The rows of the matrix in the order of those of `L`: `A[order[i], order[j]]` is entry i, j of `L·Lᴴ`.
    public let order: [Int]

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
    public init(
        _ a: Matrix<Element>, reading triangle: Triangle = .lower, tolerance: Element.RealType? = nil
    ) throws(LinalgError) {
        require(a.isSquare, "PivotedCholesky: the matrix is \(a.shape), not square")
        let n = a.rows
        let whole = Matrix(completing: a, from: triangle, as: .hermitian)
        if let (row, column) = whole.firstNotFinite {
            let (low, high) = (min(row, column), max(row, column))
            throw triangle == .lower ? .notFinite(row: high, column: low) : .notFinite(row: low, column: high)
        }
        let factor = whole.workingCopy()
        var pivots = [Int32](repeating: 0, count: n)
        var rank: Int32 = 0
        let largest = whole.diagonal.reduce(0) { max($0, $1.realPart) }
        // In this order, so that nothing overflows.
        let usual = largest * (Element.RealType(n) * .ulpOfOne)
        let limit = max(tolerance ?? usual, 0)
        if n > 0 {
            let work = Vector<Element.RealType>.zeros(2 * n)
            let info = CallGate.pass {
                pivots.withUnsafeMutableBufferPointer {
                    // Row-major lower is LAPACK's upper.
                    Element.Routines.pstrf(
                        .upper, n, factor.unsafeView.base, n, $0.baseAddress!, &rank, limit, work.unsafeView.base)
                }
            }
            extendLifetime(work)
            require(info >= 0, "pstrf: argument \(-info) is invalid")
        }
        let (r, order) = (Int(rank), pivots.map { Int($0) - 1 })
        let lower = Matrix<Element>.zeros(n, r)
        lower.unsafeView.copy(.lower, of: factor.unsafeView.columns(0..<r))
        extendLifetime(factor)
        if !lower.allFinite { throw .overflow }
        if r < n {
            // A positive semidefinite rest has no entry larger than the largest of its diagonal.
            var rest = Matrix(rows: n - r, columns: n - r) { i, j in whole[order[r + i], order[r + j]] }
            multiply(
                lower[r..<n, ...], lower[r..<n, ...], into: &rest, alpha: -1, beta: 1, transposeB: .conjugateTranspose)
            if !(rest.norm(.largest) <= 2 * max(limit, 4 * usual)) { throw .notPositiveDefinite(minor: r) }
        }
        (self.lower, self.order) = (lower, order)
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
        require(b.rows == size, "solve: a matrix of \(size)×\(size) with a right-hand side of \(b.shape)")
        if rank < size { throw .singular(pivot: rank) }
        let y = Matrix(rows: b.rows, columns: b.columns) { i, j in b[order[i], j] }
        Kernels.trsm(.left, .lower, .none, .nonUnit, 1, lower.unsafeView, y.unsafeView)
        Kernels.trsm(.left, .lower, .conjugateTranspose, .nonUnit, 1, lower.unsafeView, y.unsafeView)
        extendLifetime(lower)
        var x = y
        for i in 0..<size { x[row: order[i]] = y[row: i] }
        return x
    }

    /// The solution of `A·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` with the rank if that is below the size.
    /// - Complexity: 2·n² flops; allocates the solution and a copy.
    public func solve(_ b: Vector<Element>) throws(LinalgError) -> Vector<Element> {
        try solve(Matrix(rows: b.count, columns: 1, elements: b)).elements
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
