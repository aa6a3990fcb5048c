import ArgumentParser

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The command line's root.
struct MLP: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mlp",
        abstract: "Trains multilayer perceptrons on OpenBLAS.",
        discussion: """
            Exit codes: 0 success, 64 bad usage, 65 the data cannot be trained on (such as a loss that becomes infinite), \
            70 an internal error (such as a figure that disagrees), 74 the output cannot be written.
            """,
        version: "swift-linalg 0.1.0",
        subcommands: [Demo.self])
}

@main
enum Main {
    static func main() {
        do {
            var command = try MLP.parseAsRoot()
            do {
                try command.run()
            } catch {
                exit(report(error, as: .internalError))
            }
        } catch {
            exit(report(error, as: .usage))
        }
    }

    /// Prints an error as one line on standard error, or help on standard output. Returns the exit code: its own if it
    /// has one, otherwise `status`.
    private static func report(_ error: any Error, as status: Status) -> Int32 {
        if let failure = error as? Failure {
            printError("mlp: \(failure.message)")
            return failure.status.rawValue
        }
        if MLP.exitCode(for: error) == .success {
            do {
                let output = Output()
                try output.line(MLP.fullMessage(for: error))
                try output.flush()
                return 0
            } catch {
                return report(error, as: .cannotWrite)
            }
        }
        let message = MLP.message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
        printError("mlp: \(message)" + (status == .usage ? " (see 'mlp demo --help')" : ""))
        return status.rawValue
    }
}

/// How the program ends when not with success, after `sysexits.h`.
enum Status: Int32 {
    case usage = 64
    case badData = 65
    case internalError = 70
    case cannotWrite = 74
}

/// The end of a command: one line for people and an exit code for programs.
struct Failure: Error {
    var status: Status
    var message: String
}
