/// Reads JSON from bytes, one value after another as the caller expects them, so that nothing can nest deeply or grow.
struct JSONText {
    private let bytes: UnsafeRawBufferPointer
    private let offset: Int
    private let file: String
    private var position = 0

    /// `offset` is where the bytes begin in the file, for messages.
    init(_ bytes: UnsafeRawBufferPointer, offset: Int, file: String) {
        self.bytes = bytes
        self.offset = offset
        self.file = file
    }

    /// Where in the file the next value begins, or the spaces before it.
    var currentOffset: Int { offset + position }

    private func failure(_ expected: String) -> DataFormatError {
        let rest = bytes[min(position, bytes.count)...].prefix(20)
        return DataFormatError(
            .malformed, file, .offset(currentOffset), expected: expected,
            found: rest.isEmpty
                ? "the end of the header" : DataFormatError.quoted(String(decoding: rest, as: UTF8.self)),
            advice: "the file is damaged: copy or save it again")
    }

    private mutating func skipSpaces() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        skipSpaces()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(DataFormatError) {
        guard skip(character) else { throw failure("\"\(character)\"") }
    }

    /// Nothing but spaces must follow.
    mutating func expectEnd() throws(DataFormatError) {
        skipSpaces()
        guard position == bytes.count else { throw failure("nothing behind the header") }
    }

    /// An object: calls `member` with each key, to read the value.
    mutating func object(
        _ member: (inout JSONText, String) throws(DataFormatError) -> Void
    ) throws(DataFormatError) {
        try expect("{")
        if skip("}") { return }
        repeat {
            let key = try string()
            try expect(":")
            try member(&self, key)
        } while skip(",")
        try expect("}")
    }

    /// An array of integers that are not negative.
    mutating func naturalNumbers(limit: Int) throws(DataFormatError) -> [Int] {
        var values: [Int] = []
        try expect("[")
        if skip("]") { return values }
        repeat {
            guard values.count < limit else { throw failure("at most \(limit) numbers") }
            skipSpaces()
            let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
            let hasLeadingZero = digits.count > 1 && digits.first == UInt8(ascii: "0")
            guard !hasLeadingZero, let value = Int(String(decoding: digits, as: UTF8.self)) else {
                throw failure("an integer that is not negative")
            }
            position += digits.count
            values.append(value)
        } while skip(",")
        try expect("]")
        return values
    }

    /// A string.
    mutating func string() throws(DataFormatError) -> String {
        skipSpaces()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw failure("a string") }
        position += 1
        var units: [UInt8] = []
        while true {
            guard position < bytes.count, bytes[position] >= 0x20 else { throw failure("the end of a string") }
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                units.append(contentsOf: String(try escaped()).utf8)
            } else {
                units.append(byte)
            }
        }
        guard let text = String(validating: units, as: UTF8.self) else { throw failure("a string in UTF-8") }
        return text
    }

    /// The character behind a backslash.
    private mutating func escaped() throws(DataFormatError) -> Unicode.Scalar {
        guard position < bytes.count else { throw failure("the end of a string") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexadecimal()
            if let scalar = Unicode.Scalar(UInt32(unit)) { return scalar }
            // A character beyond 16 bits is written as two halves.
            if unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                let low = try hexadecimal()
                if (0xDC00..<0xE000).contains(low),
                    let scalar = Unicode.Scalar(0x10000 + UInt32(unit - 0xD800) << 10 + UInt32(low - 0xDC00))
                {
                    return scalar
                }
            }
            throw failure("a character")
        default: throw failure("an escaped character")
        }
    }

    private mutating func hexadecimal() throws(DataFormatError) -> UInt16 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw failure("four hexadecimal digits") }
        position += 4
        return value
    }

    /// A text as a JSON string.
    static func encode(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
