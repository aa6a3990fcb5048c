internal import ComplexModule
internal import RealModule

// Every slice shares the storage of the matrix. Read, it is a value of its own; written through, it changes the matrix
// in place: `a[0..<2, 1..<3] *= 2`, `a[row: 0] = x`, `multiply(b, c, into: &a[0..<2, 0..<2])`.

extension Matrix {
    /// The rectangle of the given rows and columns; indices start at zero again.
    ///
    /// - Precondition: both ranges lie within the matrix; an assigned matrix has the slice's shape.
    /// - Complexity: O(1) to read. A write in place costs a few small allocations.
    public subscript(rows: some SliceRange, columns: some SliceRange) -> Matrix {
        get { slice(rows.checked(in: self.rows, of: .rows), columns.checked(in: self.columns, of: .columns)) }
        _modify {
            let rows = rows.checked(in: self.rows, of: .rows)
            let columns = columns.checked(in: self.columns, of: .columns)
            makeUnique()
            var slice = slice(rows, columns)
            let place = slice.place
            slice.storage = storage.lend()
            weak let loan = slice.storage
            defer {
                loan?.endLoan()
                if slice.storage !== loan || slice.place != place {
                    // A copy of the slice that somebody kept, or the slice itself, may still read the lent memory. The
                    // loan then holds this storage too, so that the matrix moves before it is written to.
                    makeUnique()
                    slice.overwrite(self.slice(rows, columns).unsafeView)
                }
            }
            yield &slice
        }
    }

    /// Whole rows.
    public subscript(rows: some SliceRange, columns: UnboundedRange) -> Matrix {
        get { self[rows, 0..<self.columns] }
        _modify { yield &self[rows, 0..<self.columns] }
    }

    /// Whole columns.
    public subscript(rows: UnboundedRange, columns: some SliceRange) -> Matrix {
        get { self[0..<self.rows, columns] }
        _modify { yield &self[0..<self.rows, columns] }
    }

    /// One row.
    ///
    /// - Precondition: the index is in `0..<rows`; an assigned vector has `columns` elements.
    public subscript(row index: Int) -> Vector<Element> {
        get {
            require(index >= 0 && index < rows, "row \(index) of a \(shape) matrix")
            return self[.row(index)]
        }
        _modify {
            require(index >= 0 && index < rows, "row \(index) of a \(shape) matrix")
            yield &self[.row(index)]
        }
    }

    /// One column.
    ///
    /// - Precondition: the index is in `0..<columns`; an assigned vector has `rows` elements.
    public subscript(column index: Int) -> Vector<Element> {
        get {
            require(index >= 0 && index < columns, "column \(index) of a \(shape) matrix")
            return self[.column(index)]
        }
        _modify {
            require(index >= 0 && index < columns, "column \(index) of a \(shape) matrix")
            yield &self[.column(index)]
        }
    }

    /// The elements `[i, i]`, of which there are as many as the smaller size.
    ///
    /// - Precondition: an assigned vector has that many elements.
    public var diagonal: Vector<Element> {
        get { self[.diagonal] }
        _modify { yield &self[.diagonal] }
    }

    private func slice(_ rows: Range<Int>, _ columns: Range<Int>) -> Matrix {
        Matrix(
            storage: storage, offset: offset + rows.lowerBound * rowStride + columns.lowerBound, rows: rows.count,
            columns: columns.count, rowStride: rowStride)
    }

    private enum Line {
        case row(Int), column(Int), diagonal
    }

    /// The elements on a line; an index has been checked.
    private subscript(line: Line) -> Vector<Element> {
        get {
            switch line {
            case .row(let index):
                Vector(storage: storage, offset: offset + index * rowStride, count: columns, stride: 1)
            case .column(let index):
                Vector(storage: storage, offset: offset + index, count: rows, stride: rowStride)
            case .diagonal:
                Vector(storage: storage, offset: offset, count: Swift.min(rows, columns), stride: rowStride + 1)
            }
        }
        _modify {
            makeUnique()
            var slice = self[line]
            let place = slice.place
            slice.storage = storage.lend()
            weak let loan = slice.storage
            defer {
                loan?.endLoan()
                if slice.storage !== loan || slice.place != place {
                    // As above.
                    makeUnique()
                    slice.overwrite(self[line].unsafeView)
                }
            }
            yield &slice
        }
    }

    /// The transpose as a matrix of its own, contiguous.
    ///
    /// Products need no transposed operand: pass a ``Transpose`` to them.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func transposed() -> Matrix {
        let result = Matrix(uninitializedRows: columns, columns: rows)
        result.unsafeView.copyTransposed(unsafeView, conjugating: false)
        extendLifetime(self)
        return result
    }

    /// The conjugate transpose as a matrix of its own, contiguous; for real numbers the same as ``transposed()``.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func adjoint() -> Matrix {
        let result = Matrix(uninitializedRows: columns, columns: rows)
        result.unsafeView.copyTransposed(unsafeView, conjugating: true)
        extendLifetime(self)
        return result
    }
}

extension UnsafeMatrix {
    /// Writes the transpose of `source`, which does not overlap this matrix, in square blocks that fit the cache.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func copyTransposed(_ source: UnsafeMatrix, conjugating: Bool) {
        let block = 16
        for top in stride(from: 0, to: rows, by: block) {
            for left in stride(from: 0, to: columns, by: block) {
                for i in top..<min(top + block, rows) {
                    for j in left..<min(left + block, columns) {
                        self[i, j] = conjugating ? source[j, i].conjugated : source[j, i]
                    }
                }
            }
        }
    }
}
