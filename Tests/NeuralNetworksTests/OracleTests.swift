import Linalg
import NeuralNetworks
import TestSupport
import Testing

/// The library beside ``NaiveNetwork``, which computes in the widest type what the library computes in its own.
///
/// Deviations are counted in units of rounding, u, of the library's type. Those of a prediction are relative to 1, the
/// size of the data; those of a gradient to the largest derivative of its layer. A saturated sigmoid adds more: with
/// a = 1 − 1e-20, `a · (1 − a)` is zero once a is rounded, and generally wrong by u. So derivatives are compared
/// relative to 1 at least, times what the loss's own derivative is.
///
/// A loss near zero is a mean of squares of differences which are themselves wrong by units of u, so its relative
/// deviation means nothing: of a loss of 1e-20 in double precision no digit is right. Its square root is a distance
/// from the targets, though, and cannot move by more than the predictions do; that is what is compared.
@Suite(.reportsRatios) struct OracleTests {
    /// In units of rounding. Each output is off by about one for each term of its sums; sums have up to 300 here, most
    /// of whose roundings cancel. A gradient has more, because it begins with the difference from the target: if that is
    /// a tenth of either, it is off by ten times as much.
    static let (limit, gradientLimit): (Double, Double) = (32, 256)

    static let architectures: [Architecture] =
        [
            Architecture(1, [Dense(1, .sigmoid)]),
            Architecture(notebook: 1, 1, 1, 1),
            Architecture(notebook: 5, 3, 5, 4),
            Architecture(6, [Dense(7, .tanh), Dense(3)]),
            Architecture(
                4,
                [
                    Dense(5, .relu), Dense(6, .tanh), Dense(5, .sigmoid), Dense(4, .leakyReLU(slope: 0.5)),
                    Dense(3, .tanh), Dense(2),
                ]),
            // Around the cut-offs: products of 64 and 65 entries, 16 and 17 parameters, 64 and 65.
            Architecture(8, [Dense(8, .tanh), Dense(8, .sigmoid)]),
            Architecture(1, [Dense(64, .tanh), Dense(1)]),
            Architecture(65, [Dense(1, .tanh), Dense(65, .sigmoid)]),
            Architecture(13, [Dense(5, .sigmoid), Dense(13, .tanh)]),
            Architecture(3, [Dense(4, .sigmoid)]),
            Architecture(16, [Dense(1, .tanh)]),
            Architecture(63, [Dense(1, .tanh)]),
            Architecture(64, [Dense(1, .tanh)]),
            // Wide.
            Architecture(40, [Dense(70, .tanh), Dense(30, .sigmoid), Dense(3)]),
            Architecture(notebook: 100, 300, 10),
        ].flatMap { architecture in
            [1, 2, 7].map { batch in
                var architecture = architecture
                architecture.batch = batch
                return architecture
            }
        }

    @Test(arguments: architectures)
    func predictionsAndGradientsAgree(_ architecture: Architecture) {
        for variant in Variant.allCases {
            func run<T: TestReal>(_: T.Type) {
                let problem = Problem<T>(architecture, seed: 5)
                expectAgreement(problem, variant.kernel, "")
            }
            run(variant.real.type)
        }
    }

    @Test(arguments: [1, 3])
    func saturatedSigmoidsAgree(batch: Int) {
        let architectures = [
            Architecture(3, [Dense(4, .sigmoid), Dense(5, .sigmoid), Dense(2, .sigmoid)], batch: batch),
            Architecture(notebook: 30, 20, 10, 3, batch: batch),
            Architecture(3, [Dense(4, .tanh), Dense(5, .tanh), Dense(2, .tanh)], batch: batch),
        ]
        for architecture in architectures {
            for variant in Variant.allCases {
                // Arguments of tens, of thousands, and of so much that exp overflows.
                for gain in [30.0, 1000, 1e6] {
                    func run<T: TestReal>(_: T.Type) {
                        var problem = Problem<T>(architecture, seed: 6, gain: gain)
                        expectAgreement(problem, variant.kernel, "saturated ")
                        problem.inputs.scale(by: 100)
                        expectAgreement(problem, variant.kernel, "saturated ")
                    }
                    run(variant.real.type)
                }
            }
        }
    }

