#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

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

    typealias SGEMMStack =
        @convention(c) (
            Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>?, Int32, Int32, UnsafePointer<Float>?,
            Int32, Int32, Float, UnsafeMutablePointer<Float>?, Int32, Int32, Int32
        ) -> Void
    typealias DGEMMStack =
        @convention(c) (
            Int32, Int32, Int32, Int32, Int32, Int32, Double, UnsafePointer<Double>?, Int32, Int32,
            UnsafePointer<Double>?,
            Int32, Int32, Double, UnsafeMutablePointer<Double>?, Int32, Int32, Int32
        ) -> Void

    let sgemm: SGEMM
    let dgemm: DGEMM
    let sgemmStack: SGEMMStack
    let dgemmStack: DGEMMStack
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
        sgemmStack = try library.function("cblas_sgemm_batch_strided")
        dgemmStack = try library.function("cblas_dgemm_batch_strided")
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
