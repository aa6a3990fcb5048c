import Linalg
import NeuralNetworks
import Testing

/// A caller's mistakes stop the program, in release builds too, with a message that names what does not fit.
@Suite struct MisuseTests {
    private func message(_ result: ExitTest.Result?) -> String {
        String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    }

    @Test func networksThatCannotBe() async {
        var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Network<Double>(inputSize: 3, layers: [])
        }
        #expect(message(result).contains("a network without layers; at least 1 is needed"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Network<Double>(inputSize: 0, layers: [Dense(1)])
        }
        #expect(message(result).contains("a network of 0 inputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Network<Float>(inputSize: -4, layers: [Dense(1)])
        }
        #expect(message(result).contains("a network of -4 inputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Network<Double>(inputSize: 3, layers: [Dense(2), Dense(0)])
        }
        #expect(message(result).contains("layer 1 has 0 outputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Network<Double>(inputSize: .max, layers: [Dense(1)])
        }
        #expect(message(result).contains("layer 0 of \(Int.max) inputs and 1 outputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Network<Double>(inputSize: 2, layers: [Dense(1 << 40), Dense(1 << 40)])
        }
        #expect(message(result).contains("layer 1 of \(1 << 40) inputs and \(1 << 40) outputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Network<Double>(inputSize: 1, layers: [Dense(1 << 61), Dense(1 << 61)])
        }
        #expect(message(result).contains("exceed what memory can address"))
    }

    @Test func slopesThatCannotBe() async {
        var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Network<Double>(inputSize: 1, layers: [Dense(1, .leakyReLU(slope: -0.1))])
        }
        #expect(message(result).contains("a slope of -0.1"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Network<Double>(inputSize: 1, layers: [Dense(1), Dense(2, .leakyReLU(slope: .nan))])
        }
        #expect(message(result).contains("a slope of nan"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            // Infinite once it is rounded to the network's type.
            _ = Network<Float>(inputSize: 1, layers: [Dense(1, .leakyReLU(slope: 1e39))])
        }
        #expect(message(result).contains("a slope of 1e+39"))
    }

    @Test func parametersThatDoNotFit() async {
        var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var network = Network<Double>(inputSize: 2, layers: [Dense(3)])
            network.parameters = .zeros(8)
        }
        #expect(message(result).contains("8 parameters for a network of 9"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var network = Network<Double>(inputSize: 2, layers: [Dense(3)])
            network[weights: 0] = .zeros(2, 3)
        }
        #expect(message(result).contains("weights of 2×3 for a layer of 3×2"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var network = Network<Double>(inputSize: 2, layers: [Dense(3)])
            network[bias: 0] = .zeros(2)
        }
        #expect(message(result).contains("a bias of 2 for a layer of 3 outputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Network<Double>(inputSize: 2, layers: [Dense(3)])[weights: 1]
        }
        #expect(message(result).contains("layer 1 of a network of 1"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var network = Network<Double>(inputSize: 2, layers: [Dense(3)])
            network[bias: -1] = .zeros(3)
        }
        #expect(message(result).contains("layer -1 of a network of 1"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 2, layers: [Dense(3)])
            _ = network.layers[0].weights(in: Vector<Double>.zeros(5))
        }
        #expect(message(result).contains("0..<6 of 5"))
    }

    @Test func dataThatDoesNotFitANetwork() async {
        var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            _ = network.predict(Matrix.zeros(2, 4))
        }
        #expect(message(result).contains("inputs of 2×4 for a network of 5 inputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Float>(inputSize: 5, layers: [Dense(3)])
            _ = network.predict(Vector.zeros(6), kernel: .blas)
        }
        #expect(message(result).contains("inputs of 1×6 for a network of 5 inputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            _ = network.gradient(of: .meanSquaredError, inputs: .zeros(2, 5), targets: .zeros(2, 4))
        }
        #expect(message(result).contains("targets of 2×4 for 2 samples and 3 outputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            _ = network.gradient(of: .meanSquaredError, inputs: .zeros(2, 5), targets: .zeros(1, 3))
        }
        #expect(message(result).contains("targets of 1×3 for 2 samples and 3 outputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            _ = network.gradient(of: .meanSquaredError, inputs: .zeros(0, 5), targets: .zeros(0, 3))
        }
        #expect(message(result).contains("the gradient of a batch without samples"))
    }

    @Test func dataThatDoesNotFitATrainer() async {
        var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            let trainer = Trainer(
                network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1), batchSize: 2)
            trainer.step(.zeros(3, 5), .zeros(3, 3))
        }
        #expect(message(result).contains("inputs of 3×5 for a network of 5 inputs and batches of at most 2"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            let trainer = Trainer(
                network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1), batchSize: 2)
            trainer.step(.zeros(1, 3), .zeros(1, 3))
        }
        #expect(message(result).contains("inputs of 1×3 for a network of 5 inputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            let trainer = Trainer(network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1))
            trainer.step(.zeros(1, 5), .zeros(1, 5))
        }
        #expect(message(result).contains("targets of 1×5 for 1 samples and 3 outputs"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            let trainer = Trainer(network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1))
            try trainer.fit(.zeros(3, 5), .zeros(2, 3), epochs: 1)
        }
        #expect(message(result).contains("fit: 3 rows of inputs and 2 of targets"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            let trainer = Trainer(network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1))
            try trainer.fit(.zeros(0, 5), .zeros(0, 3), epochs: 1)
        }
        #expect(message(result).contains("fit: 0 rows of inputs and 0 of targets"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            let trainer = Trainer(network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1))
            try trainer.fit(.zeros(1, 5), .zeros(1, 3), epochs: -1)
        }
        #expect(message(result).contains("fit: -1 epochs"))
    }

    @Test func settingsThatCannotBe() async {
        var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Optimizer.sgd(learningRate: .nan)
        }
        #expect(message(result).contains("a learning rate of nan"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Optimizer.sgd(learningRate: -0.5)
        }
        #expect(message(result).contains("a learning rate of -0.5"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var sgd = Optimizer.sgd(learningRate: 0.5)
            sgd.learningRate = .infinity
        }
        #expect(message(result).contains("a learning rate of inf"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            _ = Trainer(network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1), batchSize: 0)
        }
        #expect(message(result).contains("a batch size of 0"))
        result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let network = Network<Double>(inputSize: 5, layers: [Dense(3)])
            _ = Trainer(network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 1), batchSize: .max)
        }
        #expect(message(result).contains("batches of \(Int.max) with 3 outputs a sample"))
    }
}
