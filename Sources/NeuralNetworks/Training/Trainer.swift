public import Linalg

/// Trains a network: forward pass, backward pass and update, in memory allocated once.
///
/// ```swift
/// let trainer = Trainer(network, loss: .softmaxCrossEntropy, optimizer: .adam(), batchSize: 64)
/// try trainer.fit(inputs, targets, epochs: 100) { epoch, loss in print(epoch, loss) }
/// let output = trainer.network.predict(inputs)
/// ```
public final class Trainer<Element: RealScalar> {
    /// What training makes small.
    public let loss: Loss
    /// The most samples that a step may take.
    public let batchSize: Int

    private let workspace: Workspace<Element>

    /// All that changes.
    private struct State {
        var network: Network<Element>
        var optimizer: Optimizer
        var optimizerState: OptimizerState<Element>
        var regularization: Regularization
        var generator: RandomState?
        var tiny: TinyPass<Element>?

        /// Parameters that are elsewhere come back to the network.
        @inline(__always)
        mutating func settle() {
            if tiny?.isAhead == true { tiny?.give(to: &network.parameters) }
        }
    }

    // Checking each access took 12 ns. No step calls out, so that none can begin within another.
    @exclusivity(unchecked) private var state: State

    /// A trainer whose steps take up to `batchSize` samples.
    ///
    /// - Parameters:
    ///   - seed: The seed of the draws of dropout.
    ///   - threads: How many threads work on a large batch at once. The results are the same to the last bit, whatever
    ///     their number, provided that OpenBLAS itself uses one: `BLASLibrary.threadCount = 1`. Between steps they look
    ///     for the next one for a fraction of a millisecond before they sleep.
    /// - Precondition: `batchSize` is at least 1.
    /// - Complexity: allocates the gradient, the optimizer's state, and `batchSize` times the outputs of all layers.
    public init(
        _ network: Network<Element>, loss: Loss, optimizer: Optimizer, regularization: Regularization = .init(),
        batchSize: Int = 1, seed: UInt32 = 0, kernel: Kernel = .automatic, threads: Int = 1
    ) {
        require(batchSize >= 1, "a batch size of \(batchSize); it must be at least 1")
        loss.check()
        self.loss = loss
        self.batchSize = batchSize
        workspace = Workspace(layers: network.layers, capacity: batchSize, kernel: kernel, threads: threads)
        state = State(
            network: network, optimizer: optimizer,
            optimizerState: OptimizerState(optimizer.method, parameterCount: network.parameterCount),
            regularization: regularization,
            generator: network.layers.contains { $0.dropout > 0 } ? RandomState(seed: seed) : nil,
            tiny: kernel == .automatic ? TinyPass(network.layers, loss: loss) : nil)
    }

    /// The network as it stands.
    public var network: Network<Element> {
        state.settle()
        return state.network
    }

    /// How a gradient changes the parameters.
    ///
    /// - Precondition: a new one has the same method.
    public var optimizer: Optimizer {
        get { state.optimizer }
        set {
            require(newValue.method == optimizer.method, "the state of \(optimizer.method) for \(newValue.method)")
            state.optimizer = newValue
        }
    }

    /// What the optimizer remembers.
    public var optimizerState: OptimizerState<Element> { state.optimizerState }

    /// What is done to a gradient before the optimizer sees it.
    public var regularization: Regularization {
        get { state.regularization }
        set { state.regularization = newValue }
    }

    /// Where dropout takes its draws from; nil if no layer drops outputs.
    public var generator: RandomState? { state.generator }

    /// Goes on from what an earlier trainer of the same network and method had come to.
    ///
    /// - Precondition: state and parameters have the sizes of this trainer's, and there is a generator just if there was.
    public func restore(
        parameters: Vector<Element>, optimizerState: OptimizerState<Element>, generator: RandomState?
    ) {
        let (first, second) = (state.optimizerState.first.count, state.optimizerState.second.count)
        require(
            optimizerState.first.count == first && optimizerState.second.count == second,
            "an optimizer's state of \(optimizerState.first.count) and \(optimizerState.second.count) entries for one of "
                + "\(first) and \(second)")
        require((generator == nil) == (state.generator == nil), "dropout without a generator, or one without dropout")
        state.settle()
        state.network.parameters = parameters
        state.optimizerState = optimizerState
        state.generator = generator
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
        if inputs.rows == 1 && hasTinySteps {
            workspace.check(inputs, targets)
            return Element(tinySteps(inputs, targets))
        }
        return largeStep(inputs, targets)
    }

