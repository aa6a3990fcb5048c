import DataFormats
import Foundation
import Linalg
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite struct AtomicFileTests {
    private func write(_ text: String, to path: String) throws(DataFormatError) {
        var file = try AtomicFile(path: path)
        try file.write(text)
        try file.commit()
    }

    @Test func aFileAppearsWhenItIsComplete() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.txt")
        var file = try AtomicFile(path: path)
        try file.write("hello, ")
        #expect(try folder.names().allSatisfy { $0.hasPrefix(".tmp-") })
        try file.write(Array("world".utf8))
        try file.write([UInt16(0x2121)].span.bytes)
        #expect(file.count == 14)
        #expect(file.path == path)
        try file.commit()
        #expect(try folder.names() == ["a.txt"])
        #expect(try folder.text("a.txt") == "hello, world!!")
    }

    @Test func anOldFileIsReplacedOrUntouched() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", as: "a.txt")
        do {
            var file = try AtomicFile(path: path)
            try file.write(String(repeating: "new", count: 100_000))
            #expect(try folder.text("a.txt") == "old")
        }
        // It went away without a commit.
        #expect(try folder.names() == ["a.txt"])
        #expect(try folder.text("a.txt") == "old")
        try write("new", to: path)
        #expect(try folder.text("a.txt") == "new")
    }

    /// A link whose file is missing leads to where the file is made, and stays a link.
    @Test func aLinkThatLeadsToNothingIsFollowed() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.file("other"), withIntermediateDirectories: true)
        for (name, target) in [("a", "other/x"), ("b", folder.file("other/y")), ("c", "a2"), ("a2", "other/z")] {
            try FileManager.default.createSymbolicLink(atPath: folder.file(name), withDestinationPath: target)
        }
        for (name, target) in [("a", "other/x"), ("b", "other/y"), ("c", "other/z")] {
            try write(name, to: folder.file(name))
            #expect(try folder.text(target) == name)
            #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: folder.file(name))) != nil)
        }
        try FileManager.default.createSymbolicLink(atPath: folder.file("round"), withDestinationPath: "round")
        try FileManager.default.createSymbolicLink(atPath: folder.file("lost"), withDestinationPath: "none/x")
        for name in ["round", "lost"] {
            #expect(throws: DataFormatError.self) { try write("text", to: folder.file(name)) }
            #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: folder.file(name))) != nil)
        }
    }

    @Test func largeAndSmallPiecesStayInOrder() throws {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 4)
        var expected: [UInt8] = []
        var file = try AtomicFile(path: folder.file("a"))
        for size in [1, 65_535, 65_536, 65_537, 0, 3, 200_000, 7, 65_530]
            + (0..<50).map({ _ in Int.random(in: 0...70_000, using: &random) })
        {
            let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) }
            try file.write(piece)
            expected += piece
            #expect(file.count == expected.count)
        }
        // Within what is written, and within what still waits.
        for offset in [0, 65_536, expected.count - 3] {
            try file.overwrite([9, 8, 7], at: offset)
            expected.replaceSubrange(offset..<offset + 3, with: [9, 8, 7])
        }
        try file.write([1, 2])
        try file.commit()
        #expect(try folder.bytes("a") == expected + [1, 2])
    }

    @Test func permissionsAndLinksAreKept() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", as: "a.txt")
        #expect(chmod(path, 0o640) == 0)
        #expect(symlink("a.txt", folder.file("link")) == 0)
        try write("new", to: folder.file("link"))
        #expect(try folder.text("a.txt") == "new")
        #expect(try folder.names() == ["a.txt", "link"])
        var status = stat()
        #expect(lstat(folder.file("link"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    }

    @Test func placesThatCannotBeWrittenTo() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("old", as: "a.txt")
        func make(_ path: String) -> () throws(DataFormatError) -> Void {
            { () throws(DataFormatError) in try write("new", to: path) }
        }
        expectError(
            .cannotWrite, "no such file or directory", "the directory exists", in: make(folder.file("none/a.txt")))
        expectError(.cannotWrite, in: make(folder.file("a.txt/b")))
        expectError(.cannotWrite, "a directory", in: make(folder.path))
        expectError(.cannotWrite, "name of a file", in: make(folder.path + "/"))
        expectError(.cannotWrite, "nothing", in: make(""))
        expectError(.cannotWrite, in: make(folder.file("a\u{0}b")))
        // Above all, not by replacing the device.
        expectError(.cannotWrite, "a device", in: make("/dev/null"))
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        expectError(.cannotWrite, "a pipe", in: make(folder.file("pipe")))
        #expect(try folder.names() == ["a.txt", "pipe"])
    }

    @Test func relativeAndLongNames() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "n", count: 255)
        try write("x", to: folder.file(long))
        #expect(try folder.names() == [long])
        expectError(.cannotWrite) { () throws(DataFormatError) in try write("x", to: folder.file(long + "n")) }
        #expect(try folder.names() == [long])
    }

    /// A limit on the size of files makes every write beyond it fail, as a full disk does.
    @Test func aFullDiskLeavesTheOldFile() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", as: "a.npy")
        await #expect(processExitsWith: .success) { [path = path as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
            precondition(setrlimit(.init(RLIMIT_FSIZE.rawValue), &limit) == 0)
            for write in LargeWrite.allCases {
                do throws(DataFormatError) {
                    try write.perform(path)
                    fatalError("\(write) succeeded")
                } catch {
                    precondition(error.kind == .cannotWrite, "\(error)")
                    precondition(error.description.contains("untouched"), "\(error)")
                }
            }
        }
        #expect(try folder.names() == ["a.npy"])
        #expect(try folder.text("a.npy") == "old")
    }

    @Test func aKilledProgramLeavesTheOldFile() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("old", as: "a.txt")
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            var file = try AtomicFile(path: path)
            try file.write(String(repeating: "new", count: 100_000))
            kill(getpid(), SIGKILL)
            try file.commit()
        }
        #expect(try folder.text("a.txt") == "old")
        // What remains can be told by its name.
        #expect(try folder.names().filter { $0 != "a.txt" }.allSatisfy { $0.hasPrefix(".tmp-") })
    }

    /// Whoever opens the file while it is replaced again and again finds one version or another, whole.
    @Test func readersNeverSeeHalfAFile() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.txt")
        let size = 200_000
        func version(_ i: Int) -> String { String(repeating: "\(i % 10)", count: size) }
        try write(version(0), to: path)
        let isDone = Task.detached {
            for i in 1...30 {
                var file = try AtomicFile(path: path)
                try file.write(String(repeating: "\(i % 10)", count: size))
                try file.commit()
            }
        }
        var seen = 0
        while seen < 200 {
            let bytes = try folder.bytes("a.txt")
            #expect(bytes.count == size && bytes.allSatisfy { $0 == bytes[0] })
            seen += 1
        }
        try await isDone.value
        #expect(try folder.text("a.txt") == version(30))
    }

    @Test func overwritingWhatIsNotWrittenTraps() async {
        await #expect(processExitsWith: .failure) {
            let folder = try TemporaryFolder()
            var file = try AtomicFile(path: folder.file("a"))
            try file.write([1, 2, 3])
            try file.overwrite([1, 2], at: 2)
        }
    }
}

/// Files too large for a limit of 100,000 bytes.
private enum LargeWrite: CaseIterable {
    /// In one piece; in many; so little too large that only the last piece fails; and through each writer.
    case atOnce, inPieces, inTheEnd, csv, npz, safetensors

    func perform(_ path: String) throws(DataFormatError) {
        let zeros = Vector<Double>.zeros(20_000)
        switch self {
        case .atOnce: try NPY.write(zeros, to: path)
        case .inPieces:
            var file = try AtomicFile(path: path)
            for _ in 0..<20_000 { try file.write("0123456789") }
            try file.commit()
        case .inTheEnd:
            var file = try AtomicFile(path: path)
            try file.write([UInt8](repeating: 0, count: 80_000))
            try file.write([UInt8](repeating: 0, count: 30_000))
            try file.commit()
        case .csv:
            var writer = try CSVWriter(path: path)
            for i in 0..<20_000 {
                try writer.write(i)
                try writer.endRow()
            }
            try writer.commit()
        case .npz: try NPZ.write([Tensor(name: "x", zeros)], to: path)
        case .safetensors: try Safetensors.write([Tensor(name: "x", zeros)], to: path)
        }
    }
}
