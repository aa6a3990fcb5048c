internal import DataFormats
public import Linalg
internal import NeuralNetworks

/// What a model makes of samples whose targets are known.
public struct Evaluation: Sendable, Hashable, Codable {
    /// A number as it is and as it was predicted.
    public struct Example: Sendable, Hashable, Codable {
        /// What is true.
        public var target: Double
        /// What was predicted.
        public var prediction: Double
    }

    /// The number of samples.
    public var samples: Int
    /// The mean loss, on standardised targets if the model standardises them.
    public var loss: Double
    /// How well classes are told apart.
    public var classification: ClassFigures?
    /// How well numbers are predicted.
    public var regression: RegressionFigures?
    /// How well labels are told.
    public var labels: LabelFigures?
    /// Of up to 1,000 samples evenly spread, the numbers of each of the first outputs; for plots.
    public var examples: [[Example]] = []

    /// A figure by its name; nil if there is none for this task.
    public func value(of monitor: Monitor) -> Double? {
        switch monitor {
        case .loss, .validationLoss: loss
        case .accuracy: classification?.accuracy ?? labels?.accuracy
        case .rmse: regression?.rmse
        case .mae: regression?.mae
        case .r2: regression?.r2
        }
    }
}

extension Evaluation {
    /// The most outputs that have examples.
    static var mostPlotted: Int { 4 }

    /// Evaluates a model on the given samples of a dataset, or on all.
    ///
    /// - Parameter inFull: With confusion matrix and examples, which an epoch among many does not need.
    /// - Precondition: the dataset has targets, of the model's kind.
    /// - Complexity: one pass over the samples, in blocks.
    public init<Element: RealScalar>(
        _ model: Model<Element>, _ dataset: Dataset<Element>, _ indices: [Int]? = nil, threads: Int = 1,
        classWeights: [Double]? = nil, inFull: Bool = true
    ) {
        let indices = indices ?? Array(0..<dataset.count)
        let names = model.task.names
        // Smaller blocks for very wide outputs: a few of them are in memory.
        let capacity = max(1, min(512, indices.count, (1 << 24) / max(names.count, model.description.inputSize)))
        var batches = Batches(
            dataset, capacity: capacity, outputs: names.count, featureScaling: model.description.featureScaling,
            targetScaling: model.description.targetScaling, classWeights: classWeights)
        var (sum, divisor) = (0.0, 0.0)
        var counts = ClassCounts(classes: names.count, withConfusion: inFull && model.task.isClassification)
        var regression = RegressionSums(outputs: names.count)
        let plotted = inFull ? min(names.count, Self.mostPlotted) : 0
        var examples = Array(repeating: [Example](), count: plotted)
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
                    counts.add(predictions, part, classes)
                case (.labels, _):
                    counts.add(labels: predictions, targets)
                default:
                    var targets = targets
                    model.description.targetScaling?.invert(&targets, rows: targets.rows)
                    regression.add(predictions, targets)
                    for row in 0..<part.count where (start + row) % stride == 0 {
                        for j in 0..<plotted where examples[j].count < 1000 {
                            examples[j].append(
                                Example(target: Double(targets[row, j]), prediction: Double(predictions[row, j])))
                        }
                    }
                }
            }
        }
        samples = indices.count
        loss = sum / divisor
        switch model.task {
        case .classification: classification = counts.figures(names: names)
        case .regression:
            self.regression = regression.figures(names: names)
            self.examples = examples
        case .labels: labels = counts.labelFigures(names: names, samples: indices.count)
        }
    }
}

extension ClassCounts {
    /// Takes the predictions of some samples, given the class of every sample.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    fileprivate mutating func add<Element: RealScalar>(
        _ predictions: Matrix<Element>, _ samples: ArraySlice<Int>, _ classes: [Int32]
    ) {
        for (row, index) in samples.enumerated() { add(of: Int(classes[index]), as: predictions.indexOfLargest(row)) }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    fileprivate mutating func add<Element: RealScalar>(labels predictions: Matrix<Element>, _ targets: Matrix<Element>)
    {
        for row in 0..<predictions.rows {
            for j in 0..<predictions.columns {
                add(label: j, isActual: targets[row, j] >= 0.5, isPredicted: predictions[row, j] >= 0.5)
            }
        }
    }
}

extension RegressionSums {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    fileprivate mutating func add<Element: RealScalar>(_ predictions: Matrix<Element>, _ targets: Matrix<Element>) {
        for row in 0..<predictions.rows {
            add { (Double(predictions[row, $0]), Double(targets[row, $0])) }
        }
    }
}

extension Matrix where Element: RealScalar {
    /// The first row with an infinity or a NaN; nil if there is none.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func firstRowNotFinite() -> Int? {
        withUnsafeElements { base, stride in
            for row in 0..<rows {
                for column in 0..<columns where !base[row &* stride &+ column].isFinite { return row }
            }
            return nil
        }
    }

    /// The index of the largest entry of a row, the first of them.
    ///
    /// - Precondition: the row exists, and there are columns.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func indexOfLargest(_ row: Int) -> Int {
        withUnsafeElements { base, stride in
            let values = base + row &* stride
            var best = 0
            for column in 1..<Swift.max(columns, 1) where values[column] > values[best] { best = column }
            return best
        }
    }
}
