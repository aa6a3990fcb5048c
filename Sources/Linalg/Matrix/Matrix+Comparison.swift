extension Matrix: Hashable {
    /// Whether both have the same shape and equal elements: a real NaN equals nothing, while swift-numerics takes all
    /// complex numbers that are not finite for one and the same.
    @inlinable
    public static func == (a: Matrix, b: Matrix) -> Bool {
        a.rows == b.rows && a.columns == b.columns
            && (a.isEmpty || (0..<a.rows).allSatisfy { a[row: $0] == b[row: $0] })
    }

    /// Feeds shape and elements into `hasher`.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(rows)
        hasher.combine(columns)
        if isEmpty { return }
        for i in 0..<rows { for j in 0..<columns { hasher.combine(self[i, j]) } }
    }

    /// Whether both have the same shape and each pair of elements satisfies
    /// `|a − b| ≤ absoluteTolerance + relativeTolerance · max(|a|, |b|)`, or is equal; NaN is close to nothing.
    ///
    /// The default relative tolerance is the square root of the scalar type's unit of rounding.
    @inlinable
    public func isApproximatelyEqual(
        to other: Matrix, absoluteTolerance: Element.RealType = 0,
        relativeTolerance: Element.RealType = .ulpOfOne.squareRoot()
    ) -> Bool {
        rows == other.rows && columns == other.columns
            && (isEmpty
                || (0..<rows).allSatisfy {
                    self[row: $0].isApproximatelyEqual(
                        to: other[row: $0], absoluteTolerance: absoluteTolerance, relativeTolerance: relativeTolerance)
                })
    }
}

extension Vector {
    /// Whether both have the same size and each pair of elements satisfies
    /// `|a − b| ≤ absoluteTolerance + relativeTolerance · max(|a|, |b|)`, or is equal; NaN is close to nothing.
    ///
    /// The default relative tolerance is the square root of the scalar type's unit of rounding.
    @inlinable
    public func isApproximatelyEqual(
        to other: Vector, absoluteTolerance: Element.RealType = 0,
        relativeTolerance: Element.RealType = .ulpOfOne.squareRoot()
    ) -> Bool {
        count == other.count
            && zip(self, other).allSatisfy { a, b in
                // Infinities are close only when equal: their difference tells nothing. A complex NaN equals them.
                (a == b && !a.containsNaN && !b.containsNaN)
                    || (a.isFinite && b.isFinite
                        && (a - b).modulus <= absoluteTolerance + relativeTolerance * Swift.max(a.modulus, b.modulus))
            }
    }
}
