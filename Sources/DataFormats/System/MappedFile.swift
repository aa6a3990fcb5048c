#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The bytes of a file, read by the system when they are touched and dropped again when memory runs short.
///
/// A file may so be larger than memory. The mapping ends when nobody uses it any more; the file may be renamed,
/// replaced or deleted meanwhile.
///
/// - Important: Whoever makes a mapped file shorter in place ends every program that then touches the missing part. An
///   ``AtomicFile`` never does that to readers.
public final class MappedFile: @unchecked Sendable {
    // The memory is never written to and lives as long as the object, so sharing it between threads is safe.

    /// How the bytes are going to be touched.
    public enum AccessPattern: Sendable, Hashable {
        /// No expectation.
        case normal
        /// From the beginning to the end: read ahead, and drop what lies behind.
        case sequential
        /// Here and there, as by shuffled samples: do not read ahead.
        case random
        /// Soon: start to read now.
        case soon
    }

    /// The file, as it was named.
    public let path: String
    /// The number of bytes.
    public let count: Int
    private let base: UnsafeMutableRawPointer?

    /// Maps a whole file for reading.
    ///
    /// - Throws: ``DataFormatError`` if it is missing, may not be read, or is not a regular file.
    /// - Complexity: O(1): nothing is read yet.
    public init(path: String) throws(DataFormatError) {
        let file = try InputFile(path)
        self.path = path
        count = file.size
        guard count > 0 else {
            base = nil
            return
        }
        let address = mmap(nil, count, PROT_READ, MAP_SHARED, file.descriptor, 0)
        guard let address, address != MAP_FAILED else {
            throw DataFormatError(
                .cannotRead, path, expected: "to map \(count) bytes", found: systemMessage(errno),
                advice: "copy the file to a local disk")
        }
        base = address
    }

    deinit { if let base { munmap(base, count) } }

    /// Calls `body` with the bytes, which are valid only during the call.
    public func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { extendLifetime(self) }
        return try body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// Tells the system how the bytes are going to be touched. A hint; it changes no result.
    public func advise(_ pattern: AccessPattern) {
        guard let base else { return }
        let advice =
            switch pattern {
            case .normal: POSIX_MADV_NORMAL
            case .sequential: POSIX_MADV_SEQUENTIAL
            case .random: POSIX_MADV_RANDOM
            case .soon: POSIX_MADV_WILLNEED
            }
        _ = posix_madvise(base, count, advice)
    }

    /// All bytes, with this object as their owner.
    var region: ByteRegion { ByteRegion(owner: self, base: base.map { UnsafeRawPointer($0) }, count: count) }
}
