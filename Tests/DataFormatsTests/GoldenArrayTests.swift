import DataFormats
import Foundation
import Linalg
import Testing

/// Files that NumPy, safetensors and others made, and what is in them.
@Suite struct GoldenArrayTests {
    private static let arrays = ["npy", "npz", "safetensors", "idx", "idx.gz"]

    private static func tensors(_ name: String) throws(DataFormatError) -> [Tensor] {
        let path = GoldenData.path(name)
        if name.hasSuffix(".npy") { return [try NPY.read(path)] }
        if name.hasSuffix(".npz") { return try NPZ(path: path).tensors() }
        if name.hasSuffix(".safetensors") { return try Safetensors(path: path).tensors }
        return [try IDX.read(path)]
    }

    @Test func everyArrayIsRead() throws {
        var count = 0
        for (name, arrays) in try GoldenData.manifest().files where !name.contains("csv") {
            let tensors = try Self.tensors(name)
            #expect(tensors.count == arrays.count)
            for recorded in arrays {
                let tensor = try #require(tensors.first { $0.name == recorded.name }, "\(name): \(recorded.name)")
                #expect(tensor.elementType == recorded.type, "\(name): \(recorded.name)")
                #expect(tensor.shape == recorded.shape, "\(name): \(recorded.name)")
                let expected = recorded.numbers
                #expect(tensor.count == expected.count)
                #expect(same(tensor.vector(of: Double.self), expected), "\(name): \(recorded.name)")
                // As Float each number is rounded once; of wide integers the text is the exact number.
                let narrow = recorded.values.split(separator: " ").map { Double(Float($0) ?? 0) }
                let rounded = tensor.vector(of: Float.self).map { Double($0) }
                if recorded.type != .float64 {
                    #expect(same(rounded, narrow), "\(name): \(recorded.name)")
                } else {
                    #expect(same(rounded, expected.map { Double(Float($0)) }), "\(name): \(recorded.name)")
                }
                count += 1
            }
        }
        #expect(count >= 100)
    }

    /// The same bytes as NumPy's, so that its own readers cannot mind.
    @Test(arguments: ["little_f8", "little_f4", "column_major", "no_axis", "one_axis", "little_b1"])
    func arraysAreWrittenAsNumPyDoes(_ name: String) throws {
        let folder = try TemporaryFolder()
        try NPY.write(NPY.read(GoldenData.path(name + ".npy")), to: folder.file("copy.npy"))
        #expect(try folder.bytes("copy.npy") == GoldenData.bytes(name + ".npy"))
    }

    @Test func bigEndianArraysAreWrittenInTheOrderOfThisMachine() throws {
        let folder = try TemporaryFolder()
        try NPY.write(NPY.read(GoldenData.path("big_f8.npy")), to: folder.file("copy.npy"))
        let original = try NPY.read(GoldenData.path("big_f8.npy"))
        let copy = try NPY.read(folder.file("copy.npy"))
        #expect(same(copy.vector(of: Double.self), original.vector(of: Double.self)))
        #expect(copy.withUnsafeElements(of: Double.self) { $0.count } == 12)
    }

    @Test(arguments: ["every_type", "small"])
    func safetensorsAreWrittenAsTheReferenceDoes(_ name: String) throws {
        let folder = try TemporaryFolder()
        let file = try Safetensors(path: GoldenData.path(name + ".safetensors"))
        #expect(file.metadata == (name == "small" ? ["note": "a \"quoted\" é"] : ["format": "np"]))
        try Safetensors.write(file.tensors.reversed(), metadata: file.metadata, to: folder.file("copy.safetensors"))
        let copy = try Safetensors(path: folder.file("copy.safetensors"))
        #expect(copy.metadata == file.metadata)
        #expect(Set(copy.names) == Set(file.names))
        for tensor in file.tensors {
            let other = try copy[tensor.name]
            #expect(other.shape == tensor.shape && other.elementType == tensor.elementType)
            #expect(same(other.vector(of: Double.self), tensor.vector(of: Double.self)))
        }
        #expect(try folder.bytes("copy.safetensors") == GoldenData.bytes(name + ".safetensors"))
    }

    @Test func archivesSurviveTheRoundTrip() throws {
        let folder = try TemporaryFolder()
        let original = try NPZ(path: GoldenData.path("every_type.npz"))
        for compression in [NPZ.Compression.none, .deflate] {
            let path = folder.file("copy.npz")
            try NPZ.write(original.tensors(), to: path, compression: compression)
            let copy = try NPZ(path: path)
            #expect(copy.names == original.names)
            for name in original.names {
                let (a, b) = (try original[name], try copy[name])
                #expect(a.shape == b.shape && a.elementType == b.elementType && a.isColumnMajor == b.isColumnMajor)
                #expect(same(a.vector(of: Double.self), b.vector(of: Double.self)), "\(name)")
                // Stored arrays can be used where they lie.
                if b.elementType == .float64 && !b.isColumnMajor {
                    #expect(b.withUnsafeElements(of: Double.self) { $0.count } == b.count)
                }
            }
            // Equal contents make equal files.
            try NPZ.write(original.tensors(), to: folder.file("again.npz"), compression: compression)
            #expect(try folder.bytes("again.npz") == folder.bytes("copy.npz"))
        }
        #expect(try original["little_f8.npy"].name == "little_f8")
        expectError(.notFound, "every_type.npz", "\"w9\"", "and ") { () throws(DataFormatError) in try original["w9"] }
    }

    @Test func rowsAreAppendedToAnArray() throws {
        let folder = try TemporaryFolder()
        var writer = try NPYWriter<Float>(path: folder.file("rows.npy"), columns: 3)
        for i in 0..<5 {
            try writer.append(Matrix(rows: i, columns: 3) { row, column in Float(i * 100 + row * 10 + column) })
        }
        let wide = Matrix<Float>(rows: 2, columns: 5) { Float($0 * 5 + $1) }
        try writer.append(wide[0..<2, 1..<4])
        #expect(writer.rows == 12)
        #expect(try folder.names().count == 1)
        try writer.commit()
        let tensor = try NPY.read(folder.file("rows.npy"))
        #expect(tensor.shape == [12, 3])
        #expect(tensor.matrix(of: Float.self).rowArrays[9] == [430, 431, 432])
        #expect(tensor.matrix(of: Float.self).rowArrays[10...] == [[1, 2, 3], [6, 7, 8]])
        // The same file as one written at once.
        try NPY.write(tensor, to: folder.file("once.npy"))
        #expect(try folder.bytes("once.npy") == folder.bytes("rows.npy"))
    }
}
