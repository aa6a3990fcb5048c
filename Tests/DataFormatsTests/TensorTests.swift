import DataFormats
import Foundation
import Linalg
import Testing

@Suite struct TensorTests {
    @Test func rowsAreCopiedAndGathered() {
        let tensor = Tensor(shape: [5, 2, 3], values: (0..<30).map { Int16($0) })
        #expect(tensor.rows == 5)
        #expect(tensor.columns == 6)
        #expect(tensor.count == 30)
        var target = Matrix<Float>(rows: 4, columns: 6, repeating: -1)
        tensor.copyRows(2..<4, into: &target)
        #expect(target.rowArrays[0] == [12, 13, 14, 15, 16, 17])
        #expect(target.rowArrays[1] == [18, 19, 20, 21, 22, 23])
        #expect(target.rowArrays[2] == [-1, -1, -1, -1, -1, -1])
        tensor.gatherRows([4, 0, 4], into: &target)
        #expect(target.rowArrays[0] == [24, 25, 26, 27, 28, 29])
        #expect(target.rowArrays[1] == [0, 1, 2, 3, 4, 5])
        #expect(target.rowArrays[2] == target.rowArrays[0])
        // Into a slice: what is around it stays.
        var room = Matrix<Double>(rows: 3, columns: 8, repeating: -1)
        tensor.copyRows(1..<3, into: &room[0..<3, 1..<7])
        #expect(
            room.rowArrays == [
                [-1, 6, 7, 8, 9, 10, 11, -1], [-1, 12, 13, 14, 15, 16, 17, -1], [Double](repeating: -1, count: 8),
            ])
        tensor.copyRows(5..<5, into: &target)
        tensor.gatherRows([], into: &target)
    }

    @Test(arguments: [(1, 1), (3, 5), (64, 3), (65, 4), (130, 2)])
    func columnMajorFilesHaveTheSameRows(_ rows: Int, _ columns: Int) throws {
        // As NumPy writes it: the same bytes, another flag.
        let folder = try TemporaryFolder()
        let values = (0..<rows * columns).map { Float($0) }
        let path = folder.file("f.npy")
        try NPY.write(Tensor(shape: [rows, columns], values: values), to: path)
        let bytes = try folder.bytes("f.npy")
        let header = String(decoding: bytes, as: Unicode.ASCII.self)
        let flag = try #require(header.range(of: "False"))
        let start = header.distance(from: header.startIndex, to: flag.lowerBound)
        let fortran = bytes[..<start] + Array("True ".utf8) + bytes[(start + 5)...]
        let tensor = try NPY.read(ByteRegion(copying: fortran), name: "f.npy")
        #expect(tensor.isColumnMajor)
        #expect(tensor.matrix(of: Float.self) == Matrix(rows: rows, columns: columns, columnMajor: values))
        var target = Matrix<Double>.zeros(2, columns)
        tensor.gatherRows([rows - 1, 0], into: &target)
        #expect(target[0, 0] == Double(rows - 1))
        #expect(target[1, columns - 1] == Double(rows * (columns - 1)))
        // And it is written as such, or row by row.
        try NPY.write(tensor, to: folder.file("g.npy"))
        #expect(try NPY.read(folder.file("g.npy")).isColumnMajor)
        #expect(try NPY.read(folder.file("g.npy")).matrix(of: Float.self) == tensor.matrix(of: Float.self))
        var named = tensor
        named.name = "w"
        try Safetensors.write([named], to: folder.file("g.safetensors"))
        let back = try Safetensors(path: folder.file("g.safetensors"))["w"]
        #expect(!back.isColumnMajor)
        #expect(back.matrix(of: Float.self) == tensor.matrix(of: Float.self))
    }

    @Test func integersAreExact() throws {
        #expect(Tensor([Int64.min, .max, 0, 1 << 53 + 1]).integers() == [Int.min, Int.max, 0, 1 << 53 + 1])
        #expect(Tensor([UInt64(7), 1 << 62]).integers() == [7, 1 << 62])
        #expect(Tensor([UInt64.max]).integers() == nil)
        #expect(Tensor([UInt8(255), 0]).integers() == [255, 0])
        #expect(Tensor([3.0, -4]).integers() == [3, -4])
        #expect(Tensor([3.5]).integers() == nil)
        #expect(Tensor([Double.nan]).integers() == nil)
        #expect(Tensor(shape: [2], values: [true, false]).integers() == [1, 0])
        // From the big-endian file, not by way of a rounded number.
        let archive = try NPZ(path: GoldenData.path("every_type.npz"))
        #expect(try archive["big_i8"].integers()?.prefix(2) == [Int.min, Int.max])
        #expect(try archive["big_u8"].integers() == nil)
    }

    @Test func elementsAreSeenWhereTheyLie() throws {
        let matrix = Matrix<Double>([[1, 2], [3, 4]])
        let tensor = Tensor(matrix)
        #expect(tensor.withUnsafeElements(of: Double.self) { Array($0) } == [1, 2, 3, 4])
        #expect(tensor.withUnsafeElements(of: Float.self) { $0.count } == nil)
        #expect(Tensor(Matrix<Float>.zeros(0, 3)).withUnsafeElements(of: Float.self) { $0.count } == 0)
        let archive = try NPZ(path: GoldenData.path("every_type.npz"))
        #expect(try archive["big_f8"].withUnsafeElements(of: Double.self) { $0.count } == nil)
        #expect(try archive["column_major"].withUnsafeElements(of: Double.self) { $0.count } == nil)
        // A file of NumPy is aligned.
        let file = try NPY.read(GoldenData.path("little_f8.npy"))
        file.advise(.random)
        #expect(
            same(try #require(file.withUnsafeElements(of: Double.self) { Array($0) }), file.vector(of: Double.self)))
        // Nowhere aligned.
        let bytes = try GoldenData.bytes("little_f8.npy")
        let shifted = ByteRegion(copying: [0] + bytes)[1..<bytes.count + 1]
        let unaligned = try NPY.read(shifted, name: "u.npy")
        #expect(unaligned.withUnsafeElements(of: Double.self) { $0.count } == nil)
        #expect(same(unaligned.vector(of: Double.self), file.vector(of: Double.self)))
    }

    #if !(os(macOS) && arch(x86_64))
    @Test func halfPrecisionReadsEveryPattern() {
        let patterns = (0...UInt16.max).map { $0 }
        let bytes = patterns.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let header = Array("{\"h\":{\"dtype\":\"F16\",\"shape\":[65536],\"data_offsets\":[0,131072]}}      ".utf8)
        let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
        do throws(DataFormatError) {
            let file = try Safetensors(ByteRegion(copying: length + header + bytes), name: "h.safetensors")
            let values: Vector<Float> = try file["h"].vector()
            let wrong = patterns.filter { pattern in
                let expected = Float(Float16(bitPattern: pattern))
                let value = values[Int(pattern)]
                return value.bitPattern != expected.bitPattern && !(value.isNaN && expected.isNaN)
            }
            #expect(wrong.isEmpty)
        } catch {
            Issue.record(error)
        }
    }

    @Test func halfPrecisionIsRoundedToNearestEven() {
        var random = SeededGenerator(seed: 8)
        var values: [Double] = [
            65519.99, 65520, -65520, 65504, 0x1p-25, 0x1.8p-25, 0x1p-24, 0x1.000001p-25, 2049, 2051, 1e-300,
        ]
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            values.append(value)
            // In the range of the format, and half-way between two of its numbers.
            let half = Float16(bitPattern: UInt16(truncatingIfNeeded: random.next()))
            if half.isFinite { values.append((Double(half) + Double(half.nextUp)) / 2) }
            values.append(Double.random(in: -70000...70000, using: &random))
            values.append(Double.random(in: -1e-4...1e-4, using: &random))
        }
        let stored = Tensor(Vector(values), storedAs: .float16).vector(of: Double.self)
        let wrong = values.indices.filter { !same(stored[$0], Double(Float16(values[$0]))) }
        #expect(wrong.isEmpty, "\(wrong.prefix(5).map { values[$0] })")
    }
    #endif

    @Test func brainFloatsAreRoundedToNearestEven() {
        var random = SeededGenerator(seed: 9)
        var values: [Double] = [
            1, 1.00390625, 1.01171875, 1.0039062500001, 1.0039062499999, 0, -0.0, 1e39, 3.4e38, 1e-45, 1e-60,
        ]
        for _ in 0..<20_000 {
            let pattern = UInt32(truncatingIfNeeded: random.next())
            // Numbers of the format, half-way points, and those next to them.
            for bits in [pattern & 0xFFFF_0000, pattern & 0xFFFF_0000 | 0x8000] {
                let value = Double(Float(bitPattern: bits))
                values += [value, value.nextUp, value.nextDown]
            }
        }
        let stored = Tensor(Vector(values), storedAs: .bfloat16).vector(of: Double.self)
        let wrong = values.indices.filter { i in
            let value = values[i]
            if value.isNaN { return !stored[i].isNaN }
            if value.isInfinite { return stored[i] != value }
            // The neighbours of a bfloat16 in magnitude, and which of them is nearer, exactly in Double.
            let truncated = Float(value.magnitude)
            let below = Float(
                bitPattern: (truncated > Float.greatestFiniteMagnitude
                    ? Float.greatestFiniteMagnitude.bitPattern
                    : Double(truncated) > value.magnitude ? truncated.bitPattern - 1 : truncated.bitPattern)
                    & 0xFFFF_0000)
            let above = Float(bitPattern: below.bitPattern + 0x1_0000)
            // Beyond the largest number lies what would come next if the exponent went on.
            let next = above.isInfinite ? 0x1p128 : Double(above)
            let (down, up) = (value.magnitude - Double(below), next - value.magnitude)
            let isEven = below.bitPattern & 0x1_0000 == 0
            let expected = down < up || (down == up && isEven) ? below : above
            return stored[i] != (value.sign == .minus ? -Double(expected) : Double(expected))
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(5).map { values[$0] })")
    }

    @Test func slicesAndVectorsAreStored() throws {
        let matrix = Matrix<Float>(rows: 4, columns: 4) { Float($0 * 4 + $1) }
        let slice = Tensor(name: "s", matrix[1..<3, 1..<3])
        #expect(slice.matrix(of: Float.self) == [[5, 6], [9, 10]])
        #expect(slice.elementType == .float32)
        let wide = Tensor(name: "w", matrix, storedAs: .float64)
        #expect(wide.elementType == .float64)
        #expect(wide.matrix(of: Float.self) == matrix)
        #expect(Tensor(matrix[0..<4, 2..<3].elements).vector(of: Float.self) == [2, 6, 10, 14])
    }

    @Test func misuseTraps() async {
        await #expect(processExitsWith: .failure) { _ = Tensor(shape: [2, 2], values: [1.0, 2, 3]) }
        await #expect(processExitsWith: .failure) { _ = Tensor(Vector<Double>([1]), storedAs: .int8) }
        await #expect(processExitsWith: .failure) {
            var target = Matrix<Double>.zeros(2, 2)
            Tensor(shape: [2, 2], values: [1.0, 2, 3, 4]).copyRows(1..<3, into: &target)
        }
        await #expect(processExitsWith: .failure) {
            var target = Matrix<Double>.zeros(1, 2)
            Tensor(shape: [2, 2], values: [1.0, 2, 3, 4]).gatherRows([0, 1], into: &target)
        }
        await #expect(processExitsWith: .failure) {
            var target = Matrix<Double>.zeros(1, 2)
            Tensor(shape: [2, 2], values: [1.0, 2, 3, 4]).gatherRows([-1], into: &target)
        }
    }
}
