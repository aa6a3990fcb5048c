extension Report {
    /// What changed from epoch to epoch.
    var curves: Markup {
        let isValidation = records.contains { $0.validationLoss != nil }
        var charts: [Markup?] = [
            chart(
                "Loss",
                [curve("training", "first") { $0.loss }, curve("validation", "second") { $0.validationLoss }],
                prefersRatios: true),
            chart("Accuracy", [curve("validation", "second") { $0.accuracy }], bounds: 0...1),
            chart("RMSE", [curve("validation", "second") { $0.rmse }], prefersRatios: true),
            chart("R²", [curve("validation", "second") { $0.r2 }]),
        ]
        if let first = records.first?.learningRate, records.contains(where: { $0.learningRate != first }) {
            charts.append(
                chart("Learning rate", [curve("", "first") { $0.learningRate }]))
        }
        let shown = charts.compactMap { $0 }
        guard !shown.isEmpty else { return "" }
        let hint = isValidation ? "" : "There were no samples for validation."
        return """
            <section><h2>Course</h2><p class="hint">\(hint)</p>
            <div class="charts of\(min(shown.count, 4))">
            \(shown)</div></section>

            """
    }

    /// A figure that some epoch has; nil if none has.
    private func curve(_ name: String, _ style: String, _ value: (EpochRecord) -> Double?) -> Curve? {
        let points = records.map { (x: Double($0.epoch), y: value($0) ?? .nan) }
        return points.contains { $0.y.isFinite } ? Curve(name: name, style: style, points: points) : nil
    }

    private func chart(
        _ title: String, _ curves: [Curve?], bounds: ClosedRange<Double>? = nil, prefersRatios: Bool = false
    ) -> Markup? {
        let curves = curves.compactMap { $0 }
        guard !curves.isEmpty else { return nil }
        let scale = ChartScale(
            curves.lazy.flatMap { $0.points.lazy.map(\.y) }, bounds: bounds, prefersRatios: prefersRatios)
        let frame = PlotFrame(
            x: ChartScale(records.lazy.map { Double($0.epoch) }, isWhole: true), y: scale, xName: "epoch")
        var content: [Markup] = []
        if records.contains(where: { $0.epoch == bestEpoch }) {
            content.append(frame.mark(Double(bestEpoch), "best \(FigureText.count(bestEpoch))"))
        }
        content += curves.map { $0.line(in: frame) }
        content += curves.compactMap { $0.dot(at: bestEpoch, in: frame) }
        let legend: [Markup] = curves.map { curve in
            let value = curve.value(at: bestEpoch).map { FigureText.figure($0) } ?? ""
            return "<span class=\"key \(curve.style)\">\(curve.name) <b>\(value)</b></span>\n"
        }
        let note: Markup = scale.isLogarithmic ? " <small>logarithmic</small>" : ""
        return """
            <figure class="card"><figcaption><h3>\(title)\(note)</h3><span class="legend">\(legend)</span></figcaption>
            \(frame.svg("\(title) over the epochs", content))</figure>

            """
    }
}
