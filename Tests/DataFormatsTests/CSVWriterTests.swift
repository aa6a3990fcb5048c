import DataFormats
import Foundation
import Linalg
import Testing

@Suite struct CSVWriterTests {
    @Test func numbersAreShortAndReadBackExactly() throws {
        let folder = try TemporaryFolder()
        let values: [Double] = [
            0, -0.0, 1, -1, 0.1, 1.0 / 3, 100, 1e15, 1e16, 1e22, 1e-5, 123456.789, .leastNonzeroMagnitude,
            .greatestFiniteMagnitude, .infinity,
            -.infinity, .nan,
        ]
        let path = folder.file("n.csv")
        try CSV.write(Matrix(rows: values.count, columns: 1, rowMajor: values), to: path)
        #expect(
            try folder.text("n.csv").split(separator: "\n") == [
                "0", "-0", "1", "-1", "0.1", "0.3333333333333333", "100", "1000000000000000", "1e+16", "1e+22", "1e-05",
                "123456.789", "5e-324", "1.7976931348623157e+308", "inf", "-inf", "nan",
            ])
        let options = CSVOptions(header: .absent, missingMarkers: [], acceptsNonFinite: true)
        #expect(same(try CSV.read(path, options, of: Double.self).features.elements, values))
    }

    @Test func randomMatricesSurviveTheRoundTrip() throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 5)
        for separator in CSVSeparator.allCases {
            let doubles = Matrix<Double>(rows: 40, columns: 7) { _, _ in
                let value = Double(bitPattern: random.next())
                return value.isFinite ? value : 0
            }
            let header = ["a", "b,c", "d;e", "f\tg", "h|i", "j\"k", " l\nm "]
            try CSV.write(doubles, header: header, separator: separator, to: folder.file("d.csv"))
            let table: CSVTable<Double> = try CSV.read(
                folder.file("d.csv"), CSVOptions(separator: separator, header: .present))
            #expect(same(table.features.elements, doubles.elements))
            #expect(table.schema.featureNames == header)
        }
        let floats = Matrix<Float>(rows: 40, columns: 7) { _, _ in
            let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
            return value.isFinite ? value : 0
        }
        try CSV.write(floats, to: folder.file("f.csv"))
        #expect(try CSV.read(folder.file("f.csv"), of: Float.self).features == floats)
    }

    @Test func textsAreQuotedWhereNeeded() throws {
        let folder = try TemporaryFolder()
        var writer = try CSVWriter(path: folder.file("t.csv"), header: ["text", "number"])
        for text in ["plain", "", "a,b", "say \"hi\"", "two\nlines", "\rx", " space", "tab\t", "é", "semi;colon"] {
            try writer.write(text)
            try writer.write(7)
            try writer.endRow()
        }
        #expect(writer.rows == 10)
        try writer.commit()
        #expect(
            try folder.text("t.csv")
                == "text,number\nplain,7\n\"\",7\n\"a,b\",7\n\"say \"\"hi\"\"\",7\n\"two\nlines\",7\n\"\rx\",7\n"
                + "\" space\",7\n\"tab\t\",7\né,7\nsemi;colon,7\n")
    }

    /// Random texts, quoted at need or for no reason, against the categories that are read.
    @Test func randomTextsSurviveTheRoundTrip() throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 6)
        let alphabet = Array("ab,;\t|\"\n\r é0")
        for round in 0..<60 {
            var names: [String] = []
            for _ in 0..<20 {
                let name = String(
                    (0..<Int.random(in: 1...6, using: &random)).map { _ in
                        alphabet.randomElement(using: &random) ?? "a"
                    })
                names.append(name)
            }
            let separator = CSVSeparator.allCases[round % 4]
            var writer = try CSVWriter(path: folder.file("r.csv"), header: ["name", "x"], separator: separator)
            for name in names {
                try writer.write(name)
                try writer.write(0.5)
                try writer.endRow()
            }
            try writer.commit()
            let options = CSVOptions(
                separator: separator, header: .present, categorical: ["name"], missingMarkers: [], categories: .ordinal)
            let table: CSVTable<Double> = try CSV.read(folder.file("r.csv"), options)
            let categories = try #require(table.schema.features[0].encoding.categories)
            #expect(table.features.rows == names.count)
            let numeric = categories.allSatisfy { Double($0) != nil }
            for (i, name) in names.enumerated() where !numeric {
                #expect(categories[Int(table.features[i, 0])].utf8.elementsEqual(name.utf8))
            }
        }
    }

    @Test func raggedRowsTrap() async {
        await #expect(processExitsWith: .failure) {
            let folder = try TemporaryFolder()
            var writer = try CSVWriter(path: folder.file("t.csv"), header: ["a", "b"])
            try writer.write(1)
            try writer.endRow()
            try writer.commit()
        }
    }

    @Test func withoutACommitThereIsNoFile() throws {
        let folder = try TemporaryFolder()
        do {
            var writer = try CSVWriter(path: folder.file("t.csv"), header: ["a"])
            try writer.write(1)
            try writer.endRow()
        }
        #expect(try folder.names().isEmpty)
    }
}
