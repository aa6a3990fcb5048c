import Linalg
import NeuralNetworks
import TestSupport
import Testing

/// A network to be tested, and the number of samples in a batch.
struct Architecture: Sendable, CustomTestStringConvertible {
    var inputSize: Int
    var layers: [Dense]
    var batch: Int

    init(_ inputSize: Int, _ layers: [Dense], batch: Int = 1) {
        self.inputSize = inputSize
        self.layers = layers
        self.batch = batch
    }

    /// As in the notebook: leaky ReLU first, then sigmoids.
    init(notebook sizes: Int..., batch: Int = 1) {
        let layers = sizes.dropFirst().enumerated().map { i, size in
            Dense(size, i == 0 ? .leakyReLU(slope: 0.1) : .sigmoid)
        }
        self.init(sizes[0], layers, batch: batch)
    }

    var testDescription: String {
        let names = layers.map { "\($0.outputSize) \($0.activation)" }
        return "\(inputSize) inputs, \(names.joined(separator: ", ")); batch of \(batch)"
    }
}

/// A network with parameters, and data for it.
struct Problem<Element: TestReal> {
    var network: Network<Element>
    var inputs: Matrix<Element>
    var targets: Matrix<Element>

    /// Parameters between ±gain/√inputs of each layer, biases among them, so that an ordinary gain saturates nothing;
    /// data between −1 and 1.
    init(_ architecture: Architecture, seed: UInt32, gain: Double = 2, rows: Int? = nil) {
        var random = RandomState(seed: seed)
        network = Network(inputSize: architecture.inputSize, layers: architecture.layers)
        network.parameters = Vector(
            network.layers.flatMap { layer in
                let limit = gain / Double(layer.inputSize).squareRoot()
                return (0..<layer.parameterCount).map { _ in Element(random.uniform(in: -limit..<limit)) }
            })
        func data(_ columns: Int) -> Matrix<Element> {
            Matrix(rows: rows ?? architecture.batch, columns: columns) { _, _ in Element(random.uniform(in: -1..<1)) }
        }
        inputs = data(network.inputSize)
        targets = data(network.outputSize)
    }
}

/// A real type and a kernel: each test of a computation runs for all of them.
struct Variant: Sendable, CustomTestStringConvertible, CaseIterable {
    var real: RealKind
    var kernel: Kernel

    static let allCases = RealKind.allCases.flatMap { real in Kernel.allCases.map { Variant(real: real, kernel: $0) } }

    var testDescription: String { "\(real), kernel \(kernel.rawValue)" }
}
