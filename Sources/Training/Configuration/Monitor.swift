/// A figure of an epoch that tells which one was best.
public enum Monitor: String, Codable, Hashable, Sendable, CaseIterable {
    /// The loss on the samples that are trained on.
    case loss
    /// The loss on the samples for validation.
    case validationLoss = "validation-loss"
    /// The share of right predictions among them.
    case accuracy
    /// The root of their mean squared error.
    case rmse
    /// Their mean absolute error.
    case mae
    /// The share of their variance that is explained.
    case r2

    /// Whether more is better.
    public var isRising: Bool { self == .accuracy || self == .r2 }

    /// Whether a figure is better than the best one by more than `delta`.
    func isBetter(_ value: Double, than best: Double, by delta: Double) -> Bool {
        isRising ? value > best + delta : value < best - delta
    }
}
