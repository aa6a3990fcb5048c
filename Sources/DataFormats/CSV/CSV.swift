public import Linalg

/// Tables of text with a separator between fields (RFC 4180, and what is met in the wild), plain or compressed with
/// gzip.
///
/// ```swift
/// let options = CSVOptions(targets: ["species"], classEncoding: .oneHot)
/// let table = try CSV.read("iris.csv", options, of: Float.self)
/// table.features            // Matrix<Float>, 150×4
/// table.targets             // Matrix<Float>, 150×3
/// table.schema.classNames   // ["setosa", "versicolor", "virginica"]
/// ```
///
/// A table that exceeds memory is read with ``CSVReader``.
public enum CSV {
    /// The most memory that the matrices of a whole table take unless the caller allows more: 8 GiB.
    public static let usualMaximumBytes = 8 << 30

    /// Reads a whole table, and learns its schema.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be read, breaks the rules of CSV, has values for which the
    ///   options have no use, or needs more than `maximumBytes` for its numbers.
    /// - Complexity: one pass over the file if all columns are numbers, otherwise two. Twice the memory of the result
    ///   for a moment.
    public static func read<Element: RealScalar>(
        _ path: String, _ options: CSVOptions = CSVOptions(), of type: Element.Type = Element.self,
        maximumBytes: Int = usualMaximumBytes
    ) throws(DataFormatError) -> CSVTable<Element> {
        try read(options, maximumBytes) { () throws(DataFormatError) in try ByteSource(path: path) }
    }

    /// Reads a whole table as a schema says that was learned before.
    ///
    /// With `readsTargets` false, as for a prediction, the columns of the targets are not needed; the target matrix
    /// then has no columns.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be read, breaks the rules of CSV, lacks columns, has values
    ///   that the schema does not know, or needs more than `maximumBytes` for its numbers.
    /// - Complexity: one pass over the file. Twice the memory of the result for a moment.
    public static func read<Element: RealScalar>(
        _ path: String, schema: CSVSchema, readsTargets: Bool = true, of type: Element.Type = Element.self,
        maximumBytes: Int = usualMaximumBytes
    ) throws(DataFormatError) -> CSVTable<Element> {
        let reader = try CSVReader(path: path, schema: schema, readsTargets: readsTargets)
        return try CSVTable(reader, readsTargets: readsTargets, maximumBytes: maximumBytes)
    }

    /// As ``read(_:_:of:maximumBytes:)``, of bytes in memory; `name` stands for the file in messages.
    package static func read<Element: RealScalar>(
        bytes: ByteRegion, name: String, _ options: CSVOptions = CSVOptions(), of type: Element.Type = Element.self,
        maximumBytes: Int = usualMaximumBytes
    ) throws(DataFormatError) -> CSVTable<Element> {
        try read(options, maximumBytes) { () throws(DataFormatError) in try ByteSource(bytes, name: name) }
    }

    /// As ``read(_:schema:readsTargets:of:maximumBytes:)``, of bytes in memory; `name` stands for the file in messages.
    package static func read<Element: RealScalar>(
        bytes: ByteRegion, name: String, schema: CSVSchema, readsTargets: Bool = true,
        of type: Element.Type = Element.self, maximumBytes: Int = usualMaximumBytes
    ) throws(DataFormatError) -> CSVTable<Element> {
        let reader = try CSVReader(bytes: bytes, name: name, schema: schema, readsTargets: readsTargets)
        return try CSVTable(reader, readsTargets: readsTargets, maximumBytes: maximumBytes)
    }

    private static func read<Element: RealScalar>(
        _ options: CSVOptions, _ maximumBytes: Int, _ open: () throws(DataFormatError) -> ByteSource
    ) throws(DataFormatError) -> CSVTable<Element> {
        func table(_ schema: CSVSchema) throws(DataFormatError) -> CSVTable<Element> {
            let reader = try CSVReader(open(), schema, readsTargets: true, maximumRowBytes: options.maximumRowBytes)
            return try CSVTable(reader, readsTargets: true, maximumBytes: maximumBytes)
        }
        // The first rows tell whether the rest can matter for the schema.
        var scanner = try CSVScanner(CSVInput(open(), maximumRowBytes: options.maximumRowBytes), options)
        let sample = try scanner.scan(rowLimit: 1000)
        if !scanner.dependsOnAllRows {
            do throws(DataFormatError) {
                return try table(sample.schema)
            } catch {
                // Text or gaps further down are for the options to judge, with all rows in view.
                guard error.kind == .notANumber || error.kind == .missingValue else { throw error }
            }
        }
        var full = try CSVScanner(CSVInput(open(), maximumRowBytes: options.maximumRowBytes), options)
        return try table(full.scan().schema)
    }
}

/// A whole table as numbers.
public struct CSVTable<Element: RealScalar>: Sendable {
    /// One sample a row: what to predict from.
    public var features: Matrix<Element>
    /// One sample a row: what is to be predicted. No columns if there are no targets.
    public var targets: Matrix<Element>
    /// What the columns mean, and how new data become the same numbers.
    public var schema: CSVSchema
    /// How many rows were left out because a value was missing.
    public var droppedRows: Int

    /// The class of each sample, as an index into ``CSVSchema/classNames``; nil if there is no such single target.
    public var classIndices: [Int]? {
        guard schema.targets.count == 1, targets.columns == schema.targetCount else { return nil }
        switch schema.targets[0].encoding {
        case .number: return nil
        case .index: return (0..<targets.rows).map { Int(targets[$0, 0]) }
        case .oneHot:
            return (0..<targets.rows).map { row in (0..<targets.columns).first { targets[row, $0] == 1 } ?? 0 }
        }
    }

    init(_ reader: CSVReader, readsTargets: Bool, maximumBytes: Int) throws(DataFormatError) {
        schema = reader.schema
        let targetCount = readsTargets ? schema.targetCount : 0
        let features = RowBuffer<Element>(columns: schema.featureCount)
        let targets = RowBuffer<Element>(columns: targetCount)
        let rowBytes = (schema.featureCount + targetCount) * MemoryLayout<Element>.stride
        // Rows are read in batches of about this size.
        let maximumRows = maximumBytes / max(rowBytes, 1)
        let usualBatch = max(1, min((1 << 20) / max(rowBytes, 1), 4096))
        var rows = 0
        while true {
            // At the limit, one row of room too many shows whether the table ends there.
            let batch = max(1, min(usualBatch, maximumRows - rows))
            guard rows <= maximumRows, rowBytes <= maximumBytes, features.reserve(rows + batch),
                targets.reserve(rows + batch)
            else {
                throw DataFormatError(
                    .tooLarge, reader.input.name, .line(reader.line),
                    expected: "a table whose numbers take at most \(maximumBytes) bytes", found: "a larger one",
                    advice: "read it batch by batch, or allow more memory")
            }
            let count = try reader.readRows(
                batch, features.row(rows), features.columns, targets.row(rows), targets.columns)
            if count == 0 { break }
            rows += count
        }
        droppedRows = reader.droppedRows
        guard rows > 0 else {
            throw DataFormatError(
                .malformed, reader.input.name, .line(reader.line), expected: "rows of data",
                found: droppedRows > 0 ? "\(droppedRows) rows, each with a missing value" : "none",
                advice: droppedRows > 0 ? "fill missing values instead" : "check that the file is complete")
        }
        self.features = features.matrix(rows: rows)
        self.targets = targets.matrix(rows: rows)
    }
}
