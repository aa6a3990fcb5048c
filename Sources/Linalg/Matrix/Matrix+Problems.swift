extension Matrix {
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
