import Foundation
import Linalg
import NeuralNetworks
import Testing

@testable import Training

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct ReportTests {
    @Test(arguments: [2, 10, 30, 31, 100])
    func aPageOfClassesIsWhole(count: Int) throws {
        let page = try Sample.classes((0..<count).map { "kind \($0)" }).html()
        try Page.check(page)
        #expect(page.contains("class=\"confusion") == (count <= 30))
        #expect(page.contains(">kind \(count - 1)</bdi>"))
        #expect(page.utf8.count < 150_000)
        // 3 of 4 are right in every class.
        #expect(page.contains("<b>75%</b><span>accuracy</span>"))
        #expect(page.contains("<title>data.csv: 75% accuracy</title>"))
    }

    @Test func aPageOfNumbersIsWhole() throws {
        let report = try Sample.numbers(["price <net>", "gross"])
        let page = report.html()
        try Page.check(page)
        #expect(page.contains("price &lt;net&gt;"))
        // A point for each example that can be drawn.
        #expect(page.components(separatedBy: "r=\"2.6\"").count - 1 == 2 * 100)
        #expect(page.contains("predicted − true"))
    }

    @Test func aPageOfLabelsIsWhole() throws {
        let page = try Sample.report(
            task: .labels(["a", "b"]), loss: "sigmoid-cross-entropy",
            Evaluation(
                samples: 8, loss: 0.5,
                labels: LabelFigures(
                    accuracy: 0.875, macroF1: 0.5,
                    labels: ["a", "b"].map { ClassFigures.Class(name: $0, hits: 3, support: 4, predicted: 5) })),
            Sample.records(3)
        ).html()
        try Page.check(page)
        #expect(page.contains("<b>87.5%</b><span>label accuracy</span>"))
        #expect(page.contains(">0.7500</td>") && page.contains("<h2>Labels</h2>"))
    }

    @Test func whatDataSayIsText() throws {
        let names = [
            "<script>alert(1)</script>", "\"quoted\" & 'single'", "</style></table>", "😀🎉", "שלום", "\u{202E}back",
            "\0\u{1}\u{FFFE}\u{85}", "", " \n ", String(repeating: "long ", count: 20_000),
            "a" + String(repeating: "\u{301}", count: 50_000), "]]>", "&amp;",
        ]
        let page = try Sample.classes(names, path: "/a/<b>&\"'.csv", notes: ["<i>note</i>"]).html()
        try Page.check(page)
        #expect(!page.contains("<script") && !page.contains("<i>note"))
        #expect(page.contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>"))
        #expect(page.contains("<h1><bdi>&lt;b&gt;&amp;&quot;&#39;.csv</bdi></h1>"))
        #expect(page.contains("(blank)") && page.contains("&amp;amp;") && page.contains("😀🎉"))
        #expect(page.utf8.count < 100_000)
    }

    @Test func aLongRunIsASmallPage() throws {
        let page = try Sample.classes(["a", "b"], records: Sample.records(100_000)).html()
        try Page.check(page)
        #expect(page.utf8.count < 150_000)
    }

    @Test func gapsAreNotDrawn() throws {
        var records = Sample.records(9)
        for epoch in [2, 3, 5] { records[epoch - 1].loss = epoch == 3 ? .infinity : .nan }
        records[0].loss = -1e308
        records[1].validationLoss = nil
        for count in [0, 1, 9] {
            let page = try Sample.classes(["a", "b"], records: Array(records.prefix(count))).html()
            try Page.check(page)
            for word in ["nan", "inf"] { #expect(!page.contains(" \(word)") && !page.contains("\"\(word)")) }
        }
    }

    /// Numbers of all magnitudes, subnormal and infinite ones, NaN: the end of a long run is no place to trap.
    @Test func anyNumbersMakeAPage() throws {
        var generator = RandomState(seed: 1)
        func any() -> Double {
            Double(bitPattern: UInt64(generator.next()) << 32 | UInt64(generator.next()))
        }
        for round in 0..<300 {
            let records = (1...1 + round % 7).map { epoch in
                EpochRecord(
                    epoch: epoch, loss: any(), validationLoss: abs(any()), accuracy: any(), rmse: abs(any()),
                    mae: any(),
                    r2: any(), learningRate: any(), samplesPerSecond: any(), seconds: any())
            }
            let numbers = RegressionFigures(
                rmse: any(), mae: any(), r2: any(), outputs: [.init(name: "a", rmse: any(), mae: any(), r2: any())])
            let evaluation = Evaluation(
                samples: 9, loss: any(), regression: numbers,
                examples: [(0..<round % 5).map { _ in .init(target: any(), prediction: any()) }])
            try Page.check(
                Sample.report(task: .regression(outputs: ["a"]), loss: "mse", evaluation, records, seconds: any())
                    .html())
        }
    }

    @Test func aSingleEpochIsAPoint() throws {
        let page = try Sample.classes(["a", "b"], records: Sample.records(1)).html()
        try Page.check(page)
        #expect(page.contains("class=\"dot first\"") && !page.contains("<path"))
    }

    @Test func everyOptionIsShown() throws {
        let report = try Sample.classes(["a", "b"])
        let page = report.html()
        let options = try #require(
            try JSONSerialization.jsonObject(with: report.plan.configuration.json()) as? [String: Any])
        let rows = page.components(separatedBy: "<section><h2>Options</h2>")[1].components(separatedBy: "<section>")[0]
        #expect(rows.components(separatedBy: "<tr>").count - 1 == options.count)
        #expect(rows.contains(">learning rate</th><td><bdi>0.001</bdi>"))
        for group in ["Data", "Network", "Learning", "Course", "Computing"] {
            #expect(rows.contains("<h3>\(group)</h3>"))
        }
    }

    @Test func thePageIsWrittenWhole() throws {
        let path = FileManager.default.temporaryDirectory.path + "/report-\(UInt64.random(in: 0 ... .max)).html"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let report = try Sample.classes(["a", "b"])
        try report.write(to: path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == report.html())
        #expect(throws: (any Error).self) { try report.write(to: path + "/none/report.html") }
    }
}

