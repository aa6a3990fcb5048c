import Foundation

/// Another library, in a process of its own that prepares a work and then does rounds of it when told to.
///
/// It reads lines: `run N` is answered by the seconds of N steps, `loss N` by the loss of the last of N steps from the
/// beginning. Its first line is its name and version; a line that begins with `error` says why it cannot.
final class Peer {
    /// A peer that did not answer as it should.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// What stands in the tables.
    let name: String
    let version: String

    private let process: Process
    private let input: FileHandle
    private let output: FileHandle
    private var pending: [UInt8]

    /// The peers that know a work, in a Python that has them; those that cannot are left out and said so.
    static func start(_ session: Session, work: String, batch: Int, threads: Int, names: [String]) throws -> [Peer] {
        guard let python = session.options.python else { return [] }
        return names.compactMap { name in
            do {
                let arguments = [name, work, "\(batch)", "\(threads)"]
                let peer = try Peer(python, "\(session.options.peersFolder)/peer.py", arguments, threads: threads)
                session.note(peer: peer.name, version: peer.version)
                return peer
            } catch {
                FileHandle.standardError.write(Data("bench: \(name) is left out: \(error)\n".utf8))
                return nil
            }
        }
    }

    private init(_ python: String, _ script: String, _ arguments: [String], threads: Int) throws {
        process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [script] + arguments
        var environment = ProcessInfo.processInfo.environment
        for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"] { environment[name] = "\(threads)" }
        process.environment = environment
        let (toPeer, fromPeer) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (toPeer, fromPeer)
        process.standardError = FileHandle.nullDevice
        (input, output) = (toPeer.fileHandleForWriting, fromPeer.fileHandleForReading)
        try process.run()
        var unread: [UInt8] = []
        let words = try Self.line(output, &unread).split(separator: " ")
        guard words.count == 2 else { throw Failure(description: words.joined(separator: " ")) }
        (name, version, pending) = (String(words[0]), String(words[1]), unread)
    }

    deinit {
        try? input.close()
        process.waitUntilExit()
    }

    /// It as a contender: the seconds are those that it takes itself.
    var contender: Contender { Contender(name: name) { try self.ask("run \($0)") } }

    /// How far its loss after twenty steps lies from the given one.
    func deviation(from loss: Double) throws -> Double {
        let theirs = try ask("loss 20")
        return abs(theirs - loss) / (1 + abs(loss))
    }

    private func ask(_ question: String) throws -> Double {
        try input.write(contentsOf: Data((question + "\n").utf8))
        let answer = try Self.line(output, &pending)
        guard let number = Double(answer) else { throw Failure(description: "\(name) answered \"\(answer)\"") }
        return number
    }

    private static func line(_ handle: FileHandle, _ pending: inout [UInt8]) throws -> String {
        while true {
            if let end = pending.firstIndex(of: 10) {
                defer { pending.removeFirst(end + 1) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            let data = handle.availableData
            if data.isEmpty { throw Failure(description: "it ended without an answer") }
            pending += data
        }
    }
}
