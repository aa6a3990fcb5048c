public import Linalg

/// What training makes small.
///
/// The cross-entropies take the network's outputs before softmax or sigmoid (logits), which is the only stable way: give
/// the last layer ``Activation/identity`` and apply ``Loss/link`` to its outputs for probabilities.
public enum Loss: Sendable, Hashable {
    /// The mean of `(ŷ − y)²` over all entries of the batch: samples times outputs.
    case meanSquaredError
    /// The mean of `|ŷ − y|` over all entries; its derivative where they are equal counts as 0.
    case meanAbsoluteError
    /// The mean over all entries of `½d²` where `|d| ≤ delta`, otherwise of `delta · (|d| − ½delta)`, with `d = ŷ − y`.
    ///
    /// - Source: Huber: Robust estimation of a location parameter, 1964.
    case huber(delta: Double)
    /// `−Σ yⱼ · log softmax(ŷ)ⱼ` over the outputs, the mean over the samples. A row of targets is a distribution, as a
    /// rule a single one at the class; a row times a factor counts as that many samples, which gives classes weights.
    case softmaxCrossEntropy
    /// `−y · log sigmoid(ŷ) − (1 − y) · log(1 − sigmoid(ŷ))`, the mean over all entries, for independent yes-or-no
    /// outputs.
    case sigmoidCrossEntropy
}

extension Loss {
    /// What turns the network's outputs into predictions: softmax or sigmoid after a cross-entropy, otherwise nothing.
    public var link: Activation {
        switch self {
        case .softmaxCrossEntropy: .softmax
        case .sigmoidCrossEntropy: .sigmoid
        default: .identity
        }
    }

    /// Traps if a parameter is not one.
    func check() {
        if case .huber(let delta) = self {
            require(delta > 0 && delta.isFinite, "huber: a delta of \(delta); it must be finite and positive")
        }
    }

    /// What the sum over a batch with these targets is divided by: the number of entries, or the samples' weights.
    @inline(__always)
    func divisor<T: RealScalar>(_ targets: UnsafeMatrix<T>) -> T {
        guard self == .softmaxCrossEntropy else { return T(targets.rows &* targets.columns) }
        var weights: T = 0
        for i in 0..<targets.rows { for j in 0..<targets.columns { weights += targets[i, j] } }
        return weights
    }

    /// The loss of the predictions, not yet divided by `count`, the ``divisor(_:)`` of the batch that they are a part of;
    /// and the derivative of the divided one by each of them into `delta`, which has their shape.
    @inline(__always)
    func evaluate<T: RealScalar>(
        _ predictions: UnsafeMatrix<T>, _ targets: UnsafeMatrix<T>, _ count: T,
        derivativeInto delta: UnsafeMatrix<T>, _ kernel: Kernel = .automatic
    ) -> T {
        let (rows, columns) = (predictions.rows, predictions.columns)
        if kernel != .reference && predictions.isContiguous && delta.isContiguous {
            switch self {
            case .meanSquaredError:
                // The derivative takes the place of the targets: with gaps, they are copied there.
                if !targets.isContiguous { delta.copyElements(of: targets) }
                let targets = targets.isContiguous ? targets.base : delta.base
                return T.Routines.squaredError(rows &* columns, predictions.base, targets, count, delta.base)
            case .softmaxCrossEntropy:
                return T.Routines.softmaxCrossEntropy(
                    rows, columns, predictions.base, targets.base, targets.rowStride, count, delta.base)
            default: break
            }
        }
        switch self {
        case .meanSquaredError:
            return Self.sum(predictions, targets, delta) { prediction, target, derivative in
                let difference = prediction - target
                derivative = 2 * difference / count
                return difference * difference
            }
        case .meanAbsoluteError:
            return Self.sum(predictions, targets, delta) { prediction, target, derivative in
                let difference = prediction - target
                derivative = (difference > 0 ? 1 : (difference < 0 ? -1 : difference)) / count
                return difference.magnitude
            }
        case .huber(let threshold):
            let threshold = T(threshold)
            return Self.sum(predictions, targets, delta) { prediction, target, derivative in
                let difference = prediction - target
                if difference.magnitude <= threshold {
                    derivative = difference / count
                    return difference * difference / 2
                }
                derivative = (difference < 0 ? -threshold : threshold) / count
                return threshold * (difference.magnitude - threshold / 2)
            }
        case .sigmoidCrossEntropy:
            return Self.sum(predictions, targets, delta) { logit, target, derivative in
                derivative = (1 / (1 + T.exp(-logit)) - target) / count
                // In this order, so that a small loss is not lost in the difference of two large numbers.
                return (logit > 0 ? logit : 0) - logit * target + T.log(onePlus: T.exp(-logit.magnitude))
            }
        case .softmaxCrossEntropy:
            return Self.softmaxCrossEntropy(predictions, targets, count, delta)
        }
    }

