public import Linalg

/// An array from a file: its name, shape and element type, and the bytes as they lie there.
///
/// The bytes stay in the mapped file, or in the memory into which they were decompressed, until they are asked for:
/// as a whole with ``matrix(of:)``, ``vector(of:)`` or ``integers()``; some rows with ``copyRows(_:into:)`` or
/// ``gatherRows(_:into:)``, so that a file larger than memory can be trained on; or where they lie, without a copy,
/// with ``withUnsafeElements(of:_:)``.
///
/// As a matrix, an array of any number of axes is *flattened to rows*: the first axis counts rows (samples), and the
/// others one after another make up the columns, the last axis fastest. One axis of n elements gives n rows of one
/// column, no axis at all one row of one column.
public struct Tensor: Sendable {
    /// The order of the bytes in a number.
    enum ByteOrder: Sendable {
        case little, big
    }

    /// Its name in the file; empty where the format has none.
    public var name: String
    /// The sizes of its axes, the slowest first.
    public let shape: [Int]
    /// What its elements are in the file.
    public let elementType: ElementType
    /// Whether the first axis is the fastest in the file, as Fortran and MATLAB store arrays. No routine here shows a
    /// difference, but only in a matrix of the usual order do the elements of a row lie side by side.
    public let isColumnMajor: Bool

    let byteOrder: ByteOrder
    let region: ByteRegion

    /// - Precondition: the region has as many bytes as shape and type need.
    init(
        name: String, shape: [Int], elementType: ElementType, isColumnMajor: Bool = false,
        byteOrder: ByteOrder = .little, region: ByteRegion
    ) {
        require(TensorShape.byteCount(shape, elementType) == region.count, "a region of the wrong size")
        self.name = name
        self.shape = shape
        self.elementType = elementType
        // With fewer than two axes there is no difference.
        self.isColumnMajor = isColumnMajor && shape.count > 1
        self.byteOrder = elementType.byteCount == 1 ? .little : byteOrder
        self.region = region
    }

    /// The number of elements.
    public var count: Int { shape.reduce(1, *) }

    /// The number of bytes in the file.
    public var byteCount: Int { region.count }

    /// The number of rows as a matrix: the size of the first axis, or 1.
    public var rows: Int { shape.first ?? 1 }

    /// The number of columns as a matrix: the product of all axes but the first.
    public var columns: Int { shape.dropFirst().reduce(1, *) }

    /// Tells the system how the rows are going to be read, if they are in a mapped file. A hint; it changes no result.
    public func advise(_ pattern: MappedFile.AccessPattern) { region.advise(pattern) }
}

// MARK: - Making one

extension Tensor {
    /// An array of the given numbers, in row-major order.
    ///
    /// - Precondition: there are as many as the shape says.
    public init<Element: TensorElement>(name: String = "", shape: [Int], values: [Element]) {
        require(
            TensorShape.elementCount(shape) == values.count, "\(values.count) values for an array of shape \(shape)")
        let region = values.withUnsafeBytes { ByteRegion(copying: $0) }
        self.init(name: name, shape: shape, elementType: Element.elementType, byteOrder: .native, region: region)
    }

    /// An array of one axis.
    public init<Element: TensorElement>(name: String = "", _ values: [Element]) {
        self.init(name: name, shape: [values.count], values: values)
    }

    /// An array of truth values, in row-major order.
    ///
    /// - Precondition: there are as many as the shape says.
    public init(name: String = "", shape: [Int], values: [Bool]) {
        require(
            TensorShape.elementCount(shape) == values.count, "\(values.count) values for an array of shape \(shape)")
        let region = ByteRegion(copying: values.map { $0 ? 1 : 0 })
        self.init(name: name, shape: shape, elementType: .bool, region: region)
    }

    /// The elements of a matrix, stored as they are or rounded to the nearest number of a narrower type.
    ///
    /// - Precondition: `type` is one of the floating-point types.
    /// - Complexity: one copy.
    public init<Element: RealScalar>(name: String = "", _ matrix: Matrix<Element>, storedAs type: ElementType? = nil) {
        let elements = matrix.elements
        self.init(name: name, shape: [matrix.rows, matrix.columns], elements: elements, storedAs: type)
    }

