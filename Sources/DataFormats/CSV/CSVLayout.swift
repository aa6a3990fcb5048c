/// What a table looks like: its separator, and the names of its columns.
struct CSVLayout {
    var separator: CSVSeparator
    var hasHeader: Bool
    /// One for each column.
    var names: [String]
    /// Names that stood in the header more than once.
    var ambiguousNames: Set<String> = []

    func dialect(_ options: CSVOptions) -> CSVDialect {
        CSVDialect(separator, trimsSpaces: options.trimsSpaces)
    }
}

extension CSVLayout {
    /// Finds out what the options leave open, and moves `input` to the first row of data.
    init(_ input: CSVInput, _ options: CSVOptions) throws(DataFormatError) {
        try input.skipLines(options.skippedLines)
        let separator =
            if let chosen = options.separator { chosen } else { try CSVLayout.findSeparator(input, options) }
        let dialect = CSVDialect(separator, trimsSpaces: options.trimsSpaces)
        guard try input.beginRow(dialect) else {
            throw DataFormatError(
                .malformed, input.name, expected: "a table", found: "an empty file",
                advice: "check that the file is complete")
        }
        try CSVLayout.checkWidth(input, dialect)
        let hasHeader =
            switch options.header {
            case .present: true
            case .absent: false
            case .automatic: try CSVLayout.findHeader(input, dialect, options)
            }
        try self.init(input, separator: separator, hasHeader: hasHeader, options)
    }

    /// Reads the header, if there is one, or looks how many columns there are.
    init(_ input: CSVInput, separator: CSVSeparator, hasHeader: Bool, _ options: CSVOptions) throws(DataFormatError) {
        let dialect = CSVDialect(separator, trimsSpaces: options.trimsSpaces)
        var fields: [CSVField] = []
        var rowLine = 0
        guard try input.readRow(dialect, into: &fields, line: &rowLine) else {
            throw DataFormatError(
                .malformed, input.name, expected: "a table", found: "an empty file",
                advice: "check that the file is complete")
        }
        guard fields.count <= options.maximumColumns else {
            throw DataFormatError(
                .tooLarge, input.name, .line(rowLine), expected: "at most \(options.maximumColumns) columns",
                found: "\(fields.count)", advice: "check the separator, or raise the limit")
        }
        self.separator = separator
        self.hasHeader = hasHeader
        names = []
        guard hasHeader else {
            names = (1...fields.count).map { "column \($0)" }
            input.unread(fields, line: rowLine)
            return
        }
        var texts: [String] = []
        for (i, field) in fields.enumerated() {
            guard let text = field.text else {
                throw input.encodingError(field, line: rowLine, column: i + 1, name: nil)
            }
            texts.append(text.isEmpty ? "column \(i + 1)" : text)
        }
        // A name that is made up must be nobody's own, before or behind it.
        var (taken, seen, counts) = (Set(texts), Set<String>(), [String: Int]())
        for text in texts {
            var name = text
            if !seen.insert(text).inserted {
                ambiguousNames.insert(text)
                repeat {
                    counts[text, default: 1] += 1
                    name = "\(text) (\(counts[text, default: 1]))"
                } while !taken.insert(name).inserted
            }
            names.append(name)
        }
    }

    // MARK: Separator

    /// The separator with which the first rows all have the same number of fields, more than one, and most of them
    /// are numbers.
    private static func findSeparator(_ input: CSVInput, _ options: CSVOptions) throws(DataFormatError) -> CSVSeparator
    {
        var best: (separator: CSVSeparator, score: Double) = (.comma, 0)
        // Spaces also occur within fields: they come last, and count only if nothing else will do.
        for separator in CSVSeparator.allCases where separator != .space || best.score < 100 {
            let dialect = CSVDialect(separator, trimsSpaces: options.trimsSpaces)
            let (rows, isClean) = try input.peekRows(dialect, limit: 20)
            guard let width = rows.first?.count, width > 1 else { continue }
            let regular = Double(rows.count { $0.count == width }) / Double(rows.count)
            let fields = rows.dropFirst(rows.count > 1 ? 1 : 0).joined()
            let numeric = Double(fields.count { looksNumeric($0, separator) }) / Double(max(fields.count, 1))
            // Regular rows matter most, then numbers, then a larger number of columns.
            let score = (regular == 1 && isClean ? 100 : regular * 10) + numeric + Double(min(width, 1000)) * 1e-6
            if score > best.score { best = (separator, score) }
        }
        return best.separator
    }

