import ArgumentParser
import DataFormats
import Foundation
import Training

/// `mlp inspect`.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what is in a model, a run's folder or a file of data.")

    @OptionGroup var model: ModelArgument

    @Flag(help: "Print it as one JSON object.")
    var json = false

    func run() throws {
        let path = model.path
        let description =
            try DataFileKind(path: path) == .safetensors && isModel(path)
            ? FileSummary(model: model.open(), path) : FileSummary(data: path)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            try print(encoder.encode(description))
        } else {
            try printLines(description.lines)
        }
    }

    private func isModel(_ path: String) throws -> Bool {
        let names = try Safetensors(path: path).names
        return names.contains { $0 == "weight" || $0.hasSuffix(".weight") }
    }
}

/// What there is to say of a file.
struct FileSummary: Encodable {
    struct Item: Encodable {
        var name: String
        var type: String
        var shape: [Int]?
        var values: [String]?
    }

    var path: String
    var kind: String
    /// The samples of data, or the parameters of a model.
    var count: Int
    var items: [Item]
    var model: ModelDescription?
    var isCheckpoint: Bool?

    init(model file: ModelFile, _ path: String) {
        self.path = path
        kind = "model"
        model = file.description
        isCheckpoint = file.isCheckpoint
        let parameters = file.archive.tensors.filter { $0.name.hasSuffix("weight") || $0.name.hasSuffix("bias") }
        count = parameters.reduce(0) { $0 + $1.count }
        items = parameters.map { Item(name: $0.name, type: "\($0.elementType)", shape: $0.shape) }
    }

    init(data path: String) throws {
        self.path = path
        let format = try DataFileKind(path: path)
        kind = format.rawValue
        let tensors: [Tensor]
        switch format {
        case .csv:
            // What is missing is no reason not to look.
            var options = CSVOptions(
                missingNumbers: .dropRow, missingCategories: .dropRow, categories: .ordinal)
            let scan: CSVScan
            do { scan = try CSV.scan(path, options) } catch {
                // A table of texts does not tell its header from a row; mostly there is one.
                options.header = .present
                guard let second = try? CSV.scan(path, options) else { throw error }
                scan = second
            }
            count = scan.rowCount
            items = scan.schema.features.map { column in
                Item(
                    name: column.name, type: column.encoding.categories == nil ? "number" : "text",
                    values: column.encoding.categories)
            }
            return
        case .idx: tensors = [try IDX.read(path)]
        case .npy: tensors = [try NPY.read(path)]
        case .npz: tensors = try NPZ(path: path).tensors()
        case .safetensors: tensors = try Safetensors(path: path).tensors
        }
        count = tensors.first?.rows ?? 0
        items = tensors.map { Item(name: $0.name, type: "\($0.elementType)", shape: $0.shape) }
    }

    var lines: [String] {
        var lines = [model == nil ? "\(path): \(kind), \(count) rows" : "\(path): a model of \(count) parameters"]
        if let model {
            let sizes = [model.inputSize] + model.layers.map(\.outputs)
            lines += [
                "network: \(sizes.map(String.init).joined(separator: "-")), "
                    + model.layers.map(\.activation).joined(separator: ", "),
                "task: \(model.task.name) of \(Self.list(model.task.names)); loss: \(model.loss)",
                "standardises: \(model.featureScaling == nil ? "nothing" : model.targetScaling == nil ? "features" : "features and targets")",
            ]
            if let schema = model.schema { lines.append("features: \(Self.list(schema.featureNames))") }
            if isCheckpoint == true { lines.append("a checkpoint: training can go on from it") }
        }
        for item in items {
            var line = "  \(item.name.isEmpty ? "array" : item.name): \(item.type)"
            if let shape = item.shape { line += " \(shape.map(String.init).joined(separator: "×"))" }
            if let values = item.values { line += ", \(values.count) values: \(Self.list(values))" }
            lines.append(line)
        }
        return lines.map { String($0.map { $0.isNewline ? " " : $0 }) }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", … (\(names.count))" : "")
    }
}
