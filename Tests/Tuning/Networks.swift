import Linalg
import NeuralNetworks

extension CutOff {
    static var networks: [CutOff] {
        let isPartOfStep = "part of a step: build with another value and compare scripts/bench --only W2"
        let decidesBits = "the bits of a network depend on it"
        let products = [
            CutOff(
                name: "BatchPath.fewSamples", present: BatchPath.fewSamples, unit: "samples",
                question: "The package's product ÷ OpenBLAS, of a batch with weights 128×256 and 64×128.",
                measurement: .turns(
                    [2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 32].map { rows in
                        Rung(rows) {
                            [(128, 256), (64, 128)].flatMap { outputs, inputs in
                                batch(Float.self, rows, outputs, inputs) + batch(Double.self, rows, outputs, inputs)
                            }
                        }
                    })),
            CutOff(
                name: "BatchPath.fewWeights", present: BatchPath.fewWeights, unit: "weights",
                question: "OpenBLAS ÷ the package's product, of 4 and 8 samples.",
                measurement: .turns(
                    [8, 16, 24, 32, 40, 48, 64, 96].map { n in
                        Rung(n * n, "\(n)×\(n)") {
                            [4, 8].flatMap { rows in
                                batch(Float.self, rows, n, n, isOwnFirst: true)
                                    + batch(Double.self, rows, n, n, isOwnFirst: true)
                            }
                        }
                    })),
        ]
        return products
            + [
                ("BatchPath.threadedSamples", BatchPath.threadedSamples, isPartOfStep),
                ("BatchPath.threadedWork", BatchPath.threadedWork, isPartOfStep),
                ("BatchPath.threadedParameters", BatchPath.threadedParameters, isPartOfStep),
                ("BatchPath.cachedParameters", BatchPath.cachedParameters, isPartOfStep),
                ("BatchPath.rowBlock", BatchPath.rowBlock, decidesBits),
                ("BatchPath.mostShards", BatchPath.mostShards, decidesBits),
            ].map { name, present, why in
                CutOff(name: name, present: present, unit: "", question: "", measurement: .none(why))
            }
    }

    /// Forward, with the weights transposed, and back.
    private static func batch<T: RealScalar>(
        _: T.Type, _ rows: Int, _ outputs: Int, _ inputs: Int, isOwnFirst: Bool = false
    ) -> [Duel] {
        [true, false].map { isForward in
            let weights: Matrix<T> = samples(outputs, inputs)
            let (k, n) = isForward ? (inputs, outputs) : (outputs, inputs)
            let (x, y): (Matrix<T>, Vector<T>) = (samples(rows, k, seed: 2), .zeros(rows * n))
            func multiply(_ path: KernelPath) {
                Kernels.gemm(
                    .none, isForward ? .transpose : .none, 1, x.unsafeView, weights.unsafeView, 0,
                    UnsafeMatrix(y.unsafeView.base, rows: rows, columns: n), path: path)
            }
            let title = "\(isOwnFirst ? "\(rows) " : "\(outputs)×\(inputs) ")\(isForward ? "forth" : "back")"
            let (first, second) = isOwnFirst ? (KernelPath.direct, KernelPath.blas) : (.blas, .direct)
            return Duel(title, into: y, terms: k, own: { multiply(first) }, other: { multiply(second) })
        }
    }
}
