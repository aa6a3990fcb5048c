import DataFormats
import Linalg

/// A table of text: the first bytes choose how it is to be read, the others are the file.
struct Table {
    /// How many bytes choose.
    static let choiceCount = 4

    private let options: CSVOptions
    private let capacity: Int
    private let file: ByteRegion

    init(_ bytes: UnsafeRawBufferPointer) {
        var choices = Choices(bytes.prefix(Table.choiceCount))
        var options = CSVOptions(maximumCategories: 8, maximumColumns: 100, maximumRowBytes: 1 << 16)
        options.separator = choices.next([nil, .comma, .semicolon, .space, .tab])
        options.header = choices.next([.automatic, .present, .absent])
        options.targets = choices.next([[], [-1], [0], ["y"]])
        options.missingNumbers = choices.next([.error, .dropRow, .mean, .value(1)])
        options.missingCategories = choices.next([.error, .dropRow, .category("none")])
        options.categories = choices.next([.error, .ordinal, .oneHot])
        options.classEncoding = choices.next([.index, .oneHot])
        options.acceptsNonFinite = choices.next([false, true])
        options.trimsSpaces = choices.next([true, false])
        options.skippedLines = choices.next([0, 1])
        capacity = choices.next([4, 5, 16, 64, 1 << 12])
        self.options = options
        file = ByteRegion(copying: UnsafeRawBufferPointer(rebasing: bytes.dropFirst(Table.choiceCount)))
    }

    /// Reads the table at once, and then batch by batch.
    func read() throws(DataFormatError) {
        do throws(DataFormatError) {
            let table = try CSV.read(
                bytes: file, name: "x", options, of: Float.self, maximumBytes: Target.maximumBytes)
            check(table.features.rows == table.targets.rows, "features and targets of different samples")
            check(table.features.columns == table.schema.featureCount, "another number of features")
            try readAgain(table)
        } catch {
            check(error)
        }
        // Wherever the pieces of the file meet in memory, the numbers are the same, and so is the error. Only damage to
        // a compressed file is met the sooner the larger the pieces are.
        let (pieces, whole) = (stream(capacity), stream(1 << 18))
        let isComparable = !isCompressed || pieces.error.isEmpty && whole.error.isEmpty
        check(!isComparable || pieces == whole, "in pieces of \(capacity): \(pieces)\nat once: \(whole)")
    }

    /// Reads the table with the schema that it taught: all of it, and as if it were new and had no targets yet.
    private func readAgain(_ table: CSVTable<Float>) throws(DataFormatError) {
        let reader: CSVReader
        var features = Matrix<Float>.zeros(3, table.schema.featureCount)
        var targets = Matrix<Float>.zeros(3, table.schema.targetCount)
        var rows = 0
        do throws(DataFormatError) {
            reader = try CSVReader(bytes: file, name: "x", schema: table.schema)
            while case let count = try reader.read(features: &features, targets: &targets), count > 0 {
                check(rows + count <= table.features.rows, "more rows than before")
                for row in 0..<count {
                    check(
                        (0..<features.columns).allSatisfy {
                            features[row, $0].bitPattern == table.features[rows + row, $0].bitPattern
                        }, "other features than before")
                }
                rows += count
            }
        } catch {
            fatalError("a table that was read cannot be read again: \(error)")
        }
        check(rows == table.features.rows && reader.droppedRows == table.droppedRows, "other rows than before")

        // A row that was left out for the sake of its target may hold anything.
        let prediction = try CSVReader(bytes: file, name: "x", schema: table.schema, readsTargets: false)
        while try prediction.read(features: &features) > 0 {}
    }

    private var isCompressed: Bool { file.withUnsafeBytes { $0.starts(with: [0x1F, 0x8B]) } }

    /// All numbers, and the error that ends them.
    private func stream(_ capacity: Int) -> Outcome {
        var outcome = Outcome()
        do throws(DataFormatError) {
            var options = options
            // To find these out, the reader looks as far as the file is in memory, which depends on the pieces.
            options.separator = options.separator ?? .comma
            if options.header == .automatic { options.header = .present }
            let schema = try CSV.scan(bytes: file, name: "x", options, capacity: capacity).schema
            let reader = try CSVReader(
                bytes: file, name: "x", schema: schema, maximumRowBytes: options.maximumRowBytes, capacity: capacity)
            var features = Matrix<Double>.zeros(3, schema.featureCount)
            var targets = Matrix<Double>.zeros(3, schema.targetCount)
            while true {
                let count = try reader.read(features: &features, targets: &targets)
                if count == 0 { break }
                outcome.append(features, rows: count)
                outcome.append(targets, rows: count)
            }
            outcome.counts = [reader.line, reader.droppedRows]
            try reader.restart()
        } catch {
            check(error)
            outcome.error = error.description
        }
        return outcome
    }

    private struct Outcome: Equatable {
        var numbers: [UInt64] = []
        var counts: [Int] = []
        var error = ""

        mutating func append(_ matrix: Matrix<Double>, rows: Int) {
            for row in 0..<rows {
                for column in 0..<matrix.columns { numbers.append(matrix[row, column].bitPattern) }
            }
        }
    }
}

/// Turns bytes into choices, each as far as they go.
private struct Choices {
    private var number: UInt32 = 0

    init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { number = number << 8 | UInt32(byte) }
    }

    mutating func next<Value>(_ values: [Value]) -> Value {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: UInt32(values.count))
        number = quotient
        return values[Int(remainder)]
    }
}
