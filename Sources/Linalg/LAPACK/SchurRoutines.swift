// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CLAPACKE
public import ComplexModule
public import RealModule

/// The LAPACK routines around the Schur form of one scalar type, column-major; `info` is returned untouched.
///
/// No interface for users: nothing is checked here.
public protocol SchurRoutines {
    /// The type of an entry.
    associatedtype Element
    /// The type of a magnitude.
    associatedtype RealType

    /// A number from its parts; a real type has no second.
    static func number(_ real: RealType, _ imaginary: RealType) -> Element

    /// The Schur form of an n×n matrix in place, and the unitary matrix that takes it there; no order of the eigenvalues.
    ///
    /// For a real type `w` and `wi` are real and imaginary parts. For a complex one `wi` is not touched, and `realWork` is n
    /// numbers. With `lwork` −1 the routine only tells how large a workspace it wants.
    static func gees(
        _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int, _ w: UnsafeMutablePointer<Element>,
        _ wi: UnsafeMutablePointer<RealType>, _ z: UnsafeMutablePointer<Element>, _ ldz: Int,
        _ work: UnsafeMutablePointer<Element>, _ lwork: Int, _ realWork: UnsafeMutablePointer<RealType>
    ) -> Int
    /// Brings the selected eigenvalues of a Schur form to the front; `work` is n numbers.
    static func trsen(
        _ select: UnsafePointer<Int32>, _ n: Int, _ t: UnsafeMutablePointer<Element>, _ ldt: Int,
        _ z: UnsafeMutablePointer<Element>, _ ldz: Int, _ w: UnsafeMutablePointer<Element>,
        _ wi: UnsafeMutablePointer<RealType>, _ m: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Element>
    ) -> Int
    /// The Hessenberg form of an n×n matrix in place, the reflections of Q below its subdiagonal and in `tau`.
    static func gehrd(
        _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int, _ tau: UnsafeMutablePointer<Element>,
        _ work: UnsafeMutablePointer<Element>, _ lwork: Int
    ) -> Int
    /// Q from the reflections of *gehrd*: *orghr*, *unghr*.
    static func orghr(
        _ n: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int, _ tau: UnsafeMutablePointer<Element>,
        _ work: UnsafeMutablePointer<Element>, _ lwork: Int
    ) -> Int
    /// Overwrites `c`, m×n, with the solution of A·X + X·B = scale·C for upper (quasi-)triangular A and B.
    static func trsyl(
        _ m: Int, _ n: Int, _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int,
        _ c: UnsafeMutablePointer<Element>, _ ldc: Int, _ scale: UnsafeMutablePointer<RealType>
    ) -> Int
}

extension FloatRoutines {
    public static func number(_ real: Float, _ imaginary: Float) -> Float { real }

    public static func gees(
        _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ w: UnsafeMutablePointer<Float>,
        _ wi: UnsafeMutablePointer<Float>, _ z: UnsafeMutablePointer<Float>, _ ldz: Int,
        _ work: UnsafeMutablePointer<Float>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>
    ) -> Int {
        var sorted: Int32 = 0
        return Int(
            LAPACKE_sgees_work(
                LAPACK_COL_MAJOR, 0x56, 0x4E, nil, blasInt(n), a, blasInt(lda), &sorted, w, wi, z, blasInt(ldz), work,
                blasInt(lwork), nil))
    }

    public static func trsen(
        _ select: UnsafePointer<Int32>, _ n: Int, _ t: UnsafeMutablePointer<Float>, _ ldt: Int,
        _ z: UnsafeMutablePointer<Float>, _ ldz: Int, _ w: UnsafeMutablePointer<Float>,
        _ wi: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Float>
    ) -> Int {
        var (s, sep): (Float, Float) = (0, 0)
        var integerWork: Int32 = 0
        return Int(
            LAPACKE_strsen_work(
                LAPACK_COL_MAJOR, 0x4E, 0x56, select, blasInt(n), t, blasInt(ldt), z, blasInt(ldz), w, wi, m, &s, &sep,
                work, blasInt(max(n, 1)), &integerWork, 1))
    }

    public static func gehrd(
        _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ tau: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_sgehrd_work(LAPACK_COL_MAJOR, blasInt(n), 1, blasInt(n), a, blasInt(lda), tau, work, blasInt(lwork))
        )
    }

    public static func orghr(
        _ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int, _ tau: UnsafeMutablePointer<Float>,
        _ work: UnsafeMutablePointer<Float>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_sorghr_work(LAPACK_COL_MAJOR, blasInt(n), 1, blasInt(n), a, blasInt(lda), tau, work, blasInt(lwork))
        )
    }

    public static func trsyl(
        _ m: Int, _ n: Int, _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int, _ scale: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(
            LAPACKE_strsyl_work(
                LAPACK_COL_MAJOR, 0x4E, 0x4E, 1, blasInt(m), blasInt(n), a, blasInt(lda), b, blasInt(ldb), c,
                blasInt(ldc), scale))
    }
}

