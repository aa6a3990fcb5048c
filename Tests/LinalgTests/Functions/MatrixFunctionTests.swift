import ComplexModule
import Linalg
import TestSupport
import Testing

/// Exponential, logarithm and square root by what they must satisfy, over sizes, kinds of matrices and scalar types.
///
/// Against exact results: ``EigenGoldenTests``.
@Suite(.reportsRatios) struct MatrixFunctionTests {
    private static let sizes = [0, 1, 2, 3, 5, 10, 33]

    /// The distance of a matrix of the size 1 from the origin, in the complex plane, that its eigenvalues stay away from
    /// the negative axis.
    private func shifted<T: TestScalar>(_ a: Matrix<T>) -> Matrix<T> {
        var result = a
        let size = T(real: a.norm(.infinity) * 1.1 + 0.1)
        for i in 0..<a.rows { result[i, i] += size }
        return result
    }

    // MARK: Square root

    @Test(arguments: ScalarKind.allCases)
    func squareRoots(_ kind: ScalarKind) throws { try squareRoots(kind.type) }

    private func squareRoots<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 331)
        // The last is large enough for the halves of halves.
        for n in Self.sizes + [90] {
            let half: Matrix<T> = generator.matrix(n, n)
            let inputs: [(String, Matrix<T>)] = [
                // A square has a root also where eigenvalues of the half are far to the left.
                ("square", half * half), ("shifted", shifted(half)), ("graded", graded(&generator, n)),
                ("large", shifted(half) * T(parts: .greatestFiniteMagnitude / 1e3, 0)),
                ("small", shifted(half) * T(parts: .leastNormalMagnitude * 4, 0)), ("zero", .zeros(n, n)),
                ("diagonal", .diagonal(Vector(count: n) { T(parts: .leastNormalMagnitude, 0) + T(Double($0 * $0)) })),
            ]
            for (name, a) in inputs where a.elements.allSatisfy(\.isFinite) {
                let comment: Comment = "\(T.name) \(name) \(n)"
                let before = a
                let x: Matrix<T>
                do { x = try Framed(a).inner.squareRoot() } catch LinalgError.negativeEigenvalue(_) {
                    // The square of a real matrix has a double negative eigenvalue where that has an imaginary one; rounding
                    // may leave two real ones.
                    #expect(!T.isComplex && name == "square", comment)
                    continue
                }
                #expect(a == before)
                let wide = WideMatrix(x)
                let size = wide.oneNorm * wide.oneNorm
                let ratio = EigenRatio.difference(wide * wide, WideMatrix(a), size: size, T.self)
                #expect(RatioLog.record("square root: residual", T.self, ratio) <= EigenRatio.limit, comment)
                if name != "zero" && name != "square" && n > 0 && name != "diagonal" {
                    #expect(try x.eigenvalues().allSatisfy { $0.realPart > -1e-3 * x.norm(.one) }, comment)
                }
            }
        }
    }

    /// Diagonal elements of magnitudes from 1 to u², with a little above them.
    private func graded<T: TestScalar>(_ generator: inout Generator, _ n: Int) -> Matrix<T> {
        let noise: Matrix<T> = generator.matrix(n, n)
        var magnitude: T.RealType = 1
        return Matrix(rows: n, columns: n) { i, j in
            if j == 0 && i > 0 { magnitude *= 0.25 }
            return i == j ? T(real: magnitude) : j > i ? noise[i, j] * T(real: magnitude) : 0
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func singularSquareRoots(_ kind: ScalarKind) throws { try singularSquareRoots(kind.type) }

    private func singularSquareRoots<T: TestScalar>(_: T.Type) throws {
        // One zero, and two that are not defective, have a root; two that are have none.
        let one: Matrix<T> = [[4, 2, 1], [0, 0, 1], [0, 0, 9]]
        let root = try one.squareRoot()
        #expect((root * root).isApproximatelyEqual(to: one, absoluteTolerance: 64 * T.RealType.ulpOfOne))
        let two: Matrix<T> = [[0, 0, 2], [0, 0, 4], [0, 0, 1]]
        #expect(try two.squareRoot() == two)
        #expect(throws: LinalgError.zeroEigenvalue(index: 1)) { try ([[0, 1], [0, 0]] as Matrix<T>).squareRoot() }
        // Eigenvalues far below the largest, whose sum LAPACK would take for zero.
        let tiny = T(real: T.RealType.ulpOfOne * T.RealType.ulpOfOne)
        let graded: Matrix<T> = [[1, 0, 0, 0], [0, tiny, tiny, 0], [0, 0, tiny, tiny], [0, 0, 0, 1]]
        let x = try graded.squareRoot()
        let half = T(real: T.RealType.ulpOfOne / 2)
        #expect((x[1, 2] - half).modulus <= 8 * half.modulus * T.RealType.ulpOfOne)
    }

    @Test func negativeEigenvalues() throws {
        let a: Matrix<Double> = [[1, 2], [3, 1]]
        #expect(throws: LinalgError.negativeEigenvalue(index: 1)) { try a.squareRoot() }
        #expect(throws: LinalgError.negativeEigenvalue(index: 1)) { try a.logarithm() }
        let x = try a.complexified().squareRoot()
        #expect((x * x).isApproximatelyEqual(to: a.complexified()))
        let y = try a.complexified().logarithm()
        #expect(try y.exponential().isApproximatelyEqual(to: a.complexified()))
        let (two, turn) = (Complex<Double>(0, 2), Complex<Double>(0, .pi))
        #expect(try (.diagonal([-4]) as Matrix<Complex<Double>>).squareRoot() == .diagonal([two]))
        #expect(try (.diagonal([-1]) as Matrix<Complex<Double>>).logarithm() == .diagonal([turn]))
        // A pair of them that is no pair of eigenvalues on the axis is real.
        let quarter: Matrix<Double> = [[0, -1], [1, 0]]
        #expect(try quarter.squareRoot().isApproximatelyEqual(to: [[0.5, -0.5], [0.5, 0.5]] * 2.0.squareRoot()))
        #expect(try quarter.logarithm().isApproximatelyEqual(to: quarter * (.pi / 2), absoluteTolerance: 1e-15))
    }

    // MARK: Exponential and logarithm

    @Test(arguments: ScalarKind.allCases)
    func exponentialOfLogarithm(_ kind: ScalarKind) throws { try exponentialOfLogarithm(kind.type) }

    private func exponentialOfLogarithm<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 332)
        for n in Self.sizes {
            for kind in [MatrixKind.uniform, .graded, .illConditioned] {
                let a = shifted(generator.matrix(n, n, kind) as Matrix<T>)
                let comment: Comment = "\(T.name) \(kind) \(n)"
                let before = a
                let x = try Framed(a).inner.logarithm()
                #expect(a == before)
                let back = try Framed(x).inner.exponential()
                // An error of n·u·‖X‖ in X becomes one of that times ‖exp‖ at most.
                let size = WideMatrix(back).oneNorm * max(WideMatrix(x).oneNorm, 1)
                let ratio = EigenRatio.difference(WideMatrix(back), WideMatrix(a), size: size, T.self)
                #expect(RatioLog.record("exponential of logarithm", T.self, ratio) <= EigenRatio.limit, comment)
                let root = try a.squareRoot()
                let half = try root.logarithm() * 2
                let error = EigenRatio.difference(
                    WideMatrix(half), WideMatrix(x), size: max(WideMatrix(x).oneNorm, 1) * 10, T.self)
                #expect(RatioLog.record("logarithm of root", T.self, error) <= EigenRatio.limit, comment)
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func exponentials(_ kind: ScalarKind) throws { try exponentials(kind.type) }

    private func exponentials<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 333)
        for n in Self.sizes {
            // Skew-Hermitian matrices have unitary exponentials, of every degree and number of squarings.
            for size in [1e-9, 1e-2, 0.2, 0.9, 2, 4, 30, 1e3] {
                let half: Matrix<T> = generator.matrix(n, n)
                let skew = (half - half.adjoint()) * T(size / Double(max(n, 1)))
                let x = try skew.exponential()
                let ratio = EigenRatio.orthogonality(x) / max(size, 1)
                #expect(
                    RatioLog.record("exponential: unitary, over norm", T.self, ratio) <= EigenRatio.limit,
                    "\(T.name) \(n) \(size)")
                // exp(−A)·exp(A) = I.
                let inverse = try (-1 * skew).exponential()
                let error = EigenRatio.difference(
                    WideMatrix(inverse) * WideMatrix(x), .identity(n), size: Wide(max(size, 1)), T.self)
                #expect(RatioLog.record("exponential: inverse, over norm", T.self, error) <= EigenRatio.limit)
            }
        }
        let zero = try Matrix<T>.zeros(3, 3).exponential()
        #expect(zero == .identity(3))
        // Far from normal: the norm alone would scale by 2²⁰.
        let large = T(1e6)
        #expect(try ([[0, large], [0, 0]] as Matrix<T>).exponential() == [[1, large], [0, 1]])
        #expect(try ([[0, 0], [large, 0]] as Matrix<T>).exponential() == [[1, 0], [large, 1]])
        let largest = T(parts: .greatestFiniteMagnitude / 4, 0)
        #expect(try ([[0, largest], [0, 0]] as Matrix<T>).exponential() == [[1, largest], [0, 1]])
        let decay = try Matrix<T>.diagonal([-1000, -1, 2]).exponential()
        for (i, exponent) in [-1000, -1, 2].enumerated() {
            let exact = T.RealType.exp(T.RealType(exponent))
            #expect((decay[i, i] - T(real: exact)).modulus <= 2 * exact * T.RealType.ulpOfOne)
        }
        #expect(throws: LinalgError.overflow) { try (Matrix<T>.identity(2) * 1000).exponential() }
        let beyond = T(parts: .greatestFiniteMagnitude / 2, 0)
        #expect(throws: LinalgError.overflow) { try Matrix<T>.ones(2, 2).scaledBy(beyond).exponential() }
        #expect(try (Matrix<T>.diagonal([-1 * beyond, 0])).exponential() == .diagonal([0, 1]))
    }

    // MARK: Powers

    @Test(arguments: ScalarKind.allCases)
    func powers(_ kind: ScalarKind) throws { try powers(kind.type) }

    private func powers<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 334)
        for n in Self.sizes {
            let a = shifted(generator.matrix(n, n) as Matrix<T>)
            let before = a
            for order in [2, 3, 5] {
                let comment: Comment = "\(T.name) \(n) \(order)"
                let root = try Framed(a).inner.power(1 / T.RealType(order))
                #expect(a == before)
                var (product, size) = (WideMatrix(root), WideMatrix(root).oneNorm)
                for _ in 1..<order {
                    product = product * WideMatrix(root)
                    size *= WideMatrix(root).oneNorm
                }
                let ratio = EigenRatio.difference(product, WideMatrix(a), size: size, T.self)
                #expect(RatioLog.record("power: root", T.self, ratio) <= EigenRatio.limit, comment)
                // A^p·A^−p = I, and A^(1 + p) = A·A^p, whatever the whole part.
                let p = T.RealType(order) + 0.375
                let up = try WideMatrix(a.power(p))
                let down = try WideMatrix(a.power(-p))
                let error = EigenRatio.difference(
                    up * down, .identity(n), size: max(up.oneNorm * down.oneNorm, 1), T.self)
                #expect(RatioLog.record("power: inverse", T.self, error) <= EigenRatio.limit, comment)
                let next = try WideMatrix(a.power(p + 1))
                let step = EigenRatio.difference(
                    WideMatrix(a) * up, next, size: WideMatrix(a).oneNorm * up.oneNorm, T.self)
                #expect(RatioLog.record("power: whole part", T.self, step) <= EigenRatio.limit, comment)
            }
        }
        let half = T.RealType(0.5)
        let a: Matrix<T> = [[33, 24], [48, 57]]
        #expect(try a.power(half).isApproximatelyEqual(to: [[5, 2], [4, 7]]))
        #expect(try a.power(T.RealType(2)) == a * a)
        #expect(throws: LinalgError.zeroEigenvalue(index: 1)) { try Matrix<T>.diagonal([1, 0]).power(half) }
        if !T.isComplex {
            #expect(throws: LinalgError.negativeEigenvalue(index: 0)) { try Matrix<T>.diagonal([-1, 1]).power(half) }
        }
        // Near the identity and with a Jordan block nothing cancels.
        let tiny = T(real: T.RealType.ulpOfOne)
        #expect(try ([[1, tiny], [0, 1]] as Matrix<T>).power(half) == [[1, tiny * T(0.5)], [0, 1]])
        let block = try ([[4, 1], [0, 4]] as Matrix<T>).power(half)
        #expect(block.isApproximatelyEqual(to: [[2, T(0.25)], [0, 2]], relativeTolerance: 8 * T.RealType.ulpOfOne))
    }

    @Test(arguments: ScalarKind.allCases)
    func complexifiedKeepsElements(_ kind: ScalarKind) { complexifiedKeepsElements(kind.type) }

    private func complexifiedKeepsElements<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 335)
        for (m, n) in [(0, 0), (0, 3), (1, 1), (4, 3)] {
            let a: Matrix<T> = generator.matrix(m, n)
            let complex = Framed(a).inner.complexified()
            #expect(complex.rows == m && complex.columns == n)
            for i in 0..<m {
                for j in 0..<n { #expect(complex[i, j] == Complex(a[i, j].realPart, a[i, j].imaginaryPart)) }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func logarithms(_ kind: ScalarKind) throws { try logarithms(kind.type) }

    private func logarithms<T: TestScalar>(_: T.Type) throws {
        #expect(try Matrix<T>.identity(3).logarithm() == .zeros(3, 3))
        #expect(throws: LinalgError.zeroEigenvalue(index: 1)) { try Matrix<T>.diagonal([1, 0, 2]).logarithm() }
        #expect(throws: LinalgError.zeroEigenvalue(index: 0)) { try Matrix<T>.zeros(2, 2).logarithm() }
        // Near the identity nothing cancels: log(I + E) = E for tiny E.
        let tiny = T(real: T.RealType.ulpOfOne)
        let near = try ([[1, tiny], [0, 1]] as Matrix<T>).logarithm()
        #expect(near == [[0, tiny], [0, 0]])
        for extreme in [T.RealType.greatestFiniteMagnitude / 4, .leastNormalMagnitude, .leastNonzeroMagnitude] {
            let x = try (Matrix<T>.identity(2) * T(real: extreme)).logarithm()
            let exact = T.RealType.log(extreme)
            #expect((x[0, 0] - T(real: exact)).modulus <= 4 * exact.magnitude * T.RealType.ulpOfOne)
        }
    }
}

extension Matrix {
    fileprivate func scaledBy(_ factor: Element) -> Matrix { factor * self }
}
