public import ComplexModule
internal import RealModule

/// The Schur decomposition `A = Z·T·Zᴴ` of a square matrix into a unitary Z and an upper triangular T.
///
/// For a real matrix Z and T are real too, and T is quasi-triangular: a conjugate pair of eigenvalues is a 2×2 block on
/// the diagonal, with equal diagonal elements and off-diagonal ones of opposite signs. ``complexForm()`` makes it triangular.
///
/// ```swift
/// let f = try Schur([[0, -1], [1, 0]] as Matrix<Double>)
/// f.t                   // [[0, -1], [1, 0]]
/// f.complexForm().t     // i and -i on the diagonal
/// let (stable, count) = try f.reordered { $0.real < 0 }
/// ```
///
/// Known in LAPACK as *gees*, in SciPy as `linalg.schur`. The Schur form of the transpose, which LAPACK would see of a
/// row-major matrix, has its triangle below the diagonal, so that the copy that LAPACK overwrites is a transposed one.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 7.5; Braman, Byers, Mathias: The multishift QR
///   algorithm, parts I and II, 2002.
public struct Schur<Element: Scalar>: Sendable {
    /// T, n×n, with zeros below the diagonal, or for a real matrix below its blocks.
    public private(set) var t: Matrix<Element>
    /// Z, n×n: its columns are the Schur vectors.
    public private(set) var z: Matrix<Element>
    /// The eigenvalues, in the order of the diagonal of T.
    public private(set) var eigenvalues: Vector<Complex<Element.RealType>>

    private var workspace = Workspace()

