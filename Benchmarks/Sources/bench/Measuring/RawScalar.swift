import CContenders
import Linalg

/// The two scalars whose routines are called in C for comparison.
protocol RawScalar: RealScalar, BitwiseCopyable {
    static var title: String { get }
    static var limit: Limit { get }
    static func rawGEMM(
        _ repetitions: Int, _ transA: Bool, _ transB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: Buffer<Self>,
        _ b: Buffer<Self>, _ c: Buffer<Self>)
    /// MKL's product.
    static func rawGEMM(
        by mkl: MKL, _ repetitions: Int, _ transA: Bool, _ transB: Bool, _ m: Int, _ n: Int, _ k: Int,
        _ a: Buffer<Self>, _ b: Buffer<Self>, _ c: Buffer<Self>)
    /// libxsmm's product of square matrices.
    static func rawGEMM(
        by products: LIBXSMM.Products, _ repetitions: Int, _ n: Int, _ a: Buffer<Self>, _ b: Buffer<Self>,
        _ c: Buffer<Self>)
    /// Square products A·B, one behind the other in memory, by cblas in a loop.
    static func rawGEMMStack(
        _ repetitions: Int, _ count: Int, _ n: Int, _ a: Buffer<Self>, _ b: Buffer<Self>, _ c: Buffer<Self>)
    /// The same by MKL's function for stacks.
    static func rawGEMMStack(
        by mkl: MKL, _ repetitions: Int, _ count: Int, _ n: Int, _ a: Buffer<Self>, _ b: Buffer<Self>, _ c: Buffer<Self>
    )
    /// The same by a kernel of libxsmm in a loop.
    static func rawGEMMStack(
        by libxsmm: LIBXSMM, _ repetitions: Int, _ count: Int, _ n: Int, _ a: Buffer<Self>, _ b: Buffer<Self>,
        _ c: Buffer<Self>)
    static func rawGEMV(
        _ repetitions: Int, _ trans: Bool, _ m: Int, _ n: Int, _ a: Buffer<Self>, _ x: Buffer<Self>, _ y: Buffer<Self>)
    static func rawGER(
        _ repetitions: Int, _ m: Int, _ n: Int, _ alpha: Self, _ x: Buffer<Self>, _ y: Buffer<Self>, _ a: Buffer<Self>)
    static func rawDot(_ repetitions: Int, _ x: Buffer<Self>, _ y: Buffer<Self>) -> Self
    static func rawAXPY(_ repetitions: Int, _ alpha: Self, _ x: Buffer<Self>, _ y: Buffer<Self>)
    static func libm(_ function: ElementaryFunction, _ repetitions: Int, _ x: Buffer<Self>, _ y: Buffer<Self>)
}

/// The functions that activations are made of.
enum ElementaryFunction: String, CaseIterable { case exp, sigmoid, tanh }

extension Float: RawScalar {
    static var title: String { "Float" }
    static var limit: Limit { .float }

    static func rawGEMM(
        _ repetitions: Int, _ transA: Bool, _ transB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: Buffer<Float>,
        _ b: Buffer<Float>, _ c: Buffer<Float>
    ) {
        contenders_sgemm(
            repetitions, transA ? 1 : 0, transB ? 1 : 0, Int32(m), Int32(n), Int32(k), a.base, Int32(transA ? m : k),
            b.base, Int32(transB ? k : n), c.base, Int32(n))
    }

    static func rawGEMM(
        by mkl: MKL, _ repetitions: Int, _ transA: Bool, _ transB: Bool, _ m: Int, _ n: Int, _ k: Int,
        _ a: Buffer<Float>, _ b: Buffer<Float>, _ c: Buffer<Float>
    ) {
        contenders_sgemm_by(
            mkl.sgemm, repetitions, transA ? 1 : 0, transB ? 1 : 0, Int32(m), Int32(n), Int32(k), a.base,
            Int32(transA ? m : k), b.base, Int32(transB ? k : n), c.base, Int32(n))
    }

    static func rawGEMM(
        by products: LIBXSMM.Products, _ repetitions: Int, _ n: Int, _ a: Buffer<Float>, _ b: Buffer<Float>,
        _ c: Buffer<Float>
    ) {
        products.float(repetitions, Int32(n), a.base, b.base, c.base)
    }

    static func rawGEMMStack(
        _ repetitions: Int, _ count: Int, _ n: Int, _ a: Buffer<Float>, _ b: Buffer<Float>, _ c: Buffer<Float>
    ) {
        contenders_sgemm_stack(repetitions, Int32(count), Int32(n), a.base, b.base, c.base)
    }

    static func rawGEMMStack(
        by mkl: MKL, _ repetitions: Int, _ count: Int, _ n: Int, _ a: Buffer<Float>, _ b: Buffer<Float>,
        _ c: Buffer<Float>
    ) {
        contenders_sgemm_stack_by(mkl.sgemmStack, repetitions, Int32(count), Int32(n), a.base, b.base, c.base)
    }

    static func rawGEMMStack(
        by libxsmm: LIBXSMM, _ repetitions: Int, _ count: Int, _ n: Int, _ a: Buffer<Float>, _ b: Buffer<Float>,
        _ c: Buffer<Float>
    ) {
        libxsmm.floatStack(repetitions, Int32(count), Int32(n), a.base, b.base, c.base)
    }

    static func rawGEMV(
        _ repetitions: Int, _ trans: Bool, _ m: Int, _ n: Int, _ a: Buffer<Float>, _ x: Buffer<Float>,
        _ y: Buffer<Float>
    ) {
        contenders_sgemv(repetitions, trans ? 1 : 0, Int32(m), Int32(n), a.base, Int32(n), x.base, y.base)
    }

