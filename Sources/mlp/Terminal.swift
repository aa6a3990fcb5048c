import Foundation

/// One line on standard error.
func printError(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
}

/// Text for standard output, gathered into blocks. A write that fails ends the command.
final class Output {
    private var pending = ""

    func line(_ text: String = "") throws { try self.text(text + "\n") }

    func text(_ text: String) throws {
        pending += text
        if pending.utf8.count > 1 << 16 { try flush() }
    }

    func flush() throws {
        defer { pending = "" }
        var bytes = Array(pending.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw Failure(
                    status: .cannotWrite,
                    message: "cannot write to standard output: \(String(cString: strerror(errno)))"
                )
            }
            bytes = bytes.dropFirst(count)
        }
    }
}

/// All that comes from standard input.
func readStandardInput() throws -> Data {
    var (result, buffer) = (Data(), [UInt8](repeating: 0, count: 1 << 16))
    while true {
        let count = read(0, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else {
            throw Failure(
                status: .cannotWrite, message: "cannot read standard input: \(String(cString: strerror(errno)))")
        }
        if count == 0 { return result }
        result.append(contentsOf: buffer[..<count])
    }
}

/// How many characters a line of the terminal on standard error has; 80 if nobody says.
var terminalColumns: Int {
    var size = winsize()
    return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
}

/// A line on standard error that is written over again while work goes on; nothing unless that is a terminal.
struct ProgressLine {
    private let isTerminal = isatty(2) == 1
    private let clock = ContinuousClock()
    private var lastDrawn: ContinuousClock.Instant?
    private var width = 0

    /// Draws the text, but at most 20 times a second.
    mutating func update(_ text: @autoclosure () -> String) {
        guard isTerminal else { return }
        let now = clock.now
        if let lastDrawn, now - lastDrawn < .milliseconds(50) { return }
        // Work that ends soon needs no progress line.
        defer { lastDrawn = now }
        if lastDrawn == nil { return }
        draw(text())
    }

    /// Wipes the line.
    mutating func clear() {
        if width > 0 { draw("") }
        width = 0
    }

    private mutating func draw(_ text: String) {
        let padding = String(repeating: " ", count: max(0, width - text.count))
        try? FileHandle.standardError.write(contentsOf: Data("\r\(text)\(padding)\r\(text)".utf8))
        width = text.count
    }
}
