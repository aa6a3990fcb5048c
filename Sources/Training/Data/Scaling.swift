internal import DataFormats
public import Linalg

/// Standardisation: from each column its mean is taken, and what is left divided by the standard deviation.
///
/// Part of a model, so that new data are treated as those that it learned from.
public struct Scaling: Sendable, Hashable, Codable {
    /// The mean of each column.
    public var means: [Double]
    /// The standard deviation of each column, with the number of rows as the divisor; 1 where all values are equal.
    public var deviations: [Double]

    /// The scaling of some rows.
    ///
    /// - Complexity: one pass over the rows, in blocks.
    /// - Source: Chan, Golub, LeVeque: Updating formulae and a pairwise algorithm for computing sample variances, 1979.
    public init<Element: RealScalar>(of rows: Rows<Element>, _ indices: [Int]) {
        let columns = rows.columns
        means = Array(repeating: 0, count: columns)
        var squares = [Double](repeating: 0, count: columns)
        var block = Matrix<Element>.zeros(min(256, max(indices.count, 1)), columns)
        var seen = 0.0
        for start in stride(from: 0, to: indices.count, by: block.rows) {
            let part = indices[start..<min(start + block.rows, indices.count)]
            rows.gather(part, into: &block)
            Self.merge(block, part.count, seen, &means, &squares)
            seen += Double(part.count)
        }
        deviations = zip(means, squares).map { mean, squares in
            let deviation = (squares / max(seen, 1)).squareRoot()
            // Equal values leave only rounding.
            return deviation > 1e-12 * abs(mean) && deviation.isFinite ? deviation : 1
        }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    private static func merge<Element: RealScalar>(
        _ block: Matrix<Element>, _ rows: Int, _ seen: Double, _ means: inout [Double], _ squares: inout [Double]
    ) {
        let count = Double(rows)
        block.withUnsafeElements { base, stride in
            for column in means.indices {
                var sum = 0.0
                for row in 0..<rows { sum += Double(base[row * stride + column]) }
                let mean = sum / count
                var square = 0.0
                for row in 0..<rows {
                    let difference = Double(base[row * stride + column]) - mean
                    square += difference * difference
                }
                let shift = mean - means[column]
                means[column] += shift * (count / (seen + count))
                squares[column] += square + shift * shift * (seen * count / (seen + count))
            }
        }
    }

    /// Standardises the first `rows` rows in place: (x − mean) · (1 / deviation).
    ///
    /// - Precondition: as many columns.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func apply<Element: RealScalar>(to matrix: inout Matrix<Element>, rows: Int) {
        let inverses = deviations.map { 1 / Element($0) }
        transform(&matrix, rows, inverses) { value, mean, inverse in (value - mean) * inverse }
    }

    /// Undoes ``apply(to:rows:)``.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func invert<Element: RealScalar>(_ matrix: inout Matrix<Element>, rows: Int) {
        transform(&matrix, rows, deviations.map { Element($0) }) { value, mean, factor in value * factor + mean }
    }

    @inline(__always)
    private func transform<Element: RealScalar>(
        _ matrix: inout Matrix<Element>, _ rows: Int, _ factors: [Element],
        _ function: (Element, Element, Element) -> Element
    ) {
        require(
            matrix.columns == means.count && rows <= matrix.rows,
            "a scaling of \(means.count) columns for \(rows) rows of \(matrix.rows)×\(matrix.columns)")
        let means = means.map { Element($0) }
        let columns = means.count
        means.withUnsafeBufferPointer { means in
            factors.withUnsafeBufferPointer { factors in
                matrix.withUnsafeMutableElements { base, stride in
                    for row in 0..<rows {
                        let values = base + row &* stride
                        for column in 0..<columns {
                            values[column] = function(values[column], means[column], factors[column])
                        }
                    }
                }
            }
        }
    }
}
