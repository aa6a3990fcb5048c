import DataFormats
import Foundation
import Linalg
import Testing

/// Each kind of bad array file is an error that says where and what, and costs next to nothing.
@Suite struct ArrayErrorTests {
    private func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    // MARK: npy

    private func npy(_ header: String, version: [UInt8] = [1, 0], data: Int = 0) -> ByteRegion {
        let length = version[0] == 1 ? bytes(UInt16(header.utf8.count)) : bytes(UInt32(header.utf8.count))
        return ByteRegion(
            copying: [0x93] + Array("NUMPY".utf8) + version + length + Array(header.utf8)
                + [UInt8](repeating: 0, count: data))
    }

    private func readNPY(_ region: ByteRegion) -> () throws(DataFormatError) -> Tensor {
        { () throws(DataFormatError) in try NPY.read(region, name: "a.npy") }
    }

    private func header(_ descr: String = "'<f8'", _ shape: String = "(2, 3)", order: String = "False") -> String {
        "{'descr': \(descr), 'fortran_order': \(order), 'shape': \(shape), }\n"
    }

    @Test func npyHeaders() throws {
        #expect(try NPY.read(npy(header(), data: 48), name: "a.npy").shape == [2, 3])
        // Spelled differently, but clear.
        for text in [
            "{\"shape\":(2,3L),\"fortran_order\":False,\"descr\":\"=f8\"}",
            "  { 'descr':'f8','fortran_order':False,'shape':(2,3) } ",
        ] {
            #expect(try NPY.read(npy(text, data: 48), name: "a.npy").shape == [2, 3])
        }
        #expect(try NPY.read(npy(header("'<f8'", "(6)"), data: 48), name: "a.npy").shape == [6])
        expectError(
            .malformed, "a.npy, offset 0", "NUMPY", "50 4b", in: readNPY(ByteRegion(copying: Array("PK12345678".utf8))))
        expectError(.truncated, "empty file", in: readNPY(ByteRegion(copying: [])))
        expectError(.unsupported, "4.0", in: readNPY(npy(header(), version: [4, 0])))
        expectError(.unsupported, "offset 6", in: readNPY(npy(header(), version: [1, 1])))
        expectError(
            .truncated, "header of 65535",
            in: readNPY(ByteRegion(copying: [0x93] + Array("NUMPY".utf8) + [1, 0, 255, 255, 0x7B])))
        expectError(
            .tooLarge, "4294967295",
            in: readNPY(ByteRegion(copying: [0x93] + Array("NUMPY".utf8) + [2, 0, 255, 255, 255, 255])))
        for text in [
            "", "{", "{}", "[]", "{'descr': '<f8'}",
            "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}",
            header() + "x", header("'<f8"), header("<f8"), header("'<f\\x38'"), header("'<f8'", "(2 3)"),
            header("'<f8'", "[2, 3]"),
            header("'<f8'", "(2, -3)"), header("'<f8'", "(2, 3"), header("'<f8'", "(,)"), header("'<f8'", "2"),
            header("'<f8'", order: "0"), header("'<f8'", order: "false"), "{'x': 1}", "{'descr' '<f8'}",
        ] {
            expectError(.malformed, "a.npy, offset", "numpy.save", in: readNPY(npy(text, data: 48)))
        }
    }

    @Test(arguments: [
        "'<c16'", "'|O'", "'<U5'", "'|S3'", "'<M8[ns]'", "'<f16'", "'<i3'", "''", "'<'", "'|V8'", "[('x', '<f8')]",
    ])
    func npyTypesThatAreNotRead(_ descr: String) {
        expectError(.unsupported, "a.npy", in: readNPY(npy(header(descr), data: 48)))
    }

