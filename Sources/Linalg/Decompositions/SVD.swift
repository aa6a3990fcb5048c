internal import ComplexModule
internal import RealModule

/// Which singular vectors a decomposition has.
public enum SingularVectors: Sendable, Hashable, CaseIterable {
    /// None: the values alone, which takes the least time.
    case none
    /// As many as there are singular values.
    case thin
    /// All: complete bases of both spaces.
    case full
}

/// The singular value decomposition `A = U·diag(s)·Vᴴ` of any matrix.
///
/// ```swift
/// let f = try SVD([[3, 0], [4, 5]] as Matrix<Double>)
/// f.singularValues      // [6.708…, 2.236…]
/// f.rank()              // 2
/// f.solve([1, 2])       // the least-squares solution of least norm
/// ```
///
/// Known in LAPACK as *gesdd*. A row-major matrix is handed over as its transpose, which has the same decomposition with
/// U and V exchanged, so that nothing is copied for the layout.
///
/// - Source: Gu, Eisenstat: A divide-and-conquer algorithm for the bidiagonal SVD, 1995; Golub, Van Loan: Matrix
///   Computations, 4th ed., section 8.6.
public struct SVD<Element: Scalar>: Sendable {
    /// The singular values, largest first, none negative.
    public private(set) var singularValues: Vector<Element.RealType>
    /// U, a column for each left singular vector: m×k, with k the smaller size, or m×m; m×0 if there are no vectors.
    public private(set) var u: Matrix<Element>
    /// Vᴴ, a row for each right singular vector, conjugated: k×n, or n×n; 0×n if there are no vectors.
    public private(set) var adjointV: Matrix<Element>

    /// Which vectors were asked for.
    private let kind: SingularVectors
    private var workspace = Workspace()

    /// Decomposes `a`.
    ///
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN;
    ///   ``LinalgError/notConverged(count:)``; ``LinalgError/overflow`` if a singular value exceeds the scalar type.
    /// - Complexity: about 4·m·n² + 8·n³ flops for m ≥ n with thin vectors, and half of that for the values alone;
    ///   allocates a copy of `a`, the result and a workspace.
    /// - Accuracy: ‖A − U·S·Vᴴ‖ / (n·‖A‖·u) and ‖I − UᴴU‖ / (m·u) are tested at ≤ 50.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: Matrix<Element>, vectors: SingularVectors = .thin) throws(LinalgError) {
        self.init(rows: a.rows, columns: a.columns, vectors)
        try overwrite(with: a)
        workspace = Workspace()
    }

    /// Decomposes another matrix, with the same kind of vectors, in the memory of this result if it has the shapes and no copy
    /// shares it.
    ///
    /// The result is that of ``init(_:vectors:)``, bit for bit. Copies taken of this value or its parts before do not change.
    ///
    /// - Throws: What ``init(_:vectors:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: As ``init(_:vectors:)``; from the second call on no allocation of its own for a matrix of the same shape: the
    ///   workspace is kept, with room for a copy of `a`.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>) throws(LinalgError) {
        do throws(LinalgError) {
            try overwrite(with: a)
        } catch {
            self = SVD(rows: 0, columns: 0, kind)
            throw error
        }
    }

    /// Memory for the result, which for the empty matrix is its decomposition.
    private init(rows m: Int, columns n: Int, _ kind: SingularVectors) {
        self.kind = kind
        let (left, right) = Self.counts(kind, m, n)
        singularValues = Vector(uninitializedCount: min(m, n))
        (u, adjointV) = (.workingMemory(m, left), .workingMemory(right, n))
    }

    /// How many vectors there are on both sides.
    private static func counts(_ kind: SingularVectors, _ m: Int, _ n: Int) -> (left: Int, right: Int) {
        switch kind {
        case .none: (0, 0)
        case .thin: (min(m, n), min(m, n))
        case .full: (m, n)
        }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>) throws(LinalgError) {
        try a.checkFinite()
        let (m, n) = (a.rows, a.columns)
        let k = min(m, n)
        let (left, right) = Self.counts(kind, m, n)
        singularValues.reserve(k)
        self.u.reserveWorkingMemory(m, left)
        self.adjointV.reserveWorkingMemory(right, n)
        let (kind, values, u, v) = (kind, singularValues.unsafeView, self.u.unsafeView, self.adjointV.unsafeView)
        defer { extendLifetime(self) }
        if k == 0 {
            // Whole bases, or none.
            for side in [u, v] {
                side.base.initialize(repeating: 0, count: side.rows * side.columns)
                for i in 0..<min(side.rows, side.columns) { side[i, i] = 1 }
            }
            return
        }
        func gesdd(_ memory: Workspaces<Element>, _ copy: UnsafeMutablePointer<Element>) -> Int {
            // The transpose is n×m for LAPACK: its U is what is V here.
            Element.Routines.gesdd(
                kind, n, m, copy, n, values.base, v.base, n, u.base, max(left, 1), memory.work, memory.count,
                memory.realWork, memory.integerWork)
        }
        var sizes = WorkspaceSizes(Element.self) { gesdd($0, $0.work) }
        let isReal = Element.self == Element.RealType.self
        sizes.numbers = isReal ? 0 : max(5 * k * k + 7 * k, 2 * max(m, n) * k + 2 * k * k + k)
        sizes.integers = 8 * k
        let (memory, base) = workspace.reserve(Element.self, sizes, extra: Matrix<Element>.workingCount(m, n))
        UnsafeMatrix(base, rows: m, columns: n).copyElements(of: a.unsafeView)
        extendLifetime(a)
        let info = CallGate.pass { gesdd(memory, base) }
        require(info >= 0, "gesdd: argument \(-info) is invalid")
        if info > 0 { throw .notConverged(count: info) }
        if !singularValues.norm(.infinity).isFinite { throw .overflow }
    }

    /// V, a column for each right singular vector.
    ///
    /// - Complexity: one copy.
    public var v: Matrix<Element> { adjointV.adjoint() }
}

