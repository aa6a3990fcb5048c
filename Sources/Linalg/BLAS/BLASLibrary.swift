internal import CBLAS

/// The BLAS library that this program runs on, and the threads that it may use.
public enum BLASLibrary {
    /// How many threads one large product may use; at first the number of processors.
    ///
    /// One setting for the whole process, as in OpenBLAS. Results can differ in the last bits from one count to
    /// another. The environment variable `OPENBLAS_NUM_THREADS` sets it before the program starts.
    ///
    /// - Precondition: a new value is at least 1.
    public static var threadCount: Int {
        get { Int(openblas_get_num_threads()) }
        set {
            require(newValue >= 1, "BLASLibrary.threadCount = \(newValue): at least 1 thread is needed")
            openblas_set_num_threads(blasInt(newValue))
        }
    }

    /// Name, version and build options, such as `OpenBLAS 0.3.21 DYNAMIC_ARCH NO_AFFINITY Zen MAX_THREADS=64`.
    public static var configuration: String { String(cString: openblas_get_config()) }

    /// The kernels chosen for this processor, such as `Haswell`, `SkylakeX` or `Zen`.
    public static var coreName: String { String(cString: openblas_get_corename()) }
}
