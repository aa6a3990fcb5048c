import Foundation
import Linalg
import NeuralNetworks
import TestSupport
import Testing

/// A run of the notebook as it was recorded: vectors are columns.
private struct NotebookRecord: Decodable {
    typealias Rows = [[Double]]

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
    var losses: [Double]
    var final: [String: Rows]
    var outputAfter: Rows
    var finalLoss: Double

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
}

@Suite(.reportsRatios) struct NotebookTests {
    /// In units of rounding: 1e-12, relative to each number.
    static let limit = 1e-12 / (Double.ulpOfOne / 2)

    @Test(arguments: Kernel.allCases)
    func theWholeRunRepeats(kernel: Kernel) throws {
        let golden = try JSONDecoder().decode(NotebookRecord.self, from: Golden.data("notebook.json"))
        var random = RandomState(seed: golden.seed)
        func hundredths(_ count: Int) -> Matrix<Double> {
            let draws = random.randomIntegers(in: 1..<100, count: count)
            return Matrix(rows: 1, columns: count, rowMajor: draws.map { Double($0) / 100 })
        }
        let (x, y) = (hundredths(golden.sizes[0]), hundredths(golden.sizes[3]))
        // The notebook draws the first weights twice.
        _ = random.randomSample(count: golden.sizes[0] * golden.sizes[1])
        let activations = [Activation.leakyReLU(slope: golden.leak), .sigmoid, .sigmoid]
        var network = Network<Double>(
            inputSize: golden.sizes[0], layers: zip(golden.sizes.dropFirst(), activations).map { Dense($0, $1) })
        network.initialize(.randomSample, using: &random)

        #expect(Array(x.elements) == golden.x.flatMap { $0 })
        #expect(Array(y.elements) == golden.y.flatMap { $0 })
        for (name, rows) in parts(of: network.parameters, in: network) { #expect(rows == golden.initial[name]) }

        func compare(_ name: String, _ ours: [Double], _ theirs: [Double]) {
            #expect(ours.count == theirs.count)
            var largest = 0.0
            for (a, b) in zip(ours, theirs) where a != b {
                let deviation = abs(a - b) / abs(b)
                largest = deviation.isNaN ? .nan : max(largest, deviation)
            }
            let ratio = largest / (Double.ulpOfOne / 2)
            #expect(RatioLog.record("\(name), kernel \(kernel.rawValue)", Double.self, ratio) <= Self.limit)
        }
        func compare(_ name: String, _ ours: [String: [[Double]]], _ theirs: [String: [[Double]]]) {
            #expect(ours.keys.sorted() == theirs.keys.sorted())
            for (part, rows) in ours {
                #expect(rows.map(\.count) == theirs[part]?.map(\.count))
                compare(name, rows.flatMap { $0 }, (theirs[part] ?? []).flatMap { $0 })
            }
        }
        compare("ŷ before", Array(network.predict(x, kernel: kernel).elements), golden.outputBefore.flatMap { $0 })
        let (loss, gradient) = network.gradient(of: .meanSquaredError, inputs: x, targets: y, kernel: kernel)
        compare("first loss", [loss], [golden.losses[0]])
        compare("first gradient", parts(of: gradient, in: network), golden.firstGradients)

        let trainer = Trainer(
            network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: golden.learningRate),
            kernel: kernel)
        let losses = (0..<golden.epochs).map { _ in trainer.step(x, y) }
        #expect(losses.count == 10_000)
        compare("losses", losses, golden.losses)
        let final = trainer.network
        compare("parameters after", parts(of: final.parameters, in: final), golden.final)
        compare("ŷ after", Array(final.predict(x, kernel: kernel).elements), golden.outputAfter.flatMap { $0 })
        let finalLoss = final.gradient(of: .meanSquaredError, inputs: x, targets: y, kernel: kernel).loss
        compare("loss after", [finalLoss], [golden.finalLoss])

        // The same through the loop over epochs.
        let again = Trainer(
            network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: golden.learningRate),
            kernel: kernel)
        var reported: [Double] = []
        try again.fit(x, y, epochs: golden.epochs) { epoch, loss in
            reported.append(loss)
            #expect(epoch == reported.count)
        }
        #expect(reported == losses)
        #expect(again.network.parameters == final.parameters)
    }

    /// The parts of a flat buffer as the recorded file names them.
    private func parts(of flat: Vector<Double>, in network: Network<Double>) -> [String: [[Double]]] {
        var parts: [String: [[Double]]] = [:]
        for (i, layer) in network.layers.enumerated() {
            let weights = layer.weights(in: flat)
            parts["w\(i + 1)"] = (0..<weights.rows).map { Array(weights[row: $0]) }
            parts["b\(i + 1)"] = layer.bias(in: flat).map { [$0] }
        }
        return parts
    }
}