/// What every page must be.
private enum Page {
    static func check(_ page: String, _ location: SourceLocation = #_sourceLocation) throws {
        let parser = XMLParser(data: Data(page.utf8))
        let reader = Reader()
        parser.delegate = reader
        // It says yes to elements that are left open, though it has noted the error.
        let isParsed = parser.parse() && parser.parserError == nil
        #expect(
            isParsed, "line \(parser.lineNumber): \("\(parser.parserError, default: "")")", sourceLocation: location)
        #expect(reader.foreign.isEmpty, sourceLocation: location)
        #expect(reader.count > 30, sourceLocation: location)
        #expect(!page.contains("url(") && !page.contains("@import") && !page.contains("://"), sourceLocation: location)
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var count = 0
        var foreign: [String] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            count += 1
            if ["script", "link", "iframe", "object", "img", "image", "use"].contains(name) { foreign.append(name) }
            foreign += attributes.keys.filter { ["src", "href"].contains($0) || $0.hasPrefix("on") }
            // Numbers that are none would leave a drawing empty without a word.
            for key in ["d", "x", "y", "x1", "y1", "cx", "cy", "width", "height"] {
                if let value = attributes[key], value.contains(where: { !"0123456789.- ML".contains($0) }) {
                    foreign.append("\(key)=\(value.prefix(20))")
                }
            }
        }
    }
}

/// Runs that never took place.
private enum Sample {
    static func records(_ count: Int) -> [EpochRecord] {
        (1...max(count, 1)).prefix(count).map { epoch in
            let loss = 2 / Double(epoch) + 0.1 * abs(sin(Double(epoch)))
            return EpochRecord(
                epoch: epoch, loss: loss, validationLoss: loss * 1.2, accuracy: 1 - loss / 4, rmse: nil, mae: nil,
                r2: nil,
                learningRate: 0.1 / Double(epoch), samplesPerSecond: 12_345, seconds: Double(epoch))
        }
    }

    static func classes(
        _ names: [String], records: [EpochRecord] = records(5), path: String = "/some/data.csv", notes: [String] = []
    ) throws -> Report {
        var confusion = Array(repeating: Array(repeating: 0, count: names.count), count: names.count)
        for index in names.indices {
            confusion[index][index] += 3
            confusion[index][(index + 1) % names.count] += 1
        }
        let figures = ClassFigures(confusion: confusion, names: names)
        return try report(
            task: .classification(classes: names), loss: "softmax-cross-entropy",
            Evaluation(samples: 4 * names.count, loss: 0.5, classification: figures), records, path: path,
            notes: notes)
    }

    static func numbers(_ names: [String]) throws -> Report {
        let output = RegressionFigures.Output(name: "", rmse: 1, mae: 0.5, r2: 0.9)
        let figures = RegressionFigures(
            rmse: 1, mae: 0.5, r2: 0.9,
            outputs: names.map { name in
                var output = output
                output.name = name
                return output
            })
        let examples =
            (0..<100).map { Evaluation.Example(target: Double($0), prediction: Double($0) + sin(Double($0))) }
            + [.init(target: 1, prediction: .nan)]
        return try report(
            task: .regression(outputs: names), loss: "mse",
            Evaluation(samples: 101, loss: 0.1, regression: figures, examples: names.map { _ in examples }), records(5))
    }

    static func report(
        task: Task, loss: String, _ evaluation: Evaluation, _ records: [EpochRecord], path: String = "/some/data.csv",
        notes: [String] = [], seconds: Double = 12.5
    ) throws -> Report {
        let features = Rows<Float>.matrix(Matrix(rows: 500, columns: 4) { Float($0 + $1) })
        let targets: Dataset<Float>.Targets =
            switch task {
            case .classification(let names): .classes(Array(repeating: 0, count: 500), names: names)
            case .regression(let names), .labels(let names):
                .numbers(.matrix(Matrix(rows: 500, columns: names.count) { _, _ in 0 }), names: names)
            }
        let data = Dataset(path: path, features: features, targets: targets)
        var configuration = Configuration()
        configuration.data = path
        configuration.loss = loss
        configuration.hidden = [8]
        let plan = try Plan(
            configuration, training: data, count: 400, validationCount: 100,
            classCounts: task.isClassification ? Array(repeating: 10, count: task.names.count) : nil)
        let description = ModelDescription(inputSize: 4, layers: plan.layers, loss: plan.loss, task: task)
        let outcome = TrainingRun<Float>.Outcome(
            end: .patience, epochs: records.count, bestEpoch: max(1, records.count / 2), evaluation: evaluation,
            isValidation: true, seconds: seconds, model: try Model(description))
        return Report(
            plan: plan, data: data, records: records, outcome: outcome, notes: notes, threads: 2,
            date: Date(timeIntervalSince1970: 1e9))
    }
}
