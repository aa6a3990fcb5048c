#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import DataFormats

@main struct Fuzz {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1, let target = Target(rawValue: arguments[1]) else {
            print("usage: fuzz \(Target.allCases.map(\.rawValue).joined(separator: "|")) FILE...")
            exit(64)
        }
        try run(target)
    }
}

#if FUZZING

extension Fuzz {
    /// Hands over to libFuzzer, which takes the other arguments as its own.
    private static func run(_ target: Target) throws {
        chosen = target
        var count = CommandLine.argc - 1
        // The target goes; the name of the program stays in front.
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
        arguments?.pointee = CommandLine.unsafeArgv[0]
        exit(
            runDriver(&count, &arguments) { start, count in
                chosen.run(UnsafeRawBufferPointer(start: start, count: count))
                return 0
            })
    }
}

// Set once, before libFuzzer starts.
nonisolated(unsafe) private var chosen = Target.csv

/// libFuzzer as a function, which leaves `main` to us.
///
/// - Source: LLVM, libFuzzer, *Using libFuzzer as a library*.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

#else

extension Fuzz {
    /// Without libFuzzer: reads the files that are named, one after another.
    private static func run(_ target: Target) throws {
        for path in CommandLine.arguments.dropFirst(2) {
            try MappedFile(path: path).withUnsafeBytes { target.run($0) }
            print("\(path): read")
        }
    }
}

#endif
