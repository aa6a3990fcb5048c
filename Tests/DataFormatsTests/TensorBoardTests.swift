import DataFormats
import Foundation
import Testing

@Suite struct TensorBoardTests {
    /// What stands in an event file, its framing checked.
    private struct Event: Equatable {
        var wallTime: Double
        var step: Int
        var version: String?
        var tag: String?
        var value: Float?
        var status: Int?
    }

    /// Takes a file apart; fails at the first record that is not whole.
    private func events(_ path: String) throws -> [Event] {
        var rest = Array(try Data(contentsOf: URL(filePath: path)))[...]
        var result: [Event] = []
        while !rest.isEmpty {
            try #require(rest.count >= 16)
            let length = Array(rest.prefix(8))
            let count = Int(ProtobufReader.littleEndian(length))
            try #require(rest.count >= 16 + count)
            let contents = Array(rest.dropFirst(12).prefix(count))
            #expect(ProtobufReader.littleEndian(rest.dropFirst(8).prefix(4)) == mask(bitwiseSum(length)))
            #expect(ProtobufReader.littleEndian(rest.dropFirst(12 + count).prefix(4)) == mask(bitwiseSum(contents)))
            rest = rest.dropFirst(16 + count)

            let message = try #require(ProtobufReader(contents))
            #expect(message.numbers.isSubset(of: [1, 2, 3, 5, 7]))
            let points = message.messages(5).flatMap { $0.messages(1) }
            result.append(
                Event(
                    wallTime: try #require(message.doubles(1).first), step: try #require(message.integers(2).first),
                    version: message.texts(3).first, tag: points.first?.texts(1).first,
                    value: points.first?.floats(2).first, status: message.messages(7).first?.integers(1).first))
        }
        return result
    }

    /// CRC-32C bit by bit: division by Castagnoli's polynomial, the highest power of a byte in its lowest bit.
    private func bitwiseSum(_ bytes: [UInt8]) -> UInt64 {
        var rest: UInt64 = 0xFFFF_FFFF
        for byte in bytes {
            for bit in 0..<8 {
                let top = (rest >> 31 & 1) ^ UInt64(byte >> bit & 1)
                rest = (rest << 1 & 0xFFFF_FFFF) ^ (top * 0x1EDC_6F41)
            }
        }
        return (0..<32).reduce(0) { $0 | (~rest >> (31 - $1) & 1) << $1 }
    }

    private func mask(_ sum: UInt64) -> UInt64 {
        ((sum / 32_768 + sum % 32_768 * 131_072) + 0xA282_EAD8) % 0x1_0000_0000
    }

    /// RFC 3720, B.4, and the check value of the catalogue of parametrised CRC algorithms.
    @Test func publishedChecksums() {
        #expect(CRC32C.of(Array("123456789".utf8)) == 0xE306_9283)
        #expect(CRC32C.of([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(CRC32C.of([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(CRC32C.of(Array(0..<32)) == 0x46DD_794E)
        #expect(CRC32C.of((0..<32).reversed()) == 0x113F_DB5C)
        #expect(CRC32C.of([]) == 0)
        #expect(bitwiseSum(Array("123456789".utf8)) == 0xE306_9283)
    }

    @Test func curvesAreReadBack() throws {
        let folder = try TemporaryFolder()
        var board = try TensorBoardWriter(directory: folder.file("runs/one"))
        let path = board.path
        // There is a whole file from the beginning.
        #expect(try events(path).map(\.version) == ["brain.Event:2"])
        try board.write(tag: "loss/training", value: 0.75, step: 0, wallTime: 1_700_000_000.25)
        try board.write(tag: "é", value: .infinity, step: 1 << 40, wallTime: 1_700_000_001)
        #expect(try events(path).count == 1)
        try board.flush()
        try board.write(tag: "loss/training", value: -0.0, step: -1)
        #expect(try events(path).count == 3)
        let before = TensorBoardWriter.now
        try board.close()

        let read = try events(path)
        #expect(read.count == 4)
        #expect(read[0].step == 0 && abs(read[0].wallTime - before) < 60)
        #expect(read[1] == Event(wallTime: 1_700_000_000.25, step: 0, tag: "loss/training", value: 0.75))
        #expect(read[2] == Event(wallTime: 1_700_000_001, step: 1 << 40, tag: "é", value: .infinity))
        #expect(read[3].step == -1 && read[3].value?.sign == .minus && abs(read[3].wallTime - before) < 60)
        #expect(abs(before - Date().timeIntervalSince1970) < 60)
    }

