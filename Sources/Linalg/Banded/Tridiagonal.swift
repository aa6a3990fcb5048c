/// A square matrix whose entries are zero but on the diagonal and beside it.
///
/// ```swift
/// let a = Tridiagonal<Double>(lower: [1, 1], diagonal: [4, 4, 4], upper: [1, 1])
/// try a.solve([5, 6, 5])   // [1, 1, 1]
/// ```
public struct Tridiagonal<Element: Scalar>: Sendable, Equatable {
    /// Entries i + 1, i, below the diagonal.
    public let lower: Vector<Element>
    /// Entries i, i.
    public let diagonal: Vector<Element>
    /// Entries i, i + 1, above the diagonal.
    public let upper: Vector<Element>

    /// A matrix of three diagonals.
    ///
    /// - Precondition: `lower` and `upper` have one element less than `diagonal`, or none if that has none.
    public init(lower: Vector<Element>, diagonal: Vector<Element>, upper: Vector<Element>) {
        let beside = max(diagonal.count - 1, 0)
        require(
            lower.count == beside && upper.count == beside,
            "a tridiagonal matrix with \(lower.count), \(diagonal.count) and \(upper.count) elements on its diagonals")
        (self.lower, self.diagonal, self.upper) = (lower, diagonal, upper)
    }

    /// The number of rows and columns.
    public var size: Int { diagonal.count }

    /// All entries, the zeros too.
    ///
    /// - Complexity: O(n²), one allocation.
    public func dense() -> Matrix<Element> {
        var result = Matrix<Element>.diagonal(diagonal)
        for i in 0..<lower.count {
            result[i + 1, i] = lower[i]
            result[i, i + 1] = upper[i]
        }
        return result
    }

    /// The product with a vector.
    ///
    /// - Precondition: `x` has as many elements as the matrix has columns.
    /// - Complexity: 5·n flops; allocates the result.
    public static func * (a: Tridiagonal, x: Vector<Element>) -> Vector<Element> {
        require(x.count == a.size, "a tridiagonal matrix of \(a.size)×\(a.size) times a vector of \(x.count) elements")
        return Vector(count: a.size) { i in
            var sum = a.diagonal[i] * x[i]
            if i > 0 { sum += a.lower[i - 1] * x[i - 1] }
            if i + 1 < a.size { sum += a.upper[i] * x[i + 1] }
            return sum
        }
    }

    /// The solution of `self · X = B` by LU decomposition, one column for each column of `b`.
    ///
    /// - Precondition: `b` has as many rows as this matrix.
    /// - Throws: ``LinalgError/singular(pivot:)``, ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``.
    /// - Complexity: that of ``TridiagonalLU`` and its solutions.
    public func solve(_ b: Matrix<Element>) throws(LinalgError) -> Matrix<Element> { try TridiagonalLU(self).solve(b) }

    /// The solution of `self · x = b` by LU decomposition.
    ///
    /// - Precondition: `b` has as many elements as this matrix has rows.
    /// - Throws: ``LinalgError/singular(pivot:)``, ``LinalgError/notFinite(row:column:)``, ``LinalgError/overflow``.
    /// - Complexity: that of ``TridiagonalLU`` and its solution.
    public func solve(_ b: Vector<Element>) throws(LinalgError) -> Vector<Element> { try TridiagonalLU(self).solve(b) }

    /// The first place, row by row, of an infinity or a NaN, as an error.
    func checkFinite() throws(LinalgError) {
        for i in 0..<size {
            if i > 0, !lower[i - 1].isFinite { throw .notFinite(row: i, column: i - 1) }
            if !diagonal[i].isFinite { throw .notFinite(row: i, column: i) }
            if i + 1 < size, !upper[i].isFinite { throw .notFinite(row: i, column: i + 1) }
        }
    }

    /// The largest sums of magnitudes of a column and of a row, times a number.
    func norms(times scale: Element.RealType) -> (one: Element.RealType, infinity: Element.RealType) {
        var (one, infinity): (Element.RealType, Element.RealType) = (0, 0)
        for i in 0..<size {
            let middle = diagonal[i].modulus * scale
            var (column, row) = (middle, middle)
            if i > 0 {
                column += upper[i - 1].modulus * scale
                row += lower[i - 1].modulus * scale
            }
            if i + 1 < size {
                column += lower[i].modulus * scale
                row += upper[i].modulus * scale
            }
            (one, infinity) = (max(one, column), max(infinity, row))
        }
        return (one, infinity)
    }
}
