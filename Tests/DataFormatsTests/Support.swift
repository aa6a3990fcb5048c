import DataFormats
import Foundation
import Linalg
import Testing

/// The files in Tests/Golden/data, which scripts/golden/data_formats.py made.
enum GoldenData {
    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/data").appending(path: name).path
    }

    static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path(name)))) }

    static func manifest() throws -> Manifest {
        try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: URL(filePath: path("manifest.json"))))
    }

    struct Manifest: Decodable {
        let numpy: String
        let files: [String: [Array]]

        struct Array: Decodable {
            let name: String
            let type: ElementType
            let shape: [Int]
            let values: String

            var numbers: [Double] { values.split(separator: " ").map { Double($0) ?? .signalingNaN } }
        }
    }
}

/// A directory that is removed with everything in it when the value goes away.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "DataFormatsTests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    /// Makes a file and returns its path.
    func write(_ bytes: some Collection<UInt8>, as name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    func write(_ text: String, as name: String) throws -> String { try write(text.utf8, as: name) }

    /// The names of all files, hidden ones included.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: file(name)))) }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
}

/// The same sequence of random numbers from the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    // SplitMix64 (Steele, Lea and Flood, 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Whether two numbers are the same to the last bit, any NaN being the same as any other.
func same(_ a: Double, _ b: Double) -> Bool { a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN) }

func same(_ a: some Sequence<Double>, _ b: some Sequence<Double>) -> Bool {
    let (a, b) = (Array(a), Array(b))
    return a.count == b.count && zip(a, b).allSatisfy { same($0, $1) }
}

/// Expects an error of a kind whose message contains some texts.
func expectError<Result: ~Copyable>(
    _ kind: DataFormatError.Kind, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation,
    in body: () throws(DataFormatError) -> Result
) {
    do throws(DataFormatError) {
        _ = try body()
        Issue.record("no error, where one of kind \(kind) was expected", sourceLocation: sourceLocation)
    } catch {
        #expect(error.kind == kind, "\(error)", sourceLocation: sourceLocation)
        let message = error.description
        #expect(!message.contains("\n"), "\(error)", sourceLocation: sourceLocation)
        for part in parts {
            #expect(message.contains(part), "\(part) is not in: \(error)", sourceLocation: sourceLocation)
        }
    }
}

/// Reads a table from text in memory.
func readCSV(_ text: String, _ options: CSVOptions = CSVOptions()) throws(DataFormatError) -> CSVTable<Double> {
    try CSV.read(bytes: ByteRegion(copying: text.utf8), name: "t.csv", options, of: Double.self)
}

extension Matrix {
    /// The rows as arrays.
    var rowArrays: [[Element]] { (0..<rows).map { row in (0..<columns).map { self[row, $0] } } }
}
