internal import Linalg

/// What is done to a gradient before the optimizer sees it: penalties on the weights, then clipping.
///
/// Penalties apply to weights and not to biases. They are part of the gradient and not of the reported loss, which stays
/// comparable with that of other data.
public struct Regularization: Sendable, Hashable, Codable {
    /// The factor of `Σ|w|`.
    public var l1: Double
    /// The factor of `½Σw²`.
    public var l2: Double
    /// The largest Euclidean norm that a whole gradient may have; a longer one is scaled down. Nil for any.
    ///
    /// - Source: Pascanu, Mikolov, Bengio: On the difficulty of training recurrent neural networks, 2012.
    public var maximumNorm: Double?
    /// The largest magnitude that an entry may have; a larger one is cut. Nil for any.
    public var maximumMagnitude: Double?

    /// Nothing unless given.
    ///
    /// - Precondition: factors are finite and not negative, limits positive.
    public init(l1: Double = 0, l2: Double = 0, maximumNorm: Double? = nil, maximumMagnitude: Double? = nil) {
        require(
            l1 >= 0 && l1.isFinite && l2 >= 0 && l2.isFinite,
            "penalties of \(l1) and \(l2); they must be finite and not negative")
        require(
            maximumNorm ?? 1 > 0 && maximumMagnitude ?? 1 > 0,
            "limits of the gradient of \(maximumNorm ?? 1) and \(maximumMagnitude ?? 1); they must be positive")
        self.l1 = l1
        self.l2 = l2
        self.maximumNorm = maximumNorm
        self.maximumMagnitude = maximumMagnitude
    }
}

extension Regularization {
    /// Whether there is anything to do.
    var isActive: Bool { l1 > 0 || l2 > 0 || maximumNorm != nil || maximumMagnitude != nil }

    /// Changes `gradient` in place.
    ///
    /// - Complexity: O(parameters), no allocation.
    @specialized(where T == Float)
    @specialized(where T == Double)
    func apply<T: RealScalar>(to gradient: UnsafeVector<T>, _ parameters: UnsafeVector<T>, _ layers: [DenseLayer]) {
        if l1 > 0 || l2 > 0 {
            let (l1, l2) = (T(l1), T(l2))
            for layer in layers {
                let (g, p) = (gradient.base + layer.offset, parameters.base + layer.offset)
                for i in 0..<layer.weightCount {
                    let sign: T = p[i] > 0 ? 1 : (p[i] < 0 ? -1 : 0)
                    g[i] += l1 * sign + l2 * p[i]
                }
            }
        }
        if let maximumMagnitude {
            let limit = T(maximumMagnitude)
            for i in 0..<gradient.count {
                if gradient.base[i] > limit { gradient.base[i] = limit }
                if gradient.base[i] < -limit { gradient.base[i] = -limit }
            }
        }
        if let maximumNorm {
            let norm = Kernels.nrm2(gradient)
            if norm > T(maximumNorm) { Kernels.scal(T(maximumNorm) / norm, gradient) }
        }
    }
}
