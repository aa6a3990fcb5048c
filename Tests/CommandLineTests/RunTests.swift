import Foundation
import TestSupport
import Testing

/// Other runs than the notebook's, as NumPy made them.
@Suite struct RunTests {
    private struct File: Decodable {
        var numpy: String
        var runs: [Run]
    }

    struct Run: Decodable, Sendable, CustomTestStringConvertible {
        /// Each so many-th entry of an array, row by row.
        struct Thinned: Decodable {
            var shape: [Int]
            var every: Int
            var values: [Double]
        }

        var seed: UInt32
        var sizes: [Int]
        var learningRate: Double
        var epochs: Int
        var x: Thinned
        var y: Thinned
        var outputBefore: Thinned
        var firstGradients: [String: Thinned]
        var lossEpochs: [Int]
        var losses: [Double]
        var final: [String: Thinned]
        var outputAfter: Thinned
        var finalLoss: Double

        enum CodingKeys: String, CodingKey {
            case seed, sizes
            case learningRate = "learning_rate"
            case epochs, x, y
            case outputBefore = "y_hat_before"
            case firstGradients = "first_gradients"
            case lossEpochs = "loss_epochs"
            case losses, final
            case outputAfter = "y_hat_after"
            case finalLoss = "final_loss"
        }

        var testDescription: String { "\(sizes), seed \(seed)" }

        var options: [String] {
            [
                "--seed", "\(seed)", "--inputs", "\(sizes[0])", "--outputs", "\(sizes[sizes.count - 1])",
                "--hidden", sizes[1..<sizes.count - 1].map(String.init).joined(separator: ","),
                "--learning-rate", "\(learningRate)", "--epochs", "\(epochs)",
            ]
        }
    }

    static var runs: [Run] {
        get throws { try JSONDecoder().decode(File.self, from: Golden.data("notebook_runs.json")).runs }
    }

    /// Numbers agree to 1e-12 of themselves or to 1e-15, which is a few roundings of the outputs' 1.
    ///
    /// The floor is needed where sigmoids are saturated: `a · (1 − a)` has no right digit when `1 − a` is a few
    /// roundings, and derivatives there are of that size. A loss near zero has none either. It is compared by its
    /// square root, which as a distance moves no further than the outputs do.
    static func agrees(_ ours: [Double], _ theirs: [Double]) -> Bool {
        ours.count == theirs.count && zip(ours, theirs).allSatisfy { abs($0 - $1) <= 1e-12 * abs($1) + 1e-15 }
    }

    @Test(arguments: try runs, ["auto", "blas", "reference"])
    func theRunRepeats(_ run: Run, kernel: String) throws {
        let command = try Command(["demo", "--json", "--kernel", kernel] + run.options)
        #expect(command.end == .exit(0))
        #expect(command.error.isEmpty)
        let ours = try JSONDecoder().decode(JSONValue.self, from: command.output)
        #expect(ours["sizes"]?.numbers == run.sizes.map(Double.init))
        #expect(ours["seed"]?.numbers == [Double(run.seed)])

        func compare(_ name: String, _ ours: JSONValue?, _ golden: Run.Thinned, exact: Bool = false) throws {
            guard case .array(let rows) = try #require(ours) else {
                Issue.record("\(name) is not an array")
                return
            }
            #expect([rows.count, rows[0].numbers.count] == golden.shape, "\(name)")
            let numbers = rows.flatMap(\.numbers)
            let thinned = stride(from: 0, to: numbers.count, by: golden.every).map { numbers[$0] }
            if exact {
                #expect(thinned == golden.values, "\(name)")
            } else {
                #expect(Self.agrees(thinned, golden.values), "\(name)")
            }
        }
        try compare("x", ours["x"], run.x, exact: true)
        try compare("y", ours["y"], run.y, exact: true)
        try compare("ŷ before", ours["y_hat_before"], run.outputBefore)
        try compare("ŷ after", ours["y_hat_after"], run.outputAfter)
        #expect(ours["first_gradients"]?.keys == run.firstGradients.keys.sorted())
        for (name, golden) in run.firstGradients {
            try compare("\(name) first gradient", ours["first_gradients"]?[name], golden)
        }
        #expect(ours["final"]?.keys == run.final.keys.sorted())
        for (name, golden) in run.final { try compare("\(name) after", ours["final"]?[name], golden) }

        let losses = try #require(ours["losses"]).numbers
        #expect(losses.count == run.epochs)
        #expect(Self.agrees(run.lossEpochs.map { losses[$0 - 1].squareRoot() }, run.losses.map { $0.squareRoot() }))
        let finalLoss = try #require(ours["final_loss"]).numbers
        #expect(Self.agrees(finalLoss.map { $0.squareRoot() }, [run.finalLoss.squareRoot()]))
    }

    @Test func theTextNamesEveryLayerOfADeepNetwork() throws {
        let command = try Command(["demo", "--hidden", "4,5,6,7", "--inputs", "3", "--outputs", "2", "--epochs", "20"])
        #expect(command.end == .exit(0) && command.error.isEmpty)
        #expect(command.outputText.hasPrefix("A network of 3-4-5-6-7-2: "))
        for layer in 1...5 {
            #expect(command.outputText.contains("\nw\(layer) before =\n[["))
            #expect(command.outputText.contains("\nb\(layer) before =\n[[0.]\n"))
        }
    }
}
