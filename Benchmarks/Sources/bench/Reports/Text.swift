import Foundation

/// A line on standard output, at once.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

/// Numbers and names as the tables have them.
enum Text {
    static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// Three digits that count.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        let size = abs(value)
        if size >= 1e6 || (size < 0.001 && size > 0) { return String(format: "%.2g", value) }
        return String(format: size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value)
    }

    static func time(_ seconds: Double) -> String {
        if seconds < 1e-6 { return "\(number(seconds * 1e9)) ns" }
        if seconds < 1e-3 { return "\(number(seconds * 1e6)) µs" }
        if seconds < 1 { return "\(number(seconds * 1e3)) ms" }
        return "\(number(seconds)) s"
    }

    static func percent(_ share: Double) -> String { "\(number(share * 100)) %" }

    static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
