internal import ComplexModule
internal import RealModule

/// The decomposition `A = P·L·D·Lᴴ·Pᵀ` of a symmetric or Hermitian matrix that need not be definite, to solve with.
///
/// `L` is unit lower triangular, `D` block diagonal with blocks of size one and two, and `P` exchanges rows. A complex
/// matrix is taken for Hermitian unless ``Symmetry/symmetric`` is said, which stands for `A = Aᵀ` and `P·L·D·Lᵀ·Pᵀ`. The
/// pivoting is that of Bunch and Kaufman in its bounded ("rook") form, which keeps the entries of `L` below a constant.
///
/// ```swift
/// let f = try LDLT([[0, 1], [1, 0]] as Matrix<Double>)
/// try f.solve([2, 3])   // [3, 2]
/// f.inertia             // one positive eigenvalue, one negative
/// ```
///
/// Known in LAPACK as *sytrf_rk*, *hetrf_rk*, *sytrs_3*, *hetrs_3*; in SciPy as `scipy.linalg.ldl`.
///
/// - Source: Bunch, Kaufman: Some stable methods for calculating inertia and solving symmetric linear systems, 1977;
///   Ashcraft, Grimes, Lewis: Accurate symmetric indefinite linear equation solvers, 1998; Golub, Van Loan: Matrix
///   Computations, 4th ed., section 4.4.
public struct LDLT<Element: Scalar>: Sendable {
    /// `Lᴴ` (`Lᵀ` of a symmetric one) above the diagonal, and the diagonal of D as LAPACK has it.
    private(set) var factor: Matrix<Element>
    /// What stands below the diagonal of D, as LAPACK has it; the last one is zero.
    private(set) var beside: Vector<Element>
    /// LAPACK's exchanges: row k with |exchanges[k]| − 1; negative for the two rows of a 2×2 block.
    private(set) var exchanges: [Int32]
    /// Those of the matrix that was factored.
    private(set) var norms: ConditionNorms<Element.RealType>
    /// What the triangle that was read says of the other one.
    public let symmetry: Symmetry
    private var zeroPivot: Int?

    private var workspace = Workspace()

