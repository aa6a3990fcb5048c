/// Why training stopped before its end.
public enum TrainingError: Error, Hashable, Sendable {
    /// The loss of this epoch, counted from 1, is infinite or NaN: `loss` says which.
    case lossNotFinite(epoch: Int, loss: Double)
}

extension TrainingError: CustomStringConvertible {
    /// What happened, when, and what to do next, in one line.
    public var description: String {
        switch self {
        case .lossNotFinite(let epoch, let loss):
            // A NaN may have a sign, which would be printed and means nothing.
            "the loss became \(loss.isNaN ? .nan : loss) in epoch \(epoch); "
                + "try a lower learning rate, or look for extreme values in the data"
        }
    }
}
