#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A file that others read while it grows: what is in it is always a number of whole records.
package struct GrowingFile: ~Copyable {
    package let path: String
    private var descriptor: Int32
    private var pending: [UInt8] = []
    private var written = 0

    /// Makes the file; nil if something has that name already.
    init?(new path: String) throws(DataFormatError) {
        var descriptor: Int32
        repeat {
            descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        } while descriptor < 0 && errno == EINTR
        if descriptor < 0 && errno == EEXIST { return nil }
        guard descriptor >= 0 else {
            throw DataFormatError(
                .cannotWrite, path, expected: "to make the file", found: systemMessage(errno),
                advice: "check that the directory exists and may be written to")
        }
        self.path = path
        self.descriptor = descriptor
    }

    /// Opens a file to go on behind what is in it; makes an empty one if it is missing.
    package init(appendingTo path: String) throws(DataFormatError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        let size = descriptor < 0 ? -1 : lseek(descriptor, 0, SEEK_END)
        guard size >= 0 else {
            let code = errno
            if descriptor >= 0 { _ = Self.close(descriptor) }
            throw DataFormatError(
                .cannotWrite, path, expected: "to open the file", found: systemMessage(code),
                advice: "check that the directory exists and may be written to")
        }
        self.path = path
        self.descriptor = descriptor
        written = Int(size)
    }

    deinit {
        guard descriptor >= 0 else { return }
        // There is nobody left to tell of a failure.
        do throws(DataFormatError) { try writePending() } catch {}
        _ = Self.close(descriptor)
    }

    /// Appends a record, which reaches the file with the next ``flush()``, or when there are many.
    package mutating func append(_ record: [UInt8]) throws(DataFormatError) {
        pending += record
        if pending.count >= 1 << 16 { try flush() }
    }

    /// Brings all records to the file.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite`. The file is then as it was, and the records wait for the
    ///   next time.
    package mutating func flush() throws(DataFormatError) {
        try writePending()
        written += pending.count
        pending.removeAll(keepingCapacity: true)
    }

    private func writePending() throws(DataFormatError) {
        var done = 0
        while done < pending.count {
            let rest = pending[done...]
            let size = rest.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(written + done)) }
            if size < 0 && errno == EINTR { continue }
            guard size > 0 else {
                let code = size < 0 ? errno : ENOSPC
                // Half a record would hide all that follow.
                _ = ftruncate(descriptor, off_t(written))
                throw failure(code)
            }
            done += size
        }
    }

    /// Brings all records to the disk.
    package mutating func synchronize() throws(DataFormatError) {
        try flush()
        while fsync(descriptor) != 0 {
            switch errno {
            case EINTR: continue
            // Not a file on a disk.
            case EINVAL, ENOTSUP, EROFS: return
            default: throw failure(errno)
            }
        }
    }

    /// Brings all records to the disk and closes the file.
    package consuming func close() throws(DataFormatError) {
        try synchronize()
        // After EINTR the descriptor is closed all the same.
        let closed = Self.close(descriptor)
        let code = errno
        descriptor = -1
        if closed != 0 && code != EINTR { throw failure(code) }
    }

    private func failure(_ code: Int32) -> DataFormatError {
        DataFormatError(
            .cannotWrite, path, expected: "to write the file", found: systemMessage(code),
            advice: code == ENOSPC || code == EDQUOT ? "free some space" : "check the disk")
    }

    private static func close(_ descriptor: Int32) -> Int32 {
        #if canImport(Glibc)
        Glibc.close(descriptor)
        #elseif canImport(Musl)
        Musl.close(descriptor)
        #else
        Darwin.close(descriptor)
        #endif
    }
}
