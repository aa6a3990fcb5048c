/// What a safetensors file says of itself: eight bytes of length, then so many of JSON.
struct SafetensorsHeader {
    /// One array, and where its bytes are behind the header.
    struct Entry {
        var name: String
        var elementType: ElementType
        var shape: [Int]
        var begin: Int
        var end: Int
    }

    var entries: [Entry] = []
    var metadata: [String: String] = [:]
    /// Where the elements begin.
    var dataOffset: Int

    private static let metadataKey = "__metadata__"

    /// The names of the element types, in the order in which arrays are written.
    private static let typeNames: [(type: ElementType, name: String)] = [
        (.uint64, "U64"), (.int64, "I64"), (.float64, "F64"), (.float32, "F32"), (.uint32, "U32"), (.int32, "I32"),
        (.bfloat16, "BF16"), (.float16, "F16"), (.uint16, "U16"), (.int16, "I16"), (.int8, "I8"), (.uint8, "U8"),
        (.bool, "BOOL"),
    ]

    /// The place of a type in the order in which arrays are written.
    static func rank(_ type: ElementType) -> Int { typeNames.firstIndex { $0.type == type } ?? typeNames.count }
}

// MARK: - Reading

extension SafetensorsHeader {
    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(DataFormatError) {
        var cursor = ByteCursor(bytes)
        guard let length = cursor.next(UInt64.self) else {
            throw DataFormatError(
                .truncated, file, .offset(bytes.count), expected: "8 bytes with the length of the header",
                found: bytes.isEmpty ? "an empty file" : "the end of the file",
                advice: "the file is incomplete: copy or download it again")
        }
        guard length <= UInt64(Safetensors.maximumHeaderLength) else {
            throw DataFormatError(
                .tooLarge, file, .offset(0), expected: "a header of at most \(Safetensors.maximumHeaderLength) bytes",
                found: "\(length)", advice: "check that this is a safetensors file")
        }
        guard let header = cursor.next(count: Int(length)) else {
            throw DataFormatError(
                .truncated, file, .offset(bytes.count), expected: "a header of \(length) bytes",
                found: "\(bytes.count - 8)", advice: "the file is incomplete: copy or download it again")
        }
        guard header.first == UInt8(ascii: "{") else {
            throw DataFormatError(
                .malformed, file, .offset(8), expected: "a header that begins with {",
                found: header.isEmpty ? "an empty header" : DataFormatError.hexadecimal(header.prefix(4)),
                advice: "check that this is a safetensors file")
        }
        dataOffset = cursor.position
        var text = JSONText(header, offset: 8, file: file)
        var entries: [Entry] = []
        var metadata: [String: String] = [:]
        var names: Set<String> = []
        try text.object { (text, name) throws(DataFormatError) in
            let offset = text.currentOffset
            guard names.insert(name).inserted else {
                throw SafetensorsHeader.failure(
                    file, offset, expected: "arrays with different names",
                    found: "\(DataFormatError.quoted(name)) twice")
            }
            if name == SafetensorsHeader.metadataKey {
                try text.object { (text, key) throws(DataFormatError) in
                    let value = try text.string()
                    guard metadata.updateValue(value, forKey: key) == nil else {
                        throw SafetensorsHeader.failure(
                            file, offset, expected: "different keys in the metadata",
                            found: "\(DataFormatError.quoted(key)) twice")
                    }
                }
            } else {
                entries.append(try SafetensorsHeader.entry(name, &text, file))
            }
        }
        try text.expectEnd()
        self.entries = entries
        self.metadata = metadata
    }

    private static func failure(
        _ file: String, _ offset: Int, _ kind: DataFormatError.Kind = .malformed, expected: String, found: String
    ) -> DataFormatError {
        DataFormatError(
            kind, file, .offset(offset), expected: expected, found: found,
            advice: "the file is damaged: copy or save it again")
    }

