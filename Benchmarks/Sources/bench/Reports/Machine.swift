import CContenders
import Foundation
import Linalg

/// What the figures were measured on, and how.
struct Machine: Codable {
    var date: String
    var commit: String
    var command: String
    var processor: String
    var processors: Int
    var vectors: String
    var system: String
    /// How many threads other programs kept running, over the last minute before this one began.
    var load: String
    var swift: String
    var blas: String
    var blasKernels: String
    var peers: [String: String]

    init(commit: String, command: String, swift: String, load: String, peers: [String: String]) {
        let info = ProcessInfo.processInfo
        date = Date.now.formatted(.iso8601)
        (self.commit, self.command, self.peers) = (commit, command, peers)
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
        processor =
            lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
            ?? "unknown"
        processors = info.activeProcessorCount
        vectors = String(cString: contenders_instruction_set())
        system = info.operatingSystemVersionString
        self.swift = swift
        self.load = load
        blas = BLASLibrary.configuration
        blasKernels = BLASLibrary.coreName
    }

    /// The load of the machine, where Linux tells it.
    static var load: String {
        let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
        return text.split(separator: " ").first.map(String.init) ?? "unknown"
    }

    /// Names and values for a table.
    var facts: [(String, String)] {
        [
            ("Date", date), ("Commit", commit), ("Command", "`\(command)`"),
            ("Processor", "\(processor), \(processors) in use, \(vectors)"), ("System", system), ("Load before", load),
            ("Swift", swift),
            ("BLAS", "\(blas), kernels for \(blasKernels)"),
        ] + peers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
