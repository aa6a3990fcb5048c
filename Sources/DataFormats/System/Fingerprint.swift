/// What tells a file's contents from others: size and CRC-32. Not proof against intent.
public struct Fingerprint: Sendable, Hashable, Codable {
    /// The number of bytes.
    public var byteCount: Int
    /// CRC-32 of the bytes.
    public var checksum: UInt32

    /// The fingerprint of a file.
    ///
    /// - Throws: ``DataFormatError`` if it cannot be read.
    /// - Complexity: one pass over the file.
    public init(path: String) throws(DataFormatError) {
        let file = try MappedFile(path: path)
        file.advise(.sequential)
        byteCount = file.count
        checksum = file.withUnsafeBytes { CRC32.of($0) }
    }

    /// The fingerprint of bytes in memory.
    public init(_ bytes: UnsafeRawBufferPointer) {
        byteCount = bytes.count
        checksum = CRC32.of(bytes)
    }
}
