internal import Linalg

/// What a layer applies to each of its outputs.
public enum Activation: Sendable, Hashable {
    /// `z`.
    case identity
    /// `max(z, 0)`; its derivative at zero counts as 0.
    case relu
    /// `z` where positive, otherwise `slope · z`; its derivative at zero counts as `slope`, which must not be negative.
    case leakyReLU(slope: Double)
    /// `1 / (1 + exp(−z))`.
    case sigmoid
    /// The hyperbolic tangent.
    case tanh
}

extension Activation {
    func checkSlope<T: RealScalar>(as _: T.Type) {
        if case .leakyReLU(let slope) = self {
            require(
                slope >= 0 && T(slope).isFinite,
                "leakyReLU: a slope of \(slope); it must be finite and not negative")
        }
    }

    /// Adds `bias` to each row of `z` and applies the activation, in one pass and in place.
    @inline(__always)
    func apply<T: RealScalar>(adding bias: UnsafeMutablePointer<T>, to z: UnsafeMatrix<T>) {
        switch self {
        case .identity: Self.map(z, bias) { $0 }
        // Written so that a NaN stays one.
        case .relu: Self.map(z, bias) { $0 <= 0 ? 0 : $0 }
        case .leakyReLU(let slope):
            let slope = T(slope)
            Self.map(z, bias) { $0 > 0 ? $0 : slope * $0 }
        case .sigmoid: Self.map(z, bias) { 1 / (1 + T.exp(-$0)) }
        case .tanh: Self.map(z, bias) { T.tanh($0) }
        }
    }

    /// Multiplies `delta` by the derivative, which each of these functions allows to be told from its value `a`.
    @inline(__always)
    func multiplyDerivative<T: RealScalar>(at a: UnsafeMatrix<T>, into delta: UnsafeMatrix<T>) {
        switch self {
        case .identity: break
        case .relu: Self.scale(delta, a) { delta, a in a > 0 ? delta : 0 }
        case .leakyReLU(let slope):
            let slope = T(slope)
            Self.scale(delta, a) { delta, a in a > 0 ? delta : slope * delta }
        case .sigmoid: Self.scale(delta, a) { delta, a in delta * (a * (1 - a)) }
        case .tanh: Self.scale(delta, a) { delta, a in delta * (1 - a * a) }
        }
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
    private static func scale<T: RealScalar>(
        _ delta: UnsafeMatrix<T>, _ a: UnsafeMatrix<T>, _ function: (T, T) -> T
    ) {
        // Both are blocks of a workspace, without gaps.
        for i in 0..<delta.rows &* delta.columns { delta.base[i] = function(delta.base[i], a.base[i]) }
    }
}
