/// Bytes in order, from a file or from memory, decompressed if they are gzip.
///
/// gzip is known by its first two bytes, not by a name. Several gzip streams one after another count as one, as they
/// do for `gzip` itself.
final class ByteSource {
    /// The name for messages.
    let name: String

    private enum Origin {
        case file(InputFile)
        case memory(ByteRegion)
    }
    private let origin: Origin
    private var memoryPosition = 0
    private var gzip: Gzip?

    /// The compressed bytes that were read and are not decompressed yet.
    private struct Gzip {
        let inflater: Inflater
        let buffer: HeapBytes
        var start = 0
        var end = 0
        /// Where `start` is in the file.
        var offset = 0
        var isBetweenStreams = true
        var streamCount = 0
        var isOriginExhausted = false
    }

    convenience init(path: String) throws(DataFormatError) {
        try self.init(name: path, .file(InputFile(path)))
    }

    convenience init(_ bytes: ByteRegion, name: String) throws(DataFormatError) {
        try self.init(name: name, .memory(bytes))
    }

    private init(name: String, _ origin: Origin) throws(DataFormatError) {
        self.name = name
        self.origin = origin
        guard let buffer = HeapBytes(count: 1 << 16) else {
            throw DataFormatError(
                .tooLarge, name, expected: "memory to read", found: "none", advice: "close other programs")
        }
        // A read may be short.
        var count = 0
        while count < 2 {
            let got = try readRaw(into: UnsafeMutableRawBufferPointer(rebasing: buffer.buffer[count..<2]))
            if got == 0 { break }
            count += got
        }
        try rewindOrigin()
        if count == 2 && buffer.buffer[0] == 0x1F && buffer.buffer[1] == 0x8B {
            gzip = Gzip(inflater: try Inflater(.gzip, file: name), buffer: buffer)
        }
    }

    /// Whether the bytes are decompressed on the way.
    var isCompressed: Bool { gzip != nil }

    /// The most bytes that can come, as far as the size of the file tells.
    var maximumCount: Int {
        let size =
            switch origin {
            case .file(let file): file.size
            case .memory(let region): region.count
            }
        guard isCompressed else { return size }
        let (bound, overflow) = size.multipliedReportingOverflow(by: Inflater.maximumRatio)
        return overflow ? .max : bound
    }

    /// Starts over.
    func rewind() throws(DataFormatError) {
        try rewindOrigin()
        if let gzip {
            gzip.inflater.reset()
            self.gzip = Gzip(inflater: gzip.inflater, buffer: gzip.buffer)
        }
    }

    /// Reads up to `buffer.count` bytes; zero is the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataFormatError) -> Int {
        guard buffer.count > 0 else { return 0 }
        return gzip == nil ? try readRaw(into: buffer) : try readCompressed(into: buffer)
    }

    // MARK: The bytes of the origin

    private func readRaw(into buffer: UnsafeMutableRawBufferPointer) throws(DataFormatError) -> Int {
        switch origin {
        case .file(let file): return try file.read(into: buffer)
        case .memory(let region):
            let count = min(buffer.count, region.count - memoryPosition)
            region.withUnsafeBytes { bytes in
                buffer.copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[memoryPosition..<memoryPosition + count]))
            }
            memoryPosition += count
            return count
        }
    }

    private func rewindOrigin() throws(DataFormatError) {
        memoryPosition = 0
        if case .file(let file) = origin { try file.rewind() }
    }

    // MARK: gzip

    private func readCompressed(into output: UnsafeMutableRawBufferPointer) throws(DataFormatError) -> Int {
        guard var state = gzip else { return 0 }
        defer { gzip = state }
        while true {
            if state.start == state.end && !state.isOriginExhausted {
                state.start = 0
                state.end = try readRaw(into: state.buffer.buffer)
                state.isOriginExhausted = state.end == 0
            }
            if state.start == state.end {
                if state.isBetweenStreams { return 0 }
                throw DataFormatError(
                    .truncated, name, .offset(state.offset), expected: "more compressed data",
                    found: "the end of the file",
                    advice: "the file is incomplete: copy or download it again")
            }
            if state.isBetweenStreams && state.streamCount > 0 {
                // Zeros may pad the end, as on tapes.
                while state.start < state.end && state.buffer.buffer[state.start] == 0 {
                    state.start += 1
                    state.offset += 1
                }
                if state.start == state.end { continue }
                state.inflater.reset()
            }
            if state.isBetweenStreams {
                state.isBetweenStreams = false
                state.streamCount += 1
            }
            let progress = try state.inflater.inflate(
                UnsafeRawBufferPointer(rebasing: state.buffer.buffer[state.start..<state.end]), into: output,
                offset: state.offset)
            state.start += progress.consumed
            state.offset += progress.consumed
            if progress.isFinished { state.isBetweenStreams = true }
            if progress.produced > 0 { return progress.produced }
            if progress.consumed == 0 && !progress.isFinished {
                throw DataFormatError(
                    .malformed, name, .offset(state.offset), expected: "compressed data",
                    found: "data that lead nowhere",
                    advice: "the file is damaged: copy or download it again")
            }
        }
    }
}
