internal import ComplexModule
internal import RealModule

// Arithmetic of a matrix and a number. What a product with a number is stands beside the arithmetic of two matrices.

extension Matrix {
    /// The number added to each element.
    public static func + (a: Matrix, b: Element) -> Matrix { a.transformed { Elementwise.add.apply($0, b, into: $1) } }

    /// The number added to each element.
    public static func + (a: Element, b: Matrix) -> Matrix { b.transformed { Elementwise.add.apply(a, $0, into: $1) } }

    /// The number subtracted from each element.
    public static func - (a: Matrix, b: Element) -> Matrix {
        a.transformed { Elementwise.subtract.apply($0, b, into: $1) }
    }

    /// Each element subtracted from the number.
    public static func - (a: Element, b: Matrix) -> Matrix {
        b.transformed { Elementwise.subtract.apply(a, $0, into: $1) }
    }

    /// The number divided by each element.
    public static func / (a: Element, b: Matrix) -> Matrix {
        b.transformed { Elementwise.divide.apply(a, $0, into: $1) }
    }

    /// Adds the number to each element in place.
    public static func += (a: inout Matrix, b: Element) { a.change { Elementwise.add.apply($0, b, into: $0) } }

    /// Subtracts the number from each element in place.
    public static func -= (a: inout Matrix, b: Element) { a.change { Elementwise.subtract.apply($0, b, into: $0) } }

    /// Multiplies each element by that of `b` in its place: `a *= b`.
    ///
    /// - Precondition: both have the same shape.
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func multiplyElements(by b: Matrix) {
        change(with: b, "multiplyElements") { Elementwise.multiply.apply($0, $1, into: $0) }
    }

    /// Divides each element by that of `b` in its place: `a /= b`.
    ///
    /// - Precondition: both have the same shape.
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func divideElements(by b: Matrix) {
        change(with: b, "divideElements") { Elementwise.divide.apply($0, $1, into: $0) }
    }
}
