import Foundation

/// Everything that a run has measured, as JSON and as a section of a document.
struct Report: Codable {
    var machine: Machine
    var limits: [Session.LimitFigure]
    var figures: [Figure]

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// The tables in Markdown.
    func markdown(_ suites: [Session.Suite]) -> String {
        var lines = ["| | |", "|---|---|"] + machine.facts.map { "| \($0.0) | \($0.1) |" }
        lines += ["", "### limits", "", "| Limit | Threads | Rate |", "|---|---|---|"]
        lines += limits.map { "| \($0.name) | \($0.threads) | \(Text.number($0.rate)) \($0.unit) |" }
        for suite in suites {
            lines += [
                "", "### \(suite.name)", "", suite.note.prefix(1).uppercased() + suite.note.dropFirst() + ".", "",
            ]
            let own = figures.filter { $0.suite == suite.name }
            if suite.name == SmallProducts.suite {
                lines += SmallProducts.markdown(own)
                continue
            }
            let table = Table(suite.columns)
            lines.append("| " + table.headings.joined(separator: " | ") + " |")
            lines.append("|" + String(repeating: "---|", count: table.headings.count))
            lines += own.map { "| " + table.cells($0).joined(separator: " | ") + " |" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let marks = ("<!-- figures: written by scripts/bench -->", "<!-- figures: end -->")

    /// Puts the tables between the marks of a document, and leaves the rest of it alone.
    func write(_ suites: [Session.Suite], into path: String) throws {
        let document = try String(contentsOfFile: path, encoding: .utf8)
        guard let start = document.range(of: Self.marks.0), let end = document.range(of: Self.marks.1),
            start.upperBound <= end.lowerBound
        else { throw Peer.Failure(description: "\(path) has no lines \(Self.marks.0) and \(Self.marks.1)") }
        let text =
            document[..<start.upperBound] + "\n\n" + markdown(suites) + "\n" + document[end.lowerBound...]
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
}