    @Test func npyShapesThatClaimTooMuch() {
        expectError(.truncated, "48 bytes", "found 47", in: readNPY(npy(header(), data: 47)))
        expectError(.malformed, "1 bytes more", in: readNPY(npy(header(), data: 49)))
        expectError(.truncated, "8000000000000", in: readNPY(npy(header("'<f8'", "(1000000000000,)"), data: 48)))
        for shape in [
            "(9223372036854775807, 2)", "(4611686018427387904, 4)", "(3037000500, 3037000500)",
            "(9223372036854775807,)",
            "(1152921504606846976,)",
        ] {
            expectError(.tooLarge, "a.npy", in: readNPY(npy(header("'<f8'", shape), data: 48)))
        }
        expectError(.tooLarge, in: readNPY(npy(header("'<f8'", "(99999999999999999999,)"), data: 48)))
        // Nothing in the file vouches for the rows of an empty array.
        expectError(.tooLarge, in: readNPY(npy(header("'<f8'", "(9223372036854775807, 0)"))))
        expectError(.tooLarge, in: readNPY(npy(header("'<f8'", "(0, 4611686018427387904, 4)"))))
        expectError(
            .unsupported, "64 axes",
            in: readNPY(npy(header("'<f8'", "(" + String(repeating: "1, ", count: 65) + ")"), data: 8)))
    }

    @Test func npyCutAnywhere() throws {
        let whole = try GoldenData.bytes("little_f8.npy")
        for count in 0..<whole.count {
            do throws(DataFormatError) {
                _ = try NPY.read(ByteRegion(copying: whole[..<count]), name: "a.npy")
                Issue.record("\(count) bytes were enough")
            } catch {
                #expect(error.kind == .truncated, "\(count): \(error)")
            }
        }
    }

    // MARK: npz

    @Test func npzCutAnywhere() throws {
        for name in ["descriptors.npz", "large_extensions.npz"] {
            let whole = try GoldenData.bytes(name)
            for count in 0..<whole.count {
                do throws(DataFormatError) {
                    _ = try NPZ(ByteRegion(copying: whole[..<count]), name: "a.npz").tensors()
                    Issue.record("\(count) bytes were enough")
                } catch {
                    #expect([.malformed, .truncated].contains(error.kind), "\(count): \(error)")
                }
            }
        }
    }

    /// Every single damaged byte is found, except where the format does not look.
    @Test func damageIsFound() throws {
        for name in ["descriptors.npz", "large_extensions.npz"] {
            let whole = try GoldenData.bytes(name)
            let intact = try NPZ(ByteRegion(copying: whole), name: "a.npz").tensors().map { $0.vector(of: Double.self) }
            var found = 0
            for i in whole.indices {
                var damaged = whole
                damaged[i] ^= 0x10
                do throws(DataFormatError) {
                    let tensors = try NPZ(ByteRegion(copying: damaged), name: "a.npz").tensors()
                    // Dates, versions and the like; a name may lose its ".npy". What is read is right.
                    for tensor in tensors {
                        let values = tensor.vector(of: Double.self)
                        #expect(intact.contains { same($0, values) }, "\(name), byte \(i)")
                    }
                } catch {
                    found += 1
                }
            }
            #expect(found > whole.count / 2)
        }
    }

    @Test func npzFilesThatAreNone() throws {
        func open(_ bytes: [UInt8]) -> () throws(DataFormatError) -> NPZ {
            { () throws(DataFormatError) in try NPZ(ByteRegion(copying: bytes), name: "a.npz") }
        }
        expectError(.truncated, "a.npz", "empty file", in: open([]))
        expectError(.malformed, "directory", in: open(Array("hello, this is no archive at all".utf8)))
        expectError(.truncated, "directory", in: open([0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 40)))
        // An empty archive is one.
        let end: [UInt8] = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
        #expect(try NPZ(ByteRegion(copying: end), name: "a.npz").names.isEmpty)
        expectError(.malformed, in: open(Array(end[..<8]) + [9, 0, 9, 0] + Array(end[12...])))
    }

