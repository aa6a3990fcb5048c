internal import DataFormats
internal import Linalg
internal import NeuralNetworks

/// What takes steps: one of three methods, with what it remembers.
enum Engine<Element: RealScalar> {
    case gradient(Trainer<Element>)
    case lbfgs(LBFGS<Element>, Network<Element>)
    case levenbergMarquardt(LevenbergMarquardt, Network<Element>)

    var network: Network<Element> {
        switch self {
        case .gradient(let trainer): trainer.network
        case .lbfgs(_, let network), .levenbergMarquardt(_, let network): network
        }
    }

    init(_ plan: Plan, _ network: Network<Element>, seed: UInt32, threads: Int) {
        switch plan.method {
        case .gradient(let optimizer):
            self = .gradient(
                Trainer(
                    network, loss: plan.loss, optimizer: optimizer, regularization: plan.regularization,
                    batchSize: plan.batchSize, seed: seed, threads: threads))
        case .lbfgs: self = .lbfgs(LBFGS(), network)
        case .levenbergMarquardt: self = .levenbergMarquardt(LevenbergMarquardt(), network)
        }
    }

    /// Where the method stands.
    func checkpoint(_ progress: Progress) -> Checkpoint<Element> {
        var result = Checkpoint(parameters: network.parameters, progress: progress)
        switch self {
        case .gradient(let trainer):
            result.optimizerState = trainer.optimizerState
            result.progress.stepCount = trainer.optimizerState.stepCount
            result.progress.dropoutGenerator = trainer.generator
        case .lbfgs(let method, _): result.lbfgs = method.remembered
        case .levenbergMarquardt(let method, _): result.progress.damping = method.damping
        }
        return result
    }

    /// Goes on from a checkpoint.
    ///
    /// - Throws: ``DataFormatError`` if it is not one of this method.
    mutating func restore(_ checkpoint: Checkpoint<Element>, path: String) throws(DataFormatError) {
        func mismatch() -> DataFormatError {
            DataFormatError(
                .malformed, path, expected: "a checkpoint of this method", found: "the state of another",
                advice: "begin anew with --overwrite")
        }
        switch self {
        case .gradient(let trainer):
            let present = trainer.optimizerState
            guard let state = checkpoint.optimizerState, state.first.count == present.first.count,
                state.second.count == present.second.count,
                (checkpoint.progress.dropoutGenerator == nil) == (trainer.generator == nil)
            else { throw mismatch() }
            trainer.restore(
                parameters: checkpoint.parameters, optimizerState: state,
                generator: checkpoint.progress.dropoutGenerator)
        case .lbfgs(var method, var network):
            method.remembered = checkpoint.lbfgs
            network.parameters = checkpoint.parameters
            self = .lbfgs(method, network)
        case .levenbergMarquardt(_, var network):
            guard let damping = checkpoint.progress.damping, damping > 0, damping.isFinite else { throw mismatch() }
            network.parameters = checkpoint.parameters
            self = .levenbergMarquardt(LevenbergMarquardt(damping: damping), network)
        }
    }

    /// One step on a batch. Returns the loss, before it or after it as the method has it; nil if it cannot go on, or if a
    /// method whose steps take long was cancelled, and is where it was before.
    mutating func step(
        _ plan: Plan, _ features: Matrix<Element>, _ targets: Matrix<Element>, threads: Int,
        isCancelled: () -> Bool = { false }
    ) -> Element? {
        switch self {
        case .gradient(let trainer): return trainer.step(features, targets)
        case .lbfgs(var method, var network):
            var trial = network
            let l2 = Element(plan.regularization.l2)
            let value = method.step(&network.parameters) { point, gradient in
                trial.parameters = point
                let found = trial.gradient(of: plan.loss, inputs: features, targets: targets, threads: threads)
                gradient = found.gradient
                return found.loss + (l2 > 0 ? trial.addPenalty(l2, to: &gradient) : 0)
            }
            self = .lbfgs(method, network)
            return value
        case .levenbergMarquardt(var method, var network):
            let value = method.step(&network, features, targets, isCancelled: isCancelled)
            self = .levenbergMarquardt(method, network)
            return value
        }
    }
}

extension Network {
    /// `½·l2·Σw²` over the weights, whose derivative is added to the gradient.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func addPenalty(_ l2: Element, to gradient: inout Vector<Element>) -> Element {
        var sum: Element = 0
        for layer in layers {
            for i in layer.offset..<layer.offset + layer.weightCount {
                sum += parameters[i] * parameters[i]
                gradient[i] += l2 * parameters[i]
            }
        }
        return l2 * sum / 2
    }
}
