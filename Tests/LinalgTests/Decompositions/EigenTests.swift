import ComplexModule
import Linalg
import TestSupport
import Testing

/// The general and the generalized eigenproblem over sizes, kinds of matrices and scalar types.
@Suite(.reportsRatios) struct EigenTests {
    private static let sizes = [0, 1, 2, 3, 5, 10, 33]

    // MARK: A·x = λ·x

    @Test(arguments: ScalarKind.allCases)
    func eigen(_ kind: ScalarKind) throws { try eigen(kind.type) }

    private func eigen<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 301)
        for kind in MatrixKind.allCases {
            for n in kind == .uniform ? Self.sizes + [65] : Self.sizes {
                let a: Matrix<T> = generator.matrix(n, n, kind)
                let comment: Comment = "\(T.name) \(kind) \(n)"
                let before = a
                let f = try Eigen(Framed(a).inner, vectors: .both)
                #expect(f.size == n && f.vectors.rows == n && f.vectors.columns == n, comment)
                #expect(f.leftVectors.rows == n && f.leftVectors.columns == n, comment)
                let right = EigenRatio.eigenvectors(a, f.vectors, f.values)
                #expect(RatioLog.record("eigen: right", T.self, right) <= EigenRatio.limit, comment)
                let conjugates = Vector(f.values.map(\.conjugated))
                let left = EigenRatio.eigenvectors(a.adjoint(), f.leftVectors, conjugates)
                #expect(RatioLog.record("eigen: left", T.self, left) <= EigenRatio.limit, comment)
                for vectors in [f.vectors, f.leftVectors] {
                    for j in 0..<n {
                        let length = vectors[column: j].norm()
                        #expect((length - 1).magnitude <= 8 * T.RealType.ulpOfOne, comment)
                    }
                }
                if !T.isComplex { expectConjugatePairs(f.values, comment) }
                #expect(a == before)
                // One kind of vectors alone, from memory without gaps: the same bits.
                #expect(try Eigen(a).vectors == f.vectors, comment)
                #expect(try Eigen(a, vectors: .left).leftVectors == f.leftVectors, comment)
                #expect(try Eigen(a, vectors: .left).vectors.columns == 0, comment)
                // The trace is the sum of the values.
                let sum = f.values.reduce(0, +)
                let error = (sum - Complex(a.trace.realPart, a.trace.imaginaryPart)).modulus
                let bound = T.RealType(n + 1) * a.norm(.frobenius) * T.RealType.ulpOfOne
                #expect(error <= 20 * max(bound, T.RealType.leastNonzeroMagnitude), comment)
            }
        }
    }

    private func expectConjugatePairs<R: TestReal>(_ values: Vector<Complex<R>>, _ comment: Comment) {
        var i = 0
        while i < values.count {
            if values[i].imaginaryPart == 0 {
                i += 1
                continue
            }
            #expect(values[i].imaginaryPart > 0, comment)
            #expect(i + 1 < values.count && values[i + 1] == values[i].conjugated, comment)
            i += 2
        }
    }

    /// The values alone come from another path through LAPACK.
    @Test(arguments: ScalarKind.allCases)
    func valuesAlone(_ kind: ScalarKind) throws { try valuesAlone(kind.type) }

    private func valuesAlone<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 302)
        for n in [0, 1, 2, 5, 10] {
            let a: Matrix<T> = generator.matrix(n, n)
            let f = try Eigen(a, vectors: .both)
            let values = try a.eigenvalues()
            #expect(values.count == n)
            for (i, value) in f.values.enumerated() {
                let nearest = values.map { ($0 - value).modulus }.min()!
                let bound = f.valueConditions[i] * a.norm(.frobenius) * T.RealType(n) * T.RealType.ulpOfOne
                #expect(nearest <= 20 * bound, "\(T.name) \(n)")
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func reconstructionAndConditions(_ kind: ScalarKind) throws { try reconstructionAndConditions(kind.type) }

    private func reconstructionAndConditions<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 303)
        for n in [0, 1, 2, 5, 10] {
            let a: Matrix<T> = generator.matrix(n, n)
            let f = try Eigen(a, vectors: .both)
            let condition = try n == 0 ? 1 : f.vectors.condition()
            let ratio = EigenRatio.difference(
                WideMatrix(try f.reconstructed()), WideMatrix(a), size: WideMatrix(a).oneNorm * condition.wide, T.self)
            #expect(RatioLog.record("eigen: reconstruction over κ(V)", T.self, ratio) <= EigenRatio.limit)
            // No eigenvalue is worse than the basis of vectors, and none better than perfect.
            for value in f.valueConditions { #expect(value >= 1 && value <= condition * 1.01) }
            let normal: Matrix<T> = generator.hermitian(n)
            for value in try Eigen(normal, vectors: .both).valueConditions {
                #expect(value <= 1 + 100 * T.RealType.ulpOfOne)
            }
        }
        // A Jordan block: both vectors are known, and at right angles.
        let block = try Eigen([[2, 1], [0, 2]] as Matrix<T>, vectors: .both)
        #expect(block.values == [2, 2])
        #expect(block.valueConditions.allSatisfy { $0 >= 0.1 / T.RealType.ulpOfOne })
    }

    // MARK: A·x = λ·B·x

    @Test(arguments: ScalarKind.allCases)
    func generalizedEigen(_ kind: ScalarKind) throws { try generalizedEigen(kind.type) }

    private func generalizedEigen<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 304)
        for kind in MatrixKind.allCases {
            for n in Self.sizes {
                let a: Matrix<T> = generator.matrix(n, n)
                let b: Matrix<T> = generator.matrix(n, n, kind)
                for (first, second) in [(a, b), (b, a)] {
                    let comment: Comment = "\(T.name) \(kind) \(n)"
                    let f = try GeneralizedEigen(Framed(first).inner, Framed(second).inner, vectors: .both)
                    let right = EigenRatio.generalized(first, second, f.vectors, f.alpha, f.beta)
                    #expect(RatioLog.record("generalized: right", T.self, right) <= EigenRatio.limit, comment)
                    let left = EigenRatio.generalized(
                        first.adjoint(), second.adjoint(), f.leftVectors, Vector(f.alpha.map(\.conjugated)), f.beta)
                    #expect(RatioLog.record("generalized: left", T.self, left) <= EigenRatio.limit, comment)
                    #expect(f.beta.allSatisfy { $0 >= 0 } && f.values.count == n, comment)
                    for vectors in [f.vectors, f.leftVectors] {
                        for j in 0..<n {
                            #expect((vectors[column: j].norm() - 1).magnitude <= 8 * T.RealType.ulpOfOne, comment)
                        }
                    }
                    if n > 0 && kind.isSingular {
                        let smallest = (0..<n).map { f.beta[$0] / max(f.alpha[$0].modulus, f.beta[$0]) }.min()!
                        let zero = (0..<n).map { f.alpha[$0].modulus / max(f.alpha[$0].modulus, f.beta[$0]) }.min()!
                        let tiny = 1000 * T.RealType(n) * T.RealType.ulpOfOne
                        #expect((first == a ? smallest : zero) <= tiny, comment)
                    }
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func infiniteAndUndeterminedEigenvalues(_ kind: ScalarKind) throws {
        try infiniteAndUndeterminedEigenvalues(kind.type)
    }

    private func infiniteAndUndeterminedEigenvalues<T: TestScalar>(_: T.Type) throws {
        let f = try GeneralizedEigen([[1, 2], [3, 4]], [[1, 0], [0, 0]] as Matrix<T>)
        let finite = f.values.filter(\.isFinite)
        #expect(f.values.count == 2 && finite.count == 1)
        #expect((finite[0] + Complex(0.5, 0)).modulus <= 8 * T.RealType.ulpOfOne)
        let none = try GeneralizedEigen([[1, 0], [0, 0]], [[1, 0], [0, 0]] as Matrix<T>)
        #expect(none.values.contains { $0.realPart.isNaN } && none.values.contains(1))
        #expect(f.leftVectors.columns == 0)
        #expect(try GeneralizedEigen(Matrix<T>.zeros(0, 0), .zeros(0, 0)).values.isEmpty)
    }

    /// Matrices near the ends of the range have the eigenvalues of what they are multiples of, times the quotient of the factors:
    /// numerators and denominators lose no digits.
    @Test(arguments: ScalarKind.allCases)
    func generalizedNearTheEnds(_ kind: ScalarKind) throws { try generalizedNearTheEnds(kind.type) }

    private func generalizedNearTheEnds<T: TestScalar>(_: T.Type) throws {
        typealias Real = T.RealType
        let (a, b): (Matrix<T>, Matrix<T>) = ([[4, 1], [2, 3]], [[2, 1], [1, 5]])
        // The roots of 9·λ² − 23·λ + 10.
        let expected: [Real] = [(23 - Real(169).squareRoot()) / 18, (23 + Real(169).squareRoot()) / 18]
        let tiny = 8 * Real.leastNonzeroMagnitude, low = Real.leastNormalMagnitude
        let middle = Real(sign: .plus, exponent: low.exponent / 2, significand: 1)
        let high = Real.greatestFiniteMagnitude / 64
        for (first, second) in [
            (tiny, tiny), (low, low), (tiny, low), (low, tiny), (tiny, middle), (middle, tiny), (low, 1), (1, 1 / high),
            (high, high), (1, high), (tiny, 1 / middle),
        ] {
            let comment: Comment = "\(T.name), times \(first) and \(second)"
            let values = try GeneralizedEigen(T(real: first) * a, T(real: second) * b).values
            let found = values.sorted { $0.realPart < $1.realPart }
            #expect(found.count == 2, comment)
            for (value, root) in zip(found, expected) {
                // A quotient below the range is rounded to its smallest numbers.
                let error = (value - Complex(first / second * root)).modulus
                #expect(error <= max(64 * Real.ulpOfOne * (first / second * root), Real.leastNonzeroMagnitude), comment)
            }
        }
        let beyond = try GeneralizedEigen(T(real: high) * a, T(real: tiny) * b)
        #expect(beyond.size == 2 && beyond.values.allSatisfy { !$0.isFinite })
        #expect(beyond.alpha.allFinite && beyond.beta.allFinite)
    }

    // MARK: Input that cannot be decomposed

    @Test(arguments: ScalarKind.allCases)
    func inputThatIsNotFiniteIsAnError(_ kind: ScalarKind) { inputThatIsNotFiniteIsAnError(kind.type) }

    private func inputThatIsNotFiniteIsAnError<T: TestScalar>(_: T.Type) {
        for bad in [T.nan, .infinity] {
            var a = Matrix<T>.identity(3)
            a[2, 1] = bad
            let expected = LinalgError.notFinite(row: 2, column: 1)
            #expect(throws: expected) { try Eigen(a) }
            #expect(throws: expected) { try a.eigenvalues() }
            #expect(throws: expected) { try GeneralizedEigen(a, .identity(3)) }
            #expect(throws: expected) { try GeneralizedEigen(.identity(3), a) }
            #expect(throws: expected) { try Schur(a) }
            #expect(throws: expected) { try Hessenberg(a) }
            #expect(throws: expected) { try GeneralizedSymmetricEigen(a, .identity(3)) }
            #expect(throws: expected) { try GeneralizedSymmetricEigen(.identity(3), a) }
            #expect(throws: Never.self) { try GeneralizedSymmetricEigen(a, .identity(3), reading: .upper) }
            #expect(throws: expected) { try SymmetricEigen(a, indices: 0..<1) }
            #expect(throws: expected) { try SymmetricEigen(a, above: 0, upTo: 1) }
            #expect(throws: expected) { try a.exponential() }
            #expect(throws: expected) { try a.logarithm() }
            #expect(throws: expected) { try a.squareRoot() }
            #expect(throws: expected) { try Polar(a) }
            #expect(throws: expected) { try Sylvester(a, a) }
            #expect(throws: expected) { try Sylvester(.identity(3), .identity(3)).solve(a) }
        }
    }

    /// The largest number in each of four places has twice itself as an eigenvalue.
    @Test(arguments: ScalarKind.allCases)
    func eigenvaluesBeyondTheRangeAreAnError(_ kind: ScalarKind) throws {
        try eigenvaluesBeyondTheRangeAreAnError(kind.type)
    }

    private func eigenvaluesBeyondTheRangeAreAnError<T: TestScalar>(_: T.Type) throws {
        let largest = T(parts: .greatestFiniteMagnitude, 0)
        let a = Matrix<T>(rows: 2, columns: 2, repeating: largest)
        #expect(throws: LinalgError.overflow) { try Eigen(a) }
        #expect(throws: LinalgError.overflow) { try Schur(a) }
        #expect(throws: LinalgError.overflow) { try a.exponential() }
        #expect(throws: LinalgError.overflow) { try SymmetricEigen(a, indices: 0..<2) }
        // A root is within the range where the matrix is not singular, and so is the smaller eigenvalue.
        let root = try Matrix<T>(rows: 2, columns: 2) { i, j in i == j ? largest : largest * T(0.5) }.squareRoot()
        #expect(root.allSatisfyFinite)
        #expect(try SymmetricEigen(a, indices: 0..<1).values[0].magnitude <= T.RealType.greatestFiniteMagnitude / 1e4)
    }

    @Test func descriptionsNameTheRemedy() {
        #expect("\(LinalgError.negativeEigenvalue(index: 3))".contains("number 3"))
        #expect("\(LinalgError.negativeEigenvalue(index: 3))".contains("complexified()"))
        #expect("\(LinalgError.zeroEigenvalue(index: 2))".contains("number 2"))
        #expect("\(LinalgError.commonEigenvalue)".contains("A·X + X·B = C"))
        #expect("\(LinalgError.eigenvaluesTooClose)".contains("cluster"))
    }
}

extension Matrix {
    fileprivate var allSatisfyFinite: Bool { elements.allSatisfy(\.isFinite) }
}
