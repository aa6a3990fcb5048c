internal import Linalg

/// What one pass over a table found out.
public struct CSVScan: Hashable, Sendable {
    /// How its columns become numbers.
    public var schema: CSVSchema
    /// The number of rows of data, those that are going to be left out included.
    public var rowCount: Int
}

extension CSV {
    /// Learns the schema of a table: names, categories, classes and means, from all of its rows.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be read, breaks the rules of CSV, or has values for which the
    ///   options have no use.
    /// - Complexity: one pass over the file, or two if text turns up below numbers; memory for one row and for the
    ///   categories.
    public static func scan(_ path: String, _ options: CSVOptions) throws(DataFormatError) -> CSVScan {
        let input = try CSVInput(ByteSource(path: path), maximumRowBytes: options.maximumRowBytes)
        var scanner = try CSVScanner(input, options)
        return try scanner.scan()
    }

    /// As ``scan(_:_:)``, of bytes in memory; `name` stands for the file in messages.
    package static func scan(
        bytes: ByteRegion, name: String, _ options: CSVOptions, capacity: Int = 1 << 18
    ) throws(DataFormatError) -> CSVScan {
        let input = try CSVInput(
            ByteSource(bytes, name: name), maximumRowBytes: options.maximumRowBytes, capacity: capacity)
        var scanner = try CSVScanner(input, options)
        return try scanner.scan()
    }
}

/// Learns a schema from rows.
struct CSVScanner {
    private let input: CSVInput
    private let options: CSVOptions
    private let layout: CSVLayout
    private let dialect: CSVDialect
    private let markers: CategoryTable
    private let markersLookLikeNumbers: Bool
    private var columns: [Column] = []

    /// What is known of a column that is read.
    private struct Column {
        var index: Int
        var name: String
        var isTarget: Bool
        /// Whether it holds categories or classes; nil as long as only missing values were seen.
        var isText: Bool?
        /// Whether texts may be categories.
        var mayBeText: Bool
        var table = CategoryTable()
        /// Whether the first rows have to be read again for their texts.
        var needsSecondPass = false
        var numberCount = 0
        var sum = 0.0
        var compensation = 0.0
        var firstMissingLine: Int?

        /// Adds up with an error that does not grow with the number of rows (Neumaier, 1974).
        mutating func add(_ value: Double) {
            let total = sum + value
            compensation += sum.magnitude >= value.magnitude ? (sum - total) + value : (value - total) + sum
            sum = total
            numberCount += 1
        }
    }

    init(_ input: CSVInput, _ options: CSVOptions) throws(DataFormatError) {
        self.input = input
        self.options = options
        let layout = try CSVLayout(input, options)
        self.layout = layout
        dialect = layout.dialect(options)
        markers = CategoryTable(options.missingMarkers.sorted())
        markersLookLikeNumbers = options.missingMarkers.contains { CategoryTable.number($0) != nil }
        let file = input.name

        var roles: [Int: String] = [:]
        func resolve(_ chosen: [CSVColumn], _ role: String) throws(DataFormatError) -> [Int] {
            var result: [Int] = []
            for column in chosen {
                let index = try layout.index(of: column, file: file)
                if let other = roles[index] {
                    throw DataFormatError(
                        .notFound, file, expected: "each column chosen once",
                        found: "\(DataFormatError.quoted(layout.names[index])) as \(other) and as \(role)",
                        advice: "choose it once")
                }
                roles[index] = role
                result.append(index)
            }
            return result
        }
        let targets = try resolve(options.targets, "a target")
        _ = try resolve(options.ignored, "an ignored column")
        let features: [Int]
        if let chosen = options.features {
            features = try resolve(chosen, "a feature")
        } else {
            features = layout.names.indices.filter { roles[$0] == nil }
        }
        guard !features.isEmpty else {
            throw DataFormatError(
                .notFound, file, expected: "a column to predict from",
                found: "\(layout.names.count) columns, all of them targets or ignored", advice: "choose other columns")
        }
        var categorical: Set<Int> = []
        for column in options.categorical {
            let index = try layout.index(of: column, file: file)
            guard features.contains(index) else {
                throw DataFormatError(
                    .notFound, file, expected: "\(column) to be a feature, because it is to be categorical",
                    found: "it is not one", advice: "choose it as a feature, or leave it out")
            }
            categorical.insert(index)
        }
        for index in features {
            let isCategorical = categorical.contains(index)
            columns.append(
                Column(
                    index: index, name: layout.names[index], isTarget: false, isText: isCategorical ? true : nil,
                    mayBeText: isCategorical || options.categories != .error))
        }
        for index in targets {
            columns.append(
                Column(
                    index: index, name: layout.names[index], isTarget: true,
                    isText: options.targetKind == .classes ? true : nil, mayBeText: options.targetKind != .numbers))
        }
    }

