public import Linalg

/// What an optimizer remembers from step to step, laid out as the parameters; part of a checkpoint.
public struct OptimizerState<Element: RealScalar>: Sendable, Hashable, Codable {
    /// How many steps have been made.
    public internal(set) var stepCount = 0
    /// The velocity, or the first moment; empty if the method has none.
    public internal(set) var first: Vector<Element>
    /// The second moment, or the sum of squares; empty if the method has none.
    public internal(set) var second: Vector<Element>

    /// A state from its parts, as a checkpoint keeps them.
    package init(stepCount: Int, first: Vector<Element>, second: Vector<Element>) {
        (self.stepCount, self.first, self.second) = (stepCount, first, second)
    }

    /// The state before the first step.
    init(_ method: Optimizer.Method, parameterCount: Int) {
        let (first, second) =
            switch method {
            case .sgd: (false, false)
            case .momentum: (true, false)
            case .adam: (true, true)
            case .rmsProp, .adagrad: (false, true)
            }
        self.first = .zeros(first ? parameterCount : 0)
        self.second = .zeros(second ? parameterCount : 0)
    }
}
