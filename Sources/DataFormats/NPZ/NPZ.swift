/// Archives of arrays, as NumPy's `savez` and `savez_compressed` write them (`.npz`).
///
/// ```swift
/// let arrays = try NPZ(path: "weights.npz")
/// let w1 = try arrays["w1"].matrix(of: Double.self)
/// try NPZ.write([Tensor(name: "w1", w1)], to: "copy.npz")
/// ```
public struct NPZ: Sendable {
    /// How the arrays are written.
    public enum Compression: Sendable, Hashable {
        /// As they are: they can be mapped.
        case none
        /// Deflated: smaller, and slower.
        case deflate
    }

    /// The most memory that a compressed array takes unless the caller allows more: 8 GiB.
    public static let usualMaximumBytes = 8 << 30

    /// The archive, as it was named.
    public let path: String
    /// The names of the arrays, in the order of the archive.
    public let names: [String]

    private let archive: ZipArchive
    private let members: [String: ZipArchive.Member]
    private let maximumBytes: Int

    /// Opens an archive. Members that are no arrays are passed over.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be read or is no such archive.
    /// - Complexity: O(number of members): the arrays are read when they are asked for.
    public init(path: String, maximumBytes: Int = usualMaximumBytes) throws(DataFormatError) {
        try self.init(MappedFile(path: path).region, name: path, maximumBytes: maximumBytes)
    }

    /// As ``init(path:maximumBytes:)``, of bytes in memory; `name` stands for the file in messages.
    package init(
        _ region: ByteRegion, name: String, maximumBytes: Int = usualMaximumBytes
    ) throws(DataFormatError) {
        path = name
        self.maximumBytes = maximumBytes
        archive = try ZipArchive(region, file: name)
        var names: [String] = []
        var members: [String: ZipArchive.Member] = [:]
        for member in archive.members where member.name.hasSuffix(".npy") {
            let name = String(member.name.dropLast(4))
            names.append(name)
            members[name] = member
        }
        self.names = names
        self.members = members
    }

    /// The array of a name, which need not end in `.npy`.
    ///
    /// A stored array stays in the mapped file; a compressed one is decompressed to memory with each call. Either way
    /// its checksum is verified.
    ///
    /// - Throws: ``DataFormatError`` if there is no such array, it is damaged, or it takes more memory than allowed.
    /// - Complexity: one pass over the array.
    public subscript(name: String) -> Tensor {
        get throws(DataFormatError) {
            let key = members[name] == nil && name.hasSuffix(".npy") ? String(name.dropLast(4)) : name
            guard let member = members[key] else {
                throw DataFormatError(
                    .notFound, path, expected: "the array \(DataFormatError.quoted(name))",
                    found: names.isEmpty ? "no array" : "the arrays \(DataFormatError.list(names))",
                    advice: "choose one of those that there are")
            }
            let contents = try archive.contents(of: member, maximumBytes: maximumBytes)
            var tensor = try NPY.read(contents, name: "\(path)/\(member.name)")
            tensor.name = key
            return tensor
        }
    }

    /// All arrays, in the order of the archive.
    ///
    /// - Throws: ``DataFormatError`` if one is damaged, or takes more memory than allowed.
    public func tensors() throws(DataFormatError) -> [Tensor] {
        var result: [Tensor] = []
        for name in names { result.append(try self[name]) }
        return result
    }

    /// Writes arrays under their names; the file appears under its name when it is complete.
    ///
    /// - Precondition: the names differ and are not empty; no elements are of type `bfloat16`, which NumPy does not
    ///   have.
    /// - Throws: ``DataFormatError`` if the file cannot be written.
    public static func write(
        _ tensors: [Tensor], to path: String, compression: Compression = .none
    ) throws(DataFormatError) {
        require(Set(tensors.map(\.name)).count == tensors.count, "two arrays of one name")
        var writer = try ZipWriter(path: path)
        for tensor in tensors {
            require(!tensor.name.isEmpty && !tensor.name.utf8.contains(0), "an array without a name")
            try writer.append(
                name: tensor.name + ".npy", header: NPY.header(of: tensor), contents: tensor,
                isDeflated: compression == .deflate)
        }
        try writer.commit()
    }
}
