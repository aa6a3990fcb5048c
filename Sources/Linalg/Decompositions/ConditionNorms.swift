internal import ComplexModule
internal import RealModule

/// The norms of a matrix that its reciprocal condition is estimated from, times a factor that keeps them finite.
///
/// An estimate needs the norm of what was factored, which the factors no longer tell.
struct ConditionNorms<RealType: RealScalar>: Sendable {
    private let one: RealType
    private let infinity: RealType
    private let scale: RealType

    /// Whether the norms are finite without a factor, so that each entry is, too.
    var areUnscaled: Bool { scale == 1 && one.isFinite && infinity.isFinite }

    /// Those of a matrix, whose columns are summed in the workspace.
    init<Element: Scalar>(_ a: Matrix<Element>, _ workspace: inout Workspace) where Element.RealType == RealType {
        defer { extendLifetime(a) }
        self.init(max(a.rows, a.columns)) { scale in
            workspace.withSums(a.columns, RealType.self) { a.unsafeView.norms(times: scale, $0) }
        }
    }

    /// Those of the Hermitian matrix whose lower triangle is given, likewise.
    init<Element: Scalar>(
        triangle: Matrix<Element>, _ workspace: inout Workspace
    ) where Element.RealType == RealType {
        defer { extendLifetime(triangle) }
        self.init(triangle.rows) { scale in
            let norm = workspace.withSums(triangle.columns, RealType.self) {
                triangle.unsafeView.hermitianNorm(times: scale, $0)
            }
            return (norm, norm)
        }
    }

    /// Those of a banded matrix, likewise.
    init<Element: Scalar>(
        _ a: BandedMatrix<Element>, _ workspace: inout Workspace
    ) where Element.RealType == RealType {
        defer { extendLifetime(a) }
        self.init(a.lowerBandwidth + a.upperBandwidth + 1) { scale in
            workspace.withSums(a.columns, RealType.self) { a.norms(times: scale, $0) }
        }
    }

    /// Those of the Hermitian matrix of which row i of `bands` is the band up to the diagonal, likewise.
    init<Element: Scalar>(
        bands: Matrix<Element>, _ workspace: inout Workspace
    ) where Element.RealType == RealType {
        defer { extendLifetime(bands) }
        self.init(2 * bands.columns - 1) { scale in
            let norm = workspace.withSums(bands.rows, RealType.self) {
                bands.unsafeView.hermitianNormOfBands(times: scale, $0)
            }
            return (norm, norm)
        }
    }

    /// Those that `norms` computes of the matrix times a number; a sum has at most so many terms.
    init(_ terms: Int, _ norms: (_ scale: RealType) -> (one: RealType, infinity: RealType)) {
        var scale: RealType = 1
        var result = norms(scale)
        if !(result.one.isFinite && result.infinity.isFinite) {
            // A power of two, for exactness, below the reciprocal of the number of terms in a sum.
            while scale * RealType(terms) > 0.5 { scale /= 2 }
            result = norms(scale)
        }
        (one, infinity) = result
        self.scale = scale
    }

    /// `1 / (‖A‖·‖A⁻¹‖)`, given `1 / ‖(power·A)⁻¹‖`.
    func reciprocalCondition(
        _ norm: OperatorNorm, reciprocalOfInverse: RealType, times power: RealType = 1
    ) -> RealType {
        let size = norm == .one ? one : infinity
        if size == 0 { return 0 }
        return min(reciprocalOfInverse / (size * power) * scale, 1)
    }
}

extension UnsafeMatrix {
    /// The one-norm and the infinity-norm of this matrix times a number; not finite if an entry is not.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func norms(
        times scale: Element.RealType, _ sums: UnsafeMutablePointer<Element.RealType>
    ) -> (one: Element.RealType, infinity: Element.RealType) {
        sums.initialize(repeating: 0, count: columns)
        var infinity: Element.RealType = 0
        for i in 0..<rows {
            infinity = larger(infinity, addMagnitudes(base + i * rowStride, columns, times: scale, to: sums))
        }
        var one: Element.RealType = 0
        for j in 0..<columns { one = larger(one, sums[j]) }
        return (one, infinity)
    }

    /// The norm of the Hermitian matrix whose lower triangle this is, times a number; not finite if an entry is not.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func hermitianNorm(
        times scale: Element.RealType, _ sums: UnsafeMutablePointer<Element.RealType>
    ) -> Element.RealType {
        sums.initialize(repeating: 0, count: columns)
        for i in 0..<rows {
            let left = addMagnitudes(base + i * rowStride, i, times: scale, to: sums)
            sums[i] += left + self[i, i].modulus * scale
        }
        var norm: Element.RealType = 0
        for j in 0..<columns { norm = larger(norm, sums[j]) }
        return norm
    }
}

extension UnsafeMatrix {
    /// The same where row i is the band up to the diagonal.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func hermitianNormOfBands(
        times scale: Element.RealType, _ sums: UnsafeMutablePointer<Element.RealType>
    ) -> Element.RealType {
        let width = columns - 1
        sums.initialize(repeating: 0, count: rows)
        for i in 0..<rows {
            let count = min(i, width)
            let left = addMagnitudes(
                base + (i * rowStride + width - count), count, times: scale, to: sums + (i - count))
            sums[i] += left + self[i, width].modulus * scale
        }
        var norm: Element.RealType = 0
        for i in 0..<rows { norm = larger(norm, sums[i]) }
        return norm
    }
}

extension BandedMatrix {
    /// The one-norm and the infinity-norm of this matrix times a number, with room for a sum of each column; not finite if an
    /// entry is not.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func norms(
        times scale: Element.RealType, _ sums: UnsafeMutablePointer<Element.RealType>
    ) -> (one: Element.RealType, infinity: Element.RealType) {
        sums.initialize(repeating: 0, count: columns)
        var infinity: Element.RealType = 0
        let view = bands.unsafeView
        for i in 0..<rows {
            let band = band(i)
            let row = view.base + (i * view.rowStride + band.lowerBound - i + lowerBandwidth)
            infinity = larger(
                infinity, addMagnitudes(row, band.count, times: scale, to: sums + band.lowerBound))
        }
        var one: Element.RealType = 0
        for j in 0..<columns { one = larger(one, sums[j]) }
        return (one, infinity)
    }
}

extension Workspace {
    /// Memory for some sums: the stack if they are few, so that small matrices cost no allocation.
    @inline(__always)
    fileprivate mutating func withSums<T: RealScalar, Result>(
        _ count: Int, _: T.Type, _ body: (UnsafeMutablePointer<T>) -> Result
    ) -> Result {
        if count <= 128 {
            return withUnsafeTemporaryAllocation(of: T.self, capacity: 128) { body($0.baseAddress!) }
        }
        defer { extendLifetime(self) }
        return body(reserve(count, T.self))
    }
}

/// Adds the magnitudes of a row to the sums of the columns, and returns their sum.
@inline(__always)
private func addMagnitudes<Element: Scalar>(
    _ row: UnsafePointer<Element>, _ count: Int, times scale: Element.RealType,
    to sums: UnsafeMutablePointer<Element.RealType>
) -> Element.RealType {
    typealias RealType = Element.RealType
    if Element.self == RealType.self {
        let row = UnsafeRawPointer(row).assumingMemoryBound(to: RealType.self)
        return RealType.Routines.addMagnitudes(count, scale, row, sums)
    }
    var sum: RealType = 0
    for j in 0..<count {
        let size = row[j].modulus * scale
        sums[j] += size
        sum += size
    }
    return sum
}