    private func expectAgreement<T: TestReal>(_ problem: Problem<T>, _ kernel: Kernel, _ kind: String) {
        let (network, inputs, targets) = (problem.network, problem.inputs, problem.targets)
        let naive = NaiveNetwork(network)
        func record(_ what: String, _ ratio: Wide) -> Double {
            RatioLog.record("\(kind)\(what), kernel \(kernel.rawValue)", T.self, Double(ratio))
        }

        let output = network.predict(inputs, kernel: kernel)
        let expected = inputs.wideRows.map(naive.predict)
        var error: Wide = 0
        for (row, values) in expected.enumerated() {
            for (column, value) in values.enumerated() {
                error = max(error, (output[row, column].wide - value).magnitude / max(value.magnitude, 1))
            }
        }
        #expect(output.rows == inputs.rows && output.columns == network.outputSize)
        #expect(record("prediction", error / T.unit) <= Self.limit)

        let (loss, gradient) = network.gradient(of: .meanSquaredError, inputs: inputs, targets: targets, kernel: kernel)
        let (naiveLoss, naiveGradient) = naive.gradient(inputs.wideRows, targets.wideRows)
        #expect(record("loss", distance(loss, naiveLoss) / T.unit) <= Self.limit)
        for (l, layer) in network.layers.enumerated() {
            let expected = naiveGradient[l].weights.flatMap { $0 } + naiveGradient[l].bias
            let found = Array(layer.weights(in: gradient).elements) + Array(layer.bias(in: gradient))
            let size = expected.reduce(0) { max($0, $1.magnitude) }
            let scale = kind.isEmpty ? size : max(size, 1)
            let error = zip(found, expected).reduce(0) { max($0, ($1.0.wide - $1.1).magnitude) }
            #expect(record("gradient", error / (scale * T.unit)) <= Self.gradientLimit)
            #expect(found.allSatisfy { $0.isFinite })
        }
    }

    /// How far two losses are apart as distances from the targets.
    private func distance<T: TestReal>(_ loss: T, _ expected: Wide) -> Wide {
        (loss.wide.squareRoot() - expected.squareRoot()).magnitude / max(expected.squareRoot(), 1)
    }

