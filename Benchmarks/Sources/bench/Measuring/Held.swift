/// A value that contenders change in place, as one does with a variable of one's own.
///
/// A variable that an escaping closure captures is asked for exclusive access at each use; here it is moved out once for a
/// whole measurement.
final class Held<Value> {
    private var value: Value?

    init(_ value: Value) { self.value = value }

    /// Changes it so many times.
    @inline(__always)
    func change(_ repetitions: Int, _ body: (inout Value) -> Void) {
        guard var own = value else { preconditionFailure("a value is changed while it is being changed") }
        value = nil
        for _ in 0..<repetitions { body(&own) }
        value = own
    }

    /// It as it stands.
    var current: Value {
        guard let value else { preconditionFailure("a value is read while it is being changed") }
        return value
    }
}
