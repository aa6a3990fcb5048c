import Foundation
import Linalg
import NeuralNetworks
import TestSupport
import Testing

/// Runs of PyTorch in double precision: initial parameters, first gradients, losses, final parameters, outputs.
@Suite struct GoldenTrainingTests {
    static let runs: [GoldenRun] = try! JSONDecoder().decode(
        GoldenFile.self, from: Golden.data("training.json")
    ).cases

    @Test func thereAreRuns() { #expect(Self.runs.count == 23) }

    @Test(arguments: runs.indices, Kernel.allCases)
    func run(_ index: Int, _ kernel: Kernel) throws {
        let run = Self.runs[index]
        let network = try run.network()
        let (inputs, targets) = (Matrix(run.inputs), run.targetMatrix)
        let trainer = Trainer(
            network, loss: run.lossFunction, optimizer: run.optimizerValue, batchSize: inputs.rows, kernel: kernel)

        let (_, gradient) = network.gradient(of: run.lossFunction, inputs: inputs, targets: targets, kernel: kernel)
        #expect(deviation(gradient, flat(run.firstGradients)) <= 1e-10)
        for expected in run.losses {
            let loss = trainer.step(inputs, targets)
            #expect(abs(loss - expected) <= 1e-10 * abs(expected))
        }
        #expect(deviation(trainer.network.parameters, flat(run.final)) <= 1e-10)
        let outputs = trainer.network.predict(inputs, kernel: kernel)
        #expect(deviation(outputs.elements, Vector(run.outputsAfter.joined())) <= 1e-10)
    }

    /// The largest deviation over the largest entry of its kind: single entries may be differences near zero.
    private func deviation(_ ours: Vector<Double>, _ golden: Vector<Double>) -> Double {
        guard ours.count == golden.count else { return .infinity }
        return (ours - golden).norm(.infinity) / golden.norm(.infinity)
    }
}

/// For each layer its weights, then its bias.
func flat(_ layers: [GoldenLayer]) -> Vector<Double> {
    Vector(layers.flatMap { $0.weights.flatMap { $0 } + $0.bias })
}

struct GoldenFile: Decodable {
    var cases: [GoldenRun]
}

struct GoldenLayer: Decodable {
    var weights: [[Double]]
    var bias: [Double]

    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        weights = try list.decode([[Double]].self)
        bias = try list.decode([Double].self)
    }
}

struct GoldenRun: Decodable {
    var sizes: [Int]
    var activations: [String]
    var loss: String
    var optimizer: String
    var hyperparameters: [String: Double]
    var inputs: [[Double]]
    var targets: Targets
    var initial: [GoldenLayer]
    var firstGradients: [GoldenLayer]
    var losses: [Double]
    var final: [GoldenLayer]
    var outputsAfter: [[Double]]

    enum CodingKeys: String, CodingKey {
        case sizes, activations, loss, optimizer, hyperparameters, inputs, targets, initial, losses, final
        case firstGradients = "first_gradients"
        case outputsAfter = "outputs_after"
    }

    enum Targets: Decodable {
        case classes([Int])
        case values([[Double]])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                self = .classes(try container.decode([Int].self))
            } catch {
                self = .values(try container.decode([[Double]].self))
            }
        }
    }

    var targetMatrix: Matrix<Double> {
        switch targets {
        case .classes(let classes): Matrix(oneHot: classes, count: sizes[sizes.count - 1])
        case .values(let rows): Matrix(rows)
        }
    }

    func network() throws -> Network<Double> {
        let layers = try zip(sizes.dropFirst(), activations).map { Dense($0, try activation($1)) }
        var network = Network<Double>(inputSize: sizes[0], layers: layers)
        network.parameters = flat(initial)
        return network
    }

    private func activation(_ name: String) throws -> Activation {
        let known: [String: Activation] = [
            "identity": .identity, "relu": .relu, "leaky_relu": .leakyReLU(slope: 0.1), "elu": .elu(alpha: 1),
            "gelu": .gelu, "silu": .silu, "softplus": .softplus, "sigmoid": .sigmoid, "tanh": .tanh,
        ]
        return try #require(known[name])
    }

    var lossFunction: Loss {
        switch loss {
        case "mse": .meanSquaredError
        case "mae": .meanAbsoluteError
        case "huber": .huber(delta: 1)
        case "softmax_cross_entropy": .softmaxCrossEntropy
        case "sigmoid_cross_entropy": .sigmoidCrossEntropy
        default: fatalError("an unknown loss \(loss)")
        }
    }

    var optimizerValue: Optimizer {
        let h = hyperparameters
        let (rate, decay) = (h["learning_rate"]!, h["weight_decay"] ?? 0)
        return switch optimizer {
        case "sgd": .sgd(learningRate: rate, weightDecay: decay)
        case "momentum": .momentum(h["momentum"]!, learningRate: rate, weightDecay: decay)
        case "nesterov": .nesterov(h["momentum"]!, learningRate: rate, weightDecay: decay)
        case "adam":
            .adam(
                learningRate: rate, beta1: h["beta1"]!, beta2: h["beta2"]!, epsilon: h["epsilon"]!, weightDecay: decay)
        case "adamw":
            .adamW(
                learningRate: rate, beta1: h["beta1"]!, beta2: h["beta2"]!, epsilon: h["epsilon"]!, weightDecay: decay)
        case "rmsprop":
            .rmsProp(learningRate: rate, decay: h["decay"]!, epsilon: h["epsilon"]!, weightDecay: decay)
        case "adagrad": .adagrad(learningRate: rate, epsilon: h["epsilon"]!, weightDecay: decay)
        default: fatalError("an unknown optimizer \(optimizer)")
        }
    }
}
