extension Matrix {
    /// The sum, element by element.
    ///
    /// - Precondition: both have the same shape.
    public static func + (a: Matrix, b: Matrix) -> Matrix { combine(a, b, "+", .add) }

    /// The difference, element by element.
    ///
    /// - Precondition: both have the same shape.
    public static func - (a: Matrix, b: Matrix) -> Matrix { combine(a, b, "-", .subtract) }

    /// The product, element by element (Hadamard).
    ///
    /// - Precondition: both have the same shape.
    public static func .* (a: Matrix, b: Matrix) -> Matrix { combine(a, b, ".*", .multiply) }

    /// The quotient, element by element.
    ///
    /// - Precondition: both have the same shape.
    public static func ./ (a: Matrix, b: Matrix) -> Matrix { combine(a, b, "./", .divide) }

    /// Adds `b` in place.
    ///
    /// - Precondition: both have the same shape.
    public static func += (a: inout Matrix, b: Matrix) { a.add(b) }

    /// Subtracts `b` in place.
    ///
    /// - Precondition: both have the same shape.
    public static func -= (a: inout Matrix, b: Matrix) { a.add(b, scaledBy: -1) }

    /// Adds `alpha · other`; with `alpha` zero `other` is not read.
    ///
    /// Known in BLAS as *axpy*, row by row.
    ///
    /// - Precondition: both have the same shape.
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func add(_ other: Matrix, scaledBy alpha: Element = 1) {
        require(rows == other.rows && columns == other.columns, "add: \(other.shape) to \(shape)")
        makeUnique()
        for (x, y) in Self.lines(other, self) { Kernels.axpy(alpha, x, y) }
        extendLifetime(other)
    }

    /// Multiplies each element by `alpha`, by the rules of IEEE 754: zero times NaN is NaN.
    ///
    /// Known in BLAS as *scal*, row by row.
    ///
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func scale(by alpha: Element) {
        makeUnique()
        for (x, _) in Self.lines(self, self) { Kernels.scal(alpha, x) }
    }

    /// Each element with the opposite sign.
    public static prefix func - (a: Matrix) -> Matrix { -1 * a }

    /// Each element times `factor`.
    public static func * (factor: Element, a: Matrix) -> Matrix {
        var result = a.contiguousCopy()
        result.scale(by: factor)
        return result
    }

    /// Each element times `factor`.
    public static func * (a: Matrix, factor: Element) -> Matrix { factor * a }

    /// Each element divided by `divisor`.
    public static func / (a: Matrix, divisor: Element) -> Matrix {
        var result = a.contiguousCopy()
        result /= divisor
        return result
    }

    /// Multiplies each element by `factor` in place.
    public static func *= (a: inout Matrix, factor: Element) { a.scale(by: factor) }

    /// Divides each element by `divisor` in place.
    public static func /= (a: inout Matrix, divisor: Element) {
        a.makeUnique()
        for (x, _) in lines(a, a) { Elementwise.divide(x, by: divisor) }
    }

    private static func combine(_ a: Matrix, _ b: Matrix, _ symbol: StaticString, _ operation: Elementwise) -> Matrix {
        require(a.rows == b.rows && a.columns == b.columns, "matrices \(a.shape) \(symbol) \(b.shape)")
        let result = Matrix(uninitializedRows: a.rows, columns: a.columns)
        if a.isContiguous && b.isContiguous {
            operation.apply(
                UnsafeVector(a.unsafeView.base, count: a.count), UnsafeVector(b.unsafeView.base, count: a.count),
                into: UnsafeVector(result.unsafeView.base, count: a.count))
        } else {
            for i in 0..<a.rows {
                operation.apply(a.unsafeView.row(i), b.unsafeView.row(i), into: result.unsafeView.row(i))
            }
        }
        extendLifetime(a)
        extendLifetime(b)
        return result
    }

    /// The rows of two matrices of one shape, pair by pair; all elements as a single pair where there are no gaps.
    private static func lines(_ a: Matrix, _ b: Matrix) -> some Sequence<(UnsafeVector<Element>, UnsafeVector<Element>)>
    {
        let (a, b) = (a.unsafeView, b.unsafeView)
        let joined = a.isContiguous && b.isContiguous
        return (0..<(joined ? 1 : a.rows)).lazy.map { i in
            joined
                ? (UnsafeVector(a.base, count: a.rows * a.columns), UnsafeVector(b.base, count: a.rows * a.columns))
                : (a.row(i), b.row(i))
        }
    }
}
