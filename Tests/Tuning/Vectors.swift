import ComplexModule
import Linalg

extension CutOff {
    static var vectors: [CutOff] {
        [
            CutOff(
                name: "VectorPath.smallLimit", present: VectorPath.smallLimit, unit: "complex entries",
                question: "OpenBLAS ÷ inlined loops.",
                measurement: .turns(
                    [2, 4, 8, 12, 16, 20, 24, 32, 48, 64].map { n in
                        Rung(n) { both(Complex<Float>.self, n, .small) + both(Complex<Double>.self, n, .small) }
                    })),
            CutOff(
                name: "VectorPath.directLimit", present: VectorPath.directLimit, unit: "entries",
                question: "OpenBLAS ÷ the package's kernel.",
                measurement: .turns(
                    [4, 16, 64, 128, 192, 256, 320, 384, 512, 768, 1024, 2048, 4096].map { n in
                        Rung(n) { both(Float.self, n, .direct) + both(Double.self, n, .direct) }
                    })),
        ]
    }

    /// *dot* and *axpy*.
    private static func both<T: Scalar>(_: T.Type, _ n: Int, _ own: KernelPath) -> [Duel] {
        let (x, y): (Vector<T>, Vector<T>) = (samples(n), samples(n, seed: 2))
        let (sum, sums) = (Vector<T>.zeros(1), Vector<T>.zeros(n))
        func dot(_ path: KernelPath) { sum.unsafeView[0] = Kernels.dot(x.unsafeView, y.unsafeView, path: path) }
        func axpy(_ path: KernelPath) { Kernels.axpy(T(real: 0.001), x.unsafeView, sums.unsafeView, path: path) }
        return [
            Duel("dot", into: sum, terms: n, own: { dot(own) }, other: { dot(.blas) }),
            Duel("axpy", into: sums, terms: 1, own: { axpy(own) }, other: { axpy(.blas) }),
        ]
    }
}
