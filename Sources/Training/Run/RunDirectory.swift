public import DataFormats
internal import Foundation

/// The folder of a training run, and the names of what is in it.
public struct RunDirectory: Sendable {
    /// The folder, as it was named.
    public let path: String

    /// The folder of this name, which need not be there yet.
    public init(_ path: String) { self.path = path }

    /// The options, each with its value.
    public var configuration: String { file("config.json") }
    /// The figures of each epoch as a table.
    public var metricsTable: String { file("metrics.csv") }
    /// The figures of each epoch, a JSON object a line.
    public var metricsLines: String { file("metrics.jsonl") }
    /// The newest checkpoint.
    public var last: String { file("last.safetensors") }
    /// The checkpoint before it.
    public var previous: String { file("previous.safetensors") }
    /// The model of the best epoch.
    public var best: String { file("best.safetensors") }
    /// The figures of the best model, as JSON.
    public var summary: String { file("summary.json") }
    /// All of it for people.
    public var report: String { file("report.html") }

    /// Whether a run has begun here.
    public var holdsRun: Bool { [configuration, last, previous].contains(where: FileManager.default.fileExists) }

    /// Whether there is anything here that a run would replace, of a run or of somebody else.
    public var isOccupied: Bool { files.contains(where: FileManager.default.fileExists) }

    /// Whether this is one of the files that a run writes here.
    public func contains(_ path: String) -> Bool {
        func resolved(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
        return files.map(resolved).contains(resolved(path))
    }

    /// Whether there is a checkpoint to go on from, whole or not.
    var holdsCheckpoint: Bool { [last, previous].contains(where: FileManager.default.fileExists) }

    /// The options that the run was begun with: from their file, or from a checkpoint if that is gone; nil if there are none
    /// yet.
    ///
    /// - Throws: ``ConfigurationError`` or ``DataFormatError`` if what there is cannot be read.
    public func storedConfiguration() throws -> Configuration? {
        if FileManager.default.fileExists(atPath: configuration) { return try Configuration(path: configuration) }
        var damage: (any Error)?
        for path in [last, previous] where FileManager.default.fileExists(atPath: path) {
            do {
                let archive = try ModelFile(path: path).archive
                if let text = archive.metadata[Checkpoint<Float>.configurationKey] {
                    return try ModelFile.decode(
                        Configuration.self, text, key: Checkpoint<Float>.configurationKey, path)
                }
            } catch { damage = damage ?? error }
        }
        if let damage { throw damage }
        return nil
    }

    /// All that a run writes, the checkpoints first.
    private var files: [String] {
        [last, previous, best, metricsTable, metricsLines, summary, report, configuration]
    }

    /// The best model, or the newest if there is none yet.
    public var model: String {
        [best, last, previous].first(where: FileManager.default.fileExists) ?? best
    }

    /// Makes the folder if it is missing, and locks it against other runs; nil if another run has it.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite`.
    public func lock() throws(DataFormatError) -> FileLock? {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            // The system's own words come with a second attempt.
            let reason = mkdir(path, 0o777) == 0 ? "the system refused" : String(cString: strerror(errno))
            throw DataFormatError(
                .cannotWrite, path, expected: "to make the folder", found: reason,
                advice: "choose another one with --output-dir, or check its permissions")
        }
        return try FileLock(path: file(".lock"))
    }

    /// The folders that ``lock()`` would make, the innermost first.
    public var missingFolders: [String] {
        sequence(first: path) { $0.contains("/") ? ($0 as NSString).deletingLastPathComponent : nil }
            .prefix { !$0.isEmpty && !FileManager.default.fileExists(atPath: $0) }
    }

    /// Takes away folders that were made for a run that could not begin; does nothing if there is more in them than the lock.
    public func withdraw(_ folders: [String]) {
        guard !folders.isEmpty, (try? FileManager.default.contentsOfDirectory(atPath: path)) == [".lock"] else {
            return
        }
        unlink(file(".lock"))
        // These remove nothing that is not empty.
        for folder in folders where rmdir(folder) != 0 { return }
    }

    /// Deletes what a run has left here, and nothing else.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite`.
    public func clear() throws(DataFormatError) {
        // The checkpoints first: an interruption leaves nothing to go on from by mistake.
        for name in files where FileManager.default.fileExists(atPath: name) {
            // Not a folder of that name, with everything in it.
            guard unlink(name) == 0 else {
                throw DataFormatError(
                    .cannotWrite, name, expected: "to delete the file", found: String(cString: strerror(errno)),
                    advice: "check what it is, and its permissions")
            }
        }
        sweep()
    }

    /// Deletes the temporary files of a run that was killed. To be called under the lock.
    func sweep() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        where name.wholeMatch(of: /\.tmp-[0-9a-z]{1,13}(-previous)?/) != nil {
            unlink(file(name))
        }
    }

    private func file(_ name: String) -> String { path.hasSuffix("/") ? path + name : "\(path)/\(name)" }
}
