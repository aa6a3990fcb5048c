import Linalg
import TestSupport
import Testing

extension BLASTests {
    /// Each product of a stack against sums in the widest type: those of which vectors hold several, those that are one tile of
    /// the package's kernels, those that are more, and those that OpenBLAS computes.
    @Test(arguments: ScalarKind.allCases)
    func gemmOfStacks(_ kind: ScalarKind) { gemmOfStacks(kind.type) }

    private func gemmOfStacks<T: TestScalar>(_: T.Type) {
        let cubes = [1, 2, 3, 4, 5, 8, 17].map { ($0, $0, $0) }
        let others = [
            (2, 2, 4), (4, 4, 2), (2, 4, 4), (4, 2, 2), (3, 1, 7), (1, 6, 2), (26, 5, 3), (2, 3, 40), (33, 3, 5),
            (4, 4, 3), (2, 2, 1),
        ]
        var generator = Generator(seed: 8)
        for (m, n, k) in cubes + others {
            for count in m * n * k > 1000 ? [3] : [1, 3, 4, 9] {
                for transA in Transpose.allCases {
                    for transB in Transpose.allCases {
                        for gaps in Gaps.all {
                            for alpha in Factors.alphas(T.self) {
                                for beta in Factors.betas(T.self) {
                                    checkStack(
                                        count, transA, transB, (m, n, k), alpha, beta, gaps: gaps, using: &generator)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Gaps between the rows of the two factors and of the result: without any, vectors hold several small matrices.
    private struct Gaps {
        let (a, b, c): (Int, Int, Int)
        static let all = [
            Gaps(a: 0, b: 0, c: 0), Gaps(a: 3, b: 1, c: 2), Gaps(a: 1, b: 0, c: 0), Gaps(a: 0, b: 1, c: 0),
        ]
    }

    private func checkStack<T: TestScalar>(
        _ count: Int, _ transA: Transpose, _ transB: Transpose, _ size: (m: Int, n: Int, k: Int), _ alpha: T, _ beta: T,
        gaps: Gaps, using generator: inout Generator
    ) {
        let (m, n, k) = size
        let (rowsA, columnsA) = transA == .none ? (m, k) : (k, m)
        let (rowsB, columnsB) = transB == .none ? (k, n) : (n, k)
        let a = PaddedMatrix<T>(count * rowsA, columnsA, gap: gaps.a, using: &generator, unread: alpha == 0)
        let b = PaddedMatrix<T>(count * rowsB, columnsB, gap: gaps.b, using: &generator, unread: alpha == 0)
        let c = PaddedMatrix<T>(count * m, n, gap: gaps.c, using: &generator, unread: beta == 0)
        let before = (0..<count).map { WideMatrix(part($0, of: count, in: c.view)) }
        Kernels.gemmStack(count, transA, transB, alpha, a.view, b.view, beta, c.view)
        for i in 0..<count {
            let ratio = Ratio.product(
                part(i, of: count, in: c.view), alpha: alpha,
                WideMatrix(part(i, of: count, in: a.view)).applying(transA),
                WideMatrix(part(i, of: count, in: b.view)).applying(transB), beta: beta, before[i])
            #expect(
                RatioLog.record("stacks of gemm", T.self, ratio) <= Ratio.productLimit,
                "\(T.name) \(transA) \(transB) \(size), \(i) of \(count), alpha \(alpha) beta \(beta) \(gaps)")
        }
        #expect(a.isUnchanged && b.isUnchanged && c.sentinelsIntact, "\(T.name) \(transA) \(transB) \(size) \(gaps)")
    }

    /// The i-th matrix of a stack.
    private func part<T>(_ i: Int, of count: Int, in stack: UnsafeMatrix<T>) -> UnsafeMatrix<T> {
        let rows = stack.rows / count
        return UnsafeMatrix(
            stack.base + i * rows * stack.rowStride, rows: rows, columns: stack.columns, rowStride: stack.rowStride)
    }

    /// Matrices in one vector have nothing to do with each other.
    @Test(arguments: ScalarKind.allCases)
    func stacksKeepNaNApart(_ kind: ScalarKind) { stacksKeepNaNApart(kind.type) }

    private func stacksKeepNaNApart<T: TestScalar>(_: T.Type) {
        for size in [2, 3, 4, 5] {
            for count in [5, 8] {
                for (inA, inB) in [(1, 0), (0, count - 1)] {
                    var (a, b) = (Matrix<T>.ones(count * size, size), Matrix<T>.ones(count * size, size))
                    if inA > 0 { a[inA * size, 0] = .nan }
                    if inB > 0 { b[inB * size, 1] = T(.infinity) }
                    var c = Matrix<T>(rows: count * size, columns: size) { _, _ in .nan }
                    multiply(stacksOf: count, a, b, into: &c)
                    for i in 0..<count * size {
                        for j in 0..<size {
                            let isReached = inA > 0 ? i == inA * size : i / size == inB && j == 1
                            #expect(c[i, j].isFinite == !isReached, "\(T.name) \(size) \(count) [\(i), \(j)]")
                            #expect(isReached || c[i, j] == T(Double(size)), "\(T.name) \(size) \(count) [\(i), \(j)]")
                        }
                    }
                }
            }
        }
    }

    /// The output may be one of the operands; others that share its storage keep their values. Nothing to do is done.
    @Test func stacksAndStorage() {
        let a: Matrix<Double> = [[1, 2], [3, 4], [0, 1], [1, 0]]
        var c = a
        multiply(stacksOf: 2, c, c, into: &c)
        #expect(c == [[7, 10], [15, 22], [1, 0], [0, 1]])
        #expect(a == [[1, 2], [3, 4], [0, 1], [1, 0]])
        multiply(stacksOf: 2, a, a, into: &c, alpha: 2, beta: -1, transposeA: .transpose)
        #expect(c == [[13, 18], [13, 18], [1, 0], [0, 1]])
        multiply(stacksOf: 2, a, a, into: &c, alpha: 0, beta: 3)
        #expect(c == [[39, 54], [39, 54], [3, 0], [0, 3]])
        var empty = Matrix<Double>.zeros(0, 5)
        multiply(stacksOf: 3, Matrix.zeros(0, 2), Matrix.zeros(6, 5), into: &empty)
        multiply(stacksOf: 2, Matrix.zeros(4, 0), Matrix.zeros(0, 2), into: &c)
        #expect(c == Matrix.zeros(4, 2))
    }
}
