internal import Linalg

extension Workspace {
    /// Adds `JᵀJ` to the lower triangle of `normal` and `Jᵀr` to `slope`, where `J` holds the derivatives of every output
    /// of every sample by every parameter and `r` the outputs' differences from the targets.
    ///
    /// In blocks of ``capacity`` samples, one output at a time, so that `J` is never whole. Before each `isCancelled` is asked;
    /// returns false if it says so.
    func accumulateNormalEquations(
        _ parameters: Vector<Element>, _ inputs: Matrix<Element>, _ targets: Matrix<Element>,
        _ normal: inout Matrix<Element>, _ slope: inout Vector<Element>, unless isCancelled: () -> Bool
    ) -> Bool {
        let last = layers.count - 1
        for start in stride(from: 0, to: inputs.rows, by: capacity) {
            let rows = start..<min(start + capacity, inputs.rows)
            let block = inputs[rows, ...]
            forward(parameters, block)
            for output in 0..<layers[last].outputSize {
                if isCancelled() { return false }
                var residuals = self.output(rows: rows.count)[column: output]
                residuals -= targets[rows, ...][column: output]
                let jacobian = jacobian(of: output, parameters, block)
                normal.addSymmetricProduct(of: jacobian, in: .lower, transposeA: .transpose)
                multiply(jacobian, residuals, into: &slope, beta: 1, transposeA: .transpose)
            }
        }
        return true
    }

    /// The derivatives of one output by all parameters, a row for each sample of the last forward pass.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    private func jacobian(of output: Int, _ parameters: Vector<Element>, _ inputs: Matrix<Element>) -> Matrix<Element> {
        var jacobian = Matrix<Element>.zeros(inputs.rows, gradient.count)
        let rows = inputs.rows
        let base = parameters.unsafeView.base
        jacobian.withUnsafeMutableElements { j, rowStride in
            let last = layers.count - 1
            let seed = delta(of: last, rows: rows)
            seed.base.update(repeating: 0, count: rows * seed.columns)
            for sample in 0..<rows { seed[sample, output] = 1 }
            for i in stride(from: last, through: 0, by: -1) {
                let layer = layers[i]
                let delta = delta(of: i, rows: rows)
                multiplyDerivative(of: i, into: delta)
                let input = i == 0 ? inputs.unsafeView : self.output(of: i - 1, rows: rows)
                for sample in 0..<rows {
                    let row = j + sample * rowStride
                    let weights = layer.weights(row)
                    for (o, derivative) in (0..<layer.outputSize).lazy.map({ ($0, delta[sample, $0]) }) {
                        for k in 0..<layer.inputSize { weights[o, k] = derivative * input[sample, k] }
                        layer.bias(row)[o] = derivative
                    }
                }
                if i > 0 {
                    let before = self.delta(of: i - 1, rows: rows)
                    kernel.multiply(delta, transposed: false, layer.weights(base), transposed: false, into: before)
                }
            }
        }
        extendLifetime(inputs)
        extendLifetime(parameters)
        return jacobian
    }
}
