/// What an array file of NumPy says of itself: format 1.0, 2.0 or 3.0.
struct NPYHeader: Equatable {
    var elementType: ElementType
    var byteOrder: Tensor.ByteOrder
    var isColumnMajor: Bool
    var shape: [Int]
    /// Where the elements begin.
    var dataOffset: Int

    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    /// The longest header that is read. NumPy's own limit is 10,000.
    static let maximumLength = 1 << 16
}

extension NPYHeader {
    /// Reads the header at the beginning of an array file.
    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(DataFormatError) {
        func truncated(_ expected: String) -> DataFormatError {
            DataFormatError(
                .truncated, file, .offset(bytes.count), expected: expected,
                found: bytes.isEmpty ? "an empty file" : "the end of the file",
                advice: "the file is incomplete: copy or save it again")
        }
        let magic = NPYHeader.magic
        guard bytes.starts(with: magic) else {
            if bytes.count < magic.count && magic.starts(with: bytes) {
                throw truncated("an array of NumPy")
            }
            throw DataFormatError(
                .malformed, file, .offset(0), expected: "an array of NumPy, which begins with \\x93NUMPY",
                found: DataFormatError.hexadecimal(bytes.prefix(8)),
                advice: "save it with numpy.save")
        }
        guard bytes.count >= 8 else { throw truncated("a format version") }
        let version = (bytes[6], bytes[7])
        let lengthSize: Int
        switch version {
        case (1, 0): lengthSize = 2
        case (2, 0), (3, 0): lengthSize = 4
        default:
            throw DataFormatError(
                .unsupported, file, .offset(6), expected: "format version 1.0, 2.0 or 3.0",
                found: "\(version.0).\(version.1)", advice: "save it with numpy.save")
        }
        guard bytes.count >= 8 + lengthSize else { throw truncated("the length of the header") }
        let length =
            lengthSize == 2
            ? Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)))
            : Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
        guard length <= NPYHeader.maximumLength else {
            throw DataFormatError(
                .tooLarge, file, .offset(8), expected: "a header of at most \(NPYHeader.maximumLength) bytes",
                found: "\(length)", advice: "save a plain array of numbers with numpy.save")
        }
        let start = 8 + lengthSize
        guard bytes.count - start >= length else { throw truncated("a header of \(length) bytes") }
        var literal = PythonLiteral(
            bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]), offset: start, file: file)
        try self.init(&literal, dataOffset: start + length, file: file)
    }

    private init(_ literal: inout PythonLiteral, dataOffset: Int, file: String) throws(DataFormatError) {
        var descriptor: String?
        var isColumnMajor: Bool?
        var shape: [Int]?
        try literal.expect("{")
        while !literal.skip("}") {
            let offset = literal.currentOffset
            let key = try literal.string()
            try literal.expect(":")
            switch key {
            case "descr" where descriptor == nil: descriptor = try literal.elementDescriptor()
            case "fortran_order" where isColumnMajor == nil: isColumnMajor = try literal.boolean()
            case "shape" where shape == nil: shape = try literal.integers()
            default:
                throw DataFormatError(
                    .malformed, file, .offset(offset), expected: "descr, fortran_order and shape once each",
                    found: DataFormatError.quoted(key), advice: "save it with numpy.save")
            }
            if !literal.skip(",") {
                try literal.expect("}")
                break
            }
        }
        try literal.expectEnd()
        guard let descriptor, let isColumnMajor, let shape else {
            throw DataFormatError(
                .malformed, file, .offset(dataOffset), expected: "a header with descr, fortran_order and shape",
                found: "not all of them", advice: "save it with numpy.save")
        }
        (elementType, byteOrder) = try NPYHeader.elementType(descriptor, file: file)
        self.isColumnMajor = isColumnMajor
        self.shape = shape
        self.dataOffset = dataOffset
    }

    /// What a type descriptor such as `<f4` means.
    private static func elementType(
        _ descriptor: String, file: String
    ) throws(DataFormatError) -> (ElementType, Tensor.ByteOrder) {
        var text = Substring(descriptor)
        var order = Tensor.ByteOrder.native
        switch text.first {
        case "<": order = .little
        case ">": order = .big
        case "=", "|": break
        default: text = "=" + text
        }
        let types: [Substring: ElementType] = [
            "b1": .bool, "?": .bool, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64, "u1": .uint8,
            "u2": .uint16, "u4": .uint32, "u8": .uint64, "f2": .float16, "f4": .float32, "f8": .float64,
        ]
        guard let type = types[text.dropFirst()] else {
            throw DataFormatError(
                .unsupported, file, .wholeFile, expected: "real numbers of 1 to 8 bytes, as <f4 or <i8",
                found: "the type \(DataFormatError.quoted(descriptor))",
                advice: "convert the array with astype('float64') and save it again")
        }
        return (type, order)
    }

    /// The number of bytes that the elements take, checked against those that are there.
    func byteCount(available: Int, file: String) throws(DataFormatError) -> Int {
        guard let count = TensorShape.byteCount(shape, elementType) else {
            throw DataFormatError(
                .tooLarge, file, .wholeFile, expected: "a shape that memory can hold", found: "\(shape)",
                advice: "the file is damaged: copy or save it again")
        }
        guard count <= available else {
            throw DataFormatError(
                .truncated, file, .offset(dataOffset + available),
                expected: "\(count) bytes for an array of shape \(shape)", found: "\(available)",
                advice: "the file is incomplete: copy or save it again")
        }
        return count
    }

    /// A header for elements in the byte order of this machine, padded so that they begin at a multiple of 64.
    ///
    /// It leaves as much room as NumPy does for the slowest axis to grow to 21 digits, so that its length depends on
    /// nothing else, and the axis can be written when all rows are.
    static func encode(_ elementType: ElementType, _ shape: [Int], isColumnMajor: Bool) -> [UInt8] {
        let order = elementType.byteCount == 1 ? "|" : Tensor.ByteOrder.native == .little ? "<" : ">"
        let kind: String =
            switch elementType {
            case .bool: "b"
            case .int8, .int16, .int32, .int64: "i"
            case .uint8, .uint16, .uint32, .uint64: "u"
            default: "f"
            }
        let axes = shape.count == 1 ? "\(shape[0])," : shape.map(String.init).joined(separator: ", ")
        let isFortran = isColumnMajor ? "True" : "False"
        var header = Array(
            "{'descr': '\(order)\(kind)\(elementType.byteCount)', 'fortran_order': \(isFortran), 'shape': (\(axes)), }"
                .utf8)
        if let growing = isColumnMajor ? shape.last : shape.first {
            header += repeatElement(UInt8(ascii: " "), count: 21 - String(growing).utf8.count)
        }
        // Magic, version, length, header, padding and a line break: at least one space, as in NumPy. Even 64 axes fit
        // into the 65,535 bytes of version 1.0.
        let start = 10
        let padding = 64 - (start + header.count + 1) % 64
        header += repeatElement(UInt8(ascii: " "), count: padding)
        header.append(UInt8(ascii: "\n"))
        let length = UInt16(header.count)
        return magic + [1, 0, UInt8(truncatingIfNeeded: length), UInt8(length >> 8)] + header
    }
}