    /// Factors `a`, reading only the given triangle of it; of a Hermitian one the imaginary part of the diagonal is not
    /// read either.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if the triangle has an infinity or a NaN; ``LinalgError/overflow``
    ///   if the factors exceed the scalar type. A singular matrix is factored, and ``solve(_:)-(Matrix<Element>)`` throws.
    /// - Complexity: 1/3·n³ flops; allocates the factors and a workspace.
    /// - Accuracy: ‖A − reconstruction‖ / (n·‖A‖·u) is tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(
        _ a: Matrix<Element>, reading triangle: Triangle = .lower, as symmetry: Symmetry = .hermitian
    ) throws(LinalgError) {
        require(a.isSquare, "LDLT: the matrix is \(a.shape), not square")
        self.init(uninitializedSize: a.rows, symmetry)
        try overwrite(with: a, triangle)
        workspace = Workspace()
    }

    /// Factors another matrix of the same ``symmetry``, in the memory of these factors if it has their size and no copy shares
    /// them.
    ///
    /// The result is that of ``init(_:reading:as:)``, bit for bit. Copies taken of this value before do not change.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: What ``init(_:reading:as:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: As ``init(_:reading:as:)``; from the second call on no allocation of its own for a matrix of the same size: the
    ///   workspace is kept.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>, reading triangle: Triangle = .lower) throws(LinalgError) {
        require(a.isSquare, "LDLT: the matrix is \(a.shape), not square")
        do throws(LinalgError) {
            try overwrite(with: a, triangle)
        } catch {
            self = LDLT(uninitializedSize: 0, symmetry)
            throw error
        }
    }

    /// Memory for the factors, which for the empty matrix is its decomposition.
    private init(uninitializedSize n: Int, _ symmetry: Symmetry) {
        (factor, beside) = (.workingMemory(n, n), Vector(uninitializedCount: n))
        exchanges = [Int32](repeating: 0, count: n)
        norms = ConditionNorms(0) { _ in (0, 0) }
        self.symmetry = symmetry
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>, _ triangle: Triangle) throws(LinalgError) {
        let n = a.rows
        factor.reserveWorkingMemory(n, n)
        beside.reserve(n)
        if exchanges.count != n { exchanges = [Int32](repeating: 0, count: n) }
        let (symmetry, view, e) = (symmetry, factor.unsafeView, beside.unsafeView)
        defer { extendLifetime(self) }
        view.copyElements(of: a.unsafeView)
        view.complete(from: triangle, conjugating: symmetry == .hermitian)
        extendLifetime(a)
        if let (row, column) = view.firstNotFinite() {
            // In the triangle that was read.
            let (low, high) = (min(row, column), max(row, column))
            throw triangle == .lower ? .notFinite(row: high, column: low) : .notFinite(row: low, column: high)
        }
        norms = ConditionNorms(factor, &workspace)
        zeroPivot = nil
        if n == 0 { return }
        func sytrf(_ memory: Workspaces<Element>, _ pivots: UnsafeMutablePointer<Int32>) -> Int {
            // Row-major upper is LAPACK's lower, of the transpose: the same matrix, or its conjugate.
            let call = symmetry == .hermitian ? Element.Routines.hetrf : Element.Routines.sytrf
            return call(.lower, n, view.base, n, e.base, pivots, memory.work, memory.count)
        }
        let sizes = WorkspaceSizes(Element.self) { sytrf($0, $0.integerWork) }
        let memory = workspace.reserve(Element.self, sizes).workspaces
        let info = exchanges.withUnsafeMutableBufferPointer { pivots in
            CallGate.pass { sytrf(memory, pivots.baseAddress!) }
        }
        require(info >= 0, "sytrf: argument \(-info) is invalid")
        if info > 0 { zeroPivot = info - 1 }
        for i in 0..<n where !Element.allFinite(view.base + (i * n + i), n - i) { throw .overflow }
    }

    /// The number of rows and columns.
    public var size: Int { factor.rows }

    /// Whether a block of D is exactly zero, so that there is no inverse. Rounding hides most singular matrices from
    /// this; see ``reciprocalCondition()``.
    public var isSingular: Bool { zeroPivot != nil }

    /// The block that is exactly zero, as an error.
    func checkPivots() throws(LinalgError) {
        if let zeroPivot { throw .singular(pivot: zeroPivot) }
    }

    /// The blocks of D in order.
    var blocks: [Block] {
        var blocks = [Block]()
        var k = 0
        while k < size {
            blocks.append(block(k))
            k += exchanges[k] < 0 ? 2 : 1
        }
        return blocks
    }

    /// A block of D that begins in row `place`.
    struct Block {
        var place: Int
        var first: Element
        /// Zero in a block of size one, as is the next.
        var last: Element = 0
        /// Below the diagonal.
        var below: Element = 0
        /// Above the diagonal.
        var above: Element = 0
        var size = 1
    }

    func block(_ k: Int) -> Block {
        // The diagonal of a Hermitian matrix is real, which rounding does not change.
        func diagonal(_ k: Int) -> Element {
            symmetry == .hermitian ? Element(real: factor[k, k].realPart) : factor[k, k]
        }
        if exchanges[k] > 0 { return Block(place: k, first: diagonal(k)) }
        // LAPACK saw the transpose, so that what it has below the diagonal stands above it.
        let above = beside[k]
        return Block(
            place: k, first: diagonal(k), last: diagonal(k + 1),
            below: symmetry == .hermitian ? above.conjugated : above, above: above, size: 2)
    }
}

// MARK: - Solving

extension LDLT {
    /// The solution of `A·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: 2·n² flops; allocates the solution.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) is tested at ≤ 30.
    public func solve(_ b: Vector<Element>) throws(LinalgError) -> Vector<Element> {
        var x = b
        try solve(overwriting: &x)
        return x
    }

    /// The solution of `A·X = B`, one column for each column of `b`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: 2·n²·(columns of b) flops; allocates the solution.
    public func solve(_ b: Matrix<Element>) throws(LinalgError) -> Matrix<Element> {
        var x = b
        try solve(overwriting: &x)
        return x
    }

    /// Overwrites `b` with the solution of `A·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``; `b` is then unchanged.
    /// - Complexity: 2·n² flops; no allocation unless `b` shares its storage.
    public func solve(overwriting b: inout Vector<Element>) throws(LinalgError) {
        require(b.count == size, "solve: a matrix of \(factor.shape) with a right-hand side of \(b.count)")
        try checkPivots()
        b.makeUnique()
        substitute(b.unsafeView.asColumn, .none)
    }

