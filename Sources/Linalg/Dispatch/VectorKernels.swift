internal import ComplexModule
internal import RealModule

/// The kernels that the types of this package and the neural networks call: shapes checked, the library's defects
/// guarded against, and the path chosen by size.
@usableFromInline
package enum Kernels {}

// MARK: - Vectors

extension Kernels {
    /// Σ op(xᵢ)·yᵢ. Known in BLAS as *dot*, *dotu*, *dotc*.
    @inlinable @inline(__always)
    package static func dot<T: Scalar>(_ x: UnsafeVector<T>, _ y: UnsafeVector<T>, conjugatingFirst: Bool = false) -> T
    {
        if x.count != y.count { trapOnCounts("dot", x.count, y.count) }
        if let sum = T.Routines.directDot(x.count, x.base, x.stride, y.base, y.stride) { return sum }
        return dot(x, y, conjugatingFirst: conjugatingFirst, path: VectorPath.choose(x.count))
    }

    @usableFromInline @inline(never)
    static func trapOnCounts(_ operation: StaticString, _ x: Int, _ y: Int) -> Never {
        trap("\(operation): vectors of \(x) and \(y) entries")
    }

    /// The same by a given path.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func dot<T: Scalar>(
        _ x: UnsafeVector<T>, _ y: UnsafeVector<T>, conjugatingFirst: Bool = false, path: KernelPath
    ) -> T {
        if x.count != y.count { trapOnCounts("dot", x.count, y.count) }
        var path = path
        if path == .direct {
            if let sum = T.Routines.ownDot(x.count, x.base, x.stride, y.base, y.stride) { return sum }
            path = VectorPath.fallback(x.count)
        }
        if path == .small { return SmallKernels.dot(x, y, conjugatingFirst: conjugatingFirst) }
        return conjugatingFirst
            ? T.Routines.dotc(x.count, x.base, x.stride, y.base, y.stride)
            : T.Routines.dotu(x.count, x.base, x.stride, y.base, y.stride)
    }

    /// y += alpha·x. Known in BLAS as *axpy*.
    @inlinable @inline(__always)
    package static func axpy<T: Scalar>(_ alpha: T, _ x: UnsafeVector<T>, _ y: UnsafeVector<T>) {
        if x.count != y.count { trapOnCounts("add", x.count, y.count) }
        if T.Routines.directAxpy(x.count, alpha, x.base, x.stride, y.base, y.stride) { return }
        axpy(alpha, x, y, path: VectorPath.choose(x.count))
    }

    /// The same by a given path.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func axpy<T: Scalar>(_ alpha: T, _ x: UnsafeVector<T>, _ y: UnsafeVector<T>, path: KernelPath) {
        if x.count != y.count { trapOnCounts("add", x.count, y.count) }
        if alpha == 0 { return }
        var path = path
        if path == .direct {
            if T.Routines.ownAxpy(x.count, alpha, x.base, x.stride, y.base, y.stride) { return }
            path = VectorPath.fallback(x.count)
        }
        if path == .small { return SmallKernels.axpy(alpha, x, y) }
        T.Routines.axpy(x.count, alpha, x.base, x.stride, y.base, y.stride)
    }

    /// x *= alpha by the rules of IEEE 754: zero times NaN stays NaN. Known in BLAS as *scal*.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func scal<T: Scalar>(_ alpha: T, _ x: UnsafeVector<T>) {
        // OpenBLAS's *scal* writes zeros for a NaN factor, and for zero times NaN.
        if VectorPath.fallback(x.count) == .small || alpha == 0 || !alpha.isFinite {
            for i in 0..<x.count { x[i] *= alpha }
        } else {
            T.Routines.scal(x.count, alpha, x.base, x.stride)
        }
    }

    /// √Σ|xᵢ|², without undue overflow or underflow. Known in BLAS as *nrm2*.
    @usableFromInline
    package static func nrm2<T: Scalar>(_ x: UnsafeVector<T>) -> T.RealType {
        x.count == 0 ? 0 : T.Routines.nrm2(x.count, x.base, x.stride)
    }

    /// Σ|re xᵢ| + |im xᵢ|. Known in BLAS as *asum*.
    @usableFromInline
    package static func asum<T: Scalar>(_ x: UnsafeVector<T>) -> T.RealType {
        x.count == 0 ? 0 : T.Routines.asum(x.count, x.base, x.stride)
    }

    /// The first index of the largest |re xᵢ| + |im xᵢ|, or that of the first NaN. Known in BLAS as *iamax*.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    @usableFromInline
    package static func iamax<T: Scalar>(_ x: UnsafeVector<T>) -> Int? {
        if x.count == 0 { return nil }
        // OpenBLAS's *iamax* answers anything when there is a NaN. The sum of magnitudes is NaN just then.
        if asum(x).isNaN { return (0..<x.count).first { x[$0].containsNaN } }
        return T.Routines.iamax(x.count, x.base, x.stride)
    }
}
