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
        // Read rather than mapped, which would count as memory taken.
        let file = try InputFile(path)
        var sum = CRC32()
        var count = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        while case let size = try file.read(into: buffer), size > 0 {
            sum.update(UnsafeRawBufferPointer(rebasing: buffer[..<size]))
            count += size
        }
        (byteCount, checksum) = (count, sum.value)
    }

    /// The fingerprint of bytes in memory.
    public init(_ bytes: UnsafeRawBufferPointer) {
        byteCount = bytes.count
        checksum = CRC32.of(bytes)
    }
}
