import ComplexModule
import Linalg
import TestSupport
import Testing

/// The symmetric eigenproblem by ranges, and with a second matrix.
@Suite(.reportsRatios) struct SymmetricRangeTests {
    // MARK: Ranges

    private func check<T: TestScalar>(_ f: SymmetricEigen<T>, _ count: Int, of a: Matrix<T>, _ comment: Comment) {
        let n = a.rows
        #expect(f.values.count == count && f.vectors.rows == n && f.vectors.columns == count, comment)
        guard f.values.count == count && f.vectors.columns == count else { return }
        let (wide, v) = (WideMatrix(a), WideMatrix(f.vectors))
        let values = Matrix<T>.diagonal(Vector(f.values.map { T(real: $0) }))
        let residual = EigenRatio.difference(wide * v, v * WideMatrix(values), size: wide.oneNorm, T.self)
        #expect(RatioLog.record("by range: residual", T.self, residual) <= 60, comment)
        let orthogonality = EigenRatio.difference(
            WideMatrix(f.vectors.adjoint()) * v, .identity(count), size: Wide(max(n, 1)), T.self)
        #expect(RatioLog.record("by range: orthogonality", T.self, orthogonality) <= 60, comment)
    }

    @Test(arguments: ScalarKind.allCases)
    func ranges(_ kind: ScalarKind) throws { try ranges(kind.type) }

    private func ranges<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 321)
        for kind in MatrixKind.allCases where kind != .nearOverflow {
            for n in [0, 1, 2, 3, 5, 10, 33] {
                let a: Matrix<T> = generator.hermitian(n, kind)
                let all = try SymmetricEigen(a).values
                let size = all.reduce(T.RealType.leastNonzeroMagnitude) { max($0, $1.magnitude) }
                let tolerance = max(
                    20 * T.RealType(n) * size * T.RealType.ulpOfOne, 16 * T.RealType.leastNonzeroMagnitude)
                for triangle in Triangle.allCases {
                    let input = Framed(spoilt(a, keeping: triangle)).inner
                    for range in Set([0..<n, 0..<min(n, 1), max(n - 2, 0)..<n, n / 3..<n / 2, n / 2..<n / 2]) {
                        let comment: Comment = "\(T.name) \(kind) \(n) \(range)"
                        let f = try SymmetricEigen(input, reading: triangle, indices: range)
                        check(f, range.count, of: a, comment)
                        let alone = try SymmetricEigen(input, reading: triangle, withVectors: false, indices: range)
                        #expect(alone.vectors.columns == 0 && alone.size == n, comment)
                        for (k, i) in range.enumerated() where f.values.count == range.count {
                            #expect((f.values[k] - all[i]).magnitude <= tolerance, comment)
                            #expect((alone.values[k] - all[i]).magnitude <= tolerance, comment)
                        }
                    }
                    if n < 3 || kind.isSingular { continue }
                    // Between two eigenvalues that are apart.
                    let places = (1..<n).filter { all[$0] - all[$0 - 1] > 8 * tolerance }
                    guard let low = places.first, let high = places.last else { continue }
                    func middle(_ k: Int) -> T.RealType { all[k - 1] / 2 + all[k] / 2 }
                    let infinity = T.RealType.infinity
                    for (bounds, count) in [
                        ((middle(low), middle(high)), high - low), ((-infinity, middle(high)), high),
                        ((middle(low), infinity), n - low), ((-infinity, infinity), n), ((infinity, infinity), 0),
                        ((middle(low), middle(low)), 0),
                    ] {
                        let f = try SymmetricEigen(input, reading: triangle, above: bounds.0, upTo: bounds.1)
                        check(f, count, of: a, "\(T.name) \(kind) \(n) \(bounds)")
                    }
                }
            }
        }
    }

    /// The lower bound is left out, the upper one taken in.
    @Test func intervalIsHalfOpen() throws {
        let a = Matrix<Double>.diagonal([1, 2, 3, 4])
        #expect(try SymmetricEigen(a, above: 1, upTo: 3).values == [2, 3])
        #expect(try SymmetricEigen(a, withVectors: false, above: 1, upTo: 3).values == [2, 3])
    }

    @Test func wilkinsonsMatrix() throws {
        let w = Matrix<Double>(rows: 21, columns: 21) { i, j in
            i == j ? Double(abs(i - 10)) : abs(i - j) == 1 ? 1 : 0
        }
        let f = try SymmetricEigen(w, indices: 19..<21)
        #expect(abs(f.values[1] - 10.746194182903393) <= 1e-13)
        #expect(abs(f.values[0] - 10.746194182903322) <= 1e-13)
        check(f, 2, of: w, "W21+")
    }

    // MARK: Two matrices

    @Test(arguments: ScalarKind.allCases)
    func twoMatrices(_ kind: ScalarKind) throws { try twoMatrices(kind.type) }

    private func twoMatrices<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 322)
        for n in [0, 1, 2, 3, 5, 10, 33, 50] {
            let a: Matrix<T> = generator.hermitian(n)
            let b: Matrix<T> = generator.positiveDefinite(n)
            for triangle in Triangle.allCases {
                let comment: Comment = "\(T.name) \(n) \(triangle)"
                let (first, second) = (
                    Framed(spoilt(a, keeping: triangle)).inner, Framed(spoilt(b, keeping: triangle)).inner
                )
                let f = try GeneralizedSymmetricEigen(first, second, reading: triangle)
                let v = WideMatrix(f.vectors)
                let values = Matrix<T>.diagonal(Vector(f.values.map { T(real: $0) }))
                let residual = EigenRatio.difference(
                    WideMatrix(a) * v, WideMatrix(b) * v * WideMatrix(values), size: WideMatrix(a).oneNorm * v.oneNorm,
                    T.self)
                #expect(RatioLog.record("two matrices: residual", T.self, residual) <= 60, comment)
                let orthogonality = EigenRatio.difference(
                    WideMatrix(f.vectors.adjoint()) * WideMatrix(b) * v, .identity(n), size: 1, T.self)
                #expect(RatioLog.record("two matrices: VᴴBV", T.self, orthogonality) <= 60, comment)
                for i in 1..<max(n, 1) { #expect(f.values[i] >= f.values[i - 1], comment) }
                let alone = try GeneralizedSymmetricEigen(first, second, reading: triangle, withVectors: false)
                #expect(alone.vectors.columns == 0 && alone.size == n, comment)
                for i in 0..<n {
                    #expect((f.values[i] - alone.values[i]).magnitude <= 100 * T.RealType.ulpOfOne, comment)
                }
            }
        }
        // The identity makes it the ordinary problem.
        let a: Matrix<T> = generator.hermitian(10)
        let (f, g) = (try GeneralizedSymmetricEigen(a, .identity(10)), try SymmetricEigen(a))
        for i in 0..<10 { #expect((f.values[i] - g.values[i]).magnitude <= 100 * T.RealType.ulpOfOne) }
        #expect(throws: LinalgError.notPositiveDefinite(minor: 1)) {
            try GeneralizedSymmetricEigen(.identity(3), .diagonal([1, -1, 1]) as Matrix<T>)
        }
        #expect(throws: LinalgError.notPositiveDefinite(minor: 2)) {
            try GeneralizedSymmetricEigen(.identity(3), .diagonal([1, 1, 0]) as Matrix<T>)
        }
    }
}
