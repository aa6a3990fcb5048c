internal import DataFormats
internal import Foundation
internal import Linalg

/// A table that exceeds memory, as numbers in temporary files that are mapped. The files have no names any more when they
/// are mapped, so that nothing is left whatever happens.
struct SpilledTable<Element: RealScalar> {
    private let features: Tensor
    private let targets: Tensor
    private let droppedRows: Int

    init(_ path: String, _ schema: CSVSchema, readsTargets: Bool) throws(DataFormatError) {
        let reader = try CSVReader(path: path, schema: schema, readsTargets: readsTargets)
        var x = try NPYFile<Element>(columns: schema.featureCount)
        var y = try NPYFile<Element>(columns: readsTargets ? schema.targetCount : 0)
        var (featureBlock, targetBlock) = (
            Matrix<Element>.zeros(1024, schema.featureCount),
            Matrix<Element>.zeros(1024, readsTargets ? schema.targetCount : 0)
        )
        while true {
            let rows =
                readsTargets
                ? try reader.read(features: &featureBlock, targets: &targetBlock)
                : try reader.read(features: &featureBlock)
            if rows == 0 { break }
            try x.append(featureBlock, rows: rows)
            try y.append(targetBlock, rows: rows)
        }
        features = try x.finish()
        targets = try y.finish()
        droppedRows = reader.droppedRows
    }

    func dataset(path: String, schema: CSVSchema, readsTargets: Bool) throws(DataFormatError) -> Dataset<Element> {
        var known = Dataset<Element>.Targets.none
        if readsTargets, let names = schema.classNames {
            var classes: [Int32] = []
            classes.reserveCapacity(targets.rows)
            var block = Matrix<Element>.zeros(1024, 1)
            for start in stride(from: 0, to: targets.rows, by: 1024) {
                let part = start..<min(start + 1024, targets.rows)
                targets.copyRows(part, into: &block)
                for row in 0..<part.count { classes.append(Int32(block[row, 0])) }
            }
            known = .classes(classes, names: names)
        } else if readsTargets, schema.targetCount > 0 {
            known = .numbers(.tensor(targets), names: schema.targetNames)
        }
        return Dataset(
            path: path, features: .tensor(features), targets: known, schema: schema, droppedRows: droppedRows)
    }
}

/// A NumPy file of rows whose number is known only in the end.
private struct NPYFile<Element: RealScalar>: ~Copyable {
    private var file: AtomicFile
    private let path: String
    private let columns: Int
    private var rows = 0

    init(columns: Int) throws(DataFormatError) {
        let name = "mlp-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString).npy"
        path = FileManager.default.temporaryDirectory.appending(path: name).path
        self.columns = columns
        var file = try AtomicFile(path: path)
        try file.write(Self.header(rows: 0, columns))
        self.file = file
    }

    mutating func append(_ block: Matrix<Element>, rows count: Int) throws(DataFormatError) {
        rows += count
        let elements = (count == block.rows ? block : block[0..<count, ...]).elements
        let bytes = elements.withSpan { span in span.withUnsafeBufferPointer { Array(UnsafeRawBufferPointer($0)) } }
        try file.write(bytes)
    }

    consuming func finish() throws(DataFormatError) -> Tensor {
        let name = path
        try commit()
        defer { try? FileManager.default.removeItem(atPath: name) }
        return try NPY.read(name)
    }

    private consuming func commit() throws(DataFormatError) {
        try completeHeader()
        try file.commit()
    }

    private mutating func completeHeader() throws(DataFormatError) {
        try file.overwrite(Self.header(rows: rows, columns), at: 0)
    }

    /// As long for any number of rows, with spaces for missing digits.
    private static func header(rows: Int, _ columns: Int) -> [UInt8] {
        let type = Element.self == Double.self ? "<f8" : "<f4"
        var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
        text += String(repeating: " ", count: 128 - 10 - 1 - text.utf8.count) + "\n"
        return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
    }
}
