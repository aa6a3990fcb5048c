/// Stops the program with a message, in release builds too, where `precondition` would say nothing.
///
/// For a caller's bug only: what the data can cause is a thrown ``LinalgError``.
@usableFromInline @inline(never)
func trap(_ message: String) -> Never {
    fatalError(message)
}

/// Traps with `message` unless `condition` holds. The message is built only when it is needed.
@inlinable @inline(__always)
package func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { trap(message()) }
}

/// `rows·columns`, after checking that neither is negative and that the product fits.
@inlinable
func checkedCount(rows: Int, columns: Int) -> Int {
    require(rows >= 0 && columns >= 0, "a matrix of \(rows)×\(columns): sizes must not be negative")
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    require(
        !overflow && count <= Int.max / 64, "a matrix of \(rows)×\(columns) has more elements than memory can address")
    return count
}
