package import Testing

/// Whether the process of an exit test ended as expected and wrote all of this to its standard error.
package func says(_ result: ExitTest.Result?, _ parts: String...) -> Bool {
    guard let result else { return false }
    let message = String(decoding: result.standardErrorContent, as: UTF8.self)
    return parts.allSatisfy { message.contains($0) }
}
