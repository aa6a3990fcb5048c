import DataFormats

/// A parser, fed with whatever bytes: it must end, with data or with an error, and touch no memory but its own.
///
/// What is wrong shows as a trap, as a report of the address sanitizer, or as too much time or memory.
enum Target: String, CaseIterable {
    case csv, idx, npy, npz, safetensors

    /// The most memory that a compressed array or a table may ask for.
    static let maximumBytes = 1 << 22

    func run(_ bytes: UnsafeRawBufferPointer) {
        do throws(DataFormatError) {
            switch self {
            case .csv: try Table(bytes).read()
            case .idx: touch(try IDX.read(ByteRegion(copying: bytes), name: "x", maximumBytes: Target.maximumBytes))
            case .npy: touch(try NPY.read(ByteRegion(copying: bytes), name: "x"))
            case .npz: try Target.readArchive(ByteRegion(copying: bytes))
            case .safetensors:
                let region = ByteRegion(copying: bytes)
                for tensor in try Safetensors(region, name: "x", allowsHoles: true).tensors { touch(tensor) }
                _ = try Safetensors(region, name: "x")
            }
        } catch {
            check(error)
        }
    }

    private static func readArchive(_ region: ByteRegion) throws(DataFormatError) {
        let archive = try NPZ(region, name: "x", maximumBytes: maximumBytes)
        for name in archive.names {
            // One damaged member hides no other.
            do throws(DataFormatError) {
                touch(try archive[name])
            } catch {
                check(error)
            }
        }
    }
}

/// Ends the run unless `condition` holds, and says why, also in a release build.
func check(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}

/// A message is one line, whatever the file put into it.
func check(_ error: DataFormatError) {
    check(!error.description.utf8.contains(UInt8(ascii: "\n")), "a message of several lines: \(error)")
}
