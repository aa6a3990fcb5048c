public import DataFormats
internal import Foundation
public import Linalg
public import NeuralNetworks

/// A model in a safetensors file: weights and biases under the names that PyTorch's `nn.Sequential` gives them (`0.weight`,
/// `0.bias`, `2.weight`, …, with the activations between), and the description as JSON in the metadata.
///
/// PyTorch loads it with `load_state_dict(load_file(path))` into a `Sequential` of the same layers.
public struct ModelFile {
    /// The key of the description in the metadata.
    static let descriptionKey = "swift-linalg.model"
    /// The version that is written, and the newest that is read.
    static let formatVersion = 1

    /// The file.
    public let archive: Safetensors
    /// All but the numbers.
    public let description: ModelDescription
    /// `float32` or `float64`.
    public let isDouble: Bool

    /// What a file of another program does not say.
    public struct Assumptions: Sendable {
        /// What hidden layers apply.
        public var activation = Activation.relu
        /// What the last layer applies.
        public var outputActivation = Activation.identity
        /// What the network was trained on.
        public var loss: Loss?
        /// Classes rather than numbers.
        public var isClassification = true

        /// ReLU, then classes.
        public init() {}
    }

    /// Opens a model: of this program, or of another one that stores pairs of `weight` and `bias`.
    ///
    /// - Throws: ``DataFormatError`` if it cannot be read, is damaged or is no multilayer perceptron.
    public init(path: String, _ assumptions: Assumptions = Assumptions()) throws(DataFormatError) {
        archive = try Safetensors(path: path)
        let layers = try Self.layers(of: archive)
        if let text = archive.metadata[Self.descriptionKey] {
            try archive.verifyChecksum()
            description = try Self.decode(ModelDescription.self, text, key: Self.descriptionKey, path)
            do throws(ConfigurationError) { _ = try description.denseLayers() } catch {
                throw Self.malformed(path, found: error.description)
            }
            let sizes = [description.inputSize] + description.layers.map(\.outputs)
            guard zip(zip(sizes, sizes.dropFirst()), layers).allSatisfy({ $1.weight.shape == [$0.1, $0.0] }),
                layers.count == description.layers.count
            else { throw Self.malformed(path, found: "weights of other shapes than its description says") }
        } else {
            description = Self.assumed(layers, assumptions)
            do throws(ConfigurationError) { _ = try description.denseLayers() } catch {
                throw Self.malformed(path, found: error.description)
            }
        }
        isDouble = layers[0].weight.elementType == .float64
    }

    /// Whether training can go on from it.
    public var isCheckpoint: Bool { archive.metadata[Checkpoint<Float>.progressKey] != nil }

    /// The model, in the precision asked for.
    public func model<Element: RealScalar>(of type: Element.Type = Element.self) throws(DataFormatError) -> Model<
        Element
    > {
        do throws(ConfigurationError) {
            return try Model(description, parameters: Self.parameters(of: archive))
        } catch {
            throw Self.malformed(archive.path, found: error.description)
        }
    }

    /// The parameters in the order of a network's.
    static func parameters<Element: RealScalar>(of archive: Safetensors) throws(ConfigurationError) -> Vector<Element> {
        var layers: [(weight: Tensor, bias: Tensor)] = []
        do throws(DataFormatError) { layers = try Self.layers(of: archive) } catch {
            throw ConfigurationError(error.description)
        }
        var elements: [Element] = []
        for layer in layers {
            elements += layer.weight.vector(of: Element.self)
            elements += layer.bias.vector(of: Element.self)
        }
        return Vector(elements)
    }

    /// The arrays of a network, under PyTorch's names.
    static func tensors<Element: RealScalar>(of network: Network<Element>) -> [Tensor] {
        network.layers.enumerated().flatMap { index, layer in
            [
                Tensor(name: "\(2 * index).weight", layer.weights(in: network.parameters)),
                Tensor(name: "\(2 * index).bias", Vector(layer.bias(in: network.parameters))),
            ]
        }
    }

    /// Writes a model.
    ///
    /// - Throws: ``DataFormatError`` if it cannot be written.
    public static func write<Element: RealScalar>(_ model: Model<Element>, to path: String) throws(DataFormatError) {
        try Safetensors.write(
            tensors(of: model.network), metadata: metadata(of: model.description), to: path, isChecksummed: true)
    }

    static func metadata(of description: ModelDescription) -> [String: String] {
        ["format": "pt", descriptionKey: encode(description), "swift-linalg.version": "\(formatVersion)"]
    }
}

// MARK: - Layers by their names

