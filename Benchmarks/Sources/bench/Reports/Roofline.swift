import Foundation

/// A drawing of rates over arithmetic intensity, under the limits of the machine.
///
/// - Source: Williams, Waterman, Patterson: Roofline: an insightful visual performance model for multicore architectures,
///   2009.
struct Roofline {
    private let width = 1180.0
    private let height = 680.0
    private let legend = 400.0
    private let left = 74.0
    private let top = 56.0
    private let bottom = 70.0
    private let intensities = -4.0...11.0
    private let rates = -2.0...8.0
    private let bandwidth: Double
    private let float: Double
    private let double: Double
    private let figures: [Figure]
    private let caption: String

    /// Nil without the limits of one thread.
    init?(_ report: Report) {
        // The best of all rounds: a limit that other programs held down is none.
        func rate(_ limit: Limit) -> Double? {
            let alone = report.limits.filter { $0.name == limit.title && $0.threads == 1 }.map(\.rate)
            let beside = report.figures.filter { $0.limit == limit.title && $0.threads == 1 }.compactMap(\.limitRate)
            return (alone + beside).max()
        }
        guard let read = rate(.read), let triad = rate(.triad), let float = rate(.float), let double = rate(.double)
        else { return nil }
        bandwidth = max(read, triad)
        self.float = float
        self.double = double
        figures = report.figures.filter { $0.threads == 1 && $0.flops != nil && $0.suite != Growth.suite }
        caption =
            "\(report.machine.processor), one thread; limits as measured; \(report.machine.date.prefix(10)), \(report.machine.commit)"
    }

    private func x(_ intensity: Double) -> Double {
        let position = (log2(intensity) - intensities.lowerBound) / (intensities.upperBound - intensities.lowerBound)
        return left + position * (width - legend - left)
    }

    private func y(_ rate: Double) -> Double {
        let position = (log2(rate) - rates.lowerBound) / (rates.upperBound - rates.lowerBound)
        return height - bottom - position * (height - bottom - top)
    }

    var svg: String {
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" \
            font-family="sans-serif" font-size="13">
            """,
            "<title>Roofline: GFLOP/s over arithmetic intensity</title>",
            "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
            text(
                left, 24, "Rates of the kernels and of whole training steps under the limits of the machine", size: 17),
            text(left, 43, caption, fill: "#555"),
        ]
        parts += axes()
        parts += limits()
        parts += points()
        return parts.joined(separator: "\n") + "\n</svg>\n"
    }

    private func axes() -> [String] {
        var parts: [String] = []
        for power in Int(intensities.lowerBound)...Int(intensities.upperBound) {
            let position = x(exp2(Double(power)))
            parts.append(line(position, top, position, height - bottom, "#e4e4e4"))
            parts.append(text(position, height - bottom + 18, label(power), anchor: "middle", fill: "#333"))
        }
        for power in Int(rates.lowerBound)...Int(rates.upperBound) {
            let position = y(exp2(Double(power)))
            parts.append(line(left, position, width - legend, position, "#e4e4e4"))
            parts.append(text(left - 8, position + 4, label(power), anchor: "end", fill: "#333"))
        }
        let middle = (top + height - bottom) / 2
        parts.append(text((left + width - legend) / 2, height - 26, "operations a byte", anchor: "middle"))
        parts.append(
            "<text x=\"22\" y=\"\(number(middle))\" text-anchor=\"middle\" transform=\"rotate(-90 22 \(number(middle)))\">"
                + "GFLOP/s</text>")
        return parts
    }

    private func limits() -> [String] {
        let right = exp2(intensities.upperBound)
        // The slope begins where it enters the drawing.
        let begin = max(exp2(intensities.lowerBound), exp2(rates.lowerBound) / bandwidth)
        var parts = [
            line(x(begin), y(begin * bandwidth), x(float / bandwidth), y(float), "#222", 2),
            text(x(1) + 12, y(bandwidth) + 22, "memory: \(Text.number(bandwidth)) GB/s", fill: "#222"),
        ]
        for (name, peak) in [("Float", float), ("Double", double)] {
            parts.append(line(x(peak / bandwidth), y(peak), x(right), y(peak), "#222", 2))
            parts.append(
                text(
                    width - legend - 6, y(peak) - 6, "peak, \(name): \(Text.number(peak))", anchor: "end",
                    fill: "#222"))
        }
        return parts
    }

    private func points() -> [String] {
        var parts: [String] = []
        var placed: [(Double, Double)] = []
        for (i, figure) in figures.enumerated() {
            guard let flops = figure.flops, let bytes = figure.bytes, let seconds = figure.seconds["ours"] else {
                continue
            }
            let (intensity, rate) = (flops / bytes, flops / seconds / 1e9)
            let color = figure.suite.hasPrefix("W") ? "#b3261e" : figure.name.contains("Double") ? "#1a6e3c" : "#1f4e9e"
            let (pointX, pointY) = (x(intensity), y(rate))
            // The number stands beside the point, where no other does.
            var (labelX, labelY) = (pointX + 13, pointY - 8)
            var turn = 0
            while placed.contains(where: { abs($0.0 - labelX) < 19 && abs($0.1 - labelY) < 15 }), turn < 40 {
                turn += 1
                let angle = Double(turn) * 0.7
                labelX = pointX + (13 + Double(turn) * 1.5) * cos(angle)
                labelY = pointY + (13 + Double(turn) * 1.5) * sin(angle)
            }
            placed.append((labelX, labelY))
            parts.append(line(pointX, pointY, labelX, labelY, color, 0.7))
            parts.append(
                "<circle cx=\"\(number(pointX))\" cy=\"\(number(pointY))\" r=\"4\" fill=\"\(color)\" stroke=\"white\"/>"
            )
            parts.append(
                "<circle cx=\"\(number(labelX))\" cy=\"\(number(labelY))\" r=\"8\" fill=\"white\" stroke=\"\(color)\"/>"
            )
            parts.append(text(labelX, labelY + 3.5, "\(i + 1)", anchor: "middle", fill: color, size: 10))
            let row = top + 8 + Double(i) * min(20, (height - bottom - top) / Double(figures.count))
            let name = figure.suite.hasPrefix("W") ? "\(figure.suite): \(figure.name)" : figure.name
            parts.append(text(width - legend + 44, row + 4, "\(i + 1)", anchor: "end", fill: color))
            parts.append(text(width - legend + 54, row + 4, name.replacing(", 1 thread", with: "")))
            parts.append(text(width - 14, row + 4, "\(Text.number(rate))", anchor: "end", fill: "#333"))
        }
        parts.append(text(width - 14, top - 14, "GFLOP/s", anchor: "end", fill: "#333"))
        return parts
    }

    private func label(_ power: Int) -> String { power < 0 ? "1/\(1 << -power)" : "\(1 << power)" }

    private func number(_ value: Double) -> String { String(format: "%.1f", value) }

    private func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: String, _ thickness: Double = 1
    ) -> String {
        "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" "
            + "stroke=\"\(color)\" stroke-width=\"\(thickness)\"/>"
    }

    private func text(
        _ x: Double, _ y: Double, _ content: String, anchor: String = "start", fill: String = "black", size: Int = 13
    ) -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" fill=\"\(fill)\" font-size=\"\(size)\">"
            + content.replacing("&", with: "&amp;").replacing("<", with: "&lt;") + "</text>"
    }
}
