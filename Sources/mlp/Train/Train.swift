import ArgumentParser
import DataFormats
import Foundation
internal import Linalg
import Training

/// `mlp train`.
struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains a network on a file of data.",
        discussion: """
            DATA is a table (CSV, also compressed with gzip), an array (.npy, IDX) or an archive of arrays (.npz, safetensors). \
            The run's folder holds the options, the figures of each epoch, the last two checkpoints, the best model and a \
            report. A run that was stopped, however, goes on with --resume to the same bits.

              mlp train iris.csv --target species
              mlp train --resume --output-dir runs/iris
              mlp predict runs/iris new.csv
            """)

    @Argument(help: ArgumentHelp("The file to train on.", valueName: "data"))
    var data: String?

    @OptionGroup(title: "Training")
    var flags: TrainingFlags

    @Option(help: ArgumentHelp("Options from a file of JSON5; flags win over it.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The folder of the run (default: runs/ and the name of the data).", valueName: "folder"))
    var outputDir: String?

    @Flag(help: "Go on with the run in the folder; begin it if there is none.")
    var resume = false

    @Flag(help: "Begin anew in a folder that holds a run.")
    var overwrite = false

    @Flag(help: "Print all options with their values as JSON, and do nothing else.")
    var printConfig = false

    @Flag(help: "Show network, memory and the first step, and write nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("text or json: how progress is reported on standard error.", valueName: "format"))
    var logFormat = LogFormat.text

    enum LogFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

    func validate() throws {
        if resume && overwrite { throw ValidationError("--resume and --overwrite exclude each other") }
    }

    func run() throws {
        let given = try givenOptions()
        if printConfig && given.data == nil && !resume { return try print(given.template()) }
        if outputDir?.isEmpty == true {
            throw Failure(status: .usage, message: "--output-dir needs the name of a folder")
        }
        let directory = try RunDirectory(outputDir ?? defaultDirectory(given))
        if printConfig || dryRun {
            return try run(resume && directory.holdsRun ? resumed(given, directory) : given, in: nil, directory)
        }

        if directory.isOccupied && !overwrite && !(resume && directory.holdsRun) {
            throw Failure(
                status: .cannotCreate,
                message: "\(directory.path) holds a run already; go on with --resume, begin anew with --overwrite, "
                    + "or choose another --output-dir")
        }
        if given.data == nil && !(resume && directory.holdsRun) {
            throw Failure(
                status: .usage,
                message: resume
                    ? "\(directory.path) holds no run to go on with; name the data to begin one"
                    : "which data? Name a file to train on, as in: mlp train iris.csv --target species")
        }
        // Before the folder is made: data that cannot be opened leave nothing behind.
        if let path = given.data { _ = try DataFileKind(path: path) }
        let missing = directory.missingFolders
        guard let lock = try directory.lock() else {
            throw Failure(
                status: .locked,
                message: "\(directory.path) is in use by another run; wait for it, or choose another --output-dir")
        }
        defer { extendLifetime(lock) }
        do {
            try run(resume && directory.holdsRun ? resumed(given, directory) : given, in: directory, directory)
        } catch {
            directory.withdraw(missing)
            throw error
        }
    }

    /// The options of the file and of the command line.
    private func givenOptions() throws -> Configuration {
        var given = flags.configuration
        given.data = data
        if let config { given = try Configuration(path: config).merging(given) }
        // The run is resumed from other folders too.
        given.data = given.data.map(absolute)
        given.labels = given.labels.map(absolute)
        given.validationData = given.validationData.map(absolute)
        given.validationLabels = given.validationLabels.map(absolute)
        given.initialModel = given.initialModel.map(absolute)
        given.tensorboard = given.tensorboard.map(absolute)
        try given.check()
        return try given.normalized()
    }

    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") || path.isEmpty ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    private func defaultDirectory(_ given: Configuration) throws -> String {
        guard let path = given.data else {
            if resume { throw Failure(status: .usage, message: "which run? Name its folder with --output-dir") }
            return "runs"
        }
        var name = path.split(separator: "/").last.map(String.init) ?? "data"
        for ending in [".gz", ".csv", ".tsv", ".txt", ".npy", ".npz", ".safetensors"] where name.hasSuffix(ending) {
            name = String(name.dropLast(ending.count))
        }
        return "runs/" + (name.isEmpty ? "data" : name)
    }

    /// The options of the run that is gone on with. Only those that change none of its steps may be others now.
    private func resumed(_ given: Configuration, _ directory: RunDirectory) throws -> Configuration {
        // None if it was killed before it wrote them.
        guard let stored = try directory.storedConfiguration() else { return given }
        var given = given
        // Its length was settled when the run began.
        if given.schedule == "cosine", stored.schedule?.hasPrefix("cosine:") == true { given.schedule = nil }
        let merged = try stored.merging(given)
        let free: Set = [
            "epochs", "maxTime", "patience", "threads", "checkpointInterval", "tensorboard", "memoryLimit",
            // Their contents are compared.
            "data", "labels", "validationData", "validationLabels",
        ]
        let changed = try merged.differences(from: stored).filter { !free.contains($0) }
        guard changed.isEmpty else {
            throw Failure(
                status: .usage,
                message: "\(directory.path) was begun with other options (\(changed.joined(separator: ", "))); "
                    + "leave them out to go on, or begin anew with --overwrite")
        }
        return merged
    }

    private func run(_ given: Configuration, in directory: RunDirectory?, _ named: RunDirectory) throws {
        let usual = ["lbfgs", "levenberg-marquardt"].contains(given.optimizer ?? "") ? "float64" : "float32"
        if given.precision ?? usual == "float64" {
            try run(Double.self, given, directory, named)
        } else {
            try run(Float.self, given, directory, named)
        }
    }

    private func run<Element: RealScalar>(
        _: Element.Type, _ given: Configuration, _ directory: RunDirectory?, _ named: RunDirectory
    ) throws {
        // The threads are ours: OpenBLAS's own would change results with their number.
        BLASLibrary.threadCount = 1
        let run = try TrainingRun<Element>(given, in: directory, resuming: resume)
        if printConfig { return try print(run.plan.configuration.json()) }
        let summary = TrainingSummary(run)
        if dryRun { return try printLines(summary.dryRun(run, named)) }

        let reporter: any ProgressReporter = logFormat == .json ? JSONLog() : TextLog(run.plan)
        reporter.begin(summary.beginning(run, named), notes: run.notes)
        let outcome: TrainingRun<Element>.Outcome
        // Until here, nothing is lost by an end at once.
        Interruption.listen()
        do {
            outcome = try run.train(isInterrupted: { Interruption.status != nil }, report: reporter.report)
        } catch {
            reporter.end()
            throw error
        }
        reporter.end()
        if outcome.end == .interrupted {
            throw Failure(
                status: Interruption.status ?? .interrupted,
                message:
                    "interrupted in epoch \(outcome.epochs + 1); go on with: mlp train --resume --output-dir \(shellWord(named.path))"
            )
        }
        try run.writeResults(outcome)
        if logFormat == .json {
            try print(outcome.evaluation.json())
        } else {
            try printLines(summary.end(outcome, named))
        }
    }
}

/// A text as one word of a shell's command line.
func shellWord(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { "/._-+=:,%@".utf8.contains($0) || isalnum(Int32($0)) != 0 }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
}

/// Prints a text of JSON.
func print(_ json: Data) throws { try printLines([String(decoding: json, as: UTF8.self)]) }

/// Prints lines to standard output.
func printLines(_ lines: [String]) throws {
    let output = Output()
    for line in lines { try output.line(line) }
    try output.flush()
}
