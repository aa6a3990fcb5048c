import DataFormats
import Foundation
import Linalg
import Testing

@Suite struct CSVTests {
    // MARK: What a table looks like

    @Test func namesAndNumbers() throws {
        let table = try readCSV("a,b,c\n1,2.5,-3e2\n4,5,6\n", CSVOptions(targets: ["c"]))
        #expect(table.features.rowArrays == [[1, 2.5], [4, 5]])
        #expect(table.targets.rowArrays == [[-300], [6]])
        #expect(table.schema.featureNames == ["a", "b"])
        #expect(table.schema.targetNames == ["c"])
        #expect(table.schema.hasHeader)
        #expect(table.classIndices == nil)
        #expect(table.droppedRows == 0)
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [true, false])
    func lineBreaks(_ lineBreak: String, endsWithOne: Bool) throws {
        let text = ["x,y", "1,2", "", "3,4", "  ", "5,6"].joined(separator: lineBreak) + (endsWithOne ? lineBreak : "")
        let table = try readCSV(text)
        #expect(table.features.rowArrays == [[1, 2], [3, 4], [5, 6]])
    }

    @Test(arguments: CSVSeparator.allCases.filter { $0 != .space })
    func separatorsAreFound(_ separator: CSVSeparator) throws {
        let s = ["comma": ",", "semicolon": ";", "tab": "\t", "verticalBar": "|"][separator.rawValue] ?? ""
        let rows = [
            ["name", "size", "weight"], ["\"a, b; c|d\te\"", "1.5", "2"], ["f", "3", "4"], ["\"g\"", " 5", "6 "],
        ]
        let text = rows.map { $0.joined(separator: s) }.joined(separator: "\n")
        let table = try readCSV(text, CSVOptions(ignored: ["name"]))
        #expect(table.schema.separator == separator)
        #expect(table.features.rowArrays == [[1.5, 2], [3, 4], [5, 6]])
        let chosen = try readCSV(text, CSVOptions(separator: separator, ignored: ["name"]))
        #expect(chosen.features == table.features)
    }

    @Test func spacesMaySeparate() throws {
        let text = "Chins  \"Sit ups\"\tJumps \n  5\t162  60\n\n2 110 60   \r\n12 \"101\" 101"
        let table = try readCSV(text)
        #expect(table.schema.separator == .space)
        #expect(table.schema.featureNames == ["Chins", "Sit ups", "Jumps"])
        #expect(table.features.rowArrays == [[5, 162, 60], [2, 110, 60], [12, 101, 101]])
        // But not if something else does.
        #expect(try readCSV("a b,c d\n1,2\n").schema.featureNames == ["a b", "c d"])
        let cities = try readCSV(
            "New York,Big Apple\nLos Angeles,City Angels\nNew York,x y\n", CSVOptions(categories: .ordinal))
        #expect(cities.schema.separator == .comma)
        expectError(.malformed, "line 2, column 1", "behind the closing quote") { () throws(DataFormatError) in
            try readCSV("a b\n\"1\"2 3\n", CSVOptions(separator: .space, header: .present))
        }
    }

    @Test func theMarkOfUTF8IsSkipped() throws {
        let table = try readCSV("\u{FEFF}a,b\n1,2\n", CSVOptions(targets: ["a"]))
        #expect(table.schema.targetNames == ["a"])
        #expect(try readCSV("\u{FEFF}1,2\n").features.rowArrays == [[1, 2]])
    }

    @Test func quotes() throws {
        let text = "\"x \"\"1\"\"\",\"y\n2\",  \"z,3\"  \n\"1\", \"2\" ,\"3\"\n4,\"5\",6\n"
        let table = try readCSV(text)
        #expect(table.schema.featureNames == ["x \"1\"", "y\n2", "z,3"])
        #expect(table.features.rowArrays == [[1, 2, 3], [4, 5, 6]])
        // Within a field that does not begin with one, a quote is a character.
        let other = try readCSV("a,b\n5\" pipe,1\n6\" pipe,2\n", CSVOptions(categories: .ordinal))
        #expect(other.schema.features[0].encoding.categories == ["5\" pipe", "6\" pipe"])
    }

