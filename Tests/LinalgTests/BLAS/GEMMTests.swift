import Linalg
import ReferenceKernels
import TestSupport
import Testing

extension BLASTests {
    @Test(arguments: ScalarKind.allCases)
    func gemmOverSizes(_ kind: ScalarKind) { gemmOverSizes(kind.type) }

    private func gemmOverSizes<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 1)
        for (index, size) in Sizes.products.enumerated() {
            let transA = Transpose.allCases[index % 3]
            let transB = Transpose.allCases[index / 3 % 3]
            let alpha = Factors.alphas(T.self)[1 + index % 2]
            // Out of step with either transpose.
            let beta = Factors.betas(T.self)[(index + index / 3) % 3]
            for path in [KernelPath.small, .direct, .blas, nil] {
                checkGEMM(transA, transB, size, alpha, beta, path, gap: index % 2 * 3, using: &generator)
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func gemmOverTransposesAndFactors(_ kind: ScalarKind) { gemmOverTransposesAndFactors(kind.type) }

    private func gemmOverTransposesAndFactors<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 2)
        for size in [(3, 2, 4), (5, 4, 3), (17, 13, 11)] + Sizes.aroundProducts {
            for transA in Transpose.allCases {
                for transB in Transpose.allCases {
                    for alpha in Factors.alphas(T.self) {
                        for beta in Factors.betas(T.self) {
                            checkGEMM(transA, transB, size, alpha, beta, nil, gap: 2, using: &generator)
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func gemmAcrossThreads(_ kind: ScalarKind) { gemmAcrossThreads(kind.type) }

    private func gemmAcrossThreads<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 3)
        checkGEMM(
            .none, .conjugateTranspose, (200, 201, 199), T(0.7, -0.4), T(1.3, 0.6), nil, gap: 3, using: &generator)
        checkGEMM(.transpose, .none, (130, 200, 70), 1, 0, nil, gap: 0, using: &generator)
    }

    /// Sizes for which the path also depends on OpenBLAS's threads: every path, whatever their number is now.
    @Test(arguments: RealKind.allCases)
    func gemmOfLargeOperands(_ kind: RealKind) { gemmOfLargeOperands(kind.type) }

    private func gemmOfLargeOperands<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 7)
        for (index, size) in Sizes.large.enumerated() {
            for (transA, transB) in [(Transpose.none, Transpose.none), (.none, .transpose), (.transpose, .none)] {
                let beta = Factors.betas(T.self)[index % 3]
                for path in [KernelPath.direct, .blas, nil] {
                    checkGEMM(transA, transB, size, 0.7, beta, path, gap: index % 2 * 3, using: &generator)
                }
            }
        }
    }

    private func checkGEMM<T: TestScalar>(
        _ transA: Transpose, _ transB: Transpose, _ size: (m: Int, n: Int, k: Int), _ alpha: T, _ beta: T,
        _ path: KernelPath?, gap: Int, using generator: inout Generator
    ) {
        let (m, n, k) = size
        let (rowsA, columnsA) = transA == .none ? (m, k) : (k, m)
        let (rowsB, columnsB) = transB == .none ? (k, n) : (n, k)
        let a = PaddedMatrix<T>(rowsA, columnsA, gap: gap, using: &generator, unread: alpha == 0)
        let b = PaddedMatrix<T>(rowsB, columnsB, gap: gap, using: &generator, unread: alpha == 0)
        let c = PaddedMatrix<T>(m, n, gap: gap, using: &generator, unread: beta == 0)
        let before = WideMatrix(c.view)
        if let path {
            Kernels.gemm(transA, transB, alpha, a.view, b.view, beta, c.view, path: path)
        } else {
            Kernels.gemm(transA, transB, alpha, a.view, b.view, beta, c.view)
        }
        let ratio = Ratio.product(
            c.view, alpha: alpha, WideMatrix(a.view).applying(transA), WideMatrix(b.view).applying(transB), beta: beta,
            before)
        #expect(
            RatioLog.record("gemm", T.self, ratio) <= Ratio.productLimit,
            "\(T.name) \(transA) \(transB) \(size) alpha \(alpha) beta \(beta) path \(String(describing: path))")
        #expect(a.isUnchanged && b.isUnchanged && c.sentinelsIntact, "\(T.name) \(transA) \(transB) \(size)")
    }

    /// The second oracle: the plain loops of the package at the same precision.
    @Test(arguments: RealKind.allCases)
    func gemmAgreesWithReference(_ kind: RealKind) { gemmAgreesWithReference(kind.type) }

    private func gemmAgreesWithReference<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 4)
        for size in [(4, 4, 4), (5, 4, 3), (10, 50, 7), (50, 3, 50)] {
            let (m, n, k) = size
            for transA in [false, true] {
                for transB in [false, true] {
                    let a = PaddedMatrix<T>(transA ? k : m, transA ? m : k, gap: 1, using: &generator)
                    let b = PaddedMatrix<T>(transB ? n : k, transB ? k : n, gap: 2, using: &generator)
                    let c = PaddedMatrix<T>(m, n, gap: 3, using: &generator)
                    let expected = PaddedMatrix<T>(rows: m, columns: n) { c.view[$0, $1] }
                    Reference.gemm(
                        transposeA: transA, transposeB: transB, rows: m, columns: n, inner: k, alpha: 0.7,
                        a: a.view.base, rowStrideA: a.view.rowStride, b: b.view.base, rowStrideB: b.view.rowStride,
                        beta: 1.3, c: expected.view.base, rowStrideC: expected.view.rowStride)
                    let bound =
                        WideMatrix(a.view).applying(transA ? .transpose : .none).magnitudes()
                        * WideMatrix(b.view).applying(transB ? .transpose : .none).magnitudes()
                        + WideMatrix(c.view).magnitudes()
                    Kernels.gemm(
                        transA ? .transpose : .none, transB ? .transpose : .none, 0.7, a.view, b.view, 1.3, c.view)
                    let ratio = Ratio.entrywise(
                        WideMatrix(c.view), WideMatrix(expected.view), bound: bound, T.self)
                    #expect(RatioLog.record("gemm to Reference", T.self, ratio) <= Ratio.productLimit)
                }
            }
        }
    }

    /// An infinite or NaN factor does to each entry what arithmetic says.
    @Test(arguments: ScalarKind.allCases)
    func gemmWithSpecialFactors(_ kind: ScalarKind) { gemmWithSpecialFactors(kind.type) }

    private func gemmWithSpecialFactors<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 5)
        for size in [2, 40] {
            for special: T in Factors.special() {
                for path in [KernelPath.small, .direct, .blas] {
                    for alpha: T in Factors.alphas() {
                        let a = PaddedMatrix<T>(size, size, gap: 1, using: &generator, unread: alpha == 0)
                        let c = PaddedMatrix<T>(size, size, gap: 1, using: &generator)
                        let before = c.view.all
                        Kernels.gemm(.none, .none, alpha, a.view, a.view, special, c.view, path: path)
                        #expect(
                            matches(c.view.all, before.map { special * $0 }), "beta \(special) alpha \(alpha) \(path)")
                        #expect(c.sentinelsIntact)
                    }
                    let a = PaddedMatrix<T>(size, size, gap: 1, using: &generator)
                    let c = PaddedMatrix<T>(size, size, gap: 1, using: &generator, unread: true)
                    Kernels.gemm(.none, .none, special, a.view, a.view, 0, c.view, path: path)
                    #expect(c.view.all.allSatisfy { !$0.isFinite }, "alpha \(special) \(path)")
                }
            }
            // No inner size: only beta is left.
            let nothing = PaddedMatrix<T>(size, 0, gap: 1, using: &generator)
            let c = PaddedMatrix<T>(size, size, gap: 1, using: &generator)
            Kernels.gemm(.none, .transpose, 1, nothing.view, nothing.view, .nan, c.view)
            #expect(c.view.all.allSatisfy { $0.containsNaN })
        }
    }

    /// A NaN or an infinity among the operands reaches exactly the entries that depend on it.
    @Test(arguments: ScalarKind.allCases)
    func gemmSpreadsNaNToItsRow(_ kind: ScalarKind) { gemmSpreadsNaNToItsRow(kind.type) }

    private func gemmSpreadsNaNToItsRow<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 6)
        for size in [3, 30] {
            for path in [KernelPath.small, .direct, .blas] {
                let a = PaddedMatrix<T>(size, size, gap: 1, using: &generator)
                let b = PaddedMatrix<T>(size, size, gap: 1, using: &generator)
                let c = PaddedMatrix<T>(size, size, gap: 1, using: &generator)
                a.view[1, 2] = .nan
                // Zero times NaN is NaN too.
                for j in 0..<size { b.view[2, j] = 0 }
                Kernels.gemm(.none, .none, 1, a.view, b.view, 0, c.view, path: path)
                for i in 0..<size {
                    for j in 0..<size { #expect(c.view[i, j].containsNaN == (i == 1), "[\(i), \(j)] \(path)") }
                }
            }
        }
    }
}

/// Whether each pair agrees: equal up to rounding, or not finite, both or neither; for a real type also in which way.
func matches<T: TestScalar>(_ computed: [T], _ expected: [T]) -> Bool {
    computed.count == expected.count
        && zip(computed, expected).allSatisfy { a, b in
            if !T.isComplex && b.containsNaN { return a.containsNaN }
            if !b.isFinite { return !a.isFinite && (T.isComplex || a.realPart == b.realPart) }
            return (a - b).modulus <= 16 * T.RealType.ulpOfOne * b.modulus
        }
}
