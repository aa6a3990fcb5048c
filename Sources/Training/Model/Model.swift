public import Linalg
public import NeuralNetworks

/// A network with what it needs to be used on data as they come: from raw features to classes, probabilities or numbers.
public struct Model<Element: RealScalar>: Sendable {
    /// All but the numbers.
    public let description: ModelDescription
    /// The network.
    public var network: Network<Element>
    /// What the network was trained to make small.
    public let loss: Loss

    /// A model of a description, with parameters in the order of ``Network/parameters``.
    ///
    /// - Throws: ``ConfigurationError`` if the description is none.
    /// - Precondition: as many parameters as the description asks for.
    public init(_ description: ModelDescription, parameters: Vector<Element>? = nil) throws(ConfigurationError) {
        self.description = description
        loss = try Loss(name: description.loss)
        network = Network(inputSize: description.inputSize, layers: try description.denseLayers())
        if let parameters { network.parameters = parameters }
    }

    /// What is predicted.
    public var task: Task { description.task }

    /// The predictions for raw features, one sample a row: probabilities of classes or labels, or numbers in the units of
    /// the targets.
    ///
    /// - Precondition: as many columns as the model has inputs.
    public func predict(_ features: Matrix<Element>, threads: Int = 1) -> Matrix<Element> {
        var features = features
        description.featureScaling?.apply(to: &features, rows: features.rows)
        return predictions(ofOutputs: network.predict(features, threads: threads))
    }

    /// What the network's outputs mean.
    func predictions(ofOutputs outputs: Matrix<Element>) -> Matrix<Element> {
        var result = outputs
        switch loss.link {
        case .softmax: Self.softmax(&result)
        case .sigmoid: Self.sigmoid(&result)
        default: break
        }
        description.targetScaling?.invert(&result, rows: result.rows)
        return result
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    private static func sigmoid(_ matrix: inout Matrix<Element>) {
        matrix.withUnsafeMutableElements { [rows = matrix.rows, columns = matrix.columns] base, stride in
            for row in 0..<rows {
                for j in 0..<columns { base[row &* stride &+ j] = 1 / (1 + .exp(-base[row &* stride &+ j])) }
            }
        }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    private static func softmax(_ matrix: inout Matrix<Element>) {
        let columns = matrix.columns
        matrix.withUnsafeMutableElements { [rows = matrix.rows] base, stride in
            for row in 0..<rows {
                let values = UnsafeMutableBufferPointer(start: base + row * stride, count: columns)
                let largest = values.max() ?? 0
                var sum: Element = 0
                for j in values.indices {
                    values[j] = .exp(values[j] - largest)
                    sum += values[j]
                }
                for j in values.indices { values[j] /= sum }
            }
        }
    }
}
