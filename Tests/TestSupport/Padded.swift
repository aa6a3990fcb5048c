package import Linalg

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Memory in which each element that does not belong to the operand is a sentinel: a NaN, which spreads if it is read,
/// and of which a test sees if it is written.
package final class PaddedMemory<T: TestScalar> {
    fileprivate let buffer: UnsafeMutableBufferPointer<T>
    private var image: UnsafeMutableBufferPointer<T>

    fileprivate init(count: Int) {
        buffer = .allocate(capacity: max(count, 1))
        image = .allocate(capacity: max(count, 1))
        buffer.initialize(repeating: T(parts: .sentinel, .sentinel))
    }

    deinit {
        buffer.deallocate()
        image.deallocate()
    }

    /// Remembers the present contents.
    fileprivate func remember() { _ = image.update(fromContentsOf: buffer) }

    /// Whether no bit has changed since.
    fileprivate var isUnchanged: Bool { isUnchanged(in: 0..<buffer.count) }

    fileprivate func isUnchanged(in range: Range<Int>) -> Bool {
        range.isEmpty
            || memcmp(
                buffer.baseAddress! + range.lowerBound, image.baseAddress! + range.lowerBound,
                range.count * MemoryLayout<T>.stride) == 0
    }
}

/// A matrix with a row stride beyond its columns, and sentinels around each row.
package final class PaddedMatrix<T: TestScalar> {
    package let view: UnsafeMatrix<T>
    private let memory: PaddedMemory<T>
    private let margin = 7

    /// With `gap` zero the rows are contiguous.
    package init(rows: Int, columns: Int, gap: Int = 3, _ element: (Int, Int) -> T) {
        memory = PaddedMemory(count: rows * (columns + gap) + 2 * margin)
        view = UnsafeMatrix(
            memory.buffer.baseAddress! + margin, rows: rows, columns: columns, rowStride: columns + gap)
        for i in 0..<rows { for j in 0..<columns { view[i, j] = element(i, j) } }
        memory.remember()
    }

    package convenience init(_ matrix: Matrix<T>, gap: Int = 3) {
        self.init(rows: matrix.rows, columns: matrix.columns, gap: gap) { matrix[$0, $1] }
    }

    /// Whether no element outside of the matrix was written.
    package var sentinelsIntact: Bool {
        var end = 0
        for i in 0..<view.rows {
            let start = margin + i * view.rowStride
            if !memory.isUnchanged(in: end..<start) { return false }
            end = start + view.columns
        }
        return memory.isUnchanged(in: end..<memory.buffer.count)
    }

    /// Whether the triangle without the diagonal has kept its bits.
    package func isUnchanged(beyond triangle: Triangle) -> Bool {
        (0..<view.rows).allSatisfy { i in
            let columns = triangle == .lower ? (i + 1)..<max(view.columns, i + 1) : 0..<i
            let start = margin + i * view.rowStride
            return memory.isUnchanged(in: start + columns.lowerBound..<start + columns.upperBound)
        }
    }

    /// Whether no bit has changed, in the matrix or around it.
    package var isUnchanged: Bool { memory.isUnchanged }
}

/// A vector with a stride, and sentinels around each element.
package final class PaddedVector<T: TestScalar> {
    package let view: UnsafeVector<T>
    private let memory: PaddedMemory<T>
    private let margin = 7

    /// With `stride` one the elements are contiguous.
    package init(count: Int, stride: Int = 3, _ element: (Int) -> T) {
        memory = PaddedMemory(count: count * stride + 2 * margin)
        view = UnsafeVector(memory.buffer.baseAddress! + margin, count: count, stride: stride)
        for i in 0..<count { view[i] = element(i) }
        memory.remember()
    }

    package convenience init(_ vector: Vector<T>, stride: Int = 3) {
        self.init(count: vector.count, stride: stride) { vector[$0] }
    }

    /// Whether no element outside of the vector was written.
    package var sentinelsIntact: Bool {
        var end = 0
        for i in 0..<view.count {
            let place = margin + i * view.stride
            if !memory.isUnchanged(in: end..<place) { return false }
            end = place + 1
        }
        return memory.isUnchanged(in: end..<memory.buffer.count)
    }

    /// Whether no bit has changed, in the vector or around it.
    package var isUnchanged: Bool { memory.isUnchanged }
}

/// A matrix that is a slice of a larger one, whose other elements are sentinels.
package struct Framed<T: TestScalar> {
    private var whole: Matrix<T>
    private let rows: Range<Int>
    private let columns: Range<Int>

    package init(_ matrix: Matrix<T>) {
        rows = 2..<2 + matrix.rows
        columns = 3..<3 + matrix.columns
        whole = Matrix(rows: matrix.rows + 3, columns: matrix.columns + 5, repeating: .nan)
        whole[rows, columns] = matrix
    }

    /// The slice, to be read or written in place.
    package var inner: Matrix<T> {
        get { whole[rows, columns] }
        _modify { yield &whole[rows, columns] }
    }

    /// Whether all elements around the slice are still sentinels.
    package var frameIntact: Bool {
        (0..<whole.rows).allSatisfy { i in
            (0..<whole.columns).allSatisfy { j in
                (rows.contains(i) && columns.contains(j)) || whole[i, j].containsNaN
            }
        }
    }
}