    @Test func linesAreSkipped() throws {
        let table = try readCSV("150,4,\"open\n\rnot read\r\na,b\n1,2\n", CSVOptions(skippedLines: 3))
        #expect(table.schema.featureNames == ["a", "b"])
        #expect(table.features.rowArrays == [[1, 2]])
        expectError(.notANumber, "line 6") { () throws(DataFormatError) in
            try readCSV("150,4,\"open\n\rnot read\r\na,b\n1,2\n3,x", CSVOptions(header: .present, skippedLines: 3))
        }
    }

    @Test func headersAreFound() throws {
        func hasHeader(
            _ text: String, _ options: CSVOptions = CSVOptions(missingNumbers: .dropRow, categories: .ordinal)
        ) throws -> Bool {
            try CSV.scan(bytes: ByteRegion(copying: text.utf8), name: "t.csv", options).schema.hasHeader
        }
        #expect(try hasHeader("a,b\n1,2\n"))
        #expect(try hasHeader("a,b\n1,x\n2,y\n"))
        #expect(try hasHeader("150,4,setosa,virginica\n1,2,3,4\n"))
        #expect(try hasHeader("a,b\n,2\n3,NA\n"))
        #expect(try !hasHeader("1,2\n3,4\n"))
        #expect(try !hasHeader("5.1,Iris-setosa\n4.9,Iris-virginica\n"))
        #expect(try !hasHeader("p,x,s\ne,x,s\np,y,t\n"))
        #expect(try !hasHeader("p,p,s\na,b,c\nd,e,f\n"))
        // Only the chosen name decides here.
        #expect(try hasHeader("color,kind\nred,car\nblue,bus\n", CSVOptions(targets: ["kind"], categories: .ordinal)))
        expectError(.malformed, "line 1", "clearly a header", "say whether") { () throws(DataFormatError) in
            try readCSV("color,kind\nred,car\nblue,bus\n", CSVOptions(categories: .ordinal))
        }
        var options = CSVOptions(header: .absent, targets: [-1], categories: .ordinal)
        let table = try readCSV("color,kind\nred,car\nblue,bus\n", options)
        #expect(table.features.rows == 3)
        #expect(table.schema.featureNames == ["column 1"])
        #expect(table.schema.classNames == ["bus", "car", "kind"])
        options.header = .present
        #expect(try readCSV("color,kind\nred,car\nblue,bus\n", options).features.rows == 2)
    }

    @Test func namesThatAreMissingOrRepeated() throws {
        let table = try readCSV(",a,a,a (2)\n1,2,3,4\n", CSVOptions(targets: [-1]))
        #expect(table.schema.featureNames == ["column 1", "a", "a (3)"])
        #expect(table.schema.targetNames == ["a (2)"])
        // A made-up name is nobody's own, before or behind it.
        let names = try readCSV("a (2),a,a,column 5,,a,y\n1,2,3,4,5,6,7\n", CSVOptions(targets: ["y"])).schema
        #expect(names.featureNames == ["a (2)", "a", "a (3)", "column 5", "column 5 (2)", "a (4)"])
        let values = try CSV.read(
            bytes: ByteRegion(copying: Array("a (2),a,a,y\n1,2,3,4\n".utf8)), name: "t", CSVOptions(targets: ["y"]),
            of: Double.self)
        #expect(values.features == [[1, 2, 3]])
        expectError(.notFound, "several", "by its index") { () throws(DataFormatError) in
            try readCSV(",a,a\n1,2,3\n", CSVOptions(targets: ["a"]))
        }
    }

    // MARK: Choosing columns

    @Test func columnsAreChosen() throws {
        let text = "a,b,c,d\n1,2,3,4\n5,6,7,8\n"
        let two = try readCSV(text, CSVOptions(targets: ["d", 0]))
        #expect(two.features.rowArrays == [[2, 3], [6, 7]])
        #expect(two.targets.rowArrays == [[4, 1], [8, 5]])
        let some = try readCSV(text, CSVOptions(targets: [-1], features: ["c", 0]))
        #expect(some.features.rowArrays == [[3, 1], [7, 5]])
        let rest = try readCSV(text, CSVOptions(ignored: ["a", -2]))
        #expect(rest.features.rowArrays == [[2, 4], [6, 8]])
        #expect(rest.targets.columns == 0)
    }

