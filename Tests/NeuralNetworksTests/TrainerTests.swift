import Linalg
import NeuralNetworks
import TestSupport
import Testing

@Suite struct TrainerTests {
    private struct Stop: Error, Equatable { var epoch: Int }

    @Test(arguments: Variant.allCases)
    func theLossFalls(_ variant: Variant) throws {
        func run<T: TestReal>(_: T.Type) throws {
            for batch in [1, 4, 20] {
                let problem = Problem<T>(Architecture(3, [Dense(8, .tanh), Dense(2)], batch: batch), seed: 1, rows: 20)
                let trainer = Trainer(
                    problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.05),
                    batchSize: batch,
                    kernel: variant.kernel)
                var losses: [T] = []
                try trainer.fit(problem.inputs, problem.targets, epochs: 50) { losses.append($1) }
                #expect(losses.count == 50)
                #expect(losses[49] < losses[0])
                // Whole batches: downhill all the way.
                if batch == 20 { #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 }) }
            }
        }
        try run(variant.real.type)
    }

    /// Exclusive or cannot be told by one layer.
    @Test func exclusiveOrIsLearnt() throws {
        var random = RandomState(seed: 3)
        var network = Network<Double>(inputSize: 2, layers: [Dense(8, .tanh), Dense(1, .sigmoid)])
        network.initialize(.glorotUniform, using: &random)
        let trainer = Trainer(
            network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.5), batchSize: 4)
        let inputs: Matrix<Double> = [[0, 0], [0, 1], [1, 0], [1, 1]]
        try trainer.fit(inputs, [[0], [1], [1], [0]], epochs: 4000)
        let outputs = trainer.network.predict(inputs).elements
        #expect(outputs[0] < 0.1 && outputs[1] > 0.9 && outputs[2] > 0.9 && outputs[3] < 0.1)
    }

    @Test func aStepReturnsTheLossBeforeItAndDescends() {
        let problem = Problem<Double>(Architecture(notebook: 5, 3, 5, 4, batch: 3), seed: 2)
        let trainer = Trainer(
            problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.5), batchSize: 3)
        let (loss, gradient) = problem.network.gradient(
            of: .meanSquaredError, inputs: problem.inputs, targets: problem.targets)
        #expect(trainer.step(problem.inputs, problem.targets) == loss)
        #expect(trainer.network.parameters == problem.network.parameters - 0.5 * gradient)
    }

    @Test func theRateMayChangeBetweenSteps() {
        let problem = Problem<Double>(Architecture(2, [Dense(1)]), seed: 3)
        let trainer = Trainer(problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0))
        #expect(trainer.loss == .meanSquaredError && trainer.batchSize == 1)
        trainer.step(problem.inputs, problem.targets)
        #expect(trainer.network.parameters == problem.network.parameters)
        trainer.optimizer.learningRate = 0.1
        trainer.step(problem.inputs, problem.targets)
        #expect(trainer.network.parameters != problem.network.parameters)
    }

    @Test func copiesOfTheNetworkAreIndependent() throws {
        let problem = Problem<Double>(Architecture(notebook: 5, 3, 5, 4), seed: 4)
        let parameters = Array(problem.network.parameters)
        let trainer = Trainer(problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.1))
        let other = Trainer(problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.1))
        trainer.step(problem.inputs, problem.targets)
        let afterOne = trainer.network
        let saved = Array(afterOne.parameters)
        let weights = afterOne[weights: 1]
        #expect(saved != parameters)
        try trainer.fit(problem.inputs, problem.targets, epochs: 3)
        #expect(Array(trainer.network.parameters) != saved)
        #expect(Array(afterOne.parameters) == saved)
        #expect(weights == afterOne[weights: 1])
        #expect(Array(problem.network.parameters) == parameters)
        #expect(Array(other.network.parameters) == parameters)
        // A changed copy does not change the trainer either.
        var copy = trainer.network
        let before = Array(copy.parameters)
        copy[bias: 0][0] = 100
        copy.parameters[5] = 7
        #expect(Array(trainer.network.parameters) == before)
        // Nor does a gradient, kept while steps go on, change with them.
        let gradient = problem.network.gradient(
            of: .meanSquaredError, inputs: problem.inputs, targets: problem.targets
        ).gradient
        let kept = Array(gradient)
        trainer.step(problem.inputs, problem.targets)
        #expect(Array(gradient) == kept)
    }

    @Test func dataIsLeftAlone() throws {
        let problem = Problem<Double>(Architecture(notebook: 5, 3, 5, 4, batch: 2), seed: 5, rows: 5)
        let (inputs, targets) = (Array(problem.inputs.elements), Array(problem.targets.elements))
        for kernel in Kernel.allCases {
            let trainer = Trainer(
                problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.1), batchSize: 2,
                kernel: kernel)
            try trainer.fit(problem.inputs, problem.targets, epochs: 2)
        }
        #expect(Array(problem.inputs.elements) == inputs && Array(problem.targets.elements) == targets)
    }

    /// At rate 0 every batch sees the same network, so that the mean over an epoch is that over all samples.
    @Test(arguments: [1, 2, 3, 4, 7, 10, 64])
    func theLossOfAnEpochWeighsBatchesByTheirSizes(batch: Int) throws {
        var problem = Problem<Double>(Architecture(notebook: 5, 3, 5, 4), seed: 6, rows: 7)
        // Samples of very different losses.
        for row in 0..<7 { problem.targets[row: row] *= Double(1 << row) }
        let trainer = Trainer(
            problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0), batchSize: batch)
        let whole = problem.network.gradient(
            of: .meanSquaredError, inputs: problem.inputs, targets: problem.targets
        ).loss
        try trainer.fit(problem.inputs, problem.targets, epochs: 3) { _, loss in
            #expect(abs(loss - whole) <= 1e-14 * whole)
        }
    }

    /// In single precision a sum over this many samples would be off in the fourth digit.
    @Test func theLossOfManySamplesIsExact() throws {
        let network = Network<Float>(inputSize: 1, layers: [Dense(1)])
        let trainer = Trainer(network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0))
        let rows = 100_000
        let zeros = Matrix<Float>.zeros(rows, 1)
        let third = Matrix<Float>(rows: rows, columns: 1, repeating: 1 / 3)
        try trainer.fit(zeros, third, epochs: 1) { _, loss in
            #expect(abs(loss - 1 / 9) <= 2 * Float.ulpOfOne / 9)
        }
    }

    @Test func noEpochsDoNothing() throws {
        let problem = Problem<Double>(Architecture(2, [Dense(1)]), seed: 7)
        let trainer = Trainer(problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1))
        try trainer.fit(problem.inputs, problem.targets, epochs: 0) { epoch, _ in Issue.record("epoch \(epoch)") }
        #expect(trainer.network.parameters == problem.network.parameters)
    }

    @Test func anErrorOfTheReportEndsTraining() {
        let problem = Problem<Double>(Architecture(2, [Dense(1)]), seed: 8)
        let trainer = Trainer(problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.1))
        var epochs = 0
        #expect(throws: Stop(epoch: 3)) {
            try trainer.fit(problem.inputs, problem.targets, epochs: 10) { epoch, _ in
                epochs += 1
                if epoch == 3 { throw Stop(epoch: epoch) }
            }
        }
        #expect(epochs == 3)
    }

    /// Weight and bias both follow the output, which a step multiplies by 1 − 4·rate, about −4e10. After fifteen steps
    /// it is 1e159, whose square, the loss, is beyond the largest number.
    @Test func aDivergingLossThrowsWithItsEpoch() {
        for kernel in Kernel.allCases {
            var network = Network<Double>(inputSize: 1, layers: [Dense(1)])
            network[weights: 0] = [[1]]
            let trainer = Trainer(
                network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1e10), kernel: kernel)
            var reported: [Int] = []
            let error = #expect(throws: TrainingError.self) {
                try trainer.fit([[1]], [[0]], epochs: 100) { epoch, _ in reported.append(epoch) }
            }
            #expect(error == .lossNotFinite(epoch: 16, loss: .infinity))
            #expect(error?.description.hasPrefix("the loss became inf in epoch 16;") == true)
            #expect(reported == Array(1...15))
        }
    }

    @Test func aNaNThrowsWithItsEpoch() {
        let problem = Problem<Double>(Architecture(notebook: 5, 3, 5, 4), seed: 9, rows: 3)
        for kernel in Kernel.allCases {
            for batch in [1, 2, 3] {
                var targets = problem.targets
                targets[2, 1] = -.nan
                let trainer = Trainer(
                    problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.1),
                    batchSize: batch,
                    kernel: kernel)
                let error = #expect(throws: TrainingError.self) {
                    try trainer.fit(problem.inputs, targets, epochs: 5) { epoch, _ in
                        Issue.record("epoch \(epoch) was reported")
                    }
                }
                guard case .lossNotFinite(epoch: 1, let loss) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                #expect(loss.isNaN)
                // Without the sign that a NaN may have.
                #expect(error?.description.hasPrefix("the loss became nan in epoch 1;") == true)
            }
        }
    }

    @Test func theEpochCountsPassesAndNotSteps() {
        let network = Network<Double>(inputSize: 1, layers: [Dense(1)])
        // The last of three samples moves the bias to 2e155, whose square is infinite in the next epoch.
        let trainer = Trainer(network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1e155))
        var reported: [Int] = []
        let error = #expect(throws: TrainingError.self) {
            try trainer.fit([[0], [0], [0]], [[0], [0], [1]], epochs: 3) { epoch, _ in reported.append(epoch) }
        }
        #expect(reported == [1])
        guard case .lossNotFinite(epoch: 2, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
