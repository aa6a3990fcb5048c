internal import ComplexModule
internal import RealModule

/// Which eigenvectors a decomposition has.
public enum Eigenvectors: Sendable, Hashable, CaseIterable {
    /// None: the values alone, which takes the least time.
    case none
    /// Those with `A·x = λ·x`.
    case right
    /// Those with `yᴴ·A = λ·yᴴ`.
    case left
    /// Right and left ones.
    case both

    /// Whether right ones are among them.
    var hasRight: Bool { self == .right || self == .both }
    /// Whether left ones are among them.
    var hasLeft: Bool { self == .left || self == .both }
}

extension UnsafeMatrix {
    /// Writes the conjugated eigenvectors that *geev* or *ggev* has left in the rows of this matrix as columns of length one.
    ///
    /// For real elements two rows hold real and imaginary part of the vector of the first of a conjugate pair of values, the one
    /// with the positive imaginary part. The conjugation makes left vectors of the transpose, which is what LAPACK saw, right ones
    /// of the matrix.
    func writeEigenvectors(
        to target: UnsafeMatrix<Complex<Element.RealType>>, imaginaryParts: UnsafePointer<Element.RealType>
    ) {
        var j = 0
        while j < rows {
            let isPair = imaginaryParts[j] > 0
            writeEigenvector(j, isPair: isPair, into: target)
            j += isPair ? 2 : 1
        }
    }

    /// Writes the conjugate of row j as column j of the target; for a pair those of rows j and j + 1 as two columns.
    /// Their lengths become one, unless they are zero.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func writeEigenvector(_ j: Int, isPair: Bool, into target: UnsafeMatrix<Complex<Element.RealType>>) {
        var squares: Element.RealType = 0
        for i in 0..<columns {
            let value = isPair ? Complex(self[j, i].realPart, self[j + 1, i].realPart) : self[j, i].complexified
            squares += value.realPart * value.realPart + value.imaginaryPart * value.imaginaryPart
            target[i, j] = value.conjugated
        }
        // LAPACK's vectors are of moderate size: no square leaves the range.
        let length = squares.squareRoot()
        for i in 0..<columns {
            let value = target[i, j]
            if length > 0 { target[i, j] = Complex(value.realPart / length, value.imaginaryPart / length) }
            if isPair { target[i, j + 1] = target[i, j].conjugated }
        }
    }
}
