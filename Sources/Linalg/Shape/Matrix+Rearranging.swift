internal import ComplexModule
internal import RealModule

extension Matrix {
    /// The same elements, row by row, in another shape: `a.reshape(rows, columns)`.
    ///
    /// - Precondition: there are `rows · columns` elements.
    /// - Complexity: O(1), sharing the storage, if there are no gaps; otherwise one copy.
    public func reshaped(_ rows: Int, _ columns: Int) -> Matrix {
        require(
            checkedCount(rows: rows, columns: columns) == count, "reshaped(\(rows), \(columns)) of a \(shape) matrix")
        return Matrix(rows: rows, columns: columns, elements: elements)
    }

    /// The elements of each row or column in reverse order: `numpy.flip(a, axis=…)`, *fliplr* for rows and *flipud* for
    /// columns.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func reversed(inEach line: MatrixLine) -> Matrix {
        moved { i, j, rows, columns in line == .row ? (i, columns - 1 - j) : (rows - 1 - i, j) }
    }

    /// The elements of each row or column moved on by so many places, those at the end to the beginning:
    /// `numpy.roll(a, places, axis=…)`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func rolled(by places: Int, inEach line: MatrixLine) -> Matrix {
        if isEmpty { return self }
        let size = line == .row ? columns : rows
        let shift = size - wrapped(places, size)
        return moved { i, j, rows, columns in
            line == .row ? (i, (j + shift) % columns) : ((i + shift) % rows, j)
        }
    }

    /// The matrix turned counterclockwise by so many right angles: `numpy.rot90`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func rotated(quarterTurns: Int = 1) -> Matrix {
        switch wrapped(quarterTurns, 4) {
        case 0: contiguousCopy()
        case 1: Matrix(uninitializedRows: columns, columns: rows).written(from: self) { i, j in (j, columns - 1 - i) }
        case 2: moved { i, j, rows, columns in (rows - 1 - i, columns - 1 - j) }
        default: Matrix(uninitializedRows: columns, columns: rows).written(from: self) { i, j in (rows - 1 - j, i) }
        }
    }

    /// The diagonal `self[i, i + offset]`, sharing the storage; empty if it lies outside: `numpy.diagonal(a, offset)`.
    ///
    /// - Complexity: O(1).
    public func diagonal(offset: Int) -> Vector<Element> {
        let (row, column) = (Swift.max(-offset, 0), Swift.max(offset, 0))
        if row >= rows || column >= columns { return Vector(uninitializedCount: 0) }
        return Vector(
            storage: storage, offset: self.offset + row * rowStride + column,
            count: Swift.min(rows - row, columns - column), stride: rowStride + 1)
    }

    /// The square matrix that has a vector on a diagonal, above the main one by `offset`: `numpy.diag(x, offset)`.
    ///
    /// - Complexity: O(n²), one allocation.
    public static func diagonal(_ diagonal: Vector<Element>, offset: Int) -> Matrix {
        let n = diagonal.count + abs(offset)
        let result = zeros(n, n)
        let view = result.unsafeView
        for i in 0..<diagonal.count {
            view[offset < 0 ? i - offset : i, offset < 0 ? i : i + offset] = diagonal[i]
        }
        extendLifetime(result)
        return result
    }

    /// The matrix with zeros above the diagonal number `offset`: `numpy.tril(a, offset)`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func lowerTriangle(offset: Int = 0) -> Matrix { keeping { i in (0, i + 1 + offset) } }

    /// The matrix with zeros below the diagonal number `offset`: `numpy.triu(a, offset)`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func upperTriangle(offset: Int = 0) -> Matrix { keeping { i in (i + offset, columns) } }

    /// The matrix with zeros outside of a range of columns in each row; its bounds may lie anywhere.
    private func keeping(_ range: (Int) -> (low: Int, high: Int)) -> Matrix {
        let result = Matrix.zeros(rows, columns)
        let (source, target) = (unsafeView, result.unsafeView)
        for i in 0..<rows {
            let kept = range(i)
            let low = Swift.min(Swift.max(kept.low, 0), columns)
            let high = Swift.min(Swift.max(kept.high, low), columns)
            target.row(i).base.advanced(by: low).update(from: source.row(i).base + low, count: high - low)
        }
        extendLifetime(self)
        extendLifetime(result)
        return result
    }

    /// A matrix of the same shape whose element `[i, j]` comes from a place of this one.
    private func moved(_ place: (Int, Int, Int, Int) -> (Int, Int)) -> Matrix {
        Matrix(uninitializedRows: rows, columns: columns).written(from: self) { place($0, $1, rows, columns) }
    }

    /// This new matrix, after each element `[i, j]` was taken from a place of another.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private func written(from source: Matrix, _ place: (Int, Int) -> (Int, Int)) -> Matrix {
        let (from, to) = (source.unsafeView, unsafeView)
        for i in 0..<rows {
            for j in 0..<columns {
                let (k, l) = place(i, j)
                to[i, j] = from[k, l]
            }
        }
        extendLifetime(source)
        return self
    }
}

/// `value` modulo a positive `size`, not negative.
private func wrapped(_ value: Int, _ size: Int) -> Int {
    let rest = value % size
    return rest < 0 ? rest + size : rest
}

extension Vector {
    /// The elements in reverse order: `numpy.flip`. In contrast to the standard library's, a vector again.
    ///
    /// - Complexity: O(n), one allocation.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func reversed() -> Vector { Vector(count: count) { self[count - 1 - $0] } }

    /// The elements moved on by so many places, those at the end to the beginning: `numpy.roll`.
    ///
    /// - Complexity: O(n), one allocation.
    public func rolled(by places: Int) -> Vector {
        if isEmpty { return self }
        let shift = wrapped(places, count)
        return Vector.concatenation([self[(count - shift)...], self[..<(count - shift)]])
    }

    /// Copies of this vector one after the other: `numpy.tile(x, count)`.
    ///
    /// - Precondition: the number is not negative.
    /// - Complexity: O(n) of the result, one allocation.
    public func tiled(_ count: Int) -> Vector {
        require(count >= 0, "tiled(\(count)): the number must not be negative")
        return Vector.concatenation(Array(repeating: self, count: count))
    }

    /// Each element so many times in a row: `numpy.repeat(x, count)`.
    ///
    /// - Precondition: the number is not negative.
    /// - Complexity: O(n) of the result, one allocation.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public func repeating(eachCount times: Int) -> Vector {
        require(times >= 0, "repeating(eachCount: \(times)): the number must not be negative")
        return Vector(count: count * times) { self[$0 / times] }
    }
}
