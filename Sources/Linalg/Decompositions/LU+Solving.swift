internal import ComplexModule

extension LU {
    /// The solution of `op(A)·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: 2·n² flops; allocates the solution.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) is tested at ≤ 30.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(
        _ b: Vector<Element>, transpose: Transpose = .none
    ) throws(LinalgError) -> Vector<Element> {
        var x = b
        try solve(overwriting: &x, transpose: transpose)
        return x
    }

    /// The solution of `op(A)·X = B`, one column for each column of `b`: `scipy.linalg.lu_solve`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: 2·n²·(columns of b) flops; allocates the solution.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(
        _ b: Matrix<Element>, transpose: Transpose = .none
    ) throws(LinalgError) -> Matrix<Element> {
        var x = b
        try solve(overwriting: &x, transpose: transpose)
        return x
    }

    /// Overwrites `b` with the solution of `op(A)·x = b`.
    ///
    /// - Precondition: `b` has as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``; `b` is then unchanged.
    /// - Complexity: 2·n² flops; no allocation unless `b` shares its storage.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(
        overwriting b: inout Vector<Element>, transpose: Transpose = .none
    ) throws(LinalgError) {
        require(b.count == size, "solve: a matrix of \(factors.shape) with a right-hand side of \(b.count)")
        try checkPivots()
        b.makeUnique()
        substitute(b.unsafeView.asColumn, transpose)
    }

    /// Overwrites `b` with the solution of `op(A)·X = B`.
    ///
    /// - Precondition: `b` has as many rows as the matrix.
    /// - Throws: ``LinalgError/singular(pivot:)``; `b` is then unchanged.
    /// - Complexity: 2·n²·(columns of b) flops; no allocation unless `b` shares its storage.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(
        overwriting b: inout Matrix<Element>, transpose: Transpose = .none
    ) throws(LinalgError) {
        require(b.rows == size, "solve: a matrix of \(factors.shape) with a right-hand side of \(b.shape)")
        try checkPivots()
        b.makeUnique()
        substitute(b.unsafeView, transpose)
    }

    /// Overwrites `x` with the solution of `A·x = b`.
    ///
    /// - Precondition: `b` and `x` have as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``; `x` is then unchanged.
    /// - Complexity: 2·n² flops; no allocation unless `x` shares its storage.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(_ b: Vector<Element>, into x: inout Vector<Element>) throws(LinalgError) {
        require(
            b.count == size && x.count == size,
            "solve: a matrix of \(factors.shape) with a right-hand side of \(b.count) into \(x.count)")
        try checkPivots()
        x.overwrite(with: b)
        substitute(x.unsafeView.asColumn, .none)
    }

    /// Overwrites `x` with the solution of `A·X = B`.
    ///
    /// - Precondition: `b` has as many rows as the matrix, and `x` its shape.
    /// - Throws: ``LinalgError/singular(pivot:)``; `x` is then unchanged.
    /// - Complexity: 2·n²·(columns of b) flops; no allocation unless `x` shares its storage.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func solve(_ b: Matrix<Element>, into x: inout Matrix<Element>) throws(LinalgError) {
        require(
            b.rows == size && x.rows == size && x.columns == b.columns,
            "solve: a matrix of \(factors.shape) with a right-hand side of \(b.shape) into \(x.shape)")
        try checkPivots()
        x.overwrite(with: b)
        substitute(x.unsafeView, .none)
    }

    /// The inverse: `numpy.linalg.inv`. To solve a system use ``solve(_:transpose:)-(Matrix<Element>,_)``, which is faster
    /// and more accurate.
    ///
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: 2·n³ flops; allocates the result.
    /// - Accuracy: ‖I − A·A⁻¹‖ / (n·‖A‖‖A⁻¹‖·u) is tested at ≤ 30.
    public func inverse() throws(LinalgError) -> Matrix<Element> {
        var result = Matrix<Element>.identity(size)
        try solve(overwriting: &result)
        return result
    }
}

extension LU: Substituting {
    func substitute(_ b: UnsafeMatrix<Element>, _ transpose: Transpose) {
        defer { extendLifetime(factors) }
        if transpose == .none {
            Kernels.trsm(.left, .lower, .none, .nonUnit, 1, factors.unsafeView, b)
            Kernels.trsm(.left, .upper, .none, .unit, 1, factors.unsafeView, b)
            for i in (0..<size).reversed() { b.exchangeRows(i, Int(exchanges[i]) - 1) }
        } else {
            for i in 0..<size { b.exchangeRows(i, Int(exchanges[i]) - 1) }
            Kernels.trsm(.left, .upper, transpose, .unit, 1, factors.unsafeView, b)
            Kernels.trsm(.left, .lower, transpose, .nonUnit, 1, factors.unsafeView, b)
        }
    }
}

extension Vector {
    /// Overwrites the elements with those of a vector of the same size.
    mutating func overwrite(with source: Vector) {
        makeUnique(discardingElements: true)
        unsafeView.asColumn.copyElements(of: source.unsafeView.asColumn)
        extendLifetime(source)
    }
}

extension Matrix {
    /// Overwrites the elements with those of a matrix of the same shape.
    mutating func overwrite(with source: Matrix) {
        makeUnique(discardingElements: true)
        unsafeView.copyElements(of: source.unsafeView)
        extendLifetime(source)
    }
}
