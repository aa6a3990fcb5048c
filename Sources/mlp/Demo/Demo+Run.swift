import Foundation
import Linalg
import NeuralNetworks

extension Demo {
    /// Trains and prints, in the chosen form.
    func run<Element: RealScalar>(_: Element.Type) throws {
        var run = NotebookRun<Element>(sizes: sizes, seed: seed, learningRate: learningRate, kernel: kernel)
        let output = Output()
        do {
            if json { try printJSON(&run, to: output) } else { try printText(&run, to: output) }
        } catch let error as TrainingError {
            try output.flush()
            throw Failure(status: .badData, message: error.description)
        }
    }

    private func printJSON<Element: RealScalar>(_ run: inout NotebookRun<Element>, to output: Output) throws {
        var losses: [Element] = []
        losses.reserveCapacity(epochs)
        var progress = ProgressLine()
        defer { progress.clear() }
        try run.train(epochs: epochs) { epoch, loss in
            losses.append(loss)
            progress.update(progressText(epoch, loss))
        }
        // Before anything else is printed, here as after an error.
        progress.clear()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(RunRecord(run, options: self, losses: losses))
        try output.line(String(decoding: data, as: UTF8.self))
        try output.flush()
    }

    private func printText<Element: RealScalar>(_ run: inout NotebookRun<Element>, to output: Output) throws {
        try output.line(
            """
            A network of \(name): leaky ReLU (\(NotebookRun<Element>.leak)), then sigmoid; mean squared error;
            gradient descent at rate \(learningRate) for \(epochs) epochs on one sample.
            Seed \(seed), \(float32 ? "single" : "double") precision, kernel \(kernel.rawValue), \(BLASLibrary.configuration).

            """)
        func show(_ title: String, _ matrix: Matrix<Element>) throws { try output.line("\(title) =\n\(matrix)\n") }
        func show(_ title: String, _ vector: Vector<Element>) throws {
            try show(title, Matrix(rows: vector.count, columns: 1, elements: vector))
        }
        try show("x", run.x)
        try show("y", run.y)
        for i in run.initial.layers.indices {
            try show("w\(i + 1) before", run.initial[weights: i])
            try show("b\(i + 1) before", run.initial[bias: i])
        }
        try show("ŷ before", run.outputBefore)

        var comparison = PublishedFigures.Comparison<Element>()
        let interval = every ?? max(1, epochs / 10)
        let width = String(epochs).count
        var progress = ProgressLine()
        defer { progress.clear() }
        try run.train(epochs: epochs) { epoch, loss in
            if epoch == 1 { try output.line("loss before = \(loss)\n") }
            comparison.note(epoch, loss)
            if epoch == 1 || epoch % interval == 0 {
                progress.clear()
                let number = String(repeating: " ", count: width - String(epoch).count) + String(epoch)
                try output.line("epoch \(number)   loss \(loss)")
                try output.flush()
            }
            progress.update(progressText(epoch, loss))
        }
        progress.clear()

        try output.line()
        try show("ŷ after", run.outputAfter)
        try output.line("loss after = \(run.finalLoss)\n")
        try show("w1 after", run.final[weights: 0])
        let nanoseconds =
            Double(run.timePerStep.components.attoseconds) / 1e9
            + Double(run.timePerStep.components.seconds) * 1e9
        try output.line("time for a step: \(decimal(nanoseconds / 1000, 3)) µs (mean of \(epochs))\n")

        guard isNotebook else {
            try output.line(
                "Published figures are those of the default options; these options differ, so none is compared.")
            return try output.flush()
        }
        comparison.finish(run)
        try output.line(
            "Published figures, and the largest relative deviation from each (at most \(comparison.limit)):")
        for (name, deviation, agrees) in comparison.rows {
            let title = name.padding(toLength: 22, withPad: " ", startingAt: 0)
            try output.line("  \(title) \(scientific(deviation))   \(agrees ? "agrees" : "DISAGREES")")
        }
        let disagreeing = comparison.rows.filter { !$0.agrees }.map(\.name)
        if disagreeing.isEmpty { try output.line("All \(comparison.rows.count) agree.") }
        try output.flush()
        if !disagreeing.isEmpty {
            throw Failure(
                status: .internalError,
                message: "\(disagreeing.count) published figures disagree: \(disagreeing.joined(separator: ", "))")
        }
    }

    private func progressText<Element: RealScalar>(_ epoch: Int, _ loss: Element) -> String {
        "epoch \(epoch) of \(epochs) (\(epoch * 100 / epochs) %), loss \(loss)"
    }
}

/// A number with so many decimals.
private func decimal(_ number: Double, _ places: Int) -> String { String(format: "%.\(places)f", number) }

/// A deviation as `1.2e-15`, or as the word that says more.
private func scientific(_ number: Double) -> String { number == 0 ? "exact  " : String(format: "%.1e", number) }
