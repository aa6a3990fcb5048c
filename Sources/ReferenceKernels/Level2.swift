// Matrix with vector: m·n elements of the matrix, each used once.

extension Reference {
    /// Overwrites `y` with `alpha · op(a) · x + beta · y`.
    ///
    /// `op(a)` is `a`, or its transpose with `transpose`. Shapes: `a` is stored rows×columns in either case; `x` holds
    /// `columns` elements and `y` `rows`, or with `transpose` the other way round. With `beta == 0`, `y` is only
    /// written: a NaN in it cannot survive. With `alpha == 0`, `a` and `x` are not read. Known in BLAS as *gemv*.
    ///
    /// - Precondition: sizes are not negative; `rowStride ≥ columns`; vector strides are not 0.
    /// - Complexity: 2·rows·columns flops, no allocation.
    /// - Accuracy: each entry's error is at most (k + 2)·u·(|alpha||op(a)||x| + |beta||y|) to first order, with k the
    ///   elements of `x`.
    /// - Source: Dongarra, Du Croz, Hammarling, Hanson, An Extended Set of Fortran BLAS, 1988.
    @specialized(where T == Float)
    @specialized(where T == Double)
    public static func gemv<T: BinaryFloatingPoint>(
        transpose: Bool, rows: Int, columns: Int, alpha: T, a: UnsafePointer<T>, rowStride: Int,
        x: UnsafePointer<T>, strideX: Int, beta: T, y: UnsafeMutablePointer<T>, strideY: Int
    ) {
        check("gemv", "a", rows: rows, columns: columns, rowStride: rowStride)
        check("gemv", "x", stride: strideX)
        check("gemv", "y", stride: strideY)
        let countX = transpose ? rows : columns
        let countY = transpose ? columns : rows
        multiplyOrClear(countY, beta, y, strideY)
        if alpha == 0 { return }

        let x = x + start(countX, strideX)
        let y = y + start(countY, strideY)
        if transpose {
            // y += (alpha · x[i]) · row i of a
            for i in 0..<rows {
                let row = a + i &* rowStride
                let factor = alpha * x[i &* strideX]
                for j in 0..<columns { y[j &* strideY] += factor * row[j] }
            }
        } else {
            // y[i] += alpha · (row i of a) · x
            for i in 0..<rows {
                let row = a + i &* rowStride
                var sum: T = 0
                for j in 0..<columns { sum += row[j] * x[j &* strideX] }
                y[i &* strideY] += alpha * sum
            }
        }
    }

    /// Adds a multiple of an outer product to a matrix.
    ///
    /// `a[i, j] += alpha · x[i] · y[j]`. Shapes: `a` rows×columns, `x` holds `rows` elements, `y` `columns`. With
    /// `alpha == 0`, `x` and `y` are not read and `a` stays as it is. Known in BLAS as *ger*.
    ///
    /// - Precondition: sizes are not negative; `rowStride ≥ columns`; vector strides are not 0.
    /// - Complexity: 2·rows·columns flops, no allocation.
    /// - Accuracy: three roundings an entry.
    /// - Source: Dongarra, Du Croz, Hammarling, Hanson, An Extended Set of Fortran BLAS, 1988.
    @specialized(where T == Float)
    @specialized(where T == Double)
    public static func ger<T: BinaryFloatingPoint>(
        rows: Int, columns: Int, alpha: T, x: UnsafePointer<T>, strideX: Int, y: UnsafePointer<T>, strideY: Int,
        a: UnsafeMutablePointer<T>, rowStride: Int
    ) {
        check("ger", "a", rows: rows, columns: columns, rowStride: rowStride)
        check("ger", "x", stride: strideX)
        check("ger", "y", stride: strideY)
        if alpha == 0 { return }

        let x = x + start(rows, strideX)
        let y = y + start(columns, strideY)
        for i in 0..<rows {
            let row = a + i &* rowStride
            let factor = alpha * x[i &* strideX]
            for j in 0..<columns { row[j] += factor * y[j &* strideY] }
        }
    }

    /// `y *= beta`, where `beta == 0` writes zeros without reading and `beta == 1` touches nothing.
    @inline(__always)
    static func multiplyOrClear<T: BinaryFloatingPoint>(
        _ count: Int, _ beta: T, _ y: UnsafeMutablePointer<T>, _ stride: Int
    ) {
        if beta == 1 { return }
        let y = y + start(count, stride)
        if beta == 0 {
            for i in 0..<count { y[i &* stride] = 0 }
        } else {
            for i in 0..<count { y[i &* stride] *= beta }
        }
    }
}
