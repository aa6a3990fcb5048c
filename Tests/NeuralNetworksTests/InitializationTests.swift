import Linalg
import NeuralNetworks
import TestSupport
import Testing

@Suite struct InitializationTests {
    private let layers = [Dense(30, .tanh), Dense(50, .relu), Dense(20)]

    /// How each method makes a weight of a draw.
    private func weight(_ method: Initialization, _ inputs: Int, _ outputs: Int, _ random: inout RandomState) -> Double
    {
        switch method {
        case .randomSample: random.randomSample()
        case .glorotUniform: (2 * random.randomSample() - 1) * (6 / Double(inputs + outputs)).squareRoot()
        case .glorotNormal: random.standardNormal() * (2 / Double(inputs + outputs)).squareRoot()
        case .heUniform: (2 * random.randomSample() - 1) * (6 / Double(inputs)).squareRoot()
        case .heNormal: random.standardNormal() * (2 / Double(inputs)).squareRoot()
        }
    }

    @Test(arguments: Initialization.allCases)
    func drawsAreNumPysInItsOrder(_ method: Initialization) {
        func run<T: TestReal>(_: T.Type) {
            var random = RandomState(seed: 2024)
            _ = random.standardNormal()
            var same = random
            var network = Network<T>(inputSize: 40, layers: layers)
            // What was there is overwritten, biases too.
            network.parameters = Vector(repeating: .nan, count: network.parameterCount)
            network.initialize(method, using: &random)
            for (i, layer) in network.layers.enumerated() {
                let draws = (0..<layer.weightCount).map { _ in
                    T(weight(method, layer.inputSize, layer.outputSize, &same))
                }
                #expect(Array(network[weights: i].elements) == draws)
                #expect(network[bias: i] == .zeros(layer.outputSize))
            }
            #expect(random == same)
        }
        run(Float.self)
        run(Double.self)
    }

    @Test func randomSampleIsNumPysArray() {
        var random = RandomState(seed: 42)
        var network = Network<Double>(inputSize: 5, layers: [Dense(3), Dense(2)])
        network.initialize(.randomSample, using: &random)
        var same = RandomState(seed: 42)
        #expect(Array(network[weights: 0].elements) == same.randomSample(count: 15))
        #expect(Array(network[weights: 1].elements) == same.randomSample(count: 6))
        // The first number of np.random.seed(42); np.random.random_sample().
        #expect(network[weights: 0][0, 0] == 0.3745401188473625)
    }

    /// Over 60,000 weights a variance is within three per cent, and a mean within 0.02 standard deviations; six times
    /// the standard error or more.
    @Test(arguments: Initialization.allCases)
    func boundsAndMoments(_ method: Initialization) {
        let (inputs, outputs) = (300, 200)
        var random = RandomState(seed: 7)
        var network = Network<Double>(inputSize: inputs, layers: [Dense(outputs)])
        network.initialize(method, using: &random)
        let weights = Array(network[weights: 0].elements)
        let (bound, mean, variance): (Double?, Double, Double) =
            switch method {
            case .randomSample: (nil, 0.5, 1.0 / 12)
            case .glorotUniform: (0.10954451150103323, 0, 0.004)
            case .glorotNormal: (nil, 0, 0.004)
            case .heUniform: (0.14142135623730953, 0, 0.02 / 3)
            case .heNormal: (nil, 0, 0.02 / 3)
            }
        let count = Double(weights.count)
        let average = weights.reduce(0, +) / count
        let spread = weights.reduce(0) { $0 + ($1 - average) * ($1 - average) } / count
        #expect(abs(average - mean) <= 0.02 * variance.squareRoot())
        #expect(abs(spread / variance - 1) <= 0.03)
        if let bound {
            // Nearly the whole interval is used.
            #expect(weights.allSatisfy { abs($0) <= bound })
            #expect(weights.max()! > 0.999 * bound && weights.min()! < -0.999 * bound)
        }
        if method == .randomSample { #expect(weights.allSatisfy { $0 >= 0 && $0 < 1 }) }
    }

    @Test func aSeedDecidesEverything() {
        func weights(_ seed: UInt32) -> Vector<Double> {
            var random = RandomState(seed: seed)
            var network = Network<Double>(inputSize: 4, layers: [Dense(3), Dense(2)])
            network.initialize(.heNormal, using: &random)
            return network.parameters
        }
        #expect(weights(1) == weights(1))
        #expect(weights(1) != weights(2))
    }
}
