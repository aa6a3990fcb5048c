/// A range of rows, columns or elements: `0..<3`, `1...2`, `2...`, `..<4`.
///
/// Bounds that do not fit are a caller's bug and trap with a message that names both the range and the size.
public protocol SliceRange {
    /// The indices meant within an axis of `count` elements; `axis` is for the message.
    func resolved(in count: Int, of axis: Axis) -> Range<Int>
}

extension Range<Int>: SliceRange {
    /// This range, checked against `count`.
    public func resolved(in count: Int, of axis: Axis) -> Range<Int> {
        check(lowerBound, upperBound, in: count, of: axis)
        return self
    }
}

extension ClosedRange<Int>: SliceRange {
    /// The half-open range of the same indices, checked against `count`.
    public func resolved(in count: Int, of axis: Axis) -> Range<Int> {
        check(lowerBound, upperBound.addingReportingOverflow(1).partialValue, in: count, of: axis)
        return lowerBound..<upperBound + 1
    }
}

extension PartialRangeFrom<Int>: SliceRange {
    /// From the lower bound to the last of `count` indices.
    public func resolved(in count: Int, of axis: Axis) -> Range<Int> {
        check(lowerBound, count, in: count, of: axis)
        return lowerBound..<count
    }
}

extension PartialRangeUpTo<Int>: SliceRange {
    /// From zero to before the upper bound, checked against `count`.
    public func resolved(in count: Int, of axis: Axis) -> Range<Int> {
        check(0, upperBound, in: count, of: axis)
        return 0..<upperBound
    }
}

extension PartialRangeThrough<Int>: SliceRange {
    /// From zero to the upper bound, checked against `count`.
    public func resolved(in count: Int, of axis: Axis) -> Range<Int> {
        check(0, upperBound.addingReportingOverflow(1).partialValue, in: count, of: axis)
        return 0..<upperBound + 1
    }
}

extension SliceRange {
    /// What ``resolved(in:of:)`` says, checked, since a type of the caller's own may say anything.
    func checked(in count: Int, of axis: Axis) -> Range<Int> {
        let range = resolved(in: count, of: axis)
        check(range.lowerBound, range.upperBound, in: count, of: axis)
        return range
    }
}

private func check(_ lower: Int, _ upper: Int, in count: Int, of axis: Axis) {
    require(
        lower >= 0 && lower <= upper && upper <= count,
        "slice \(lower)..<\(upper) of \(count) \(axis)")
}

/// What a range of indices counts.
public enum Axis: Sendable, Hashable {
    /// The rows of a matrix.
    case rows
    /// The columns of a matrix.
    case columns
    /// The elements of a vector.
    case elements
}
