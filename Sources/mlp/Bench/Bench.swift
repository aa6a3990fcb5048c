import ArgumentParser
import Foundation
internal import Linalg
import NeuralNetworks
import Training

/// `mlp bench`.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks kernels and training steps against plain Swift, then times both.",
        discussion: """
            Each kernel is run as the library does, by OpenBLAS whatever the size, and by plain Swift; so is a training step on \
            a batch of random numbers. Results that lie too far apart end the run. All are timed in turn, so that the ratios \
            hold on a machine whose speed drifts: above 1, the library is faster.

              mlp bench --layers 784,128,64,10 --batch 64,512 --threads 1,2
              mlp bench --part kernels --sizes 8,64,512 --precision double
            """)

    @Option(help: ArgumentHelp("What is measured: kernels, training or all.", valueName: "part"))
    var part = Part.all

    @Option(help: ArgumentHelp("The sizes of the network, from inputs to outputs.", valueName: "sizes"))
    var layers: Sizes = Sizes([784, 128, 64, 10])

    @Option(help: ArgumentHelp("The samples of a step; several are measured one after the other.", valueName: "counts"))
    var batch: Sizes = Sizes([64])

    @Option(help: ArgumentHelp("Threads (default: one, and one a processor).", valueName: "counts"))
    var threads: Sizes?

    @Option(help: ArgumentHelp("float or double.", valueName: "type"))
    var precision = Precision.float

    @Option(help: ArgumentHelp("The activation of all layers but the last, as in 'mlp train'.", valueName: "name"))
    var activation = "relu"

    @Option(help: ArgumentHelp("The optimizer, as in 'mlp train', of those that take steps.", valueName: "name"))
    var optimizer = "sgd"

    @Option(help: ArgumentHelp("The rows and columns of the kernels' matrices.", valueName: "sizes"))
    var sizes: Sizes = Sizes([4, 16, 64, 256, 512])

    @Option(help: ArgumentHelp("How many rounds the medians are taken of.", valueName: "count"))
    var rounds = 15

    @Flag(help: "Print all figures as one JSON object.")
    var json = false

    enum Part: String, ExpressibleByArgument, CaseIterable { case kernels, training, all }

    enum Precision: String, ExpressibleByArgument, CaseIterable, Encodable { case float, double }

    func validate() throws {
        func demand(_ condition: Bool, _ message: String) throws {
            if !condition { throw ValidationError(message) }
        }
        try demand(rounds >= 1, "--rounds must be at least 1, not \(rounds)")
        try demand(layers.values.count >= 2, "--layers needs at least two sizes: inputs and outputs")
        let memory = Double(ProcessInfo.processInfo.physicalMemory)
        // In floating point, which does not overflow; 16 copies of the parameters, 8 of each value of a batch.
        var numbers = 0.0
        for (inputs, outputs) in zip(layers.values, layers.values.dropFirst()) {
            numbers += 16 * Double(outputs) * (Double(inputs) + 1)
        }
        let samples = Double(batch.values.max() ?? 0)
        numbers += 8 * samples * layers.values.reduce(0) { $0 + Double($1) }
        try demand(
            8 * numbers <= memory && !(layers.values + batch.values).contains { $0 > Int32.max },
            "a network of \(layers.values.map(String.init).joined(separator: "-")) with such a batch does not fit into "
                + "this machine's memory")
        let largest = sizes.values.max() ?? 0
        try demand(
            8 * 8 * Double(largest) * Double(largest) <= memory && largest <= Int32.max,
            "matrices of \(largest)×\(largest) do not fit into this machine's memory")
    }

    func run() throws {
        let work = try TrainingBenchmark.Work(
            sizes: layers.values, activation: Activation(name: activation), optimizer: stepOptimizer(),
            optimizerName: optimizer)
        BLASLibrary.threadCount = 1
        switch precision {
        case .float: try run(work, of: Float.self)
        case .double: try run(work, of: Double.self)
        }
    }

    private func run<T: RealScalar>(_ work: TrainingBenchmark.Work, of _: T.Type) throws {
        var report = BenchReport(precision: precision, rounds: rounds)
        let clock = InterleavedClock(rounds: rounds)
        if part != .training {
            for size in sizes.values { report.kernels += try KernelBenchmark<T>(size: size).measure(clock) }
        }
        if part != .kernels {
            let processors = ProcessInfo.processInfo.activeProcessorCount
            let counts = threads?.values ?? (processors > 1 ? [1, processors] : [1])
            for batch in batch.values {
                for threads in counts {
                    report.training.append(
                        try TrainingBenchmark(work, batch: batch, threads: threads).measure(clock, of: T.self))
                }
            }
        }
        if json { try print(report.json()) } else { try printLines(report.lines) }
    }

    private func stepOptimizer() throws -> Optimizer {
        let method = try Method(name: optimizer, learningRate: nil, momentum: nil, weightDecay: nil)
        guard case .gradient(let optimizer) = method else {
            throw ConfigurationError(
                "optimizer \"\(optimizer)\": it takes no steps on batches; choose sgd, adam or the like")
        }
        return optimizer
    }
}
