internal import ComplexModule
internal import RealModule

// Comparisons element by element, and what is done where a mask says so. A NaN is neither less nor greater than a number
// nor equal to it.

extension Matrix where Element: RealScalar {
    /// Where the elements of `a` are less than those of `b`: `numpy.less(a, b)`.
    ///
    /// - Precondition: both have the same shape.
    public static func .< (a: Matrix, b: Matrix) -> MatrixMask { a.mask(with: b, ".<", Comparison.less.apply) }

    /// Where the elements are less than a number: `numpy.less(a, b)`.
    public static func .< (a: Matrix, b: Element) -> MatrixMask { a.mask { Comparison.less.apply($0, b, $1) } }

    /// Where the elements of `a` are at most those of `b`: `numpy.less_equal(a, b)`.
    ///
    /// - Precondition: both have the same shape.
    public static func .<= (a: Matrix, b: Matrix) -> MatrixMask { a.mask(with: b, ".<=", Comparison.lessOrEqual.apply) }

    /// Where the elements are at most a number: `numpy.less_equal(a, b)`.
    public static func .<= (a: Matrix, b: Element) -> MatrixMask { a.mask { Comparison.lessOrEqual.apply($0, b, $1) } }

    /// Where the elements of `a` are greater than those of `b`: `numpy.greater(a, b)`.
    ///
    /// - Precondition: both have the same shape.
    public static func .> (a: Matrix, b: Matrix) -> MatrixMask { a.mask(with: b, ".>", Comparison.greater.apply) }

    /// Where the elements are greater than a number: `numpy.greater(a, b)`.
    public static func .> (a: Matrix, b: Element) -> MatrixMask { a.mask { Comparison.greater.apply($0, b, $1) } }

    /// Where the elements of `a` are at least those of `b`: `numpy.greater_equal(a, b)`.
    ///
    /// - Precondition: both have the same shape.
    public static func .>= (a: Matrix, b: Matrix) -> MatrixMask {
        a.mask(with: b, ".>=", Comparison.greaterOrEqual.apply)
    }

    /// Where the elements are at least a number: `numpy.greater_equal(a, b)`.
    public static func .>= (a: Matrix, b: Element) -> MatrixMask {
        a.mask { Comparison.greaterOrEqual.apply($0, b, $1) }
    }
}

extension Matrix {
    /// Where the elements are equal: `a == b`. A NaN equals nothing, in complex numbers too.
    ///
    /// - Precondition: both have the same shape.
    public static func .== (a: Matrix, b: Matrix) -> MatrixMask {
        a.mask(with: b, ".==") { Comparison.equal($0, $1, not: false, $2) }
    }

    /// Where the elements differ: `a != b`. A NaN differs from everything, in complex numbers too.
    ///
    /// - Precondition: both have the same shape.
    public static func .!= (a: Matrix, b: Matrix) -> MatrixMask {
        a.mask(with: b, ".!=") { Comparison.equal($0, $1, not: true, $2) }
    }

    /// Where the elements equal a number.
    public static func .== (a: Matrix, b: Element) -> MatrixMask { a.mask { Comparison.equal($0, b, not: false, $1) } }

    /// Where the elements differ from a number.
    public static func .!= (a: Matrix, b: Element) -> MatrixMask { a.mask { Comparison.equal($0, b, not: true, $1) } }

    /// Where there is a NaN in any part: `numpy.isnan`.
    public func isNaN() -> MatrixMask {
        mask(Comparison.isNaN)
    }

    /// Where no part is infinite or NaN: `numpy.isfinite`.
    public func isFinite() -> MatrixMask {
        mask(Comparison.isFinite)
    }

    // MARK: Choosing

    /// The elements of `a` where the mask is true, those of `b` elsewhere: `numpy.where(mask, a, b)`.
    ///
    /// - Precondition: all three have the same shape.
    /// - Complexity: O(rows·columns), one allocation.
    public static func select(_ mask: MatrixMask, _ a: Matrix, _ b: Matrix) -> Matrix {
        a.check(mask, "select")
        require(a.rows == b.rows && a.columns == b.columns, "select: matrices \(a.shape) and \(b.shape)")
        let result = Matrix(uninitializedRows: a.rows, columns: a.columns)
        let (x, y, z) = (a.unsafeView, b.unsafeView, result.unsafeView)
        mask.elements.withValues { values in
            for i in 0..<a.rows { Selection.select(values + i * a.columns, x.row(i), y.row(i), z.row(i)) }
        }
        extendLifetime(a)
        extendLifetime(b)
        extendLifetime(result)
        return result
    }

    /// Overwrites the elements where the mask is true with a number: `a[mask] = value`.
    ///
    /// - Precondition: both have the same shape.
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func replace(where mask: MatrixMask, with value: Element) {
        check(mask, "replace")
        makeUnique()
        mask.elements.withValues { values in
            forEachLine { line, start in Selection.assign(values + start, value, line) }
        }
    }

    /// Overwrites the elements where the mask is true with those of `other` in the same places:
    /// `numpy.copyto(a, other, where=mask)`.
    ///
    /// - Precondition: all three have the same shape.
    public mutating func replace(where mask: MatrixMask, with other: Matrix) {
        self = Matrix.select(mask, other, self)
    }

    /// The elements where the mask is true, in order: `a[mask]`.
    ///
    /// - Precondition: both have the same shape.
    /// - Complexity: O(rows·columns), one allocation.
    public func elements(where mask: MatrixMask) -> Vector<Element> {
        check(mask, "elements")
        let result = Vector<Element>(uninitializedCount: mask.trueCount)
        let target = result.unsafeView
        var next = 0
        mask.elements.withValues { values in
            forEachLine { line, start in next = Selection.gather(values + start, line, into: target, from: next) }
        }
        extendLifetime(result)
        return result
    }

    private func check(_ mask: MatrixMask, _ name: StaticString) {
        require(
            mask.rows == rows && mask.columns == columns, "\(name): a \(mask.shape) mask for a \(shape) matrix")
    }

    private func mask(_ body: (UnsafeVector<Element>, UnsafeMutablePointer<Bool>) -> Void) -> MatrixMask {
        let values = Mask(uninitializedCount: count) { values in
            forEachLine { line, start in body(line, values + start) }
        }
        return MatrixMask(rows: rows, columns: columns, elements: values)
    }

    private func mask(
        with other: Matrix, _ name: StaticString,
        _ body: (UnsafeVector<Element>, UnsafeVector<Element>, UnsafeMutablePointer<Bool>) -> Void
    ) -> MatrixMask {
        require(rows == other.rows && columns == other.columns, "matrices \(shape) \(name) \(other.shape)")
        let (a, b) = (unsafeView, other.unsafeView)
        let values = Mask(uninitializedCount: count) { values in
            if a.isContiguous && b.isContiguous {
                body(a.line, b.line, values)
            } else {
                for i in 0..<rows { body(a.row(i), b.row(i), values + i * columns) }
            }
        }
        extendLifetime(self)
        extendLifetime(other)
        return MatrixMask(rows: rows, columns: columns, elements: values)
    }
}
