import Linalg
import NeuralNetworks
import TestSupport
import Testing

@Suite struct NetworkTests {
    @Test func parametersLieLayerByLayer() {
        var network = Network<Double>(inputSize: 2, layers: [Dense(3, .tanh), Dense(1, .relu), Dense(2)])
        #expect(network.parameterCount == 9 + 4 + 4)
        #expect(network.parameters == .zeros(17))
        #expect(network.inputSize == 2 && network.outputSize == 2)
        #expect(network.layers.map(\.inputSize) == [2, 3, 1])
        #expect(network.layers.map(\.outputSize) == [3, 1, 2])
        #expect(network.layers.map(\.offset) == [0, 9, 13])
        #expect(network.layers.map(\.weightCount) == [6, 3, 2])
        #expect(network.layers.map(\.parameterCount) == [9, 4, 4])
        #expect(network.layers.map(\.activation) == [.tanh, .relu, .identity])

        network.parameters = Vector((0..<17).map(Double.init))
        #expect(network[weights: 0] == [[0, 1], [2, 3], [4, 5]])
        #expect(network[bias: 0] == [6, 7, 8])
        #expect(network[weights: 1] == [[9, 10, 11]])
        #expect(network[bias: 1] == [12])
        #expect(network[weights: 2] == [[13], [14]])
        #expect(network[bias: 2] == [15, 16])
        for (i, layer) in network.layers.enumerated() {
            #expect(layer.weights(in: network.parameters) == network[weights: i])
            #expect(layer.bias(in: network.parameters) == network[bias: i])
        }
    }

    @Test func partsCanBeWritten() {
        var network = Network<Float>(inputSize: 3, layers: [Dense(2), Dense(2)])
        let before = network
        network[weights: 0] = [[1, 2, 3], [4, 5, 6]]
        network[bias: 1] = [7, 8]
        network[weights: 1][0, 1] = 9
        network[bias: 0][1] = 10
        #expect(Array(network.parameters) == [1, 2, 3, 4, 5, 6, 0, 10, 0, 9, 0, 0, 7, 8])
        #expect(before.parameters == .zeros(14))
        // A strided part of something larger.
        let source: Matrix<Float> = [[1, 2, 3, 4], [5, 6, 7, 8]]
        network[weights: 0] = source[0..<2, 1..<4]
        network[bias: 1] = source[column: 2]
        #expect(Array(network.parameters) == [2, 3, 4, 6, 7, 8, 0, 10, 0, 9, 0, 0, 3, 7])
    }

    /// A column of a matrix has gaps between its elements.
    @Test func parametersMayComeFromAStridedVector() {
        let problem = Problem<Double>(Architecture(notebook: 5, 3, 5, 4, batch: 3), seed: 1)
        let (network, inputs, targets) = (problem.network, problem.inputs, problem.targets)
        var columns = Matrix<Double>(rows: network.parameterCount, columns: 3, repeating: .nan)
        columns[column: 1] = network.parameters
        var same = network
        same.parameters = columns[column: 1]
        #expect(same.parameters == network.parameters)
        #expect(same.predict(inputs) == network.predict(inputs))
        let gradient = same.gradient(of: .meanSquaredError, inputs: inputs, targets: targets).gradient
        #expect(gradient == network.gradient(of: .meanSquaredError, inputs: inputs, targets: targets).gradient)
        let trainer = Trainer(same, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.1), batchSize: 3)
        let other = Trainer(network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.1), batchSize: 3)
        #expect(trainer.step(inputs, targets) == other.step(inputs, targets))
        #expect(trainer.network.parameters == other.network.parameters)
        // Nor is the matrix changed.
        #expect(columns[column: 1] == network.parameters)
    }

    @Test(arguments: Variant.allCases)
    func aBatchIsPredictedAsItsSamplesAre(_ variant: Variant) {
        func run<T: TestReal>(_: T.Type) {
            let problem = Problem<T>(Architecture(notebook: 7, 20, 9, 3, batch: 11), seed: 2)
            let outputs = problem.network.predict(problem.inputs, kernel: variant.kernel)
            #expect(outputs.rows == 11 && outputs.columns == 3)
            for row in 0..<11 {
                let output = problem.network.predict(problem.inputs[row: row], kernel: variant.kernel)
                // Other routines add up in another order.
                let error = (output - outputs[row: row]).map { abs($0.wide) }.max()!
                #expect(error <= 16 * T.unit)
                let alone = problem.network.predict(problem.inputs[row..<row + 1, ...], kernel: variant.kernel)
                #expect(alone.elements == output)
            }
            // A column as the sample: a strided vector.
            let column = problem.inputs.transposed()[column: 4]
            #expect(
                problem.network.predict(column, kernel: variant.kernel)
                    == problem.network.predict(problem.inputs[row: 4], kernel: variant.kernel))
        }
        run(variant.real.type)
    }

    @Test(arguments: Variant.allCases)
    func noSamplesGiveNoPredictions(_ variant: Variant) {
        func run<T: TestReal>(_: T.Type) {
            for architecture in [Architecture(notebook: 5, 3, 5, 4), Architecture(notebook: 100, 200, 10)] {
                let network = Problem<T>(architecture, seed: 3).network
                let outputs = network.predict(Matrix(rows: 0, columns: network.inputSize, repeating: 0))
                #expect(outputs.rows == 0 && outputs.columns == network.outputSize)
            }
        }
        run(variant.real.type)
    }

    @Test func singleAndDoublePrecisionAgree() {
        let wide = Problem<Double>(Architecture(notebook: 20, 30, 10, batch: 4), seed: 4)
        let narrow = Problem<Float>(Architecture(notebook: 20, 30, 10, batch: 4), seed: 4)
        let outputs = wide.network.predict(wide.inputs)
        let others = narrow.network.predict(narrow.inputs)
        for (a, b) in zip(outputs.elements, others.elements) { #expect(abs(a - Double(b)) < 1e-6) }
        #expect(zip(outputs.elements, others.elements).contains { $0 != Double($1) })
    }

    @Test func predictingAndDifferentiatingChangeNothing() {
        let problem = Problem<Double>(Architecture(notebook: 5, 3, 5, 4, batch: 3), seed: 5)
        let copy = problem
        // Copies with storage of their own, to compare with.
        let parameters = Array(problem.network.parameters)
        let (inputs, targets) = (Array(problem.inputs.elements), Array(problem.targets.elements))
        for kernel in Kernel.allCases {
            _ = copy.network.predict(copy.inputs, kernel: kernel)
            _ = copy.network.gradient(
                of: .meanSquaredError, inputs: copy.inputs, targets: copy.targets, kernel: kernel)
        }
        #expect(Array(problem.network.parameters) == parameters)
        #expect(Array(problem.inputs.elements) == inputs && Array(problem.targets.elements) == targets)
    }
}

