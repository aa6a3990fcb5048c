package import Testing

internal import Synchronization

/// The ratios that the tests of a suite computed, by routine.
///
/// A suite with the trait ``Trait/reportsRatios`` prints at its end how many there were, and the largest.
package final class RatioLog: Sendable {
    private struct Entry {
        var count = 0
        var largest = 0.0
        var scalar = ""
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// The log of the suite that is running.
    @TaskLocal package static var current: RatioLog?

    package init() {}

    /// Enters a ratio and returns it, for `#expect(record(…) <= limit)`.
    package static func record<T: TestScalar>(_ routine: String, _: T.Type, _ ratio: Double) -> Double {
        current?.entries.withLock { entries in
            var entry = entries[routine] ?? Entry()
            entry.count += 1
            if entry.count == 1 || ratio > entry.largest || ratio.isNaN {
                (entry.largest, entry.scalar) = (ratio, T.name)
            }
            entries[routine] = entry
        }
        return ratio
    }

    /// One line for each routine.
    package func report(_ title: String) -> String {
        entries.withLock { entries in
            let total = entries.values.reduce(0) { $0 + $1.count }
            var lines = ["\(title): \(total) ratios"]
            for (routine, entry) in entries.sorted(by: { $0.key < $1.key }) {
                let largest = Double(Int64(exactly: (entry.largest * 1000).rounded()) ?? .max) / 1000
                lines.append("  \(routine): \(entry.count) ratios, the largest \(largest) for \(entry.scalar)")
            }
            return lines.joined(separator: "\n")
        }
    }
}

/// Prints the number of ratios of a suite and the largest of each routine when its tests have run.
package struct RatioReport: SuiteTrait, TestScoping {
    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let log = RatioLog()
        try await RatioLog.$current.withValue(log) { try await function() }
        print(log.report(test.displayName ?? test.name))
    }
}

extension Trait where Self == RatioReport {
    /// Prints the number of ratios of a suite and the largest of each routine when its tests have run.
    package static var reportsRatios: Self { RatioReport() }
}
