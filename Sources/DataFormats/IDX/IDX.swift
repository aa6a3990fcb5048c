/// Arrays of the kind in which MNIST comes (`idx3-ubyte` and the like), plain or compressed with gzip.
///
/// ```swift
/// let images = try IDX.read("train-images-idx3-ubyte.gz").matrix(of: Float.self)   // 60000×784
/// let labels = try IDX.read("train-labels-idx1-ubyte.gz").integers()
/// ```
///
/// All six element types, with any number of axes.
///
/// - Source: LeCun, Cortes and Burges, The MNIST database of handwritten digits.
public enum IDX {
    /// The most memory that a compressed array takes unless the caller allows more: 8 GiB.
    public static let usualMaximumBytes = 8 << 30

    /// Opens an array. A plain file is mapped, a compressed one decompressed to memory.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be read, is no such array, is longer or shorter than it says,
    ///   is damaged, or takes more memory than `maximumBytes`.
    /// - Complexity: O(1) for a plain file, otherwise one pass.
    public static func read(
        _ path: String, maximumBytes: Int = usualMaximumBytes
    ) throws(DataFormatError) -> Tensor {
        try read(MappedFile(path: path).region, name: path, maximumBytes: maximumBytes)
    }

    /// As ``read(_:maximumBytes:)``, of bytes in memory; `name` stands for the file in messages.
    package static func read(
        _ region: ByteRegion, name file: String, maximumBytes: Int = usualMaximumBytes
    ) throws(DataFormatError) -> Tensor {
        let source = try ByteSource(region, name: file)
        // Four bytes of magic, and four for each of up to 255 axes.
        var header = [UInt8](repeating: 0, count: 4)
        try readAll(source, &header, offset: 0, file)
        guard header[0] == 0, header[1] == 0 else {
            throw DataFormatError(
                .malformed, file, .offset(0), expected: "an IDX file, which begins with two zeros",
                found: DataFormatError.hexadecimal(header), advice: "check that this is the right file")
        }
        let types: [UInt8: ElementType] = [
            0x08: .uint8, 0x09: .int8, 0x0B: .int16, 0x0C: .int32, 0x0D: .float32, 0x0E: .float64,
        ]
        guard let type = types[header[2]] else {
            throw DataFormatError(
                .malformed, file, .offset(2), expected: "an element type: 08, 09, 0b, 0c, 0d or 0e",
                found: DataFormatError.hexadecimal(header[2...2]), advice: "check that this is the right file")
        }
        var sizes = [UInt8](repeating: 0, count: 4 * Int(header[3]))
        try readAll(source, &sizes, offset: 4, file)
        let shape = stride(from: 0, to: sizes.count, by: 4).map { i in
            sizes[i..<i + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        let start = 4 + sizes.count
        guard let count = TensorShape.byteCount(shape, type) else {
            throw DataFormatError(
                .tooLarge, file, .offset(4), expected: "a shape that memory can hold", found: "\(shape)",
                advice: "the file is damaged: copy or download it again")
        }
        func tensor(_ region: ByteRegion) -> Tensor {
            Tensor(name: "", shape: shape, elementType: type, byteOrder: .big, region: region)
        }
        func surplus(_ found: String) -> DataFormatError {
            DataFormatError(
                .malformed, file, .offset(start + count), expected: "the end of an array of shape \(shape)",
                found: found,
                advice: "the file is damaged: copy or download it again")
        }
        guard source.isCompressed else {
            let available = region.count - start
            guard count <= available else {
                throw DataFormatError(
                    .truncated, file, .offset(region.count), expected: "\(count) bytes for an array of shape \(shape)",
                    found: "\(available)", advice: "the file is incomplete: copy or download it again")
            }
            guard count == available else { throw surplus("\(available - count) bytes more") }
            return tensor(region[start..<start + count])
        }
        try Inflater.check(count, from: region.count, file: file)
        guard count <= maximumBytes, let memory = HeapBytes(count: count) else {
            throw DataFormatError(
                .tooLarge, file, .offset(4), expected: "at most \(maximumBytes) bytes of memory",
                found: "an array of \(count)", advice: "allow more memory, or decompress the file with gunzip")
        }
        try readAll(source, memory.buffer, offset: start, file)
        // Reading to the end also lets the checksum be verified.
        var spare: UInt8 = 0
        let rest = try withUnsafeMutableBytes(of: &spare) { (buffer) throws(DataFormatError) in
            try source.read(into: buffer)
        }
        guard rest == 0 else { throw surplus("more bytes") }
        return tensor(memory.region)
    }

    private static func readAll(
        _ source: ByteSource, _ bytes: inout [UInt8], offset: Int, _ file: String
    ) throws(DataFormatError) {
        try bytes.withUnsafeMutableBufferPointer { (buffer) throws(DataFormatError) in
            try readAll(source, UnsafeMutableRawBufferPointer(buffer), offset: offset, file)
        }
    }

    private static func readAll(
        _ source: ByteSource, _ buffer: UnsafeMutableRawBufferPointer, offset: Int, _ file: String
    ) throws(DataFormatError) {
        var done = 0
        while done < buffer.count {
            let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
            guard count > 0 else {
                throw DataFormatError(
                    .truncated, file, .offset(offset + done), expected: "\(buffer.count - done) more bytes",
                    found: offset + done == 0 ? "an empty file" : "the end of the file",
                    advice: "the file is incomplete: copy or download it again")
            }
            done += count
        }
    }
}
