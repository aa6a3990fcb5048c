import Foundation
import Linalg
import NeuralNetworks
import TestSupport

/// A multilayer perceptron on nested arrays in the widest floating-point type, as the formulas have it: one sample, one
/// neuron, one weight at a time. What the library computes is compared with it.
struct NaiveNetwork {
    struct Layer {
        /// The weights of each neuron.
        var weights: [[Wide]]
        var bias: [Wide]
        var activation: Activation
    }

    var layers: [Layer]

    init<Element: TestReal>(_ network: Network<Element>) {
        layers = network.layers.indices.map { i in
            let weights = network[weights: i]
            var activation = network.layers[i].activation
            // The slope is rounded to the network's type.
            if case .leakyReLU(let slope) = activation { activation = .leakyReLU(slope: Double(Element(slope))) }
            return Layer(
                weights: (0..<weights.rows).map { row in (0..<weights.columns).map { weights[row, $0].wide } },
                bias: network[bias: i].map(\.wide), activation: activation)
        }
    }

    /// In the order in which a network keeps them.
    var parameters: [Wide] { layers.flatMap { $0.weights.flatMap { $0 } + $0.bias } }

    /// What each neuron sums up, and what it puts out, layer by layer.
    func pass(_ x: [Wide]) -> (sums: [[Wide]], outputs: [[Wide]]) {
        var (sums, outputs) = ([[Wide]](), [x])
        for layer in layers {
            let input = outputs[outputs.count - 1]
            let z = zip(layer.weights, layer.bias).map { weights, bias in
                zip(weights, input).reduce(bias) { $0 + $1.0 * $1.1 }
            }
            sums.append(z)
            outputs.append(z.map(layer.activation.value))
        }
        return (sums, outputs)
    }

    func predict(_ x: [Wide]) -> [Wide] { pass(x).outputs[layers.count] }

    /// The mean squared error and its derivatives, each layer in the shape of its parameters.
    func gradient(_ inputs: [[Wide]], _ targets: [[Wide]]) -> (loss: Wide, layers: [Layer]) {
        var result = layers.map { layer in
            Layer(
                weights: layer.weights.map { $0.map { _ in 0 } }, bias: layer.bias.map { _ in 0 },
                activation: layer.activation)
        }
        var sum: Wide = 0
        let count = Wide(inputs.count * targets[0].count)
        for (x, y) in zip(inputs, targets) {
            let (sums, outputs) = pass(x)
            // The derivative by what a layer puts out.
            var byOutput = zip(outputs[layers.count], y).map { 2 * ($0 - $1) / count }
            sum += zip(outputs[layers.count], y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            for l in layers.indices.reversed() {
                var byInput = outputs[l].map { _ in 0 as Wide }
                for neuron in byOutput.indices {
                    let bySum = byOutput[neuron] * layers[l].activation.derivative(sums[l][neuron])
                    result[l].bias[neuron] += bySum
                    for i in byInput.indices {
                        result[l].weights[neuron][i] += bySum * outputs[l][i]
                        byInput[i] += bySum * layers[l].weights[neuron][i]
                    }
                }
                byOutput = byInput
            }
        }
        return (sum / count, result)
    }

    /// A step of gradient descent. Returns the loss before it.
    mutating func step(_ inputs: [[Wide]], _ targets: [[Wide]], rate: Wide) -> Wide {
        let (loss, gradient) = gradient(inputs, targets)
        for l in layers.indices {
            for neuron in layers[l].bias.indices {
                layers[l].bias[neuron] -= rate * gradient[l].bias[neuron]
                for i in layers[l].weights[neuron].indices {
                    layers[l].weights[neuron][i] -= rate * gradient[l].weights[neuron][i]
                }
            }
        }
        return loss
    }
}

extension Activation {
    fileprivate func value(_ z: Wide) -> Wide {
        switch self {
        case .identity: z
        case .relu: z > 0 ? z : 0
        case .leakyReLU(let slope): z > 0 ? z : Wide(slope) * z
        case .elu(let alpha): z > 0 ? z : Wide(alpha) * (exp(z) - 1)
        case .gelu: z * (1 + erf(z / Wide(2).squareRoot())) / 2
        case .silu: z / (1 + exp(-z))
        case .softplus: log(1 + exp(z))
        case .sigmoid: 1 / (1 + exp(-z))
        case .tanh: Foundation.tanh(z)
        case .softmax: fatalError("softmax is no function of one number")
        }
    }

    fileprivate func derivative(_ z: Wide) -> Wide {
        switch self {
        case .identity: 1
        case .relu: z > 0 ? 1 : 0
        case .leakyReLU(let slope): z > 0 ? 1 : Wide(slope)
        case .elu(let alpha): z > 0 ? 1 : Wide(alpha) * exp(z)
        case .gelu:
            (1 + erf(z / Wide(2).squareRoot())) / 2 + z * exp(-z * z / 2) / (2 * Wide.pi).squareRoot()
        case .silu: (1 + z / (1 + exp(z))) / (1 + exp(-z))
        case .softplus: 1 / (1 + exp(-z))
        case .softmax: fatalError("softmax is no function of one number")
        case .sigmoid: 1 / ((1 + exp(-z)) * (1 + exp(z)))
        case .tanh: 1 / (cosh(z) * cosh(z))
        }
    }

    /// Whether the derivative jumps at zero.
    var hasKink: Bool {
        switch self {
        case .relu, .leakyReLU, .elu: true
        case .identity, .gelu, .silu, .softplus, .sigmoid, .tanh, .softmax: false
        }
    }
}

extension Matrix where Element: TestReal {
    /// The rows as arrays of the widest type.
    var wideRows: [[Wide]] { (0..<rows).map { row in (0..<columns).map { self[row, $0].wide } } }
}
