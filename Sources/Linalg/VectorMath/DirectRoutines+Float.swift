// The requirements are documented in the protocol.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CVectorMath

// What small operands need stands first, and what large ones need in functions of their own: registers that only these use are
// not saved for the others.
extension FloatRoutines {
    @inline(__always)
    public static func directDot(
        _ n: Int, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafePointer<Float>, _ sy: Int
    ) -> Float? {
        VectorPath.choose(n) == .direct && sx == 1 && sy == 1 ? vm_dot_f32(n, x, y) : dotu(n, x, sx, y, sy)
    }

    @inline(__always)
    public static func directAxpy(
        _ n: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafeMutablePointer<Float>, _ sy: Int
    ) -> Bool {
        if alpha == 0 { return true }
        guard VectorPath.choose(n) == .direct && sx == 1 && sy == 1 else {
            return largeAxpy(n, alpha, x, sx, y, sy)
        }
        vm_axpy_f32(n, alpha, x, y)
        return true
    }

    @inline(never)
    private static func largeAxpy(
        _ n: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafeMutablePointer<Float>, _ sy: Int
    ) -> Bool {
        axpy(n, alpha, x, sx, y, sy)
        return true
    }

    @inline(__always)
    public static func directGemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Float, _ a: UnsafePointer<Float>, _ lda: Int,
        _ x: UnsafePointer<Float>, _ sx: Int, _ beta: Float, _ y: UnsafeMutablePointer<Float>, _ sy: Int
    ) -> Bool {
        guard m > 0 && n > 0 && alpha != 0 && beta.isFinite else { return false }
        guard GEMVPath.choose(transA, m, n) == .direct && sx == 1 && sy == 1 else {
            return largeGemv(transA, m, n, alpha, a, lda, x, sx, beta, y, sy)
        }
        vm_gemv_f32(transA == .none ? 0 : 1, m, n, alpha, a, lda, x, beta, y)
        return true
    }

    @inline(never)
    private static func largeGemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Float, _ a: UnsafePointer<Float>, _ lda: Int,
        _ x: UnsafePointer<Float>, _ sx: Int, _ beta: Float, _ y: UnsafeMutablePointer<Float>, _ sy: Int
    ) -> Bool {
        let lda = leadingDimension(m, n, lda)
        CallGate.pass { gemv(transA, m, n, alpha, a, lda, x, sx, beta, y, sy) }
        return true
    }

    @inline(__always)
    public static func directGer(
        _ m: Int, _ n: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafePointer<Float>,
        _ sy: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int
    ) -> Bool {
        guard m > 0 && n > 0 && alpha != 0 else { return true }
        guard GEMVPath.chooseForUpdate(m, n) == .direct && sx == 1 && sy == 1 else {
            return largeGer(m, n, alpha, x, sx, y, sy, a, lda)
        }
        vm_ger_f32(m, n, alpha, x, y, a, lda)
        return true
    }

    @inline(never)
    private static func largeGer(
        _ m: Int, _ n: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafePointer<Float>,
        _ sy: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int
    ) -> Bool {
        let lda = leadingDimension(m, n, lda)
        CallGate.pass { geru(m, n, alpha, x, sx, y, sy, a, lda) }
        return true
    }

    @inline(__always)
    public static func directGemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float,
        _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int, _ beta: Float,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) -> Bool {
        guard
            GEMMPath.isTiles(m, n, k) && alpha != 0 && hasProducts
                && (transB == .none || transA != .none || GEMMPath.turningPays(m, n, k))
        else {
            return largeGemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
        }
        vm_product_f32(transA == .none ? 0 : 1, transB == .none ? 0 : 1, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
        return true
    }

    @inline(never)
    private static func largeGemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float,
        _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int, _ beta: Float,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) -> Bool {
        guard m > 0 && n > 0 && k > 0 && alpha != 0 else { return false }
        if GEMMPath.choose(transA, transB, m, n, k) == .direct {
            guard hasProducts else { return false }
            vm_product_f32(
                transA == .none ? 0 : 1, transB == .none ? 0 : 1, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
            return true
        }
        guard beta.isFinite else { return false }
        let lda = transA == .none ? leadingDimension(m, k, lda) : leadingDimension(k, m, lda)
        let ldb = transB == .none ? leadingDimension(k, n, ldb) : leadingDimension(n, k, ldb)
        let ldc = leadingDimension(m, n, ldc)
        CallGate.pass { gemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) }
        return true
    }
}

// MARK: - The package's own kernels, whatever the size

extension FloatRoutines {
    public static func ownDot(
        _ n: Int, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafePointer<Float>, _ sy: Int
    ) -> Float? { sx == 1 && sy == 1 ? vm_dot_f32(n, x, y) : nil }

    public static func ownAxpy(
        _ n: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafeMutablePointer<Float>, _ sy: Int
    ) -> Bool {
        guard sx == 1 && sy == 1 else { return false }
        vm_axpy_f32(n, alpha, x, y)
        return true
    }

    public static func ownGemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Float, _ a: UnsafePointer<Float>, _ lda: Int,
        _ x: UnsafePointer<Float>, _ sx: Int, _ beta: Float, _ y: UnsafeMutablePointer<Float>, _ sy: Int
    ) -> Bool {
        guard sx == 1 && sy == 1 && beta.isFinite else { return false }
        vm_gemv_f32(transA == .none ? 0 : 1, m, n, alpha, a, lda, x, beta, y)
        return true
    }

    public static func ownGer(
        _ m: Int, _ n: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ sx: Int, _ y: UnsafePointer<Float>, _ sy: Int,
        _ a: UnsafeMutablePointer<Float>, _ lda: Int
    ) -> Bool {
        guard sx == 1 && sy == 1 else { return false }
        vm_ger_f32(m, n, alpha, x, y, a, lda)
        return true
    }

    public static func ownGemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float,
        _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int, _ beta: Float,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) -> Bool {
        guard hasProducts else { return false }
        vm_product_f32(
            transA == .none ? 0 : 1, transB == .none ? 0 : 1, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
        return true
    }

    public static func ownGemmStack(
        _ count: Int, _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float,
        _ a: UnsafePointer<Float>, _ lda: Int, _ stepA: Int, _ b: UnsafePointer<Float>, _ ldb: Int, _ stepB: Int,
        _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ ldc: Int, _ stepC: Int
    ) -> Bool {
        guard hasProducts else { return false }
        vm_stack_f32(
            count, transA == .none ? 0 : 1, transB == .none ? 0 : 1, m, n, k, alpha, a, lda, stepA, b, ldb, stepB, beta,
            c, ldc, stepC)
        return true
    }
}