    @Test(arguments: architectures.filter { $0.inputSize < 40 }, Kernel.allCases)
    func trainingAgrees(_ architecture: Architecture, kernel: Kernel) {
        func run<T: TestReal>(_: T.Type) {
            let problem = Problem<T>(architecture, seed: 8)
            // Short enough to be stable with 70 neurons in a layer; an unstable iteration multiplies rounding errors too.
            let rate: T = 1 / 64
            let trainer = Trainer(
                problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: Double(rate)),
                batchSize: architecture.batch, kernel: kernel)
            var naive = NaiveNetwork(problem.network)
            let (inputs, targets) = (problem.inputs.wideRows, problem.targets.wideRows)
            for _ in 0..<20 {
                let loss = trainer.step(problem.inputs, problem.targets)
                let expected = naive.step(inputs, targets, rate: rate.wide)
                let error = distance(loss, expected) / T.unit
                #expect(RatioLog.record("loss in training", T.self, Double(error)) <= Self.limit)
            }
            expectParameters(trainer.network, naive)
        }
        run(Float.self)
        run(Double.self)
    }

    /// Compares parameters after a few steps, in units of rounding.
    private func expectParameters<T: TestReal>(_ network: Network<T>, _ naive: NaiveNetwork) {
        let error = zip(network.parameters, naive.parameters).reduce(0 as Wide) {
            max($0, ($1.0.wide - $1.1).magnitude / max($1.1.magnitude, 1))
        }
        #expect(RatioLog.record("parameters after training", T.self, Double(error / T.unit)) <= Self.limit)
    }

    /// Until nothing but rounding is left of the loss.
    @Test(arguments: Variant.allCases)
    func aLossNearZeroAgreesAsADistance(_ variant: Variant) {
        func run<T: TestReal>(_: T.Type) {
            var problem = Problem<T>(Architecture(notebook: 1, 1, 1, 1), seed: 8)
            problem.targets = [[0.25]]
            let trainer = Trainer(
                problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 2),
                kernel: variant.kernel)
            var naive = NaiveNetwork(problem.network)
            var loss: T = 0
            for _ in 0..<600 {
                loss = trainer.step(problem.inputs, problem.targets)
                let expected = naive.step(problem.inputs.wideRows, problem.targets.wideRows, rate: 2)
                let error = distance(loss, expected) / T.unit
                #expect(RatioLog.record("loss near zero", T.self, Double(error)) <= Self.limit)
            }
            #expect(loss.wide <= 100 * T.unit * T.unit)
            expectParameters(trainer.network, naive)
        }
        run(variant.real.type)
    }

    /// Batches of `fit`, the last of which may be smaller, and the weighted mean of their losses.
    @Test(arguments: [(1, 5), (2, 5), (3, 7), (7, 7), (5, 20), (64, 7), (4, 9)])
    func epochsOfBatchesAgree(batch: Int, rows: Int) throws {
        for variant in Variant.allCases {
            func run<T: TestReal>(_: T.Type) throws {
                let architecture = Architecture(5, [Dense(6, .tanh), Dense(4, .leakyReLU(slope: 0.1)), Dense(2)])
                let problem = Problem<T>(architecture, seed: 9, gain: 1, rows: rows)
                let rate: T = 0.125
                let trainer = Trainer(
                    problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: Double(rate)),
                    batchSize: batch, kernel: variant.kernel)
                var naive = NaiveNetwork(problem.network)
                let (inputs, targets) = (problem.inputs.wideRows, problem.targets.wideRows)
                var epochs = 0
                try trainer.fit(problem.inputs, problem.targets, epochs: 5) { epoch, loss in
                    epochs += 1
                    #expect(epoch == epochs)
                    var sum: Wide = 0
                    for start in Swift.stride(from: 0, to: rows, by: batch) {
                        let range = start..<min(start + batch, rows)
                        let loss = naive.step(Array(inputs[range]), Array(targets[range]), rate: rate.wide)
                        sum += Wide(range.count) * loss
                    }
                    let error = distance(loss, sum / Wide(rows)) / T.unit
                    #expect(RatioLog.record("loss of an epoch", T.self, Double(error)) <= Self.limit)
                }
                #expect(epochs == 5)
                expectParameters(trainer.network, naive)
            }
            try run(variant.real.type)
        }
    }

    /// A workspace made for the largest batch serves smaller ones, in any order.
    @Test(arguments: Variant.allCases)
    func batchesOfDifferentSizesAgree(_ variant: Variant) {
        func run<T: TestReal>(_: T.Type) {
            let architecture = Architecture(5, [Dense(9, .sigmoid), Dense(3, .tanh), Dense(4)])
            let problem = Problem<T>(architecture, seed: 10, rows: 30)
            let trainer = Trainer(
                problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.25), batchSize: 8,
                kernel: variant.kernel)
            var naive = NaiveNetwork(problem.network)
            for rows in [0..<8, 8..<9, 9..<12, 12..<20, 20..<22, 22..<23, 23..<30] {
                let (inputs, targets) = (problem.inputs[rows, ...], problem.targets[rows, ...])
                let loss = trainer.step(inputs, targets)
                let expected = naive.step(inputs.wideRows, targets.wideRows, rate: 0.25)
                let error = distance(loss, expected) / T.unit
                #expect(RatioLog.record("loss, any batch", T.self, Double(error)) <= Self.limit)
            }
            expectParameters(trainer.network, naive)
        }
        run(variant.real.type)
    }

    /// Data may be a window of something larger, whose other entries are not read.
    @Test(arguments: Variant.allCases)
    func slicesOfLargerMatricesServeAsData(_ variant: Variant) {
        func run<T: TestReal>(_: T.Type) {
            func window(_ matrix: Matrix<T>) -> Matrix<T> {
                var frame = Matrix<T>(rows: matrix.rows + 2, columns: matrix.columns + 3, repeating: .nan)
                let (rows, columns) = (1..<1 + matrix.rows, 2..<2 + matrix.columns)
                frame[rows, columns] = matrix
                return frame[rows, columns]
            }
            for batch in [1, 2, 9] {
                let problem = Problem<T>(Architecture(notebook: 5, 30, 4, batch: batch), seed: 11)
                let (inputs, targets) = (window(problem.inputs), window(problem.targets))
                #expect(inputs.rowStride > inputs.columns && targets.rowStride > targets.columns)
                let network = problem.network
                #expect(
                    network.predict(inputs, kernel: variant.kernel)
                        == network.predict(problem.inputs, kernel: variant.kernel))
                let whole = network.gradient(
                    of: .meanSquaredError, inputs: problem.inputs, targets: problem.targets, kernel: variant.kernel)
                let part = network.gradient(
                    of: .meanSquaredError, inputs: inputs, targets: targets, kernel: variant.kernel)
                #expect(part.loss == whole.loss && part.gradient == whole.gradient)
            }
        }
        run(variant.real.type)
    }
}
