#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A regular file open for reading, closed when nobody uses it any more.
final class InputFile {
    let path: String
    let descriptor: Int32
    /// The number of bytes when it was opened.
    let size: Int

    init(_ path: String) throws(DataFormatError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw DataFormatError(
                .noInput, path, expected: "the name of a file", found: path.isEmpty ? "nothing" : "a NUL in the name",
                advice: "check the path")
        }
        // Without O_NONBLOCK, opening a FIFO would wait for someone to write to it.
        var descriptor: Int32
        repeat { descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) } while descriptor < 0 && errno == EINTR
        guard descriptor >= 0 else {
            throw DataFormatError(
                .noInput, path, expected: "a readable file", found: systemMessage(errno),
                advice: "check the path and its permissions")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            _ = close(descriptor)
            throw DataFormatError(
                .cannotRead, path, expected: "a readable file", found: systemMessage(code), advice: "check the path")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            _ = close(descriptor)
            throw DataFormatError(
                .noInput, path, expected: "a regular file", found: fileKind(status.st_mode),
                advice: "name a file; what comes from a pipe, save to a file first")
        }
        self.path = path
        self.descriptor = descriptor
        self.size = Int(status.st_size)
    }

    deinit { _ = close(descriptor) }

    /// Reads up to `buffer.count` bytes from where the last call ended. Zero is the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataFormatError) -> Int {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
        while true {
            #if canImport(Glibc)
            let count = Glibc.read(descriptor, base, buffer.count)
            #elseif canImport(Musl)
            let count = Musl.read(descriptor, base, buffer.count)
            #else
            let count = Darwin.read(descriptor, base, buffer.count)
            #endif
            if count >= 0 { return count }
            if errno == EINTR { continue }
            throw DataFormatError(
                .cannotRead, path, expected: "to read on", found: systemMessage(errno),
                advice: "check the disk or the network that holds the file")
        }
    }

    /// The next ``read(into:)`` starts at the beginning again.
    func rewind() throws(DataFormatError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw DataFormatError(
                .cannotRead, path, expected: "to read from the beginning again", found: systemMessage(errno),
                advice: "check the disk or the network that holds the file")
        }
    }
}

/// What the system says of an error number.
func systemMessage(_ code: Int32) -> String {
    switch code {
    case ENOENT: "no such file or directory"
    case EACCES, EPERM: "permission denied"
    case ENOSPC: "no space left on the device"
    case EFBIG: "a file larger than the system allows"
    case ENXIO: "a socket or a device that is not there"
    default: strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

/// A kind of file in words.
func fileKind(_ mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFREG: "a regular file"
    case S_IFDIR: "a directory"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    default: "something else"
    }
}
