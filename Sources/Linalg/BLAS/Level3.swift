// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CBLAS
public import ComplexModule

// BLAS level 3: matrices.

extension FloatRoutines {
    public static func gemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float,
        _ a: UnsafePointer<Float>,
        _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int, _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        cblas_sgemm(
            CblasRowMajor, transA.cblas, transB.cblas, blasInt(m), blasInt(n), blasInt(k), alpha, a, blasInt(lda), b,
            blasInt(ldb), beta, c, blasInt(ldc))
    }

    public static func hemm(
        _ side: Side, _ triangle: Triangle, _ m: Int, _ n: Int, _ alpha: Float, _ a: UnsafePointer<Float>, _ lda: Int,
        _ b: UnsafePointer<Float>, _ ldb: Int, _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        cblas_ssymm(
            CblasRowMajor, side.cblas, triangle.cblas, blasInt(m), blasInt(n), alpha, a, blasInt(lda), b, blasInt(ldb),
            beta, c, blasInt(ldc))
    }

    public static func herk(
        _ triangle: Triangle, _ transA: Transpose, _ n: Int, _ k: Int, _ alpha: Float, _ a: UnsafePointer<Float>,
        _ lda: Int, _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        cblas_ssyrk(
            CblasRowMajor, triangle.cblas, transA.cblas, blasInt(n), blasInt(k), alpha, a, blasInt(lda), beta, c,
            blasInt(ldc))
    }

    public static func trsm(
        _ side: Side, _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ m: Int, _ n: Int,
        _ alpha: Float, _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) {
        cblas_strsm(
            CblasRowMajor, side.cblas, triangle.cblas, transA.cblas, diagonal.cblas, blasInt(m), blasInt(n), alpha, a,
            blasInt(lda), b, blasInt(ldb))
    }
}

extension DoubleRoutines {
    public static func gemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Double,
        _ a: UnsafePointer<Double>,
        _ lda: Int, _ b: UnsafePointer<Double>, _ ldb: Int, _ beta: Double, _ c: UnsafeMutablePointer<Double>,
        _ ldc: Int
    ) {
        cblas_dgemm(
            CblasRowMajor, transA.cblas, transB.cblas, blasInt(m), blasInt(n), blasInt(k), alpha, a, blasInt(lda), b,
            blasInt(ldb), beta, c, blasInt(ldc))
    }

    public static func hemm(
        _ side: Side, _ triangle: Triangle, _ m: Int, _ n: Int, _ alpha: Double, _ a: UnsafePointer<Double>, _ lda: Int,
        _ b: UnsafePointer<Double>, _ ldb: Int, _ beta: Double, _ c: UnsafeMutablePointer<Double>, _ ldc: Int
    ) {
        cblas_dsymm(
            CblasRowMajor, side.cblas, triangle.cblas, blasInt(m), blasInt(n), alpha, a, blasInt(lda), b, blasInt(ldb),
            beta, c, blasInt(ldc))
    }

    public static func herk(
        _ triangle: Triangle, _ transA: Transpose, _ n: Int, _ k: Int, _ alpha: Double, _ a: UnsafePointer<Double>,
        _ lda: Int, _ beta: Double, _ c: UnsafeMutablePointer<Double>, _ ldc: Int
    ) {
        cblas_dsyrk(
            CblasRowMajor, triangle.cblas, transA.cblas, blasInt(n), blasInt(k), alpha, a, blasInt(lda), beta, c,
            blasInt(ldc))
    }

    public static func trsm(
        _ side: Side, _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ m: Int, _ n: Int,
        _ alpha: Double, _ a: UnsafePointer<Double>, _ lda: Int, _ b: UnsafeMutablePointer<Double>, _ ldb: Int
    ) {
        cblas_dtrsm(
            CblasRowMajor, side.cblas, triangle.cblas, transA.cblas, diagonal.cblas, blasInt(m), blasInt(n), alpha, a,
            blasInt(lda), b, blasInt(ldb))
    }
}

