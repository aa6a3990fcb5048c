// OpenBLAS 0.3.21's complex *gemv* and *hemv* read up to four entries past the end of a vector, which LAPACK's routines may
// hand it as a row of a matrix. What they read is not used, but it must be there: complex operands of LAPACK are followed
// by a margin of zeros.

extension Matrix {
    /// Contiguous memory for a LAPACK routine to write, of which only the margin is filled.
    static func workingMemory(_ rows: Int, _ columns: Int) -> Matrix {
        let count = checkedCount(rows: rows, columns: columns)
        let isReal = Element.self == Element.RealType.self
        let margin = isReal || count == 0 ? 0 : 4 * columns + 16
        let storage = AlignedStorage<Element>(uninitializedCount: count + margin)
        (storage.base + count).initialize(repeating: 0, count: margin)
        return Matrix(storage: storage, offset: 0, rows: rows, columns: columns, rowStride: columns)
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
