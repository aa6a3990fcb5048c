internal import ComplexModule
internal import RealModule

// Arithmetic of a vector and a number. What a product with a number is stands beside the arithmetic of two vectors.

extension Vector {
    /// The number added to each element.
    public static func + (a: Vector, b: Element) -> Vector { a.transformed { Elementwise.add.apply($0, b, into: $1) } }

    /// The number added to each element.
    public static func + (a: Element, b: Vector) -> Vector { b.transformed { Elementwise.add.apply(a, $0, into: $1) } }

    /// The number subtracted from each element.
    public static func - (a: Vector, b: Element) -> Vector {
        a.transformed { Elementwise.subtract.apply($0, b, into: $1) }
    }

    /// Each element subtracted from the number.
    public static func - (a: Element, b: Vector) -> Vector {
        b.transformed { Elementwise.subtract.apply(a, $0, into: $1) }
    }

    /// The number divided by each element.
    public static func / (a: Element, b: Vector) -> Vector {
        b.transformed { Elementwise.divide.apply(a, $0, into: $1) }
    }

    /// Adds the number to each element in place.
    public static func += (a: inout Vector, b: Element) { a.change { Elementwise.add.apply($0, b, into: $0) } }

    /// Subtracts the number from each element in place.
    public static func -= (a: inout Vector, b: Element) { a.change { Elementwise.subtract.apply($0, b, into: $0) } }

    /// Multiplies each element by that of `b` in its place: `x *= b`.
    ///
    /// - Precondition: both have the same size.
    /// - Complexity: O(n), no allocation unless this vector shares its storage.
    public mutating func multiplyElements(by b: Vector) {
        change(with: b, "multiplyElements") { Elementwise.multiply.apply($0, $1, into: $0) }
    }

    /// Divides each element by that of `b` in its place: `x /= b`.
    ///
    /// - Precondition: both have the same size.
    /// - Complexity: O(n), no allocation unless this vector shares its storage.
    public mutating func divideElements(by b: Vector) {
        change(with: b, "divideElements") { Elementwise.divide.apply($0, $1, into: $0) }
    }
}
