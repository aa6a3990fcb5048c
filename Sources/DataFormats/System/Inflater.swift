internal import CZlib

/// Decompresses deflate, piece by piece.
///
/// What a stream may become is bounded: each compressed byte yields at most ``maximumRatio`` bytes, so a claimed size
/// can be judged before any memory is taken for it.
final class Inflater {
    enum Container {
        /// Bare deflate, as in zip.
        case none
        /// gzip, whose checksum and length zlib then verifies.
        case gzip
    }

    /// What one call did.
    struct Progress {
        var consumed: Int
        var produced: Int
        /// Whether the stream is complete.
        var isFinished: Bool
    }

    /// The most bytes that one byte of deflate can stand for.
    ///
    /// - Source: zlib's technical notes, "Maximum Compression Factor".
    static let maximumRatio = 1032

    private let file: String
    // zlib keeps the address of its stream, so the stream must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    init(_ container: Container, file: String) throws(DataFormatError) {
        self.file = file
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let windowBits: Int32 =
            switch container {
            case .none: -15
            case .gzip: 15 + 16
            }
        guard inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw DataFormatError(
                .tooLarge, file, expected: "memory to decompress", found: "none", advice: "close other programs")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Makes ready for the next stream, which follows the one that ended.
    func reset() { inflateReset(stream) }

    /// Decompresses as much of `input` as fits into `output`.
    ///
    /// `offset` is where `input` begins in the file, for messages.
    func inflate(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, offset: Int
    ) throws(DataFormatError) -> Progress {
        // zlib counts in 32 bits; whoever has more calls again.
        let available = min(input.count, Int(UInt32.max >> 1))
        let room = min(output.count, Int(UInt32.max >> 1))
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(available)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        let consumed = available - Int(stream.pointee.avail_in)
        let progress = Progress(
            consumed: consumed, produced: room - Int(stream.pointee.avail_out), isFinished: status == Z_STREAM_END)
        switch status {
        case Z_OK, Z_STREAM_END, Z_BUF_ERROR: return progress
        case Z_MEM_ERROR:
            throw DataFormatError(
                .tooLarge, file, expected: "memory to decompress", found: "none", advice: "close other programs")
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "error \(status)"
            let isChecksum = ["incorrect data check", "incorrect length check"].contains(reason)
            throw DataFormatError(
                isChecksum ? .checksum : .malformed, file, .offset(offset + consumed),
                expected: isChecksum ? "data that agree with their checksum" : "compressed data",
                found: isChecksum ? "others (\(reason))" : "damage (\(reason))",
                advice: "the file is damaged: copy or download it again")
        }
    }

    /// Throws unless so many compressed bytes can become so many bytes.
    static func check(
        _ size: Int, from compressed: Int, file: String, _ location: DataFormatError.Location = .wholeFile
    ) throws(DataFormatError) {
        let (bound, overflow) = compressed.multipliedReportingOverflow(by: maximumRatio)
        guard !overflow, size > bound + maximumRatio else { return }
        throw DataFormatError(
            .truncated, file, location, expected: "at least \(size / maximumRatio) compressed bytes for \(size) bytes",
            found: "\(compressed)", advice: "the file is damaged or incomplete: copy or download it again")
    }
}
