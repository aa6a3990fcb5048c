internal import Foundation

extension Report {
    /// All of it.
    var page: Markup {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>\(fileName): \(headline.first?.value ?? "") \(headline.first?.name ?? "")</title>
        <style>
        \(Markup.stylesheet)</style>
        </head>
        <body>
        <main>
        \(header)\(remarks)\(curves)\(classes)\(numbers)\(facts)</main>
        <footer>swift-linalg \(Release.version) · \(date.formatted(.iso8601))</footer>
        </body>
        </html>

        """
    }

    private var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }

    // MARK: Header

    private var header: Markup {
        """
        <header>
        <p class="over">\(goal)</p>
        <h1>\(Markup.name(fileName))</h1>
        <p class="network">\(network) <span class="total">\(FigureText.count(plan.parameterCount, "parameter"))</span></p>
        <div class="tiles">
        \(tiles(headline, "main"))\(tiles(course, ""))</div>
        <p class="hint">\(ending) \(basis)</p>
        </header>

        """
    }

    private var goal: String {
        let count = plan.task.names.count
        let inputs = FigureText.count(plan.inputSize, "feature")
        return switch plan.task {
        case .classification: "Classification · \(inputs) → \(FigureText.count(count, "class", "classes"))"
        case .regression: "Regression · \(inputs) → \(FigureText.count(count, "number"))"
        case .labels: "Classification · \(inputs) → \(FigureText.count(count, "label")), each yes or no"
        }
    }

    /// The sizes of the layers, such as 4 – 64 – 64 – 3, with what each applies.
    private var network: Markup {
        let layers: [Markup] = plan.layers.map { layer in
            let activation: Markup =
                layer.activation == .identity ? "" : " <small>\(layer.activation.name)</small>"
            return "<i>–</i><span>\(layer.outputSize)\(activation)</span>"
        }
        return "<span>\(plan.inputSize)</span>\(layers)"
    }

    /// What the run is judged by.
    private var headline: [(name: String, value: String)] {
        var figures: [(name: String, value: String)] = []
        if let found = evaluation.classification {
            figures.append(("accuracy", FigureText.percent(found.accuracy)))
            figures.append(("macro F1", FigureText.figure(found.macroF1)))
        }
        if let found = evaluation.labels {
            figures.append(("label accuracy", FigureText.percent(found.accuracy)))
            figures.append(("macro F1", FigureText.figure(found.macroF1)))
        }
        if let found = evaluation.regression {
            figures.append(("R²", FigureText.figure(found.r2)))
            figures.append(("RMSE", FigureText.figure(found.rmse)))
            figures.append(("MAE", FigureText.figure(found.mae)))
        }
        return figures + [("loss", FigureText.figure(evaluation.loss))]
    }

    /// How it went.
    private var course: [(name: String, value: String)] {
        var figures = [
            ("best epoch", FigureText.count(bestEpoch)),
            ("training time", FigureText.duration(seconds)),
        ]
        // The median: the first epoch of a run, and one that the machine was busy in, are no measure.
        let speeds = records.map(\.samplesPerSecond).filter(\.isFinite).sorted()
        if !speeds.isEmpty {
            figures.append(("samples/s", FigureText.figure(speeds[speeds.count / 2], digits: 3)))
        }
        return figures
    }

    private func tiles(_ figures: [(name: String, value: String)], _ kind: String) -> [Markup] {
        figures.map { figure in
            let size = figure.value.count > 8 ? "long" : ""
            return "<div class=\"tile \(kind) \(size)\"><b>\(figure.value)</b><span>\(figure.name)</span></div>\n"
        }
    }

    /// Which samples the figures are of.
    private var basis: String {
        let judged = FigureText.count(evaluation.samples, "sample")
        if !isValidation { return "The figures are of the best model on the \(judged) that it was trained on." }
        let own = plan.configuration.validationData == nil
        return "The figures are of the best model on \(judged) for validation; "
            + "it was trained on \(FigureText.count(own ? samples - evaluation.samples : samples))."
    }

    private var remarks: Markup {
        let items: [Markup] = notes.map { "<li>\($0)</li>\n" }
        return items.isEmpty ? "" : "<aside class=\"card\"><h2>Notes</h2><ul>\n\(items)</ul></aside>\n"
    }
}
