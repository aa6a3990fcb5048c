internal import Foundation

/// The figures of an epoch.
public struct EpochRecord: Codable, Hashable, Sendable {
    /// Its number, from 1.
    public var epoch: Int
    /// The mean loss on the samples that were trained on, as it was when they were.
    public var loss: Double
    /// The mean loss on the samples for validation.
    public var validationLoss: Double?
    /// The share of right predictions among them.
    public var accuracy: Double?
    /// The root of their mean squared error.
    public var rmse: Double?
    /// Their mean absolute error.
    public var mae: Double?
    /// The share of their variance that is explained.
    public var r2: Double?
    /// The learning rate; nil if the method has none.
    public var learningRate: Double?
    /// How many samples were trained on in a second.
    public var samplesPerSecond: Double
    /// The seconds since the run began, pauses not counted.
    public var seconds: Double

    /// A figure by its name.
    public func value(of monitor: Monitor) -> Double? {
        switch monitor {
        case .loss: loss
        case .validationLoss: validationLoss
        case .accuracy: accuracy
        case .rmse: rmse
        case .mae: mae
        case .r2: r2
        }
    }

    static let header =
        "epoch,loss,validation_loss,accuracy,rmse,mae,r2,learning_rate,samples_per_second,seconds\n"

    /// The figures in the order of ``header``, with nothing for those that there are not.
    var tableRow: String {
        let figures = [loss, validationLoss, accuracy, rmse, mae, r2, learningRate, samplesPerSecond, seconds]
        return ([String(epoch)] + figures.map { $0.map { "\($0)" } ?? "" }).joined(separator: ",") + "\n"
    }

    var jsonLine: String { ModelFile.encode(self) + "\n" }
}