extension SVD {
    /// The singular values above this one count as not zero unless said otherwise: the larger size of the matrix times
    /// the largest singular value times the machine's ε, as in NumPy.
    public var usualTolerance: Element.RealType {
        largest * (Element.RealType(max(u.rows, adjointV.columns)) * Element.RealType.ulpOfOne)
    }

    /// How many singular values are above the tolerance.
    public func rank(tolerance: Element.RealType? = nil) -> Int {
        let limit = tolerance ?? usualTolerance
        return singularValues.reduce(0) { $0 + ($1 > limit ? 1 : 0) }
    }

    /// The condition number in the spectral norm: the largest singular value over the smallest; infinite for a singular
    /// matrix, zero for an empty one.
    public var condition: Element.RealType {
        if singularValues.isEmpty { return 0 }
        let least = singularValues[singularValues.count - 1]
        return least > 0 ? largest / least : .infinity
    }

    /// The largest singular value; zero if there is none.
    var largest: Element.RealType { singularValues.isEmpty ? 0 : singularValues[0] }

    /// The solution of least norm among those that minimise `‖A·X − B‖`, a column for each column of `b`.
    ///
    /// - Precondition: there are vectors, and `b` has as many rows as the matrix.
    /// - Complexity: 2·(m + n)·k flops for each column; allocates the solution and a k×(columns) matrix.
    public func solve(_ b: Matrix<Element>, tolerance: Element.RealType? = nil) -> Matrix<Element> {
        var x = Matrix<Element>.zeros(adjointV.columns, b.columns)
        solve(b, into: &x, tolerance: tolerance)
        return x
    }

    /// The solution of least norm among those that minimise `‖A·x − b‖`.
    ///
    /// - Precondition: there are vectors, and `b` has as many elements as the matrix rows.
    /// - Complexity: 2·(m + n)·k flops; allocates the solution and k elements.
    public func solve(_ b: Vector<Element>, tolerance: Element.RealType? = nil) -> Vector<Element> {
        var x = Vector<Element>.zeros(adjointV.columns)
        solve(b, into: &x, tolerance: tolerance)
        return x
    }

