// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CLAPACKE
public import ComplexModule
public import RealModule

/// Estimates of condition numbers, for one scalar type, column-major, under their LAPACK names.
///
/// No interface for users: nothing is checked here.
public protocol ConditionRoutines {
    /// The type of an entry.
    associatedtype Element
    /// The type of a magnitude.
    associatedtype RealType

    /// The reciprocal condition from the factors of *getrf*. `work` is 4·n elements, `realWork` 2·n, `integerWork` n.
    static func gecon(
        _ norm: OperatorNorm, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int, _ anorm: RealType,
        _ rcond: UnsafeMutablePointer<RealType>, _ work: UnsafeMutablePointer<Element>,
        _ realWork: UnsafeMutablePointer<RealType>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int
    /// The same from the factor of *potrf*. `work` is 3·n elements, `realWork` and `integerWork` n.
    static func pocon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int, _ anorm: RealType,
        _ rcond: UnsafeMutablePointer<RealType>, _ work: UnsafeMutablePointer<Element>,
        _ realWork: UnsafeMutablePointer<RealType>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int
    /// The same of a triangular matrix. `work` is 3·n elements, `realWork` and `integerWork` n.
    static func trcon(
        _ norm: OperatorNorm, _ triangle: Triangle, _ diagonal: Diagonal, _ n: Int, _ a: UnsafeMutablePointer<Element>,
        _ lda: Int, _ rcond: UnsafeMutablePointer<RealType>, _ work: UnsafeMutablePointer<Element>,
        _ realWork: UnsafeMutablePointer<RealType>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int
    /// The same from the factors of *sytrf* (*sycon_3*). `work` is 2·n elements, `integerWork` n.
    static func sycon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ e: UnsafeMutablePointer<Element>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: RealType,
        _ rcond: UnsafeMutablePointer<RealType>, _ work: UnsafeMutablePointer<Element>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int
    /// The same from the factors of *hetrf* (*hecon_3*).
    static func hecon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ e: UnsafeMutablePointer<Element>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: RealType,
        _ rcond: UnsafeMutablePointer<RealType>, _ work: UnsafeMutablePointer<Element>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int
    /// A step of the estimate of a one-norm: asks by `kase` for `x` times the matrix (1) or its adjoint (2), until it is 0.
    /// `v` is n elements, `signs` n and `state` 3 integers.
    static func lacn2(
        _ n: Int, _ v: UnsafeMutablePointer<Element>, _ x: UnsafeMutablePointer<Element>,
        _ signs: UnsafeMutablePointer<Int32>, _ estimate: UnsafeMutablePointer<RealType>,
        _ kase: UnsafeMutablePointer<Int32>, _ state: UnsafeMutablePointer<Int32>
    ) -> Int
}

extension FloatRoutines {
    public static func gecon(
        _ norm: OperatorNorm, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ anorm: Float,
        _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>,
        _ realWork: UnsafeMutablePointer<Float>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_sgecon_work(
                LAPACK_COL_MAJOR, norm.lapack, blasInt(n), a, blasInt(lda), anorm, rcond, work, integerWork))
    }

    public static func pocon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ anorm: Float,
        _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>,
        _ realWork: UnsafeMutablePointer<Float>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_spocon_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), anorm, rcond, work, integerWork))
    }

    public static func trcon(
        _ norm: OperatorNorm, _ triangle: Triangle, _ diagonal: Diagonal, _ n: Int, _ a: UnsafeMutablePointer<Float>,
        _ lda: Int, _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>,
        _ realWork: UnsafeMutablePointer<Float>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_strcon_work(
                LAPACK_COL_MAJOR, norm.lapack, triangle.lapack, diagonal.lapack, blasInt(n), a, blasInt(lda), rcond,
                work, integerWork))
    }

    public static func sycon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ e: UnsafeMutablePointer<Float>,
        _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Float, _ rcond: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_ssycon_3_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), e, pivots, anorm, rcond, work,
                integerWork))
    }

    public static func hecon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ e: UnsafeMutablePointer<Float>,
        _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Float, _ rcond: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_ssycon_3_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), e, pivots, anorm, rcond, work,
                integerWork))
    }

    public static func lacn2(
        _ n: Int, _ v: UnsafeMutablePointer<Float>, _ x: UnsafeMutablePointer<Float>,
        _ signs: UnsafeMutablePointer<Int32>, _ estimate: UnsafeMutablePointer<Float>,
        _ kase: UnsafeMutablePointer<Int32>, _ state: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_slacn2_work(blasInt(n), v, x, signs, estimate, kase, state))
    }
}

