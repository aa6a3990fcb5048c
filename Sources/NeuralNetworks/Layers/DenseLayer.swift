public import Linalg

/// A dense layer to be built: how many outputs it has and what is applied to them.
public struct Dense: Sendable, Hashable {
    /// The number of outputs.
    public var outputSize: Int
    /// What is applied to each output.
    public var activation: Activation
    /// The share of outputs that each training step sets to zero.
    public var dropout: Double

    /// A layer of `outputSize` outputs.
    ///
    /// - Parameter dropout: The share of outputs that each training step sets to zero, at random; the others are divided
    ///   by what is left, so that prediction needs no change. At least 0 and below 1.
    /// - Source: Srivastava et al.: Dropout: a simple way to prevent neural networks from overfitting, 2014.
    public init(_ outputSize: Int, _ activation: Activation = .identity, dropout: Double = 0) {
        self.outputSize = outputSize
        self.activation = activation
        self.dropout = dropout
    }
}

/// A dense layer of a network, `a = activation(W·x + b)`, and where its parameters lie in the network's flat buffer:
/// the weights (outputs × inputs, row-major), then the bias.
public struct DenseLayer: Sendable, Hashable {
    /// The number of inputs.
    public let inputSize: Int
    /// The number of outputs.
    public let outputSize: Int
    /// What is applied to each output.
    public let activation: Activation
    /// The share of outputs that each training step sets to zero.
    public let dropout: Double
    /// Where the weights begin in the flat buffer; the bias follows them.
    public let offset: Int

    /// The number of weights.
    public var weightCount: Int { inputSize * outputSize }
    /// The number of weights and biases.
    public var parameterCount: Int { weightCount + outputSize }

    /// This layer's weights in a buffer laid out as the network's parameters, such as a gradient: outputs × inputs.
    ///
    /// - Complexity: O(1), the storage is shared.
    public func weights<Element>(in flat: Vector<Element>) -> Matrix<Element> {
        Matrix(rows: outputSize, columns: inputSize, elements: flat[offset..<offset + weightCount])
    }

    /// This layer's bias in a buffer laid out as the network's parameters.
    ///
    /// - Complexity: O(1), the storage is shared.
    public func bias<Element>(in flat: Vector<Element>) -> Vector<Element> {
        flat[offset + weightCount..<offset + parameterCount]
    }

    @inline(__always)
    func weights<T>(_ flat: UnsafeMutablePointer<T>) -> UnsafeMatrix<T> {
        UnsafeMatrix(flat + offset, rows: outputSize, columns: inputSize)
    }

    @inline(__always)
    func bias<T>(_ flat: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<T> { flat + (offset &+ weightCount) }
}