    /// Decomposes `a`.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN;
    ///   ``LinalgError/notConverged(count:)``; ``LinalgError/overflow``.
    /// - Complexity: about 25·n³ flops; allocates two copies of `a`, the result and a workspace.
    /// - Accuracy: ‖A − Z·T·Zᴴ‖ / (n·‖A‖·u) and ‖I − ZᴴZ‖ / (n·u) are tested at ≤ 40.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: Matrix<Element>) throws(LinalgError) {
        require(a.isSquare, "Schur: the matrix is \(a.shape), not square")
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
    ///   kept, with room for T and Z.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>) throws(LinalgError) {
        require(a.isSquare, "Schur: the matrix is \(a.shape), not square")
        do throws(LinalgError) {
            try overwrite(with: a)
        } catch {
            self = Schur(size: 0)
            throw error
        }
    }

    /// Memory for the result, which for the empty matrix is its decomposition.
    private init(size n: Int) {
        self.init(
            t: Matrix(uninitializedRows: n, columns: n), z: Matrix(uninitializedRows: n, columns: n),
            eigenvalues: Vector(uninitializedCount: n))
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>) throws(LinalgError) {
        try a.checkFinite()
        let n = a.rows
        if n == 0 {
            self = Schur(size: 0)
            return
        }
        func gees(
            _ memory: Workspaces<Element>, _ t: UnsafeMutablePointer<Element>, _ w: UnsafeMutablePointer<Element>,
            _ wi: UnsafeMutablePointer<Element.RealType>, _ z: UnsafeMutablePointer<Element>
        ) -> Int { Element.Routines.gees(n, t, n, w, wi, z, n, memory.work, memory.count, memory.realWork) }
        var sizes = WorkspaceSizes(Element.self) { gees($0, $0.work, $0.work, $0.realWork, $0.work) }
        sizes.numbers = 2 * n
        let square = Matrix<Element>.workingCount(n, n)
        let (memory, t) = workspace.reserve(Element.self, sizes, extra: 2 * square + n)
        let (z, w, wi) = (t + square, t + 2 * square, memory.realWork + n)
        // Column-major a is row-major aᵀ.
        UnsafeMatrix(t, rows: n, columns: n).copyTransposed(a.unsafeView, conjugating: false)
        extendLifetime(a)
        let info = CallGate.pass { gees(memory, t, w, wi, z) }
        require(info >= 0, "gees: argument \(-info) is invalid")
        if info > 0 { throw .notConverged(count: info) }
        try take(columnMajor: t, z, w, wi, size: n)
        extendLifetime(self)
    }

    /// Takes over factors as LAPACK leaves them in memory.
    private mutating func take(
        columnMajor t: UnsafeMutablePointer<Element>, _ z: UnsafeMutablePointer<Element>, _ w: UnsafePointer<Element>,
        _ wi: UnsafePointer<Element.RealType>, size n: Int
    ) throws(LinalgError) {
        self.t.reserve(n, n)
        self.z.reserve(n, n)
        eigenvalues.reserve(n)
        self.t.unsafeView.copyTransposed(UnsafeMatrix(t, rows: n, columns: n), conjugating: false)
        self.z.unsafeView.copyTransposed(UnsafeMatrix(z, rows: n, columns: n), conjugating: false)
        if !self.t.allFinite || !self.z.allFinite { throw .overflow }
        try eigenvalues.become(eigenvalues: w, wi)
    }

    private init(t: Matrix<Element>, z: Matrix<Element>, eigenvalues: Vector<Complex<Element.RealType>>) {
        (self.t, self.z, self.eigenvalues) = (t, z, eigenvalues)
    }

    /// The number of rows and columns.
    public var size: Int { t.rows }

    /// The matrix that was decomposed, up to rounding.
    ///
    /// - Complexity: 4·n³ flops; allocates the result and a matrix.
    public func reconstructed() -> Matrix<Element> { transformedBack(t) }

    /// `Z·f·Zᴴ`.
    func transformedBack(_ f: Matrix<Element>) -> Matrix<Element> {
        var result = Matrix<Element>.zeros(size, size)
        multiply(z * f, z, into: &result, transposeB: .conjugateTranspose)
        return result
    }

    // MARK: Order

    /// The same decomposition with the eigenvalues for which `isSelected` is true at the top, in the order in which they
    /// were, and how many these are: the first `count` columns of Z span their invariant subspace.
    ///
    /// A conjugate pair of a real matrix goes together: it is selected if one of the two is.
    ///
    /// Known in LAPACK as *trsen*, in SciPy as `linalg.schur(sort:)`.
    ///
    /// - Throws: ``LinalgError/eigenvaluesTooClose`` if exchanging two would change them; ``LinalgError/overflow``.
    /// - Complexity: O(n³) flops, a few n² for each value that moves; allocates the factors twice.
    /// - Accuracy: as for the decomposition.
    /// - Source: Bai, Demmel: On swapping diagonal blocks in real Schur form, 1993.
    public func reordered(
        where isSelected: (Complex<Element.RealType>) -> Bool
    ) throws(LinalgError) -> (form: Schur, count: Int) {
        let n = size
        if n == 0 { return (self, 0) }
        let select = eigenvalues.map { isSelected($0) ? Int32(1) : 0 }
        let (t, z) = (t.transposed().workingCopy(), z.transposed().workingCopy())
        let (w, wi) = (Vector<Element>.zeros(n), Vector<Element.RealType>.zeros(n))
        let work = Vector<Element>.zeros(n)
        var count: Int32 = 0
        let info = CallGate.pass {
            Element.Routines.trsen(
                select, n, t.unsafeView.base, n, z.unsafeView.base, n, w.unsafeView.base, wi.unsafeView.base, &count,
                work.unsafeView.base)
        }
        extendLifetime(work)
        require(info >= 0, "trsen: argument \(-info) is invalid")
        if info > 0 { throw .eigenvaluesTooClose }
        var form = Schur(size: n)
        try form.take(columnMajor: t.unsafeView.base, z.unsafeView.base, w.unsafeView.base, wi.unsafeView.base, size: n)
        extendLifetime((t, z, w, wi))
        return (form, Int(count))
    }

    // MARK: Complex form

    /// The complex Schur form, in which T is triangular: `scipy.linalg.rsf2csf`.
    ///
    /// For a complex matrix this is the form itself.
    ///
    /// - Complexity: O(n²) flops; allocates the result.
    /// - Accuracy: as for the decomposition.
    public func complexForm() -> Schur<Complex<Element.RealType>> {
        let (t, z) = (t.complexified(), z.complexified())
        for k in (1..<max(size, 1)).reversed() where t[k, k - 1] != 0 {
            // The eigenvector (mu, below) of the block, made real in its second part, is turned to the first axis.
            let mu = eigenvalues[k - 1] - t[k, k]
            let below = t[k, k - 1].realPart
            let length = Element.RealType.hypot(mu.modulus, below)
            let (c, s) = (mu / Complex(length, 0), Complex(below / length, 0))
            // T ← G·T with G = [c̄ s; −s c], then T ← T·Gᴴ and Z ← Z·Gᴴ.
            let (lines, vectors) = (t.unsafeView, z.unsafeView)
            let right = k - 1..<size
            rotate(
                lines.columns(right).row(k - 1), lines.columns(right).row(k), c.conjugated, s, c)
            rotate(lines.column(k - 1, upTo: k + 1), lines.column(k, upTo: k + 1), c, s, c.conjugated)
            rotate(vectors.column(k - 1, upTo: size), vectors.column(k, upTo: size), c, s, c.conjugated)
            lines[k, k - 1] = 0
        }
        extendLifetime(t)
        extendLifetime(z)
        return .init(t: t, z: z, eigenvalues: Vector(t.diagonal))
    }
}

/// x ← a·x + s·y, y ← b·y − s·x, with the old x in both.
@specialized(where T == Complex<Float>)
@specialized(where T == Complex<Double>)
private func rotate<T: Scalar>(_ x: UnsafeVector<T>, _ y: UnsafeVector<T>, _ a: T, _ s: T, _ b: T) {
    for i in 0..<x.count { (x[i], y[i]) = (a * x[i] + s * y[i], b * y[i] - s * x[i]) }
}

extension UnsafeMatrix {
    /// The first elements of a column.
    fileprivate func column(_ index: Int, upTo count: Int) -> UnsafeVector<Element> {
        UnsafeVector(base + index, count: count, stride: rowStride)
    }
}
