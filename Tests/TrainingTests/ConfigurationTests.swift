import Foundation
import NeuralNetworks
import Testing

@testable import Training

/// Options: what is understood, what is refused, and how.
@Suite struct ConfigurationTests {
    private func read(_ text: String) throws -> Configuration {
        try Configuration(json5: Data(text.utf8), name: "file")
    }

    private func message(_ body: () throws -> Void) -> String {
        do { try body() } catch { return "\(error)" }
        return ""
    }

    @Test func json5IsUnderstood() throws {
        let options = try read(
            "// comment\n{epochs: 0x10, 'hidden': [1, 2,], target: ['a'], l2: .5, standardize: false,}")
        #expect(options.epochs == 16 && options.hidden == [1, 2] && options.l2 == 0.5 && options.standardize == false)
        #expect(options.target == ["a"] && options.patience == nil)
    }

    @Test(arguments: [
        ("{epoch: 3}", "\"epochs\""), ("{\"learning-rate\": 1}", "\"learningRate\""), ("{nonsense: 1}", "nonsense"),
        ("{epochs: \"3\"}", "a whole number for \"epochs\""), ("{epochs: 1.5}", "epochs"), ("{hidden: 3}", "a list"),
        ("[1]", "an object"), ("", "JSON5"), ("{", "JSON5"), ("{epochs: 1e999}", "epochs"), ("{seed: -1}", "seed"),
        ("{standardize: 1}", "true or false"), ("{epochs: 1, 'epochs': 2}", "\"epochs\" twice"),
        ("{seed: 1, // {\n target: ['seed: ', \"}\"], /* : */ \"s\\u0065ed\": 2}", "\"seed\" twice"),
    ])
    func filesThatAreWrongSayWhere(text: String, words: String) {
        let message = message { _ = try read(text) }
        #expect(message.hasPrefix("file: expected") && message.contains(words), "\(message)")
        #expect(!message.contains("\n"), "\(message)")
    }

    /// What only looks like a key that is there twice.
    @Test(arguments: [
        "{target: ['seed', 'target: 1'], seed: 1}", "{seed: 1 /* , seed: 2 */ // , seed: 3\n, }",
        "{\"target\": [\"a\\\", seed: \"], 'seed': 1}",
    ])
    func keysAreThoseOfTheObject(text: String) throws {
        #expect(try read(text).seed == 1)
        let keys = Array(JSON5Keys(text))
        #expect(Array(JSON5Keys("{a: {seed: 1, b: [{c: 2}]}, seed: 2}")) == ["a", "seed"])
        #expect(keys.count == Set(keys).count && Set(keys).isSubset(of: ["seed", "target"]), "\(keys)")
    }

    @Test func optionsMergeAndDiffer() throws {
        var (a, b) = (Configuration(), Configuration())
        a.epochs = 3
        a.hidden = [4]
        b.epochs = 5
        b.seed = 7
        let merged = try a.merging(b)
        #expect(merged.epochs == 5 && merged.hidden == [4] && merged.seed == 7)
        #expect(try merged.differences(from: a) == ["epochs", "seed"])
        #expect(try Configuration(json5: merged.json(), name: "") == merged)
        #expect(try Configuration(json5: merged.template(), name: "") == merged)
        #expect(Configuration.keys.count >= 40)
    }

    /// Every option that cannot be is refused with its name.
    @Test(arguments: [
        "{epochs: 0}", "{batchSize: 0}", "{learningRate: -1}", "{momentum: 1, optimizer: 'momentum'}",
        "{momentum: 0.5}", "{dropout: 1}", "{validationSplit: 1}", "{validationSplit: -0.1}", "{hidden: [0]}",
        "{threads: 0}", "{patience: -1}", "{maxTime: 0}", "{clipNorm: 0}", "{l1: -1}", "{precision: 'float16'}",
        "{task: 'clustering'}", "{missing: 'guess'}", "{monitor: 'loss2'}", "{activation: 'rely'}",
        "{activation: 'relu:3'}", "{activation: 'leaky-relu:-1'}", "{activation: 'softmax'}", "{activation: 'elu:x'}",
        "{loss: 'mse:2'}", "{loss: 'huber:0'}", "{optimizer: 'sgdd'}", "{optimizer: 'lbfgs', learningRate: 1}",
        "{schedule: 'step'}", "{schedule: 'step:0'}", "{schedule: 'step:5,2'}", "{schedule: 'cosine:5,2'}",
        "{schedule: 'exponential'}", "{schedule: 'constant:1'}", "{schedule: 'plateau:0.5,1.5'}",
        "{initialization: 'zeros'}", "{classWeights: '1,x'}", "{classWeights: '1,-1'}", "{header: 'maybe'}",
        "{validationData: 'x', validationSplit: 0.1}", "{checkpointInterval: -1}", "{memoryLimit: 5}",
    ])
    func optionsThatCannotBeAreRefused(text: String) throws {
        let options = try read(text)
        let message = message { try options.check() }
        #expect(!message.isEmpty && !message.contains("\n"), "\(text): \(message)")
    }

    /// Every name is read back as what it names.
    @Test func namesAreReadBack() throws {
        for activation in [
            Activation.identity, .relu, .leakyReLU(slope: 0.1), .elu(alpha: 0.7), .gelu, .silu, .softplus, .sigmoid,
            .tanh, .softmax,
        ] {
            #expect(try Activation(name: activation.name) == activation)
        }
        for loss in [
            Loss.meanSquaredError, .meanAbsoluteError, .huber(delta: 2), .softmaxCrossEntropy, .sigmoidCrossEntropy,
        ] {
            #expect(try Loss(name: loss.name) == loss)
        }
        for initialization in Initialization.allCases {
            #expect(try Initialization(name: initialization.name) == initialization)
        }
        #expect(try LearningRateSchedule(name: "cosine", epochs: 9) == .cosine(epochs: 9, minimum: 0))
        #expect(try LearningRateSchedule(name: "step:3", epochs: 9) == .step(epochs: 3, factor: 0.1))
    }
}
