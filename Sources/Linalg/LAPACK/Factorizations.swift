// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CLAPACKE
public import ComplexModule
public import RealModule

/// The LAPACK routines for one scalar type, column-major, under their LAPACK names; `info` is returned untouched.
///
/// No interface for users: nothing is checked here. The decompositions do that.
public protocol LAPACKRoutines: EigenRoutines, SchurRoutines, IndefiniteRoutines, ConditionRoutines,
    SemidefiniteRoutines,
    BandedRoutines, TridiagonalRoutines
{
    /// The type of an entry.
    associatedtype Element
    /// The type of a magnitude.
    associatedtype RealType

    /// LU factors of an m×n matrix in place, with one-based row exchanges.
    static func getrf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int, _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int
    /// The Cholesky factor of one triangle of an n×n matrix in place.
    static func potrf(_ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int) -> Int

    // Those below take workspaces; with a size of −1 they only tell how large these should be, in the first element.

    /// L·Q of an m×n matrix in place: L below the diagonal, the reflections of Q above it and in `tau`.
    static func gelqf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int, _ tau: UnsafeMutablePointer<Element>,
        _ work: UnsafeMutablePointer<Element>, _ lwork: Int
    ) -> Int
    /// The first m rows of Q from k reflections of *gelqf*: *orglq*, *unglq*.
    static func orglq(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Element>, _ work: UnsafeMutablePointer<Element>, _ lwork: Int
    ) -> Int
    /// Q·R of an m×n matrix with its columns exchanged, in place; `pivots` are one-based. `realWork` is 2·n numbers.
    static func geqp3(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int, _ pivots: UnsafeMutablePointer<Int32>,
        _ tau: UnsafeMutablePointer<Element>, _ work: UnsafeMutablePointer<Element>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<RealType>
    ) -> Int
    /// The first n columns of Q from k reflections of *geqp3*: *orgqr*, *ungqr*.
    static func orgqr(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ tau: UnsafeMutablePointer<Element>, _ work: UnsafeMutablePointer<Element>, _ lwork: Int
    ) -> Int
    /// Singular values and vectors by divide and conquer; `a` is overwritten.
    static func gesdd(
        _ vectors: SingularVectors, _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ s: UnsafeMutablePointer<RealType>, _ u: UnsafeMutablePointer<Element>, _ ldu: Int,
        _ vt: UnsafeMutablePointer<Element>, _ ldvt: Int, _ work: UnsafeMutablePointer<Element>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<RealType>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int
    /// Eigenvalues and, in place of the matrix, eigenvectors of a symmetric (*syevd*) or Hermitian (*heevd*) one.
    static func heevd(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ w: UnsafeMutablePointer<RealType>, _ work: UnsafeMutablePointer<Element>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<RealType>, _ lrwork: Int, _ integerWork: UnsafeMutablePointer<Int32>,
        _ liwork: Int
    ) -> Int
}

extension SingularVectors {
    /// LAPACK's character.
    @inline(__always) var lapack: CChar {
        switch self {
        case .none: 0x4E
        case .thin: 0x53
        case .full: 0x41
        }
    }
}

extension Triangle {
    /// LAPACK's character.
    @inline(__always) var lapack: CChar { self == .lower ? 0x4C : 0x55 }
}

extension Transpose {
    /// LAPACK's character.
    @inline(__always) var lapack: CChar {
        switch self {
        case .none: 0x4E
        case .transpose: 0x54
        case .conjugateTranspose: 0x43
        }
    }
}

extension Diagonal {
    /// LAPACK's character.
    @inline(__always) var lapack: CChar { self == .unit ? 0x55 : 0x4E }
}

extension OperatorNorm {
    /// LAPACK's character.
    @inline(__always) var lapack: CChar { self == .one ? 0x31 : 0x49 }
}

extension FloatRoutines {
    public static func getrf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_sgetrf_work(LAPACK_COL_MAJOR, blasInt(m), blasInt(n), a, blasInt(lda), pivots))
    }

    public static func potrf(_ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int) -> Int {
        Int(LAPACKE_spotrf_work(LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda)))
    }
}

extension DoubleRoutines {
    public static func getrf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int, _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, blasInt(m), blasInt(n), a, blasInt(lda), pivots))
    }

    public static func potrf(_ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int) -> Int {
        Int(LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), a, blasInt(lda)))
    }
}

extension ComplexFloatRoutines {
    public static func getrf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int, _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_cgetrf_work(LAPACK_COL_MAJOR, blasInt(m), blasInt(n), raw(a), blasInt(lda), pivots))
    }

    public static func potrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int
    ) -> Int {
        Int(LAPACKE_cpotrf_work(LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda)))
    }

    /// The same memory as LAPACKE's own complex type, which has the same layout.
    @inline(__always)
    static func raw(_ a: UnsafeMutablePointer<Complex<Float>>) -> UnsafeMutablePointer<linalg_complex_float> {
        UnsafeMutableRawPointer(a).assumingMemoryBound(to: linalg_complex_float.self)
    }
}

extension ComplexDoubleRoutines {
    public static func getrf(
        _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        Int(LAPACKE_zgetrf_work(LAPACK_COL_MAJOR, blasInt(m), blasInt(n), raw(a), blasInt(lda), pivots))
    }

    public static func potrf(
        _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int
    ) -> Int {
        Int(LAPACKE_zpotrf_work(LAPACK_COL_MAJOR, triangle.lapack, blasInt(n), raw(a), blasInt(lda)))
    }

    /// The same memory as LAPACKE's own complex type, which has the same layout.
    @inline(__always)
    static func raw(_ a: UnsafeMutablePointer<Complex<Double>>) -> UnsafeMutablePointer<linalg_complex_double> {
        UnsafeMutableRawPointer(a).assumingMemoryBound(to: linalg_complex_double.self)
    }
}
