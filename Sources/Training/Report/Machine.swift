internal import Foundation
internal import Linalg

/// Where a run was made.
enum Machine {
    /// Names and values, those that are known.
    static func facts(threads: Int) -> [(name: String, value: String)] {
        let info = ProcessInfo.processInfo
        var facts = [
            ("swift-linalg", Release.version), ("operating system", info.operatingSystemVersionString),
        ]
        if let processorName { facts.append(("processor", processorName)) }
        return facts + [
            ("processors in use", "\(info.activeProcessorCount)"),
            ("memory", "\(FigureText.figure(Double(info.physicalMemory) / 1e9, digits: 3)) GB"),
            ("threads", "\(threads)"), ("linear algebra", BLASLibrary.configuration),
            ("kernels for", BLASLibrary.coreName),
        ]
    }

    /// As Linux has it; nil elsewhere and on processors that have no name there.
    private static var processorName: String? {
        guard let data = FileManager.default.contents(atPath: "/proc/cpuinfo") else { return nil }
        let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
    }
}
