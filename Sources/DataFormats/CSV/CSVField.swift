/// What a table of text is made of.
struct CSVDialect {
    /// What stands between fields.
    let separator: UInt8
    /// Whether any number of spaces and tabs together are one separator.
    let isSpaceSeparated: Bool
    private let trimsSpaces: Bool
    /// The byte that ends a field for sure: the separator, unless it may have several bytes.
    let plainSeparator: UInt8

    init(_ separator: CSVSeparator, trimsSpaces: Bool) {
        self.separator = separator.byte
        isSpaceSeparated = separator == .space
        self.trimsSpaces = trimsSpaces
        // This byte occurs in no UTF-8.
        plainSeparator = isSpaceSeparated ? 0xFF : separator.byte
    }

    /// Whether a byte is to be passed over around a field.
    @inline(__always)
    func isSpace(_ byte: UInt8) -> Bool {
        guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") else { return false }
        return isSpaceSeparated || (trimsSpaces && byte != separator)
    }

    /// Whether a byte separates fields.
    @inline(__always)
    func isSeparator(_ byte: UInt8) -> Bool {
        byte == separator || (isSpaceSeparated && byte == UInt8(ascii: "\t"))
    }
}

/// One field of a row, as it lies in memory.
struct CSVField {
    /// What ends a field.
    enum Terminator {
        case separator
        /// A line break, or the end of the file.
        case row
        /// The bytes in memory end here, but not the file.
        case incomplete
        /// The field breaks the rules.
        case malformed(Problem)
    }

    enum Problem {
        case unterminatedQuote, textBehindQuote, nul
    }

    /// The contents: without quotes and spaces around them, but with the doubled quotes.
    var start: UnsafePointer<UInt8>
    var end: UnsafePointer<UInt8>
    /// What follows the terminator; of a malformed field, where the problem is.
    var next: UnsafePointer<UInt8>
    var terminator: Terminator
    var isQuoted = false
    var hasDoubledQuotes = false
    /// Whether all bytes are ASCII, and so valid UTF-8.
    var isASCII = true
    /// How many line breaks the contents have.
    var lineBreaks = 0

    /// The contents, valid as long as the bytes are in memory.
    var contents: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: end - start) }

    /// The contents as a text; nil if they are not UTF-8.
    var text: String? {
        let contents = contents
        guard let text = String(validating: contents, as: UTF8.self) else { return nil }
        guard hasDoubledQuotes else { return text }
        var result = ""
        var skipsQuote = false
        for scalar in text.unicodeScalars {
            if scalar == "\"" {
                skipsQuote.toggle()
                if !skipsQuote { continue }
            } else {
                skipsQuote = false
            }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}

extension CSVField {
    /// Where the next row begins if a line break stands at `p`; nil if none does, or if it may go on behind the bytes
    /// in memory.
    @inline(__always)
    static func rowStart(behind p: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        if p.pointee == UInt8(ascii: "\n") { return p + 1 }
        return p.pointee == UInt8(ascii: "\r") && p[1] == UInt8(ascii: "\n") ? p + 2 : nil
    }

    /// Reads the field that begins at `start`.
    ///
    /// A field that begins with a quote ends with one, and may have separators, line breaks and doubled quotes within
    /// (RFC 4180). Elsewhere a quote is a character like any other.
    static func scan(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, isComplete: Bool, _ dialect: CSVDialect
    ) -> CSVField {
        var p = start
        while dialect.isSpace(p.pointee) { p += 1 }
        if p.pointee == UInt8(ascii: "\"") && p < end { return scanQuoted(p, end, isComplete, dialect) }
        let contents = p
        var all: UInt8 = 0
        while true {
            let byte = p.pointee
            if dialect.isSeparator(byte) || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == 0 {
                break
            }
            all |= byte
            p += 1
        }
        var last = p
        while last > contents && dialect.isSpace(last[-1]) { last -= 1 }
        var field = CSVField(start: contents, end: last, next: p, terminator: .row)
        field.isASCII = all < 0x80
        field.finish(at: p, end, isComplete, dialect)
        return field
    }

    private static func scanQuoted(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isComplete: Bool, _ dialect: CSVDialect
    ) -> CSVField {
        var p = start + 1
        var field = CSVField(start: p, end: p, next: p, terminator: .row, isQuoted: true)
        var all: UInt8 = 0
        while true {
            let byte = p.pointee
            if byte == 0 {
                field.next = p
                field.terminator =
                    p < end ? .malformed(.nul) : isComplete ? .malformed(.unterminatedQuote) : .incomplete
                return field
            }
            p += 1
            if byte == UInt8(ascii: "\"") {
                if p.pointee == UInt8(ascii: "\"") {
                    field.hasDoubledQuotes = true
                    p += 1
                    continue
                }
                if p == end && !isComplete {
                    field.terminator = .incomplete
                    return field
                }
                break
            }
            if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && p.pointee != UInt8(ascii: "\n")) {
                field.lineBreaks += 1
            }
            all |= byte
        }
        field.end = p - 1
        field.isASCII = all < 0x80
        if !dialect.isSpaceSeparated { while dialect.isSpace(p.pointee) { p += 1 } }
        field.finish(at: p, end, isComplete, dialect)
        return field
    }

    /// Judges the byte behind the contents.
    @inline(__always)
    private mutating func finish(
        at start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isComplete: Bool, _ dialect: CSVDialect
    ) {
        var p = start
        if dialect.isSpaceSeparated {
            // Spaces at the end of the row separate nothing.
            while dialect.isSpace(p.pointee) { p += 1 }
            let isLast = p.pointee == UInt8(ascii: "\n") || p.pointee == UInt8(ascii: "\r") || p.pointee == 0
            if p > start && !isLast {
                next = p
                terminator = .separator
                return
            }
        }
        next = p
        switch p.pointee {
        case dialect.separator:
            next = p + 1
            terminator = .separator
        case UInt8(ascii: "\n"):
            next = p + 1
            terminator = .row
        case UInt8(ascii: "\r"):
            if p + 1 == end && !isComplete {
                terminator = .incomplete
            } else {
                next = p[1] == UInt8(ascii: "\n") ? p + 2 : p + 1
                terminator = .row
            }
        default:
            if p == end {
                terminator = isComplete ? .row : .incomplete
            } else {
                terminator = .malformed(p.pointee == 0 ? .nul : .textBehindQuote)
            }
        }
    }
}
