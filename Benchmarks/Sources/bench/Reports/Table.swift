/// A table of figures: what the library takes, and how many times as long the others take.
struct Table {
    /// What the columns behind the first say.
    struct Columns {
        /// The contenders that are set against the library.
        var rivals: [String] = []
        /// Whether there are rates.
        var hasRate = false
        /// Whether there are limits.
        var hasLimit = false
    }

    private let columns: Columns

    init(_ columns: Columns) { self.columns = columns }

    /// The headings of the columns.
    var headings: [String] {
        ["", "ours"] + (columns.hasRate ? ["rate"] : []) + (columns.hasLimit ? ["of limit"] : [])
            + columns.rivals.map { "\($0) ÷ ours" } + ["residual"]
    }

    /// The cells of a figure.
    func cells(_ figure: Figure) -> [String] {
        var cells = [figure.name, figure.seconds["ours"].map(Text.time) ?? "–"]
        if columns.hasRate { cells.append(figure.rate.map { "\(Text.number($0)) \(figure.unit)" } ?? "–") }
        if columns.hasLimit { cells.append(figure.shareOfLimit.map(Text.percent) ?? "–") }
        cells += columns.rivals.map { figure.ratios[$0].map(Text.number) ?? "–" }
        return cells + [Text.number(figure.residual)]
    }

    /// A line of the table for a terminal.
    func line(_ cells: [String]) -> String {
        zip(cells, headings).enumerated().map { index, pair in
            let width = pair.1 == "rate" ? 18 : max(11, pair.1.count + 2)
            return index == 0 ? Text.left(pair.0, 44) : Text.right(pair.0, width)
        }.joined()
    }
}
