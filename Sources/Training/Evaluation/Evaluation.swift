internal import DataFormats
public import Linalg
internal import NeuralNetworks

/// What a model makes of samples whose targets are known.
public struct Evaluation: Sendable, Hashable, Codable {
    /// The number of samples.
    public var samples: Int
    /// The mean loss, on standardised targets if the model standardises them.
    public var loss: Double
    /// How well classes are told apart.
    public var classification: ClassFigures?
    /// How well numbers are predicted.
    public var regression: RegressionFigures?
    /// The share of labels that are right, each being yes from a probability of one half on.
    public var labelAccuracy: Double?
    /// Pairs of target and prediction of the first output, of up to 1,000 samples evenly spread; for plots.
    public var examples: [[Double]]

    /// A figure by its name; nil if there is none for this task.
    public func value(of monitor: Monitor) -> Double? {
        switch monitor {
        case .loss, .validationLoss: loss
        case .accuracy: classification?.accuracy ?? labelAccuracy
        case .rmse: regression?.rmse
        case .mae: regression?.mae
        case .r2: regression?.r2
        }
    }
}

extension Evaluation {
    /// Evaluates a model on the given samples of a dataset, or on all.
    ///
    /// - Precondition: the dataset has targets, of the model's kind.
    /// - Complexity: one pass over the samples, in blocks.
    public init<Element: RealScalar>(
        _ model: Model<Element>, _ dataset: Dataset<Element>, _ indices: [Int]? = nil, threads: Int = 1,
        classWeights: [Double]? = nil
    ) {
        let indices = indices ?? Array(0..<dataset.count)
        let names = model.task.names
        let capacity = min(512, max(indices.count, 1))
        var batches = Batches(
            dataset, capacity: capacity, outputs: names.count, featureScaling: model.description.featureScaling,
            targetScaling: model.description.targetScaling, classWeights: classWeights)
        var (sum, divisor) = (0.0, 0.0)
        var confusion = Array(repeating: Array(repeating: 0, count: names.count), count: names.count)
        var regression = RegressionSums(outputs: names.count)
        var rightLabels = 0
        var examples: [[Double]] = []
        let stride = max(1, indices.count / 1000)

        for start in Swift.stride(from: 0, to: indices.count, by: capacity) {
            let part = indices[start..<min(start + capacity, indices.count)]
            batches.with(part) { features, targets in
                let outputs = model.network.predict(features, threads: threads)
                let loss = model.loss.sum(of: outputs, targets)
                sum += Double(loss.sum)
                divisor += Double(loss.divisor)
                let predictions = model.predictions(ofOutputs: outputs)
                switch (model.task, dataset.targets) {
                case (.classification, .classes(let classes, _)):
                    for (row, index) in part.enumerated() {
                        confusion[Int(classes[index])][predictions.indexOfLargest(row)] += 1
                    }
                case (.labels, _):
                    for row in 0..<part.count {
                        for j in names.indices where (predictions[row, j] >= 0.5) == (targets[row, j] >= 0.5) {
                            rightLabels += 1
                        }
                    }
                default:
                    var targets = targets
                    model.description.targetScaling?.invert(&targets, rows: targets.rows)
                    for row in 0..<part.count {
                        regression.add { (Double(predictions[row, $0]), Double(targets[row, $0])) }
                        if (start + row) % stride == 0 && examples.count < 1000 {
                            examples.append([Double(targets[row, 0]), Double(predictions[row, 0])])
                        }
                    }
                }
            }
        }
        samples = indices.count
        loss = sum / divisor
        self.examples = examples
        switch model.task {
        case .classification: classification = ClassFigures(confusion: confusion, names: names)
        case .regression: self.regression = regression.figures(names: names)
        case .labels: labelAccuracy = Double(rightLabels) / Double(max(indices.count * names.count, 1))
        }
    }
}

extension Matrix where Element: RealScalar {
    /// The index of the largest entry of a row, the first of them.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func indexOfLargest(_ row: Int) -> Int {
        var best = 0
        for column in 1..<max(columns, 1) where self[row, column] > self[row, best] { best = column }
        return best
    }
}
