public import Foundation

/// Files of expected results, made by other software; the scripts that made them are in scripts/golden.
public enum Golden {
    /// The contents of the file `name` in Tests/Golden.
    public static func data(_ name: String) throws -> Data { try Data(contentsOf: file(name)) }

    /// Where the file `name` in Tests/Golden lies.
    public static func file(_ name: String) -> URL {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return tests.appending(path: "Golden").appending(path: name)
    }
}
