/// Why options do not make a run: one line that says what to change.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line.
    public let description: String

    /// An error with this line.
    public init(_ description: String) { self.description = description }
}
