// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CBLAS
public import ComplexModule

// BLAS level 2: a matrix and vectors.

extension FloatRoutines {
    public static func gemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Float, _ a: UnsafePointer<Float>, _ lda: Int,
        _ x: UnsafePointer<Float>, _ sx: Int, _ beta: Float, _ y: UnsafeMutablePointer<Float>, _ sy: Int
    ) {
        cblas_sgemv(
            CblasRowMajor, transA.cblas, blasInt(m), blasInt(n), alpha, a, blasInt(lda), x, blasInt(sx), beta, y,
            blasInt(sy))
    }

    public static func geru(
        _ m: Int, _ n: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafePointer<Float>, _ sy: Int,
        _ a: UnsafeMutablePointer<Float>, _ lda: Int
    ) {
        cblas_sger(CblasRowMajor, blasInt(m), blasInt(n), alpha, x, blasInt(sx), y, blasInt(sy), a, blasInt(lda))
    }

    public static func gerc(
        _ m: Int, _ n: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafePointer<Float>, _ sy: Int,
        _ a: UnsafeMutablePointer<Float>, _ lda: Int
    ) {
        geru(m, n, alpha, x, sx, y, sy, a, lda)
    }

    public static func hemv(
        _ triangle: Triangle, _ n: Int, _ alpha: Float, _ a: UnsafePointer<Float>, _ lda: Int,
        _ x: UnsafePointer<Float>,
        _ sx: Int, _ beta: Float, _ y: UnsafeMutablePointer<Float>, _ sy: Int
    ) {
        cblas_ssymv(
            CblasRowMajor, triangle.cblas, blasInt(n), alpha, a, blasInt(lda), x, blasInt(sx), beta, y, blasInt(sy))
    }

    public static func trsv(
        _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ n: Int, _ a: UnsafePointer<Float>,
        _ lda: Int, _ x: UnsafeMutablePointer<Float>, _ sx: Int
    ) {
        cblas_strsv(
            CblasRowMajor, triangle.cblas, transA.cblas, diagonal.cblas, blasInt(n), a, blasInt(lda), x, blasInt(sx))
    }
}

extension DoubleRoutines {
    public static func gemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Double, _ a: UnsafePointer<Double>, _ lda: Int,
        _ x: UnsafePointer<Double>, _ sx: Int, _ beta: Double, _ y: UnsafeMutablePointer<Double>, _ sy: Int
    ) {
        cblas_dgemv(
            CblasRowMajor, transA.cblas, blasInt(m), blasInt(n), alpha, a, blasInt(lda), x, blasInt(sx), beta, y,
            blasInt(sy))
    }

    public static func geru(
        _ m: Int, _ n: Int, _ alpha: Double, _ x: UnsafePointer<Double>, _ sx: Int, _ y: UnsafePointer<Double>,
        _ sy: Int,
        _ a: UnsafeMutablePointer<Double>, _ lda: Int
    ) {
        cblas_dger(CblasRowMajor, blasInt(m), blasInt(n), alpha, x, blasInt(sx), y, blasInt(sy), a, blasInt(lda))
    }

    public static func gerc(
        _ m: Int, _ n: Int, _ alpha: Double, _ x: UnsafePointer<Double>, _ sx: Int, _ y: UnsafePointer<Double>,
        _ sy: Int,
        _ a: UnsafeMutablePointer<Double>, _ lda: Int
    ) {
        geru(m, n, alpha, x, sx, y, sy, a, lda)
    }

    public static func hemv(
        _ triangle: Triangle, _ n: Int, _ alpha: Double, _ a: UnsafePointer<Double>, _ lda: Int,
        _ x: UnsafePointer<Double>,
        _ sx: Int, _ beta: Double, _ y: UnsafeMutablePointer<Double>, _ sy: Int
    ) {
        cblas_dsymv(
            CblasRowMajor, triangle.cblas, blasInt(n), alpha, a, blasInt(lda), x, blasInt(sx), beta, y, blasInt(sy))
    }

    public static func trsv(
        _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ n: Int, _ a: UnsafePointer<Double>,
        _ lda: Int, _ x: UnsafeMutablePointer<Double>, _ sx: Int
    ) {
        cblas_dtrsv(
            CblasRowMajor, triangle.cblas, transA.cblas, diagonal.cblas, blasInt(n), a, blasInt(lda), x, blasInt(sx))
    }
}

