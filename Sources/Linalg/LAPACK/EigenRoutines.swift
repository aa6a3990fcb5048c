// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CLAPACKE
public import ComplexModule
public import RealModule

/// The LAPACK routines for eigenproblems of one scalar type, column-major; `info` is returned untouched.
///
/// No interface for users: nothing is checked here. All take workspaces; with a size of −1 they only tell how large these
/// should be, in the first element.
public protocol EigenRoutines {
    /// The type of an entry.
    associatedtype Element
    /// The type of a magnitude.
    associatedtype RealType

    /// Eigenvalues and eigenvectors of an n×n matrix, which is overwritten.
    ///
    /// For a real type `w` and `wi` are real and imaginary parts, and a pair of columns holds real and imaginary part of the
    /// vector of a conjugate pair. For a complex one `wi` is not touched, and `realWork` is 2·n numbers.
    static func geev(
        _ wantsLeft: Bool, _ wantsRight: Bool, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ w: UnsafeMutablePointer<Element>, _ wi: UnsafeMutablePointer<RealType>, _ vl: UnsafeMutablePointer<Element>,
        _ ldvl: Int, _ vr: UnsafeMutablePointer<Element>, _ ldvr: Int, _ work: UnsafeMutablePointer<Element>,
        _ lwork: Int, _ realWork: UnsafeMutablePointer<RealType>
    ) -> Int
    /// The same for A·x = λ·B·x, each λ as a quotient of `alpha` by `beta`; `realWork` is 8·n numbers.
    static func ggev(
        _ wantsLeft: Bool, _ wantsRight: Bool, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ b: UnsafeMutablePointer<Element>, _ ldb: Int, _ alpha: UnsafeMutablePointer<Element>,
        _ alphai: UnsafeMutablePointer<RealType>, _ beta: UnsafeMutablePointer<Element>,
        _ vl: UnsafeMutablePointer<Element>, _ ldvl: Int, _ vr: UnsafeMutablePointer<Element>, _ ldvr: Int,
        _ work: UnsafeMutablePointer<Element>, _ lwork: Int, _ realWork: UnsafeMutablePointer<RealType>
    ) -> Int
    /// Eigenvalues, and in place of `a` eigenvectors, of A·x = λ·B·x with B positive definite: *sygvd*, *hegvd*.
    static func hegvd(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ b: UnsafeMutablePointer<Element>, _ ldb: Int, _ w: UnsafeMutablePointer<RealType>,
        _ work: UnsafeMutablePointer<Element>, _ lwork: Int, _ realWork: UnsafeMutablePointer<RealType>, _ lrwork: Int,
        _ integerWork: UnsafeMutablePointer<Int32>, _ liwork: Int
    ) -> Int
    /// Some eigenvalues and vectors of a symmetric (*syevr*) or Hermitian (*heevr*) matrix, which is overwritten: those of
    /// index `il` to `iu`, counted from one, or if `il` is zero those in (vl, vu]; `m` says how many.
    static func heevr(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int,
        _ vl: RealType, _ vu: RealType, _ il: Int, _ iu: Int, _ m: UnsafeMutablePointer<Int32>,
        _ w: UnsafeMutablePointer<RealType>, _ z: UnsafeMutablePointer<Element>, _ ldz: Int,
        _ support: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Element>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<RealType>, _ lrwork: Int, _ integerWork: UnsafeMutablePointer<Int32>,
        _ liwork: Int
    ) -> Int
}

extension FloatRoutines {
    public static func geev(
        _ wantsLeft: Bool, _ wantsRight: Bool, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int,
        _ w: UnsafeMutablePointer<Float>, _ wi: UnsafeMutablePointer<Float>, _ vl: UnsafeMutablePointer<Float>,
        _ ldvl: Int, _ vr: UnsafeMutablePointer<Float>, _ ldvr: Int, _ work: UnsafeMutablePointer<Float>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(
            LAPACKE_sgeev_work(
                LAPACK_COL_MAJOR, wantsLeft ? 0x56 : 0x4E, wantsRight ? 0x56 : 0x4E, blasInt(n), a, blasInt(lda), w, wi,
                vl, blasInt(ldvl), vr, blasInt(ldvr), work, blasInt(lwork)))
    }