@Suite struct ActivationTests {
    /// The activation of one number.
    private func apply<T: TestReal>(_ activation: Activation, _ x: T, bias: T = 0, kernel: Kernel = .automatic) -> T {
        var network = Network<T>(inputSize: 1, layers: [Dense(1, activation)])
        network[weights: 0] = [[1]]
        network[bias: 0] = [bias]
        return network.predict([x] as Vector, kernel: kernel)[0]
    }

    @Test(arguments: RealKind.allCases)
    func valuesAtTheEdges(_ real: RealKind) {
        func run<T: TestReal>(_: T.Type) {
            let (infinity, largest): (T, T) = (.infinity, .greatestFiniteMagnitude)
            let (tiny, least): (T, T) = (.leastNormalMagnitude, .leastNonzeroMagnitude)
            let numbers: [T] = [0, 1, -1, 0.5, tiny, -tiny, least, -least, largest, -largest, infinity, -infinity]
            for x in numbers {
                #expect(apply(.identity, x) == x)
                #expect(apply(.relu, x) == max(x, 0))
                #expect(apply(.leakyReLU(slope: 0.25), x) == (x > 0 ? x : x / 4))
                #expect(apply(.leakyReLU(slope: 2), x) == (x > 0 ? x : 2 * x))
                #expect(apply(.sigmoid, x) >= 0 && apply(.sigmoid, x) <= 1)
                #expect(apply(.tanh, x).magnitude <= 1)
                #expect(apply(.tanh, x) == -apply(.tanh, -x))
            }
            #expect(apply(.sigmoid, 0 as T) == 0.5)
            for x in [1000, largest, infinity] {
                #expect(apply(.sigmoid, x) == 1 && apply(.sigmoid, -x) == 0)
                #expect(apply(.tanh, x) == 1)
            }
            // The bias is added before.
            #expect(apply(.relu, 1 as T, bias: -3) == 0)
            #expect(apply(.leakyReLU(slope: 0.5), 1 as T, bias: -3) == -1)
            #expect(apply(.sigmoid, 1 as T, bias: -1) == 0.5)
        }
        run(real.type)
    }

    @Test(arguments: Variant.allCases)
    func aNaNIsNotHidden(_ variant: Variant) {
        func run<T: TestReal>(_: T.Type) {
            let activations: [Activation] = [
                .identity, .relu, .leakyReLU(slope: 0), .leakyReLU(slope: 0.1), .sigmoid, .tanh,
            ]
            for activation in activations {
                #expect(apply(activation, T.nan, kernel: variant.kernel).isNaN)
                #expect(apply(activation, -T.nan, kernel: variant.kernel).isNaN)
                #expect(apply(activation, 1 as T, bias: .nan, kernel: variant.kernel).isNaN)
                for batch in [1, 3] {
                    // In an input, and in each parameter of the second of three layers.
                    let layers = [Dense(3, .tanh), Dense(2, activation), Dense(2)]
                    let problem = Problem<T>(Architecture(2, layers, batch: batch), seed: 6)
                    var inputs = problem.inputs
                    inputs[0, 1] = .nan
                    let output = problem.network.predict(inputs, kernel: variant.kernel)
                    #expect(output[row: 0].allSatisfy { $0.isNaN })
                    for row in 1..<batch { #expect(output[row: row].allSatisfy { $0.isFinite }) }
                    let second = problem.network.layers[1]
                    for i in second.offset..<second.offset + second.parameterCount {
                        var network = problem.network
                        network.parameters[i] = .nan
                        #expect(
                            network.predict(problem.inputs, kernel: variant.kernel).elements.allSatisfy { $0.isNaN })
                        let loss = network.gradient(
                            of: .meanSquaredError, inputs: problem.inputs, targets: problem.targets,
                            kernel: variant.kernel
                        ).loss
                        #expect(loss.isNaN)
                    }
                }
            }
        }
        run(variant.real.type)
    }

    /// At a sum of exactly zero the derivative is that from below.
    @Test func derivativesAtTheKink() {
        for (activation, slope) in [(Activation.relu, 0.0), (.leakyReLU(slope: 0.25), 0.25)] {
            let network = Network<Double>(inputSize: 1, layers: [Dense(1, activation)])
            let gradient = network.gradient(of: .meanSquaredError, inputs: [[1]], targets: [[1]]).gradient
            #expect(Array(gradient) == [-2 * slope, -2 * slope])
        }
    }
}
