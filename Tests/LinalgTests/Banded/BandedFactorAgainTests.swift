import Linalg
import TestSupport
import Testing

/// Decompositions of banded and tridiagonal matrices that decompose another one in the memory that they have.
@Suite struct BandedFactorAgainTests {
    private static let sizes = [3, 0, 1, 2, 9, 9, 150, 4]

    /// A band that no rounding makes singular, and none of whose entries are alike.
    private func banded<T: TestScalar>(
        _ n: Int, _ lower: Int, _ upper: Int, _ generator: inout Generator, hermitian: Bool = false
    ) -> BandedMatrix<T> {
        let elements: Matrix<T> = generator.matrix(n, n)
        return BandedMatrix(rows: n, columns: n, lowerBandwidth: lower, upperBandwidth: upper) { i, j in
            if i == j { return T(real: 8 + elements[i, i].realPart) }
            return hermitian && j > i ? elements[j, i].conjugated : elements[i, j]
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func lu(_ kind: ScalarKind) throws { try lu(kind.type) }

    private func lu<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 61)
        var f = try BandedLU(BandedMatrix<T>(rows: 2, columns: 2, lowerBandwidth: 0, upperBandwidth: 0))
        var g = try TridiagonalLU(Tridiagonal<T>(lower: [0], diagonal: [0, 0], upper: [0]))
        #expect(f.isSingular && g.isSingular)
        for n in Self.sizes {
            let b: Matrix<T> = generator.matrix(n, 2)
            for (lower, upper) in [(1, 1), (0, 2), (3, 0), (1, 2)] {
                let a: BandedMatrix<T> = banded(n, lower, upper, &generator)
                let other: BandedMatrix<T> = banded(n, lower, upper, &generator)
                try checkFactorsAgain("BandedLU of \(T.name), \(n)", &f, other, a, BandedLU(a), { try $0.factor($1) }) {
                    try [
                        $0.solve(b), $0.solve(b, transpose: .conjugateTranspose), [[T(real: $0.reciprocalCondition())]],
                    ]
                }
                #expect(!f.isSingular && f.size == n)
            }
            func three() -> Tridiagonal<T> {
                let a: BandedMatrix<T> = banded(n, 1, 1, &generator)
                let beside = max(n - 1, 0)
                return Tridiagonal(
                    lower: Vector(count: beside) { a[$0 + 1, $0] }, diagonal: Vector(count: n) { a[$0, $0] },
                    upper: Vector(count: beside) { a[$0, $0 + 1] })
            }
            let (a, other) = (three(), three())
            try checkFactorsAgain(
                "TridiagonalLU of \(T.name), \(n)", &g, other, a, TridiagonalLU(a), { try $0.factor($1) }
            ) {
                try [$0.solve(b), $0.solve(b, transpose: .conjugateTranspose), [[T(real: $0.reciprocalCondition())]]]
            }
            #expect(!g.isSingular && g.size == n)
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func cholesky(_ kind: ScalarKind) throws { try cholesky(kind.type) }

    private func cholesky<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 62)
        var f = try BandedCholesky(
            BandedMatrix<T>(rows: 1, columns: 1, lowerBandwidth: 0, upperBandwidth: 0) { _, _ in 1 })
        var g = try TridiagonalCholesky<T>(diagonal: [1], lower: [])
        for n in Self.sizes {
            let b: Matrix<T> = generator.matrix(n, 2)
            for width in 0...3 {
                let a: BandedMatrix<T> = banded(n, width, width, &generator, hermitian: true)
                let other: BandedMatrix<T> = banded(n, width, width, &generator, hermitian: true)
                for triangle in [Triangle.lower, .upper] {
                    try checkFactorsAgain(
                        "BandedCholesky of \(T.name), \(n)", &f, other, a, BandedCholesky(a, reading: triangle),
                        { try $0.factor($1, reading: triangle) }
                    ) { [$0.solve(b), $0.lower.dense(), [[T(real: $0.reciprocalCondition())]]] }
                    #expect(f.size == n && f.bandwidth == width)
                }
            }
            func two() -> (Vector<T.RealType>, Vector<T>) {
                let a: BandedMatrix<T> = banded(n, 1, 0, &generator)
                return (
                    Vector(count: n) { a[$0, $0].realPart }, Vector(count: max(n - 1, 0)) { a[$0 + 1, $0] }
                )
            }
            let (a, other) = (two(), two())
            try checkFactorsAgain(
                "TridiagonalCholesky of \(T.name), \(n)", &g, other, a,
                TridiagonalCholesky(diagonal: a.0, lower: a.1), { try $0.factor(diagonal: $1.0, lower: $1.1) }
            ) {
                let parts = $0
                return [
                    parts.solve(b),
                    Matrix(rows: n, columns: 1, elements: Vector(count: n) { T(real: parts.diagonal[$0]) }),
                    Matrix(rows: parts.lower.count, columns: 1, elements: parts.lower),
                    [[T(real: parts.reciprocalCondition())]],
                ]
            }
            #expect(g.size == n)
        }
    }

