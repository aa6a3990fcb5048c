import Foundation
import Linalg

/// What the ratios were measured on.
enum Machine {
    static func line(commit: String) -> String {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
        let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
        let processor = model?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
        return [
            Date.now.formatted(.iso8601), commit, "\(processor), \(InstructionSet.name)",
            "\(BLASLibrary.configuration), kernels for \(BLASLibrary.coreName)", "threads \(BLASLibrary.threadCount)",
        ].joined(separator: "; ")
    }
}
