import DataFormats
import Foundation
import Linalg
import Testing

@Suite struct ONNXTests {
    private static let w = Matrix<Float>(rows: 3, columns: 2) { Float($0 * 2 + $1) - 2.5 }
    private static let b = Vector<Float>([0.5, -1, 0.25])

    /// One of everything.
    private static func model(documentation: String = "What it is.") -> ONNXModel {
        ONNXModel(
            name: "net",
            inputs: [.init("x", .float32, ["batch", 2])],
            outputs: [.init("y", .float32, ["batch", 3]), .init("mean", .float32, [])],
            initializers: [
                Tensor(name: "w", w), Tensor(name: "b", b), Tensor(name: "unused", shape: [2, 0], values: [Int64]()),
            ],
            nodes: [
                .init("Gemm", ["x", "w", "b"], ["z"], ["transB": 1, "alpha": 1.5], name: "layer"),
                .init("Clip", ["z", "", "b"], ["y"]),
                .init("ReduceMean", ["y"], ["mean"], ["keepdims": 0, "axes": [0, -1]]),
            ],
            producerName: "tests", producerVersion: "1.2", documentation: documentation,
            metadata: ["b": "zwei", "a": "één"])
    }

    @Test func theModelItself() throws {
        let message = try #require(ProtobufReader(Self.model().encoded()))
        #expect(message.numbers == [1, 2, 3, 6, 7, 8, 14])
        #expect(message.integers(1) == [8])
        #expect(message.texts(2) == ["tests"])
        #expect(message.texts(3) == ["1.2"])
        #expect(message.texts(6) == ["What it is."])
        let operators = try #require(message.messages(8).first)
        #expect(message.messages(8).count == 1)
        #expect(operators.texts(1) == [""] && operators.integers(2) == [13])
        // Sorted, so that equal models make equal files.
        #expect(message.messages(14).map { $0.texts(1) + $0.texts(2) } == [["a", "één"], ["b", "zwei"]])
    }

    private func graph() throws -> ProtobufReader {
        let message = try #require(ProtobufReader(Self.model().encoded()))
        #expect(message.messages(7).count == 1)
        return try #require(message.messages(7).first)
    }

    @Test func nodesAndTheirAttributes() throws {
        let graph = try graph()
        #expect(graph.numbers == [1, 2, 5, 11, 12])
        #expect(graph.texts(2) == ["net"])
        let nodes = graph.messages(1)
        #expect(nodes.map { $0.texts(4) } == [["Gemm"], ["Clip"], ["ReduceMean"]])
        #expect(nodes.map { $0.texts(1) } == [["x", "w", "b"], ["z", "", "b"], ["y"]])
        #expect(nodes.map { $0.texts(2) } == [["z"], ["y"], ["mean"]])
        #expect(nodes.map { $0.texts(3) } == [["layer"], [""], [""]])

        let attributes = nodes.map { $0.messages(5) }
        #expect(attributes.map { $0.flatMap { $0.texts(1) } } == [["alpha", "transB"], [], ["axes", "keepdims"]])
        // Their types: FLOAT 1, INT 2, INTS 7.
        #expect(attributes.map { $0.flatMap { $0.integers(20) } } == [[1, 2], [], [7, 2]])
        #expect(attributes[0][0].floats(2) == [1.5] && attributes[0][0].numbers == [1, 2, 20])
        #expect(attributes[0][1].integers(3) == [1] && attributes[0][1].numbers == [1, 3, 20])
        #expect(attributes[2][0].integers(8) == [0, -1] && attributes[2][0].numbers == [1, 8, 20])
        #expect(attributes[2][1].integers(3) == [0])
    }

    @Test func inputsAndOutputs() throws {
        let graph = try graph()
        let values = graph.messages(11) + graph.messages(12)
        #expect(values.map { $0.texts(1) } == [["x"], ["y"], ["mean"]])
        let tensors = values.map { $0.messages(2)[0].messages(1)[0] }
        #expect(tensors.map { $0.integers(1) } == [[1], [1], [1]])
        let shapes = tensors.map { $0.messages(2)[0].messages(1) }
        #expect(shapes.map { $0.map { $0.texts(2) } } == [[["batch"], []], [["batch"], []], []])
        #expect(shapes.map { $0.map { $0.integers(1) } } == [[[], [2]], [[], [3]], []])
    }

    @Test func initializers() throws {
        let tensors = try graph().messages(5)
        #expect(tensors.map { $0.texts(8) } == [["w"], ["b"], ["unused"]])
        #expect(tensors.map { $0.integers(1) } == [[3, 2], [3], [2, 0]])
        #expect(tensors.map { $0.integers(2) } == [[1], [1], [7]])
        func floats(_ bytes: [UInt8]) -> [Float] {
            stride(from: 0, to: bytes.count, by: 4).map {
                Float(bitPattern: UInt32(ProtobufReader.littleEndian(bytes[$0..<$0 + 4])))
            }
        }
        #expect(floats(tensors[0].bytes(9)[0]) == [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5])
        #expect(floats(tensors[1].bytes(9)[0]) == [0.5, -1, 0.25])
        #expect(tensors[2].bytes(9) == [[]])
    }

