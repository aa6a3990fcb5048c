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
                name: "GEMMPath.turnedInnerLimit", present: GEMMPath.turnedInnerLimit, unit: "inner size of A·Bᵀ",
                question: "OpenBLAS ÷ tiles, of 1 to 4 rows and 16 columns.",
                measurement: .turns(
                    [8, 15, 16, 24, 30, 31, 32, 33, 40, 48].map { k in
                        Rung(k) { [1, 2, 4].flatMap { both([(.none, .transpose)], $0, 16, k, "\($0) ") } }
                    })),
            CutOff(
                name: "GEMMPath.unpackedLimit", present: GEMMPath.unpackedLimit, unit: "multiplications",
                question: "The package's product ÷ OpenBLAS, of cubes.",
                measurement: .turns(
                    [48, 64, 80, 96, 100, 104, 112, 128, 160].map { n in
                        Rung(n * n * n, "\(n)³") {
                            both(
                                [(.none, .none), (.transpose, .none), (.transpose, .transpose)], n, n, n,
                                isBLASFirst: true)
                        }
                    })),
            CutOff(
                name: "GEMMPath.fewLimit", present: GEMMPath.fewLimit, unit: "rows or columns",
                question: "The package's product ÷ OpenBLAS, with 1024 of the other and of the inner size.",
                measurement: .turns(
                    [1, 2, 3, 4, 6, 8, 10, 12, 16].map { n in
                        Rung(n) {
                            both(layouts, n, 1024, 1024, "few rows ", isBLASFirst: true)
                                + both(layouts, 1024, n, 1024, "few columns ", isBLASFirst: true)
                        }
                    })),
            CutOff(
                name: "GEMMPath.fewRowsLimit", present: GEMMPath.fewRowsLimit, unit: "rows",
                question: "The package's product ÷ OpenBLAS, with 1500 columns and as large an inner size.",
                measurement: .turns(
                    [8, 16, 24, 32, 40, 48, 49, 56, 64, 96].map { m in
                        Rung(m) { [product(Double.self, .none, .none, m, 1500, 1500, .direct, isBLASFirst: true)] }
                    })),
            CutOff(
                name: "GEMMPath.fewRowsEntries", present: GEMMPath.fewRowsEntries, unit: "entries of b",
                question: "OpenBLAS ÷ the package's product, of 32 rows.",
                measurement: .turns(
                    [256, 512, 768, 1000, 1024, 1250, 1500, 2000].map { n in
                        Rung(n * n, "\(n)×\(n)") { both([(.none, .none)], 32, n, n) }
                    })),
        ]
    }

    private static let layouts: [(Transpose, Transpose)] = [
        (.none, .none), (.none, .transpose), (.transpose, .none), (.transpose, .transpose),
    ]

    /// The package's product against OpenBLAS in both precisions.
    private static func both(
        _ layouts: [(Transpose, Transpose)], _ m: Int, _ n: Int, _ k: Int, _ name: String = "",
        isBLASFirst: Bool = false
    ) -> [Duel] {
        layouts.map { product(Float.self, $0, $1, m, n, k, .direct, name, isBLASFirst: isBLASFirst) }
            + layouts.map { product(Double.self, $0, $1, m, n, k, .direct, name, isBLASFirst: isBLASFirst) }
    }

    private static func product<T: Scalar>(
        _: T.Type, _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ own: KernelPath,
        _ name: String = "", isBLASFirst: Bool = false
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
        let (first, second) = isBLASFirst ? (KernelPath.blas, own) : (own, .blas)
        return Duel(layout, into: c, terms: k, own: { multiply(first) }, other: { multiply(second) })
    }
}