    @Test func namesOfFiles() throws {
        let folder = try TemporaryFolder()
        var names: [String] = []
        for _ in 0..<3 {
            // Also with a slash at the end, and into a directory that is there.
            let board = try TensorBoardWriter(directory: folder.file("run/"))
            names.append(String(try #require(board.path.split(separator: "/").last)))
            try board.close()
        }
        #expect(Set(names).count == 3)
        for name in names {
            let parts = name.split(separator: ".")
            #expect(name.hasPrefix("events.out.tfevents.") && parts.count == 7, "\(name)")
            #expect(parts[3].count == 10 && Int(parts[3]) != nil && Int(parts[5]) == Int(getpid()), "\(name)")
            #expect(Int(parts[6]) != nil)
        }
        // TensorBoard reads them in this order.
        #expect(names == names.sorted())
    }

    @Test func aNewFileIsTheLastWhateverTheClockSays() throws {
        let folder = try TemporaryFolder()
        let later = Int(TensorBoardWriter.now) + 5000
        for name in ["events.out.tfevents.\(later).zzz.99999.7", "events.out.tfevents.x", "events.out.tfevents."] {
            _ = try folder.write("", as: name)
        }
        let board = try TensorBoardWriter(directory: folder.path)
        #expect(board.path.contains(".\(later + 1)."))
        try board.close()
    }

    @Test func aRunThatGoesOnPurgesWhatComesAfter() throws {
        let folder = try TemporaryFolder()
        var board = try TensorBoardWriter(directory: folder.path, purgingFrom: 7)
        try board.write(tag: "loss", value: 1, step: 7, wallTime: 5)
        let path = board.path
        try board.close()
        let read = try events(path)
        #expect(read.map(\.version) == ["brain.Event:2", nil, nil])
        #expect(read.map(\.status) == [nil, 1, nil])
        #expect(read.map(\.step) == [0, 7, 7])
    }

    @Test func manyNumbersReachTheFileByThemselves() throws {
        let folder = try TemporaryFolder()
        let path: String
        do {
            var board = try TensorBoardWriter(directory: folder.path)
            path = board.path
            for i in 0..<10_000 { try board.write(tag: "x", value: Float(i), step: i, wallTime: 1) }
            let seen = try events(path).count
            #expect(seen > 5_000 && seen < 10_001)
        }
        // It went away without being closed.
        let read = try events(path)
        #expect(read.dropFirst().map(\.step) == Array(0..<10_000))
        #expect(read.dropFirst().map(\.value) == (0..<10_000).map { Float($0) })
    }

    @Test func placesThatCannotBeWrittenTo() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("x", as: "file")
        expectError(.cannotWrite, "a regular file", "another name") { () throws(DataFormatError) in
            try TensorBoardWriter(directory: folder.file("file"))
        }
        expectError(.cannotWrite, "a directory named \"file\"", "a regular file") { () throws(DataFormatError) in
            try TensorBoardWriter(directory: folder.file("file/below"))
        }
        expectError(.cannotWrite, "nothing") { () throws(DataFormatError) in try TensorBoardWriter(directory: "") }
        expectError(.cannotWrite) { () throws(DataFormatError) in try TensorBoardWriter(directory: "a\u{0}b") }
        // Nobody, not even the superuser, may make files there.
        #if os(Linux)
        expectError(.cannotWrite, "may be written to") { () throws(DataFormatError) in
            try TensorBoardWriter(directory: "/proc/self")
        }
        expectError(.cannotWrite, "/proc/none", "\"none\"") { () throws(DataFormatError) in
            try TensorBoardWriter(directory: "/proc/none")
        }
        #endif
        #expect(try folder.names() == ["file"])
    }

    /// A limit on the size of files, as a full disk, cuts no record in two, and what waits is written when there is room.
    @Test func aFullDiskLeavesWholeRecords() async throws {
        let folder = try TemporaryFolder()
        await #expect(processExitsWith: .success) { [path = folder.path as String] in
            signal(SIGXFSZ, SIG_IGN)
            var board = try TensorBoardWriter(directory: path)
            let firstRecordSize = try FileManager.default.attributesOfItem(atPath: board.path)[.size] as? Int
            var limit = rlimit(rlim_cur: 1000, rlim_max: 1_000_000)
            precondition(setrlimit(.init(RLIMIT_FSIZE.rawValue), &limit) == 0)
            for i in 0..<100 { try board.write(tag: "loss", value: 1, step: i, wallTime: 1) }
            for _ in 0..<2 {
                do throws(DataFormatError) {
                    try board.flush()
                    fatalError("it succeeded")
                } catch {
                    precondition(error.kind == .cannotWrite && error.file == board.path, "\(error)")
                }
            }
            let size = try FileManager.default.attributesOfItem(atPath: board.path)[.size] as? Int
            precondition(size == firstRecordSize, "\(size ?? -1) bytes")
            limit.rlim_cur = limit.rlim_max
            precondition(setrlimit(.init(RLIMIT_FSIZE.rawValue), &limit) == 0)
            try board.close()
        }
        let read = try events(folder.file(#require(folder.names().first)))
        #expect(read.dropFirst().map(\.step) == Array(0..<100))
    }

    @Test func aCurveWithoutANameTraps() async {
        await #expect(processExitsWith: .failure) {
            let folder = try TemporaryFolder()
            var board = try TensorBoardWriter(directory: folder.path)
            try board.write(tag: "", value: 1, step: 1)
        }
    }
}
