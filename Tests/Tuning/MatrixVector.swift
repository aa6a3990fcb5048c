import ComplexModule
import Linalg

extension CutOff {
    static var matrixVector: [CutOff] {
        let squares = [4, 8, 16, 32, 48, 56, 64, 72, 80, 88, 96, 104, 112, 128, 160, 192]
        let small = [
            (2, 2), (2, 4), (3, 4), (4, 4), (4, 6), (4, 8), (6, 6), (7, 7), (8, 8), (10, 10), (12, 12), (16, 16),
        ]
        func cutOff(
            _ name: String, _ present: Int, _ unit: String, threadedAbove: Int = 9216,
            _ duels: @escaping (Int) -> [Duel]
        ) -> CutOff {
            CutOff(
                name: name, present: present, unit: unit, question: "OpenBLAS ÷ the package's kernel.",
                measurement: .turns(squares.map { n in Rung(n * n, "\(n)×\(n)") { duels(n) } }),
                threadedAbove: threadedAbove)
        }
        return [
            CutOff(
                name: "GEMVPath.smallLimit", present: GEMVPath.smallLimit,
                unit: "elements of a matrix of complex numbers", question: "OpenBLAS ÷ inlined loops.",
                measurement: .turns(
                    small.map { m, n in
                        Rung(m * n, "\(m)×\(n)") {
                            complex(Complex<Float>.self, m, n) + complex(Complex<Double>.self, m, n)
                        }
                    })),
            cutOff("GEMVPath.directLimit", GEMVPath.directLimit, "elements of A in A·x") {
                [product(Float.self, .none, $0, $0, .direct), product(Double.self, .none, $0, $0, .direct)]
            },
            cutOff("GEMVPath.directLimitAcross", GEMVPath.directLimitAcross, "elements of A in Aᵀ·x") {
                [product(Float.self, .transpose, $0, $0, .direct), product(Double.self, .transpose, $0, $0, .direct)]
            },
            cutOff(
                "GEMVPath.directUpdateLimit", GEMVPath.directUpdateLimit, "elements of A in A + x·yᵀ",
                threadedAbove: 8192
            ) {
                [update(Float.self, $0, $0, .direct), update(Double.self, $0, $0, .direct)]
            },
        ]
    }

    private static func complex<T: Scalar>(_: T.Type, _ m: Int, _ n: Int) -> [Duel] {
        [
            product(T.self, .none, m, n, .small), product(T.self, .transpose, m, n, .small),
            update(T.self, m, n, .small),
        ]
    }

    private static func product<T: Scalar>(
        _: T.Type, _ transA: Transpose, _ m: Int, _ n: Int, _ own: KernelPath
    ) -> Duel {
        let a: Matrix<T> = samples(m, n)
        let (rows, inner) = transA == .none ? (m, n) : (n, m)
        let (x, y): (Vector<T>, Vector<T>) = (samples(inner, seed: 2), .zeros(rows))
        func multiply(_ path: KernelPath) {
            Kernels.gemv(transA, 1, a.unsafeView, x.unsafeView, 0, y.unsafeView, path: path)
        }
        return Duel(
            transA == .none ? "Ax" : "Aᵀx", into: y, terms: inner, own: { multiply(own) }, other: { multiply(.blas) })
    }

    private static func update<T: Scalar>(_: T.Type, _ m: Int, _ n: Int, _ own: KernelPath) -> Duel {
        let (x, y): (Vector<T>, Vector<T>) = (samples(m), samples(n, seed: 2))
        let a = Vector<T>.zeros(m * n)
        func add(_ path: KernelPath) {
            Kernels.ger(
                T(real: 0.001), x.unsafeView, y.unsafeView, UnsafeMatrix(a.unsafeView.base, rows: m, columns: n),
                path: path)
        }
        return Duel("A+xyᵀ", into: a, terms: 1, own: { add(own) }, other: { add(.blas) })
    }
}
