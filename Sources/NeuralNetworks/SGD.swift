internal import Linalg

/// Plain stochastic gradient descent: `p −= learningRate · gradient`.
///
/// - Source: Robbins, Monro: A stochastic approximation method, 1951.
public struct SGD: Sendable, Hashable {
    /// The length of a step, as a multiple of the gradient.
    ///
    /// - Precondition: a new value is finite and not negative.
    public var learningRate: Double {
        didSet { check() }
    }

    /// Descent with the given rate.
    ///
    /// - Precondition: the rate is finite and not negative.
    public init(learningRate: Double) {
        self.learningRate = learningRate
        check()
    }

    private func check() {
        require(
            learningRate >= 0 && learningRate.isFinite,
            "a learning rate of \(learningRate); it must be finite and not negative")
    }
}