    /// The elements of a vector, stored as they are or rounded to the nearest number of a narrower type.
    ///
    /// - Precondition: `type` is one of the floating-point types.
    /// - Complexity: one copy.
    public init<Element: RealScalar>(name: String = "", _ vector: Vector<Element>, storedAs type: ElementType? = nil) {
        self.init(name: name, shape: [vector.count], elements: vector, storedAs: type)
    }

    private init<Element: RealScalar>(
        name: String, shape: [Int], elements: Vector<Element>, storedAs type: ElementType?
    ) {
        let type = type ?? (Element.significandBitCount > 23 ? .float64 : .float32)
        require(!type.isInteger, "real numbers stored as \(type)")
        guard let memory = HeapBytes(count: elements.count * type.byteCount) else {
            trap("no memory for \(elements.count) elements")
        }
        elements.withSpan { span in
            span.withUnsafeBufferPointer { TensorConversion.store($0, as: type, into: memory.buffer) }
        }
        self.init(name: name, shape: shape, elementType: type, byteOrder: .native, region: memory.region)
    }
}

extension Tensor.ByteOrder {
    /// The order of this machine.
    static var native: Self { 1.littleEndian == 1 ? .little : .big }
}

// MARK: - Reading it

extension Tensor {
    /// All elements as a matrix, flattened to rows; each is rounded to the nearest number if it has no exact one.
    ///
    /// - Complexity: one pass over the file, O(count) memory.
    public func matrix<Element: RealScalar>(of type: Element.Type = Element.self) -> Matrix<Element> {
        var result = Matrix<Element>.zeros(rows, columns)
        copyRows(0..<rows, into: &result)
        return result
    }

    /// All elements as a vector, the last axis fastest; each is rounded to the nearest number if it has no exact one.
    ///
    /// - Complexity: one pass over the file, O(count) memory.
    public func vector<Element: RealScalar>(of type: Element.Type = Element.self) -> Vector<Element> {
        matrix(of: type).elements
    }

