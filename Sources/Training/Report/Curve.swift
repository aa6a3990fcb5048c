/// A figure over the epochs.
struct Curve {
    /// What it is called in the legend.
    var name: String
    /// Which colour it has: `first` or `second`.
    var style: String
    /// The epochs, ascending, and the figure in each; NaN where there is none.
    var points: [(x: Double, y: Double)]

    /// The line as SVG. Where there are more points than can be told apart, each column of the drawing keeps its first,
    /// lowest, highest and last one: the picture is the same, however long the run. Gaps stay gaps.
    func line(in frame: PlotFrame) -> Markup {
        var path = ""
        var dots: [Markup] = []
        for part in parts(in: frame) {
            let places = part.map { "\(PlotFrame.place($0.x)) \(PlotFrame.place($0.y))" }
            if places.count == 1 {
                dots.append(Self.dot(part[0].x, part[0].y, style))
            } else {
                path += "M" + places.joined(separator: "L")
            }
        }
        return path.isEmpty ? "\(dots)" : "<path class=\"line \(style)\" d=\"\(path)\"/>\n\(dots)"
    }

    /// A point to look at.
    func dot(at epoch: Int, in frame: PlotFrame) -> Markup? {
        guard let y = value(at: epoch), ChartScale.isDrawable(y, logarithmic: frame.y.isLogarithmic) else { return nil }
        return Self.dot(frame.x(Double(epoch)), frame.y(y), style)
    }

    /// The figure in an epoch.
    func value(at epoch: Int) -> Double? { points.first { $0.x == Double(epoch) }?.y }

    private static func dot(_ x: Double, _ y: Double, _ style: String) -> Markup {
        "<circle class=\"dot \(style)\" cx=\"\(PlotFrame.place(x))\" cy=\"\(PlotFrame.place(y))\" r=\"3.5\"/>\n"
    }

    /// The runs of points without a gap, where they lie in the drawing.
    private func parts(in frame: PlotFrame) -> [[(x: Double, y: Double)]] {
        func place(_ point: (x: Double, y: Double)) -> (x: Double, y: Double)? {
            guard ChartScale.isDrawable(point.y, logarithmic: frame.y.isLogarithmic) else { return nil }
            return (frame.x(point.x), frame.y(point.y))
        }
        let isDense = points.count > 2 * frame.columns
        var parts: [[(x: Double, y: Double)]] = [[]]
        var start = 0
        while start < points.count {
            var end = start + 1
            if isDense {
                let column = Int(frame.x(points[start].x))
                while end < points.count, Int(frame.x(points[end].x)) == column { end += 1 }
            }
            let kept = Self.extremes(points[start..<end].compactMap(place))
            if kept.isEmpty {
                if !parts[parts.count - 1].isEmpty { parts.append([]) }
            } else {
                parts[parts.count - 1] += kept
            }
            start = end
        }
        return parts.filter { !$0.isEmpty }
    }

    private static func extremes(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        guard points.count > 4 else { return points }
        var (lowest, highest) = (0, 0)
        for index in points.indices {
            if points[index].y < points[lowest].y { lowest = index }
            if points[index].y > points[highest].y { highest = index }
        }
        return Set([0, lowest, highest, points.count - 1]).sorted().map { points[$0] }
    }
}
