import Foundation

/// Files of expected results beside these tests; the scripts that made them are in scripts/golden.
enum GoldenFile {
    /// The decoded contents of a file in Tests/LinalgTests/Golden.
    static func decode<T: Decodable>(_ name: String, as type: T.Type) throws -> T {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
        return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
    }
}
