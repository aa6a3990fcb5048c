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
        if transA == .none {
            for i in 0..<a.rows {
                var sum = T.zero
                for j in 0..<a.columns { sum += a[i, j] * x[j] }
                y[i] = beta == 0 ? alpha * sum : alpha * sum + beta * y[i]
            }
        } else {
            for j in 0..<a.columns {
                var sum = T.zero
                for i in 0..<a.rows {
                    sum += (transA == .conjugateTranspose ? a[i, j].conjugated : a[i, j]) * x[i]
                }
                y[j] = beta == 0 ? alpha * sum : alpha * sum + beta * y[j]
            }
        }
    }

    /// a += alpha·x·op(y)ᵀ.
    @inlinable @inline(__always)
    package static func ger<T: Scalar>(
        _ alpha: T, _ x: UnsafeVector<T>, _ y: UnsafeVector<T>, conjugatingSecond: Bool, _ a: UnsafeMatrix<T>
    ) {
        for i in 0..<a.rows {
            let scaled = alpha * x[i]
            for j in 0..<a.columns { a[i, j] += scaled * (conjugatingSecond ? y[j].conjugated : y[j]) }
        }
    }

    /// c = alpha·op(a)·op(b) + beta·c; with `beta` zero `c` is only written.
    @inlinable @inline(__always)
    package static func gemm<T: Scalar>(
        _ transA: Transpose, _ transB: Transpose, inner: Int, _ alpha: T, _ a: UnsafeMatrix<T>, _ b: UnsafeMatrix<T>,
        _ beta: T, _ c: UnsafeMatrix<T>
    ) {
        for i in 0..<c.rows {
            for j in 0..<c.columns {
                var sum = T.zero
                for p in 0..<inner { sum += element(a, transA, i, p) * element(b, transB, p, j) }
                c[i, j] = beta == 0 ? alpha * sum : alpha * sum + beta * c[i, j]
            }
        }
    }

    @inlinable @inline(__always)
    package static func element<T: Scalar>(_ a: UnsafeMatrix<T>, _ transA: Transpose, _ i: Int, _ j: Int) -> T {
        switch transA {
        case .none: a[i, j]
        case .transpose: a[j, i]
        case .conjugateTranspose: a[j, i].conjugated
        }
    }
}
