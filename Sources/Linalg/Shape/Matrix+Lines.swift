/// The rows or the columns of a matrix, one vector each, sharing its storage.
///
/// ```swift
/// for row in a.rowVectors { print(row.norm()) }
/// let means = a.columnVectors.map { $0.mean() }
/// ```
public struct MatrixLines<Element: Scalar>: RandomAccessCollection, Sendable {
    let matrix: Matrix<Element>
    let line: MatrixLine

    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of rows or columns.
    public var endIndex: Int { line == .row ? matrix.rows : matrix.columns }

    /// One row or column.
    ///
    /// - Precondition: there is one with this index.
    /// - Complexity: O(1).
    public subscript(index: Int) -> Vector<Element> { matrix.vector(line, index) }
}

extension Matrix {
    /// The rows, from the first to the last.
    public var rowVectors: MatrixLines<Element> { MatrixLines(matrix: self, line: .row) }

    /// The columns, from the first to the last.
    public var columnVectors: MatrixLines<Element> { MatrixLines(matrix: self, line: .column) }

    /// A matrix of the given rows: `numpy.stack(rows)`.
    ///
    /// - Precondition: all have the same size.
    /// - Complexity: O(rows·columns), one allocation.
    public init(rows vectors: [Vector<Element>]) {
        let columns = vectors.first?.count ?? 0
        self.init(uninitializedRows: vectors.count, columns: columns)
        for (i, vector) in vectors.enumerated() {
            require(vector.count == columns, "row \(i) has \(vector.count) elements where row 0 has \(columns)")
            vector.overwrite(unsafeView.row(i))
        }
    }

    /// A matrix of the given columns: `numpy.stack(columns, axis=1)`, `numpy.column_stack`.
    ///
    /// - Precondition: all have the same size.
    /// - Complexity: O(rows·columns), one allocation.
    public init(columns vectors: [Vector<Element>]) {
        let rows = vectors.first?.count ?? 0
        self.init(uninitializedRows: rows, columns: vectors.count)
        for (j, vector) in vectors.enumerated() {
            require(vector.count == rows, "column \(j) has \(vector.count) elements where column 0 has \(rows)")
            vector.overwrite(unsafeView.column(j))
        }
    }
}