    private static func entry(
        _ name: String, _ text: inout JSONText, _ file: String
    ) throws(DataFormatError) -> Entry {
        let start = text.currentOffset
        var type: ElementType?
        var shape: [Int]?
        var offsets: [Int]?
        try text.object { (text, key) throws(DataFormatError) in
            let offset = text.currentOffset
            switch key {
            case "dtype" where type == nil:
                let word = try text.string()
                type = typeNames.first { $0.name == word }?.type
                guard type != nil else {
                    throw DataFormatError(
                        .unsupported, file, .offset(offset),
                        expected: "an element type among \(typeNames.map(\.name).joined(separator: " "))",
                        found: "\(DataFormatError.quoted(word)) in \(DataFormatError.quoted(name))",
                        advice: "convert the array to one of these and save it again")
                }
            case "shape" where shape == nil: shape = try text.naturalNumbers(limit: NPY.maximumAxes)
            case "data_offsets" where offsets == nil: offsets = try text.naturalNumbers(limit: 2)
            default:
                throw failure(
                    file, offset, expected: "dtype, shape and data_offsets once each",
                    found: "\(DataFormatError.quoted(key)) in \(DataFormatError.quoted(name))")
            }
        }
        guard let type, let shape, let offsets, offsets.count == 2 else {
            throw failure(
                file, start, expected: "dtype, shape and two data_offsets",
                found: "not all of them in \(DataFormatError.quoted(name))")
        }
        guard let size = TensorShape.byteCount(shape, type) else {
            throw failure(
                file, start, .tooLarge, expected: "a shape that memory can hold",
                found: "\(shape) in \(DataFormatError.quoted(name))")
        }
        guard offsets[0] <= offsets[1], offsets[1] - offsets[0] == size else {
            throw failure(
                file, start, expected: "\(size) bytes for shape \(shape) and type \(type)",
                found: "the offsets \(offsets) in \(DataFormatError.quoted(name))")
        }
        return Entry(name: name, elementType: type, shape: shape, begin: offsets[0], end: offsets[1])
    }

    /// Checks that the arrays lie one after another in so many bytes, without gaps unless they are allowed.
    func check(dataCount: Int, allowsHoles: Bool, file: String) throws(DataFormatError) {
        var position = 0
        func found(_ entry: Entry) -> String {
            "\(DataFormatError.quoted(entry.name)) from \(entry.begin) to \(entry.end)"
        }
        for entry in entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
            guard entry.begin >= position else {
                throw SafetensorsHeader.failure(
                    file, dataOffset + entry.begin, expected: "arrays that do not overlap", found: found(entry))
            }
            guard entry.begin == position || allowsHoles else {
                throw SafetensorsHeader.failure(
                    file, dataOffset + position, expected: "arrays without gaps between them", found: found(entry))
            }
            guard entry.end <= dataCount else {
                throw SafetensorsHeader.failure(
                    file, dataOffset + dataCount, .truncated, expected: "\(entry.end) bytes behind the header",
                    found: "\(dataCount)")
            }
            position = entry.end
        }
        guard position == dataCount || allowsHoles else {
            throw SafetensorsHeader.failure(
                file, dataOffset + position, expected: "the end of the file",
                found: "\(dataCount - position) bytes that belong to no array")
        }
    }
}

// MARK: - Writing

extension SafetensorsHeader {
    /// The header for arrays one after another, padded with spaces to a multiple of 8.
    static func encode(_ tensors: [Tensor], metadata: [String: String]) -> [UInt8] {
        var members: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .map { "\(JSONText.encode($0.key)):\(JSONText.encode($0.value))" }
            members.append("\"\(metadataKey)\":{\(pairs.joined(separator: ","))}")
        }
        var position = 0
        for tensor in tensors {
            require(tensor.name != metadataKey, "an array named \(metadataKey)")
            let end = position + tensor.byteCount
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            let type = typeNames[rank(tensor.elementType)].name
            let description = "{\"dtype\":\"\(type)\",\"shape\":[\(shape)],\"data_offsets\":[\(position),\(end)]}"
            members.append("\(JSONText.encode(tensor.name)):\(description)")
            position = end
        }
        var text = Array("{\(members.joined(separator: ","))}".utf8)
        text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
        var result = ByteBuilder()
        result.append(UInt64(text.count))
        result.append(contentsOf: text)
        return result.bytes
    }
}
