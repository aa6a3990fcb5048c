internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Bounds how many threads are inside the BLAS at once.
///
/// OpenBLAS takes a work area from a table of fixed size for each level 2 and level 3 call and crashes when the table
/// is full: at somewhat more than 128 callers in Debian's build. No machine gains from that many, so the rest wait.
enum CallGate {
    static let limit = 64
    private static let callers = Atomic<Int>(0)

    /// Runs `body` once there is room.
    @inline(__always)
    static func pass<Result>(_ body: () -> Result) -> Result {
        if callers.wrappingAdd(1, ordering: .relaxed).newValue > limit { wait() }
        defer { callers.wrappingSubtract(1, ordering: .relaxed) }
        return body()
    }

    /// Steps back and tries again until there is room.
    @inline(never)
    private static func wait() {
        repeat {
            callers.wrappingSubtract(1, ordering: .relaxed)
            sched_yield()
        } while callers.wrappingAdd(1, ordering: .relaxed).newValue > limit
    }
}
