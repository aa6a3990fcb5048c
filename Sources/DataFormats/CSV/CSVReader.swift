public import Linalg

/// Reads a table batch by batch, as numbers, in memory that does not grow with the file.
///
/// ```swift
/// let schema = try CSV.scan("train.csv", options).schema
/// let reader = try CSVReader(path: "train.csv", schema: schema)
/// var x = Matrix<Float>.zeros(256, schema.featureCount)
/// var y = Matrix<Float>.zeros(256, schema.targetCount)
/// for _ in 0..<epochs {
///     try reader.restart()
///     while case let rows = try reader.read(features: &x, targets: &y), rows > 0 {
///         try step(x[0..<rows, ...], y[0..<rows, ...])
///     }
/// }
/// ```
///
/// The file may be compressed with gzip. Its columns may stand in another order than in the table that the schema was
/// learned from, and there may be others, if both tables have headers.
public final class CSVReader {
    /// How columns become numbers.
    public let schema: CSVSchema
    /// How many rows were left out since the beginning because a value was missing.
    public private(set) var droppedRows = 0
    /// The number of the line on which the row begins that is read next.
    public var line: Int { input.line }

    let input: CSVInput
    private let dialect: CSVDialect
    private let readsTargets: Bool
    /// One for each column of this file.
    private let plans: [FieldPlan]
    private let names: [String]
    private let tables: [CategoryTable]
    private let markers: CategoryTable

    /// What becomes of the fields of one column.
    private struct FieldPlan {
        enum Action {
            case skip
            case number
            /// As `number`, but what looks like a number may mean that it is missing.
            case checkedNumber
            case category
        }
        var action: Action = .skip
        var isTarget = false
        /// The column of the matrix, or the first one.
        var offset = 0
        /// For a category: how many columns, or zero if its index is stored.
        var width = 0
        /// The index in `tables`.
        var table = 0
        var missing: CSVSchema.MissingNumber = .error
    }

    /// Opens a table whose columns are described by a schema.
    ///
    /// With `readsTargets` false, the columns of the targets are not needed and not read, as in data to predict from.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be read, or lacks a column of the schema.
    public convenience init(
        path: String, schema: CSVSchema, readsTargets: Bool = true, maximumRowBytes: Int = 64 << 20
    ) throws(DataFormatError) {
        try self.init(ByteSource(path: path), schema, readsTargets: readsTargets, maximumRowBytes: maximumRowBytes)
    }

    /// As ``init(path:schema:readsTargets:maximumRowBytes:)``, of bytes in memory; `name` stands for the file in
    /// messages.
    package convenience init(
        bytes: ByteRegion, name: String, schema: CSVSchema, readsTargets: Bool = true, maximumRowBytes: Int = 64 << 20,
        capacity: Int = 1 << 18
    ) throws(DataFormatError) {
        try self.init(
            ByteSource(bytes, name: name), schema, readsTargets: readsTargets, maximumRowBytes: maximumRowBytes,
            capacity: capacity)
    }

    init(
        _ source: ByteSource, _ schema: CSVSchema, readsTargets: Bool, maximumRowBytes: Int,
        capacity: Int = CSVInput.usualCapacity
    ) throws(DataFormatError) {
        self.schema = schema
        self.readsTargets = readsTargets
        input = try CSVInput(source, maximumRowBytes: maximumRowBytes, capacity: capacity)
        markers = CategoryTable(schema.missingMarkers.sorted())
        var options = CSVOptions(separator: schema.separator, trimsSpaces: schema.trimsSpaces)
        options.maximumColumns = .max
        try input.skipLines(schema.skippedLines)
        let separator = try CSVReader.separator(input, schema, options)
        let layout = try CSVLayout(input, separator: separator, hasHeader: schema.hasHeader, options)
        dialect = layout.dialect(options)
        names = layout.names
        var plans = [FieldPlan](repeating: FieldPlan(), count: layout.names.count)
        var tables: [CategoryTable] = []
        let places = try CSVReader.places(of: schema, in: layout, input, readsTargets: readsTargets)
        let markersLookLikeNumbers = schema.missingMarkers.contains { CategoryTable.number($0) != nil }
        for (columns, isTarget) in [(schema.features, false), (readsTargets ? schema.targets : [], true)] {
            var offset = 0
            for column in columns {
                guard let place = places[column.index] else { continue }
                var plan = FieldPlan(isTarget: isTarget, offset: offset)
                switch column.encoding {
                case .number(let missing):
                    plan.action = markersLookLikeNumbers ? .checkedNumber : .number
                    plan.missing = missing
                case .index(let categories, let missing), .oneHot(let categories, let missing):
                    plan.action = .category
                    if case .oneHot = column.encoding { plan.width = categories.count }
                    plan.table = tables.count
                    tables.append(CategoryTable(categories))
                    switch missing {
                    case .error: plan.missing = .error
                    case .dropRow: plan.missing = .dropRow
                    case .category(let name): plan.missing = .value(Double(categories.firstIndex(of: name) ?? -1))
                    }
                }
                plans[place] = plan
                offset += column.encoding.width
            }
        }
        self.plans = plans
        self.tables = tables
    }