    public static func ggev(
        _ wantsLeft: Bool, _ wantsRight: Bool, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int,
        _ b: UnsafeMutablePointer<Float>, _ ldb: Int, _ alpha: UnsafeMutablePointer<Float>,
        _ alphai: UnsafeMutablePointer<Float>, _ beta: UnsafeMutablePointer<Float>, _ vl: UnsafeMutablePointer<Float>,
        _ ldvl: Int, _ vr: UnsafeMutablePointer<Float>, _ ldvr: Int, _ work: UnsafeMutablePointer<Float>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(
            LAPACKE_sggev_work(
                LAPACK_COL_MAJOR, wantsLeft ? 0x56 : 0x4E, wantsRight ? 0x56 : 0x4E, blasInt(n), a, blasInt(lda), b,
                blasInt(ldb), alpha, alphai, beta, vl, blasInt(ldvl), vr, blasInt(ldvr), work, blasInt(lwork)))
    }

    public static func hegvd(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int,
        _ b: UnsafeMutablePointer<Float>, _ ldb: Int, _ w: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>, _ lrwork: Int,
        _ integerWork: UnsafeMutablePointer<Int32>, _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_ssygvd_work(
                LAPACK_COL_MAJOR, 1, wantsVectors ? 0x56 : 0x4E, triangle.lapack, blasInt(n), a, blasInt(lda), b,
                blasInt(ldb), w, work, blasInt(lwork), integerWork, blasInt(liwork)))
    }

    public static func heevr(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ vl: Float,
        _ vu: Float, _ il: Int, _ iu: Int, _ m: UnsafeMutablePointer<Int32>, _ w: UnsafeMutablePointer<Float>,
        _ z: UnsafeMutablePointer<Float>, _ ldz: Int, _ support: UnsafeMutablePointer<Int32>,
        _ work: UnsafeMutablePointer<Float>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>, _ lrwork: Int,
        _ integerWork: UnsafeMutablePointer<Int32>, _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_ssyevr_work(
                LAPACK_COL_MAJOR, wantsVectors ? 0x56 : 0x4E, il == 0 ? 0x56 : 0x49, triangle.lapack, blasInt(n), a,
                blasInt(lda), vl, vu, blasInt(il), blasInt(iu), 0, m, w, z, blasInt(ldz), support, work, blasInt(lwork),
                integerWork, blasInt(liwork)))
    }
}

extension DoubleRoutines {
    public static func geev(
        _ wantsLeft: Bool, _ wantsRight: Bool, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ w: UnsafeMutablePointer<Double>, _ wi: UnsafeMutablePointer<Double>, _ vl: UnsafeMutablePointer<Double>,
        _ ldvl: Int, _ vr: UnsafeMutablePointer<Double>, _ ldvr: Int, _ work: UnsafeMutablePointer<Double>,
        _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(
            LAPACKE_dgeev_work(
                LAPACK_COL_MAJOR, wantsLeft ? 0x56 : 0x4E, wantsRight ? 0x56 : 0x4E, blasInt(n), a, blasInt(lda), w, wi,
                vl, blasInt(ldvl), vr, blasInt(ldvr), work, blasInt(lwork)))
    }

    public static func ggev(
        _ wantsLeft: Bool, _ wantsRight: Bool, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ b: UnsafeMutablePointer<Double>, _ ldb: Int, _ alpha: UnsafeMutablePointer<Double>,
        _ alphai: UnsafeMutablePointer<Double>, _ beta: UnsafeMutablePointer<Double>,
        _ vl: UnsafeMutablePointer<Double>, _ ldvl: Int, _ vr: UnsafeMutablePointer<Double>, _ ldvr: Int,
        _ work: UnsafeMutablePointer<Double>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(
            LAPACKE_dggev_work(
                LAPACK_COL_MAJOR, wantsLeft ? 0x56 : 0x4E, wantsRight ? 0x56 : 0x4E, blasInt(n), a, blasInt(lda), b,
                blasInt(ldb), alpha, alphai, beta, vl, blasInt(ldvl), vr, blasInt(ldvr), work, blasInt(lwork)))
    }

