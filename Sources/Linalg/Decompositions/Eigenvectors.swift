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

extension Matrix {
    /// The conjugated eigenvectors that *geev* or *ggev* has left in the rows of this matrix, as columns of length one.
    ///
    /// For real elements two rows hold real and imaginary part of the vector of the first of a conjugate pair of values.
    /// The conjugation makes left vectors of the transpose, which is what LAPACK saw, right ones of the matrix.
    ///
    /// - Parameter isFirstOfPair: Whether the value has a conjugate that follows it, and its vector two rows.
    func unpackedEigenvectors(
        isFirstOfPair: (Int) -> Bool
    ) -> Matrix<Complex<Element.RealType>> {
        let n = columns
        let result = Matrix<Complex<Element.RealType>>.zeros(n, rows)
        let rowsOfParts = (0..<rows).map { isFirstOfPair($0) }
        var j = 0
        while j < rows {
            let real = self[row: j].unsafeView
            if rowsOfParts[j] {
                let imaginary = self[row: j + 1].unsafeView
                result.unsafeView.writePair(j, real, imaginary)
                j += 2
            } else {
                result.unsafeView.writeConjugate(j, real)
                j += 1
            }
        }
        extendLifetime(self)
        for j in 0..<result.columns { result.unsafeView.normalizeColumn(j) }
        return result
    }
}

extension UnsafeMatrix {
    /// Column j is the conjugate of the vector.
    fileprivate func writeConjugate<T: Scalar>(
        _ j: Int, _ vector: UnsafeVector<T>
    ) where Element == Complex<T.RealType> {
        for i in 0..<vector.count { self[i, j] = vector[i].complexified.conjugated }
    }

    /// Column j is the conjugate of `real + i·imaginary`, and column j + 1 that number itself.
    fileprivate func writePair<T: Scalar>(
        _ j: Int, _ real: UnsafeVector<T>, _ imaginary: UnsafeVector<T>
    ) where Element == Complex<T.RealType> {
        for i in 0..<real.count {
            let value = Complex(real[i].realPart, imaginary[i].realPart)
            self[i, j] = value.conjugated
            self[i, j + 1] = value
        }
    }

    /// Makes the length of a column one, unless it is zero.
    fileprivate func normalizeColumn(_ j: Int) {
        let column = UnsafeVector(base + j, count: rows, stride: rowStride)
        let length = Kernels.nrm2(column)
        if length > 0 && length.isFinite { for i in 0..<rows { column[i] /= Element(real: length) } }
    }
}
