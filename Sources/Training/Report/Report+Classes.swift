internal import Foundation

extension Report {
    /// No table of figures is longer than this.
    static let mostRows = 1000

    /// How well classes are told apart.
    var classes: Markup {
        if let figures = evaluation.labels {
            return """
                <section><h2>Labels</h2><p class="hint">Precision and recall of each label's yes.</p>
                \(classTable(figures.labels, head: "Label"))</section>

                """
        }
        guard let figures = evaluation.classification, !figures.classes.isEmpty else { return "" }
        let confusion = ConfusionTable(figures)
        let isMatrix = figures.classes.count <= ConfusionTable.mostClasses
        let hint =
            confusion == nil
            ? "All classes."
            : isMatrix
                ? "How often which class was taken for which; the share is of all samples of the true class."
                : "The pairs of classes that are mixed up most often, and all classes."
        return """
            <section><h2>Classes</h2><p class="hint">\(hint)</p>
            <div class="pair">
            \(confusion?.html() ?? "")\(classTable(figures.classes, head: "Class"))</div></section>

            """
    }

    private func classTable(_ classes: [ClassFigures.Class], head: String) -> Markup {
        let isCut = classes.count > Self.mostRows
        let shown = isCut ? classes.sorted { $0.f1 < $1.f1 }.prefix(Self.mostRows) : classes[...]
        let rows: [Markup] = shown.map { item in
            let cells: [Markup] = [item.precision, item.recall, item.f1].map {
                "<td class=\"share\" style=\"--v:\(Self.share($0))\">\(String(format: "%.4f", $0))</td>"
            }
            return """
                <tr><th scope="row">\(Markup.name(item.name))</th>\(cells)<td>\(FigureText.count(item.support))</td></tr>

                """
        }
        let caption: Markup =
            isCut
            ? "<caption>The \(FigureText.count(shown.count)) with the lowest F1, of \(FigureText.count(classes.count))</caption>"
            : ""
        return """
            <div class="card scroll wide"><table class="figures">\(caption)<thead><tr><th scope="col">\(head)</th>\
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
