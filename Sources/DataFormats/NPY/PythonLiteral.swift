/// Reads the few kinds of Python literals that stand in the header of an array file.
struct PythonLiteral {
    private let bytes: UnsafeRawBufferPointer
    private let offset: Int
    private let file: String
    private var position = 0

    /// `offset` is where the bytes begin in the file, for messages.
    init(bytes: UnsafeRawBufferPointer, offset: Int, file: String) {
        self.bytes = bytes
        self.offset = offset
        self.file = file
    }

    /// Where in the file the next token begins, or the spaces before it.
    var currentOffset: Int { offset + position }

    private func failure(_ expected: String, _ kind: DataFormatError.Kind = .malformed) -> DataFormatError {
        let rest = bytes[min(position, bytes.count)...].prefix(20)
        return DataFormatError(
            kind, file, .offset(currentOffset), expected: expected,
            found: rest.isEmpty
                ? "the end of the header" : DataFormatError.quoted(String(decoding: rest, as: UTF8.self)),
            advice: "save a plain array of numbers with numpy.save")
    }

    private mutating func skipSpaces() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    /// Skips a character if it comes next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        skipSpaces()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Skips a character that must come next.
    mutating func expect(_ character: Unicode.Scalar) throws(DataFormatError) {
        guard skip(character) else { throw failure("\"\(character)\"") }
    }

    /// Nothing but spaces must follow.
    mutating func expectEnd() throws(DataFormatError) {
        skipSpaces()
        guard position == bytes.count else { throw failure("nothing behind the header") }
    }

    /// A text in single or double quotes, without escapes.
    mutating func string() throws(DataFormatError) -> String {
        skipSpaces()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "'") || bytes[position] == UInt8(ascii: "\"")
        else { throw failure("a text in quotes") }
        let quote = bytes[position]
        let rest = bytes[(position + 1)...]
        guard let end = rest.firstIndex(of: quote), !rest[..<end].contains(UInt8(ascii: "\\")),
            let text = String(validating: rest[..<end], as: UTF8.self)
        else { throw failure("a text in quotes") }
        position = end + 1
        return text
    }

    /// The descriptor of an element type; a structured type is an error.
    mutating func elementDescriptor() throws(DataFormatError) -> String {
        skipSpaces()
        if position < bytes.count, bytes[position] == UInt8(ascii: "[") || bytes[position] == UInt8(ascii: "(") {
            throw failure("one type for all elements", .unsupported)
        }
        return try string()
    }

    /// `True` or `False`.
    mutating func boolean() throws(DataFormatError) -> Bool {
        skipSpaces()
        for (word, value) in [("True", true), ("False", false)] where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return value
        }
        throw failure("True or False")
    }

    /// A tuple of integers that are not negative.
    mutating func integers() throws(DataFormatError) -> [Int] {
        try expect("(")
        var values: [Int] = []
        while !skip(")") {
            skipSpaces()
            let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else { throw failure("a size, which is not negative") }
            guard let value = Int(String(decoding: digits, as: UTF8.self)) else {
                throw failure("a size that memory can hold", .tooLarge)
            }
            position += digits.count
            // Python 2 marked long integers.
            if position < bytes.count, bytes[position] == UInt8(ascii: "L") { position += 1 }
            values.append(value)
            guard values.count <= NPY.maximumAxes else {
                throw failure("at most \(NPY.maximumAxes) axes", .unsupported)
            }
            if !skip(",") {
                // One value without a comma is a number in parentheses, no tuple; it is clear what is meant.
                try expect(")")
                break
            }
        }
        return values
    }
}
