import ComplexModule
import Linalg
import TestSupport
import Testing

/// LU and Cholesky over sizes, kinds of matrices and scalar types.
@Suite(.reportsRatios) struct DecompositionTests {
    /// Across OpenBLAS's block sizes and threading thresholds.
    private static let sizes = [0, 1, 2, 3, 5, 10, 50, 63, 64, 65, 130]

    /// The range of the scalar type is left by the residual's terms, so that only the kinds that stay in it are solved.
    private static func sizes(for kind: MatrixKind) -> [Int] { kind == .uniform ? sizes : sizes.filter { $0 <= 50 } }

    // MARK: LU

    @Test(arguments: ScalarKind.allCases)
    func lu(_ kind: ScalarKind) throws { try lu(kind.type) }

    private func lu<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 81)
        for kind in MatrixKind.allCases where !kind.isSingular {
            for n in Self.sizes(for: kind) {
                let a: Matrix<T> = generator.matrix(n, n, kind)
                let comment: Comment = "\(T.name) \(kind) \(n)"
                for matrix in [a, Framed(a).inner] {
                    let f = try LU(matrix)
                    #expect(f.size == n && !f.isSingular, comment)
                    #expect(
                        RatioLog.record("LU: reconstruction", T.self, Ratio.reconstruction(f.reconstructed(), of: a))
                            <= Ratio.factorizationLimit, comment)
                }
                try checkSolutions(try LU(a), a, kind, comment, using: &generator)
            }
        }
    }

    private func checkSolutions<T: TestScalar>(
        _ f: LU<T>, _ a: Matrix<T>, _ kind: MatrixKind, _ comment: Comment, using generator: inout Generator
    ) throws {
        let n = a.rows
        for columns in [0, 1, 7] {
            // Right-hand sides in the range of the matrix, so that the solution is near one.
            let exact: Matrix<T> = generator.matrix(n, columns)
            let b = a * exact
            if b.elements.contains(where: { !$0.isFinite }) {
                Issue.record("a right-hand side out of range: \(comment)")
                continue
            }
            let before = b
            let x = try f.solve(b)
            #expect(
                RatioLog.record("LU: solution", T.self, Ratio.solution(x, of: a, b)) <= Ratio.factorizationLimit,
                comment)
            #expect(b == before)
            var target = Framed(b)
            try f.solve(overwriting: &target.inner)
            #expect(target.inner == x && target.frameIntact, comment)
            if columns == 1 {
                let y = try f.solve(b[column: 0])
                #expect(Ratio.solution(y, of: a, b[column: 0]) <= Ratio.factorizationLimit, comment)
                #expect(try a.solve(b[column: 0]) == y, comment)
                #expect(try a.solve(b) == x, comment)
            }
        }
        if kind == .uniform || kind == .illConditioned || kind == .graded, n > 0 {
            let exact: Vector<T> = generator.vector(n)
            let right = WideMatrix(a) * WideMatrix(exact)
            let b = Vector<T>(count: n) { i in
                T(
                    parts: T.RealType(rounding: right.real[i]),
                    right.imaginary.isEmpty ? 0 : T.RealType(rounding: right.imaginary[i]))
            }
            let ratio = Ratio.forwardError(try f.solve(b), exact, of: a, inverse: try f.inverse())
            #expect(RatioLog.record("LU: forward error", T.self, ratio) <= Ratio.factorizationLimit, comment)
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func inverse(_ kind: ScalarKind) throws { try inverse(kind.type) }

    private func inverse<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 82)
        for n in Self.sizes {
            let a: Matrix<T> = generator.matrix(n, n)
            let inverse = try LU(a).inverse()
            #expect(inverse.rows == n && inverse.columns == n)
            // ‖I − A·A⁻¹‖ / (n·‖A‖‖A⁻¹‖·u), as LAPACK tests it.
            let (wide, wideInverse) = (WideMatrix(a), WideMatrix(inverse))
            let residual = (wide * wideInverse - WideMatrix.identity(n)).oneNorm
            let size = Wide(max(n, 1)) * max(wide.oneNorm * wideInverse.oneNorm, 1) * T.unit
            let ratio = RatioLog.record("LU: inverse", T.self, Double(residual / size))
            #expect(ratio <= Ratio.factorizationLimit, "\(T.name) \(n)")
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func luOfSingularMatrices(_ kind: ScalarKind) throws { try luOfSingularMatrices(kind.type) }

    private func luOfSingularMatrices<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 83)
        for kind in MatrixKind.allCases where kind.isSingular {
            for n in [1, 2, 3, 5, 10, 50] {
                let a: Matrix<T> = generator.matrix(n, n, kind)
                let comment: Comment = "\(T.name) \(kind) \(n)"
                // The transpose is what is factored, so that a zero column leaves its last pivot zero, whichever it is.
                let f = try LU(a)
                #expect(f.isSingular && f.determinant == 0, comment)
                #expect(
                    RatioLog.record("LU: reconstruction", T.self, Ratio.reconstruction(f.reconstructed(), of: a))
                        <= Ratio.factorizationLimit, comment)
                var b: Matrix<T> = generator.matrix(n, 2)
                let before = b
                let error = #expect(throws: LinalgError.self, comment) { try f.solve(overwriting: &b) }
                guard case .singular(let pivot) = error else {
                    Issue.record("\(String(describing: error)): \(comment)")
                    continue
                }
                #expect((0..<n).contains(pivot), comment)
                #expect(b == before, comment)
                #expect(throws: LinalgError.singular(pivot: pivot)) { try f.solve(b) }
                #expect(throws: LinalgError.singular(pivot: pivot)) { try f.solve(b[column: 0]) }
                #expect(throws: LinalgError.singular(pivot: pivot)) { try f.inverse() }
                #expect(throws: LinalgError.singular(pivot: pivot)) { try a.solve(b) }
                #expect(throws: LinalgError.singular(pivot: pivot)) { try a.solve(b[column: 1]) }
            }
        }
        // The index of the pivot, where no rounding hides it.
        let diagonal = Vector<T>([4, 3, 0, 2, 0])
        #expect(throws: LinalgError.singular(pivot: 2)) { try Matrix.diagonal(diagonal).solve(Vector<T>.ones(5)) }
        #expect(throws: LinalgError.singular(pivot: 0)) { try Matrix<T>.zeros(3, 3).solve(Vector<T>.ones(3)) }
        #expect(throws: LinalgError.singular(pivot: 1)) { try Matrix<T>.ones(2, 2).solve(Vector<T>.ones(2)) }
    }

    @Test(arguments: ScalarKind.allCases)
    func luOfMatricesThatAreNotFinite(_ kind: ScalarKind) { luOfMatricesThatAreNotFinite(kind.type) }

    private func luOfMatricesThatAreNotFinite<T: TestScalar>(_: T.Type) {
        for n in [1, 2, 20] {
            for bad in [T.nan, .infinity] + (T.isComplex ? [T(parts: 0, .nan), T(parts: 1, -.infinity)] : []) {
                for (i, j) in [(0, 0), (n / 2, n - 1), (n - 1, 0)] {
                    var a = Matrix<T>.identity(n)
                    a[i, j] = bad
                    #expect(throws: LinalgError.notFinite(row: i, column: j)) { try LU(a) }
                    #expect(throws: LinalgError.notFinite(row: i, column: j)) { try LU(Framed(a).inner) }
                    #expect(throws: LinalgError.notFinite(row: i, column: j)) { try a.solve(Vector<T>.ones(n)) }
                }
            }
        }
    }

    /// Pivots that would be twice the largest number.
    @Test(arguments: ScalarKind.allCases)
    func luThatOverflows(_ kind: ScalarKind) { luThatOverflows(kind.type) }

    private func luThatOverflows<T: TestScalar>(_: T.Type) {
        let huge = T(parts: .greatestFiniteMagnitude, 0)
        let a: Matrix<T> = [[huge, huge], [huge, -huge]]
        #expect(throws: LinalgError.overflow) { try LU(a) }
        #expect(throws: LinalgError.overflow) { try a.solve(Vector<T>.ones(2)) }
    }

    @Test(arguments: ScalarKind.allCases)
    func determinants(_ kind: ScalarKind) throws { try determinants(kind.type) }

    private func determinants<T: TestScalar>(_: T.Type) throws {
        #expect(try LU(Matrix<T>.zeros(0, 0)).determinant == 1)
        let singular = try LU(Matrix<T>.zeros(2, 2)).signAndLogarithmOfDeterminant
        #expect(singular.sign == 0 && singular.logarithm == -.infinity)
        // Beyond the range of the type, where the determinant itself overflows.
        let large = T(parts: .greatestFiniteMagnitude / 2, 0)
        let wide = try LU(Matrix<T>.diagonal([large, -large, large])).signAndLogarithmOfDeterminant
        let exact = 3 * T.RealType.log(.greatestFiniteMagnitude / 2)
        #expect(wide.sign == -1 && (wide.logarithm / exact - 1).magnitude <= 4 * T.RealType.ulpOfOne)
        let swapped = try LU([[0, 2], [3, 0]] as Matrix<T>).signAndLogarithmOfDeterminant
        #expect(swapped.sign == -1 && (swapped.logarithm - .log(6)).magnitude <= 4 * T.RealType.ulpOfOne)
        #expect(try LU([[-3]] as Matrix<T>).determinant == -3)
        #expect(try LU([[0, 1], [1, 0]] as Matrix<T>).determinant == -1)
        #expect(try LU([[0, 1, 0], [0, 0, 1], [1, 0, 0]] as Matrix<T>).determinant == 1)
        #expect(try LU([[4, 1], [2, 3]] as Matrix<T>).determinant == 10)
        #expect(try LU(Matrix<T>.zeros(3, 3)).determinant == 0)
        // The infinity of the first two pivots does not meet the zero of the third.
        let huge = T(parts: .greatestFiniteMagnitude / 4, 0)
        #expect(try LU(Matrix.diagonal([huge, huge, 0])).determinant == 0)
        // The determinant of a product is the product of the determinants.
        var generator = Generator(seed: 84)
        for n in [1, 2, 3, 5, 10] {
            let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(n, n), generator.matrix(n, n))
            let (product, expected) = (try LU(a * b).determinant, try LU(a).determinant * LU(b).determinant)
            #expect(
                (product - expected).modulus <= T.RealType(1000 * n) * max(expected.modulus, 1) * .ulpOfOne,
                "\(T.name) \(n)")
            let scaled = try LU(T(2) * a).determinant
            let power = (0..<n).reduce(T(1)) { factor, _ in factor * T(2) }
            #expect((scaled - power * (try LU(a).determinant)).modulus <= scaled.modulus * 16 * .ulpOfOne)
        }
        if T.isComplex {
            let i = T(parts: 0, 1)
            #expect(try LU([[i, 0], [0, i]] as Matrix<T>).determinant == -1)
            #expect(try LU([[0, i], [1, 0]] as Matrix<T>).determinant == -i)
        }
    }

    @Test func emptyAndSmallestSystems() throws {
        let f = try LU(Matrix<Double>.zeros(0, 0))
        #expect(f.size == 0 && !f.isSingular)
        #expect(try f.solve(Vector()) == [])
        #expect(try f.solve(Matrix<Double>.zeros(0, 3)) == .zeros(0, 3))
        #expect(try f.inverse() == .zeros(0, 0) && f.reconstructed() == .zeros(0, 0))
        #expect(try Matrix<Double>.identity(3).solve(Matrix<Double>.zeros(3, 0)) == .zeros(3, 0))
        #expect(try LU([[4]] as Matrix<Double>).solve([2] as Vector<Double>) == [0.5])
        #expect(try LU([[4]] as Matrix<Double>).inverse() == [[0.25]])
        let g = try Cholesky(Matrix<Double>.zeros(0, 0))
        #expect(g.size == 0 && g.determinant == 1)
        #expect(g.solve(Vector()) == [] && g.reconstructed() == .zeros(0, 0))
        #expect(try Cholesky([[4]] as Matrix<Double>).solve([2] as Vector<Double>) == [0.5])
    }

    /// The examples of the documentation.
    @Test func examples() throws {
        let f = try LU([[4, 1], [2, 3]] as Matrix<Double>)
        #expect(f.solve([1, 2] as Vector<Double>, isNear: [0.1, 0.6]))
        #expect((f.determinant - 10).magnitude <= 8 * .ulpOfOne)
        let g = try Cholesky([[4, 2], [2, 3]] as Matrix<Double>)
        #expect(g.lower.isApproximatelyEqual(to: [[2, 0], [1, 2.0.squareRoot()]]))
        #expect(g.solve([1, 2] as Vector<Double>).isApproximatelyEqual(to: [-0.125, 0.75]))
    }

    // MARK: Cholesky

    @Test(arguments: ScalarKind.allCases)
    func cholesky(_ kind: ScalarKind) throws { try cholesky(kind.type) }

    private func cholesky<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 85)
        for kind in MatrixKind.allCases where !kind.isSingular {
            for n in Self.sizes(for: kind) {
                let a: Matrix<T> = generator.positiveDefinite(n, kind)
                for triangle in Triangle.allCases {
                    let comment: Comment = "\(T.name) \(kind) \(n) \(triangle)"
                    // Only one triangle is read: the other is NaN.
                    let half = Matrix<T>(rows: n, columns: n) { i, j in
                        (triangle == .lower ? j <= i : j >= i) ? a[i, j] : .nan
                    }
                    let f = try Cholesky(Framed(half).inner, reading: triangle)
                    #expect(f.size == n)
                    #expect(
                        RatioLog.record(
                            "Cholesky: reconstruction", T.self, Ratio.reconstruction(f.reconstructed(), of: a))
                            <= Ratio.factorizationLimit, comment)
                    for i in 0..<n {
                        #expect(f.lower[i, i].realPart > 0 && f.lower[i, i].imaginaryPart == 0, comment)
                        #expect((i + 1..<max(n, i + 1)).allSatisfy { f.lower[i, $0] == 0 }, comment)
                    }
                    for columns in triangle == .lower ? [0, 1, 7] : [3] {
                        let exact: Matrix<T> = generator.matrix(n, columns)
                        let b = a * exact
                        let before = b
                        let x = f.solve(b)
                        #expect(
                            RatioLog.record("Cholesky: solution", T.self, Ratio.solution(x, of: a, b))
                                <= Ratio.factorizationLimit, comment)
                        #expect(b == before)
                        var target = Framed(b)
                        f.solve(overwriting: &target.inner)
                        #expect(target.inner == x && target.frameIntact, comment)
                        if columns == 1 {
                            #expect(
                                Ratio.solution(f.solve(b[column: 0]), of: a, b[column: 0]) <= Ratio.factorizationLimit,
                                comment)
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func choleskyOfIndefiniteMatrices(_ kind: ScalarKind) { choleskyOfIndefiniteMatrices(kind.type) }

    private func choleskyOfIndefiniteMatrices<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 86)
        for n in [1, 2, 3, 5, 10, 50, 100] {
            let a: Matrix<T> = generator.positiveDefinite(n)
            for minor in Set([0, n / 2, n - 1]) {
                for value in [-1, 0] as [T] {
                    var b = a
                    b[minor, minor] = value
                    for triangle in Triangle.allCases {
                        let comment: Comment = "\(T.name) \(n) \(minor) \(value) \(triangle)"
                        #expect(throws: LinalgError.notPositiveDefinite(minor: minor), comment) {
                            try Cholesky(b, reading: triangle)
                        }
                    }
                }
            }
            if n > 1 {
                // Semidefinite: all ones.
                #expect(throws: LinalgError.notPositiveDefinite(minor: 1)) { try Cholesky(Matrix<T>.ones(n, n)) }
            }
            #expect(throws: LinalgError.notPositiveDefinite(minor: 0)) { try Cholesky(Matrix<T>.zeros(n, n)) }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func choleskyOfMatricesThatAreNotFinite(_ kind: ScalarKind) throws {
        try choleskyOfMatricesThatAreNotFinite(kind.type)
    }

    private func choleskyOfMatricesThatAreNotFinite<T: TestScalar>(_: T.Type) throws {
        for n in [2, 3, 20] {
            for bad in [T.nan, .infinity] {
                let (i, j) = (n - 1, n / 2 - 1)
                var a = Matrix<T>.identity(n)
                a[i, j] = bad
                #expect(throws: LinalgError.notFinite(row: i, column: j)) { try Cholesky(a) }
                #expect(try Cholesky(a, reading: .upper).lower == .identity(n))
                a = a.transposed()
                #expect(throws: LinalgError.notFinite(row: j, column: i), "\(T.name) \(n)") {
                    try Cholesky(a, reading: .upper)
                }
                #expect(try Cholesky(a).lower == .identity(n))
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func choleskyDeterminant(_ kind: ScalarKind) throws { try choleskyDeterminant(kind.type) }

    private func choleskyDeterminant<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 87)
        #expect(try Cholesky(Matrix<T>.diagonal([4, 9, 16])).determinant == 576)
        for n in [1, 2, 3, 5, 10] {
            let a: Matrix<T> = generator.positiveDefinite(n)
            let (f, g) = (try Cholesky(a).determinant, try LU(a).determinant)
            #expect((g - T(parts: f, 0)).modulus <= 100 * .ulpOfOne * f, "\(T.name) \(n)")
        }
    }

    // MARK: Triangular systems

    @Test(arguments: ScalarKind.allCases)
    func triangularSystems(_ kind: ScalarKind) throws { try triangularSystems(kind.type) }

    private func triangularSystems<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 88)
        for n in [0, 1, 2, 5, 30] {
            for triangle in Triangle.allCases {
                for transpose in Transpose.allCases {
                    for diagonal in Diagonal.allCases {
                        let a: Matrix<T> = generator.triangular(n, triangle, diagonal)
                        let operand = Framed(a).inner
                        let dense = WideMatrix(a).restricted(to: triangle, diagonal).applying(transpose)
                        let b: Matrix<T> = generator.matrix(n, 3)
                        let comment: Comment = "\(T.name) \(n) \(triangle) \(transpose) \(diagonal)"

                        var target = Framed(b)
                        try operand.solveTriangular(
                            triangle, overwriting: &target.inner[column: 1], transpose: transpose, diagonal: diagonal)
                        var ratio = Ratio.solution(
                            WideMatrix(target.inner[column: 1]), of: dense, WideMatrix(b[column: 1]), T.self)
                        #expect(RatioLog.record("solveTriangular", T.self, ratio) <= Ratio.factorizationLimit, comment)
                        #expect(target.frameIntact && target.inner[column: 0] == b[column: 0], comment)

                        target = Framed(b)
                        let alpha = T(0.7, -0.4)
                        try operand.solveTriangular(
                            triangle, overwriting: &target.inner, alpha: alpha, transpose: transpose, diagonal: diagonal
                        )
                        let scaled = WideMatrix(b).scaled(by: WideMatrix(scalar: alpha))
                        ratio = Ratio.solution(WideMatrix(target.inner), of: dense, scaled, T.self)
                        #expect(RatioLog.record("solveTriangular", T.self, ratio) <= Ratio.factorizationLimit, comment)
                        #expect(target.frameIntact, comment)

                        target = Framed(b.transposed())
                        try operand.solveTriangular(
                            triangle, overwriting: &target.inner, side: .right, transpose: transpose, diagonal: diagonal
                        )
                        ratio = Ratio.solution(
                            WideMatrix(target.inner).applying(.transpose), of: dense.applying(.transpose),
                            WideMatrix(b), T.self)
                        #expect(RatioLog.record("solveTriangular", T.self, ratio) <= Ratio.factorizationLimit, comment)
                        #expect(target.frameIntact, comment)
                    }
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func triangularSystemsWithAZeroOnTheDiagonal(_ kind: ScalarKind) throws {
        try triangularSystemsWithAZeroOnTheDiagonal(kind.type)
    }

    private func triangularSystemsWithAZeroOnTheDiagonal<T: TestScalar>(_: T.Type) throws {
        for zero in 0..<3 {
            var a = Matrix<T>.identity(3)
            a[zero, zero] = 0
            var x: Vector<T> = [1, 2, 3]
            #expect(throws: LinalgError.singular(pivot: zero)) { try a.solveTriangular(.lower, overwriting: &x) }
            #expect(x == [1, 2, 3])
            var b = Matrix<T>.ones(3, 2)
            #expect(throws: LinalgError.singular(pivot: zero)) { try a.solveTriangular(.upper, overwriting: &b) }
            #expect(b == .ones(3, 2))
            // With ones meant, the diagonal is not read.
            try a.solveTriangular(.lower, overwriting: &x, diagonal: .unit)
            #expect(x == [1, 2, 3])
            try a.solveTriangular(.upper, overwriting: &b, diagonal: .unit)
            #expect(b == .ones(3, 2))
        }
    }

    // MARK: Errors

    @Test func errorsSayWhatHappenedAndWhatComesNext() {
        for (error, words) in [
            (LinalgError.singular(pivot: 3), ["singular", "pivot 3", "least-squares"]),
            (.notPositiveDefinite(minor: 2), ["not positive definite", "row 2", "LU"]),
            (.notFinite(row: 4, column: 5), ["not finite", "row 4", "column 5"]),
            (.notConverged(count: 7), ["did not converge", "7 values", "scale"]),
            (.overflow, ["exceeds", "scale"]),
        ] {
            for word in words { #expect(error.description.contains(word)) }
            #expect(!error.description.contains("\n"))
        }
    }
}

extension LU {
    fileprivate func solve(_ b: Vector<Element>, isNear expected: Vector<Element>) -> Bool {
        (try? solve(b))?.isApproximatelyEqual(to: expected) ?? false
    }
}
