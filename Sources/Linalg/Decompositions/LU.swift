internal import ComplexModule
internal import RealModule

/// The LU decomposition of a square matrix with partial pivoting, to solve with again and again.
///
/// Row-major storage is LAPACK's transposed problem, so that `Aᵀ = P·L·U` is what is factored, in place, without a
/// copy more than the one this value owns: `A = Uᵀ·Lᵀ·Pᵀ`, a lower triangle times a unit upper triangle, with columns
/// exchanged.
///
/// ```swift
/// let f = try LU([[4, 1], [2, 3]] as Matrix<Double>)
/// f.solve([1, 2])       // [0.1, 0.6]
/// f.determinant         // 10
/// ```
///
/// Known in LAPACK as *getrf*, *getrs*.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 3.4; bounds: Higham, Accuracy and Stability of
///   Numerical Algorithms, 2nd ed., chapter 9.
public struct LU<Element: Scalar>: Sendable {
    /// `Uᵀ` on and below the diagonal, `Lᵀ` above it.
    private(set) var factors: Matrix<Element>

    /// Column `i` was exchanged with column `exchanges[i] − 1 ≥ i`, in this order, as LAPACK counts.
    private(set) var exchanges: [Int32]

    /// Those of the matrix that was factored.
    private(set) var norms: ConditionNorms<Element.RealType>

    /// The pivot that is exactly zero, if there is one.
    private var zeroPivot: Int?
    private var workspace = Workspace()

    /// Factors `a`.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if `a` has an infinity or a NaN; ``LinalgError/overflow`` if
    ///   the factors exceed the scalar type. A singular matrix is factored, and
    ///   ``solve(_:transpose:)-(Matrix<Element>,_)`` throws.
    /// - Complexity: 2/3·n³ flops; allocates the factors.
    /// - Accuracy: ‖A − reconstruction‖ / (n·‖A‖·u) is tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: Matrix<Element>) throws(LinalgError) {
        require(a.isSquare, "LU: the matrix is \(a.shape), not square")
        self.init(uninitializedSize: a.rows)
        try overwrite(with: a)
        workspace = Workspace()
    }

    /// Factors another matrix, in the memory of these factors if it has their size and no copy shares them.
    ///
    /// The result is that of ``init(_:)``, bit for bit. Copies taken of this value before do not change.
    ///
    /// ```swift
    /// var f = try LU(jacobian)
    /// try f.solve(residual, into: &step)
    /// try f.factor(nextJacobian)
    /// ```
    ///
    /// - Precondition: `a` is square.
    /// - Throws: What ``init(_:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: 2/3·n³ flops; from the second call on no allocation of its own for a matrix of the same size: beyond 128 columns
    ///   their sums, of which the norm is made, are kept.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>) throws(LinalgError) {
        require(a.isSquare, "LU: the matrix is \(a.shape), not square")
        if a.rows == size {
            factors.makeUnique(discardingElements: true)
        } else {
            self = LU(uninitializedSize: a.rows)
        }
        do throws(LinalgError) {
            try overwrite(with: a)
        } catch {
            self = LU(uninitializedSize: 0)
            throw error
        }
    }

    /// Memory for the factors, which for the empty matrix is its decomposition.
    private init(uninitializedSize n: Int) {
        factors = Matrix(uninitializedRows: n, columns: n)
        exchanges = [Int32](repeating: 0, count: n)
        norms = ConditionNorms(0) { _ in (0, 0) }
    }

    /// Factors a matrix of this size in the memory of these factors, which no other value shares.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>) throws(LinalgError) {
        let n = size
        let view = factors.unsafeView
        defer { extendLifetime(factors) }
        view.copyElements(of: a.unsafeView)
        norms = ConditionNorms(factors, &workspace)
        // The sums of the norms find in passing what is not finite.
        if !norms.areUnscaled { try a.checkFinite() }
        zeroPivot = nil
        if n == 0 { return }
        let info = CallGate.pass {
            exchanges.withUnsafeMutableBufferPointer {
                Element.Routines.getrf(n, n, view.base, view.leadingDimension, $0.baseAddress!)
            }
        }
        require(info >= 0, "getrf: argument \(-info) is invalid")
        if info > 0 { zeroPivot = info - 1 }
        if !factors.allFinite {
            // OpenBLAS multiplies by the reciprocal of a pivot, which overflows for a subnormal one.
            view.copyElements(of: a.unsafeView)
            (exchanges, zeroPivot) = view.factorByDivision()
            if !factors.allFinite { throw .overflow }
        }
        extendLifetime(a)
    }

    /// The number of rows and columns.
    public var size: Int { factors.rows }

    /// Whether a pivot is exactly zero, so that there is no inverse. Rounding hides most singular matrices from this.
    public var isSingular: Bool { zeroPivot != nil }

    /// The pivot that is exactly zero, as an error.
    func checkPivots() throws(LinalgError) {
        if let zeroPivot { throw .singular(pivot: zeroPivot) }
    }

    /// The determinant; zero for a singular matrix, one for the empty one. It overflows and underflows easily.
    ///
    /// - Complexity: O(n).
    public var determinant: Element {
        // Not by the product, in which an infinity may meet the zero.
        if isSingular { return 0 }
        return Linalg.determinant(exchanges) { factors[$0, $0] }
    }

    /// The determinant as its sign, a number of modulus one, and the natural logarithm of its modulus, which does not
    /// overflow: `numpy.linalg.slogdet`. Zero and minus infinity for a singular matrix.
    ///
    /// - Complexity: O(n).
    public var signAndLogarithmOfDeterminant: (sign: Element, logarithm: Element.RealType) {
        if isSingular { return (0, -.infinity) }
        return Linalg.signAndLogarithmOfDeterminant(exchanges) { factors[$0, $0] }
    }

    /// The matrix that was factored, up to rounding: the product of the factors.
    ///
    /// - Complexity: O(n³); allocates the result and the factors apart.
    public func reconstructed() -> Matrix<Element> {
        let lower = Matrix(rows: size, columns: size) { i, j in j <= i ? factors[i, j] : 0 }
        let upper = Matrix(rows: size, columns: size) { i, j in j > i ? factors[i, j] : (i == j ? 1 : 0) }
        var result = lower * upper
        for i in (0..<size).reversed() where exchanges[i] != i + 1 {
            let other = Int(exchanges[i]) - 1
            let column = result[column: i].contiguousCopy()
            result[column: i] = result[column: other].contiguousCopy()
            result[column: other] = column
        }
        return result
    }
}