extension DoubleRoutines {
    public static func number(_ real: Double, _ imaginary: Double) -> Double { real }

    public static func gees(
        _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int, _ w: UnsafeMutablePointer<Double>,
        _ wi: UnsafeMutablePointer<Double>, _ z: UnsafeMutablePointer<Double>, _ ldz: Int,
        _ work: UnsafeMutablePointer<Double>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>
    ) -> Int {
        var sorted: Int32 = 0
        return Int(
            LAPACKE_dgees_work(
                LAPACK_COL_MAJOR, 0x56, 0x4E, nil, blasInt(n), a, blasInt(lda), &sorted, w, wi, z, blasInt(ldz), work,
                blasInt(lwork), nil))
    }

    public static func trsen(
        _ select: UnsafePointer<Int32>, _ n: Int, _ t: UnsafeMutablePointer<Double>, _ ldt: Int,
        _ z: UnsafeMutablePointer<Double>, _ ldz: Int, _ w: UnsafeMutablePointer<Double>,
        _ wi: UnsafeMutablePointer<Double>, _ m: UnsafeMutablePointer<Int32>, _ work: UnsafeMutablePointer<Double>
    ) -> Int {
        var (s, sep): (Double, Double) = (0, 0)
        var integerWork: Int32 = 0
        return Int(
            LAPACKE_dtrsen_work(
                LAPACK_COL_MAJOR, 0x4E, 0x56, select, blasInt(n), t, blasInt(ldt), z, blasInt(ldz), w, wi, m, &s, &sep,
                work, blasInt(max(n, 1)), &integerWork, 1))
    }

    public static func gehrd(
        _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int, _ tau: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Double>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_dgehrd_work(LAPACK_COL_MAJOR, blasInt(n), 1, blasInt(n), a, blasInt(lda), tau, work, blasInt(lwork))
        )
    }

    public static func orghr(
        _ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int, _ tau: UnsafeMutablePointer<Double>,
        _ work: UnsafeMutablePointer<Double>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_dorghr_work(LAPACK_COL_MAJOR, blasInt(n), 1, blasInt(n), a, blasInt(lda), tau, work, blasInt(lwork))
        )
    }

    public static func trsyl(
        _ m: Int, _ n: Int, _ a: UnsafePointer<Double>, _ lda: Int, _ b: UnsafePointer<Double>, _ ldb: Int,
        _ c: UnsafeMutablePointer<Double>, _ ldc: Int, _ scale: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(
            LAPACKE_dtrsyl_work(
                LAPACK_COL_MAJOR, 0x4E, 0x4E, 1, blasInt(m), blasInt(n), a, blasInt(lda), b, blasInt(ldb), c,
                blasInt(ldc), scale))
    }
}

extension ComplexFloatRoutines {
    public static func number(_ real: Float, _ imaginary: Float) -> Complex<Float> { Complex(real, imaginary) }

    public static func gees(
        _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int, _ w: UnsafeMutablePointer<Complex<Float>>,
        _ wi: UnsafeMutablePointer<Float>, _ z: UnsafeMutablePointer<Complex<Float>>, _ ldz: Int,
        _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Float>
    ) -> Int {
        var sorted: Int32 = 0
        return Int(
            LAPACKE_cgees_work(
                LAPACK_COL_MAJOR, 0x56, 0x4E, nil, blasInt(n), raw(a), blasInt(lda), &sorted, raw(w), raw(z),
                blasInt(ldz), raw(work), blasInt(lwork), realWork, nil))
    }

    public static func trsen(
        _ select: UnsafePointer<Int32>, _ n: Int, _ t: UnsafeMutablePointer<Complex<Float>>, _ ldt: Int,
        _ z: UnsafeMutablePointer<Complex<Float>>, _ ldz: Int, _ w: UnsafeMutablePointer<Complex<Float>>,
        _ wi: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Int32>,
        _ work: UnsafeMutablePointer<Complex<Float>>
    ) -> Int {
        var (s, sep): (Float, Float) = (0, 0)
        return Int(
            LAPACKE_ctrsen_work(
                LAPACK_COL_MAJOR, 0x4E, 0x56, select, blasInt(n), raw(t), blasInt(ldt), raw(z), blasInt(ldz), raw(w), m,
                &s, &sep, raw(work), blasInt(max(n, 1))))
    }

