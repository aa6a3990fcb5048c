#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Makes a directory, and those above it, as far as they are missing.
func makeDirectory(_ path: String) throws(DataFormatError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
        throw DataFormatError(
            .cannotWrite, path, expected: "the name of a directory",
            found: path.isEmpty ? "nothing" : DataFormatError.quoted(path), advice: "check the path")
    }
    var parent = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/") {
        parent += name
        // Whoever may not make a directory that is there already need not.
        let code = mkdir(parent, 0o777) == 0 ? 0 : errno
        var status = stat()
        guard stat(parent, &status) == 0 else {
            throw DataFormatError(
                .cannotWrite, path, expected: "to make the directory \(DataFormatError.quoted(String(name)))",
                found: systemMessage(code), advice: "check that the one above it may be written to")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw DataFormatError(
                .cannotWrite, path, expected: "a directory named \(DataFormatError.quoted(String(name)))",
                found: fileKind(status.st_mode), advice: "choose another name")
        }
        parent += "/"
    }
}

/// The names of what is in a directory; none if it cannot be read.
func directoryEntries(_ path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            names.append(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
        }
    }
    return names
}
