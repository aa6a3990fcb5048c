/// The members of a zip archive, as far as NumPy uses the format: stored or deflated, not encrypted, in one piece, with
/// or without the extensions for large files.
///
/// - Source: PKWARE, APPNOTE.TXT, version 6.3.10.
struct ZipArchive {
    /// One member.
    struct Member {
        var name: String
        var isDeflated: Bool
        var checksum: UInt32
        var compressedSize: Int
        var size: Int
        /// Where its local header begins.
        var headerOffset: Int
    }

    private let region: ByteRegion
    private let file: String
    let members: [Member]

    /// What a zip archive begins each of its records with.
    enum Signature {
        static let localHeader: UInt32 = 0x0403_4B50
        static let centralHeader: UInt32 = 0x0201_4B50
        static let end: UInt32 = 0x0605_4B50
        static let zip64End: UInt32 = 0x0606_4B50
        static let zip64Locator: UInt32 = 0x0706_4B50
    }

    /// Reads the directory, which stands at the end.
    init(_ region: ByteRegion, file: String) throws(DataFormatError) {
        self.region = region
        self.file = file
        members = try region.withUnsafeBytes { (bytes) throws(DataFormatError) in
            try ZipArchive.readDirectory(bytes, file)
        }
    }

    private static func damaged(
        _ file: String, _ offset: Int, expected: String, found: String = "something else",
        _ kind: DataFormatError.Kind = .malformed
    ) -> DataFormatError {
        DataFormatError(
            kind, file, .offset(offset), expected: expected, found: found,
            advice: "the file is damaged or incomplete: copy or save it again")
    }

    // MARK: The directory

    private static func readDirectory(
        _ bytes: UnsafeRawBufferPointer, _ file: String
    ) throws(DataFormatError) -> [Member] {
        var (count, size, offset, end) = try findDirectory(bytes, file)
        guard offset >= 0, size >= 0, offset <= end, size <= end - offset else {
            throw damaged(file, end, expected: "a directory within the file", found: "\(size) bytes at \(offset)")
        }
        // Each entry has at least 46 bytes, so no count can make this large.
        var members: [Member] = []
        var names: Set<String> = []
        var cursor = ByteCursor(bytes, at: offset, count: size)
        while count > 0 {
            let start = cursor.position
            let member = try readEntry(&cursor, file)
            guard names.insert(member.name).inserted else {
                throw damaged(
                    file, start, expected: "members with different names",
                    found: "\(DataFormatError.quoted(member.name)) twice")
            }
            members.append(member)
            count -= 1
        }
        guard cursor.remaining == 0 else {
            throw damaged(
                file, cursor.position, expected: "the end of the directory", found: "\(cursor.remaining) bytes more")
        }
        // Members that share bytes would multiply what a small file can become.
        var previousEnd = 0
        for member in members.sorted(by: { $0.headerOffset < $1.headerOffset }) {
            let (memberEnd, overflow) = member.headerOffset.addingReportingOverflow(30 + member.compressedSize)
            guard member.headerOffset >= previousEnd, !overflow, memberEnd <= offset else {
                throw damaged(
                    file, member.headerOffset, expected: "members one after another, then the directory",
                    found: "\(DataFormatError.quoted(member.name)) across another or beyond the end")
            }
            previousEnd = memberEnd
        }
        return members
    }

