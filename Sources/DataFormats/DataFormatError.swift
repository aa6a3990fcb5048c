/// Why a file could not be read or written: which file, where in it, what was expected, what was found, and what to do
/// next.
///
/// ```
/// iris.csv, line 12, column 3 (petal_width): expected a number, found "abc"; correct it, ignore the column, or …
/// ```
public struct DataFormatError: Error, Hashable, Sendable {
    /// What went wrong, for programs to decide by.
    public enum Kind: Hashable, Sendable {
        /// The file is missing, may not be read, or is not a regular file.
        case noInput
        /// The system failed to read an open file.
        case cannotRead
        /// The file could not be written. What had that name before is untouched.
        case cannotWrite
        /// The file ends before what it promised.
        case truncated
        /// The file breaks the rules of its format.
        case malformed
        /// A checksum disagrees with the data: the file was damaged.
        case checksum
        /// Valid, but not read here.
        case unsupported
        /// More than memory, the caller's limit or the format's arithmetic allows.
        case tooLarge
        /// A value is missing where none may be.
        case missingValue
        /// A text stands where a number should.
        case notANumber
        /// A category that is not among those of the schema.
        case unknownCategory
        /// A column or array that was asked for is not there, or not unique.
        case notFound
    }

    /// A place in a file.
    public enum Location: Hashable, Sendable {
        /// The file as a whole.
        case wholeFile
        /// The byte at this offset, counted from zero; in a compressed file, of its decompressed contents.
        case offset(Int)
        /// A line of text, and the column (field) of the record that it belongs to, both counted from one.
        case line(Int, column: Int? = nil, name: String? = nil)
    }

    /// What went wrong, for programs to decide by.
    public var kind: Kind { contents.kind }
    /// The file, as it was named by the caller; of an archive with the member behind a slash.
    public var file: String { contents.file }
    /// Where in the file.
    public var location: Location { contents.location }
    /// What should have been there.
    public var expected: String { contents.expected }
    /// What was there instead.
    public var found: String { contents.found }
    /// What to do next.
    public var advice: String { contents.advice }

    // One pointer, so that functions that may throw it need no room for all of that.
    private let contents: Contents

    private final class Contents: Sendable {
        let kind: Kind
        let file: String
        let location: Location
        let expected: String
        let found: String
        let advice: String

        init(_ kind: Kind, _ file: String, _ location: Location, _ expected: String, _ found: String, _ advice: String)
        {
            self.kind = kind
            self.file = file
            self.location = location
            self.expected = expected
            self.found = found
            self.advice = advice
        }
    }

    package init(
        _ kind: Kind, _ file: String, _ location: Location = .wholeFile, expected: String, found: String,
        advice: String
    ) {
        contents = Contents(kind, file, location, expected, found, advice)
    }

    /// Whether both say the same.
    public static func == (a: DataFormatError, b: DataFormatError) -> Bool {
        a.kind == b.kind && a.file == b.file && a.location == b.location && a.expected == b.expected
            && a.found == b.found && a.advice == b.advice
    }

    /// Feeds kind, file and location into `hasher`.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(file)
        hasher.combine(location)
    }
}

extension DataFormatError: CustomStringConvertible {
    /// All of it in one line.
    public var description: String {
        let file = DataFormatError.printable(file, limit: 4096)
        return "\(file)\(location): expected \(expected), found \(found); \(advice)"
    }
}

extension DataFormatError.Location: CustomStringConvertible {
    /// What stands behind the file's name in a message; empty for the whole file.
    public var description: String {
        switch self {
        case .wholeFile: return ""
        case .offset(let offset): return ", offset \(offset)"
        case .line(let line, nil, _): return ", line \(line)"
        case .line(let line, let column?, let name):
            let label = name.map { " (\(DataFormatError.printable($0, limit: 60)))" } ?? ""
            return ", line \(line), column \(column)\(label)"
        }
    }
}

// MARK: - Text from a file in a message

extension DataFormatError {
    /// A text in quotes, without line breaks and not long, whatever it holds.
    package static func quoted(_ text: String) -> String { "\"\(printable(text, limit: 60))\"" }

    /// Bytes as text in quotes, without line breaks and not long, whatever they are.
    static func quoted(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        quoted(String(decoding: bytes.prefix(300), as: UTF8.self))
    }

    /// A list of names in quotes, not long.
    static func list(_ names: some Collection<String>, limit: Int = 8) -> String {
        let shown = names.prefix(limit).map { quoted($0) }.joined(separator: ", ")
        return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
    }

    static func printable(_ text: String, limit: Int) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit { return result + "…" }
            count += 1
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
                result += scalar == "\t" ? "\\t" : "\\u{\(String(scalar.value, radix: 16))}"
            default:
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension DataFormatError {
    /// Bytes in hexadecimal.
    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        "the bytes " + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
