// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CLAPACKE
public import ComplexModule
public import RealModule

/// Factors of banded matrices, and solutions with them, for one scalar type, column-major, under their LAPACK names.
///
/// No interface for users: nothing is checked here.
public protocol BandedRoutines {
    /// The type of an entry.
    associatedtype Element
    /// The type of a magnitude.
    associatedtype RealType

    /// LU factors of an m×n band matrix with `lower` and `upper` diagonals in place, with one-based row exchanges.
    static func gbtrf(
        _ m: Int, _ n: Int, _ lower: Int, _ upper: Int, _ ab: UnsafeMutablePointer<Element>, _ ldab: Int,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int
    /// The solution of op(A)·X = B from the factors of *gbtrf*, in place of B.
    static func gbtrs(
        _ transpose: Transpose, _ n: Int, _ lower: Int, _ upper: Int, _ nrhs: Int, _ ab: UnsafeMutablePointer<Element>,
        _ ldab: Int, _ pivots: UnsafeMutablePointer<Int32>, _ b: UnsafeMutablePointer<Element>, _ ldb: Int
    ) -> Int
    /// The reciprocal condition from the factors of *gbtrf*. `work` is 3·n elements, `realWork` and `integerWork` n.
    static func gbcon(
        _ norm: OperatorNorm, _ n: Int, _ lower: Int, _ upper: Int, _ ab: UnsafeMutablePointer<Element>, _ ldab: Int,
        _ pivots: UnsafeMutablePointer<Int32>, _ anorm: RealType, _ rcond: UnsafeMutablePointer<RealType>,
        _ work: UnsafeMutablePointer<Element>, _ realWork: UnsafeMutablePointer<RealType>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int
    /// The Cholesky factor of one triangle of a band matrix in place.
    static func pbtrf(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ ab: UnsafeMutablePointer<Element>, _ ldab: Int
    ) -> Int
    /// The solution of A·X = B from the factor of *pbtrf*, in place of B.
    static func pbtrs(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ nrhs: Int, _ ab: UnsafeMutablePointer<Element>, _ ldab: Int,
        _ b: UnsafeMutablePointer<Element>, _ ldb: Int
    ) -> Int
    /// The reciprocal condition from the factor of *pbtrf*. `work` is 3·n elements, `realWork` and `integerWork` n.
    static func pbcon(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ ab: UnsafeMutablePointer<Element>, _ ldab: Int,
        _ anorm: RealType, _ rcond: UnsafeMutablePointer<RealType>, _ work: UnsafeMutablePointer<Element>,
        _ realWork: UnsafeMutablePointer<RealType>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int
}

extension FloatRoutines {
    public static func gbtrf(
        _ m: Int, _ n: Int, _ lower: Int, _ upper: Int, _ ab: UnsafeMutablePointer<Float>, _ ldab: Int,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_sgbtrf_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(lower), blasInt(upper), ab, blasInt(ldab), pivots))
    }

    public static func gbtrs(
        _ transpose: Transpose, _ n: Int, _ lower: Int, _ upper: Int, _ nrhs: Int, _ ab: UnsafeMutablePointer<Float>,
        _ ldab: Int, _ pivots: UnsafeMutablePointer<Int32>, _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_sgbtrs_work(
                LAPACK_COL_MAJOR, transpose.lapack, blasInt(n), blasInt(lower), blasInt(upper), blasInt(nrhs), ab,
                blasInt(ldab), pivots, b, blasInt(ldb)))
    }

