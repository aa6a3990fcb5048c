import Foundation

/// The keys of an object of JSON5 in their order, of which `JSONDecoder` keeps one if it is there again.
struct JSON5Keys: Sequence, IteratorProtocol {
    private let text: [Unicode.Scalar]
    private var position = 0
    private var depth = 0

    /// Those of the outermost object. The text is known to be valid.
    init(_ text: String) { self.text = Array(text.unicodeScalars) }

    mutating func next() -> String? {
        // What a key may consist of, since the last comma or brace.
        var candidate: Range<Int>?
        while position < text.count {
            let start = position
            position += 1
            switch text[start] {
            case "\"", "'":
                skip(until: { [text] in text[$0] == text[start] }, escaping: true)
                position = Swift.min(position + 1, text.count)
                candidate = start..<position
            case "/" where position < text.count && text[position] == "/":
                skip(until: { [text] in ["\n", "\r", "\u{2028}", "\u{2029}"].contains(text[$0]) })
            case "/" where position < text.count && text[position] == "*":
                position += 1
                skip(until: { [text] in text[$0] == "*" && $0 + 1 < text.count && text[$0 + 1] == "/" })
                position = Swift.min(position + 2, text.count)
            case "{", "[":
                depth += 1
                candidate = nil
            case "}", "]":
                depth -= 1
                candidate = nil
            case ",":
                candidate = nil
            case ":":
                if depth == 1, let candidate { return name(candidate) }
                candidate = nil
            case let scalar where scalar.properties.isWhitespace || scalar == "\u{FEFF}": break
            default: candidate = (candidate?.lowerBound ?? start)..<position
            }
        }
        return nil
    }

    private mutating func skip(until isEnd: (Int) -> Bool, escaping: Bool = false) {
        while position < text.count && !isEnd(position) { position += escaping && text[position] == "\\" ? 2 : 1 }
    }

    /// A key without its quotes and escapes.
    private func name(_ range: Range<Int>) -> String {
        let isQuoted = text[range.lowerBound] == "\"" || text[range.lowerBound] == "'"
        var key = String(String.UnicodeScalarView(text[range]))
        guard key.contains("\\") else { return isQuoted ? String(key.dropFirst().dropLast()) : key }
        if !isQuoted { key = "\"\(key)\"" }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        return (try? decoder.decode([String].self, from: Data("[\(key)]".utf8)).first) ?? key
    }
}
