public import Linalg

/// A multilayer perceptron: dense layers whose parameters lie end to end in one buffer.
///
/// ```swift
/// var generator = RandomState(seed: 42)
/// var network = Network<Double>(inputSize: 5, layers: [Dense(3, .leakyReLU(slope: 0.1)), Dense(4, .sigmoid)])
/// network.initialize(.glorotUniform, using: &generator)
/// let output = network.predict([0.5, 0.9, 0.1, 0.7, 0.6] as Vector)
/// ```
public struct Network<Element: RealScalar>: Sendable {
    /// The layers, from input to output.
    public let layers: [DenseLayer]

    /// All weights and biases: for each layer its weights (outputs × inputs, row-major), then its bias.
    ///
    /// - Precondition: a new value has as many elements as the old one.
    public var parameters: Vector<Element> {
        didSet {
            require(
                parameters.count == parameterCount,
                "\(parameters.count) parameters for a network of \(parameterCount)")
            // The passes read them without gaps; a column of a matrix has some.
            if !parameters.isContiguous { parameters = Vector(parameters) }
        }
    }

    /// The number of weights and biases.
    public let parameterCount: Int

    /// A network whose parameters are all zero; ``initialize(_:using:)`` comes next.
    ///
    /// - Precondition: there is a layer, all sizes are at least 1, slopes are finite and not negative, and dropouts at least 0
    ///   and below 1.
    public init(inputSize: Int, layers: [Dense]) {
        require(inputSize >= 1, "a network of \(inputSize) inputs; at least 1 is needed")
        require(!layers.isEmpty, "a network without layers; at least 1 is needed")
        var built: [DenseLayer] = []
        var (inputs, offset, overflow) = (inputSize, 0, false)
        for (i, layer) in layers.enumerated() {
            require(layer.outputSize >= 1, "layer \(i) has \(layer.outputSize) outputs; at least 1 is needed")
            layer.activation.check(as: Element.self)
            require(
                layer.dropout >= 0 && layer.dropout < 1,
                "layer \(i) has a dropout of \(layer.dropout); it must be at least 0 and below 1")
            built.append(
                DenseLayer(
                    inputSize: inputs, outputSize: layer.outputSize, activation: layer.activation,
                    dropout: layer.dropout, offset: offset))
            let (weights, tooMany) = inputs.multipliedReportingOverflow(by: layer.outputSize)
            let (both, tooManyWithBias) = weights.addingReportingOverflow(layer.outputSize)
            (offset, overflow) = offset.addingReportingOverflow(both)
            require(
                !tooMany && !tooManyWithBias && !overflow,
                "layer \(i) of \(inputs) inputs and \(layer.outputSize) outputs: "
                    + "the parameters exceed what memory can address")
            inputs = layer.outputSize
        }
        self.layers = built
        parameterCount = offset
        parameters = .zeros(offset)
    }

    /// The number of inputs.
    public var inputSize: Int { layers[0].inputSize }

    /// The number of outputs.
    public var outputSize: Int { layers[layers.count - 1].outputSize }

    /// The weights of a layer, outputs × inputs.
    ///
    /// - Precondition: the index is that of a layer; a new matrix has the old one's shape.
    /// - Complexity: O(1) to read, sharing the storage; a write copies the matrix into the flat buffer.
    public subscript(weights index: Int) -> Matrix<Element> {
        get { layer(index).weights(in: parameters) }
        set {
            let layer = layer(index)
            require(
                newValue.rows == layer.outputSize && newValue.columns == layer.inputSize,
                "weights of \(newValue.rows)×\(newValue.columns) for a layer of \(layer.outputSize)×\(layer.inputSize)")
            parameters[layer.offset..<layer.offset + layer.weightCount] = newValue.elements
        }
    }

    /// The bias of a layer.
    ///
    /// - Precondition: the index is that of a layer; a new vector has the old one's size.
    /// - Complexity: O(1) to read, sharing the storage; a write copies the vector into the flat buffer.
    public subscript(bias index: Int) -> Vector<Element> {
        get { layer(index).bias(in: parameters) }
        set {
            let layer = layer(index)
            require(
                newValue.count == layer.outputSize,
                "a bias of \(newValue.count) for a layer of \(layer.outputSize) outputs")
            parameters[layer.offset + layer.weightCount..<layer.offset + layer.parameterCount] = newValue
        }
    }

    private func layer(_ index: Int) -> DenseLayer {
        require(layers.indices.contains(index), "layer \(index) of a network of \(layers.count)")
        return layers[index]
    }

    /// The outputs for a batch, one sample a row.
    ///
    /// - Precondition: `inputs` has ``inputSize`` columns.
    /// - Complexity: 2 flops for each parameter and sample; allocates each layer's outputs.
    public func predict(_ inputs: Matrix<Element>, kernel: Kernel = .automatic, threads: Int = 1) -> Matrix<Element> {
        let workspace = Workspace<Element>(
            layers: layers, capacity: inputs.rows, kernel: kernel, threads: threads, goesBack: false)
        workspace.forward(parameters, inputs)
        return workspace.output(rows: inputs.rows)
    }

    /// The outputs for one sample.
    ///
    /// - Precondition: `input` has ``inputSize`` elements.
    public func predict(_ input: Vector<Element>, kernel: Kernel = .automatic) -> Vector<Element> {
        predict(Matrix(rows: 1, columns: input.count, elements: input), kernel: kernel).elements
    }

    /// The loss of a batch and its derivative by each parameter, laid out as ``parameters``.
    ///
    /// - Precondition: `inputs` has ``inputSize`` columns, `targets` ``outputSize``, and both have as many rows, at
    ///   least 1.
    /// - Complexity: 6 flops for each parameter and sample; allocates a workspace. A ``Trainer`` keeps one.
    /// - Source: Rumelhart, Hinton, Williams: Learning representations by back-propagating errors, 1986.
    public func gradient(
        of loss: Loss, inputs: Matrix<Element>, targets: Matrix<Element>, kernel: Kernel = .automatic,
        threads: Int = 1
    ) -> (loss: Element, gradient: Vector<Element>) {
        let workspace = Workspace<Element>(
            layers: layers, capacity: inputs.rows, kernel: kernel, threads: threads)
        var noDropout: RandomState?
        let value = workspace.gradient(of: loss, parameters, inputs, targets, dropout: &noDropout)
        return (value, workspace.gradient)
    }
}
