internal import ComplexModule

/// The eigendecomposition `A·V = B·V·diag(λ)` with `VᴴBV = I`, of symmetric or Hermitian A and B, of which B is positive
/// definite: vibrations, with stiffness A and mass B.
///
/// ```swift
/// let f = try GeneralizedSymmetricEigen(stiffness, mass)
/// f.values              // real, smallest first
/// ```
///
/// Known in LAPACK as *sygvd* and *hegvd*, in SciPy as `linalg.eigh(a, b)`.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 8.7.
public struct GeneralizedSymmetricEigen<Element: Scalar>: Sendable {
    /// The eigenvalues, smallest first.
    public private(set) var values: Vector<Element.RealType>
    /// The eigenvectors, a column each, in the order of the values: n×n with `VᴴBV = I`, or n×0 if there are none.
    public private(set) var vectors: Matrix<Element>

    private let withVectors: Bool
    private var workspace = Workspace()

    /// Decomposes the pair, reading only the given triangle of both.
    ///
    /// - Precondition: `a` and `b` are square and of one size.
    /// - Throws: ``LinalgError/notPositiveDefinite(minor:)`` of `b`; ``LinalgError/notFinite(row:column:)`` if a triangle
    ///   has an infinity or a NaN; ``LinalgError/notConverged(count:)``; ``LinalgError/overflow``.
    /// - Complexity: about 14·n³ flops with vectors; allocates copies of both, the result and a workspace.
    /// - Accuracy: the residual ‖A·V − B·V·Λ‖ / (n·‖A‖·‖V‖·u), tested at ≤ 60, grows with the condition number of B: small
    ///   eigenvalues lose as many digits as that has.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(
        _ a: Matrix<Element>, _ b: Matrix<Element>, reading triangle: Triangle = .lower, withVectors: Bool = true
    ) throws(LinalgError) {
        Self.checkShapes(a, b)
        self.init(size: a.rows, withVectors)
        try overwrite(with: a, b, triangle)
        workspace = Workspace()
    }

    /// Decomposes another pair, in the memory of this result if it has the size and no copy shares it: with vectors if they were
    /// asked for before.
    ///
    /// The result is that of ``init(_:_:reading:withVectors:)``, bit for bit. Copies taken of this value or its parts before do
    /// not change.
    ///
    /// - Precondition: `a` and `b` are square and of one size.
    /// - Throws: What ``init(_:_:reading:withVectors:)`` throws; this is then the decomposition of empty matrices.
    /// - Complexity: As ``init(_:_:reading:withVectors:)``; from the second call on no allocation of its own for matrices of the same
    ///   size: the workspace is kept, with room for copies of both.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(
        _ a: Matrix<Element>, _ b: Matrix<Element>, reading triangle: Triangle = .lower
    ) throws(LinalgError) {
        Self.checkShapes(a, b)
        do throws(LinalgError) {
            try overwrite(with: a, b, triangle)
        } catch {
            self = GeneralizedSymmetricEigen(size: 0, withVectors)
            throw error
        }
    }

    private static func checkShapes(_ a: Matrix<Element>, _ b: Matrix<Element>) {
        require(
            a.isSquare && b.isSquare && a.rows == b.rows,
            "GeneralizedSymmetricEigen: matrices of \(a.shape) and \(b.shape), not square and of one size")
    }

    /// Memory for the result, which for empty matrices is their decomposition.
    private init(size n: Int, _ withVectors: Bool) {
        self.withVectors = withVectors
        values = Vector(uninitializedCount: n)
        vectors = Matrix(uninitializedRows: n, columns: withVectors ? n : 0)
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(
        with a: Matrix<Element>, _ b: Matrix<Element>, _ triangle: Triangle
    ) throws(LinalgError) {
        let n = a.rows
        values.reserve(n)
        vectors.reserve(n, withVectors ? n : 0)
        if n == 0 { return }
        let (withVectors, w) = (withVectors, values.unsafeView)
        defer { extendLifetime(self) }
        func hegvd(
            _ memory: Workspaces<Element>, _ copy: UnsafeMutablePointer<Element>,
            _ factor: UnsafeMutablePointer<Element>
        ) -> Int {
            Element.Routines.hegvd(
                withVectors, triangle.flipped, n, copy, n, factor, n, w.base, memory.work, memory.count,
                memory.realWork,
                memory.realCount, memory.integerWork, memory.integerCount)
        }
        let sizes = WorkspaceSizes(Element.self) { hegvd($0, $0.work, $0.work) }
        let square = Matrix<Element>.workingCount(n, n)
        let (memory, base) = workspace.reserve(Element.self, sizes, extra: 2 * square)
        let copy = UnsafeMatrix(base, rows: n, columns: n)
        let factor = UnsafeMatrix(base + square, rows: n, columns: n)
        for (target, source) in [(copy, a), (factor, b)] {
            target.copy(triangle, of: source.unsafeView)
            // For the check alone: LAPACK does not read there.
            target.clear(opposite: triangle)
            extendLifetime(source)
            if let (row, column) = target.firstNotFinite() { throw .notFinite(row: row, column: column) }
        }
        let info = CallGate.pass { hegvd(memory, copy.base, factor.base) }
        require(info >= 0, "hegvd: argument \(-info) is invalid")
        if info > n { throw .notPositiveDefinite(minor: info - n - 1) }
        if info > 0 { throw .notConverged(count: info) }
        if !values.allFinite || (withVectors && !Element.allFinite(copy.base, n * n)) { throw .overflow }
        // LAPACK saw the transposes, which are the conjugates: the eigenvectors are the rows of the copy.
        if withVectors { vectors.unsafeView.copyTransposed(copy, conjugating: true) }
    }

    /// The number of rows and columns.
    public var size: Int { values.count }
}
