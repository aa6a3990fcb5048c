import ArgumentParser
import Foundation
internal import Linalg
import Training

/// `mlp evaluate`.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells how well a model predicts data whose targets are known.",
        discussion: """
            Prints accuracy, precision, recall and F1 of each class and the confusion matrix, or RMSE, MAE and R². The data \
            are read as those were that the model learned from.
            """)

    @OptionGroup var model: ModelArgument

    @Argument(help: ArgumentHelp("The data.", valueName: "data"))
    var data: String

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("The array with the targets in an archive, or a column of an array.", valueName: "name"))
    var target: [String] = []

    @Option(help: ArgumentHelp("The array with the samples in an archive.", valueName: "name"))
    var features: String?

    @Option(help: ArgumentHelp("A file with the targets, for samples in an array file.", valueName: "file"))
    var labels: String?

    @OptionGroup var threads: ThreadsOption

    @Flag(help: "Print all figures as one JSON object.")
    var json = false

    func run() throws {
        let file = try model.open()
        if file.isDouble { try run(file, of: Double.self) } else { try run(file, of: Float.self) }
    }

    private func run<Element: RealScalar>(_ file: ModelFile, of _: Element.Type) throws {
        BLASLibrary.threadCount = 1
        var options = Configuration()
        options.target = target.isEmpty ? nil : target
        options.features = features.map { [$0] }
        let dataset = try Dataset<Element>.load(data, labels: labels, like: file.description, options)
        if case .none = dataset.targets {
            throw Failure(
                status: .usage,
                message: "\(data): what is to be predicted? Name it with --target or --labels")
        }
        let evaluation = Evaluation(
            try file.model(of: Element.self), dataset, threads: threads.count)
        if json { try print(evaluation.json()) } else { try printLines(EvaluationText.lines(evaluation)) }
    }
}
