public import ComplexModule
internal import RealModule

extension Matrix {
    /// The same matrix with complex elements, whose imaginary parts are zero if these here are real: NumPy's
    /// `astype(complex)`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func complexified() -> Matrix<Complex<Element.RealType>> {
        let result = Matrix<Complex<Element.RealType>>(uninitializedRows: rows, columns: columns)
        unsafeView.convert(into: result.unsafeView.base)
        extendLifetime(self)
        return result
    }

    /// The elements of a complex matrix as this type has them: a real one drops the imaginary parts.
    init(droppingImaginaryPartsOf source: Matrix<Complex<Element.RealType>>) {
        self.init(uninitializedRows: source.rows, columns: source.columns)
        unsafeView.fill(droppingImaginaryPartsOf: source.unsafeView)
        extendLifetime(source)
    }

    /// The modulus of each element.
    func moduli() -> Matrix<Element.RealType> {
        let result = Matrix<Element.RealType>(uninitializedRows: rows, columns: columns)
        unsafeView.writeModuli(into: result.unsafeView.base)
        extendLifetime(self)
        return result
    }

    /// This matrix times 2 to the power of `exponent`, exactly unless elements leave the range.
    func scaled(byTwoTo exponent: Int) -> Matrix {
        var result = contiguousCopy()
        for factor in Element.RealType.powersOfTwo(exponent) { result.scale(by: Element(real: factor)) }
        return result
    }

    /// The binary exponent of the largest magnitude; zero if there is none but zeros. For finite elements.
    var binaryExponent: Int {
        let largest = norm(.largest)
        // A complex modulus may exceed the range that its parts are in.
        return largest == 0
            ? 0 : largest.isFinite ? Int(largest.exponent) : Int(Element.RealType.greatestFiniteMagnitude.exponent)
    }

    /// The power of two that brings the largest magnitude to about one if it is near an end of the range: zero else.
    var rescuingExponent: Int {
        let exponent = binaryExponent
        return abs(exponent) > Int(Element.RealType.greatestFiniteMagnitude.exponent) / 2 ? -exponent : 0
    }
}

extension RealScalar {
    /// Factors whose product is 2 to the power of `exponent`, each within the range.
    static func powersOfTwo(_ exponent: Int) -> [Self] {
        // The smallest normal number is one step nearer to one than the largest.
        let limit = Int(Self.greatestFiniteMagnitude.exponent) - 1
        var (factors, rest) = ([Self](), exponent)
        while rest != 0 {
            let part = min(max(rest, -limit), limit)
            factors.append(Self(sign: .plus, exponent: .init(part), significand: 1))
            rest -= part
        }
        return factors
    }

    /// This number times 2 to the power of `exponent`, infinite or zero where that leaves the range.
    func scaled(byTwoTo exponent: Int) -> Self { Self.powersOfTwo(exponent).reduce(self, *) }
}

extension Scalar {
    /// The same number as a complex one.
    var complexified: Complex<RealType> { Complex(realPart, imaginaryPart) }

    /// A complex number as this type has it: a real one drops the imaginary part.
    init(droppingImaginaryPartOf number: Complex<RealType>) {
        self = Routines.number(number.realPart, number.imaginaryPart)
    }
}

extension UnsafeMatrix {
    /// Writes the elements row by row as complex numbers.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func convert(into target: UnsafeMutablePointer<Complex<Element.RealType>>) {
        for i in 0..<rows {
            for j in 0..<columns { target[i &* columns &+ j] = self[i, j].complexified }
        }
    }

    /// Overwrites the elements by those of a matrix of the same shape, of which a real type drops the imaginary parts.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func fill(droppingImaginaryPartsOf source: UnsafeMatrix<Complex<Element.RealType>>) {
        for i in 0..<rows {
            for j in 0..<columns { self[i, j] = Element(droppingImaginaryPartOf: source[i, j]) }
        }
    }

    /// Writes the moduli row by row.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func writeModuli(into target: UnsafeMutablePointer<Element.RealType>) {
        for i in 0..<rows {
            for j in 0..<columns { target[i &* columns &+ j] = self[i, j].modulus }
        }
    }
}