extension ComplexFloatRoutines {
    public static func gemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element,
        _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element,
        _ c: UnsafeMutablePointer<Element>, _ ldc: Int
    ) {
        withUnsafePointers(alpha, beta) {
            cblas_cgemm(
                CblasRowMajor, transA.cblas, transB.cblas, blasInt(m), blasInt(n), blasInt(k), $0, a, blasInt(lda), b,
                blasInt(ldb), $1, c, blasInt(ldc))
        }
    }

    public static func hemm(
        _ side: Side, _ triangle: Triangle, _ m: Int, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>,
        _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element, _ c: UnsafeMutablePointer<Element>,
        _ ldc: Int
    ) {
        withUnsafePointers(alpha, beta) {
            cblas_chemm(
                CblasRowMajor, side.cblas, triangle.cblas, blasInt(m), blasInt(n), $0, a, blasInt(lda), b,
                blasInt(ldb), $1, c, blasInt(ldc))
        }
    }

    public static func herk(
        _ triangle: Triangle, _ transA: Transpose, _ n: Int, _ k: Int, _ alpha: Float, _ a: UnsafePointer<Element>,
        _ lda: Int, _ beta: Float, _ c: UnsafeMutablePointer<Element>, _ ldc: Int
    ) {
        cblas_cherk(
            CblasRowMajor, triangle.cblas, transA.cblas, blasInt(n), blasInt(k), alpha, a, blasInt(lda), beta, c,
            blasInt(ldc))
    }

    public static func trsm(
        _ side: Side, _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ m: Int, _ n: Int,
        _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafeMutablePointer<Element>, _ ldb: Int
    ) {
        withUnsafePointer(to: alpha) {
            cblas_ctrsm(
                CblasRowMajor, side.cblas, triangle.cblas, transA.cblas, diagonal.cblas, blasInt(m), blasInt(n), $0, a,
                blasInt(lda), b, blasInt(ldb))
        }
    }
}

extension ComplexDoubleRoutines {
    public static func gemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element,
        _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element,
        _ c: UnsafeMutablePointer<Element>, _ ldc: Int
    ) {
        withUnsafePointers(alpha, beta) {
            cblas_zgemm(
                CblasRowMajor, transA.cblas, transB.cblas, blasInt(m), blasInt(n), blasInt(k), $0, a, blasInt(lda), b,
                blasInt(ldb), $1, c, blasInt(ldc))
        }
    }

    public static func hemm(
        _ side: Side, _ triangle: Triangle, _ m: Int, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>,
        _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element, _ c: UnsafeMutablePointer<Element>,
        _ ldc: Int
    ) {
        withUnsafePointers(alpha, beta) {
            cblas_zhemm(
                CblasRowMajor, side.cblas, triangle.cblas, blasInt(m), blasInt(n), $0, a, blasInt(lda), b,
                blasInt(ldb), $1, c, blasInt(ldc))
        }
    }

    public static func herk(
        _ triangle: Triangle, _ transA: Transpose, _ n: Int, _ k: Int, _ alpha: Double, _ a: UnsafePointer<Element>,
        _ lda: Int, _ beta: Double, _ c: UnsafeMutablePointer<Element>, _ ldc: Int
    ) {
        cblas_zherk(
            CblasRowMajor, triangle.cblas, transA.cblas, blasInt(n), blasInt(k), alpha, a, blasInt(lda), beta, c,
            blasInt(ldc))
    }

    public static func trsm(
        _ side: Side, _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ m: Int, _ n: Int,
        _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafeMutablePointer<Element>, _ ldb: Int
    ) {
        withUnsafePointer(to: alpha) {
            cblas_ztrsm(
                CblasRowMajor, side.cblas, triangle.cblas, transA.cblas, diagonal.cblas, blasInt(m), blasInt(n), $0, a,
                blasInt(lda), b, blasInt(ldb))
        }
    }
}
