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

extension Optimizer {
    /// One step on all parameters, in one pass over them, their gradient and the state.
    ///
    /// - Complexity: O(parameters), no allocation.
    @specialized(where T == Float)
    @specialized(where T == Double)
    func update<T: RealScalar>(
        _ parameters: UnsafeVector<T>, _ gradient: UnsafeVector<T>, _ state: inout OptimizerState<T>
    ) {
        state.stepCount += 1
        state.first.makeUnique()
        state.second.makeUnique()
        let (p, g, n) = (parameters.base, gradient.base, parameters.count)
        let (first, second) = (state.first.unsafeView.base, state.second.unsafeView.base)
        let (rate, decay) = (T(learningRate), T(weightDecay))
        switch method {
        case .sgd:
            T.Routines.sgd(n, rate, decay, g, p)
        case .momentum(let momentum, let nesterov):
            T.Routines.momentum(n, rate, decay, T(momentum), nesterov, g, p, first)
        case .adam(let beta1, let beta2, let epsilon, let decoupled):
            let stepSize = T(learningRate / (1 - power(beta1, state.stepCount)))
            let root = T((1 - power(beta2, state.stepCount)).squareRoot())
            let (inGradient, kept) = decoupled ? (0, 1 - rate * decay) : (decay, 1)
            T.Routines.adam(n, stepSize, inGradient, kept, T(beta1), T(beta2), root, T(epsilon), g, p, first, second)
        case .rmsProp(let average, let epsilon):
            let average = T(average)
            T.Routines.rmsProp(n, rate, decay, average, 1 - average, T(epsilon), g, p, second)
        case .adagrad(let epsilon):
            T.Routines.rmsProp(n, rate, decay, 1, 1, T(epsilon), g, p, second)
        }
    }

    private func power(_ base: Double, _ exponent: Int) -> Double { Double.pow(base, exponent) }
}
