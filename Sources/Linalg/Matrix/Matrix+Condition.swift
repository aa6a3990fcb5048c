internal import RealModule

/// The norm in which a condition number is meant.
public enum ConditionNorm: Sendable, Hashable, CaseIterable {
    /// The largest sum of magnitudes of a column.
    case one
    /// The largest sum of magnitudes of a row.
    case infinity
    /// The root of the sum of all squared magnitudes.
    case frobenius
    /// The largest singular value.
    case spectral
}

extension Matrix {
    /// The condition number in the spectral norm, infinite for a singular matrix: `numpy.linalg.cond`.
    ///
    /// - Throws: as ``SVD``.
    public func condition() throws(LinalgError) -> Element.RealType { try SVD(self, vectors: .none).condition }

    /// The condition number `‖A‖·‖A⁻¹‖`, infinite for a singular matrix, zero for an empty one: `numpy.linalg.cond`.
    ///
    /// Where an estimate will do, ``LU/reciprocalCondition(_:)`` takes O(n²) from factors that are there.
    ///
    /// - Precondition: the matrix is square, unless the norm is ``ConditionNorm/spectral``.
    /// - Throws: ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``, ``LinalgError/notConverged(count:)``.
    /// - Complexity: that of ``SVD`` without vectors for the spectral norm, 8/3·n³ flops for the others; allocates the
    ///   factors and the inverse.
    /// - Accuracy: relative to n·u·condition it is tested at ≤ 30.
    public func condition(_ norm: ConditionNorm) throws(LinalgError) -> Element.RealType {
        let kind: MatrixNorm
        switch norm {
        case .spectral: return try condition()
        case .one: kind = .one
        case .infinity: kind = .infinity
        case .frobenius: kind = .frobenius
        }
        require(isSquare, "condition: the matrix is \(shape), not square; only the spectral norm has one")
        let f = try LU(self)
        if f.isSingular { return .infinity }
        let inverse = try f.inverse()
        // An inverse beyond the range of the type is as good as none.
        return inverse.allFinite ? self.norm(kind) * inverse.norm(kind) : .infinity
    }

    /// An estimate of `1 / (‖T‖·‖T⁻¹‖)` for a triangular matrix, of which only the given triangle is read: zero if there
    /// is a zero on its diagonal, one for the empty matrix.
    ///
    /// Known in LAPACK as *trcon*.
    ///
    /// - Precondition: the matrix is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if the triangle has an infinity or a NaN.
    /// - Complexity: O(n²), about four solutions; allocates a copy and a workspace.
    /// - Accuracy: as ``LU/reciprocalCondition(_:)``.
    public func reciprocalCondition(
        of triangle: Triangle, _ norm: OperatorNorm = .one, diagonal: Diagonal = .nonUnit
    ) throws(LinalgError) -> Element.RealType {
        require(isSquare, "reciprocalCondition: the matrix is \(shape), not square")
        let n = rows
        var copy = Matrix.zeros(n, n)
        copy.unsafeView.copy(triangle, of: unsafeView)
        extendLifetime(self)
        if diagonal == .unit { copy.diagonal = .ones(n) }
        try copy.checkFinite()
        if n == 0 { return 1 }
        let view = copy.unsafeView
        defer { extendLifetime(copy) }
        return estimateCondition(n, elements: 3, Element.self) { result, work, realWork, integerWork in
            Element.Routines.trcon(
                norm.flipped, triangle.flipped, diagonal, n, view.base, n, result, work, realWork, integerWork)
        }
    }
}
