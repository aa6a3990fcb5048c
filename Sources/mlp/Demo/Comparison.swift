package import Linalg
import NeuralNetworks

extension PublishedFigures {
    /// The figures of a run beside the published ones.
    package struct Comparison<Element: RealScalar> {
        /// Each figure with its largest relative deviation.
        package private(set) var rows: [(name: String, deviation: Double, agrees: Bool)] = []

        /// The deviation that still agrees. Ten thousand steps in single precision lose most of its seven digits in a
        /// loss of 2e-5, which is a mean of squares of small differences.
        var limit: Double { Element.self == Double.self ? 1e-12 : 1e-2 }

        package init() {}

        /// Takes a loss as training goes by.
        package mutating func note(_ epoch: Int, _ loss: Element) {
            for published in losses where published.epoch == epoch {
                compare("loss of epoch \(epoch)", [loss], [published.loss])
            }
        }

        /// Takes everything else.
        mutating func finish(_ run: NotebookRun<Element>) {
            let trained = rows
            rows = []
            compare("x", Array(run.x), x)
            compare("y", Array(run.y), y)
            compare(RunRecord.layers(run.initial, run.initial.parameters), initial, "before")
            compare("ŷ before", Array(run.outputBefore), outputBefore)
            compare(RunRecord.layers(run.initial, run.firstGradient), firstGradients, "first gradient")
            rows += trained
            compare("ŷ after", Array(run.outputAfter), outputAfter)
            compare("loss after", [run.finalLoss], [finalLoss])
            compare(RunRecord.layers(run.final, run.final.parameters), final, "after")
        }

        private mutating func compare(
            _ ours: [String: [[Element]]], _ published: [String: [Double]], _ suffix: String
        ) {
            for name in ["w1", "b1", "w2", "b2", "w3", "b3"] {
                compare("\(name) \(suffix)", ours[name]!.flatMap { $0 }, published[name]!)
            }
        }

        private mutating func compare(_ name: String, _ ours: [Element], _ published: [Double]) {
            var deviation = ours.count == published.count ? 0 : Double.infinity
            for (a, b) in zip(ours, published) where Double(a) != b {
                deviation = max(deviation, abs(Double(a) - b) / abs(b))
                if Double(a).isNaN { deviation = .nan }
            }
            rows.append((name, deviation, deviation <= limit))
        }
    }
}
