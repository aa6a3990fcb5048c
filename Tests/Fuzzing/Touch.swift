import DataFormats
import Linalg

/// Reads an array in every way there is: opening one reads no element.
func touch(_ tensor: Tensor) {
    check(tensor.byteCount == tensor.count * tensor.elementType.byteCount, "bytes and elements disagree")
    // Arrays without elements may still have many rows, which nobody asks for here.
    guard tensor.count < 1 << 20, tensor.rows < 1 << 16, tensor.columns < 1 << 16 else { return }
    let matrix = tensor.matrix(of: Float.self)
    check(matrix.rows == tensor.rows && matrix.columns == tensor.columns, "a matrix of another shape")
    let integers = tensor.integers()
    check(integers.map { $0.count == tensor.count } ?? true, "as many integers as elements")
    touchRows(tensor, matrix)
    _ = tensor.withUnsafeElements(of: Float.self) { $0.reduce(0, +) }
    _ = tensor.withUnsafeElements(of: UInt8.self) { $0.reduce(0, &+) }
}

/// Some rows, last ones first and one of them twice, are those of the whole.
private func touchRows(_ tensor: Tensor, _ whole: Matrix<Float>) {
    let rows = tensor.rows
    guard rows > 0 else { return }
    let indices = [rows - 1, 0, rows / 2, rows - 1]
    var batch = Matrix<Float>.zeros(indices.count, tensor.columns)
    tensor.gatherRows(indices, into: &batch)
    for (i, row) in indices.enumerated() {
        for column in 0..<tensor.columns {
            check(
                batch[i, column].bitPattern == whole[row, column].bitPattern, "a gathered row that is not the row")
        }
    }
}
