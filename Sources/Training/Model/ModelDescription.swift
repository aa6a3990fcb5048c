public import DataFormats
public import NeuralNetworks

/// All of a model but its numbers: what goes in, what is done, what comes out.
public struct ModelDescription: Codable, Hashable, Sendable {
    /// A layer, with its activation by name.
    public struct Layer: Codable, Hashable, Sendable {
        /// The number of outputs.
        public var outputs: Int
        /// What is applied to them, such as `leaky-relu:0.1`.
        public var activation: String
        /// The share of outputs that training drops.
        public var dropout: Double
    }

    /// The number of features.
    public var inputSize: Int
    /// The layers, from input to output.
    public var layers: [Layer]
    /// What training made small, such as `softmax-cross-entropy`.
    public var loss: String
    /// What is predicted.
    public var task: Task
    /// How the columns of a table become features; nil if the model learned from arrays.
    public var schema: CSVSchema?
    /// The names of the arrays of samples and targets, if the model learned from an archive.
    public var arrayNames: ArrayNames?
    /// Which columns of an array are features and targets, if the model learned from a whole one.
    public var arrayColumns: ArrayColumns?
    /// What is done to features before the network sees them.
    public var featureScaling: Scaling?
    /// What was done to targets before the network saw them.
    public var targetScaling: Scaling?

    /// The description of a network with everything around it.
    public init(
        inputSize: Int, layers: [Dense], loss: Loss, task: Task, schema: CSVSchema? = nil,
        featureScaling: Scaling? = nil, targetScaling: Scaling? = nil, arrayColumns: ArrayColumns? = nil,
        arrayNames: ArrayNames? = nil
    ) {
        self.inputSize = inputSize
        self.layers = layers.map {
            Layer(outputs: $0.outputSize, activation: $0.activation.name, dropout: $0.dropout)
        }
        self.loss = loss.name
        self.task = task
        self.schema = schema
        self.featureScaling = featureScaling
        self.targetScaling = targetScaling
        self.arrayColumns = arrayColumns
        self.arrayNames = arrayNames
    }

    /// Whether what is predicted of classes or labels are probabilities.
    public var givesProbabilities: Bool {
        let last = layers.last?.activation
        return ["softmax-cross-entropy", "sigmoid-cross-entropy"].contains(loss) || last == "softmax"
            || last == "sigmoid"
    }

    /// The layers as a network takes them.
    ///
    /// - Throws: ``ConfigurationError`` if a size, a name or a dropout is none, or the parts do not fit each other.
    public func denseLayers() throws(ConfigurationError) -> [Dense] {
        var result: [Dense] = []
        for layer in layers {
            guard layer.outputs >= 1, layer.dropout >= 0, layer.dropout < 1 else {
                throw ConfigurationError("a layer of \(layer.outputs) outputs with a dropout of \(layer.dropout)")
            }
            result.append(Dense(layer.outputs, try Activation(name: layer.activation), dropout: layer.dropout))
        }
        guard inputSize >= 1, let last = result.last else { throw ConfigurationError("a network without layers") }
        guard last.outputSize == task.names.count else {
            throw ConfigurationError("\(last.outputSize) outputs for \(task.names.count) names")
        }
        if result.dropLast().contains(where: { $0.activation == .softmax }) {
            throw ConfigurationError("the activation softmax in front of another layer")
        }
        if try Loss(name: loss).link != .identity, last.activation != .identity {
            throw ConfigurationError("the last activation \(last.activation.name) for the loss \(loss)")
        }
        try demandScalings(outputs: last.outputSize)
        if let schema { try demand(schema) }
        if let arrayColumns { try arrayColumns.demand(inputs: inputSize) }
        return result
    }

    private func demandScalings(outputs: Int) throws(ConfigurationError) {
        for (scaling, columns) in [(featureScaling, inputSize), (targetScaling, outputs)] {
            guard let scaling else { continue }
            guard scaling.means.count == columns, scaling.deviations.count == columns else {
                throw ConfigurationError(
                    "a scaling of \(scaling.means.count) means and \(scaling.deviations.count) deviations for \(columns) columns"
                )
            }
            guard scaling.means.allSatisfy(\.isFinite), scaling.deviations.allSatisfy({ $0 > 0 && $0.isFinite }) else {
                throw ConfigurationError("a scaling by a mean or a deviation that is none")
            }
        }
    }

    /// That the columns of the table are some, and become the inputs and outputs.
    private func demand(_ schema: CSVSchema) throws(ConfigurationError) {
        guard schema.featureCount == inputSize else {
            throw ConfigurationError("a table of \(schema.featureCount) features for \(inputSize) inputs")
        }
        for column in schema.features + schema.targets where !(0..<max(schema.columnCount, 0)).contains(column.index) {
            throw ConfigurationError("the column \(column.index) in a table of \(schema.columnCount)")
        }
        if case .classification(let classes) = task {
            guard Set(classes).count == classes.count else { throw ConfigurationError("a class that is named twice") }
            guard schema.classNames == classes else {
                throw ConfigurationError("other classes in the table than in the task")
            }
        }
        guard schema.skippedLines >= 0 else {
            throw ConfigurationError("a table behind \(schema.skippedLines) lines")
        }
    }
}