    public static func gehrd(
        _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int, _ tau: UnsafeMutablePointer<Complex<Float>>,
        _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_cgehrd_work(
                LAPACK_COL_MAJOR, blasInt(n), 1, blasInt(n), raw(a), blasInt(lda), raw(tau), raw(work), blasInt(lwork)))
    }

    public static func orghr(
        _ n: Int, _ a: UnsafeMutablePointer<Complex<Float>>, _ lda: Int, _ tau: UnsafeMutablePointer<Complex<Float>>,
        _ work: UnsafeMutablePointer<Complex<Float>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_cunghr_work(
                LAPACK_COL_MAJOR, blasInt(n), 1, blasInt(n), raw(a), blasInt(lda), raw(tau), raw(work), blasInt(lwork)))
    }

    public static func trsyl(
        _ m: Int, _ n: Int, _ a: UnsafePointer<Complex<Float>>, _ lda: Int, _ b: UnsafePointer<Complex<Float>>,
        _ ldb: Int, _ c: UnsafeMutablePointer<Complex<Float>>, _ ldc: Int, _ scale: UnsafeMutablePointer<Float>
    ) -> Int {
        Int(
            LAPACKE_ctrsyl_work(
                LAPACK_COL_MAJOR, 0x4E, 0x4E, 1, blasInt(m), blasInt(n), raw(a), blasInt(lda), raw(b), blasInt(ldb),
                raw(c), blasInt(ldc), scale))
    }

    /// The same memory as LAPACKE's own complex type, which has the same layout.
    @inline(__always)
    private static func raw(_ a: UnsafePointer<Complex<Float>>) -> UnsafePointer<linalg_complex_float> {
        UnsafeRawPointer(a).assumingMemoryBound(to: linalg_complex_float.self)
    }
}

extension ComplexDoubleRoutines {
    public static func number(_ real: Double, _ imaginary: Double) -> Complex<Double> { Complex(real, imaginary) }

    public static func gees(
        _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int, _ w: UnsafeMutablePointer<Complex<Double>>,
        _ wi: UnsafeMutablePointer<Double>, _ z: UnsafeMutablePointer<Complex<Double>>, _ ldz: Int,
        _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int, _ realWork: UnsafeMutablePointer<Double>
    ) -> Int {
        var sorted: Int32 = 0
        return Int(
            LAPACKE_zgees_work(
                LAPACK_COL_MAJOR, 0x56, 0x4E, nil, blasInt(n), raw(a), blasInt(lda), &sorted, raw(w), raw(z),
                blasInt(ldz), raw(work), blasInt(lwork), realWork, nil))
    }

    public static func trsen(
        _ select: UnsafePointer<Int32>, _ n: Int, _ t: UnsafeMutablePointer<Complex<Double>>, _ ldt: Int,
        _ z: UnsafeMutablePointer<Complex<Double>>, _ ldz: Int, _ w: UnsafeMutablePointer<Complex<Double>>,
        _ wi: UnsafeMutablePointer<Double>, _ m: UnsafeMutablePointer<Int32>,
        _ work: UnsafeMutablePointer<Complex<Double>>
    ) -> Int {
        var (s, sep): (Double, Double) = (0, 0)
        return Int(
            LAPACKE_ztrsen_work(
                LAPACK_COL_MAJOR, 0x4E, 0x56, select, blasInt(n), raw(t), blasInt(ldt), raw(z), blasInt(ldz), raw(w), m,
                &s, &sep, raw(work), blasInt(max(n, 1))))
    }

    public static func gehrd(
        _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int, _ tau: UnsafeMutablePointer<Complex<Double>>,
        _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_zgehrd_work(
                LAPACK_COL_MAJOR, blasInt(n), 1, blasInt(n), raw(a), blasInt(lda), raw(tau), raw(work), blasInt(lwork)))
    }

    public static func orghr(
        _ n: Int, _ a: UnsafeMutablePointer<Complex<Double>>, _ lda: Int, _ tau: UnsafeMutablePointer<Complex<Double>>,
        _ work: UnsafeMutablePointer<Complex<Double>>, _ lwork: Int
    ) -> Int {
        Int(
            LAPACKE_zunghr_work(
                LAPACK_COL_MAJOR, blasInt(n), 1, blasInt(n), raw(a), blasInt(lda), raw(tau), raw(work), blasInt(lwork)))
    }

    public static func trsyl(
        _ m: Int, _ n: Int, _ a: UnsafePointer<Complex<Double>>, _ lda: Int, _ b: UnsafePointer<Complex<Double>>,
        _ ldb: Int, _ c: UnsafeMutablePointer<Complex<Double>>, _ ldc: Int, _ scale: UnsafeMutablePointer<Double>
    ) -> Int {
        Int(
            LAPACKE_ztrsyl_work(
                LAPACK_COL_MAJOR, 0x4E, 0x4E, 1, blasInt(m), blasInt(n), raw(a), blasInt(lda), raw(b), blasInt(ldb),
                raw(c), blasInt(ldc), scale))
    }

    /// The same memory as LAPACKE's own complex type, which has the same layout.
    @inline(__always)
    private static func raw(_ a: UnsafePointer<Complex<Double>>) -> UnsafePointer<linalg_complex_double> {
        UnsafeRawPointer(a).assumingMemoryBound(to: linalg_complex_double.self)
    }
}
