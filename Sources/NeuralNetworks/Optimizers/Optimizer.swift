internal import Linalg

/// How a gradient changes the parameters: a method, its rate, and weight decay.
///
/// ```swift
/// .sgd(learningRate: 0.01)
/// .adamW(learningRate: 1e-3, weightDecay: 0.01)
/// ```
///
/// In the formulas `p` is a parameter, `g` its gradient with `weightDecay · p` added (except in AdamW), and `η` the rate.
/// Results agree with PyTorch's classes of the same names.
public struct Optimizer: Sendable, Hashable, Codable {
    /// The method with its own parameters.
    public enum Method: Sendable, Hashable, Codable {
        /// `p −= η·g`.
        case sgd
        /// `v = momentum·v + g`, then `p −= η·v`, or with Nesterov's form `p −= η·(g + momentum·v)`.
        case momentum(Double, nesterov: Bool)
        /// `m = β₁·m + (1−β₁)·g`, `v = β₂·v + (1−β₂)·g²`, both divided by `1 − βᵗ`, then `p −= η·m / (√v + ε)`. In the
        /// decoupled form, AdamW, weight decay is `p −= η·weightDecay·p` instead of a part of `g`.
        case adam(beta1: Double, beta2: Double, epsilon: Double, decoupled: Bool)
        /// `s = decay·s + (1−decay)·g²`, then `p −= η·g / (√s + ε)`.
        case rmsProp(decay: Double, epsilon: Double)
        /// `s += g²`, then `p −= η·g / (√s + ε)`.
        case adagrad(epsilon: Double)
    }

    /// The length of a step.
    ///
    /// - Precondition: a new value is finite and not negative.
    public var learningRate: Double { didSet { check() } }
    /// How much of a parameter is added to its gradient.
    ///
    /// - Precondition: a new value is finite and not negative.
    public var weightDecay: Double { didSet { check() } }
    /// The method.
    public let method: Method

    /// An optimizer of the given method.
    ///
    /// - Precondition: rate, decay and ε are finite and not negative; factors of averages are at least 0 and below 1.
    public init(_ method: Method, learningRate: Double, weightDecay: Double = 0) {
        self.method = method
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        check()
    }

    private func check() {
        func demand(_ value: Double, _ name: String, below limit: Double = .infinity) {
            require(value >= 0 && value < limit, "\(name) of \(value); it must be at least 0 and below \(limit)")
        }
        demand(learningRate, "a learning rate")
        demand(weightDecay, "a weight decay")
        switch method {
        case .sgd: break
        case .momentum(let momentum, _): demand(momentum, "a momentum", below: 1)
        case .adam(let beta1, let beta2, let epsilon, _):
            demand(beta1, "a beta1", below: 1)
            demand(beta2, "a beta2", below: 1)
            demand(epsilon, "an epsilon")
        case .rmsProp(let decay, let epsilon):
            demand(decay, "a decay", below: 1)
            demand(epsilon, "an epsilon")
        case .adagrad(let epsilon): demand(epsilon, "an epsilon")
        }
    }
}

extension Optimizer {
    /// Plain gradient descent.
    ///
    /// - Source: Robbins, Monro: A stochastic approximation method, 1951.
    public static func sgd(learningRate: Double = 0.01, weightDecay: Double = 0) -> Optimizer {
        Optimizer(.sgd, learningRate: learningRate, weightDecay: weightDecay)
    }

    /// Gradient descent with a heavy ball's momentum.
    ///
    /// - Source: Polyak: Some methods of speeding up the convergence of iteration methods, 1964.
    public static func momentum(
        _ momentum: Double = 0.9, learningRate: Double = 0.01, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(.momentum(momentum, nesterov: false), learningRate: learningRate, weightDecay: weightDecay)
    }

    /// Gradient descent with Nesterov's momentum.
    ///
    /// - Source: Nesterov, 1983, in the form of Sutskever, Martens, Dahl, Hinton: On the importance of initialization and
    ///   momentum in deep learning, 2013.
    public static func nesterov(
        _ momentum: Double = 0.9, learningRate: Double = 0.01, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(.momentum(momentum, nesterov: true), learningRate: learningRate, weightDecay: weightDecay)
    }

    /// Adaptive moments.
    ///
    /// - Source: Kingma, Ba: Adam: a method for stochastic optimization, 2014.
    public static func adam(
        learningRate: Double = 1e-3, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(
            .adam(beta1: beta1, beta2: beta2, epsilon: epsilon, decoupled: false), learningRate: learningRate,
            weightDecay: weightDecay)
    }

    /// Adaptive moments with decoupled weight decay.
    ///
    /// - Source: Loshchilov, Hutter: Decoupled weight decay regularization, 2017.
    public static func adamW(
        learningRate: Double = 1e-3, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        weightDecay: Double = 0.01
    ) -> Optimizer {
        Optimizer(
            .adam(beta1: beta1, beta2: beta2, epsilon: epsilon, decoupled: true), learningRate: learningRate,
            weightDecay: weightDecay)
    }

    /// Steps divided by a running root mean square of the gradient.
    ///
    /// - Source: Tieleman, Hinton: Lecture 6.5, RMSProp, Coursera, 2012.
    public static func rmsProp(
        learningRate: Double = 0.01, decay: Double = 0.99, epsilon: Double = 1e-8, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(.rmsProp(decay: decay, epsilon: epsilon), learningRate: learningRate, weightDecay: weightDecay)
    }

    /// Steps divided by the root of the sum of all squared gradients.
    ///
    /// - Source: Duchi, Hazan, Singer: Adaptive subgradient methods for online learning, 2011.
    public static func adagrad(
        learningRate: Double = 0.01, epsilon: Double = 1e-10, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(.adagrad(epsilon: epsilon), learningRate: learningRate, weightDecay: weightDecay)
    }
}
