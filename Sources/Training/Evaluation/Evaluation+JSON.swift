public import Foundation

extension Evaluation {
    private struct Record: Encodable {
        var samples: Int
        var loss: Double
        var accuracy: Double?
        var macroF1: Double?
        var rmse: Double?
        var mae: Double?
        var r2: Double?
        var classes: [ClassFigures.Class]?
        var labels: [ClassFigures.Class]?
        var confusion: [[Int]]?
        var outputs: [RegressionFigures.Output]?
    }

    /// All figures as a flat JSON object: `samples`, `loss`, then `accuracy`, `macroF1`, `classes` and `confusion`,
    /// or `accuracy`, `macroF1` and `labels`, or `rmse`, `mae`, `r2` and `outputs`.
    public func json() -> Data {
        let record = Record(
            samples: samples, loss: loss, accuracy: classification?.accuracy ?? labels?.accuracy,
            macroF1: classification?.macroF1 ?? labels?.macroF1, rmse: regression?.rmse, mae: regression?.mae,
            r2: regression?.r2,
            classes: classification?.classes, labels: labels?.labels, confusion: classification?.confusion,
            outputs: regression?.outputs)
        // JSON has no infinities: null.
        return Data(ModelFile.encode(record, notFinite: "null").utf8)
    }
}
