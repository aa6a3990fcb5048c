import Linalg
import ReferenceKernels
import TestSupport
import Testing

extension BLASTests {
    // MARK: gemv

    @Test(arguments: ScalarKind.allCases)
    func gemv(_ kind: ScalarKind) { gemv(kind.type) }

    private func gemv<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 11)
        var index = 0
        for size in Sizes.matrices {
            for transA in Transpose.allCases {
                for path in [KernelPath.small, .direct, .blas, nil] where size.rows < 100 || path == nil {
                    // Each size meets each pair of factors on some path or transpose; a small one meets all.
                    let factors = size.rows <= 5 && size.columns <= 5 ? 0..<9 : index % 9..<index % 9 + 1
                    for factor in factors {
                        checkGEMV(
                            transA, size, Factors.alphas(T.self)[factor / 3], Factors.betas(T.self)[factor % 3], path,
                            gap: index % 2 * 3, strides: Strides.pair(index), using: &generator)
                        index += 1
                    }
                }
            }
        }
    }

    private func checkGEMV<T: TestScalar>(
        _ transA: Transpose, _ size: (rows: Int, columns: Int), _ alpha: T, _ beta: T, _ path: KernelPath?, gap: Int,
        strides: (Int, Int), using generator: inout Generator
    ) {
        let (rows, inner) = transA == .none ? (size.rows, size.columns) : (size.columns, size.rows)
        let a = PaddedMatrix<T>(size.rows, size.columns, gap: gap, using: &generator, unread: alpha == 0)
        let x = PaddedVector<T>(inner, stride: strides.0, using: &generator, unread: alpha == 0)
        let y = PaddedVector<T>(rows, stride: strides.1, using: &generator, unread: beta == 0)
        let before = WideMatrix(y.view)
        if let path {
            Kernels.gemv(transA, alpha, a.view, x.view, beta, y.view, path: path)
        } else {
            Kernels.gemv(transA, alpha, a.view, x.view, beta, y.view)
        }
        let ratio = Ratio.product(
            y.view, alpha: alpha, WideMatrix(a.view).applying(transA), WideMatrix(x.view), beta: beta, before)
        #expect(
            RatioLog.record("gemv", T.self, ratio) <= Ratio.productLimit,
            "\(T.name) \(transA) \(size) alpha \(alpha) beta \(beta) path \(String(describing: path)) \(strides)")
        #expect(a.isUnchanged && x.isUnchanged && y.sentinelsIntact, "\(T.name) \(transA) \(size)")
    }

    @Test(arguments: RealKind.allCases)
    func gemvAgreesWithReference(_ kind: RealKind) { gemvAgreesWithReference(kind.type) }

    private func gemvAgreesWithReference<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 12)
        for (rows, columns) in [(8, 8), (9, 8), (50, 3), (3, 50)] {
            for transpose in [false, true] {
                let a = PaddedMatrix<T>(rows, columns, gap: 1, using: &generator)
                let x = PaddedVector<T>(transpose ? rows : columns, stride: 2, using: &generator)
                let y = PaddedVector<T>(transpose ? columns : rows, stride: 3, using: &generator)
                let expected = PaddedVector<T>(count: y.view.count) { y.view[$0] }
                Reference.gemv(
                    transpose: transpose, rows: rows, columns: columns, alpha: 0.7, a: a.view.base,
                    rowStride: a.view.rowStride, x: x.view.base, strideX: x.view.stride, beta: 1.3,
                    y: expected.view.base, strideY: expected.view.stride)
                let operation = transpose ? Transpose.transpose : .none
                let bound =
                    WideMatrix(a.view).applying(operation).magnitudes() * WideMatrix(x.view).magnitudes()
                    + WideMatrix(y.view).magnitudes()
                Kernels.gemv(operation, 0.7, a.view, x.view, 1.3, y.view)
                let ratio = Ratio.entrywise(WideMatrix(y.view), WideMatrix(expected.view), bound: bound, T.self)
                #expect(RatioLog.record("gemv to Reference", T.self, ratio) <= Ratio.productLimit)
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func gemvWithSpecialFactors(_ kind: ScalarKind) { gemvWithSpecialFactors(kind.type) }

    private func gemvWithSpecialFactors<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 13)
        for size in [2, 40] {
            for special: T in Factors.special() {
                for transA in Transpose.allCases {
                    for path in [KernelPath.small, .direct, .blas] {
                        for alpha: T in Factors.alphas() {
                            let a = PaddedMatrix<T>(size, size, gap: 1, using: &generator, unread: alpha == 0)
                            let x = PaddedVector<T>(size, stride: 2, using: &generator, unread: alpha == 0)
                            let y = PaddedVector<T>(size, stride: 2, using: &generator)
                            let before = y.view.all
                            Kernels.gemv(transA, alpha, a.view, x.view, special, y.view, path: path)
                            #expect(matches(y.view.all, before.map { special * $0 }), "beta \(special) \(path)")
                            #expect(y.sentinelsIntact)
                        }
                        let a = PaddedMatrix<T>(size, size, gap: 1, using: &generator)
                        let x = PaddedVector<T>(size, stride: 2, using: &generator)
                        let y = PaddedVector<T>(size, stride: 2, using: &generator, unread: true)
                        Kernels.gemv(transA, special, a.view, x.view, 0, y.view, path: path)
                        #expect(y.view.all.allSatisfy { !$0.isFinite }, "alpha \(special) \(path)")
                    }
                }
            }
        }
    }

    // MARK: ger

    @Test(arguments: ScalarKind.allCases)
    func ger(_ kind: ScalarKind) { ger(kind.type) }

    private func ger<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 14)
        var index = 0
        for (rows, columns) in Sizes.matrices {
            for conjugating in [false, true] {
                for path in [KernelPath.small, .direct, .blas, nil] where rows < 100 || path == nil {
                    for alpha: T in rows < 100 ? Factors.alphas() : [T(0.7, -0.4)] {
                        index += 1
                        let strides = Strides.pair(index)
                        let x = PaddedVector<T>(rows, stride: strides.0, using: &generator, unread: alpha == 0)
                        let y = PaddedVector<T>(columns, stride: strides.1, using: &generator, unread: alpha == 0)
                        let a = PaddedMatrix<T>(rows, columns, gap: index % 2 * 3, using: &generator)
                        let before = WideMatrix(a.view)
                        if let path {
                            Kernels.ger(alpha, x.view, y.view, conjugatingSecond: conjugating, a.view, path: path)
                        } else {
                            Kernels.ger(alpha, x.view, y.view, conjugatingSecond: conjugating, a.view)
                        }
                        let ratio = Ratio.product(
                            a.view, alpha: alpha, WideMatrix(x.view),
                            WideMatrix(y.view).applying(conjugating ? .conjugateTranspose : .transpose), beta: 1, before
                        )
                        #expect(
                            RatioLog.record("ger", T.self, ratio) <= Ratio.productLimit,
                            "\(T.name) \(rows)×\(columns) alpha \(alpha) path \(String(describing: path))")
                        #expect(x.isUnchanged && y.isUnchanged && a.sentinelsIntact, "\(T.name) \(rows)×\(columns)")
                    }
                }
            }
        }
    }

    @Test(arguments: RealKind.allCases)
    func gerAgreesWithReference(_ kind: RealKind) { gerAgreesWithReference(kind.type) }

    private func gerAgreesWithReference<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 15)
        for (rows, columns) in [(8, 8), (9, 8), (50, 3)] {
            let x = PaddedVector<T>(rows, stride: 2, using: &generator)
            let y = PaddedVector<T>(columns, stride: 1, using: &generator)
            let a = PaddedMatrix<T>(rows, columns, gap: 1, using: &generator)
            let expected = PaddedMatrix<T>(rows: rows, columns: columns) { a.view[$0, $1] }
            Reference.ger(
                rows: rows, columns: columns, alpha: 0.7, x: x.view.base, strideX: x.view.stride, y: y.view.base,
                strideY: y.view.stride, a: expected.view.base, rowStride: expected.view.rowStride)
            let bound =
                WideMatrix(x.view).magnitudes() * WideMatrix(y.view).applying(.transpose).magnitudes()
                + WideMatrix(a.view).magnitudes()
            Kernels.ger(0.7, x.view, y.view, a.view)
            let ratio = Ratio.entrywise(WideMatrix(a.view), WideMatrix(expected.view), bound: bound, T.self)
            #expect(RatioLog.record("ger to Reference", T.self, ratio) <= Ratio.productLimit)
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func gerWithSpecialFactors(_ kind: ScalarKind) { gerWithSpecialFactors(kind.type) }

    private func gerWithSpecialFactors<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 16)
        for size in [2, 40] {
            for special: T in Factors.special() {
                for path in [KernelPath.small, .direct, .blas] {
                    let x = PaddedVector<T>(size, stride: 2, using: &generator)
                    let a = PaddedMatrix<T>(size, size, gap: 1, using: &generator)
                    Kernels.ger(special, x.view, x.view, a.view, path: path)
                    #expect(a.view.all.allSatisfy { !$0.isFinite }, "alpha \(special) \(path)")
                    #expect(a.sentinelsIntact)
                }
            }
        }
    }
}
