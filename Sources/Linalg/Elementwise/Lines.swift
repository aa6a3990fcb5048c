// What runs element by element sees an array as lines: a vector is one, a matrix its rows, or all of its elements at
// once where there are no gaps. Every function of `body` here gets lines of equal counts.

extension Vector {
    /// A vector of the same size that `body` writes, which gets the elements and the memory of the result.
    func transformed<R: Scalar>(_ body: (UnsafeVector<Element>, UnsafeVector<R>) -> Void) -> Vector<R> {
        let result = Vector<R>(uninitializedCount: count)
        body(unsafeView, result.unsafeView)
        extendLifetime(self)
        extendLifetime(result)
        return result
    }

    /// The same with a second operand of the same size.
    func combined<R: Scalar>(
        with other: Vector, _ name: StaticString,
        _ body: (UnsafeVector<Element>, UnsafeVector<Element>, UnsafeVector<R>) -> Void
    ) -> Vector<R> {
        require(count == other.count, "\(name): vectors of \(count) and \(other.count) elements")
        let result = Vector<R>(uninitializedCount: count)
        body(unsafeView, other.unsafeView, result.unsafeView)
        extendLifetime(self)
        extendLifetime(other)
        extendLifetime(result)
        return result
    }

    /// Lets `body` overwrite the elements.
    mutating func change(_ body: (UnsafeVector<Element>) -> Void) {
        makeUnique()
        body(unsafeView)
    }

    /// Lets `body` overwrite the elements, reading those of a vector of the same size.
    mutating func change(
        with other: Vector, _ name: StaticString, _ body: (UnsafeVector<Element>, UnsafeVector<Element>) -> Void
    ) {
        require(count == other.count, "\(name): vectors of \(count) and \(other.count) elements")
        makeUnique()
        body(unsafeView, other.unsafeView)
        extendLifetime(other)
    }

    /// Calls `body` with the elements and the number of them before: once.
    func forEachLine(_ body: (UnsafeVector<Element>, _ start: Int) -> Void) {
        body(unsafeView, 0)
        extendLifetime(self)
    }
}

extension Matrix {
    /// A matrix of the same shape that `body` writes, which gets a line of elements and the memory of the result.
    func transformed<R: Scalar>(_ body: (UnsafeVector<Element>, UnsafeVector<R>) -> Void) -> Matrix<R> {
        let result = Matrix<R>(uninitializedRows: rows, columns: columns)
        let target = result.unsafeView
        forEachLine { line, start in body(line, UnsafeVector(target.base + start, count: line.count)) }
        extendLifetime(result)
        return result
    }

    /// The same with a second operand of the same shape.
    func combined<R: Scalar>(
        with other: Matrix, _ name: StaticString,
        _ body: (UnsafeVector<Element>, UnsafeVector<Element>, UnsafeVector<R>) -> Void
    ) -> Matrix<R> {
        require(rows == other.rows && columns == other.columns, "\(name): matrices \(shape) and \(other.shape)")
        let result = Matrix<R>(uninitializedRows: rows, columns: columns)
        let (a, b, c) = (unsafeView, other.unsafeView, result.unsafeView)
        if a.isContiguous && b.isContiguous {
            body(a.line, b.line, c.line)
        } else {
            for i in 0..<rows { body(a.row(i), b.row(i), c.row(i)) }
        }
        extendLifetime(self)
        extendLifetime(other)
        extendLifetime(result)
        return result
    }

    /// Lets `body` overwrite the elements, line by line.
    mutating func change(_ body: (UnsafeVector<Element>) -> Void) {
        makeUnique()
        forEachLine { line, _ in body(line) }
    }

    /// Lets `body` overwrite the elements, line by line, reading those of a matrix of the same shape.
    mutating func change(
        with other: Matrix, _ name: StaticString, _ body: (UnsafeVector<Element>, UnsafeVector<Element>) -> Void
    ) {
        require(rows == other.rows && columns == other.columns, "\(name): matrices \(shape) and \(other.shape)")
        makeUnique()
        let (a, b) = (unsafeView, other.unsafeView)
        if a.isContiguous && b.isContiguous {
            body(a.line, b.line)
        } else {
            for i in 0..<rows { body(a.row(i), b.row(i)) }
        }
        extendLifetime(other)
    }

    /// Calls `body` with each line and the number of elements before it, row by row.
    func forEachLine(_ body: (UnsafeVector<Element>, _ start: Int) -> Void) {
        let view = unsafeView
        if view.isContiguous {
            body(view.line, 0)
        } else {
            for i in 0..<rows { body(view.row(i), i * columns) }
        }
        extendLifetime(self)
    }
}

extension UnsafeMatrix {
    /// All elements of a contiguous matrix, row by row.
    var line: UnsafeVector<Element> { UnsafeVector(base, count: rows * columns) }

    /// One column.
    func column(_ index: Int) -> UnsafeVector<Element> {
        UnsafeVector(base + index, count: rows, stride: max(rowStride, 1))
    }
}

/// A row or a column of a matrix, for what is done to each of them.
///
/// | here | what it is | in NumPy |
/// |---|---|---|
/// | `a.sum(ofEach: .row)` | as many sums as rows | `a.sum(axis=1)` |
/// | `a.sum(ofEach: .column)` | as many sums as columns | `a.sum(axis=0)` |
/// | `a.sorted(inEach: .row)` | the elements of each row in order | `np.sort(a, axis=1)` |
/// | `a.adding(x, toEach: .row)` | `a[i, j] + x[j]` | `a + x` |
/// | `a.adding(x, toEach: .column)` | `a[i, j] + x[i]` | `a + x[:, None]` |
public enum MatrixLine: Sendable, Hashable, CaseIterable {
    /// A row: the elements of equal first index, NumPy's `axis=1`.
    case row
    /// A column: the elements of equal second index, NumPy's `axis=0`.
    case column
}

extension UnsafeMatrix {
    /// How many lines of this kind there are.
    func lineCount(_ kind: MatrixLine) -> Int { kind == .row ? rows : columns }

    /// One of the lines.
    func line(_ kind: MatrixLine, _ index: Int) -> UnsafeVector<Element> {
        kind == .row ? row(index) : column(index)
    }
}