    /// Starts over with the first row.
    public func restart() throws(DataFormatError) {
        try input.restart()
        try input.skipLines(schema.skippedLines)
        droppedRows = 0
        guard schema.hasHeader else { return }
        var fields: [CSVField] = []
        var line = 0
        _ = try input.readRow(dialect, into: &fields, line: &line)
    }
}

// MARK: - Finding the columns

extension CSVReader {
    /// The separator of the schema, unless the first row then is a single field and another one cuts it up.
    private static func separator(
        _ input: CSVInput, _ schema: CSVSchema, _ options: CSVOptions
    ) throws(DataFormatError) -> CSVSeparator {
        guard schema.columnCount > 1 else { return schema.separator }
        func width(_ separator: CSVSeparator) throws(DataFormatError) -> Int {
            let dialect = CSVDialect(separator, trimsSpaces: options.trimsSpaces)
            return try input.peekRows(dialect, limit: 1).rows.first?.count ?? 0
        }
        if try width(schema.separator) > 1 { return schema.separator }
        for other in CSVSeparator.allCases where try width(other) > 1 { return other }
        return schema.separator
    }

    /// For each column that is read, by its index in the schema, the index in this file.
    private static func places(
        of schema: CSVSchema, in layout: CSVLayout, _ input: CSVInput, readsTargets: Bool
    ) throws(DataFormatError) -> [Int: Int] {
        var places: [Int: Int] = [:]
        let columns = schema.features + (readsTargets ? schema.targets : [])
        if schema.hasHeader {
            var byName: [String: Int] = [:]
            for (i, name) in layout.names.enumerated() { byName[name] = i }
            let missing = columns.map(\.name).filter { byName[$0] == nil }
            guard missing.isEmpty else {
                throw DataFormatError(
                    .notFound, input.name, .line(input.line),
                    expected: "a header with the columns \(DataFormatError.list(missing))",
                    found: "the columns \(DataFormatError.list(layout.names))",
                    advice: "add the columns, or the header if it is missing")
            }
            for column in columns { places[column.index] = byName[column.name] }
            return places
        }
        let width = layout.names.count
        if width == schema.columnCount {
            for column in columns { places[column.index] = column.index }
            return places
        }
        // The same table without its targets.
        let targets = Set(schema.targets.map(\.index))
        guard !readsTargets && width == schema.columnCount - targets.count else {
            throw DataFormatError(
                .malformed, input.name, .line(input.line), expected: "\(schema.columnCount) columns", found: "\(width)",
                advice: "check the separator, and that the table has the same columns as the one that was learned from")
        }
        for column in columns { places[column.index] = column.index - targets.count { $0 < column.index } }
        return places
    }
}

// MARK: - Reading batches

