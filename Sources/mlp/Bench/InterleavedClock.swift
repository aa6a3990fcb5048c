/// Times contenders in turn, in alternating order, so that a drift of the machine's speed meets all of them.
struct InterleavedClock {
    /// One way to do the work: `run` does it so many times.
    struct Contender {
        var name: String
        var run: (_ repetitions: Int) -> Void
    }

    /// How long each took.
    struct Times {
        fileprivate var samples: [String: [Double]]

        /// The median time of one repetition, in seconds.
        var seconds: [String: Double] { samples.mapValues(median) }

        /// The median, over the rounds that both took part in, of the others' times over the first's.
        var ratios: [String: Double] {
            let first = samples["library"] ?? []
            return samples.filter { $0.key != "library" }.mapValues { median(zip($0, first).map { $0 / $1 }) }
        }
    }

    /// How many rounds there are.
    var rounds: Int

    /// Times all of them; the library's comes first.
    func measure(_ contenders: [Contender]) -> Times {
        let clock = ContinuousClock()
        func seconds(_ contender: Contender, _ repetitions: Int) -> Double {
            let time = clock.measure { contender.run(repetitions) }.components
            return Double(time.seconds) + Double(time.attoseconds) / 1e18
        }
        // A measurement lasts five milliseconds at least, since threads take a while to wake up; a contender that takes long takes part in the first rounds alone.
        var (repetitions, allowed): ([Int], [Int]) = ([], [])
        for contender in contenders {
            var (count, time) = (1, seconds(contender, 1))
            while time < 0.005 && count < 1 << 30 {
                count *= 2
                time = seconds(contender, count)
            }
            repetitions.append(count)
            allowed.append(max(1, min(rounds, Int(1 / max(time, 1e-9)))))
        }
        var samples: [String: [Double]] = [:]
        for round in 0..<rounds {
            let order = Array(contenders.indices)
            for i in round % 2 == 0 ? order : order.reversed() where round < allowed[i] {
                let time = seconds(contenders[i], repetitions[i]) / Double(repetitions[i])
                samples[contenders[i].name, default: []].append(time)
            }
        }
        return Times(samples: samples)
    }
}

/// The middle one of the numbers, or NaN without any.
private func median(_ numbers: [Double]) -> Double {
    numbers.isEmpty ? .nan : numbers.sorted()[numbers.count / 2]
}
