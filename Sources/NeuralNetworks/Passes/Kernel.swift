internal import Linalg
internal import ReferenceKernels

/// Which implementation computes the products of a network.
public enum Kernel: String, Sendable, Hashable, CaseIterable {
    /// The package's own products where the processor has wide vectors, otherwise OpenBLAS; inlined loops where a call costs
    /// more than the product.
    case automatic = "auto"
    /// OpenBLAS for every product.
    case blas
    /// Plain Swift for every product: slow, and obviously right.
    case reference
}

/// The products that forward and backward passes consist of. The reference kernels read a Boolean for a transposition.
extension Kernel {
    /// y = op(a)·x.
    @inline(__always)
    func multiply<T: RealScalar>(
        _ a: UnsafeMatrix<T>, transposed: Bool, _ x: UnsafeVector<T>, into y: UnsafeVector<T>
    ) {
        let transpose: Transpose = transposed ? .transpose : .none
        switch self {
        case .automatic:
            // Inlined here: a call costs as much as the whole product of a tiny layer.
            if GEMVPath.choose(a.rows, a.columns) == .small {
                SmallKernels.gemv(transpose, 1, a, x, 0, y)
            } else {
                Kernels.gemv(transpose, 1, a, x, 0, y, path: .blas)
            }
        case .blas: Kernels.gemv(transpose, 1, a, x, 0, y, path: .blas)
        case .reference:
            Reference.gemv(
                transpose: transposed, rows: a.rows, columns: a.columns, alpha: 1, a: a.base, rowStride: a.rowStride,
                x: x.base, strideX: x.stride, beta: 0, y: y.base, strideY: y.stride)
        }
    }

    /// c = op(a)·op(b).
    @inline(__always)
    func multiply<T: RealScalar>(
        _ a: UnsafeMatrix<T>, transposed transposedA: Bool, _ b: UnsafeMatrix<T>, transposed transposedB: Bool,
        into c: UnsafeMatrix<T>
    ) {
        let (transA, transB): (Transpose, Transpose) = (
            transposedA ? .transpose : .none, transposedB ? .transpose : .none
        )
        switch self {
        case .automatic:
            guard T.Routines.hasProducts else { return Kernels.gemm(transA, transB, 1, a, b, 0, c) }
            T.Routines.product(
                transposedA, transposedB, c.rows, c.columns, transposedA ? a.rows : a.columns, 1, a.base, a.rowStride,
                b.base, b.rowStride, 0, c.base, c.rowStride)
        case .blas: Kernels.gemm(transA, transB, 1, a, b, 0, c, path: .blas)
        case .reference:
            Reference.gemm(
                transposeA: transposedA, transposeB: transposedB, rows: c.rows, columns: c.columns,
                inner: transposedA ? a.rows : a.columns, alpha: 1, a: a.base, rowStrideA: a.rowStride, b: b.base,
                rowStrideB: b.rowStride, beta: 0, c: c.base, rowStrideC: c.rowStride)
        }
    }

    /// a = x·yᵀ: *ger* onto zeros.
    @inline(__always)
    func outerProduct<T: RealScalar>(_ x: UnsafeVector<T>, _ y: UnsafeVector<T>, into a: UnsafeMatrix<T>) {
        if self == .automatic && GEMVPath.choose(a.rows, a.columns) == .small {
            for i in 0..<a.rows {
                for j in 0..<a.columns { a[i, j] = x[i] * y[j] }
            }
            return
        }
        a.base.update(repeating: 0, count: a.rows &* a.columns)
        switch self {
        case .automatic: Kernels.ger(1, x, y, a, path: .blas)
        case .blas: Kernels.ger(1, x, y, a, path: .blas)
        case .reference:
            Reference.ger(
                rows: a.rows, columns: a.columns, alpha: 1, x: x.base, strideX: x.stride, y: y.base,
                strideY: y.stride, a: a.base, rowStride: a.rowStride)
        }
    }

    /// The sum of each column of `a`, row after row.
    @inline(__always)
    func sumColumns<T: RealScalar>(_ a: UnsafeMatrix<T>, into sums: UnsafeVector<T>) {
        guard self == .reference else {
            return T.Routines.columnSums(a.rows, a.columns, a.rowStride, a.base, sums.base)
        }
        sums.base.update(repeating: 0, count: sums.count)
        for i in 0..<a.rows {
            Reference.axpy(
                count: sums.count, alpha: 1, x: a.row(i).base, strideX: 1, y: sums.base, strideY: sums.stride)
        }
    }
}