    @inline(__always)
    private static func sum<T: RealScalar>(
        _ predictions: UnsafeMatrix<T>, _ targets: UnsafeMatrix<T>, _ delta: UnsafeMatrix<T>,
        _ term: (T, T, inout T) -> T
    ) -> T {
        var sum: T = 0
        for i in 0..<predictions.rows {
            for j in 0..<predictions.columns { sum += term(predictions[i, j], targets[i, j], &delta[i, j]) }
        }
        return sum
    }

    @inline(__always)
    private static func softmaxCrossEntropy<T: RealScalar>(
        _ logits: UnsafeMatrix<T>, _ targets: UnsafeMatrix<T>, _ weights: T, _ delta: UnsafeMatrix<T>
    ) -> T {
        var sum: T = 0
        for i in 0..<logits.rows {
            var largest = logits[i, 0]
            for j in 1..<max(logits.columns, 1) where logits[i, j] > largest { largest = logits[i, j] }
            var (exponentials, weight): (T, T) = (0, 0)
            for j in 0..<logits.columns {
                delta[i, j] = T.exp(logits[i, j] - largest)
                exponentials += delta[i, j]
                weight += targets[i, j]
            }
            let logarithm = T.log(exponentials)
            for j in 0..<logits.columns {
                // A target of zero times an infinite logarithm would be NaN.
                if targets[i, j] != 0 { sum += targets[i, j] * (logarithm - (logits[i, j] - largest)) }
                delta[i, j] = (weight * (delta[i, j] / exponentials) - targets[i, j]) / weights
            }
        }
        return sum
    }
}

extension Loss {
    /// What the sum over a batch with these targets is divided by.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    package func divisor<Element: RealScalar>(of targets: Matrix<Element>) -> Element {
        defer { extendLifetime(targets) }
        return divisor(targets.unsafeView)
    }

    /// The loss of a network's outputs as a sum, and what to divide it by, so that those of several batches add up.
    ///
    /// - Precondition: both have the same shape.
    /// - Complexity: O(entries), one allocation.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func sum<Element: RealScalar>(
        of outputs: Matrix<Element>, _ targets: Matrix<Element>
    ) -> (sum: Element, divisor: Element) {
        require(
            outputs.rows == targets.rows && outputs.columns == targets.columns,
            "targets of \(targets.rows)×\(targets.columns) for outputs of \(outputs.rows)×\(outputs.columns)")
        let derivative = Matrix<Element>.zeros(outputs.rows, outputs.columns)
        let divisor = divisor(targets.unsafeView)
        let sum = evaluate(
            outputs.unsafeView, targets.unsafeView, divisor, derivativeInto: derivative.unsafeView)
        extendLifetime(outputs)
        extendLifetime(targets)
        extendLifetime(derivative)
        return (sum, divisor)
    }
}

extension Matrix where Element: RealScalar {
    /// A row for each class index, with a one at that index: the targets of a classification.
    ///
    /// - Parameter weights: Instead of the one, this weight of each class.
    /// - Precondition: each index is in `0..<count`; there are `count` weights.
    public init(oneHot classes: [Int], count: Int, weights: [Element]? = nil) {
        require(weights.map { $0.count == count } ?? true, "\(weights?.count ?? 0) weights for \(count) classes")
        self = .zeros(classes.count, count)
        for (i, index) in classes.enumerated() {
            require(index >= 0 && index < count, "class \(index) of sample \(i) is not in 0..<\(count)")
            self[i, index] = weights?[index] ?? 1
        }
    }
}
