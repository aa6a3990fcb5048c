/// libxsmm's products n×n×n, which it compiles for one size each: looked up once (*prepared*), and looked up for each product.
struct LIBXSMM {
    let version: String
    let prepared: Products
    let bySize: Products
    /// Products one behind the other in memory, by a kernel looked up once.
    let floatStack: SGEMMStack
    let doubleStack: DGEMMStack

    typealias SGEMM =
        @convention(c) (
            Int, Int32, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>
        ) -> Void
    typealias DGEMM =
        @convention(c) (
            Int, Int32, UnsafePointer<Double>, UnsafePointer<Double>, UnsafeMutablePointer<Double>
        ) -> Void

    typealias SGEMMStack =
        @convention(c) (
            Int, Int32, Int32, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>
        ) -> Void
    typealias DGEMMStack =
        @convention(c) (
            Int, Int32, Int32, UnsafePointer<Double>, UnsafePointer<Double>, UnsafeMutablePointer<Double>
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
        floatStack = try library.function("peer_sgemm_stack")
        doubleStack = try library.function("peer_dgemm_stack")
    }
}
