internal import Linalg

/// What a layer applies to its outputs.
public enum Activation: Sendable, Hashable {
    /// `z`.
    case identity
    /// `max(z, 0)`; its derivative at zero counts as 0.
    case relu
    /// `z` where positive, otherwise `slope · z`; its derivative at zero counts as `slope`, which must not be negative.
    case leakyReLU(slope: Double)
    /// `z` where positive, otherwise `alpha · (exp(z) − 1)`; `alpha` must not be negative.
    ///
    /// - Source: Clevert, Unterthiner, Hochreiter: Fast and accurate deep network learning by exponential linear units,
    ///   2015.
    case elu(alpha: Double)
    /// `z · Φ(z)` with the distribution function of the normal distribution, exact.
    ///
    /// - Source: Hendrycks, Gimpel: Gaussian error linear units, 2016.
    case gelu
    /// `z · sigmoid(z)`.
    case silu
    /// `log(1 + exp(z))`.
    case softplus
    /// `1 / (1 + exp(−z))`.
    case sigmoid
    /// The hyperbolic tangent.
    case tanh
    /// `exp(zᵢ) / Σ exp(zⱼ)` over the outputs of a sample.
    case softmax
}

extension Activation {
    /// Traps if a slope is not one.
    func check<T: RealScalar>(as _: T.Type) {
        switch self {
        case .leakyReLU(let slope):
            require(
                slope >= 0 && T(slope).isFinite, "leakyReLU: a slope of \(slope); it must be finite and not negative")
        case .elu(let alpha):
            require(alpha >= 0 && T(alpha).isFinite, "elu: an alpha of \(alpha); it must be finite and not negative")
        default: break
        }
    }

    /// Whether the derivative cannot be told from the value, so that a pass keeps `z` too.
    var needsPreactivation: Bool { self == .gelu || self == .silu }

    /// Adds `bias` to each row of `z` and applies the activation, in one pass and in place; `kept` gets `z` if the
    /// derivative needs it.
    @inline(__always)
    func apply<T: RealScalar>(
        adding bias: UnsafeMutablePointer<T>, to z: UnsafeMatrix<T>, keeping kept: UnsafeMutablePointer<T>
    ) {
        switch self {
        case .identity: Self.map(z, bias) { $0 }
        // Written so that a NaN stays one.
        case .relu: Self.map(z, bias) { $0 <= 0 ? 0 : $0 }
        case .leakyReLU(let slope):
            let slope = T(slope)
            Self.map(z, bias) { $0 > 0 ? $0 : slope * $0 }
        case .elu(let alpha):
            let alpha = T(alpha)
            Self.map(z, bias) { $0 > 0 ? $0 : alpha * T.expMinusOne($0) }
        case .gelu: Self.mapKeeping(z, bias, kept) { $0 * Self.normalDistribution($0) }
        case .silu: Self.mapKeeping(z, bias, kept) { $0 / (1 + T.exp(-$0)) }
        case .softplus: Self.map(z, bias) { Self.softplus($0) }
        case .sigmoid: Self.map(z, bias) { 1 / (1 + T.exp(-$0)) }
        case .tanh: Self.map(z, bias) { T.tanh($0) }
        case .softmax:
            Self.map(z, bias) { $0 }
            for i in 0..<z.rows { Self.softmax(z.row(i)) }
        }
    }

    /// Multiplies `delta` by the derivative, from the value `a`, or from `kept` where that is needed.
    @inline(__always)
    func multiplyDerivative<T: RealScalar>(
        at a: UnsafeMatrix<T>, kept: UnsafeMutablePointer<T>, into delta: UnsafeMatrix<T>
    ) {
        switch self {
        case .identity: break
        case .relu: Self.scale(delta, a.base) { delta, a in a > 0 ? delta : 0 }
        case .leakyReLU(let slope):
            let slope = T(slope)
            Self.scale(delta, a.base) { delta, a in a > 0 ? delta : slope * delta }
        case .elu(let alpha):
            let alpha = T(alpha)
            Self.scale(delta, a.base) { delta, a in a > 0 ? delta : delta * (a + alpha) }
        case .gelu:
            let factor = T(0.3989422804014326779)  // 1/√(2π)
            Self.scale(delta, kept) { delta, z in
                delta * (Self.normalDistribution(z) + z * factor * T.exp(-z * z / 2))
            }
        case .silu:
            Self.scale(delta, kept) { delta, z in
                let sigmoid = 1 / (1 + T.exp(-z))
                return delta * (sigmoid * (1 + z * (1 - sigmoid)))
            }
        case .softplus: Self.scale(delta, a.base) { delta, a in -delta * T.expMinusOne(-a) }
        case .sigmoid: Self.scale(delta, a.base) { delta, a in delta * (a * (1 - a)) }
        case .tanh: Self.scale(delta, a.base) { delta, a in delta * (1 - a * a) }
        case .softmax:
            for i in 0..<delta.rows {
                var sum: T = 0
                for j in 0..<delta.columns { sum += delta[i, j] * a[i, j] }
                for j in 0..<delta.columns { delta[i, j] = a[i, j] * (delta[i, j] - sum) }
            }
        }
    }

    /// `log(1 + exp(z))` without overflow.
    @inline(__always)
    static func softplus<T: RealScalar>(_ z: T) -> T { (z > 0 ? z : 0) + T.log(onePlus: T.exp(-z.magnitude)) }

    /// Overwrites `row` with its softmax.
    @inline(__always)
    static func softmax<T: RealScalar>(_ row: UnsafeVector<T>) {
        var largest = row[0]
        for j in 1..<max(row.count, 1) where row[j] > largest { largest = row[j] }
        var sum: T = 0
        for j in 0..<row.count {
            row[j] = T.exp(row[j] - largest)
            sum += row[j]
        }
        for j in 0..<row.count { row[j] /= sum }
    }

    /// The normal distribution function; by the complementary error function, which keeps small values accurate.
    @inline(__always)
    private static func normalDistribution<T: RealScalar>(_ z: T) -> T {
        T.erfc(-z * T(0.7071067811865475244)) / 2
    }

    @inline(__always)
    private static func map<T: RealScalar>(
        _ z: UnsafeMatrix<T>, _ bias: UnsafeMutablePointer<T>, _ function: (T) -> T
    ) {
        for i in 0..<z.rows {
            let row = z.base + i &* z.rowStride
            for j in 0..<z.columns { row[j] = function(row[j] + bias[j]) }
        }
    }

    @inline(__always)
    private static func mapKeeping<T: RealScalar>(
        _ z: UnsafeMatrix<T>, _ bias: UnsafeMutablePointer<T>, _ kept: UnsafeMutablePointer<T>, _ function: (T) -> T
    ) {
        for i in 0..<z.rows {
            let (row, keptRow) = (z.base + i &* z.rowStride, kept + i &* z.columns)
            for j in 0..<z.columns {
                keptRow[j] = row[j] + bias[j]
                row[j] = function(keptRow[j])
            }
        }
    }

    @inline(__always)
    private static func scale<T: RealScalar>(
        _ delta: UnsafeMatrix<T>, _ values: UnsafeMutablePointer<T>, _ function: (T, T) -> T
    ) {
        // Both are blocks of a workspace, without gaps.
        for i in 0..<delta.rows &* delta.columns { delta.base[i] = function(delta.base[i], values[i]) }
    }
}
