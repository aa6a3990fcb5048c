import Linalg

extension CutOff {
    /// What is neither a product nor a network.
    static var others: [CutOff] {
        [
            CutOff(
                name: "SylvesterPath.largestLeaf", present: SylvesterPath.largestLeaf,
                unit: "rows and columns that LAPACK solves at once",
                question: "This leaf ÷ the one in use, for 200 rows.",
                measurement: .turns(
                    [8, 16, 24, 32, 48, 64, 128, 200].map { leaf in
                        Rung(leaf) { [sylvester(Float.self, leaf), sylvester(Double.self, leaf)] }
                    }), isChoice: true),
            CutOff(
                name: "SortPath.comparisonLimit", present: SortPath.comparisonLimit, unit: "numbers",
                question: "Radix sort ÷ comparisons.",
                measurement: .turns(
                    [16, 32, 64, 96, 128, 192, 256, 384, 512, 1024].map { n in
                        Rung(n) { [sort(Float.self, n), sort(Double.self, n)] }
                    })),
            CutOff(
                name: "SortPath.floatLimit", present: SortPath.floatLimit, unit: "numbers",
                question: "Radix sort of the numbers ÷ comparisons, Float.",
                measurement: .turns(
                    [64, 128, 192, 256, 320, 384, 512, 768].map { n in Rung(n) { [sortValues(Float.self, n)] } })),
            CutOff(
                name: "SortPath.doubleLimit", present: SortPath.doubleLimit, unit: "numbers",
                question: "Radix sort of the numbers ÷ comparisons, Double.",
                measurement: .turns(
                    [256, 512, 768, 1024, 1200, 1536, 2048, 3072].map { n in Rung(n) { [sortValues(Double.self, n)] } })
            ),
        ]
    }

    private static func sylvester<T: Scalar>(_: T.Type, _ leaf: Int) -> Duel {
        let n = 200
        // The transposes of upper triangles, well separated from each other's negatives.
        func triangle(seed: UInt32) -> Matrix<T> {
            let entries: Matrix<T> = samples(n, n, seed: seed)
            let scale = T(real: 1 / T.RealType(n))
            return Matrix(rows: n, columns: n) { i, j in
                i == j ? T(real: 1) + entries[i, i] : i > j ? scale * entries[i, j] : 0
            }
        }
        let (a, b, right): (Matrix<T>, Matrix<T>, Matrix<T>) = (triangle(seed: 1), triangle(seed: 2), samples(n, n))
        let c = Vector<T>.zeros(n * n)
        func solve(_ leaf: Int) {
            c.unsafeView.base.update(from: right.unsafeView.base, count: n * n)
            _ = TriangularSylvester.solve(
                a.unsafeView, b.unsafeView, UnsafeMatrix(c.unsafeView.base, rows: n, columns: n), largestLeaf: leaf)
        }
        return Duel("", into: c, terms: n, own: { solve(SylvesterPath.largestLeaf) }, other: { solve(leaf) })
    }

    private static func sort<T: RealScalar>(_: T.Type, _ n: Int) -> Duel {
        let (x, first): (Vector<T>, Vector<T>) = (samples(n), .zeros(n))
        func order(_ limit: Int) {
            let indices = StableOrder.indices(x.unsafeView, comparingUpTo: limit)
            for i in 0..<n { first.unsafeView[i] = T(indices[i]) }
        }
        return Duel("", into: first, terms: 1, own: { order(.max) }, other: { order(-1) })
    }

    private static func sortValues<T: RealScalar>(_: T.Type, _ n: Int) -> Duel {
        let (x, values): (Vector<T>, Vector<T>) = (samples(n), .zeros(n))
        func order(_ limit: Int) {
            let base = values.unsafeView.base
            base.update(from: x.unsafeView.base, count: n)
            ValueOrder.sort(UnsafeMutableBufferPointer(start: base, count: n), comparingUpTo: limit)
        }
        return Duel("", into: values, terms: 1, own: { order(.max) }, other: { order(-1) })
    }
}
