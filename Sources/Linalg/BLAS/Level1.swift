// The requirements of the routine protocols are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CBLAS
public import ComplexModule
public import RealModule

// BLAS level 1: vectors.

extension FloatRoutines {
    public static func dotu(_ n: Int, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafePointer<Float>, _ sy: Int)
        -> Float
    {
        cblas_sdot(blasInt(n), x, blasInt(sx), y, blasInt(sy))
    }

    public static func dotc(_ n: Int, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafePointer<Float>, _ sy: Int)
        -> Float
    {
        cblas_sdot(blasInt(n), x, blasInt(sx), y, blasInt(sy))
    }

    public static func axpy(
        _ n: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafeMutablePointer<Float>, _ sy: Int
    ) {
        cblas_saxpy(blasInt(n), alpha, x, blasInt(sx), y, blasInt(sy))
    }

    public static func scal(_ n: Int, _ alpha: Float, _ x: UnsafeMutablePointer<Float>, _ sx: Int) {
        cblas_sscal(blasInt(n), alpha, x, blasInt(sx))
    }

    public static func nrm2(_ n: Int, _ x: UnsafePointer<Float>, _ sx: Int) -> Float {
        cblas_snrm2(blasInt(n), x, blasInt(sx))
    }

    public static func asum(_ n: Int, _ x: UnsafePointer<Float>, _ sx: Int) -> Float {
        cblas_sasum(blasInt(n), x, blasInt(sx))
    }

    public static func iamax(_ n: Int, _ x: UnsafePointer<Float>, _ sx: Int) -> Int {
        Int(cblas_isamax(blasInt(n), x, blasInt(sx)))
    }
}

extension DoubleRoutines {
    public static func dotu(_ n: Int, _ x: UnsafePointer<Double>, _ sx: Int, _ y: UnsafePointer<Double>, _ sy: Int)
        -> Double
    {
        cblas_ddot(blasInt(n), x, blasInt(sx), y, blasInt(sy))
    }

    public static func dotc(_ n: Int, _ x: UnsafePointer<Double>, _ sx: Int, _ y: UnsafePointer<Double>, _ sy: Int)
        -> Double
    {
        cblas_ddot(blasInt(n), x, blasInt(sx), y, blasInt(sy))
    }

    public static func axpy(
        _ n: Int, _ alpha: Double, _ x: UnsafePointer<Double>, _ sx: Int, _ y: UnsafeMutablePointer<Double>, _ sy: Int
    ) {
        cblas_daxpy(blasInt(n), alpha, x, blasInt(sx), y, blasInt(sy))
    }

    public static func scal(_ n: Int, _ alpha: Double, _ x: UnsafeMutablePointer<Double>, _ sx: Int) {
        cblas_dscal(blasInt(n), alpha, x, blasInt(sx))
    }

    public static func nrm2(_ n: Int, _ x: UnsafePointer<Double>, _ sx: Int) -> Double {
        cblas_dnrm2(blasInt(n), x, blasInt(sx))
    }

    public static func asum(_ n: Int, _ x: UnsafePointer<Double>, _ sx: Int) -> Double {
        cblas_dasum(blasInt(n), x, blasInt(sx))
    }

    public static func iamax(_ n: Int, _ x: UnsafePointer<Double>, _ sx: Int) -> Int {
        Int(cblas_idamax(blasInt(n), x, blasInt(sx)))
    }
}

extension ComplexFloatRoutines {
    /// The type of an entry.
    public typealias Element = Complex<Float>

    public static func dotu(
        _ n: Int, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>, _ sy: Int
    ) -> Element {
        sparingLast(n, x, sx, y, sy, conjugating: false) { n in
            var result = Element.zero
            cblas_cdotu_sub(blasInt(n), x, blasInt(sx), y, blasInt(sy), &result)
            return result
        }
    }

    public static func dotc(
        _ n: Int, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>, _ sy: Int
    ) -> Element {
        sparingLast(n, x, sx, y, sy, conjugating: true) { n in
            var result = Element.zero
            cblas_cdotc_sub(blasInt(n), x, blasInt(sx), y, blasInt(sy), &result)
            return result
        }
    }

