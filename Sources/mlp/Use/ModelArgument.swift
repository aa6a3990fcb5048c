import ArgumentParser
import DataFormats
import Foundation
import NeuralNetworks
import Training

/// Which model: of a run's folder, or a file, perhaps of another program.
struct ModelArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("A run's folder, or a model file.", valueName: "model"))
    var model: String

    @Flag(help: "Take the newest checkpoint of the folder instead of the best model.")
    var last = false

    @Option(help: ArgumentHelp("Of hidden layers, for files of other programs (default: relu).", valueName: "name"))
    var activation: String?

    @Option(help: ArgumentHelp("Of the last layer, likewise (default: identity).", valueName: "name"))
    var outputActivation: String?

    @Option(help: ArgumentHelp("What it was trained on, likewise (default: as suits the task).", valueName: "name"))
    var loss: String?

    @Option(help: ArgumentHelp("classification (default) or regression, likewise.", valueName: "task"))
    var task: String?

    /// The file that is meant.
    var path: String {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: model, isDirectory: &isDirectory), isDirectory.boolValue else {
            return model
        }
        let directory = RunDirectory(model)
        return last ? directory.last : directory.model
    }

    /// Opens it.
    func open() throws -> ModelFile {
        var assumptions = ModelFile.Assumptions()
        if let activation { assumptions.activation = try Activation(name: activation) }
        if let outputActivation { assumptions.outputActivation = try Activation(name: outputActivation) }
        if let loss { assumptions.loss = try Loss(name: loss) }
        switch task ?? "classification" {
        case "classification": break
        case "regression": assumptions.isClassification = false
        case let other: throw ConfigurationError("task \"\(other)\": expected classification or regression")
        }
        return try ModelFile(path: path, assumptions)
    }
}
