/// The decomposition `A = Q·H·Qᴴ` of a square matrix into a unitary Q and an H with zeros below its first subdiagonal.
///
/// It takes a fixed number of steps, and costs less than half of a Schur decomposition. Systems with `H + s·I` for many s
/// are solved in O(n²) each.
///
/// ```swift
/// let f = try Hessenberg(a)
/// f.reconstructed()     // a
/// ```
///
/// Known in LAPACK as *gehrd*, *orghr*, *unghr*, in SciPy as `linalg.hessenberg`. The transpose, which LAPACK would see of
/// a row-major matrix, has its Hessenberg form on the other side of the diagonal, so that the copy that LAPACK overwrites is
/// a transposed one.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 7.4.
public struct Hessenberg<Element: Scalar>: Sendable {
    /// H, n×n, with zeros below the first subdiagonal.
    public let h: Matrix<Element>
    /// Q, n×n.
    public let q: Matrix<Element>

    /// Decomposes `a`.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN; ``LinalgError/overflow``.
    /// - Complexity: 14/3·n³ flops; allocates two copies of `a`, the result and a workspace.
    /// - Accuracy: ‖A − Q·H·Qᴴ‖ / (n·‖A‖·u) and ‖I − QᴴQ‖ / (n·u) are tested at ≤ 40.
    public init(_ a: Matrix<Element>) throws(LinalgError) {
        require(a.isSquare, "Hessenberg: the matrix is \(a.shape), not square")
        try a.checkFinite()
        let n = a.rows
        guard n > 0 else {
            (h, q) = (a, a)
            return
        }
        // Column-major a is row-major aᵀ.
        let factor = a.transposed().workingCopy()
        let tau = Vector<Element>.zeros(n)
        var info = withWorkspace(Element.self) { work, count in
            Element.Routines.gehrd(n, factor.unsafeView.base, n, tau.unsafeView.base, work, count)
        }
        require(info == 0, "gehrd: argument \(-info) is invalid")
        var h = factor.transposed()
        for i in 2..<max(n, 2) { h[row: i][0..<i - 1] = .zeros(i - 1) }
        info = withWorkspace(Element.self) { work, count in
            Element.Routines.orghr(n, factor.unsafeView.base, n, tau.unsafeView.base, work, count)
        }
        extendLifetime(tau)
        require(info == 0, "orghr: argument \(-info) is invalid")
        let q = factor.transposed()
        if !h.allFinite || !q.allFinite { throw .overflow }
        (self.h, self.q) = (h, q)
    }

    /// The number of rows and columns.
    public var size: Int { h.rows }

    /// The matrix that was decomposed, up to rounding.
    ///
    /// - Complexity: 4·n³ flops; allocates the result and a matrix.
    public func reconstructed() -> Matrix<Element> {
        var result = Matrix<Element>.zeros(size, size)
        multiply(q * h, q, into: &result, transposeB: .conjugateTranspose)
        return result
    }
}