    public static func axpy(
        _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafeMutablePointer<Element>,
        _ sy: Int
    ) {
        withUnsafePointer(to: alpha) { cblas_caxpy(blasInt(n), $0, x, blasInt(sx), y, blasInt(sy)) }
    }

    public static func scal(_ n: Int, _ alpha: Element, _ x: UnsafeMutablePointer<Element>, _ sx: Int) {
        withUnsafePointer(to: alpha) { cblas_cscal(blasInt(n), $0, x, blasInt(sx)) }
    }

    public static func nrm2(_ n: Int, _ x: UnsafePointer<Element>, _ sx: Int) -> Float {
        cblas_scnrm2(blasInt(n), x, blasInt(sx))
    }

    /// As the sum over a real vector where the elements are contiguous: OpenBLAS 0.3.21's *scasum* is wrong there for
    /// most counts on processors with AVX-512 and bfloat16 (its `Cooperlake` kernels).
    public static func asum(_ n: Int, _ x: UnsafePointer<Element>, _ sx: Int) -> Float {
        if sx != 1 { return cblas_scasum(blasInt(n), x, blasInt(sx)) }
        return UnsafeRawPointer(x).withMemoryRebound(to: Float.self, capacity: 2 * n) {
            cblas_sasum(blasInt(2 * n), $0, 1)
        }
    }

    public static func iamax(_ n: Int, _ x: UnsafePointer<Element>, _ sx: Int) -> Int {
        Int(cblas_icamax(blasInt(n), x, blasInt(sx)))
    }
}

extension ComplexDoubleRoutines {
    /// The type of an entry.
    public typealias Element = Complex<Double>

    public static func dotu(
        _ n: Int, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>, _ sy: Int
    ) -> Element {
        sparingLast(n, x, sx, y, sy, conjugating: false) { n in
            var result = Element.zero
            cblas_zdotu_sub(blasInt(n), x, blasInt(sx), y, blasInt(sy), &result)
            return result
        }
    }

    public static func dotc(
        _ n: Int, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>, _ sy: Int
    ) -> Element {
        sparingLast(n, x, sx, y, sy, conjugating: true) { n in
            var result = Element.zero
            cblas_zdotc_sub(blasInt(n), x, blasInt(sx), y, blasInt(sy), &result)
            return result
        }
    }

    public static func axpy(
        _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafeMutablePointer<Element>,
        _ sy: Int
    ) {
        withUnsafePointer(to: alpha) { cblas_zaxpy(blasInt(n), $0, x, blasInt(sx), y, blasInt(sy)) }
    }

    public static func scal(_ n: Int, _ alpha: Element, _ x: UnsafeMutablePointer<Element>, _ sx: Int) {
        withUnsafePointer(to: alpha) { cblas_zscal(blasInt(n), $0, x, blasInt(sx)) }
    }

    public static func nrm2(_ n: Int, _ x: UnsafePointer<Element>, _ sx: Int) -> Double {
        cblas_dznrm2(blasInt(n), x, blasInt(sx))
    }

    public static func asum(_ n: Int, _ x: UnsafePointer<Element>, _ sx: Int) -> Double {
        cblas_dzasum(blasInt(n), x, blasInt(sx))
    }

    public static func iamax(_ n: Int, _ x: UnsafePointer<Element>, _ sx: Int) -> Int {
        Int(cblas_izamax(blasInt(n), x, blasInt(sx)))
    }
}

/// The inner product, of which `dot` computes the first `n` terms: all, unless there is a stride. OpenBLAS 0.3.21's
/// strided complex *dot* reads one element beyond the last, so that the last term is then computed here.
@inline(__always)
private func sparingLast<R: RealScalar>(
    _ n: Int, _ x: UnsafePointer<Complex<R>>, _ sx: Int, _ y: UnsafePointer<Complex<R>>, _ sy: Int, conjugating: Bool,
    _ dot: (_ n: Int) -> Complex<R>
) -> Complex<R> {
    if n == 0 || (sx == 1 && sy == 1) { return dot(n) }
    let (last, other) = (x[(n - 1) * sx], y[(n - 1) * sy])
    return dot(n - 1) + (conjugating ? last.conjugate : last) * other
}
