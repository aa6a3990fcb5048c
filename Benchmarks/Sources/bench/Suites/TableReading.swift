import DataFormats
import Foundation
import Linalg

/// Reading tables of text.
enum TableReading {
    static let suite = "tables"

    static func run(_ session: Session) throws {
        let rows = session.options.isQuick ? 2_000 : 20_000
        session.begin(
            suite, "CSV of \(rows) rows and 20 columns to a matrix of Float, against plain Swift that splits strings",
            .init(rivals: ["plain Swift"], hasRate: true))
        var generator = RandomState(seed: 1)
        let table = Matrix<Float>(rows: rows, columns: 20) { _, _ in Float(generator.standardNormal()) }
        let path = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try CSV.write(table, header: (0..<20).map { "x\($0)" }, to: path)
        let bytes = try Data(contentsOf: URL(filePath: path)).count
        let isRight = try CSV.read(path, of: Float.self).features == table && plain(path) == table
        try session.measure(
            suite,
            Case(
                name: "CSV.read, \(Text.number(Double(bytes) / 1e6)) MB", work: .text(Double(bytes)),
                residual: isRight ? 0 : .infinity, residualLimit: 0,
                contenders: [
                    Contender("ours") { for _ in 0..<$0 { blackHole(try? CSV.read(path, of: Float.self).features) } },
                    Contender("plain Swift") { for _ in 0..<$0 { blackHole(try? plain(path)) } },
                ]))
    }

    /// What one writes in a minute.
    private static func plain(_ path: String) throws -> Matrix<Float> {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n").dropFirst()
        return Matrix(lines.map { line in line.split(separator: ",").map { Float($0) ?? .nan } })
    }
}
