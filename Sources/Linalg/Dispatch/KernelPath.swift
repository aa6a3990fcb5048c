/// Which implementation computes a product.
@usableFromInline
package enum KernelPath: Sendable, Hashable {
    /// The inlined loops of ``SmallKernels``: no call, for sizes at which calling costs more than computing.
    case small
    /// The package's own product in tiles of registers, for real numbers on processors with wide vectors; elsewhere OpenBLAS.
    case tiles
    /// OpenBLAS.
    case blas
}

// The cut-offs are where both paths, timed in turn, are level on a Zen 4 core with OpenBLAS 0.3.21, whose
// own kernels for small matrices answer a call within 35 ns.

/// The path of a matrix product of size m×n with inner size k.
@usableFromInline
package enum GEMMPath {
    /// The most multiplications for which the inlined loops are taken.
    @inlinable package static var smallLimit: Int { 32 }

    /// The most rows, columns and inner size of a product that is a single tile, whatever is transposed. OpenBLAS took 1.0 to
    /// 3.6 times as long at 2×2×2 to 12×12×12, but 0.6 to 0.8 times at 16×16×16.
    @inlinable package static var tileLimit: Int { 12 }

    /// The most multiplications of A·Bᵀ, which OpenBLAS's kernels for small matrices read across: it took 1.1 to 2.9 times as
    /// long at 2×2×2 to 32×32×32 and 1.0 to 1.2 times at 64×784·(128×784)ᵀ. Beyond, it may use more than one thread.
    @inlinable package static var tilesAcrossLimit: Int { 1 << 18 }

    @inlinable
    package static func choose(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int
    ) -> KernelPath {
        // Each size is compared first, so that the product cannot overflow.
        if m <= smallLimit && n <= smallLimit && k <= smallLimit && m &* n &* k <= smallLimit { return .small }
        if m <= tileLimit && n <= tileLimit && k <= tileLimit { return .tiles }
        let limit = tilesAcrossLimit
        let isAcross = transA == .none && transB != .none
        return isAcross && m <= limit && n <= limit && k <= limit && m &* n <= limit && m &* n &* k <= limit
            ? .tiles : .blas
    }
}

/// The path of a matrix-vector product or of a rank-one update with an m×n matrix.
@usableFromInline
package enum GEMVPath {
    /// The most multiplications for which the inlined loops are taken.
    @inlinable package static var smallLimit: Int { 32 }

    @inlinable
    package static func choose(_ m: Int, _ n: Int) -> KernelPath {
        m <= smallLimit && n <= smallLimit && m &* n <= smallLimit ? .small : .blas
    }
}

/// The path of an operation on vectors of n entries.
@usableFromInline
package enum VectorPath {
    /// The most entries for which the inlined loops are taken.
    @inlinable package static var smallLimit: Int { 16 }

    @inlinable
    package static func choose(_ n: Int) -> KernelPath { n <= smallLimit ? .small : .blas }
}

/// The path of a triangular Sylvester equation: by halves until LAPACK solves what is left at once.
enum SylvesterPath {
    /// The most rows and columns that LAPACK solves at once. On a Zen 4 core 16, 32 and 64 are level: for 200 rows and
    /// columns in double precision 3.5 to 4.3 ms, where LAPACK alone takes 12 ms.
    static let largestLeaf = 32
}
