internal import Foundation

extension Report {
    /// No table of figures is longer than this.
    static let mostRows = 1000

    /// How well classes are told apart.
    var classes: Markup {
        guard let figures = evaluation.classification, !figures.classes.isEmpty else { return "" }
        let isMatrix = figures.classes.count <= ConfusionTable.mostClasses
        let hint = isMatrix ? "The share is of all samples of the true class." : ""
        return """
            <section><h2>Confusion</h2><p class="hint">\(hint)</p>
            \(ConfusionTable(figures).html())</section>
            <section><h2>Classes</h2>
            \(classTable(figures))</section>

            """
    }

    private func classTable(_ figures: ClassFigures) -> Markup {
        let isCut = figures.classes.count > Self.mostRows
        let shown = isCut ? figures.classes.sorted { $0.f1 < $1.f1 }.prefix(Self.mostRows) : figures.classes[...]
        let rows: [Markup] = shown.map { item in
            let cells: [Markup] = [item.precision, item.recall, item.f1].map {
                "<td class=\"share\" style=\"--v:\(Self.share($0))\">\(FigureText.figure($0))</td>"
            }
            return """
                <tr><th scope="row">\(Markup.name(item.name))</th>\(cells)<td>\(FigureText.count(item.support))</td></tr>

                """
        }
        let hint =
            isCut
            ? "The \(FigureText.count(shown.count)) classes with the lowest F1, of \(FigureText.count(figures.classes.count))."
            : ""
        return """
            <p class="hint">\(hint)</p><div class="card scroll"><table class="figures"><thead><tr><th scope="col">Class</th>\
            <th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th><th scope="col">Samples</th></tr>\
            </thead><tbody>
            \(rows)</tbody></table></div>

            """
    }

    /// A share as a style takes it, from 0 to 1.
    static func share(_ value: Double) -> String {
        value.isFinite ? String(format: "%.3f", min(max(value, 0), 1)) : "0"
    }
}
