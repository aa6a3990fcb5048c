public import Linalg

/// Writes a table of text field by field (RFC 4180); the file appears under its name when it is complete.
///
/// Numbers are written with as few digits as it takes to read the same number back, and texts in quotes where they need
/// them.
///
/// ```swift
/// var writer = try CSVWriter(path: "predictions.csv", header: ["probability", "class"])
/// try writer.write(0.93)
/// try writer.write("setosa")
/// try writer.endRow()
/// try writer.commit()
/// ```
public struct CSVWriter: ~Copyable {
    private var file: AtomicFile
    private let separator: UInt8
    private var buffer: [UInt8] = []
    private var fieldCount = 0
    private var columnCount: Int?
    /// The number of rows written so far, without the header.
    public private(set) var rows = 0

    /// Begins a table.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be made.
    public init(
        path: String, header: [String]? = nil, separator: CSVSeparator = .comma
    ) throws(DataFormatError) {
        file = try AtomicFile(path: path)
        self.separator = separator.byte
        buffer.reserveCapacity(1 << 16)
        if let header {
            require(!header.isEmpty, "a header without columns")
            for (i, name) in header.enumerated() {
                if i > 0 { buffer.append(self.separator) }
                append(name)
            }
            buffer.append(UInt8(ascii: "\n"))
            columnCount = header.count
        }
    }

    /// Writes the next field of the row: a number.
    public mutating func write<Number: RealScalar>(_ number: Number) throws(DataFormatError) {
        beginField()
        append(number)
        if buffer.count >= 1 << 15 { try flush() }
    }

    /// Writes the next field of the row: an integer.
    public mutating func write(_ number: Int) throws(DataFormatError) {
        beginField()
        buffer.append(contentsOf: String(number).utf8)
        if buffer.count >= 1 << 15 { try flush() }
    }

    /// Writes the next field of the row: a text.
    public mutating func write(_ text: String) throws(DataFormatError) {
        beginField()
        append(text)
        if buffer.count >= 1 << 15 { try flush() }
    }

    /// Ends the row.
    ///
    /// - Precondition: it has as many fields as the header or the first row, and at least one.
    public mutating func endRow() throws(DataFormatError) {
        require(fieldCount > 0, "a row without fields")
        require(
            fieldCount == columnCount ?? fieldCount,
            "a row of \(fieldCount) fields, where others have \(columnCount ?? 0)")
        columnCount = fieldCount
        fieldCount = 0
        rows += 1
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= 1 << 15 { try flush() }
    }

    /// Writes the rows of a matrix.
    ///
    /// - Precondition: it has as many columns as the header or the first row, and no row is begun.
    public mutating func append<Element: RealScalar>(_ matrix: Matrix<Element>) throws(DataFormatError) {
        require(fieldCount == 0, "a matrix in the middle of a row")
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns { try write(matrix[row, column]) }
            try endRow()
        }
    }

    /// Completes the file and gives it its name.
    ///
    /// - Precondition: no row is begun.
    /// - Throws: ``DataFormatError`` if it cannot be written; there is then no such file, or the old one.
    public consuming func commit() throws(DataFormatError) {
        require(fieldCount == 0, "a row that is not ended")
        try flush()
        try file.commit()
    }

    private mutating func flush() throws(DataFormatError) {
        try file.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func beginField() {
        if fieldCount > 0 { buffer.append(separator) }
        fieldCount += 1
    }

    private mutating func append(_ text: String) {
        buffer.append(contentsOf: CSV.field(text, separator: separator).utf8)
    }

    private mutating func append<Number: RealScalar>(_ number: Number) {
        var text = number.description
        text.withUTF8 { digits in
            // The description of a whole number ends in ".0", which says nothing here.
            let isWhole =
                digits.count > 2 && digits[digits.count - 1] == UInt8(ascii: "0")
                && digits[digits.count - 2] == UInt8(ascii: ".")
            buffer.append(contentsOf: isWhole ? digits.dropLast(2) : digits[...])
        }
    }
}

extension CSV {
    /// A text as it stands in a table with commas: in quotes if it needs them.
    package static func field(_ text: String) -> String { field(text, separator: CSVSeparator.comma.byte) }

    static func field(_ text: String, separator: UInt8) -> String {
        needsQuotes(text, separator) ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// Whether a text would not be read back as it is.
    private static func needsQuotes(_ text: String, _ separator: UInt8) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else {
            // If it is the whole row, the row would else be a blank line.
            return true
        }
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        if isSpace(first) || isSpace(last) || first == 0xEF { return true }
        return bytes.contains { byte in
            switch byte {
            case separator, UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
            case UInt8(ascii: "\t"): separator == CSVSeparator.space.byte
            default: false
            }
        }
    }
}

extension CSV {
    /// Writes a matrix as a table, with or without names of columns.
    ///
    /// - Precondition: the matrix has at least one column, and the header, if there is one, as many names.
    /// - Throws: ``DataFormatError`` if the file cannot be written.
    public static func write<Element: RealScalar>(
        _ matrix: Matrix<Element>, header: [String]? = nil, separator: CSVSeparator = .comma, to path: String
    ) throws(DataFormatError) {
        var writer = try CSVWriter(path: path, header: header, separator: separator)
        try writer.append(matrix)
        try writer.commit()
    }
}
