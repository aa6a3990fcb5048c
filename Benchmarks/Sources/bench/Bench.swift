import ArgumentParser
import CContenders
import Foundation
import Linalg

/// Verifies each contender against the others, then times all of them in one interleaved run.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Checks kernels and training steps against plain Swift, cblas and C, then times them in turn.",
        discussion: """
            Times are medians, ratios are medians of the ratios of rounds that follow each other: above 1, the library is \
            faster. Limits are timed in the same rounds. scripts/bench runs it in release mode with all that it needs.
            """)

    @Flag(help: "Fewer sizes and rounds: a look, not a measurement.")
    var quick = false

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Only the suites whose names begin so: \(Self.suites.map(\.name).joined(separator: ", ")). Again for more.",
            valueName: "name"))
    var only: [String] = []

    @Option(help: ArgumentHelp("A file for all figures.", valueName: "file"))
    var json: String?

    @Option(help: ArgumentHelp("A document between whose marks the tables are put.", valueName: "file"))
    var document: String?

    @Option(help: ArgumentHelp("A file for a drawing of the roofline.", valueName: "file"))
    var roofline: String?

    @Option(help: ArgumentHelp("A Python that has peers to compare with.", valueName: "program"))
    var python: String?

    @Option(help: ArgumentHelp("The folder of the programs for peers.", valueName: "folder"))
    var peers = "Benchmarks/peers"

    @Option(help: ArgumentHelp("MKL's single dynamic library, to compare with.", valueName: "file"))
    var mkl: String?

    @Option(help: ArgumentHelp("A shared library of the functions in libxsmm.c, to compare with.", valueName: "file"))
    var libxsmm: String?

    @Option(help: ArgumentHelp("What was measured, for the reports.", valueName: "name"))
    var commit = "unknown"

    @Option(help: ArgumentHelp("The version of Swift that built it, for the reports.", valueName: "version"))
    var swift = "unknown"

    @Option(help: ArgumentHelp("How it was measured, for the reports.", valueName: "text"))
    var command = "bench"

    private static let suites: [(name: String, run: @Sendable (Session) throws -> Void)] = [
        (Kernels.suite, Kernels.run), (SmallProducts.suite, SmallProducts.run), (Overhead.suite, Overhead.run),
        (Decompositions.suite, Decompositions.run), (Functions.suite, Functions.run), (Notebook.suite, Notebook.run),
        ("W2", Networks.runW2), ("W3", Networks.runW3), ("W4", Networks.runW4),
        (OptimizerPass.suite, OptimizerPass.run),
        (Growth.suite, Growth.run), (TableReading.suite, TableReading.run),
    ]

    func validate() throws {
        for name in only where !Self.suites.contains(where: { $0.name.hasPrefix(name) }) {
            let names = Self.suites.map(\.name).joined(separator: ", ")
            throw ValidationError("no suite begins with \"\(name)\"; there are \(names)")
        }
    }

    func run() throws {
        #if DEBUG
        say("This is a debug build: its times mean nothing.")
        #endif
        let load = Machine.load
        BLASLibrary.threadCount = 1
        let session = try Session(
            .init(
                isQuick: quick, only: only, python: python, peersFolder: peers, mkl: mkl.map(MKL.init),
                libxsmm: libxsmm.map(LIBXSMM.init)))
        say("\(BLASLibrary.configuration), kernels for \(BLASLibrary.coreName); \(commit)")
        for threads in [1, 2] {
            for limit in Limit.allCases { try session.measure(limit, threads: threads) }
        }
        for suite in Self.suites where session.wants(suite.name) { try suite.run(session) }

        let report = Report(
            machine: Machine(
                commit: commit, command: command, swift: swift, load: load, peers: session.peers),
            limits: session.limits,
            figures: session.figures)
        if let json { try report.json().write(to: URL(filePath: json)) }
        if let document { try report.write(session.suites, into: document) }
        if let roofline, let drawing = Roofline(report) {
            try Data(drawing.svg.utf8).write(to: URL(filePath: roofline))
        }
    }
}
