/// The arithmetic of shapes that come from files, where any number may stand.
enum TensorShape {
    /// The most entries that a shape may have along its axes together when one of them is zero and no byte in the file
    /// vouches for the others.
    static let maximumExtentOfEmpty = 1 << 28

    /// The number of elements, or nil if it overflows or the shape is none to be trusted: an axis is negative, or the
    /// array is empty and the rest of its axes are so long that a loop over them would never end.
    static func elementCount(_ shape: [Int]) -> Int? {
        var extent = 1
        var isEmpty = false
        for axis in shape {
            if axis < 0 { return nil }
            if axis == 0 {
                isEmpty = true
                continue
            }
            let (product, overflow) = extent.multipliedReportingOverflow(by: axis)
            if overflow { return nil }
            extent = product
        }
        guard isEmpty else { return extent }
        return extent <= maximumExtentOfEmpty ? 0 : nil
    }

    /// The number of bytes that an array takes, or nil as for ``elementCount(_:)``.
    static func byteCount(_ shape: [Int], _ type: ElementType) -> Int? {
        guard let count = elementCount(shape) else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: type.byteCount)
        return overflow ? nil : bytes
    }
}
