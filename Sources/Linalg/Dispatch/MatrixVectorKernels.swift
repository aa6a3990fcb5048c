internal import ComplexModule
internal import RealModule

// MARK: - A matrix and vectors

extension Kernels {
    /// y = alpha·op(a)·x + beta·y, by the path that is best for the size. Known in BLAS as *gemv*.
    ///
    /// With `beta` zero `y` is only written; with `alpha` zero `a` and `x` are not read.
    @inlinable @inline(__always)
    package static func gemv<T: Scalar>(
        _ transA: Transpose, _ alpha: T, _ a: UnsafeMatrix<T>, _ x: UnsafeVector<T>, _ beta: T, _ y: UnsafeVector<T>
    ) {
        let (rows, inner) = transA == .none ? (a.rows, a.columns) : (a.columns, a.rows)
        if inner != x.count || rows != y.count { trapOnProduct(rows, inner, x.count, y.count) }
        if T.Routines.directGemv(
            transA, a.rows, a.columns, alpha, a.base, a.rowStride, x.base, x.stride, beta, y.base, y.stride)
        {
            return
        }
        gemv(transA, alpha, a, x, beta, y, path: GEMVPath.choose(transA, a.rows, a.columns))
    }

    /// The same by a given path.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func gemv<T: Scalar>(
        _ transA: Transpose, _ alpha: T, _ a: UnsafeMatrix<T>, _ x: UnsafeVector<T>, _ beta: T, _ y: UnsafeVector<T>,
        path: KernelPath
    ) {
        let (rows, inner) = transA == .none ? (a.rows, a.columns) : (a.columns, a.rows)
        if inner != x.count || rows != y.count { trapOnProduct(rows, inner, x.count, y.count) }
        if rows == 0 { return }
        if alpha == 0 || inner == 0 { return scale(y, by: beta) }
        var path = path
        if path == .direct {
            if T.Routines.ownGemv(
                transA, a.rows, a.columns, alpha, a.base, a.rowStride, x.base, x.stride, beta, y.base, y.stride)
            {
                return
            }
            path = GEMVPath.fallback(a.rows, a.columns)
        }
        if path == .small { return SmallKernels.gemv(transA, alpha, a, x, beta, y) }
        let beta = prescaled(y, beta)
        CallGate.pass {
            T.Routines.gemv(
                transA, a.rows, a.columns, alpha, a.base, a.leadingDimension, x.base, x.stride, beta, y.base, y.stride)
        }
    }

    @usableFromInline @inline(never)
    static func trapOnProduct(_ rows: Int, _ inner: Int, _ x: Int, _ y: Int) -> Never {
        trap("multiply: \(rows)×\(inner) by a vector of \(x) into a vector of \(y)")
    }

    /// a += alpha·x·op(y)ᵀ, by the path that is best for the size. Known in BLAS as *ger*, *geru*, *gerc*.
    @inlinable @inline(__always)
    package static func ger<T: Scalar>(
        _ alpha: T, _ x: UnsafeVector<T>, _ y: UnsafeVector<T>, conjugatingSecond: Bool = false, _ a: UnsafeMatrix<T>
    ) {
        if x.count != a.rows || y.count != a.columns { trapOnUpdate(x.count, y.count, a.rows, a.columns) }
        if T.Routines.directGer(
            a.rows, a.columns, alpha, x.base, x.stride, y.base, y.stride, a.base, a.rowStride)
        {
            return
        }
        let path = GEMVPath.chooseForUpdate(a.rows, a.columns)
        ger(alpha, x, y, conjugatingSecond: conjugatingSecond, a, path: path)
    }

    /// The same by a given path.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func ger<T: Scalar>(
        _ alpha: T, _ x: UnsafeVector<T>, _ y: UnsafeVector<T>, conjugatingSecond: Bool = false, _ a: UnsafeMatrix<T>,
        path: KernelPath
    ) {
        if x.count != a.rows || y.count != a.columns { trapOnUpdate(x.count, y.count, a.rows, a.columns) }
        if alpha == 0 || x.count == 0 || y.count == 0 { return }
        var path = path
        if path == .direct {
            if T.Routines.ownGer(
                a.rows, a.columns, alpha, x.base, x.stride, y.base, y.stride, a.base, a.rowStride)
            {
                return
            }
            path = GEMVPath.fallback(a.rows, a.columns)
        }
        if path == .small { return SmallKernels.ger(alpha, x, y, conjugatingSecond: conjugatingSecond, a) }
        CallGate.pass {
            if conjugatingSecond {
                T.Routines.gerc(
                    a.rows, a.columns, alpha, x.base, x.stride, y.base, y.stride, a.base, a.leadingDimension)
            } else {
                T.Routines.geru(
                    a.rows, a.columns, alpha, x.base, x.stride, y.base, y.stride, a.base, a.leadingDimension)
            }
        }
    }

    @usableFromInline @inline(never)
    static func trapOnUpdate(_ x: Int, _ y: Int, _ rows: Int, _ columns: Int) -> Never {
        trap("addOuterProduct: vectors of \(x) and \(y) entries to a \(rows)×\(columns) matrix")
    }

    /// y = alpha·a·x + beta·y for symmetric or Hermitian `a`, of which one triangle is read. Known in BLAS as *symv*,
    /// *hemv*.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func hemv<T: Scalar>(
        _ triangle: Triangle, _ alpha: T, _ a: UnsafeMatrix<T>, _ x: UnsafeVector<T>, _ beta: T, _ y: UnsafeVector<T>
    ) {
        require(
            a.rows == a.columns && x.count == a.columns && y.count == a.rows,
            "multiply: symmetric \(a.shape) by a vector of \(x.count) into a vector of \(y.count)")
        if a.rows == 0 { return }
        if alpha == 0 { return scale(y, by: beta) }
        let beta = prescaled(y, beta)
        CallGate.pass {
            T.Routines.hemv(
                triangle, a.rows, alpha, a.base, a.leadingDimension, x.base, x.stride, beta, y.base, y.stride)
        }
    }

    /// x = op(a)⁻¹·x for triangular `a`, whose diagonal must not contain zero. Known in BLAS as *trsv*.
    @usableFromInline
    package static func trsv<T: Scalar>(
        _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ a: UnsafeMatrix<T>, _ x: UnsafeVector<T>
    ) {
        require(
            a.rows == a.columns && x.count == a.rows,
            "solveTriangular: \(a.shape) with a right-hand side of \(x.count)")
        if a.rows == 0 { return }
        if diagonal == .nonUnit && a.hasDelicateDiagonal {
            return substitute(
                triangle, transposing: transA != .none, conjugating: transA == .conjugateTranspose, diagonal, a, x)
        }
        CallGate.pass {
            T.Routines.trsv(triangle, transA, diagonal, a.rows, a.base, a.leadingDimension, x.base, x.stride)
        }
    }

    /// x = op(a)⁻¹·x for triangular a by substitution, with a division by each entry of the diagonal.
    ///
    /// Transposing and conjugating apart, so that the right side of a product can be solved for too.
    static func substitute<T: Scalar>(
        _ triangle: Triangle, transposing: Bool, conjugating: Bool, _ diagonal: Diagonal, _ a: UnsafeMatrix<T>,
        _ x: UnsafeVector<T>
    ) {
        func element(_ i: Int, _ j: Int) -> T {
            let element = transposing ? a[j, i] : a[i, j]
            return conjugating ? element.conjugated : element
        }
        let isLower = (triangle == .lower) != transposing
        for step in 0..<x.count {
            let i = isLower ? step : x.count - 1 - step
            var rest = x[i]
            for j in isLower ? 0..<i : (i + 1)..<x.count { rest -= element(i, j) * x[j] }
            x[i] = diagonal == .unit ? rest : rest / element(i, i)
        }
    }

    /// y *= beta as BLAS means it: with `beta` zero `y` is only written.
    @inline(__always)
    static func scale<T: Scalar>(_ y: UnsafeVector<T>, by beta: T) {
        if beta == 1 { return }
        for i in 0..<y.count { y[i] = beta == 0 ? 0 : beta * y[i] }
    }

    /// What is left of `beta` for OpenBLAS, which takes a NaN for a zero: an infinite or NaN factor is applied here.
    @inline(__always)
    static func prescaled<T: Scalar>(_ y: UnsafeVector<T>, _ beta: T) -> T {
        if beta.isFinite { return beta }
        scale(y, by: beta)
        return 1
    }
}

extension UnsafeMatrix {
    /// Whether the reciprocal of a diagonal entry, by which OpenBLAS multiplies where a division is meant, overflows or
    /// loses bits: the entry is subnormal, or near the largest number of the type.
    var hasDelicateDiagonal: Bool {
        (0..<rows).contains { i in
            let size = self[i, i].modulus
            return size < .leastNormalMagnitude || (size > .greatestFiniteMagnitude / 4 && size.isFinite)
        }
    }
}
