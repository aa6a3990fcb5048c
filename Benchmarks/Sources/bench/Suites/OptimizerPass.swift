import CContenders
import Linalg
import NeuralNetworks

/// The optimizer's pass over parameters, gradient and state.
enum OptimizerPass {
    static let suite = "optimizer"

    /// One layer and one sample: a step is the product forward, the outer product, and the optimizer's pass. What Adam
    /// takes more than plain gradient descent is its two moments, read and written: 16 bytes a parameter.
    static func run(_ session: Session) throws {
        let n = session.options.isQuick ? 2048 : 3072
        session.begin(
            suite, "a layer of \(n)×\(n), one sample, Float: whole steps; C is Adam's pass alone",
            .init(rivals: ["C"], hasRate: true, hasLimit: true))
        var generator = RandomState(seed: 1)
        var network = Network<Float>(inputSize: n, layers: [Dense(n)])
        network.initialize(.glorotUniform, using: &generator)
        let x = Matrix(rows: 1, columns: n) { _, _ in Float(generator.randomSample()) }
        let y = Matrix(rows: 1, columns: n) { _, _ in Float(generator.randomSample()) }
        let parameters = Double(network.parameterCount)

        // One step of Adam on a gradient that is far from zero moves each parameter by the rate, up or down.
        let checked = Trainer(network, loss: .meanSquaredError, optimizer: .adam(learningRate: 0x1p-10))
        let gradient = network.gradient(of: .meanSquaredError, inputs: x, targets: y).gradient
        checked.step(x, y)
        let (before, after) = (Array(network.parameters), Array(checked.network.parameters))
        var worst = 0.0
        for (i, slope) in gradient.enumerated() where abs(slope) > 1e-4 {
            let apart = Double(abs(before[i] - after[i] - (slope > 0 ? 0x1p-10 : -0x1p-10))) / 0x1p-10
            worst = apart <= worst ? worst : apart
        }

        let count = network.parameterCount
        let p = Buffer<Float>(count: count) { _ in 1 }
        let (g, m, v) = (
            Buffer<Float>(count: count) { _ in 1 }, Buffer<Float>(count: count) { _ in 0 },
            Buffer<Float>(count: count) { _ in 0 }
        )
        for (name, optimizer, bytes) in [
            ("SGD", Optimizer.sgd(learningRate: 1e-7), 20.0), ("Adam", .adam(learningRate: 1e-7), 36),
        ] {
            let trainer = Trainer(network, loss: .meanSquaredError, optimizer: optimizer)
            var contenders = [Contender("ours") { for _ in 0..<$0 { trainer.step(x, y) } }]
            if name == "Adam" {
                contenders.append(
                    Contender("C") { contenders_adam_pass($0, count, 1e-7, p.base, g.base, m.base, v.base) })
            }
            try session.measure(
                suite,
                Case(
                    name: "step, \(name)", work: .bytes(bytes * parameters), limit: .triad, residual: worst,
                    residualLimit: 1e-3, contenders: contenders))
        }
    }
}
