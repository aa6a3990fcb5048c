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

/// What can be wrong with a file before its first byte is read.
@Suite struct FileTests {
    /// Every way to open a file.
    private enum Reader: CaseIterable {
        case npy, npz, safetensors, idx, csv, scan, mapped

        func read(_ path: String) throws(DataFormatError) {
            switch self {
            case .npy: _ = try NPY.read(path)
            case .npz: _ = try NPZ(path: path)
            case .safetensors: _ = try Safetensors(path: path)
            case .idx: _ = try IDX.read(path)
            case .csv: _ = try CSV.read(path, of: Double.self)
            case .scan: _ = try CSV.scan(path, CSVOptions())
            case .mapped: _ = try MappedFile(path: path)
            }
        }
    }

    private func expectNoInput(_ path: String, _ part: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for reader in Reader.allCases {
            expectError(.noInput, part, sourceLocation: sourceLocation) { () throws(DataFormatError) in
                try reader.read(path)
            }
        }
    }

    @Test func filesThatCannotBeRead() throws {
        let folder = try TemporaryFolder()
        expectNoInput(folder.file("none"), "no such file or directory; check the path")
        expectNoInput(folder.path, "a directory")
        expectNoInput("", "nothing")
        expectNoInput(folder.file("a\u{0}b"), "NUL")
        expectNoInput("/dev/null", "a device")
        // Nobody writes to it: whoever waits for that waits forever.
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        expectNoInput(folder.file("pipe"), "a pipe")
        let loop = folder.file("loop")
        #expect(symlink("loop", loop) == 0)
        expectNoInput(loop, "loop")
    }

    @Test func filesThatMayNotBeRead() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a,b\n1,2\n", as: "secret.csv")
        #expect(chmod(path, 0) == 0)
        // The superuser may read everything, so a process that gives up that right tries.
        await #expect(processExitsWith: .success) { [path = path as String] in
            let isSuperuser = geteuid() == 0
            if isSuperuser { precondition(seteuid(65534) == 0) }
            defer { if isSuperuser { precondition(seteuid(0) == 0) } }
            do throws(DataFormatError) {
                _ = try CSV.read(path, of: Double.self)
                fatalError("it was read")
            } catch {
                precondition(error.kind == .noInput && error.description.contains("permission denied"))
            }
        }
    }

    @Test func emptyFiles() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("", as: "empty")
        expectError(.truncated, "empty file") { () throws(DataFormatError) in try NPY.read(path) }
        expectError(.truncated, "empty file") { () throws(DataFormatError) in try NPZ(path: path) }
        expectError(.truncated, "empty file") { () throws(DataFormatError) in try Safetensors(path: path) }
        expectError(.truncated, "empty file") { () throws(DataFormatError) in try IDX.read(path) }
        expectError(.malformed, "empty file") { () throws(DataFormatError) in try CSV.read(path, of: Double.self) }
        let file = try MappedFile(path: path)
        #expect(file.count == 0)
        file.withUnsafeBytes { #expect($0.isEmpty) }
        file.advise(.sequential)
    }

    @Test func mappedFilesOutliveTheirNames() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("x.npy")
        try NPY.write(Vector<Double>([1, 2, 3]), to: path)
        let tensor = try NPY.read(path)
        // Replaced, and then removed: the reader goes on with what it opened.
        try NPY.write(Vector<Double>([4]), to: path)
        #expect(tensor.vector(of: Double.self) == [1, 2, 3])
        try FileManager.default.removeItem(atPath: path)
        #expect(tensor.vector(of: Double.self) == [1, 2, 3])
    }

    @Test func filesAreMapped() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([1, 2, 3], as: "bytes")
        let file = try MappedFile(path: path)
        #expect(file.withUnsafeBytes { Array($0) } == [1, 2, 3])
        #expect(file.path == path)
        for pattern in [MappedFile.AccessPattern.normal, .sequential, .random, .soon] { file.advise(pattern) }
    }
}
