import Linalg
import TestSupport
import Testing

extension BLASTests {
    /// Of large products, what OpenBLAS would share among threads is left to it; alone, it is left what its kernels do better.
    @Test func productsAndThreads() {
        func paths(
            _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, transA: Transpose = .none
        ) -> [KernelPath] { [1, 2].map { count in GEMMPath.choose(transA, transB, m, n, k, threads: count) } }
        #expect(paths(.none, 32, 32, 32) == [.direct, .direct])
        #expect(paths(.none, 33, 33, 33) == [.blas, .blas])
        #expect(paths(.none, 100, 100, 100) == [.blas, .blas])
        #expect(paths(.none, 101, 100, 100) == [.direct, .blas])
        #expect(paths(.transpose, 101, 100, 100, transA: .transpose) == [.direct, .blas])
        #expect(paths(.transpose, 64, 64, 64) == [.direct, .direct])
        #expect(paths(.transpose, 65, 64, 64) == [.direct, .blas])
        #expect(paths(.transpose, 65, 64, 64, transA: .transpose) == [.blas, .blas])
        // Few rows, which would not make up for turning b around.
        #expect(paths(.conjugateTranspose, 2, 16, 31) == [.direct, .direct])
        #expect(paths(.conjugateTranspose, 2, 16, 32) == [.blas, .blas])
        #expect(paths(.transpose, 10, 10, 32) == [.direct, .direct] && paths(.transpose, 9, 10, 32) == [.blas, .blas])
        #expect(
            paths(.transpose, 13, 13, 40) == [.direct, .direct] && paths(.transpose, 13, 12, 40) == [.blas, .blas])
        #expect(paths(.transpose, 10, 10, 300) == [.blas, .blas])
        #expect(paths(.transpose, 2, 16, 32, transA: .transpose) == [.direct, .direct])
        // Few rows or columns, and few rows with a large b.
        #expect(paths(.none, 2, 999, 999) == [.blas, .blas] && paths(.none, 3, 999, 999) == [.direct, .blas])
        #expect(paths(.none, 999, 2, 999) == [.blas, .blas] && paths(.none, 999, 3, 999) == [.direct, .blas])
        #expect(paths(.none, 48, 1000, 1001) == [.blas, .blas] && paths(.none, 49, 1000, 1001) == [.direct, .blas])
        #expect(paths(.none, 48, 1000, 1000) == [.direct, .blas])
        #expect(paths(.transpose, 48, 1000, 1001) == [.direct, .blas])
        // Whose sizes have no product among integers.
        #expect(paths(.none, .max, .max, .max) == [.direct, .blas])
        #expect(paths(.transpose, .max, 0, 0) == [.direct, .direct])
    }

    /// A path that is asked for is taken on either side of its cut-off, and the one that sizes choose is the one named: each
    /// leaves the bits of its own order of summation.
    @Test(arguments: RealKind.allCases)
    func pathsAreTaken(_ kind: RealKind) { pathsAreTaken(kind.type) }

    private func pathsAreTaken<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 31)
        var (dot, gemv, transposed, gemm) = (PathResults<T>(), PathResults<T>(), PathResults<T>(), PathResults<T>())
        for n in [31, 32, 33, 64, 65, 96, 97, 256, 257] {
            let a = PaddedMatrix<T>(n, n, gap: 1, using: &generator)
            let b = PaddedMatrix<T>(n, n, gap: 2, using: &generator)
            let (x, y) = (a.view.row(0), b.view.row(0))
            dot.compare(n, VectorPath.choose(n), { [Kernels.dot(x, y)] }, { [Kernels.dot(x, y, path: $0)] })
            func multiply(_ transA: Transpose, _ path: KernelPath?) -> [T] {
                let result = PaddedVector<T>(count: n, stride: 1) { _ in 0 }
                if let path {
                    Kernels.gemv(transA, 1, a.view, x, 0, result.view, path: path)
                } else {
                    Kernels.gemv(transA, 1, a.view, x, 0, result.view)
                }
                return result.view.all
            }
            gemv.compare(n, GEMVPath.choose(.none, n, n), { multiply(.none, nil) }, { multiply(.none, $0) })
            transposed.compare(
                n, GEMVPath.choose(.transpose, n, n), { multiply(.transpose, nil) }, { multiply(.transpose, $0) })
            func product(_ path: KernelPath?) -> [T] {
                let result = PaddedMatrix<T>(rows: n, columns: n) { _, _ in 0 }
                if let path {
                    Kernels.gemm(.none, .none, 1, a.view, b.view, 0, result.view, path: path)
                } else {
                    Kernels.gemm(.none, .none, 1, a.view, b.view, 0, result.view)
                }
                return result.view.all
            }
            if n < 100 { gemm.compare(n, GEMMPath.choose(.none, .none, n, n, n), { product(nil) }, { product($0) }) }
        }
        for (name, results) in [("dot", dot), ("gemv", gemv), ("gemv transposed", transposed)] {
            #expect(results.wrong.isEmpty, "\(T.name) \(name): another path than the one named at \(results.wrong)")
            #expect(results.direct != results.blas && results.direct != results.small, "\(T.name) \(name): direct")
            #expect(results.blas != results.small, "\(T.name) \(name): blas")
        }
        if T.Routines.hasProducts {
            #expect(gemm.wrong.isEmpty, "\(T.name) gemm: another path than the one named at \(gemm.wrong)")
            #expect(gemm.direct != gemm.blas && gemm.direct != gemm.small, "\(T.name) gemm: direct")
        } else {
            #expect(gemm.direct == gemm.blas, "\(T.name) gemm: OpenBLAS takes the place of the package's own product")
        }
        #expect(gemm.blas != gemm.small, "\(T.name) gemm: blas")
    }
}

/// What the paths of a kernel gave, size after size.
private struct PathResults<T: TestReal> {
    var (small, direct, blas): ([T], [T], [T]) = ([], [], [])
    /// The sizes at which the kernel without a path did something else than the path that its size chooses.
    var wrong: [Int] = []

    mutating func compare(_ size: Int, _ chosen: KernelPath, _ automatic: () -> [T], _ forced: (KernelPath) -> [T]) {
        if automatic() != forced(chosen) { wrong.append(size) }
        small += forced(.small)
        direct += forced(.direct)
        blas += forced(.blas)
    }
}
