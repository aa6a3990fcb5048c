internal import ComplexModule

extension Cholesky {
    /// The solution of `A·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Complexity: 2·n² flops; allocates the solution.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) is tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(_ b: Vector<Element>) -> Vector<Element> {
        var x = b
        solve(overwriting: &x)
        return x
    }

    /// The solution of `A·X = B`, one column for each column of `b`: `scipy.linalg.cho_solve`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Complexity: 2·n²·(columns of b) flops; allocates the solution.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(_ b: Matrix<Element>) -> Matrix<Element> {
        var x = b
        solve(overwriting: &x)
        return x
    }

    /// Overwrites `b` with the solution of `A·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Complexity: 2·n² flops; no allocation unless `b` shares its storage.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(overwriting b: inout Vector<Element>) {
        require(b.count == size, "solve: a matrix of \(lower.shape) with a right-hand side of \(b.count)")
        b.makeUnique()
        substitute(b.unsafeView.asColumn, .none)
    }

    /// Overwrites `b` with the solution of `A·X = B`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Complexity: 2·n²·(columns of b) flops; no allocation unless `b` shares its storage.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(overwriting b: inout Matrix<Element>) {
        require(b.rows == size, "solve: a matrix of \(lower.shape) with a right-hand side of \(b.shape)")
        b.makeUnique()
        substitute(b.unsafeView, .none)
    }

    /// Overwrites `x` with the solution of `A·x = b`.
    ///
    /// - Precondition: `b` and `x` have as many elements as the matrix has rows.
    /// - Complexity: 2·n² flops; no allocation unless `x` shares its storage.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(_ b: Vector<Element>, into x: inout Vector<Element>) {
        require(
            b.count == size && x.count == size,
            "solve: a matrix of \(lower.shape) with a right-hand side of \(b.count) into \(x.count)")
        x.overwrite(with: b)
        substitute(x.unsafeView.asColumn, .none)
    }

    /// Overwrites `x` with the solution of `A·X = B`.
    ///
    /// - Precondition: `b` has as many rows as the matrix, and `x` its shape.
    /// - Complexity: 2·n²·(columns of b) flops; no allocation unless `x` shares its storage.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(_ b: Matrix<Element>, into x: inout Matrix<Element>) {
        require(
            b.rows == size && x.rows == size && x.columns == b.columns,
            "solve: a matrix of \(lower.shape) with a right-hand side of \(b.shape) into \(x.shape)")
        x.overwrite(with: b)
        substitute(x.unsafeView, .none)
    }

    /// The inverse. To solve a system use ``solve(_:)-(Matrix<Element>)``, which is faster and more accurate.
    ///
    /// - Throws: ``LinalgError/overflow`` if the inverse exceeds the scalar type.
    /// - Complexity: 2·n³ flops; allocates the result.
    public func inverse() throws(LinalgError) -> Matrix<Element> {
        var result = Matrix<Element>.identity(size)
        solve(overwriting: &result)
        if !result.allFinite { throw .overflow }
        return result
    }
}

extension Cholesky: Substituting {
    func substitute(_ b: UnsafeMatrix<Element>, _: Transpose) {
        Kernels.trsm(.left, .lower, .none, .nonUnit, 1, lower.unsafeView, b)
        Kernels.trsm(.left, .lower, .conjugateTranspose, .nonUnit, 1, lower.unsafeView, b)
        extendLifetime(lower)
    }
}
