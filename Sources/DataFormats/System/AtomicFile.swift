#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A file that appears under its name only when it is complete.
///
/// What is written goes to a temporary file in the same directory. ``commit()`` brings it safely to the disk and then
/// gives it the name, in one step: whoever opens that name finds either the whole old file or the whole new one, even
/// after a crash. If anything fails, or the value goes away without a commit, the temporary file is removed and the
/// old file is as it was.
///
/// ```swift
/// var file = try AtomicFile(path: "model.json")
/// try file.write(text)
/// try file.commit()
/// ```
///
/// A program that is killed may leave the temporary file behind; its name begins with `.tmp-` and can be deleted.
public struct AtomicFile: ~Copyable {
    /// The name that the file is going to have.
    public let path: String

    // Where the name leads, if it is a symbolic link.
    private let target: String
    private let directory: String
    private let temporary: String
    private var descriptor: Int32
    private var isTemporary = true
    private let buffer: UnsafeMutableRawBufferPointer
    private var buffered = 0
    private var written = 0

    /// Makes the temporary file.
    ///
    /// The new file has the permissions of the one that it replaces, or the usual ones. If `path` is a symbolic link,
    /// the file that it leads to is replaced, or made if it is missing.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite` if the directory is missing or may not be written to, or
    ///   if something other than a regular file has the name.
    public init(path: String) throws(DataFormatError) {
        func failure(expected: String, found: String, advice: String) -> DataFormatError {
            DataFormatError(.cannotWrite, path, expected: expected, found: found, advice: advice)
        }
        guard !path.isEmpty, !path.utf8.contains(0), path.utf8.last != UInt8(ascii: "/") else {
            throw failure(
                expected: "the name of a file", found: path.isEmpty ? "nothing" : DataFormatError.quoted(path),
                advice: "check the path")
        }
        guard let target = resolvedPath(path) else {
            throw failure(
                expected: "a name that leads to a file", found: systemMessage(errno),
                advice: "check the symbolic links on the way")
        }
        let directory = directoryName(target)
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists && status.st_mode & S_IFMT != S_IFREG {
            throw failure(
                expected: "a regular file to replace", found: fileKind(status.st_mode), advice: "choose another name")
        }
        let prefix = directory == "/" ? "/" : directory + "/"
        var generator = SystemRandomNumberGenerator()
        var name: String
        var descriptor: Int32
        var attempts = 0
        repeat {
            name = prefix + ".tmp-" + String(generator.next(), radix: 36)
            descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            attempts += 1
        } while descriptor < 0 && (errno == EEXIST || errno == EINTR) && attempts < 100
        guard descriptor >= 0 else {
            throw failure(
                expected: "to make a file in \(DataFormatError.quoted(directory))", found: systemMessage(errno),
                advice: "check that the directory exists and may be written to")
        }
        if exists { _ = fchmod(descriptor, status.st_mode & 0o777) }
        self.path = path
        self.target = target
        self.directory = directory
        self.descriptor = descriptor
        temporary = name
        buffer = .allocate(byteCount: 1 << 16, alignment: 64)
    }

    deinit {
        buffer.deallocate()
        if descriptor >= 0 { _ = close(descriptor) }
        if isTemporary { _ = unlink(temporary) }
    }

    /// The number of bytes written so far.
    public var count: Int { written + buffered }
}

// MARK: - Writing

extension AtomicFile {
    /// Appends bytes.
    public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(DataFormatError) {
        if bytes.count > buffer.count - buffered { try flush() }
        if bytes.count >= buffer.count {
            try writeThrough(bytes)
        } else {
            UnsafeMutableRawBufferPointer(rebasing: buffer[buffered...]).copyMemory(from: bytes)
            buffered += bytes.count
        }
    }

    /// Appends bytes.
    public mutating func write(_ bytes: [UInt8]) throws(DataFormatError) { try write(bytes.span.bytes) }

    /// Appends bytes.
    public mutating func write(_ bytes: RawSpan) throws(DataFormatError) {
        // The closure cannot capture an inout self, and the standard library's closure throws any error.
        let result: Result<Void, DataFormatError> = unsafeWrite(bytes)
        try result.get()
    }

    /// Appends a text in UTF-8.
    public mutating func write(_ text: String) throws(DataFormatError) { try write(Array(text.utf8)) }

    /// Replaces bytes that were written before, as a header whose numbers are known only in the end.
    ///
    /// - Precondition: all of the bytes to replace have been written.
    public mutating func overwrite(_ bytes: [UInt8], at offset: Int) throws(DataFormatError) {
        require(offset >= 0 && bytes.count <= count - offset, "replacing bytes that are not written yet")
        try flush()
        var done = 0
        while done < bytes.count {
            let rest = bytes[done...]
            let size = rest.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset + done)) }
            if size < 0 && errno == EINTR { continue }
            if size <= 0 { throw writeFailure(size < 0 ? errno : ENOSPC) }
            done += size
        }
    }

    private mutating func unsafeWrite(_ bytes: RawSpan) -> Result<Void, DataFormatError> {
        bytes.withUnsafeBytes { buffer in
            do throws(DataFormatError) {
                return .success(try write(buffer))
            } catch {
                return .failure(error)
            }
        }
    }

    private mutating func flush() throws(DataFormatError) {
        guard buffered > 0 else { return }
        let pending = UnsafeRawBufferPointer(rebasing: buffer[..<buffered])
        buffered = 0
        try writeThrough(pending)
    }

    private mutating func writeThrough(_ bytes: UnsafeRawBufferPointer) throws(DataFormatError) {
        let code = Self.write(bytes, to: descriptor)
        if code != 0 { throw writeFailure(code) }
        written += bytes.count
    }

    /// Writes all of it. Returns 0, or the system's number of what went wrong.
    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        guard let base = bytes.baseAddress else { return 0 }
        var done = 0
        while done < bytes.count {
            #if canImport(Glibc)
            let size = Glibc.write(descriptor, base + done, min(bytes.count - done, 1 << 30))
            #elseif canImport(Musl)
            let size = Musl.write(descriptor, base + done, min(bytes.count - done, 1 << 30))
            #else
            let size = Darwin.write(descriptor, base + done, min(bytes.count - done, 1 << 30))
            #endif
            if size < 0 && errno == EINTR { continue }
            if size <= 0 { return size < 0 ? errno : ENOSPC }
            done += size
        }
        return 0
    }

    private func writeFailure(_ code: Int32) -> DataFormatError {
        let advice =
            switch code {
            case ENOSPC, EDQUOT: "free some space; what had this name before is untouched"
            default: "check the disk; what had this name before is untouched"
            }
        return DataFormatError(
            .cannotWrite, path, expected: "to write the file", found: systemMessage(code), advice: advice)
    }
}