    public static func hegvd(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ b: UnsafeMutablePointer<Double>, _ ldb: Int, _ w: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Double>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>, _ lrwork: Int,
        _ integerWork: UnsafeMutablePointer<Int32>, _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_dsygvd_work(
                LAPACK_COL_MAJOR, 1, wantsVectors ? 0x56 : 0x4E, triangle.lapack, blasInt(n), a, blasInt(lda), b,
                blasInt(ldb), w, work, blasInt(lwork), integerWork, blasInt(liwork)))
    }

    public static func heevr(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int,
        _ vl: Double, _ vu: Double, _ il: Int, _ iu: Int, _ m: UnsafeMutablePointer<Int32>,
        _ w: UnsafeMutablePointer<Double>, _ z: UnsafeMutablePointer<Double>, _ ldz: Int,
        _ support: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Double>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<Double>, _ lrwork: Int, _ integerWork: UnsafeMutablePointer<Int32>,
        _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_dsyevr_work(
                LAPACK_COL_MAJOR, wantsVectors ? 0x56 : 0x4E, il == 0 ? 0x56 : 0x49, triangle.lapack, blasInt(n), a,
                blasInt(lda), vl, vu, blasInt(il), blasInt(iu), 0, m, w, z, blasInt(ldz), support, work, blasInt(lwork),
                integerWork, blasInt(liwork)))
    }
}

extension ComplexFloatRoutines {
    public static func geev(
        _ wantsLeft: Bool, _ wantsRight: Bool, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ w: UnsafeMutablePointer<Complex<Float>>, _ wi: UnsafeMutablePointer<Float>,
        _ vl: UnsafeMutablePointer<Complex<Float>>, _ ldvl: Int, _ vr: UnsafeMutablePointer<Complex<Float>>,
        _ ldvr: Int, _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(
            LAPACKE_cgeev_work(
                LAPACK_COL_MAJOR, wantsLeft ? 0x56 : 0x4E, wantsRight ? 0x56 : 0x4E, blasInt(n), raw(a), blasInt(lda),
                raw(w), raw(vl), blasInt(ldvl), raw(vr), blasInt(ldvr), raw(work), blasInt(lwork), realWork))
    }

    public static func ggev(
        _ wantsLeft: Bool, _ wantsRight: Bool, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ b: UnsafeMutablePointer<Complex<Float>>, _ ldb: Int, _ alpha: UnsafeMutablePointer<Complex<Float>>,
        _ alphai: UnsafeMutablePointer<Float>, _ beta: UnsafeMutablePointer<Complex<Float>>,
        _ vl: UnsafeMutablePointer<Complex<Float>>, _ ldvl: Int, _ vr: UnsafeMutablePointer<Complex<Float>>,
        _ ldvr: Int, _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(
            LAPACKE_cggev_work(
                LAPACK_COL_MAJOR, wantsLeft ? 0x56 : 0x4E, wantsRight ? 0x56 : 0x4E, blasInt(n), raw(a), blasInt(lda),
                raw(b), blasInt(ldb), raw(alpha), raw(beta), raw(vl), blasInt(ldvl), raw(vr), blasInt(ldvr), raw(work),
                blasInt(lwork), realWork))
    }

    public static func hegvd(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ b: UnsafeMutablePointer<Complex<Float>>, _ ldb: Int, _ w: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>,
        _ lrwork: Int, _ integerWork: UnsafeMutablePointer<Int32>, _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_chegvd_work(
                LAPACK_COL_MAJOR, 1, wantsVectors ? 0x56 : 0x4E, triangle.lapack, blasInt(n), raw(a), blasInt(lda),
                raw(b), blasInt(ldb), w, raw(work), blasInt(lwork), realWork, blasInt(lrwork), integerWork,
                blasInt(liwork)))
    }

    public static func heevr(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int,
        _ vl: Float, _ vu: Float, _ il: Int, _ iu: Int, _ m: UnsafeMutablePointer<Int32>,
        _ w: UnsafeMutablePointer<Float>, _ z: UnsafeMutablePointer<Complex<Float>>, _ ldz: Int,
        _ support: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<Float>, _ lrwork: Int, _ integerWork: UnsafeMutablePointer<Int32>,
        _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_cheevr_work(
                LAPACK_COL_MAJOR, wantsVectors ? 0x56 : 0x4E, il == 0 ? 0x56 : 0x49, triangle.lapack, blasInt(n),
                raw(a), blasInt(lda), vl, vu, blasInt(il), blasInt(iu), 0, m, w, raw(z), blasInt(ldz), support,
                raw(work), blasInt(lwork), realWork, blasInt(lrwork), integerWork, blasInt(liwork)))
    }

    /// The same memory as LAPACKE's own complex type, which has the same layout.
    @inline(__always)
    private static func raw(_ a: UnsafePointer<Complex<Float>>) -> UnsafePointer<linalg_complex_float> {
        UnsafeRawPointer(a).assumingMemoryBound(to: linalg_complex_float.self)
    }
}

