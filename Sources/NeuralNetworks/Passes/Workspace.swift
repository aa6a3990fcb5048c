internal import Linalg

/// The memory of forward and backward passes, allocated once for the largest batch, and the passes themselves.
///
/// A batch of one sample runs on *gemv*, transposed *gemv* and *ger*; a larger one on *gemm*. Nothing is allocated.
/// The vectors are this object's alone, so that the passes write through their memory without asking.
final class Workspace<Element: RealScalar> {
    /// The most samples that a batch may have.
    let capacity: Int
    /// Laid out as the network's parameters.
    let gradient: Vector<Element>

    let layers: [DenseLayer]
    let kernel: Kernel

    /// Each layer's outputs, capacity × outputs, one layer after the other.
    private let activations: Vector<Element>
    /// Where each layer's outputs begin.
    private let activationOffsets: [Int]
    /// The derivatives of the loss by the inputs of two neighbouring activations: two blocks of `deltaSize`.
    private let deltas: Vector<Element>
    private let deltaSize: Int
    /// The inputs of the activations whose derivative needs them, laid out as the activations; empty if there is none.
    private let preactivations: Vector<Element>
    /// What dropout multiplied each activation by, laid out as the activations; empty without dropout.
    private let masks: Vector<Element>

    init(layers: [DenseLayer], capacity: Int, kernel: Kernel) {
        require(capacity >= 0, "a workspace for \(capacity) samples")
        self.layers = layers
        self.capacity = capacity
        self.kernel = kernel
        var (offsets, total, widest) = ([Int](), 0, 0)
        for layer in layers {
            let (count, tooMany) = capacity.multipliedReportingOverflow(by: layer.outputSize)
            let (sum, tooMuch) = total.addingReportingOverflow(count)
            // With room for the factor of two below.
            require(
                !tooMany && !tooMuch && sum <= Int.max / 2,
                "batches of \(capacity) with \(layer.outputSize) outputs a sample exceed what memory can address")
            offsets.append(total)
            (total, widest) = (sum, max(widest, count))
        }
        activationOffsets = offsets
        deltaSize = widest
        activations = .zeros(total)
        deltas = .zeros(2 * widest)
        preactivations = .zeros(layers.contains { $0.activation.needsPreactivation } ? total : 0)
        masks = .zeros(layers.contains { $0.dropout > 0 } ? total : 0)
        gradient = .zeros(layers.last.map { $0.offset + $0.parameterCount } ?? 0)
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
        var noDropout: RandomState?
        forward(parameters.unsafeView.base, inputs.unsafeView, &noDropout)
        extendLifetime(parameters)
        extendLifetime(inputs)
    }

