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
/// then sleeps. A team has no more threads than there are processors, and starts them when it first has work for them.
///
/// - Source: Mellor-Crummey, Scott: Algorithms for scalable synchronization on shared-memory multiprocessors, 1991, for
///   spinning and blocking; the pieces are taken as by OpenMP's dynamic schedule.
final class ThreadTeam {
    private let crew: Crew
    private var isStarted = false

    /// A team of `threads`, one of which is the caller of ``run(_:)``; `body` does the piece with the given number.
    ///
    /// `body` must not keep this object's owner alive, or neither goes away.
    init(threads: Int, body: @escaping @Sendable (_ piece: Int) -> Void) {
        let processors = max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1)
        crew = Crew(helpers: min(threads, processors) - 1, body: body)
    }

    deinit { crew.dismiss() }

    /// Does the pieces `0..<count`, in any order, and returns when all are done. Nothing is allocated after the first call.
    func run(_ count: Int) {
        if !isStarted {
            isStarted = true
            for i in 0..<crew.helpers {
                // A queue for each: of the shared ones, other work may have taken all threads.
                DispatchQueue(label: "swift-linalg.team.\(i)").async { [crew] in crew.help() }
            }
        }
        crew.run(count)
    }
}

/// What the threads of a team share. Not the team itself, so that the threads do not keep it alive.
private final class Crew: Sendable {
    let helpers: Int
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

    /// How often a thread yields before it sleeps: some 200 µs on an idle machine.
    private static let patience = 1000

    init(helpers: Int, body: @escaping @Sendable (Int) -> Void) {
        (self.helpers, self.body) = (helpers, body)
    }

    func run(_ count: Int) {
        self.count.store(count, ordering: .relaxed)
        unfinished.store(count, ordering: .relaxed)
        left.store(count, ordering: .sequentiallyConsistent)
        occupied.store(Processor.current, ordering: .relaxed)
        if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
            wake()
            sched_yield()
        }
        takePieces()
        while unfinished.load(ordering: .acquiring) > 0 { sched_yield() }
    }

    /// What each helper does all its life.
    func help() {
        while true {
            for _ in 0..<Self.patience {
                stepAside()
                takePieces()
                if isDismissed.load(ordering: .relaxed) { return }
                sched_yield()
            }
            sleep()
        }
    }

    /// Linux wakes a thread on the processor of the one that wakes it, where processors share no cache, even if others are
    /// idle. The two then take turns, at the speed of one, until the load is balanced after some milliseconds.
    private func stepAside() {
        let processor = Processor.current
        if processor >= 0 && processor == occupied.load(ordering: .relaxed) { Processor.leave(processor) }
    }

    func dismiss() {
        isDismissed.store(true, ordering: .sequentiallyConsistent)
        wake()
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

    /// Each thread that has counted itself a sleeper waits for one signal, unless it takes itself off again.
    private func wake() {
        for _ in 0..<sleepers.exchange(0, ordering: .sequentiallyConsistent) { alarm.signal() }
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
