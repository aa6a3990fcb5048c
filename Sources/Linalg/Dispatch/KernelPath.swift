/// Which implementation computes a product.
@usableFromInline
package enum KernelPath: Sendable, Hashable {
    /// The inlined loops of ``SmallKernels``: no call, for sizes at which calling costs more than computing.
    case small
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

    @inlinable
    package static func choose(_ m: Int, _ n: Int, _ k: Int) -> KernelPath {
        // Each size is compared first, so that the product cannot overflow.
        m <= smallLimit && n <= smallLimit && k <= smallLimit && m &* n &* k <= smallLimit ? .small : .blas
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
