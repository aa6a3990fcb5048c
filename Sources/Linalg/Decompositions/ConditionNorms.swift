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
    /// The one-norm and the infinity-norm of this matrix times a number, with room for a sum of each column; not finite if an
    /// entry is not.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func norms(
        times scale: Element.RealType, _ sums: UnsafeMutablePointer<Element.RealType>
    ) -> (one: Element.RealType, infinity: Element.RealType) {
        normsOfRows(rows, columns, times: scale, sums) { (base + $0 * rowStride, 0..<columns) }
    }

    /// The norm of the Hermitian matrix whose lower triangle this is, likewise.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func hermitianNorm(
        times scale: Element.RealType, _ sums: UnsafeMutablePointer<Element.RealType>
    ) -> Element.RealType {
        hermitianNormOfRows(rows, times: scale, sums) { (base + $0 * rowStride, 0..<$0) }
    }

    /// The same where row i is the band up to the diagonal.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func hermitianNormOfBands(
        times scale: Element.RealType, _ sums: UnsafeMutablePointer<Element.RealType>
    ) -> Element.RealType {
        hermitianNormOfRows(rows, times: scale, sums) { i in
            let count = min(i, columns - 1)
            return (base + (i * rowStride + columns - 1 - count), i - count..<i)
        }
    }
}

extension BandedMatrix {
    /// The one-norm and the infinity-norm of this matrix times a number, likewise.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func norms(
        times scale: Element.RealType, _ sums: UnsafeMutablePointer<Element.RealType>
    ) -> (one: Element.RealType, infinity: Element.RealType) {
        let view = bands.unsafeView
        return normsOfRows(rows, columns, times: scale, sums) { i in
            let band = band(i)
            return (view.base + (i * view.rowStride + band.lowerBound - i + lowerBandwidth), band)
        }
    }
}

/// Both norms of a matrix, given where the entries of each row lie, and their columns.
@inline(__always)
private func normsOfRows<Element: Scalar>(
    _ rows: Int, _ columns: Int, times scale: Element.RealType, _ sums: UnsafeMutablePointer<Element.RealType>,
    _ row: (Int) -> (UnsafeMutablePointer<Element>, Range<Int>)
) -> (one: Element.RealType, infinity: Element.RealType) {
    sums.initialize(repeating: 0, count: columns)
    var infinity: Element.RealType = 0
    for i in 0..<rows {
        let (start, range) = row(i)
        infinity = larger(infinity, addMagnitudes(start, range.count, times: scale, to: sums + range.lowerBound))
    }
    return (largest(sums, columns), infinity)
}

/// The norm of a Hermitian matrix, given where the entries of each row before the diagonal lie, and their columns; the one on
/// the diagonal follows them.
@inline(__always)
private func hermitianNormOfRows<Element: Scalar>(
    _ rows: Int, times scale: Element.RealType, _ sums: UnsafeMutablePointer<Element.RealType>,
    _ row: (Int) -> (UnsafeMutablePointer<Element>, Range<Int>)
) -> Element.RealType {
    sums.initialize(repeating: 0, count: rows)
    for i in 0..<rows {
        let (start, range) = row(i)
        let left = addMagnitudes(start, range.count, times: scale, to: sums + range.lowerBound)
        sums[i] += left + start[range.count].modulus * scale
    }
    return largest(sums, rows)
}

@inline(__always)
private func largest<T: RealScalar>(_ sums: UnsafeMutablePointer<T>, _ count: Int) -> T {
    var result: T = 0
    for i in 0..<count { result = larger(result, sums[i]) }
    return result
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
