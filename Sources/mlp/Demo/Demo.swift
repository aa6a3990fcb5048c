import ArgumentParser
import Foundation
import NeuralNetworks

extension Kernel: ExpressibleByArgument {}

/// `mlp demo`.
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains the notebook's network and compares each figure with the published one.",
        discussion: """
            The network has one hidden layer of leaky ReLU (0.1) and then sigmoid layers, the loss is the mean squared \
            error, and plain gradient descent runs on one sample. Sample, target and weights are drawn as NumPy's \
            RandomState draws them; the first weight matrix is drawn twice and the first draw thrown away, as the \
            notebook does. With other options than the notebook's there is nothing published to compare with.
            """)

    @Option(help: ArgumentHelp("How many steps to train.", valueName: "count"))
    var epochs = 10_000

    @Option(help: ArgumentHelp("The length of a step, as a multiple of the gradient.", valueName: "rate"))
    var learningRate = 0.01

    @Option(help: ArgumentHelp("The seed of the random numbers, 0 to 4294967295.", valueName: "integer"))
    var seed: UInt32 = 42

    @Option(help: ArgumentHelp("The number of inputs.", valueName: "count"))
    var inputs = 5

    @Option(help: ArgumentHelp("The sizes of the hidden layers, separated by commas.", valueName: "sizes"))
    var hidden: Sizes = Sizes([3, 5])

    @Option(help: ArgumentHelp("The number of outputs.", valueName: "count"))
    var outputs = 4

    @Flag(help: "Train in single precision.")
    var float32 = false

    @Option(help: ArgumentHelp("Print each N-th loss (default: ten of them); JSON holds all of them.", valueName: "N"))
    var every: Int?

    @Flag(help: "Print the whole run as one JSON object.")
    var json = false

    @Option(help: ArgumentHelp("The implementation of the products: auto, blas or reference.", valueName: "name"))
    var kernel = Kernel.automatic

    func validate() throws {
        func demand(_ condition: Bool, _ message: String) throws {
            if !condition { throw ValidationError(message) }
        }
        try demand(epochs >= 1, "--epochs must be at least 1, not \(epochs)")
        try demand(
            learningRate.isFinite && learningRate >= 0,
            "--learning-rate must be a finite number that is not negative, not \(learningRate)")
        try demand(inputs >= 1, "--inputs must be at least 1, not \(inputs)")
        try demand(outputs >= 1, "--outputs must be at least 1, not \(outputs)")
        if let every { try demand(every >= 1, "--every must be at least 1, not \(every)") }
        try demandMemory()
    }

    /// Refuses what does not fit into memory, which would otherwise be found out by a crash.
    private func demandMemory() throws {
        // Counted in floating point, which does not overflow.
        var numbers = Double(inputs)
        for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
            // Weights, bias, and the layer's values.
            numbers += Double(outputs) * (Double(inputs) + 2)
        }
        let memory = Double(ProcessInfo.processInfo.physicalMemory)
        // In bytes, as measured and then rounded up: parameters, their gradient, copies from before and after, and in
        // JSON their text with what the encoder keeps of each number.
        let needed = numbers * (json ? 1024 : 64)
        if needed > memory || sizes.contains(where: { $0 > Int32.max }) {
            throw ValidationError("a network of \(name) does not fit into this machine's memory")
        }
        if json && needed + Double(epochs) * 160 > memory {
            throw ValidationError(
                "--json keeps every loss, and \(epochs) do not fit into this machine's memory; use fewer --epochs")
        }
    }

    func run() throws {
        if float32 { try run(Float.self) } else { try run(Double.self) }
    }

    /// All sizes, from inputs to outputs.
    var sizes: [Int] { [inputs] + hidden.values + [outputs] }

    /// The network as people write it, such as 5-3-5-4.
    var name: String { sizes.map(String.init).joined(separator: "-") }

    /// Whether the published figures are those of this run.
    var isNotebook: Bool {
        seed == 42 && sizes == [5, 3, 5, 4] && learningRate == 0.01 && epochs == 10_000
    }
}

/// Sizes of layers, as `3,5`.
struct Sizes: ExpressibleByArgument {
    var values: [Int]

    init(_ values: [Int]) { self.values = values }

    init?(argument: String) {
        values = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let size = Int(part), size >= 1 else { return nil }
            values.append(size)
        }
    }

    var defaultValueDescription: String { values.map(String.init).joined(separator: ",") }
}
