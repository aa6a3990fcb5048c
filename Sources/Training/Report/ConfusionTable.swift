internal import Foundation

/// Which classes are taken for which, as a heat map; for very many classes, only the pairs that are mixed up most.
struct ConfusionTable {
    private let counts: [[Int]]
    private let names: [String]

    /// More columns than this cannot be read on a screen.
    static let mostClasses = 30
    private static let mostPairs = 20

    /// Nil if the pairs were not counted.
    init?(_ figures: ClassFigures) {
        guard let confusion = figures.confusion else { return nil }
        counts = confusion
        names = figures.classes.map(\.name)
    }

    func html() -> Markup { names.count <= Self.mostClasses ? matrix : pairs }

    private func share(_ row: Int, _ column: Int) -> Double {
        let sum = counts[row].reduce(0, +)
        return sum > 0 ? Double(counts[row][column]) / Double(sum) : 0
    }

    // MARK: A heat map

    private var matrix: Markup {
        let head: [Markup] = names.map { "<th scope=\"col\"><span>\(Markup.name($0))</span></th>" }
        let rows: [Markup] = names.indices.map { row in
            let cells = names.indices.map { cell(row, $0) }
            return "<tr><th scope=\"row\"><span>\(Markup.name(names[row]))</span></th>\(cells)</tr>\n"
        }
        let size = names.count <= 8 ? "large" : names.count <= 16 ? "medium" : "small"
        // Upright where there is room: not all scripts can be read lying down.
        let isShort = size == "large" || names.allSatisfy { $0.unicodeScalars.count <= 3 }
        return """
            <div class="card scroll"><table class="confusion \(size)\(isShort ? "" : " long")" style="--n:\(names.count)"><thead><tr><td class="corner">true ↓ \
            predicted →</td>\(head)</tr></thead><tbody>
            \(rows)</tbody></table></div>

            """
    }

    private func cell(_ row: Int, _ column: Int) -> Markup {
        let count = counts[row][column]
        if count == 0 { return "<td class=\"none\">0</td>" }
        let share = share(row, column)
        // A few errors are what one looks for: the root lets them be seen.
        let shade = row == column ? share : share.squareRoot()
        let kind = "\(row == column ? "right" : "wrong")\(shade > 0.6 ? " full" : "")"
        let (from, to) = (Markup.plainName(names[row]), Markup.plainName(names[column]))
        return """
            <td class="\(kind)" style="--v:\(String(format: "%.3f", shade))" title="\(from) predicted as \(to): \
            \(FigureText.count(count)) (\(FigureText.percent(share)))">\(FigureText.count(count))\
            <small>\(percent(share))</small></td>
            """
    }

    /// Whole numbers are enough beside a count, and all that a narrow cell has room for.
    private func percent(_ share: Double) -> String {
        let whole = Int((share * 100).rounded())
        if whole == 0 { return "<1%" }
        return whole == 100 && share < 1 ? ">99%" : "\(whole)%"
    }

    // MARK: Pairs

    private var pairs: Markup {
        var found: [(count: Int, row: Int, column: Int)] = []
        for row in names.indices {
            for column in names.indices where row != column && counts[row][column] > 0 {
                found.append((counts[row][column], row, column))
            }
        }
        found.sort { ($1.count, $0.row, $0.column) < ($0.count, $1.row, $1.column) }
        if found.isEmpty { return "<p class=\"hint\">No class is taken for another.</p>\n" }
        let rows: [Markup] = found.prefix(Self.mostPairs).map { count, row, column in
            let share = share(row, column)
            return """
                <tr><th scope="row">\(Markup.name(names[row]))</th><th scope="row">\(Markup.name(names[column]))</th>\
                <td>\(FigureText.count(count))</td><td class="share wrong" style="--v:\(Report.share(share))">\
                \(FigureText.percent(share))</td></tr>

                """
        }
        return """
            <div class="card scroll wide"><table class="figures"><thead><tr><th scope="col">True</th>\
            <th scope="col">Predicted</th><th scope="col">Samples</th><th scope="col">Of the true class</th></tr></thead><tbody>
            \(rows)</tbody></table></div>

            """
    }
}
