// Matrix with matrix: each element used many times.

extension Reference {
    /// Overwrites `c` with `alpha · op(a) · op(b) + beta · c`.
    ///
    /// `op` is the identity, or the transpose where its flag says so. Shapes: `op(a)` rows×inner, `op(b)`
    /// inner×columns, `c` rows×columns; so with `transposeA`, `a` is stored inner×rows, and with `transposeB`, `b` is
    /// stored columns×inner. With `beta == 0`, `c` is only written: a NaN in it cannot survive. With `alpha == 0`,
    /// `a` and `b` are not read. Otherwise no product is skipped: 0 times NaN counts. Known in BLAS as *gemm*.
    ///
    /// - Precondition: sizes are not negative; each row stride is at least the columns stored.
    /// - Complexity: 2·rows·columns·inner flops, no allocation.
    /// - Accuracy: each entry's error is at most (inner + 2)·u·(|alpha||op(a)||op(b)| + |beta||c|) to first order.
    /// - Source: Dongarra, Du Croz, Duff, Hammarling, A Set of Level 3 Basic Linear Algebra Subprograms, 1990.
    @specialized(where T == Float)
    @specialized(where T == Double)
    public static func gemm<T: BinaryFloatingPoint>(
        transposeA: Bool, transposeB: Bool, rows: Int, columns: Int, inner: Int,
        alpha: T, a: UnsafePointer<T>, rowStrideA: Int, b: UnsafePointer<T>, rowStrideB: Int,
        beta: T, c: UnsafeMutablePointer<T>, rowStrideC: Int
    ) {
        check(
            "gemm", "a", rows: transposeA ? inner : rows, columns: transposeA ? rows : inner, rowStride: rowStrideA)
        check(
            "gemm", "b", rows: transposeB ? columns : inner, columns: transposeB ? inner : columns,
            rowStride: rowStrideB)
        check("gemm", "c", rows: rows, columns: columns, rowStride: rowStrideC)

        // op(a)[i, p] lies at a[i · downA + p · alongA].
        let downA = transposeA ? 1 : rowStrideA
        let alongA = transposeA ? rowStrideA : 1
        for i in 0..<rows {
            let rowC = c + i &* rowStrideC
            multiplyOrClear(columns, beta, rowC, 1)
            if alpha == 0 { continue }
            let rowA = a + i &* downA
            if transposeB {
                // Row j of b is contiguous: c[i, j] += alpha · (row i of op(a)) · (row j of b)
                for j in 0..<columns {
                    let rowB = b + j &* rowStrideB
                    var sum: T = 0
                    for p in 0..<inner { sum += rowA[p &* alongA] * rowB[p] }
                    rowC[j] += alpha * sum
                }
            } else {
                // Rows of b and c are contiguous: row i of c += (alpha · op(a)[i, p]) · row p of b
                for p in 0..<inner {
                    let rowB = b + p &* rowStrideB
                    let factor = alpha * rowA[p &* alongA]
                    for j in 0..<columns { rowC[j] += factor * rowB[j] }
                }
            }
        }
    }
}
