import Foundation

/// Where two paths cross.
package enum Crossing {
    /// The ratios of one size: the other path's time over that of the one that is taken up to the cut-off.
    package struct Row {
        /// The size, in the cut-off's unit.
        package let value: Int
        /// A kind is a precision, over whose layouts the mean is taken.
        package let ratios: [(kind: String, ratio: Double)]

        package init(value: Int, ratios: [(kind: String, ratio: Double)]) {
            (self.value, self.ratios) = (value, ratios)
        }

        /// The geometric mean of all ratios.
        package var mean: Double { Self.mean(ratios.map(\.ratio)) }

        /// The least, over the kinds, of the mean of a kind's ratios.
        package var least: Double {
            let means = Dictionary(grouping: ratios, by: \.kind).values.map { Self.mean($0.map(\.ratio)) }
            return means.contains(where: \.isNaN) ? .nan : means.min() ?? .nan
        }

        private static func mean(_ ratios: [Double]) -> Double {
            exp(ratios.reduce(0) { $0 + log($1) } / Double(ratios.count))
        }
    }

    /// From which ratio on the paths count as level: 2 % are noise.
    package static let level = 0.98

    /// The largest size up to which the first path is at least level, and the row after it; nil if it never is.
    ///
    /// One size alone does not end it, be it noise or an awkward remainder: the next must confirm it. Rows are in ascending
    /// order, and what is not a number is not level.
    package static func find(in rows: [Row]) -> (last: Row, next: Row?)? {
        var last: Int?
        for i in rows.indices {
            if rows[i].least >= level {
                last = i
            } else if i + 1 == rows.count || !(rows[i + 1].least >= level) {
                break
            }
        }
        return last.map { (rows[$0], $0 + 1 < rows.count ? rows[$0 + 1] : nil) }
    }

    /// The fastest row, where each ratio is the time of the row's value over that of the value in use.
    package static func best(of rows: [Row]) -> Row? { rows.min { $0.mean < $1.mean } }
}
