extension Matrix {
    /// A matrix of copies of `value`.
    ///
    /// - Precondition: neither size is negative, and `rows · columns` can be addressed.
    public init(rows: Int, columns: Int, repeating value: Element) {
        self.init(uninitializedRows: rows, columns: columns)
        storage.base.initialize(repeating: value, count: count)
    }

    /// A matrix whose element in row `i` and column `j` is `element(i, j)`, asked for row by row.
    @inlinable
    public init<Failure: Error>(
        rows: Int, columns: Int, _ element: (_ row: Int, _ column: Int) throws(Failure) -> Element
    ) throws(Failure) {
        self.init(uninitializedRows: rows, columns: columns)
        for i in 0..<rows {
            for j in 0..<columns { storage.base[i &* columns &+ j] = try element(i, j) }
        }
    }

    /// A matrix of the elements of a collection or buffer, row by row.
    ///
    /// - Precondition: there are `rows · columns` elements.
    @inlinable
    public init(rows: Int, columns: Int, rowMajor elements: some Collection<Element>) {
        self.init(uninitializedRows: rows, columns: columns)
        let target = UnsafeMutableBufferPointer(start: storage.base, count: rows * columns)
        let size = elements.count
        require(size == target.count, "\(size) elements for a \(rows)×\(columns) matrix")
        _ = target.initialize(fromContentsOf: elements)
    }

    /// A matrix of the elements of a collection or buffer, column by column, as Fortran and LAPACK store them.
    ///
    /// - Precondition: there are `rows · columns` elements.
    public init(rows: Int, columns: Int, columnMajor elements: some Collection<Element>) {
        require(
            elements.count == checkedCount(rows: rows, columns: columns),
            "\(elements.count) elements for a \(rows)×\(columns) matrix")
        self = Matrix(rows: columns, columns: rows, rowMajor: elements).transposed()
    }

    /// A matrix of the given rows.
    ///
    /// - Precondition: all rows have the same number of elements.
    public init(_ rows: [[Element]]) {
        let columns = rows.first?.count ?? 0
        for (i, row) in rows.enumerated() {
            require(
                row.count == columns, "row \(i) has \(row.count) elements where row 0 has \(columns)")
        }
        self.init(rows: rows.count, columns: columns, rowMajor: ContiguousArray(rows.joined()))
    }

    /// The elements of a vector, row by row.
    ///
    /// - Precondition: the vector has `rows · columns` elements.
    /// - Complexity: O(1) for a contiguous vector, whose storage is shared; otherwise one copy.
    public init(rows: Int, columns: Int, elements: Vector<Element>) {
        let size = checkedCount(rows: rows, columns: columns)
        require(elements.count == size, "\(elements.count) elements for a \(rows)×\(columns) matrix")
        let source = elements.isContiguous ? elements : elements.contiguousCopy()
        self.init(
            storage: source.storage, offset: source.offset, rows: rows, columns: columns, rowStride: columns)
    }

    /// Zeros.
    public static func zeros(_ rows: Int, _ columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns, repeating: 0)
    }

    /// Ones.
    public static func ones(_ rows: Int, _ columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns, repeating: 1)
    }

    /// The identity matrix of size `n`.
    public static func identity(_ n: Int) -> Matrix { diagonal(.ones(n)) }

    /// A square matrix with the given diagonal and zeros elsewhere.
    public static func diagonal(_ diagonal: Vector<Element>) -> Matrix {
        var result = zeros(diagonal.count, diagonal.count)
        result.diagonal = diagonal
        return result
    }
}

extension Matrix: ExpressibleByArrayLiteral {
    /// A matrix of the rows of a literal: `let a: Matrix<Double> = [[1, 2], [3, 4]]`.
    ///
    /// - Precondition: all rows have the same number of elements.
    public init(arrayLiteral rows: [Element]...) { self.init(rows) }
}
