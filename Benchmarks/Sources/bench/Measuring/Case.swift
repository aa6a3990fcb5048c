/// A piece of work, and those who do it.
struct Case {
    /// What one repetition is measured in.
    enum Work {
        /// Floating-point operations.
        case flops(Double)
        /// Bytes that have to be moved.
        case bytes(Double)
        /// Elements, each of which has a time.
        case elements(Double)
        /// Bytes of text, which is far from what memory can do.
        case text(Double)
        /// Nothing but its time.
        case time

        /// What a limit can be set against: operations or bytes.
        var amount: Double? {
            switch self {
            case .flops(let count), .bytes(let count): count
            case .elements, .text, .time: nil
            }
        }

        /// The unit of a rate.
        var unit: String {
            switch self {
            case .flops: "GFLOP/s"
            case .bytes: "GB/s"
            case .elements: "ns/element"
            case .text: "MB/s"
            case .time: ""
            }
        }

        /// The rate of a repetition that takes so many seconds.
        func rate(_ seconds: Double) -> Double? {
            switch self {
            case .flops(let count), .bytes(let count): count / seconds / 1e9
            case .text(let count): count / seconds / 1e6
            case .elements(let count): seconds / count * 1e9
            case .time: nil
            }
        }
    }

    var name: String
    var work: Work
    /// What no contender can pass, timed in the same rounds.
    var limit: Limit?
    /// How many threads the work may use.
    var threads = 1
    /// Whether it is a program's only work, whose caches and threads are its own.
    var settles = false
    /// The operations of one repetition and the bytes that it has to move, for the roofline.
    var roofline: (flops: Double, bytes: Double)?
    /// How far the results of the contenders lie apart, and how far they may.
    var residual: Double
    var residualLimit: Double
    /// The library's is the first.
    var contenders: [Contender]
}

/// What was measured of a case.
struct Figure: Codable {
    var suite: String
    var name: String
    var threads: Int
    /// The median time of one repetition of each contender, in seconds.
    var seconds: [String: Double]
    /// Each contender's time over the library's: above 1, the library is faster.
    var ratios: [String: Double]
    /// The library's rate.
    var rate: Double?
    var unit: String
    /// The library's rate over the limit that was timed in the same rounds.
    var shareOfLimit: Double?
    var limit: String?
    /// The rate of the limit.
    var limitRate: Double?
    var flops: Double?
    var bytes: Double?
    var residual: Double
    var residualLimit: Double
}

/// A contender computes something else than the others: there is nothing to time.
struct WrongResult: Error, CustomStringConvertible {
    var name: String
    var residual: Double
    var limit: Double

    var description: String {
        "\(name): the results lie apart by \(residual), more than \(limit); one is wrong, and nothing was timed"
    }
}
