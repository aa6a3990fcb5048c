import ArgumentParser
import Foundation
import Linalg
import NeuralNetworks

/// Whole training steps: forward, backward, update.
struct Steps: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A training step of four networks with each kernel, the notebook's first.")

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.begin()
        print("µs for one step; the ratio is the time with plain Swift over that with the library's choice")
        print("network                           auto         blas        plain   plain/auto   samples/s (auto)")
        try measure(
            "5-3-5-4, batch 1, Double", Double.self, 5,
            [Dense(3, .leakyReLU(slope: 0.1)), Dense(5, .sigmoid), Dense(4, .sigmoid)], batch: 1)
        try measure(
            "4-32-32-3, batch 32, Float", Float.self, 4, [Dense(32, .tanh), Dense(32, .tanh), Dense(3, .sigmoid)],
            batch: 32)
        try measure(
            "784-128-64-10, batch 64, Float", Float.self, 784,
            [Dense(128, .relu), Dense(64, .relu), Dense(10, .sigmoid)], batch: 64)
        try measure(
            "1024-1024-1024, batch 256, Float", Float.self, 1024, [Dense(1024, .relu), Dense(1024, .identity)],
            batch: 256)
    }

    private func measure<T: RealScalar>(
        _ name: String, _: T.Type, _ inputs: Int, _ layers: [Dense], batch: Int
    ) throws {
        var generator = RandomState(seed: 1)
        var network = Network<T>(inputSize: inputs, layers: layers)
        network.initialize(.glorotUniform, using: &generator)
        let x = Matrix(rows: batch, columns: inputs) { _, _ in T(generator.randomSample()) }
        let y = Matrix(rows: batch, columns: network.outputSize) { _, _ in T(generator.randomSample()) }

        // A gradient is verified before a step is timed.
        let expected = network.gradient(of: .meanSquaredError, inputs: x, targets: y, kernel: .reference).gradient
        for kernel in [Kernel.automatic, .blas] {
            let gradient = network.gradient(of: .meanSquaredError, inputs: x, targets: y, kernel: kernel).gradient
            let ratio = (gradient - expected).norm() / (expected.norm() * T(inputs + 1024) * T.ulpOfOne)
            guard ratio <= 16 else { throw BenchmarkError.wrongResult("\(name), \(kernel): gradient ratio \(ratio)") }
        }
        let contenders = [Kernel.automatic, .blas, .reference].map { kernel in
            let trainer = Trainer(
                network, loss: .meanSquaredError, optimizer: .sgd(learningRate: 1e-4), batchSize: batch, kernel: kernel)
            return Interleaved.Contender(name: kernel.rawValue) { for _ in 0..<$0 { trainer.step(x, y) } }
        }
        let times = Interleaved(rounds: common.rounds).measure(contenders)
        let title = name.padding(toLength: 32, withPad: " ", startingAt: 0)
        let columns = times.map { String(format: "%13.3f", $0 * 1e6) }.joined()
        let summary = String(format: "%13.2f%19.0f", times[2] / times[0], Double(batch) / times[0])
        print(title.prefix(30) + columns.dropFirst(5) + summary)
    }
}