    static func rawGER(
        _ repetitions: Int, _ m: Int, _ n: Int, _ alpha: Float, _ x: Buffer<Float>, _ y: Buffer<Float>,
        _ a: Buffer<Float>
    ) {
        contenders_sger(repetitions, Int32(m), Int32(n), alpha, x.base, y.base, a.base, Int32(n))
    }

    static func rawDot(_ repetitions: Int, _ x: Buffer<Float>, _ y: Buffer<Float>) -> Float {
        contenders_sdot(repetitions, Int32(x.count), x.base, y.base)
    }

    static func rawAXPY(_ repetitions: Int, _ alpha: Float, _ x: Buffer<Float>, _ y: Buffer<Float>) {
        contenders_saxpy(repetitions, Int32(x.count), alpha, x.base, y.base)
    }

    static func libm(_ function: ElementaryFunction, _ repetitions: Int, _ x: Buffer<Float>, _ y: Buffer<Float>) {
        switch function {
        case .exp: contenders_exp_float(repetitions, x.count, x.base, y.base)
        case .sigmoid: contenders_sigmoid_float(repetitions, x.count, x.base, y.base)
        case .tanh: contenders_tanh_float(repetitions, x.count, x.base, y.base)
        }
    }
}

extension Double: RawScalar {
    static var title: String { "Double" }
    static var limit: Limit { .double }

    static func rawGEMM(
        _ repetitions: Int, _ transA: Bool, _ transB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: Buffer<Double>,
        _ b: Buffer<Double>, _ c: Buffer<Double>
    ) {
        contenders_dgemm(
            repetitions, transA ? 1 : 0, transB ? 1 : 0, Int32(m), Int32(n), Int32(k), a.base, Int32(transA ? m : k),
            b.base, Int32(transB ? k : n), c.base, Int32(n))
    }

    static func rawGEMM(
        by mkl: MKL, _ repetitions: Int, _ transA: Bool, _ transB: Bool, _ m: Int, _ n: Int, _ k: Int,
        _ a: Buffer<Double>, _ b: Buffer<Double>, _ c: Buffer<Double>
    ) {
        contenders_dgemm_by(
            mkl.dgemm, repetitions, transA ? 1 : 0, transB ? 1 : 0, Int32(m), Int32(n), Int32(k), a.base,
            Int32(transA ? m : k), b.base, Int32(transB ? k : n), c.base, Int32(n))
    }

    static func rawGEMM(
        by products: LIBXSMM.Products, _ repetitions: Int, _ n: Int, _ a: Buffer<Double>, _ b: Buffer<Double>,
        _ c: Buffer<Double>
    ) {
        products.double(repetitions, Int32(n), a.base, b.base, c.base)
    }

    static func rawGEMMStack(
        _ repetitions: Int, _ count: Int, _ n: Int, _ a: Buffer<Double>, _ b: Buffer<Double>, _ c: Buffer<Double>
    ) {
        contenders_dgemm_stack(repetitions, Int32(count), Int32(n), a.base, b.base, c.base)
    }

    static func rawGEMMStack(
        by mkl: MKL, _ repetitions: Int, _ count: Int, _ n: Int, _ a: Buffer<Double>, _ b: Buffer<Double>,
        _ c: Buffer<Double>
    ) {
        contenders_dgemm_stack_by(mkl.dgemmStack, repetitions, Int32(count), Int32(n), a.base, b.base, c.base)
    }

    static func rawGEMMStack(
        by libxsmm: LIBXSMM, _ repetitions: Int, _ count: Int, _ n: Int, _ a: Buffer<Double>, _ b: Buffer<Double>,
        _ c: Buffer<Double>
    ) {
        libxsmm.doubleStack(repetitions, Int32(count), Int32(n), a.base, b.base, c.base)
    }

    static func rawGEMV(
        _ repetitions: Int, _ trans: Bool, _ m: Int, _ n: Int, _ a: Buffer<Double>, _ x: Buffer<Double>,
        _ y: Buffer<Double>
    ) {
        contenders_dgemv(repetitions, trans ? 1 : 0, Int32(m), Int32(n), a.base, Int32(n), x.base, y.base)
    }

    static func rawGER(
        _ repetitions: Int, _ m: Int, _ n: Int, _ alpha: Double, _ x: Buffer<Double>, _ y: Buffer<Double>,
        _ a: Buffer<Double>
    ) {
        contenders_dger(repetitions, Int32(m), Int32(n), alpha, x.base, y.base, a.base, Int32(n))
    }

    static func rawDot(_ repetitions: Int, _ x: Buffer<Double>, _ y: Buffer<Double>) -> Double {
        contenders_ddot(repetitions, Int32(x.count), x.base, y.base)
    }

    static func rawAXPY(_ repetitions: Int, _ alpha: Double, _ x: Buffer<Double>, _ y: Buffer<Double>) {
        contenders_daxpy(repetitions, Int32(x.count), alpha, x.base, y.base)
    }

    static func libm(_ function: ElementaryFunction, _ repetitions: Int, _ x: Buffer<Double>, _ y: Buffer<Double>) {
        switch function {
        case .exp: contenders_exp_double(repetitions, x.count, x.base, y.base)
        case .sigmoid: contenders_sigmoid_double(repetitions, x.count, x.base, y.base)
        case .tanh: contenders_tanh_double(repetitions, x.count, x.base, y.base)
        }
    }
}
