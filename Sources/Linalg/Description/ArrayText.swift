/// How words are put into lines and brackets, and which elements of a large array are shown at all: the same as NumPy
/// with its default print options.
enum ArrayText {
    private static let largestShownWhole = 1000
    private static let edgeCount = 3
    private static let lineWidth = 75
    /// Stands for the elements that are not shown.
    static let ellipsis = "..."

    /// The indices to show along an axis of `size`, with nil where some are left out.
    static func shownIndices(_ size: Int, ofElements count: Int) -> [Int?] {
        if count <= largestShownWhole || size <= 2 * edgeCount { return Array(0..<size) }
        return Array(0..<edgeCount) + [nil] + Array(size - edgeCount..<size)
    }

    /// Words in brackets, over as many lines as needed; the lines after the first are indented by `depth` spaces.
    static func bracketed(_ words: [String], depth: Int) -> String {
        let indent = String(repeating: " ", count: depth)
        var text = "["
        var line = ""
        for word in words {
            if !line.isEmpty {
                if depth + line.utf8.count + 1 + word.utf8.count > lineWidth - depth {
                    text += line.trimmingSpacesAtEnd() + "\n" + indent
                    line = ""
                } else {
                    line += " "
                }
            }
            line += word
        }
        return text + line + "]"
    }
}

extension String {
    /// Without the spaces at the end.
    func trimmingSpacesAtEnd() -> Substring {
        let trailing = utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
        return Substring(utf8.dropLast(trailing))
    }
}
