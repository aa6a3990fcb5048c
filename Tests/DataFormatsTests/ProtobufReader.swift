/// A message of Protocol Buffers, taken apart without any knowledge of what it means.
struct ProtobufReader {
    enum Value: Equatable {
        case varint(UInt64)
        case fixed64(UInt64)
        case bytes([UInt8])
        case fixed32(UInt32)
    }

    /// In the order of the message.
    private(set) var fields: [(number: Int, value: Value)] = []

    /// Nil if the bytes are no message.
    init?(_ bytes: some Collection<UInt8>) {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            guard let key = Self.varint(&rest) else { return nil }
            let number = Int(key / 8)
            switch key % 8 {
            case 0:
                guard let value = Self.varint(&rest) else { return nil }
                fields.append((number, .varint(value)))
            case 1:
                guard rest.count >= 8 else { return nil }
                fields.append((number, .fixed64(Self.littleEndian(rest.prefix(8)))))
                rest = rest.dropFirst(8)
            case 2:
                guard let count = Self.varint(&rest), count <= UInt64(rest.count) else { return nil }
                fields.append((number, .bytes(Array(rest.prefix(Int(count))))))
                rest = rest.dropFirst(Int(count))
            case 5:
                guard rest.count >= 4 else { return nil }
                fields.append((number, .fixed32(UInt32(Self.littleEndian(rest.prefix(4))))))
                rest = rest.dropFirst(4)
            default: return nil
            }
        }
    }

    private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        var result: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            result |= UInt64(byte % 128) << UInt64(shift)
            if byte < 128 { return result }
        }
        return nil
    }

    static func littleEndian(_ bytes: some BidirectionalCollection<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 * 256 + UInt64($1) }
    }

    // MARK: What fields hold

    /// The numbers of all fields, each once.
    var numbers: Set<Int> { Set(fields.map(\.number)) }

    func all(_ number: Int) -> [Value] { fields.filter { $0.number == number }.map(\.value) }

    func integers(_ number: Int) -> [Int] {
        all(number).compactMap { if case .varint(let value) = $0 { Int(truncatingIfNeeded: value) } else { nil } }
    }

    func bytes(_ number: Int) -> [[UInt8]] {
        all(number).compactMap { if case .bytes(let value) = $0 { value } else { nil } }
    }

    func texts(_ number: Int) -> [String] { bytes(number).map { String(decoding: $0, as: UTF8.self) } }

    func messages(_ number: Int) -> [ProtobufReader] { bytes(number).compactMap { ProtobufReader($0) } }

    func floats(_ number: Int) -> [Float] {
        all(number).compactMap { if case .fixed32(let bits) = $0 { Float(bitPattern: bits) } else { nil } }
    }

    func doubles(_ number: Int) -> [Double] {
        all(number).compactMap { if case .fixed64(let bits) = $0 { Double(bitPattern: bits) } else { nil } }
    }
}
