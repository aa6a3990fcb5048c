import Foundation
import Testing

@testable import Training

@Suite struct ReportScaleTests {
    /// Ranges of all magnitudes, narrow and wide, around zero and far from it.
    private static let ranges: [(Double, Double)] = [
        (0, 1), (0.1, 0.3), (-5, 3), (0.955, 0.9951), (1, 100_000), (1e-7, 3e-7), (-1e6, 1e6), (1e9, 1e9 + 10),
        (2e-200, 7e-200), (1e200, 3e200), (-9e279, 9e279), (4, 4), (0, 0), (-3, -3), (1, 1 + 1e-15),
        (.leastNonzeroMagnitude, .leastNonzeroMagnitude),
    ]

    @Test(arguments: ranges)
    func ticksAreRoundAndInRange(lower: Double, upper: Double) {
        for isTight in [false, true] {
            let scale = ChartScale([lower, upper], isTight: isTight)
            #expect(scale.lower <= lower && upper <= scale.upper || isNear(scale, lower, upper))
            #expect((2...12).contains(scale.ticks.count), "\(scale.ticks)")
            let steps = zip(scale.ticks.dropFirst(), scale.ticks).map { $0 - $1 }
            #expect(steps.allSatisfy { $0 > 0 && abs($0 / steps[0] - 1) <= 1e-6 })
            #expect(Set(scale.labels).count == scale.labels.count, "\(scale.labels)")
            #expect(scale.labels.allSatisfy { $0.count <= 16 }, "\(scale.labels)")
            #expect(scale.ticks.allSatisfy { (-1e-6...1 + 1e-6).contains(scale.fraction($0)) })
        }
    }

    /// Rounding may put a value behind the end by nothing that could be seen.
    private func isNear(_ scale: ChartScale, _ lower: Double, _ upper: Double) -> Bool {
        scale.fraction(lower) >= -1e-5 && scale.fraction(upper) <= 1 + 1e-5
    }

    @Test func stepsAreOneTwoOrFive() {
        #expect(ChartScale.step(over: 1, count: 5) == 0.2)
        #expect(ChartScale.step(over: 70, count: 6) == 20)
        #expect(ChartScale.step(over: 3, count: 6, isWhole: true) == 1)
        #expect(ChartScale([1, 8], isWhole: true).ticks == [2, 4, 6, 8])
        #expect(ChartScale([1, 1], isWhole: true).labels == ["1"])
    }

    @Test func ratiosAreShownWhereTheySpanTwoDecades() {
        #expect(!ChartScale([0.01, 1], prefersRatios: true).isLogarithmic)
        #expect(!ChartScale([-1, 1e-3, 1], prefersRatios: true).isLogarithmic)
        let scale = ChartScale([0.004, 0.9, 0, .nan, .infinity], prefersRatios: true)
        #expect(scale.isLogarithmic)
        #expect(scale.labels == ["0.01", "0.03", "0.1", "0.3", "1"])
        #expect(abs(scale.fraction(0.06) - 0.5) <= 0.01)
        let wide = ChartScale([1e-250, 1e250], prefersRatios: true)
        #expect((4...12).contains(wide.ticks.count))
    }

    @Test func sharesEndAtOne() {
        for values in [[1.0, 1], [0.97, 0.999], [0.3, 1], [0, 0]] {
            let scale = ChartScale(values, bounds: 0...1)
            #expect(scale.lower >= 0 && scale.upper <= 1 && scale.lower < scale.upper)
        }
    }

    @Test func labelsAreForPeople() {
        #expect(ChartScale([0, 70_000]).labels == ["0", "20,000", "40,000", "60,000", "80,000"])
        #expect(ChartScale([-0.5, 0.5], count: 2).labels == ["−0.5", "0", "0.5"])
        #expect(ChartScale([0, 3e-7], count: 3).labels == ["0", "1×10⁻⁷", "2×10⁻⁷", "3×10⁻⁷"])
    }

    @Test func columnsKeepExtremes() {
        let frame = PlotFrame(x: ChartScale([1, 100_000], isWhole: true), y: ChartScale([0, 10]), xName: "")
        var points = (1...100_000).map { (x: Double($0), y: 1.0) }
        points[33_333].y = 10
        points[66_666].y = 0
        let line = Curve(name: "", style: "first", points: points).line(in: frame).text
        #expect(line.contains(" \(PlotFrame.place(frame.y(10)))") && line.contains(" \(PlotFrame.place(frame.y(0)))"))
        #expect(line.utf8.count < 30_000)
        #expect(line.components(separatedBy: "M").count == 2)
    }

    @Test func figuresHaveFourDigits() {
        let expected: [(Double, String)] = [
            (0, "0"), (0.96666, "0.9667"), (1, "1"), (-2.5, "−2.5"), (12_345.6, "12,350"), (9_999_960, "1×10⁷"),
            (1.2344e-7, "1.234×10⁻⁷"), (0.00012344, "0.0001234"), (1e300, "1×10³⁰⁰"), (999.96, "1,000"),
            (.nan, "–"), (-.infinity, "−∞"), (1_234_567, "1,235,000"),
        ]
        for (value, text) in expected { #expect(FigureText.figure(value) == text) }
        #expect(FigureText.percent(0.999999) == "99.99%" && FigureText.percent(1) == "100%")
        #expect(FigureText.percent(0.5) == "50%" && FigureText.percent(1e-9) == "<0.01%")
        #expect(FigureText.count(-1_234_567) == "−1,234,567" && FigureText.count(100) == "100")
        #expect(FigureText.duration(0.84) == "0.84 s" && FigureText.duration(245) == "4 min 5 s")
        #expect(FigureText.duration(3720) == "1 h 2 min" && FigureText.duration(59.97) == "1 min 0 s")
    }
}