extension DoubleRoutines {
    public static func gecon(
        _ norm: OperatorNorm, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>,
        _ realWork: UnsafeMutablePointer<Double>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_dgecon_work(
                LAPACK_COL_MAJOR, norm.lapack, blasInt(n), a, blasInt(lda), anorm, rcond, work, integerWork))
    }

    public static func pocon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>,
        _ realWork: UnsafeMutablePointer<Double>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_dpocon_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), anorm, rcond, work, integerWork))
    }

    public static func trcon(
        _ norm: OperatorNorm, _ triangle: Triangle, _ diagonal: Diagonal, _ n: Int, _ a: UnsafeMutablePointer<Double>,
        _ lda: Int, _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>,
        _ realWork: UnsafeMutablePointer<Double>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_dtrcon_work(
                LAPACK_COL_MAJOR, norm.lapack, triangle.lapack, diagonal.lapack, blasInt(n), a, blasInt(lda), rcond,
                work, integerWork))
    }

    public static func sycon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ e: UnsafeMutablePointer<Double>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_dsycon_3_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), e, pivots, anorm, rcond, work,
                integerWork))
    }

    public static func hecon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ e: UnsafeMutablePointer<Double>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_dsycon_3_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), e, pivots, anorm, rcond, work,
                integerWork))
    }

    public static func lacn2(
        _ n: Int, _ v: UnsafeMutablePointer<Double>, _ x: UnsafeMutablePointer<Double>,
        _ signs: UnsafeMutablePointer<Int32>, _ estimate: UnsafeMutablePointer<Double>,
        _ kase: UnsafeMutablePointer<Int32>, _ state: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_dlacn2_work(blasInt(n), v, x, signs, estimate, kase, state))
    }
}

extension ComplexFloatRoutines {
    public static func gecon(
        _ norm: OperatorNorm, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int, _ anorm: Float,
        _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Complex<Float>>,
        _ realWork: UnsafeMutablePointer<Float>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_cgecon_work(
                LAPACK_COL_MAJOR, norm.lapack, blasInt(n), raw(a), blasInt(lda), anorm, rcond, raw(work), realWork))
    }

    public static func pocon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int, _ anorm: Float,
        _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Complex<Float>>,
        _ realWork: UnsafeMutablePointer<Float>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_cpocon_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), anorm, rcond, raw(work), realWork))
    }

    public static func trcon(
        _ norm: OperatorNorm, _ triangle: Triangle, _ diagonal: Diagonal, _ n: Int,
        _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int, _ rcond: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Complex<Float>>, _ realWork: UnsafeMutablePointer<Float>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_ctrcon_work(
                LAPACK_COL_MAJOR, norm.lapack, triangle.lapack, diagonal.lapack, blasInt(n), raw(a), blasInt(lda),
                rcond, raw(work), realWork))
    }

    public static func sycon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ e: UnsafeMutablePointer<Complex<Float>>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Float,
        _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Complex<Float>>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_csycon_3_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), raw(e), pivots, anorm, rcond,
                raw(work)))
    }

    public static func hecon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ e: UnsafeMutablePointer<Complex<Float>>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Float,
        _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Complex<Float>>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_checon_3_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), raw(e), pivots, anorm, rcond,
                raw(work)))
    }

    public static func lacn2(
        _ n: Int, _ v: UnsafeMutablePointer<Complex<Float>>, _ x: UnsafeMutablePointer<Complex<Float>>,
        _ signs: UnsafeMutablePointer<Int32>, _ estimate: UnsafeMutablePointer<Float>,
        _ kase: UnsafeMutablePointer<Int32>, _ state: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_clacn2_work(blasInt(n), raw(v), raw(x), estimate, kase, state))
    }
}

extension ComplexDoubleRoutines {
    public static func gecon(
        _ norm: OperatorNorm, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Complex<Double>>,
        _ realWork: UnsafeMutablePointer<Double>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_zgecon_work(
                LAPACK_COL_MAJOR, norm.lapack, blasInt(n), raw(a), blasInt(lda), anorm, rcond, raw(work), realWork))
    }

    public static func pocon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Complex<Double>>,
        _ realWork: UnsafeMutablePointer<Double>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_zpocon_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), anorm, rcond, raw(work), realWork))
    }

    public static func trcon(
        _ norm: OperatorNorm, _ triangle: Triangle, _ diagonal: Diagonal, _ n: Int,
        _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int, _ rcond: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Complex<Double>>, _ realWork: UnsafeMutablePointer<Double>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_ztrcon_work(
                LAPACK_COL_MAJOR, norm.lapack, triangle.lapack, diagonal.lapack, blasInt(n), raw(a), blasInt(lda),
                rcond, raw(work), realWork))
    }

    public static func sycon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ e: UnsafeMutablePointer<Complex<Double>>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Complex<Double>>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_zsycon_3_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), raw(e), pivots, anorm, rcond,
                raw(work)))
    }

    public static func hecon(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ e: UnsafeMutablePointer<Complex<Double>>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Complex<Double>>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_zhecon_3_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), raw(e), pivots, anorm, rcond,
                raw(work)))
    }

    public static func lacn2(
        _ n: Int, _ v: UnsafeMutablePointer<Complex<Double>>, _ x: UnsafeMutablePointer<Complex<Double>>,
        _ signs: UnsafeMutablePointer<Int32>, _ estimate: UnsafeMutablePointer<Double>,
        _ kase: UnsafeMutablePointer<Int32>, _ state: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_zlacn2_work(blasInt(n), raw(v), raw(x), estimate, kase, state))
    }
}
