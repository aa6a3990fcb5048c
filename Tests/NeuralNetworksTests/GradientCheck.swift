import Linalg
import NeuralNetworks
import TestSupport

/// The derivatives of a loss by central differences, to compare a gradient with.
struct GradientCheck {
    /// What the ratio of a right gradient stays below.
    static let limit = 1e-6

    /// The derivative by each parameter; nil where the function has a kink nearby.
    let derivatives: [Double?]

    /// Differentiates the mean squared error of `network` by each of its parameters.
    ///
    /// Four points at ±h and ±2h, whose combination is wrong by h⁴/30 times the fifth derivative and by about 1.5·u/h
    /// times the loss from rounding. With h = 2⁻¹⁰ and losses and derivatives of order 1 that is 3e-14 and 2e-13. (Two
    /// points could do no better than 1e-11.) A parameter with which the sum of a neuron changes sign within ±2h is
    /// skipped if that neuron's activation has a kink there.
    init(_ problem: Problem<Double>, kernel: Kernel) {
        let h = 0x1p-10
        var network = problem.network
        let inputs = problem.inputs.wideRows
        let hasKinks = network.layers.contains { $0.activation.hasKink }

        func loss() -> Double {
            let output = network.predict(problem.inputs, kernel: kernel)
            let errors = zip(output.elements, problem.targets.elements).map { ($0 - $1) * ($0 - $1) }
            return errors.reduce(0, +) / Double(errors.count)
        }
        func signs() -> [Bool] {
            let naive = NaiveNetwork(network)
            return inputs.flatMap { x in
                zip(naive.pass(x).sums, naive.layers).flatMap { sums, layer in
                    layer.activation.hasKink ? sums.map { $0 > 0 } : []
                }
            }
        }
        derivatives = (0..<network.parameterCount).map { i in
            let center = network.parameters[i]
            func at<Result>(_ steps: Double, _ result: () -> Result) -> Result {
                network.parameters[i] = center + steps * h
                defer { network.parameters[i] = center }
                return result()
            }
            if hasKinks && at(-2, signs) != at(2, signs) { return nil }
            let (near, far) = (at(1, loss) - at(-1, loss), at(2, loss) - at(-2, loss))
            return (8 * near - far) / (12 * h)
        }
    }

    /// How many coordinates can be checked.
    var count: Int { derivatives.count { $0 != nil } }

    /// The largest derivative.
    var scale: Double { derivatives.reduce(0) { max($0, abs($1 ?? 0)) } }

    /// The largest deviation of a gradient's coordinate, relative to that coordinate or to a thousandth of the largest
    /// one, whichever is more: smaller coordinates cannot be had to six digits by differences. A NaN is one here.
    func ratio(_ gradient: some Sequence<Double>) -> Double {
        var largest = 0.0
        for (ours, theirs) in zip(gradient, derivatives) {
            guard let theirs else { continue }
            let ratio = abs(ours - theirs) / max(abs(ours), abs(theirs), 1e-3 * scale)
            if ratio.isNaN { return .nan }
            largest = max(largest, ratio)
        }
        return largest
    }
}
