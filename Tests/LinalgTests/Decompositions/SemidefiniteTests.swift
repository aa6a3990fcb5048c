import Linalg
import TestSupport
import Testing

/// Pivoted Cholesky, LQ, and least squares by pivoted QR: what has fewer columns than rows, or a rank.
@Suite(.reportsRatios) struct SemidefiniteTests {
    // MARK: Pivoted Cholesky

    @Test(arguments: ScalarKind.allCases)
    func pivotedCholesky(_ kind: ScalarKind) throws { try pivotedCholesky(kind.type) }

    private func pivotedCholesky<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 211)
        for n in [0, 1, 2, 3, 5, 10, 33, 65] {
            for rank in Set([0, 1, n / 2, n]) where rank <= n {
                let root: Matrix<T> = generator.matrix(n, rank)
                var a = Matrix<T>.zeros(n, n)
                multiply(root, root, into: &a, transposeB: .conjugateTranspose)
                a = Matrix(rows: n, columns: n) { i, j in
                    i == j ? T(parts: a[i, i].realPart, 0) : i > j ? a[i, j] : a[j, i].conjugated
                }
                for triangle in Triangle.allCases {
                    let comment: Comment = "\(T.name) \(n) of rank \(rank) \(triangle)"
                    let half = Matrix<T>(rows: n, columns: n) { i, j in
                        (triangle == .lower ? j <= i : j >= i) ? a[i, j] : .nan
                    }
                    let f = try PivotedCholesky(Framed(half).inner, reading: triangle)
                    #expect(f.rank == rank && f.size == n && f.order.sorted() == Array(0..<n), comment)
                    let ratio = Ratio.reconstruction(f.reconstructed(), of: a)
                    #expect(
                        RatioLog.record("pivoted Cholesky: reconstruction", T.self, ratio) <= Ratio.factorizationLimit,
                        comment)
                    for j in 0..<f.rank {
                        #expect(f.lower[j, j].realPart > 0 && f.lower[j, j].imaginaryPart == 0, comment)
                        #expect(j == 0 || f.lower[j, j].realPart <= f.lower[j - 1, j - 1].realPart, comment)
                        for i in 0..<j { #expect(f.lower[i, j] == 0, comment) }
                    }
                    let b: Matrix<T> = generator.matrix(n, 2)
                    if rank < n {
                        #expect(throws: LinalgError.singular(pivot: rank), comment) { try f.solve(b) }
                    } else {
                        let solution = Ratio.solution(try f.solve(b), of: a, b)
                        #expect(
                            RatioLog.record("pivoted Cholesky: solution", T.self, solution) <= Ratio.factorizationLimit,
                            comment)
                        #expect(try f.solve(b[column: 1]).count == n, comment)
                    }
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func pivotedCholeskyOfOtherMatrices(_ kind: ScalarKind) throws { try pivotedCholeskyOfOtherMatrices(kind.type) }

    private func pivotedCholeskyOfOtherMatrices<T: TestScalar>(_: T.Type) throws {
        // Indefinite ones, whose diagonal alone may not show it.
        #expect(throws: LinalgError.notPositiveDefinite(minor: 0)) {
            try PivotedCholesky([[0, 1], [1, 0]] as Matrix<T>)
        }
        #expect(throws: LinalgError.notPositiveDefinite(minor: 1)) {
            try PivotedCholesky([[1, 2], [2, 1]] as Matrix<T>)
        }
        #expect(throws: LinalgError.notPositiveDefinite(minor: 0)) { try PivotedCholesky([[-1]] as Matrix<T>) }
        #expect(throws: LinalgError.notFinite(row: 2, column: 1)) {
            try PivotedCholesky([[1, 0, 0], [0, 1, 0], [0, .nan, 1]] as Matrix<T>)
        }
        // A tolerance leaves out what is small.
        let f = try PivotedCholesky(Matrix<T>.diagonal([1, 4, T(0.001), 2]), tolerance: 0.01)
        #expect(f.rank == 3 && f.order == [1, 3, 0, 2])
        #expect(f.lower[0, 0] == 2)
        let zero = try PivotedCholesky(Matrix<T>.zeros(3, 3))
        #expect(zero.rank == 0 && zero.reconstructed() == .zeros(3, 3))
    }

    /// A default tolerance near the largest number is not infinite.
    @Test(arguments: ScalarKind.allCases)
    func ranksNearOverflow(_ kind: ScalarKind) throws { try ranksNearOverflow(kind.type) }

    private func ranksNearOverflow<T: TestScalar>(_: T.Type) throws {
        let a = T(parts: .greatestFiniteMagnitude / 4, 0) * Matrix<T>.identity(20)
        #expect(try PivotedCholesky(a).rank == 20)
        #expect(try PivotedQR(a).rank() == 20)
        #expect(try a.rank() == 20)
    }

    // MARK: LQ

    @Test(arguments: ScalarKind.allCases)
    func lq(_ kind: ScalarKind) throws { try lq(kind.type) }

    private func lq<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 212)
        for kind in MatrixKind.allCases {
            for (m, n) in [(0, 0), (0, 3), (3, 0), (1, 1), (1, 5), (5, 1), (3, 2), (10, 10), (4, 10), (33, 50)] {
                let a: Matrix<T> = generator.matrix(m, n, kind)
                let comment: Comment = "\(T.name) \(kind) \(m)×\(n)"
                for isFull in [false, true] {
                    let f = try LQ(Framed(a).inner, isFull: isFull)
                    let k = isFull ? n : min(m, n)
                    #expect(f.l.rows == m && f.l.columns == k && f.q.rows == k && f.q.columns == n, comment)
                    for (name, ratio) in [
                        ("reconstruction", Ratio.factors(f.reconstructed(), of: a)),
                        ("orthogonality", Ratio.orthogonality(f.q.adjoint())),
                    ] {
                        #expect(RatioLog.record("LQ: \(name)", T.self, ratio) <= Ratio.factorizationLimit, comment)
                    }
                    for i in 0..<m { for j in (i + 1)..<max(k, i + 1) { #expect(f.l[i, j] == 0, comment) } }
                }
            }
        }
        for (m, n) in [(0, 3), (1, 1), (3, 7), (10, 10), (20, 50)] {
            let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(m, n), generator.matrix(m, 3))
            let comment: Comment = "\(T.name) \(m)×\(n)"
            let x = try LQ(a).solve(b)
            let ratio = Ratio.solution(x, of: a, b) / Double(max(n, 1))
            #expect(RatioLog.record("LQ: solution", T.self, ratio) <= Ratio.factorizationLimit, comment)
            // Of least norm: the same as by SVD.
            let expected = try a.leastSquares(b).solution
            #expect(
                (x - expected).norm(.frobenius) <= 1000 * T.RealType(n) * .ulpOfOne * max(1, expected.norm(.frobenius)),
                comment)
            if m > 0 { #expect(try LQ(a).solve(b[column: 1]).count == n, comment) }
        }
        #expect(throws: LinalgError.singular(pivot: 1)) { try LQ([[1, 1], [0, 0]] as Matrix<T>).solve([1, 2]) }
        #expect(throws: LinalgError.notFinite(row: 0, column: 1)) { try LQ([[1, .nan]] as Matrix<T>) }
    }

    // MARK: Least squares by pivoted QR

    @Test(arguments: ScalarKind.allCases)
    func leastSquaresByPivotedQR(_ kind: ScalarKind) throws { try leastSquaresByPivotedQR(kind.type) }

    private func leastSquaresByPivotedQR<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 213)
        for (m, n, rank) in [
            (1, 1, 1), (5, 3, 3), (3, 5, 3), (6, 6, 2), (7, 4, 1), (4, 7, 2), (4, 4, 0), (50, 20, 20), (50, 20, 11),
            (0, 3, 0), (3, 0, 0),
        ] {
            let (left, right): (Matrix<T>, Matrix<T>) = (generator.matrix(m, rank), generator.matrix(rank, n))
            let (a, b) = (left * right, generator.matrix(m, 3) as Matrix<T>)
            let comment: Comment = "\(T.name) \(m)×\(n) of rank \(rank)"
            let (byQR, bySVD) = (try a.leastSquares(b, method: .pivotedQR), try a.leastSquares(b))
            #expect(byQR.rank == rank && bySVD.rank == rank && byQR.singularValues.isEmpty, comment)
            #expect(byQR.solution.rows == n && byQR.solution.columns == 3, comment)
            let size = max(1, bySVD.solution.norm(.frobenius))
            let tolerance = 10_000 * T.RealType(max(m, n)) * T.RealType.ulpOfOne
            #expect((byQR.solution - bySVD.solution).norm(.frobenius) <= tolerance * size, comment)
            for j in 0..<3 {
                #expect(
                    (byQR.residualNorms[j] - bySVD.residualNorms[j]).magnitude
                        <= tolerance * max(1, b[column: j].norm()),
                    comment)
            }
            if m > 0 && n > 0 {
                let ratio = Ratio.leastSquares(byQR.solution, of: a, b)
                #expect(RatioLog.record("least squares by pivoted QR", T.self, ratio) <= 20, comment)
                #expect(try PivotedQR(a).solve(b[column: 0]).count == n, comment)
            }
        }
    }

    /// A weight of w does what w equal rows do; one of zero leaves the row out.
    @Test(arguments: ScalarKind.allCases)
    func weights(_ kind: ScalarKind) throws { try weights(kind.type) }

    private func weights<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 214)
        let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(6, 3), generator.matrix(6, 2))
        let counts = [1, 3, 0, 2, 1, 4]
        let rows = counts.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
        let many = Matrix<T>(rows: rows.count, columns: 3) { a[rows[$0], $1] }
        let right = Matrix<T>(rows: rows.count, columns: 2) { b[rows[$0], $1] }
        for method in LeastSquaresMethod.allCases {
            let weighted = try a.leastSquares(b, weights: Vector(counts.map { T.RealType($0) }), method: method)
            let repeated = try many.leastSquares(right, method: method)
            let tolerance = 1000 * T.RealType.ulpOfOne
            #expect((weighted.solution - repeated.solution).norm(.frobenius) <= tolerance)
            #expect((weighted.residualNorms - repeated.residualNorms).norm() <= tolerance)
            #expect(weighted.rank == 3)
        }
    }

    @Test func wrongShapesAndWeights() async {
        let weights = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Matrix<Double>.ones(3, 2).leastSquares(.ones(3, 1), weights: [1, 2])
        }
        #expect(says(weights, "3×2", "2 weights"))
        let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Matrix<Double>.ones(2, 2).leastSquares(.ones(2, 1), weights: [1, -2])
        }
        #expect(says(negative, "not negative"))
        let tall = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try LQ(Matrix<Double>.ones(3, 2)).solve(Matrix.ones(3, 1))
        }
        #expect(says(tall, "3×2", "use QR"))
        let cholesky = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try PivotedCholesky(Matrix<Double>.ones(3, 2))
        }
        #expect(says(cholesky, "3×2", "not square"))
    }
}
