internal import Foundation
public import Linalg
internal import NeuralNetworks

extension Plan {
    /// The number of weights and biases.
    public var parameterCount: Int {
        var (sum, inputs) = (0, inputSize)
        for layer in layers {
            let (weights, overflow) = inputs.multipliedReportingOverflow(by: layer.outputSize)
            if overflow || sum > Int.max / 4 || weights > Int.max / 4 { return .max }
            sum += weights + layer.outputSize
            inputs = layer.outputSize
        }
        return sum
    }

    /// The bytes that training takes besides the data: parameters, gradient, what the method remembers, and the values of a
    /// batch.
    public func memory<Element: RealScalar>(of _: Element.Type) -> Double {
        let parameters = Double(parameterCount)
        let outputs = layers.reduce(0.0) { $0 + Double($1.outputSize) }
        let copies: Double =
            switch method {
            case .gradient(let optimizer):
                switch optimizer.method {
                case .sgd: 0
                case .adam: 2
                default: 1
                }
            case .lbfgs: 24
            case .levenbergMarquardt: 2 * parameters + 2
            }
        let batch = Double(batchSize) * (2 * outputs + Double(inputSize))
        // The best parameters are kept too.
        return (parameters * (3 + copies) + batch) * Double(MemoryLayout<Element>.stride)
    }

    /// Refuses what does not fit into memory, which would otherwise be found out by a crash.
    func demandMemory<Element: RealScalar>(for type: Element.Type) throws(ConfigurationError) {
        let needed = memory(of: type)
        let available = Double(ProcessInfo.processInfo.physicalMemory)
        guard needed <= available else {
            throw ConfigurationError(
                "a network of \(parameterCount) parameters trained by \(configuration.optimizer ?? "") in batches of "
                    + "\(batchSize) needs \(Int(min(needed / 1e6, 1e18))) MB, more than this machine's \(Int(available / 1e6)); "
                    + "choose smaller --hidden layers, a smaller --batch-size or another --optimizer")
        }
    }
}
