import Foundation
import Testing

/// docs/from-numpy.md against the tests of its examples.
@Suite struct FromNumPyDocumentTests {
    /// Every row of the tables has a tested example, word for word.
    @Test func everyRowIsTested() throws {
        let here = URL(filePath: #filePath)
        let folder = here.deletingLastPathComponent()
        let tests = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "swift" && $0.lastPathComponent != here.lastPathComponent }
            .map { try String(contentsOf: $0, encoding: .utf8) }
            .joined()
        let root = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let document = try String(contentsOf: root.appending(path: "docs/from-numpy.md"), encoding: .utf8)
        let lacking = try #require(document.range(of: "## What there is not"))
        var count = 0
        for line in document[..<lacking.lowerBound].split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.replacing("\\|", with: "\u{1}").split(separator: "|")
            #expect(cells.count == 2, "\(line)")
            let code = cells[1].replacing("\u{1}", with: "|").trimmingCharacters(in: ["`", " "])
            #expect(!code.isEmpty && tests.contains(code), "no example of \(code)")
            count += 1
        }
        #expect(count == 325)
    }
}
