internal import ComplexModule
internal import RealModule

/// The Cholesky decomposition `A = L·Lᴴ` of a symmetric (Hermitian) positive definite matrix.
///
/// ```swift
/// let f = try Cholesky([[4, 2], [2, 3]] as Matrix<Double>)
/// f.lower               // [[2, 0], [1, √2]]
/// f.solve([1, 2])       // [-0.125, 0.75]
/// ```
///
/// Known in LAPACK as *potrf*, *potrs*.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 4.2; bounds: Higham, Accuracy and Stability of
///   Numerical Algorithms, 2nd ed., chapter 10.
public struct Cholesky<Element: Scalar>: Sendable {
    /// The lower triangular factor `L`, with a positive diagonal and zeros above it.
    public internal(set) var lower: Matrix<Element>

    /// Those of the matrix that was factored, unless it has been updated since.
    var norms: ConditionNorms<Element.RealType>?
    private var workspace = Workspace()

    /// Factors `a`, reading only the given triangle of it.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notPositiveDefinite(minor:)``; ``LinalgError/notFinite(row:column:)`` if the triangle
    ///   has an infinity or a NaN; ``LinalgError/overflow`` if the factor exceeds the scalar type.
    /// - Complexity: 1/3·n³ flops; allocates the factor.
    /// - Accuracy: ‖A − L·Lᴴ‖ / (n·‖A‖·u) is tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: Matrix<Element>, reading triangle: Triangle = .lower) throws(LinalgError) {
        require(a.isSquare, "Cholesky: the matrix is \(a.shape), not square")
        self.init(uninitializedSize: a.rows)
        try overwrite(with: a, triangle)
        workspace = Workspace()
    }

    /// Factors another matrix, in the memory of this factor if it has its size and no copy shares it.
    ///
    /// The result is that of ``init(_:reading:)``, bit for bit. Copies taken of this value or of ``lower`` before do not
    /// change.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: What ``init(_:reading:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: 1/3·n³ flops; from the second call on no allocation of its own for a matrix of the same size: beyond 128 columns
    ///   their sums, of which the norm is made, are kept.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>, reading triangle: Triangle = .lower) throws(LinalgError) {
        require(a.isSquare, "Cholesky: the matrix is \(a.shape), not square")
        if a.rows == size {
            lower.makeUnique(discardingElements: true)
        } else {
            self = Cholesky(uninitializedSize: a.rows)
        }
        do throws(LinalgError) {
            try overwrite(with: a, triangle)
        } catch {
            self = Cholesky(uninitializedSize: 0)
            throw error
        }
    }

    /// Memory for the factor, which for the empty matrix is its decomposition.
    private init(uninitializedSize n: Int) {
        lower = Matrix(uninitializedRows: n, columns: n)
        norms = ConditionNorms(0) { _ in (0, 0) }
    }

    /// Factors a matrix of this size in the memory of this factor, which no other value shares.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>, _ triangle: Triangle) throws(LinalgError) {
        let n = size
        let view = lower.unsafeView
        defer { extendLifetime(lower) }
        if triangle == .lower {
            view.copy(.lower, of: a.unsafeView)
        } else {
            view.copyLower(ofAdjoint: a.unsafeView)
        }
        view.clear(opposite: .lower)
        extendLifetime(a)
        let norms = ConditionNorms(triangle: lower, &workspace)
        // OpenBLAS's potrf lets a NaN on the diagonal pass. Where the sums of a norm are finite, so are their terms.
        if !norms.areUnscaled, let (row, column) = lower.firstNotFinite {
            throw triangle == .lower ? .notFinite(row: row, column: column) : .notFinite(row: column, column: row)
        }
        self.norms = norms
        if n == 0 { return }
        // Row-major lower is LAPACK's upper: Aᵀ = UᴴU there, so that A = L·Lᴴ here with L the transpose of U.
        let info = CallGate.pass { Element.Routines.potrf(.upper, n, view.base, view.leadingDimension) }
        require(info >= 0, "potrf: argument \(-info) is invalid")
        if info > 0 { throw .notPositiveDefinite(minor: info - 1) }
        // The squares of a row have been subtracted from its diagonal: what is not finite has reached that.
        for i in 0..<n where !view[i, i].isFinite { throw .overflow }
    }

    /// The number of rows and columns.
    public var size: Int { lower.rows }

    /// The determinant, which is positive; one for the empty matrix. It overflows and underflows easily.
    ///
    /// - Complexity: O(n).
    public var determinant: Element.RealType {
        lower.diagonal.reduce(1) { $0 * $1.modulus * $1.modulus }
    }

    /// The natural logarithm of the determinant, which does not overflow; zero for the empty matrix.
    ///
    /// - Complexity: O(n).
    public var logarithmOfDeterminant: Element.RealType {
        2 * lower.diagonal.reduce(0) { $0 + .log($1.modulus) }
    }

    /// The matrix that was factored, up to rounding: `L·Lᴴ`.
    ///
    /// - Complexity: 2·n³ flops; allocates the result.
    public func reconstructed() -> Matrix<Element> {
        var result = Matrix<Element>.zeros(size, size)
        multiply(lower, lower, into: &result, transposeB: .conjugateTranspose)
        return result
    }
}