extension CSVReader {
    /// Reads the next rows into the first rows of `features` and `targets`; as many as both have, or as are left.
    ///
    /// Returns how many; zero at the end of the file. What lies behind them is left as it was, or overwritten if a row
    /// was dropped or an error thrown.
    ///
    /// - Precondition: both have the same number of rows, at least 1; ``CSVSchema/featureCount`` and
    ///   ``CSVSchema/targetCount`` columns; and the reader was opened to read targets.
    /// - Throws: ``DataFormatError`` with line and column of what is wrong.
    public func read<Element: RealScalar>(
        features: inout Matrix<Element>, targets: inout Matrix<Element>
    ) throws(DataFormatError) -> Int {
        require(readsTargets, "targets asked of a reader that was opened to read none")
        require(features.rows == targets.rows, "\(features.rows) rows of features, \(targets.rows) of targets")
        require(
            targets.columns == schema.targetCount, "\(targets.columns) columns for \(schema.targetCount) target columns"
        )
        check(features)
        let rows = features.rows
        return try features.withUnsafeMutableElements { (x, xStride) throws(DataFormatError) -> Int in
            try targets.withUnsafeMutableElements { (y, yStride) throws(DataFormatError) -> Int in
                try readRows(rows, x, xStride, y, yStride)
            }
        }
    }

    /// Reads the features of the next rows into the first rows of `features`; as many as it has, or as are left.
    ///
    /// Returns how many; zero at the end of the file.
    ///
    /// - Precondition: at least 1 row and ``CSVSchema/featureCount`` columns; the reader was opened not to read
    ///   targets, or the schema has none.
    /// - Throws: ``DataFormatError`` with line and column of what is wrong.
    public func read<Element: RealScalar>(features: inout Matrix<Element>) throws(DataFormatError) -> Int {
        require(!readsTargets || schema.targets.isEmpty, "no place for the targets")
        check(features)
        let rows = features.rows
        return try features.withUnsafeMutableElements { (x, stride) throws(DataFormatError) -> Int in
            try readRows(rows, x, stride, x, 0)
        }
    }

    private func check<Element>(_ features: Matrix<Element>) {
        require(features.rows >= 1, "a batch of no rows")
        require(
            features.columns == schema.featureCount,
            "\(features.columns) columns for \(schema.featureCount) feature columns")
    }