    /// Whether a field is a number, perhaps with a comma for a point.
    private static func looksNumeric(_ text: String, _ separator: CSVSeparator) -> Bool {
        if CategoryTable.number(text) != nil { return true }
        guard separator != .comma else { return false }
        return CategoryTable.number(String(text.map { $0 == "," ? "." : $0 })) != nil
    }

    /// Throws if the first row has another number of fields than those below, which agree: it does not belong to the
    /// table.
    private static func checkWidth(_ input: CSVInput, _ dialect: CSVDialect) throws(DataFormatError) {
        let widths = try input.peekRows(dialect, limit: 3).rows.map(\.count)
        guard widths.count == 3, widths[0] != widths[1], widths[1] == widths[2] else { return }
        throw DataFormatError(
            .malformed, input.name, .line(input.line),
            expected: "\(CSVInput.fields(widths[1])), as the rows below have",
            found: "\(widths[0])", advice: "take out the lines before the table, or correct the first one")
    }

    // MARK: Header

    private static func findHeader(
        _ input: CSVInput, _ dialect: CSVDialect, _ options: CSVOptions
    ) throws(DataFormatError) -> Bool {
        let (rows, isClean) = try input.peekRows(dialect, limit: 50)
        // Reading the rows in earnest is going to say what is wrong.
        guard let first = rows.first else { return false }
        func isNumber(_ text: String) -> Bool { CategoryTable.number(text) != nil }
        func isMissing(_ text: String) -> Bool { options.missingMarkers.contains(text) }
        let others = rows.dropFirst().filter { $0.count == first.count }
        let chosen = options.targets + (options.features ?? []) + options.ignored + options.categorical
        for case .name(let name) in chosen where Int(name) == nil && first.contains(name) { return true }
        // Text above numbers makes a header.
        for (column, text) in first.enumerated() where !isNumber(text) && !isMissing(text) {
            let below = others.map { $0[column] }.filter { !isMissing($0) }
            if !below.isEmpty && below.allSatisfy(isNumber) { return true }
        }
        // A number, or a text that comes again below, makes data.
        for (column, text) in first.enumerated() {
            if isNumber(text) || (!text.isEmpty && others.contains { $0[column] == text }) { return false }
        }
        if Set(first).count < first.count { return false }
        if !isClean { return true }
        let shown = first.map { DataFormatError.quoted($0) }.prefix(5).joined(separator: ", ")
        throw DataFormatError(
            .malformed, input.name, .line(input.line),
            expected: "a first row that is clearly a header or clearly data", found: shown,
            advice: "say whether the file has a header")
    }

    // MARK: Choosing columns

    /// The index of a chosen column.
    func index(of column: CSVColumn, file: String) throws(DataFormatError) -> Int {
        switch column {
        case .index(let index):
            let resolved = index < 0 ? names.count + index : index
            guard names.indices.contains(resolved) else {
                throw DataFormatError(
                    .notFound, file, expected: "a column of index \(index)", found: "\(names.count) columns",
                    advice: "choose an index from 0 to \(names.count - 1), or from −1 to −\(names.count) from the end")
            }
            return resolved
        case .name(let name):
            if !(hasHeader && names.contains(name)), let index = Int(name) {
                return try self.index(of: .index(index), file: file)
            }
            guard hasHeader else {
                throw DataFormatError(
                    .notFound, file, expected: "a header with the column \(DataFormatError.quoted(name))",
                    found: "no header", advice: "choose the column by its index, from 0 to \(names.count - 1)")
            }
            guard !ambiguousNames.contains(name) else {
                throw DataFormatError(
                    .notFound, file, expected: "one column \(DataFormatError.quoted(name))", found: "several",
                    advice: "choose the column by its index, from 0 to \(names.count - 1)")
            }
            guard let index = names.firstIndex(of: name) else {
                throw DataFormatError(
                    .notFound, file, expected: "the column \(DataFormatError.quoted(name))",
                    found: "the columns \(DataFormatError.list(names))",
                    advice: "choose one of these, or a column by its index")
            }
            return index
        }
    }
}
