internal import Dispatch
internal import Synchronization

/// How the rows of a batch, and the outputs of a layer, are cut into pieces that are worked on independently.
///
/// The cuts follow from the sizes alone and never from the number of threads, and each number is computed within one
/// piece: a network comes out bit for bit the same on any number of threads.
struct Shards {
    /// The most pieces that there are.
    static let limit = 8

    /// How many items there are to cut up.
    let total: Int
    /// How many of them a piece has; the last may have fewer.
    let size: Int

    /// Pieces of at least `smallest` items, and of a multiple of 16, so that the kernels see few edges.
    @inline(__always)
    init(of total: Int, smallest: Int) {
        self.total = total
        size = total <= smallest ? max(total, 1) : max(smallest, (total + Self.limit * 16 - 1) / (Self.limit * 16) * 16)
    }

    @inline(__always)
    var count: Int { (total + size - 1) / size }

    @inline(__always)
    subscript(index: Int) -> Range<Int> { index &* size..<min((index &+ 1) &* size, total) }
}

/// Calls `work` with each of `0..<count`, on up to `threads` threads at once.
func concurrently(_ count: Int, threads: Int, _ work: (Int) -> Void) {
    let lanes = min(threads, count)
    if lanes <= 1 {
        for i in 0..<count { work(i) }
        return
    }
    let next = Atomic(0)
    withoutActuallyEscaping(work) { work in
        // The pieces share no memory that is written to; that is the caller's promise.
        nonisolated(unsafe) let work = work
        DispatchQueue.concurrentPerform(iterations: lanes) { _ in
            while case let i = next.wrappingAdd(1, ordering: .relaxed).oldValue, i < count { work(i) }
        }
    }
}
