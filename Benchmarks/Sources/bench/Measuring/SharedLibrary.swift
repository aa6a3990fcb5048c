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

/// Intel's MKL as a BLAS beside OpenBLAS, from the file of its single dynamic library.
struct MKL {
    typealias SGEMM =
        @convention(c) (
            Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>?, Int32, UnsafePointer<Float>?, Int32,
            Float, UnsafeMutablePointer<Float>?, Int32
        ) -> Void
    typealias DGEMM =
        @convention(c) (
            Int32, Int32, Int32, Int32, Int32, Int32, Double, UnsafePointer<Double>?, Int32, UnsafePointer<Double>?,
            Int32, Double, UnsafeMutablePointer<Double>?, Int32
        ) -> Void

    let sgemm: SGEMM
    let dgemm: DGEMM
    let version: String
    private let setThreadCount: @convention(c) (Int32) -> Void

    init(_ path: String) throws {
        // Its idle threads would go on looking for work for a fifth of a second, on the processors of the next contender.
        setenv("KMP_BLOCKTIME", "20", 0)
        let library = try SharedLibrary(path)
        // As many threads as it is told, rather than as many as it deems right.
        let setDynamic: @convention(c) (Int32) -> Void = try library.function("MKL_Set_Dynamic")
        setDynamic(0)
        setThreadCount = try library.function("MKL_Set_Num_Threads")
        (sgemm, dgemm) = (try library.function("cblas_sgemm"), try library.function("cblas_dgemm"))
        let getVersion: @convention(c) (UnsafeMutablePointer<CChar>, Int32) -> Void =
            try library.function("MKL_Get_Version_String")
        // "Intel(R) oneAPI Math Kernel Library Version 2026.0-Product Build ...".
        version = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
            text.initialize(repeating: 0)
            getVersion(text.baseAddress!, Int32(text.count - 1))
            let words = String(cString: text.baseAddress!).split { $0 == " " || $0 == "-" }
            return words.drop { $0 != "Version" }.dropFirst().first.map(String.init) ?? "of an unknown version"
        }
    }

    /// How many threads its products use.
    func use(threads: Int) { setThreadCount(Int32(threads)) }
}

/// libxsmm's products n×n×n, which it compiles for one size each: looked up once (*prepared*), and looked up for each product.
struct LIBXSMM {
    let version: String
    let prepared: Products
    let bySize: Products

    typealias SGEMM =
        @convention(c) (
            Int, Int32, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>
        ) -> Void
    typealias DGEMM =
        @convention(c) (
            Int, Int32, UnsafePointer<Double>, UnsafePointer<Double>, UnsafeMutablePointer<Double>
        ) -> Void

    /// C = A·B of a size, so many times.
    struct Products {
        let float: SGEMM
        let double: DGEMM
    }

    init(_ path: String) throws {
        let library = try SharedLibrary(path)
        let getVersion: @convention(c) () -> UnsafePointer<CChar> = try library.function("peer_version")
        version = String(cString: getVersion())
        prepared = Products(
            float: try library.function("peer_sgemm_prepared"), double: try library.function("peer_dgemm_prepared"))
        bySize = Products(float: try library.function("peer_sgemm"), double: try library.function("peer_dgemm"))
    }
}
