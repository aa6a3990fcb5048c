import Foundation
import Linalg
import Testing

@testable import DataFormats

/// What a run that must not be lost is written with: checksums, the file before, locks, logs, fingerprints.
@Suite struct RunFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func bytes(_ path: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(filePath: path))) }

    /// Whatever byte is changed, opening the file or its checksum notices.
    @Test func aChecksumNoticesEveryChangedByte() throws {
        let path = folder.file("a.safetensors")
        let tensors = [Tensor(name: "w", [1.5, -2, 3] as Vector<Float>), Tensor(name: "b", [0.25] as Vector<Double>)]
        try Safetensors.write(tensors, metadata: ["note": "text"], to: path, isChecksummed: true)
        let archive = try Safetensors(path: path)
        #expect(archive.hasChecksum)
        try archive.verifyChecksum()
        let whole = try bytes(path)
        for place in whole.indices {
            var damaged = whole
            damaged[place] ^= 1
            #expect(throws: DataFormatError.self, "byte \(place)") {
                try Safetensors(ByteRegion(copying: damaged), name: "damaged").verifyChecksum()
            }
        }
        try Safetensors.write(tensors, to: path)
        #expect(throws: DataFormatError.self) { try Safetensors(path: path).verifyChecksum() }
    }

    @Test func theFileBeforeIsKept() throws {
        let (path, previous) = (folder.file("last"), folder.file("previous"))
        for (index, text) in ["first", "second", "third"].enumerated() {
            var file = try AtomicFile(path: path)
            try file.write(text)
            try file.commit(keepingPrevious: previous)
            #expect(try bytes(path) == Array(text.utf8))
            #expect(FileManager.default.fileExists(atPath: previous) == (index > 0))
        }
        #expect(try bytes(previous) == Array("second".utf8))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == ["last", "previous"])
    }

    /// Some file systems have no hard links; the file before is then copied. Other errors stay errors.
    @Test func theFileBeforeIsKeptWithoutLinks() throws {
        let (path, previous) = (folder.file("last"), folder.file("previous"))
        let texts = ["first", String(repeating: "second", count: 40_000), "third", "fourth"]
        func write(_ text: String, refusingWith code: Int32) throws {
            var file = try AtomicFile(path: path)
            try file.write(text)
            try file.commit(keepingPrevious: previous) { _, _ in
                errno = code
                return -1
            }
        }
        for (index, code) in [ENOENT, EPERM, ENOTSUP, EMLINK].enumerated() {
            try write(texts[index], refusingWith: code)
            #expect(try bytes(path) == Array(texts[index].utf8))
            if index > 0 { #expect(try bytes(previous) == Array(texts[index - 1].utf8)) }
        }
        #expect(throws: DataFormatError.self) { try write("fifth", refusingWith: EIO) }
        #expect(try bytes(path) == Array("fourth".utf8))
        #expect(try bytes(previous) == Array("third".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["last", "previous"])
    }

    @Test func aLockIsHeldOnce() throws {
        let path = folder.file("lock")
        var first = try FileLock(path: path)
        #expect(first != nil)
        #expect(try FileLock(path: path) == nil)
        first = nil
        #expect(try FileLock(path: path) != nil)
        #expect(throws: DataFormatError.self) { try FileLock(path: folder.file("none/lock")) }
    }

    @Test func aGrowingFileGoesOn() throws {
        let path = folder.file("log")
        for text in ["one\n", "two\n"] {
            var file = try GrowingFile(appendingTo: path)
            try file.append(Array(text.utf8))
            try file.flush()
            try file.synchronize()
            try file.close()
        }
        #expect(try bytes(path) == Array("one\ntwo\n".utf8))
        #expect(throws: DataFormatError.self) { try GrowingFile(appendingTo: folder.file("none/log")).close() }
    }

    @Test func fingerprintsTellContentsApart() throws {
        let path = folder.file("data")
        // The check value of CRC-32.
        try Data("123456789".utf8).write(to: URL(filePath: path))
        let print = try Fingerprint(path: path)
        #expect(print.byteCount == 9 && print.checksum == 0xCBF4_3926)
        #expect(Array("123456789".utf8).withUnsafeBytes { Fingerprint($0) } == print)
        try Data("123456788".utf8).write(to: URL(filePath: path))
        #expect(try Fingerprint(path: path) != print)
    }

    @Test func formatsAreToldByTheirFirstBytes() throws {
        let x = Matrix<Float>([[1, 2], [3, 4]])
        try NPY.write(x, to: folder.file("a"))
        try NPZ.write([Tensor(name: "x", x)], to: folder.file("b"))
        try Safetensors.write([Tensor(name: "x", x)], to: folder.file("c"))
        try CSV.write(x, header: ["p", "q"], to: folder.file("d"))
        try Data([0, 0, 8, 1, 0, 0, 0, 1, 7]).write(to: URL(filePath: folder.file("e")))
        let kinds = try ["a", "b", "c", "d", "e"].map { try DataFileKind(path: folder.file($0)) }
        #expect(kinds == [.npy, .npz, .safetensors, .csv, .idx])
        try Data().write(to: URL(filePath: folder.file("f")))
        #expect(throws: DataFormatError.self) { try DataFileKind(path: folder.file("f")) }
    }
}
