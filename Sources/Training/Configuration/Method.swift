public import NeuralNetworks

/// How parameters are found.
public enum Method: Hashable, Sendable {
    /// Step by step from the gradients of batches.
    case gradient(Optimizer)
    /// From curvature and the whole data in every step.
    case lbfgs
    /// From the Jacobian of the whole data in every step.
    case levenbergMarquardt
}

extension Method {
    /// The names that ``init(name:learningRate:momentum:weightDecay:)`` knows.
    public static let names = [
        "sgd", "momentum", "nesterov", "adam", "adamw", "rmsprop", "adagrad", "lbfgs", "levenberg-marquardt",
    ]

    /// The method of a name. What is nil has the method's own default.
    package init(
        name: String, learningRate: Double?, momentum: Double?, weightDecay: Double?
    ) throws(ConfigurationError) {
        if let momentum, name != "momentum" && name != "nesterov" {
            throw ConfigurationError(
                "momentum \(momentum): the optimizer \(name) has none; choose momentum or nesterov")
        }
        let (mass, decay) = (momentum ?? 0.9, weightDecay ?? 0)
        switch name {
        case "sgd": self = .gradient(.sgd(learningRate: learningRate ?? 0.01, weightDecay: decay))
        case "momentum": self = .gradient(.momentum(mass, learningRate: learningRate ?? 0.01, weightDecay: decay))
        case "nesterov": self = .gradient(.nesterov(mass, learningRate: learningRate ?? 0.01, weightDecay: decay))
        case "adam": self = .gradient(.adam(learningRate: learningRate ?? 1e-3, weightDecay: decay))
        case "adamw": self = .gradient(.adamW(learningRate: learningRate ?? 1e-3, weightDecay: weightDecay ?? 0.01))
        case "rmsprop": self = .gradient(.rmsProp(learningRate: learningRate ?? 1e-3, weightDecay: decay))
        case "adagrad": self = .gradient(.adagrad(learningRate: learningRate ?? 0.01, weightDecay: decay))
        case "lbfgs", "levenberg-marquardt":
            for (value, option) in [(learningRate, "learning rate"), (weightDecay, "weight decay")] where value != nil {
                throw ConfigurationError("\(option) \(value ?? 0): the optimizer \(name) has none; leave it out")
            }
            self = name == "lbfgs" ? .lbfgs : .levenbergMarquardt
        default:
            throw ConfigurationError(
                "optimizer \"\(name)\": expected one of \(Self.names.joined(separator: ", "))")
        }
    }
}
