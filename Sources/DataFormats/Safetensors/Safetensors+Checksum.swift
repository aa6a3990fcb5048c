extension Safetensors {
    /// The key of the checksum in the metadata.
    static let checksumKey = "checksum"

    /// Whether the file holds a checksum, which ``verifyChecksum()`` compares.
    public var hasChecksum: Bool { metadata[Self.checksumKey] != nil }

    /// Compares the checksum that ``write(_:metadata:to:isChecksummed:keepingPrevious:)`` stored with what is in the
    /// file: the names, types, shapes and elements of all arrays, and the metadata.
    ///
    /// - Throws: ``DataFormatError`` if they disagree, or there is no checksum.
    /// - Complexity: one pass over the file.
    public func verifyChecksum() throws(DataFormatError) {
        guard let stored = metadata[Self.checksumKey] else {
            throw DataFormatError(
                .checksum, path, expected: "a checksum in the metadata", found: "none",
                advice: "the file was not written by this program, or is damaged")
        }
        let computed = try Self.checksum(tensors, metadata)
        guard stored == computed else {
            throw DataFormatError(
                .checksum, path, expected: "the checksum \(DataFormatError.quoted(stored))",
                found: DataFormatError.quoted(computed), advice: "the file is damaged: restore a copy")
        }
    }

    /// CRC-32 of everything that the file says, in an order that does not depend on the file's.
    static func checksum(_ tensors: [Tensor], _ metadata: [String: String]) throws(DataFormatError) -> String {
        var sum = CRC32()
        func add(_ text: String, _ sum: inout CRC32) {
            var text = text + "\n"
            text.withUTF8 { sum.update(UnsafeRawBufferPointer($0)) }
        }
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) where key != checksumKey {
            add("\(key.utf8.count) \(key) \(value.utf8.count) \(value)", &sum)
        }
        for tensor in tensors.sorted(by: { $0.name < $1.name }) {
            add("\(tensor.name.utf8.count) \(tensor.name) \(tensor.elementType) \(tensor.shape)", &sum)
            var part = sum
            try tensor.withPortableBytes { (bytes) throws(DataFormatError) in part.update(bytes) }
            sum = part
        }
        let digits = String(sum.value, radix: 16)
        return "crc32:" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}
