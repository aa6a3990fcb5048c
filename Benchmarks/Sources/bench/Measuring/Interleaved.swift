import Foundation

/// Times contenders against each other on a machine whose speed drifts: in turn, in alternating order, many rounds.
struct Interleaved {
    /// How many rounds there are.
    var rounds: Int
    /// How many seconds a measurement lasts at least.
    var shortest: Double
    /// How many seconds one contender may take in all; a slow one takes part in the first rounds alone.
    var longest: Double
    /// How many seconds nothing happens before a measurement: the idle threads of a BLAS look for work for a while
    /// before they sleep, and would take processors from the next contender.
    var pause = 0.0
    /// Whether a contender works unmeasured before each measurement, for as long as that lasts: the processor's caches get used
    /// to it, and its threads wake up, which in training they do once.
    var settles = false

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
                if settles { _ = try contenders[i].time(repetitions[i]) }
                samples[i].append(try contenders[i].time(repetitions[i]) / Double(repetitions[i]))
            }
        }
        return Times(samples: samples)
    }
}
