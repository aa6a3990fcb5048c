// The numbers of the fields are those of `onnx.proto`; their names stand beside them where ours are others.

extension ONNXModel {
    /// The bytes of the file.
    package func encoded() throws(DataFormatError) -> [UInt8] { try message.bytes }

    /// `ModelProto`.
    var message: ProtobufMessage {
        var operators = ProtobufMessage()
        operators.append(1, "")  // The domain of the standard operators.
        operators.append(2, ONNXModel.operatorSetVersion)

        var result = ProtobufMessage()
        result.append(1, ONNXModel.formatVersion)
        result.append(2, producerName)
        result.append(3, producerVersion)
        result.append(6, documentation)
        result.append(7, graph)
        result.append(8, operators)
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            var entry = ProtobufMessage()
            entry.append(1, key)
            entry.append(2, value)
            result.append(14, entry)
        }
        return result
    }

    /// `GraphProto`.
    private var graph: ProtobufMessage {
        var result = ProtobufMessage()
        for node in nodes { result.append(1, node.message) }
        result.append(2, name)
        for tensor in initializers { result.append(5, tensor.initializerMessage) }
        for input in inputs { result.append(11, input.message) }
        for output in outputs { result.append(12, output.message) }
        return result
    }
}

extension ONNXModel.Node {
    /// `NodeProto`.
    fileprivate var message: ProtobufMessage {
        var result = ProtobufMessage()
        for input in inputs { result.append(1, input) }
        for output in outputs { result.append(2, output) }
        result.append(3, name)
        result.append(4, operation)
        for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
            result.append(5, attribute.message(name: name))
        }
        return result
    }
}

extension ONNXModel.Attribute {
    /// `AttributeProto`.
    fileprivate func message(name: String) -> ProtobufMessage {
        var result = ProtobufMessage()
        result.append(1, name)
        switch self {
        case .real(let value):
            result.append(2, value)
            result.append(20, 1)
        case .integer(let value):
            result.append(3, value)
            result.append(20, 2)
        case .integers(let values):
            // One by one, as the file format's own definition has it, which is older than packing.
            for value in values { result.append(8, value) }
            result.append(20, 7)
        }
        return result
    }
}

extension ONNXModel.Value {
    /// `ValueInfoProto`.
    fileprivate var message: ProtobufMessage {
        var shapeMessage = ProtobufMessage()
        for dimension in shape { shapeMessage.append(1, dimension.message) }
        var tensor = ProtobufMessage()
        tensor.append(1, elementType.onnxNumber)
        tensor.append(2, shapeMessage)
        var type = ProtobufMessage()
        type.append(1, tensor)
        var result = ProtobufMessage()
        result.append(1, name)
        result.append(2, type)
        return result
    }
}

extension ONNXModel.Dimension {
    /// `TensorShapeProto.Dimension`.
    fileprivate var message: ProtobufMessage {
        var result = ProtobufMessage()
        switch self {
        case .size(let size): result.append(1, size)
        case .symbolic(let name): result.append(2, name)
        }
        return result
    }
}

extension Tensor {
    /// `TensorProto`.
    fileprivate var initializerMessage: ProtobufMessage {
        var result = ProtobufMessage()
        for size in shape { result.append(1, size) }
        result.append(2, elementType.onnxNumber)
        result.append(8, name)
        result.append(9, rowMajorElementsOf: self)
        return result
    }
}

extension ElementType {
    /// `TensorProto.DataType`.
    fileprivate var onnxNumber: Int {
        switch self {
        case .float32: 1
        case .uint8: 2
        case .int8: 3
        case .uint16: 4
        case .int16: 5
        case .int32: 6
        case .int64: 7
        case .bool: 9
        case .float16: 10
        case .float64: 11
        case .uint32: 12
        case .uint64: 13
        case .bfloat16: 16
        }
    }
}
