import Linalg
import NeuralNetworks
import Testing

/// A step, in which the optimizer's pass is merged with the sums of the gradient, is the formula applied to the whole gradient.
@Suite struct StepTests {
    /// One parameter's way through the formulas of ``Optimizer``, without shortcuts.
    private struct Formula {
        let optimizer: Optimizer
        var (first, second) = (0.0, 0.0)

        init(_ optimizer: Optimizer) { self.optimizer = optimizer }

        mutating func next(_ p: Double, _ gradient: Double, step t: Double) -> Double {
            let (rate, decay) = (optimizer.learningRate, optimizer.weightDecay)
            var g = gradient + decay * p
            switch optimizer.method {
            case .sgd:
                return p - rate * g
            case .momentum(let momentum, let nesterov):
                first = momentum * first + g
                return p - rate * (nesterov ? g + momentum * first : first)
            case .adam(let beta1, let beta2, let epsilon, let decoupled):
                if decoupled { g = gradient }
                first = beta1 * first + (1 - beta1) * g
                second = beta2 * second + (1 - beta2) * g * g
                let (m, v) = (first / (1 - Double.pow(beta1, t)), second / (1 - Double.pow(beta2, t)))
                return p - (decoupled ? rate * decay * p : 0) - rate * m / (v.squareRoot() + epsilon)
            case .rmsProp(let average, let epsilon):
                second = average * second + (1 - average) * g * g
                return p - rate * g / (second.squareRoot() + epsilon)
            case .adagrad(let epsilon):
                second += g * g
                return p - rate * g / (second.squareRoot() + epsilon)
            }
        }
    }

    /// One sample takes *ger*, 9 OpenBLAS's products, 400 more than one block of ours. A trainer for many samples cuts up the
    /// gradients in another way than one for few.
    @Test(
        arguments: [
            Optimizer.sgd(learningRate: 0.1), .sgd(learningRate: 0.1, weightDecay: 0.01),
            .momentum(0.9, learningRate: 0.1, weightDecay: 0.01), .nesterov(learningRate: 0.1),
            .adam(weightDecay: 0.01), .adamW(weightDecay: 0.1), .rmsProp(), .adagrad(),
        ], [1, 9, 70, 400])
    func aStepIsTheFormulaOnTheGradient(optimizer: Optimizer, batch: Int) {
        var generator = RandomState(seed: 4)
        var network = Network<Double>(inputSize: 70, layers: [Dense(40, .tanh), Dense(33, .sigmoid), Dense(5)])
        network.initialize(.glorotUniform, using: &generator)
        let inputs = Matrix<Double>(rows: batch, columns: 70) { _, _ in generator.standardNormal() }
        let targets = Matrix<Double>(rows: batch, columns: 5) { _, _ in generator.standardNormal() }
        var plain = network
        var formulas = Array(repeating: Formula(optimizer), count: network.parameterCount)
        for step in 1...2 {
            let gradient = plain.gradient(
                of: .meanSquaredError, inputs: inputs, targets: targets, kernel: .reference
            ).gradient
            for i in 0..<plain.parameterCount {
                plain.parameters[i] = formulas[i].next(plain.parameters[i], gradient[i], step: Double(step))
            }
        }
        let moved = (network.parameters - plain.parameters).norm()
        for kernel in Kernel.allCases {
            for (threads, capacity) in kernel == .reference ? [(1, 400)] : [(1, batch), (1, 400), (2, batch), (3, 400)]
            {
                let trainer = Trainer(
                    network, loss: .meanSquaredError, optimizer: optimizer, batchSize: capacity, kernel: kernel,
                    threads: threads)
                for _ in 1...2 { trainer.step(inputs, targets) }
                let apart = (trainer.network.parameters - plain.parameters).norm()
                #expect(apart <= 1e-9 * moved, "\(apart) of \(moved): \(kernel), \(threads) threads, up to \(capacity)")
            }
        }
    }
}
