// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CLAPACKE
public import ComplexModule
public import RealModule

/// Factors of tridiagonal matrices, and solutions with them, for one scalar type, column-major, under their LAPACK names.
///
/// No interface for users: nothing is checked here.
public protocol TridiagonalRoutines {
    /// The type of an entry.
    associatedtype Element
    /// The type of a magnitude.
    associatedtype RealType

    /// LU factors of a tridiagonal matrix in place; `second` gets the n − 2 entries of the second superdiagonal.
    static func gttrf(
        _ n: Int, _ lower: UnsafeMutablePointer<Element>, _ diagonal: UnsafeMutablePointer<Element>,
        _ upper: UnsafeMutablePointer<Element>, _ second: UnsafeMutablePointer<Element>,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int
    /// The solution of op(A)·X = B from the factors of *gttrf*, in place of B.
    static func gttrs(
        _ transpose: Transpose, _ n: Int, _ nrhs: Int, _ lower: UnsafeMutablePointer<Element>,
        _ diagonal: UnsafeMutablePointer<Element>, _ upper: UnsafeMutablePointer<Element>,
        _ second: UnsafeMutablePointer<Element>, _ pivots: UnsafeMutablePointer<Int32>,
        _ b: UnsafeMutablePointer<Element>, _ ldb: Int
    ) -> Int
    /// The reciprocal condition from the factors of *gttrf*. `work` is 2·n elements, `integerWork` n.
    static func gtcon(
        _ norm: OperatorNorm, _ n: Int, _ lower: UnsafeMutablePointer<Element>,
        _ diagonal: UnsafeMutablePointer<Element>, _ upper: UnsafeMutablePointer<Element>,
        _ second: UnsafeMutablePointer<Element>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: RealType,
        _ rcond: UnsafeMutablePointer<RealType>, _ work: UnsafeMutablePointer<Element>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int
    /// L·D·Lᴴ of a positive definite tridiagonal matrix in place: D on the diagonal, L beside it.
    static func pttrf(
        _ n: Int, _ diagonal: UnsafeMutablePointer<RealType>, _ lower: UnsafeMutablePointer<Element>
    ) -> Int
    /// The solution of A·X = B from the factors of *pttrf*, in place of B.
    static func pttrs(
        _ n: Int, _ nrhs: Int, _ diagonal: UnsafeMutablePointer<RealType>, _ lower: UnsafeMutablePointer<Element>,
        _ b: UnsafeMutablePointer<Element>, _ ldb: Int
    ) -> Int
    /// The reciprocal condition from the factors of *pttrf*, in the one-norm. `work` is n numbers.
    static func ptcon(
        _ n: Int, _ diagonal: UnsafeMutablePointer<RealType>, _ lower: UnsafeMutablePointer<Element>, _ anorm: RealType,
        _ rcond: UnsafeMutablePointer<RealType>, _ work: UnsafeMutablePointer<RealType>
    ) -> Int
}

extension FloatRoutines {
    public static func gttrf(
        _ n: Int, _ lower: UnsafeMutablePointer<Float>, _ diagonal: UnsafeMutablePointer<Float>,
        _ upper: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_sgttrf_work(blasInt(n), lower, diagonal, upper, second, pivots))
    }

    public static func gttrs(
        _ transpose: Transpose, _ n: Int, _ nrhs: Int, _ lower: UnsafeMutablePointer<Float>,
        _ diagonal: UnsafeMutablePointer<Float>, _ upper: UnsafeMutablePointer<Float>,
        _ second: UnsafeMutablePointer<Float>, _ pivots: UnsafeMutablePointer<Int32>, _ b: UnsafeMutablePointer<Float>,
        _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_sgttrs_work(
                LAPACK_COL_MAJOR, transpose.lapack, blasInt(n), blasInt(nrhs), lower, diagonal, upper, second, pivots,
                b, blasInt(ldb)))
    }

    public static func gtcon(
        _ norm: OperatorNorm, _ n: Int, _ lower: UnsafeMutablePointer<Float>, _ diagonal: UnsafeMutablePointer<Float>,
        _ upper: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>,
        _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Float, _ rcond: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_sgtcon_work(
                norm.lapack, blasInt(n), lower, diagonal, upper, second, pivots, anorm, rcond, work, integerWork))
    }

    public static func pttrf(
        _ n: Int, _ diagonal: UnsafeMutablePointer<Float>, _ lower: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(LAPACKE_spttrf_work(blasInt(n), diagonal, lower))
    }

    public static func pttrs(
        _ n: Int, _ nrhs: Int, _ diagonal: UnsafeMutablePointer<Float>, _ lower: UnsafeMutablePointer<Float>,
        _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) -> Int {
        Int(LAPACKE_spttrs_work(LAPACK_COL_MAJOR, blasInt(n), blasInt(nrhs), diagonal, lower, b, blasInt(ldb)))
    }

    public static func ptcon(
        _ n: Int, _ diagonal: UnsafeMutablePointer<Float>, _ lower: UnsafeMutablePointer<Float>, _ anorm: Float,
        _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(LAPACKE_sptcon_work(blasInt(n), diagonal, lower, anorm, rcond, work))
    }
}

