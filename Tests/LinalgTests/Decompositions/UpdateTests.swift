import Linalg
import TestSupport
import Testing

/// Decompositions that follow a change of rank one.
@Suite(.reportsRatios) struct UpdateTests {
    /// A + factor·x·yᴴ.
    private func changed<T: TestScalar>(_ a: Matrix<T>, _ x: Vector<T>, _ y: Vector<T>, _ factor: T) -> Matrix<T> {
        var result = a
        result.addOuterProduct(x, Vector(y.map(\.conjugated)), scaledBy: factor)
        return result
    }

    /// `‖B − C‖ / (n·size·u)` in the one-norm.
    private func ratio<T: TestScalar>(_ b: Matrix<T>, _ c: Matrix<T>, size: Wide, _ n: Int) -> Double {
        let error = (WideMatrix(b) - WideMatrix(c)).oneNorm
        return error == 0 ? 0 : Double(error / (Wide(max(n, 1)) * size * T.unit))
    }

    @Test(arguments: ScalarKind.allCases)
    func cholesky(_ kind: ScalarKind) throws { try cholesky(kind.type) }

    private func cholesky<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 241)
        for kind in [MatrixKind.uniform, .graded, .wellConditioned] {
            for n in [0, 1, 2, 3, 5, 10, 33, 65] {
                let a: Matrix<T> = generator.positiveDefinite(n, kind)
                let x: Vector<T> = generator.vector(n)
                let comment: Comment = "\(T.name) \(kind) \(n)"
                var f = try Cholesky(a)
                let before = f
                try f.update(adding: x)
                let sum = changed(a, x, x, 1)
                let size = WideMatrix(a).oneNorm + (WideMatrix(sum) - WideMatrix(a)).oneNorm
                let added = ratio(f.reconstructed(), sum, size: size, n)
                #expect(RatioLog.record("Cholesky: update", T.self, added) <= Ratio.factorizationLimit, comment)
                #expect(before.lower == (try Cholesky(a)).lower, comment)
                for i in 0..<n {
                    #expect(f.lower[i, i].realPart > 0 && f.lower[i, i].imaginaryPart == 0, comment)
                    for j in (i + 1)..<max(n, i + 1) { #expect(f.lower[i, j] == 0, comment) }
                }
                if n > 0 {
                    let direct = try Cholesky(sum).reciprocalCondition()
                    #expect(f.reciprocalCondition() <= 4 * direct && direct <= 4 * f.reciprocalCondition(), comment)
                }
                // Back again, by what was added; what is left is as large as before.
                let stable = kind != .graded
                if stable {
                    try f.downdate(subtracting: Framed(Matrix(rows: n, columns: 1, elements: x)).inner[column: 0])
                    let removed = ratio(f.reconstructed(), a, size: size, n)
                    #expect(
                        RatioLog.record("Cholesky: downdate", T.self, removed) <= Ratio.factorizationLimit, comment)
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func downdatesThatLeaveDefiniteness(_ kind: ScalarKind) throws { try downdatesThatLeaveDefiniteness(kind.type) }

    private func downdatesThatLeaveDefiniteness<T: TestScalar>(_: T.Type) throws {
        var f = try Cholesky(Matrix<T>.diagonal([4, 9, 16]))
        let before = f.lower
        for (x, minor) in [([2, 0, 0], 0), ([0, 4, 0], 1), ([1, 1, 4], 2)] as [(Vector<T>, Int)] {
            #expect(throws: LinalgError.notPositiveDefinite(minor: minor)) { try f.downdate(subtracting: x) }
            #expect(f.lower == before)
        }
        #expect(throws: LinalgError.notFinite(row: 1, column: 0)) { try f.downdate(subtracting: [0, .nan, 0]) }
        #expect(throws: LinalgError.notFinite(row: 2, column: 0)) { try f.update(adding: [0, 0, .infinity]) }
        #expect(f.lower == before)
        try f.downdate(subtracting: [0, 0, 0])
        #expect(f.lower == before)
        let huge = T(parts: .greatestFiniteMagnitude, 0)
        #expect(throws: Never.self) { try f.update(adding: [huge, 0, 0]) }
        #expect(throws: LinalgError.overflow) { try f.update(adding: [huge, 0, 0]) }
    }

    @Test(arguments: ScalarKind.allCases)
    func qr(_ kind: ScalarKind) throws { try qr(kind.type) }

    private func qr<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 242)
        for (m, n) in [
            (0, 0), (0, 2), (2, 0), (1, 1), (1, 4), (4, 1), (2, 2), (5, 3), (3, 5), (10, 10), (33, 12), (12, 33),
            (50, 50),
        ] {
            for isFull in [false, true] {
                for inside in [false, true] {
                    let a: Matrix<T> = generator.matrix(m, n)
                    // A vector within the space of the columns, or one that is not.
                    let u: Vector<T> = inside ? a * (generator.vector(n) as Vector<T>) : generator.vector(m)
                    let v: Vector<T> = generator.vector(n)
                    let comment: Comment = "\(T.name) \(m)×\(n) \(isFull) \(inside)"
                    var f = try QR(a, isFull: isFull)
                    let shapes = (f.q.rows, f.q.columns, f.r.rows, f.r.columns)
                    try f.update(adding: u, times: v)
                    #expect((f.q.rows, f.q.columns, f.r.rows, f.r.columns) == shapes, comment)
                    let sum = changed(a, u, v, 1)
                    let size = WideMatrix(a).oneNorm + (WideMatrix(sum) - WideMatrix(a)).oneNorm
                    let error = ratio(f.reconstructed(), sum, size: size, max(m, n))
                    #expect(RatioLog.record("QR: update", T.self, error) <= Ratio.factorizationLimit, comment)
                    let orthogonality = Ratio.orthogonality(f.q)
                    #expect(
                        RatioLog.record("QR: orthogonality after an update", T.self, orthogonality)
                            <= Ratio.factorizationLimit, comment)
                    for i in 0..<f.r.rows { for j in 0..<min(i, n) { #expect(f.r[i, j] == 0, comment) } }
                }
            }
        }
        // Many in a row do not add up.
        var (a, f) = (generator.matrix(20, 8) as Matrix<T>, try QR(Matrix<T>.zeros(20, 8)))
        f = try QR(a)
        for _ in 0..<50 {
            let (u, v): (Vector<T>, Vector<T>) = (generator.vector(20), generator.vector(8))
            a = changed(a, u, v, 1)
            try f.update(adding: u, times: v)
        }
        #expect(Ratio.orthogonality(f.q) <= 50 * Ratio.factorizationLimit)
        #expect(Ratio.factors(f.reconstructed(), of: a) <= 50 * Ratio.factorizationLimit)
        let before = f.q
        #expect(throws: LinalgError.notFinite(row: 3, column: 1)) {
            var v = Vector<T>.zeros(8)
            v[3] = .nan
            try f.update(adding: .zeros(20), times: v)
        }
        #expect(f.q == before)
    }

    @Test func wrongShapes() async {
        let cholesky = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try Cholesky(Matrix<Double>.identity(3))
            try f.update(adding: [1, 2])
        }
        #expect(says(cholesky, "3×3", "2 elements"))
        let qr = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try QR(Matrix<Double>.ones(3, 2))
            try f.update(adding: [1, 2], times: [1, 2])
        }
        #expect(says(qr, "3×2", "2 and 2"))
    }
}
