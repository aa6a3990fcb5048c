/// A model in the Open Neural Network Exchange format (`.onnx`), as many runtimes execute it: a graph of operators, and
/// the weights that they use.
///
/// ```swift
/// let model = ONNXModel(
///     name: "classifier",
///     inputs: [.init("x", .float32, ["batch", 4])], outputs: [.init("p", .float32, ["batch", 3])],
///     initializers: [Tensor(name: "w", w), Tensor(name: "b", b)],
///     nodes: [
///         .init("Gemm", ["x", "w", "b"], ["z"], ["transB": 1]),
///         .init("Softmax", ["z"], ["p"], ["axis": -1]),
///     ])
/// try model.write(to: "classifier.onnx")
/// ```
///
/// Which operators there are, and what their inputs, outputs and attributes mean, is the format's business: of a graph
/// only the names are checked here.
///
/// - Source: ONNX, *Open Neural Network Exchange Intermediate Representation Specification*; `onnx.proto`.
public struct ONNXModel: Sendable {
    /// The version of the file format: 8, of 2021.
    public static let formatVersion = 8
    /// The version of the set of operators: 13.
    public static let operatorSetVersion = 13

    /// The name of the graph.
    public let name: String
    /// What the graph is computed from.
    public let inputs: [Value]
    /// What it computes.
    public let outputs: [Value]
    /// Arrays that belong to the model, as weights do, under their names.
    public let initializers: [Tensor]
    /// What is computed, in this order.
    public let nodes: [Node]
    /// The program that made the model.
    public let producerName: String
    /// The version of that program.
    public let producerVersion: String
    /// What there is to say about the model; Markdown.
    public let documentation: String
    /// Texts that belong to the model.
    public let metadata: [String: String]

    /// A model of the given parts.
    ///
    /// - Precondition: the graph has a name, and at least one output. Inputs, initializers and the outputs of nodes have
    ///   names, all different. What a node takes is an input, an initializer or the output of a node before it, or has
    ///   an empty name, which leaves an optional input out. The graph's outputs are among all those names.
    /// - Complexity: O(inputs and outputs of all nodes); the arrays are not copied.
    public init(
        name: String, inputs: [Value], outputs: [Value], initializers: [Tensor] = [], nodes: [Node],
        producerName: String = "", producerVersion: String = "", documentation: String = "",
        metadata: [String: String] = [:]
    ) {
        self.name = name
        self.inputs = inputs
        self.outputs = outputs
        self.initializers = initializers
        self.nodes = nodes
        self.producerName = producerName
        self.producerVersion = producerVersion
        self.documentation = documentation
        self.metadata = metadata
        checkNames()
    }

    /// Every name is defined once, and before it is used.
    private func checkNames() {
        require(!name.isEmpty, "a graph without a name")
        require(!outputs.isEmpty, "a graph without outputs")
        var defined: Set<String> = []
        func define(_ name: String, _ what: String) {
            require(!name.isEmpty, "\(what) without a name")
            require(defined.insert(name).inserted, "\(what) named \"\(name)\", as something before it is")
        }
        for input in inputs { define(input.name, "an input") }
        for tensor in initializers { define(tensor.name, "an initializer") }
        for node in nodes {
            for name in node.inputs where !name.isEmpty {
                require(defined.contains(name), "\(node.operation) takes \"\(name)\", which nothing before it defines")
            }
            // An output without a name is an optional one that is not asked for.
            for name in node.outputs where !name.isEmpty { define(name, "an output of \(node.operation)") }
        }
        for output in outputs {
            require(defined.contains(output.name), "the output \"\(output.name)\", which nothing defines")
        }
        require(Set(outputs.map(\.name)).count == outputs.count, "two outputs of one name")
    }

    /// Writes the model; the file appears under its name when it is complete. Equal models make equal files.
    ///
    /// - Throws: ``DataFormatError`` of kind `tooLarge`, before anything is written, if the file would have 2 GiB or
    ///   more, which the format does not allow; of kind `cannotWrite` if the file cannot be written.
    /// - Complexity: one pass over the arrays, which are not copied to memory.
    public func write(to path: String) throws(DataFormatError) {
        let message = message
        guard message.count <= ProtobufMessage.maximumCount else {
            throw DataFormatError(
                .tooLarge, path, expected: "a model of at most \(ProtobufMessage.maximumCount) bytes",
                found: "one of \(message.count)", advice: "store the weights in a narrower type, or as safetensors")
        }
        var file = try AtomicFile(path: path)
        try message.withBytes { (bytes) throws(DataFormatError) in try file.write(bytes) }
        try file.commit()
    }
}
