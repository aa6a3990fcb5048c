internal import Linalg

/// One step of an optimizer: what is the same for all parameters, worked out once, and where they are.
struct Update<T: RealScalar> {
    private enum Rule {
        case sgd
        case momentum(T, nesterov: Bool)
        case adam(kept: T, beta1: T, beta2: T, root: T, epsilon: T)
        case rmsProp(old: T, new: T, epsilon: T)
    }

    let parameters: UnsafeMutablePointer<T>
    let gradient: UnsafeMutablePointer<T>
    let count: Int
    private let first: UnsafeMutablePointer<T>
    private let second: UnsafeMutablePointer<T>
    private let rule: Rule
    private let rate: T
    private let decay: T

    /// The next step of `optimizer`, which counts in `state`.
    @inline(__always)
    init(
        _ optimizer: Optimizer, _ parameters: UnsafeVector<T>, _ gradient: UnsafeVector<T>,
        _ state: inout OptimizerState<T>
    ) {
        state.stepCount += 1
        state.first.makeUnique()
        state.second.makeUnique()
        (self.parameters, self.gradient, count) = (parameters.base, gradient.base, parameters.count)
        (first, second) = (state.first.unsafeView.base, state.second.unsafeView.base)
        let (rate, decay) = (T(optimizer.learningRate), T(optimizer.weightDecay))
        switch optimizer.method {
        case .sgd:
            (rule, self.rate, self.decay) = (.sgd, rate, decay)
        case .momentum(let momentum, let nesterov):
            (rule, self.rate, self.decay) = (.momentum(T(momentum), nesterov: nesterov), rate, decay)
        case .adam(let beta1, let beta2, let epsilon, let decoupled):
            let root = T((1 - Double.pow(beta2, state.stepCount)).squareRoot())
            rule = .adam(
                kept: decoupled ? 1 - rate * decay : 1, beta1: T(beta1), beta2: T(beta2), root: root,
                epsilon: T(epsilon))
            self.rate = T(optimizer.learningRate / (1 - Double.pow(beta1, state.stepCount)))
            self.decay = decoupled ? 0 : decay
        case .rmsProp(let average, let epsilon):
            let average = T(average)
            (rule, self.rate, self.decay) = (.rmsProp(old: average, new: 1 - average, epsilon: T(epsilon)), rate, decay)
        case .adagrad(let epsilon):
            (rule, self.rate, self.decay) = (.rmsProp(old: 1, new: 1, epsilon: T(epsilon)), rate, decay)
        }
    }

    /// What the gradient is multiplied by and added to the parameters, if that is all: a product can do it while it sums the
    /// gradient. Not with weight decay, since 1 less a small number would lose most of its digits.
    @inline(__always)
    var gradientFactor: T? {
        guard case .sgd = rule, decay == 0 else { return nil }
        return -rate
    }

    /// Takes the step with some parameters, in one pass over them, their gradient and the state.
    @inline(__always)
    func apply(to range: Range<Int>) {
        let n = range.count
        let (p, g) = (parameters + range.lowerBound, gradient + range.lowerBound)
        let (first, second) = (first + range.lowerBound, second + range.lowerBound)
        switch rule {
        case .sgd:
            T.Routines.sgd(n, rate, decay, g, p)
        case .momentum(let momentum, let nesterov):
            T.Routines.momentum(n, rate, decay, momentum, nesterov, g, p, first)
        case .adam(let kept, let beta1, let beta2, let root, let epsilon):
            T.Routines.adam(n, rate, decay, kept, beta1, beta2, root, epsilon, g, p, first, second)
        case .rmsProp(let old, let new, let epsilon):
            T.Routines.rmsProp(n, rate, decay, old, new, epsilon, g, p, second)
        }
    }
}
