internal import ComplexModule
internal import RealModule

extension Matrix {
    /// Matrices side by side: `numpy.hstack`. Of none there is a 0×0 matrix.
    ///
    /// - Precondition: all have the same number of rows.
    /// - Complexity: O(rows·columns), one allocation.
    public static func horizontalStack(_ parts: [Matrix]) -> Matrix {
        let rows = parts.first?.rows ?? 0
        for (i, part) in parts.enumerated() {
            require(part.rows == rows, "horizontalStack: part \(i) is \(part.shape), part 0 has \(rows) rows")
        }
        let result = Matrix(uninitializedRows: rows, columns: parts.reduce(0) { $0 + $1.columns })
        var column = 0
        for part in parts {
            result.unsafeView.columns(column..<column + part.columns).copyElements(of: part.unsafeView)
            extendLifetime(part)
            column += part.columns
        }
        extendLifetime(result)
        return result
    }

    /// Matrices one below the other: `numpy.vstack`. Of none there is a 0×0 matrix.
    ///
    /// - Precondition: all have the same number of columns.
    /// - Complexity: O(rows·columns), one allocation.
    public static func verticalStack(_ parts: [Matrix]) -> Matrix {
        let columns = parts.first?.columns ?? 0
        for (i, part) in parts.enumerated() {
            require(part.columns == columns, "verticalStack: part \(i) is \(part.shape), part 0 has \(columns) columns")
        }
        let result = Matrix(uninitializedRows: parts.reduce(0) { $0 + $1.rows }, columns: columns)
        var row = 0
        for part in parts {
            result.unsafeView.rows(row..<row + part.rows).copyElements(of: part.unsafeView)
            extendLifetime(part)
            row += part.rows
        }
        extendLifetime(result)
        return result
    }

    /// A matrix of rows of blocks: `numpy.block`.
    ///
    /// - Precondition: the blocks of a row have the same number of rows, and all rows of blocks are equally wide.
    /// - Complexity: O(rows·columns), one allocation and one for each row of blocks.
    public static func block(_ blocks: [[Matrix]]) -> Matrix { verticalStack(blocks.map(horizontalStack)) }

