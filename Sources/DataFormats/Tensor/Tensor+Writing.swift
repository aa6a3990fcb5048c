extension Tensor {
    /// Hands out the bytes of the elements in the byte order of this machine, piece by piece, in the order of the file.
    func withNativeBytes(
        _ body: (UnsafeRawBufferPointer) throws(DataFormatError) -> Void
    ) throws(DataFormatError) {
        if byteOrder == .native || elementType.byteCount == 1 {
            try region.withUnsafeBytes { (bytes) throws(DataFormatError) in try body(bytes) }
        } else {
            try withBytes(swapped: true, elementIndex: { $0 }, body)
        }
    }

    /// Hands out the bytes of the elements in little-endian order, row by row, piece by piece.
    func withPortableBytes(
        _ body: (UnsafeRawBufferPointer) throws(DataFormatError) -> Void
    ) throws(DataFormatError) {
        if byteOrder == .little && !isColumnMajor {
            try region.withUnsafeBytes { (bytes) throws(DataFormatError) in try body(bytes) }
        } else {
            let columns = columns
            try withBytes(
                swapped: byteOrder != .little, elementIndex: { elementIndex($0 / columns, $0 % columns) }, body)
        }
    }

    /// Hands out the bytes of the elements in some order, piece by piece.
    private func withBytes(
        swapped: Bool, elementIndex: (Int) -> Int, _ body: (UnsafeRawBufferPointer) throws(DataFormatError) -> Void
    ) throws(DataFormatError) {
        let width = elementType.byteCount
        let count = count
        var piece: [UInt8] = []
        piece.reserveCapacity(1 << 16)
        for position in 0..<count {
            let start = elementIndex(position) * width
            region.withUnsafeBytes { bytes in
                let element = bytes[start..<start + width]
                if swapped { piece.append(contentsOf: element.reversed()) } else { piece.append(contentsOf: element) }
            }
            if piece.count + width > 1 << 16 || position == count - 1 {
                try piece.withUnsafeBufferPointer { (bytes) throws(DataFormatError) in
                    try body(UnsafeRawBufferPointer(bytes))
                }
                piece.removeAll(keepingCapacity: true)
            }
        }
    }
}

extension AtomicFile {
    /// Appends the elements of an array in the byte order of this machine, in the order in which they lie.
    mutating func write(elementsOf tensor: Tensor) throws(DataFormatError) {
        try tensor.withNativeBytes { (bytes) throws(DataFormatError) in try write(bytes) }
    }

    /// Appends the elements of an array in little-endian order, row by row.
    mutating func write(rowMajorElementsOf tensor: Tensor) throws(DataFormatError) {
        try tensor.withPortableBytes { (bytes) throws(DataFormatError) in try write(bytes) }
    }
}