extension Matrix {
    func checkFinite() throws(LinalgError) {
        if let (row, column) = firstNotFinite { throw .notFinite(row: row, column: column) }
    }

    /// The first place, row by row, of an infinity or a NaN.
    var firstNotFinite: (row: Int, column: Int)? {
        defer { extendLifetime(self) }
        return unsafeView.firstNotFinite()
    }
}

extension UnsafeMatrix {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func firstNotFinite() -> (row: Int, column: Int)? {
        if isContiguous && Element.allFinite(base, rows * columns) { return nil }
        for i in 0..<rows where !Element.allFinite(base + i * rowStride, columns) {
            for j in 0..<columns where !self[i, j].isFinite { return (i, j) }
        }
        return nil
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func exchangeRows(_ i: Int, _ j: Int) {
        if i == j { return }
        for column in 0..<columns { swap(&self[i, column], &self[j, column]) }
    }

    /// *getrf* of the transpose by the textbook's loops, dividing by each pivot: for subnormal ones.
    func factorByDivision() -> (pivots: [Int32], zeroPivot: Int?) {
        var pivots = [Int32]()
        var zeroPivot: Int?
        for k in 0..<rows {
            // Row k right of the diagonal is column k of the transpose below it.
            let pivot = (k..<columns).max { self[k, $0].modulus < self[k, $1].modulus }!
            pivots.append(Int32(pivot + 1))
            if pivot != k { for i in 0..<rows { swap(&self[i, k], &self[i, pivot]) } }
            if self[k, k] == 0 {
                zeroPivot = zeroPivot ?? k
                continue
            }
            for j in k + 1..<columns { self[k, j] /= self[k, k] }
            for i in k + 1..<rows {
                for j in k + 1..<columns { self[i, j] -= self[i, k] * self[k, j] }
            }
        }
        return (pivots, zeroPivot)
    }
}
