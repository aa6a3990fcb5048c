import ArgumentParser
import DataFormats
import Foundation
import NeuralNetworks
import Training

/// The command line's root.
struct MLP: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mlp",
        abstract: "Trains multilayer perceptrons on OpenBLAS.",
        discussion: """
            Exit codes: 0 success, 64 bad usage, 65 the data cannot be used (such as a missing value, or a loss that becomes \
            infinite), 66 a file that cannot be opened, 70 an internal error, 73 the output folder holds a run already, \
            74 a file cannot be read or written (such as on a full disk), 75 another run has the folder, 130 and 143 \
            interrupted by SIGINT and SIGTERM.
            """,
        version: "swift-linalg \(Release.version)",
        subcommands: [Train.self, Evaluate.self, Predict.self, Inspect.self, Export.self, Demo.self, Bench.self])
}

@main
enum Main {
    static func main() {
        Interruption.prepare()
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
        if let failure = Failure(error) {
            // What has no words of its own was said already.
            if !failure.message.isEmpty { printError("mlp: \(failure.message)") }
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
        printError("mlp: \(message)" + (status == .usage ? " (see 'mlp\(subcommand) --help')" : ""))
        return status.rawValue
    }

    /// The subcommand that was asked for, behind a space.
    private static var subcommand: String {
        let name = CommandLine.arguments.dropFirst().first ?? ""
        return MLP.configuration.subcommands.contains { $0._commandName == name } ? " \(name)" : ""
    }
}

/// How the program ends when not with success, after `sysexits.h`.
enum Status: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case internalError = 70
    case cannotCreate = 73
    case cannotWrite = 74
    case locked = 75
    case interrupted = 130
    case terminated = 143
}

/// The end of a command: one line for people and an exit code for programs.
struct Failure: Error {
    var status: Status
    var message: String

    init(status: Status, message: String) {
        self.status = status
        self.message = message
    }

    /// The end that an error of the libraries means; nil if it is of another kind.
    init?(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as ConfigurationError: self.init(status: .usage, message: error.description)
        case let error as TrainingError: self.init(status: .badData, message: error.description)
        case let error as DataFormatError:
            let status: Status =
                switch error.kind {
                case .noInput: .noInput
                case .cannotRead, .cannotWrite: .cannotWrite
                default: .badData
                }
            self.init(status: status, message: error.description)
        default: return nil
        }
    }
}
