/// Inlined loops for operands of a few entries, where a call into BLAS would cost more than the arithmetic.
///
/// Shapes are checked and special factors dealt with by ``Kernels``, which decides when these run. They are generic
/// and always inlined, so that they take the caller's scalar type and often its sizes.
@usableFromInline
package enum SmallKernels {
    @inlinable @inline(__always)
    package static func dot<T: Scalar>(_ x: UnsafeVector<T>, _ y: UnsafeVector<T>, conjugatingFirst: Bool) -> T {
        var sum = T.zero
        if conjugatingFirst {
            for i in 0..<x.count { sum += x[i].conjugated * y[i] }
        } else {
            for i in 0..<x.count { sum += x[i] * y[i] }
        }
        return sum
    }

    /// y += alpha·x.
    @inlinable @inline(__always)
    package static func axpy<T: Scalar>(_ alpha: T, _ x: UnsafeVector<T>, _ y: UnsafeVector<T>) {
        for i in 0..<x.count { y[i] += alpha * x[i] }
    }

    /// y = alpha·op(a)·x + beta·y; with `beta` zero `y` is only written.
    @inlinable @inline(__always)
    package static func gemv<T: Scalar>(
        _ transA: Transpose, _ alpha: T, _ a: UnsafeMatrix<T>, _ x: UnsafeVector<T>, _ beta: T, _ y: UnsafeVector<T>
    ) {
        switch transA {
        case .none:
            for i in 0..<a.rows {
                var sum = T.zero
                let row = a.base + i &* a.rowStride
                for j in 0..<a.columns { sum += row[j] * x[j] }
                store(alpha * sum, beta, &y[i])
            }
        case .transpose: transposedGemv(alpha, a, x, beta, y) { $0 }
        case .conjugateTranspose: transposedGemv(alpha, a, x, beta, y) { $0.conjugated }
        }
    }

    @inlinable @inline(__always)
    static func transposedGemv<T: Scalar>(
        _ alpha: T, _ a: UnsafeMatrix<T>, _ x: UnsafeVector<T>, _ beta: T, _ y: UnsafeVector<T>, _ op: (T) -> T
    ) {
        for j in 0..<a.columns {
            var sum = T.zero
            for i in 0..<a.rows { sum += op(a[i, j]) * x[i] }
            store(alpha * sum, beta, &y[j])
        }
    }

    /// a += alpha·x·op(y)ᵀ.
    @inlinable @inline(__always)
    package static func ger<T: Scalar>(
        _ alpha: T, _ x: UnsafeVector<T>, _ y: UnsafeVector<T>, conjugatingSecond: Bool, _ a: UnsafeMatrix<T>
    ) {
        for i in 0..<a.rows {
            let scaled = alpha * x[i]
            let row = a.base + i &* a.rowStride
            if conjugatingSecond {
                for j in 0..<a.columns { row[j] += scaled * y[j].conjugated }
            } else {
                for j in 0..<a.columns { row[j] += scaled * y[j] }
            }
        }
    }

    /// c = alpha·op(a)·op(b) + beta·c; with `beta` zero `c` is only written.
    ///
    /// An operand's transposition exchanges its strides, so that one loop serves all.
    @inlinable @inline(__always)
    package static func gemm<T: Scalar>(
        _ transA: Transpose, _ transB: Transpose, inner: Int, _ alpha: T, _ a: UnsafeMatrix<T>, _ b: UnsafeMatrix<T>,
        _ beta: T, _ c: UnsafeMatrix<T>
    ) {
        let (downA, alongA) = transA == .none ? (a.rowStride, 1) : (1, a.rowStride)
        let (downB, alongB) = transB == .none ? (b.rowStride, 1) : (1, b.rowStride)
        let (conjugatingA, conjugatingB) = (transA == .conjugateTranspose, transB == .conjugateTranspose)
        for i in 0..<c.rows {
            let rowA = a.base + i &* downA
            for j in 0..<c.columns {
                let columnB = b.base + j &* alongB
                var sum = T.zero
                if conjugatingA || conjugatingB {
                    for p in 0..<inner {
                        let (x, y) = (rowA[p &* alongA], columnB[p &* downB])
                        sum += (conjugatingA ? x.conjugated : x) * (conjugatingB ? y.conjugated : y)
                    }
                } else {
                    for p in 0..<inner { sum += rowA[p &* alongA] * columnB[p &* downB] }
                }
                store(alpha * sum, beta, &c[i, j])
            }
        }
    }

    @inlinable @inline(__always)
    static func store<T: Scalar>(_ value: T, _ beta: T, _ target: inout T) {
        target = beta == 0 ? value : value + beta * target
    }
}
