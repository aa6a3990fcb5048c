/// The BLAS routines for one scalar type, row-major, under their BLAS names: the only way from generic code to C.
///
/// No interface for users: sizes, strides and pointers are not checked here, and the defects of the library are not
/// guarded against. ``Vector`` and ``Matrix`` do both.
public protocol BLASRoutines {
    /// The type of an entry.
    associatedtype Element
    /// The type of a magnitude.
    associatedtype RealType

    // MARK: Level 1: count, then each vector with its stride

    /// Σ xᵢ·yᵢ.
    static func dotu(
        _ n: Int, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>, _ sy: Int
    ) -> Element
    /// Σ conj(xᵢ)·yᵢ.
    static func dotc(
        _ n: Int, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>, _ sy: Int
    ) -> Element
    /// y += alpha·x.
    static func axpy(
        _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafeMutablePointer<Element>,
        _ sy: Int)
    /// x *= alpha.
    static func scal(_ n: Int, _ alpha: Element, _ x: UnsafeMutablePointer<Element>, _ sx: Int)
    /// √Σ|xᵢ|².
    static func nrm2(_ n: Int, _ x: UnsafePointer<Element>, _ sx: Int) -> RealType
    /// Σ|re xᵢ| + |im xᵢ|.
    static func asum(_ n: Int, _ x: UnsafePointer<Element>, _ sx: Int) -> RealType
    /// The first index of the largest |re xᵢ| + |im xᵢ|.
    static func iamax(_ n: Int, _ x: UnsafePointer<Element>, _ sx: Int) -> Int

    // MARK: Direct: for real types, with no generic code between the caller and C, the path chosen by size

    /// As ``dotu(_:_:_:_:_:)``; nil if the type has no direct way.
    static func directDot(
        _ n: Int, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>, _ sy: Int
    ) -> Element?
    /// As ``axpy(_:_:_:_:_:_:)``, but with `alpha` zero nothing is read; false, and nothing done, if the type has no direct way.
    static func directAxpy(
        _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafeMutablePointer<Element>,
        _ sy: Int
    ) -> Bool
    /// As *gemv*; false, and nothing done, if there is no direct way for the type, an empty operand or a special factor.
    static func directGemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int,
        _ x: UnsafePointer<Element>, _ sx: Int, _ beta: Element, _ y: UnsafeMutablePointer<Element>, _ sy: Int
    ) -> Bool
    /// As *ger*, but with `alpha` zero nothing is read; false, and nothing done, if the type has no direct way.
    static func directGer(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>,
        _ sy: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int
    ) -> Bool
    /// As *gemm*; false, and nothing done, if there is no direct way for the type, an empty operand or a special factor, or no
    /// own product for the processor although the size is one for it.
    static func directGemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element,
        _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element,
        _ c: UnsafeMutablePointer<Element>, _ ldc: Int
    ) -> Bool

    // MARK: Own: the package's kernels in C whatever the size, for operands that are not empty

    /// As ``directDot(_:_:_:_:_:)``; nil for other types, and for strides other than one.
    static func ownDot(
        _ n: Int, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>, _ sy: Int
    ) -> Element?
    /// As ``axpy(_:_:_:_:_:_:)``; false, and nothing done, for other types, and for strides other than one.
    static func ownAxpy(
        _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafeMutablePointer<Element>,
        _ sy: Int
    ) -> Bool
    /// As *gemv*; false, and nothing done, for other types, strides other than one, and an infinite or NaN `beta`.
    static func ownGemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int,
        _ x: UnsafePointer<Element>, _ sx: Int, _ beta: Element, _ y: UnsafeMutablePointer<Element>, _ sy: Int
    ) -> Bool
    /// As *ger*; false, and nothing done, for other types, and for strides other than one.
    static func ownGer(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>,
        _ sy: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int
    ) -> Bool
    /// As *gemm*; false, and nothing done, for other types and on processors without wide vectors.
    static func ownGemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element,
        _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element,
        _ c: UnsafeMutablePointer<Element>, _ ldc: Int
    ) -> Bool

    /// As many products of one size as `count` says, each with operands so many entries after those of the one before: as
    /// ``ownGemm(_:_:_:_:_:_:_:_:_:_:_:_:_:)`` of each; false, and nothing done, where that is.
    static func ownGemmStack(
        _ count: Int, _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element,
        _ a: UnsafePointer<Element>, _ lda: Int, _ stepA: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ stepB: Int,
        _ beta: Element, _ c: UnsafeMutablePointer<Element>, _ ldc: Int, _ stepC: Int
    ) -> Bool

    // MARK: Elementwise

    /// y = f(x) with vector instructions; false, and nothing done, if there are none for this function and type.
    static func apply(
        _ function: ElementaryFunction, _ n: Int, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>
    ) -> Bool

    // MARK: Level 2

    /// y = alpha·op(a)·x + beta·y, where a is m×n.
    static func gemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int,
        _ x: UnsafePointer<Element>, _ sx: Int, _ beta: Element, _ y: UnsafeMutablePointer<Element>, _ sy: Int)
    /// a += alpha·x·yᵀ.
    static func geru(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>,
        _ sy: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int)
    /// a += alpha·x·yᴴ.
    static func gerc(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>,
        _ sy: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int)
    /// y = alpha·a·x + beta·y for symmetric (*symv*) or Hermitian (*hemv*) a.
    static func hemv(
        _ triangle: Triangle, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int,
        _ x: UnsafePointer<Element>, _ sx: Int, _ beta: Element, _ y: UnsafeMutablePointer<Element>, _ sy: Int)
    /// x = op(a)⁻¹·x for triangular a.
    static func trsv(
        _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ n: Int, _ a: UnsafePointer<Element>,
        _ lda: Int, _ x: UnsafeMutablePointer<Element>, _ sx: Int)

    // MARK: Level 3

    /// c = alpha·op(a)·op(b) + beta·c, where c is m×n and the inner size k.
    static func gemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element,
        _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element,
        _ c: UnsafeMutablePointer<Element>, _ ldc: Int)
    /// c = alpha·a·b + beta·c, or b·a, for symmetric (*symm*) or Hermitian (*hemm*) a.
    static func hemm(
        _ side: Side, _ triangle: Triangle, _ m: Int, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>,
        _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element, _ c: UnsafeMutablePointer<Element>,
        _ ldc: Int)
    /// c = alpha·op(a)·op(a)ᴴ + beta·c in one triangle (*syrk*, *herk*), where c is n×n and the inner size k.
    static func herk(
        _ triangle: Triangle, _ transA: Transpose, _ n: Int, _ k: Int, _ alpha: RealType,
        _ a: UnsafePointer<Element>, _ lda: Int, _ beta: RealType, _ c: UnsafeMutablePointer<Element>,
        _ ldc: Int)
    /// b = alpha·op(a)⁻¹·b, or b·op(a)⁻¹, for triangular a; b is m×n.
    static func trsm(
        _ side: Side, _ triangle: Triangle, _ transA: Transpose, _ diagonal: Diagonal, _ m: Int, _ n: Int,
        _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafeMutablePointer<Element>, _ ldb: Int)
}
