import Foundation
import Synchronization
import Testing

@testable import NeuralNetworks

@Suite struct ThreadTeamTests {
    /// How often each piece was done.
    private final class Tally: Sendable {
        private let counts = Mutex([Int: Int]())
        func add(_ piece: Int) { counts.withLock { $0[piece, default: 0] += 1 } }
        func take() -> [Int: Int] {
            counts.withLock { counts in
                defer { counts = [:] }
                return counts
            }
        }
    }

    private func expectAll(_ count: Int, _ tally: Tally) {
        let done = tally.take()
        #expect(done.count == count && (0..<count).allSatisfy { done[$0] == 1 }, "\(count) pieces: \(done)")
    }

    /// Whether its threads are at work, look for work, or sleep.
    @Test(arguments: [1, 2, 3, 50], [0, 300, 3000])
    func everyPieceIsDoneOnce(threads: Int, pause: UInt32) {
        let tally = Tally()
        let team = ThreadTeam(threads: threads) { tally.add($0) }
        for run in 0..<(pause == 0 ? 3000 : 60) {
            let count = [1, 2, 7, 0, 64][run % 5]
            team.run(count)
            expectAll(count, tally)
            if pause > 0 { usleep(pause) }
        }
    }

    /// What a piece has written is there once they are done, and what was written before is there for the pieces.
    @Test func piecesSeeWhatWasWritten() {
        nonisolated(unsafe) let numbers = UnsafeMutableBufferPointer<Int>.allocate(capacity: 8)
        defer { numbers.deallocate() }
        numbers.initialize(repeating: 0)
        let team = ThreadTeam(threads: 4) { numbers[$0] = 2 * numbers[$0] + 1 }
        for run in 0..<2000 {
            for i in numbers.indices { numbers[i] = run + i }
            team.run(8)
            for i in numbers.indices where numbers[i] != 2 * (run + i) + 1 {
                Issue.record("\(numbers[i]) for \(2 * (run + i) + 1)")
            }
        }
    }

    /// Teams come and go, and do not wait for each other.
    @Test func manyTeamsAtOnce() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    for _ in 0..<20 {
                        let tally = Tally()
                        let team = ThreadTeam(threads: 3) { tally.add($0) }
                        for _ in 0..<5 {
                            team.run(5)
                            expectAll(5, tally)
                        }
                    }
                }
            }
        }
    }

    /// The threads end with their team, and let go of what they were to do.
    @Test(arguments: [0, 5000] as [UInt32]) func threadsEndWithTheirTeam(pause: UInt32) {
        weak var held: Tally?
        do {
            let tally = Tally()
            held = tally
            let team = ThreadTeam(threads: 2) { tally.add($0) }
            team.run(4)
            usleep(pause)
            expectAll(4, tally)
        }
        for _ in 0..<5000 where held != nil { usleep(1000) }
        #expect(held == nil)
    }
}
