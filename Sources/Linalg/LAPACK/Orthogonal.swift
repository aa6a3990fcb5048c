// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CLAPACKE
public import ComplexModule
public import RealModule

extension FloatRoutines {
    public static func gelqf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ tau: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_sgelqf_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), a, blasInt(lda), tau, work, blasInt(lwork)))
    }

    public static func orglq(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ tau: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_sorglq_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(k), a, blasInt(lda), tau, work,
                blasInt(lwork)))
    }

    public static func geqp3(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ pivots: UnsafeMutablePointer<Int32>,
        _ tau: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>,
        _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(
            LAPACKE_sgeqp3_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), a, blasInt(lda), pivots, tau, work,
                blasInt(lwork)))
    }

    public static func orgqr(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ tau: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_sorgqr_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(k), a, blasInt(lda), tau, work,
                blasInt(lwork)))
    }

    public static func gesdd(
        _ vectors: SingularVectors, _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int,
        _ s: UnsafeMutablePointer<Float>, _ u: UnsafeMutablePointer<Float>,
        _ ldu: Int, _ vt: UnsafeMutablePointer<Float>, _ ldvt: Int, _ work: UnsafeMutablePointer<Float>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<Float>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_sgesdd_work(
                LAPACK_COL_MAJOR, vectors.lapack, blasInt(m), blasInt(n), a, blasInt(lda), s, u, blasInt(ldu),
                vt, blasInt(ldvt), work, blasInt(lwork), integerWork))
    }

    public static func heevd(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int,
        _ w: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>, _ lrwork: Int,
        _ integerWork: UnsafeMutablePointer<Int32>,
        _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_ssyevd_work(
                LAPACK_COL_MAJOR, wantsVectors ? 0x56 : 0x4E, triangle.lapack, blasInt(n), a, blasInt(lda), w,
                work, blasInt(lwork), integerWork, blasInt(liwork)))
    }
}

extension DoubleRoutines {
    public static func gelqf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int, _ tau: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Double>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_dgelqf_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), a, blasInt(lda), tau, work, blasInt(lwork)))
    }

    public static func orglq(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_dorglq_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(k), a, blasInt(lda), tau, work,
                blasInt(lwork)))
    }

    public static func geqp3(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int, _ pivots: UnsafeMutablePointer<Int32>,
        _ tau: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>,
        _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(
            LAPACKE_dgeqp3_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), a, blasInt(lda), pivots, tau, work,
                blasInt(lwork)))
    }

    public static func orgqr(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_dorgqr_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(k), a, blasInt(lda), tau, work,
                blasInt(lwork)))
    }

    public static func gesdd(
        _ vectors: SingularVectors, _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ s: UnsafeMutablePointer<Double>, _ u: UnsafeMutablePointer<Double>,
        _ ldu: Int, _ vt: UnsafeMutablePointer<Double>, _ ldvt: Int, _ work: UnsafeMutablePointer<Double>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<Double>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_dgesdd_work(
                LAPACK_COL_MAJOR, vectors.lapack, blasInt(m), blasInt(n), a, blasInt(lda), s, u, blasInt(ldu),
                vt, blasInt(ldvt), work, blasInt(lwork), integerWork))
    }

    public static func heevd(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ w: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Double>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>, _ lrwork: Int,
        _ integerWork: UnsafeMutablePointer<Int32>,
        _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_dsyevd_work(
                LAPACK_COL_MAJOR, wantsVectors ? 0x56 : 0x4E, triangle.lapack, blasInt(n), a, blasInt(lda), w,
                work, blasInt(lwork), integerWork, blasInt(liwork)))
    }
}

extension ComplexFloatRoutines {
    public static func gelqf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Complex<Float>>, _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_cgelqf_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), raw(a), blasInt(lda), raw(tau), raw(work), blasInt(lwork)))
    }

    public static func orglq(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Complex<Float>>, _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_cunglq_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(k), raw(a), blasInt(lda), raw(tau), raw(work),
                blasInt(lwork)))
    }

    public static func geqp3(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ pivots: UnsafeMutablePointer<Int32>, _ tau: UnsafeMutablePointer<Complex<Float>>,
        _ work: UnsafeMutablePointer<Complex<Float>>,
        _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(
            LAPACKE_cgeqp3_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), raw(a), blasInt(lda), pivots, raw(tau), raw(work),
                blasInt(lwork), realWork))
    }

    public static func orgqr(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Complex<Float>>, _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_cungqr_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(k), raw(a), blasInt(lda), raw(tau), raw(work),
                blasInt(lwork)))
    }

    public static func gesdd(
        _ vectors: SingularVectors, _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ s: UnsafeMutablePointer<Float>, _ u: UnsafeMutablePointer<Complex<Float>>,
        _ ldu: Int, _ vt: UnsafeMutablePointer<Complex<Float>>, _ ldvt: Int,
        _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_cgesdd_work(
                LAPACK_COL_MAJOR, vectors.lapack, blasInt(m), blasInt(n), raw(a), blasInt(lda), s, raw(u), blasInt(ldu),
                raw(vt), blasInt(ldvt), raw(work), blasInt(lwork), realWork, integerWork))
    }

    public static func heevd(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ w: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>,
        _ lrwork: Int, _ integerWork: UnsafeMutablePointer<Int32>,
        _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_cheevd_work(
                LAPACK_COL_MAJOR, wantsVectors ? 0x56 : 0x4E, triangle.lapack, blasInt(n), raw(a), blasInt(lda), w,
                raw(work), blasInt(lwork), realWork, blasInt(lrwork), integerWork, blasInt(liwork)))
    }
}

extension ComplexDoubleRoutines {
    public static func gelqf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Complex<Double>>, _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_zgelqf_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), raw(a), blasInt(lda), raw(tau), raw(work), blasInt(lwork)))
    }

    public static func orglq(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Complex<Double>>, _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_zunglq_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(k), raw(a), blasInt(lda), raw(tau), raw(work),
                blasInt(lwork)))
    }

    public static func geqp3(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ pivots: UnsafeMutablePointer<Int32>, _ tau: UnsafeMutablePointer<Complex<Double>>,
        _ work: UnsafeMutablePointer<Complex<Double>>,
        _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(
            LAPACKE_zgeqp3_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), raw(a), blasInt(lda), pivots, raw(tau), raw(work),
                blasInt(lwork), realWork))
    }

    public static func orgqr(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Complex<Double>>, _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_zungqr_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(k), raw(a), blasInt(lda), raw(tau), raw(work),
                blasInt(lwork)))
    }

    public static func gesdd(
        _ vectors: SingularVectors, _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ s: UnsafeMutablePointer<Double>, _ u: UnsafeMutablePointer<Complex<Double>>,
        _ ldu: Int, _ vt: UnsafeMutablePointer<Complex<Double>>, _ ldvt: Int,
        _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_zgesdd_work(
                LAPACK_COL_MAJOR, vectors.lapack, blasInt(m), blasInt(n), raw(a), blasInt(lda), s, raw(u), blasInt(ldu),
                raw(vt), blasInt(ldvt), raw(work), blasInt(lwork), realWork, integerWork))
    }

    public static func heevd(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ w: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>,
        _ lrwork: Int, _ integerWork: UnsafeMutablePointer<Int32>,
        _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_zheevd_work(
                LAPACK_COL_MAJOR, wantsVectors ? 0x56 : 0x4E, triangle.lapack, blasInt(n), raw(a), blasInt(lda), w,
                raw(work), blasInt(lwork), realWork, blasInt(lrwork), integerWork, blasInt(liwork)))
    }
}
