public import Linalg

/// Writes an array file of NumPy row by row, without knowing how many rows there are going to be.
///
/// With it, a table of text that exceeds memory becomes a file whose rows can be read in any order:
///
/// ```swift
/// var writer = try NPYWriter<Float>(path: "features.npy", columns: schema.featureCount)
/// while case let rows = try reader.read(features: &batch), rows > 0 {
///     try writer.append(batch[0..<rows, ...])
/// }
/// try writer.commit()
/// ```
public struct NPYWriter<Element: RealScalar & TensorElement>: ~Copyable {
    private var file: AtomicFile
    /// The number of columns.
    public let columns: Int
    /// The number of rows written so far.
    public private(set) var rows = 0

    /// Begins a file, which appears under its name with ``commit()``.
    ///
    /// - Precondition: `columns` is not negative.
    /// - Throws: ``DataFormatError`` if the file cannot be made.
    public init(path: String, columns: Int) throws(DataFormatError) {
        require(columns >= 0, "\(columns) columns")
        var file = try AtomicFile(path: path)
        try file.write(NPYHeader.encode(Element.elementType, [0, columns], isColumnMajor: false))
        self.columns = columns
        self.file = file
    }

    /// Appends the rows of a matrix.
    ///
    /// - Precondition: it has ``columns`` columns.
    /// - Throws: ``DataFormatError`` if they cannot be written.
    public mutating func append(_ matrix: Matrix<Element>) throws(DataFormatError) {
        require(matrix.columns == columns, "rows of \(matrix.columns) elements in a file of \(columns) columns")
        try matrix.withSpan { (elements) throws(DataFormatError) in try file.write(elements.bytes) }
        rows += matrix.rows
    }

    /// Completes the file and gives it its name.
    ///
    /// - Throws: ``DataFormatError`` if it cannot be written; there is then no such file, or the old one.
    public consuming func commit() throws(DataFormatError) {
        let header = NPYHeader.encode(Element.elementType, [rows, columns], isColumnMajor: false)
        try file.overwrite(header, at: 0)
        try file.commit()
    }
}
