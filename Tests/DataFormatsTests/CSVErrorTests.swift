import DataFormats
import Foundation
import Linalg
import Testing

/// Each kind of bad table is an error that says where and what.
@Suite struct CSVErrorTests {
    private func error(
        _ kind: DataFormatError.Kind, _ text: String, _ options: CSVOptions = CSVOptions(), says parts: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do throws(DataFormatError) {
            _ = try readCSV(text, options)
            Issue.record("no error", sourceLocation: sourceLocation)
        } catch {
            #expect(error.kind == kind, "\(error)", sourceLocation: sourceLocation)
            for part in parts {
                #expect(error.description.contains(part), "\(part): \(error)", sourceLocation: sourceLocation)
            }
        }
    }

    @Test func emptyTables() {
        error(.malformed, "", says: ["t.csv", "empty"])
        error(.malformed, "\n\r\n  \n", says: ["empty"])
        error(.malformed, "\u{FEFF}", says: ["empty"])
        error(.malformed, "a,b\n", CSVOptions(header: .present), says: ["only a header"])
        error(.malformed, "a,b\n", CSVOptions(targets: ["a"]), says: ["only a header"])
        error(.malformed, "1,2\n3,4\n", CSVOptions(header: .absent, skippedLines: 5), says: ["empty"])
        error(
            .malformed, "a,b\n1,\n,2\n", CSVOptions(header: .present, missingNumbers: .dropRow),
            says: ["2 rows, each with a missing value"])
    }

    @Test func raggedRows() {
        error(.malformed, "a,b,c\n1,2,3\n4,5\n6,7,8\n", says: ["line 3", "expected 3 fields", "found 2"])
        error(.malformed, "a,b,c\n1,2,3\n4,5,6,7\n", says: ["line 3", "expected 3 fields", "found more"])
        // A line before the table, as some have.
        error(
            .malformed, "150,2,setosa,virginica\n5.1,3.5,0\n4.9,3.0,1\n",
            says: ["line 1", "expected 3 fields", "found 4", "take out the lines"])
        error(.malformed, "a,b,c\n1,2,3\n4,5,6,\n", says: ["line 3", "found more"])
        error(.notANumber, "a,b,c\n1,2,3\n4,5,", CSVOptions(missingMarkers: []), says: ["line 3, column 3"])
        error(.malformed, "a,b\n\"x\ny\",1\n\n2\n", CSVOptions(categories: .ordinal), says: ["line 5", "found 1"])
    }

    @Test func quotesThatDoNotMatch() {
        error(.malformed, "a,b\n1,2\n3,\"4\n5,6\n", says: ["line 3, column 2 (b)", "quote", "the end of the file"])
        error(.malformed, "a,b\n1,\"2\"3\n", says: ["line 2, column 2 (b)", "behind the closing quote", "\"3\""])
        error(.malformed, "a,\"b\n1,2\n", CSVOptions(separator: .comma, header: .present), says: ["line 1, column 2"])
    }

    @Test func aQuoteThatSwallowsTheFileIsFoundSoon() {
        let text = "a,b\n1,\"2\n" + String(repeating: "3,4\n", count: 100_000)
        error(
            .tooLarge, text, CSVOptions(header: .present, maximumRowBytes: 10_000),
            says: ["line 2", "at most 10000 bytes", "close a quote"])
    }

    @Test func bytesThatAreNoText() throws {
        error(.malformed, "a,b\n1,2\n3,\u{0}4\n", says: ["line 3, column 2 (b)", "NUL"])
        error(.malformed, "a,b\n1,x\u{0}y\n", CSVOptions(categories: .ordinal), says: ["line 2, column 2 (b)", "NUL"])
        error(
            .malformed, "a,b\n1,\"x\u{0}y\"\n", CSVOptions(categories: .ordinal), says: ["line 2, column 2 (b)", "NUL"])
        for column in 0...1 {
            // Invalid in a column that is read, and in one that is not.
            let bytes =
                Array("a,b\n1,2\n".utf8) + (column == 0 ? [0xFF, 0x2C, 0x32] : [0x31, 0x2C, 0xC3, 0x28]) + [10]
            expectError(.malformed, "line 3, column \(column + 1)", "UTF-8") { () throws(DataFormatError) in
                try CSV.read(
                    bytes: ByteRegion(copying: bytes), name: "t.csv",
                    CSVOptions(ignored: ["b"], categories: .ordinal), of: Double.self)
            }
        }
        for bytes in [[0xFF, 0xFE, 0x61, 0x00, 0x2C, 0x00], [0xFE, 0xFF, 0x00, 0x61]] as [[UInt8]] {
            expectError(.unsupported, "UTF-16", "UTF-8") { () throws(DataFormatError) in
                try CSV.read(bytes: ByteRegion(copying: bytes), name: "t.csv", of: Double.self)
            }
        }
        expectError(.malformed, "line 1, column 2", "UTF-8") { () throws(DataFormatError) in
            try CSV.read(
                bytes: ByteRegion(copying: [0x61, 0x2C, 0xFF, 0x0A, 0x31, 0x2C, 0x32]), name: "t.csv",
                CSVOptions(separator: .comma, header: .present), of: Double.self)
        }
    }

    @Test func textsThatAreNoNumbers() {
        error(
            .notANumber, "a,b\n1,2\n3,x\n", says: ["t.csv, line 3, column 2 (b)", "expected a number", "found \"x\""])
        error(
            .notANumber, "a;b\n1;2\n3;4,5\n", says: ["line 3", "decimal point", "\"4,5\"", "points instead of commas"])
        error(.notANumber, "a,b\n1,2\n3,1 2\n", says: ["\"1 2\""])
        error(.notANumber, "a,b\n1,2\n3,0x1F\n", says: ["0x1F"])
        // Whatever stands in the file, the message is one line.
        let odd = String(repeating: "long \n\u{7}\u{202E} ", count: 100)
        error(.notANumber, "a,b\n1,2\n3,\"\(odd)\"\n", says: ["\\u{a}", "\\u{7}", "\\u{202e}", "…"])
    }

    @Test func tooManyColumns() {
        error(
            .tooLarge, String(repeating: "1,", count: 50) + "1\n", CSVOptions(maximumColumns: 20),
            says: ["at most 20 columns", "found 51"])
    }

    @Test func messagesAreOneLineWithPlaceAndAdvice() {
        do throws(DataFormatError) {
            _ = try readCSV("a,b\n1,2\n3,x\n")
        } catch {
            #expect(
                error.description
                    == "t.csv, line 3, column 2 (b): expected a number, found \"x\"; correct it, count it as missing, "
                    + "ignore the column, or treat its text as categories")
            #expect(error.location == .line(3, column: 2, name: "b"))
        }
    }
}