extension ModelFile {
    /// Weights and biases in the order of the numbers in their names, each fitting the one before.
    private static func layers(of archive: Safetensors) throws(DataFormatError) -> [(weight: Tensor, bias: Tensor)] {
        let version = archive.metadata["swift-linalg.version"].map { Int($0) ?? .max } ?? formatVersion
        guard version >= 1, version <= formatVersion else {
            throw DataFormatError(
                .unsupported, archive.path, expected: "a model of format 1 to \(formatVersion)",
                found: "format \(archive.metadata["swift-linalg.version"] ?? "")", advice: "use a newer version of mlp")
        }
        let weights = archive.tensors.filter { $0.name.hasSuffix(".weight") || $0.name == "weight" }
        let sorted = weights.sorted { naturalOrder($0.name, $1.name) }
        guard !sorted.isEmpty else {
            throw malformed(archive.path, found: "no array whose name ends in .weight")
        }
        var result: [(weight: Tensor, bias: Tensor)] = []
        for weight in sorted {
            guard weight.shape.count == 2, weight.rows > 0, weight.columns > 0, !weight.elementType.isInteger else {
                throw malformed(
                    archive.path,
                    found: "\(DataFormatError.quoted(weight.name)) of \(weight.elementType) and shape \(weight.shape)")
            }
            if let before = result.last?.weight, before.rows != weight.columns {
                throw malformed(
                    archive.path,
                    found:
                        "\(DataFormatError.quoted(weight.name)) of shape \(weight.shape) behind one of \(before.shape)")
            }
            let name = weight.name.dropLast("weight".count) + "bias"
            let stored = archive.tensors.first { $0.name == name }
            // Other programs leave out what is zero.
            guard stored != nil || archive.metadata[descriptionKey] == nil else {
                throw malformed(archive.path, found: "no \(DataFormatError.quoted(String(name)))")
            }
            let bias = stored ?? Tensor(name: String(name), Vector<Double>.zeros(weight.rows))
            guard bias.shape == [weight.rows], !bias.elementType.isInteger else {
                throw malformed(
                    archive.path,
                    found: "\(DataFormatError.quoted(bias.name)) of \(bias.elementType) and shape \(bias.shape) for "
                        + "\(weight.rows) outputs")
            }
            result.append((weight, bias))
        }
        return result
    }

    /// Numbers within names by their value: `layers.2.weight` comes before `layers.10.weight`.
    private static func naturalOrder(_ a: String, _ b: String) -> Bool {
        func parts(_ text: String) -> [(number: Int, text: Substring)] {
            text.split(separator: ".").map { (Int($0) ?? Int($0.drop { !$0.isNumber }) ?? -1, $0) }
        }
        for (x, y) in zip(parts(a), parts(b)) where x.text != y.text {
            return x.number != y.number ? x.number < y.number : x.text < y.text
        }
        return a.count < b.count
    }

    private static func assumed(
        _ layers: [(weight: Tensor, bias: Tensor)], _ assumptions: Assumptions
    ) -> ModelDescription {
        let outputs = layers[layers.count - 1].weight.rows
        let dense = layers.enumerated().map { index, layer in
            Dense(
                layer.weight.rows,
                index == layers.count - 1 ? assumptions.outputActivation : assumptions.activation)
        }
        let isClassification = assumptions.isClassification && outputs > 1
        let linked = assumptions.outputActivation == .softmax || assumptions.outputActivation == .sigmoid
        let usual: Loss = isClassification && !linked ? .softmaxCrossEntropy : .meanSquaredError
        let names = (0..<outputs).map { isClassification ? "\($0)" : outputs == 1 ? "target" : "target \($0 + 1)" }
        return ModelDescription(
            inputSize: layers[0].weight.columns, layers: dense, loss: assumptions.loss ?? usual,
            task: isClassification ? .classification(classes: names) : .regression(outputs: names))
    }

    static func malformed(_ path: String, found: String) -> DataFormatError {
        DataFormatError(
            .malformed, path, expected: "a multilayer perceptron", found: found,
            advice: "give a model that mlp train or PyTorch has written")
    }
}

// MARK: - JSON in the metadata

extension ModelFile {
    /// As JSON; infinities and NaN as texts, or as `notFinite`.
    static func encode(_ value: some Encodable, notFinite: String? = nil) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // No name has such a character in front.
        let mark = notFinite == nil ? "" : "\u{1}not finite "
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: mark + "inf", negativeInfinity: mark + "-inf", nan: mark + "nan")
        do {
            let text = String(decoding: try encoder.encode(value), as: UTF8.self)
            guard let notFinite else { return text }
            return ["inf", "-inf", "nan"].reduce(text) {
                $0.replacing("\"\\u0001not finite \($1)\"", with: notFinite)
            }
        } catch {
            fatalError("a description that is no JSON: \(error)")
        }
    }

    static func decode<Value: Decodable>(
        _ type: Value.Type, _ text: String, key: String, _ path: String
    ) throws(DataFormatError) -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do { return try decoder.decode(Value.self, from: Data(text.utf8)) } catch {
            throw malformed(path, found: "metadata \(DataFormatError.quoted(key)) that is not understood")
        }
    }
}
