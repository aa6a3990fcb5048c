public import DataFormats
internal import Linalg
internal import NeuralNetworks

extension Model {
    /// The model as a graph of ONNX operators, with standardisation before and after, so that it maps raw features to
    /// what ``predict(_:threads:)`` returns.
    ///
    /// Input `features`, output `predictions`, both with a row a sample, in this model's precision.
    public func onnx(name: String) -> ONNXModel {
        let type: ElementType = Element.self == Double.self ? .float64 : .float32
        var graph = GraphBuilder<Element>()
        var value = "features"
        if let scaling = description.featureScaling {
            value = graph.apply("Sub", value, graph.constant(scaling.means))
            value = graph.apply("Mul", value, graph.constant(scaling.deviations.map { 1 / $0 }))
        }
        for layer in network.layers {
            value = graph.dense(value, layer, network.parameters)
            value = graph.activation(layer.activation, value)
        }
        value = graph.activation(loss.link, value)
        if let scaling = description.targetScaling {
            value = graph.apply("Mul", value, graph.constant(scaling.deviations))
            value = graph.apply("Add", value, graph.constant(scaling.means))
        }
        graph.nodes.append(ONNXModel.Node("Identity", [value], ["predictions"]))
        return ONNXModel(
            name: name, inputs: [.init("features", type, ["batch", .size(description.inputSize)])],
            outputs: [.init("predictions", type, ["batch", .size(network.outputSize)])],
            initializers: graph.initializers, nodes: graph.nodes, producerName: "swift-linalg",
            producerVersion: Release.version,
            metadata: ["task": task.name, "names": ModelFile.encode(task.names)])
    }
}

/// Nodes and constants with names that differ.
private struct GraphBuilder<Element: RealScalar> {
    var nodes: [ONNXModel.Node] = []
    var initializers: [Tensor] = []

    mutating func constant(_ values: [Double]) -> String {
        initializers.append(Tensor(name: "constant\(initializers.count)", Vector(values.map { Element($0) })))
        return initializers[initializers.count - 1].name
    }

    /// A node of one output, whose name is returned.
    mutating func apply(
        _ operation: String, _ inputs: String..., attributes: [String: ONNXModel.Attribute] = [:]
    ) -> String {
        let output = "value\(nodes.count)"
        nodes.append(ONNXModel.Node(operation, inputs, [output], attributes))
        return output
    }

    mutating func dense(_ input: String, _ layer: DenseLayer, _ parameters: Vector<Element>) -> String {
        let index = initializers.count
        initializers.append(Tensor(name: "weight\(index)", layer.weights(in: parameters)))
        initializers.append(Tensor(name: "bias\(index)", Vector(layer.bias(in: parameters))))
        return apply("Gemm", input, "weight\(index)", "bias\(index)", attributes: ["transB": 1])
    }

    mutating func activation(_ activation: Activation, _ z: String) -> String {
        switch activation {
        case .identity: return z
        case .relu: return apply("Relu", z)
        case .leakyReLU(let slope): return apply("LeakyRelu", z, attributes: ["alpha": .real(Float(slope))])
        case .elu(let alpha): return apply("Elu", z, attributes: ["alpha": .real(Float(alpha))])
        case .gelu:
            // z/2 · (1 + erf(z/√2)); there is an operator for it only from set 20 on.
            let error = apply("Erf", apply("Mul", z, constant([Double(0.5).squareRoot()])))
            return apply("Mul", apply("Mul", z, constant([0.5])), apply("Add", error, constant([1])))
        case .silu: return apply("Mul", z, apply("Sigmoid", z))
        case .softplus: return apply("Softplus", z)
        case .sigmoid: return apply("Sigmoid", z)
        case .tanh: return apply("Tanh", z)
        case .softmax: return apply("Softmax", z, attributes: ["axis": -1])
        }
    }
}
