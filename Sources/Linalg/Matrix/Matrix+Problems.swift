/// The least-squares solution of a system, and what it says of the matrix.
public struct LeastSquares<Element: Scalar>: Sendable {
    /// The solution of least norm, a column for each right-hand side.
    public var solution: Matrix<Element>
    /// The norm of what is left of each right-hand side.
    public var residualNorms: Vector<Element.RealType>
    /// The rank that was found.
    public var rank: Int
    /// The singular values of the matrix, largest first.
    public var singularValues: Vector<Element.RealType>
}

extension Matrix {
    /// The solution of least norm among those that minimise `‖self · X − B‖`, whatever the rank: `numpy.linalg.lstsq`.
    ///
    /// - Parameter tolerance: The singular values up to this one count as zero; by default the larger size times the
    ///   largest one times the machine's ε.
    /// - Precondition: `b` has as many rows.
    /// - Throws: as ``SVD``.
    /// - Complexity: that of ``SVD`` with thin vectors.
    public func leastSquares(
        _ b: Matrix, tolerance: Element.RealType? = nil
    ) throws(LinalgError) -> LeastSquares<Element> {
        require(b.rows == rows, "leastSquares: a matrix of \(shape) with a right-hand side of \(b.shape)")
        try b.checkFinite()
        let svd = try SVD(self)
        let x = svd.solve(b, tolerance: tolerance)
        var residual = b
        multiply(self, x, into: &residual, alpha: -1, beta: 1)
        return LeastSquares(
            solution: x, residualNorms: Vector(count: b.columns) { residual[column: $0].norm(.two) },
            rank: svd.rank(tolerance: tolerance), singularValues: svd.singularValues)
    }

    /// The singular values, largest first: `numpy.linalg.svdvals`.
    ///
    /// - Throws: as ``SVD``.
    public func singularValues() throws(LinalgError) -> Vector<Element.RealType> {
        try SVD(self, vectors: .none).singularValues
    }

    /// How many singular values are above the tolerance, as in ``SVD/rank(tolerance:)``: `numpy.linalg.matrix_rank`.
    ///
    /// - Throws: as ``SVD``.
    public func rank(tolerance: Element.RealType? = nil) throws(LinalgError) -> Int {
        try SVD(self, vectors: .none).rank(tolerance: tolerance)
    }

    /// The pseudo-inverse of Moore and Penrose: `numpy.linalg.pinv`.
    ///
    /// - Throws: as ``SVD``.
    public func pseudoInverse(tolerance: Element.RealType? = nil) throws(LinalgError) -> Matrix {
        try SVD(self).pseudoInverse(tolerance: tolerance)
    }

    /// The condition number in the spectral norm, infinite for a singular matrix: `numpy.linalg.cond`.
    ///
    /// - Throws: as ``SVD``.
    public func condition() throws(LinalgError) -> Element.RealType { try SVD(self, vectors: .none).condition }

    /// An orthonormal basis of the vectors that this matrix maps to zero, a column each: `scipy.linalg.null_space`.
    ///
    /// - Throws: as ``SVD``.
    public func nullSpace(tolerance: Element.RealType? = nil) throws(LinalgError) -> Matrix {
        try SVD(self, vectors: .full).nullSpace(tolerance: tolerance)
    }

    /// An orthonormal basis of the space that the columns span, a column each: `scipy.linalg.orth`.
    ///
    /// - Throws: as ``SVD``.
    public func orthonormalBasis(tolerance: Element.RealType? = nil) throws(LinalgError) -> Matrix {
        try SVD(self).orthonormalBasis(tolerance: tolerance)
    }

    /// The Kronecker product: each entry times `other`, block by block: `numpy.kron`.
    ///
    /// - Complexity: one multiplication for each entry of the result.
    public func kronecker(_ other: Matrix) -> Matrix {
        var result = Matrix.zeros(rows * other.rows, columns * other.columns)
        for i in 0..<rows {
            for j in 0..<columns {
                let (top, left) = (i * other.rows, j * other.columns)
                result[top..<top + other.rows, left..<left + other.columns].add(other, scaledBy: self[i, j])
            }
        }
        return result
    }

    /// This matrix times itself so many times; the inverse so many times for a negative exponent:
    /// `numpy.linalg.matrix_power`.
    ///
    /// - Precondition: it is square.
    /// - Throws: for a negative exponent as ``LU``.
    /// - Complexity: 4·n³·log₂|exponent| flops at most.
    public func power(_ exponent: Int) throws(LinalgError) -> Matrix {
        require(isSquare, "power: the matrix is \(shape), not square")
        var base = exponent < 0 ? try LU(self).inverse() : self
        var result = Matrix.identity(rows)
        var rest = exponent.magnitude
        while rest > 0 {
            if rest & 1 == 1 { result = result * base }
            rest >>= 1
            if rest > 0 { base = base * base }
        }
        return result
    }
}
