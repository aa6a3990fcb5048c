import Foundation

/// Times contenders against each other on a machine whose speed drifts: in turn, in alternating order, many rounds.
struct Interleaved {
    /// How many rounds there are.
    var rounds: Int
    /// How many seconds a measurement lasts at least.
    var shortest: Double
    /// The same of a contender in a process of its own: it works as long unmeasured before, in which the processor's caches and
    /// its threads get used to it, and what it takes to tell it to begin is no part of it worth mentioning.
    static let shortestApart = 0.02
    /// How many seconds one contender may take in all; a slow one takes part in the first rounds alone.
    var longest: Double
    /// How many seconds nothing happens before a measurement: the idle threads of a BLAS look for work for a while
    /// before they sleep, and would take processors from the next contender. With a pause a contender then works as long as it
    /// will be measured, unmeasured: it takes threads a while to wake up, and in training they do so once.
    var pause = 0.0

    /// The seconds of one repetition of each contender, round by round.
    struct Times {
        var samples: [[Double]]

        /// The median of a contender.
        func median(_ contender: Int) -> Double { Self.median(samples[contender]) }

        /// The median, over the rounds that both took part in, of the first's time over the second's.
        func ratio(_ first: Int, to second: Int) -> Double {
            Self.median(zip(samples[first], samples[second]).map { $0 / $1 })
        }

        static func median(_ numbers: [Double]) -> Double {
            numbers.isEmpty ? .nan : numbers.sorted()[numbers.count / 2]
        }
    }

    func measure(_ contenders: [Contender]) throws -> Times {
        var (repetitions, allowed): ([Int], [Int]) = ([], [])
        for contender in contenders {
            // Doubling until a measurement is long enough; this also warms up.
            let shortest = contender.isApart ? max(shortest, Self.shortestApart) : shortest
            var (count, time) = (1, try contender.time(1))
            while time < shortest && count < 1 << 32 {
                count = time < shortest / 64 ? count * 8 : count * 2
                time = try contender.time(count)
            }
            repetitions.append(count)
            allowed.append(max(1, min(rounds, Int(longest / max(time, 1e-9)))))
        }
        var samples = [[Double]](repeating: [], count: contenders.count)
        for round in 0..<rounds {
            let order = Array(contenders.indices)
            for i in round % 2 == 0 ? order : order.reversed() where round < allowed[i] {
                if pause > 0 { usleep(UInt32(pause * 1e6)) }
                if pause > 0 || contenders[i].isApart { _ = try contenders[i].time(repetitions[i]) }
                samples[i].append(try contenders[i].time(repetitions[i]) / Double(repetitions[i]))
            }
        }
        return Times(samples: samples)
    }
}