extension DoubleRoutines {
    public static func gttrf(
        _ n: Int, _ lower: UnsafeMutablePointer<Double>, _ diagonal: UnsafeMutablePointer<Double>,
        _ upper: UnsafeMutablePointer<Double>, _ second: UnsafeMutablePointer<Double>,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_dgttrf_work(blasInt(n), lower, diagonal, upper, second, pivots))
    }

    public static func gttrs(
        _ transpose: Transpose, _ n: Int, _ nrhs: Int, _ lower: UnsafeMutablePointer<Double>,
        _ diagonal: UnsafeMutablePointer<Double>, _ upper: UnsafeMutablePointer<Double>,
        _ second: UnsafeMutablePointer<Double>, _ pivots: UnsafeMutablePointer<Int32>,
        _ b: UnsafeMutablePointer<Double>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_dgttrs_work(
                LAPACK_COL_MAJOR, transpose.lapack, blasInt(n), blasInt(nrhs), lower, diagonal, upper, second, pivots,
                b, blasInt(ldb)))
    }

    public static func gtcon(
        _ norm: OperatorNorm, _ n: Int, _ lower: UnsafeMutablePointer<Double>, _ diagonal: UnsafeMutablePointer<Double>,
        _ upper: UnsafeMutablePointer<Double>, _ second: UnsafeMutablePointer<Double>,
        _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Double, _ rcond: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Double>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_dgtcon_work(
                norm.lapack, blasInt(n), lower, diagonal, upper, second, pivots, anorm, rcond, work, integerWork))
    }

    public static func pttrf(
        _ n: Int, _ diagonal: UnsafeMutablePointer<Double>, _ lower: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(LAPACKE_dpttrf_work(blasInt(n), diagonal, lower))
    }

    public static func pttrs(
        _ n: Int, _ nrhs: Int, _ diagonal: UnsafeMutablePointer<Double>, _ lower: UnsafeMutablePointer<Double>,
        _ b: UnsafeMutablePointer<Double>, _ ldb: Int
    ) -> Int {
        Int(LAPACKE_dpttrs_work(LAPACK_COL_MAJOR, blasInt(n), blasInt(nrhs), diagonal, lower, b, blasInt(ldb)))
    }

    public static func ptcon(
        _ n: Int, _ diagonal: UnsafeMutablePointer<Double>, _ lower: UnsafeMutablePointer<Double>, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(LAPACKE_dptcon_work(blasInt(n), diagonal, lower, anorm, rcond, work))
    }
}

extension ComplexFloatRoutines {
    public static func gttrf(
        _ n: Int, _ lower: UnsafeMutablePointer<Complex<Float>>, _ diagonal: UnsafeMutablePointer<Complex<Float>>,
        _ upper: UnsafeMutablePointer<Complex<Float>>, _ second: UnsafeMutablePointer<Complex<Float>>,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_cgttrf_work(blasInt(n), raw(lower), raw(diagonal), raw(upper), raw(second), pivots))
    }

    public static func gttrs(
        _ transpose: Transpose, _ n: Int, _ nrhs: Int, _ lower: UnsafeMutablePointer<Complex<Float>>,
        _ diagonal: UnsafeMutablePointer<Complex<Float>>, _ upper: UnsafeMutablePointer<Complex<Float>>,
        _ second: UnsafeMutablePointer<Complex<Float>>, _ pivots: UnsafeMutablePointer<Int32>,
        _ b: UnsafeMutablePointer<Complex<Float>>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_cgttrs_work(
                LAPACK_COL_MAJOR, transpose.lapack, blasInt(n), blasInt(nrhs), raw(lower), raw(diagonal), raw(upper),
                raw(second), pivots, raw(b), blasInt(ldb)))
    }

    public static func gtcon(
        _ norm: OperatorNorm, _ n: Int, _ lower: UnsafeMutablePointer<Complex<Float>>,
        _ diagonal: UnsafeMutablePointer<Complex<Float>>, _ upper: UnsafeMutablePointer<Complex<Float>>,
        _ second: UnsafeMutablePointer<Complex<Float>>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Float,
        _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Complex<Float>>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_cgtcon_work(
                norm.lapack, blasInt(n), raw(lower), raw(diagonal), raw(upper), raw(second), pivots, anorm, rcond,
                raw(work)))
    }

    public static func pttrf(
        _ n: Int, _ diagonal: UnsafeMutablePointer<Float>, _ lower: UnsafeMutablePointer<Complex<Float>>
    ) -> Int {
        Int(LAPACKE_cpttrf_work(blasInt(n), diagonal, raw(lower)))
    }

    public static func pttrs(
        _ n: Int, _ nrhs: Int, _ diagonal: UnsafeMutablePointer<Float>, _ lower: UnsafeMutablePointer<Complex<Float>>,
        _ b: UnsafeMutablePointer<Complex<Float>>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_cpttrs_work(
                LAPACK_COL_MAJOR, Triangle.lower.lapack, blasInt(n), blasInt(nrhs), diagonal, raw(lower), raw(b),
                blasInt(ldb)))
    }

    public static func ptcon(
        _ n: Int, _ diagonal: UnsafeMutablePointer<Float>, _ lower: UnsafeMutablePointer<Complex<Float>>,
        _ anorm: Float, _ rcond: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(LAPACKE_cptcon_work(blasInt(n), diagonal, raw(lower), anorm, rcond, work))
    }
}

