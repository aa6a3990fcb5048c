internal import Linalg
import NeuralNetworks

/// One training as the notebook does it, with every figure that it publishes.
struct NotebookRun<Element: RealScalar> {
    /// The slope of the notebook's leaky ReLU.
    static var leak: Double { 0.1 }

    let sizes: [Int]
    let x: Vector<Element>
    let y: Vector<Element>
    let initial: Network<Element>
    let outputBefore: Vector<Element>
    let firstGradient: Vector<Element>
    private(set) var final: Network<Element>
    private(set) var outputAfter: Vector<Element>
    private(set) var finalLoss: Element
    /// The mean over all steps.
    private(set) var timePerStep: Duration

    private let trainer: Trainer<Element>
    private let kernel: Kernel

    /// Draws sample, target and weights, and looks at the network before training.
    init(sizes: [Int], seed: UInt32, learningRate: Double, kernel: Kernel) {
        var generator = RandomState(seed: seed)
        func hundredths(_ count: Int) -> Vector<Element> {
            Vector(generator.randomIntegers(in: 1..<100, count: count).map { Element(Double($0) / 100) })
        }
        self.sizes = sizes
        self.kernel = kernel
        x = hundredths(sizes[0])
        y = hundredths(sizes[sizes.count - 1])
        // The notebook draws the first weight matrix twice and uses the second.
        for _ in 0..<sizes[0] * sizes[1] { _ = generator.randomSample() }

        var layers = [Dense(sizes[1], .leakyReLU(slope: Self.leak))]
        layers += sizes.dropFirst(2).map { Dense($0, .sigmoid) }
        var network = Network<Element>(inputSize: sizes[0], layers: layers)
        network.initialize(.randomSample, using: &generator)
        initial = network
        outputBefore = network.predict(x, kernel: kernel)
        firstGradient =
            network.gradient(of: .meanSquaredError, inputs: row(x), targets: row(y), kernel: kernel).gradient
        trainer = Trainer(
            network, loss: .meanSquaredError, optimizer: .sgd(learningRate: learningRate), kernel: kernel)
        (final, outputAfter, finalLoss, timePerStep) = (network, outputBefore, 0, .zero)
    }

    /// Trains, and looks at the network again. `report` gets each loss with its epoch, counted from 1.
    mutating func train(epochs: Int, report: (_ epoch: Int, _ loss: Element) throws -> Void) throws {
        let (inputs, targets) = (row(x), row(y))
        let clock = ContinuousClock()
        var time = Duration.zero
        // Steps are timed in blocks, so that neither the clock nor the reports count.
        var losses: [Element] = []
        var epoch = 0
        while epoch < epochs {
            losses.removeAll(keepingCapacity: true)
            let count = min(1000, epochs - epoch)
            time += clock.measure {
                for _ in 0..<count {
                    losses.append(trainer.step(inputs, targets))
                    if !losses[losses.count - 1].isFinite { break }
                }
            }
            for loss in losses {
                epoch += 1
                if !loss.isFinite { throw TrainingError.lossNotFinite(epoch: epoch, loss: Double(loss)) }
                try report(epoch, loss)
            }
        }
        timePerStep = time / epochs
        final = trainer.network
        outputAfter = final.predict(x, kernel: kernel)
        finalLoss = final.gradient(of: .meanSquaredError, inputs: inputs, targets: targets, kernel: kernel).loss
        if !finalLoss.isFinite { throw TrainingError.lossNotFinite(epoch: epochs, loss: Double(finalLoss)) }
        // A sigmoid hides an infinite weight from the loss.
        if !final.parameters.allSatisfy({ $0.isFinite }) {
            throw Failure(
                status: .badData,
                message: "a parameter is infinite or NaN after epoch \(epochs); try a lower learning rate")
        }
    }
}

/// A sample as a batch of one.
private func row<Element>(_ x: Vector<Element>) -> Matrix<Element> {
    Matrix(rows: 1, columns: x.count, elements: x)
}