    /// The loss of a batch; its derivative by each parameter goes to ``gradient``. With a generator, layers drop outputs.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func gradient(
        of loss: Loss, _ parameters: Vector<Element>, _ inputs: Matrix<Element>, _ targets: Matrix<Element>,
        dropout generator: inout RandomState?
    ) -> Element {
        check(inputs)
        let outputSize = layers[layers.count - 1].outputSize
        require(
            targets.rows == inputs.rows && targets.columns == outputSize,
            "targets of \(targets.rows)×\(targets.columns) for \(inputs.rows) samples and \(outputSize) outputs")
        require(inputs.rows >= 1, "the gradient of a batch without samples")
        let base = parameters.unsafeView.base
        forward(base, inputs.unsafeView, &generator)
        let value = backward(base, inputs.unsafeView, targets.unsafeView, loss, dropsOut: generator != nil)
        extendLifetime(parameters)
        extendLifetime(inputs)
        extendLifetime(targets)
        return value
    }

    private func check(_ inputs: Matrix<Element>) {
        require(
            inputs.columns == layers[0].inputSize && inputs.rows <= capacity,
            "inputs of \(inputs.rows)×\(inputs.columns) for a network of \(layers[0].inputSize) inputs "
                + "and batches of at most \(capacity)")
    }

    @inline(__always)
    func output(of layer: Int, rows: Int) -> UnsafeMatrix<Element> {
        UnsafeMatrix(
            activations.unsafeView.base + activationOffsets[layer], rows: rows, columns: layers[layer].outputSize)
    }

    @inline(__always)
    private func forward(
        _ parameters: UnsafeMutablePointer<Element>, _ inputs: UnsafeMatrix<Element>, _ generator: inout RandomState?
    ) {
        var input = inputs
        // Not `enumerated()`, which allocates in debug builds.
        for i in layers.indices {
            let layer = layers[i]
            let output = output(of: i, rows: inputs.rows)
            let weights = layer.weights(parameters)
            if inputs.rows == 1 {
                kernel.multiply(weights, transposed: false, input.row(0), into: output.row(0))
            } else {
                kernel.multiply(input, transposed: false, weights, transposed: true, into: output)
            }
            layer.activation.apply(
                adding: layer.bias(parameters), to: output, keeping: preactivations.unsafeView.base + keptOffset(i))
            if layer.dropout > 0 && generator != nil { dropOut(i, output, &generator!) }
            input = output
        }
    }

    @inline(__always)
    private func backward(
        _ parameters: UnsafeMutablePointer<Element>, _ inputs: UnsafeMatrix<Element>,
        _ targets: UnsafeMatrix<Element>, _ loss: Loss, dropsOut: Bool
    ) -> Element {
        let rows = inputs.rows
        let gradient = gradient.unsafeView.base
        var (block, other) = deltaBlocks
        let last = layers.count - 1
        let value = loss.evaluate(
            output(of: last, rows: rows), targets,
            derivativeInto: UnsafeMatrix(block, rows: rows, columns: layers[last].outputSize))
        for i in stride(from: last, through: 0, by: -1) {
            let layer = layers[i]
            let delta = UnsafeMatrix(block, rows: rows, columns: layer.outputSize)
            if layer.dropout > 0 && dropsOut { undrop(i, output(of: i, rows: rows), delta) }
            multiplyDerivative(of: i, into: delta)

            let input = i == 0 ? inputs : output(of: i - 1, rows: rows)
            let (weights, weightGradient) = (layer.weights(parameters), layer.weights(gradient))
            let biasGradient = UnsafeVector(layer.bias(gradient), count: layer.outputSize)
            biasGradient.base.update(from: block, count: layer.outputSize)
            for sample in 1..<max(rows, 1) { kernel.add(1, delta.row(sample), to: biasGradient) }
            let before = UnsafeMatrix(other, rows: rows, columns: layer.inputSize)
            if rows == 1 {
                kernel.outerProduct(delta.row(0), input.row(0), into: weightGradient)
                if i > 0 { kernel.multiply(weights, transposed: true, delta.row(0), into: before.row(0)) }
            } else {
                kernel.multiply(delta, transposed: true, input, transposed: false, into: weightGradient)
                if i > 0 { kernel.multiply(delta, transposed: false, weights, transposed: false, into: before) }
            }
            swap(&block, &other)
        }
        return value
    }

    @inline(__always)
    private func keptOffset(_ layer: Int) -> Int { preactivations.isEmpty ? 0 : activationOffsets[layer] }

    /// Takes the derivative of the loss by a layer's outputs through its activation.
    @inline(__always)
    func multiplyDerivative(of layer: Int, into delta: UnsafeMatrix<Element>) {
        layers[layer].activation.multiplyDerivative(
            at: output(of: layer, rows: delta.rows), kept: preactivations.unsafeView.base + keptOffset(layer),
            into: delta)
    }

    /// Two blocks, each for the derivatives of the widest layer.
    var deltaBlocks: (UnsafeMutablePointer<Element>, UnsafeMutablePointer<Element>) {
        (deltas.unsafeView.base, deltas.unsafeView.base + deltaSize)
    }

    /// Multiplies each output by zero or by 1/(1 − dropout), drawn one after the other.
    private func dropOut(_ layer: Int, _ output: UnsafeMatrix<Element>, _ generator: inout RandomState) {
        let mask = masks.unsafeView.base + activationOffsets[layer]
        let dropout = layers[layer].dropout
        let kept = Element(1 / (1 - dropout))
        for i in 0..<output.rows &* output.columns {
            mask[i] = generator.randomSample() < dropout ? 0 : kept
            output.base[i] *= mask[i]
        }
    }

    /// Takes the derivative through dropout, and its factor out of the values that are not zero, so that the
    /// activation's derivative sees what it computed. Where the factor is zero the derivative is, whatever follows.
    private func undrop(_ layer: Int, _ value: UnsafeMatrix<Element>, _ delta: UnsafeMatrix<Element>) {
        let mask = masks.unsafeView.base + activationOffsets[layer]
        for i in 0..<delta.rows &* delta.columns {
            delta.base[i] *= mask[i]
            if mask[i] != 0 { value.base[i] /= mask[i] }
        }
    }
}
