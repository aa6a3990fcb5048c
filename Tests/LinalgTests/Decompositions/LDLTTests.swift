import ComplexModule
import Linalg
import TestSupport
import Testing

/// Decompositions of symmetric and Hermitian matrices that need not be definite.
@Suite(.reportsRatios) struct LDLTTests {
    private static let sizes = [0, 1, 2, 3, 5, 10, 33, 65]

    /// Both readings of a triangle, which are one for real numbers.
    private static func symmetries<T: TestScalar>(_: T.Type) -> [Symmetry] {
        T.isComplex ? [.hermitian, .symmetric] : [.hermitian]
    }

    @Test(arguments: ScalarKind.allCases)
    func factorsAndSolutions(_ kind: ScalarKind) throws { try factorsAndSolutions(kind.type) }

    private func factorsAndSolutions<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 201)
        for symmetry in Self.symmetries(T.self) {
            for kind in MatrixKind.allCases where !kind.isSingular {
                for n in Self.sizes {
                    let a: Matrix<T> = generator.symmetric(n, kind, as: symmetry)
                    for triangle in Triangle.allCases {
                        let comment: Comment = "\(T.name) \(symmetry) \(kind) \(n) \(triangle)"
                        // Only one triangle is read: the other is NaN.
                        let half = Matrix<T>(rows: n, columns: n) { i, j in
                            (triangle == .lower ? j <= i : j >= i) ? a[i, j] : .nan
                        }
                        let f = try LDLT(Framed(half).inner, reading: triangle, as: symmetry)
                        let ratio = Ratio.reconstruction(f.reconstructed(), of: a)
                        #expect(
                            RatioLog.record("LDLT: reconstruction", T.self, ratio) <= Ratio.factorizationLimit, comment)
                        try checkStructure(f, a, comment)
                        let exact: Matrix<T> = generator.matrix(n, triangle == .lower ? 3 : 1)
                        try checkSolutions(f, a, a * exact, comment)
                    }
                }
            }
        }
    }

    /// `L` is unit lower triangular with entries below Ashcraft's constant, and `D` has the mirrored blocks.
    private func checkStructure<T: TestScalar>(_ f: LDLT<T>, _ a: Matrix<T>, _ comment: Comment) throws {
        let (lower, blocks) = (f.lower, f.blockDiagonal)
        #expect(f.order.sorted() == Array(0..<f.size), comment)
        for i in 0..<f.size {
            for j in 0..<f.size {
                if j > i { #expect(lower[i, j] == 0, comment) }
                if j == i { #expect(lower[i, j] == 1, comment) }
                // 1 / (1 − α) with α = (1 + √17) / 8, and for complex numbers √2 times as much.
                #expect(lower[i, j].modulus <= 4, comment)
                if abs(i - j) > 1 { #expect(blocks[i, j] == 0, comment) }
                let mirrored = f.symmetry == .hermitian ? blocks[j, i].conjugated : blocks[j, i]
                #expect(blocks[i, j] == mirrored, comment)
            }
        }
    }

    private func checkSolutions<T: TestScalar>(
        _ f: LDLT<T>, _ a: Matrix<T>, _ b: Matrix<T>, _ comment: Comment
    ) throws {
        let before = b
        let x = try f.solve(b)
        let ratio = RatioLog.record("LDLT: solution", T.self, Ratio.solution(x, of: a, b))
        #expect(ratio <= Ratio.factorizationLimit, comment)
        #expect(b == before, comment)
        var target = Framed(b)
        try f.solve(overwriting: &target.inner)
        #expect(target.inner == x && target.frameIntact, comment)
        var output = Framed(Matrix<T>(rows: b.rows, columns: b.columns, repeating: .nan))
        try f.solve(b, into: &output.inner)
        #expect(output.inner == x && output.frameIntact, comment)
        let column = try f.solve(b[column: 0])
        #expect(Ratio.solution(column, of: a, b[column: 0]) <= Ratio.factorizationLimit, comment)
        var columns = Framed(Matrix<T>(rows: b.rows, columns: 2, repeating: .nan))
        try f.solve(b[column: 0], into: &columns.inner[column: 1])
        #expect(columns.inner[column: 1] == column && columns.frameIntact, comment)
        columns.inner[column: 0] = b[column: 0]
        try f.solve(overwriting: &columns.inner[column: 0])
        #expect(columns.inner[column: 0] == column && columns.frameIntact, comment)
    }

    /// ‖I − A·A⁻¹‖ / (n·‖A‖‖A⁻¹‖·u).
    @Test(arguments: ScalarKind.allCases)
    func inverses(_ kind: ScalarKind) throws { try inverses(kind.type) }

    private func inverses<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 202)
        for n in Self.sizes {
            let a: Matrix<T> = generator.symmetric(n)
            let inverse = try LDLT(a).inverse()
            let (wide, wideInverse) = (WideMatrix(a), WideMatrix(inverse))
            let residual = (wide * wideInverse - WideMatrix.identity(n)).oneNorm
            let size = Wide(max(n, 1)) * max(wide.oneNorm * wideInverse.oneNorm, 1) * T.unit
            let ratio = RatioLog.record("LDLT: inverse", T.self, Double(residual / size))
            #expect(ratio <= Ratio.factorizationLimit, "\(T.name) \(n)")
        }
    }

    /// Against the eigenvalues, and the determinant against that of LU.
    @Test(arguments: ScalarKind.allCases)
    func inertiaAndDeterminant(_ kind: ScalarKind) throws { try inertiaAndDeterminant(kind.type) }

    private func inertiaAndDeterminant<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 203)
        for n in [0, 1, 2, 3, 5, 10, 33] {
            for symmetry in Self.symmetries(T.self) {
                let a: Matrix<T> = generator.symmetric(n, as: symmetry)
                let (f, g) = (try LDLT(a, as: symmetry), try LU(a))
                let comment: Comment = "\(T.name) \(symmetry) \(n)"
                if symmetry == .hermitian {
                    let values = try SymmetricEigen(a).values
                    let expected = Inertia(
                        positive: values.reduce(0) { $0 + ($1 > 0 ? 1 : 0) },
                        negative: values.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }, zero: 0)
                    #expect(f.inertia == expected, comment)
                }
                let tolerance = T.RealType(1000 * max(n, 1)) * .ulpOfOne
                let (x, y) = (f.signAndLogarithmOfDeterminant, g.signAndLogarithmOfDeterminant)
                #expect((x.sign - y.sign).modulus <= tolerance, comment)
                #expect((x.logarithm - y.logarithm).magnitude <= tolerance * max(1, y.logarithm.magnitude), comment)
                #expect((f.determinant - g.determinant).modulus <= tolerance * g.determinant.modulus, comment)
            }
        }
        #expect(try LDLT(Matrix<T>.diagonal([3, -2, 0, 5])).inertia == Inertia(positive: 2, negative: 1, zero: 1))
        #expect(try LDLT(Matrix<T>.zeros(0, 0)).determinant == 1)
        #expect(try LDLT([[0, 1], [1, 0]] as Matrix<T>).determinant == -1)
        #expect(try LDLT([[0, 1], [1, 0]] as Matrix<T>).inertia == Inertia(positive: 1, negative: 1, zero: 0))
        // Beyond the range of the type.
        let huge = T(parts: .greatestFiniteMagnitude / 4, 0)
        let wide = try LDLT([[0, huge], [huge, 0]] as Matrix<T>).signAndLogarithmOfDeterminant
        #expect(wide.sign == -1 && wide.logarithm > T.RealType.log(.greatestFiniteMagnitude))
    }

    @Test(arguments: ScalarKind.allCases)
    func singularMatrices(_ kind: ScalarKind) throws { try singularMatrices(kind.type) }

    private func singularMatrices<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 204)
        for kind in MatrixKind.allCases where kind.isSingular {
            for n in [1, 2, 5, 33] {
                let a: Matrix<T> = generator.symmetric(n, kind)
                let comment: Comment = "\(T.name) \(kind) \(n)"
                let f = try LDLT(a)
                #expect(f.isSingular && f.determinant == 0 && f.reciprocalCondition() == 0, comment)
                #expect(f.signAndLogarithmOfDeterminant.logarithm == -.infinity, comment)
                #expect(f.inertia.zero == 1, comment)
                let ratio = Ratio.reconstruction(f.reconstructed(), of: a)
                #expect(RatioLog.record("LDLT: reconstruction", T.self, ratio) <= Ratio.factorizationLimit, comment)
                var b: Matrix<T> = generator.matrix(n, 2)
                let before = b
                #expect(throws: LinalgError.self, comment) { try f.solve(overwriting: &b) }
                #expect(b == before, comment)
                #expect(throws: LinalgError.self, comment) { try f.inverse() }
                #expect(throws: LinalgError.self, comment) { try a.solveSymmetric(b) }
                #expect(throws: LinalgError.illConditioned(reciprocalCondition: 0), comment) { try f.checkCondition() }
            }
        }
        #expect(throws: LinalgError.singular(pivot: 1)) {
            try LDLT(Matrix<T>.diagonal([2, 0, 1])).solve([1, 2, 3] as Vector<T>)
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func badInput(_ kind: ScalarKind) { badInput(kind.type) }

    private func badInput<T: TestScalar>(_: T.Type) {
        for bad in [T.nan, .infinity] {
            var a = Matrix<T>.identity(4)
            a[3, 1] = bad
            #expect(throws: LinalgError.notFinite(row: 3, column: 1)) { try LDLT(a) }
            #expect(throws: Never.self) { try LDLT(a, reading: .upper) }
            #expect(throws: LinalgError.notFinite(row: 1, column: 3)) { try LDLT(a.transposed(), reading: .upper) }
        }
        let huge = T(parts: .greatestFiniteMagnitude, 0)
        #expect(throws: LinalgError.overflow) { try LDLT([[huge, huge], [huge, -huge]] as Matrix<T>) }
    }

    @Test func examplesAndSmallSystems() throws {
        let f = try LDLT([[0, 1], [1, 0]] as Matrix<Double>)
        #expect(try f.solve([2, 3]) == [3, 2])
        let empty = try LDLT(Matrix<Double>.zeros(0, 0))
        #expect(try empty.solve(Matrix<Double>.zeros(0, 3)) == .zeros(0, 3) && empty.order == [])
        #expect(empty.inertia == Inertia(positive: 0, negative: 0, zero: 0) && empty.reciprocalCondition() == 1)
        // A Hermitian and a symmetric reading of one triangle are two matrices.
        let i = Complex<Double>(0, 1)
        let half: Matrix<Complex<Double>> = [[1, 0], [i, 1]]
        #expect(try LDLT(half).determinant == 0)
        #expect(try LDLT(half, as: .symmetric).determinant == 2)
        #expect(try ([[2, 0], [0, 4]] as Matrix<Double>).solveSymmetric([2, 4] as Vector<Double>) == [1, 1])
    }

    @Test func wrongShapes() async {
        let square = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try LDLT(Matrix<Double>.ones(3, 2))
        }
        #expect(says(square, "3×2", "not square"))
        let right = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try LDLT(Matrix<Double>.identity(3)).solve(Matrix.ones(2, 4))
        }
        #expect(says(right, "3×3", "2×4"))
        let output = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Matrix<Double>.ones(3, 3)
            try LDLT(Matrix<Double>.identity(3)).solve(Matrix.ones(3, 4), into: &x)
        }
        #expect(says(output, "3×4 into 3×3"))
        let inertia = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try LDLT(Matrix<Complex<Double>>.identity(3), as: .symmetric).inertia
        }
        #expect(says(inertia, "symmetric", "Hermitian"))
    }
}
