internal import Linalg

/// What training makes small.
public enum Loss: Sendable, Hashable {
    /// The mean of `(ŷ − y)²` over all entries of the batch: samples times outputs.
    case meanSquaredError
}

extension Loss {
    /// The loss of the predictions, and its derivative by each of them into `delta`, which has their shape.
    @inline(__always)
    func evaluate<T: RealScalar>(
        _ predictions: UnsafeMatrix<T>, _ targets: UnsafeMatrix<T>, derivativeInto delta: UnsafeMatrix<T>
    ) -> T {
        switch self {
        case .meanSquaredError:
            let count = T(predictions.rows &* predictions.columns)
            var sum: T = 0
            for i in 0..<predictions.rows {
                for j in 0..<predictions.columns {
                    let difference = predictions[i, j] - targets[i, j]
                    sum += difference * difference
                    delta[i, j] = 2 * difference / count
                }
            }
            return sum / count
        }
    }
}
