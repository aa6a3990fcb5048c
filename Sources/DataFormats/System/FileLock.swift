#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A lock that one process at a time can hold, by way of a file. It ends with the object, or with the process, however
/// that ends.
public final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock; nil if another process, or another object in this one, holds it.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite` if the file cannot be made or locked.
    public init?(path: String) throws(DataFormatError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else {
            throw DataFormatError(
                .cannotWrite, path, expected: "to make a file", found: systemMessage(errno),
                advice: "check that the directory exists and may be written to")
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            _ = close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw DataFormatError(
                .cannotWrite, path, expected: "to lock the file", found: systemMessage(code),
                advice: "choose a directory on a file system that has locks")
        }
        // Who held the lock may have taken the file away before letting it go; what was locked then is not what others see.
        var (locked, named) = (stat(), stat())
        guard fstat(descriptor, &locked) == 0, stat(path, &named) == 0, locked.st_ino == named.st_ino else {
            _ = close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    // The file stays unless its holder deletes it.
    deinit { _ = close(descriptor) }
}
