/// Writes a zip archive member by member, with the extensions for large files always at hand.
///
/// The contents of stored members begin at multiples of 64, so that whoever maps the file finds numbers aligned.
struct ZipWriter: ~Copyable {
    private var file: AtomicFile
    private var entries: [Entry] = []

    private struct Entry {
        var name: [UInt8]
        var method: UInt16
        var checksum: UInt32
        var compressedSize: Int
        var size: Int
        var offset: Int
    }

    // The earliest date that zip knows, 1 January 1980: equal contents make equal files.
    private static let date: UInt32 = 0x0021_0000
    private static let alignment = 64

    init(path: String) throws(DataFormatError) { file = try AtomicFile(path: path) }

    /// Appends a member.
    ///
    /// - Precondition: names have at most 65,535 bytes and differ.
    mutating func append(
        name: String, header: [UInt8], contents tensor: Tensor, isDeflated: Bool
    ) throws(DataFormatError) {
        require(name.utf8.count <= 65_535, "a name of \(name.utf8.count) bytes")
        let size = header.count + tensor.byteCount
        var entry = Entry(
            name: Array(name.utf8), method: isDeflated ? 8 : 0, checksum: 0, compressedSize: size, size: size,
            offset: file.count)
        try file.write(localHeader(entry))
        let start = file.count
        if isDeflated {
            try appendDeflated(header, tensor, &entry)
            entry.compressedSize = file.count - start
        } else {
            var checksum = CRC32()
            header.withUnsafeBytes { checksum.update($0) }
            try file.write(header)
            try tensor.withNativeBytes { (bytes) throws(DataFormatError) in
                checksum.update(bytes)
                try file.write(bytes)
            }
            entry.checksum = checksum.value
        }
        // Checksum and sizes are known now.
        try file.overwrite(localHeader(entry), at: entry.offset)
        entries.append(entry)
    }

    private mutating func appendDeflated(
        _ header: [UInt8], _ tensor: Tensor, _ entry: inout Entry
    ) throws(DataFormatError) {
        let deflater = try Deflater(file: file.path)
        var checksum = CRC32()
        try header.withUnsafeBufferPointer { (elements) throws(DataFormatError) in
            let bytes = UnsafeRawBufferPointer(elements)
            checksum.update(bytes)
            try deflater.deflate(bytes, isLast: false) { (piece) throws(DataFormatError) in try file.write(piece) }
        }
        try tensor.withNativeBytes { (bytes) throws(DataFormatError) in
            checksum.update(bytes)
            try deflater.deflate(bytes, isLast: false) { (piece) throws(DataFormatError) in try file.write(piece) }
        }
        try deflater.deflate(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) {
            (piece) throws(DataFormatError) in try file.write(piece)
        }
        entry.checksum = checksum.value
    }

    private func localHeader(_ entry: Entry) -> [UInt8] {
        var result = ByteBuilder()
        result.append(ZipArchive.Signature.localHeader)
        result.append(UInt16(45))  // The version that can read large files.
        result.append(UInt16(0x0800))  // Names are UTF-8.
        result.append(entry.method)
        result.append(ZipWriter.date)
        result.append(entry.checksum)
        result.append(UInt32.max)  // Both sizes stand in the extension.
        result.append(UInt32.max)
        result.append(UInt16(entry.name.count))
        // The extension, and then another extra field, known from Android's packages, that is as long as it takes.
        let end = entry.offset + 30 + entry.name.count + 20 + 6
        let padding = (ZipWriter.alignment - end % ZipWriter.alignment) % ZipWriter.alignment
        result.append(UInt16(20 + 6 + padding))
        result.append(contentsOf: entry.name)
        result.append(UInt16(1))
        result.append(UInt16(16))
        result.append(UInt64(entry.size))
        result.append(UInt64(entry.compressedSize))
        result.append(UInt16(0xD935))
        result.append(UInt16(2 + padding))
        result.append(UInt16(ZipWriter.alignment))
        result.append(contentsOf: repeatElement(0, count: padding))
        return result.bytes
    }

    /// Writes the directory and gives the file its name.
    consuming func commit() throws(DataFormatError) {
        let start = file.count
        for entry in entries { try file.write(ZipWriter.centralHeader(entry)) }
        try file.write(ZipWriter.end(count: entries.count, start: start, end: file.count))
        try file.commit()
    }

    private static func centralHeader(_ entry: Entry) -> [UInt8] {
        let limit = Int(UInt32.max)
        var large = ByteBuilder()
        for value in [entry.size, entry.compressedSize, entry.offset] where value >= limit {
            large.append(UInt64(value))
        }
        var result = ByteBuilder()
        result.append(ZipArchive.Signature.centralHeader)
        result.append(UInt16(3 << 8 | 45))  // Made on Unix.
        result.append(UInt16(45))
        result.append(UInt16(0x0800))
        result.append(entry.method)
        result.append(date)
        result.append(entry.checksum)
        result.append(UInt32(min(entry.compressedSize, limit)))
        result.append(UInt32(min(entry.size, limit)))
        result.append(UInt16(entry.name.count))
        result.append(UInt16(large.bytes.isEmpty ? 0 : large.bytes.count + 4))
        result.append(UInt16(0))  // No comment.
        result.append(UInt16(0))  // On the first disk.
        result.append(UInt16(0))
        result.append(UInt32(0o100644) << 16)  // A regular file.
        result.append(UInt32(min(entry.offset, limit)))
        result.append(contentsOf: entry.name)
        if !large.bytes.isEmpty {
            result.append(UInt16(1))
            result.append(UInt16(large.bytes.count))
            result.append(contentsOf: large.bytes)
        }
        return result.bytes
    }

    private static func end(count: Int, start: Int, end: Int) -> [UInt8] {
        var result = ByteBuilder()
        if count >= Int(UInt16.max) || end >= Int(UInt32.max) {
            result.append(ZipArchive.Signature.zip64End)
            result.append(UInt64(44))
            result.append(UInt16(3 << 8 | 45))
            result.append(UInt16(45))
            result.append(UInt32(0))
            result.append(UInt32(0))
            result.append(UInt64(count))
            result.append(UInt64(count))
            result.append(UInt64(end - start))
            result.append(UInt64(start))
            result.append(ZipArchive.Signature.zip64Locator)
            result.append(UInt32(0))
            result.append(UInt64(end))
            result.append(UInt32(1))
        }
        result.append(ZipArchive.Signature.end)
        result.append(UInt16(0))
        result.append(UInt16(0))
        result.append(UInt16(min(count, Int(UInt16.max))))
        result.append(UInt16(min(count, Int(UInt16.max))))
        result.append(UInt32(min(end - start, Int(UInt32.max))))
        result.append(UInt32(min(start, Int(UInt32.max))))
        result.append(UInt16(0))
        return result.bytes
    }
}