    /// How many entries the directory has, how many bytes, where it begins, and where it must have ended.
    private static func findDirectory(
        _ bytes: UnsafeRawBufferPointer, _ file: String
    ) throws(DataFormatError) -> (count: Int, size: Int, offset: Int, end: Int) {
        // The last record has 22 bytes and a comment of up to 65,535 that is to end with the file.
        var found: Int?
        var candidate = bytes.count - 22
        let first = max(0, bytes.count - 22 - 65_535)
        while candidate >= first {
            var cursor = ByteCursor(bytes, at: candidate)
            if cursor.next(UInt32.self) == Signature.end, cursor.skip(16), let comment = cursor.next(UInt16.self),
                Int(comment) == cursor.remaining
            {
                found = candidate
                break
            }
            candidate -= 1
        }
        guard let start = found else {
            let isZip = ByteCursor(bytes).peek() == Signature.localHeader
            throw damaged(
                file, bytes.count, expected: "the directory of a zip archive",
                found: bytes.isEmpty ? "an empty file" : "none",
                isZip || bytes.isEmpty ? .truncated : .malformed)
        }
        var cursor = ByteCursor(bytes, at: start + 4)
        guard let disk = cursor.next(UInt16.self), let directoryDisk = cursor.next(UInt16.self),
            let diskCount = cursor.next(UInt16.self), let count = cursor.next(UInt16.self),
            let size = cursor.next(UInt32.self), let offset = cursor.next(UInt32.self)
        else { throw damaged(file, start, expected: "the end of a zip archive", .truncated) }
        let usesZip64 = count == .max || size == .max || offset == .max || diskCount == .max
        var locator = ByteCursor(bytes, at: start - 20)
        if usesZip64, start >= 20, locator.next(UInt32.self) == Signature.zip64Locator {
            guard locator.skip(4), let position = locator.next(UInt64.self), let disks = locator.next(UInt32.self),
                disks <= 1, let place = Int(exactly: position), place >= 0, place <= start - 20
            else { throw damaged(file, start - 20, expected: "where the directory of a large archive is") }
            var record = ByteCursor(bytes, at: place)
            guard record.next(UInt32.self) == Signature.zip64End, record.skip(20),
                let diskEntries = record.next(UInt64.self), let entries = record.next(UInt64.self),
                diskEntries == entries, let size = record.next(UInt64.self), let offset = record.next(UInt64.self),
                let entries = Int(exactly: entries), let size = Int(exactly: size), let offset = Int(exactly: offset)
            else { throw damaged(file, place, expected: "the directory of a large archive") }
            return (entries, size, offset, place)
        }
        guard disk == 0, directoryDisk == 0, diskCount == count else {
            throw DataFormatError(
                .unsupported, file, .offset(start), expected: "a zip archive in one piece", found: "a part of one",
                advice: "join the parts")
        }
        return (Int(count), Int(size), Int(offset), start)
    }

    private static func readEntry(_ cursor: inout ByteCursor, _ file: String) throws(DataFormatError) -> Member {
        let start = cursor.position
        guard cursor.next(UInt32.self) == Signature.centralHeader, cursor.skip(4),
            let flags = cursor.next(UInt16.self), let method = cursor.next(UInt16.self), cursor.skip(4),
            let checksum = cursor.next(UInt32.self), let compressed = cursor.next(UInt32.self),
            let plain = cursor.next(UInt32.self), let nameLength = cursor.next(UInt16.self),
            let extraLength = cursor.next(UInt16.self), let commentLength = cursor.next(UInt16.self),
            let disk = cursor.next(UInt16.self), cursor.skip(6), let offset = cursor.next(UInt32.self),
            let nameBytes = cursor.next(count: Int(nameLength)), let extra = cursor.next(count: Int(extraLength)),
            cursor.skip(Int(commentLength))
        else { throw damaged(file, start, expected: "an entry of the directory") }
        guard let name = String(validating: nameBytes, as: UTF8.self), !name.utf8.contains(0) else {
            throw damaged(
                file, start + 46, expected: "a name in UTF-8", found: DataFormatError.hexadecimal(nameBytes.prefix(20)))
        }
        guard flags & 0x2041 == 0 else {
            throw DataFormatError(
                .unsupported, file, .offset(start), expected: "members that are not encrypted",
                found: "\(DataFormatError.quoted(name)) encrypted", advice: "save it with numpy.savez")
        }
        guard method == 0 || method == 8 else {
            throw DataFormatError(
                .unsupported, file, .offset(start), expected: "members stored or deflated",
                found: "\(DataFormatError.quoted(name)) compressed by method \(method)",
                advice: "save it with numpy.savez")
        }
        guard disk == 0 || disk == .max else {
            throw DataFormatError(
                .unsupported, file, .offset(start), expected: "a zip archive in one piece", found: "a part of one",
                advice: "join the parts")
        }
        // Sizes of all ones stand in the extension for large files, in this order, as far as they are needed there.
        var sizes = (plain: UInt64(plain), compressed: UInt64(compressed), offset: UInt64(offset))
        if plain == .max || compressed == .max || offset == .max, var large = extension64(extra) {
            if plain == .max, let value = large.next(UInt64.self) { sizes.plain = value }
            if compressed == .max, let value = large.next(UInt64.self) { sizes.compressed = value }
            if offset == .max, let value = large.next(UInt64.self) { sizes.offset = value }
        }
        guard let size = Int(exactly: sizes.plain), let compressedSize = Int(exactly: sizes.compressed),
            let headerOffset = Int(exactly: sizes.offset), compressedSize <= Int.max - 30
        else { throw damaged(file, start, expected: "sizes that memory can hold") }
        if method == 0 && size != compressedSize {
            throw damaged(
                file, start, expected: "a stored member with one size", found: "\(compressedSize) and \(size)")
        }
        return Member(
            name: name, isDeflated: method == 8, checksum: checksum, compressedSize: compressedSize, size: size,
            headerOffset: headerOffset)
    }

