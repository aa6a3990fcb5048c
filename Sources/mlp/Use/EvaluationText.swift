import Foundation
import Training

/// An evaluation in words and tables.
enum EvaluationText {
    /// The figures that matter, in a line.
    static func headline(_ evaluation: Evaluation) -> String {
        var parts: [String] = []
        if let figures = evaluation.classification {
            parts += ["accuracy \(figure(figures.accuracy))", "macro F1 \(figure(figures.macroF1))"]
        }
        if let figures = evaluation.labels {
            parts += ["accuracy \(figure(figures.accuracy))", "macro F1 \(figure(figures.macroF1))"]
        }
        if let figures = evaluation.regression {
            parts += ["RMSE \(figure(figures.rmse))", "MAE \(figure(figures.mae))", "R² \(figure(figures.r2))"]
        }
        return (parts + ["loss \(figure(evaluation.loss))"]).joined(separator: ", ")
    }

    /// All of it.
    static func lines(_ evaluation: Evaluation) -> [String] {
        var lines = ["\(evaluation.samples) samples: \(headline(evaluation))"]
        if let figures = evaluation.labels { lines += table("label", figures.labels) }
        if let figures = evaluation.classification {
            lines += table("class", figures.classes)
            if let confusion = figures.confusion, figures.classes.count <= 20 {
                lines += ["", "confusion (a row for each true class, a column for each predicted one):"]
                let widths = max(String(confusion.joined().max() ?? 0).count, 3) + 2
                for (item, counts) in zip(figures.classes, confusion) {
                    lines.append(left(item.name, 20) + counts.map { right("\($0)", widths) }.joined())
                }
            }
        }
        if let figures = evaluation.regression, figures.outputs.count > 1 {
            lines += ["", row(["output", "RMSE", "MAE", "R²"])]
            for item in figures.outputs {
                lines.append(row([item.name, figure(item.rmse), figure(item.mae), figure(item.r2)]))
            }
        }
        return lines
    }

    private static func table(_ head: String, _ classes: [ClassFigures.Class]) -> [String] {
        ["", row([head, "precision", "recall", "F1", "samples"])]
            + classes.map { item in
                row([item.name, figure(item.precision), figure(item.recall), figure(item.f1), "\(item.support)"])
            }
    }

    private static func row(_ columns: [String]) -> String {
        left(columns[0], 20) + columns.dropFirst().map { right($0, 12) }.joined()
    }

    private static func left(_ text: String, _ width: Int) -> String {
        let clean = String(text.map { $0.isNewline ? " " : $0 }.prefix(width))
        return clean + String(repeating: " ", count: width - clean.count)
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
