import Foundation
import Testing

/// `mlp bench`: what it prints, not how fast it is.
@Suite struct BenchTests {
    private static let small = [
        "bench", "--layers", "5,4,3", "--batch", "2,33", "--threads", "1,2", "--sizes", "1,7", "--rounds", "1",
    ]

    @Test(arguments: ["float", "double"])
    func theJSONHoldsEveryFigure(_ precision: String) throws {
        let command = try Command(Self.small + ["--precision", precision, "--json"])
        #expect(command.end == .exit(0) && command.error.isEmpty, "\(command.errorText)")
        let json = try JSONDecoder().decode(JSONValue.self, from: command.output)
        #expect(json["precision"] == .text(precision))
        guard case .array(let kernels) = json["kernels"], case .array(let training) = json["training"] else {
            Issue.record("no kernels or no training in \(command.outputText)")
            return
        }
        #expect(
            kernels.map { $0["kernel"] }
                == (0..<2).flatMap { _ in ["gemm", "gemv", "ger", "dot", "axpy"].map { .text($0) } })
        #expect(
            kernels.map { $0["size"] } == [1, 7].flatMap { size in [JSONValue?](repeating: .number(size), count: 5) })
        #expect(training.map { $0["batch"] } == [2, 2, 33, 33].map { .number($0) })
        #expect(training.map { $0["threads"] } == [1, 2, 1, 2].map { .number($0) })
        for figure in kernels + training {
            let seconds = try #require(figure["seconds"])
            #expect(seconds["library"] != nil && seconds["reference"] != nil)
            #expect(seconds.numbers.allSatisfy { $0 > 0 })
            #expect(try #require(figure["ratios"]).keys == seconds.keys.filter { $0 != "library" })
            #expect(try #require(figure["residual"]).numbers.allSatisfy { $0 >= 0 && $0 <= 16 })
            #expect(try #require(figure["gigaflops"]).numbers.allSatisfy { $0 > 0 })
        }
        for figure in kernels where [.text("gemm"), .text("gemv"), .text("ger")].contains(figure["kernel"]) {
            #expect(figure["seconds"]?["blas"] != nil)
        }
        for figure in training {
            #expect(figure["layers"]?.numbers == [5, 4, 3] && figure["seconds"]?["blas"] != nil)
            // Samples a second are the batch over the time of a step.
            let expected = figure["batch"]!.numbers[0] / figure["seconds"]!["library"]!.numbers[0]
            #expect(deviation(figure["samplesPerSecond"]!.numbers, [expected]) <= 1e-12)
        }
    }

    @Test func theTableNamesEveryWork() throws {
        let command = try Command(Self.small + ["--activation", "tanh", "--optimizer", "adam"])
        #expect(command.end == .exit(0) && command.error.isEmpty, "\(command.errorText)")
        let text = command.outputText
        for part in [
            "gemm 1 ", "gemm 7 ", "gemv 7 ", "ger 7 ", "dot 7 ", "axpy 7 ",
            "5-4-3, tanh, adam, softmax-cross-entropy\n",
            "batch 2, 1 thread ", "batch 33, 2 threads ", "samples/s", "plain Swift",
        ] { #expect(text.contains(part), "'\(part)' is not in\n\(text)") }
        #expect(!text.contains("nan"))
    }

    @Test func aPartIsMeasuredAlone() throws {
        let kernels = try Command(Self.small + ["--part", "kernels"])
        #expect(kernels.end == .exit(0) && kernels.outputText.contains("gemm 7"))
        #expect(!kernels.outputText.contains("samples/s"))
        let training = try Command(Self.small + ["--part", "training"])
        #expect(training.end == .exit(0) && training.outputText.contains("samples/s"))
        #expect(!training.outputText.contains("gemm"))
    }

    @Test(arguments: [
        ["--layers", "5"], ["--layers", ""], ["--layers", "5,0"], ["--layers", "x"], ["--layers", "1000000,1000000"],
        ["--layers", "9223372036854775807,1"], ["--batch", "0"], ["--batch", ""], ["--batch", "9223372036854775807"],
        ["--threads", "0"], ["--threads=-1"], ["--precision", "half"], ["--activation", "fast"],
        ["--activation", "leaky-relu:x"], ["--optimizer", "fast"], ["--optimizer", "lbfgs"], ["--sizes", "0"],
        ["--sizes", "99999999"], ["--rounds", "0"], ["--part", "some"], ["--unknown"], ["extra"],
    ])
    func aBadOptionIsRefused(_ options: [String]) throws {
        try Command(["bench"] + options).expectRefusal(64, "\(options)")
    }

    @Test func messagesSayWhatIsWrong() throws {
        func message(_ options: String...) throws -> String { try Command(["bench"] + options).errorText }
        #expect(try message("--rounds", "0").contains("--rounds must be at least 1, not 0"))
        #expect(try message("--layers", "5").contains("inputs and outputs"))
        #expect(try message("--optimizer", "lbfgs").contains("takes no steps"))
        #expect(try message("--activation", "fast").contains("leaky-relu"))
        #expect(try message("--sizes", "99999999").contains("99999999×99999999"))
    }

    @Test func helpNamesEveryOption() throws {
        let text = try Command(["bench", "--help"]).outputText
        for option in [
            "part", "layers", "batch", "threads", "precision", "activation", "optimizer", "sizes", "rounds", "json",
        ] {
            #expect(text.contains("--\(option)"))
        }
        #expect(try Command(["--help"]).outputText.contains("bench"))
    }
}
