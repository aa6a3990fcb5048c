import CContenders
import Linalg

/// A run of the benchmarks: how long it measures, and what it has measured.
final class Session {
    /// What is chosen on the command line.
    struct Options {
        var isQuick = false
        var only: [String] = []
        var python: String?
        var peersFolder = ""
        var mkl: MKL?
        var libxsmm: LIBXSMM?
    }

    let options: Options
    private(set) var figures: [Figure] = []
    private(set) var limits: [LimitFigure] = []
    private(set) var suites: [Suite] = []
    /// The peers that took part, with their versions.
    private(set) var peers: [String: String] = [:]

    /// A suite that was run.
    struct Suite {
        var name: String
        var note: String
        var columns: Table.Columns
    }

    /// A limit of the machine by itself.
    struct LimitFigure: Codable {
        var name: String
        var threads: Int
        var rate: Double
        var unit: String
    }

    init(_ options: Options) {
        self.options = options
        if let mkl = options.mkl { note(peer: "MKL", version: mkl.version) }
        if let libxsmm = options.libxsmm { note(peer: "libxsmm", version: libxsmm.version) }
    }

    func note(peer: String, version: String) { peers[peer] = version }

    /// Whether a suite is to be run.
    func wants(_ suite: String) -> Bool {
        options.only.isEmpty || options.only.contains { suite.hasPrefix($0) }
    }

    /// Begins a suite: says what is measured, and prints the heading of its table.
    func begin(_ suite: String, _ note: String, _ columns: Table.Columns?) {
        suites.append(Suite(name: suite, note: note, columns: columns ?? .init()))
        say("\n\(suite): \(note)")
        if let columns { say(Table(columns).line(Table(columns).headings)) }
    }

    /// Verifies that the results agree, then times all contenders in turn.
    @discardableResult
    func measure(_ suite: String, _ work: Case, rounds: Int = 21, printing: Bool = true) throws -> Figure {
        guard work.residual <= work.residualLimit else {
            throw WrongResult(name: work.name, residual: work.residual, limit: work.residualLimit)
        }
        let isThreaded = work.threads > 1
        let harness = Interleaved(
            rounds: options.isQuick ? 5 : rounds, shortest: work.settles ? 0.01 : options.isQuick ? 0.0005 : 0.001,
            longest: options.isQuick ? 0.15 : 1, pause: isThreaded ? 0.04 : 0, settles: work.settles)
        var contenders = work.contenders
        if let limit = work.limit { contenders.append(limit.contender(threads: work.threads)) }
        let times = try harness.measure(contenders)
        var figure = Figure(
            suite: suite, name: work.name, threads: work.threads, seconds: [:], ratios: [:],
            rate: work.work.rate(times.median(0)), unit: work.work.unit, limit: work.limit?.title,
            flops: work.roofline?.flops, bytes: work.roofline?.bytes, residual: work.residual,
            residualLimit: work.residualLimit)
        for (i, contender) in work.contenders.enumerated() {
            figure.seconds[contender.name] = times.median(i)
            if i > 0 { figure.ratios[contender.name] = times.ratio(i, to: 0) }
        }
        if let limit = work.limit, let amount = work.work.amount {
            let timeOfLimit = times.median(contenders.count - 1)
            figure.limitRate = limit.amount * Double(work.threads) / timeOfLimit / 1e9
            // The library's rate over the limit's, round by round.
            let share = amount / (limit.amount * Double(work.threads))
            figure.shareOfLimit = times.ratio(contenders.count - 1, to: 0) * share
        }
        figures.append(figure)
        if printing, let columns = suites.last?.columns { say(Table(columns).line(Table(columns).cells(figure))) }
        return figure
    }

    /// Measures a limit by itself.
    func measure(_ limit: Limit, threads: Int) throws {
        let harness = Interleaved(rounds: options.isQuick ? 5 : 15, shortest: 0.002, longest: 2)
        let time = try harness.measure([limit.contender(threads: threads)]).median(0)
        let rate = limit.amount * Double(threads) / time / 1e9
        limits.append(LimitFigure(name: limit.title, threads: threads, rate: rate, unit: limit.unit))
        say(Text.left("\(limit.title), \(Text.count(threads, "thread"))", 34) + " \(Text.number(rate)) \(limit.unit)")
    }
}
