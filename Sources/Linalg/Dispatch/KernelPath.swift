/// Which implementation computes a product.
@usableFromInline
package enum KernelPath: Sendable, Hashable {
    /// The inlined loops of ``SmallKernels``: no call, for sizes at which calling costs more than computing.
    case small
    /// The package's own kernels in C, for real numbers on processors with wide vectors; elsewhere one of the other two.
    case direct
    /// OpenBLAS.
    case blas
}

// The cut-offs are where both paths, timed in turn, are level on a Zen 4 core with OpenBLAS 0.3.21, whose
// own kernels for small matrices answer a call within 35 ns.

/// The path of a matrix product of size m×n with inner size k.
@usableFromInline
package enum GEMMPath {
    /// The most multiplications for which the inlined loops are taken where there are no tiles.
    @inlinable package static var smallLimit: Int { 32 }

    /// The most rows, columns and inner size of a product that is some tiles, whatever is transposed. OpenBLAS took 1.9 to 2.5
    /// times as long at 2×2×2 to 8×8×8, 1.0 to 1.7 at 9×9×9 to 24×24×24, and 0.96 to 1.1 at 32×32×32, where both run at the
    /// processor's peak; 0.9 at 33×33×33.
    @inlinable package static var tileLimit: Int { 32 }

    /// The same for Aᵀ·Bᵀ, for which b is turned around first: 0.9 to 1.0 times at 29×29×29 to 32×32×32.
    @inlinable package static var tileLimitAcross: Int { 28 }

    /// The most multiplications of A·Bᵀ, which OpenBLAS's kernels for small matrices read across: it took 1.1 to 5 times as
    /// long at 2×2×2 to 32×32×32 and 1.0 to 1.2 times at 64×784·(128×784)ᵀ. Beyond, it may use more than one thread.
    @inlinable package static var tilesAcrossLimit: Int { 1 << 18 }

    @inlinable
    package static func choose(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int
    ) -> KernelPath {
        let side = transA != .none && transB != .none ? tileLimitAcross : tileLimit
        if m <= side && n <= side && k <= side { return .direct }
        // Each size is compared first, so that the product cannot overflow.
        let limit = tilesAcrossLimit
        let isAcross = transA == .none && transB != .none
        return isAcross && m <= limit && n <= limit && k <= limit && m &* n <= limit && m &* n &* k <= limit
            ? .direct : .blas
    }

    /// The path that takes the place of the direct one where there is none.
    @inlinable
    package static func fallback(_ m: Int, _ n: Int, _ k: Int) -> KernelPath {
        m <= smallLimit && n <= smallLimit && k <= smallLimit && m &* n &* k <= smallLimit ? .small : .blas
    }
}

/// The path of a matrix-vector product or of a rank-one update with an m×n matrix.
@usableFromInline
package enum GEMVPath {
    /// The most multiplications for which the inlined loops are taken where there are no kernels.
    @inlinable package static var smallLimit: Int { 32 }

    /// The most elements of a matrix for the kernel: of A·x, where OpenBLAS took 1.4 to 4 times as long up to 64×64 and 1.1 to
    /// 1.5 times at 96×96, from where on it may use more than one thread.
    @inlinable package static var directLimit: Int { 9216 }

    /// The same of Aᵀ·x: 1.3 to 5 times up to 64×64, 0.6 to 1.0 at 128×128.
    @inlinable package static var directLimitAcross: Int { 4096 }

    /// The same of a rank-one update: 1.5 to 8 times up to 96×96, from where on OpenBLAS may use more than one thread.
    @inlinable package static var directUpdateLimit: Int { 8192 }

    @inlinable
    package static func choose(_ transA: Transpose, _ m: Int, _ n: Int) -> KernelPath {
        isAtMost(transA == .none ? directLimit : directLimitAcross, m, n) ? .direct : .blas
    }

    @inlinable
    package static func chooseForUpdate(_ m: Int, _ n: Int) -> KernelPath {
        isAtMost(directUpdateLimit, m, n) ? .direct : .blas
    }

    /// The path that takes the place of the direct one where there is none.
    @inlinable
    package static func fallback(_ m: Int, _ n: Int) -> KernelPath { isAtMost(smallLimit, m, n) ? .small : .blas }

    // Each size is compared first, so that the product cannot overflow.
    @inlinable
    static func isAtMost(_ limit: Int, _ m: Int, _ n: Int) -> Bool { m <= limit && n <= limit && m &* n <= limit }
}

/// The path of an operation on vectors of n entries.
@usableFromInline
package enum VectorPath {
    /// The most entries for which the inlined loops are taken where there are no kernels.
    @inlinable package static var smallLimit: Int { 16 }

    /// The most entries for the kernels of *dot* and *axpy*: OpenBLAS took 1.4 to 4 times as long up to 64, and 1.0 to 1.2
    /// times at 256.
    @inlinable package static var directLimit: Int { 256 }

    @inlinable
    package static func choose(_ n: Int) -> KernelPath { n <= directLimit ? .direct : .blas }

    /// The path that takes the place of the direct one where there is none.
    @inlinable
    package static func fallback(_ n: Int) -> KernelPath { n <= smallLimit ? .small : .blas }
}

/// The path of a triangular Sylvester equation: by halves until LAPACK solves what is left at once.
package enum SylvesterPath {
    /// The most rows and columns that LAPACK solves at once. On a Zen 4 core 16, 32 and 64 are level: for 200 rows and
    /// columns in double precision 3.5 to 4.3 ms, where LAPACK alone takes 12 ms.
    package static let largestLeaf = 32
}

/// The path of an order of numbers.
package enum SortPath {
    /// The most numbers that are sorted by comparisons, which take less than a radix sort's passes over its 256 counts.
    package static let comparisonLimit = 255
}
