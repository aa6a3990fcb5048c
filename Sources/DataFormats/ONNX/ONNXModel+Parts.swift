extension ONNXModel {
    /// An input or an output of the graph.
    public struct Value: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// What its elements are.
        public let elementType: ElementType
        /// The sizes of its axes, the slowest first.
        public let shape: [Dimension]

        /// A value with the given properties.
        ///
        /// - Precondition: no size is negative, and no symbolic one without a name.
        public init(_ name: String, _ elementType: ElementType, _ shape: [Dimension]) {
            for dimension in shape {
                switch dimension {
                case .size(let size): require(size >= 0, "an axis of size \(size)")
                case .symbolic(let name): require(!name.isEmpty, "a symbolic size without a name")
                }
            }
            self.name = name
            self.elementType = elementType
            self.shape = shape
        }
    }

    /// The size of an axis: a number, or a name for one that is known when the model runs.
    public enum Dimension: Hashable, Sendable {
        /// As many elements.
        case size(Int)
        /// As many as are given, the same wherever the name stands: usually `"batch"`.
        case symbolic(String)
    }

    /// An operator at work.
    public struct Node: Hashable, Sendable {
        /// The operator, as `Gemm` or `Relu`.
        public let operation: String
        /// What it takes; an empty name leaves an optional input out.
        public let inputs: [String]
        /// What it gives.
        public let outputs: [String]
        /// What else it is told.
        public let attributes: [String: Attribute]
        /// Its name, for people; may be empty.
        public let name: String

        /// A node with the given properties.
        ///
        /// - Precondition: the operator has a name.
        public init(
            _ operation: String, _ inputs: [String], _ outputs: [String], _ attributes: [String: Attribute] = [:],
            name: String = ""
        ) {
            require(!operation.isEmpty, "a node without an operator")
            self.operation = operation
            self.inputs = inputs
            self.outputs = outputs
            self.attributes = attributes
            self.name = name
        }
    }

    /// What a node is told besides its inputs.
    public enum Attribute: Hashable, Sendable {
        /// An integer, as an axis or a flag.
        case integer(Int)
        /// A number, as the slope of `LeakyRelu`.
        case real(Float)
        /// Integers, as the axes of `ReduceMean`.
        case integers([Int])
    }
}

extension ONNXModel.Dimension: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    /// A known size.
    public init(integerLiteral size: Int) { self = .size(size) }
    /// A size that is known when the model runs.
    public init(stringLiteral name: String) { self = .symbolic(name) }
}

extension ONNXModel.Attribute: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral {
    /// An integer.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// A number.
    public init(floatLiteral value: Float) { self = .real(value) }
    /// Integers.
    public init(arrayLiteral values: Int...) { self = .integers(values) }
}
