import Linalg
import TestSupport
import Testing

/// Solutions in the memory of the caller are those in memory of their own.
@Suite struct SolveIntoTests {
    private func check<T: TestScalar>(
        _ name: String, _: T.Type, rows: Int, columns: Int, roundings: T.RealType = 0,
        _ solve: (Matrix<T>) throws -> Matrix<T>,
        _ into: (Matrix<T>, inout Matrix<T>) throws -> Void, _ vector: (Vector<T>) throws -> Vector<T>,
        _ vectorInto: (Vector<T>, inout Vector<T>) throws -> Void
    ) throws {
        var generator = Generator(seed: 94)
        for width in [0, 1, 3] {
            let b: Matrix<T> = generator.matrix(rows, width)
            let expected = try solve(b)
            // What was there does not survive, and a copy of it does.
            var x = Matrix<T>(rows: columns, columns: width, repeating: .nan)
            let before = x
            try into(Framed(b).inner, &x)
            #expect(x == expected, "\(name) of \(T.name), \(width) columns")
            #expect(before.allFinite == (before.count == 0))
            var framed = Framed(before)
            try into(b, &framed.inner)
            #expect(
                framed.inner == expected && framed.frameIntact, "\(name) of \(T.name), \(width) columns, in a frame")
        }
        let b: Matrix<T> = generator.matrix(rows, 2)
        let expected = try vector(b[column: 1])
        let among = try solve(b)[column: 1]
        #expect(
            (expected - among).norm(.infinity) <= 1e4 * T.RealType.ulpOfOne * among.norm(.infinity),
            "\(name) of \(T.name), a vector among others")
        var x = Vector<T>(repeating: .nan, count: columns)
        try vectorInto(b[column: 1], &x)
        #expect(x == expected, "\(name) of \(T.name), a vector")
        var columnsOfNaN = Matrix<T>(rows: columns, columns: 2, repeating: .nan)
        try vectorInto(b[column: 1], &columnsOfNaN[column: 1])
        // A product adds in another order where its result has gaps.
        let difference = (columnsOfNaN[column: 1] - expected).norm(.infinity)
        #expect(
            difference <= roundings * T.RealType.ulpOfOne * expected.norm(.infinity), "\(name) of \(T.name), a column")
        #expect(columns == 0 || !columnsOfNaN[column: 0].allFinite)
    }

    @Test(arguments: ScalarKind.allCases)
    func orthogonal(_ kind: ScalarKind) throws { try orthogonal(kind.type) }

    private func orthogonal<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 95)
        for (m, n) in [(0, 0), (1, 1), (5, 5), (9, 4), (4, 0)] {
            let tall: Matrix<T> = generator.matrix(m, n)
            for isFull in [false, true] {
                let qr = try QR(tall, isFull: isFull)
                try check(
                    "QR", T.self, rows: m, columns: n, roundings: 64, { try qr.solve($0) },
                    { try qr.solve($0, into: &$1) },
                    { try qr.solve($0) }, { try qr.solve($0, into: &$1) })
                let lq = try LQ(tall.transposed(), isFull: isFull)
                try check(
                    "LQ", T.self, rows: n, columns: m, roundings: 64, { try lq.solve($0) },
                    { try lq.solve($0, into: &$1) },
                    { try lq.solve($0) }, { try lq.solve($0, into: &$1) })
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func ofLeastNorm(_ kind: ScalarKind) throws { try ofLeastNorm(kind.type) }

    private func ofLeastNorm<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 96)
        for (m, n, rank) in [
            (0, 0, 0), (1, 1, 1), (5, 5, 5), (9, 4, 4), (4, 9, 4), (4, 0, 0), (0, 3, 0), (6, 5, 2), (3, 3, 0),
        ] {
            let (left, right): (Matrix<T>, Matrix<T>) = (generator.matrix(m, rank), generator.matrix(rank, n))
            let a = left * right
            let svd = try SVD(a)
            try check(
                "SVD", T.self, rows: m, columns: n, roundings: 64, { svd.solve($0, tolerance: 1e-4) },
                { svd.solve($0, into: &$1, tolerance: 1e-4) }, { svd.solve($0, tolerance: 1e-4) },
                { svd.solve($0, into: &$1, tolerance: 1e-4) })
            let qr = try PivotedQR(a)
            try check(
                "PivotedQR", T.self, rows: m, columns: n, roundings: 64, { try qr.solve($0, tolerance: 1e-4) },
                { try qr.solve($0, into: &$1, tolerance: 1e-4) }, { try qr.solve($0, tolerance: 1e-4) },
                { try qr.solve($0, into: &$1, tolerance: 1e-4) })
            #expect(svd.rank(tolerance: 1e-4) == rank && qr.rank(tolerance: 1e-4) == rank)
        }
    }

    /// What does not fit the scalar type is not written.
    @Test func overflowLeavesTheTargetAlone() throws {
        let qr = try PivotedQR([[1e-200, 0], [0, 1e-200]] as Matrix<Double>)
        var (x, y): (Vector<Double>, Matrix<Double>) = ([7, 8], [[7], [8]])
        #expect(throws: LinalgError.overflow) { try qr.solve([1e200, 1], into: &x) }
        #expect(throws: LinalgError.overflow) { try qr.solve([[1e200], [1]], into: &y) }
        #expect(x == [7, 8] && y == [[7], [8]])
    }

    @Test(arguments: ScalarKind.allCases)
    func pivotedCholesky(_ kind: ScalarKind) throws { try pivotedCholesky(kind.type) }

    private func pivotedCholesky<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 97)
        for n in [0, 1, 2, 9] {
            let a: Matrix<T> = generator.matrix(n, n)
            var definite = Matrix<T>.identity(n)
            multiply(a, a, into: &definite, beta: 1, transposeB: .conjugateTranspose)
            let f = try PivotedCholesky(definite)
            try check(
                "PivotedCholesky", T.self, rows: n, columns: n, { try f.solve($0) }, { try f.solve($0, into: &$1) },
                { try f.solve($0) }, { try f.solve($0, into: &$1) })
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func banded(_ kind: ScalarKind) throws { try banded(kind.type) }

    private func banded<T: TestScalar>(_: T.Type) throws {
        for n in [0, 1, 2, 9] {
            let a = BandedMatrix<T>(rows: n, columns: n, lowerBandwidth: 1, upperBandwidth: 1) { i, j in i == j ? 4 : 1
            }
            let side = Vector<T>(repeating: 1, count: Swift.max(n - 1, 0))
            let threes = Tridiagonal<T>(lower: side, diagonal: Vector(repeating: 4, count: n), upper: side)
            let (lu, tridiagonal) = try (BandedLU(a), TridiagonalLU(threes))
            for transpose in [Transpose.none, .transpose, .conjugateTranspose] {
                try check(
                    "BandedLU", T.self, rows: n, columns: n, { try lu.solve($0, transpose: transpose) },
                    { try lu.solve($0, into: &$1, transpose: transpose) }, { try lu.solve($0, transpose: transpose) },
                    { try lu.solve($0, into: &$1, transpose: transpose) })
                try check(
                    "TridiagonalLU", T.self, rows: n, columns: n, { try tridiagonal.solve($0, transpose: transpose) },
                    { try tridiagonal.solve($0, into: &$1, transpose: transpose) },
                    { try tridiagonal.solve($0, transpose: transpose) },
                    { try tridiagonal.solve($0, into: &$1, transpose: transpose) })
            }
            let cholesky = try BandedCholesky(a)
            try check(
                "BandedCholesky", T.self, rows: n, columns: n, { cholesky.solve($0) },
                { cholesky.solve($0, into: &$1) }, { cholesky.solve($0) }, { cholesky.solve($0, into: &$1) })
            let definite = try TridiagonalCholesky(
                diagonal: Vector<T.RealType>(repeating: 4, count: n), lower: side)
            try check(
                "TridiagonalCholesky", T.self, rows: n, columns: n, { definite.solve($0) },
                { definite.solve($0, into: &$1) }, { definite.solve($0) }, { definite.solve($0, into: &$1) })
        }
    }

    @Test func singularOnesLeaveTheTargetAlone() throws {
        let qr = try QR([[0, 1], [0, 1]] as Matrix<Double>)
        var x: Vector<Double> = [7, 8]
        #expect(throws: LinalgError.singular(pivot: 0)) { try qr.solve([1, 2], into: &x) }
        #expect(x == [7, 8])
        let banded = try BandedLU(BandedMatrix<Double>(rows: 2, columns: 2, lowerBandwidth: 0, upperBandwidth: 0))
        #expect(throws: LinalgError.singular(pivot: 0)) { try banded.solve([1, 2], into: &x) }
        #expect(x == [7, 8])
    }

    @Test func misuseTraps() async {
        let qr = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Vector<Double>.zeros(3)
            try QR(Matrix<Double>.identity(2)).solve([1, 2], into: &x)
        }
        #expect(says(qr, "solve", "2×2", "into 3"))
        let banded = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Vector<Double>.zeros(3)
            try BandedLU(BandedMatrix<Double>(rows: 2, columns: 2, lowerBandwidth: 0, upperBandwidth: 0))
                .solve([1, 2], into: &x)
        }
        #expect(says(banded, "solve", "2×2", "into 3"))
        let svd = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Matrix<Double>.zeros(3, 1)
            try SVD(Matrix<Double>.identity(2)).solve([[1], [2]], into: &x)
        }
        #expect(says(svd, "solve", "2×2", "2×1", "into 3×1"))
        let pivoted = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Vector<Double>.zeros(3)
            try PivotedQR(Matrix<Double>.identity(2)).solve([1, 2], into: &x)
        }
        #expect(says(pivoted, "solve", "2×2", "into 3"))
    }
}
