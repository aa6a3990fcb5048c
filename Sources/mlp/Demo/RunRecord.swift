internal import Linalg
import NeuralNetworks

/// A whole run in the form of the notebook's published file: vectors are columns, `w1` and `b1` belong to the first
/// layer.
struct RunRecord<Element: RealScalar>: Encodable {
    typealias Rows = [[Element]]

    var seed: UInt32
    var sizes: [Int]
    var learningRate: Double
    var epochs: Int
    var leak: Double
    var x: Rows
    var y: Rows
    var initial: [String: Rows]
    var outputBefore: Rows
    var firstGradients: [String: Rows]
    var losses: [Element]
    var final: [String: Rows]
    var outputAfter: Rows
    var finalLoss: Element

    enum CodingKeys: String, CodingKey {
        case seed, sizes
        case learningRate = "learning_rate"
        case epochs, leak, x, y, initial
        case outputBefore = "y_hat_before"
        case firstGradients = "first_gradients"
        case losses, final
        case outputAfter = "y_hat_after"
        case finalLoss = "final_loss"
    }

    init(_ run: NotebookRun<Element>, options: Demo, losses: [Element]) {
        seed = options.seed
        sizes = run.sizes
        learningRate = options.learningRate
        epochs = options.epochs
        leak = NotebookRun<Element>.leak
        x = Self.column(run.x)
        y = Self.column(run.y)
        initial = Self.layers(run.initial, run.initial.parameters)
        outputBefore = Self.column(run.outputBefore)
        firstGradients = Self.layers(run.initial, run.firstGradient)
        self.losses = losses
        final = Self.layers(run.final, run.final.parameters)
        outputAfter = Self.column(run.outputAfter)
        finalLoss = run.finalLoss
    }

    /// The parts of a flat buffer under the names `w1`, `b1`, `w2`, ….
    static func layers(_ network: Network<Element>, _ flat: Vector<Element>) -> [String: Rows] {
        var parts: [String: Rows] = [:]
        for (i, layer) in network.layers.enumerated() {
            let weights = layer.weights(in: flat)
            parts["w\(i + 1)"] = (0..<weights.rows).map { Array(weights[row: $0]) }
            parts["b\(i + 1)"] = column(layer.bias(in: flat))
        }
        return parts
    }

    static func column(_ vector: Vector<Element>) -> Rows { vector.map { [$0] } }
}
