#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Writes numbers over time, as the loss of each epoch, for TensorBoard to draw.
///
/// ```swift
/// var board = try TensorBoardWriter(directory: "runs/one")
/// for epoch in 0..<epochs {
///     try board.write(tag: "loss/training", value: loss, step: epoch)
///     try board.flush()
/// }
/// try board.close()
/// ```
///
/// Each writer makes a file of its own, and TensorBoard joins those of a directory to one run. Training that goes on
/// from a checkpoint opens the same directory again with `purgingFrom`, the step of the checkpoint: what was drawn from
/// there on before, and is going to be computed once more, then disappears.
///
/// The value flushes what is left when it goes away, but only ``close()`` tells whether that succeeded.
///
/// - Source: TensorFlow, tensorflow/core/util/event.proto, and *TFRecord and tf.train.Example*.
public struct TensorBoardWriter: ~Copyable {
    /// The file.
    public var path: String { file.path }

    private var file: GrowingFile

    /// Begins a file in a directory, which is made if it is missing.
    ///
    /// With `purgingFrom`, TensorBoard forgets what other files of the directory have of that step and later ones.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite` if directory or file cannot be made.
    public init(directory: String, purgingFrom step: Int? = nil) throws(DataFormatError) {
        try makeDirectory(directory)
        let time = TensorBoardWriter.now
        var file = try TensorBoardWriter.newFile(in: directory, time)
        // The first record, without which TensorBoard would not believe the purge.
        var version = TensorBoardWriter.event(time, step: 0)
        version.append(3, "brain.Event:2")
        try file.append(TFRecord.encode(version.bytes))
        if let step {
            var start = ProtobufMessage()
            start.append(1, 1)  // The status START.
            var session = TensorBoardWriter.event(time, step: step)
            session.append(7, start)
            try file.append(TFRecord.encode(session.bytes))
        }
        try file.flush()
        self.file = file
    }

    /// Writes a number under the name of a curve; a slash in the name groups curves.
    ///
    /// `wallTime` is in seconds since 1970. The number reaches the file with ``flush()``, or when many have come
    /// together.
    ///
    /// - Precondition: the name is not empty.
    /// - Throws: ``DataFormatError`` of kind `cannotWrite`, as ``flush()`` does.
    public mutating func write(
        tag: String, value: Float, step: Int, wallTime: Double = now
    ) throws(DataFormatError) {
        require(!tag.isEmpty, "a curve without a name")
        var point = ProtobufMessage()
        point.append(1, tag)
        point.append(2, value)
        var summary = ProtobufMessage()
        summary.append(1, point)
        var event = TensorBoardWriter.event(wallTime, step: step)
        event.append(5, summary)
        try file.append(TFRecord.encode(event.bytes))
    }

    /// Brings everything to the file, where TensorBoard finds it.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite`. The numbers then wait for the next time.
    public mutating func flush() throws(DataFormatError) { try file.flush() }

    /// Brings everything to the disk.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite`.
    public consuming func close() throws(DataFormatError) { try file.close() }

    /// The time of day in seconds since 1970.
    public static var now: Double {
        var time = timespec()
        _ = clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension TensorBoardWriter {
    private static let filePrefix = "events.out.tfevents."

    /// A file with a name that TensorBoard looks for.
    ///
    /// TensorBoard reads files in the order of their names, in which the time comes first. The new one has to be the
    /// last, or it could purge nothing; so it gets a later time if the clock was put back, or the second is the same.
    private static func newFile(in directory: String, _ time: Double) throws(DataFormatError) -> GrowingFile {
        let times = directoryEntries(directory).filter { $0.hasPrefix(filePrefix) }.compactMap { name in
            UInt32(name.dropFirst(filePrefix.count).prefix { $0 != "." })
        }
        let seconds = max(Int(time), Int(times.max() ?? 0) + 1)
        let folder = directory.hasSuffix("/") ? directory : directory + "/"
        let stem = "\(folder)\(filePrefix)\(seconds).\(hostName).\(getpid())."
        var number = 0
        while true {
            if let file = try GrowingFile(new: stem + String(number)) { return file }
            number += 1
        }
    }

    /// The name of this machine, as far as it can be part of a file's name.
    private static var hostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let name = String(decoding: bytes, as: UTF8.self).filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
        }
        return name.isEmpty ? "localhost" : name
    }

    /// `Event`, without what happened.
    private static func event(_ wallTime: Double, step: Int) -> ProtobufMessage {
        var event = ProtobufMessage()
        event.append(1, wallTime)
        event.append(2, step)
        return event
    }
}
