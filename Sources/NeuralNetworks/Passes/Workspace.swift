internal import Linalg

/// The memory of forward and backward passes, allocated once for the largest batch, and the passes themselves.
///
/// A batch of one sample runs on *gemv*, transposed *gemv* and *ger*; a larger one on *gemm*. Nothing is allocated by a
/// pass. The vectors are this object's alone, so that the passes write through their memory without asking.
///
/// A gradient takes phases: perhaps the first layers go forward one after the other, each in blocks of its outputs; shards of
/// rows go forward through the other layers, and back through all; then blocks of the weights sum their gradients over
/// the whole batch and, in a training step, take the optimizer's step at once. Within a phase, nothing that is
/// written by one piece is read by another.
final class Workspace<Element: RealScalar> {
    /// The most samples that a batch may have.
    let capacity: Int
    /// Laid out as the network's parameters.
    let gradient: Vector<Element>

    let layers: [DenseLayer]
    let kernel: Kernel
    private let inputSize: Int
    private let outputSize: Int

    /// How many threads may work at once.
    private let threads: Int
    /// Each layer's outputs, capacity × outputs, one layer after the other.
    private let activations: Vector<Element>
    /// Where each layer's outputs begin.
    private let activationOffsets: [Int]
    /// The derivatives of the loss by the inputs of the activations, laid out as the activations.
    private let deltas: Vector<Element>
    /// The inputs of the activations whose derivative needs them, laid out as the activations; empty if there is none.
    private let preactivations: Vector<Element>
    /// What dropout multiplied each activation by, laid out as the activations; empty without dropout.
    private let masks: Vector<Element>
    /// The activations before that, likewise.
    private let undropped: Vector<Element>
    /// Blocks of layers' weights, whose gradients are summed independently.
    private let blocks: [(layer: Int, outputs: Range<Int>, inputs: Range<Int>)]
    /// The loss of each block of rows.
    private let losses: Vector<Element>
    /// Whether a batch may be cut anywhere without changing a bit.
    private let cutsAnywhere: Bool
    /// What the pieces of the present phase do.
    private var phase = Phase.none
    /// Nil with one thread.
    private var team: ThreadTeam?

    /// Blocks of a layer's outputs; shards of rows there, from a layer on; there and back; blocks of gradients, with or without a step of the optimizer.
    private enum Phase {
        case none
        case outputs(of: Int, UnsafeMutablePointer<Element>, UnsafeMatrix<Element>, Shards)
        case forward(UnsafeMutablePointer<Element>, UnsafeMatrix<Element>, Shards, from: Int)
        case sweep(
            UnsafeMutablePointer<Element>, UnsafeMatrix<Element>, UnsafeMatrix<Element>, Loss, divisor: Element, Shards,
            from: Int, dropsOut: Bool)
        case gradients(UnsafeMatrix<Element>, Update<Element>?)
    }

    /// Memory for passes over up to `capacity` samples, with or without the way back.
    init(layers: [DenseLayer], capacity: Int, kernel: Kernel, threads: Int = 1, goesBack: Bool = true) {
        require(capacity >= 0, "a workspace for \(capacity) samples")
        require(threads >= 1, "\(threads) threads; at least 1 is needed")
        self.layers = layers
        self.capacity = capacity
        self.kernel = kernel
        inputSize = layers.first?.inputSize ?? 0
        outputSize = layers.last?.outputSize ?? 0
        self.threads = threads
        var (offsets, total) = ([Int](), 0)
        for layer in layers {
            let (count, tooMany) = capacity.multipliedReportingOverflow(by: layer.outputSize)
            let (sum, tooMuch) = total.addingReportingOverflow(count)
            require(
                !tooMany && !tooMuch,
                "batches of \(capacity) with \(layer.outputSize) outputs a sample exceed what memory can address")
            offsets.append(total)
            total = sum
        }
        activationOffsets = offsets
        activations = .zeros(total)
        deltas = .zeros(goesBack ? total : 0)
        preactivations = .zeros(layers.contains { $0.activation.needsPreactivation } ? total : 0)
        masks = .zeros(goesBack && layers.contains { $0.dropout > 0 } ? total : 0)
        undropped = .zeros(masks.count)
        gradient = .zeros(goesBack ? layers.last.map { $0.offset + $0.parameterCount } ?? 0 : 0)
        losses = .zeros((capacity + BatchPath.rowBlock - 1) / BatchPath.rowBlock)
        let cutsAnywhere = kernel == .automatic && Element.Routines.hasProducts
        self.cutsAnywhere = cutsAnywhere
        blocks = layers.indices.flatMap { layer in
            let (outputs, inputs) = (layers[layer].outputSize, layers[layer].inputSize)
            guard cutsAnywhere else {
                let shards = Shards(of: outputs, smallest: 64, unit: 16)
                return (0..<shards.count).map { (layer, shards[$0], 0..<inputs) }
            }
            // A block packs its inputs for all rows. With few rows they are not packed, and a thread that had some outputs on
            // the way there has their weights at hand.
            if capacity > 128 && inputs > outputs {
                let shards = Shards(of: inputs, smallest: 32, threads: threads)
                return (0..<shards.count).map { (layer, 0..<outputs, shards[$0]) }
            }
            let shards = Shards(of: outputs, smallest: 16, threads: threads)
            return (0..<shards.count).map { (layer, shards[$0], 0..<inputs) }
        }
        if threads > 1 {
            // The team's threads only call back while this object waits for them.
            nonisolated(unsafe) unowned(unsafe) let workspace = self
            team = ThreadTeam(threads: threads) { workspace.perform($0) }
        }
    }

