import ComplexModule
import Linalg
import TestSupport
import Testing

/// Every wrapper over operands that begin or end at a page that may not be touched.
///
/// Each test runs in a process of its own, so that a fault is a failure of the test; the last line of its standard
/// error then names the call.
@Suite struct GuardPageTests {
    @Test(arguments: ScalarKind.allCases)
    func level1(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedCalls.level1(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func level2(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedCalls.level2(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func gemm(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedCalls.gemm(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func gemmStack(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedCalls.gemmStack(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func level3(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedCalls.level3(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func factorizations(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedCalls.factorizations(kind) }
    }

    /// OpenBLAS 0.3.21 reads out of bounds in *cgemv* and *zgemv* without transposition when m mod 16 is 6.
    @Test(arguments: [ScalarKind.complexFloat, .complexDouble])
    func complexGEMVWithSixRowsInTheLastBlock(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedCalls.complexGEMV(kind) }
    }

    /// The buffers do what the tests above rely on.
    @Test func readingBeyondTheEndFaults() async {
        await #expect(processExitsWith: .failure) {
            let buffer = GuardedBuffer<Double>(count: 3, flush: .end)
            print(buffer.base[3])
        }
        await #expect(processExitsWith: .failure) {
            let buffer = GuardedBuffer<Double>(count: 3, flush: .start)
            print(buffer.base[-1])
        }
        await #expect(processExitsWith: .success) {
            let buffer = GuardedBuffer<Double>(count: 3, flush: .end)
            print(buffer.base[0], buffer.base[2])
        }
    }
}

/// The calls; results are checked elsewhere.
private enum GuardedCalls {
    /// Calls `body` for both sides of the memory.
    private static func sides<T: TestScalar>(_: T.Type, _ body: (GuardedBuffer<T>.Side) -> Void) {
        for side in GuardedBuffer<T>.Side.allCases { body(side) }
    }

    private static func vector<T: TestScalar>(
        _ count: Int, _ stride: Int, _ side: GuardedBuffer<T>.Side
    ) -> GuardedVector<T> {
        GuardedVector(count: count, stride: stride, flush: side) { _ in 1 }
    }

    /// Ones, with a large diagonal, so that no solution overflows.
    private static func matrix<T: TestScalar>(
        _ rows: Int, _ columns: Int, _ gap: Int, _ side: GuardedBuffer<T>.Side, diagonal: Double = 1
    ) -> GuardedMatrix<T> {
        GuardedMatrix(rows: rows, columns: columns, gap: gap, flush: side) { $0 == $1 ? T(diagonal) : 1 }
    }

    static func level1(_ kind: ScalarKind) { level1(kind.type) }

    private static func level1<T: TestScalar>(_: T.Type) {
        sides(T.self) { side in
            for count in Array(0...70) + [127, 128, 129, 1000, 20_000] {
                for stride in [1, 2, 5] {
                    let (x, y) = (vector(count, stride, side), vector(count, stride == 2 ? 1 : stride, side))
                    let sum = Kernels.dot(x.view, y.view) + Kernels.dot(x.view, y.view, conjugatingFirst: true)
                    precondition(sum == T(Double(2 * count)), "dot \(count) \(stride)")
                    Kernels.axpy(T(0.5, 0.5), x.view, y.view)
                    Kernels.scal(T(0.5, 0.5), x.view)
                    precondition(Kernels.nrm2(x.view).isFinite && Kernels.asum(x.view).isFinite, "\(count) \(stride)")
                    precondition(Kernels.iamax(x.view) == (count == 0 ? nil : 0), "iamax \(count) \(stride)")
                }
            }
        }
    }

    static func level2(_ kind: ScalarKind) { level2(kind.type) }

    private static func level2<T: TestScalar>(_: T.Type) {
        sides(T.self) { side in
            for m in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 16, 17, 22, 33, 38, 66, 70] {
                for n in [1, 2, 5, 8, 17, 38] {
                    for (gap, stride) in [(0, 1), (3, 2)] {
                        let a: GuardedMatrix<T> = matrix(m, n, gap, side)
                        let (x, y): (GuardedVector<T>, GuardedVector<T>) = (
                            vector(m, stride, side), vector(n, stride, side)
                        )
                        for path in [KernelPath.small, .direct, .blas] {
                            Kernels.gemv(.none, T(0.7, 0.1), a.view, y.view, T(0.3), x.view, path: path)
                            Kernels.gemv(.transpose, T(0.7, 0.1), a.view, x.view, T(0.3), y.view, path: path)
                            Kernels.gemv(.conjugateTranspose, 1, a.view, x.view, 0, y.view, path: path)
                            Kernels.ger(T(0.7), x.view, y.view, a.view, path: path)
                            Kernels.ger(T(0.7), x.view, y.view, conjugatingSecond: true, a.view, path: path)
                        }
                    }
                }
                for (gap, stride) in [(0, 1), (3, 2)] {
                    let a: GuardedMatrix<T> = matrix(m, m, gap, side, diagonal: Double(m + 1))
                    let (x, y): (GuardedVector<T>, GuardedVector<T>) = (
                        vector(m, stride, side), vector(m, stride, side)
                    )
                    for triangle in Triangle.allCases {
                        Kernels.hemv(triangle, T(0.7, 0.1), a.view, x.view, T(0.3), y.view)
                        for transA in Transpose.allCases {
                            for diagonal in Diagonal.allCases {
                                Kernels.trsv(triangle, transA, diagonal, a.view, x.view)
                            }
                        }
                    }
                }
            }
        }
    }

    static func complexGEMV(_ kind: ScalarKind) { complexGEMV(kind.type) }

    private static func complexGEMV<T: TestScalar>(_: T.Type) {
        sides(T.self) { side in
            for m in [6, 22, 38, 54, 70, 134] {
                for n in 1...40 {
                    let a: GuardedMatrix<T> = matrix(m, n, 0, side)
                    let (x, y): (GuardedVector<T>, GuardedVector<T>) = (vector(n, 1, side), vector(m, 1, side))
                    Kernels.gemv(.none, 1, a.view, x.view, 0, y.view, path: .blas)
                    precondition(y.view.all.allSatisfy { $0 == T(Double(n)) }, "gemv \(m)×\(n)")
                    // Row-major transposed is the library's case without transposition.
                    Kernels.gemv(.transpose, 1, a.view, y.view, 0, x.view, path: .blas)
                    precondition(x.view.all.allSatisfy { $0 == T(Double(n * m)) }, "gemv transposed \(m)×\(n)")
                }
            }
        }
    }

    static func gemm(_ kind: ScalarKind) { gemm(kind.type) }

    private static func gemm<T: TestScalar>(_: T.Type) {
        let sizes = [1, 3, 6, 17, 26, 38]
        sides(T.self) { side in
            for m in sizes {
                for n in sizes {
                    for k in sizes {
                        let gap = (m + n) % 2 * 3
                        let c: GuardedMatrix<T> = matrix(m, n, gap, side)
                        let a: [GuardedMatrix<T>] = [matrix(m, k, gap, side), matrix(k, m, gap, side)]
                        let b: [GuardedMatrix<T>] = [matrix(k, n, gap, side), matrix(n, k, gap, side)]
                        for transA in Transpose.allCases {
                            for transB in Transpose.allCases {
                                let (left, right) = (a[transA == .none ? 0 : 1].view, b[transB == .none ? 0 : 1].view)
                                for path in [KernelPath.direct, .blas] {
                                    Kernels.gemm(transA, transB, T(0.7, 0.1), left, right, T(0.5), c.view, path: path)
                                    Kernels.gemm(transA, transB, 1, left, right, 0, c.view, path: path)
                                }
                                if m * n * k < 300 {
                                    Kernels.gemm(transA, transB, 1, left, right, 0, c.view, path: .small)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    static func gemmStack(_ kind: ScalarKind) { gemmStack(kind.type) }

    private static func gemmStack<T: TestScalar>(_: T.Type) {
        sides(T.self) { side in
            for (m, n, k) in [1, 2, 3, 4, 5, 7, 17].map({ ($0, $0, $0) }) + [(4, 4, 2), (2, 4, 3)] {
                for (count, gap) in [(1, 0), (2, 0), (3, 0), (5, 0), (2, 3)] {
                    let c: GuardedMatrix<T> = matrix(count * m, n, gap, side)
                    let a: [GuardedMatrix<T>] = [matrix(count * m, k, gap, side), matrix(count * k, m, gap, side)]
                    let b: [GuardedMatrix<T>] = [matrix(count * k, n, gap, side), matrix(count * n, k, gap, side)]
                    for transA in Transpose.allCases {
                        for transB in Transpose.allCases {
                            let (left, right) = (a[transA == .none ? 0 : 1].view, b[transB == .none ? 0 : 1].view)
                            Kernels.gemmStack(count, transA, transB, T(0.7, 0.1), left, right, T(0.5), c.view)
                            Kernels.gemmStack(count, transA, transB, 1, left, right, 0, c.view)
                        }
                    }
                }
            }
        }
    }

    static func level3(_ kind: ScalarKind) { level3(kind.type) }

    private static func level3<T: TestScalar>(_: T.Type) {
        sides(T.self) { side in
            for n in [1, 2, 5, 6, 8, 17, 22, 38] {
                for other in [1, 6, 9, 22] {
                    let gap = (n + other) % 2 * 3
                    let a: GuardedMatrix<T> = matrix(n, n, gap, side, diagonal: Double(n + 1))
                    let (tall, wide): (GuardedMatrix<T>, GuardedMatrix<T>) = (
                        matrix(n, other, gap, side), matrix(other, n, gap, side)
                    )
                    let (c, d): (GuardedMatrix<T>, GuardedMatrix<T>) = (
                        matrix(n, other, gap, side), matrix(other, n, gap, side)
                    )
                    for triangle in Triangle.allCases {
                        Kernels.hemm(.left, triangle, T(0.7), a.view, tall.view, T(0.5), c.view)
                        Kernels.hemm(.right, triangle, T(0.7), a.view, wide.view, 0, d.view)
                        for transA in Transpose.allCases {
                            for diagonal in Diagonal.allCases {
                                Kernels.trsm(.left, triangle, transA, diagonal, T(0.1), a.view, tall.view)
                                Kernels.trsm(.right, triangle, transA, diagonal, T(0.1), a.view, wide.view)
                            }
                        }
                        let square: GuardedMatrix<T> = matrix(n, n, gap, side)
                        Kernels.herk(triangle, .none, T(0.7).realPart, tall.view, 1, square.view)
                        Kernels.herk(triangle, .conjugateTranspose, 1, wide.view, 0, square.view)
                    }
                }
            }
        }
    }

    static func factorizations(_ kind: ScalarKind) { factorizations(kind.type) }

    private static func factorizations<T: TestScalar>(_: T.Type) {
        sides(T.self) { side in
            for n in Array(1...40) + [64, 66, 70, 130] {
                for gap in [0, 3] {
                    let a: GuardedMatrix<T> = matrix(n, n, gap, side, diagonal: Double(n + 1))
                    for triangle in Triangle.allCases {
                        let info = T.Routines.potrf(triangle, n, a.view.base, a.view.leadingDimension)
                        precondition(info == 0, "potrf \(n)")
                        for i in 0..<n { for j in 0..<n { a.view[i, j] = i == j ? T(Double(n + 1)) : 1 } }
                    }
                    let pivots = GuardedPivots(count: n, flushAtEnd: side == .end)
                    let info = T.Routines.getrf(n, n, a.view.base, a.view.leadingDimension, pivots.base)
                    precondition(info == 0, "getrf \(n)")
                }
            }
        }
    }
}

/// Row exchanges in guarded memory, which is counted in elements of another type of the same size.
final class GuardedPivots {
    let base: UnsafeMutablePointer<Int32>
    private let buffer: GuardedBuffer<Float>

    init(count: Int, flushAtEnd: Bool) {
        buffer = GuardedBuffer(count: count, flush: flushAtEnd ? .end : .start)
        base = UnsafeMutableRawPointer(buffer.base).bindMemory(to: Int32.self, capacity: count)
    }
}
