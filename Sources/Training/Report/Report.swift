public import DataFormats
public import Foundation
public import Linalg

/// A training run for people: one page that needs nothing but itself, to look at in a browser or to print.
///
/// It shows how the run ended, the figures over the epochs, where the best model errs, all options, and the machine.
///
/// ```swift
/// let outcome = try run.train()
/// let report = Report(
///     plan: run.plan, data: run.data, records: run.records, outcome: outcome, notes: run.notes, threads: 4)
/// try report.write(to: directory.report)
/// ```
public struct Report: Sendable {
    let plan: Plan
    let path: String
    let samples: Int
    let records: [EpochRecord]
    let ending: String
    let bestEpoch: Int
    let evaluation: Evaluation
    let isValidation: Bool
    let seconds: Double
    let notes: [String]
    let threads: Int
    let date: Date

    /// What a run has come to.
    ///
    /// - Parameters:
    ///   - plan: What was decided.
    ///   - data: What was trained on; only its name and size are kept.
    ///   - records: The epochs, in their order.
    ///   - outcome: How it ended; the model itself is not kept.
    ///   - notes: What was noted on the way.
    ///   - threads: How many threads computed.
    ///   - date: When it ended.
    public init<Element: RealScalar>(
        plan: Plan, data: Dataset<Element>, records: [EpochRecord], outcome: TrainingRun<Element>.Outcome,
        notes: [String], threads: Int, date: Date = Date()
    ) {
        self.plan = plan
        path = data.path
        samples = data.count
        self.records = records
        let epochs = FigureText.count(outcome.epochs, "epoch")
        ending =
            switch outcome.end {
            case .epochs: "Ended after all \(epochs)."
            case .patience:
                "Ended after \(epochs), of which the last \(FigureText.count(plan.configuration.patience ?? 0)) brought "
                    + "no improvement."
            case .time: "Ended after \(epochs), when the time was over."
            case .converged: "Ended after \(epochs), when the method found nothing better."
            case .interrupted: "Interrupted after \(epochs); the run can be taken up."
            }
        bestEpoch = outcome.bestEpoch
        evaluation = outcome.evaluation
        isValidation = outcome.isValidation
        seconds = outcome.seconds
        self.notes = notes
        self.threads = threads
        self.date = date
    }

    /// The page: HTML that is well-formed XML as well, without anything from elsewhere.
    ///
    /// - Complexity: time linear in the epochs; the size is bounded however many there are.
    public func html() -> String { page.text }

    /// Writes the page to a file, which appears only when it is complete.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite`.
    public func write(to path: String) throws(DataFormatError) {
        var file = try AtomicFile(path: path)
        try file.write(html())
        try file.commit()
    }
}
