/// Reads little-endian integers one after another, and never beyond the end.
struct ByteCursor {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position: Int
    private let end: Int

    /// The bytes of a range, which may reach beyond them.
    init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0, count: Int = .max) {
        self.bytes = bytes
        self.position = min(max(position, 0), bytes.count)
        end = count < bytes.count - self.position ? self.position + max(count, 0) : bytes.count
    }

    var remaining: Int { end - position }

    /// The next integer; nil if fewer bytes are left.
    mutating func next<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type = Value.self) -> Value? {
        guard remaining >= MemoryLayout<Value>.size else { return nil }
        let value = bytes.loadUnaligned(fromByteOffset: position, as: Value.self)
        position += MemoryLayout<Value>.size
        return Value(littleEndian: value)
    }

    /// The next bytes; nil if fewer are left.
    mutating func next(count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, remaining >= count else { return nil }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    /// Skips bytes; false if fewer are left.
    mutating func skip(_ count: Int) -> Bool { next(count: count) != nil }
}

/// Writes little-endian integers one after another.
struct ByteBuilder {
    private(set) var bytes: [UInt8] = []

    mutating func append<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(contentsOf other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }
}

extension ByteCursor {
    /// The next four bytes as an integer, without moving on.
    func peek() -> UInt32? {
        var copy = self
        return copy.next(UInt32.self)
    }
}