extension ComplexDoubleRoutines {
    public static func gttrf(
        _ n: Int, _ lower: UnsafeMutablePointer<Complex<Double>>, _ diagonal: UnsafeMutablePointer<Complex<Double>>,
        _ upper: UnsafeMutablePointer<Complex<Double>>, _ second: UnsafeMutablePointer<Complex<Double>>,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_zgttrf_work(blasInt(n), raw(lower), raw(diagonal), raw(upper), raw(second), pivots))
    }

    public static func gttrs(
        _ transpose: Transpose, _ n: Int, _ nrhs: Int, _ lower: UnsafeMutablePointer<Complex<Double>>,
        _ diagonal: UnsafeMutablePointer<Complex<Double>>, _ upper: UnsafeMutablePointer<Complex<Double>>,
        _ second: UnsafeMutablePointer<Complex<Double>>, _ pivots: UnsafeMutablePointer<Int32>,
        _ b: UnsafeMutablePointer<Complex<Double>>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_zgttrs_work(
                LAPACK_COL_MAJOR, transpose.lapack, blasInt(n), blasInt(nrhs), raw(lower), raw(diagonal), raw(upper),
                raw(second), pivots, raw(b), blasInt(ldb)))
    }

    public static func gtcon(
        _ norm: OperatorNorm, _ n: Int, _ lower: UnsafeMutablePointer<Complex<Double>>,
        _ diagonal: UnsafeMutablePointer<Complex<Double>>, _ upper: UnsafeMutablePointer<Complex<Double>>,
        _ second: UnsafeMutablePointer<Complex<Double>>, _ pivots: UnsafeMutablePointer<Int32>, _ anorm: Double,
        _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Complex<Double>>,
        _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(
            LAPACKE_zgtcon_work(
                norm.lapack, blasInt(n), raw(lower), raw(diagonal), raw(upper), raw(second), pivots, anorm, rcond,
                raw(work)))
    }

    public static func pttrf(
        _ n: Int, _ diagonal: UnsafeMutablePointer<Double>, _ lower: UnsafeMutablePointer<Complex<Double>>
    ) -> Int {
        Int(LAPACKE_zpttrf_work(blasInt(n), diagonal, raw(lower)))
    }

    public static func pttrs(
        _ n: Int, _ nrhs: Int, _ diagonal: UnsafeMutablePointer<Double>, _ lower: UnsafeMutablePointer<Complex<Double>>,
        _ b: UnsafeMutablePointer<Complex<Double>>, _ ldb: Int
    ) -> Int {
        Int(
            LAPACKE_zpttrs_work(
                LAPACK_COL_MAJOR, Triangle.lower.lapack, blasInt(n), blasInt(nrhs), diagonal, raw(lower), raw(b),
                blasInt(ldb)))
    }

    public static func ptcon(
        _ n: Int, _ diagonal: UnsafeMutablePointer<Double>, _ lower: UnsafeMutablePointer<Complex<Double>>,
        _ anorm: Double, _ rcond: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(LAPACKE_zptcon_work(blasInt(n), diagonal, raw(lower), anorm, rcond, work))
    }
}
