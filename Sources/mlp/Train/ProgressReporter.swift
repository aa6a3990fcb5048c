import Foundation
internal import Linalg
import Training

/// Says on standard error how training goes.
protocol ProgressReporter: AnyObject {
    func begin(_ lines: [String], notes: [String])
    func report<Element: RealScalar>(_ event: TrainingRun<Element>.Event)
    func end()
}

/// For people: a bar on a terminal, lines elsewhere.
final class TextLog: ProgressReporter {
    private let plan: Plan
    private let clock = ContinuousClock()
    private let started: ContinuousClock.Instant
    private let isTerminal = isatty(2) == 1
    private let style = Style()
    private var line = ProgressLine()
    private var last: EpochRecord?
    private var firstEpoch: Int?
    private var isPrinted = false
    private var lastPrinted: ContinuousClock.Instant?

    init(_ plan: Plan) {
        self.plan = plan
        started = clock.now
    }

    func begin(_ lines: [String], notes: [String]) {
        for line in lines { printError(line) }
        for note in notes { printError("note: \(note)") }
    }

    func report<Element: RealScalar>(_ event: TrainingRun<Element>.Event) {
        switch event {
        case .step(let epoch, let samples, let count, let loss):
            firstEpoch = firstEpoch ?? epoch
            guard isTerminal else { return }
            line.update(bar(epoch, Double(samples) / Double(count), loss))
        case .epoch(let record, let isBest):
            last = record
            // A run of a second needs no hundred lines.
            isPrinted = !isTerminal && lastPrinted.map { clock.now - $0 >= .milliseconds(250) } ?? true
            if isPrinted {
                lastPrinted = clock.now
                printError(text(record) + (isBest ? "  best" : ""))
            }
        }
    }

    func end() {
        line.clear()
        if let last, !isPrinted { printError(text(last)) }
    }

    private func text(_ record: EpochRecord) -> String {
        var parts = ["epoch \(record.epoch)/\(plan.epochs)", "loss \(figure(record.loss))"]
        if let value = record.validationLoss { parts.append("validation loss \(figure(value))") }
        if let value = record.accuracy { parts.append("accuracy \(figure(value))") }
        if let value = record.rmse { parts.append("rmse \(figure(value))") }
        if let value = record.r2 { parts.append("R² \(figure(value))") }
        parts.append("\(Int(min(record.samplesPerSecond, 1e15))) samples/s")
        return parts.joined(separator: "  ")
    }

    /// The line on a terminal, cut to its width.
    private func bar(_ epoch: Int, _ share: Double, _ loss: Double) -> String {
        let done = Double(epoch - 1) + share
        let elapsed = Double((clock.now - started).components.seconds) + 0.05
        let made = done - Double((firstEpoch ?? 1) - 1)
        let left = made > 0 ? elapsed / made * (Double(plan.epochs) - done) : 0
        let width = 20
        let full = Int(Double(width) * done / Double(plan.epochs))
        let drawn =
            style.accent(String(repeating: "━", count: full)) + style.faint(String(repeating: "─", count: width - full))
        var text = " epoch \(epoch)/\(plan.epochs)  loss \(figure(last?.loss ?? loss))"
        if let last {
            if let value = last.validationLoss { text += "  validation \(figure(value))" }
            if let value = last.accuracy { text += "  accuracy \(figure(value))" }
            if let value = last.r2 { text += "  R² \(figure(value))" }
            text += "  \(Int(min(last.samplesPerSecond, 1e15))) samples/s"
        }
        text += "  at most \(duration(left)) left"
        // A line that wrapped could not be drawn over.
        return drawn + text.prefix(max(0, terminalColumns - width - 1))
    }
}

/// For programs: an object a line.
final class JSONLog: ProgressReporter {
    func begin(_ lines: [String], notes: [String]) {
        for note in notes { write(["event": "note", "text": note]) }
    }

    func report<Element: RealScalar>(_ event: TrainingRun<Element>.Event) {
        guard case .epoch(let record, let isBest) = event else { return }
        var object: [String: Any] = [
            "event": "epoch", "epoch": record.epoch, "isBest": isBest, "loss": record.loss,
            "samplesPerSecond": record.samplesPerSecond, "seconds": record.seconds,
        ]
        for monitor in Monitor.allCases where monitor != .loss {
            let key = monitor == .validationLoss ? "validationLoss" : monitor.rawValue
            if let value = record.value(of: monitor), value.isFinite { object[key] = value }
        }
        object["learningRate"] = record.learningRate
        write(object)
    }

    func end() {}

    private func write(_ object: [String: Any]) {
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        printError(String(decoding: data ?? Data(), as: UTF8.self))
    }
}

/// Colours, unless the environment asks for none (`NO_COLOR`, or a terminal that has none).
struct Style {
    private let hasColors: Bool

    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        hasColors = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    func accent(_ text: String) -> String { hasColors ? "\u{1B}[36m\(text)\u{1B}[0m" : text }
    func faint(_ text: String) -> String { hasColors ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}