// MARK: - Committing

extension AtomicFile {
    /// Brings the bytes to the disk, gives the file its name, and brings that to the disk too.
    ///
    /// With the name of a `previous` file in the same directory, what is replaced is kept under it. There is a whole file
    /// under the first name at any moment.
    ///
    /// - Throws: ``DataFormatError`` of kind `cannotWrite`; the temporary file is then removed.
    public consuming func commit(keepingPrevious previous: String? = nil) throws(DataFormatError) {
        try commit(keepingPrevious: previous, linking: link)
    }

    /// What gives a file another name, as the system's `link`.
    package typealias Linking = (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32

    package consuming func commit(
        keepingPrevious previous: String?, linking link: Linking
    ) throws(DataFormatError) {
        try flush()
        while fsync(descriptor) != 0 {
            if errno != EINTR { throw writeFailure(errno) }
        }
        // Errors of network file systems may appear only here. After EINTR the descriptor is closed all the same.
        let closed = close(descriptor)
        let code = errno
        descriptor = -1
        if closed != 0 && code != EINTR { throw writeFailure(code) }
        if let previous { try keep(as: previous, link) }
        guard rename(temporary, target) == 0 else { throw writeFailure(errno) }
        isTemporary = false
        try syncDirectory()
    }

    /// Gives the present file another name as well; on file systems without hard links, to a copy of it.
    private func keep(as previous: String, _ link: Linking) throws(DataFormatError) {
        let intermediate = temporary + "-previous"
        if link(target, intermediate) != 0 {
            switch errno {
            case ENOENT: return
            case EPERM, EACCES, ENOTSUP, EOPNOTSUPP, EMLINK, EXDEV, ENOSYS, EINVAL: try copy(to: intermediate)
            default: throw writeFailure(errno)
            }
        }
        // Where both names are already one file, this does nothing and leaves the intermediate one.
        let code = rename(intermediate, previous) == 0 ? 0 : errno
        _ = unlink(intermediate)
        if code != 0 { throw writeFailure(code) }
    }

    /// Copies the present file and brings the copy to the disk.
    private func copy(to name: String) throws(DataFormatError) {
        let source = open(target, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw writeFailure(errno) }
        defer { _ = close(source) }
        let destination = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard destination >= 0 else { throw writeFailure(errno) }
        var isComplete = false
        defer {
            _ = close(destination)
            if !isComplete { _ = unlink(name) }
        }
        // What was in the buffer has been written.
        while true {
            let size = read(source, buffer.baseAddress, buffer.count)
            if size < 0 && errno == EINTR { continue }
            if size < 0 { throw writeFailure(errno) }
            if size == 0 { break }
            let code = Self.write(UnsafeRawBufferPointer(rebasing: buffer[..<size]), to: destination)
            if code != 0 { throw writeFailure(code) }
        }
        while fsync(destination) != 0 {
            if errno != EINTR { throw writeFailure(errno) }
        }
        isComplete = true
    }

    /// The new name is an entry of the directory, which has to reach the disk as well.
    private func syncDirectory() throws(DataFormatError) {
        let descriptor = open(directory, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        // A directory that may be written to but not read cannot be synchronised; nor can some file systems.
        guard descriptor >= 0 else { return }
        defer { _ = close(descriptor) }
        while fsync(descriptor) != 0 {
            switch errno {
            case EINTR: continue
            case EINVAL, ENOTSUP, EBADF, EROFS: return
            default:
                throw DataFormatError(
                    .cannotWrite, path, expected: "to bring the directory to the disk", found: systemMessage(errno),
                    advice: "the file is complete, but may not survive a power failure: check the disk")
            }
        }
    }
}

/// The part of a path before the last slash.
private func directoryName(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Where a path leads when all symbolic links at its end are followed, even if nothing is there; nil, and `errno`, if it
/// leads nowhere.
private func resolvedPath(_ path: String) -> String? {
    var path = path
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    for _ in 0..<40 {
        if let resolved = realpath(path, nil) {
            defer { free(resolved) }
            return String(cString: resolved)
        }
        guard errno == ENOENT else { return errno == ELOOP ? nil : path }
        let count = readlink(path, &buffer, buffer.count)
        guard count > 0 else { return path }
        let link = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = link.utf8.first == UInt8(ascii: "/") ? link : directoryName(path) + "/" + link
    }
    errno = ELOOP
    return nil
}
