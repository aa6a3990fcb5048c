import ArgumentParser
import Linalg

/// Verifies each contender against the reference kernels, then times them in one interleaved run.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "linalg-bench",
        abstract: "Checks the kernels against plain Swift, then times both. Run it in release mode.",
        discussion: "Times are medians of interleaved rounds. Only ratios within one run mean anything.",
        subcommands: [Products.self, Steps.self, Tables.self])
}

/// What all benchmarks take.
struct CommonOptions: ParsableArguments {
    @Option(help: "How many interleaved rounds the medians are taken of.")
    var rounds = 25

    @Option(help: "The threads that BLAS may use.")
    var threads = 1

    func validate() throws {
        guard rounds >= 1, threads >= 1 else { throw ValidationError("--rounds and --threads must be at least 1") }
    }

    /// Sets the threads and says what the figures were measured on.
    func begin() {
        BLASLibrary.threadCount = threads
        print("\(BLASLibrary.configuration); threads \(threads); medians of \(rounds) interleaved rounds")
        #if DEBUG
        print("This is a debug build: its times mean nothing.")
        #endif
    }
}
