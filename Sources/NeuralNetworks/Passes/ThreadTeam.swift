internal import Dispatch
internal import Linalg
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Threads that take the pieces of one piece of work after another, and look for the next a while before they sleep.
///
/// Two phases of a step lie a microsecond apart, and waking a thread takes fifty: as long as a whole step of a small network
/// takes. So a thread that has run out of work yields its processor for a fraction of a millisecond, again and again, and only
/// then sleeps. A team has no more threads than there are processors for them, and starts them when it first has work.
///
/// - Source: Mellor-Crummey, Scott: Algorithms for scalable synchronization on shared-memory multiprocessors, 1991, for
///   spinning and blocking; the pieces are taken as by OpenMP's dynamic schedule.
final class ThreadTeam {
    private let threads: Int
    private let crew: Crew
    private var isStarted = false

    /// A team of `threads`, one of which is the caller of ``run(_:)``; `body` does the piece with the given number.
    ///
    /// `body` must not keep this object's owner alive, or neither goes away.
    init(threads: Int, body: @escaping @Sendable (_ piece: Int) -> Void) {
        self.threads = threads
        crew = Crew(body: body)
    }

    deinit { crew.dismiss() }

    /// Does the pieces `0..<count`, in any order, and returns when all are done. Nothing is allocated, but for what each thread
    /// needs when it first has a piece. Threads that cannot be started leave their pieces to the others.
    func run(_ count: Int) {
        if !isStarted {
            isStarted = true
            for _ in 1..<max(min(threads, SystemThread.processors), 1) {
                // Not of a queue: libdispatch has a fixed number of threads for all of them, and these would keep theirs.
                let isThere = SystemThread.start(crew) { Unmanaged<Crew>.fromOpaque($0!).takeRetainedValue().help() }
                if !isThere { break }
            }
        }
        crew.run(count)
    }
}

/// What the threads of a team share. Not the team itself, so that the threads do not keep it alive.
private final class Crew: Sendable {
    private let body: @Sendable (Int) -> Void

    private let count = Atomic(0)
    /// How many pieces nobody has taken. Whoever lowers it takes the first of them.
    private let left = Atomic(0)
    /// How many pieces are not done.
    private let unfinished = Atomic(0)
    private let sleepers = Atomic(0)
    private let isDismissed = Atomic(false)
    private let alarm = DispatchSemaphore(value: 0)
    /// The processor that ``run(_:)`` was last called on.
    private let occupied = Atomic<Int32>(-1)

    /// How many nanoseconds a thread looks for work before it sleeps.
    private static let patience: UInt64 = 200_000

    init(body: @escaping @Sendable (Int) -> Void) { self.body = body }

    func run(_ count: Int) {
        self.count.store(count, ordering: .relaxed)
        unfinished.store(count, ordering: .relaxed)
        left.store(count, ordering: .sequentiallyConsistent)
        occupied.store(SystemThread.processor, ordering: .relaxed)
        if wake(atMost: count - 1) { sched_yield() }
        takePieces()
        while unfinished.load(ordering: .acquiring) > 0 { sched_yield() }
    }

    /// What each thread but the caller does all its life.
    func help() {
        while !isDismissed.load(ordering: .relaxed) {
            stepAside()
            takePieces()
            let beginning = DispatchTime.now().uptimeNanoseconds
            repeat {
                for _ in 0..<16 where left.load(ordering: .relaxed) == 0 { sched_yield() }
                if left.load(ordering: .relaxed) > 0 || isDismissed.load(ordering: .relaxed) { break }
            } while DispatchTime.now().uptimeNanoseconds &- beginning < Self.patience
            if left.load(ordering: .relaxed) == 0 && !isDismissed.load(ordering: .relaxed) { sleep() }
        }
    }

    func dismiss() {
        isDismissed.store(true, ordering: .sequentiallyConsistent)
        _ = wake(atMost: .max)
    }

    private func takePieces() {
        var expected = left.load(ordering: .relaxed)
        while expected > 0 {
            let (isMine, found) = left.weakCompareExchange(
                expected: expected, desired: expected - 1, successOrdering: .acquiring, failureOrdering: .relaxed)
            if isMine {
                body(count.load(ordering: .relaxed) - expected)
                unfinished.wrappingSubtract(1, ordering: .releasing)
                // If it is still there, the thread that should have it may be waiting for this processor.
                if left.load(ordering: .relaxed) > 0 { sched_yield() }
                expected = left.load(ordering: .relaxed)
            } else {
                expected = found
            }
        }
    }

    /// Linux wakes a thread on the processor of the one that wakes it, where processors share no cache, even if others are
    /// idle. The two then take turns, at the speed of one, until the load is balanced after some milliseconds.
    private func stepAside() {
        let processor = SystemThread.processor
        if processor >= 0 && processor == occupied.load(ordering: .relaxed) { SystemThread.leave(processor) }
    }

    /// Each thread that has counted itself a sleeper waits for one signal, unless it takes itself off again. Returns whether
    /// there was one.
    private func wake(atMost limit: Int) -> Bool {
        var counted = sleepers.load(ordering: .sequentiallyConsistent)
        while counted > 0 && limit > 0 {
            let woken = min(counted, limit)
            let (isDone, found) = sleepers.weakCompareExchange(
                expected: counted, desired: counted - woken, ordering: .sequentiallyConsistent)
            if isDone {
                for _ in 0..<woken { alarm.signal() }
                return true
            }
            counted = found
        }
        return false
    }

    private func sleep() {
        sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
        // Either this sees the work, or whoever brought it sees the sleeper.
        if left.load(ordering: .sequentiallyConsistent) > 0 || isDismissed.load(ordering: .sequentiallyConsistent) {
            var counted = sleepers.load(ordering: .relaxed)
            while counted > 0 {
                let (isOff, found) = sleepers.weakCompareExchange(
                    expected: counted, desired: counted - 1, ordering: .relaxed)
                if isOff { return }
                counted = found
            }
        }
        alarm.wait()
    }
}
