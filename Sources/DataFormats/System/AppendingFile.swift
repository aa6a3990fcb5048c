#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A file that grows line by line, such as a log: each call of ``append(_:)`` has reached the system when it returns, and
/// the disk after ``synchronize()``.
public final class AppendingFile {
    /// The file, as it was named.
    public let path: String
    private let descriptor: Int32

    /// Opens a file to append to; makes an empty one if it is missing.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite`.
    public init(path: String) throws(DataFormatError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw DataFormatError(
                .cannotWrite, path, expected: "to open the file", found: systemMessage(errno),
                advice: "check that the directory exists and may be written to")
        }
    }

    deinit { _ = close(descriptor) }

    /// Writes a text behind what is there.
    public func append(_ text: String) throws(DataFormatError) {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + done, bytes.count - done) }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { throw failure(count < 0 ? errno : ENOSPC) }
            done += count
        }
    }

    /// Waits until all of it has reached the disk.
    public func synchronize() throws(DataFormatError) {
        while fsync(descriptor) != 0 {
            switch errno {
            case EINTR: continue
            // Not a file on a disk.
            case EINVAL, ENOTSUP, EROFS: return
            default: throw failure(errno)
            }
        }
    }

    private func failure(_ code: Int32) -> DataFormatError {
        DataFormatError(
            .cannotWrite, path, expected: "to append to the file", found: systemMessage(code),
            advice: "check the disk, and free some space if it is full")
    }
}
