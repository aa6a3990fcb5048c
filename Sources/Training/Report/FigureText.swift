internal import Foundation

/// Numbers as people read them, in English whatever the machine's language.
enum FigureText {
    /// Four significant digits: `0.9667`, `12,350`, `1.234×10⁻⁷`.
    static func figure(_ value: Double, digits: Int = 4) -> String {
        guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "−∞" : "∞" }
        guard value != 0 else { return "0" }
        let parts = String(format: "%.\(digits - 1)e", abs(value)).split(separator: "e")
        let exponent = Int(parts[1]) ?? 0
        let sign = value < 0 ? "−" : ""
        let mantissa = trimmed(parts[0])
        if exponent < -4 || exponent >= 7 { return "\(sign)\(mantissa)×10\(superscript(exponent))" }
        let figures = mantissa.filter { $0 != "." }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + figures }
        let whole = figures.prefix(exponent + 1)
        let zeros = String(repeating: "0", count: max(0, exponent + 1 - whole.count))
        let fraction = figures.dropFirst(exponent + 1)
        return sign + grouped(whole + zeros) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// A whole number, every digit of it.
    static func count(_ value: Int) -> String { (value < 0 ? "−" : "") + grouped(String(value.magnitude)) }

    /// `1 sample`, `12,000 samples`.
    static func count(_ value: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(count(value)) \(value == 1 ? noun : plural ?? noun + "s")"
    }

    /// A share with two decimals. It is 100% or 0% only if it is exactly so.
    static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "–" }
        if share < 1, share > 0.99995 { return "99.99%" }
        if share > 0, share < 0.00005 { return "<0.01%" }
        return trimmed(String(format: "%.2f", share * 100)[...]) + "%"
    }

    /// `0.8 s`, `4 min 5 s`, `1 h 2 min`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "–" }
        if seconds < 1 { return "\(figure(seconds, digits: 2)) s" }
        if seconds < 59.95 { return "\(figure(seconds, digits: 3)) s" }
        let whole = Int(seconds.rounded())
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(count(whole / 3600)) h \(whole / 60 % 60) min"
    }

    /// A whole exponent as it stands behind a 10.
    static func superscript(_ value: Int) -> String {
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        return (value < 0 ? "⁻" : "")
            + String(String(value.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] })
    }

    private static func grouped(_ digits: some StringProtocol) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    private static func trimmed(_ decimal: Substring) -> String {
        guard decimal.contains(".") else { return String(decimal) }
        var result = decimal
        while result.last == "0" { result.removeLast() }
        if result.last == "." { result.removeLast() }
        return String(result)
    }
}
