import Linalg
import NeuralNetworks
import Testing

@Suite struct ScheduleTests {
    @Test func factors() {
        #expect(
            (0..<5).map { LearningRateSchedule.step(epochs: 2, factor: 0.5).factor(epoch: $0) } == [
                1, 1, 0.5, 0.5, 0.25,
            ])
        #expect((0..<3).map { LearningRateSchedule.exponential(factor: 0.5).factor(epoch: $0) } == [1, 0.5, 0.25])
        let cosine = LearningRateSchedule.cosine(epochs: 4, minimum: 0.2)
        #expect(abs(cosine.factor(epoch: 0) - 1) <= 1e-15)
        #expect(abs(cosine.factor(epoch: 2) - 0.6) <= 1e-15)
        #expect(cosine.factor(epoch: 4) == 0.2 && cosine.factor(epoch: 100) == 0.2)
        let warm = LearningRateSchedule.warmUp(epochs: 4, then: .step(epochs: 1, factor: 0.5))
        #expect((0..<7).map { warm.factor(epoch: $0) } == [0.25, 0.5, 0.75, 1, 1, 0.5, 0.25])
    }

    @Test func plateau() {
        let schedule = LearningRateSchedule.reduceOnPlateau(factor: 0.1, patience: 2, threshold: 0)
        var state = PlateauState()
        var factors: [Double] = []
        for loss in [3.0, 2, 2, 2.5, 2, 1, .nan, 1, 1] {
            schedule.observe(loss, &state)
            factors.append(schedule.factor(epoch: 0, plateau: state))
        }
        #expect(factors == [1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.1 * 0.1])
    }
}

@Suite struct RegularizationTests {
    private func step(_ regularization: Regularization, scale: Double = 1) -> Vector<Double> {
        var network = Network<Double>(inputSize: 2, layers: [Dense(1)])
        network[weights: 0] = [[0.5, -2]]
        network[bias: 0] = [3]
        let before = network.parameters
        let trainer = Trainer(
            network, loss: .meanSquaredError, optimizer: .sgd(learningRate: 1), regularization: regularization)
        trainer.step([[scale, 2 * scale]], [[0]])
        return before - trainer.network.parameters
    }

    @Test func penaltiesAreOfWeightsOnly() {
        let plain = step(Regularization())
        let l1 = step(Regularization(l1: 0.25)) - plain
        let l2 = step(Regularization(l2: 0.25)) - plain
        #expect(l1.isApproximatelyEqual(to: [0.25, -0.25, 0], absoluteTolerance: 1e-14))
        #expect(l2.isApproximatelyEqual(to: [0.125, -0.5, 0], absoluteTolerance: 1e-14))
    }

    @Test func gradientsAreClipped() {
        let plain = step(Regularization(), scale: 100)
        let short = step(Regularization(maximumNorm: 0.5), scale: 100)
        #expect(abs(short.norm() - 0.5) <= 1e-14)
        #expect((plain / plain.norm() - short / short.norm()).norm() <= 1e-12)
        let cut = step(Regularization(maximumMagnitude: 0.5), scale: 100)
        #expect(cut.norm(.infinity) <= 0.5 && cut.norm(.infinity) >= 0.499)
        let unchanged = step(Regularization(maximumNorm: 1e9, maximumMagnitude: 1e9), scale: 100)
        #expect(unchanged == plain)
    }
}

@Suite struct DropoutTests {
    private let width = 2000

    private func network(_ dropout: Double) -> Network<Double> {
        var network = Network<Double>(
            inputSize: 1, layers: [Dense(width, .softplus, dropout: dropout), Dense(1)])
        network[bias: 0] = .ones(width)
        network[weights: 1] = Matrix(rows: 1, columns: width, repeating: 1 / Double(width))
        return network
    }

    @Test func theExpectedOutputStays() {
        // With learning rate zero each step is a draw; the loss against zero is the squared output.
        let plain = network(0).predict([0] as Vector)[0]
        let trainer = Trainer(network(0.4), loss: .meanSquaredError, optimizer: .sgd(learningRate: 0), seed: 5)
        let outputs = (0..<200).map { _ in trainer.step([[0]], [[0]]).squareRoot() }
        let mean = outputs.reduce(0, +) / 200
        // Its standard deviation is plain · √(0.4/0.6/2000/200).
        #expect(abs(mean / plain - 1) <= 0.006)
        #expect(Set(outputs).count > 50)
        #expect(trainer.network.predict([0] as Vector)[0] == plain)
    }

    @Test func theGradientIsThatOfTheDroppedNetwork() {
        // Each draw is repeated by an equal seed, so that differences can be taken through dropout.
        var base = Network<Double>(
            inputSize: 3, layers: [Dense(6, .sigmoid, dropout: 0.5), Dense(5, .gelu, dropout: 0.3), Dense(2, .tanh)])
        var generator = RandomState(seed: 2)
        base.initialize(.glorotNormal, using: &generator)
        let inputs = Matrix(rows: 4, columns: 3) { _, _ in generator.standardNormal() }
        let targets = Matrix(rows: 4, columns: 2) { _, _ in generator.standardNormal() }
        func step(_ network: Network<Double>, rate: Double) -> (loss: Double, change: Vector<Double>) {
            let trainer = Trainer(
                network, loss: .meanSquaredError, optimizer: .sgd(learningRate: rate), batchSize: 4, seed: 9)
            let loss = trainer.step(inputs, targets)
            return (loss, network.parameters - trainer.network.parameters)
        }
        let gradient = step(base, rate: 1).change
        let h = 0x1p-12
        var worst = 0.0
        for i in 0..<base.parameterCount {
            func value(_ steps: Double) -> Double {
                var network = base
                network.parameters[i] += steps * h
                return step(network, rate: 0).loss
            }
            let difference = (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * h)
            let error = abs(gradient[i] - difference)
            worst = error <= worst ? worst : error
        }
        #expect(worst / gradient.norm(.infinity) <= 1e-6)
    }
}

@Suite struct RestoreTests {
    @Test(arguments: [Optimizer.sgd(), .momentum(), .nesterov(), .adam(), .adamW(), .rmsProp(), .adagrad()])
    func aRestoredTrainerGoesOnToTheSameBits(_ optimizer: Optimizer) throws {
        var network = Network<Float>(inputSize: 3, layers: [Dense(7, .gelu, dropout: 0.3), Dense(2)])
        var generator = RandomState(seed: 4)
        network.initialize(.heNormal, using: &generator)
        let inputs = Matrix(rows: 8, columns: 3) { _, _ in Float(generator.standardNormal()) }
        let targets = Matrix(rows: 8, columns: 2) { _, _ in Float(generator.standardNormal()) }
        func trainer() -> Trainer<Float> {
            Trainer(network, loss: .meanSquaredError, optimizer: optimizer, batchSize: 8, seed: 6)
        }
        let (whole, first, second) = (trainer(), trainer(), trainer())
        for _ in 0..<20 { whole.step(inputs, targets) }
        for _ in 0..<7 { first.step(inputs, targets) }
        second.restore(
            parameters: first.network.parameters, optimizerState: first.optimizerState, generator: first.generator)
        for _ in 0..<13 { second.step(inputs, targets) }
        #expect(whole.network.parameters == second.network.parameters)
        #expect(whole.network.parameters != first.network.parameters)
    }
}