    public static func gbcon(
        _ norm: OperatorNorm, _ n: Int, _ lower: Int, _ upper: Int, _ ab: UnsafeMutablePointer<Float>, _ ldab: Int,
        _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Float, _ rcond: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ realWork: UnsafeMutablePointer<Float>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_sgbcon_work(
                LAPACK_COL_MAJOR, norm.lapack, blasInt(n), blasInt(lower), blasInt(upper), ab, blasInt(ldab), pivots,
                anorm, rcond, work, integerWork))
    }

    public static func pbtrf(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ ab: UnsafeMutablePointer<Float>, _ ldab: Int
    ) -> Int {
        Int(LAPACKE_spbtrf_work(LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), ab, blasInt(ldab)))
    }

    public static func pbtrs(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ nrhs: Int, _ ab: UnsafeMutablePointer<Float>, _ ldab: Int,
        _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_spbtrs_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), blasInt(nrhs), ab, blasInt(ldab), b,
                blasInt(ldb)))
    }

    public static func pbcon(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ ab: UnsafeMutablePointer<Float>, _ ldab: Int, _ anorm: Float,
        _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>,
        _ realWork: UnsafeMutablePointer<Float>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_spbcon_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), ab, blasInt(ldab), anorm, rcond, work,
                integerWork))
    }
}

extension DoubleRoutines {
    public static func gbtrf(
        _ m: Int, _ n: Int, _ lower: Int, _ upper: Int, _ ab: UnsafeMutablePointer<Double>, _ ldab: Int,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_dgbtrf_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(lower), blasInt(upper), ab, blasInt(ldab), pivots))
    }

    public static func gbtrs(
        _ transpose: Transpose, _ n: Int, _ lower: Int, _ upper: Int, _ nrhs: Int, _ ab: UnsafeMutablePointer<Double>,
        _ ldab: Int, _ pivots: UnsafeMutablePointer<Int32>, _ b: UnsafeMutablePointer<Double>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_dgbtrs_work(
                LAPACK_COL_MAJOR, transpose.lapack, blasInt(n), blasInt(lower), blasInt(upper), blasInt(nrhs), ab,
                blasInt(ldab), pivots, b, blasInt(ldb)))
    }

    public static func gbcon(
        _ norm: OperatorNorm, _ n: Int, _ lower: Int, _ upper: Int, _ ab: UnsafeMutablePointer<Double>, _ ldab: Int,
        _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Double, _ rcond: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Double>, _ realWork: UnsafeMutablePointer<Double>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_dgbcon_work(
                LAPACK_COL_MAJOR, norm.lapack, blasInt(n), blasInt(lower), blasInt(upper), ab, blasInt(ldab), pivots,
                anorm, rcond, work, integerWork))
    }

    public static func pbtrf(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ ab: UnsafeMutablePointer<Double>, _ ldab: Int
    ) -> Int {
        Int(LAPACKE_dpbtrf_work(LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), ab, blasInt(ldab)))
    }

    public static func pbtrs(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ nrhs: Int, _ ab: UnsafeMutablePointer<Double>, _ ldab: Int,
        _ b: UnsafeMutablePointer<Double>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_dpbtrs_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), blasInt(nrhs), ab, blasInt(ldab), b,
                blasInt(ldb)))
    }

    public static func pbcon(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ ab: UnsafeMutablePointer<Double>, _ ldab: Int, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>,
        _ realWork: UnsafeMutablePointer<Double>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_dpbcon_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), ab, blasInt(ldab), anorm, rcond, work,
                integerWork))
    }
}

