import Linalg
import NeuralNetworks
import TestSupport
import Testing

@Suite struct LossTests {
    static let losses: [Loss] = [
        .meanSquaredError, .meanAbsoluteError, .huber(delta: 0.3), .huber(delta: 5), .softmaxCrossEntropy,
        .sigmoidCrossEntropy,
    ]

    private func network(_ output: Activation) -> Network<Double> {
        var generator = RandomState(seed: 11)
        var network = Network<Double>(inputSize: 3, layers: [Dense(5, .tanh), Dense(4, output)])
        network.initialize(.glorotNormal, using: &generator)
        network[bias: 1] = [0.1, -0.2, 0.3, 0.05]
        return network
    }

    private func data(_ rows: Int) -> (inputs: Matrix<Double>, targets: Matrix<Double>) {
        var generator = RandomState(seed: 12)
        let inputs = Matrix(rows: rows, columns: 3) { _, _ in generator.standardNormal() }
        let classes = generator.randomIntegers(in: 0..<4, count: rows)
        return (inputs, Matrix(oneHot: classes, count: 4, weights: [1, 2, 0.5, 1]))
    }

    /// The largest deviation of the gradient from central differences over its largest entry.
    private func deviation(_ loss: Loss, _ output: Activation, rows: Int, wrong: Double = 1) -> Double {
        var network = network(output)
        let (inputs, targets) = data(rows)
        var gradient = network.gradient(of: loss, inputs: inputs, targets: targets).gradient
        gradient[0] *= wrong
        let h = 0x1p-12
        var worst = 0.0
        for i in 0..<network.parameterCount {
            let center = network.parameters[i]
            func value(_ steps: Double) -> Double {
                network.parameters[i] = center + steps * h
                defer { network.parameters[i] = center }
                return network.gradient(of: loss, inputs: inputs, targets: targets).loss
            }
            let difference = (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * h)
            let error = abs(gradient[i] - difference)
            worst = error <= worst ? worst : error
        }
        return worst / gradient.norm(.infinity)
    }

    @Test(arguments: losses, [1, 7])
    func everyCoordinateAgreesWithDifferences(_ loss: Loss, rows: Int) {
        #expect(deviation(loss, .identity, rows: rows) <= 1e-6)
        #expect(!(deviation(loss, .identity, rows: rows, wrong: 1.01) <= 1e-6))
    }

    @Test(arguments: [1, 7])
    func softmaxIsDifferentiatedAcrossOutputs(_ rows: Int) {
        #expect(deviation(.meanSquaredError, .softmax, rows: rows) <= 1e-6)
    }

    /// Rows of a few classes, a lane each, and of more, in each number that leaves part of a vector: against plain Swift.
    @Test(arguments: RealKind.allCases)
    func crossEntropyOfAnyShape(_ kind: RealKind) { shapes(kind.type) }

    private func shapes<T: TestReal>(_: T.Type) {
        var generator = RandomState(seed: 21)
        for classes in [1, 2, 3, 7, 8, 9, 15, 16, 17, 33] {
            for rows in [1, 2, 7, 8, 9, 16, 17, 31, 32, 33, 40] {
                var network = Network<T>(inputSize: classes, layers: [Dense(classes)])
                for i in 0..<classes { network[weights: 0][i, i] = 1 }
                let logits = Matrix<T>(rows: rows, columns: classes) { _, _ in T(20 * generator.randomSample() - 10) }
                // Some rows count for nothing.
                let targets = Matrix<T>(rows: rows, columns: classes) { i, _ in
                    i % 5 == 4 ? 0 : T(generator.randomSample())
                }
                let results = [Kernel.reference, .automatic].map {
                    network.gradient(of: .softmaxCrossEntropy, inputs: logits, targets: targets, kernel: $0)
                }
                let loss = results[0].loss
                #expect(
                    (results[1].loss - loss).magnitude / loss <= 20 * T.ulpOfOne || results[1].loss == loss,
                    "\(rows)×\(classes)")
                // A mean of differences of probabilities times logits, which are at most 10.
                let apart = (results[1].gradient - results[0].gradient).norm(.infinity)
                #expect(apart <= 10 * 20 * T.ulpOfOne, "\(rows)×\(classes)")
            }
        }
    }

    @Test func crossEntropiesAreStable() {
        // One layer without weights: the bias is the output.
        func value(_ loss: Loss, _ logits: Vector<Double>, _ target: Vector<Double>) -> (Double, Vector<Double>) {
            var network = Network<Double>(inputSize: 1, layers: [Dense(logits.count)])
            network[bias: 0] = logits
            let (value, gradient) = network.gradient(
                of: loss, inputs: [[0]], targets: Matrix(rows: 1, columns: target.count, elements: target))
            return (value, network.layers[0].bias(in: gradient))
        }
        let (right, flat) = value(.softmaxCrossEntropy, [1000, -1000], [1, 0])
        #expect(right == 0 && flat == [0, 0])
        let (wrong, steep) = value(.softmaxCrossEntropy, [1000, -1000], [0, 1])
        #expect(wrong == 2000 && steep == [1, -1])
        let (yes, _) = value(.sigmoidCrossEntropy, [800, -800], [1, 0])
        #expect(yes == 0)
        let (no, slope) = value(.sigmoidCrossEntropy, [800, -800], [0, 1])
        #expect(no == 800 && slope == [0.5, -0.5])
        // log(1 + e⁻⁴⁰) to full precision, where 1 + e⁻⁴⁰ would round to 1.
        let (tiny, _) = value(.sigmoidCrossEntropy, [40], [1])
        #expect(abs(tiny / 4.248354255291589e-18 - 1) <= 1e-14)
    }

    @Test func weightsOfClassesAreWeightsOfSamples() {
        // A class with weight 2 counts as if each of its samples were there twice.
        let network = network(.identity)
        let (inputs, _) = data(3)
        let once = network.gradient(
            of: .softmaxCrossEntropy, inputs: inputs,
            targets: Matrix(oneHot: [0, 1, 1], count: 4, weights: [2, 1, 1, 1]))
        let twice = network.gradient(
            of: .softmaxCrossEntropy, inputs: Matrix(rows: 4, columns: 3) { i, j in inputs[max(i - 1, 0), j] },
            targets: Matrix(oneHot: [0, 0, 1, 1], count: 4))
        #expect(abs(once.loss - twice.loss) <= 1e-15)
        #expect((once.gradient - twice.gradient).norm(.infinity) <= 1e-15)
    }
}
