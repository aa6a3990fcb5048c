internal import ComplexModule
internal import RealModule

/// The decomposition `A = L·D·Lᴴ` of a symmetric (Hermitian) positive definite tridiagonal matrix, to solve with: that of
/// Cholesky without its roots.
///
/// Known in LAPACK as *pttrf*, *pttrs*; in SciPy as `scipy.linalg.solveh_banded` with one diagonal.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 4.3.6.
public struct TridiagonalCholesky<Element: Scalar>: Sendable {
    /// D.
    public private(set) var diagonal: Vector<Element.RealType>
    /// What `L` has below its diagonal of ones.
    public private(set) var lower: Vector<Element>
    private var norms: ConditionNorms<Element.RealType>

    /// Factors the matrix with this diagonal, and these elements below it and, conjugated, above it.
    ///
    /// - Precondition: `lower` has one element less than `diagonal`, or none if that has none.
    /// - Throws: ``LinalgError/notPositiveDefinite(minor:)``; ``LinalgError/notFinite(row:column:)`` if there is an infinity
    ///   or a NaN; ``LinalgError/overflow``.
    /// - Complexity: 3·n flops; allocates the factors.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) of the solutions is tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(diagonal: Vector<Element.RealType>, lower: Vector<Element>) throws(LinalgError) {
        self.init(uninitializedSize: diagonal.count)
        try overwrite(with: diagonal, lower)
    }

    /// Factors another matrix, in the memory of these factors if it has their size and no copy shares them.
    ///
    /// The result is that of ``init(diagonal:lower:)``, bit for bit. Copies taken of this value or its factors before do not
    /// change.
    ///
    /// - Precondition: `lower` has one element less than `diagonal`, or none if that has none.
    /// - Throws: What ``init(diagonal:lower:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: 3·n flops; no allocation for a matrix of the same size.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(diagonal: Vector<Element.RealType>, lower: Vector<Element>) throws(LinalgError) {
        do throws(LinalgError) {
            try overwrite(with: diagonal, lower)
        } catch {
            self = TridiagonalCholesky(uninitializedSize: 0)
            throw error
        }
    }

    /// What is to be overwritten, which for the empty matrix is its decomposition.
    private init(uninitializedSize n: Int) {
        (diagonal, lower) = (Vector(uninitializedCount: n), Vector(uninitializedCount: max(n - 1, 0)))
        norms = ConditionNorms(0) { _ in (0, 0) }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(
        with diagonal: Vector<Element.RealType>, _ lower: Vector<Element>
    ) throws(LinalgError) {
        let n = diagonal.count
        require(
            lower.count == max(n - 1, 0),
            "TridiagonalCholesky: \(n) elements on the diagonal and \(lower.count) below it")
        // Before what is above the diagonal, which is only inferred.
        if !lower.allFinite {
            for i in 0..<lower.count where !lower[i].isFinite { throw .notFinite(row: i + 1, column: i) }
        }
        if !diagonal.allFinite {
            for i in 0..<n where !diagonal[i].isFinite { throw .notFinite(row: i, column: i) }
        }
        norms = ConditionNorms(n) { scale in
            var norm: Element.RealType = 0
            for i in 0..<n {
                var sum = diagonal[i].magnitude * scale
                if i > 0 { sum += lower[i - 1].modulus * scale }
                if i + 1 < n { sum += lower[i].modulus * scale }
                norm = max(norm, sum)
            }
            return (norm, norm)
        }
        self.diagonal.become(copyOf: diagonal)
        self.lower.become(copyOf: lower)
        if n == 0 { return }
        let info = Element.Routines.pttrf(n, self.diagonal.unsafeView.base, self.lower.unsafeView.base)
        extendLifetime(self)
        require(info >= 0, "pttrf: argument \(-info) is invalid")
        if info > 0 { throw .notPositiveDefinite(minor: info - 1) }
        if !self.diagonal.allFinite || !self.lower.allFinite { throw .overflow }
    }

    /// The number of rows and columns.
    public var size: Int { diagonal.count }

    /// The determinant, which is positive; one for the empty matrix. It overflows and underflows easily.
    ///
    /// - Complexity: O(n).
    public var determinant: Element.RealType { diagonal.reduce(1, *) }

    /// The natural logarithm of the determinant, which does not overflow; zero for the empty matrix.
    ///
    /// - Complexity: O(n).
    public var logarithmOfDeterminant: Element.RealType { diagonal.reduce(0) { $0 + .log($1) } }

    /// The solution of `A·X = B`, one column for each column of `b`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Complexity: 5·n flops for each column; allocates the solution and, for several columns, a transposed copy of it,
    ///   since LAPACK wants them one behind the other.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) is tested at ≤ 30.
    public func solve(_ b: Matrix<Element>) -> Matrix<Element> {
        var x = Matrix<Element>.zeros(b.rows, b.columns)
        solve(b, into: &x)
        return x
    }

    /// The solution of `A·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Complexity: 5·n flops; allocates the solution.
    public func solve(_ b: Vector<Element>) -> Vector<Element> {
        var x = Vector<Element>.zeros(b.count)
        solve(b, into: &x)
        return x
    }

    /// Overwrites `x` with the solution of `A·X = B`.
    ///
    /// - Precondition: `b` has as many rows as the matrix, and `x` its shape.
    /// - Complexity: 5·n flops for each column; allocates a transposed copy of `b` for several columns, and
    ///   storage if `x` shares its own.
    public func solve(
        _ b: Matrix<Element>, into x: inout Matrix<Element>
    ) {
        require(
            b.rows == size && x.rows == size && x.columns == b.columns,
            "solve: a matrix of \(size)×\(size) with a right-hand side of \(b.shape) into \(x.shape)")
        x.overwrite(with: b)
        substitute(x.unsafeView)
    }

    /// Overwrites `x` with the solution of `A·x = b`.
    ///
    /// - Precondition: `b` and `x` have as many elements as the matrix has rows.
    /// - Complexity: 5·n flops; no allocation unless `x` shares its storage or has gaps.
    public func solve(
        _ b: Vector<Element>, into x: inout Vector<Element>
    ) {
        require(
            b.count == size && x.count == size,
            "solve: a matrix of \(size)×\(size) with a right-hand side of \(b.count) into \(x.count)")
        x.overwrite(with: b)
        substitute(x.unsafeView.asColumn)
    }

    private func substitute(_ x: UnsafeMatrix<Element>) {
        if x.rows == 0 || x.columns == 0 { return }
        if size == 1 {
            // LAPACK multiplies by the reciprocal, which overflows for a subnormal number.
            for j in 0..<x.columns { x[0, j] /= Element(real: diagonal[0]) }
            return
        }
        let info = withColumns(of: x, conjugating: false) { columns, leadingDimension in
            Element.Routines.pttrs(
                size, x.columns, diagonal.unsafeView.base, lower.unsafeView.base, columns, leadingDimension)
        }
        extendLifetime(diagonal)
        extendLifetime(lower)
        require(info == 0, "pttrs: argument \(-info) is invalid")
    }

    /// `1 / (‖A‖·‖A⁻¹‖)` in the one-norm, which is the infinity-norm too; one for the empty matrix. Not an estimate: for
    /// these matrices the norm of the inverse follows from the factors.
    ///
    /// Known in LAPACK as *ptcon*.
    ///
    /// - Complexity: O(n); allocates a workspace.
    public func reciprocalCondition() -> Element.RealType {
        if size == 0 { return 1 }
        let power = estimatorScale(diagonal.norm(.infinity))
        let scaled = power == 1 ? diagonal : power * diagonal
        let inverse = estimateCondition(size, elements: 1, Element.self) { result, _, realWork, _ in
            Element.Routines.ptcon(size, scaled.unsafeView.base, lower.unsafeView.base, 1, result, realWork)
        }
        extendLifetime(scaled)
        extendLifetime(lower)
        return norms.reciprocalCondition(.one, reciprocalOfInverse: inverse, times: power)
    }
}
