/// A message of Protocol Buffers that is being written: fields one after another, each a number and a value.
///
/// The elements of arrays are not copied into it but fetched when it is written. Its size is known at any time, as that
/// of a message within another has to be.
///
/// - Source: Google, Protocol Buffers, *Encoding*.
struct ProtobufMessage {
    /// The most bytes that a message may have, because many readers count them in 32 bits.
    static let maximumCount = Int(Int32.max)

    private enum Piece {
        case bytes([UInt8])
        case elements(Tensor)
    }
    private var pieces: [Piece] = []
    /// The number of bytes.
    private(set) var count = 0

    /// How a value is written, the lower bits of what comes before it.
    private enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case lengthDelimited = 2
        case fixed32 = 5
    }
}

// MARK: - Fields

extension ProtobufMessage {
    /// Appends an integer; a negative one as if it were unsigned, which takes ten bytes.
    mutating func append(_ field: Int, _ value: Int) {
        append(key(field, .varint) + ProtobufMessage.varint(UInt64(bitPattern: Int64(value))))
    }

    mutating func append(_ field: Int, _ value: Float) {
        append(key(field, .fixed32) + littleEndian(value.bitPattern))
    }

    mutating func append(_ field: Int, _ value: Double) {
        append(key(field, .fixed64) + littleEndian(value.bitPattern))
    }

    mutating func append(_ field: Int, _ text: String) {
        append(key(field, .lengthDelimited) + ProtobufMessage.varint(UInt64(text.utf8.count)) + text.utf8)
    }

    mutating func append(_ field: Int, _ message: ProtobufMessage) {
        append(key(field, .lengthDelimited) + ProtobufMessage.varint(UInt64(message.count)))
        for piece in message.pieces {
            switch piece {
            case .bytes(let bytes): append(bytes)
            case .elements(let tensor): append(tensor)
            }
        }
    }

    /// Appends the elements of an array as bytes, little-endian and row by row.
    mutating func append(_ field: Int, rowMajorElementsOf tensor: Tensor) {
        append(key(field, .lengthDelimited) + ProtobufMessage.varint(UInt64(tensor.byteCount)))
        append(tensor)
    }

    private mutating func append(_ tensor: Tensor) {
        pieces.append(.elements(tensor))
        count += tensor.byteCount
    }

    private mutating func append(_ bytes: [UInt8]) {
        count += bytes.count
        guard case .bytes(var last)? = pieces.last else {
            pieces.append(.bytes(bytes))
            return
        }
        // Taken out and put back, so that what is there is not copied.
        pieces.removeLast()
        last += bytes
        pieces.append(.bytes(last))
    }

    private func key(_ field: Int, _ type: WireType) -> [UInt8] {
        ProtobufMessage.varint(UInt64(field) << 3 | type.rawValue)
    }

    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    static func varint(_ value: UInt64) -> [UInt8] {
        var rest = value
        var result: [UInt8] = []
        while rest >= 0x80 {
            result.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        result.append(UInt8(rest))
        return result
    }

    private func littleEndian(_ bits: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: bits.littleEndian) { Array($0) }
    }
}

// MARK: - The whole

extension ProtobufMessage {
    /// Hands out the bytes, piece by piece.
    func withBytes(_ body: (UnsafeRawBufferPointer) throws(DataFormatError) -> Void) throws(DataFormatError) {
        for piece in pieces {
            switch piece {
            case .bytes(let bytes):
                try bytes.withUnsafeBufferPointer { (bytes) throws(DataFormatError) in
                    try body(UnsafeRawBufferPointer(bytes))
                }
            case .elements(let tensor): try tensor.withPortableBytes(body)
            }
        }
    }

    /// The bytes in memory.
    var bytes: [UInt8] {
        get throws(DataFormatError) {
            var result: [UInt8] = []
            result.reserveCapacity(count)
            try withBytes { result.append(contentsOf: $0) }
            return result
        }
    }
}
