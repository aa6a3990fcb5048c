extension Matrix {
    /// Overwrites `x` with the solution of `op(self) · solution = x`, reading only the given triangle.
    ///
    /// Known in BLAS as *trsv*.
    ///
    /// - Precondition: this matrix is n×n and `x` has n elements.
    /// - Throws: ``LinalgError/singular(pivot:)`` if the diagonal contains a zero; `x` is then unchanged.
    /// - Complexity: n² flops, no allocation unless `x` shares its storage.
    /// - Accuracy: ‖b − Ax‖ / (‖A‖‖x‖·u) is tested at ≤ 30.
    @inlinable
    public func solveTriangular(
        _ triangle: Triangle, overwriting x: inout Vector<Element>, transpose: Transpose = .none,
        diagonal: Diagonal = .nonUnit
    ) throws(LinalgError) {
        try checkDiagonal(diagonal)
        x.makeUnique()
        Kernels.trsv(triangle, transpose, diagonal, unsafeView, x.unsafeView)
        extendLifetime(self)
    }

    /// Overwrites `b` with the solution of `op(self) · solution = alpha · b`, or of `solution · op(self) = alpha · b`,
    /// reading only the given triangle.
    ///
    /// Known in BLAS as *trsm*.
    ///
    /// - Precondition: this matrix is square and as large as `b` has rows (columns on the right).
    /// - Throws: ``LinalgError/singular(pivot:)`` if the diagonal contains a zero; `b` is then unchanged.
    /// - Complexity: m²·n flops on the left, m·n² on the right; no allocation unless `b` shares its storage.
    /// - Accuracy: ‖B − AX‖ / (‖A‖‖X‖·u) is tested at ≤ 30.
    @inlinable
    public func solveTriangular(
        _ triangle: Triangle, overwriting b: inout Matrix, alpha: Element = 1, side: Side = .left,
        transpose: Transpose = .none, diagonal: Diagonal = .nonUnit
    ) throws(LinalgError) {
        try checkDiagonal(diagonal)
        b.makeUnique()
        Kernels.trsm(side, triangle, transpose, diagonal, alpha, unsafeView, b.unsafeView)
        extendLifetime(self)
    }

    @inlinable
    func checkDiagonal(_ kind: Diagonal) throws(LinalgError) {
        require(isSquare, "solveTriangular: the matrix is \(shape), not square")
        if kind == .nonUnit, let zero = (0..<rows).first(where: { self[$0, $0] == 0 }) {
            throw .singular(pivot: zero)
        }
    }
}