    /// The square matrix with these blocks along its diagonal and zeros elsewhere: `scipy.linalg.block_diag`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public static func blockDiagonal(_ blocks: [Matrix]) -> Matrix {
        let result = zeros(blocks.reduce(0) { $0 + $1.rows }, blocks.reduce(0) { $0 + $1.columns })
        var (row, column) = (0, 0)
        for part in blocks {
            result.unsafeView.rows(row..<row + part.rows).columns(column..<column + part.columns)
                .copyElements(of: part.unsafeView)
            extendLifetime(part)
            row += part.rows
            column += part.columns
        }
        extendLifetime(result)
        return result
    }

    /// Copies of this matrix, so many below and beside each other: `numpy.tile(a, (down, across))`.
    ///
    /// - Precondition: neither number is negative.
    /// - Complexity: O(rows·columns) of the result, one allocation.
    public func tiled(_ down: Int, _ across: Int) -> Matrix {
        require(down >= 0 && across >= 0, "tiled(\(down), \(across)): the numbers must not be negative")
        let result = Matrix(uninitializedRows: rows * down, columns: columns * across)
        for i in 0..<down {
            let band = result.unsafeView.rows(i * rows..<(i + 1) * rows)
            for j in 0..<across { band.columns(j * columns..<(j + 1) * columns).copyElements(of: unsafeView) }
        }
        extendLifetime(self)
        extendLifetime(result)
        return result
    }

    /// Each row or column so many times in a row: `numpy.repeat(a, count, axis=…)`, whose axis is 0 for rows.
    ///
    /// - Precondition: the number is not negative.
    /// - Complexity: O(rows·columns) of the result, one allocation.
    public func repeating(each line: MatrixLine, count: Int) -> Matrix {
        require(count >= 0, "repeating(count: \(count)): the number must not be negative")
        return line == .row
            ? rows(at: (0..<rows * count).map { $0 / count }) : columns(at: (0..<columns * count).map { $0 / count })
    }

    // MARK: Choosing rows and columns

    /// The rows with these indices, in this order, any of them several times: `numpy.take(a, indices, axis=0)`.
    ///
    /// - Precondition: each index is in `0..<rows`.
    /// - Complexity: O(rows·columns) of the result, one allocation.
    public func rows(at indices: [Int]) -> Matrix {
        let result = Matrix(uninitializedRows: indices.count, columns: columns)
        let (source, target) = (unsafeView, result.unsafeView)
        for (i, index) in indices.enumerated() {
            require(index >= 0 && index < rows, "row \(index) of a \(shape) matrix")
            target.row(i).base.initialize(from: source.row(index).base, count: columns)
        }
        extendLifetime(self)
        extendLifetime(result)
        return result
    }

    /// The columns with these indices, in this order, any of them several times: `numpy.take(a, indices, axis=1)`.
    ///
    /// - Precondition: each index is in `0..<columns`.
    /// - Complexity: O(rows·columns) of the result, one allocation.
    public func columns(at indices: [Int]) -> Matrix {
        for index in indices { require(index >= 0 && index < columns, "column \(index) of a \(shape) matrix") }
        let result = Matrix(uninitializedRows: rows, columns: indices.count)
        for i in 0..<rows { unsafeView.row(i).take(indices, into: result.unsafeView.row(i)) }
        extendLifetime(self)
        extendLifetime(result)
        return result
    }

    /// The rows where the mask is true: `a[mask]`.
    ///
    /// - Precondition: the mask has a value for each row.
    /// - Complexity: O(rows·columns) of the result, one allocation.
    public func rows(where mask: Mask) -> Matrix {
        require(mask.count == rows, "rows: a mask of \(mask.count) elements for a \(shape) matrix")
        return rows(at: mask.trueIndices)
    }

    /// The columns where the mask is true: `a[:, mask]`.
    ///
    /// - Precondition: the mask has a value for each column.
    /// - Complexity: O(rows·columns) of the result, one allocation.
    public func columns(where mask: Mask) -> Matrix {
        require(mask.count == columns, "columns: a mask of \(mask.count) elements for a \(shape) matrix")
        return columns(at: mask.trueIndices)
    }
}

extension Vector {
    /// Vectors one after the other: `numpy.concatenate`.
    ///
    /// - Complexity: O(n) of the result, one allocation.
    public static func concatenation(_ parts: [Vector]) -> Vector {
        let result = Vector(uninitializedCount: parts.reduce(0) { $0 + $1.count })
        var start = 0
        for part in parts {
            part.overwrite(UnsafeVector(result.unsafeView.base + start, count: part.count))
            start += part.count
        }
        return result
    }

    /// The elements with these indices, in this order, any of them several times: `numpy.take(x, indices)`.
    ///
    /// - Precondition: each index is in `indices` of this vector.
    /// - Complexity: O(n) of the result, one allocation.
    public func elements(at indices: [Int]) -> Vector {
        for index in indices { checkIndex(index) }
        let result = Vector(uninitializedCount: indices.count)
        unsafeView.take(indices, into: result.unsafeView)
        extendLifetime(self)
        extendLifetime(result)
        return result
    }

    /// The matrix `self[i] · other[j]`, without conjugation: `numpy.outer`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func outer(_ other: Vector) -> Matrix<Element> {
        let result = Matrix<Element>(uninitializedRows: count, columns: other.count)
        for i in 0..<count { Elementwise.multiply.apply(self[i], other.unsafeView, into: result.unsafeView.row(i)) }
        extendLifetime(other)
        extendLifetime(result)
        return result
    }

    /// This vector as the only row of a matrix that shares a contiguous vector's storage: `x[None, :]`.
    public var asRow: Matrix<Element> { Matrix(rows: 1, columns: count, elements: self) }

    /// This vector as the only column of a matrix that shares a contiguous vector's storage: `x[:, None]`.
    public var asColumn: Matrix<Element> { Matrix(rows: count, columns: 1, elements: self) }
}

extension UnsafeVector {
    /// Writes the elements at checked indices.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func take(_ indices: [Int], into target: UnsafeVector) {
        for i in 0..<indices.count { target[i] = self[indices[i]] }
    }
}
