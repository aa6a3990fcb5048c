internal import ComplexModule
internal import RealModule

// MARK: - Matrices

extension Kernels {
    /// c = alpha·op(a)·op(b) + beta·c, by the path that is best for the size. Known in BLAS as *gemm*.
    ///
    /// With `beta` zero `c` is only written; with `alpha` zero `a` and `b` are not read.
    @inlinable @inline(__always)
    package static func gemm<T: Scalar>(
        _ transA: Transpose, _ transB: Transpose, _ alpha: T, _ a: UnsafeMatrix<T>, _ b: UnsafeMatrix<T>, _ beta: T,
        _ c: UnsafeMatrix<T>
    ) {
        let (m, k) = transA == .none ? (a.rows, a.columns) : (a.columns, a.rows)
        let (kB, n) = transB == .none ? (b.rows, b.columns) : (b.columns, b.rows)
        if k != kB || m != c.rows || n != c.columns { trapOnProduct(m, k, kB, n, c.rows, c.columns) }
        if T.Routines.directGemm(
            transA, transB, m, n, k, alpha, a.base, a.rowStride, b.base, b.rowStride, beta, c.base, c.rowStride)
        {
            return
        }
        gemmBySize(transA, transB, alpha, a, b, beta, c)
    }

    @usableFromInline
    static func gemmBySize<T: Scalar>(
        _ transA: Transpose, _ transB: Transpose, _ alpha: T, _ a: UnsafeMatrix<T>, _ b: UnsafeMatrix<T>, _ beta: T,
        _ c: UnsafeMatrix<T>
    ) {
        let k = transA == .none ? a.columns : a.rows
        gemm(transA, transB, alpha, a, b, beta, c, path: GEMMPath.choose(transA, transB, c.rows, c.columns, k))
    }