    /// The contents of the extra field with the sizes of large files.
    private static func extension64(_ extra: UnsafeRawBufferPointer) -> ByteCursor? {
        var cursor = ByteCursor(extra)
        while let kind = cursor.next(UInt16.self), let length = cursor.next(UInt16.self) {
            guard let contents = cursor.next(count: Int(length)) else { return nil }
            if kind == 1 { return ByteCursor(contents) }
        }
        return nil
    }

    // MARK: The members

    /// The contents of a member: where they lie in the file if they are stored, otherwise decompressed to memory.
    ///
    /// - Throws: ``DataFormatError`` if they are damaged, do not agree with the checksum, or take more memory than
    ///   `maximumBytes`.
    func contents(of member: Member, maximumBytes: Int) throws(DataFormatError) -> ByteRegion {
        let name = "\(file)/\(member.name)"
        let data = try region.withUnsafeBytes { (bytes) throws(DataFormatError) -> Range<Int> in
            var cursor = ByteCursor(bytes, at: member.headerOffset)
            guard cursor.next(UInt32.self) == Signature.localHeader, cursor.skip(22),
                let nameLength = cursor.next(UInt16.self), let extraLength = cursor.next(UInt16.self),
                let localName = cursor.next(count: Int(nameLength)), localName.elementsEqual(member.name.utf8),
                cursor.skip(Int(extraLength)), cursor.remaining >= member.compressedSize
            else {
                throw ZipArchive.damaged(name, member.headerOffset, expected: "the member of which the directory tells")
            }
            return cursor.position..<cursor.position + member.compressedSize
        }
        let contents: ByteRegion
        if member.isDeflated {
            contents = try inflate(member, data, name, maximumBytes)
        } else {
            contents = region[data]
        }
        let checksum = contents.withUnsafeBytes { CRC32.of($0) }
        guard checksum == member.checksum else {
            throw DataFormatError(
                .checksum, name, .offset(data.lowerBound),
                expected: "data with the checksum \(String(member.checksum, radix: 16))",
                found: String(checksum, radix: 16), advice: "the file is damaged: copy or save it again")
        }
        return contents
    }

    private func inflate(
        _ member: Member, _ data: Range<Int>, _ name: String, _ maximumBytes: Int
    ) throws(DataFormatError) -> ByteRegion {
        try Inflater.check(member.size, from: member.compressedSize, file: name, .offset(member.headerOffset))
        guard member.size <= maximumBytes, let memory = HeapBytes(count: member.size) else {
            throw DataFormatError(
                .tooLarge, name, .offset(member.headerOffset), expected: "at most \(maximumBytes) bytes of memory",
                found: "an array of \(member.size)", advice: "allow more memory, or save the array uncompressed")
        }
        let inflater = try Inflater(.none, file: name)
        try region.withUnsafeBytes { (bytes) throws(DataFormatError) in
            var input = data.lowerBound
            var output = 0
            while true {
                // One byte of room too many shows whether more comes than was said.
                var spare: UInt8 = 0
                let isFull = output == memory.buffer.count
                let source = UnsafeRawBufferPointer(rebasing: bytes[input..<data.upperBound])
                let progress = try withUnsafeMutableBytes(of: &spare) { (one) throws(DataFormatError) in
                    try inflater.inflate(
                        source, into: isFull ? one : UnsafeMutableRawBufferPointer(rebasing: memory.buffer[output...]),
                        offset: input)
                }
                input += progress.consumed
                guard !isFull || progress.produced == 0 else {
                    throw ZipArchive.damaged(name, input, expected: "\(member.size) bytes", found: "more")
                }
                output += progress.produced
                if progress.isFinished { break }
                if progress.consumed == 0 && progress.produced == 0 {
                    throw ZipArchive.damaged(
                        name, input, expected: "\(member.size) bytes", found: "only \(output)", .truncated)
                }
            }
            guard output == memory.buffer.count, input == data.upperBound else {
                throw ZipArchive.damaged(
                    name, input, expected: "\(member.size) bytes from \(data.count)",
                    found: "\(output) from \(input - data.lowerBound)")
            }
        }
        return memory.region
    }
}
