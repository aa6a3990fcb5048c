// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CLAPACKE
public import ComplexModule
public import RealModule

/// Factors with fewer columns than rows, or with reflections from the left, for one scalar type, column-major, under
/// their LAPACK names.
///
/// No interface for users: nothing is checked here.
public protocol SemidefiniteRoutines {
    /// The type of an entry.
    associatedtype Element
    /// The type of a magnitude.
    associatedtype RealType

    /// The Cholesky factor of one triangle of a positive semidefinite matrix in place, with complete pivoting; `pivots` are
    /// one-based, and `work` is 2·n numbers.
    static func pstrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ pivots: UnsafeMutablePointer<Int32>, _ rank: UnsafeMutablePointer<Int32>, _ tolerance: RealType,
        _ work: UnsafeMutablePointer<RealType>
    ) -> Int
    /// Q·R of an m×n matrix in place: R above the diagonal, the reflections of Q below it and in `tau`.
    static func geqrf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int, _ tau: UnsafeMutablePointer<Element>,
        _ work: UnsafeMutablePointer<Element>, _ lwork: Int
    ) -> Int
}

extension FloatRoutines {
    public static func pstrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int,
        _ pivots: UnsafeMutablePointer<Int32>, _ rank: UnsafeMutablePointer<Int32>, _ tolerance: Float,
        _ work: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(
            LAPACKE_spstrf_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), pivots, rank, tolerance, work))
    }

    public static func geqrf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ tau: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ lwork: Int
    ) -> Int {
        Int(LAPACKE_sgeqrf_work(LAPACK_COL_MAJOR, blasInt(m), blasInt(n), a, blasInt(lda), tau, work, blasInt(lwork)))
    }
}

extension DoubleRoutines {
    public static func pstrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ pivots: UnsafeMutablePointer<Int32>, _ rank: UnsafeMutablePointer<Int32>, _ tolerance: Double,
        _ work: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(
            LAPACKE_dpstrf_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda), pivots, rank, tolerance, work))
    }

    public static func geqrf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int, _ tau: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Double>, _ lwork: Int
    ) -> Int {
        Int(LAPACKE_dgeqrf_work(LAPACK_COL_MAJOR, blasInt(m), blasInt(n), a, blasInt(lda), tau, work, blasInt(lwork)))
    }
}

extension ComplexFloatRoutines {
    public static func pstrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ pivots: UnsafeMutablePointer<Int32>, _ rank: UnsafeMutablePointer<Int32>, _ tolerance: Float,
        _ work: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(
            LAPACKE_cpstrf_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), pivots, rank, tolerance, work))
    }

    public static func geqrf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Complex<Float>>, _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_cgeqrf_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), raw(a), blasInt(lda), raw(tau), raw(work), blasInt(lwork)))
    }
}

extension ComplexDoubleRoutines {
    public static func pstrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ pivots: UnsafeMutablePointer<Int32>, _ rank: UnsafeMutablePointer<Int32>, _ tolerance: Double,
        _ work: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(
            LAPACKE_zpstrf_work(
                LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda), pivots, rank, tolerance, work))
    }

    public static func geqrf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Complex<Double>>, _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_zgeqrf_work(
                LAPACK_COL_MAJOR, blasInt(m), blasInt(n), raw(a), blasInt(lda), raw(tau), raw(work), blasInt(lwork)))
    }
}
