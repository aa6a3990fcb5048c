import Linalg
import NeuralNetworks
import TestSupport
import Testing

/// Steps of tiny networks in a single call, against the same steps layer by layer.
@Suite struct TinyPassTests {
    private static let activations: [Activation] = [.identity, .relu, .leakyReLU(slope: 0.1), .sigmoid, .tanh]

    private func trainer<T: RealScalar>(
        _ sizes: [Int], _ kernel: Kernel, batchSize: Int = 1, _: T.Type = T.self
    ) -> Trainer<T> {
        var generator = RandomState(seed: 7)
        let layers = sizes.dropFirst().enumerated().map { Dense($1, Self.activations[($0 * 2 + $1) % 5]) }
        var network = Network<T>(inputSize: sizes[0], layers: layers)
        network.initialize(.glorotUniform, using: &generator)
        return Trainer(
            network, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.05), batchSize: batchSize, kernel: kernel)
    }

    private func sample<T: RealScalar>(_ size: Int, _ seed: UInt32) -> Matrix<T> {
        var generator = RandomState(seed: seed)
        return Matrix(rows: 1, columns: size) { _, _ in T(generator.randomSample() * 2 - 1) }
    }

    /// Every size and number of layers that is one vector wide, and the first beyond.
    @Test(arguments: RealKind.allCases)
    func stepsAreThoseOfTheLayers(_ kind: RealKind) { steps(kind.type) }

    private func steps<T: TestReal>(_: T.Type) {
        let width = 64 / MemoryLayout<T>.stride
        var shapes = (1...width + 1).map { [$0, 3, $0] } + (1...width + 1).map { [3, $0, width - 1, 2] }
        shapes += [[1, 1], [width, width], [2, width, width, width, width, 1]]
        for sizes in shapes {
            let (tiny, plain): (Trainer<T>, Trainer<T>) = (trainer(sizes, .automatic), trainer(sizes, .reference))
            for step in 0..<20 {
                let (x, y): (Matrix<T>, Matrix<T>) = (
                    sample(sizes[0], UInt32(step)), sample(sizes.last!, UInt32(step + 99))
                )
                let (a, b) = (tiny.step(x, y), plain.step(x, y))
                #expect((a - b).magnitude / b <= 1000 * T.ulpOfOne, "\(sizes), step \(step)")
            }
            let difference = (tiny.network.parameters - plain.network.parameters).norm(.infinity)
            #expect(difference / plain.network.parameters.norm(.infinity) <= 200 * T.ulpOfOne, "\(sizes)")
            #expect(tiny.optimizerState.stepCount == 20)
        }
    }

    /// The parameters are the network's whenever somebody asks, and asking changes no bit; batches and single samples, other
    /// rates and a restart may follow each other in any order.
    @Test func lookingChangesNothing() {
        // Sigmoid and identity: nothing dies.
        let sizes = [5, 3, 7, 4]
        let (x, y): (Matrix<Double>, Matrix<Double>) = (sample(5, 1), sample(4, 2))
        let (quiet, watched): (Trainer<Double>, Trainer<Double>) = (
            trainer(sizes, .automatic), trainer(sizes, .automatic)
        )
        for step in 0..<30 {
            quiet.step(x, y)
            let before = watched.network.parameters
            watched.step(x, y)
            #expect(watched.network.parameters != before, "step \(step)")
            #expect(watched.network.predict(x).rows == 1)
        }
        #expect(quiet.network.parameters == watched.network.parameters)

        let (mixed, plain): (Trainer<Double>, Trainer<Double>) = (
            trainer(sizes, .automatic, batchSize: 2), trainer(sizes, .reference, batchSize: 2)
        )
        let two = Matrix<Double>(rows: 2, columns: 5) { x[0, $1] * Double($0 + 1) }
        let targets = Matrix<Double>(rows: 2, columns: 4) { y[0, $1] * Double(2 - $0) }
        let start = plain.network.parameters
        for trainer in [mixed, plain] {
            trainer.step(x, y)
            trainer.step(two, targets)
            trainer.step(x, y)
            trainer.optimizer.learningRate = 0.5
            trainer.step(x, y)
            trainer.regularization.l2 = 0.1
            trainer.step(x, y)
            trainer.regularization.l2 = 0
            trainer.step(x, y)
        }
        #expect((mixed.network.parameters - plain.network.parameters).norm(.infinity) <= 1e-14)
        for trainer in [mixed, plain] {
            let state = trainer.optimizerState
            trainer.restore(parameters: start, optimizerState: state, generator: nil)
            trainer.step(x, y)
        }
        #expect((mixed.network.parameters - plain.network.parameters).norm(.infinity) <= 1e-14)
    }

    /// A pass over data, in which all samples are in one call, takes the steps that single calls take, to the last bit.
    @Test(arguments: RealKind.allCases)
    func passesAreSteps(_ kind: RealKind) throws { try passes(kind.type) }

    private func passes<T: TestReal>(_: T.Type) throws {
        let sizes = [3, 5, 2]
        var generator = RandomState(seed: 5)
        // Views, so that rows lie apart.
        let data = Matrix<T>(rows: 23, columns: 11) { _, _ in T(generator.randomSample()) }
        let (x, y) = (data[1..., 2..<5], data[1..., 6..<8])
        let (whole, single): (Trainer<T>, Trainer<T>) = (trainer(sizes, .automatic), trainer(sizes, .automatic))
        try whole.fit(x, y, epochs: 3) { epoch, loss in
            var sum = 0.0
            for i in 0..<22 { sum += Double(single.step(x[i...i, ...], y[i...i, ...])) }
            #expect(loss == T(sum / 22), "epoch \(epoch)")
            #expect(whole.network.parameters == single.network.parameters, "epoch \(epoch)")
            #expect(whole.optimizerState.stepCount == 22 * epoch)
        }
    }

    /// Infinities and NaN come through as they do layer by layer.
    @Test func notFiniteStaysSo() {
        for value in [Double.infinity, .nan, 1e300] {
            let trainer: Trainer<Double> = trainer([3, 2, 2], .automatic)
            let loss = trainer.step([[value, 1, 1]], [[1, 1]])
            let plain: Trainer<Double> = self.trainer([3, 2, 2], .reference)
            let expected = plain.step([[value, 1, 1]], [[1, 1]])
            #expect(loss.isFinite == expected.isFinite, "\(value): \(loss), \(expected)")
        }
    }
}