    /// Whether rows that were not scanned can change the schema: because there are categories, or means.
    var dependsOnAllRows: Bool { options.missingNumbers == .mean || columns.contains { $0.isText == true } }

    /// Reads up to `rowLimit` rows.
    mutating func scan(rowLimit: Int = .max) throws(DataFormatError) -> CSVScan {
        let rowCount = try readRows(rowLimit, onlyTexts: false)
        if columns.contains(where: \.needsSecondPass) {
            try rewindToData()
            _ = try readRows(rowLimit, onlyTexts: true)
        }
        guard rowCount > 0 else {
            throw DataFormatError(
                .malformed, input.name, .line(input.line), expected: "rows of data",
                found: layout.hasHeader ? "only a header" : "none", advice: "check that the file is complete")
        }
        return CSVScan(schema: try schema(), rowCount: rowCount)
    }

    private func rewindToData() throws(DataFormatError) {
        try input.restart()
        try input.skipLines(options.skippedLines)
        if layout.hasHeader {
            var fields: [CSVField] = []
            var line = 0
            _ = try input.readRow(dialect, into: &fields, line: &line)
        }
    }

    /// What is to be done with the fields of one column of the file.
    private enum Action {
        /// Nothing: it is not read, or nothing new can be learned.
        case skip
        /// It was all numbers so far.
        case number
        case text
    }

    /// Reads rows and returns how many there are. With `onlyTexts`, notes only what a second pass is for.
    private mutating func readRows(_ limit: Int, onlyTexts: Bool) throws(DataFormatError) -> Int {
        var actions = [Action](repeating: .skip, count: layout.names.count)
        var places = [Int](repeating: 0, count: layout.names.count)
        for (i, column) in columns.enumerated() where !onlyTexts || column.needsSecondPass {
            places[column.index] = i
            // What looks like a number may be a category, or mean that a value is missing.
            actions[column.index] = column.isText == true || markersLookLikeNumbers ? .text : .number
        }
        var values = [Double](repeating: .nan, count: options.missingNumbers == .mean ? layout.names.count : 0)
        var rowCount = 0
        while rowCount < limit, try input.beginRow(dialect) {
            try readRow(&actions, places, &values)
            rowCount += 1
            // Not before the row is complete, because it may be read twice.
            for (index, value) in values.enumerated() where actions[index] != .skip && !value.isNaN {
                columns[places[index]].add(value)
            }
        }
        return rowCount
    }

