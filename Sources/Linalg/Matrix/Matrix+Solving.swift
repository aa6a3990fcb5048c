extension Matrix {
    /// The solution of `self · x = b` by LU decomposition: `numpy.linalg.solve`.
    ///
    /// To solve with the same matrix again keep an ``LU``; for a symmetric positive definite one use ``Cholesky``, for
    /// another symmetric one ``LDLT``.
    ///
    /// - Precondition: this matrix is square and `b` has as many elements as it has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``, ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``.
    /// - Complexity: 2/3·n³ flops; allocates the factors and the solution.
    public func solve(_ b: Vector<Element>) throws(LinalgError) -> Vector<Element> { try LU(self).solve(b) }

    /// The solution of `self · X = B` by LU decomposition, one column for each column of `b`: `numpy.linalg.solve`.
    ///
    /// - Precondition: this matrix is square and `b` has as many rows.
    /// - Throws: ``LinalgError/singular(pivot:)``, ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``.
    /// - Complexity: 2/3·n³ flops; allocates the factors and the solution.
    public func solve(_ b: Matrix) throws(LinalgError) -> Matrix { try LU(self).solve(b) }

    /// The solution of `self · X = B`, unless the reciprocal of the condition number is estimated to be below
    /// `leastReciprocalCondition`: with the machine's ε, unless the matrix is singular to working precision.
    ///
    /// SciPy's `scipy.linalg.solve` warns where this throws. Known in LAPACK as *gesvx*, without its scaling.
    ///
    /// - Precondition: this matrix is square and `b` has as many rows.
    /// - Throws: ``LinalgError/illConditioned(reciprocalCondition:)``; else as ``solve(_:)->Matrix<Element>``.
    /// - Complexity: 2/3·n³ flops; allocates the factors, a workspace and the solution.
    public func solve(
        _ b: Matrix, leastReciprocalCondition: Element.RealType
    ) throws(LinalgError) -> Matrix {
        let f = try LU(self)
        try f.checkPivots()
        try f.checkCondition(atLeast: leastReciprocalCondition)
        return try f.solve(b)
    }

    /// The solution of `self · x = b`, unless the matrix is too near to a singular one: see
    /// ``solve(_:leastReciprocalCondition:)->Matrix<Element>``.
    ///
    /// - Precondition: this matrix is square and `b` has as many elements as it has rows.
    /// - Throws: ``LinalgError/illConditioned(reciprocalCondition:)``; else as ``solve(_:)-(Vector<Element>)``.
    /// - Complexity: 2/3·n³ flops; allocates the factors, a workspace and the solution.
    public func solve(
        _ b: Vector<Element>, leastReciprocalCondition: Element.RealType
    ) throws(LinalgError) -> Vector<Element> {
        let f = try LU(self)
        try f.checkPivots()
        try f.checkCondition(atLeast: leastReciprocalCondition)
        return try f.solve(b)
    }

    /// The solution of `self · X = B` by LU decomposition, refined, and bounds of its errors: see
    /// ``LU/refinedSolve(_:of:)``.
    ///
    /// If the rows or the columns are of very different sizes, the matrix that is factored is this one with its rows and
    /// columns multiplied by powers of two; errors and bounds are those of the system as it is given. Known in LAPACK as
    /// *gesvx* with `FACT = 'E'`.
    ///
    /// - Precondition: this matrix is square and `b` has as many rows.
    /// - Throws: ``LinalgError/singular(pivot:)``, ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``.
    /// - Complexity: 2/3·n³ flops and about 20·n² for each column; allocates the factors and the solution.
    public func refinedSolve(_ b: Matrix) throws(LinalgError) -> RefinedSolution<Element> {
        require(isSquare, "refinedSolve: the matrix is \(shape), not square")
        require(b.rows == rows, "refinedSolve: a matrix of \(shape) with a right-hand side of \(b.shape)")
        try checkFinite()
        guard let scaling = Equilibration(self) else { return try LU(self).refinedSolve(b, of: self) }
        let factors = try LU(scaling.applied(to: self))
        try factors.checkPivots()
        return Refinement(factors: EquilibratedLU(factors: factors, scaling: scaling), self).solve(b)
    }

    /// The solution of `self · X = B` for a symmetric or Hermitian matrix, by ``LDLT``:
    /// `scipy.linalg.solve(…, assume_a='her')`.
    ///
    /// - Precondition: this matrix is square and `b` has as many rows.
    /// - Throws: ``LinalgError/singular(pivot:)``, ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``.
    /// - Complexity: 1/3·n³ flops; allocates the factors and the solution.
    public func solveSymmetric(
        _ b: Matrix, reading triangle: Triangle = .lower, as symmetry: Symmetry = .hermitian
    ) throws(LinalgError) -> Matrix {
        try LDLT(self, reading: triangle, as: symmetry).solve(b)
    }

    /// The solution of `self · x = b` for a symmetric or Hermitian matrix, by ``LDLT``.
    ///
    /// - Precondition: this matrix is square and `b` has as many elements as it has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``, ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``.
    /// - Complexity: 1/3·n³ flops; allocates the factors and the solution.
    public func solveSymmetric(
        _ b: Vector<Element>, reading triangle: Triangle = .lower, as symmetry: Symmetry = .hermitian
    ) throws(LinalgError) -> Vector<Element> {
        try LDLT(self, reading: triangle, as: symmetry).solve(b)
    }

    /// The solution of `self · X = B` for a symmetric (Hermitian) positive definite matrix, by ``Cholesky``:
    /// `scipy.linalg.solve(…, assume_a='pos')`.
    ///
    /// - Precondition: this matrix is square and `b` has as many rows.
    /// - Throws: as ``Cholesky``.
    /// - Complexity: 1/3·n³ flops; allocates the factor and the solution.
    public func solvePositiveDefinite(
        _ b: Matrix, reading triangle: Triangle = .lower
    ) throws(LinalgError) -> Matrix {
        try Cholesky(self, reading: triangle).solve(b)
    }

    /// The solution of `self · x = b` for a symmetric (Hermitian) positive definite matrix, by ``Cholesky``.
    ///
    /// - Precondition: this matrix is square and `b` has as many elements as it has rows.
    /// - Throws: as ``Cholesky``.
    /// - Complexity: 1/3·n³ flops; allocates the factor and the solution.
    public func solvePositiveDefinite(
        _ b: Vector<Element>, reading triangle: Triangle = .lower
    ) throws(LinalgError) -> Vector<Element> {
        try Cholesky(self, reading: triangle).solve(b)
    }

    /// The inverse, by LU decomposition: `numpy.linalg.inv`. To solve a system use ``solve(_:)->Matrix<Element>``, which
    /// is faster and more accurate.
    ///
    /// - Precondition: this matrix is square.
    /// - Throws: ``LinalgError/singular(pivot:)``, ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``.
    /// - Complexity: 8/3·n³ flops; allocates the factors and the result.
    public func inverse() throws(LinalgError) -> Matrix { try LU(self).inverse() }

    /// The solution of `op(self) · X = B` for a triangular matrix, of which only the given triangle is read:
    /// `scipy.linalg.solve_triangular`.
    ///
    /// Known in BLAS as *trsm*, in LAPACK as *trtrs*.
    ///
    /// - Precondition: this matrix is square and `b` has as many rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` if the diagonal contains a zero.
    /// - Complexity: n²·(columns of b) flops; allocates the solution.
    /// - Accuracy: ‖B − AX‖ / (‖A‖‖X‖·u) is tested at ≤ 30.
    public func solveTriangular(
        _ triangle: Triangle, _ b: Matrix, transpose: Transpose = .none, diagonal: Diagonal = .nonUnit
    ) throws(LinalgError) -> Matrix {
        var x = b
        try solveTriangular(triangle, overwriting: &x, transpose: transpose, diagonal: diagonal)
        return x
    }

    /// The solution of `op(self) · x = b` for a triangular matrix, of which only the given triangle is read.
    ///
    /// Known in BLAS as *trsv*.
    ///
    /// - Precondition: this matrix is square and `b` has as many elements as it has rows.
    /// - Throws: ``LinalgError/singular(pivot:)`` if the diagonal contains a zero.
    /// - Complexity: n² flops; allocates the solution.
    public func solveTriangular(
        _ triangle: Triangle, _ b: Vector<Element>, transpose: Transpose = .none, diagonal: Diagonal = .nonUnit
    ) throws(LinalgError) -> Vector<Element> {
        var x = b
        try solveTriangular(triangle, overwriting: &x, transpose: transpose, diagonal: diagonal)
        return x
    }
}
