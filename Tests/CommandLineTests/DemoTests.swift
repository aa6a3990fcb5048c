import Foundation
import TestSupport
import Testing

/// `mlp demo` as the notebook's run.
@Suite struct DemoTests {
    @Test func theReportShowsEveryPart() throws {
        let command = try Command(["demo"])
        #expect(command.end == .exit(0))
        #expect(command.error.isEmpty)
        let text = command.outputText
        let parts = [
            "A network of 5-3-5-4", "rate 0.01 for 10000 epochs", "Seed 42, double precision, kernel auto",
            "x =\n[[0.52]\n [0.93]\n [0.15]\n [0.72]\n [0.61]]\n", "y =\n[[0.21]\n [0.83]\n [0.87]\n [0.75]]\n",
            "w1 before =\n[[0.04666566 0.97375552 0.23277134 0.09060643 0.61838601]\n",
            "b1 before =\n[[0.]\n [0.]\n [0.]]\n", "w2 before =\n[[0.01596625 0.23089383 0.24102547]\n",
            "b2 before =\n[[0.]\n", "w3 before =\n[[0.44975413 0.39515024 0.92665887 0.727272   0.32654077]\n",
            "b3 before =\n[[0.]\n", "ŷ before =\n[[0.91288614]\n [0.95449609]\n [0.92229189]\n [0.74871256]]\n",
            "loss before = 0.128071075921607", "epoch     1   loss 0.128071075921607",
            "epoch  1000   loss 0.0380002762399", "epoch 10000   loss 2.4314004259",
            "ŷ after =\n[[0.2107099 ]\n [0.8395499 ]\n [0.86775392]\n [0.74933989]]\n",
            "loss after = 2.429630458609",
            "w1 after =\n[[ 0.01384127  0.91505036  0.22330277  0.04515728  0.57988047]\n",
            "time for a step: ", " µs (mean of 10000)\n", "Published figures", "  w3 first gradient ",
            "  loss of epoch 10000 ", "  b3 after ", "All 34 agree.\n",
        ]
        // Each after the one before.
        var rest = text[...]
        for part in parts {
            guard let found = rest.range(of: part) else {
                Issue.record("'\(part)' is not in its place in\n\(text)")
                return
            }
            rest = rest[found.upperBound...]
        }
        #expect(rest.isEmpty)
        #expect(text.components(separatedBy: "  agrees\n").count == 35)
        #expect(!text.contains("DISAGREES"))
        #expect(text.components(separatedBy: "\nepoch ").count == 12)
    }

    @Test(arguments: ["auto", "blas", "reference"])
    func theJSONIsTheNotebooks(kernel: String) throws {
        let command = try Command(["demo", "--json", "--kernel", kernel])
        #expect(command.end == .exit(0))
        #expect(command.error.isEmpty)
        #expect(command.outputText.hasSuffix("}\n"))
        let ours = try JSONDecoder().decode(JSONValue.self, from: command.output)
        let golden = try JSONDecoder().decode(JSONValue.self, from: Golden.data("notebook.json"))
        // Apart from the version of the software that made the golden file.
        #expect(ours.keys == golden.keys.filter { $0 != "numpy" })
        for key in ours.keys {
            let (ours, golden) = (try #require(ours[key]), try #require(golden[key]))
            #expect(ours.shape == golden.shape, "\(key)")
            if ["seed", "sizes", "learning_rate", "epochs", "leak", "x", "y", "initial"].contains(key) {
                #expect(ours == golden, "\(key)")
            } else {
                #expect(deviation(ours.numbers, golden.numbers) <= 1e-12, "\(key)")
            }
        }
        #expect(ours["losses"]?.numbers.count == 10_000)
    }

    @Test(arguments: ["auto", "blas", "reference"])
    func everyKernelAgreesWithThePublishedFigures(kernel: String) throws {
        let command = try Command(["demo", "--kernel", kernel])
        #expect(command.end == .exit(0) && command.error.isEmpty)
        #expect(command.outputText.contains("double precision, kernel \(kernel), "))
        #expect(command.outputText.hasSuffix("All 34 agree.\n"))
    }

    @Test(arguments: ["auto", "blas", "reference"])
    func singlePrecisionAgreesWithinItsLimit(kernel: String) throws {
        let text = try Command(["demo", "--float32", "--kernel", kernel])
        #expect(text.end == .exit(0) && text.error.isEmpty)
        #expect(text.outputText.contains("single precision"))
        #expect(text.outputText.contains("(at most 0.01)"))
        #expect(text.outputText.hasSuffix("All 34 agree.\n"))

        let json = try Command(["demo", "--float32", "--kernel", kernel, "--json"])
        #expect(json.end == .exit(0) && json.error.isEmpty)
        let ours = try JSONDecoder().decode(JSONValue.self, from: json.output)
        let golden = try JSONDecoder().decode(JSONValue.self, from: Golden.data("notebook.json"))
        for key in ours.keys where key != "seed" {
            let (ours, golden) = (try #require(ours[key]), try #require(golden[key]))
            #expect(ours.shape == golden.shape)
            // The last of 10,000 losses is a mean of squares of differences of 1e-3, which single precision knows to
            // 1e-7 and forgets bit by bit on the way.
            #expect(deviation(ours.numbers, golden.numbers) <= 0.01, "\(key)")
        }
        #expect(ours["initial"]!.numbers.map { Float($0) } == golden["initial"]!.numbers.map { Float($0) })
    }

    @Test func lossesArePrintedAsOftenAsAsked() throws {
        func epochs(_ options: String...) throws -> [Int] {
            let command = try Command(["demo"] + options)
            #expect(command.end == .exit(0) && command.error.isEmpty)
            return command.outputText.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ")
                return words.first == "epoch" && words.dropFirst(2).first == "loss" ? Int(words[1]) : nil
            }
        }
        #expect(try epochs("--epochs", "1") == [1])
        #expect(try epochs("--epochs", "7") == Array(1...7))
        #expect(try epochs("--epochs", "100") == [1] + stride(from: 10, through: 100, by: 10))
        #expect(try epochs("--epochs", "105") == [1] + stride(from: 10, through: 100, by: 10))
        #expect(try epochs("--epochs", "2500", "--every", "1000") == [1, 1000, 2000])
        #expect(try epochs("--epochs", "5", "--every", "9") == [1])
        #expect(try epochs("--epochs", "3", "--every", "1") == [1, 2, 3])
    }

    @Test(arguments: [
        ["--seed", "43"], ["--epochs", "9999"], ["--learning-rate", "0.011"], ["--hidden", "3,6"], ["--hidden", "3"],
        ["--inputs", "6"], ["--outputs", "3"],
    ])
    func otherRunsAreNotComparedWithThePublishedFigures(_ options: [String]) throws {
        let command = try Command(["demo"] + options)
        #expect(command.end == .exit(0) && command.error.isEmpty)
        #expect(command.outputText.contains("none is compared"))
        #expect(!command.outputText.contains("agrees"))
    }

    /// A run says the same each time, but for the time it took.
    @Test func runsRepeat() throws {
        let options = ["demo", "--json", "--epochs", "300", "--hidden", "70,80", "--inputs", "90"]
        #expect(try Command(options).output == Command(options).output)
    }
}
