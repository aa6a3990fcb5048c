extension Vector: CustomStringConvertible {
    /// The elements as NumPy prints them: aligned, to at most 8 digits behind the point, and of more than 1000 only
    /// the first and the last three.
    ///
    /// ```swift
    /// print([1, 0.5, 1.0 / 3] as Vector<Double>)     // [1.         0.5        0.33333333]
    /// ```
    ///
    /// Equal to Python's `str` of the same array with default print options. To keep every digit, use `Codable`.
    public var description: String {
        let indices = ArrayText.shownIndices(count, ofElements: count)
        let format = ElementFormat(fitting: indices.compactMap { $0.map { self[$0] } })
        return ArrayText.bracketed(
            indices.map { index in index.map { format.text(self[$0]) } ?? ArrayText.ellipsis }, depth: 1)
    }
}

extension Vector: CustomDebugStringConvertible {
    /// A line with the type and the number of elements, then ``description``.
    public var debugDescription: String { "\(Self.self), \(count) \(count == 1 ? "element" : "elements")\n\(self)" }
}
