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

    /// Steps back and tries again until there is room, at ever longer intervals up to a millisecond: hundreds of threads
    /// that only yield would take the processors from those that compute.
    @inline(never)
    private static func wait() {
        callers.wrappingSubtract(1, ordering: .relaxed)
        var microseconds: UInt32 = 10
        repeat {
            usleep(microseconds)
            microseconds = min(2 * microseconds, 1000)
        } while !enter()
    }

    /// Enters if there is room.
    private static func enter() -> Bool {
        if callers.load(ordering: .relaxed) >= limit { return false }
        if callers.wrappingAdd(1, ordering: .relaxed).newValue <= limit { return true }
        callers.wrappingSubtract(1, ordering: .relaxed)
        return false
    }
}
