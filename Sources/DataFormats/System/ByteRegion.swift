#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Bytes that are never written to, and the object that keeps them: a mapped file, or memory.
package struct ByteRegion: @unchecked Sendable {
    // Safe to share because nobody writes, and the owner lives as long as any region of it.
    private let owner: AnyObject & Sendable
    private let base: UnsafeRawPointer?
    package let count: Int

    init(owner: AnyObject & Sendable, base: UnsafeRawPointer?, count: Int) {
        self.owner = owner
        self.base = base
        self.count = count
    }

    /// A copy of some bytes.
    package init(copying bytes: some Collection<UInt8>) {
        guard let memory = HeapBytes(count: bytes.count) else { trap("no memory for \(bytes.count) bytes") }
        memory.buffer.copyBytes(from: bytes)
        self = memory.region
    }

    /// The bytes, valid only during the call.
    @inline(__always)
    package func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { extendLifetime(owner) }
        return try body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// A part of the bytes.
    ///
    /// - Precondition: the range lies within.
    package subscript(range: Range<Int>) -> ByteRegion {
        require(range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
        return ByteRegion(owner: owner, base: base.map { $0 + range.lowerBound }, count: range.count)
    }

    /// Tells the system how the bytes are going to be touched, if they are of a mapped file.
    func advise(_ pattern: MappedFile.AccessPattern) { (owner as? MappedFile)?.advise(pattern) }
}

/// Memory of a fixed size, aligned to 64 bytes. Filled by whoever made it, before anybody else sees it.
final class HeapBytes: @unchecked Sendable {
    let buffer: UnsafeMutableRawBufferPointer

    /// Not initialised; nil if there is no such amount of memory.
    init?(count: Int) {
        var address: UnsafeMutableRawPointer?
        guard count <= Int.max - 64, posix_memalign(&address, 64, max(count, 1)) == 0, let address else { return nil }
        buffer = UnsafeMutableRawBufferPointer(start: address, count: count)
    }

    deinit { free(buffer.baseAddress) }

    var region: ByteRegion { ByteRegion(owner: self, base: UnsafeRawPointer(buffer.baseAddress), count: buffer.count) }
}
