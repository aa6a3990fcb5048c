internal import ComplexModule
internal import RealModule

// Comparisons element by element, and what is done where a mask says so. A NaN is neither less nor greater than a number
// nor equal to it.

extension Vector where Element: RealScalar {
    /// Where the elements of `a` are less than those of `b`: `numpy.less(a, b)`.
    ///
    /// - Precondition: both have the same size.
    public static func .< (a: Vector, b: Vector) -> Mask { a.mask(with: b, ".<", Comparison.less.apply) }

    /// Where the elements are less than a number: `numpy.less(a, b)`.
    public static func .< (a: Vector, b: Element) -> Mask { a.mask { Comparison.less.apply($0, b, $1) } }

    /// Where the elements of `a` are at most those of `b`: `numpy.less_equal(a, b)`.
    ///
    /// - Precondition: both have the same size.
    public static func .<= (a: Vector, b: Vector) -> Mask { a.mask(with: b, ".<=", Comparison.lessOrEqual.apply) }

    /// Where the elements are at most a number: `numpy.less_equal(a, b)`.
    public static func .<= (a: Vector, b: Element) -> Mask { a.mask { Comparison.lessOrEqual.apply($0, b, $1) } }

    /// Where the elements of `a` are greater than those of `b`: `numpy.greater(a, b)`.
    ///
    /// - Precondition: both have the same size.
    public static func .> (a: Vector, b: Vector) -> Mask { a.mask(with: b, ".>", Comparison.greater.apply) }

    /// Where the elements are greater than a number: `numpy.greater(a, b)`.
    public static func .> (a: Vector, b: Element) -> Mask { a.mask { Comparison.greater.apply($0, b, $1) } }

    /// Where the elements of `a` are at least those of `b`: `numpy.greater_equal(a, b)`.
    ///
    /// - Precondition: both have the same size.
    public static func .>= (a: Vector, b: Vector) -> Mask { a.mask(with: b, ".>=", Comparison.greaterOrEqual.apply) }

    /// Where the elements are at least a number: `numpy.greater_equal(a, b)`.
    public static func .>= (a: Vector, b: Element) -> Mask { a.mask { Comparison.greaterOrEqual.apply($0, b, $1) } }
}

extension Vector {
    /// Where the elements are equal: `x == b`. A NaN equals nothing, in complex numbers too.
    ///
    /// - Precondition: both have the same size.
    public static func .== (a: Vector, b: Vector) -> Mask {
        a.mask(with: b, ".==") { Comparison.equal($0, $1, not: false, $2) }
    }

    /// Where the elements differ: `x != b`. A NaN differs from everything, in complex numbers too.
    ///
    /// - Precondition: both have the same size.
    public static func .!= (a: Vector, b: Vector) -> Mask {
        a.mask(with: b, ".!=") { Comparison.equal($0, $1, not: true, $2) }
    }

    /// Where the elements equal a number.
    public static func .== (a: Vector, b: Element) -> Mask { a.mask { Comparison.equal($0, b, not: false, $1) } }

    /// Where the elements differ from a number.
    public static func .!= (a: Vector, b: Element) -> Mask { a.mask { Comparison.equal($0, b, not: true, $1) } }

    /// Where there is a NaN in any part: `numpy.isnan`.
    public func isNaN() -> Mask { mask(Comparison.isNaN) }

    /// Where no part is infinite or NaN: `numpy.isfinite`.
    public func isFinite() -> Mask { mask(Comparison.isFinite) }

    // MARK: Choosing

    /// The elements of `a` where the mask is true, those of `b` elsewhere: `numpy.where(mask, a, b)`.
    ///
    /// - Precondition: all three have the same size.
    /// - Complexity: O(n), one allocation.
    public static func select(_ mask: Mask, _ a: Vector, _ b: Vector) -> Vector {
        a.check(mask, "select")
        return a.combined(with: b, "select") { (a, b, c: UnsafeVector<Element>) in
            mask.withValues { Selection.select($0, a, b, c) }
        }
    }

    /// Overwrites the elements where the mask is true with a number: `x[mask] = value`.
    ///
    /// - Precondition: both have the same size.
    /// - Complexity: O(n), no allocation unless this vector shares its storage.
    public mutating func replace(where mask: Mask, with value: Element) {
        check(mask, "replace")
        makeUnique()
        mask.withValues { values in
            forEachLine { line, start in Selection.assign(values + start, value, line) }
        }
    }

    /// Overwrites the elements where the mask is true with those of `other` in the same places:
    /// `numpy.copyto(x, other, where=mask)`.
    ///
    /// - Precondition: all three have the same size.
    public mutating func replace(where mask: Mask, with other: Vector) {
        self = Vector.select(mask, other, self)
    }

    /// The elements where the mask is true, in order: `x[mask]`.
    ///
    /// - Precondition: both have the same size.
    /// - Complexity: O(n), one allocation.
    public func elements(where mask: Mask) -> Vector<Element> {
        check(mask, "elements")
        let result = Vector<Element>(uninitializedCount: mask.trueCount)
        let target = result.unsafeView
        var next = 0
        mask.withValues { values in
            forEachLine { line, start in next = Selection.gather(values + start, line, into: target, from: next) }
        }
        extendLifetime(result)
        return result
    }

    private func check(_ mask: Mask, _ name: StaticString) {
        require(mask.count == count, "\(name): a mask of \(mask.count) elements for a vector of \(count)")
    }

    private func mask(_ body: (UnsafeVector<Element>, UnsafeMutablePointer<Bool>) -> Void) -> Mask {
        let result = Mask(uninitializedCount: count) { body(unsafeView, $0) }
        extendLifetime(self)
        return result
    }

    private func mask(
        with other: Vector, _ name: StaticString,
        _ body: (UnsafeVector<Element>, UnsafeVector<Element>, UnsafeMutablePointer<Bool>) -> Void
    ) -> Mask {
        require(count == other.count, "vectors of \(count) \(name) \(other.count) elements")
        let result = Mask(uninitializedCount: count) { body(unsafeView, other.unsafeView, $0) }
        extendLifetime(self)
        extendLifetime(other)
        return result
    }
}
