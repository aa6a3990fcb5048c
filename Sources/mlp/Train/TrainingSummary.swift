import Foundation
internal import Linalg
import NeuralNetworks
import Training

/// What `mlp train` says before and after a run.
struct TrainingSummary {
    private let sizes: String
    private let parameters: Int

    init<Element: RealScalar>(_ run: TrainingRun<Element>) {
        sizes = ([run.plan.inputSize] + run.plan.layers.map(\.outputSize)).map(String.init).joined(separator: "-")
        parameters = run.plan.parameterCount
    }

    func beginning<Element: RealScalar>(_ run: TrainingRun<Element>, _ directory: RunDirectory) -> [String] {
        let plan = run.plan
        let names = plan.task.names
        let goal =
            switch plan.task {
            case .classification: "\(names.count) classes"
            case .regression: names.count == 1 ? "1 number" : "\(names.count) numbers"
            case .labels: "\(names.count) labels"
            }
        var lines = [
            "\(run.data.path): \(run.data.count) samples, \(plan.inputSize) features, \(goal); "
                + "\(run.trainingIndices.count) to train on, \(run.validationIndices.count) for validation",
            "network \(sizes) (\(parameters) parameters), \(plan.layers[0].activation.name), \(plan.loss.name), "
                + "\(plan.configuration.optimizer ?? ""), batches of \(plan.batchSize); folder \(directory.path)",
        ]
        if let epoch = run.resumedEpoch { lines.append("going on behind epoch \(epoch)") }
        return lines
    }

    func dryRun<Element: RealScalar>(_ run: TrainingRun<Element>, _ directory: RunDirectory) -> [String] {
        let plan = run.plan
        var lines =
            beginning(run, directory) + run.notes.map { "note: \($0)" } + [
                "", "layer   outputs  inputs  parameters  activation",
            ]
        var inputs = plan.inputSize
        for (index, layer) in plan.layers.enumerated() {
            let count = (inputs + 1) * layer.outputSize
            let columns = [(index + 1, 5), (layer.outputSize, 10), (inputs, 8), (count, 12)]
            lines.append(
                columns.map { pad("\($0.0)", $0.1) }.joined() + "  \(layer.activation.name)")
            inputs = layer.outputSize
        }
        let bytes = plan.memory(of: Element.self)
        let steps = (run.trainingIndices.count + plan.batchSize - 1) / plan.batchSize
        lines += [
            "", "memory besides the data: \(String(format: "%.1f", bytes / 1e6)) MB",
            "steps in an epoch: \(steps)", "loss of the first step: \(figure(run.tryStep()))", "nothing was written",
        ]
        return lines
    }

    func end<Element: RealScalar>(
        _ outcome: TrainingRun<Element>.Outcome, _ directory: RunDirectory
    ) -> [String] {
        let reason =
            switch outcome.end {
            case .epochs: "all epochs made"
            case .patience: "no improvement any more"
            case .time: "the time is over"
            case .converged: "converged"
            case .interrupted: "interrupted"
            }
        let evaluation = outcome.evaluation
        return [
            "\(outcome.epochs) epochs in \(duration(outcome.seconds)) (\(reason)); the best is epoch \(outcome.bestEpoch)",
            "\(outcome.isValidation ? "validation" : "training data"): \(EvaluationText.headline(evaluation)) "
                + "(\(evaluation.samples) samples)",
            "model:  \(directory.best)", "report: \(directory.report)",
        ]
    }

    private func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

/// A number with four significant digits.
func figure(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    return String(format: "%.4g", value)
}

/// Seconds as `3.2 s`, `4:05` or `1:02:03`.
func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "?" }
    if seconds < 60 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    return hours > 0
        ? String(format: "%d:%02d:%02d", hours, minutes, whole % 60) : String(format: "%d:%02d", minutes, whole % 60)
}
