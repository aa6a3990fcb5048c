/// How the rows of a batch, and the outputs of a layer, are cut into pieces that are worked on independently.
///
/// Each number is computed within one piece, and a network comes out bit for bit the same on any number of threads: our own
/// products, outer ones too, give the same bits wherever the cuts are, and for OpenBLAS's the cuts follow from the sizes alone.
struct Shards {
    /// How many items there are to cut up.
    let total: Int
    /// How many of them a piece has; the last may have fewer.
    let size: Int

    /// Pieces of at least `smallest` items, and of a multiple of `unit`.
    @inline(__always)
    init(of total: Int, smallest: Int, unit: Int) {
        self.total = total
        let multiples = (total + BatchPath.mostShards * unit - 1) / (BatchPath.mostShards * unit)
        size = total <= smallest ? max(total, 1) : max(smallest, multiples * unit)
    }

    /// As many pieces as there are threads, but none smaller than `smallest`, and all but the last a multiple of it.
    @inline(__always)
    init(of total: Int, smallest: Int, threads: Int) {
        self.total = total
        let multiples = (total + smallest - 1) / smallest
        size = max((multiples + threads - 1) / threads * smallest, 1)
    }

    @inline(__always)
    var count: Int { (total + size - 1) / size }

    @inline(__always)
    subscript(index: Int) -> Range<Int> { index &* size..<min((index &+ 1) &* size, total) }
}
