// The products. Output comes last and is overwritten or added to; nothing is allocated unless the output shares its
// storage with another value.

/// Overwrites `c` with `alpha · op(a) · op(b) + beta · c`.
///
/// Shapes: `op(a)` m×k, `op(b)` k×n, `c` m×n. With `beta` zero `c` is only written: a NaN in it cannot survive. With
/// `alpha` zero neither `a` nor `b` is read. Known in BLAS as *gemm*.
///
/// - Precondition: the shapes agree.
/// - Complexity: 2·m·n·k flops, no allocation but for a work area of 1.25 MiB, which a thread makes for its first large product
///   and keeps.
/// - Accuracy: each entry's error over `(|alpha||A||B| + |beta||C|)·u` is tested at ≤ 16 for k up to 50, and grows as k.
/// - Source: Dongarra, Du Croz, Hammarling, Duff: A set of level 3 basic linear algebra subprograms, 1990.
@inlinable
public func multiply<Element: Scalar>(
    _ a: Matrix<Element>, _ b: Matrix<Element>, into c: inout Matrix<Element>, alpha: Element = 1, beta: Element = 0,
    transposeA: Transpose = .none, transposeB: Transpose = .none
) {
    c.makeUnique(discardingElements: beta == 0)
    Kernels.gemm(transposeA, transposeB, alpha, a.unsafeView, b.unsafeView, beta, c.unsafeView)
    extendLifetime(a)
    extendLifetime(b)
}

/// Overwrites each of the matrices that are stacked in `c` with the product of those that are in its place in `a` and `b`,
/// `alpha · op(aᵢ) · op(bᵢ) + beta · cᵢ`.
///
/// A stack is a matrix in which `count` matrices of one size lie one below the other, as in memory an array of three axes does.
/// What surrounds a product is paid for once, which is most of what one of few entries costs; those of 2×2 and 4×4 matrices are
/// computed by whole vectors.
///
/// ```swift
/// // 1,000 rotations, each by another.
/// multiply(stacksOf: 1000, rotations, others, into: &results)
/// ```
///
/// Shapes: `op(aᵢ)` m×k, `op(bᵢ)` k×n, `cᵢ` m×n, so that `c` is (count·m)×n. Where one `b` is meant for all,
/// ``multiply(_:_:into:alpha:beta:transposeA:transposeB:)`` of the stack as a whole says so. With `beta` zero `c` is only written;
/// with `alpha` zero neither `a` nor `b` is read. Known in BLAS as *gemm_batch_strided*.
///
/// - Precondition: `count` is at least 1, the rows of each stack are a multiple of it, and the shapes agree.
/// - Complexity: 2·count·m·n·k flops, no allocation.
/// - Accuracy: that of one product.
/// - Source: Heinecke, Henry, Hutchinson, Pabst: LIBXSMM: accelerating small matrix multiplications by runtime code generation,
///   2016, for the problem; Intel's extension of BLAS for the name.
@inlinable
public func multiply<Element: Scalar>(
    stacksOf count: Int, _ a: Matrix<Element>, _ b: Matrix<Element>, into c: inout Matrix<Element>, alpha: Element = 1,
    beta: Element = 0, transposeA: Transpose = .none, transposeB: Transpose = .none
) {
    c.makeUnique(discardingElements: beta == 0)
    Kernels.gemmStack(count, transposeA, transposeB, alpha, a.unsafeView, b.unsafeView, beta, c.unsafeView)
    extendLifetime(a)
    extendLifetime(b)
}

/// Overwrites `y` with `alpha · op(a) · x + beta · y`.
///
/// Shapes: `op(a)` m×n, `x` n, `y` m. With `beta` zero `y` is only written; with `alpha` zero neither `a` nor `x` is
/// read. Known in BLAS as *gemv*.
///
/// - Precondition: the shapes agree.
/// - Complexity: 2·m·n flops, no allocation.
/// - Accuracy: each entry's error over `(|alpha||A||x| + |beta||y|)·u` is tested at ≤ 16 for n up to 50.
/// - Source: Dongarra, Du Croz, Hammarling, Hanson: An extended set of Fortran basic linear algebra subprograms, 1988.
@inlinable
public func multiply<Element: Scalar>(
    _ a: Matrix<Element>, _ x: Vector<Element>, into y: inout Vector<Element>, alpha: Element = 1, beta: Element = 0,
    transposeA: Transpose = .none
) {
    y.makeUnique(discardingElements: beta == 0)
    Kernels.gemv(transposeA, alpha, a.unsafeView, x.unsafeView, beta, y.unsafeView)
    extendLifetime(a)
    extendLifetime(x)
}

