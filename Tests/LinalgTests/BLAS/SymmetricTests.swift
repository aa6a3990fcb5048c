import Linalg
import TestSupport
import Testing

extension BLASTests {
    /// A random square matrix of which one triangle alone may be read: the other, and the imaginary parts of a
    /// Hermitian diagonal, are NaN.
    private func halfMatrix<T: TestScalar>(
        _ n: Int, _ triangle: Triangle, gap: Int, using generator: inout Generator, unread: Bool = false
    ) -> PaddedMatrix<T> {
        PaddedMatrix(rows: n, columns: n, gap: gap) { i, j in
            if unread || (triangle == .lower ? j > i : j < i) { return .nan }
            let element: T = generator.scalar()
            return i == j ? T(parts: element.realPart, .nan) : element
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func hemv(_ kind: ScalarKind) { hemv(kind.type) }

    private func hemv<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 31)
        var index = 0
        for n in Sizes.squares + [300] {
            for triangle in Triangle.allCases {
                for alpha: T in Factors.alphas() where n < 100 || alpha == 1 {
                    for beta: T in Factors.betas() where n < 100 || beta == 0 {
                        index += 1
                        let a: PaddedMatrix<T> = halfMatrix(
                            n, triangle, gap: index % 2 * 3, using: &generator, unread: alpha == 0)
                        let strides = Strides.pair(index)
                        let x = PaddedVector<T>(n, stride: strides.0, using: &generator, unread: alpha == 0)
                        let y = PaddedVector<T>(n, stride: strides.1, using: &generator, unread: beta == 0)
                        let before = WideMatrix(y.view)
                        Kernels.hemv(triangle, alpha, a.view, x.view, beta, y.view)
                        let ratio = Ratio.product(
                            y.view, alpha: alpha, WideMatrix(a.view).completed(from: triangle), WideMatrix(x.view),
                            beta: beta, before)
                        #expect(
                            RatioLog.record("symv", T.self, ratio) <= Ratio.productLimit,
                            "\(T.name) \(n) \(triangle) alpha \(alpha) beta \(beta)")
                        #expect(a.isUnchanged && x.isUnchanged && y.sentinelsIntact)
                    }
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func hemm(_ kind: ScalarKind) { hemm(kind.type) }

    private func hemm<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 32)
        var index = 0
        for n in Sizes.squares {
            for other in n > 20 ? [7] : [0, 1, 3, 20] {
                for side in Side.allCases {
                    for triangle in Triangle.allCases {
                        for factor in n <= 5 ? 0..<9 : index % 9..<index % 9 + 1 {
                            index += 1
                            checkHEMM(
                                n, other, side, triangle, Factors.alphas(T.self)[factor / 3],
                                Factors.betas(T.self)[factor % 3], gap: index % 2 * 3, using: &generator)
                        }
                    }
                }
            }
        }
        checkHEMM(200, 200, .left, .lower, T(0.7, -0.4), 0, gap: 1, using: &generator)
    }

    private func checkHEMM<T: TestScalar>(
        _ n: Int, _ other: Int, _ side: Side, _ triangle: Triangle, _ alpha: T, _ beta: T, gap: Int,
        using generator: inout Generator
    ) {
        let (rows, columns) = side == .left ? (n, other) : (other, n)
        let a: PaddedMatrix<T> = halfMatrix(n, triangle, gap: gap, using: &generator, unread: alpha == 0)
        let b = PaddedMatrix<T>(rows, columns, gap: gap, using: &generator, unread: alpha == 0)
        let c = PaddedMatrix<T>(rows, columns, gap: gap, using: &generator, unread: beta == 0)
        let before = WideMatrix(c.view)
        Kernels.hemm(side, triangle, alpha, a.view, b.view, beta, c.view)
        let whole = WideMatrix(a.view).completed(from: triangle)
        let (left, right) = side == .left ? (whole, WideMatrix(b.view)) : (WideMatrix(b.view), whole)
        let ratio = Ratio.product(c.view, alpha: alpha, left, right, beta: beta, before)
        #expect(
            RatioLog.record("symm", T.self, ratio) <= Ratio.productLimit,
            "\(T.name) \(n) \(other) \(side) \(triangle) alpha \(alpha) beta \(beta)")
        #expect(a.isUnchanged && b.isUnchanged && c.sentinelsIntact)
    }

    @Test(arguments: ScalarKind.allCases)
    func herk(_ kind: ScalarKind) { herk(kind.type) }