    @Test func wrongChoicesAreErrors() {
        let text = "a,b\n1,2\n"
        func read(_ options: CSVOptions) -> () throws(DataFormatError) -> CSVTable<Double> {
            { () throws(DataFormatError) in try readCSV(text, options) }
        }
        expectError(.notFound, "t.csv", "\"c\"", "\"a\", \"b\"", in: read(CSVOptions(targets: ["c"])))
        expectError(.notFound, "index 2", "from 0 to 1", in: read(CSVOptions(targets: [2])))
        expectError(.notFound, "index -3", in: read(CSVOptions(targets: [-3])))
        expectError(.notFound, "once", in: read(CSVOptions(targets: ["a", 0])))
        expectError(.notFound, "target", "ignored", in: read(CSVOptions(targets: ["a"], ignored: ["a"])))
        expectError(.notFound, "predict from", in: read(CSVOptions(targets: ["a"], ignored: ["b"])))
        expectError(.notFound, "no header", in: read(CSVOptions(header: .absent, targets: ["a"])))
        expectError(.notFound, "categorical", in: read(CSVOptions(targets: ["a"], categorical: ["a"])))
    }

    // MARK: Missing values

    @Test(arguments: ["", "?", "NA", "nan", "null", "\"\"", "\"NA\"", " NA "])
    func missingNumbers(_ marker: String) throws {
        let text = "a,b,t\n1,2,3\n\(marker),4,5\n6,8,9\n"
        let options = CSVOptions(header: .present, targets: ["t"])
        func read(_ policy: CSVOptions.MissingNumbers) throws(DataFormatError) -> CSVTable<Double> {
            var options = options
            options.missingNumbers = policy
            return try readCSV(text, options)
        }
        expectError(.missingValue, "t.csv, line 3, column 1 (a)", "fill") { () throws(DataFormatError) in
            try read(.error)
        }
        let dropped = try read(.dropRow)
        #expect(dropped.features.rowArrays == [[1, 2], [6, 8]])
        #expect(dropped.targets.rowArrays == [[3], [9]])
        #expect(dropped.droppedRows == 1)
        #expect(try read(.mean).features.rowArrays == [[1, 2], [3.5, 4], [6, 8]])
        #expect(try read(.value(-7)).features.rowArrays == [[1, 2], [-7, 4], [6, 8]])
    }

    @Test func missingTargetsAreNeverInvented() throws {
        let text = "a,t\n1,2\n3,\n5,6\n"
        for policy in [CSVOptions.MissingNumbers.error, .mean, .value(0)] {
            expectError(.missingValue, "line 3", "to be predicted", "leave out") { () throws(DataFormatError) in
                try readCSV(text, CSVOptions(targets: ["t"], missingNumbers: policy))
            }
        }
        let table = try readCSV(text, CSVOptions(targets: ["t"], missingNumbers: .dropRow))
        #expect(table.targets.rowArrays == [[2], [6]])
    }

    @Test func missingCategories() throws {
        let text = "c,x\nred,1\n?,2\nblue,3\n"
        func read(_ policy: CSVOptions.MissingCategories) throws(DataFormatError) -> CSVTable<Double> {
            try readCSV(text, CSVOptions(missingCategories: policy, categories: .ordinal))
        }
        expectError(.missingValue, "line 3, column 1 (c)", "a category") { () throws(DataFormatError) in
            try read(.error)
        }
        #expect(try read(.dropRow).features.rowArrays == [[1, 1], [0, 3]])
        let table = try read(.category("unknown"))
        #expect(table.features.rowArrays == [[1, 1], [2, 2], [0, 3]])
        #expect(table.schema.features[0].encoding.categories == ["blue", "red", "unknown"])
    }

    @Test func markersAreTheUsersChoice() throws {
        let numeric = try readCSV(
            "a,b\n-999,1\n2,-999.0\n4,5\n", CSVOptions(missingNumbers: .mean, missingMarkers: ["-999"]))
        #expect(numeric.features.rowArrays == [[3, 1], [2, -999], [4, 5]])
        // Without markers, "?" is a category like any other, and an empty field is no number.
        let category = try readCSV("a,b\n?,1\nx,2\n", CSVOptions(missingMarkers: [], categories: .ordinal))
        #expect(category.features.rowArrays == [[0, 1], [1, 2]])
        expectError(.notANumber, "line 2", "nothing") { () throws(DataFormatError) in
            try readCSV("a,b\n,1\n2,3\n", CSVOptions(header: .present, missingMarkers: []))
        }
    }