/// Overwrites `c` with `alpha · a · b + beta · c`, or with `alpha · b · a + beta · c`, for a symmetric `a`.
///
/// Only the given triangle of `a` is read. Known in BLAS as *symm*.
///
/// Shapes: `a` m×m on the left or n×n on the right, `b` and `c` m×n.
///
/// - Precondition: the shapes agree.
/// - Complexity: 2·m·n·(size of a) flops, no allocation.
@inlinable
public func multiply<Element: RealScalar>(
    symmetric a: Matrix<Element>, _ triangle: Triangle, _ b: Matrix<Element>, into c: inout Matrix<Element>,
    alpha: Element = 1, beta: Element = 0, side: Side = .left
) {
    c.makeUnique(discardingElements: beta == 0)
    Kernels.hemm(side, triangle, alpha, a.unsafeView, b.unsafeView, beta, c.unsafeView)
    extendLifetime(a)
    extendLifetime(b)
}

/// Overwrites `y` with `alpha · a · x + beta · y` for a symmetric `a`.
///
/// Only the given triangle of `a` is read. Known in BLAS as *symv*.
///
/// - Precondition: `a` is n×n, `x` and `y` have n elements.
/// - Complexity: 2·n² flops, no allocation.
@inlinable
public func multiply<Element: RealScalar>(
    symmetric a: Matrix<Element>, _ triangle: Triangle, _ x: Vector<Element>, into y: inout Vector<Element>,
    alpha: Element = 1, beta: Element = 0
) {
    y.makeUnique(discardingElements: beta == 0)
    Kernels.hemv(triangle, alpha, a.unsafeView, x.unsafeView, beta, y.unsafeView)
    extendLifetime(a)
    extendLifetime(x)
}

extension Matrix {
    /// The matrix product, as a new matrix. ``multiply(_:_:into:alpha:beta:transposeA:transposeB:)`` writes into one that exists.
    ///
    /// - Precondition: `a.columns == b.rows`.
    public static func * (a: Matrix, b: Matrix) -> Matrix {
        require(a.columns == b.rows, "multiply: \(a.shape) by \(b.shape)")
        var result = Matrix(uninitializedRows: a.rows, columns: b.columns)
        multiply(a, b, into: &result)
        return result
    }

    /// The product with a column vector, as a new vector.
    /// ``multiply(_:_:into:alpha:beta:transposeA:)-(Matrix<Element>,_,_,_,_,_)`` writes into one that exists.
    ///
    /// - Precondition: `a.columns == x.count`.
    public static func * (a: Matrix, x: Vector<Element>) -> Vector<Element> {
        require(a.columns == x.count, "multiply: \(a.shape) by a vector of \(x.count)")
        var result = Vector<Element>(uninitializedCount: a.rows)
        multiply(a, x, into: &result)
        return result
    }

    /// Adds `alpha · x · yᵀ`; with `alpha` zero neither vector is read.
    ///
    /// Known in BLAS as *ger*; *geru* for complex numbers.
    ///
    /// - Precondition: `x` has `rows` elements and `y` has `columns`.
    /// - Complexity: 2·rows·columns flops, no allocation unless this matrix shares its storage.
    @inlinable
    public mutating func addOuterProduct(_ x: Vector<Element>, _ y: Vector<Element>, scaledBy alpha: Element = 1) {
        makeUnique()
        Kernels.ger(alpha, x.unsafeView, y.unsafeView, unsafeView)
        extendLifetime(x)
        extendLifetime(y)
    }

    /// Overwrites one triangle, with the diagonal, by `alpha · op(a) · op(a)ᴴ + beta · self`; the other is not touched.
    ///
    /// Shapes: `op(a)` n×k, this matrix n×n. For real numbers `ᴴ` is the transpose. With `beta` zero the triangle is
    /// only written. Known in BLAS as *syrk*; *herk* for complex numbers.
    ///
    /// - Parameters:
    ///   - a: The factor.
    ///   - triangle: The triangle of this matrix that is written.
    ///   - alpha: What the product is multiplied by.
    ///   - beta: What this matrix is multiplied by first.
    ///   - transposeA: ``Transpose/none`` for `a · aᴴ`, anything else for `aᴴ · a`.
    /// - Precondition: the shapes agree.
    /// - Complexity: n²·k flops, no allocation unless this matrix shares its storage.
    @inlinable
    public mutating func addSymmetricProduct(
        of a: Matrix, in triangle: Triangle, alpha: Element.RealType = 1, beta: Element.RealType = 1,
        transposeA: Transpose = .none
    ) {
        makeUnique()
        Kernels.herk(triangle, transposeA, alpha, a.unsafeView, beta, unsafeView)
        extendLifetime(a)
    }
}
