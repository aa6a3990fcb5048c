#if os(Linux)
import Foundation
import Testing

/// Progress, which is for people: shown while a longer run goes on if standard error is a terminal, and wiped.
@Suite struct TerminalTests {
    #if DEBUG
    static let epochs = "100000"
    #else
    static let epochs = "2000000"
    #endif

    @Test(arguments: [["--every", "1000000000"], ["--json"]])
    func progressIsShownAndWiped(_ options: [String]) throws {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(terminal >= 0)
        defer { close(terminal) }
        // TIOCSPTLCK and TIOCGPTN, which are no constants to Swift: unlock the other end, and tell its number.
        var (locked, number): (Int32, UInt32) = (0, 0)
        try #require(ioctl(terminal, 0x4004_5431, &locked) == 0 && ioctl(terminal, 0x8004_5430, &number) == 0)
        let name = "/dev/pts/\(number)"
        // Open all the time, so that nothing is lost between the program's end and the line below.
        let writer = try #require(FileHandle(forUpdatingAtPath: name))
        let command = try Command(["demo", "--epochs", Self.epochs] + options, standardError: name)
        #expect(command.end == .exit(0))
        // A line without control characters.
        #expect(!command.outputText.contains("\r") && !command.outputText.contains("epoch 1 of"))

        // What the program wrote waits in the terminal; a line more ends it.
        try writer.write(contentsOf: Data("END\n".utf8))
        var shown = Data()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !shown.contains(UInt8(ascii: "\n")) {
            let count = read(terminal, &buffer, buffer.count)
            try #require(count > 0)
            shown += buffer[..<count]
        }
        // The terminal makes two characters of the end of the line.
        let text = String(decoding: shown.dropLast(2), as: UTF8.self)
        #expect(text.contains(" of \(Self.epochs) ("), "no progress was shown")
        // The last thing is a row of blanks over it.
        let parts = text.components(separatedBy: "\r")
        let blanks = try #require(parts.dropLast().last)
        #expect(!blanks.isEmpty && blanks.allSatisfy { $0 == " " }, "\(text.debugDescription)")
        #expect(parts.last == "END")
    }
}
#endif