    /// After an error each is the decomposition of the empty matrix, and of use again.
    @Test func emptyAfterAnError() throws {
        func pair(_ element: Double) -> BandedMatrix<Double> {
            BandedMatrix(rows: 2, columns: 2, lowerBandwidth: 1, upperBandwidth: 1) { $0 == $1 ? 3 : element }
        }
        let (good, b): (BandedMatrix<Double>, Vector<Double>) = (pair(1), [1, 2])
        var lu = try BandedLU(good)
        #expect(throws: LinalgError.notFinite(row: 0, column: 1)) { try lu.factor(pair(.nan)) }
        #expect(lu.size == 0 && !lu.isSingular && lu.reciprocalCondition() == 1)
        try lu.factor(pair(3))
        #expect(lu.isSingular)
        #expect(throws: LinalgError.singular(pivot: 1)) { try lu.solve(b) }
        try lu.factor(good)
        #expect(try lu.solve(b) == BandedLU(good).solve(b))
        // As large as they come, and then as usual.
        let large = BandedMatrix<Double>(rows: 1, columns: 1, lowerBandwidth: 0, upperBandwidth: 0) { _, _ in 0x1p1020 }
        try lu.factor(large)
        #expect(try lu.solve([0x1p1020]) == [1])
        try lu.factor(good)
        #expect(try lu.solve(b) == BandedLU(good).solve(b))

        var cholesky = try BandedCholesky(good)
        #expect(throws: LinalgError.notFinite(row: 1, column: 0)) { try cholesky.factor(pair(.nan)) }
        #expect(cholesky.size == 0 && cholesky.bandwidth == 0 && cholesky.lower.dense().isEmpty)
        try cholesky.factor(good)
        #expect(throws: LinalgError.notPositiveDefinite(minor: 1)) { try cholesky.factor(pair(4)) }
        #expect(cholesky.size == 0)
        try cholesky.factor(good)
        #expect(try cholesky.solve(b) == BandedCholesky(good).solve(b))

        func three(_ element: Double) -> Tridiagonal<Double> {
            Tridiagonal(lower: [element], diagonal: [3, 3], upper: [element])
        }
        var tridiagonal = try TridiagonalLU(three(1))
        #expect(throws: LinalgError.notFinite(row: 0, column: 1)) { try tridiagonal.factor(three(.infinity)) }
        #expect(tridiagonal.size == 0 && !tridiagonal.isSingular)
        try tridiagonal.factor(three(3))
        #expect(tridiagonal.isSingular)
        try tridiagonal.factor(three(1))
        #expect(try tridiagonal.solve(b) == TridiagonalLU(three(1)).solve(b))

        var definite = try TridiagonalCholesky<Double>(diagonal: [3, 3], lower: [1])
        #expect(throws: LinalgError.notFinite(row: 1, column: 1)) {
            try definite.factor(diagonal: [3, .nan], lower: [1])
        }
        #expect(definite.size == 0 && definite.diagonal.isEmpty && definite.lower.isEmpty)
        #expect(throws: LinalgError.notFinite(row: 1, column: 0)) {
            try definite.factor(diagonal: [.nan, 3], lower: [.nan])
        }
        #expect(throws: LinalgError.notPositiveDefinite(minor: 1)) {
            try definite.factor(diagonal: [3, 3], lower: [4])
        }
        // Its own parts are vectors like any others.
        try definite.factor(diagonal: [3, 3], lower: [1])
        let again = try TridiagonalCholesky(diagonal: definite.diagonal, lower: definite.lower)
        try definite.factor(diagonal: definite.diagonal, lower: definite.lower)
        #expect(definite.diagonal == again.diagonal && definite.lower == again.lower)
    }

    @Test func misuseTraps() async {
        let lu = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try BandedLU(BandedMatrix<Double>(rows: 0, columns: 0, lowerBandwidth: 0, upperBandwidth: 0))
            try f.factor(BandedMatrix<Double>(rows: 2, columns: 3, lowerBandwidth: 0, upperBandwidth: 0))
        }
        #expect(says(lu, "BandedLU", "2×3", "not square"))
        let cholesky = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try BandedCholesky(BandedMatrix<Double>(rows: 0, columns: 0, lowerBandwidth: 0, upperBandwidth: 0))
            try f.factor(BandedMatrix<Double>(rows: 3, columns: 2, lowerBandwidth: 0, upperBandwidth: 0))
        }
        #expect(says(cholesky, "BandedCholesky", "3×2", "not square"))
        let definite = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try TridiagonalCholesky<Double>(diagonal: [], lower: [])
            try f.factor(diagonal: [1, 2], lower: [1, 2])
        }
        #expect(says(definite, "TridiagonalCholesky", "2 elements", "2 below"))
    }
}
