/// How well numbers are predicted, in the units of the targets.
public struct RegressionFigures: Sendable, Hashable, Codable {
    /// How one output fares.
    public struct Output: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String
        /// The root of the mean squared error.
        public var rmse: Double
        /// The mean absolute error.
        public var mae: Double
        /// One minus the squared errors' sum over that of the deviations from the mean: 1 is perfect, 0 no better than the
        /// mean. With targets that are all equal, 1 if every one is met, otherwise 0.
        public var r2: Double
    }

    /// The root of the mean squared error over all outputs.
    public var rmse: Double
    /// The mean absolute error over all outputs.
    public var mae: Double
    /// The mean of the outputs' R².
    public var r2: Double
    /// Each output.
    public var outputs: [Output]
}

/// Sums from which ``RegressionFigures`` follow.
struct RegressionSums {
    private struct Sums {
        var squares = 0.0
        var magnitudes = 0.0
        var mean = 0.0
        var deviations = 0.0
    }
    private var sums: [Sums]
    private var count = 0.0

    init(outputs: Int) { sums = Array(repeating: Sums(), count: outputs) }

    /// Takes a sample: for each output a prediction and a target.
    mutating func add(_ pairs: (Int) -> (prediction: Double, target: Double)) {
        count += 1
        for i in sums.indices {
            let (prediction, target) = pairs(i)
            let error = prediction - target
            sums[i].squares += error * error
            sums[i].magnitudes += abs(error)
            // Welford's update.
            let difference = target - sums[i].mean
            sums[i].mean += difference / count
            sums[i].deviations += difference * (target - sums[i].mean)
        }
    }

    func figures(names: [String]) -> RegressionFigures {
        let outputs = zip(names, sums).map { name, sums in
            RegressionFigures.Output(
                name: name, rmse: (sums.squares / count).squareRoot(), mae: sums.magnitudes / count,
                r2: sums.deviations > 0 ? 1 - sums.squares / sums.deviations : (sums.squares == 0 ? 1 : 0))
        }
        let entries = count * Double(sums.count)
        return RegressionFigures(
            rmse: (sums.reduce(0) { $0 + $1.squares } / entries).squareRoot(),
            mae: sums.reduce(0) { $0 + $1.magnitudes } / entries,
            r2: outputs.reduce(0) { $0 + $1.r2 } / Double(outputs.count), outputs: outputs)
    }
}
