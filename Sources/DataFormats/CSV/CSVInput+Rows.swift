extension CSVInput {
    /// Moves to the next row that is not blank; false at the end of the file.
    @inline(__always)
    func beginRow(_ dialect: CSVDialect) throws(DataFormatError) -> Bool {
        // Nearly always there is nothing to skip.
        let byte = base[position]
        if byte > UInt8(ascii: " ") { return true }
        return try skipBlankLines(dialect)
    }

    @inline(never)
    private func skipBlankLines(_ dialect: CSVDialect) throws(DataFormatError) -> Bool {
        while true {
            var p = position
            while p < end && dialect.isSpace(base[p]) { p += 1 }
            if p == end {
                if isComplete {
                    position = end
                    return false
                }
                try fetch()
                continue
            }
            if base[p] == UInt8(ascii: "\r") {
                if p + 1 == end && !isComplete {
                    try fetch()
                    continue
                }
                p += base[p + 1] == UInt8(ascii: "\n") ? 2 : 1
            } else if base[p] == UInt8(ascii: "\n") {
                p += 1
            } else {
                return true
            }
            position = p
            line += 1
        }
    }

    /// Reads the fields of the next row that is not blank; false at the end of the file.
    ///
    /// The fields are valid until the next call. ``line`` is then that of the row after; the row's own is returned in
    /// `line`.
    func readRow(
        _ dialect: CSVDialect, into fields: inout [CSVField], line rowLine: inout Int
    ) throws(DataFormatError) -> Bool {
        guard try beginRow(dialect) else { return false }
        rowLine = line
        attempt: while true {
            fields.removeAll(keepingCapacity: true)
            var p = UnsafePointer(base + position)
            let limit = UnsafePointer(base + end)
            var lineBreaks = 0
            while true {
                let field = CSVField.scan(p, limit, isComplete: isComplete, dialect)
                fields.append(field)
                switch field.terminator {
                case .separator:
                    lineBreaks += field.lineBreaks
                    p = field.next
                case .row:
                    position = field.next - UnsafePointer(base)
                    line += lineBreaks + field.lineBreaks + 1
                    return true
                case .incomplete:
                    try fetch()
                    continue attempt
                case .malformed(let problem):
                    throw error(problem, field, line: line + lineBreaks, column: fields.count, name: nil)
                }
            }
        }
    }

    /// The first rows as texts, up to one that breaks the rules, without moving on.
    ///
    /// Only what is in memory is looked at, but more is read until there are some rows to compare.
    func peekRows(_ dialect: CSVDialect, limit: Int) throws(DataFormatError) -> (rows: [[String]], isClean: Bool) {
        guard try beginRow(dialect) else { return ([], true) }
        let least = min(limit, 3)
        attempt: while true {
            var rows: [[String]] = []
            var p = position
            while rows.count < limit {
                // Blank lines between rows.
                while p < end,
                    dialect.isSpace(base[p]) || base[p] == UInt8(ascii: "\n") || base[p] == UInt8(ascii: "\r")
                {
                    p += 1
                }
                if p == end && isComplete { break }
                var row: [String] = []
                fields: while true {
                    let field = CSVField.scan(base + p, base + end, isComplete: isComplete, dialect)
                    switch field.terminator {
                    case .separator, .row:
                        guard let text = field.text else { return (rows, false) }
                        row.append(text)
                        // No row of this table: reading it says so. Here it would only take time.
                        if let first = rows.first, row.count > 2 * first.count + 1000 { return (rows, true) }
                        p = field.next - UnsafePointer(base)
                        if case .row = field.terminator { break fields }
                    case .incomplete:
                        if rows.count >= least || (!rows.isEmpty && end - position >= maximumRowBytes) {
                            return (rows, true)
                        }
                        try fetch()
                        continue attempt
                    case .malformed: return (rows, false)
                    }
                }
                rows.append(row)
            }
            return (rows, true)
        }
    }

    /// The error for a field that breaks the rules.
    @inline(never)
    func error(
        _ problem: CSVField.Problem, _ field: CSVField, line: Int, column: Int, name columnName: String?
    ) -> DataFormatError {
        let location = DataFormatError.Location.line(line, column: column, name: columnName)
        switch problem {
        case .unterminatedQuote:
            return DataFormatError(
                .malformed, name, location, expected: "a quote at the end of the field",
                found: "the end of the file", advice: "close the quote that begins the field, or double it")
        case .textBehindQuote:
            let found = UnsafeBufferPointer(start: field.next, count: 1)
            return DataFormatError(
                .malformed, name, location, expected: "a separator behind the closing quote",
                found: DataFormatError.quoted(found), advice: "double the quotes within a quoted field")
        case .nul:
            return DataFormatError(
                .malformed, name, location, expected: "text", found: "a NUL byte",
                advice: "save the file as text in UTF-8")
        }
    }

    /// A number of fields in words.
    static func fields(_ count: Int) -> String { count == 1 ? "1 field" : "\(count) fields" }

    /// The error for the row that is being read if it has too few fields, or too many if `found` is nil.
    @inline(never)
    func fieldCountError(expected: Int, found: Int?) -> DataFormatError {
        DataFormatError(
            .malformed, name, .line(line), expected: CSVInput.fields(expected),
            found: found.map(String.init) ?? "more", advice: "check the separator, and quote fields that contain it")
    }

    /// The error for a field that is not UTF-8.
    @inline(never)
    func encodingError(_ field: CSVField, line: Int, column: Int, name columnName: String?) -> DataFormatError {
        DataFormatError(
            .malformed, name, .line(line, column: column, name: columnName), expected: "text in UTF-8",
            found: DataFormatError.quoted(field.contents), advice: "save the file as UTF-8")
    }
}

extension CSVInput {
    /// Moves back to the row that was just read, whose fields and line those are.
    func unread(_ fields: [CSVField], line rowLine: Int) {
        guard let first = fields.first else { return }
        // Spaces before the first field do not matter, but its quote does.
        position = first.start - UnsafePointer(base) - (first.isQuoted ? 1 : 0)
        line = rowLine
    }
}
