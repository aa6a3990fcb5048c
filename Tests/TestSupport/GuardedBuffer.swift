package import Linalg

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Memory between two pages that may not be touched: a read or a write one element too far ends the process.
///
/// It catches what sanitizers miss behind a library that was compiled without them. Elements lie flush against one of
/// the pages, so only that side is exact; a test runs with both.
package final class GuardedBuffer<T: TestScalar> {
    package enum Side: String, CaseIterable, Sendable, Codable {
        /// The first element follows the guard page before.
        case start
        /// The last element precedes the guard page after.
        case end
    }

    /// Where the elements begin.
    package let base: UnsafeMutablePointer<T>
    package let count: Int
    private let mapping: UnsafeMutableRawPointer
    private let length: Int

    /// `count` elements of NaN.
    package init(count: Int, flush side: Side) {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let bytes = count * MemoryLayout<T>.stride
        let pages = max((bytes + page - 1) / page, 1)
        length = (pages + 2) * page
        guard let mapping = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
            mapping != MAP_FAILED, mprotect(mapping, page, PROT_NONE) == 0,
            mprotect(mapping + (length - page), page, PROT_NONE) == 0
        else { fatalError("no memory with guard pages for \(bytes) bytes") }
        self.mapping = mapping
        self.count = count
        let start = side == .start ? mapping + page : mapping + (length - page - bytes)
        base = start.bindMemory(to: T.self, capacity: max(count, 1))
        base.initialize(repeating: .nan, count: count)
    }

    deinit { munmap(mapping, length) }
}

/// A matrix in guarded memory; with a row stride beyond the columns, the last row still ends where its elements do.
package final class GuardedMatrix<T: TestScalar> {
    package let view: UnsafeMatrix<T>
    private let buffer: GuardedBuffer<T>

    /// With a margin, so many elements follow the last one before the page does.
    package init(
        rows: Int, columns: Int, gap: Int = 0, margin: Int = 0, flush side: GuardedBuffer<T>.Side,
        _ element: (Int, Int) -> T
    ) {
        let rowStride = columns + gap
        buffer = GuardedBuffer(count: (rows == 0 ? 0 : (rows - 1) * rowStride + columns) + margin, flush: side)
        view = UnsafeMatrix(buffer.base, rows: rows, columns: columns, rowStride: rowStride)
        for i in 0..<rows { for j in 0..<columns { view[i, j] = element(i, j) } }
    }
}

/// A vector in guarded memory; with a stride, the last element still lies at the end.
package final class GuardedVector<T: TestScalar> {
    package let view: UnsafeVector<T>
    private let buffer: GuardedBuffer<T>

    /// With a margin, so many elements follow the last one before the page does.
    package init(
        count: Int, stride: Int = 1, margin: Int = 0, flush side: GuardedBuffer<T>.Side, _ element: (Int) -> T
    ) {
        buffer = GuardedBuffer(count: (count == 0 ? 0 : (count - 1) * stride + 1) + margin, flush: side)
        view = UnsafeVector(buffer.base, count: count, stride: stride)
        for i in 0..<count { view[i] = element(i) }
    }
}
