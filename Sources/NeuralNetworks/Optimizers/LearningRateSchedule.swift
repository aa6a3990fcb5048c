internal import Linalg

/// How the learning rate changes from epoch to epoch.
///
/// A schedule is a factor of the optimizer's rate, a pure function of the epoch, except for
/// ``reduceOnPlateau(factor:patience:threshold:)``, which follows the loss and keeps its state in ``PlateauState``.
public indirect enum LearningRateSchedule: Sendable, Hashable, Codable {
    /// The rate as it is.
    case constant
    /// Times `factor` after every `epochs` epochs.
    case step(epochs: Int, factor: Double)
    /// Times `factor` after each epoch.
    case exponential(factor: Double)
    /// Half a cosine from the rate to `minimum` times it over `epochs` epochs, and `minimum` after them.
    ///
    /// - Source: Loshchilov, Hutter: SGDR: stochastic gradient descent with warm restarts, 2016, without restarts.
    case cosine(epochs: Int, minimum: Double)
    /// Linearly up to the rate over `epochs` epochs, then another schedule from its beginning.
    case warmUp(epochs: Int, then: LearningRateSchedule)
    /// Times `factor` whenever `patience` epochs have passed without the monitored loss falling by more than
    /// `threshold` times its lowest value.
    case reduceOnPlateau(factor: Double, patience: Int, threshold: Double)
}

/// What ``LearningRateSchedule/reduceOnPlateau(factor:patience:threshold:)`` remembers; part of a checkpoint.
public struct PlateauState: Sendable, Hashable, Codable {
    /// The product of the reductions so far.
    public internal(set) var factor = 1.0
    /// The lowest loss so far; nil before the first epoch.
    public internal(set) var best: Double?
    /// How many epochs have passed since.
    public internal(set) var waited = 0

    /// The state before the first epoch.
    public init() {}
}

extension LearningRateSchedule {
    /// The factor of the rate in an epoch, counted from 0.
    public func factor(epoch: Int, plateau: PlateauState = PlateauState()) -> Double {
        switch self {
        case .constant: 1
        case .step(let epochs, let factor): Double.pow(factor, epoch / max(epochs, 1))
        case .exponential(let factor): Double.pow(factor, epoch)
        case .cosine(let epochs, let minimum):
            epoch >= epochs
                ? minimum
                : minimum + (1 - minimum) * (1 + Double.cos(.pi * Double(epoch) / Double(epochs))) / 2
        case .warmUp(let epochs, let next):
            epoch < epochs
                ? Double(epoch + 1) / Double(epochs)
                : next.factor(epoch: epoch - epochs, plateau: plateau)
        case .reduceOnPlateau: plateau.factor
        }
    }

    /// Takes the monitored loss of an epoch that has ended.
    public func observe(_ loss: Double, _ state: inout PlateauState) {
        switch self {
        case .warmUp(_, let next): next.observe(loss, &state)
        case .reduceOnPlateau(let factor, let patience, let threshold):
            if let best = state.best, !(loss < best - threshold * best.magnitude) {
                state.waited += 1
                if state.waited > patience {
                    state.factor *= factor
                    state.waited = 0
                }
            } else {
                state.best = loss
                state.waited = 0
            }
        default: break
        }
    }
}
