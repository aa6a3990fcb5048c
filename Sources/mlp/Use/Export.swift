import ArgumentParser
import Foundation
internal import Linalg
import Training

extension ExportFormat: ExpressibleByArgument {}

/// `mlp export`.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a model for other programs.",
        discussion: """
            safetensors has PyTorch's names and shapes (nn.Sequential); npz the same arrays for NumPy; onnx a graph (operator \
            set 13) that maps raw features to predictions, standardisation included.
            """)

    @OptionGroup var model: ModelArgument

    @Option(help: ArgumentHelp("safetensors, npz or onnx (default: by the ending of the file).", valueName: "format"))
    var format: ExportFormat?

    @Option(name: [.short, .long], help: ArgumentHelp("The file to write.", valueName: "file"))
    var output: String

    func validate() throws {
        if format == nil && inferred == nil {
            throw ValidationError("--format is needed for \"\(output)\": safetensors, npz or onnx")
        }
    }

    func run() throws {
        let file = try model.open()
        let format = format ?? inferred ?? .safetensors
        if file.isDouble {
            try file.model(of: Double.self).export(as: format, to: output)
        } else {
            try file.model(of: Float.self).export(as: format, to: output)
        }
        printError("wrote \(output)")
    }

    private var inferred: ExportFormat? {
        output.split(separator: ".").last.flatMap { ExportFormat(rawValue: $0.lowercased()) }
    }
}
