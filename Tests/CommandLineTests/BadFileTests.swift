import Foundation
import TestSupport
import Testing

/// Files that are damaged, hostile or not what they are taken for, from Tests/Golden/bad_files.json: each must end with a
/// line that helps, soon, in little memory, and with nothing left behind.
@Suite struct BadFileTests {
    /// A command that must fail, and how.
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var name: String
        var arguments: [String]
        /// The number of the contents of each file.
        var files: [String: Int]
        var standardInput: String?
        var exitCode: Int32
        /// The file or option that the message names.
        var names: String
        /// What else the message says.
        var says: [String]

        var testDescription: String { name }
    }

    /// What a file holds, or what stands in its place.
    struct Contents: Decodable, Sendable {
        struct Piece: Decodable, Sendable {
            var text: String?
            var base64: Data?
            var times: Int?
        }
        var pieces: [Piece]?
        var special: String?
    }

    private struct Collection: Decodable {
        var cases: [Case]
        var contents: [Contents]
    }

    private static let collection: Collection? = try? JSONDecoder().decode(
        Collection.self, from: Golden.data("bad_files.json"))

    static var cases: [Case] { collection?.cases ?? [] }

    /// The most memory that a refusal may take.
    private static let memoryLimit = 400 << 20

    @Test func thereAreManyOfThem() {
        #expect(Self.cases.count >= 300)
        #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
    }

    @Test(arguments: cases)
    func aBadFileIsRefused(_ bad: Case) throws {
        let sandbox = try Sandbox()
        for (name, contents) in bad.files { try put(contents, at: sandbox.path(name)) }
        let before = try FileManager.default.subpathsOfDirectory(atPath: sandbox.folder.path).sorted()
        let arguments = bad.arguments.map { argument in
            argument.replacing(/\{(.+)\}/) { sandbox.path(String($0.1)) }
        }
        let command = try Command(
            arguments, standardInput: bad.standardInput.map(sandbox.path) ?? "/dev/null", folder: sandbox.folder,
            patience: 30)
        command.expectRefusal(bad.exitCode, bad.name)
        let message = command.errorText
        for word in [bad.names] + bad.says { #expect(message.contains(word), "\(bad.name): \(word): \(message)") }
        if bad.exitCode != 64 {
            // What should be there, what is, and what to do next.
            #expect(message.contains(": expected ") || message.contains(" expected "), "\(bad.name): \(message)")
            #expect(message.contains("found ") && message.contains("; "), "\(bad.name): \(message)")
        }
        // A process begins with what its parent takes.
        #expect(
            command.peakMemory <= max(Self.memoryLimit, Command.ownPeakMemory), "\(bad.name): \(command.peakMemory)")
        let after = try FileManager.default.subpathsOfDirectory(atPath: sandbox.folder.path).sorted()
        #expect(after == before, "\(bad.name)")
    }

    private func put(_ number: Int, at path: String) throws {
        let contents = try #require(Self.collection?.contents[number])
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        switch contents.special {
        case nil:
            var data = Data()
            for piece in contents.pieces ?? [] {
                let bytes = piece.text.map { Data($0.utf8) } ?? piece.base64 ?? Data()
                for _ in 0..<(piece.times ?? 1) { data += bytes }
            }
            try data.write(to: URL(filePath: path))
        case "directory": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        case "pipe": try #require(mkfifo(path, 0o600) == 0)
        case "socket": try #require(mknod(path, S_IFSOCK | 0o600, 0) == 0)
        case "dangling": try #require(symlink("nothing", path) == 0)
        case "loop": try #require(symlink(path, path) == 0)
        case "device": try #require(symlink("/dev/null", path) == 0)
        case let other?: Issue.record("\(other)")
        }
    }
}
