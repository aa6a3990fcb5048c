/// A piece of a page. What is written in the source is markup, what is interpolated is text and gets escaped: whatever a
/// file of data calls its classes, it stays text.
struct Markup: ExpressibleByStringInterpolation, Sendable {
    /// As it is written to the file.
    private(set) var text: String

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ value: String) { text += Markup.escaped(value) }
        mutating func appendInterpolation(_ value: Int) { text += String(value) }
        mutating func appendInterpolation(_ part: Markup) { text += part.text }
        mutating func appendInterpolation(_ parts: [Markup]) { for part in parts { text += part.text } }
    }

    /// A text whose every character is shown and none is obeyed. Characters that neither HTML nor XML has, such as most
    /// control characters, are replaced.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Markup {
    /// A name that comes from data, kept apart from the direction of the text around it.
    static func name(_ text: String) -> Markup { "<bdi>\(shortened(text, to: 200))</bdi>" }

    /// The same for places that take no markup.
    static func plainName(_ text: String) -> String { "\u{2068}\(shortened(text, to: 40))\u{2069}" }

    /// Counted in Unicode scalars: a single character may be of any length.
    private static func shortened(_ text: String, to limit: Int) -> String {
        if text.allSatisfy(\.isWhitespace) { return "(blank)" }
        var result = String.UnicodeScalarView(text.unicodeScalars.prefix(limit))
        if text.unicodeScalars.count > limit { result.append("…") }
        return String(result)
    }
}