extension ComplexFloatRoutines {
    /// As a *gemm* with one column: OpenBLAS 0.3.21's complex *gemv* without transposition reads out of bounds.
    public static func gemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int,
        _ x: UnsafePointer<Element>, _ sx: Int, _ beta: Element, _ y: UnsafeMutablePointer<Element>, _ sy: Int
    ) {
        let (rows, inner) = transA == .none ? (m, n) : (n, m)
        gemm(transA, .none, rows, 1, inner, alpha, a, lda, x, sx, beta, y, sy)
    }

    public static func geru(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>,
        _ sy: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int
    ) {
        withUnsafePointer(to: alpha) {
            cblas_cgeru(CblasRowMajor, blasInt(m), blasInt(n), $0, x, blasInt(sx), y, blasInt(sy), a, blasInt(lda))
        }
    }

    public static func gerc(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>,
        _ sy: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int
    ) {
        withUnsafePointer(to: alpha) {
            cblas_cgerc(CblasRowMajor, blasInt(m), blasInt(n), $0, x, blasInt(sx), y, blasInt(sy), a, blasInt(lda))
        }
    }

    /// As a *hemm* with one column: OpenBLAS 0.3.21's complex *hemv* reads out of bounds too, for n mod 8 = 6.
    public static func hemv(
        _ triangle: Triangle, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int,
        _ x: UnsafePointer<Element>, _ sx: Int, _ beta: Element, _ y: UnsafeMutablePointer<Element>, _ sy: Int
    ) {
        hemm(.left, triangle, n, 1, alpha, a, lda, x, sx, beta, y, sy)
    }

    /// As a *trsm* with one column, for the same reason: within *trsv* OpenBLAS calls its complex *gemv*.
    public static func trsv(
        _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ n: Int, _ a: UnsafePointer<Element>,
        _ lda: Int, _ x: UnsafeMutablePointer<Element>, _ sx: Int
    ) {
        trsm(.left, triangle, transA, diagonal, n, 1, 1, a, lda, x, sx)
    }
}

extension ComplexDoubleRoutines {
    /// As a *gemm* with one column: OpenBLAS 0.3.21's complex *gemv* without transposition reads out of bounds.
    public static func gemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int,
        _ x: UnsafePointer<Element>, _ sx: Int, _ beta: Element, _ y: UnsafeMutablePointer<Element>, _ sy: Int
    ) {
        let (rows, inner) = transA == .none ? (m, n) : (n, m)
        gemm(transA, .none, rows, 1, inner, alpha, a, lda, x, sx, beta, y, sy)
    }

    public static func geru(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>,
        _ sy: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int
    ) {
        withUnsafePointer(to: alpha) {
            cblas_zgeru(CblasRowMajor, blasInt(m), blasInt(n), $0, x, blasInt(sx), y, blasInt(sy), a, blasInt(lda))
        }
    }

    public static func gerc(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>,
        _ sy: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int
    ) {
        withUnsafePointer(to: alpha) {
            cblas_zgerc(CblasRowMajor, blasInt(m), blasInt(n), $0, x, blasInt(sx), y, blasInt(sy), a, blasInt(lda))
        }
    }

    /// As a *hemm* with one column: OpenBLAS 0.3.21's complex *hemv* reads out of bounds too, for n mod 8 = 6.
    public static func hemv(
        _ triangle: Triangle, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int,
        _ x: UnsafePointer<Element>, _ sx: Int, _ beta: Element, _ y: UnsafeMutablePointer<Element>, _ sy: Int
    ) {
        hemm(.left, triangle, n, 1, alpha, a, lda, x, sx, beta, y, sy)
    }

    /// As a *trsm* with one column, for the same reason: within *trsv* OpenBLAS calls its complex *gemv*.
    public static func trsv(
        _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ n: Int, _ a: UnsafePointer<Element>,
        _ lda: Int, _ x: UnsafeMutablePointer<Element>, _ sx: Int
    ) {
        trsm(.left, triangle, transA, diagonal, n, 1, 1, a, lda, x, sx)
    }
}
