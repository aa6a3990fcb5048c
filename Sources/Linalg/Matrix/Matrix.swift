/// A dense matrix in row-major order, with value semantics.
///
/// A copy shares its elements until one of the two is written to. A matrix may also be a rectangular slice of another:
/// it then shares that storage, with ``rowStride`` greater than ``columns``, and no routine copies it for that.
///
/// ```swift
/// let a: Matrix<Double> = [[4, 1], [2, 3]]
/// let b = a * a.transposed()
/// let x = try a.solve([1, 2])          // a · x = [1, 2]
/// var c = Matrix<Double>.zeros(4, 4)
/// c[1..<3, 1..<3] = b                  // writes into c
/// ```
public struct Matrix<Element: Scalar>: Sendable {
    @usableFromInline var storage: AlignedStorage<Element>
    @usableFromInline var offset: Int

    /// The number of rows.
    public let rows: Int

    /// The number of columns.
    public let columns: Int

    /// The distance in memory from one row to the next, counted in elements: `columns` unless the matrix is a slice.
    public private(set) var rowStride: Int

    @usableFromInline
    init(storage: AlignedStorage<Element>, offset: Int, rows: Int, columns: Int, rowStride: Int) {
        self.storage = storage
        self.offset = offset
        self.rows = rows
        self.columns = columns
        self.rowStride = rowStride
    }

    /// Contiguous and not initialised.
    @usableFromInline
    init(uninitializedRows rows: Int, columns: Int) {
        let count = checkedCount(rows: rows, columns: columns)
        self.init(
            storage: AlignedStorage(uninitializedCount: count), offset: 0, rows: rows, columns: columns,
            rowStride: columns)
    }

    /// The number of elements.
    @inlinable public var count: Int { rows * columns }

    /// Whether there are no elements.
    @inlinable public var isEmpty: Bool { rows == 0 || columns == 0 }

    /// Whether there are as many rows as columns.
    @inlinable public var isSquare: Bool { rows == columns }

    /// Whether the elements form one block without gaps.
    @inlinable public var isContiguous: Bool { rowStride == columns || rows <= 1 }

    /// The sizes as a message shows them.
    @usableFromInline var shape: String { "\(rows)×\(columns)" }
}

// MARK: - Elements

extension Matrix {
    /// The element in row `row` and column `column`.
    ///
    /// - Precondition: `row` is in `0..<rows` and `column` in `0..<columns`.
    /// - Complexity: O(1); O(rows·columns) for the first write to a copy.
    @inlinable
    public subscript(row: Int, column: Int) -> Element {
        get {
            checkIndex(row, column)
            return storage.base[offset &+ row &* rowStride &+ column]
        }
        _modify {
            checkIndex(row, column)
            makeUnique()
            yield &storage.base[offset &+ row &* rowStride &+ column]
        }
    }

    @inlinable @inline(__always)
    func checkIndex(_ row: Int, _ column: Int) {
        if row < 0 || row >= rows || column < 0 || column >= columns { trapOnIndex(row, column) }
    }

    @usableFromInline @inline(never)
    func trapOnIndex(_ row: Int, _ column: Int) -> Never { trap("index [\(row), \(column)] of a \(shape) matrix") }

    /// The elements row by row, as a vector: sharing the storage if it has no gaps, otherwise a copy.
    public var elements: Vector<Element> {
        let contiguous = isContiguous ? self : contiguousCopy()
        return Vector(storage: contiguous.storage, offset: contiguous.offset, count: count, stride: 1)
    }
}

// MARK: - Memory

extension Matrix {
    /// Where the elements lie, for the kernels. For writing, ``makeUnique(discardingElements:)`` comes first.
    @inlinable package var unsafeView: UnsafeMatrix<Element> {
        UnsafeMatrix(storage.base + offset, rows: rows, columns: columns, rowStride: rowStride)
    }

    /// Makes this value the sole owner of its elements, by copying them to new, contiguous storage if it is not.
    @inlinable @inline(__always)
    package mutating func makeUnique(discardingElements: Bool = false) {
        if !isKnownUniquelyReferenced(&storage) || !storage.isWritable {
            copyStorage(discardingElements: discardingElements)
        }
    }

    @usableFromInline @inline(never)
    mutating func copyStorage(discardingElements: Bool) {
        self = discardingElements ? Matrix(uninitializedRows: rows, columns: columns) : contiguousCopy()
    }

    /// The same elements in storage of their own, without gaps.
    package func contiguousCopy() -> Matrix {
        let copy = Matrix(uninitializedRows: rows, columns: columns)
        copy.unsafeView.copyElements(of: unsafeView)
        extendLifetime(self)
        return copy
    }

    /// Which elements of the storage these are.
    var place: (Int, Int, Int, Int) { (offset, rows, columns, rowStride) }

    /// Overwrites `target`, where a slice was that has been replaced by this matrix and that this one does not overlap.
    func overwrite(_ target: UnsafeMatrix<Element>) {
        require(rows == target.rows && columns == target.columns, "assigning \(shape) to a slice of \(target.shape)")
        target.copyElements(of: unsafeView)
        extendLifetime(self)
    }

    /// Calls `body` with the elements, row by row, as one contiguous span.
    ///
    /// - Complexity: O(1) plus `body` if the matrix is contiguous, otherwise one copy.
    public func withSpan<Result: ~Copyable, Failure: Error>(
        _ body: (Span<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let contiguous = isContiguous ? self : contiguousCopy()
        defer { extendLifetime(contiguous) }
        return try body(UnsafeBufferPointer(start: contiguous.unsafeView.base, count: count).span)
    }

    /// Calls `body` with the elements, row by row, as one contiguous span that may be written to.
    ///
    /// - Complexity: O(1) plus `body` if the matrix is contiguous and not shared, otherwise one copy.
    public mutating func withMutableSpan<Result: ~Copyable, Failure: Error>(
        _ body: (inout MutableSpan<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if !isContiguous { self = contiguousCopy() }
        makeUnique()
        var span = UnsafeMutableBufferPointer(start: unsafeView.base, count: count).mutableSpan
        return try body(&span)
    }

    /// Calls `body` with a pointer to the first element and the row stride, without copying.
    ///
    /// The pointer is valid only during the call, and only the elements of this matrix may be read.
    public func withUnsafeElements<Result: ~Copyable, Failure: Error>(
        _ body: (_ base: UnsafePointer<Element>, _ rowStride: Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { extendLifetime(self) }
        return try body(UnsafePointer(unsafeView.base), rowStride)
    }

    /// Calls `body` with a pointer to the first element and the row stride, for writing in place.
    ///
    /// The pointer is valid only during the call, and only the elements of this matrix may be touched.
    public mutating func withUnsafeMutableElements<Result: ~Copyable, Failure: Error>(
        _ body: (_ base: UnsafeMutablePointer<Element>, _ rowStride: Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        makeUnique()
        return try body(unsafeView.base, rowStride)
    }
}

extension UnsafeMatrix {
    /// Copies the elements of a matrix of the same shape that does not overlap this one.
    package func copyElements(of source: UnsafeMatrix) {
        if isContiguous && source.isContiguous {
            base.initialize(from: source.base, count: rows * columns)
        } else {
            for i in 0..<rows {
                (base + i * rowStride).initialize(from: source.base + i * source.rowStride, count: columns)
            }
        }
    }
}
