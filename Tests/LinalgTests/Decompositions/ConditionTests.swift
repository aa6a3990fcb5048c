import ComplexModule
import Linalg
import TestSupport
import Testing

/// Estimated and exact condition numbers, and what depends on them: refusals and refined solutions.
@Suite(.reportsRatios) struct ConditionTests {
    private static let sizes = [1, 2, 3, 5, 10, 33]

    /// `1 / (‖A‖‖A⁻¹‖)` by LU decomposition of the wide matrix, with partial pivoting.
    private func exact<T: TestScalar>(_ a: Matrix<T>, _ norm: OperatorNorm) -> Double {
        let wide = norm == .one ? WideMatrix(a) : WideMatrix(a).applying(.transpose)
        return Double(1 / (wide.oneNorm * wide.inverted().oneNorm))
    }

    /// The estimate is never noticeably below the true value, and seldom more than three times above it.
    private func check<T: TestScalar>(_ name: String, _ estimate: T.RealType, _ exact: Double, _: T.Type, _ n: Int) {
        let quotient = Double(estimate.wide) / exact
        let comment: Comment = "\(name) \(T.name) \(n): \(estimate), \(exact)"
        let slack = 1 - min(0.9, Double(n) * 8 * Double(T.unit) / exact)
        #expect(quotient >= slack, comment)
        #expect(RatioLog.record("condition: \(name)", T.self, quotient) <= 10, comment)
    }

    @Test(arguments: ScalarKind.allCases)
    func estimates(_ kind: ScalarKind) throws { try estimates(kind.type) }