    /// Whether a step on one sample is made in a single call.
    @inline(__always)
    private var hasTinySteps: Bool {
        state.tiny != nil && TinyPass<Element>.suits(state.optimizer, state.regularization, workspace.kernel)
    }

    /// Not inlined: generic code looks up the types that it has anywhere when it begins, which takes as long as a tiny step.
    @inline(never)
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    private func largeStep(_ inputs: Matrix<Element>, _ targets: Matrix<Element>) -> Element {
        state.settle()
        state.network.parameters.makeUnique()
        let (gradient, parameters) = (workspace.gradient.unsafeView, state.network.parameters.unsafeView)
        let update = Update(state.optimizer, parameters, gradient, &state.optimizerState)
        let isWhole = !state.regularization.isActive
        let value = workspace.gradient(
            of: loss, state.network.parameters, inputs, targets, dropout: &state.generator, then: isWhole ? update : nil
        )
        if !isWhole {
            state.regularization.apply(to: gradient, parameters, state.network.layers)
            update.apply(to: 0..<update.count)
        }
        return value
    }

    /// A step on each row in turn. Returns the sum of the losses.
    @inline(__always)
    private func tinySteps(_ inputs: Matrix<Element>, _ targets: Matrix<Element>) -> Double {
        state.optimizerState.stepCount += inputs.rows
        let rate = Element(state.optimizer.learningRate)
        if !state.tiny!.isAhead { state.tiny!.take(state.network.parameters) }
        let sum = state.tiny!.step(inputs.unsafeView, targets.unsafeView, rate: rate)
        extendLifetime(inputs)
        extendLifetime(targets)
        return sum
    }

    /// Passes over the data `epochs` times, row by row in batches of ``batchSize``, and calls `report` after each with
    /// its number, from 1, and its loss: the mean over its batches, weighted by their sizes.
    ///
    /// - Precondition: as many rows in both, at least 1; as many columns as the network has inputs and outputs.
    /// - Throws: ``TrainingError/lossNotFinite(epoch:loss:)`` after the epoch whose loss is NaN or infinite; what
    ///   `report` throws ends the training too.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func fit(
        _ inputs: Matrix<Element>, _ targets: Matrix<Element>, epochs: Int,
        report: (_ epoch: Int, _ loss: Element) throws -> Void = { _, _ in }
    ) throws {
        require(
            inputs.rows == targets.rows && inputs.rows >= 1,
            "fit: \(inputs.rows) rows of inputs and \(targets.rows) of targets")
        require(epochs >= 0, "fit: \(epochs) epochs")
        let first = 0..<min(batchSize, inputs.rows)
        workspace.check(inputs[first, ...], targets[first, ...])
        for epoch in 0..<epochs {
            let mean = Element(pass(inputs, targets) / Double(inputs.rows))
            if !mean.isFinite { throw TrainingError.lossNotFinite(epoch: epoch + 1, loss: Double(mean)) }
            try report(epoch + 1, mean)
        }
    }

    /// A step on each batch. Returns the sum of the losses of all samples, in double precision: a large data set has more
    /// samples than `Float` can count.
    @inline(__always)
    private func pass(_ inputs: Matrix<Element>, _ targets: Matrix<Element>) -> Double {
        if batchSize == 1 && hasTinySteps { return tinySteps(inputs, targets) }
        return stride(from: 0, to: inputs.rows, by: batchSize).reduce(0) { sum, start in
            let rows = start..<min(start + batchSize, inputs.rows)
            return sum + Double(rows.count) * Double(step(inputs[rows, ...], targets[rows, ...]))
        }
    }
}
