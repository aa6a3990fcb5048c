import Testing
import tune

/// `scripts/bench --tune` without its times.
@Suite struct TuneTests {
    /// Rows of one kind.
    private static func rows(_ ratios: [Double]) -> [Crossing.Row] {
        ratios.enumerated().map { Crossing.Row(value: 10 * ($0 + 1), ratios: [("Float", $1)]) }
    }

    private static func crossing(_ ratios: [Double]) -> [Int?]? {
        Crossing.find(in: rows(ratios)).map { [$0.last.value, $0.next?.value] }
    }

    @Test func thePathsCrossWhereTwoSizesSaySo() {
        #expect(Self.crossing([2, 1.5, 0.99, 0.9, 0.8]) == [30, 40])
        #expect(Self.crossing([2, 1.5, 0.9, 1.1, 0.9, 0.8]) == [40, 50], "one size alone does not end it")
        #expect(Self.crossing([2, 0.9, 0.9, 2]) == [10, 20], "two do, whatever comes after them")
        #expect(Self.crossing([2, 1.5, 0.9]) == [20, 30], "the last size needs no other")
        #expect(Self.crossing([2, 1.5]) == [20, nil])
        #expect(Self.crossing([0.9, 0.9, 2]) == nil)
        #expect(Self.crossing([.nan, .nan, 2]) == nil, "what is not a number is not level")
        #expect(Self.crossing([2, .nan, .nan, 2]) == [10, 20])
        #expect(Self.crossing([]) == nil)
    }

    @Test func theWorseOfThePrecisionsDecides() {
        let row = Crossing.Row(value: 1, ratios: [("Float", 4), ("Double", 0.5), ("Float", 1), ("Double", 1.125)])
        #expect((row.least - 0.75).magnitude <= 1e-12, "the means are 2 and 0.75")
        #expect(Crossing.Row(value: 1, ratios: [("Float", .nan), ("Double", 2)]).least.isNaN)
    }

    @Test func theFastestBlockIsTheBest() {
        #expect(Crossing.best(of: Self.rows([1.2, 0.9, 1, 1.5]))?.value == 20)
        #expect(Crossing.best(of: []) == nil)
    }

    /// One that is measured, and some that are not: all of them would take too long in a debug build.
    @Test func aQuickRunOfOneCutOff() throws {
        let run = try Command(["--quick", "--only", "VectorPath.small", "--only", "BatchPath.threaded"], of: "tune")
        #expect(run.end == .exit(0) && run.error.isEmpty, "\(run.errorText)")
        let lines = run.outputText.split(separator: "\n")
        #expect(
            lines.contains { $0.split(separator: " ").prefix(2) == ["VectorPath.smallLimit", "16"] },
            "\(run.outputText)")
        #expect(lines.count { $0.hasPrefix("BatchPath.threaded") && $0.contains("not measured") } == 3)
        #expect(!run.outputText.contains("GEMMPath"))
    }

    @Test(arguments: [["--only", "Nothing"], ["--only"], ["--threads", "0"], ["--quickly"]])
    func whatIsNotAnOption(_ arguments: [String]) throws {
        let run = try Command(arguments, of: "tune")
        #expect(run.end == .exit(64) && run.output.isEmpty)
        #expect(run.errorLines.count == 1 && run.errorText.hasPrefix("tune: "), "\(run.errorText)")
    }
}
