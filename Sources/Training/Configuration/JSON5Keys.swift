import Foundation

/// The keys of an object of JSON5, in their order and with repetitions, of which `JSONDecoder` keeps one.
enum JSON5Keys {
    /// Those of the outermost object. The data is known to be valid.
    static func all(in data: Data) -> [String] {
        var keys: [String] = []
        var depth = 0
        // What a key may consist of, since the last comma or brace.
        var candidate: Range<Data.Index>?
        var i = data.startIndex
        func byte(_ i: Data.Index) -> UInt8? { i < data.endIndex ? data[i] : nil }
        while let present = byte(i) {
            let start = i
            i += 1
            switch present {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                while let next = byte(i), next != present { i += next == UInt8(ascii: "\\") ? 2 : 1 }
                i = min(i + 1, data.endIndex)
                candidate = start..<i
            case UInt8(ascii: "/") where byte(i) == UInt8(ascii: "/"):
                while let next = byte(i), next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") { i += 1 }
            case UInt8(ascii: "/") where byte(i) == UInt8(ascii: "*"):
                i += 1
                while let next = byte(i), !(next == UInt8(ascii: "*") && byte(i + 1) == UInt8(ascii: "/")) { i += 1 }
                i = min(i + 2, data.endIndex)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                candidate = nil
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                candidate = nil
            case UInt8(ascii: ","):
                candidate = nil
            case UInt8(ascii: ":"):
                if depth == 1, let candidate { keys.append(name(data[candidate])) }
                candidate = nil
            case UInt8(ascii: "$"), UInt8(ascii: "_"), UInt8(ascii: "\\"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
                candidate = (candidate?.lowerBound ?? start)..<i
            default: break
            }
        }
        return keys
    }

    /// A key without its quotes and escapes.
    private static func name(_ text: Data) -> String {
        let isQuoted = text.first == UInt8(ascii: "\"") || text.first == UInt8(ascii: "'")
        let quoted = isQuoted ? text : Data("\"".utf8) + text + Data("\"".utf8)
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        return (try? decoder.decode([String].self, from: Data("[".utf8) + quoted + Data("]".utf8)).first)
            ?? String(decoding: text, as: UTF8.self)
    }
}