extension ComplexDoubleRoutines {
    public static func geev(
        _ wantsLeft: Bool, _ wantsRight: Bool, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ w: UnsafeMutablePointer<Complex<Double>>, _ wi: UnsafeMutablePointer<Double>,
        _ vl: UnsafeMutablePointer<Complex<Double>>, _ ldvl: Int, _ vr: UnsafeMutablePointer<Complex<Double>>,
        _ ldvr: Int, _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(
            LAPACKE_zgeev_work(
                LAPACK_COL_MAJOR, wantsLeft ? 0x56 : 0x4E, wantsRight ? 0x56 : 0x4E, blasInt(n), raw(a), blasInt(lda),
                raw(w), raw(vl), blasInt(ldvl), raw(vr), blasInt(ldvr), raw(work), blasInt(lwork), realWork))
    }

    public static func ggev(
        _ wantsLeft: Bool, _ wantsRight: Bool, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ b: UnsafeMutablePointer<Complex<Double>>, _ ldb: Int, _ alpha: UnsafeMutablePointer<Complex<Double>>,
        _ alphai: UnsafeMutablePointer<Double>, _ beta: UnsafeMutablePointer<Complex<Double>>,
        _ vl: UnsafeMutablePointer<Complex<Double>>, _ ldvl: Int, _ vr: UnsafeMutablePointer<Complex<Double>>,
        _ ldvr: Int, _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(
            LAPACKE_zggev_work(
                LAPACK_COL_MAJOR, wantsLeft ? 0x56 : 0x4E, wantsRight ? 0x56 : 0x4E, blasInt(n), raw(a), blasInt(lda),
                raw(b), blasInt(ldb), raw(alpha), raw(beta), raw(vl), blasInt(ldvl), raw(vr), blasInt(ldvr), raw(work),
                blasInt(lwork), realWork))
    }

    public static func hegvd(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ b: UnsafeMutablePointer<Complex<Double>>, _ ldb: Int, _ w: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>,
        _ lrwork: Int, _ integerWork: UnsafeMutablePointer<Int32>, _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_zhegvd_work(
                LAPACK_COL_MAJOR, 1, wantsVectors ? 0x56 : 0x4E, triangle.lapack, blasInt(n), raw(a), blasInt(lda),
                raw(b), blasInt(ldb), w, raw(work), blasInt(lwork), realWork, blasInt(lrwork), integerWork,
                blasInt(liwork)))
    }

    public static func heevr(
        _ wantsVectors: Bool, _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int,
        _ vl: Double, _ vu: Double, _ il: Int, _ iu: Int, _ m: UnsafeMutablePointer<Int32>,
        _ w: UnsafeMutablePointer<Double>, _ z: UnsafeMutablePointer<Complex<Double>>, _ ldz: Int,
        _ support: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int,
        _ realWork: UnsafeMutablePointer<Double>, _ lrwork: Int, _ integerWork: UnsafeMutablePointer<Int32>,
        _ liwork: Int
    ) -> Int {
        Int(
            LAPACKE_zheevr_work(
                LAPACK_COL_MAJOR, wantsVectors ? 0x56 : 0x4E, il == 0 ? 0x56 : 0x49, triangle.lapack, blasInt(n),
                raw(a), blasInt(lda), vl, vu, blasInt(il), blasInt(iu), 0, m, w, raw(z), blasInt(ldz), support,
                raw(work), blasInt(lwork), realWork, blasInt(lrwork), integerWork, blasInt(liwork)))
    }

    /// The same memory as LAPACKE's own complex type, which has the same layout.
    @inline(__always)
    private static func raw(_ a: UnsafePointer<Complex<Double>>) -> UnsafePointer<linalg_complex_double> {
        UnsafeRawPointer(a).assumingMemoryBound(to: linalg_complex_double.self)
    }
}
