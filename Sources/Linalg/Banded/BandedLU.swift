internal import ComplexModule
internal import RealModule

/// The LU decomposition of a square banded matrix with partial pivoting, to solve with again and again.
///
/// ```swift
/// let f = try BandedLU(a)
/// try f.solve(b)
/// ```
///
/// Known in LAPACK as *gbtrf*, *gbtrs*; in SciPy as `scipy.linalg.solve_banded`.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 4.3.
public struct BandedLU<Element: Scalar>: Sendable {
    /// LAPACK's factors of the transpose, with room for what the exchanges of rows fill in.
    private var factors: Matrix<Element>
    private var exchanges: [Int32]
    private var lowerBandwidth: Int
    private var upperBandwidth: Int
    private var norms: ConditionNorms<Element.RealType>
    private var zeroPivot: Int?
    /// What the matrix was multiplied by before it was factored: a power of two, one unless its entries are near an end
    /// of the range, where LAPACK's reciprocals of pivots would leave it.
    private var power: Element.RealType
    private var workspace = Workspace()

    /// Factors `a`.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if `a` has an infinity or a NaN; ``LinalgError/overflow`` if the
    ///   factors exceed the scalar type. A singular matrix is factored, and
    ///   ``solve(_:transpose:)-(Matrix<Element>,_)`` throws.
    /// - Complexity: 2·n·l·(l + u) flops for l and u diagonals, O(n·(l + 2·u)) memory; allocates the factors.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) of the solutions is tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: BandedMatrix<Element>) throws(LinalgError) {
        require(a.isSquare, "BandedLU: the matrix is \(a.shape), not square")
        self.init(uninitializedSize: a.rows)
        try overwrite(with: a)
        workspace = Workspace()
    }

    /// Factors another matrix, in the memory of these factors if it has their size and bandwidths and no copy shares them.
    ///
    /// The result is that of ``init(_:)``, bit for bit. Copies taken of this value before do not change.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: What ``init(_:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: As ``init(_:)``; from the second call on no allocation of its own for a matrix of the same size and bandwidths,
    ///   unless its entries are near an end of the range.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: BandedMatrix<Element>) throws(LinalgError) {
        require(a.isSquare, "BandedLU: the matrix is \(a.shape), not square")
        do throws(LinalgError) {
            try overwrite(with: a)
        } catch {
            self = BandedLU(uninitializedSize: 0)
            throw error
        }
    }

    /// What is to be overwritten, which for the empty matrix is its decomposition.
    private init(uninitializedSize n: Int) {
        factors = Matrix(uninitializedRows: n, columns: 1)
        exchanges = [Int32](repeating: 0, count: n)
        (lowerBandwidth, upperBandwidth, power) = (0, 0, 1)
        norms = ConditionNorms(0) { _ in (0, 0) }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: BandedMatrix<Element>) throws(LinalgError) {
        try a.checkFinite()
        let (n, lower, upper) = (a.rows, a.lowerBandwidth, a.upperBandwidth)
        (lowerBandwidth, upperBandwidth) = (lower, upper)
        power = estimatorScale(a.norm(.largest))
        let a = power == 1 ? a : BandedMatrix(a, times: Element(real: power))
        norms = ConditionNorms(a, &workspace)
        zeroPivot = nil
        factors.reserve(n, lower + 2 * upper + 1)
        if exchanges.count != n { exchanges = [Int32](repeating: 0, count: n) }
        if n == 0 { return }
        let view = factors.unsafeView
        // What the exchanges of rows fill in comes first.
        Kernels.scale(view.columns(0..<upper), by: 0)
        view.columns(upper..<lower + 2 * upper + 1).copyElements(of: a.bands.unsafeView)
        extendLifetime(a)
        let info = CallGate.pass {
            exchanges.withUnsafeMutableBufferPointer {
                // The transpose has as many diagonals above as this matrix has below.
                Element.Routines.gbtrf(n, n, upper, lower, view.base, view.leadingDimension, $0.baseAddress!)
            }
        }
        require(info >= 0, "gbtrf: argument \(-info) is invalid")
        if info > 0 { zeroPivot = info - 1 }
        if !factors.allFinite { throw .overflow }
    }

    /// The number of rows and columns.
    public var size: Int { factors.rows }

    /// Whether a pivot is exactly zero, so that there is no inverse. Rounding hides most singular matrices from this.
    public var isSingular: Bool { zeroPivot != nil }

    /// The determinant; zero for a singular matrix, one for the empty one. It overflows and underflows easily.
    ///
    /// - Complexity: O(n).
    public var determinant: Element { isSingular ? 0 : Linalg.determinant(exchanges, pivot: pivot) }

    /// The determinant as its sign, a number of modulus one, and the natural logarithm of its modulus, which does not
    /// overflow: `numpy.linalg.slogdet`. Zero and minus infinity for a singular matrix.
    ///
    /// - Complexity: O(n).
    public var signAndLogarithmOfDeterminant: (sign: Element, logarithm: Element.RealType) {
        isSingular ? (0, -.infinity) : Linalg.signAndLogarithmOfDeterminant(exchanges, pivot: pivot)
    }

    private func pivot(_ i: Int) -> Element { factors[i, lowerBandwidth + upperBandwidth] / Element(real: power) }

    /// The solution of `op(A)·X = B`, one column for each column of `b`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: 2·n·(l + 2·u) flops for each column; allocates the solution and, for several columns, a transposed copy
    ///   of it, since LAPACK wants them one behind the other.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) is tested at ≤ 30.
    public func solve(
        _ b: Matrix<Element>, transpose: Transpose = .none
    ) throws(LinalgError) -> Matrix<Element> {
        var x = Matrix<Element>.zeros(b.rows, b.columns)
        try solve(b, into: &x, transpose: transpose)
        return x
    }

    /// The solution of `op(A)·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: 2·n·(l + 2·u) flops; allocates the solution.
    public func solve(
        _ b: Vector<Element>, transpose: Transpose = .none
    ) throws(LinalgError) -> Vector<Element> {
        var x = Vector<Element>.zeros(b.count)
        try solve(b, into: &x, transpose: transpose)
        return x
    }

    /// Overwrites `x` with the solution of `op(A)·X = B`.
    ///
    /// - Precondition: `b` has as many rows as the matrix, and `x` its shape.
    /// - Throws: ``LinalgError/singular(pivot:)``; `x` is then unchanged.
    /// - Complexity: 2·n·(l + 2·u) flops for each column; allocates a transposed copy of `b` for several columns, and
    ///   storage if `x` shares its own.
    public func solve(
        _ b: Matrix<Element>, into x: inout Matrix<Element>, transpose: Transpose = .none
    ) throws(LinalgError) {
        require(
            b.rows == size && x.rows == size && x.columns == b.columns,
            "solve: a matrix of \(size)×\(size) with a right-hand side of \(b.shape) into \(x.shape)")
        if let zeroPivot { throw .singular(pivot: zeroPivot) }
        x.overwrite(with: b)
        substitute(x.unsafeView, transpose)
    }

    /// Overwrites `x` with the solution of `op(A)·x = b`.
    ///
    /// - Precondition: `b` and `x` have as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``; `x` is then unchanged.
    /// - Complexity: 2·n·(l + 2·u) flops; no allocation unless `x` shares its storage or has gaps,
    ///   or for the conjugate transpose of complex numbers.
    public func solve(
        _ b: Vector<Element>, into x: inout Vector<Element>, transpose: Transpose = .none
    ) throws(LinalgError) {
        require(
            b.count == size && x.count == size,
            "solve: a matrix of \(size)×\(size) with a right-hand side of \(b.count) into \(x.count)")
        if let zeroPivot { throw .singular(pivot: zeroPivot) }
        x.overwrite(with: b)
        substitute(x.unsafeView.asColumn, transpose)
    }

    private func substitute(_ x: UnsafeMatrix<Element>, _ transpose: Transpose) {
        if x.rows == 0 || x.columns == 0 { return }
        if power != 1 {
            for i in 0..<x.rows { Kernels.scal(Element(real: power), x.row(i)) }
        }
        let view = factors.unsafeView
        defer { extendLifetime(factors) }
        // LAPACK has the transpose, so that to transpose is to take it as it is.
        let info = exchanges.withUnsafeBufferPointer { pivots in
            withColumns(of: x, conjugating: transpose == .conjugateTranspose) { columns, leadingDimension in
                Element.Routines.gbtrs(
                    transpose == .none ? .transpose : .none, size, upperBandwidth, lowerBandwidth, x.columns, view.base,
                    view.leadingDimension, UnsafeMutablePointer(mutating: pivots.baseAddress!), columns,
                    leadingDimension)
            }
        }
        require(info == 0, "gbtrs: argument \(-info) is invalid")
    }

    /// An estimate of `1 / (‖A‖·‖A⁻¹‖)`: zero for a singular matrix, one for the empty one.
    ///
    /// Known in LAPACK as *gbcon*.
    ///
    /// - Complexity: about four solutions; allocates a workspace.
    /// - Accuracy: as ``LU/reciprocalCondition(_:)``.
    public func reciprocalCondition(_ norm: OperatorNorm = .one) -> Element.RealType {
        if size == 0 { return 1 }
        if isSingular { return 0 }
        var pivots = exchanges
        let view = factors.unsafeView
        defer { extendLifetime(factors) }
        let inverse = pivots.withUnsafeMutableBufferPointer { pivots in
            estimateCondition(size, elements: 3, Element.self) { result, work, realWork, integerWork in
                Element.Routines.gbcon(
                    norm.flipped, size, upperBandwidth, lowerBandwidth, view.base, view.leadingDimension,
                    pivots.baseAddress!, 1, result, work, realWork, integerWork)
            }
        }
        return norms.reciprocalCondition(norm, reciprocalOfInverse: inverse)
    }
}

extension BandedMatrix {
    /// The solution of `self · X = B` by LU decomposition, one column for each column of `b`.
    ///
    /// - Precondition: this matrix is square and `b` has as many rows.
    /// - Throws: ``LinalgError/singular(pivot:)``, ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``.
    /// - Complexity: that of ``BandedLU`` and its solutions.
    public func solve(_ b: Matrix<Element>) throws(LinalgError) -> Matrix<Element> { try BandedLU(self).solve(b) }

    /// The solution of `self · x = b` by LU decomposition.
    ///
    /// - Precondition: this matrix is square and `b` has as many elements as it has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``, ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``.
    /// - Complexity: that of ``BandedLU`` and its solution.
    public func solve(_ b: Vector<Element>) throws(LinalgError) -> Vector<Element> { try BandedLU(self).solve(b) }
}
