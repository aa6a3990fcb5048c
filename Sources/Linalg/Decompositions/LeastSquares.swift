/// The least-squares solution of a system, and what it says of the matrix.
public struct LeastSquares<Element: Scalar>: Sendable {
    /// The solution of least norm, a column for each right-hand side.
    public var solution: Matrix<Element>
    /// The norm of what is left of each right-hand side, with each entry times the root of its weight if there are any.
    public var residualNorms: Vector<Element.RealType>
    /// The rank that was found.
    public var rank: Int
    /// The singular values of the matrix, largest first; none if ``LeastSquaresMethod/pivotedQR`` was the method.
    public var singularValues: Vector<Element.RealType>
}

/// How a least-squares problem of any rank is solved.
public enum LeastSquaresMethod: Sendable, Hashable, CaseIterable {
    /// By ``SVD``, LAPACK's *gelsd*: the rank is that of the singular values.
    case svd
    /// By ``PivotedQR`` and an orthogonal decomposition of what it leaves, LAPACK's *gelsy*: a few times faster, and the
    /// rank nearly as safe.
    case pivotedQR
}

extension Matrix {
    /// The solution of least norm among those that minimise `‖self · X − B‖`, whatever the rank: `numpy.linalg.lstsq`.
    ///
    /// With weights w, the sum of w·|residual|² over the rows is minimised: each row of both sides is multiplied by √w.
    ///
    /// - Parameters:
    ///   - b: The right-hand sides, one in each column.
    ///   - tolerance: The singular values, or the entries on the diagonal of R, up to this one count as zero; by
    ///     default the larger size times the largest one times the machine's ε.
    ///   - weights: A weight for each row, none negative; all one if there are none.
    ///   - method: How the matrix is decomposed.
    /// - Precondition: `b` has as many rows, and so many weights are given; none is negative or NaN.
    /// - Throws: as ``SVD``, or as ``PivotedQR``.
    /// - Complexity: that of ``SVD`` with thin vectors, or of ``PivotedQR``; allocates the solution, the factors, and copies
    ///   of both sides if there are weights.
    /// - Accuracy: ‖Aᴴ·(b − A·x)‖ / (m·‖A‖·(‖A‖·‖x‖ + ‖b‖)·u) is tested at ≤ 20.
    /// - Source: Golub, Van Loan: Matrix Computations, 4th ed., sections 5.5 and 6.1.
    public func leastSquares(
        _ b: Matrix, tolerance: Element.RealType? = nil, weights: Vector<Element.RealType>? = nil,
        method: LeastSquaresMethod = .svd
    ) throws(LinalgError) -> LeastSquares<Element> {
        require(b.rows == rows, "leastSquares: a matrix of \(shape) with a right-hand side of \(b.shape)")
        try b.checkFinite()
        if let weights {
            require(weights.count == rows, "leastSquares: a matrix of \(shape) with \(weights.count) weights")
            require(
                weights.allSatisfy { $0 >= 0 && $0.isFinite }, "leastSquares: weights must be finite and not negative")
            var (a, b) = (self, b)
            for i in 0..<rows {
                let root = Element(real: weights[i].squareRoot())
                a[row: i].scale(by: root)
                b[row: i].scale(by: root)
            }
            return try a.leastSquares(b, tolerance: tolerance, method: method)
        }
        let (x, rank): (Matrix, Int)
        var singularValues: Vector<Element.RealType> = []
        switch method {
        case .svd:
            let svd = try SVD(self)
            (x, rank) = (svd.solve(b, tolerance: tolerance), svd.rank(tolerance: tolerance))
            singularValues = svd.singularValues
        case .pivotedQR:
            let qr = try PivotedQR(self)
            (x, rank) = (try qr.solve(b, tolerance: tolerance), qr.rank(tolerance: tolerance))
        }
        var residual = b
        multiply(self, x, into: &residual, alpha: -1, beta: 1)
        return LeastSquares(
            solution: x, residualNorms: Vector(count: b.columns) { residual[column: $0].norm(.two) }, rank: rank,
            singularValues: singularValues)
    }
}
