internal import Foundation

/// A range of values along an axis, and the round numbers in it that are marked.
struct ChartScale {
    /// Whether equal distances are equal ratios.
    let isLogarithmic: Bool
    /// The value where the axis begins.
    let lower: Double
    /// The value where it ends, greater than `lower`.
    let upper: Double
    /// The values that are marked, ascending.
    let ticks: [Double]
    /// What is written at them.
    let labels: [String]

    /// Where a value lies: 0 at the beginning, 1 at the end.
    func fraction(_ value: Double) -> Double {
        isLogarithmic
            ? (log10(value) - log10(lower)) / (log10(upper) - log10(lower)) : (value - lower) / (upper - lower)
    }

    /// Whether a value can be drawn on such a scale. The largest and smallest of all numbers are left out, so that nothing
    /// overflows on the way.
    static func isDrawable(_ value: Double, logarithmic: Bool) -> Bool {
        logarithmic ? value > smallest && value < largest : abs(value) < largest
    }

    private static let smallest = 1e-280
    private static let largest = 1e280

    /// A scale for the finite ones of the values.
    ///
    /// - Parameters:
    ///   - bounds: What no value can exceed, so that the axis does not either.
    ///   - prefersRatios: Whether to be logarithmic where values span more than two decades and none is negative.
    ///   - isWhole: Whether only whole numbers are marked, and the axis ends with the values.
    ///   - isTight: Whether the axis ends shortly behind the values, otherwise at round numbers.
    ///   - count: About how many values are marked.
    init(
        _ values: some Sequence<Double>, bounds: ClosedRange<Double>? = nil, prefersRatios: Bool = false,
        isWhole: Bool = false, isTight: Bool = false, count: Int = 6
    ) {
        var (least, greatest, leastPositive) = (Double.infinity, -Double.infinity, Double.infinity)
        for value in values where Self.isDrawable(value, logarithmic: false) {
            least = min(least, value)
            greatest = max(greatest, value)
            if value > Self.smallest { leastPositive = min(leastPositive, value) }
        }
        if least > greatest { (least, greatest) = (0, 1) }
        isLogarithmic = prefersRatios && least >= 0 && greatest > 100 * leastPositive
        if isLogarithmic {
            let margin = 0.04 * (log10(greatest) - log10(leastPositive))
            lower = pow(10, log10(leastPositive) - margin)
            upper = pow(10, log10(greatest) + margin)
            ticks = Self.decades(from: lower, to: upper)
            labels = ticks.map { FigureText.figure($0, digits: 1) }
            return
        }
        // Nothing can be told apart within the rounding of the numbers themselves.
        let magnitude = max(abs(least), abs(greatest))
        if greatest - least <= max(magnitude * 1e-9, Self.smallest) {
            let margin = isWhole ? 0.5 : magnitude > Self.smallest ? magnitude / 2 : 1
            (least, greatest) = (least - margin, greatest + margin)
            if let bounds { (least, greatest) = (max(least, bounds.lowerBound), min(greatest, bounds.upperBound)) }
        }
        let step = Self.step(over: greatest - least, count: count, isWhole: isWhole)
        if isWhole {
            (lower, upper) = (least, greatest)
        } else if isTight {
            let margin = 0.03 * (greatest - least)
            (lower, upper) = (least - margin, greatest + margin)
        } else {
            lower = (least / step + 1e-6).rounded(.down) * step
            upper = (greatest / step - 1e-6).rounded(.up) * step
        }
        ticks = Self.multiples(of: step, from: lower, to: upper)
        let largest = max(abs(lower), abs(upper))
        labels = ticks.map { Self.label($0, step: step, largest: largest) }
    }
}

// MARK: - Round numbers

extension ChartScale {
    /// 1, 2 or 5 times a power of ten, so that about `count` steps make the range.
    static func step(over range: Double, count: Int, isWhole: Bool = false) -> Double {
        let rough = range / Double(max(count, 1))
        let power = pow(10, log10(rough).rounded(.down))
        let step = ([1, 2, 5].first { $0 * power >= rough * 0.999 } ?? 10) * power
        return isWhole ? max(1, step.rounded()) : step
    }

    /// The multiples of a step within a range.
    static func multiples(of step: Double, from lower: Double, to upper: Double) -> [Double] {
        let first = (lower / step - 1e-6).rounded(.up)
        let last = (upper / step + 1e-6).rounded(.down)
        guard first <= last, last - first < 1000 else { return [] }
        return stride(from: first, through: last, by: 1).map { $0 * step + 0 }
    }

    /// Powers of ten; where there are few, threes between them; where there are many, every second, third and so on.
    static func decades(from lower: Double, to upper: Double) -> [Double] {
        let (first, last) = (Int(log10(lower).rounded(.down)), Int(log10(upper).rounded(.up)))
        let every = (last - first + 7) / 8
        let exponents = (first...last).filter { $0 % every == 0 }
        let factors = last - first <= 5 ? [1.0, 3.0] : [1.0]
        return exponents.flatMap { exponent in factors.map { $0 * pow(10, Double(exponent)) } }
            .filter { lower <= $0 && $0 <= upper }
    }

    /// As many digits as tell one tick from the next.
    private static func label(_ value: Double, step: Double, largest: Double) -> String {
        if value == 0 { return "0" }
        let stepExponent = Int(log10(step * 1.0001).rounded(.down))
        let valueExponent = Int(log10(abs(value) * 1.0001).rounded(.down))
        if largest >= 1e6 && stepExponent >= 3 || stepExponent < -5 || largest >= 1e9 {
            return FigureText.figure(value, digits: min(max(valueExponent - stepExponent + 1, 1), 12))
        }
        let text = String(format: "%.\(max(0, -stepExponent))f", abs(value))
        let whole = text.split(separator: ".").first.flatMap { Int($0) } ?? 0
        return (value < 0 ? "−" : "") + FigureText.count(whole) + text.drop { $0 != "." }
    }
}