    /// Overwrites `b` with the solution of `A·X = B`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Throws: ``LinalgError/singular(pivot:)``; `b` is then unchanged.
    /// - Complexity: 2·n²·(columns of b) flops; no allocation unless `b` shares its storage.
    public func solve(overwriting b: inout Matrix<Element>) throws(LinalgError) {
        require(b.rows == size, "solve: a matrix of \(factor.shape) with a right-hand side of \(b.shape)")
        try checkPivots()
        b.makeUnique()
        substitute(b.unsafeView, .none)
    }

    /// Overwrites `x` with the solution of `A·x = b`.
    ///
    /// - Precondition: `b` and `x` have as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``; `x` is then unchanged.
    /// - Complexity: 2·n² flops; no allocation unless `x` shares its storage.
    public func solve(_ b: Vector<Element>, into x: inout Vector<Element>) throws(LinalgError) {
        require(
            b.count == size && x.count == size,
            "solve: a matrix of \(factor.shape) with a right-hand side of \(b.count) into \(x.count)")
        try checkPivots()
        x.overwrite(with: b)
        substitute(x.unsafeView.asColumn, .none)
    }

    /// Overwrites `x` with the solution of `A·X = B`.
    ///
    /// - Precondition: `b` has as many rows as the matrix, and `x` its shape.
    /// - Throws: ``LinalgError/singular(pivot:)``; `x` is then unchanged.
    /// - Complexity: 2·n²·(columns of b) flops; no allocation unless `x` shares its storage.
    public func solve(_ b: Matrix<Element>, into x: inout Matrix<Element>) throws(LinalgError) {
        require(
            b.rows == size && x.rows == size && x.columns == b.columns,
            "solve: a matrix of \(factor.shape) with a right-hand side of \(b.shape) into \(x.shape)")
        try checkPivots()
        x.overwrite(with: b)
        substitute(x.unsafeView, .none)
    }

    /// The inverse. To solve a system use ``solve(_:)-(Matrix<Element>)``, which is faster and more accurate.
    ///
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: 2·n³ flops; allocates the result.
    public func inverse() throws(LinalgError) -> Matrix<Element> {
        var result = Matrix<Element>.identity(size)
        try solve(overwriting: &result)
        return result
    }
}

extension LDLT: Substituting {
    func substitute(_ b: UnsafeMatrix<Element>, _ transpose: Transpose) {
        // The adjoint of a symmetric matrix is its conjugate.
        let conjugating = transpose == .conjugateTranspose && symmetry == .symmetric
        if conjugating { b.conjugate() }
        defer { if conjugating { b.conjugate() } }
        defer { extendLifetime(factor) }
        for k in 0..<size { b.exchangeRows(k, Int(exchanges[k].magnitude) - 1) }
        Kernels.trsm(.left, .upper, symmetry.transpose, .unit, 1, factor.unsafeView, b)
        var k = 0
        while k < size {
            let block = block(k)
            b.divide(rowsFrom: k, by: (block.first, block.above, block.below, block.last), pair: block.size == 2)
            k += block.size
        }
        Kernels.trsm(.left, .upper, .none, .unit, 1, factor.unsafeView, b)
        for k in (0..<size).reversed() { b.exchangeRows(k, Int(exchanges[k].magnitude) - 1) }
    }
}

extension UnsafeMatrix {
    /// Divides one row by a number, or two by a matrix of 2×2, scaled so that nothing overflows needlessly.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func divide(
        rowsFrom k: Int, by block: (first: Element, above: Element, below: Element, last: Element), pair: Bool
    ) {
        if !pair {
            for j in 0..<columns { self[k, j] /= block.first }
            return
        }
        let (first, last) = (block.first / block.above, block.last / block.below)
        let determinant = first * last - 1
        for j in 0..<columns {
            let (x, y) = (self[k, j] / block.above, self[k + 1, j] / block.below)
            self[k, j] = (last * x - y) / determinant
            self[k + 1, j] = (first * y - x) / determinant
        }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func conjugate() {
        for i in 0..<rows { for j in 0..<columns { self[i, j] = self[i, j].conjugated } }
    }
}
