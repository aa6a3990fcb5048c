/// Memory of a contender in C, aligned to 64 bytes as the library's.
final class Buffer<Element: BitwiseCopyable> {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(count: Int, _ element: (Int) -> Element) {
        self.count = count
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, count) * MemoryLayout<Element>.stride, alignment: 64)
        base = memory.bindMemory(to: Element.self, capacity: count)
        for i in 0..<count { (base + i).initialize(to: element(i)) }
    }

    convenience init(_ elements: some Sequence<Element>) {
        let array = Array(elements)
        self.init(count: array.count) { array[$0] }
    }

    deinit { UnsafeMutableRawPointer(base).deallocate() }

    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }
}
