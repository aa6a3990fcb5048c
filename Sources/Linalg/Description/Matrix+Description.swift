extension Matrix: CustomStringConvertible {
    /// The elements as NumPy prints them, a row below the other: aligned, to at most 8 digits behind the point, and
    /// of more than 1000 elements only the first and the last three of the rows and columns.
    ///
    /// ```swift
    /// print([[1, -2.5], [0.125, 10]] as Matrix<Double>)
    /// // [[ 1.    -2.5  ]
    /// //  [ 0.125 10.   ]]
    /// ```
    ///
    /// Equal to Python's `str` of the same array with default print options. To keep every digit, use `Codable`.
    public var description: String {
        if isEmpty { return "[]" }
        let rowIndices = ArrayText.shownIndices(rows, ofElements: count)
        let columnIndices = ArrayText.shownIndices(columns, ofElements: count)
        let shown = rowIndices.compactMap(\.self).flatMap { i in columnIndices.compactMap { $0.map { self[i, $0] } } }
        let format = ElementFormat(fitting: shown)
        let lines = rowIndices.map { row in
            guard let row else { return ArrayText.ellipsis }
            return ArrayText.bracketed(
                columnIndices.map { column in column.map { format.text(self[row, $0]) } ?? ArrayText.ellipsis },
                depth: 2)
        }
        return "[" + lines.joined(separator: "\n ") + "]"
    }
}

extension Matrix: CustomDebugStringConvertible {
    /// A line with the type and the shape, then ``description``.
    public var debugDescription: String { "\(Self.self), \(shape)\n\(self)" }
}
