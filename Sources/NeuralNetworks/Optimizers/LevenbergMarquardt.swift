public import Linalg

/// Gauss and Newton's method with Marquardt's damping: for least squares on small networks the fastest there is.
///
/// With the Jacobian `J` of all outputs by all parameters and the residuals `r = ŷ − y`, a step solves
/// `(JᵀJ + λ·diag(JᵀJ)) · δ = −Jᵀr` by Cholesky decomposition. λ falls after a step that lowers the loss, and rises until
/// one does. A value of this type is all that the method remembers, and part of a checkpoint.
///
/// - Source: Marquardt: An algorithm for least-squares estimation of nonlinear parameters, 1963; for networks: Hagan,
///   Menhaj: Training feedforward networks with the Marquardt algorithm, 1994.
public struct LevenbergMarquardt: Sendable, Hashable, Codable {
    /// λ.
    public private(set) var damping: Double

    /// A method that begins with the given λ.
    ///
    /// - Precondition: λ is finite and positive.
    public init(damping: Double = 1e-3) {
        require(damping > 0 && damping.isFinite, "a damping of \(damping); it must be finite and positive")
        self.damping = damping
    }

    /// One step on the mean squared error of the whole data. Returns the loss after it; nil if no step lowers it, the
    /// network then being unchanged.
    ///
    /// - Parameter isCancelled: Asked every 256 rows of each output, and before each decomposition. If it says so, network and
    ///   damping stay as they were, and the result is nil.
    /// - Precondition: as many rows in both, at least 1; as many columns as the network has inputs and outputs.
    /// - Complexity: O(rows · outputs · parameters²), and parameters² numbers of memory.
    public mutating func step<Element: RealScalar>(
        _ network: inout Network<Element>, _ inputs: Matrix<Element>, _ targets: Matrix<Element>,
        kernel: Kernel = .automatic, isCancelled: () -> Bool = { false }
    ) -> Element? {
        let count = network.parameterCount
        let workspace = Workspace<Element>(layers: network.layers, capacity: min(inputs.rows, 256), kernel: kernel)
        func loss(_ network: Network<Element>) -> Element {
            let difference = network.predict(inputs, kernel: kernel) - targets
            let norm = difference.elements.norm()
            return norm * norm / Element(difference.count)
        }
        let before = loss(network)
        guard before.isFinite else { return nil }

        var normal = Matrix<Element>.zeros(count, count)
        var slope = Vector<Element>.zeros(count)
        guard
            workspace.accumulateNormalEquations(
                network.parameters, inputs, targets, &normal, &slope, unless: isCancelled)
        else { return nil }

        let dampingBefore = damping
        while damping <= 1e12 {
            if isCancelled() {
                damping = dampingBefore
                return nil
            }
            var damped = normal
            for i in 0..<count {
                // A parameter without influence has a zero here.
                damped[i, i] += Element(damping) * max(normal[i, i], Element.ulpOfOne)
            }
            if let factors = try? Cholesky(damped) {
                var changed = network
                changed.parameters -= factors.solve(slope)
                let after = loss(changed)
                if after < before {
                    network = changed
                    damping = max(damping / 10, 1e-12)
                    return after
                }
            }
            damping *= 10
        }
        return nil
    }
}
