internal import CBLAS

/// A size or stride as OpenBLAS takes it.
@inline(__always)
func blasInt(_ n: Int) -> Int32 {
    guard let narrow = Int32(exactly: n) else { trapOnWideSize(n) }
    return narrow
}

@inline(never)
private func trapOnWideSize(_ n: Int) -> Never {
    trap("a size or stride of \(n) exceeds the 32 bits (\(Int32.max)) of this BLAS")
}

/// Both numbers by reference, as the complex routines take them.
@inline(__always)
func withUnsafePointers<T>(_ alpha: T, _ beta: T, _ body: (UnsafePointer<T>, UnsafePointer<T>) -> Void) {
    withUnsafePointer(to: alpha) { alpha in withUnsafePointer(to: beta) { beta in body(alpha, beta) } }
}

extension Transpose {
    @inline(__always) var cblas: CBLAS_TRANSPOSE {
        switch self {
        case .none: CblasNoTrans
        case .transpose: CblasTrans
        case .conjugateTranspose: CblasConjTrans
        }
    }
}

extension Triangle {
    @inline(__always) var cblas: CBLAS_UPLO { self == .lower ? CblasLower : CblasUpper }
}

extension Diagonal {
    @inline(__always) var cblas: CBLAS_DIAG { self == .unit ? CblasUnit : CblasNonUnit }
}

extension Side {
    @inline(__always) var cblas: CBLAS_SIDE { self == .left ? CblasLeft : CblasRight }
}
