import Foundation
import TestSupport
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
        let document = try document()
        let lacking = try #require(document.range(of: "## What there is not"))
        var count = 0
        for line in document[..<lacking.lowerBound].split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.replacing("\\|", with: "\u{1}").split(separator: "|")
            #expect(cells.count == 2, "\(line)")
            let code = cells[1].replacing("\u{1}", with: "|").trimmingCharacters(in: ["`", " "])
            #expect(!code.isEmpty && tests.contains(code), "no example of \(code)")
            count += 1
        }
        #expect(count == 326)
    }

    /// Every function of numpy.linalg and scipy.linalg has a row, with an example or with the reason why there is none.
    @Test func everyFunctionIsNamed() throws {
        struct File: Decodable {
            var functions: [String: [String]]
        }
        let file = try JSONDecoder().decode(File.self, from: Golden.data("numpy_names.json"))
        // What the first cell of each row names.
        let cells = try document().split(separator: "\n").filter { $0.hasPrefix("| ") }
            .map { $0.replacing("\\|", with: " ").split(separator: "|")[0] }
            .joined(separator: " ")
        let words = Set(cells.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        #expect(file.functions.mapValues(\.count) == ["numpy.linalg": 31, "scipy.linalg": 96])
        for (module, names) in file.functions {
            for name in names { #expect(words.contains(name), "\(module).\(name)") }
        }
    }

    private func document() throws -> String {
        let root = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
        return try String(contentsOf: root.appending(path: "docs/from-numpy.md"), encoding: .utf8)
    }
}