    private func herk<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 33)
        var index = 0
        for n in Sizes.squares {
            for k in n > 20 ? [7] : [0, 1, 3, 20] {
                for triangle in Triangle.allCases {
                    for transA in n == 150 ? [Transpose.none] : Transpose.allCases {
                        for factor in n <= 5 ? 0..<9 : index % 9..<index % 9 + 1 {
                            index += 1
                            checkHERK(
                                n, k, triangle, transA, [0, 1, 0.7][factor / 3], [0, 1, 1.3][factor % 3],
                                gap: index % 2 * 3, T.self, using: &generator)
                        }
                    }
                }
            }
        }
        checkHERK(200, 200, .upper, .conjugateTranspose, 0.7, 1.3, gap: 1, T.self, using: &generator)
    }

    private func checkHERK<T: TestScalar>(
        _ n: Int, _ k: Int, _ triangle: Triangle, _ transA: Transpose, _ alpha: T.RealType, _ beta: T.RealType,
        gap: Int, _: T.Type, using generator: inout Generator
    ) {
        let a = PaddedMatrix<T>(
            transA == .none ? n : k, transA == .none ? k : n, gap: gap, using: &generator, unread: alpha == 0)
        // The other triangle holds NaN, which must not be read, and whose bits must stay.
        let c = PaddedMatrix<T>(rows: n, columns: n, gap: gap) { i, j in
            if beta == 0 || (triangle == .lower ? j > i : j < i) { return .nan }
            let element: T = generator.scalar()
            return i == j ? T(parts: element.realPart, 0) : element
        }
        let before = WideMatrix(c.view).restricted(to: triangle)
        Kernels.herk(triangle, transA, alpha, a.view, beta, c.view)
        let factor = WideMatrix(a.view).applying(transA == .none ? .none : .conjugateTranspose)
        let zero = WideMatrix(rows: n, columns: n, real: Array(repeating: 0, count: n * n))
        let (alphaWide, betaWide) = (WideMatrix(scalar: alpha), WideMatrix(scalar: beta))
        var exact = zero
        var bound = zero
        if alpha != 0 {
            exact = (factor * factor.applying(.conjugateTranspose)).scaled(by: alphaWide).restricted(to: triangle)
            bound = (factor.magnitudes() * factor.applying(.transpose).magnitudes()).scaled(by: alphaWide)
        }
        if beta != 0 {
            exact = exact + before.scaled(by: betaWide)
            bound = bound + before.magnitudes().scaled(by: betaWide)
        }
        let ratio = Ratio.entrywise(
            WideMatrix(c.view).restricted(to: triangle), exact, bound: bound, T.self)
        #expect(
            RatioLog.record("syrk", T.self, ratio) <= Ratio.productLimit,
            "\(T.name) \(n) \(k) \(triangle) \(transA) alpha \(alpha) beta \(beta)")
        #expect(a.isUnchanged && c.sentinelsIntact && c.isUnchanged(beyond: triangle), "\(T.name) \(n) \(k)")
        #expect((0..<n).allSatisfy { c.view[$0, $0].imaginaryPart == 0 })
    }

    @Test(arguments: ScalarKind.allCases)
    func symmetricProductsWithSpecialFactors(_ kind: ScalarKind) { symmetricProductsWithSpecialFactors(kind.type) }

    private func symmetricProductsWithSpecialFactors<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 34)
        for n in [1, 3, 40] {
            for triangle in Triangle.allCases {
                for special: T in Factors.special() {
                    for alpha: T in Factors.alphas() {
                        let a: PaddedMatrix<T> = halfMatrix(n, triangle, gap: 1, using: &generator, unread: alpha == 0)
                        let x = PaddedVector<T>(n, stride: 2, using: &generator, unread: alpha == 0)
                        let y = PaddedVector<T>(n, stride: 2, using: &generator)
                        let scaled = y.view.all.map { special * $0 }
                        Kernels.hemv(triangle, alpha, a.view, x.view, special, y.view)
                        #expect(matches(y.view.all, scaled) && y.sentinelsIntact, "hemv beta \(special)")

                        let b = PaddedMatrix<T>(n, n, gap: 1, using: &generator, unread: alpha == 0)
                        let c = PaddedMatrix<T>(n, n, gap: 1, using: &generator)
                        let product = c.view.all.map { special * $0 }
                        Kernels.hemm(.right, triangle, alpha, a.view, b.view, special, c.view)
                        #expect(matches(c.view.all, product) && c.sentinelsIntact, "hemm beta \(special)")
                    }
                    let a: PaddedMatrix<T> = halfMatrix(n, triangle, gap: 1, using: &generator)
                    let x = PaddedVector<T>(n, stride: 2, using: &generator)
                    let y = PaddedVector<T>(n, stride: 2, using: &generator, unread: true)
                    Kernels.hemv(triangle, special, a.view, x.view, 0, y.view)
                    #expect(y.view.all.allSatisfy { !$0.isFinite }, "hemv alpha \(special)")

                    let factor = special.realPart
                    if factor.isFinite { continue }
                    for alpha in [0, 1] as [T.RealType] {
                        let b = PaddedMatrix<T>(n, n, gap: 1, using: &generator, unread: alpha == 0)
                        let c = PaddedMatrix<T>(n, n, gap: 1, using: &generator)
                        Kernels.herk(triangle, .none, alpha, b.view, factor, c.view)
                        for i in 0..<n {
                            for j in 0..<n where triangle == .lower ? j <= i : j >= i {
                                #expect(!c.view[i, j].isFinite, "herk beta \(factor) [\(i), \(j)]")
                            }
                        }
                        #expect(c.isUnchanged(beyond: triangle) && c.sentinelsIntact)
                    }
                }
            }
        }
    }
}