    /// A copy of the outputs of the last pass.
    func output(rows: Int) -> Matrix<Element> {
        let columns = layers[layers.count - 1].outputSize
        let start = activationOffsets[layers.count - 1]
        return Matrix(
            rows: rows, columns: columns, elements: Vector(activations[start..<start + rows * columns]))
    }

    /// Computes every layer's outputs for a batch, one sample a row.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func forward(_ parameters: Vector<Element>, _ inputs: Matrix<Element>) {
        check(inputs)
        let (base, x) = (parameters.unsafeView.base, inputs.unsafeView)
        let threads = usefulThreads(rows: inputs.rows)
        let shards = shards(rows: inputs.rows, threads: threads)
        if shards.count == 1 {
            forward(base, x, 0..<inputs.rows, dropsOut: false)
        } else {
            let first = forwardByOutputs(base, x, threads: threads)
            run(.forward(base, x, shards, from: first), pieces: shards.count, threads: threads)
        }
        extendLifetime(parameters)
        extendLifetime(inputs)
    }

    /// The loss of a batch; its derivative by each parameter goes to ``gradient``. With a generator, layers drop outputs.
    ///
    /// With an update, the parameters that it points to take its step; then ``gradient`` is not sure to be filled.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func gradient(
        of loss: Loss, _ parameters: Vector<Element>, _ inputs: Matrix<Element>, _ targets: Matrix<Element>,
        dropout generator: inout RandomState?, then update: Update<Element>? = nil
    ) -> Element {
        check(inputs, targets)
        let rows = inputs.rows
        let (base, x, y) = (parameters.unsafeView.base, inputs.unsafeView, targets.unsafeView)
        let divisor = loss.divisor(y)
        let dropsOut = generator != nil
        if dropsOut { drawMasks(rows: rows, &generator!) }

        let threads = usefulThreads(rows: rows)
        let shards = shards(rows: rows, threads: threads)
        if shards.count == 1 {
            forward(base, x, 0..<rows, dropsOut: dropsOut)
            backward(base, y, loss, divisor, 0..<rows, dropsOut: dropsOut)
        } else {
            let first = dropsOut ? 0 : forwardByOutputs(base, x, threads: threads)
            run(
                .sweep(base, x, y, loss, divisor: divisor, shards, from: first, dropsOut: dropsOut),
                pieces: shards.count, threads: threads)
        }
        if let update, update.gradientFactor == nil, threads == 1, update.count <= BatchPath.cachedParameters {
            for block in blocks.indices { sumGradient(of: block, x, nil) }
            update.apply(to: 0..<update.count)
        } else if threads == 1 {
            for block in blocks.indices { sumGradient(of: block, x, update) }
        } else {
            run(.gradients(x, update), pieces: blocks.count, threads: threads)
        }
        var sum: Element = 0
        for block in 0..<(rows + BatchPath.rowBlock - 1) / BatchPath.rowBlock { sum += losses.unsafeView.base[block] }
        extendLifetime(parameters)
        extendLifetime(inputs)
        extendLifetime(targets)
        return sum / divisor
    }

    @inline(__always)
    private func check(_ inputs: Matrix<Element>) {
        require(
            inputs.columns == inputSize && inputs.rows <= capacity,
            "inputs of \(inputs.rows)×\(inputs.columns) for a network of \(inputSize) inputs "
                + "and batches of at most \(capacity)")
    }

    /// Traps unless these are samples for the network, and their targets.
    @inline(__always)
    func check(_ inputs: Matrix<Element>, _ targets: Matrix<Element>) {
        check(inputs)
        require(
            targets.rows == inputs.rows && targets.columns == outputSize,
            "targets of \(targets.rows)×\(targets.columns) for \(inputs.rows) samples and \(outputSize) outputs")
        require(inputs.rows >= 1, "the gradient of a batch without samples")
    }

    @inline(__always)
    private func shards(rows: Int, threads: Int) -> Shards {
        cutsAnywhere
            ? Shards(of: rows, smallest: BatchPath.rowBlock, threads: threads)
            : Shards(of: rows, smallest: BatchPath.rowBlock, unit: BatchPath.rowBlock)
    }

    /// One thread for what is done before the others' caches have what they need.
    private func usefulThreads(rows: Int) -> Int {
        let last = layers[layers.count - 1]
        let parameters = last.offset &+ last.parameterCount
        let isWorthwhile =
            rows >= BatchPath.threadedSamples
            ? parameters &* rows >= BatchPath.threadedWork : parameters >= BatchPath.threadedParameters
        return isWorthwhile ? threads : 1
    }

    /// Some rows of a layer's outputs.
    @inline(__always)
    private func output(of layer: Int, _ rows: Range<Int>) -> UnsafeMatrix<Element> {
        block(activations, layer, rows)
    }

    /// Some rows of the derivatives of the loss by the inputs of a layer's activation.
    @inline(__always)
    private func delta(of layer: Int, _ rows: Range<Int>) -> UnsafeMatrix<Element> { block(deltas, layer, rows) }

    @inline(__always)
    private func block(_ memory: Vector<Element>, _ layer: Int, _ rows: Range<Int>) -> UnsafeMatrix<Element> {
        let columns = layers[layer].outputSize
        let start = activationOffsets[layer] &+ rows.lowerBound &* columns
        return UnsafeMatrix(memory.unsafeView.base + start, rows: rows.count, columns: columns)
    }

    /// As ``output(of:_:)``, of the first rows.
    @inline(__always)
    func output(of layer: Int, rows: Int) -> UnsafeMatrix<Element> { output(of: layer, 0..<rows) }

    /// As ``delta(of:_:)``, of the first rows.
    @inline(__always)
    func delta(of layer: Int, rows: Int) -> UnsafeMatrix<Element> { delta(of: layer, 0..<rows) }

    /// The first layers of a batch by blocks of their outputs, one layer after the other; returns the first that is left.
    ///
    /// A thread that has some rows reads and packs all weights, half of which another thread has just changed; one that has
    /// some outputs reads its own weights and all rows. That is less as long as there are more outputs than rows.
    private func forwardByOutputs(
        _ parameters: UnsafeMutablePointer<Element>, _ inputs: UnsafeMatrix<Element>, threads: Int
    ) -> Int {
        guard cutsAnywhere, threads > 1 else { return 0 }
        for i in layers.indices {
            let layer = layers[i]
            let shards = Shards(of: layer.outputSize, smallest: 32, threads: threads)
            let isElementwise = layer.activation != .softmax && !layer.activation.needsPreactivation
            guard isElementwise, inputs.rows < layer.outputSize, shards.count >= threads else { return i }
            run(.outputs(of: i, parameters, inputs, shards), pieces: shards.count, threads: threads)
        }
        return layers.count
    }

    /// Some outputs of a layer for all rows.
    @inline(__always)
    private func forward(
        _ parameters: UnsafeMutablePointer<Element>, _ inputs: UnsafeMatrix<Element>, layer i: Int, outputs: Range<Int>
    ) {
        let (layer, rows) = (layers[i], 0..<inputs.rows)
        let output = output(of: i, rows).columns(outputs)
        kernel.multiply(
            i == 0 ? inputs : self.output(of: i - 1, rows), weights: layer.weights(parameters).rows(outputs),
            transposed: true, batchSize: inputs.rows, into: output)
        layer.activation.apply(
            adding: layer.bias(parameters) + outputs.lowerBound, to: output, keeping: kept(i, rows), kernel)
    }

    @inline(__always)
    private func forward(
        _ parameters: UnsafeMutablePointer<Element>, _ inputs: UnsafeMatrix<Element>, _ rows: Range<Int>,
        from first: Int = 0, dropsOut: Bool
    ) {
        var input = first == 0 ? inputs.rows(rows) : output(of: first - 1, rows)
        // Not `enumerated()`, which allocates in debug builds.
        for i in first..<layers.count {
            let layer = layers[i]
            let output = output(of: i, rows)
            let weights = layer.weights(parameters)
            // Of the whole batch: a single row that a thread has must come out as it does among others.
            if inputs.rows == 1 {
                kernel.multiply(weights, transposed: false, input.row(0), into: output.row(0))
            } else {
                kernel.multiply(
                    input, weights: weights, transposed: true, batchSize: inputs.rows, into: output)
            }
            layer.activation.apply(adding: layer.bias(parameters), to: output, keeping: kept(i, rows), kernel)
            if layer.dropout > 0 && dropsOut { dropOut(i, output, rows) }
            input = output
        }
    }

    /// Fills the deltas of some rows, the first of which begins a block, and the loss of each block, undivided.
    @inline(__always)
    private func backward(
        _ parameters: UnsafeMutablePointer<Element>, _ targets: UnsafeMatrix<Element>, _ loss: Loss, _ divisor: Element,
        _ rows: Range<Int>, dropsOut: Bool
    ) {
        let last = layers.count - 1
        var start = rows.lowerBound
        while start < rows.upperBound {
            let block = start..<min(start &+ BatchPath.rowBlock, rows.upperBound)
            losses.unsafeView.base[start / BatchPath.rowBlock] = loss.evaluate(
                output(of: last, block), targets.rows(block), divisor, derivativeInto: delta(of: last, block), kernel)
            start = block.upperBound
        }
        for i in stride(from: last, through: 0, by: -1) {
            let layer = layers[i]
            let delta = delta(of: i, rows)
            var output = output(of: i, rows)
            if layer.dropout > 0 && dropsOut {
                undrop(i, delta, rows)
                output = block(undropped, i, rows)
            }
            layer.activation.multiplyDerivative(at: output, kept: kept(i, rows), into: delta, kernel)
            if i == 0 { break }
            let (weights, before) = (layer.weights(parameters), self.delta(of: i - 1, rows))
            if targets.rows == 1 {
                kernel.multiply(weights, transposed: true, delta.row(0), into: before.row(0))
            } else {
                kernel.multiply(
                    delta, weights: weights, transposed: false, batchSize: targets.rows, into: before)
            }
        }
    }

    /// The derivatives by some weights and biases of a layer, summed over all rows, and the step with them.
    @inline(__always)
    private func sumGradient(of block: Int, _ inputs: UnsafeMatrix<Element>, _ update: Update<Element>?) {
        let (i, outputs, columns) = blocks[block]
        let layer = layers[i]
        let base = gradient.unsafeView.base
        let delta = delta(of: i, rows: inputs.rows).columns(outputs)
        if columns.lowerBound == 0 {
            let bias = UnsafeVector(layer.bias(base) + outputs.lowerBound, count: outputs.count)
            kernel.sumColumns(delta, into: bias)
            let start = layer.offset &+ layer.weightCount &+ outputs.lowerBound
            update?.apply(to: start..<start &+ outputs.count)
        }
        let some =
            update == nil || inputs.rows > BatchPath.samplesOfPieces
            ? outputs.count : max(BatchPath.outputsOfPieces, BatchPath.weightsOfPieces / columns.count)
        for first in stride(from: 0, to: outputs.count, by: some) {
            let part = first..<min(first &+ some, outputs.count)
            sumGradient(
                of: layer, outputs.lowerBound &+ part.lowerBound..<outputs.lowerBound &+ part.upperBound, columns,
                delta.columns(part), (i == 0 ? inputs : output(of: i - 1, rows: inputs.rows)).columns(columns), update)
        }
    }

    /// The same for the weights between some outputs and some inputs alone.
    @inline(__always)
    private func sumGradient(
        of layer: DenseLayer, _ outputs: Range<Int>, _ columns: Range<Int>, _ delta: UnsafeMatrix<Element>,
        _ input: UnsafeMatrix<Element>, _ update: Update<Element>?
    ) {
        if let update, let factor = update.gradientFactor {
            let weights = layer.weights(update.parameters).rows(outputs).columns(columns)
            if input.rows == 1 {
                kernel.addOuterProduct(factor, delta.row(0), input.row(0), to: weights)
            } else {
                kernel.multiply(
                    delta, transposed: true, input, transposed: false, alpha: factor, beta: 1, into: weights)
            }
            return
        }
        let weights = layer.weights(gradient.unsafeView.base).rows(outputs).columns(columns)
        if input.rows == 1 {
            kernel.outerProduct(delta.row(0), input.row(0), into: weights)
        } else {
            kernel.multiply(delta, transposed: true, input, transposed: false, into: weights)
        }
        guard let update else { return }
        let start = layer.offset &+ outputs.lowerBound &* layer.inputSize
        if columns.count == layer.inputSize {
            update.apply(to: start..<start &+ outputs.count &* columns.count)
        } else {
            for row in 0..<outputs.count {
                let first = start &+ row &* layer.inputSize &+ columns.lowerBound
                update.apply(to: first..<first &+ columns.count)
            }
        }
    }

    /// Does all pieces of a phase.
    private func run(_ phase: Phase, pieces: Int, threads: Int) {
        self.phase = phase
        if threads > 1, pieces > 1, let team {
            team.run(pieces)
        } else {
            for piece in 0..<pieces { perform(piece) }
        }
    }

    /// Does one piece of the present phase.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    private func perform(_ piece: Int) {
        switch phase {
        case .none: break
        case .outputs(let layer, let parameters, let inputs, let shards):
            forward(parameters, inputs, layer: layer, outputs: shards[piece])
        case .forward(let parameters, let inputs, let shards, let first):
            forward(parameters, inputs, shards[piece], from: first, dropsOut: false)
        case .sweep(let parameters, let inputs, let targets, let loss, let divisor, let shards, let first, let dropsOut):
            forward(parameters, inputs, shards[piece], from: first, dropsOut: dropsOut)
            backward(parameters, targets, loss, divisor, shards[piece], dropsOut: dropsOut)
        case .gradients(let inputs, let update):
            sumGradient(of: piece, inputs, update)
        }
    }

    /// Where the inputs of a layer's activation are kept, if its derivative needs them.
    @inline(__always)
    private func kept(_ layer: Int, _ rows: Range<Int>) -> UnsafeMutablePointer<Element> {
        preactivations.isEmpty ? preactivations.unsafeView.base : block(preactivations, layer, rows).base
    }

    /// Takes the derivative of the loss by a layer's outputs through its activation.
    @inline(__always)
    func multiplyDerivative(of layer: Int, into delta: UnsafeMatrix<Element>) {
        let rows = 0..<delta.rows
        layers[layer].activation.multiplyDerivative(
            at: output(of: layer, rows), kept: kept(layer, rows), into: delta, kernel)
    }

    /// Draws what each output is multiplied by, zero or 1/(1 − dropout), layer after layer and row after row.
    private func drawMasks(rows: Int, _ generator: inout RandomState) {
        for i in layers.indices where layers[i].dropout > 0 {
            let mask = block(masks, i, 0..<rows)
            let kept = Element(1 / (1 - layers[i].dropout))
            for j in 0..<rows &* mask.columns {
                mask.base[j] = generator.randomSample() < layers[i].dropout ? 0 : kept
            }
        }
    }

    private func dropOut(_ layer: Int, _ output: UnsafeMatrix<Element>, _ rows: Range<Int>) {
        let (mask, whole) = (block(masks, layer, rows).base, block(undropped, layer, rows).base)
        for i in 0..<output.rows &* output.columns {
            whole[i] = output.base[i]
            output.base[i] *= mask[i]
        }
    }

    /// Takes the derivative of the loss through dropout.
    private func undrop(_ layer: Int, _ delta: UnsafeMatrix<Element>, _ rows: Range<Int>) {
        let mask = block(masks, layer, rows).base
        for i in 0..<delta.rows &* delta.columns { delta.base[i] *= mask[i] }
    }
}
