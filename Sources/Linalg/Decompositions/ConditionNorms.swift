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

    /// Those of a banded matrix.
    init<Element: Scalar>(_ a: BandedMatrix<Element>) where Element.RealType == RealType {
        self.init(a.lowerBandwidth + a.upperBandwidth + 1) { scale in
            let scaled = scale == 1 ? a : BandedMatrix(a, times: Element(real: scale))
            return (scaled.norm(.one), scaled.norm(.infinity))
        }
    }

    /// Those of the Hermitian matrix of which row i of `bands` is the band up to the diagonal.
    init<Element: Scalar>(bands: Matrix<Element>) where Element.RealType == RealType {
        let width = bands.columns - 1
        self.init(2 * width + 1) { scale in
            var sums = Vector<RealType>.zeros(bands.rows)
            for i in 0..<bands.rows {
                for j in max(i - width, 0)...i {
                    let size = bands[i, j - i + width].modulus * scale
                    sums[i] += size
                    if j < i { sums[j] += size }
                }
            }
            let norm = sums.norm(.infinity)
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

/// The larger number, NaN if one is.
@inline(__always)
private func larger<T: RealScalar>(_ a: T, _ b: T) -> T { b <= a || a.isNaN ? a : b }

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
