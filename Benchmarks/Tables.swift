import ArgumentParser
import DataFormats
import Foundation
import Linalg

/// Reading tables of text.
struct Tables: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "CSV to a matrix of numbers, against plain Swift that splits strings.")

    @OptionGroup var common: CommonOptions

    @Option(help: "The rows of the table, of 20 columns.")
    var rows = 20_000

    func validate() throws {
        guard rows >= 1 else { throw ValidationError("--rows must be at least 1") }
    }

    func run() throws {
        common.begin()
        var generator = RandomState(seed: 1)
        let table = Matrix<Float>(rows: rows, columns: 20) { _, _ in Float(generator.standardNormal()) }
        let path = FileManager.default.temporaryDirectory.appending(path: "linalg-bench-\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try CSV.write(table, header: (0..<20).map { "x\($0)" }, to: path)
        let bytes = try Data(contentsOf: URL(filePath: path)).count

        guard try CSV.read(path, of: Float.self).features == table, try Self.plain(path) == table else {
            throw BenchmarkError.wrongResult("the table is not read back as it was written")
        }
        let times = Interleaved(rounds: common.rounds).measure([
            .init(name: "CSV.read") { for _ in 0..<$0 { blackHole(try? CSV.read(path, of: Float.self).features) } },
            .init(name: "plain") { for _ in 0..<$0 { blackHole(try? Self.plain(path)) } },
        ])
        let rates = times.map { Double(bytes) / $0 / 1e6 }
        print(
            String(
                format: "%.1f MB: CSV.read %.0f MB/s, plain Swift %.1f MB/s, ratio %.0f", Double(bytes) / 1e6,
                rates[0], rates[1], times[1] / times[0]))
    }

    /// What one writes in a minute.
    private static func plain(_ path: String) throws -> Matrix<Float> {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n").dropFirst()
        return Matrix(lines.map { line in line.split(separator: ",").map { Float($0) ?? .nan } })
    }
}