    /// The same by a given path.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func gemm<T: Scalar>(
        _ transA: Transpose, _ transB: Transpose, _ alpha: T, _ a: UnsafeMatrix<T>, _ b: UnsafeMatrix<T>, _ beta: T,
        _ c: UnsafeMatrix<T>, path: KernelPath
    ) {
        let (m, k) = transA == .none ? (a.rows, a.columns) : (a.columns, a.rows)
        let (kB, n) = transB == .none ? (b.rows, b.columns) : (b.columns, b.rows)
        if k != kB || m != c.rows || n != c.columns { trapOnProduct(m, k, kB, n, c.rows, c.columns) }
        if m == 0 || n == 0 { return }
        if alpha == 0 || k == 0 { return scale(c, by: beta) }
        var path = path
        if path == .direct {
            if T.Routines.ownGemm(
                transA, transB, m, n, k, alpha, a.base, a.rowStride, b.base, b.rowStride, beta, c.base, c.rowStride)
            {
                return
            }
            path = GEMMPath.fallback(m, n, k)
        }
        if path == .small { return SmallKernels.gemm(transA, transB, inner: k, alpha, a, b, beta, c) }
        let beta = prescaled(c, beta)
        CallGate.pass {
            T.Routines.gemm(
                transA, transB, m, n, k, alpha, a.base, a.leadingDimension, b.base, b.leadingDimension, beta, c.base,
                c.leadingDimension)
        }
    }

    /// cᵢ = alpha·op(aᵢ)·op(bᵢ) + beta·cᵢ of as many matrices, each as high, one below the other in each argument.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func gemmStack<T: Scalar>(
        _ count: Int, _ transA: Transpose, _ transB: Transpose, _ alpha: T, _ a: UnsafeMatrix<T>, _ b: UnsafeMatrix<T>,
        _ beta: T, _ c: UnsafeMatrix<T>
    ) {
        require(count >= 1, "multiply: a stack of \(count) matrices")
        let (rowsA, rowsB, m) = (a.rows / count, b.rows / count, c.rows / count)
        let (heightA, k) = transA == .none ? (rowsA, a.columns) : (a.columns, rowsA)
        let (kB, n) = transB == .none ? (rowsB, b.columns) : (b.columns, rowsB)
        require(
            rowsA * count == a.rows && rowsB * count == b.rows && m * count == c.rows && heightA == m && k == kB
                && n == c.columns, "multiply: stacks of \(count) matrices in \(a.shape) by \(b.shape) into \(c.shape)")
        if m == 0 || n == 0 { return }
        if alpha == 0 || k == 0 { return scale(c, by: beta) }
        let (stepA, stepB, stepC) = (rowsA * a.rowStride, rowsB * b.rowStride, m * c.rowStride)
        if GEMMPath.choose(transA, transB, m, n, k) == .direct
            && T.Routines.ownGemmStack(
                count, transA, transB, m, n, k, alpha, a.base, a.rowStride, stepA, b.base, b.rowStride, stepB, beta,
                c.base, c.rowStride, stepC)
        {
            return
        }
        for i in 0..<count {
            gemm(
                transA, transB, alpha,
                UnsafeMatrix(a.base + i * stepA, rows: rowsA, columns: a.columns, rowStride: a.rowStride),
                UnsafeMatrix(b.base + i * stepB, rows: rowsB, columns: b.columns, rowStride: b.rowStride), beta,
                UnsafeMatrix(c.base + i * stepC, rows: m, columns: n, rowStride: c.rowStride))
        }
    }

    @usableFromInline @inline(never)
    static func trapOnProduct(_ m: Int, _ k: Int, _ kB: Int, _ n: Int, _ rows: Int, _ columns: Int) -> Never {
        trap("multiply: \(m)×\(k) by \(kB)×\(n) into \(rows)×\(columns)")
    }

    /// c = alpha·a·b + beta·c, or alpha·b·a + beta·c, for symmetric or Hermitian `a`, of which one triangle is read.
    /// Known in BLAS as *symm*, *hemm*.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func hemm<T: Scalar>(
        _ side: Side, _ triangle: Triangle, _ alpha: T, _ a: UnsafeMatrix<T>, _ b: UnsafeMatrix<T>, _ beta: T,
        _ c: UnsafeMatrix<T>
    ) {
        require(
            a.rows == a.columns && a.rows == (side == .left ? b.rows : b.columns) && b.rows == c.rows
                && b.columns == c.columns,
            "multiply: symmetric \(a.shape) on the \(side) of \(b.shape) into \(c.shape)")
        if c.rows == 0 || c.columns == 0 { return }
        if alpha == 0 { return scale(c, by: beta) }
        let beta = prescaled(c, beta)
        CallGate.pass {
            T.Routines.hemm(
                side, triangle, c.rows, c.columns, alpha, a.base, a.leadingDimension, b.base, b.leadingDimension, beta,
                c.base, c.leadingDimension)
        }
    }

    /// c = alpha·op(a)·op(a)ᴴ + beta·c in one triangle of `c`; a transposed `a` is conjugated too. Known in BLAS as
    /// *syrk*, *herk*.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func herk<T: Scalar>(
        _ triangle: Triangle, _ transA: Transpose, _ alpha: T.RealType, _ a: UnsafeMatrix<T>, _ beta: T.RealType,
        _ c: UnsafeMatrix<T>
    ) {
        let (n, k) = transA == .none ? (a.rows, a.columns) : (a.columns, a.rows)
        require(
            c.rows == c.columns && n == c.rows,
            "addSymmetricProduct: \(n)×\(k) times its transpose into \(c.shape)")
        if n == 0 { return }
        var beta = beta
        if alpha == 0 || k == 0 || !beta.isFinite {
            scale(c, by: T(real: beta), in: triangle)
            if alpha == 0 || k == 0 { return }
            beta = 1
        }
        CallGate.pass {
            T.Routines.herk(
                triangle, transA == .none ? .none : .conjugateTranspose, n, k, alpha, a.base, a.leadingDimension, beta,
                c.base, c.leadingDimension)
        }
    }

    /// b = alpha·op(a)⁻¹·b, or alpha·b·op(a)⁻¹, for triangular `a`, whose diagonal must not contain zero. Known in
    /// BLAS as *trsm*.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func trsm<T: Scalar>(
        _ side: Side, _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ alpha: T, _ a: UnsafeMatrix<T>,
        _ b: UnsafeMatrix<T>
    ) {
        require(
            a.rows == a.columns && a.rows == (side == .left ? b.rows : b.columns),
            "solveTriangular: \(a.shape) on the \(side) of \(b.shape)")
        if b.rows == 0 || b.columns == 0 { return }
        if alpha == 0 { return scale(b, by: 0) }
        if diagonal == .nonUnit && a.hasDelicateDiagonal {
            scale(b, by: alpha)
            let conjugating = transA == .conjugateTranspose
            // On the right, X·op(A) = B is op(A)ᵀ·Xᵀ = Bᵀ.
            for i in 0..<(side == .left ? b.columns : b.rows) {
                let line =
                    side == .left ? UnsafeVector(b.base + i, count: b.rows, stride: b.rowStride) : b.row(i)
                substitute(
                    triangle, transposing: (transA != .none) == (side == .left), conjugating: conjugating, diagonal, a,
                    line)
            }
            return
        }
        let alpha = prescaled(b, alpha)
        CallGate.pass {
            T.Routines.trsm(
                side, triangle, transA, diagonal, b.rows, b.columns, alpha, a.base, a.leadingDimension, b.base,
                b.leadingDimension)
        }
    }

    /// c *= beta as BLAS means it: with `beta` zero `c` is only written.
    @inline(__always)
    static func scale<T: Scalar>(_ c: UnsafeMatrix<T>, by beta: T) {
        for i in 0..<c.rows { scale(UnsafeVector(c.base + i * c.rowStride, count: c.columns), by: beta) }
    }

    /// The same within one triangle of a square matrix.
    @inline(__always)
    static func scale<T: Scalar>(_ c: UnsafeMatrix<T>, by beta: T, in triangle: Triangle) {
        for i in 0..<c.rows {
            let columns = triangle == .lower ? 0..<(i + 1) : i..<c.columns
            scale(UnsafeVector(c.base + (i * c.rowStride + columns.lowerBound), count: columns.count), by: beta)
        }
    }

    /// What is left of a factor of `c` for OpenBLAS: an infinite or NaN one is applied here.
    @inline(__always)
    static func prescaled<T: Scalar>(_ c: UnsafeMatrix<T>, _ beta: T) -> T {
        if beta.isFinite { return beta }
        scale(c, by: beta)
        return 1
    }
}
