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
        case .automatic: Kernels.gemv(transpose, 1, a, x, 0, y)
        case .blas: Kernels.gemv(transpose, 1, a, x, 0, y, path: .blas)
        case .reference:
            Reference.gemv(
                transpose: transposed, rows: a.rows, columns: a.columns, alpha: 1, a: a.base, rowStride: a.rowStride,
                x: x.base, strideX: x.stride, beta: 0, y: y.base, strideY: y.stride)
        }
    }

    /// c = alpha·op(a)·op(b) + beta·c.
    @inline(__always)
    func multiply<T: RealScalar>(
        _ a: UnsafeMatrix<T>, transposed transposedA: Bool, _ b: UnsafeMatrix<T>, transposed transposedB: Bool,
        alpha: T = 1, beta: T = 0, into c: UnsafeMatrix<T>
    ) {
        let (transA, transB): (Transpose, Transpose) = (
            transposedA ? .transpose : .none, transposedB ? .transpose : .none
        )
        switch self {
        case .automatic:
            guard T.Routines.hasProducts else { return Kernels.gemm(transA, transB, alpha, a, b, beta, c) }
            T.Routines.product(
                transposedA, transposedB, c.rows, c.columns, transposedA ? a.rows : a.columns, alpha, a.base,
                a.rowStride, b.base, b.rowStride, beta, c.base, c.rowStride)
        case .blas: Kernels.gemm(transA, transB, alpha, a, b, beta, c, path: .blas)
        case .reference:
            Reference.gemm(
                transposeA: transposedA, transposeB: transposedB, rows: c.rows, columns: c.columns,
                inner: transposedA ? a.rows : a.columns, alpha: alpha, a: a.base, rowStrideA: a.rowStride,
                b: b.base, rowStrideB: b.rowStride, beta: beta, c: c.base, rowStrideC: c.rowStride)
        }
    }

    /// c = a·op(b), for a batch of samples and a layer's weights, or a shard of them; the batch has `batchSize` samples.
    @inline(__always)
    func multiply<T: RealScalar>(
        _ a: UnsafeMatrix<T>, weights b: UnsafeMatrix<T>, transposed: Bool, batchSize: Int, into c: UnsafeMatrix<T>
    ) {
        // Ours packs the weights first, which takes longer than all else where few samples meet them. Few samples are not
        // shared among threads, so that the bits depend on the sizes alone.
        if self == .automatic && batchSize <= BatchPath.fewSamples && b.rows &* b.columns > BatchPath.fewWeights
            && GEMMPath.choose(.none, transposed ? .transpose : .none, a.rows, c.columns, a.columns, threads: 1)
                == .blas
        {
            return Kernel.blas.multiply(a, transposed: false, b, transposed: transposed, into: c)
        }
        multiply(a, transposed: false, b, transposed: transposed, into: c)
    }

    /// a = x·yᵀ: *ger* onto zeros.
    @inline(__always)
    func outerProduct<T: RealScalar>(_ x: UnsafeVector<T>, _ y: UnsafeVector<T>, into a: UnsafeMatrix<T>) {
        for i in 0..<a.rows { (a.base + i &* a.rowStride).update(repeating: 0, count: a.columns) }
        addOuterProduct(1, x, y, to: a)
    }

    /// a += alpha·x·yᵀ, for vectors without gaps.
    @inline(__always)
    func addOuterProduct<T: RealScalar>(
        _ alpha: T, _ x: UnsafeVector<T>, _ y: UnsafeVector<T>, to a: UnsafeMatrix<T>
    ) {
        switch self {
        case .automatic: T.Routines.addOuterProduct(a.rows, a.columns, alpha, x.base, y.base, a.base, a.rowStride)
        case .blas: Kernels.ger(alpha, x, y, a, path: .blas)
        case .reference:
            Reference.ger(
                rows: a.rows, columns: a.columns, alpha: alpha, x: x.base, strideX: x.stride, y: y.base,
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
