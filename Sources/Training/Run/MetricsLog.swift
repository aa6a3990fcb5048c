internal import DataFormats
internal import Foundation

/// The figures of all epochs, in two files that grow line by line.
final class MetricsLog {
    private var table: GrowingFile
    private var lines: GrowingFile
    /// All epochs so far.
    private(set) var records: [EpochRecord]

    /// Goes on behind the given epoch; what is behind it in the files, from a run that ended before its next checkpoint,
    /// is taken away.
    init(_ directory: RunDirectory, after epoch: Int) throws(DataFormatError) {
        records = Self.read(directory).filter { $0.epoch <= epoch }
        var file = try AtomicFile(path: directory.metricsTable)
        try file.write(EpochRecord.header + records.map(\.tableRow).joined())
        try file.commit()
        file = try AtomicFile(path: directory.metricsLines)
        try file.write(records.map(\.jsonLine).joined())
        try file.commit()
        table = try GrowingFile(appendingTo: directory.metricsTable)
        lines = try GrowingFile(appendingTo: directory.metricsLines)
    }

    func append(_ record: EpochRecord) throws(DataFormatError) {
        records.append(record)
        try table.append(Array(record.tableRow.utf8))
        try lines.append(Array(record.jsonLine.utf8))
        try table.flush()
        try lines.flush()
    }

    /// Waits until all of it has reached the disk.
    func synchronize() throws(DataFormatError) {
        try table.synchronize()
        try lines.synchronize()
    }

    /// The epochs that a run has logged; what is cut off or damaged is left out.
    static func read(_ directory: RunDirectory) -> [EpochRecord] {
        guard let data = FileManager.default.contents(atPath: directory.metricsLines) else { return [] }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return data.split(separator: UInt8(ascii: "\n")).compactMap { try? decoder.decode(EpochRecord.self, from: $0) }
    }
}
