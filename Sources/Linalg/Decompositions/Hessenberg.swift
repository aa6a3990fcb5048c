internal import ComplexModule

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
    public private(set) var h: Matrix<Element>
    /// Q, n×n.
    public private(set) var q: Matrix<Element>

    private var workspace = Workspace()

    /// Decomposes `a`.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN; ``LinalgError/overflow``.
    /// - Complexity: 14/3·n³ flops; allocates two copies of `a`, the result and a workspace.
    /// - Accuracy: ‖A − Q·H·Qᴴ‖ / (n·‖A‖·u) and ‖I − QᴴQ‖ / (n·u) are tested at ≤ 40.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: Matrix<Element>) throws(LinalgError) {
        require(a.isSquare, "Hessenberg: the matrix is \(a.shape), not square")
        self.init(size: a.rows)
        try overwrite(with: a)
        workspace = Workspace()
    }

    /// Decomposes another matrix, in the memory of this result if it has the size and no copy shares it.
    ///
    /// The result is that of ``init(_:)``, bit for bit. Copies taken of this value or its parts before do not change.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: What ``init(_:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: As ``init(_:)``; from the second call on no allocation of its own for a matrix of the same size: the workspace is
    ///   kept, with room for a copy of `a`.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>) throws(LinalgError) {
        require(a.isSquare, "Hessenberg: the matrix is \(a.shape), not square")
        do throws(LinalgError) {
            try overwrite(with: a)
        } catch {
            self = Hessenberg(size: 0)
            throw error
        }
    }

    /// Memory for the result, which for the empty matrix is its decomposition.
    private init(size n: Int) {
        (h, q) = (Matrix(uninitializedRows: n, columns: n), Matrix(uninitializedRows: n, columns: n))
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>) throws(LinalgError) {
        try a.checkFinite()
        let n = a.rows
        self.h.reserve(n, n)
        self.q.reserve(n, n)
        if n == 0 { return }
        let (h, q) = (self.h.unsafeView, self.q.unsafeView)
        defer { extendLifetime(self) }
        func gehrd(
            _ memory: Workspaces<Element>, _ factor: UnsafeMutablePointer<Element>, _ tau: UnsafeMutablePointer<Element>
        ) -> Int { Element.Routines.gehrd(n, factor, n, tau, memory.work, memory.count) }
        func orghr(
            _ memory: Workspaces<Element>, _ factor: UnsafeMutablePointer<Element>, _ tau: UnsafeMutablePointer<Element>
        ) -> Int { Element.Routines.orghr(n, factor, n, tau, memory.work, memory.count) }
        let sizes = WorkspaceSizes(Element.self) { gehrd($0, $0.work, $0.work) }
            .united(with: WorkspaceSizes(Element.self) { orghr($0, $0.work, $0.work) })
        let count = Matrix<Element>.workingCount(n, n)
        let (memory, base) = workspace.reserve(Element.self, sizes, extra: count + n)
        let tau = base + count
        // Column-major a is row-major aᵀ.
        let factor = UnsafeMatrix(base, rows: n, columns: n)
        factor.copyTransposed(a.unsafeView, conjugating: false)
        extendLifetime(a)
        var info = CallGate.pass { gehrd(memory, base, tau) }
        require(info == 0, "gehrd: argument \(-info) is invalid")
        h.copyTransposed(factor, conjugating: false)
        for i in 2..<max(n, 2) { (h.base + i * n).update(repeating: 0, count: i - 1) }
        info = CallGate.pass { orghr(memory, base, tau) }
        require(info == 0, "orghr: argument \(-info) is invalid")
        q.copyTransposed(factor, conjugating: false)
        if !self.h.allFinite || !self.q.allFinite { throw .overflow }
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
