#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import Linalg

/// Rows of numbers whose count is known only in the end.
final class RowBuffer<Element: RealScalar> {
    let columns: Int
    private var base: UnsafeMutablePointer<Element>?
    private var capacity = 0

    init(columns: Int) { self.columns = columns }

    deinit { free(base) }

    /// Makes room for so many rows; false if there is no memory.
    func reserve(_ rows: Int) -> Bool {
        if rows <= capacity && base != nil { return true }
        let larger = max(rows, capacity + capacity / 2)
        let (bytes, overflow) = larger.multipliedReportingOverflow(by: max(columns, 1) * MemoryLayout<Element>.stride)
        // Large blocks are moved by the system without copying.
        guard !overflow, let address = realloc(base, bytes) else { return false }
        base = address.bindMemory(to: Element.self, capacity: larger * max(columns, 1))
        capacity = larger
        return true
    }

    /// Where a row begins, for which there is room.
    func row(_ index: Int) -> UnsafeMutablePointer<Element> {
        guard let base, index <= capacity else { trap("a row without room") }
        return base + index * columns
    }

    /// The first rows as a matrix.
    func matrix(rows: Int) -> Matrix<Element> {
        Matrix(rows: rows, columns: columns, rowMajor: UnsafeBufferPointer(start: base, count: rows * columns))
    }
}
