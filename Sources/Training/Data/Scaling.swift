public import DataFormats
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
    /// - Parameters:
    ///   - names: What errors call the columns; those without a name are counted from 1.
    ///   - path: What errors call the data.
    /// - Throws: ``DataFormatError`` if the values of a column are too large or too close together for the scalar type.
    /// - Complexity: one pass over the rows, in blocks.
    /// - Source: Chan, Golub, LeVeque: Updating formulae and a pairwise algorithm for computing sample variances, 1979.
    public init<Element: RealScalar>(
        of rows: Rows<Element>, _ indices: [Int], names: [String] = [], in path: String = "data"
    ) throws(DataFormatError) {
        let columns = rows.columns
        var sums = Array(repeating: Sums(), count: columns)
        var block = Matrix<Element>.zeros(min(256, max(indices.count, 1)), columns)
        var seen = 0.0
        for start in stride(from: 0, to: indices.count, by: block.rows) {
            let part = indices[start..<min(start + block.rows, indices.count)]
            rows.gather(part, into: &block)
            Self.merge(block, part.count, seen, &sums)
            seen += Double(part.count)
        }
        means = sums.map(\.mean)
        deviations = Array(repeating: 1, count: columns)
        for (column, sums) in sums.enumerated() {
            let deviation = (sums.squares / max(seen, 1)).squareRoot()
            // What is left of equal values is rounding.
            let isConstant = sums.largest - sums.least <= 1e-12 * max(abs(sums.least), abs(sums.largest))
            if !isConstant { deviations[column] = deviation }
            let (mean, inverse) = (Element(sums.mean), 1 / Element(deviations[column]))
            guard mean.isFinite, inverse.isFinite, inverse.isNormal else {
                let name = column < names.count ? DataFormatError.quoted(names[column]) : "column \(column + 1)"
                throw DataFormatError(
                    .malformed, path, expected: "numbers that can be standardised in \(name)",
                    found: "values from \(sums.least) to \(sums.largest)",
                    advice: "give them in another unit, with values around 1"
                        + (Element.self == Double.self ? "" : ", or train with --precision float64"))
            }
        }
    }

    /// What is known of a column after some rows.
    private struct Sums {
        var mean = 0.0
        var squares = 0.0
        var least = Double.infinity
        var largest = -Double.infinity
    }

    /// Which columns lose digits in a scalar type before their mean is taken off: their values differ too little.
    func notes<Element: RealScalar>(for _: Element.Type, names: [String]) -> [String] {
        means.indices.compactMap { column in
            guard deviations[column] < 4096 * Double(Element(means[column]).ulp), Element.self != Double.self,
                abs(means[column]) > 1
            else { return nil }
            let name = column < names.count ? DataFormatError.quoted(names[column]) : "column \(column + 1)"
            return
                "\(name) has values around \(means[column]) that differ by about \(deviations[column]), of which float32 "
                + "keeps few digits; --precision float64 keeps them"
        }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    private static func merge<Element: RealScalar>(
        _ block: Matrix<Element>, _ rows: Int, _ seen: Double, _ sums: inout [Sums]
    ) {
        let count = Double(rows)
        block.withUnsafeElements { base, stride in
            for column in sums.indices {
                var sum = 0.0
                var (least, largest) = (sums[column].least, sums[column].largest)
                for row in 0..<rows {
                    let value = Double(base[row * stride + column])
                    sum += value
                    least = value < least ? value : least
                    largest = value > largest ? value : largest
                }
                (sums[column].least, sums[column].largest) = (least, largest)
                let mean = sum / count
                var square = 0.0
                for row in 0..<rows {
                    let difference = Double(base[row * stride + column]) - mean
                    square += difference * difference
                }
                let shift = mean - sums[column].mean
                sums[column].mean += shift * (count / (seen + count))
                sums[column].squares += square + shift * shift * (seen * count / (seen + count))
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