    private func estimates<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 221)
        for kind in MatrixKind.allCases where !kind.isSingular && kind != .subnormal && kind != .nearlySingular {
            for n in Self.sizes {
                let a: Matrix<T> = generator.matrix(n, n, kind)
                for norm in OperatorNorm.allCases {
                    let f = try LU(a)
                    check("LU", f.reciprocalCondition(norm), exact(a, norm), T.self, n)
                }
                let b: Matrix<T> = generator.positiveDefinite(n, kind)
                check("Cholesky", try Cholesky(b).reciprocalCondition(), exact(b, .one), T.self, n)
                for symmetry in [Symmetry.hermitian, .symmetric] {
                    let c: Matrix<T> = generator.symmetric(n, kind, as: symmetry)
                    check("LDLT", try LDLT(c, as: symmetry).reciprocalCondition(), exact(c, .one), T.self, n)
                }
            }
        }
        for n in Self.sizes {
            for triangle in Triangle.allCases {
                for diagonal in Diagonal.allCases {
                    let a: Matrix<T> = generator.triangular(n, triangle, diagonal)
                    let dense = Matrix<T>(rows: n, columns: n) { i, j in
                        if i == j && diagonal == .unit { return 1 }
                        return (triangle == .lower ? j > i : j < i) ? 0 : a[i, j]
                    }
                    for norm in OperatorNorm.allCases {
                        let estimate = try Framed(a).inner.reciprocalCondition(of: triangle, norm, diagonal: diagonal)
                        check("triangular", estimate, exact(dense, norm), T.self, n)
                    }
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func edges(_ kind: ScalarKind) throws { try edges(kind.type) }

    private func edges<T: TestScalar>(_: T.Type) throws {
        let empty = Matrix<T>.zeros(0, 0)
        #expect(try LU(empty).reciprocalCondition() == 1 && Cholesky(empty).reciprocalCondition() == 1)
        #expect(try empty.reciprocalCondition(of: .lower) == 1)
        #expect(try LU(Matrix<T>.identity(5)).reciprocalCondition() == 1)
        #expect(try LU(Matrix<T>.zeros(3, 3)).reciprocalCondition(.infinity) == 0)
        #expect(try Matrix<T>.diagonal([1, 0, 2]).reciprocalCondition(of: .upper) == 0)
        #expect(throws: LinalgError.notFinite(row: 1, column: 0)) {
            try ([[1, 0], [.nan, 1]] as Matrix<T>).reciprocalCondition(of: .lower)
        }
        // Norms beyond the range of the type.
        let huge = T(parts: .greatestFiniteMagnitude / 2, 0)
        let a: Matrix<T> = [[huge, huge, huge], [0, huge, huge], [0, 0, huge]]
        #expect(a.norm(.one) == .infinity)
        let estimate = try LU(a).reciprocalCondition()
        #expect(estimate >= 0.1666 && estimate <= 0.5)
    }

    @Test(arguments: ScalarKind.allCases)
    func conditionNumbers(_ kind: ScalarKind) throws { try conditionNumbers(kind.type) }

    private func conditionNumbers<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 222)
        for n in Self.sizes {
            let a: Matrix<T> = generator.matrix(n, n)
            let (wide, inverse) = (WideMatrix(a), WideMatrix(a).inverted())
            func frobenius(_ x: WideMatrix) -> Wide { x.magnitudes().real.reduce(0) { $0 + $1 * $1 }.squareRoot() }
            for (norm, exact) in [
                (ConditionNorm.one, wide.oneNorm * inverse.oneNorm),
                (.infinity, wide.applying(.transpose).oneNorm * inverse.applying(.transpose).oneNorm),
                (.frobenius, frobenius(wide) * frobenius(inverse)),
            ] {
                let error = (Wide(try a.condition(norm)) - exact).magnitude / exact
                let ratio = Double(error / (Wide(n) * exact * T.unit))
                #expect(
                    RatioLog.record("condition number", T.self, ratio) <= Ratio.factorizationLimit,
                    "\(T.name) \(n) \(norm)")
            }
            let (spectral, whole) = (try a.condition(.spectral), try a.condition(.frobenius))
            #expect(spectral == (try a.condition()) && spectral <= whole * 1.01)
        }
        #expect(try Matrix<T>.ones(2, 2).condition(.one) == .infinity)
        #expect(try Matrix<T>.zeros(0, 0).condition(.frobenius) == 0)
        #expect(try Matrix<T>.diagonal([1, 2, 4]).condition(.infinity) == 4)
    }

    // MARK: Refusals

    @Test(arguments: ScalarKind.allCases)
    func singularToWorkingPrecision(_ kind: ScalarKind) throws { try singularToWorkingPrecision(kind.type) }

    private func singularToWorkingPrecision<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 223)
        let bad: Matrix<T> = generator.matrix(10, 10, condition: Double(100 / T.unit))
        let good: Matrix<T> = generator.matrix(10, 10, condition: 1000)
        let b: Matrix<T> = generator.matrix(10, 2)
        let epsilon = T.RealType.ulpOfOne
        for call in [
            { _ = try bad.solve(b, leastReciprocalCondition: epsilon) },
            { _ = try bad.solve(b[column: 0], leastReciprocalCondition: epsilon) },
            { try LU(bad).checkCondition() },
        ] {
            let error = #expect(throws: LinalgError.self) { try call() }
            guard case .illConditioned(let value) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(value < Double(epsilon) && value >= 0)
        }
        #expect(try bad.solve(b).rows == 10)
        #expect(try good.solve(b, leastReciprocalCondition: epsilon) == good.solve(b))
        #expect(try good.solve(b[column: 1], leastReciprocalCondition: epsilon) == good.solve(b[column: 1]))
        #expect(throws: LinalgError.self) { try good.solve(b, leastReciprocalCondition: 0.1) }
        #expect(try LU(good).checkCondition() >= 0.00001)
        let definite: Matrix<T> = generator.positiveDefinite(10)
        #expect(try Cholesky(definite).checkCondition() > 0.001)
        #expect(throws: LinalgError.self) { try Cholesky(definite).checkCondition(atLeast: 0.99) }
        #expect(try LDLT(definite).checkCondition() > 0.001)
        #expect(throws: LinalgError.singular(pivot: 1)) {
            try Matrix<T>.ones(2, 2).solve(Matrix<T>.ones(2, 1), leastReciprocalCondition: epsilon)
        }
        let text = LinalgError.illConditioned(reciprocalCondition: 1e-20).description
        for word in ["ill-conditioned", "1e-20", "wider type"] { #expect(text.contains(word)) }
    }

    // MARK: Refinement

    @Test(arguments: ScalarKind.allCases)
    func refinement(_ kind: ScalarKind) throws { try refinement(kind.type) }

    private func refinement<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 224)
        for kind in [MatrixKind.uniform, .diagonal, .wellConditioned, .illConditioned, .graded] {
            for n in [0, 1, 2, 5, 10, 33] {
                let a: Matrix<T> = generator.matrix(n, n, kind)
                let d: Matrix<T> = generator.positiveDefinite(n, kind)
                let s: Matrix<T> = generator.symmetric(n, kind)
                let y: Matrix<T> = generator.symmetric(n, kind, as: .symmetric)
                let exact: Matrix<T> = generator.matrix(n, 2)
                let comment: Comment = "\(T.name) \(kind) \(n)"
                check("LU", try a.refinedSolve(rightSide(a, exact)), a, rightSide(a, exact), exact, comment)
                check(
                    "Cholesky", try Cholesky(d).refinedSolve(rightSide(d, exact), of: d), d, rightSide(d, exact), exact,
                    comment)
                check(
                    "LDLT", try LDLT(s).refinedSolve(rightSide(s, exact), of: s, reading: .upper), s,
                    rightSide(s, exact), exact, comment)
                check(
                    "LDLT, symmetric", try LDLT(y, as: .symmetric).refinedSolve(rightSide(y, exact), of: y), y,
                    rightSide(y, exact), exact, comment)
            }
        }
        let zero = try Matrix<T>.identity(3).refinedSolve(.zeros(3, 1))
        #expect(zero.solution == .zeros(3, 1) && zero.backwardErrors[0] == 0)
    }

    /// A·x, rounded once.
    private func rightSide<T: TestScalar>(_ a: Matrix<T>, _ x: Matrix<T>) -> Matrix<T> {
        let wide = WideMatrix(a) * WideMatrix(x)
        return Matrix(rows: a.rows, columns: x.columns) { i, j in
            let place = i * x.columns + j
            return T(
                parts: T.RealType(rounding: wide.real[place]),
                wide.imaginary.isEmpty ? 0 : T.RealType(rounding: wide.imaginary[place]))
        }
    }

    private func check<T: TestScalar>(
        _ name: String, _ refined: RefinedSolution<T>, _ a: Matrix<T>, _ b: Matrix<T>, _ exact: Matrix<T>,
        _ comment: Comment
    ) {
        let n = a.rows
        let (wide, x, right) = (WideMatrix(a), WideMatrix(refined.solution), WideMatrix(b))
        let residual = (right - wide * x).magnitudes()
        let size = wide.magnitudes() * x.magnitudes() + right.magnitudes()
        for j in 0..<2 {
            var backward: Wide = 0
            for i in 0..<n where residual.real[i * 2 + j] != 0 {
                backward = max(backward, residual.real[i * 2 + j] / size.real[i * 2 + j])
            }
            let ratio = Double(backward / (Wide(max(n, 1)) * T.unit))
            #expect(RatioLog.record("refined \(name): backward error", T.self, ratio) <= 4, comment)
            // Within the rounding of the residual that it was measured with.
            let reported = Double(refined.backwardErrors[j].wide / T.unit)
            #expect(reported <= Double(4 * n + 4), comment)
            // The bound holds, with what the rounding of b adds to it.
            if n > 0 {
                let error = (refined.solution[column: j] - exact[column: j]).norm(.infinity)
                let bound = refined.forwardErrors[j] * refined.solution[column: j].norm(.infinity)
                let quotient = bound > 0 ? Double((error / bound).wide) : error == 0 ? 0 : .nan
                #expect(RatioLog.record("refined \(name): error over its bound", T.self, quotient) <= 1, comment)
            }
        }
    }

    /// Where LU is not stable entry by entry, refinement is: a row of tiny numbers.
    @Test func refinementRepairsBadlyScaledRows() throws {
        var generator = Generator(seed: 225)
        var a: Matrix<Double> = generator.matrix(20, 20)
        for i in 0..<20 { a[row: i].scale(by: i % 3 == 0 ? 1e-12 : i % 3 == 1 ? 1e9 : 1) }
        let exact: Matrix<Double> = generator.matrix(20, 1)
        let b = rightSide(a, exact)
        func backward(_ x: Matrix<Double>) -> Double {
            let residual = (WideMatrix(b) - WideMatrix(a) * WideMatrix(x)).magnitudes().real
            let size = (WideMatrix(a).magnitudes() * WideMatrix(x).magnitudes() + WideMatrix(b).magnitudes()).real
            return Double(zip(residual, size).map { $0 / $1 }.max() ?? 0)
        }
        let (plain, refined) = (try a.solve(b), try a.refinedSolve(b))
        #expect(backward(refined.solution) <= 4 * .ulpOfOne)
        #expect(backward(refined.solution) <= backward(plain))
    }

    /// What cannot be told is not told, and the solution stays what it was.
    @Test func refinementBeyondTheRange() throws {
        let large: Matrix<Double> = [[0x1p1023, 0x1p1023], [0, 0x1p1023]]
        let refined = try LU(large).refinedSolve([[0], [0x1p1022]], of: large)
        #expect(refined.solution == [[-0.5], [0.5]])
        #expect(refined.forwardErrors[0] <= 4 * .ulpOfOne && refined.backwardErrors == [0])
        let beyond = try LU(large).refinedSolve([[0x1p1023], [0]], of: large)
        #expect(beyond.solution == [[1], [0]] && beyond.forwardErrors == [.infinity])
        #expect(beyond.backwardErrors[0].isNaN)
        // Where the estimator would meet 0·∞.
        let lower: Matrix<Double> = [[0x1p1023, 0], [0x1p1023, 0x1p1023]]
        let other = try LU(lower).refinedSolve([[0x1p1023], [0x1p1023]], of: lower)
        #expect(other.solution == [[1], [0]] && other.forwardErrors == [.infinity])
        let most = Complex<Float>(0x1p127)
        let complex: Matrix<Complex<Float>> = [[most, most], [0, most]]
        let third = try LU(complex).refinedSolve([[most], [0]], of: complex)
        #expect(third.solution == [[1], [0]] && third.forwardErrors == [Float.infinity])
    }

    /// Rows and columns in units that differ by most of the range, which partial pivoting alone does not survive.
    @Test(arguments: ScalarKind.allCases)
    func refinementEquilibrates(_ kind: ScalarKind) throws { try refinementEquilibrates(kind.type) }

    private func refinementEquilibrates<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 227)
        // Double: up to 1e±150 in the entries; the unknowns and the right-hand sides stay within the range.
        let reach = Int(T.RealType.greatestFiniteMagnitude.exponent) / 4
        for n in [2, 5, 10, 33] {
            for (rowReach, columnReach) in [(reach, 0), (0, reach), (reach, reach), (5, 9)] {
                var (a, exact): (Matrix<T>, Matrix<T>) = (
                    generator.matrix(n, n, .wellConditioned), generator.matrix(n, 2)
                )
                func unit(_ place: Int, _ reach: Int, _ sign: Int) -> T {
                    let exponent = sign * ((place * 7) % 5 - 2) * reach / 2
                    return T(real: T.RealType(sign: .plus, exponent: .init(exponent), significand: 1))
                }
                for i in 0..<n {
                    a[row: i].scale(by: unit(i, rowReach, 1))
                    a[column: i].scale(by: unit(i, columnReach, 1))
                    exact[row: i].scale(by: unit(i, columnReach, -1))
                }
                let b = rightSide(a, exact)
                let comment: Comment = "\(T.name) \(n) \(rowReach) \(columnReach)"
                let refined = try a.refinedSolve(b)
                check("LU, equilibrated", refined, a, b, exact, comment)
                // Not only the largest unknowns are right.
                for i in 0..<n {
                    for j in 0..<2 {
                        let error = (refined.solution[i, j] - exact[i, j]).modulus
                        let limit = 1000 * T.RealType(n) * .ulpOfOne * exact[row: i].norm(.infinity)
                        #expect(error <= limit, comment)
                    }
                }
            }
        }
        #expect(throws: LinalgError.self) { try Matrix<T>([[1, 0], [0, 0]]).refinedSolve(.ones(2, 1)) }
    }

    // MARK: Transposed systems and outputs of the caller's

    @Test(arguments: ScalarKind.allCases)
    func otherFormsOfSolving(_ kind: ScalarKind) throws { try otherFormsOfSolving(kind.type) }

    private func otherFormsOfSolving<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 226)
        for n in [0, 1, 2, 5, 10, 33, 65] {
            let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(n, n), generator.matrix(n, 3))
            let f = try LU(a)
            let comment: Comment = "\(T.name) \(n)"
            for transpose in Transpose.allCases {
                let dense = WideMatrix(a).applying(transpose)
                let x = try f.solve(b, transpose: transpose)
                let ratio = Ratio.solution(WideMatrix(x), of: dense, WideMatrix(b), T.self)
                #expect(RatioLog.record("LU: transposed", T.self, ratio) <= Ratio.factorizationLimit, comment)
                let column = try f.solve(b[column: 1], transpose: transpose)
                let single = Ratio.solution(WideMatrix(column), of: dense, WideMatrix(b[column: 1]), T.self)
                #expect(RatioLog.record("LU: transposed", T.self, single) <= Ratio.factorizationLimit, comment)
            }
            let d: Matrix<T> = generator.positiveDefinite(n)
            let g = try Cholesky(d)
            var output = Framed(Matrix<T>(rows: n, columns: 3, repeating: .nan))
            try f.solve(b, into: &output.inner)
            #expect(try output.inner == f.solve(b) && output.frameIntact, comment)
            g.solve(b, into: &output.inner)
            #expect(output.inner == g.solve(b) && output.frameIntact, comment)
            try f.solve(b[column: 0], into: &output.inner[column: 2])
            #expect(try output.inner[column: 2] == f.solve(b[column: 0]) && output.frameIntact, comment)
            g.solve(b[column: 0], into: &output.inner[column: 2])
            #expect(output.inner[column: 2] == g.solve(b[column: 0]) && output.frameIntact, comment)
            var x = b[column: 0]
            try f.solve(overwriting: &x)
            #expect(try x == f.solve(b[column: 0]), comment)
            x = b[column: 0]
            g.solve(overwriting: &x)
            #expect(x == g.solve(b[column: 0]), comment)
            #expect(try d.solvePositiveDefinite(b) == g.solve(b), comment)
            #expect(try d.solvePositiveDefinite(b[column: 0], reading: .upper).count == n, comment)
            #expect(try d.solveSymmetric(b, as: .hermitian).rows == n, comment)
            #expect(try a.inverse() == f.inverse(), comment)
            let inverse = try g.inverse()
            let residual = (WideMatrix(d) * WideMatrix(inverse) - WideMatrix.identity(n)).oneNorm
            let size = Wide(max(n, 1)) * max(WideMatrix(d).oneNorm * WideMatrix(inverse).oneNorm, 1) * T.unit
            #expect(
                RatioLog.record("Cholesky: inverse", T.self, Double(residual / size)) <= Ratio.factorizationLimit,
                comment)
            let t: Matrix<T> = generator.triangular(n, .lower)
            var y = b
            try t.solveTriangular(.lower, overwriting: &y, transpose: .transpose)
            #expect(try t.solveTriangular(.lower, b, transpose: .transpose) == y, comment)
            #expect(try t.solveTriangular(.lower, b[column: 0]).count == n, comment)
        }
    }

    @Test func wrongShapes() async {
        let condition = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Matrix<Double>.ones(3, 2).condition(.one)
        }
        #expect(says(condition, "3×2", "spectral"))
        let triangular = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Matrix<Double>.ones(3, 2).reciprocalCondition(of: .lower)
        }
        #expect(says(triangular, "3×2", "not square"))
        let refined = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try LU(Matrix<Double>.identity(3)).refinedSolve(.ones(3, 1), of: .ones(2, 2))
        }
        #expect(says(refined, "3×3", "2×2"))
        let output = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Vector<Double>.ones(4)
            try LU(Matrix<Double>.identity(3)).solve([1, 2, 3], into: &x)
        }
        #expect(says(output, "3×3", "into 4"))
    }
}
