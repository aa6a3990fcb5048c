internal import CZlib

/// Compresses to bare deflate, piece by piece.
final class Deflater {
    // zlib keeps the address of its stream, so the stream must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableRawBufferPointer

    init(file: String) throws(DataFormatError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        output = .allocate(byteCount: 1 << 16, alignment: 16)
        let status = deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            throw DataFormatError(
                .tooLarge, file, expected: "memory to compress", found: "none", advice: "close other programs")
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Compresses all of `input`, and hands out the result piece by piece. With `isLast` the stream then ends.
    func deflate(
        _ input: UnsafeRawBufferPointer, isLast: Bool, _ body: (UnsafeRawBufferPointer) throws(DataFormatError) -> Void
    ) throws(DataFormatError) {
        var position = 0
        repeat {
            // zlib counts in 32 bits.
            let piece = min(input.count - position, 1 << 30)
            let finishes = isLast && position + piece == input.count
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress.map { ($0 + position).assumingMemoryBound(to: UInt8.self) })
            stream.pointee.avail_in = UInt32(piece)
            repeat {
                stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(output.count)
                _ = CZlib.deflate(stream, finishes ? Z_FINISH : Z_NO_FLUSH)
                let produced = output.count - Int(stream.pointee.avail_out)
                if produced > 0 { try body(UnsafeRawBufferPointer(rebasing: output[..<produced])) }
            } while stream.pointee.avail_out == 0
            position += piece
        } while position < input.count
    }
}

/// The checksum that zip and gzip use.
struct CRC32 {
    private(set) var value: UInt32 = 0

    /// The checksum of some bytes.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var sum = CRC32()
        sum.update(bytes)
        return sum.value
    }

    /// Continues with more bytes.
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            value = UInt32(
                crc32(UInt(value), piece.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(piece.count)))
            rest = rest.dropFirst(piece.count)
        }
    }
}
