import DataFormats
import Foundation
import Linalg
import Testing

/// Thousands of damaged files: whatever they hold, reading ends, with numbers or an error.
///
/// `DATAFORMATS_FUZZ_ROUNDS` and `DATAFORMATS_FUZZ_SEED` in the environment make it search longer and elsewhere.
@Suite struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let rounds = environment["DATAFORMATS_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 1
    private static let seed = environment["DATAFORMATS_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

    /// What in some format interests a parser.
    private static let words: [[UInt8]] = [
        Array("\"".utf8), Array(",".utf8), Array("\n".utf8), Array("\r".utf8), Array("\"\"".utf8), [0], [0xFF], [0x80],
        [0xC3, 0xA9],
        Array("1e999".utf8), Array("-".utf8), Array("nan".utf8), Array("99999999999999999999".utf8), Array("(".utf8),
        Array(")".utf8),
        Array("{".utf8), Array("}".utf8), Array("[".utf8), Array("]".utf8), Array("'".utf8), Array("\\u".utf8),
        Array(":".utf8),
        [0x50, 0x4B, 1, 2], [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 6, 6], [0x50, 0x4B, 6, 7],
        [0x1F, 0x8B],
        [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
    ]

    private static func mutate(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1: bytes[min(place, bytes.count - 1)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes[min(place, bytes.count - 1)] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &random)))
            case 4: bytes.insert(contentsOf: words.randomElement(using: &random) ?? [], at: place)
            case 5:
                let word = words.randomElement(using: &random) ?? []
                bytes.replaceSubrange(place..<min(bytes.count, place + word.count), with: word)
            case 6:
                let from = Int.random(in: 0...bytes.count, using: &random)
                let piece = bytes[from..<min(bytes.count, from + Int.random(in: 1...30, using: &random))]
                bytes.insert(contentsOf: Array(piece), at: place)
            default: bytes = Array(bytes[..<place])
            }
            if bytes.isEmpty { return bytes }
        }
        return bytes
    }

    /// How often reading succeeded and failed.
    private struct Outcome {
        var read = 0
        var failed = 0

        mutating func note(_ body: () throws(DataFormatError) -> Void) {
            do throws(DataFormatError) {
                try body()
                read += 1
            } catch {
                failed += 1
                #expect(!error.description.contains("\n"), "\(error)")
            }
        }
    }

    private static func touch(_ tensor: Tensor) {
        guard tensor.count < 1 << 20, tensor.rows < 1 << 20 else { return }
        _ = tensor.matrix(of: Float.self)
        _ = tensor.integers()
    }

    @Test(arguments: [
        "every_type.npz", "every_type_deflated.npz", "descriptors.npz", "large_extensions.npz", "little_f8.npy",
        "column_major.npy",
        "version_3.npy", "every_type.safetensors", "small.safetensors", "bfloat16.safetensors", "float32.idx",
        "float64.idx.gz",
    ])
    func arrays(_ name: String) throws {
        let original = try GoldenData.bytes(name)
        var random = SeededGenerator(seed: Self.seed &+ UInt64(name.utf8.reduce(0) { $0 &* 31 &+ Int($1) }.magnitude))
        var outcome = Outcome()
        for _ in 0..<300 * Self.rounds {
            let region = ByteRegion(copying: Self.mutate(original, &random))
            outcome.note { () throws(DataFormatError) in
                if name.hasSuffix("npz") {
                    let archive = try NPZ(region, name: name, maximumBytes: 1 << 24)
                    // One damaged member hides the others.
                    for member in archive.names {
                        do throws(DataFormatError) {
                            Self.touch(try archive[member])
                        } catch {}
                    }
                    _ = try archive.tensors()
                } else if name.hasSuffix("npy") {
                    Self.touch(try NPY.read(region, name: name))
                } else if name.hasSuffix("safetensors") {
                    for tensor in try Safetensors(region, name: name, allowsHoles: true).tensors { Self.touch(tensor) }
                } else {
                    Self.touch(try IDX.read(region, name: name, maximumBytes: 1 << 24))
                }
            }
        }
        #expect(outcome.failed > 0)
    }

    private static let texts = [
        "id,\"na\"\"me\",x\r\n1,\"a, \"\"b\"\"\n c\",2.5\r\n\r\n22,é,-1e3 \n333, \"q\" ,NA\r4,plain,7",
        "a;b;c\n1;2;3\n4;5;6\n7;8;9\n", "5.1,3.5,setosa\n4.9,3.0,virginica\n?,3.1,setosa\n",
        "x\n0.1\n0.30000000000000004\n5e-324\n123456789012345678901234567890\n", "\u{FEFF}t\tu\n1\t\n\t2\n",
        "  a  \"b c\" \n 1   2\t\n3 4\n",
    ]

    /// Besides: wherever the pieces of the file meet in memory, the result is the same, be it an error.
    @Test(arguments: texts)
    func tables(_ text: String) throws {
        var random = SeededGenerator(seed: Self.seed &+ UInt64(text.utf8.count))
        var outcome = Outcome()
        for _ in 0..<600 * Self.rounds {
            let region = ByteRegion(copying: Self.mutate(Array(text.utf8), &random))
            let options = CSVOptions(
                separator: [nil, .comma, .space, .tab].randomElement(using: &random) ?? nil,
                header: [.automatic, .present, .absent].randomElement(using: &random) ?? .automatic,
                targets: Bool.random(using: &random) ? [-1] : [],
                missingNumbers: [.error, .dropRow, .mean, .value(1)].randomElement(using: &random) ?? .error,
                missingCategories: [.error, .dropRow, .category("none")].randomElement(using: &random) ?? .error,
                categories: [.error, .ordinal, .oneHot].randomElement(using: &random) ?? .error,
                classEncoding: Bool.random(using: &random) ? .index : .oneHot,
                acceptsNonFinite: Bool.random(using: &random),
                trimsSpaces: Bool.random(using: &random), maximumCategories: 8, maximumColumns: 100)
            outcome.note { () throws(DataFormatError) in
                _ = try CSV.read(bytes: region, name: "t.csv", options, of: Float.self)
            }
            let capacity = Int.random(in: 4...40, using: &random)
            let (whole, pieces) = (Self.stream(region, options, 1 << 18), Self.stream(region, options, capacity))
            #expect(whole == pieces, "\(String(decoding: region.withUnsafeBytes { Array($0) }, as: UTF8.self))")
        }
        #expect(outcome.read > 0 && outcome.failed > 0)
    }

    /// All numbers of a table as text, or the error.
    private static func stream(_ region: ByteRegion, _ options: CSVOptions, _ capacity: Int) -> String {
        do throws(DataFormatError) {
            var options = options
            // Peeking at the first rows looks as far as they are in memory.
            options.separator = options.separator ?? .comma
            if options.header == .automatic { options.header = .present }
            let schema = try CSV.scan(bytes: region, name: "t.csv", options, capacity: capacity).schema
            let reader = try CSVReader(bytes: region, name: "t.csv", schema: schema, capacity: capacity)
            var features = Matrix<Double>.zeros(3, schema.featureCount)
            var targets = Matrix<Double>.zeros(3, schema.targetCount)
            var result = ""
            while true {
                let count = try reader.read(features: &features, targets: &targets)
                if count == 0 { return "\(result) line \(reader.line) dropped \(reader.droppedRows)" }
                for i in 0..<count { result += "\(features.rowArrays[i]) \(targets.rowArrays[i])\n" }
            }
        } catch {
            return error.description
        }
    }
}