    private mutating func readRow(
        _ actions: inout [Action], _ places: [Int], _ values: inout [Double]
    ) throws(DataFormatError) {
        let powers = PowersOfFive.table
        attempt: while true {
            var p = UnsafePointer(input.base + input.position)
            let limit = UnsafePointer(input.base + input.end)
            var column = 0
            var lineBreaks = 0
            while true {
                guard column < actions.count else { throw input.fieldCountError(expected: actions.count, found: nil) }
                var value = Double.nan
                var isLast = false
                var next: UnsafePointer<UInt8>?
                if actions[column] == .number {
                    // The usual case: a number, and then a separator or the end of the row.
                    let end = DecimalNumber.parse(p, powers, into: &value)
                    if end != p {
                        if end.pointee == dialect.plainSeparator {
                            next = end + 1
                        } else if let start = CSVField.rowStart(behind: end) {
                            next = start
                            isLast = true
                        }
                    }
                }
                if next == nil {
                    let field = CSVField.scan(p, limit, isComplete: input.isComplete, dialect)
                    let line = input.line + lineBreaks
                    switch field.terminator {
                    case .incomplete:
                        try input.fetch()
                        continue attempt
                    case .malformed(let problem):
                        throw input.error(problem, field, line: line, column: column + 1, name: layout.names[column])
                    case .separator: isLast = false
                    case .row: isLast = true
                    }
                    value = .nan
                    if actions[column] != .skip {
                        value = try readField(field, column: places[column], line: line)
                        if columns[places[column]].isText == true { actions[column] = .text }
                    } else if !field.isASCII && field.text == nil {
                        throw input.encodingError(field, line: line, column: column + 1, name: layout.names[column])
                    }
                    lineBreaks += field.lineBreaks
                    next = field.next
                } else {
                    columns[places[column]].isText = false
                }
                if !values.isEmpty { values[column] = value }
                column += 1
                p = next ?? p
                guard isLast else { continue }
                guard column == actions.count else {
                    throw input.fieldCountError(expected: actions.count, found: column)
                }
                input.position = p - UnsafePointer(input.base)
                input.line += lineBreaks + 1
                return
            }
        }
    }

    /// Notes any field of a column; returns its value if it is a number.
    private mutating func readField(_ field: CSVField, column i: Int, line: Int) throws(DataFormatError) -> Double {
        if columns[i].isText != true && !(markersLookLikeNumbers && isMissing(field)) {
            var value = 0.0
            let end = DecimalNumber.parse(field.start, PowersOfFive.table, into: &value)
            if end == field.end && field.start < field.end {
                columns[i].isText = false
                return value
            }
        }
        try readText(field, column: i, line: line)
        return .nan
    }

    private func isMissing(_ field: CSVField) -> Bool {
        guard field.hasDoubledQuotes else { return markers.index(of: field.contents) != nil }
        var text = field.text ?? ""
        return text.withUTF8 { markers.index(of: $0) } != nil
    }

    /// Notes a field that is not just a number.
    private mutating func readText(_ field: CSVField, column i: Int, line: Int) throws(DataFormatError) {
        let location = DataFormatError.Location.line(line, column: columns[i].index + 1, name: columns[i].name)
        if isMissing(field) {
            if columns[i].firstMissingLine == nil { columns[i].firstMissingLine = line }
            return
        }
        guard let text = field.text else {
            throw input.encodingError(field, line: line, column: columns[i].index + 1, name: columns[i].name)
        }
        if columns[i].isText != true {
            if options.acceptsNonFinite && DecimalNumber.nonFinite(field.contents) != nil {
                columns[i].isText = false
                return
            }
            // A number beyond the range of `Double` is no category, nor is an infinity among numbers.
            guard columns[i].mayBeText, CategoryTable.looksLikeNumber(text) == false, !hasDecimalComma(text),
                columns[i].isText == nil || DecimalNumber.nonFinite(field.contents) == nil
            else {
                throw DataFormatError.notANumber(
                    field.contents, isTarget: columns[i].isTarget, type: "Double", file: input.name, location)
            }
            columns[i].needsSecondPass = columns[i].isText == false
            columns[i].isText = true
        }
        var copy = text
        let isNew = copy.withUTF8 { columns[i].table.index(of: $0) == nil }
        guard isNew else { return }
        guard columns[i].table.count < options.maximumCategories else {
            throw DataFormatError(
                .tooLarge, input.name, location,
                expected: "at most \(options.maximumCategories) different texts in this column",
                found: "another one, \(DataFormatError.quoted(text))",
                advice: columns[i].isTarget
                    ? "check that it is the target; a library's caller may raise the limit"
                    : "leave the column out (--ignore); a library's caller may raise the limit")
        }
        copy.withUTF8 { columns[i].table.insert($0, text) }
    }

