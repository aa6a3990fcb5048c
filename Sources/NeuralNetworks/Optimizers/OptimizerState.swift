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
            if decay == 0 {
                for i in 0..<n { p[i] -= rate * g[i] }
            } else {
                for i in 0..<n { p[i] -= rate * (g[i] + decay * p[i]) }
            }
        case .momentum(let momentum, let nesterov):
            let momentum = T(momentum)
            for i in 0..<n {
                let slope = g[i] + decay * p[i]
                first[i] = momentum * first[i] + slope
                p[i] -= rate * (nesterov ? slope + momentum * first[i] : first[i])
            }
        case .adam(let beta1, let beta2, let epsilon, let decoupled):
            let stepSize = T(learningRate / (1 - power(beta1, state.stepCount)))
            let root = T((1 - power(beta2, state.stepCount)).squareRoot())
            let (a, b, epsilon) = (T(beta1), T(beta2), T(epsilon))
            let (inGradient, apart) = decoupled ? (0, 1 - rate * decay) : (decay, 1)
            for i in 0..<n {
                let slope = g[i] + inGradient * p[i]
                first[i] = a * first[i] + (1 - a) * slope
                second[i] = b * second[i] + (1 - b) * slope * slope
                p[i] = apart * p[i] - stepSize * first[i] / (second[i].squareRoot() / root + epsilon)
            }
        case .rmsProp(let average, let epsilon):
            let (average, epsilon) = (T(average), T(epsilon))
            for i in 0..<n {
                let slope = g[i] + decay * p[i]
                second[i] = average * second[i] + (1 - average) * slope * slope
                p[i] -= rate * slope / (second[i].squareRoot() + epsilon)
            }
        case .adagrad(let epsilon):
            let epsilon = T(epsilon)
            for i in 0..<n {
                let slope = g[i] + decay * p[i]
                second[i] += slope * slope
                p[i] -= rate * slope / (second[i].squareRoot() + epsilon)
            }
        }
    }

    private func power(_ base: Double, _ exponent: Int) -> Double { Double.pow(base, exponent) }
}
