public import DataFormats
public import Linalg

/// Rows of numbers in memory or in a mapped file, from which batches are gathered.
public enum Rows<Element: RealScalar>: Sendable {
    /// In memory.
    case matrix(Matrix<Element>)
    /// In a file, which may be larger than memory.
    case tensor(Tensor)
    /// Some columns of an array in a file.
    case columns([Int], of: Tensor)

    /// The number of rows.
    public var count: Int {
        switch self {
        case .matrix(let matrix): matrix.rows
        case .tensor(let tensor), .columns(_, let tensor): tensor.rows
        }
    }

    /// The number of columns.
    public var columns: Int {
        switch self {
        case .matrix(let matrix): matrix.columns
        case .tensor(let tensor): tensor.columns
        case .columns(let chosen, _): chosen.count
        }
    }

    /// Copies the given rows into the first rows of `matrix`.
    ///
    /// - Precondition: the rows exist; `matrix` has room for them, and as many columns.
    /// - Complexity: O(rows · columns); allocates only for ``columns(_:of:)``.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func gather(_ indices: ArraySlice<Int>, into matrix: inout Matrix<Element>) {
        switch self {
        case .matrix(let source):
            require(
                matrix.columns == source.columns && indices.count <= matrix.rows,
                "\(indices.count) rows of \(source.columns) into \(matrix.rows)×\(matrix.columns)")
            source.withUnsafeElements { from, fromStride in
                matrix.withUnsafeMutableElements { to, toStride in
                    var target = to
                    for index in indices {
                        require(index >= 0 && index < source.rows, "row \(index) of \(source.rows)")
                        target.update(from: from + index * fromStride, count: source.columns)
                        target += toStride
                    }
                }
            }
        case .tensor(let tensor):
            tensor.gatherRows(indices, into: &matrix)
        case .columns(let chosen, let tensor):
            var whole = Matrix<Element>.zeros(indices.count, tensor.columns)
            tensor.gatherRows(indices, into: &whole)
            for row in 0..<indices.count {
                for (j, column) in chosen.enumerated() { matrix[row, j] = whole[row, column] }
            }
        }
    }
}
