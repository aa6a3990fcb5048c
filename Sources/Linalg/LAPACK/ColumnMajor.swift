internal import ComplexModule
internal import RealModule

/// Hands a right-hand side to a routine that wants its columns one behind the other, and takes the solution back.
///
/// A single column without gaps is handed over as it is. Several are transposed into memory of their own and back: LAPACK
/// knows no other way, and the copies cost less than one substitution.
///
/// - Parameter conjugating: Whether the routine solves with the conjugate of the matrix, so that the right-hand side goes
///   in conjugated and the solution comes out so.
/// - Returns: What the routine returned.
func withColumns<Element: Scalar>(
    of b: UnsafeMatrix<Element>, conjugating: Bool,
    _ routine: (_ columns: UnsafeMutablePointer<Element>, _ leadingDimension: Int) -> Int
) -> Int {
    let conjugating = conjugating && Element.self != Element.RealType.self
    if b.columns == 1 && b.rowStride == 1 && !conjugating {
        return CallGate.pass { routine(b.base, max(b.rows, 1)) }
    }
    let memory = Vector<Element>(uninitializedCount: b.rows * b.columns)
    defer { extendLifetime(memory) }
    let columns = UnsafeMatrix(memory.unsafeView.base, rows: b.columns, columns: b.rows)
    columns.copyTransposed(b, conjugating: conjugating)
    let info = CallGate.pass { routine(columns.base, max(b.rows, 1)) }
    b.copyTransposed(columns, conjugating: conjugating)
    return info
}

extension UnsafeVector {
    /// The vector as a matrix of one column.
    var asColumn: UnsafeMatrix<Element> { UnsafeMatrix(base, rows: count, columns: 1, rowStride: stride) }
}
