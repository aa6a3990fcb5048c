import ArgumentParser
import DataFormats
import Foundation
internal import Linalg
import Training

/// `mlp predict`.
struct Predict: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Predicts from data.",
        discussion: """
            Prints a table (CSV) with a row for each sample: the class and the probability of each class, the numbers, or the \
            probability of each label. The columns of the targets may be missing in the data. Without DATA, a table is read \
            from standard input.
            """)

    @OptionGroup var model: ModelArgument

    @Argument(help: ArgumentHelp("The data (default: a table on standard input).", valueName: "data"))
    var data: String?

    @Option(help: ArgumentHelp("The array with the samples in an archive.", valueName: "name"))
    var features: String?

    @Option(help: ArgumentHelp("A file for the predictions (default: standard output).", valueName: "file"))
    var output: String?

    @OptionGroup var threads: ThreadsOption

    func run() throws {
        let file = try model.open()
        if file.isDouble { try run(file, of: Double.self) } else { try run(file, of: Float.self) }
    }

    private func run<Element: RealScalar>(_ file: ModelFile, of _: Element.Type) throws {
        BLASLibrary.threadCount = 1
        let model = try file.model(of: Element.self)
        let dataset = try dataset(for: model)
        let table = PredictionTable(model.description)
        if let output {
            var file = try AtomicFile(path: output)
            try predict(model, dataset, table) { try file.write($0) }
            try file.commit()
        } else {
            let output = Output()
            try predict(model, dataset, table) { try output.text($0) }
            try output.flush()
        }
    }

    private func dataset<Element: RealScalar>(for model: Model<Element>) throws -> Dataset<Element> {
        if let data { return try Dataset<Element>.load(samples: data, features: features, for: model.description) }
        if isatty(0) == 1 { printError("reading a table from standard input") }
        let bytes = try readStandardInput()
        guard !bytes.isEmpty else {
            throw Failure(
                status: .badData, message: "standard input: expected a table, found nothing; name a file or pipe one in"
            )
        }
        return try Dataset<Element>.load(table: bytes, name: "standard input", for: model.description)
    }

    private func predict<Element: RealScalar>(
        _ model: Model<Element>, _ dataset: Dataset<Element>, _ table: PredictionTable, _ write: (String) throws -> Void
    ) throws {
        try write(table.header)
        let block = 512
        for start in stride(from: 0, to: dataset.count, by: block) {
            let part = Array(start..<min(start + block, dataset.count))
            var features = Matrix<Element>.zeros(part.count, dataset.features.columns)
            dataset.features.gather(part[...], into: &features)
            let predictions = model.predict(features, threads: threads.count)
            if let row = predictions.firstRowNotFinite() {
                throw DataFormatError(
                    .malformed, dataset.path, expected: "numbers of the size that the model was trained on",
                    found: "a prediction that is no finite number in row \(start + row + 1)",
                    advice: "check the features of that row")
            }
            try write(table.rows(predictions))
        }
    }
}

/// The text of predictions.
struct PredictionTable {
    private let task: Task
    /// The first line.
    let header: String
    private let classNames: [String]

    init(_ model: ModelDescription) {
        task = model.task
        let names = model.task.names
        classNames = names.map { CSV.field($0) }
        let columns: [String]
        switch task {
        case .classification:
            // What a network without softmax says of a class is no probability.
            let kind = model.givesProbabilities ? "probability" : "score"
            columns = [model.schema?.targets.first?.name ?? "prediction"] + names.map { "\(kind)_\($0)" }
        case .regression: columns = names
        case .labels: columns = names.map { "probability_\($0)" }
        }
        header = columns.map { CSV.field($0) }.joined(separator: ",") + "\n"
    }

    /// A line for each row.
    func rows<Element: RealScalar>(_ predictions: Matrix<Element>) -> String {
        var text = ""
        for row in 0..<predictions.rows {
            if task.isClassification { text += classNames[predictions.indexOfLargest(row)] + "," }
            for column in 0..<predictions.columns {
                if column > 0 { text += "," }
                text += "\(predictions[row, column])"
            }
            text += "\n"
        }
        return text
    }
}
