/// Traps with `message` unless `condition` holds, in release builds too, where `precondition` would say nothing.
@inline(__always)
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}
