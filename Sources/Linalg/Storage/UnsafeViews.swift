/// Where a strided vector lies in memory. The memory is somebody else's and is not kept alive.
///
/// The kernels read or write through it as their documentation says; ``Vector`` is the safe type.
@usableFromInline
package struct UnsafeVector<Element: Scalar> {
    @usableFromInline package var base: UnsafeMutablePointer<Element>
    @usableFromInline package var count: Int
    @usableFromInline package var stride: Int

    @inlinable @inline(__always)
    package init(_ base: UnsafeMutablePointer<Element>, count: Int, stride: Int = 1) {
        self.base = base
        self.count = count
        self.stride = stride
    }

    @inlinable
    package subscript(index: Int) -> Element {
        @inline(__always) get { base[index &* stride] }
        @inline(__always) nonmutating _modify { yield &base[index &* stride] }
    }
}

/// Where a row-major matrix lies in memory. The memory is somebody else's and is not kept alive.
///
/// The kernels read or write through it as their documentation says; ``Matrix`` is the safe type.
@usableFromInline
package struct UnsafeMatrix<Element: Scalar> {
    @usableFromInline package var base: UnsafeMutablePointer<Element>
    @usableFromInline package var rows: Int
    @usableFromInline package var columns: Int
    @usableFromInline package var rowStride: Int

    @inlinable @inline(__always)
    package init(_ base: UnsafeMutablePointer<Element>, rows: Int, columns: Int, rowStride: Int) {
        self.base = base
        self.rows = rows
        self.columns = columns
        self.rowStride = rowStride
    }

    /// Contiguous rows one behind the other.
    @inlinable @inline(__always)
    package init(_ base: UnsafeMutablePointer<Element>, rows: Int, columns: Int) {
        self.init(base, rows: rows, columns: columns, rowStride: columns)
    }

    @inlinable
    package subscript(row: Int, column: Int) -> Element {
        @inline(__always) get { base[row &* rowStride &+ column] }
        @inline(__always) nonmutating _modify { yield &base[row &* rowStride &+ column] }
    }

    /// What BLAS wants as the leading dimension.
    @inlinable package var leadingDimension: Int { Linalg.leadingDimension(rows, columns, rowStride) }

    /// The sizes as a message shows them.
    @inlinable package var shape: String { "\(rows)×\(columns)" }

    /// Whether the elements form one gapless block.
    @inlinable package var isContiguous: Bool { rowStride == columns || rows <= 1 }
}

/// The row stride as BLAS wants it: at least 1 even when nothing is read. With a smaller one than the columns, OpenBLAS would
/// only print a line and do nothing.
@inlinable @inline(__always)
package func leadingDimension(_ rows: Int, _ columns: Int, _ rowStride: Int) -> Int {
    require(rowStride >= columns, "a \(rows)×\(columns) matrix with a row stride of \(rowStride)")
    return max(rowStride, 1)
}
