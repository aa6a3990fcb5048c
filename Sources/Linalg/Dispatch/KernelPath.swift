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

// The cut-offs are where both paths, timed in turn, are level. The ratios are OpenBLAS's time over the other's in the run of
// `scripts/bench --tune` of 2026-11-23: a Zen 4 core with AVX-512 (AMD EPYC), OpenBLAS 0.3.21 with its kernels for
// Cooperlake, one thread, medians of 31 rounds.

/// The path of a matrix product of size m×n with inner size k.
@usableFromInline
package enum GEMMPath {
    /// The most multiplications for which the inlined loops are taken where there are no tiles: complex products took OpenBLAS
    /// 1.2 to 2.3 times as long up to 3×4×4, 1.0 to 1.1 at 4×4×4, 0.5 to 0.6 at 6×6×6.
    @inlinable package static var smallLimit: Int { 64 }

    /// The most rows, columns and inner size of a product that is some tiles, whatever is transposed. In a run of 2026-11-24,
    /// commit 1a54504, OpenBLAS took 1.3 to 3.3 times as long at 4×4×4 and 8×8×8, 1.0 to 1.6 at 12×12×12 to 31×31×31, and 0.97 to
    /// 1.04 at 32×32×32, where both run near the processor's peak; 0.86 to 0.90 at 33×33×33 in Double.
    @inlinable package static var tileLimit: Int { 32 }

    /// The largest inner size at which `b` of A·Bᵀ is turned around for any number of rows and columns: OpenBLAS took 1.7 to 2.5
    /// times as long up to 31 with 1 to 4 rows; from 32 on, where it computes inner products by whole vectors, 0.6 to 1.2 times.
    /// This and what follows is of a run of 2026-11-24, commit 6c938d5.
    @inlinable package static var turnedInnerLimit: Int { 31 }

    /// The most multiplications for which OpenBLAS keeps to one thread.
    @inlinable package static var threadedLimit: Int { 1 << 18 }

    /// The most multiplications for which OpenBLAS's kernels for AVX-512 read operands where they lie, and take 0.97 to 1.15 of the
    /// package's time but for A·Bᵀ. Beyond, where it packs them, it took 1.05 to 1.25 times as long for cubes up to 160×160×160.
    @inlinable package static var unpackedLimit: Int { 1_000_000 }

    /// The most rows or columns with which a product beyond that is left to OpenBLAS. With 3 and more it took 0.7 to 3 times as
    /// long where the other sizes were 600, 0.55 to 3 times where they were 1024; less than once for up to 8 columns in Float
    /// alone.
    @inlinable package static var fewLimit: Int { 2 }

    /// The most rows for which the size of a `b` that is not transposed matters, and its most entries then. So few do not pay for
    /// packing `b`, and where it lies in memory, not in a cache, the processor does not foresee a tile's columns: with
    /// 1500×1500 entries OpenBLAS took 0.45 to 0.6 times as long in Double up to 48 rows, and level with more; with 32 rows 1.1
    /// to 1.3 times up to 1000×1000 entries, 0.8 to 0.95 in Double at 1024×1024.
    @inlinable package static var fewRowsLimit: Int { 48 }
    @inlinable package static var fewRowsEntries: Int { 1_000_000 }

    /// The path of a product, given how many threads OpenBLAS may use.
    @inlinable
    package static func choose(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int,
        threads: @autoclosure () -> Int = BLASLibrary.threadCount
    ) -> KernelPath {
        let isAcross = transA == .none && transB != .none
        if m <= tileLimit && n <= tileLimit && k <= tileLimit {
            return !isAcross || turningPays(m, n, k) ? .direct : .blas
        }
        // As a number that cannot overflow.
        let work = Double(m) * Double(n) * Double(k)
        if work > Double(threadedLimit) && threads() > 1 { return .blas }
        if work <= Double(unpackedLimit) { return isAcross && turningPays(m, n, k) ? .direct : .blas }
        if m <= fewLimit || n <= fewLimit { return .blas }
        let isFar = transB == .none && Double(n) * Double(k) > Double(fewRowsEntries)
        return isFar && m <= fewRowsLimit ? .blas : .direct
    }

    /// Whether `b` of A·Bᵀ is worth turning around. For inner sizes from 32 on OpenBLAS took 1.1 to 1.7 times as long in Float and
    /// 0.87 to 1.45 in Double where this holds; with fewer rows or columns, which do not make up for it, 0.05 to 1.2 times.
    @inlinable @inline(__always)
    package static func turningPays(_ m: Int, _ n: Int, _ k: Int) -> Bool {
        k <= turnedInnerLimit || (m >= k / 3 && n >= k / 3)
    }

    /// Whether a product is some tiles, and not empty: where ``choose(_:_:_:_:_:)`` need not be asked.
    @inlinable @inline(__always)
    package static func isTiles(_ m: Int, _ n: Int, _ k: Int) -> Bool {
        // One comparison each: zero and less become the largest numbers.
        let limit = UInt(tileLimit)
        return UInt(bitPattern: m &- 1) < limit && UInt(bitPattern: n &- 1) < limit && UInt(bitPattern: k &- 1) < limit
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
    /// The most multiplications for which the inlined loops are taken where there are no kernels: with complex numbers
    /// OpenBLAS took 1.4 to 3.2 times as long up to 10×10, 0.96 to 1.1 for A·x and Aᵀ·x at 12×12.
    @inlinable package static var smallLimit: Int { 100 }

    /// The most elements of a matrix for the kernel: of A·x, where OpenBLAS took 1.3 to 1.9 times as long up to 64×64 and 1.15
    /// to 1.4 times at 96×96, from where on it may use more than one thread.
    @inlinable package static var directLimit: Int { 9216 }

    /// The same of Aᵀ·x: 1.3 to 2.0 times up to 64×64, 1.1 to 1.3 to 88×88, 1.04 to 1.2 at 96×96, 0.7 to 1.1 at 128×128.
    @inlinable package static var directLimitAcross: Int { 9216 }

    /// The same of a rank-one update: 1.6 to 4.8 times up to 88×88, from where on OpenBLAS may use more than one thread; 1.3
    /// to 1.5 times on one at 128×128.
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
    /// The most entries for which the inlined loops are taken where there are no kernels: with complex numbers OpenBLAS took
    /// 1.1 to 1.5 times as long up to 16 in *dot* and *axpy*, 0.94 to 1.8 at 20, 0.8 to 1.15 at 32. *scal* goes with them.
    @inlinable package static var smallLimit: Int { 16 }

    /// The most entries for the kernels of *dot* and *axpy*: OpenBLAS took 1.0 to 1.7 times as long up to 256, where it was
    /// 1.01 to 1.06, and from there to 4096 both are level.
    @inlinable package static var directLimit: Int { 256 }

    @inlinable
    package static func choose(_ n: Int) -> KernelPath { n <= directLimit ? .direct : .blas }

    /// The path that takes the place of the direct one where there is none.
    @inlinable
    package static func fallback(_ n: Int) -> KernelPath { n <= smallLimit ? .small : .blas }
}

/// The path of a triangular Sylvester equation: by halves until LAPACK solves what is left at once.
package enum SylvesterPath {
    /// The most rows and columns that LAPACK solves at once. For 200 rows and columns 16 and 24 took 0.93 to 0.96 times as
    /// long, 48 was level, 64 took 1.2 to 1.3 times and LAPACK alone 3.1 to 3.5 times.
    package static let largestLeaf = 32
}

/// The path of an order of numbers.
package enum SortPath {
    /// The most numbers that are sorted by comparisons, which take less than a radix sort's passes over its 256 counts: these
    /// took 1.0 (Float) and 1.7 times (Double) as long with 128 numbers, 0.7 and 1.2 to 1.3 times with 192 and 256.
    package static let comparisonLimit = 255

    /// The same where the numbers themselves are sorted, of four bytes in three passes: a radix sort took 1.3 times as long with
    /// 256 numbers, 0.8 times with 384 and 0.4 times with 2048.
    package static let floatLimit = 320

    /// The same of eight bytes, in six passes: 1.1 times with 1024 numbers, 0.9 times with 1536.
    package static let doubleLimit = 1200
}
