// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CLAPACKE
public import ComplexModule
public import RealModule

/// Factors of symmetric and Hermitian matrices, for one scalar type, column-major, under their LAPACK names.
///
/// No interface for users: nothing is checked here.
public protocol IndefiniteRoutines {
    /// The type of an entry.
    associatedtype Element
    /// The type of a magnitude.
    associatedtype RealType

    /// P·L·D·Lᵀ·Pᵀ of one triangle of a symmetric matrix in place, by bounded Bunch-Kaufman pivoting (*sytrf_rk*);
    /// `e` has what stands beside the diagonal of D, and `pivots` are one-based, negative for the two of a 2×2 block.
    static func sytrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ e: UnsafeMutablePointer<Element>, _ pivots: UnsafeMutablePointer<Int32>,
        _ work: UnsafeMutablePointer<Element>, _ lwork: Int
    ) -> Int
    /// The same of a Hermitian matrix, with Lᴴ (*hetrf_rk*); of a real one the same as *sytrf*.
    static func hetrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ e: UnsafeMutablePointer<Element>, _ pivots: UnsafeMutablePointer<Int32>,
        _ work: UnsafeMutablePointer<Element>, _ lwork: Int
    ) -> Int
}

extension FloatRoutines {
    public static func sytrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ e: UnsafeMutablePointer<Float>,
        _ pivots: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Float>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_ssytrf_rk_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), e, pivots, work, blasInt(lwork)))
    }

    public static func hetrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ e: UnsafeMutablePointer<Float>,
        _ pivots: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Float>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_ssytrf_rk_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), e, pivots, work, blasInt(lwork)))
    }
}

extension DoubleRoutines {
    public static func sytrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ e: UnsafeMutablePointer<Double>, _ pivots: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Double>,
        _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_dsytrf_rk_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), e, pivots, work, blasInt(lwork)))
    }

    public static func hetrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ e: UnsafeMutablePointer<Double>, _ pivots: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Double>,
        _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_dsytrf_rk_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), e, pivots, work, blasInt(lwork)))
    }
}

extension ComplexFloatRoutines {
    public static func sytrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ e: UnsafeMutablePointer<Complex<Float>>, _ pivots: UnsafeMutablePointer<Int32>,
        _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_csytrf_rk_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), raw(e), pivots, raw(work),
                blasInt(lwork)))
    }

    public static func hetrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ e: UnsafeMutablePointer<Complex<Float>>, _ pivots: UnsafeMutablePointer<Int32>,
        _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_chetrf_rk_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), raw(e), pivots, raw(work),
                blasInt(lwork)))
    }
}

extension ComplexDoubleRoutines {
    public static func sytrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ e: UnsafeMutablePointer<Complex<Double>>, _ pivots: UnsafeMutablePointer<Int32>,
        _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_zsytrf_rk_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), raw(e), pivots, raw(work),
                blasInt(lwork)))
    }

    public static func hetrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ e: UnsafeMutablePointer<Complex<Double>>, _ pivots: UnsafeMutablePointer<Int32>,
        _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_zhetrf_rk_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), raw(e), pivots, raw(work),
                blasInt(lwork)))
    }
}