    @Test func meansAreAccurate() throws {
        // Added up plainly, ten thousand tenths are off by 1e-9 of a unit, and 1e16 swallows all ones.
        let tenths = try readCSV(
            "a,b\n,1\n" + String(repeating: "0.1,1\n", count: 10_000), CSVOptions(missingNumbers: .mean))
        #expect(tenths.features[0, 0] == 0.1)
        let text = "a,b\n,1\n1e16,1\n" + String(repeating: "1,1\n", count: 1000) + "-1e16,1\n"
        #expect(try readCSV(text, CSVOptions(missingNumbers: .mean)).features[0, 0] == 1000.0 / 1002)
        expectError(.missingValue, "mean", "line 2, column 1") { () throws(DataFormatError) in
            try readCSV("a,b\n,1\n,2\n", CSVOptions(header: .present, missingNumbers: .mean))
        }
    }

    @Test func infinitiesAndNaNAreAcceptedOnlyOnRequest() throws {
        let text = "a,b\ninf,1\n-Infinity,2\nNaN,3\n"
        expectError(.notANumber, "line 2", "finite") { () throws(DataFormatError) in
            try readCSV(text, CSVOptions(header: .present, missingMarkers: []))
        }
        let table = try readCSV(text, CSVOptions(header: .present, missingMarkers: [], acceptsNonFinite: true))
        #expect(same([.infinity, -.infinity, .nan], (0..<3).map { table.features[$0, 0] }))
        // What exceeds the type is no infinity that somebody meant.
        expectError(.notANumber, "line 2", "Double can hold", "1e999") { () throws(DataFormatError) in
            try readCSV("a,b\n1e999,1\n", CSVOptions(header: .present, acceptsNonFinite: true))
        }
        expectError(.notANumber, "Float can hold", "read the file as Double") { () throws(DataFormatError) in
            try CSV.read(bytes: ByteRegion(copying: "a,b\n1e99,1\n".utf8), name: "t.csv", of: Float.self)
        }
    }

    // MARK: Categories and classes

    @Test func categoriesAsIndicesAndOneHot() throws {
        let text = "color,x,size\nred,1,L\n\"green\",2,S\nred,3,M\n"
        expectError(.notANumber, "line 2, column 1 (color)", "\"red\"", "categories") { () throws(DataFormatError) in
            try readCSV(text)
        }
        let ordinal = try readCSV(text, CSVOptions(categories: .ordinal))
        #expect(ordinal.features.rowArrays == [[1, 1, 0], [0, 2, 2], [1, 3, 1]])
        let oneHot = try readCSV(text, CSVOptions(categories: .oneHot))
        #expect(oneHot.features.rowArrays == [[0, 1, 1, 1, 0, 0], [1, 0, 2, 0, 0, 1], [0, 1, 3, 0, 1, 0]])
        #expect(oneHot.schema.featureNames == ["color=green", "color=red", "x", "size=L", "size=M", "size=S"])
    }

    @Test func numbersAsCategories() throws {
        let text = "zip,x\n10115,1\n1067,2\n10115.0,3\n"
        let table = try readCSV(text, CSVOptions(categorical: ["zip"], categories: .oneHot))
        #expect(table.schema.featureNames == ["zip=1067", "zip=10115", "x"])
        #expect(table.features.rowArrays == [[0, 1, 1], [1, 0, 2], [0, 1, 3]])
        // Numbers that are followed by text become categories from the first row on.
        let late = "a,b\n" + (0..<1500).map { "\($0 % 3),\($0)\n" }.joined() + "x,1\n"
        let mixed = try readCSV(late, CSVOptions(categories: .ordinal))
        #expect(mixed.schema.features[0].encoding.categories == ["0", "1", "2", "x"])
        #expect(mixed.features[1, 0] == 1)
        #expect(mixed.features[1500, 0] == 3)
        expectError(.notANumber, "line 1502, column 1 (a)") { () throws(DataFormatError) in try readCSV(late) }
    }

