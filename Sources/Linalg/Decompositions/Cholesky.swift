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

    /// Factors `a`, reading only the given triangle of it.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notPositiveDefinite(minor:)``; ``LinalgError/notFinite(row:column:)`` if the triangle
    ///   has an infinity or a NaN; ``LinalgError/overflow`` if the factor exceeds the scalar type.
    /// - Complexity: 1/3·n³ flops; allocates the factor.
    /// - Accuracy: ‖A − L·Lᴴ‖ / (n·‖A‖·u) is tested at ≤ 30.
    public init(_ a: Matrix<Element>, reading triangle: Triangle = .lower) throws(LinalgError) {
        require(a.isSquare, "Cholesky: the matrix is \(a.shape), not square")
        let n = a.rows
        let factor = Matrix<Element>(uninitializedRows: n, columns: n)
        if triangle == .lower {
            factor.unsafeView.copy(.lower, of: a.unsafeView)
        } else {
            factor.unsafeView.copyLower(ofAdjoint: a.unsafeView)
        }
        factor.unsafeView.clear(opposite: .lower)
        extendLifetime(a)
        let norms = ConditionNorms(triangle: factor)
        // OpenBLAS's potrf lets a NaN on the diagonal pass. Where the sums of a norm are finite, so are their terms.
        if !norms.areUnscaled, let (row, column) = factor.firstNotFinite {
            throw triangle == .lower ? .notFinite(row: row, column: column) : .notFinite(row: column, column: row)
        }
        self.norms = norms
        if n > 0 {
            let view = factor.unsafeView
            // Row-major lower is LAPACK's upper: Aᵀ = UᴴU there, so that A = L·Lᴴ here with L the transpose of U.
            let info = CallGate.pass { Element.Routines.potrf(.upper, n, view.base, view.leadingDimension) }
            require(info >= 0, "potrf: argument \(-info) is invalid")
            if info > 0 { throw .notPositiveDefinite(minor: info - 1) }
            // The squares of a row have been subtracted from its diagonal: what is not finite has reached that.
            for i in 0..<n where !view[i, i].isFinite { throw .overflow }
        }
        lower = factor
    }

    /// The number of rows and columns.
    public var size: Int { lower.rows }

    /// The determinant, which is positive; one for the empty matrix. It overflows and underflows easily.
    ///
    /// - Complexity: O(n).
    public var determinant: Element.RealType {
        lower.diagonal.reduce(1) { $0 * $1.modulus * $1.modulus }
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
