import Foundation
import Testing

/// A run of `mlp`, built beside these tests, in a process of its own.
struct Command {
    /// How it ended.
    enum End: Equatable {
        case exit(Int32)
        case signal(Int32)
    }

    let end: End
    let output: Data
    let error: Data

    var outputText: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: error, as: UTF8.self) }

    /// Lines of standard error, each of which must end.
    var errorLines: [String] {
        var lines = errorText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// After how many seconds a run is ended; the slowest takes a few under a sanitizer.
    private static let patience = 120.0

    /// Runs `mlp` to its end.
    ///
    /// - Parameters:
    ///   - standardOutput: The name of a file for its standard output, which is not captured then.
    ///   - standardError: The name of a file or terminal for its standard error, which is not captured then.
    init(_ arguments: [String], standardOutput: String? = nil, standardError: String? = nil) throws {
        // Files rather than pipes, which block when they are full.
        let folder = FileManager.default.temporaryDirectory.appending(path: "mlp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (outputFile, errorFile) = (folder.appending(path: "output"), folder.appending(path: "error"))
        for file in [outputFile, errorFile] { try Data().write(to: file) }

        // Not by Foundation's `Process`, which leaks a few bytes now and then.
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        #else
        var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, standardOutput ?? outputFile.path, O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, standardError ?? errorFile.path, O_WRONLY | O_NOCTTY, 0)
        let program = try Self.executable().path
        let environment = ProcessInfo.processInfo.environment.merging(
            // Crashes are to be quick, and not to write to standard error by themselves.
            ["SWIFT_BACKTRACE": "enable=no"], uniquingKeysWith: { $1 })
        var argumentList = ([program] + arguments).map { strdup($0) } + [nil]
        var environmentList = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in argumentList + environmentList { free(text) } }
        var child: pid_t = 0
        let failure = posix_spawn(&child, program, &actions, nil, &argumentList, &environmentList)
        try #require(failure == 0, "cannot start \(program): \(String(cString: strerror(failure)))")

        // A program that hangs fails its test by the signal.
        let watchdog = DispatchWorkItem { [child] in kill(child, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience, execute: watchdog)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 { try #require(errno == EINTR) }
        watchdog.cancel()
        // The lower seven bits are the signal, if one has ended the process; then come eight bits of the exit code.
        end = status & 0x7f == 0 ? .exit(status >> 8 & 0xff) : .signal(status & 0x7f)
        output = try Self.contents(outputFile)
        error = try Self.contents(errorFile)
    }

    /// As `Data(contentsOf:)`, which leaks memory when the file is empty.
    private static func contents(_ file: URL) throws -> Data {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        return try handle.readToEnd() ?? Data()
    }

    /// A line on standard error that says something, the given exit code, and nothing on standard output.
    func expectRefusal(_ code: Int32, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(end == .exit(code), "\(name): \(errorText)", sourceLocation: sourceLocation)
        #expect(
            errorLines.count == 1 && errorText.hasSuffix("\n"), "\(name): \(errorText)", sourceLocation: sourceLocation)
        #expect(
            errorText.hasPrefix("mlp: ") && errorText.count > 15, "\(name): \(errorText)",
            sourceLocation: sourceLocation)
        #expect(output.isEmpty, "\(name)", sourceLocation: sourceLocation)
    }

    /// `mlp` lies where the tests do: they are a program in the folder of products, or on macOS a bundle in it.
    private static func executable() throws -> URL {
        var places = [Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])]
        #if canImport(Darwin)
        places += Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }.map(\.bundleURL)
        #endif
        let candidates = places.map { $0.deletingLastPathComponent().appending(path: "mlp") }
        return try #require(
            candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) },
            "mlp is at none of \(candidates.map(\.path))")
    }
}
