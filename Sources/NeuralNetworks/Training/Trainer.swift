public import Linalg

/// Trains a network: forward pass, backward pass and update, in memory allocated once.
///
/// ```swift
/// let trainer = Trainer(network, loss: .meanSquaredError, optimizer: SGD(learningRate: 0.01), batchSize: 64)
/// try trainer.fit(inputs, targets, epochs: 100) { epoch, loss in print(epoch, loss) }
/// let output = trainer.network.predict(inputs)
/// ```
public final class Trainer<Element: RealScalar> {
    /// The network as it stands.
    public private(set) var network: Network<Element>
    /// What training makes small.
    public let loss: Loss
    /// How a gradient changes the parameters.
    public var optimizer: SGD
    /// The most samples that a step may take.
    public let batchSize: Int

    private let kernel: Kernel
    private let workspace: Workspace<Element>

    /// A trainer whose steps take up to `batchSize` samples.
    ///
    /// - Precondition: `batchSize` is at least 1.
    /// - Complexity: allocates the gradient, and `batchSize` times the outputs of all layers.
    public init(
        _ network: Network<Element>, loss: Loss, optimizer: SGD, batchSize: Int = 1, kernel: Kernel = .automatic
    ) {
        require(batchSize >= 1, "a batch size of \(batchSize); it must be at least 1")
        self.network = network
        self.loss = loss
        self.optimizer = optimizer
        self.batchSize = batchSize
        self.kernel = kernel
        workspace = Workspace(layers: network.layers, capacity: batchSize, kernel: kernel)
        // From here on the parameters are this trainer's own, so that no step copies them.
        self.network.parameters.makeUnique()
    }

    /// One step on a batch, one sample a row. Returns the loss before the update.
    ///
    /// One sample maps onto *gemv*, transposed *gemv* and *ger*, more onto *gemm*.
    ///
    /// - Precondition: 1 to ``batchSize`` rows; as many columns as the network has inputs and outputs.
    /// - Complexity: 6 flops for each parameter and sample, no allocation.
    @discardableResult
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func step(_ inputs: Matrix<Element>, _ targets: Matrix<Element>) -> Element {
        let value = workspace.gradient(of: loss, network.parameters, inputs, targets)
        update()
        return value
    }

    /// Passes over the data `epochs` times, row by row in batches of ``batchSize``, and calls `report` after each with
    /// its number, from 1, and its loss: the mean over its batches, weighted by their sizes.
    ///
    /// - Precondition: as many rows in both, at least 1; as many columns as the network has inputs and outputs.
    /// - Throws: ``TrainingError/lossNotFinite(epoch:loss:)`` after the epoch whose loss is NaN or infinite; what
    ///   `report` throws ends the training too.
    public func fit(
        _ inputs: Matrix<Element>, _ targets: Matrix<Element>, epochs: Int,
        report: (_ epoch: Int, _ loss: Element) throws -> Void = { _, _ in }
    ) throws {
        require(
            inputs.rows == targets.rows && inputs.rows >= 1,
            "fit: \(inputs.rows) rows of inputs and \(targets.rows) of targets")
        require(epochs >= 0, "fit: \(epochs) epochs")
        for epoch in 0..<epochs {
            // In double precision: a large data set has more samples than `Float` can count.
            var sum = 0.0
            for start in stride(from: 0, to: inputs.rows, by: batchSize) {
                let rows = start..<min(start + batchSize, inputs.rows)
                sum += Double(rows.count) * Double(step(inputs[rows, ...], targets[rows, ...]))
            }
            let mean = Element(sum / Double(inputs.rows))
            if !mean.isFinite { throw TrainingError.lossNotFinite(epoch: epoch + 1, loss: Double(mean)) }
            try report(epoch + 1, mean)
        }
    }

    @inline(__always)
    private func update() {
        network.parameters.makeUnique()
        kernel.add(-Element(optimizer.learningRate), workspace.gradient.unsafeView, to: network.parameters.unsafeView)
    }
}
