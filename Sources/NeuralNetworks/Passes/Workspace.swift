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

    private let layers: [DenseLayer]
    private let kernel: Kernel

    /// Each layer's outputs, capacity × outputs, one layer after the other.
    private let activations: Vector<Element>
    /// Where each layer's outputs begin.
    private let activationOffsets: [Int]
    /// The derivatives of the loss by the inputs of two neighbouring activations: two blocks of `deltaSize`.
    private let deltas: Vector<Element>
    private let deltaSize: Int

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
        forward(parameters.unsafeView.base, inputs.unsafeView)
        extendLifetime(parameters)
        extendLifetime(inputs)
    }

    /// The loss of a batch; its derivative by each parameter goes to ``gradient``.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func gradient(
        of loss: Loss, _ parameters: Vector<Element>, _ inputs: Matrix<Element>, _ targets: Matrix<Element>
    ) -> Element {
        check(inputs)
        let outputSize = layers[layers.count - 1].outputSize
        require(
            targets.rows == inputs.rows && targets.columns == outputSize,
            "targets of \(targets.rows)×\(targets.columns) for \(inputs.rows) samples and \(outputSize) outputs")
        require(inputs.rows >= 1, "the gradient of a batch without samples")
        let base = parameters.unsafeView.base
        forward(base, inputs.unsafeView)
        let value = backward(base, inputs.unsafeView, targets.unsafeView, loss)
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
    private func output(of layer: Int, rows: Int) -> UnsafeMatrix<Element> {
        UnsafeMatrix(
            activations.unsafeView.base + activationOffsets[layer], rows: rows, columns: layers[layer].outputSize)
    }

    @inline(__always)
    private func forward(_ parameters: UnsafeMutablePointer<Element>, _ inputs: UnsafeMatrix<Element>) {
        var input = inputs
        for (i, layer) in layers.enumerated() {
            let output = output(of: i, rows: inputs.rows)
            let weights = layer.weights(parameters)
            if inputs.rows == 1 {
                kernel.multiply(weights, transposed: false, input.row(0), into: output.row(0))
            } else {
                kernel.multiply(input, transposed: false, weights, transposed: true, into: output)
            }
            layer.activation.apply(adding: layer.bias(parameters), to: output)
            input = output
        }
    }

    @inline(__always)
    private func backward(
        _ parameters: UnsafeMutablePointer<Element>, _ inputs: UnsafeMatrix<Element>,
        _ targets: UnsafeMatrix<Element>, _ loss: Loss
    ) -> Element {
        let rows = inputs.rows
        let gradient = gradient.unsafeView.base
        var (block, other) = (deltas.unsafeView.base, deltas.unsafeView.base + deltaSize)
        let last = layers.count - 1
        let value = loss.evaluate(
            output(of: last, rows: rows), targets,
            derivativeInto: UnsafeMatrix(block, rows: rows, columns: layers[last].outputSize))
        for i in stride(from: last, through: 0, by: -1) {
            let layer = layers[i]
            let delta = UnsafeMatrix(block, rows: rows, columns: layer.outputSize)
            layer.activation.multiplyDerivative(at: output(of: i, rows: rows), into: delta)

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
}
