// OpenBLAS 0.3.21's complex *gemv* and *hemv* read up to four entries past the end of a vector, which LAPACK's routines may
// hand it as a row of a matrix. What they read is not used, but it must be there: complex operands of LAPACK are followed
// by a margin of zeros.

extension Vector {
    /// Makes this a vector of so many elements, which are undefined: in the same memory if no other value shares it.
    mutating func reserve(_ count: Int) {
        if self.count == count && isContiguous {
            makeUnique(discardingElements: true)
        } else {
            self = Vector(uninitializedCount: count)
        }
    }
}

extension Vector {
    /// Makes this a copy without gaps: in the same memory if no other value shares it.
    mutating func become(copyOf source: Vector) {
        reserve(source.count)
        unsafeView.asColumn.copyElements(of: source.unsafeView.asColumn)
        extendLifetime(source)
    }
}

extension Matrix {
    /// Makes this a contiguous matrix of a shape, whose elements are undefined: in the same memory if no other value shares it.
    mutating func reserve(_ rows: Int, _ columns: Int) {
        if (self.rows, self.columns, rowStride) == (rows, columns, columns) {
            makeUnique(discardingElements: true)
        } else {
            self = Matrix(uninitializedRows: rows, columns: columns)
        }
    }

    /// Contiguous memory for a LAPACK routine to write, of which only the margin is filled.
    static func workingMemory(_ rows: Int, _ columns: Int) -> Matrix {
        let whole = workingCount(rows, columns), count = rows * columns
        let storage = AlignedStorage<Element>(uninitializedCount: whole)
        (storage.base + count).initialize(repeating: 0, count: whole - count)
        return Matrix(storage: storage, offset: 0, rows: rows, columns: columns, rowStride: columns)
    }

    /// Makes this such memory of a given shape: the same if it is that and no other value shares it.
    mutating func reserveWorkingMemory(_ rows: Int, _ columns: Int) {
        let fits =
            (self.rows, self.columns, rowStride) == (rows, columns, columns)
            && storage.count - offset >= Self.workingCount(rows, columns)
        if !fits || !isKnownUniquelyReferenced(&storage) || !storage.isWritable {
            self = .workingMemory(rows, columns)
        }
    }

    /// How many elements such memory has.
    static func workingCount(_ rows: Int, _ columns: Int) -> Int {
        let count = checkedCount(rows: rows, columns: columns)
        return Element.self == Element.RealType.self || count == 0 ? count : count + 4 * columns + 16
    }

    /// Contiguous zeros for a LAPACK routine to work in.
    static func workingZeros(_ rows: Int, _ columns: Int) -> Matrix {
        let result = workingMemory(rows, columns)
        result.unsafeView.base.initialize(repeating: 0, count: rows * columns)
        return result
    }

    /// The same elements without gaps, for a LAPACK routine to work on.
    func workingCopy() -> Matrix {
        let copy = Matrix.workingMemory(rows, columns)
        copy.unsafeView.copyElements(of: unsafeView)
        extendLifetime(self)
        return copy
    }
}
