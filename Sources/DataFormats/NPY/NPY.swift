public import Linalg

/// Array files of NumPy (`.npy`), format 1.0 to 3.0.
///
/// ```swift
/// let x = try NPY.read("x.npy").matrix(of: Float.self)
/// try NPY.write(x, to: "copy.npy")
/// ```
///
/// Numbers of 1 to 8 bytes in either byte order, in row-major or column-major order, with any number of axes. A file is
/// mapped, not read: ``Tensor/gatherRows(_:into:)`` touches only the rows that it is asked for.
public enum NPY {
    /// The most axes that an array may have, as in NumPy.
    static let maximumAxes = 64

    /// Opens an array.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be read, is no array of NumPy, is longer or shorter than its
    ///   header says, or has elements that are not real numbers.
    /// - Complexity: O(1); the elements are read when they are asked for.
    public static func read(_ path: String) throws(DataFormatError) -> Tensor {
        try read(MappedFile(path: path).region, name: path)
    }

    /// As ``read(_:)``, of bytes in memory; `name` stands for the file in messages.
    package static func read(_ region: ByteRegion, name file: String) throws(DataFormatError) -> Tensor {
        let header = try region.withUnsafeBytes { (bytes) throws(DataFormatError) in try NPYHeader(bytes, file: file) }
        let available = region.count - header.dataOffset
        let count = try header.byteCount(available: available, file: file)
        guard count == available else {
            throw DataFormatError(
                .malformed, file, .offset(header.dataOffset + count), expected: "the end of the file",
                found: "\(available - count) bytes more than an array of shape \(header.shape) has",
                advice: "save one array a file, or several with numpy.savez")
        }
        return Tensor(
            name: "", shape: header.shape, elementType: header.elementType, isColumnMajor: header.isColumnMajor,
            byteOrder: header.byteOrder, region: region[header.dataOffset..<header.dataOffset + count])
    }

    /// Writes an array; the file appears under its name when it is complete.
    ///
    /// - Precondition: the elements are not of type `bfloat16`, which NumPy does not have.
    /// - Throws: ``DataFormatError`` if the file cannot be written.
    public static func write(_ tensor: Tensor, to path: String) throws(DataFormatError) {
        var file = try AtomicFile(path: path)
        try file.write(header(of: tensor))
        try file.write(elementsOf: tensor)
        try file.commit()
    }

    /// Writes the elements of a matrix, of shape rows × columns.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be written.
    public static func write<Element: RealScalar>(
        _ matrix: Matrix<Element>, to path: String
    ) throws(DataFormatError) {
        try write(Tensor(matrix), to: path)
    }

    /// Writes the elements of a vector.
    ///
    /// - Throws: ``DataFormatError`` if the file cannot be written.
    public static func write<Element: RealScalar>(
        _ vector: Vector<Element>, to path: String
    ) throws(DataFormatError) {
        try write(Tensor(vector), to: path)
    }

    static func header(of tensor: Tensor) -> [UInt8] {
        require(tensor.elementType != .bfloat16, "NumPy has no bfloat16: store the numbers as float32")
        return NPYHeader.encode(tensor.elementType, tensor.shape, isColumnMajor: tensor.isColumnMajor)
    }
}