    @Test func classes() throws {
        let text = "x,species\n1,setosa\n2,virginica\n3,setosa\n4,versicolor\n"
        let table = try readCSV(text, CSVOptions(targets: ["species"]))
        #expect(table.schema.classNames == ["setosa", "versicolor", "virginica"])
        #expect(table.targets.rowArrays == [[0], [2], [0], [1]])
        #expect(table.classIndices == [0, 2, 0, 1])
        let oneHot = try readCSV(text, CSVOptions(targets: ["species"], classEncoding: .oneHot))
        #expect(oneHot.targets.rowArrays == [[1, 0, 0], [0, 0, 1], [1, 0, 0], [0, 1, 0]])
        #expect(oneHot.classIndices == [0, 2, 0, 1])
        expectError(.notANumber, "line 2, column 2 (species)", "classes") { () throws(DataFormatError) in
            try readCSV(text, CSVOptions(targets: ["species"], targetKind: .numbers))
        }
    }

    @Test func integerClassesAreSortedByValue() throws {
        let text = "x,digit\n1,10\n2,9\n3,9.0\n4,-1\n5,010\n"
        let table = try readCSV(text, CSVOptions(targets: ["digit"], targetKind: .classes))
        #expect(table.schema.classNames == ["-1", "9", "10"])
        #expect(table.classIndices == [2, 1, 1, 0, 2])
        // Numbers that only look the same as `Double` are different classes.
        let long = try readCSV(
            "x,id\n1,12345678901234567890\n2,12345678901234567891\n", CSVOptions(targets: ["id"], targetKind: .classes))
        #expect(long.classIndices == [0, 1])
        // Unless they are said to be classes, numbers are numbers.
        let numbers = try readCSV(text, CSVOptions(targets: ["digit"]))
        #expect(numbers.schema.classNames == nil)
        #expect(numbers.targets.rowArrays == [[10], [9], [9], [-1], [10]])
    }

    @Test func severalTargets() throws {
        let text = "x,kind,y\n1,a,5\n2,b,6\n"
        let table = try readCSV(text, CSVOptions(targets: ["kind", "y"], classEncoding: .oneHot))
        #expect(table.targets.rowArrays == [[1, 0, 5], [0, 1, 6]])
        #expect(table.schema.targetNames == ["kind=a", "kind=b", "y"])
        #expect(table.schema.classNames == nil)
    }

    @Test func categoriesAreLimited() {
        let text = "id,x\n" + (0..<30).map { "n\($0),1\n" }.joined()
        expectError(.tooLarge, "line 12, column 1 (id)", "at most 10", "leave the column out") {
            () throws(DataFormatError) in
            try readCSV(text, CSVOptions(categories: .oneHot, maximumCategories: 10))
        }
    }

    @Test func manyCategoriesKeepTheirIndices() throws {
        let names = (0..<700).map { "name \(($0 * 7919) % 700)" }
        let text = "id,x\n" + names.map { "\($0),1\n" }.joined()
        let table = try readCSV(text, CSVOptions(categories: .ordinal))
        let categories = try #require(table.schema.features[0].encoding.categories)
        #expect(categories.count == 700)
        #expect((0..<700).allSatisfy { categories[Int(table.features[$0, 0])] == names[$0] })
    }

    // MARK: New data

    @Test func aSchemaAppliesToNewData() throws {
        let train = "color,size,x,species\nred,L,1,a\nblue,S,,b\nred,M,3,a\n"
        let options = CSVOptions(
            targets: ["species"], missingNumbers: .mean, missingCategories: .category("none"), categories: .oneHot)
        let learned = try readCSV(train, options).schema
        // As it comes back from a model.
        let schema = try JSONDecoder().decode(CSVSchema.self, from: JSONEncoder().encode(learned))
        #expect(schema == learned)
        let folder = try TemporaryFolder()
        // Other order, another column, another separator, no target, missing values.
        let new = try folder.write("x;extra;size;color\n5;?;S;red\n;1;M;blue\n", as: "new.csv")
        let table: CSVTable<Double> = try CSV.read(new, schema: schema, readsTargets: false)
        #expect(table.features.rowArrays == [[0, 1, 0, 0, 1, 5], [1, 0, 0, 1, 0, 2]])
        #expect(table.targets.columns == 0)
        #expect(table.classIndices == nil)
        let unknown = try folder.write("x,size,color\n1,S,red\n1,S,green\n", as: "unknown.csv")
        expectError(.unknownCategory, "unknown.csv, line 3, column 3 (color)", "\"blue\", \"red\"", "\"green\"") {
            () throws(DataFormatError) in try CSV.read(unknown, schema: schema, readsTargets: false, of: Double.self)
        }
        let missing = try folder.write("x,size\n1,S\n", as: "missing.csv")
        expectError(.notFound, "\"color\"", "\"x\", \"size\"") { () throws(DataFormatError) in
            try CSV.read(missing, schema: schema, readsTargets: false, of: Double.self)
        }
        expectError(.notFound, "\"species\"") { () throws(DataFormatError) in
            try CSV.read(new, schema: schema, of: Double.self)
        }
        // No gap was seen in `size`, so there is no category for one.
        let gap = try folder.write("x,size,color\n1,,red\n", as: "gap.csv")
        expectError(.unknownCategory, "line 2, column 2 (size)") { () throws(DataFormatError) in
            try CSV.read(gap, schema: schema, readsTargets: false, of: Double.self)
        }
        let unknownClass = try folder.write("x,size,color,species\n1,S,red,c\n", as: "class.csv")
        expectError(.unknownCategory, "classes", "\"c\"") { () throws(DataFormatError) in
            try CSV.read(unknownClass, schema: schema, of: Double.self)
        }
    }

