import Linalg
import TestSupport
import Testing

/// Banded and tridiagonal matrices and their decompositions.
@Suite(.reportsRatios) struct BandedTests {
    private static let shapes = [
        (0, 0, 0), (1, 0, 0), (1, 2, 3), (2, 1, 1), (3, 1, 0), (5, 0, 2), (10, 2, 1), (10, 12, 11), (33, 3, 5),
        (65, 1, 1), (130, 40, 35),
    ]

    private func banded<T: TestScalar>(
        _ m: Int, _ n: Int, _ lower: Int, _ upper: Int, _ generator: inout Generator
    ) -> BandedMatrix<T> {
        BandedMatrix(rows: m, columns: n, lowerBandwidth: lower, upperBandwidth: upper) { _, _ in generator.scalar() }
    }

    @Test(arguments: ScalarKind.allCases)
    func entriesAndProducts(_ kind: ScalarKind) { entriesAndProducts(kind.type) }

    private func entriesAndProducts<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 231)
        for (m, n, lower, upper) in [
            (0, 0, 0, 0), (0, 3, 1, 1), (3, 0, 1, 1), (1, 1, 0, 0), (1, 1, 3, 2), (4, 7, 1, 2), (7, 4, 2, 0),
            (7, 2, 0, 1), (2, 9, 5, 3), (33, 33, 20, 18), (50, 40, 3, 30),
        ] {
            let a: BandedMatrix<T> = banded(m, n, lower, upper, &generator)
            let dense = a.dense()
            let comment: Comment = "\(T.name) \(m)×\(n) \(lower) \(upper)"
            for i in 0..<m {
                for j in 0..<n {
                    #expect(a[i, j] == dense[i, j], comment)
                    if j < i - lower || j > i + upper { #expect(a[i, j] == 0, comment) }
                }
            }
            #expect(a.transposed().dense() == dense.transposed(), comment)
            // What lies outside of the band is not read.
            let spoilt = Matrix<T>(rows: m, columns: n) { i, j in
                j < i - lower || j > i + upper ? .nan : dense[i, j]
            }
            #expect(BandedMatrix(Framed(spoilt).inner, lowerBandwidth: lower, upperBandwidth: upper) == a, comment)
            for norm in MatrixNorm.allCases {
                let (x, y) = (a.norm(norm), dense.norm(norm))
                #expect((x - y).magnitude <= 100 * y * .ulpOfOne, comment)
            }
            for transpose in Transpose.allCases {
                let wide = WideMatrix(dense).applying(transpose)
                let (inner, outer) = transpose == .none ? (n, m) : (m, n)
                let (x, y): (Vector<T>, Vector<T>) = (generator.vector(inner), generator.vector(outer))
                for (alpha, beta) in [(1, 0), (0, 1), (0, 0.7), (0.7, 1.3), (1, 1)] as [(Double, Double)] {
                    let (alpha, beta) = (T(alpha, alpha), T(beta, -beta))
                    var framed = Framed(Matrix<T>(rows: outer, columns: 2, repeating: beta == 0 ? .nan : 1))
                    if beta != 0 { framed.inner[column: 1] = y }
                    multiply(a, x, into: &framed.inner[column: 1], alpha: alpha, beta: beta, transposeA: transpose)
                    let ratio = Ratio.product(
                        framed.inner[column: 1], alpha: alpha, wide, WideMatrix(x), beta: beta, WideMatrix(y))
                    #expect(RatioLog.record("banded product", T.self, ratio) <= Ratio.productLimit, comment)
                    #expect(framed.frameIntact, comment)
                }
            }
            let x: Vector<T> = generator.vector(n)
            var y = Vector<T>.zeros(m)
            multiply(a, x, into: &y)
            #expect(a * x == y, comment)
        }
        var a = BandedMatrix<T>(rows: 3, columns: 3, lowerBandwidth: 1, upperBandwidth: 0)
        let copy = a
        a[1, 0] = 5
        #expect(a[1, 0] == 5 && copy[1, 0] == 0 && a != copy)
    }

    @Test(arguments: ScalarKind.allCases)
    func bandedLU(_ kind: ScalarKind) throws { try bandedLU(kind.type) }

    private func bandedLU<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 232)
        for (n, lower, upper) in Self.shapes {
            for scale in [1, T(parts: .greatestFiniteMagnitude / 1024, 0), T(parts: .leastNormalMagnitude * 1024, 0)] {
                var a: BandedMatrix<T> = banded(n, n, lower, upper, &generator)
                for i in 0..<n { for j in 0..<n where a[i, j] != 0 { a[i, j] *= scale } }
                let (dense, exact) = (a.dense(), generator.matrix(n, 3) as Matrix<T>)
                let comment: Comment = "\(T.name) \(n) \(lower) \(upper) \(scale)"
                let f = try BandedLU(a)
                #expect(f.size == n && !f.isSingular, comment)
                for transpose in Transpose.allCases {
                    let wide = WideMatrix(dense).applying(transpose)
                    // In the range of the matrix, so that the solution is near one.
                    var right = Matrix<T>.zeros(n, 3)
                    multiply(dense, exact, into: &right, transposeA: transpose)
                    let before = right
                    let x = try f.solve(Framed(right).inner, transpose: transpose)
                    let ratio = Ratio.solution(WideMatrix(x), of: wide, WideMatrix(right), T.self)
                    #expect(RatioLog.record("banded LU: solution", T.self, ratio) <= Ratio.factorizationLimit, comment)
                    let y = try f.solve(Framed(right).inner[column: 1], transpose: transpose)
                    let single = Ratio.solution(
                        WideMatrix(y), of: wide, WideMatrix(right[column: 1]), T.self)
                    #expect(RatioLog.record("banded LU: solution", T.self, single) <= Ratio.factorizationLimit, comment)
                    #expect(right == before, comment)
                }
                if n > 0 && n <= 33 {
                    for norm in OperatorNorm.allCases {
                        let wide = norm == .one ? WideMatrix(dense) : WideMatrix(dense).applying(.transpose)
                        let exact = Double(1 / (wide.oneNorm * wide.inverted().oneNorm))
                        let quotient = Double(f.reciprocalCondition(norm).wide) / exact
                        #expect(RatioLog.record("banded LU: condition", T.self, quotient) <= 10, comment)
                        #expect(quotient >= 0.9, comment)
                    }
                }
            }
        }
        let singular = BandedMatrix<T>(rows: 3, columns: 3, lowerBandwidth: 1, upperBandwidth: 1) { i, j in
            i == 1 || j == 1 ? 0 : 1
        }
        let f = try BandedLU(singular)
        #expect(f.isSingular && f.reciprocalCondition() == 0)
        #expect(throws: LinalgError.singular(pivot: 1)) { try f.solve(.ones(3) as Vector<T>) }
        #expect(throws: LinalgError.singular(pivot: 1)) { try singular.solve(Matrix<T>.ones(3, 2)) }
        var bad = singular
        bad[2, 1] = .nan
        #expect(throws: LinalgError.notFinite(row: 2, column: 1)) { try BandedLU(bad) }
        #expect(try BandedMatrix<T>(.identity(3), lowerBandwidth: 0, upperBandwidth: 1).solve([1, 2, 3]) == [1, 2, 3])
    }

    @Test(arguments: ScalarKind.allCases)
    func bandedCholesky(_ kind: ScalarKind) throws { try bandedCholesky(kind.type) }

    private func bandedCholesky<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 233)
        for (n, width, _) in Self.shapes {
            let whole: Matrix<T> = generator.positiveDefinite(n)
            let a = Matrix<T>(rows: n, columns: n) { i, j in abs(i - j) <= width ? whole[i, j] : 0 }
            for triangle in Triangle.allCases {
                let comment: Comment = "\(T.name) \(n) \(width) \(triangle)"
                let band =
                    triangle == .lower
                    ? BandedMatrix(a, lowerBandwidth: width, upperBandwidth: 0)
                    : BandedMatrix(a, lowerBandwidth: 0, upperBandwidth: width)
                let f = try BandedCholesky(band, reading: triangle)
                #expect(f.size == n && f.bandwidth == width, comment)
                let lower = f.lower.dense()
                var product = Matrix<T>.zeros(n, n)
                multiply(lower, lower, into: &product, transposeB: .conjugateTranspose)
                let ratio = Ratio.reconstruction(product, of: a)
                #expect(
                    RatioLog.record("banded Cholesky: reconstruction", T.self, ratio) <= Ratio.factorizationLimit,
                    comment)
                let b: Matrix<T> = generator.matrix(n, 3)
                let solution = Ratio.solution(f.solve(Framed(b).inner), of: a, b)
                #expect(
                    RatioLog.record("banded Cholesky: solution", T.self, solution) <= Ratio.factorizationLimit, comment)
                let single = Ratio.solution(f.solve(Framed(b).inner[column: 2]), of: a, b[column: 2])
                #expect(
                    RatioLog.record("banded Cholesky: solution", T.self, single) <= Ratio.factorizationLimit, comment)
                if n > 0 && n <= 33 {
                    let exact = Double(1 / (WideMatrix(a).oneNorm * WideMatrix(a).inverted().oneNorm))
                    let quotient = Double(f.reciprocalCondition().wide) / exact
                    #expect(RatioLog.record("banded Cholesky: condition", T.self, quotient) <= 10, comment)
                    #expect(quotient >= 0.9, comment)
                }
            }
        }
        var a = BandedMatrix<T>(.identity(4), lowerBandwidth: 1, upperBandwidth: 0)
        a[2, 2] = -1
        #expect(throws: LinalgError.notPositiveDefinite(minor: 2)) { try BandedCholesky(a) }
        a[1, 0] = .nan
        #expect(throws: LinalgError.notFinite(row: 1, column: 0)) { try BandedCholesky(a) }
        #expect(throws: LinalgError.notFinite(row: 0, column: 1)) {
            try BandedCholesky(a.transposed(), reading: .upper)
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func tridiagonal(_ kind: ScalarKind) throws { try tridiagonal(kind.type) }

    private func tridiagonal<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 234)
        for n in [0, 1, 2, 3, 5, 10, 33, 130] {
            let beside = max(n - 1, 0)
            let a = Tridiagonal<T>(
                lower: generator.vector(beside), diagonal: generator.vector(n), upper: generator.vector(beside))
            let (dense, b) = (a.dense(), generator.matrix(n, 3) as Matrix<T>)
            let comment: Comment = "\(T.name) \(n)"
            let product = Ratio.product(
                a * b[column: 0], alpha: 1, WideMatrix(dense), WideMatrix(b[column: 0]), beta: 0,
                WideMatrix(b[column: 0]))
            #expect(RatioLog.record("tridiagonal product", T.self, product) <= Ratio.productLimit, comment)
            let f = try TridiagonalLU(a)
            for transpose in Transpose.allCases {
                let wide = WideMatrix(dense).applying(transpose)
                let x = try f.solve(Framed(b).inner, transpose: transpose)
                let ratio = Ratio.solution(WideMatrix(x), of: wide, WideMatrix(b), T.self)
                #expect(RatioLog.record("tridiagonal LU: solution", T.self, ratio) <= Ratio.factorizationLimit, comment)
                let y = try f.solve(Framed(b).inner[column: 1], transpose: transpose)
                let single = Ratio.solution(WideMatrix(y), of: wide, WideMatrix(b[column: 1]), T.self)
                #expect(
                    RatioLog.record("tridiagonal LU: solution", T.self, single) <= Ratio.factorizationLimit, comment)
            }
            #expect(try a.solve(b) == f.solve(b), comment)

            // A dominant diagonal, so that it is definite.
            let (diagonal, lower) = (
                Vector<T.RealType>(count: n) { _ in 3 + T.RealType(generator.real()) },
                generator.vector(beside) as Vector<T>
            )
            let whole = Tridiagonal<T>(
                lower: lower, diagonal: Vector(count: n) { T(parts: diagonal[$0], 0) },
                upper: Vector(count: beside) { lower[$0].conjugated }
            ).dense()
            let g = try TridiagonalCholesky(diagonal: diagonal, lower: lower)
            let solution = Ratio.solution(g.solve(Framed(b).inner), of: whole, b)
            #expect(
                RatioLog.record("tridiagonal Cholesky: solution", T.self, solution) <= Ratio.factorizationLimit, comment
            )
            let single = Ratio.solution(g.solve(Framed(b).inner[column: 2]), of: whole, b[column: 2])
            #expect(
                RatioLog.record("tridiagonal Cholesky: solution", T.self, single) <= Ratio.factorizationLimit, comment)
            if n > 0 && n <= 33 {
                for norm in OperatorNorm.allCases {
                    let wide = norm == .one ? WideMatrix(dense) : WideMatrix(dense).applying(.transpose)
                    let exact = Double(1 / (wide.oneNorm * wide.inverted().oneNorm))
                    let quotient = Double(f.reciprocalCondition(norm).wide) / exact
                    #expect(RatioLog.record("tridiagonal LU: condition", T.self, quotient) <= 10, comment)
                    #expect(quotient >= 0.9, comment)
                }
                let exact = Double(1 / (WideMatrix(whole).oneNorm * WideMatrix(whole).inverted().oneNorm))
                let quotient = Double(g.reciprocalCondition().wide) / exact
                #expect(abs(quotient - 1) <= 1000 * Double(T.unit) * Double(n), comment)
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func tridiagonalMatricesThatCannotBeSolved(_ kind: ScalarKind) throws {
        try tridiagonalMatricesThatCannotBeSolved(kind.type)
    }

    private func tridiagonalMatricesThatCannotBeSolved<T: TestScalar>(_: T.Type) throws {
        let singular = Tridiagonal<T>(lower: [1, 1], diagonal: [1, 1, 1], upper: [1, 0])
        let f = try TridiagonalLU(singular)
        #expect(f.isSingular && f.reciprocalCondition() == 0)
        let error = #expect(throws: LinalgError.self) { try singular.solve([1, 2, 3]) }
        guard case .singular = error else { throw error ?? .overflow }
        for place in [(1, 0), (1, 1), (1, 2)] {
            let bad = Tridiagonal<T>(
                lower: [place.1 == 0 ? .nan : 1, 1], diagonal: [1, place.1 == 1 ? .infinity : 1, 1],
                upper: [1, place.1 == 2 ? .nan : 1])
            #expect(throws: LinalgError.notFinite(row: place.0, column: place.1)) { try TridiagonalLU(bad) }
        }
        #expect(throws: LinalgError.notPositiveDefinite(minor: 1)) {
            try TridiagonalCholesky<T>(diagonal: [1, 1, 1], lower: [2, 0])
        }
        #expect(throws: LinalgError.notFinite(row: 1, column: 0)) {
            try TridiagonalCholesky<T>(diagonal: [1, 1], lower: [.nan])
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func determinants(_ kind: ScalarKind) throws { try determinants(kind.type) }

    private func determinants<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 236)
        func check(_ name: String, _ value: T, _ sign: T, _ logarithm: T.RealType, _ a: Matrix<T>) throws {
            let f = try LU(a)
            let (expected, limit) = (f.determinant, 30 * T.RealType(a.rows + 1) * T.RealType.ulpOfOne)
            let (otherSign, otherLogarithm) = f.signAndLogarithmOfDeterminant
            let comment: Comment = "\(name) of \(T.name), \(a.rows)"
            #expect((value - expected).modulus <= limit * expected.modulus, comment)
            #expect((sign - otherSign).modulus <= limit, comment)
            #expect((logarithm - otherLogarithm).magnitude <= limit * max(1, otherLogarithm.magnitude), comment)
        }
        for n in [0, 1, 2, 3, 8, 20] {
            for (lower, upper) in [(0, 0), (1, 1), (2, 1), (0, 3)] {
                var a: BandedMatrix<T> = banded(n, n, lower, upper, &generator)
                for i in 0..<n where lower == 0 || upper == 0 { a[i, i] += 2 }
                let f = try BandedLU(a)
                let (sign, logarithm) = f.signAndLogarithmOfDeterminant
                try check("BandedLU", f.determinant, sign, logarithm, a.dense())
                // Of a definite one.
                let width = max(lower, upper)
                let definite = BandedMatrix<T>(rows: n, columns: n, lowerBandwidth: width, upperBandwidth: width) {
                    $0 == $1 ? 9 : 1
                }
                let g = try BandedCholesky(definite)
                try check("BandedCholesky", T(real: g.determinant), 1, g.logarithmOfDeterminant, definite.dense())
                let h = try Cholesky(definite.dense())
                try check("Cholesky", T(real: h.determinant), 1, h.logarithmOfDeterminant, definite.dense())
            }
            let beside = max(n - 1, 0)
            let three = Tridiagonal<T>(
                lower: Vector(count: beside) { _ in generator.scalar() },
                diagonal: Vector(count: n) { _ in generator.scalar() },
                upper: Vector(count: beside) { _ in generator.scalar() })
            let f = try TridiagonalLU(three)
            let (sign, logarithm) = f.signAndLogarithmOfDeterminant
            try check("TridiagonalLU", f.determinant, sign, logarithm, three.dense())
            let g = try TridiagonalCholesky(
                diagonal: Vector<T.RealType>(repeating: 5, count: n), lower: three.lower)
            let definite = Tridiagonal(
                lower: three.lower, diagonal: Vector(repeating: 5, count: n),
                upper: Vector(count: beside) { three.lower[$0].conjugated })
            try check(
                "TridiagonalCholesky", T(real: g.determinant), 1, g.logarithmOfDeterminant, definite.dense())
        }
        // Singular, and near the end of the range.
        let zero = try BandedLU(BandedMatrix<T>(rows: 2, columns: 2, lowerBandwidth: 1, upperBandwidth: 0))
        #expect(zero.determinant == 0 && zero.signAndLogarithmOfDeterminant == (0, -.infinity))
        let none = try TridiagonalLU(Tridiagonal<T>(lower: [0], diagonal: [0, 1], upper: [0]))
        #expect(none.determinant == 0 && none.signAndLogarithmOfDeterminant == (0, -.infinity))
        let most = T.RealType.greatestFiniteMagnitude / 2
        for size in [most, 1 / most] {
            let f = try BandedLU(
                BandedMatrix<T>(rows: 1, columns: 1, lowerBandwidth: 0, upperBandwidth: 0) { _, _ in T(real: -size) })
            #expect(f.determinant == T(real: -size) && f.signAndLogarithmOfDeterminant.sign == -1)
            let g = try BandedLU(
                BandedMatrix<T>(rows: 9, columns: 9, lowerBandwidth: 1, upperBandwidth: 1) {
                    $0 == $1 ? T(real: size) : 0
                })
            let expected = 9 * T.RealType.log(size)
            #expect(
                (g.signAndLogarithmOfDeterminant.logarithm - expected).magnitude <= 40 * .ulpOfOne * expected.magnitude)
        }
    }

    @Test func examples() throws {
        var a = BandedMatrix<Double>(rows: 3, columns: 3, lowerBandwidth: 1, upperBandwidth: 0)
        for i in 0..<3 { a[i, i] = 2 }
        a[1, 0] = 1
        #expect(try a.solve([2, 3, 4]) == [1, 1, 2])
        let t = Tridiagonal<Double>(lower: [1, 1], diagonal: [4, 4, 4], upper: [1, 1])
        #expect(try t.solve([5, 6, 5]).isApproximatelyEqual(to: [1, 1, 1]))
    }

    @Test func wrongShapes() async {
        let outside = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = BandedMatrix<Double>(rows: 3, columns: 3, lowerBandwidth: 1, upperBandwidth: 0)
            a[0, 1] = 1
        }
        #expect(says(outside, "[0, 1]", "3×3", "outside of the band"))
        let index = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = BandedMatrix<Double>(rows: 3, columns: 3, lowerBandwidth: 1, upperBandwidth: 0)[3, 0]
        }
        #expect(says(index, "[3, 0]", "3×3"))
        let square = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try BandedLU(BandedMatrix<Double>(rows: 3, columns: 2, lowerBandwidth: 1, upperBandwidth: 0))
        }
        #expect(says(square, "3×2", "not square"))
        let product = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = BandedMatrix<Double>(rows: 3, columns: 2, lowerBandwidth: 1, upperBandwidth: 0) * [1, 2, 3]
        }
        #expect(says(product, "3×2 by 3"))
        let right = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Tridiagonal<Double>(lower: [1], diagonal: [1, 2], upper: [0]).solve([1, 2, 3])
        }
        #expect(says(right, "2×2", "right-hand side of 3"))
        let diagonals = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tridiagonal<Double>(lower: [1], diagonal: [1, 2, 3], upper: [0])
        }
        #expect(says(diagonals, "1, 3 and 1"))
    }
}
