internal import ComplexModule
internal import RealModule

extension UnsafeMatrix {
    /// Copies a triangle, with the diagonal, of a matrix of the same shape that does not overlap this one.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func copy(_ triangle: Triangle, of source: UnsafeMatrix) {
        for i in 0..<rows {
            let range = triangle == .lower ? 0..<min(i + 1, columns) : min(i, columns)..<columns
            (base + (i * rowStride + range.lowerBound)).update(
                from: source.base + (i * source.rowStride + range.lowerBound), count: range.count)
        }
    }

    /// Overwrites the lower triangle, with the diagonal, with the conjugated upper one of a square matrix that does not
    /// overlap this one.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func copyLower(ofAdjoint source: UnsafeMatrix) {
        // In square blocks, so that the columns that are written stay in the cache.
        let block = 16
        for top in stride(from: 0, to: rows, by: block) {
            for left in stride(from: 0, through: top, by: block) {
                for i in top..<min(top + block, rows) {
                    for j in left..<min(left + block, i + 1) { self[i, j] = source[j, i].conjugated }
                }
            }
        }
    }

    /// Overwrites what lies on the other side of the diagonal than the given triangle with zeros.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func clear(opposite triangle: Triangle) {
        for i in 0..<rows {
            let range = triangle == .lower ? min(i + 1, columns)..<columns : 0..<min(i, columns)
            (base + (i * rowStride + range.lowerBound)).update(repeating: 0, count: range.count)
        }
    }
}

extension Matrix {
    /// The whole matrix of which one triangle is given.
    init(completing a: Matrix, from triangle: Triangle, as symmetry: Symmetry) {
        self = a.workingCopy()
        unsafeView.complete(from: triangle, conjugating: symmetry == .hermitian)
    }
}

extension UnsafeMatrix {
    /// Overwrites one triangle of a square matrix with the mirror image of the other one.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func complete(from triangle: Triangle, conjugating: Bool) {
        for i in 0..<rows {
            for j in 0..<i {
                if triangle == .lower {
                    self[j, i] = conjugating ? self[i, j].conjugated : self[i, j]
                } else {
                    self[i, j] = conjugating ? self[j, i].conjugated : self[j, i]
                }
            }
            if conjugating { self[i, i] = Element(real: self[i, i].realPart) }
        }
    }
}
