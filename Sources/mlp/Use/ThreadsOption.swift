import ArgumentParser
import Foundation

/// How many threads compute.
struct ThreadsOption: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Threads (default: one a processor).", valueName: "count"))
    var threads: Int?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, not \(threads)") }
    }

    /// The number that was given, or that of the processors.
    var count: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }
}
