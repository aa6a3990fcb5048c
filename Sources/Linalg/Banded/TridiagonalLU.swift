internal import ComplexModule

/// The LU decomposition of a tridiagonal matrix with partial pivoting, to solve with again and again.
///
/// Known in LAPACK as *gttrf*, *gttrs*.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 4.3.
public struct TridiagonalLU<Element: Scalar>: Sendable {
    private var lower: Vector<Element>
    private var diagonal: Vector<Element>
    private var upper: Vector<Element>
    /// The second diagonal above the main one, which the exchanges of rows fill in.
    private var second: Vector<Element>
    private var exchanges: [Int32]
    private var norms: ConditionNorms<Element.RealType>
    private var zeroPivot: Int?

    /// Factors `a`.
    ///
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if `a` has an infinity or a NaN; ``LinalgError/overflow`` if the
    ///   factors exceed the scalar type. A singular matrix is factored, and ``solve(_:transpose:)-(Matrix<Element>,_)``
    ///   throws.
    /// - Complexity: 5·n flops; allocates the factors.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) of the solutions is tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: Tridiagonal<Element>) throws(LinalgError) {
        self.init(uninitializedSize: a.size)
        try overwrite(with: a)
    }

    /// Factors another matrix, in the memory of these factors if it has their size and no copy shares them.
    ///
    /// The result is that of ``init(_:)``, bit for bit. Copies taken of this value before do not change.
    ///
    /// - Throws: What ``init(_:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: 5·n flops; no allocation for a matrix of the same size.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Tridiagonal<Element>) throws(LinalgError) {
        do throws(LinalgError) {
            try overwrite(with: a)
        } catch {
            self = TridiagonalLU(uninitializedSize: 0)
            throw error
        }
    }

    /// What is to be overwritten, which for the empty matrix is its decomposition.
    private init(uninitializedSize n: Int) {
        let beside = max(n - 1, 0)
        (lower, upper) = (Vector(uninitializedCount: beside), Vector(uninitializedCount: beside))
        (diagonal, second) = (Vector(uninitializedCount: n), Vector(uninitializedCount: max(n - 2, 0)))
        exchanges = [Int32](repeating: 0, count: n)
        norms = ConditionNorms(0) { _ in (0, 0) }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Tridiagonal<Element>) throws(LinalgError) {
        try a.checkFinite()
        let n = a.size
        lower.become(copyOf: a.lower)
        diagonal.become(copyOf: a.diagonal)
        upper.become(copyOf: a.upper)
        second.reserve(max(n - 2, 0))
        if exchanges.count != n { exchanges = [Int32](repeating: 0, count: n) }
        norms = ConditionNorms(n) { a.norms(times: $0) }
        zeroPivot = nil
        if n == 0 { return }
        let info = exchanges.withUnsafeMutableBufferPointer {
            Element.Routines.gttrf(
                n, lower.unsafeView.base, diagonal.unsafeView.base, upper.unsafeView.base, second.unsafeView.base,
                $0.baseAddress!)
        }
        extendLifetime(self)
        require(info >= 0, "gttrf: argument \(-info) is invalid")
        if info > 0 { zeroPivot = info - 1 }
        if !lower.allFinite || !diagonal.allFinite || !upper.allFinite || !second.allFinite { throw .overflow }
    }

    /// The number of rows and columns.
    public var size: Int { diagonal.count }

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

    private func pivot(_ i: Int) -> Element { diagonal[i] }

    /// The solution of `op(A)·X = B`, one column for each column of `b`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: 9·n flops for each column; allocates the solution and, for several columns, a transposed copy of it,
    ///   since LAPACK wants them one behind the other.
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
    /// - Complexity: 9·n flops; allocates the solution.
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
    /// - Complexity: 9·n flops for each column; allocates a transposed copy of `b` for several columns, and
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
    /// - Complexity: 9·n flops; no allocation unless `x` shares its storage or has gaps.
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
        let info = withFactors { lower, diagonal, upper, second, pivots in
            withColumns(of: x, conjugating: false) { columns, leadingDimension in
                Element.Routines.gttrs(
                    transpose, size, x.columns, lower, diagonal, upper, second, pivots, columns, leadingDimension)
            }
        }
        require(info == 0, "gttrs: argument \(-info) is invalid")
    }

    private typealias Pointer = UnsafeMutablePointer<Element>

    private func withFactors<Result>(
        _ body: (Pointer, Pointer, Pointer, Pointer, UnsafeMutablePointer<Int32>) -> Result
    ) -> Result {
        defer {
            extendLifetime(lower)
            extendLifetime(diagonal)
            extendLifetime(upper)
            extendLifetime(second)
        }
        // LAPACK only reads them.
        return exchanges.withUnsafeBufferPointer {
            body(
                lower.unsafeView.base, diagonal.unsafeView.base, upper.unsafeView.base, second.unsafeView.base,
                UnsafeMutablePointer(mutating: $0.baseAddress!))
        }
    }

    /// An estimate of `1 / (‖A‖·‖A⁻¹‖)`: zero for a singular matrix, one for the empty one.
    ///
    /// Known in LAPACK as *gtcon*.
    ///
    /// - Complexity: about four solutions; allocates a workspace.
    /// - Accuracy: as ``LU/reciprocalCondition(_:)``.
    public func reciprocalCondition(_ norm: OperatorNorm = .one) -> Element.RealType {
        if size == 0 { return 1 }
        if isSingular { return 0 }
        let largest = [diagonal, upper, second].reduce(Element.RealType(0)) { max($0, $1.norm(.infinity)) }
        let power = estimatorScale(largest)
        let scaled = power == 1 ? self : scaled(by: Element(real: power))
        let inverse = scaled.withFactors { lower, diagonal, upper, second, pivots in
            estimateCondition(size, elements: 2, Element.self) { result, work, _, integerWork in
                Element.Routines.gtcon(
                    norm, size, lower, diagonal, upper, second, pivots, 1, result, work, integerWork)
            }
        }
        return norms.reciprocalCondition(norm, reciprocalOfInverse: inverse, times: power)
    }

    /// The factors of the matrix times a number: the multipliers stay.
    private func scaled(by factor: Element) -> TridiagonalLU {
        var result = self
        result.diagonal *= factor
        result.upper *= factor
        result.second *= factor
        return result
    }
}
