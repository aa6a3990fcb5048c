#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A library that is loaded from its file when the benchmarks run, so that they build and run where it is not.
struct SharedLibrary {
    private let handle: UnsafeMutableRawPointer

    /// The library of a file, for as long as the program runs.
    init(_ path: String) throws {
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            throw Peer.Failure(description: dlerror().map { String(cString: $0) } ?? "\(path) cannot be loaded")
        }
        self.handle = handle
    }

    /// A function by its name, as a C function of the type that is asked for.
    func function<Function>(_ name: String, as type: Function.Type = Function.self) throws -> Function {
        guard let symbol = dlsym(handle, name) else { throw Peer.Failure(description: "there is no \(name) in it") }
        return unsafeBitCast(symbol, to: type)
    }
}