    /// Replaces the directory's numbers for the only member.
    private func archive(
        size: UInt32? = nil, compressed: UInt32? = nil, method: UInt16? = nil, flags: UInt16? = nil,
        offset: UInt32? = nil,
        checksum: UInt32? = nil, deflated: Bool = true
    ) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        try NPZ.write(
            [Tensor(name: "x", Vector<Double>.zeros(1000))], to: folder.file("x.npz"),
            compression: deflated ? .deflate : .none)
        var whole = try folder.bytes("x.npz")
        let start = try #require(whole.indices.last { whole[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
        func put<Value: FixedWidthInteger>(_ value: Value?, _ place: Int) {
            guard let value else { return }
            whole.replaceSubrange(start + place..<start + place + MemoryLayout<Value>.size, with: bytes(value))
        }
        put(flags, 8)
        put(method, 10)
        put(checksum, 16)
        put(compressed, 20)
        put(size, 24)
        put(offset, 42)
        return whole
    }

    @Test func membersThatLie() throws {
        func read(_ bytes: [UInt8], maximumBytes: Int = NPZ.usualMaximumBytes) -> () throws(DataFormatError) -> Tensor {
            { () throws(DataFormatError) in
                try NPZ(ByteRegion(copying: bytes), name: "a.npz", maximumBytes: maximumBytes)["x"]
            }
        }
        #expect(try read(archive())().count == 1000)
        #expect(try read(archive(), maximumBytes: 8128)().count == 1000)
        expectError(.tooLarge, "a.npz/x.npy", "8128", "allow more memory", in: read(try archive(), maximumBytes: 8127))
        expectError(.malformed, "found more", in: read(try archive(size: 8127)))
        expectError(.malformed, "8128", in: read(try archive(size: 8129)))
        // A bomb: more than deflate can possibly hold.
        expectError(.truncated, "compressed bytes", in: read(try archive(size: 0x7FFF_FFFF)))
        expectError(.checksum, "a.npz/x.npy", "checksum 0", in: read(try archive(checksum: 0)))
        expectError(.checksum, in: read(try archive(checksum: 0, deflated: false)))
        expectError(.truncated, "only", in: read(try archive(compressed: 30)))
        expectError(.malformed, in: read(try archive(compressed: 0x7FFF_FFFF)))
        expectError(.malformed, in: read(try archive(offset: 1)))
        expectError(.malformed, in: read(try archive(offset: 0x7FFF_FFFF)))
        expectError(.malformed, in: read(try archive(method: 0)))
        expectError(.unsupported, "method 12", in: read(try archive(method: 12)))
        expectError(.unsupported, "encrypted", in: read(try archive(flags: 1)))
        var garbage = try archive()
        for i in 200..<220 { garbage[i] ^= 0xFF }
        do throws(DataFormatError) {
            _ = try read(garbage)()
            Issue.record("damage was not found")
        } catch {
            #expect([.malformed, .checksum, .truncated].contains(error.kind))
        }
    }

    @Test func overlappingMembersAreRefused() throws {
        // Two entries for one member, as in a bomb.
        let one = try archive()
        let start = try #require(one.indices.last { one[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
        let end = try #require(one.indices.last { one[$0...].starts(with: [0x50, 0x4B, 5, 6]) })
        let entry = Array(one[start..<end])
        var second = entry
        second[46] = UInt8(ascii: "y")
        var tail = Array(one[end...])
        tail.replaceSubrange(8..<12, with: [2, 0, 2, 0])
        tail.replaceSubrange(12..<16, with: bytes(UInt32(2 * entry.count)))
        expectError(.malformed, "across another") { () throws(DataFormatError) in
            try NPZ(ByteRegion(copying: one[..<start] + entry + second + tail), name: "a.npz")
        }
        expectError(.malformed, "twice") { () throws(DataFormatError) in
            try NPZ(ByteRegion(copying: one[..<start] + entry + entry + tail), name: "a.npz")
        }
    }

    // MARK: safetensors

    private func open(
        _ header: String, data: Int = 0, length: UInt64? = nil, allowsHoles: Bool = false
    ) -> () throws(DataFormatError) -> Safetensors {
        let region = ByteRegion(
            copying: bytes(length ?? UInt64(header.utf8.count)) + Array(header.utf8)
                + [UInt8](repeating: 1, count: data))
        return { () throws(DataFormatError) in try Safetensors(region, name: "a.safetensors", allowsHoles: allowsHoles)
        }
    }

    private func entry(_ name: String, _ type: String, _ shape: String, _ begin: Int, _ end: Int) -> String {
        "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(end)]}"
    }

    @Test func safetensorsHeaders() throws {
        #expect(try open("{}")().tensors.isEmpty)
        #expect(try open("{} \n\t ")().tensors.isEmpty)
        let spaced =
            "{ \"a\\u00e9\\uD83D\\uDE00\\n\" : { \"shape\" : [ 2 , 3 ], "
            + "\"data_offsets\" : [0, 24], \"dtype\":\"F32\" } }"
        #expect(try open(spaced, data: 24)().names == ["aé😀\n"])
        expectError(.malformed, "empty header", in: open("", length: 0))
        expectError(.truncated, "empty file") { () throws(DataFormatError) in
            try Safetensors(ByteRegion(copying: []), name: "a.safetensors")
        }
        expectError(.truncated, "offset 3") { () throws(DataFormatError) in
            try Safetensors(ByteRegion(copying: [1, 2, 3]), name: "a.safetensors")
        }
        expectError(.truncated, "header of 1000", in: open("{}", length: 1000))
        expectError(.tooLarge, "18446744073709551615", in: open("{}", length: .max))
        expectError(.tooLarge, in: open("{}", length: 100_000_001))
        for text in [
            "[]", " {}", "{", "{}x", "{\"a\"}", "{\"a\":1}", "{\"a\":{}}", "{\"a\":{\"dtype\":\"F32\"}}",
            "{\"a\":{\"x\":1}}",
            "{\"__metadata__\":{\"a\":1}}", "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}",
            "{\"__metadata__\":{},\"__metadata__\":{}}",
            "{" + entry("a", "F32", "[1]", 0, 4) + ",}", "{" + entry("a", "F32", "[1,]", 0, 4) + "}",
            "{" + entry("a", "F32", "[-1]", 0, 4) + "}", "{" + entry("a", "F32", "[1.0]", 0, 4) + "}",
            "{" + entry("a", "F32", "[01]", 0, 4) + "}", "{" + entry("a", "F32", "[99999999999999999999]", 0, 4) + "}",
            "{" + entry("a", "F32", "1", 0, 4) + "}", "{" + entry("a\u{1}", "F32", "[1]", 0, 4) + "}",
            "{" + entry("\\x", "F32", "[1]", 0, 4) + "}", "{" + entry("\\ud800", "F32", "[1]", 0, 4) + "}",
            "{" + entry("\\u12", "F32", "[1]", 0, 4) + "}", "{" + entry("\\u+123", "F32", "[1]", 0, 4) + "}",
            "{" + entry("a", "F32", "[1]", 0, 4) + "," + entry("a", "F32", "[1]", 4, 8) + "}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}",
            "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            String(repeating: "{\"a\":", count: 10_000),
        ] {
            expectError(.malformed, "a.safetensors, offset", in: open(text, data: 4))
        }
    }

    @Test func safetensorsContents() throws {
        #expect(try open("{" + entry("a", "F32", "[]", 0, 4) + "}", data: 4)()["a"].shape == [])
        expectError(.unsupported, "F8_E4M3", "\"a\"", in: open("{" + entry("a", "F8_E4M3", "[4]", 0, 4) + "}", data: 4))
        expectError(.malformed, "8 bytes", "[0, 4]", in: open("{" + entry("a", "F32", "[2]", 0, 4) + "}", data: 4))
        expectError(.malformed, in: open("{" + entry("a", "F32", "[1]", 4, 0) + "}", data: 4))
        expectError(.truncated, "found 3", in: open("{" + entry("a", "F32", "[1]", 0, 4) + "}", data: 3))
        expectError(.tooLarge, in: open("{" + entry("a", "F32", "[4611686018427387904,4]", 0, 0) + "}"))
        expectError(.tooLarge, in: open("{" + entry("a", "F32", "[9223372036854775807,0]", 0, 0) + "}"))
        expectError(.truncated, in: open("{" + entry("a", "U8", "[9223372036854775807]", 0, .max) + "}", data: 4))
        let pair = entry("a", "F32", "[1]", 0, 4) + ","
        expectError(.malformed, "overlap", in: open("{" + pair + entry("b", "F32", "[1]", 2, 6) + "}", data: 6))
        expectError(.malformed, "overlap", in: open("{" + pair + entry("b", "F32", "[1]", 0, 4) + "}", data: 4))
        let gap = "{" + pair + entry("b", "F32", "[1]", 6, 10) + "}"
        expectError(.malformed, "gaps", "\"b\" from 6 to 10", in: open(gap, data: 10))
        expectError(
            .malformed, "2 bytes that belong to no array", in: open("{" + entry("a", "F32", "[1]", 0, 4) + "}", data: 6)
        )
        #expect(try open(gap, data: 12, allowsHoles: true)().names == ["a", "b"])
        expectError(.notFound, "\"c\"", "\"a\", \"b\"") { () throws(DataFormatError) in
            try open(gap, data: 12, allowsHoles: true)()["c"]
        }
        // An array without elements lies anywhere, even at a border.
        let empty = "{" + pair + entry("e", "F64", "[0,3]", 4, 4) + "," + entry("b", "F32", "[1]", 4, 8) + "}"
        #expect(try open(empty, data: 8)()["e"].rows == 0)
    }

    @Test func safetensorsCutAnywhere() throws {
        let whole = try GoldenData.bytes("small.safetensors")
        for count in 0..<whole.count {
            expectError(.truncated) { () throws(DataFormatError) in
                try Safetensors(ByteRegion(copying: whole[..<count]), name: "a.safetensors")
            }
        }
    }

    // MARK: IDX

    @Test func idxFiles() throws {
        func read(_ bytes: [UInt8]) -> () throws(DataFormatError) -> Tensor {
            { () throws(DataFormatError) in try IDX.read(ByteRegion(copying: bytes), name: "a.idx") }
        }
        #expect(try read([0, 0, 8, 1, 0, 0, 0, 2, 7, 9])().integers() == [7, 9])
        #expect(try read([0, 0, 8, 0, 5])().shape == [])
        expectError(.truncated, "empty file", in: read([]))
        expectError(.malformed, "two zeros", "01 00", in: read([1, 0, 8, 1, 0, 0, 0, 2, 7, 9]))
        expectError(.malformed, "offset 2", "0a", in: read([0, 0, 10, 1, 0, 0, 0, 2, 7, 9]))
        expectError(.truncated, "2 bytes", "found 1", in: read([0, 0, 8, 1, 0, 0, 0, 2, 7]))
        expectError(.malformed, "1 bytes more", in: read([0, 0, 8, 1, 0, 0, 0, 2, 7, 9, 9]))
        expectError(.truncated, "4294967295", in: read([0, 0, 8, 1, 255, 255, 255, 255]))
        expectError(.tooLarge, in: read([0, 0, 8, 3] + [UInt8](repeating: 255, count: 12)))
        expectError(.truncated, in: read([0, 0, 8, 255, 0, 0]))
        let whole = try GoldenData.bytes("float32.idx")
        for count in 0..<whole.count { expectError(.truncated, in: read(Array(whole[..<count]))) }
    }

    @Test func compressedIDXFiles() throws {
        func read(_ bytes: [UInt8], maximumBytes: Int = 1 << 30) -> () throws(DataFormatError) -> Tensor {
            { () throws(DataFormatError) in
                try IDX.read(ByteRegion(copying: bytes), name: "a.idx.gz", maximumBytes: maximumBytes)
            }
        }
        let whole = try GoldenData.bytes("float64.idx.gz")
        #expect(try read(whole)().count == 12)
        for count in 2..<whole.count {
            do throws(DataFormatError) {
                _ = try read(Array(whole[..<count]))()
                Issue.record("\(count) bytes were enough")
            } catch {
                #expect(error.kind == .truncated, "\(count): \(error)")
            }
        }
        for i in whole.indices where i >= 10 {
            var damaged = whole
            damaged[i] ^= 4
            do throws(DataFormatError) {
                _ = try read(damaged)()
                Issue.record("damage of byte \(i) was not found")
            } catch {
                #expect([.malformed, .checksum, .truncated, .tooLarge].contains(error.kind), "\(i): \(error)")
            }
        }
        expectError(.tooLarge, "at most 95", "allow more memory", in: read(whole, maximumBytes: 95))
        #expect(try read(whole, maximumBytes: 96)().count == 12)
    }
}
