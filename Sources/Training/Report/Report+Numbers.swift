internal import Foundation

extension Report {
    /// How well numbers are predicted.
    var numbers: Markup {
        guard let figures = evaluation.regression else { return "" }
        let names = figures.outputs.map(\.name)
        let pictures: [Markup] = zip(names, evaluation.examples).compactMap { name, examples in
            let examples = examples.filter {
                ChartScale.isDrawable($0.target, logarithmic: false)
                    && ChartScale.isDrawable($0.prediction, logarithmic: false)
            }
            let plots = [scatter(examples), residuals(examples)].compactMap { $0 }
            guard !plots.isEmpty else { return nil }
            let title: Markup = names.count > 1 ? "<h3 class=\"output\">\(Markup.name(name))</h3>\n" : ""
            return "\(title)<div class=\"charts of\(plots.count)\">\n\(plots)</div>\n"
        }
        let isCut = names.count > pictures.count && !pictures.isEmpty
        let hint: Markup = """
            <p class="hint">In the units of the data\(isCut ? "; the first outputs" : "").</p>

            """
        return
            "<section><h2>Predictions</h2>\n\(pictures.isEmpty ? "" : hint)\(pictures)\(outputs(figures))</section>\n"
    }

    private func scatter(_ pairs: [Evaluation.Example]) -> Markup? {
        guard !pairs.isEmpty else { return nil }
        // One scale for both axes: the diagonal is where they agree.
        let scale = ChartScale(pairs.flatMap { [$0.target, $0.prediction] }, isTight: true, count: 5)
        let frame = PlotFrame(x: scale, y: scale, xName: "true", yName: "predicted", height: 340)
        let points: [Markup] = pairs.map { pair in
            "<circle cx=\"\(PlotFrame.place(frame.x(pair.target)))\" cy=\"\(PlotFrame.place(frame.y(pair.prediction)))\" r=\"2.6\"/>\n"
        }
        return """
            <figure class="card"><figcaption><h3>Predicted against true</h3><span class="legend">\
            \(FigureText.count(pairs.count, "sample"))</span></figcaption>
            \(frame.svg("predicted against true values", ["<g class=\"points\">\n", "\(points)", "</g>\n", frame.diagonal()]))\
            </figure>

            """
    }

    private func residuals(_ pairs: [Evaluation.Example]) -> Markup? {
        let errors = pairs.map { $0.prediction - $0.target }.filter { ChartScale.isDrawable($0, logarithmic: false) }
        guard !errors.isEmpty else { return nil }
        let scale = ChartScale(errors + [0], count: 5)
        // Finer than the marks, and finer still where many samples bear it.
        let range = scale.upper - scale.lower
        let wanted = min(max(Int(3 * cbrt(Double(errors.count))), 8), 30)
        let step = ChartScale.step(over: range, count: wanted)
        let first = (scale.lower / step).rounded()
        var counts = Array(repeating: 0, count: max(1, Int((range / step).rounded())))
        for error in errors {
            counts[min(max(Int((error / step - first).rounded(.down)), 0), counts.count - 1)] += 1
        }
        let frame = PlotFrame(
            x: scale, y: ChartScale(([0] + counts).map(Double.init), isWhole: true, count: 5),
            xName: "predicted − true", yName: "samples", height: 340)
        let bars: [Markup] = counts.enumerated().filter { $1 > 0 }.map { index, count in
            let (start, end) = ((first + Double(index)) * step, (first + Double(index) + 1) * step)
            return frame.bar(
                from: max(start, scale.lower), to: min(end, scale.upper), height: Double(count),
                title: "\(FigureText.figure(start)) to \(FigureText.figure(end)): \(FigureText.count(count, "sample"))")
        }
        return """
            <figure class="card"><figcaption><h3>Errors</h3><span class="legend">mean \
            \(FigureText.figure(errors.reduce(0) { $0 + $1 / Double(errors.count) }))</span></figcaption>
            \(frame.svg("histogram of the errors", bars + [frame.mark(0, "0")]))</figure>

            """
    }

    private func outputs(_ figures: RegressionFigures) -> Markup {
        let shown = figures.outputs.prefix(Self.mostRows)
        let rows: [Markup] = shown.map { output in
            """
            <tr><th scope="row">\(Markup.name(output.name))</th><td>\(FigureText.figure(output.rmse))</td>\
            <td>\(FigureText.figure(output.mae))</td><td class="share" style="--v:\(Self.share(output.r2))">\
            \(FigureText.figure(output.r2))</td></tr>

            """
        }
        let caption: Markup =
            figures.outputs.count > shown.count
            ? "<caption>The first \(FigureText.count(shown.count)) of \(FigureText.count(figures.outputs.count)) outputs</caption>"
            : ""
        return """
            <div class="card scroll wide"><table class="figures">\(caption)<thead><tr><th scope="col">Output</th>\
            <th scope="col">RMSE</th><th scope="col">MAE</th><th scope="col">R²</th></tr></thead><tbody>
            \(rows)</tbody></table></div>

            """
    }
}