    /// All elements as integers, as class numbers are; nil if one is not an integer or exceeds `Int`.
    ///
    /// - Complexity: one pass over the file, O(count) memory.
    public func integers() -> [Int]? {
        switch elementType {
        case .int64, .uint64:
            // Not by way of `Double`, which has too few digits.
            var result: [Int] = []
            result.reserveCapacity(count)
            let isWhole = region.withUnsafeBytes { bytes in
                for row in 0..<rows {
                    for column in 0..<columns {
                        let bits = bytes.loadUnaligned(
                            fromByteOffset: 8 * elementIndex(row, column), as: UInt64.self)
                        let value = byteOrder == .little ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits)
                        if elementType == .uint64 && value > Int.max { return false }
                        result.append(Int(truncatingIfNeeded: value))
                    }
                }
                return true
            }
            return isWhole ? result : nil
        default:
            var result: [Int] = []
            result.reserveCapacity(count)
            for value in vector(of: Double.self) {
                guard let integer = Int(exactly: value) else { return nil }
                result.append(integer)
            }
            return result
        }
    }

    /// Where in the file the element in a row and column of the flattened array is, counted in elements.
    func elementIndex(_ row: Int, _ column: Int) -> Int {
        isColumnMajor ? row + rows * columnMajorOffset(of: column) : row * columns + column
    }

    /// Copies some successive rows into the first rows of `matrix`.
    ///
    /// - Precondition: the rows exist; `matrix` has at least as many, and exactly ``columns`` columns.
    /// - Complexity: O(rows · columns), no allocation; for a column-major file O(rows) memory.
    public func copyRows<Element: RealScalar>(_ range: Range<Int>, into matrix: inout Matrix<Element>) {
        require(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
        checkTarget(matrix, rows: range.count)
        guard !range.isEmpty, columns > 0 else { return }
        let isContiguous = matrix.isContiguous
        matrix.withUnsafeMutableElements { base, stride in
            region.withUnsafeBytes { bytes in
                let source = TensorConversion.Source(bytes: bytes, type: elementType, byteOrder: byteOrder)
                if isColumnMajor {
                    copyColumnMajor(Array(range), source, base, stride)
                } else if isContiguous {
                    source.load(from: range.lowerBound * columns, count: range.count * columns, into: base)
                } else {
                    for (i, row) in range.enumerated() {
                        source.load(from: row * columns, count: columns, into: base + i * stride)
                    }
                }
            }
        }
    }

    /// Copies the given rows, in the given order, into the first rows of `matrix`: a shuffled batch.
    ///
    /// - Precondition: the rows exist; `matrix` has at least as many as are asked for, and exactly ``columns`` columns.
    /// - Complexity: O(rows · columns), no allocation; for a column-major file O(rows) memory.
    public func gatherRows<Element: RealScalar>(_ indices: some Collection<Int>, into matrix: inout Matrix<Element>) {
        checkTarget(matrix, rows: indices.count)
        for row in indices { require(row >= 0 && row < rows, "row \(row) of \(rows)") }
        guard !indices.isEmpty, columns > 0 else { return }
        matrix.withUnsafeMutableElements { base, stride in
            region.withUnsafeBytes { bytes in
                let source = TensorConversion.Source(bytes: bytes, type: elementType, byteOrder: byteOrder)
                if isColumnMajor {
                    copyColumnMajor(Array(indices), source, base, stride)
                } else {
                    for (i, row) in indices.enumerated() {
                        source.load(from: row * columns, count: columns, into: base + i * stride)
                    }
                }
            }
        }
    }

    /// Calls `body` with the elements where they lie in the file, or returns nil if they cannot be used there: another
    /// type, the other byte order, column-major order, or not aligned in memory.
    ///
    /// The pointer is valid only during the call.
    ///
    /// - Complexity: O(1) and `body`; no copy.
    public func withUnsafeElements<Element: TensorElement, Result, Failure: Error>(
        of type: Element.Type = Element.self, _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard elementType == Element.elementType, !isColumnMajor else { return nil }
        guard byteOrder == .native || elementType.byteCount == 1 else { return nil }
        return try region.withUnsafeBytes { (bytes) throws(Failure) -> Result? in
            guard let base = bytes.baseAddress else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
            guard Int(bitPattern: base) % MemoryLayout<Element>.alignment == 0 else { return nil }
            return try body(UnsafeBufferPointer(start: base.assumingMemoryBound(to: Element.self), count: count))
        }
    }

    private func checkTarget<Element>(_ matrix: Matrix<Element>, rows: Int) {
        require(
            matrix.columns == columns && matrix.rows >= rows,
            "\(rows) rows of \(columns) columns into a matrix of \(matrix.rows)×\(matrix.columns)")
    }
}

// MARK: - Column-major files

extension Tensor {
    /// How far the element of a column of the flattened array is from the first one of its row, in rows of elements.
    private func columnMajorOffset(of column: Int) -> Int {
        var rest = column
        var offset = 0
        // The last axis is the fastest in `column`, and the slowest in the file.
        var stride = columns
        for axis in shape.dropFirst().reversed() {
            stride /= axis
            offset += rest % axis * stride
            rest /= axis
        }
        return offset
    }

    private func copyColumnMajor<Element: RealScalar>(
        _ indices: [Int], _ source: TensorConversion.Source, _ base: UnsafeMutablePointer<Element>, _ stride: Int
    ) {
        // Some rows at a time, so that the lines that are written to stay in the cache.
        let block = 64
        for first in Swift.stride(from: 0, to: indices.count, by: block) {
            let part = first..<min(first + block, indices.count)
            for column in 0..<columns {
                let start = rows * columnMajorOffset(of: column)
                for i in part {
                    source.load(from: start + indices[i], count: 1, into: base + i * stride + column)
                }
            }
        }
    }
}
