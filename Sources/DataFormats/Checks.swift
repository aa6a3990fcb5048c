/// Traps with `message` unless `condition` holds, in release builds too, where `precondition` would say nothing.
///
/// For a caller's bug only: what a file can cause is a thrown ``DataFormatError``.
@inline(__always)
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { trap(message()) }
}

@inline(never)
func trap(_ message: String) -> Never {
    fatalError(message)
}