    /// Reads up to `limit` rows. If there are no targets to read, nothing is written to `targets`.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func readRows<Element: RealScalar>(
        _ limit: Int, _ features: UnsafeMutablePointer<Element>, _ featureStride: Int,
        _ targets: UnsafeMutablePointer<Element>, _ targetStride: Int
    ) throws(DataFormatError) -> Int {
        let powers = PowersOfFive.table
        var count = 0
        while count < limit {
            guard try input.beginRow(dialect) else { break }
            let isKept = try readRow(features + count * featureStride, targets + count * targetStride, powers)
            if isKept { count += 1 } else { droppedRows += 1 }
        }
        return count
    }

    /// Reads one row; false if it is to be left out.
    @inline(__always)
    private func readRow<Element: RealScalar>(
        _ features: UnsafeMutablePointer<Element>, _ targets: UnsafeMutablePointer<Element>,
        _ powers: UnsafePointer<UInt64>
    ) throws(DataFormatError) -> Bool {
        let separator = dialect.plainSeparator
        let columnCount = plans.count
        return try plans.withUnsafeBufferPointer { (plans) throws(DataFormatError) -> Bool in
            attempt: while true {
                var p = UnsafePointer(input.base + input.position)
                var column = 0
                var lineBreaks = 0
                var isKept = true
                while true {
                    if column == columnCount { throw input.fieldCountError(expected: columnCount, found: nil) }
                    if plans[column].action == .number {
                        // The usual case: a number, and then a separator or the end of the row.
                        var value: Element = 0
                        let end = DecimalNumber.parse(p, powers, into: &value)
                        if end != p {
                            if end.pointee == separator {
                                (plans[column].isTarget ? targets : features)[plans[column].offset] = value
                                column += 1
                                p = end + 1
                                continue
                            }
                            if let next = CSVField.rowStart(behind: end) {
                                (plans[column].isTarget ? targets : features)[plans[column].offset] = value
                                column += 1
                                if column < columnCount {
                                    throw input.fieldCountError(expected: columnCount, found: column)
                                }
                                input.position = next - UnsafePointer(input.base)
                                input.line += lineBreaks + 1
                                return isKept
                            }
                        }
                    }
                    let limit = UnsafePointer(input.base + input.end)
                    let field = CSVField.scan(p, limit, isComplete: input.isComplete, dialect)
                    switch field.terminator {
                    case .incomplete:
                        try input.fetch()
                        continue attempt
                    case .malformed(let problem):
                        throw input.error(
                            problem, field, line: input.line + lineBreaks, column: column + 1, name: names[column])
                    case .separator, .row:
                        // The values of a row that is left out do not matter, but its form does.
                        if isKept {
                            isKept = try store(field, column, line: input.line + lineBreaks, features, targets, powers)
                        }
                        lineBreaks += field.lineBreaks
                        column += 1
                        p = field.next
                        guard case .row = field.terminator else { continue }
                        if column < columnCount { throw input.fieldCountError(expected: columnCount, found: column) }
                        input.position = p - UnsafePointer(input.base)
                        input.line += lineBreaks + 1
                        return isKept
                    }
                }
            }
        }
    }

    /// Stores the value of any field; false if it is missing and the row is to be left out for that.
    @inline(never)
    private func store<Element: RealScalar>(
        _ field: CSVField, _ column: Int, line: Int, _ features: UnsafeMutablePointer<Element>,
        _ targets: UnsafeMutablePointer<Element>, _ powers: UnsafePointer<UInt64>
    ) throws(DataFormatError) -> Bool {
        let plan = plans[column]
        if !field.isASCII && field.text == nil {
            throw input.encodingError(field, line: line, column: column + 1, name: names[column])
        }
        if plan.action == .skip { return true }
        let target = (plan.isTarget ? targets : features) + plan.offset
        if plan.action == .number, field.start < field.end {
            var value: Element = 0
            if DecimalNumber.parse(field.start, powers, into: &value) == field.end {
                target.pointee = value
                return true
            }
        }
        if field.hasDoubledQuotes {
            return try Array((field.text ?? "").utf8).withUnsafeBufferPointer {
                (bytes) throws(DataFormatError) -> Bool in
                try store(bytes, plan, column, line: line, target, nil)
            }
        }
        return try store(field.contents, plan, column, line: line, target, powers)
    }

    /// Stores the value of a text; `powers` is nil if it cannot be a number.
    private func store<Element: RealScalar>(
        _ text: UnsafeBufferPointer<UInt8>, _ plan: FieldPlan, _ column: Int, line: Int,
        _ target: UnsafeMutablePointer<Element>, _ powers: UnsafePointer<UInt64>?
    ) throws(DataFormatError) -> Bool {
        let location = DataFormatError.Location.line(line, column: column + 1, name: names[column])
        let isCategory = plan.action == .category
        let index: Int?
        if markers.index(of: text) != nil {
            switch plan.missing {
            case .error:
                throw DataFormatError.missing(
                    isTarget: plan.isTarget, isText: isCategory, file: input.name, location)
            case .dropRow: return false
            case .value(let value):
                guard isCategory else {
                    target.pointee = Element(value)
                    return true
                }
                index = value < 0 ? nil : Int(value)
            }
        } else if isCategory {
            index = tables[plan.table].index(of: text) ?? tables[plan.table].index(ofNumber: text)
        } else {
            if let powers, let start = text.baseAddress, !text.isEmpty {
                var value: Element = 0
                if DecimalNumber.parse(start, powers, into: &value) == start + text.count {
                    target.pointee = value
                    return true
                }
                if schema.acceptsNonFinite, let value = DecimalNumber.nonFinite(text) {
                    target.pointee = Element(value)
                    return true
                }
            }
            throw DataFormatError.notANumber(
                text, isTarget: plan.isTarget, type: "\(Element.self)", file: input.name, location)
        }
        guard let index else {
            throw DataFormatError.unknownCategory(
                String(decoding: text, as: UTF8.self), among: tables[plan.table].texts, isTarget: plan.isTarget,
                file: input.name, location)
        }
        if plan.width == 0 {
            target.pointee = Element(index)
        } else {
            target.update(repeating: 0, count: plan.width)
            target[index] = 1
        }
        return true
    }
}
