internal import Linalg
import NeuralNetworks

/// Training steps of one network on a batch of random numbers.
struct TrainingBenchmark {
    /// The network and how it is trained: softmax cross-entropy behind a last layer without activation.
    struct Work {
        var sizes: [Int]
        var activation: Activation
        var optimizer: Optimizer
        var optimizerName: String

        /// The operations of the products of a step: forward, the weights' gradient, back through all layers but the first.
        func flops(batch: Int) -> Double {
            let weights = zip(sizes, sizes.dropFirst()).map { Double($0) * Double($1) }
            return 2 * Double(batch) * (3 * weights.reduce(0, +) - weights[0])
        }
    }

    private let work: Work
    private let batch: Int
    private let threads: Int

    init(_ work: Work, batch: Int, threads: Int) { (self.work, self.batch, self.threads) = (work, batch, threads) }

    /// Verifies the gradient of each kernel against plain Swift's, then times steps with each.
    func measure<T: RealScalar>(_ clock: InterleavedClock, of _: T.Type) throws -> BenchReport.Training {
        var layers = work.sizes.dropFirst().map { Dense($0, work.activation) }
        layers[layers.count - 1].activation = .identity
        var generator = RandomState(seed: 1)
        var network = Network<T>(inputSize: work.sizes[0], layers: layers)
        network.initialize(.glorotUniform, using: &generator)
        let x = Matrix(rows: batch, columns: network.inputSize) { _, _ in T(generator.randomSample()) }
        let classes = network.outputSize
        let labels = (0..<batch).map { _ in Int(generator.randomSample() * Double(classes)) }
        let y = Matrix<T>(rows: batch, columns: classes) { i, j in j == labels[i] ? 1 : 0 }

        func gradient(_ kernel: Kernel) -> Vector<T> {
            network.gradient(of: .softmaxCrossEntropy, inputs: x, targets: y, kernel: kernel, threads: threads).gradient
        }
        // Relative to what sums as long as the widest layer and the batch may lose.
        let expected = gradient(.reference)
        let scale = expected.norm(.infinity) * T((work.sizes.max() ?? 1) + batch) * T.ulpOfOne
        var residual = 0.0
        for kernel in [Kernel.automatic, .blas] {
            let apart = Double((gradient(kernel) - expected).norm(.infinity) / scale)
            residual = apart <= residual ? residual : apart
        }
        let name = work.sizes.map(String.init).joined(separator: "-")
        // A gradient that is zero in plain Swift and here leaves nothing to be relative to.
        if scale == 0 && residual.isNaN { residual = 0 }
        try BenchReport.demand(residual, atMost: 1, "a step of \(name) on \(batch) samples")

        // A rate so small that the network stays what it is, however many steps there are.
        var optimizer = work.optimizer
        optimizer.learningRate = 1e-7
        let times = clock.measure(
            [("library", Kernel.automatic), ("blas", .blas), ("reference", .reference)].map { name, kernel in
                let trainer = Trainer(
                    network, loss: .softmaxCrossEntropy, optimizer: optimizer, batchSize: batch, kernel: kernel,
                    threads: threads)
                return .init(name: name) { for _ in 0..<$0 { trainer.step(x, y) } }
            })
        let seconds = times.seconds["library"] ?? .nan
        return BenchReport.Training(
            layers: work.sizes, activation: work.activation.name, optimizer: work.optimizerName, batch: batch,
            threads: threads, seconds: times.seconds, ratios: times.ratios, samplesPerSecond: Double(batch) / seconds,
            gigaflops: work.flops(batch: batch) / seconds / 1e9, residual: residual)
    }
}