extension ComplexFloatRoutines {
    public static func gbtrf(
        _ m: Int, _ n: Int, _ lower: Int, _ upper: Int, _ ab: UnsafeMutablePointer<Complex<Float>>, _ ldab: Int,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_cgbtrf_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(lower), blasInt(upper), raw(ab), blasInt(ldab),
                pivots))
    }

    public static func gbtrs(
        _ transpose: Transpose, _ n: Int, _ lower: Int, _ upper: Int, _ nrhs: Int,
        _ ab: UnsafeMutablePointer<Complex<Float>>, _ ldab: Int, _ pivots: UnsafeMutablePointer<Int32>,
        _ b: UnsafeMutablePointer<Complex<Float>>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_cgbtrs_work(
                LAPACK_COL_MAJOR, transpose.lapack, blasInt(n), blasInt(lower), blasInt(upper), blasInt(nrhs), raw(ab),
                blasInt(ldab), pivots, raw(b), blasInt(ldb)))
    }

    public static func gbcon(
        _ norm: OperatorNorm, _ n: Int, _ lower: Int, _ upper: Int, _ ab: UnsafeMutablePointer<Complex<Float>>,
        _ ldab: Int, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Float, _ rcond: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Complex<Float>>, _ realWork: UnsafeMutablePointer<Float>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_cgbcon_work(
                LAPACK_COL_MAJOR, norm.lapack, blasInt(n), blasInt(lower), blasInt(upper), raw(ab), blasInt(ldab),
                pivots, anorm, rcond, raw(work), realWork))
    }

    public static func pbtrf(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ ab: UnsafeMutablePointer<Complex<Float>>, _ ldab: Int
    ) -> Int {
        Int(LAPACKE_cpbtrf_work(LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), raw(ab), blasInt(ldab)))
    }

    public static func pbtrs(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ nrhs: Int, _ ab: UnsafeMutablePointer<Complex<Float>>,
        _ ldab: Int, _ b: UnsafeMutablePointer<Complex<Float>>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_cpbtrs_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), blasInt(nrhs), raw(ab), blasInt(ldab),
                raw(b), blasInt(ldb)))
    }

    public static func pbcon(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ ab: UnsafeMutablePointer<Complex<Float>>, _ ldab: Int,
        _ anorm: Float, _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Complex<Float>>,
        _ realWork: UnsafeMutablePointer<Float>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_cpbcon_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), raw(ab), blasInt(ldab), anorm, rcond,
                raw(work), realWork))
    }
}

extension ComplexDoubleRoutines {
    public static func gbtrf(
        _ m: Int, _ n: Int, _ lower: Int, _ upper: Int, _ ab: UnsafeMutablePointer<Complex<Double>>, _ ldab: Int,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_zgbtrf_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), blasInt(lower), blasInt(upper), raw(ab), blasInt(ldab),
                pivots))
    }

    public static func gbtrs(
        _ transpose: Transpose, _ n: Int, _ lower: Int, _ upper: Int, _ nrhs: Int,
        _ ab: UnsafeMutablePointer<Complex<Double>>, _ ldab: Int, _ pivots: UnsafeMutablePointer<Int32>,
        _ b: UnsafeMutablePointer<Complex<Double>>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_zgbtrs_work(
                LAPACK_COL_MAJOR, transpose.lapack, blasInt(n), blasInt(lower), blasInt(upper), blasInt(nrhs), raw(ab),
                blasInt(ldab), pivots, raw(b), blasInt(ldb)))
    }

    public static func gbcon(
        _ norm: OperatorNorm, _ n: Int, _ lower: Int, _ upper: Int, _ ab: UnsafeMutablePointer<Complex<Double>>,
        _ ldab: Int, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Double, _ rcond: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Complex<Double>>, _ realWork: UnsafeMutablePointer<Double>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_zgbcon_work(
                LAPACK_COL_MAJOR, norm.lapack, blasInt(n), blasInt(lower), blasInt(upper), raw(ab), blasInt(ldab),
                pivots, anorm, rcond, raw(work), realWork))
    }

    public static func pbtrf(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ ab: UnsafeMutablePointer<Complex<Double>>, _ ldab: Int
    ) -> Int {
        Int(LAPACKE_zpbtrf_work(LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), raw(ab), blasInt(ldab)))
    }

    public static func pbtrs(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ nrhs: Int, _ ab: UnsafeMutablePointer<Complex<Double>>,
        _ ldab: Int, _ b: UnsafeMutablePointer<Complex<Double>>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_zpbtrs_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), blasInt(nrhs), raw(ab), blasInt(ldab),
                raw(b), blasInt(ldb)))
    }

    public static func pbcon(
        _ triangle: Triangle, _ n: Int, _ width: Int, _ ab: UnsafeMutablePointer<Complex<Double>>, _ ldab: Int,
        _ anorm: Double, _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Complex<Double>>,
        _ realWork: UnsafeMutablePointer<Double>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_zpbcon_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), blasInt(width), raw(ab), blasInt(ldab), anorm, rcond,
                raw(work), realWork))
    }
}