    @Test func aSchemaWithoutHeaderGoesByPosition() throws {
        let schema = try readCSV("1,a,2\n3,b,4\n", CSVOptions(targets: [1])).schema
        #expect(!schema.hasHeader)
        let folder = try TemporaryFolder()
        let same = try folder.write("5,b,6\n", as: "same.csv")
        let table: CSVTable<Double> = try CSV.read(same, schema: schema)
        #expect(table.features.rowArrays == [[5, 6]])
        #expect(table.classIndices == [1])
        let without = try folder.write("5,6\n7,8\n", as: "without.csv")
        let rest: CSVTable<Double> = try CSV.read(without, schema: schema, readsTargets: false)
        #expect(rest.features.rowArrays == [[5, 6], [7, 8]])
        expectError(.malformed, "3 columns", "found 2") { () throws(DataFormatError) in
            try CSV.read(without, schema: schema, of: Double.self)
        }
    }

    @Test func aSchemaSurvivesWhatAModelFileMayHold() throws {
        var schema = try readCSV("c,x\na,1\nb,2\n", CSVOptions(categories: .ordinal)).schema
        // Repeated categories and a category for gaps that is not among them.
        schema.features[0].encoding = .oneHot(categories: ["a", "a", "b"], missing: .category("z"))
        let folder = try TemporaryFolder()
        let path = try folder.write("c,x\nb,1\na,2\n", as: "new.csv")
        let table: CSVTable<Double> = try CSV.read(path, schema: schema)
        #expect(table.features.rowArrays == [[0, 0, 1, 1], [1, 0, 0, 2]])
    }

    // MARK: Streaming

    @Test func batchesAreTheRowsInOrder() throws {
        var random = SeededGenerator(seed: 3)
        let rows = (0..<1000).map { _ in (0..<5).map { _ in Double.random(in: -1...1, using: &random) } }
        let folder = try TemporaryFolder()
        let text = "a,b,c,d,e\n" + rows.map { $0.map(\.description).joined(separator: ",") + "\n" }.joined()
        let path = try folder.write(text, as: "rows.csv")
        let scan = try CSV.scan(path, CSVOptions(targets: ["c", "a"]))
        #expect(scan.rowCount == 1000)
        let reader = try CSVReader(path: path, schema: scan.schema)
        // A slice with a gap behind each row.
        var room = Matrix<Double>.zeros(64, 9)
        var targets = Matrix<Double>.zeros(64, 2)
        for _ in 0..<2 {
            var seen = 0
            while true {
                let count = try reader.read(features: &room[0..<64, 3..<6], targets: &targets)
                if count == 0 { break }
                for i in 0..<count {
                    let row = rows[seen + i]
                    #expect(same([row[1], row[3], row[4]], (3..<6).map { room[i, $0] }))
                    #expect(same([row[2], row[0]], (0..<2).map { targets[i, $0] }))
                }
                seen += count
            }
            #expect(seen == 1000)
            try reader.restart()
        }
        #expect(room.rowArrays.allSatisfy { $0[0..<3] == [0, 0, 0] && $0[6...] == [0, 0, 0] })
        let features = try CSVReader(path: path, schema: scan.schema, readsTargets: false)
        var one = Matrix<Float>.zeros(1, 3)
        #expect(try features.read(features: &one) == 1)
        #expect(one[0, 0] == Float(rows[0][1].description))
    }