    /// Whether a text is a number but for commas, in place of the point or between thousands. No category, unless the caller
    /// says so.
    private func hasDecimalComma(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: ",")) else { return false }
        return CategoryTable.looksLikeNumber(String(text.map { $0 == "," ? "." : $0 }))
            || CategoryTable.looksLikeNumber(text.filter { $0 != "," })
    }

    // MARK: The result

    private func schema() throws(DataFormatError) -> CSVSchema {
        var features: [CSVSchema.Column] = []
        var targets: [CSVSchema.Column] = []
        for column in columns {
            let encoding = column.isText == true ? try categories(column) : try number(column)
            let result = CSVSchema.Column(name: column.name, index: column.index, encoding: encoding)
            if column.isTarget { targets.append(result) } else { features.append(result) }
        }
        return CSVSchema(
            features: features, targets: targets, columnCount: layout.names.count, hasHeader: layout.hasHeader,
            separator: layout.separator, skippedLines: options.skippedLines, missingMarkers: options.missingMarkers,
            acceptsNonFinite: options.acceptsNonFinite, trimsSpaces: options.trimsSpaces)
    }

    private func missingError(_ column: Column, line: Int) -> DataFormatError {
        DataFormatError.missing(
            isTarget: column.isTarget, isText: column.isText == true, file: input.name,
            .line(line, column: column.index + 1, name: column.name))
    }

    private func number(_ column: Column) throws(DataFormatError) -> CSVSchema.Encoding {
        switch options.missingNumbers {
        case .dropRow: return .number(missing: .dropRow)
        case .mean where !column.isTarget:
            let mean = (column.sum + column.compensation) / Double(column.numberCount)
            guard mean.isFinite else {
                throw DataFormatError(
                    .missingValue, input.name,
                    .line(column.firstMissingLine ?? 1, column: column.index + 1, name: column.name),
                    expected: "numbers with a mean",
                    found: column.numberCount == 0 ? "none" : "a mean beyond the range of Double",
                    advice: "ignore the column, or fill it with a number")
            }
            return .number(missing: .value(mean))
        case .value(let value) where !column.isTarget: return .number(missing: .value(value))
        default:
            if let line = column.firstMissingLine { throw missingError(column, line: line) }
            return .number(missing: .error)
        }
    }

    private func categories(_ column: Column) throws(DataFormatError) -> CSVSchema.Encoding {
        var names = CSVScanner.sorted(column.table.texts)
        let missing: CSVSchema.MissingCategory
        switch options.missingCategories {
        case .dropRow: missing = .dropRow
        case .category(let name) where !column.isTarget:
            missing = .category(name)
            if column.firstMissingLine != nil && !names.contains(name) { names.append(name) }
        default:
            if let line = column.firstMissingLine { throw missingError(column, line: line) }
            missing = .error
        }
        let isOneHot = column.isTarget ? options.classEncoding == .oneHot : options.categories == .oneHot
        return isOneHot ? .oneHot(categories: names, missing: missing) : .index(categories: names, missing: missing)
    }

    /// Texts in their order: by value if all are numbers, of which equal ones count as one; otherwise by their bytes.
    static func sorted(_ texts: [String]) -> [String] {
        var byValue: [Double: String] = [:]
        for text in texts {
            guard let value = CategoryTable.shortNumber(text) else {
                return texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            }
            let name = Int(exactly: value).map(String.init) ?? text
            if let other = byValue[value], other.utf8.count <= name.utf8.count { continue }
            byValue[value] = name
        }
        return byValue.sorted { $0.key < $1.key }.map(\.value)
    }
}
