/// The formats of files that hold data, told apart by their first bytes and not by their names.
public enum DataFileKind: String, Sendable, Hashable, CaseIterable {
    /// A table of text: whatever is none of the others.
    case csv
    /// An array of the kind in which MNIST comes.
    case idx
    /// An array of NumPy.
    case npy
    /// An archive of arrays of NumPy.
    case npz
    /// An archive of arrays in which networks are exchanged.
    case safetensors

    /// Looks at a file, decompressing the first bytes if it is compressed with gzip.
    ///
    /// - Throws: ``DataFormatError`` if it cannot be read or is empty.
    public init(path: String) throws(DataFormatError) {
        let source = try ByteSource(path: path)
        var bytes = [UInt8](repeating: 0, count: 9)
        var count = 0
        while count < bytes.count {
            let more = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(DataFormatError) in
                try source.read(
                    into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])))
            }
            if more == 0 { break }
            count += more
        }
        guard count > 0 else {
            throw DataFormatError(
                .truncated, path, expected: "data", found: "an empty file", advice: "check that the file is complete")
        }
        let start = bytes[..<count]
        if start.starts(with: [0x93] + Array("NUMPY".utf8)) {
            self = .npy
        } else if start.starts(with: Array("PK".utf8)), count >= 4, bytes[2] + bytes[3] <= 15 {
            self = .npz
        } else if count >= 4, bytes[0] == 0, bytes[1] == 0 {
            self = .idx
        } else if count == 9, bytes[8] == UInt8(ascii: "{"), bytes[5..<8].allSatisfy({ $0 == 0 }) {
            self = .safetensors
        } else {
            self = .csv
        }
    }
}
