/// One way to do a piece of work.
struct Contender {
    /// What stands in the tables.
    var name: String

    /// Does the work so many times and says how many seconds that took.
    var time: (_ repetitions: Int) throws -> Double

    /// A contender that is timed from here.
    ///
    /// - Parameters:
    ///   - prepare: What is done before each measurement, outside of its time.
    ///   - run: Does the work so many times.
    init(_ name: String, prepare: @escaping () -> Void = {}, run: @escaping (_ repetitions: Int) -> Void) {
        self.name = name
        time = { repetitions in
            prepare()
            return seconds { run(repetitions) }
        }
    }

    /// A contender in a process of its own, which tells its time itself.
    init(name: String, time: @escaping (_ repetitions: Int) throws -> Double) {
        (self.name, self.time) = (name, time)
    }
}

/// How long `work` takes.
func seconds(_ work: () -> Void) -> Double {
    let time = ContinuousClock().measure(work).components
    return Double(time.seconds) + Double(time.attoseconds) / 1e18
}

/// Keeps the optimiser from removing a computation whose result nobody reads.
@inline(never)
func blackHole<T>(_ value: T) {
    withExtendedLifetime(value) {}
}
