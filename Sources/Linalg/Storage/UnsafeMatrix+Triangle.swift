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
        for i in 0..<rows {
            for j in i..<columns { self[j, i] = source[i, j].conjugated }
        }
    }
}
