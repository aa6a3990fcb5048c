internal import ComplexModule
internal import RealModule

/// A norm of a matrix that takes no decomposition.
public enum MatrixNorm: Sendable, Hashable, CaseIterable {
    /// The largest sum of magnitudes of a column.
    case one
    /// The largest sum of magnitudes of a row.
    case infinity
    /// The root of the sum of all squared magnitudes.
    case frobenius
    /// The largest magnitude. Not submultiplicative.
    case largest
}

extension Matrix {
    /// A norm; zero for an empty matrix, NaN if an entry is NaN.
    ///
    /// For those of the singular values, see ``spectralNorm()`` and ``nuclearNorm()``.
    ///
    /// - Complexity: O(rows·columns); the one-norm allocates a row, the Frobenius norm a column.
    public func norm(_ kind: MatrixNorm) -> Element.RealType {
        if isEmpty { return 0 }
        defer { extendLifetime(self) }
        switch kind {
        case .frobenius:
            let rowNorms = Vector<Element.RealType>(count: rows) { self[row: $0].norm(.two) }
            return rowNorms.norm(.two)
        case .one: return unsafeView.columnSums().norm(.infinity)
        case .infinity: return unsafeView.largestRowSum()
        case .largest: return unsafeView.largest()
        }
    }

    /// The largest singular value.
    ///
    /// - Throws: as ``SVD``.
    /// - Complexity: that of ``SVD`` without vectors.
    public func spectralNorm() throws(LinalgError) -> Element.RealType {
        try SVD(self, vectors: .none).largest
    }

    /// The sum of the singular values.
    ///
    /// - Throws: as ``SVD``.
    /// - Complexity: that of ``SVD`` without vectors.
    public func nuclearNorm() throws(LinalgError) -> Element.RealType {
        try SVD(self, vectors: .none).singularValues.reduce(0, +)
    }

    /// The sum of the diagonal.
    ///
    /// - Complexity: O(min(rows, columns)).
    public var trace: Element { diagonal.reduce(0, +) }
}

extension UnsafeMatrix {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func columnSums() -> Vector<Element.RealType> {
        let sums = Vector<Element.RealType>.zeros(columns)
        let base = sums.unsafeView.base
        for i in 0..<rows {
            for j in 0..<columns { base[j] += self[i, j].modulus }
        }
        return sums
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func largestRowSum() -> Element.RealType {
        var largest: Element.RealType = 0
        for i in 0..<rows {
            var sum: Element.RealType = 0
            for j in 0..<columns { sum += self[i, j].modulus }
            largest = larger(largest, sum)
        }
        return largest
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func largest() -> Element.RealType {
        var largest: Element.RealType = 0
        for i in 0..<rows {
            for j in 0..<columns { largest = larger(largest, self[i, j].modulus) }
        }
        return largest
    }
}

/// The larger number, NaN if one is.
@inline(__always)
func larger<T: RealScalar>(_ a: T, _ b: T) -> T { b <= a || a.isNaN ? a : b }
