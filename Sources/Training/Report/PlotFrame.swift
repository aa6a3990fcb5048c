/// What all plots share: the place of values in the drawing, grid lines, labels and the names of the axes.
struct PlotFrame {
    let x: ChartScale
    let y: ChartScale
    private let xName: String
    private let yName: String

    private static let width = 480.0
    private let height: Double
    private let left: Double
    private let right: Double
    private let top: Double
    private let bottom: Double

    init(x: ChartScale, y: ChartScale, xName: String, yName: String = "", height: Double = 270) {
        (self.x, self.y, self.xName, self.yName, self.height) = (x, y, xName, yName, height)
        // The labels decide how much room they need.
        left = 18 + 7.4 * Double(max(2, y.labels.map(\.count).max() ?? 0))
        right = Self.width - max(14, 4.3 * Double(x.labels.last?.count ?? 0))
        top = 24
        bottom = height - 42
    }

    /// The number of columns that lines can be told apart by.
    var columns: Int { Int(right - left) }
    func x(_ value: Double) -> Double { left + x.fraction(value) * (right - left) }
    func y(_ value: Double) -> Double { bottom - y.fraction(value) * (bottom - top) }

    /// A number in the drawing, with one decimal. What lies far outside is drawn outside: a page is never worth a trap.
    static func place(_ value: Double) -> String {
        let tenths = value.isFinite ? Int((min(max(value, -9999), 9999) * 10).rounded()) : 0
        let whole = "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10)"
        return tenths % 10 == 0 ? whole : "\(whole).\(tenths.magnitude % 10)"
    }

    /// The drawing, with `content` above the grid.
    func svg(_ description: String, _ content: [Markup]) -> Markup {
        let place = Self.place
        let rows: [Markup] = zip(y.ticks, y.labels).map { value, label in
            """
            <line class="grid" x1="\(place(left))" x2="\(place(right))" y1="\(place(y(value)))" y2="\(place(y(value)))"/>\
            <text class="end" x="\(place(left - 8))" y="\(place(y(value) + 4))">\(label)</text>

            """
        }
        let columns: [Markup] = zip(x.ticks, x.labels).map { value, label in
            """
            <line class="tick" x1="\(place(x(value)))" x2="\(place(x(value)))" y1="\(place(bottom))" y2="\(place(bottom + 4))"/>\
            <text class="middle" x="\(place(x(value)))" y="\(place(bottom + 18))">\(label)</text>

            """
        }
        return """
            <svg viewBox="0 0 \(place(Self.width)) \(place(height))" role="img" aria-label="\(description)">
            \(rows)<line class="axis" x1="\(place(left))" x2="\(place(right))" y1="\(place(bottom))" y2="\(place(bottom))"/>
            \(columns)<text class="end" x="\(place(right))" y="\(place(height - 6))">\(xName)</text>
            <text x="\(place(left))" y="12">\(yName)</text>
            \(content)</svg>

            """
    }

    /// A dashed upright line with words at its upper end.
    func mark(_ value: Double, _ words: String) -> Markup {
        let position = x(value)
        let (side, shift) =
            position < left + 30 ? ("", -4.0) : position > right - 40 ? ("end", 4.0) : ("middle", 0.0)
        return """
            <line class="mark" x1="\(Self.place(position))" x2="\(Self.place(position))" y1="\(Self.place(top - 6))" \
            y2="\(Self.place(bottom))"/><text class="\(side)" x="\(Self.place(position + shift))" \
            y="\(Self.place(top - 10))">\(words)</text>

            """
    }

    /// The line of equal values from edge to edge.
    func diagonal() -> Markup {
        let (from, to) = (max(x.lower, y.lower), min(x.upper, y.upper))
        return """
            <line class="mark" x1="\(Self.place(x(from)))" y1="\(Self.place(y(from)))" x2="\(Self.place(x(to)))" \
            y2="\(Self.place(y(to)))"/>

            """
    }

    /// A bar that stands on the axis.
    func bar(from start: Double, to end: Double, height value: Double, title: String) -> Markup {
        let (a, b, upper) = (x(start) + 0.5, x(end) - 0.5, y(value))
        return """
            <rect class="bar" x="\(Self.place(a))" y="\(Self.place(upper))" width="\(Self.place(max(b - a, 0.5)))" \
            height="\(Self.place(max(bottom - upper, 0)))"><title>\(title)</title></rect>

            """
    }
}
