import Linalg
import ComplexModule

extension CutOff {
    static var products: [CutOff] {
        let small = [(2, 2, 2), (2, 2, 4), (4, 2, 4), (3, 4, 4), (4, 4, 4), (5, 5, 4), (5, 5, 5), (6, 6, 6), (8, 8, 8)]
        let cubes = [4, 8, 12, 16, 20, 24, 26, 28, 29, 30, 31, 32, 33, 36, 40, 48, 64]
        return [
            CutOff(
                name: "GEMMPath.smallLimit", present: GEMMPath.smallLimit,
                unit: "multiplications where there are no tiles",
                question: "OpenBLAS ÷ inlined loops.",
                measurement: .turns(
                    small.map { m, n, k in
                        Rung(m * n * k, "\(m)×\(n)×\(k)") {
                            [product(Complex<Float>.self, .none, .none, m, n, k, .small)]
                                + [product(Complex<Double>.self, .none, .none, m, n, k, .small)]
                        }
                    })),
            CutOff(
                name: "GEMMPath.tileLimit", present: GEMMPath.tileLimit, unit: "rows, columns and inner size",
                question: "OpenBLAS ÷ tiles.",
                measurement: .turns(
                    cubes.map { n in
                        Rung(n) { both([(.none, .none), (.transpose, .none), (.transpose, .transpose)], n, n, n) }
                    })),
            CutOff(
                name: "GEMMPath.tilesAcrossLimit", present: GEMMPath.tilesAcrossLimit, unit: "multiplications of A·Bᵀ",
                question: "OpenBLAS ÷ tiles, of cubes and of 64 rows and columns.",
                measurement: .turns(
                    [16, 32, 40, 48, 56, 64, 72, 80, 96, 128].map { n in
                        Rung(n * n * n, "\(n)³") {
                            both([(.none, .transpose)], n, n, n)
                                + both([(.none, .transpose)], 64, 64, max(n * n * n / 4096, 1), "flat ")
                        }
                    }), threadedAbove: 1 << 18),
        ]
    }

    /// Tiles against OpenBLAS in both precisions.
    private static func both(
        _ layouts: [(Transpose, Transpose)], _ m: Int, _ n: Int, _ k: Int, _ name: String = ""
    ) -> [Duel] {
        layouts.map { product(Float.self, $0, $1, m, n, k, .direct, name) }
            + layouts.map { product(Double.self, $0, $1, m, n, k, .direct, name) }
    }

    private static func product<T: Scalar>(
        _: T.Type, _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ own: KernelPath,
        _ name: String = ""
    ) -> Duel {
        let a: Matrix<T> = transA == .none ? samples(m, k) : samples(k, m)
        let b: Matrix<T> = transB == .none ? samples(k, n, seed: 2) : samples(n, k, seed: 2)
        let c = Vector<T>.zeros(m * n)
        func multiply(_ path: KernelPath) {
            Kernels.gemm(
                transA, transB, 1, a.unsafeView, b.unsafeView, 0,
                UnsafeMatrix(c.unsafeView.base, rows: m, columns: n), path: path)
        }
        let layout = "\(name)\(transA == .none ? "A" : "Aᵀ")\(transB == .none ? "B" : "Bᵀ")"
        return Duel(layout, into: c, terms: k, own: { multiply(own) }, other: { multiply(.blas) })
    }
}
