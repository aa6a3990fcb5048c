public import Linalg

/// How the weights of a network are drawn. Biases are zero and take no draws.
public enum Initialization: Sendable, Hashable, CaseIterable {
    /// Uniform on [0, 1), in the order of NumPy's `random_sample((outputs, inputs))` for one layer after the other.
    case randomSample
    /// Uniform on ±√(6 / (inputs + outputs)): keeps the variance of signals and gradients with tanh and sigmoid.
    ///
    /// - Source: Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks, 2010.
    case glorotUniform
    /// Normal with variance 2 / (inputs + outputs).
    case glorotNormal
    /// Uniform on ±√(6 / inputs): keeps the variance of signals with ReLU.
    ///
    /// - Source: He, Zhang, Ren, Sun: Delving deep into rectifiers, 2015.
    case heUniform
    /// Normal with variance 2 / inputs.
    case heNormal
}

extension Network {
    /// Draws the weights of each layer, row by row, from the first layer to the last, and sets the biases to zero.
    ///
    /// Draws are made in double precision, so that networks of either precision use the same stream.
    ///
    /// - Complexity: one draw a weight.
    public mutating func initialize(_ method: Initialization, using generator: inout RandomState) {
        for (i, layer) in layers.enumerated() {
            let inputs = Double(layer.inputSize)
            let both = inputs + Double(layer.outputSize)
            self[weights: i] = Matrix(rows: layer.outputSize, columns: layer.inputSize) { _, _ in
                let draw =
                    switch method {
                    case .randomSample: generator.randomSample()
                    case .glorotUniform: (2 * generator.randomSample() - 1) * (6 / both).squareRoot()
                    case .glorotNormal: generator.standardNormal() * (2 / both).squareRoot()
                    case .heUniform: (2 * generator.randomSample() - 1) * (6 / inputs).squareRoot()
                    case .heNormal: generator.standardNormal() * (2 / inputs).squareRoot()
                    }
                return Element(draw)
            }
            self[bias: i] = .zeros(layer.outputSize)
        }
    }
}
