internal import DataFormats
internal import Linalg

/// Gathers batches of a dataset as a network takes them: standardised features, and targets as numbers.
///
/// The memory of a batch is allocated once.
struct Batches<Element: RealScalar> {
    private let dataset: Dataset<Element>
    private let featureScaling: Scaling?
    private let targetScaling: Scaling?
    private let classWeights: [Element]
    private var features: Matrix<Element>
    private var targets: Matrix<Element>

    init(
        _ dataset: Dataset<Element>, capacity: Int, outputs: Int, featureScaling: Scaling?, targetScaling: Scaling?,
        classWeights: [Double]? = nil
    ) {
        self.dataset = dataset
        self.featureScaling = featureScaling
        self.targetScaling = targetScaling
        self.classWeights = classWeights?.map { Element($0) } ?? Array(repeating: 1, count: outputs)
        features = .zeros(capacity, dataset.features.columns)
        targets = .zeros(capacity, outputs)
    }

    /// Hands out features and targets of some samples, at most as many as there is room for.
    mutating func with<Result>(
        _ indices: ArraySlice<Int>, _ body: (Matrix<Element>, Matrix<Element>) throws -> Result
    ) rethrows -> Result {
        load(indices)
        if indices.count == features.rows { return try body(features, targets) }
        return try body(features[0..<indices.count, ...], targets[0..<indices.count, ...])
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    private mutating func load(_ indices: ArraySlice<Int>) {
        dataset.features.gather(indices, into: &features)
        featureScaling?.apply(to: &features, rows: indices.count)
        switch dataset.targets {
        case .none: break
        case .classes(let classes, _):
            targets.withUnsafeMutableElements { base, stride in
                for (row, index) in indices.enumerated() {
                    let values = base + row * stride
                    values.update(repeating: 0, count: classWeights.count)
                    values[Int(classes[index])] = classWeights[Int(classes[index])]
                }
            }
        case .numbers(let rows, _):
            rows.gather(indices, into: &targets)
            targetScaling?.apply(to: &targets, rows: indices.count)
        }
    }
}