    /// Every type under its number in `onnx.proto`, whatever the byte order and the order of axes in the file it is from.
    @Test func elementsOfEveryType() throws {
        let numbers: [ElementType: Int] = [
            .float32: 1, .uint8: 2, .int8: 3, .uint16: 4, .int16: 5, .int32: 6, .int64: 7, .bool: 9, .float16: 10,
            .float64: 11, .uint32: 12, .uint64: 13, .bfloat16: 16,
        ]
        for file in ["every_type.npz", "descriptors.npz", "bfloat16.safetensors"] {
            let path = GoldenData.path(file)
            let tensors = try file.hasSuffix("npz") ? NPZ(path: path).tensors() : Safetensors(path: path).tensors
            let model = ONNXModel(
                name: "arrays", inputs: [], outputs: [.init(tensors[0].name, tensors[0].elementType, [])],
                initializers: tensors, nodes: [])
            let message = try #require(ProtobufReader(model.encoded()))
            let written = message.messages(7)[0].messages(5)
            try #require(written.count == tensors.count)
            let folder = try TemporaryFolder()
            for (tensor, array) in zip(tensors, written) {
                #expect(array.integers(2) == [numbers[tensor.elementType]])
                // The elements as safetensors has them, which are checked against the reference elsewhere.
                try Safetensors.write([tensor], to: folder.file("one"))
                #expect(try folder.bytes("one").suffix(tensor.byteCount) == array.bytes(9)[0][...], "\(tensor.name)")
            }
        }
    }

    @Test func theFileHasTheSameBytes() throws {
        let folder = try TemporaryFolder()
        try Self.model().write(to: folder.file("a.onnx"))
        #expect(try folder.names() == ["a.onnx"])
        #expect(try folder.bytes("a.onnx") == Self.model().encoded())
        // Lengths of more than one byte.
        let long = Self.model(documentation: String(repeating: "x", count: 20_000))
        #expect(try ProtobufReader(long.encoded())?.texts(6).first?.count == 20_000)
        expectError(.cannotWrite) { () throws(DataFormatError) in
            try Self.model().write(to: folder.file("none/a.onnx"))
        }
    }

    /// The array is a file with a hole, so that neither disk nor memory is needed.
    @Test func modelsBeyondTheLimitOfTheFormat() throws {
        let folder = try TemporaryFolder()
        let limit = 1 << 31
        func weights(_ count: Int) throws -> Tensor {
            var header = Array("{\"w\":{\"dtype\":\"U8\",\"shape\":[\(count)],\"data_offsets\":[0,\(count)]}}".utf8)
            header += [UInt8](repeating: 0x20, count: 128 - header.count)
            let path = try folder.write([128, 0, 0, 0, 0, 0, 0, 0] + header, as: "w")
            #expect(truncate(path, 136 + count) == 0)
            return try Safetensors(path: path)["w"]
        }
        for count in [limit - 1, limit, limit + 5] {
            let model = try ONNXModel(
                name: "g", inputs: [], outputs: [.init("w", .uint8, [.size(count)])], initializers: [weights(count)],
                nodes: [])
            expectError(.tooLarge, "2147483647", "safetensors") { () throws(DataFormatError) in
                try model.write(to: folder.file("a.onnx"))
            }
        }
        #expect(try folder.names() == ["w"])
    }

    @Test func namesThatAreWrongTrap() async {
        func trap(_ graph: WrongGraph) async {
            await #expect(processExitsWith: .failure) { [graph = graph as WrongGraph] in graph.make() }
        }
        for graph in WrongGraph.allCases { await trap(graph) }
    }

    @Test func theGraphThatTheWrongOnesSpoilIsRight() {
        #expect(WrongGraph.make(nodes: [.init("Add", ["x", "w"], ["y"])]).nodes.count == 1)
    }
}

/// Graphs that break one rule each.
private enum WrongGraph: String, CaseIterable, Codable {
    case nothingDefines, usedBefore, nameTwice, initializerNamedAsInput, noOutput, unknownOutput, noName, noOperator
    case negativeSize

    @discardableResult static func make(
        name: String = "g", input: ONNXModel.Dimension = 2, weights: String = "w", nodes: [ONNXModel.Node],
        outputs: [String] = ["y"]
    ) -> ONNXModel {
        ONNXModel(
            name: name, inputs: [.init("x", .float32, [input])],
            outputs: outputs.map { .init($0, .float32, [2]) },
            initializers: [Tensor(name: weights, [Float](arrayLiteral: 1, 2))], nodes: nodes)
    }

    func make() {
        let add = ONNXModel.Node("Add", ["x", "w"], ["y"])
        switch self {
        case .nothingDefines: Self.make(nodes: [.init("Add", ["x", "v"], ["y"])])
        case .usedBefore: Self.make(nodes: [.init("Relu", ["z"], ["y"]), .init("Relu", ["x"], ["z"])])
        case .nameTwice: Self.make(nodes: [add, add])
        case .initializerNamedAsInput: Self.make(weights: "x", nodes: [.init("Relu", ["x"], ["y"])])
        case .noOutput: Self.make(nodes: [add], outputs: [])
        case .unknownOutput: Self.make(nodes: [add], outputs: ["z"])
        case .noName: Self.make(name: "", nodes: [add])
        case .noOperator: Self.make(nodes: [.init("", ["x"], ["y"])])
        case .negativeSize: Self.make(input: -1, nodes: [add])
        }
    }
}
