internal import ComplexModule
internal import RealModule

/// The Cholesky decomposition `A = L·Lᴴ` of a symmetric (Hermitian) positive definite banded matrix, to solve with.
///
/// `L` has as many diagonals below the main one as the matrix.
///
/// Known in LAPACK as *pbtrf*, *pbtrs*; in SciPy as `scipy.linalg.cholesky_banded`, `scipy.linalg.solveh_banded`.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 4.3.5.
public struct BandedCholesky<Element: Scalar>: Sendable {
    /// Row i holds L[i, i − bandwidth] to L[i, i].
    private var factor: Matrix<Element>
    private var norms: ConditionNorms<Element.RealType>
    private var workspace = Workspace()

    /// Factors `a`, reading only the given triangle of its band.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notPositiveDefinite(minor:)``; ``LinalgError/notFinite(row:column:)`` if the triangle has an
    ///   infinity or a NaN; ``LinalgError/overflow`` if the factor exceeds the scalar type.
    /// - Complexity: n·(l + 1)² flops for l diagonals; allocates the factor.
    /// - Accuracy: ‖A − L·Lᴴ‖ / (n·‖A‖·u) is tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: BandedMatrix<Element>, reading triangle: Triangle = .lower) throws(LinalgError) {
        require(a.isSquare, "BandedCholesky: the matrix is \(a.shape), not square")
        self.init(uninitializedSize: a.rows)
        try overwrite(with: a, triangle)
        workspace = Workspace()
    }

    /// Factors another matrix, in the memory of this factor if it has its size and bandwidth and no copy shares it.
    ///
    /// The result is that of ``init(_:reading:)``, bit for bit. Copies taken of this value before do not change.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: What ``init(_:reading:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: As ``init(_:reading:)``; from the second call on no allocation of its own for a matrix of the same size and
    ///   bandwidth.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(
        _ a: BandedMatrix<Element>, reading triangle: Triangle = .lower
    ) throws(LinalgError) {
        require(a.isSquare, "BandedCholesky: the matrix is \(a.shape), not square")
        do throws(LinalgError) {
            try overwrite(with: a, triangle)
        } catch {
            self = BandedCholesky(uninitializedSize: 0)
            throw error
        }
    }

    /// What is to be overwritten, which for the empty matrix is its decomposition.
    private init(uninitializedSize n: Int) {
        factor = Matrix(uninitializedRows: n, columns: 1)
        norms = ConditionNorms(0) { _ in (0, 0) }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: BandedMatrix<Element>, _ triangle: Triangle) throws(LinalgError) {
        let (n, isLower) = (a.rows, triangle == .lower)
        let width = isLower ? a.lowerBandwidth : a.upperBandwidth
        factor.reserve(n, width + 1)
        let (view, bands) = (factor.unsafeView, a.bands.unsafeView)
        for i in 0..<n {
            for place in 0..<width {
                let j = i + place - width
                view[i, place] = j < 0 ? 0 : isLower ? bands[i, place] : bands[j, a.lowerBandwidth + i - j].conjugated
            }
            view[i, width] = Element(real: bands[i, a.lowerBandwidth].realPart)
        }
        extendLifetime(a)
        if let (i, place) = view.firstNotFinite() {
            let j = i + place - width
            throw isLower ? .notFinite(row: i, column: j) : .notFinite(row: j, column: i)
        }
        norms = ConditionNorms(bands: factor, &workspace)
        if n == 0 { return }
        // Row-major lower is LAPACK's upper, of the conjugate.
        let info = CallGate.pass { Element.Routines.pbtrf(.upper, n, width, view.base, view.leadingDimension) }
        require(info >= 0, "pbtrf: argument \(-info) is invalid")
        if info > 0 { throw .notPositiveDefinite(minor: info - 1) }
        if !factor.allFinite { throw .overflow }
    }

    /// The number of rows and columns.
    public var size: Int { factor.rows }

    /// How many diagonals `L` has below the main one.
    public var bandwidth: Int { factor.columns - 1 }

    /// The determinant, which is positive; one for the empty matrix. It overflows and underflows easily.
    ///
    /// - Complexity: O(n).
    public var determinant: Element.RealType {
        (0..<size).reduce(1) { $0 * factor[$1, bandwidth].modulus * factor[$1, bandwidth].modulus }
    }

    /// The natural logarithm of the determinant, which does not overflow; zero for the empty matrix.
    ///
    /// - Complexity: O(n).
    public var logarithmOfDeterminant: Element.RealType {
        2 * (0..<size).reduce(0) { $0 + .log(factor[$1, bandwidth].modulus) }
    }

    /// `L`.
    ///
    /// - Complexity: O(n·bandwidth), one allocation.
    public var lower: BandedMatrix<Element> {
        BandedMatrix(rows: size, columns: size, lowerBandwidth: bandwidth, upperBandwidth: 0) { i, j in
            factor[i, j - i + bandwidth]
        }
    }

    /// The solution of `A·X = B`, one column for each column of `b`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Complexity: 4·n·l flops for each column; allocates the solution and, for several columns or complex numbers, a
    ///   transposed copy of it, since LAPACK wants them one behind the other.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) is tested at ≤ 30.
    public func solve(_ b: Matrix<Element>) -> Matrix<Element> {
        var x = Matrix<Element>.zeros(b.rows, b.columns)
        solve(b, into: &x)
        return x
    }

    /// The solution of `A·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Complexity: 4·n·l flops; allocates the solution.
    public func solve(_ b: Vector<Element>) -> Vector<Element> {
        var x = Vector<Element>.zeros(b.count)
        solve(b, into: &x)
        return x
    }

    /// Overwrites `x` with the solution of `A·X = B`.
    ///
    /// - Precondition: `b` has as many rows as the matrix, and `x` its shape.
    /// - Complexity: 4·n·l flops for each column; allocates a transposed copy of `b` for several columns or complex numbers, and
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
    /// - Complexity: 4·n·l flops; allocates a copy of `b` for complex numbers, or if `x` has gaps, and storage if `x`
    ///   shares its own.
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
        let view = factor.unsafeView
        defer { extendLifetime(factor) }
        let info = withColumns(of: x, conjugating: true) { columns, leadingDimension in
            Element.Routines.pbtrs(
                .upper, size, bandwidth, x.columns, view.base, view.leadingDimension, columns, leadingDimension)
        }
        require(info == 0, "pbtrs: argument \(-info) is invalid")
    }

    /// An estimate of `1 / (‖A‖·‖A⁻¹‖)` in the one-norm, which is the infinity-norm too; one for the empty matrix.
    ///
    /// Known in LAPACK as *pbcon*.
    ///
    /// - Complexity: about four solutions; allocates a workspace.
    /// - Accuracy: as ``LU/reciprocalCondition(_:)``.
    public func reciprocalCondition() -> Element.RealType {
        if size == 0 { return 1 }
        let view = factor.unsafeView
        defer { extendLifetime(factor) }
        let inverse = estimateCondition(size, elements: 3, Element.self) { result, work, realWork, integerWork in
            Element.Routines.pbcon(
                .upper, size, bandwidth, view.base, view.leadingDimension, 1, result, work, realWork, integerWork)
        }
        return norms.reciprocalCondition(.one, reciprocalOfInverse: inverse)
    }
}
