/// Archives of arrays in the safetensors format, in which weights of networks are exchanged.
///
/// ```swift
/// let weights = try Safetensors(path: "model.safetensors")
/// let w1 = try weights["fc1.weight"].matrix(of: Float.self)
/// try Safetensors.write([Tensor(name: "fc1.weight", w1)], metadata: ["format": "pt"], to: "copy.safetensors")
/// ```
///
/// The file is mapped, not read. Arrays of numbers of 1 to 8 bytes, `F16` and `BF16` among them, and `BOOL`.
///
/// - Source: Hugging Face, safetensors, the section *Format* of its README.
public struct Safetensors: Sendable {
    /// The longest header that is read, as in the reference implementation.
    static let maximumHeaderLength = 100_000_000

    /// The file, as it was named.
    public let path: String
    /// Texts that belong to the file as a whole.
    public let metadata: [String: String]
    /// The arrays, in the order of the file.
    public let tensors: [Tensor]

    private let indices: [String: Int]

    /// Opens a file.
    ///
    /// With `allowsHoles`, there may be bytes that belong to no array.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be read, is not in this format, contradicts itself, or has
    ///   elements of a type that is not read here.
    /// - Complexity: O(number of arrays); the elements are read when they are asked for.
    public init(path: String, allowsHoles: Bool = false) throws(DataFormatError) {
        try self.init(MappedFile(path: path).region, name: path, allowsHoles: allowsHoles)
    }

    /// As ``init(path:allowsHoles:)``, of bytes in memory; `name` stands for the file in messages.
    package init(_ region: ByteRegion, name file: String, allowsHoles: Bool = false) throws(DataFormatError) {
        path = file
        let header = try region.withUnsafeBytes { (bytes) throws(DataFormatError) in
            try SafetensorsHeader(bytes, file: file)
        }
        try header.check(dataCount: region.count - header.dataOffset, allowsHoles: allowsHoles, file: file)
        metadata = header.metadata
        var tensors: [Tensor] = []
        var indices: [String: Int] = [:]
        for entry in header.entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
            indices[entry.name] = tensors.count
            tensors.append(
                Tensor(
                    name: entry.name, shape: entry.shape, elementType: entry.elementType,
                    region: region[header.dataOffset + entry.begin..<header.dataOffset + entry.end]))
        }
        self.tensors = tensors
        self.indices = indices
    }

    /// The names of the arrays, in the order of the file.
    public var names: [String] { tensors.map(\.name) }

    /// The array of a name.
    ///
    /// - Throws: ``DataFormatError`` if there is none.
    public subscript(name: String) -> Tensor {
        get throws(DataFormatError) {
            guard let index = indices[name] else {
                throw DataFormatError(
                    .notFound, path, expected: "the array \(DataFormatError.quoted(name))",
                    found: tensors.isEmpty ? "no array" : "the arrays \(DataFormatError.list(names))",
                    advice: "choose one of those that there are")
            }
            return tensors[index]
        }
    }

    /// Writes arrays under their names; the file appears under its name when it is complete.
    ///
    /// Equal arrays and metadata make equal files, in whatever order they are given: the arrays are sorted by element
    /// type, those with the widest elements first, so that all are aligned; then by name; and the metadata by key. The
    /// reference implementation makes the same file if there is at most one key.
    ///
    /// - Parameters:
    ///   - isChecksummed: Whether a checksum of everything is added to the metadata; ``verifyChecksum()`` compares it.
    ///   - previous: A name in the same directory under which a file that is replaced is kept.
    /// - Precondition: the names differ, and none is `__metadata__`.
    /// - Throws: ``DataFormatError`` if the file cannot be written.
    public static func write(
        _ tensors: [Tensor], metadata: [String: String] = [:], to path: String, isChecksummed: Bool = false,
        keepingPrevious previous: String? = nil
    ) throws(DataFormatError) {
        require(Set(tensors.map(\.name)).count == tensors.count, "two arrays of one name")
        let sorted = tensors.sorted { a, b in
            let ranks = (SafetensorsHeader.rank(a.elementType), SafetensorsHeader.rank(b.elementType))
            return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
        }
        var metadata = metadata
        if isChecksummed { metadata[checksumKey] = try checksum(tensors, metadata) }
        var file = try AtomicFile(path: path)
        try file.write(SafetensorsHeader.encode(sorted, metadata: metadata))
        for tensor in sorted { try file.write(rowMajorElementsOf: tensor) }
        try file.commit(keepingPrevious: previous)
    }
}
