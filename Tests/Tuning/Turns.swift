/// Times two ways in turn, in alternating order, so that a drift of the machine's speed meets both.
struct Turns {
    let rounds: Int
    /// How many seconds a measurement lasts at least.
    let shortest: Double

    /// The median, over all rounds, of the first's time over the second's.
    func ratio(_ first: () -> Void, to second: () -> Void) -> Double {
        let (countFirst, countSecond) = (repetitions(first), repetitions(second))
        let ratios = (0..<rounds).map { round in
            var (timeFirst, timeSecond) = (0.0, 0.0)
            if round % 2 == 0 { timeFirst = time(first, countFirst) }
            timeSecond = time(second, countSecond)
            if round % 2 == 1 { timeFirst = time(first, countFirst) }
            return timeFirst / Double(countFirst) / (timeSecond / Double(countSecond))
        }
        return ratios.sorted()[rounds / 2]
    }

    /// How often a work is repeated to last long enough: doubled until it does, which also warms up.
    private func repetitions(_ work: () -> Void) -> Int {
        var count = 1
        while time(work, count) < shortest && count < 1 << 30 { count *= 2 }
        return count
    }

    private func time(_ work: () -> Void, _ repetitions: Int) -> Double {
        let time = ContinuousClock().measure { for _ in 0..<repetitions { work() } }.components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }
}
