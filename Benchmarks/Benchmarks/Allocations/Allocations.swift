import AllocationCounter
import Benchmark
import Linalg
import NeuralNetworks

/// What a benchmark counts: the allocations of one repetition.
private let allocations = BenchmarkMetric.custom("Allocations", polarity: .prefersSmaller, useScalingFactor: false)

/// A benchmark that counts the allocations of `work`, once it is warm.
private func count(_ name: String, _ work: @escaping () -> Void) {
    Benchmark(
        name,
        configuration: .init(metrics: [allocations, .wallClock, .instructions], maxDuration: .milliseconds(200))
    ) { benchmark in
        work()
        let before = allocation_count()
        benchmark.startMeasurement()
        work()
        benchmark.stopMeasurement()
        benchmark.measurement(allocations, Int(allocation_count() - before))
    }
}

private func step<T: RealScalar>(
    _ name: String, _: T.Type, _ inputs: Int, _ layers: [Dense], _ loss: Loss, _ optimizer: Optimizer, batch: Int
) {
    var generator = RandomState(seed: 1)
    var network = Network<T>(inputSize: inputs, layers: layers)
    network.initialize(.glorotUniform, using: &generator)
    let x = Matrix(rows: batch, columns: inputs) { _, _ in T(generator.randomSample()) }
    let y = Matrix(rows: batch, columns: network.outputSize) { _, j in T(j == 0 ? 1 : 0) }
    let trainer = Trainer(network, loss: loss, optimizer: optimizer, batchSize: batch)
    count(name) { trainer.step(x, y) }
}

// The closure's type is what the generated entry point calls.
let benchmarks: @Sendable () -> Void = {
    BLASLibrary.threadCount = 1
    step(
        "step 5-3-5-4 Double SGD batch 1", Double.self, 5,
        [Dense(3, .leakyReLU(slope: 0.1)), Dense(5, .sigmoid), Dense(4, .sigmoid)], .meanSquaredError,
        .sgd(learningRate: 0.01), batch: 1)
    step(
        "step 4-32-32-3 Float Adam batch 32", Float.self, 4, [Dense(32, .tanh), Dense(32, .tanh), Dense(3)],
        .softmaxCrossEntropy, .adam(), batch: 32)
    step(
        "step 784-128-64-10 Float SGD batch 64", Float.self, 784, [Dense(128, .relu), Dense(64, .relu), Dense(10)],
        .softmaxCrossEntropy, .sgd(learningRate: 0.01), batch: 64)

    let a = Matrix<Double>.ones(48, 48)
    var c = Matrix<Double>.zeros(48, 48)
    let x = Vector<Double>.ones(48)
    var y = Vector<Double>.zeros(48)
    count("multiply(into:) 48x48") { multiply(a, a, into: &c) }
    count("multiply(into:) 48x48 by vector") { multiply(a, x, into: &y) }
    count("addOuterProduct 48x48") { c.addOuterProduct(x, x, scaledBy: 1e-3) }
    count("add(scaledBy:) 48") { y.add(x, scaledBy: 1e-3) }
}
