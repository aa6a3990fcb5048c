import Linalg
import TestSupport
import Testing

extension BLASTests {
    @Test(arguments: ScalarKind.allCases)
    func trsv(_ kind: ScalarKind) { trsv(kind.type) }

    private func trsv<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 41)
        var index = 0
        for n in Sizes.squares {
            for triangle in Triangle.allCases {
                for transA in Transpose.allCases {
                    for diagonal in Diagonal.allCases {
                        index += 1
                        let a = PaddedMatrix<T>(generator.triangular(n, triangle, diagonal), gap: index % 2 * 3)
                        let x = PaddedVector<T>(n, stride: 1 + index % 3, using: &generator)
                        let b = WideMatrix(x.view)
                        Kernels.trsv(triangle, transA, diagonal, a.view, x.view)
                        let matrix = WideMatrix(a.view).restricted(to: triangle, diagonal).applying(transA)
                        let ratio = residual(matrix, WideMatrix(x.view), b, T.self)
                        #expect(
                            RatioLog.record("trsv", T.self, ratio) <= Ratio.productLimit,
                            "\(T.name) \(n) \(triangle) \(transA) \(diagonal)")
                        #expect(a.isUnchanged && x.sentinelsIntact)
                    }
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func trsm(_ kind: ScalarKind) { trsm(kind.type) }

    private func trsm<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 42)
        var index = 0
        for n in Sizes.squares {
            for other in n == 150 ? [40] : n > 20 ? [7] : [0, 1, 3, 20] {
                for side in Side.allCases {
                    for triangle in Triangle.allCases {
                        for transA in Transpose.allCases {
                            for diagonal in n == 150 ? [Diagonal.nonUnit] : Diagonal.allCases {
                                for alpha: T in n <= 5 ? Factors.alphas() : [Factors.alphas()[1 + index % 2]] {
                                    index += 1
                                    checkTRSM(
                                        n, other, side, triangle, transA, diagonal, alpha, gap: index % 2 * 3,
                                        using: &generator)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func checkTRSM<T: TestScalar>(
        _ n: Int, _ other: Int, _ side: Side, _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal,
        _ alpha: T, gap: Int, using generator: inout Generator
    ) {
        var operand: Matrix<T> = generator.triangular(n, triangle, diagonal)
        if alpha == 0 { operand = Matrix(rows: n, columns: n, repeating: .nan) }
        let a = PaddedMatrix(operand, gap: gap)
        let b = PaddedMatrix<T>(
            side == .left ? n : other, side == .left ? other : n, gap: gap, using: &generator, unread: alpha == 0)
        let before = WideMatrix(b.view)
        Kernels.trsm(side, triangle, transA, diagonal, alpha, a.view, b.view)
        #expect(a.isUnchanged && b.sentinelsIntact)
        let comment: Comment = "\(T.name) \(n) \(other) \(side) \(triangle) \(transA) \(diagonal) alpha \(alpha)"
        if alpha == 0 {
            #expect(b.view.all.allSatisfy { $0 == 0 }, comment)
            return
        }
        let right = before.scaled(by: WideMatrix(scalar: alpha))
        let matrix = WideMatrix(a.view).restricted(to: triangle, diagonal).applying(transA)
        // X·A = B is Aᵀ·Xᵀ = Bᵀ.
        let ratio =
            side == .left
            ? residual(matrix, WideMatrix(b.view), right, T.self)
            : residual(
                matrix.applying(.transpose), WideMatrix(b.view).applying(.transpose), right.applying(.transpose), T.self
            )
        #expect(RatioLog.record("trsm", T.self, ratio) <= Ratio.productLimit, comment)
    }

    /// `max |B − A·X| / (u·(|A||X| + |B|))` over all entries.
    private func residual<T: TestScalar>(_ a: WideMatrix, _ x: WideMatrix, _ b: WideMatrix, _: T.Type) -> Double {
        Ratio.entrywise(a * x, b, bound: a.magnitudes() * x.magnitudes() + b.magnitudes(), T.self)
    }

    @Test(arguments: ScalarKind.allCases)
    func trsmWithSpecialFactors(_ kind: ScalarKind) { trsmWithSpecialFactors(kind.type) }

    private func trsmWithSpecialFactors<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 43)
        for n in [1, 3, 40] {
            for special: T in Factors.special() {
                let a = PaddedMatrix<T>(generator.triangular(n, .lower), gap: 1)
                let b = PaddedMatrix<T>(n, 4, gap: 1, using: &generator)
                Kernels.trsm(.left, .lower, .none, .nonUnit, special, a.view, b.view)
                #expect(b.view.all.allSatisfy { !$0.isFinite }, "alpha \(special)")
                #expect(b.sentinelsIntact)
            }
        }
    }

    /// The library multiplies by the reciprocal of a diagonal entry, which overflows for a subnormal one.
    @Test(arguments: ScalarKind.allCases)
    func triangularSolveWithSubnormalDiagonal(_ kind: ScalarKind) { triangularSolveWithSubnormalDiagonal(kind.type) }

    private func triangularSolveWithSubnormalDiagonal<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 44)
        for n in [1, 2, 5, 20, 70] {
            for triangle in Triangle.allCases {
                for transA in Transpose.allCases {
                    // Small whole numbers, times a power of two at which they are subnormal: all sums are exact.
                    func whole() -> Double { Double(generator.index(below: 5) - 2) }
                    func tiny(_ x: T) -> T { x * T(parts: .leastNonzeroMagnitude * 16, 0) }
                    let a = Matrix<T>(rows: n, columns: n) { i, j in
                        if i == j { return T(Double(1 << generator.index(below: 3)), T.isComplex ? 4 : 0) }
                        return (triangle == .lower ? j > i : j < i) ? .nan : T(whole(), whole())
                    }
                    let solution = Vector<T>(count: n) { _ in T(whole(), whole()) }
                    var dense = Matrix<T>.zeros(n, n)
                    for i in 0..<n { for j in 0..<n where !a[i, j].containsNaN { dense[i, j] = a[i, j] } }
                    var right = Vector<T>.zeros(n)
                    multiply(dense, solution, into: &right, transposeA: transA)
                    var right2 = Matrix<T>.zeros(1, n)
                    multiply(Matrix(rows: 1, columns: n, elements: solution), dense, into: &right2, transposeB: transA)

                    let operand = PaddedMatrix<T>(rows: n, columns: n) {
                        a[$0, $1].containsNaN ? .nan : tiny(a[$0, $1])
                    }
                    let x = PaddedVector<T>(count: n, stride: 2) { tiny(right[$0]) }
                    let b = PaddedMatrix<T>(rows: n, columns: 2) { i, _ in tiny(right[i]) }
                    let c = PaddedMatrix<T>(rows: 2, columns: n) { _, j in tiny(right2[0, j]) }
                    Kernels.trsv(triangle, transA, .nonUnit, operand.view, x.view)
                    Kernels.trsm(.left, triangle, transA, .nonUnit, T(-1), operand.view, b.view)
                    Kernels.trsm(.right, triangle, transA, .nonUnit, T(-1), operand.view, c.view)
                    let comment: Comment = "\(T.name) \(n) \(triangle) \(transA)"
                    // Complex division rounds, even where the quotient is whole.
                    func isNear(_ x: [T], _ expected: Vector<T>) -> Bool {
                        Vector(x).isApproximatelyEqual(
                            to: expected, absoluteTolerance: T.isComplex ? 8 * .ulpOfOne : 0, relativeTolerance: 0)
                    }
                    #expect(isNear(x.view.all, solution), comment)
                    for k in 0..<2 {
                        #expect(isNear((0..<n).map { b.view[$0, k] }, -solution), comment)
                        #expect(isNear((0..<n).map { c.view[k, $0] }, -solution), comment)
                    }
                    #expect(x.sentinelsIntact && b.sentinelsIntact && c.sentinelsIntact && operand.isUnchanged)
                }
            }
        }
    }
}
