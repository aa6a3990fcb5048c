/// Which implementation computes a product.
@usableFromInline
package enum KernelPath: Sendable, Hashable {
    /// The inlined loops of ``SmallKernels``: no call, for sizes at which calling costs more than computing.
    case small
    /// OpenBLAS.
    case blas
}

/// The path of a matrix product of size m×n with inner size k.
@usableFromInline
package enum GEMMPath {
    /// Up to this many multiplications the inlined loops win (`Benchmarks`, `products`).
    static let smallLimit = 64

    @inlinable
    package static func choose(_ m: Int, _ n: Int, _ k: Int) -> KernelPath {
        // Each size is compared first, so that the product cannot overflow.
        m <= 64 && n <= 64 && k <= 64 && m &* n &* k <= 64 ? .small : .blas
    }
}

/// The path of a matrix-vector product or of a rank-one update with an m×n matrix.
@usableFromInline
package enum GEMVPath {
    @inlinable
    package static func choose(_ m: Int, _ n: Int) -> KernelPath {
        m <= 64 && n <= 64 && m &* n <= 64 ? .small : .blas
    }
}

/// The path of an operation on vectors of n entries.
@usableFromInline
package enum VectorPath {
    @inlinable
    package static func choose(_ n: Int) -> KernelPath { n <= 16 ? .small : .blas }
}
