import Linalg
import Testing

@testable import NeuralNetworks

/// Bits do not depend on the number of threads.
@Suite struct ThreadTests {
    /// Parameters and losses after a few steps on batches that are cut into several shards.
    private func train<Element: RealScalar>(
        _: Element.Type, threads: Int, batch: Int, dropout: Double, optimizer: Optimizer
    ) -> (parameters: Vector<Element>, losses: [Element], outputs: Matrix<Element>) {
        BLASLibrary.threadCount = 1
        var generator = RandomState(seed: 5)
        var network = Network<Element>(
            inputSize: 40, layers: [Dense(200, .relu, dropout: dropout), Dense(90, .gelu), Dense(128, .tanh), Dense(7)])
        network.initialize(.heUniform, using: &generator)
        let inputs = Matrix<Element>(rows: batch, columns: 40) { _, _ in Element(generator.standardNormal()) }
        let targets = Matrix<Element>(oneHot: (0..<batch).map { $0 % 7 }, count: 7)
        let trainer = Trainer(
            network, loss: .softmaxCrossEntropy, optimizer: optimizer, batchSize: batch, seed: 3, threads: threads)
        let losses = (0..<5).map { _ in trainer.step(inputs, targets) }
        return (trainer.network.parameters, losses, trainer.network.predict(inputs, threads: threads))
    }

    /// A batch of 9 takes OpenBLAS's products; plain descent takes its step within the product that sums the gradient.
    @Test(arguments: [9, 33, 64, 500], [0, 0.3])
    func bitsAreTheSameOnAnyNumberOfThreads(batch: Int, dropout: Double) {
        let optimizer = batch == 33 || dropout > 0 ? Optimizer.adam() : .sgd(learningRate: 0.1)
        func check<Element: RealScalar>(_ type: Element.Type) {
            let one = train(type, threads: 1, batch: batch, dropout: dropout, optimizer: optimizer)
            #expect(one.losses.allSatisfy(\.isFinite) && one.losses[4] < one.losses[0])
            for threads in [2, 3, 8, 20] {
                let many = train(type, threads: threads, batch: batch, dropout: dropout, optimizer: optimizer)
                #expect(many.parameters == one.parameters, "\(threads) threads")
                #expect(many.losses == one.losses, "\(threads) threads")
                #expect(many.outputs == one.outputs, "\(threads) threads")
            }
        }
        check(Float.self)
        check(Double.self)
    }

    /// One sample by itself, also as the rest of larger batches, and layers of which a thread has little.
    @Test(arguments: [[2, 32, 1], [64, 1], [33, 33, 1], [900, 1200, 3]], [1, 256])
    func singleSamplesToo(sizes: [Int], batchSize: Int) {
        func check<Element: RealScalar>(_: Element.Type) {
            var generator = RandomState(seed: 7)
            var network = Network<Element>(inputSize: sizes[0], layers: sizes.dropFirst().map { Dense($0, .tanh) })
            network.initialize(.glorotUniform, using: &generator)
            let rows = batchSize == 1 ? 3 : 257
            let inputs = Matrix<Element>(rows: rows, columns: sizes[0]) { _, _ in Element(generator.standardNormal()) }
            let targets = Matrix<Element>(rows: rows, columns: sizes.last!) { _, _ in Element(generator.randomSample())
            }
            let parameters = [1, 2, 3, 8].map { threads in
                let trainer = Trainer(
                    network, loss: .meanAbsoluteError, optimizer: .sgd(learningRate: 0.1), batchSize: batchSize,
                    threads: threads)
                for start in stride(from: 0, to: rows, by: batchSize) {
                    let batch = start..<min(start + batchSize, rows)
                    trainer.step(inputs[batch, ...], targets[batch, ...])
                }
                return trainer.network.parameters
            }
            #expect(parameters[0] != network.parameters)
            for other in parameters.dropFirst() { #expect(other == parameters[0]) }
        }
        check(Float.self)
        check(Double.self)
    }

    /// Pieces cover everything once, whatever the size.
    @Test func shardsCoverAllRowsOnce() {
        for total in 0...3000 {
            for smallest in [1, 32, 64] {
                let fixed = Shards(of: total, smallest: smallest, unit: 16)
                #expect(fixed.count <= BatchPath.mostShards)
                for shards in [fixed, Shards(of: total, smallest: smallest, threads: 1 + total % 5)] {
                    #expect((0..<shards.count).flatMap { Array(shards[$0]) } == Array(0..<total))
                }
            }
        }
    }

    /// A gradient of shards is that of plain Swift on the whole batch.
    @Test func shardedGradientsAgreeWithPlainSwift() {
        var generator = RandomState(seed: 9)
        var network = Network<Double>(inputSize: 30, layers: [Dense(150, .tanh), Dense(3)])
        network.initialize(.glorotUniform, using: &generator)
        let inputs = Matrix<Double>(rows: 300, columns: 30) { _, _ in generator.standardNormal() }
        let targets = Matrix<Double>(rows: 300, columns: 3) { _, _ in generator.standardNormal() }
        let sharded = network.gradient(of: .meanSquaredError, inputs: inputs, targets: targets, threads: 4)
        let plain = network.gradient(of: .meanSquaredError, inputs: inputs, targets: targets, kernel: .reference)
        #expect(abs(sharded.loss - plain.loss) / plain.loss <= 1e-13)
        #expect((sharded.gradient - plain.gradient).norm() / plain.gradient.norm() <= 1e-13)
    }

    /// Losses of parts add up to that of the whole.
    @Test(arguments: [
        Loss.meanSquaredError, .meanAbsoluteError, .huber(delta: 0.5), .softmaxCrossEntropy, .sigmoidCrossEntropy,
    ])
    func lossesOfBatchesAddUp(loss: Loss) {
        var generator = RandomState(seed: 2)
        let outputs = Matrix<Double>(rows: 50, columns: 4) { _, _ in generator.standardNormal() }
        let targets = Matrix<Double>(oneHot: (0..<50).map { $0 % 4 }, count: 4, weights: [1, 2, 0.5, 3])
        let whole = loss.sum(of: outputs, targets)
        let parts = [0..<20, 20..<50].map { loss.sum(of: outputs[$0, ...], targets[$0, ...]) }
        let together = (parts[0].sum + parts[1].sum) / (parts[0].divisor + parts[1].divisor)
        #expect(abs(together - whole.sum / whole.divisor) / together <= 1e-14)
    }
}