    /// Overwrites `x` with the solution of least norm among those that minimise `‖A·X − B‖`.
    ///
    /// - Precondition: there are vectors, `b` has as many rows as the matrix, and `x` a row for each column of the matrix and a
    ///   column for each of `b`.
    /// - Complexity: 2·(m + n)·k flops for each column; allocates a k×(columns) matrix, and storage if `x` shares its own.
    public func solve(_ b: Matrix<Element>, into x: inout Matrix<Element>, tolerance: Element.RealType? = nil) {
        demandVectors()
        require(
            b.rows == u.rows && x.rows == adjointV.columns && x.columns == b.columns,
            "solve: a matrix of \(u.rows)×\(adjointV.columns) with a right-hand side of \(b.shape) into \(x.shape)")
        let rank = rank(tolerance: tolerance)
        var projected = Matrix<Element>.zeros(rank, b.columns)
        multiply(u[..., 0..<rank], b, into: &projected, transposeA: .conjugateTranspose)
        for i in 0..<rank { projected[row: i].divide(by: singularValues[i]) }
        multiply(adjointV[0..<rank, ...], projected, into: &x, transposeA: .conjugateTranspose)
    }

    /// Overwrites `x` with the solution of least norm among those that minimise `‖A·x − b‖`.
    ///
    /// - Precondition: there are vectors, `b` has as many elements as the matrix rows, and `x` as many as it has columns.
    /// - Complexity: 2·(m + n)·k flops; allocates k elements, and storage if `x` shares its own.
    public func solve(_ b: Vector<Element>, into x: inout Vector<Element>, tolerance: Element.RealType? = nil) {
        demandVectors()
        require(
            b.count == u.rows && x.count == adjointV.columns,
            "solve: a matrix of \(u.rows)×\(adjointV.columns) with a right-hand side of \(b.count) into \(x.count)")
        let rank = rank(tolerance: tolerance)
        var projected = Vector<Element>.zeros(rank)
        multiply(u[..., 0..<rank], b, into: &projected, transposeA: .conjugateTranspose)
        for i in 0..<rank { projected[i] /= Element(real: singularValues[i]) }
        multiply(adjointV[0..<rank, ...], projected, into: &x, transposeA: .conjugateTranspose)
    }

    /// The pseudo-inverse of Moore and Penrose, n×m.
    ///
    /// - Precondition: there are vectors.
    /// - Complexity: 2·m·n·k flops; allocates the result.
    public func pseudoInverse(tolerance: Element.RealType? = nil) -> Matrix<Element> {
        demandVectors()
        let rank = rank(tolerance: tolerance)
        var scaled = u[..., 0..<rank].adjoint()
        for i in 0..<rank { scaled[row: i].divide(by: singularValues[i]) }
        var result = Matrix<Element>.zeros(adjointV.columns, u.rows)
        multiply(adjointV[0..<rank, ...], scaled, into: &result, transposeA: .conjugateTranspose)
        return result
    }

    /// An orthonormal basis of the space that the columns span, a column each: m×rank.
    ///
    /// - Precondition: there are vectors.
    public func orthonormalBasis(tolerance: Element.RealType? = nil) -> Matrix<Element> {
        demandVectors()
        return u[..., 0..<rank(tolerance: tolerance)]
    }

    /// An orthonormal basis of the vectors that the matrix maps to zero, a column each: n×(n − rank).
    ///
    /// - Precondition: the vectors are ``SingularVectors/full``, or the matrix has no more columns than rows.
    public func nullSpace(tolerance: Element.RealType? = nil) -> Matrix<Element> {
        require(adjointV.rows == adjointV.columns, "nullSpace: a decomposition without all right singular vectors")
        return adjointV[rank(tolerance: tolerance)..<adjointV.rows, ...].adjoint()
    }

    /// The matrix that was decomposed, up to rounding.
    ///
    /// - Precondition: there are vectors.
    /// - Complexity: 2·m·n·k flops; allocates the result.
    public func reconstructed() -> Matrix<Element> {
        demandVectors()
        let k = singularValues.count
        var scaled = adjointV[0..<k, ...].contiguousCopy()
        for i in 0..<k { scaled[row: i].scale(by: Element(real: singularValues[i])) }
        return u[..., 0..<k] * scaled
    }

    private func demandVectors() {
        require(
            u.columns > 0 || singularValues.isEmpty, "a decomposition without vectors; ask for thin or full ones")
    }
}

extension Vector {
    /// Divides each part, which a reciprocal could not where the divisor is tiny.
    mutating func divide(by divisor: Element.RealType) {
        let divisor = Element(real: divisor)
        for i in 0..<count { self[i] /= divisor }
    }
}
