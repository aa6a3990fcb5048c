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
    /// The most memory that it took, in bytes; at least what these tests took when it began.
    let peakMemory: Int

    var outputText: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: error, as: UTF8.self) }

    /// Lines of standard error, each of which must end.
    var errorLines: [String] {
        var lines = errorText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// After how many seconds a run is ended; the slowest takes a few under a sanitizer.
    static let patience = 120.0

    /// Runs `mlp` to its end.
    ///
    /// - Parameters:
    ///   - program: Another program that is built beside these tests.
    ///   - standardInput: What it reads from its standard input, a file; nothing unless given.
    ///   - standardOutput: The name of a file for its standard output, which is not captured then.
    ///   - standardError: The name of a file or terminal for its standard error, which is not captured then.
    ///   - folder: Where it runs.
    ///   - maximumFileSize: How large a file it may write, as if the disk were full there.
    ///   - patience: After how many seconds it is ended.
    init(
        _ arguments: [String], of program: String = "mlp", standardInput: String = "/dev/null",
        standardOutput: String? = nil, standardError: String? = nil, folder: URL? = nil, maximumFileSize: Int? = nil,
        patience: Double = patience
    ) throws {
        self = try Running(
            arguments, of: program, standardInput: standardInput, standardOutput: standardOutput,
            standardError: standardError,
            folder: folder, maximumFileSize: maximumFileSize, patience: patience
        ).wait()
    }

    /// A run of `mlp` that has not ended yet.
    final class Running {
        let process: pid_t
        private let files: URL
        private let watchdog: DispatchWorkItem

        init(
            _ arguments: [String], of program: String = "mlp", standardInput: String = "/dev/null",
            standardOutput: String? = nil, standardError: String? = nil, folder: URL? = nil,
            maximumFileSize: Int? = nil, patience: Double = Command.patience
        ) throws {
            // Files rather than pipes, which block when they are full.
            files = FileManager.default.temporaryDirectory.appending(path: "mlp-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
            let (outputFile, errorFile) = (files.appending(path: "output"), files.appending(path: "error"))
            for file in [outputFile, errorFile] { try Data().write(to: file) }

            // Not by Foundation's `Process`, which leaks a few bytes now and then.
            #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            #else
            var actions = posix_spawn_file_actions_t()
            #endif
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_addopen(&actions, 0, standardInput, O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&actions, 1, standardOutput ?? outputFile.path, O_WRONLY, 0)
            posix_spawn_file_actions_addopen(&actions, 2, standardError ?? errorFile.path, O_WRONLY | O_NOCTTY, 0)
            // Signals are blocked in the threads that tests run in, and would be in the child.
            #if canImport(Darwin)
            var attributes: posix_spawnattr_t?
            #else
            var attributes = posix_spawnattr_t()
            #endif
            posix_spawnattr_init(&attributes)
            defer { posix_spawnattr_destroy(&attributes) }
            var none = sigset_t()
            sigemptyset(&none)
            posix_spawnattr_setsigmask(&attributes, &none)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
            var program = try Command.executable(program).path
            var arguments = arguments
            if folder != nil || maximumFileSize != nil {
                // A shell changes what only the process itself can change.
                var script = "exec \"$0\" \"$@\""
                if let maximumFileSize { script = "ulimit -f \(maximumFileSize / 512); " + script }
                if let folder { script = "cd '\(folder.path)' && " + script }
                arguments = ["-c", script, program] + arguments
                program = "/bin/sh"
            }
            let environment = ProcessInfo.processInfo.environment.merging(
                // Crashes are to be quick, and not to write to standard error by themselves.
                ["SWIFT_BACKTRACE": "enable=no"], uniquingKeysWith: { $1 })
            var argumentList = ([program] + arguments).map { strdup($0) } + [nil]
            var environmentList = environment.map { strdup("\($0)=\($1)") } + [nil]
            defer { for text in argumentList + environmentList { free(text) } }
            var child: pid_t = 0
            let failure = posix_spawn(&child, program, &actions, &attributes, &argumentList, &environmentList)
            try #require(failure == 0, "cannot start \(program): \(String(cString: strerror(failure)))")
            process = child

            // A program that hangs fails its test by the signal.
            watchdog = DispatchWorkItem { [child] in Foundation.kill(child, SIGKILL) }
            DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: watchdog)
        }

        deinit { try? FileManager.default.removeItem(at: files) }

        func kill(_ signal: Int32) { _ = Foundation.kill(process, signal) }

        /// What it has written to standard error so far.
        var errorSoFar: String {
            (try? String(decoding: Command.contents(files.appending(path: "error")), as: UTF8.self)) ?? ""
        }

        /// Waits for its end.
        func wait() throws -> Command {
            var status: Int32 = 0
            var usage = rusage()
            while wait4(process, &status, 0, &usage) < 0 { try #require(errno == EINTR) }
            watchdog.cancel()
            return Command(
                // The lower seven bits are the signal, if one has ended the process; then come eight bits of the code.
                end: status & 0x7f == 0 ? .exit(status >> 8 & 0xff) : .signal(status & 0x7f),
                output: try Command.contents(files.appending(path: "output")),
                error: try Command.contents(files.appending(path: "error")),
                peakMemory: Command.peakMemory(usage))
        }
    }

    private init(end: End, output: Data, error: Data, peakMemory: Int) {
        (self.end, self.output, self.error, self.peakMemory) = (end, output, error, peakMemory)
    }

    /// The most memory that these tests have taken so far.
    static var ownPeakMemory: Int {
        var usage = rusage()
        #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
        getrusage(RUSAGE_SELF, &usage)
        #endif
        return peakMemory(usage)
    }

    private static func peakMemory(_ usage: rusage) -> Int {
        #if canImport(Darwin)
        usage.ru_maxrss
        #else
        usage.ru_maxrss * 1024
        #endif
    }

    /// As `Data(contentsOf:)`, which leaks memory when the file is empty.
    private static func contents(_ file: URL) throws -> Data {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        return try handle.readToEnd() ?? Data()
    }

    /// A line on standard error that says something, the given exit code, and nothing on standard output.
    func expectRefusal(
        _ code: Int32, _ name: String, printsNothing: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(end == .exit(code), "\(name): \(errorText)", sourceLocation: sourceLocation)
        #expect(
            errorLines.count == 1 && errorText.hasSuffix("\n"), "\(name): \(errorText)", sourceLocation: sourceLocation)
        #expect(
            errorText.hasPrefix("mlp: ") && errorText.count > 15, "\(name): \(errorText)",
            sourceLocation: sourceLocation)
        if printsNothing { #expect(output.isEmpty, "\(name)", sourceLocation: sourceLocation) }
    }

    /// `mlp` lies where the tests do: they are a program in the folder of products, or on macOS a bundle in it.
    static func executable(_ name: String = "mlp") throws -> URL {
        var places = [Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])]
        #if canImport(Darwin)
        places += Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }.map(\.bundleURL)
        #endif
        let candidates = places.map { $0.deletingLastPathComponent().appending(path: name) }
        return try #require(
            candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) },
            "\(name) is at none of \(candidates.map(\.path))")
    }
}
