import CContenders
import Dispatch

/// What the machine can do at most, measured by loops in C beside everything that is held against it.
enum Limit: String, Codable, CaseIterable {
    /// Fused multiplications and additions in registers, single precision.
    case float
    /// The same in double precision.
    case double
    /// Reading from memory.
    case read
    /// Reading two arrays and writing a third, each larger than the caches.
    case triad

    /// What it is called in a table.
    var title: String {
        switch self {
        case .float: "FMA peak, Float"
        case .double: "FMA peak, Double"
        case .read: "memory, read"
        case .triad: "memory, triad"
        }
    }

    /// The unit of its rate.
    var unit: String { self == .float || self == .double ? "GFLOP/s" : "GB/s" }

    /// Arrays beyond the caches. Threads write to parts of them that do not overlap.
    nonisolated(unsafe) private static let arrays: [Buffer<Double>] = (0..<3).map { _ in
        Buffer(count: 1 << 23) { _ in 1 }
    }

    /// Operations, or bytes, of one repetition on one thread.
    var amount: Double {
        switch self {
        case .float: contenders_fma_float(Self.chunk)
        case .double: contenders_fma_double(Self.chunk)
        case .read: 8 * Double(Self.arrays[0].count)
        case .triad: 24 * Double(Self.arrays[0].count)
        }
    }

    private static let chunk = 10_000

    /// Runs it on so many threads at once, each of which does the whole of a repetition.
    func contender(threads: Int) -> Contender {
        _ = Self.arrays
        return Contender(rawValue) { repetitions in
            if threads == 1 { return run(repetitions, 0, 1) }
            DispatchQueue.concurrentPerform(iterations: threads) { run(repetitions, $0, threads) }
        }
    }

    private func run(_ repetitions: Int, _ thread: Int, _ threads: Int) {
        // Threads share the arrays, a part each, as many times over.
        let count = Self.arrays[0].count / threads
        let bases = Self.arrays.map { $0.base + thread * count }
        switch self {
        case .float: for _ in 0..<repetitions { blackHole(contenders_fma_float(Self.chunk)) }
        case .double: for _ in 0..<repetitions { blackHole(contenders_fma_double(Self.chunk)) }
        case .read: blackHole(contenders_read(repetitions * threads, count, bases[0]))
        case .triad: contenders_triad(repetitions * threads, count, bases[0], bases[1], bases[2])
        }
    }
}
