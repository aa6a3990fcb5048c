import Linalg
import NeuralNetworks
import TestSupport
import Testing

@Suite(.reportsRatios) struct GradientTests {
    static let activations: [Activation] = [
        .identity, .relu, .leakyReLU(slope: 0), .leakyReLU(slope: 0.01), .leakyReLU(slope: 0.1), .leakyReLU(slope: 1),
        .leakyReLU(slope: 3), .elu(alpha: 1), .elu(alpha: 0.3), .gelu, .silu, .softplus, .sigmoid, .tanh,
    ]

    /// One to four layers of each activation, and mixtures.
    static let architectures: [Architecture] =
        activations.flatMap { activation in
            [[3], [4, 2], [3, 5, 2], [4, 3, 4, 1]].flatMap { sizes in
                [1, 2, 5].map { Architecture(3, sizes.map { Dense($0, activation) }, batch: $0) }
            }
        } + [
            Architecture(1, [Dense(1, .sigmoid)]),
            Architecture(notebook: 1, 1, 1, 1, batch: 3),
            Architecture(notebook: 5, 3, 5, 4),
            Architecture(2, [Dense(6, .tanh), Dense(3, .relu), Dense(4, .sigmoid), Dense(2)], batch: 4),
            // Beyond the cut-offs of the inlined products.
            Architecture(9, [Dense(8, .tanh), Dense(10, .leakyReLU(slope: 0.2)), Dense(3, .sigmoid)], batch: 1),
            Architecture(9, [Dense(8, .sigmoid), Dense(10, .relu), Dense(3, .tanh)], batch: 6),
        ]

    @Test(arguments: architectures, Kernel.allCases)
    func everyCoordinateAgreesWithDifferences(_ architecture: Architecture, kernel: Kernel) throws {
        // Of a few seeds the first with which the network is alive: all neurons of a ReLU may be below zero.
        let problems = (1...20).lazy.map { Problem<Double>(architecture, seed: $0) }
        let found = problems.map { ($0, GradientCheck($0, kernel: kernel)) }.first { $0.1.scale > 0.01 }
        let (problem, check) = try #require(found)
        let (_, gradient) = problem.network.gradient(
            of: .meanSquaredError, inputs: problem.inputs, targets: problem.targets, kernel: kernel)
        #expect(gradient.count == problem.network.parameterCount)
        #expect(check.count * 10 >= 9 * problem.network.parameterCount, "kinks everywhere")
        // In units of the limit, so that the report shows the room that is left.
        let ratio = check.ratio(gradient) / GradientCheck.limit
        #expect(RatioLog.record("gradient, kernel \(kernel.rawValue)", Double.self, ratio) <= 1)
    }

    @Test(arguments: [
        Architecture(notebook: 5, 3, 5, 4), Architecture(notebook: 5, 3, 5, 4, batch: 3),
        Architecture(4, [Dense(4, .tanh), Dense(4, .relu), Dense(3)], batch: 2),
    ])
    func aWrongGradientFailsTheCheck(_ architecture: Architecture) {
        let problem = Problem<Double>(architecture, seed: 3)
        let (network, inputs, targets) = (problem.network, problem.inputs, problem.targets)
        let check = GradientCheck(problem, kernel: .reference)
        let right = Array(network.gradient(of: .meanSquaredError, inputs: inputs, targets: targets).gradient)
        #expect(check.ratio(right) <= GradientCheck.limit)

        func expectFailure(_ name: String, _ wrong: [Double]) {
            // A NaN fails the check too.
            #expect(!(check.ratio(wrong) <= GradientCheck.limit), "\(name)")
        }
        var perturbed = 0
        for i in right.indices where check.derivatives[i] != nil && abs(right[i]) > 1e-5 * check.scale {
            perturbed += 1
            for factor in [1.001, 0.999, -1, 0] {
                var wrong = right
                wrong[i] *= factor
                expectFailure("times \(factor) at \(i)", wrong)
            }
        }
        #expect(perturbed >= right.count / 2)
        for i in right.indices where check.derivatives[i] != nil {
            var wrong = right
            wrong[i] = .nan
            expectFailure("NaN at \(i)", wrong)
        }

        // Factors of the loss: 2 and the number of entries.
        let entries = Double(targets.count)
        for factor in [-1, 0, 0.5, 2, entries, 1 / entries, entries / 2, Double(network.outputSize)] where factor != 1 {
            expectFailure("times \(factor)", right.map { $0 * factor })
        }
        for (l, layer) in network.layers.enumerated() {
            let weights = layer.offset..<layer.offset + layer.weightCount
            let bias = weights.upperBound..<layer.offset + layer.parameterCount
            var wrong = right
            wrong.replaceSubrange(weights.lowerBound..<bias.upperBound, with: right[bias] + right[weights])
            expectFailure("layer \(l): bias before weights", wrong)

            wrong = right
            for i in 0..<layer.outputSize {
                for j in 0..<layer.inputSize {
                    wrong[layer.offset + j * layer.outputSize + i] = right[layer.offset + i * layer.inputSize + j]
                }
            }
            expectFailure("layer \(l): weights transposed", wrong)

            for part in [weights, bias] {
                wrong = right
                for i in part { wrong[i] = 0 }
                expectFailure("layer \(l): \(part) missing", wrong)
                wrong = right
                for i in part { wrong[i] *= -1 }
                expectFailure("layer \(l): \(part) negative", wrong)
            }
        }
        if inputs.rows > 1 {
            let first = network.gradient(
                of: .meanSquaredError, inputs: inputs[0..<1, ...], targets: targets[0..<1, ...])
            expectFailure("of the first sample alone", Array(first.gradient))
        }
    }

    @Test func theLossBesideTheGradientIsTheMeanOverAllEntries() {
        let network = Network<Double>(inputSize: 1, layers: [Dense(2)])
        let (inputs, targets): (Matrix<Double>, Matrix<Double>) = ([[1], [1], [1]], [[1, 2], [3, 4], [5, 6]])
        // All parameters are zero: the predictions too.
        let (loss, gradient) = network.gradient(of: .meanSquaredError, inputs: inputs, targets: targets)
        #expect(loss == 91.0 / 6)
        #expect(Array(gradient) == [-3, -4, -3, -4])
    }
}
