/// Times contenders against each other on a machine whose speed drifts: in turn, many rounds, medians.
struct Interleaved {
    /// One way to do the work: `run` does it so many times.
    struct Contender {
        var name: String
        var run: (_ repetitions: Int) -> Void
    }

    var rounds: Int

    /// The median time of one repetition of each contender, in seconds.
    func measure(_ contenders: [Contender]) -> [Double] {
        let clock = ContinuousClock()
        func seconds(_ contender: Contender, _ repetitions: Int) -> Double {
            let time = clock.measure { contender.run(repetitions) }.components
            return Double(time.seconds) + Double(time.attoseconds) / 1e18
        }
        // Enough repetitions that a measurement lasts about two milliseconds; this also warms up.
        let repetitions = contenders.map { contender in
            var count = 1
            while seconds(contender, count) < 0.002 && count < 1 << 30 { count *= 2 }
            return count
        }
        var times = [[Double]](repeating: [], count: contenders.count)
        for _ in 0..<rounds {
            for (i, contender) in contenders.enumerated() {
                times[i].append(seconds(contender, repetitions[i]) / Double(repetitions[i]))
            }
        }
        return times.map { $0.sorted()[$0.count / 2] }
    }
}

/// Keeps the optimiser from removing a computation whose result nobody reads.
@inline(never)
func blackHole<T>(_ value: T) {
    withExtendedLifetime(value) {}
}