    /// Wherever the pieces of a file meet in memory, the result is the same.
    @Test func seamsDoNotShow() throws {
        let text = "id,\"na\"\"me\",x\r\n1,\"a, \"\"b\"\"\n c\",2.5\r\n\r\n22,é,-1e3 \n333, \"q\" ,NA\r4,plain,7"
        let options = CSVOptions(missingNumbers: .value(9), categories: .ordinal)
        let whole = try readCSV(text, options)
        #expect(whole.schema.features[1].encoding.categories == ["a, \"b\"\n c", "plain", "q", "é"])
        #expect(whole.features.rowArrays == [[1, 0, 2.5], [22, 3, -1000], [333, 2, 9], [4, 1, 7]])
        let region = ByteRegion(copying: text.utf8)
        for capacity in 4..<80 {
            let schema = try CSV.scan(bytes: region, name: "t.csv", options, capacity: capacity).schema
            #expect(schema == whole.schema)
            let reader = try CSVReader(bytes: region, name: "t.csv", schema: schema, capacity: capacity)
            var features = Matrix<Double>.zeros(9, 3)
            #expect(try reader.read(features: &features) == 4)
            #expect(features.rowArrays.prefix(4) == whole.features.rowArrays[...])
            #expect(reader.line == 8)
        }
    }

    @Test func batchesOfTheWrongShapeTrap() async {
        await #expect(processExitsWith: .failure) {
            let reader = try CSVReader(
                bytes: ByteRegion(copying: "a,b\n1,2\n".utf8), name: "t.csv", schema: readCSV("a,b\n1,2\n").schema)
            var features = Matrix<Double>.zeros(3, 1)
            _ = try reader.read(features: &features)
        }
    }

    @Test func wholeTablesAreLimited() throws {
        let text = "a,b\n" + String(repeating: "1,2\n", count: 10_000)
        let region = ByteRegion(copying: text.utf8)
        expectError(.tooLarge, "at most 100000 bytes", "batch by batch") { () throws(DataFormatError) in
            try CSV.read(bytes: region, name: "t.csv", of: Double.self, maximumBytes: 100_000)
        }
        let table: CSVTable<Double> = try CSV.read(bytes: region, name: "t.csv", maximumBytes: 160_000)
        #expect(table.features.rows == 10_000)
        expectError(.tooLarge, "at most 159999 bytes") { () throws(DataFormatError) in
            try CSV.read(bytes: region, name: "t.csv", of: Double.self, maximumBytes: 159_999)
        }
        expectError(.tooLarge, "at most 15 bytes") { () throws(DataFormatError) in
            try CSV.read(bytes: region, name: "t.csv", of: Double.self, maximumBytes: 15)
        }
    }

    // MARK: gzip

    @Test func compressedTables() throws {
        let expected = try #require(GoldenData.manifest().files["two_streams.csv.gz"]).first?.numbers
        let table: CSVTable<Double> = try CSV.read(GoldenData.path("two_streams.csv.gz"))
        #expect(same(table.features.elements, try #require(expected)))
        #expect(table.schema.featureNames == ["a", "b", "c"])
        // Cut anywhere, it is an error, except behind the first stream.
        let bytes = try GoldenData.bytes("two_streams.csv.gz")
        var complete = 0
        for count in 2..<bytes.count {
            do throws(DataFormatError) {
                _ = try CSV.read(bytes: ByteRegion(copying: bytes[..<count]), name: "t.csv.gz", of: Double.self)
                complete += 1
            } catch {
                #expect([.truncated, .malformed, .checksum].contains(error.kind), "\(error)")
            }
        }
        #expect(complete == 1)
        // Zeros may follow, anything else not.
        let padded: CSVTable<Double> = try CSV.read(bytes: ByteRegion(copying: bytes + [0, 0, 0]), name: "t.csv.gz")
        #expect(padded.features == table.features)
        expectError(.malformed, "damage") { () throws(DataFormatError) in
            try CSV.read(bytes: ByteRegion(copying: bytes + [1, 2, 3]), name: "t.csv.gz", of: Double.self)
        }
    }
}
