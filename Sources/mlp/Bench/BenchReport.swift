import Foundation
internal import Linalg
import Training

/// What `mlp bench` has measured, as a table or as JSON.
struct BenchReport: Encodable {
    /// A kernel at one size. Times are in seconds, ratios over the library's time.
    struct Kernel: Encodable {
        var kernel: String
        var size: Int
        var seconds: [String: Double]
        var ratios: [String: Double]
        var gigaflops: Double
        var residual: Double
    }

    /// Training steps on one batch size and number of threads.
    struct Training: Encodable {
        var layers: [Int]
        var activation: String
        var optimizer: String
        var batch: Int
        var threads: Int
        var seconds: [String: Double]
        var ratios: [String: Double]
        var samplesPerSecond: Double
        var gigaflops: Double
        var residual: Double
    }

    var version = Release.version
    var blas = BLASLibrary.configuration
    var blasKernels = BLASLibrary.coreName
    var precision: Bench.Precision
    var rounds: Int
    var kernels: [Kernel] = []
    var training: [Training] = []

    init(precision: Bench.Precision, rounds: Int) { (self.precision, self.rounds) = (precision, rounds) }

    /// Ends the run if results lie too far apart: one is wrong, and there is nothing to time.
    static func demand(_ residual: Double, atMost limit: Double, _ name: String) throws {
        guard residual <= limit else {
            throw Failure(
                status: .internalError,
                message:
                    "\(name): the results lie apart by \(residual) times what rounding explains (at most \(limit)); "
                    + "one is wrong, and nothing was timed")
        }
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// The tables for people.
    var lines: [String] {
        var lines = [
            "swift-linalg \(version), \(blas), kernels for \(blasKernels)",
            "\(precision.rawValue); medians of \(rounds) rounds in turn; ratios are times over the library's: above 1, "
                + "the library is faster",
        ]
        #if DEBUG
        lines.append("This is a debug build: its times mean nothing.")
        #endif
        if !kernels.isEmpty {
            lines += ["", Self.row(["kernel", "one call", "GFLOP/s", "BLAS", "plain Swift", "residual"])]
            lines += kernels.map { kernel in
                Self.row([
                    "\(kernel.kernel) \(kernel.size)", Self.time(kernel.seconds["library"]),
                    Self.number(kernel.gigaflops), Self.number(kernel.ratios["blas"]),
                    Self.number(kernel.ratios["reference"]), Self.number(kernel.residual),
                ])
            }
        }
        if let first = training.first {
            let name = first.layers.map(String.init).joined(separator: "-")
            lines += [
                "", "\(name), \(first.activation), \(first.optimizer), softmax-cross-entropy",
                Self.row([
                    "training", "one step", "GFLOP/s", "BLAS", "plain Swift", "residual", "samples/s",
                ]),
            ]
            lines += training.map { training in
                Self.row([
                    "batch \(training.batch), \(training.threads) thread\(training.threads == 1 ? "" : "s")",
                    Self.time(training.seconds["library"]), Self.number(training.gigaflops),
                    Self.number(training.ratios["blas"]), Self.number(training.ratios["reference"]),
                    Self.number(training.residual), String(format: "%.0f", training.samplesPerSecond),
                ])
            }
        }
        return lines
    }

    private static func row(_ cells: [String]) -> String {
        cells.enumerated().map { index, cell in
            let padding = String(repeating: " ", count: max(0, (index == 0 ? 24 : 13) - cell.count))
            return index == 0 ? cell + padding : padding + cell
        }.joined()
    }

    /// Three digits that count; a dash for what is not measured.
    private static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "–" }
        return String(format: value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value)
    }

    private static func time(_ seconds: Double?) -> String {
        guard let seconds, seconds.isFinite else { return "–" }
        if seconds < 1e-6 { return "\(number(seconds * 1e9)) ns" }
        if seconds < 1e-3 { return "\(number(seconds * 1e6)) µs" }
        return seconds < 1 ? "\(number(seconds * 1e3)) ms" : "\(number(seconds)) s"
    }
}
