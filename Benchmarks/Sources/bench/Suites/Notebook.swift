import CContenders
import Linalg
import NeuralNetworks

/// The notebook's network, 5-3-5-4: leaky ReLU of 0.1, sigmoid, sigmoid; mean squared error; plain gradient descent on one
/// sample, in double precision.
enum Notebook {
    static let suite = "W1"

    static func run(_ session: Session) throws {
        let (x, y, network) = start()
        func trainer(_ kernel: Kernel) -> Trainer<Double> {
            Trainer(network, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.01), kernel: kernel)
        }
        let (rawX, rawY) = (Buffer(x.elements), Buffer(y.elements))
        func parameters() -> Buffer<Double> { Buffer(Array(network.parameters)) }

        // A thousand steps by each.
        var results: [[Double]] = []
        for kernel in [Kernel.reference, .automatic, .blas] {
            let trainer = trainer(kernel)
            for _ in 0..<1000 { trainer.step(x, y) }
            results.append(Array(trainer.network.parameters))
        }
        let once = trainer(.automatic)
        try once.fit(x, y, epochs: 1000)
        results.append(Array(once.network.parameters))
        for steps in [contenders_notebook_strict, contenders_notebook_vector] {
            let buffer = parameters()
            blackHole(steps(1000, 0.01, rawX.base, rawY.base, buffer.base))
            results.append(Array(buffer.elements))
        }
        let residual = Networks.deviation(results)
        let peers = try Peer.start(session, work: "W1", batch: 1, threads: 1, names: ["numpy", "torch", "jax"])
        session.begin(
            suite, "5-3-5-4, one sample, SGD, Double: a step; the residual is of all parameters after 1000 steps",
            .init(
                rivals: ["BLAS only", "plain Swift", "C strict", "C vector"] + peers.map(\.name), hasRate: true,
                hasLimit: true))
        let residuals = try [residual] + peers.map { try $0.deviation(from: loss(after: 20)) }
        let (strict, vector) = (parameters(), parameters())
        let (ours, fitted, tiled) = (trainer(.automatic), trainer(.automatic), trainer(.automatic))
        let (blas, plain) = (trainer(.blas), trainer(.reference))
        let flops = 6.0 * 50 - 2 * 15
        func measure(_ name: String, roofline: (Double, Double)?, _ own: Contender) throws {
            try session.measure(
                suite,
                Case(
                    name: name, work: .flops(flops), limit: .double, settles: true, roofline: roofline,
                    residual: residuals.max() ?? .nan, residualLimit: 1e-10, contenders: [own] + others))
        }
        let others =
            [
                Contender("BLAS only") { for _ in 0..<$0 { blas.step(x, y) } },
                Contender("plain Swift") { for _ in 0..<$0 { plain.step(x, y) } },
                Contender("C strict") {
                    blackHole(contenders_notebook_strict($0, 0.01, rawX.base, rawY.base, strict.base))
                },
                Contender("C vector") {
                    blackHole(contenders_notebook_vector($0, 0.01, rawX.base, rawY.base, vector.base))
                },
            ] + peers.map(\.contender)
        try measure(
            "5-3-5-4, batch 1, Double", roofline: (flops, 62 * 16),
            Contender("ours") { for _ in 0..<$0 { ours.step(x, y) } })
        try measure(
            "the same in one call of fit", roofline: nil,
            Contender("ours") {
                do { try fitted.fit(x, y, epochs: $0) } catch { preconditionFailure("fit: \(error)") }
            })
        // The sample 64 times, so that an epoch is 64 steps.
        let (rows, targets) = (x.tiled(64, 1), y.tiled(64, 1))
        try measure(
            "a sample in fit of 64 rows", roofline: nil,
            Contender("ours") {
                do {
                    for _ in 0..<$0 / 64 { try tiled.fit(rows, targets, epochs: 1) }
                    try fitted.fit(x, y, epochs: $0 % 64)
                } catch { preconditionFailure("fit: \(error)") }
            })

        func loss(after steps: Int) -> Double {
            let trainer = trainer(.automatic)
            return (0..<steps).reduce(0) { _, _ in trainer.step(x, y) }
        }
    }

    /// The sample, the target and the network, drawn as the peers draw them.
    private static func start() -> (Matrix<Double>, Matrix<Double>, Network<Double>) {
        var generator = RandomState(seed: 1)
        var network = Network<Double>(
            inputSize: 5, layers: [Dense(3, .leakyReLU(slope: 0.1)), Dense(5, .sigmoid), Dense(4, .sigmoid)])
        network.initialize(.glorotUniform, using: &generator)
        let x = Matrix<Double>(rows: 1, columns: 5) { _, _ in generator.randomSample() }
        let y = Matrix<Double>(rows: 1, columns: 4) { _, _ in generator.randomSample() }
        return (x, y, network)
    }
}
