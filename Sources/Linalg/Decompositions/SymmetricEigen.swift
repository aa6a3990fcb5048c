internal import ComplexModule

/// The eigendecomposition `A = V·diag(λ)·Vᴴ` of a symmetric or Hermitian matrix, with real eigenvalues and orthonormal
/// eigenvectors.
///
/// ```swift
/// let f = try SymmetricEigen([[2, 1], [1, 2]] as Matrix<Double>)
/// f.values              // [1, 3]
/// f.vectors[column: 1]  // ±[0.707…, 0.707…]
/// ```
///
/// Known in LAPACK as *syevd* and *heevd*.
///
/// - Source: Cuppen: A divide and conquer method for the symmetric tridiagonal eigenproblem, 1981; Golub, Van Loan: Matrix
///   Computations, 4th ed., sections 8.3 to 8.4.
public struct SymmetricEigen<Element: Scalar>: Sendable {
    /// The eigenvalues, smallest first: all, or those that were asked for.
    public private(set) var values: Vector<Element.RealType>
    /// The eigenvectors, a column each, in the order of the values: n×n or n×(values), or n×0 if there are none.
    public private(set) var vectors: Matrix<Element>

    private let withVectors: Bool
    private var workspace = Workspace()

    /// Decomposes `a`, reading only the given triangle of it.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if the triangle has an infinity or a NaN;
    ///   ``LinalgError/notConverged(count:)``; ``LinalgError/overflow`` if an eigenvalue exceeds the scalar type.
    /// - Complexity: 4/3·n³ flops for the values, about 9·n³ with vectors; allocates a copy of `a`, the result and a
    ///   workspace.
    /// - Accuracy: ‖A − V·Λ·Vᴴ‖ / (n·‖A‖·u) and ‖I − VᴴV‖ / (n·u) are tested at ≤ 60.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(
        _ a: Matrix<Element>, reading triangle: Triangle = .lower, withVectors: Bool = true
    ) throws(LinalgError) {
        require(a.isSquare, "SymmetricEigen: the matrix is \(a.shape), not square")
        let n = a.rows
        self.init(
            values: Vector(uninitializedCount: n),
            vectors: Matrix(uninitializedRows: n, columns: withVectors ? n : 0), withVectors: withVectors)
        try overwrite(with: a, triangle)
        workspace = Workspace()
    }

    init(values: Vector<Element.RealType>, vectors: Matrix<Element>, withVectors: Bool) {
        (self.values, self.vectors, self.withVectors) = (values, vectors, withVectors)
    }

    /// Decomposes another matrix, in the memory of this result if it has the shapes and no copy shares it: all values, and all
    /// vectors if they were asked for before.
    ///
    /// The result is that of ``init(_:reading:withVectors:)``, bit for bit. Copies taken of this value or its parts before do
    /// not change.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: What ``init(_:reading:withVectors:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: As ``init(_:reading:withVectors:)``; from the second call on no allocation of its own for a matrix of the same
    ///   size: the workspace is kept, with room for a copy of `a`.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>, reading triangle: Triangle = .lower) throws(LinalgError) {
        require(a.isSquare, "SymmetricEigen: the matrix is \(a.shape), not square")
        do throws(LinalgError) {
            try overwrite(with: a, triangle)
        } catch {
            self = SymmetricEigen(values: [], vectors: .zeros(0, 0), withVectors: withVectors)
            throw error
        }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>, _ triangle: Triangle) throws(LinalgError) {
        let n = a.rows
        values.reserve(n)
        vectors.reserve(n, withVectors ? n : 0)
        if n == 0 { return }
        let (withVectors, w) = (withVectors, values.unsafeView)
        defer { extendLifetime(self) }
        func heevd(_ memory: Workspaces<Element>, _ copy: UnsafeMutablePointer<Element>) -> Int {
            Element.Routines.heevd(
                withVectors, triangle.flipped, n, copy, n, w.base, memory.work, memory.count, memory.realWork,
                memory.realCount, memory.integerWork, memory.integerCount)
        }
        let sizes = WorkspaceSizes(Element.self) { heevd($0, $0.work) }
        let (memory, base) = workspace.reserve(Element.self, sizes, extra: Matrix<Element>.workingCount(n, n))
        let copy = UnsafeMatrix(base, rows: n, columns: n)
        copy.copy(triangle, of: a.unsafeView)
        // For the check alone: LAPACK does not read there.
        copy.clear(opposite: triangle)
        extendLifetime(a)
        if let (row, column) = copy.firstNotFinite() { throw .notFinite(row: row, column: column) }
        let info = CallGate.pass { heevd(memory, base) }
        require(info >= 0, "heevd: argument \(-info) is invalid")
        if info > 0 { throw .notConverged(count: info) }
        if !values.allFinite { throw .overflow }
        // LAPACK saw the transpose, which is the conjugate: its eigenvectors are the rows of the copy.
        if withVectors { vectors.unsafeView.copyTransposed(copy, conjugating: true) }
    }

    /// The number of rows and columns of the matrix.
    public var size: Int { vectors.rows }

    /// The matrix that was decomposed, up to rounding.
    ///
    /// - Precondition: there are all values and vectors.
    /// - Complexity: 2·n³ flops; allocates the result.
    public func reconstructed() -> Matrix<Element> {
        require(vectors.columns == size, "a decomposition without vectors, or without all of them")
        var scaled = vectors
        for j in 0..<size { scaled[column: j].scale(by: Element(real: values[j])) }
        var result = Matrix<Element>.zeros(size, size)
        multiply(scaled, vectors, into: &result, transposeB: .conjugateTranspose)
        return result
    }
}
