import Linalg
import ReferenceKernels

/// The products and updates of levels 1 to 3 at one size each: the library, OpenBLAS alone, and plain Swift.
struct KernelCase<T: RawScalar> {
    /// Entries below 1/2, so that a sum of n products is bounded by n/4.
    private static func numbers(_ count: Int, _ seed: UInt32) -> [T] {
        var generator = RandomState(seed: seed)
        return (0..<count).map { _ in T(generator.randomSample() - 0.5) }
    }

    /// The largest deviation in units of the bound of a sum of so many products.
    private static func residual(_ results: [[T]], terms: Int) -> Double {
        let unit = Double(terms) / 4 * Double(T.ulpOfOne) / 2
        var worst = 0.0
        for result in results.dropFirst() {
            for (a, b) in zip(result, results[0]) {
                let ratio = abs(Double(a) - Double(b)) / unit
                // A NaN stays.
                if !worst.isNaN && !(ratio <= worst) { worst = ratio }
            }
        }
        return worst
    }

    /// C = op(A)·op(B), all square; by those of the other libraries that are given.
    static func gemm(
        _ n: Int, _ transA: Bool = false, _ transB: Bool = false, plain: Bool = true, mkl: MKL? = nil,
        libxsmm: LIBXSMM? = nil
    ) -> Case {
        let a = Matrix(rows: n, columns: n, rowMajor: numbers(n * n, 1))
        let b = Matrix(rows: n, columns: n, rowMajor: numbers(n * n, 2))
        let c = Held(Matrix<T>.zeros(n, n))
        let (rawA, rawB, rawC) = (Buffer(a.elements), Buffer(b.elements), Buffer<T>(count: n * n) { _ in 0 })
        let plainC = Buffer<T>(count: n * n) { _ in 0 }
        let (flagA, flagB): (Transpose, Transpose) = (transA ? .transpose : .none, transB ? .transpose : .none)
        func reference() {
            Reference.gemm(
                transposeA: transA, transposeB: transB, rows: n, columns: n, inner: n, alpha: 1, a: rawA.base,
                rowStrideA: n, b: rawB.base, rowStrideB: n, beta: 0, c: plainC.base, rowStrideC: n)
        }
        reference()
        c.change(1) { multiply(a, b, into: &$0, transposeA: flagA, transposeB: flagB) }
        T.rawGEMM(1, transA, transB, n, n, n, rawA, rawB, rawC)
        var results = [Array(plainC.elements), Array(c.current.elements), Array(rawC.elements)]
        let size = Double(n)
        var contenders = [
            Contender("ours") { c.change($0) { multiply(a, b, into: &$0, transposeA: flagA, transposeB: flagB) } },
            Contender("cblas") { T.rawGEMM($0, transA, transB, n, n, n, rawA, rawB, rawC) },
        ]
        if plain { contenders.append(Contender("plain Swift") { for _ in 0..<$0 { reference() } }) }
        func add(_ name: String, _ run: @escaping (_ repetitions: Int) -> Void) {
            for i in 0..<n * n { rawC.base[i] = .nan }
            run(1)
            results.append(Array(rawC.elements))
            contenders.append(Contender(name, run: run))
        }
        if let mkl {
            mkl.use(threads: 1)
            add("MKL") { T.rawGEMM(by: mkl, $0, transA, transB, n, n, n, rawA, rawB, rawC) }
        }
        if let libxsmm {
            add("libxsmm prepared") { T.rawGEMM(by: libxsmm.prepared, $0, n, rawA, rawB, rawC) }
            add("libxsmm") { T.rawGEMM(by: libxsmm.bySize, $0, n, rawA, rawB, rawC) }
        }
        let worst = residual(results, terms: n)
        let letters = (transA ? "Aᵀ" : "A") + "·" + (transB ? "Bᵀ" : "B")
        return Case(
            name: "gemm \(T.title) \(letters) \(n)×\(n)×\(n)", work: .flops(2 * size * size * size), limit: T.limit,
            roofline: (2 * size * size * size, 3 * size * size * Double(MemoryLayout<T>.size)), residual: worst,
            residualLimit: 16, contenders: contenders)
    }

    /// So many products C = A·B, all square, one behind the other in memory.
    static func stack(of count: Int, _ n: Int, mkl: MKL?, libxsmm: LIBXSMM?) -> Case {
        let a = Matrix(rows: count * n, columns: n, rowMajor: numbers(count * n * n, 1))
        let b = Matrix(rows: count * n, columns: n, rowMajor: numbers(count * n * n, 2))
        let c = Held(Matrix<T>.zeros(count * n, n))
        let (rawA, rawB) = (Buffer(a.elements), Buffer(b.elements))
        let rawC = Buffer<T>(count: count * n * n) { _ in .nan }
        c.change(1) { multiply(stacksOf: count, a, b, into: &$0) }
        var results = [Array(c.current.elements)]
        var contenders = [Contender("ours") { c.change($0) { multiply(stacksOf: count, a, b, into: &$0) } }]
        func add(_ name: String, _ run: @escaping (_ repetitions: Int) -> Void) {
            for i in 0..<count * n * n { rawC.base[i] = .nan }
            run(1)
            results.append(Array(rawC.elements))
            contenders.append(Contender(name, run: run))
        }
        add("cblas") { T.rawGEMMStack($0, count, n, rawA, rawB, rawC) }
        if let mkl {
            mkl.use(threads: 1)
            add("MKL") { T.rawGEMMStack(by: mkl, $0, count, n, rawA, rawB, rawC) }
        }
        if let libxsmm { add("libxsmm prepared") { T.rawGEMMStack(by: libxsmm, $0, count, n, rawA, rawB, rawC) } }
        return Case(
            name: "stack \(T.title) A·B \(n)×\(n)×\(n)", work: .flops(2 * Double(count * n * n * n)), limit: nil,
            roofline: nil, residual: residual(results, terms: n), residualLimit: 16, contenders: contenders)
    }

    /// y = op(A)·x.
    static func gemv(_ n: Int, _ trans: Bool = false) -> Case {
        let a = Matrix(rows: n, columns: n, rowMajor: numbers(n * n, 1))
        let x = Vector(numbers(n, 2))
        let y = Held(Vector<T>.zeros(n))
        let (rawA, rawX, rawY) = (Buffer(a.elements), Buffer(Array(x)), Buffer<T>(count: n) { _ in 0 })
        let plainY = Buffer<T>(count: n) { _ in 0 }
        let flag: Transpose = trans ? .transpose : .none
        func reference() {
            Reference.gemv(
                transpose: trans, rows: n, columns: n, alpha: 1, a: rawA.base, rowStride: n, x: rawX.base, strideX: 1,
                beta: 0, y: plainY.base, strideY: 1)
        }
        reference()
        y.change(1) { multiply(a, x, into: &$0, transposeA: flag) }
        T.rawGEMV(1, trans, n, n, rawA, rawX, rawY)
        let worst = residual([Array(plainY.elements), Array(y.current), Array(rawY.elements)], terms: n)
        let size = Double(n)
        let bytes = size * size * Double(MemoryLayout<T>.size)
        return Case(
            name: "gemv \(T.title) \(trans ? "Aᵀ" : "A")·x \(n)×\(n)", work: .bytes(bytes), limit: .read,
            roofline: (2 * size * size, bytes), residual: worst, residualLimit: 16,
            contenders: [
                Contender("ours") { y.change($0) { multiply(a, x, into: &$0, transposeA: flag) } },
                Contender("cblas") { T.rawGEMV($0, trans, n, n, rawA, rawX, rawY) },
                Contender("plain Swift") { for _ in 0..<$0 { reference() } },
            ])
    }

    /// A += α·x·yᵀ, with an α so small that A stays what it is.
    static func ger(_ n: Int) -> Case {
        let alpha: T = 0x1p-20
        let a = Held(Matrix(rows: n, columns: n, rowMajor: numbers(n * n, 1)))
        let (x, y) = (Vector(numbers(n, 2)), Vector(numbers(n, 3)))
        let (rawA, plainA, rawX, rawY) = (
            Buffer(a.current.elements), Buffer(a.current.elements), Buffer(Array(x)), Buffer(Array(y))
        )
        func reference() {
            Reference.ger(
                rows: n, columns: n, alpha: alpha, x: rawX.base, strideX: 1, y: rawY.base, strideY: 1, a: plainA.base,
                rowStride: n)
        }
        reference()
        a.change(1) { $0.addOuterProduct(x, y, scaledBy: alpha) }
        T.rawGER(1, n, n, alpha, rawX, rawY, rawA)
        let worst = residual([Array(plainA.elements), Array(a.current.elements), Array(rawA.elements)], terms: 2)
        let size = Double(n)
        let bytes = 2 * size * size * Double(MemoryLayout<T>.size)
        return Case(
            name: "ger \(T.title) \(n)×\(n)", work: .bytes(bytes), limit: .triad, roofline: (2 * size * size, bytes),
            residual: worst, residualLimit: 16,
            contenders: [
                Contender("ours") { a.change($0) { $0.addOuterProduct(x, y, scaledBy: alpha) } },
                Contender("cblas") { T.rawGER($0, n, n, alpha, rawX, rawY, rawA) },
                Contender("plain Swift") { for _ in 0..<$0 { reference() } },
            ])
    }

    /// xᵀ·y.
    static func dot(_ n: Int) -> Case {
        let (x, y) = (Vector(numbers(n, 1)), Vector(numbers(n, 2)))
        let (rawX, rawY) = (Buffer(Array(x)), Buffer(Array(y)))
        func reference() -> T {
            Reference.dot(count: n, x: rawX.base, strideX: 1, y: rawY.base, strideY: 1)
        }
        let worst = residual([[reference()], [x.dot(y)], [T.rawDot(1, rawX, rawY)]], terms: n)
        let bytes = 2 * Double(n) * Double(MemoryLayout<T>.size)
        return Case(
            name: "dot \(T.title) \(n)", work: .bytes(bytes), limit: .read, roofline: (2 * Double(n), bytes),
            residual: worst, residualLimit: 16,
            contenders: [
                Contender("ours") { repetitions in
                    var sum: T = 0
                    for _ in 0..<repetitions { sum += x.dot(y) }
                    blackHole(sum)
                },
                Contender("cblas") { blackHole(T.rawDot($0, rawX, rawY)) },
                Contender("plain Swift") { repetitions in
                    var sum: T = 0
                    for _ in 0..<repetitions { sum += reference() }
                    blackHole(sum)
                },
            ])
    }

    /// y += α·x, with an α so small that y stays what it is.
    static func axpy(_ n: Int) -> Case {
        let alpha: T = 0x1p-20
        let x = Vector(numbers(n, 1))
        let y = Held(Vector(numbers(n, 2)))
        let (rawX, rawY, plainY) = (Buffer(Array(x)), Buffer(Array(y.current)), Buffer(Array(y.current)))
        func reference() {
            Reference.axpy(count: n, alpha: alpha, x: rawX.base, strideX: 1, y: plainY.base, strideY: 1)
        }
        reference()
        y.change(1) { $0.add(x, scaledBy: alpha) }
        T.rawAXPY(1, alpha, rawX, rawY)
        let worst = residual([Array(plainY.elements), Array(y.current), Array(rawY.elements)], terms: 2)
        let bytes = 3 * Double(n) * Double(MemoryLayout<T>.size)
        return Case(
            name: "axpy \(T.title) \(n)", work: .bytes(bytes), limit: .triad, roofline: (2 * Double(n), bytes),
            residual: worst, residualLimit: 16,
            contenders: [
                Contender("ours") { y.change($0) { $0.add(x, scaledBy: alpha) } },
                Contender("cblas") { T.rawAXPY($0, alpha, rawX, rawY) },
                Contender("plain Swift") { for _ in 0..<$0 { reference() } },
            ])
    }
}

/// The kernels at sizes that show their limits: products in the caches, the rest beyond them.
enum Kernels {
    static let suite = "kernels"

    static func run(_ session: Session) throws {
        session.begin(
            suite, "products against the peak of their precision, the rest against memory",
            .init(
                rivals: ["cblas"] + (session.options.mkl == nil ? [] : ["MKL"]) + ["plain Swift"], hasRate: true,
                hasLimit: true))
        for n in session.options.isQuick ? [64, 256] : [64, 128, 256, 512, 1024] {
            try session.measure(suite, KernelCase<Float>.gemm(n, mkl: session.options.mkl))
            try session.measure(suite, KernelCase<Double>.gemm(n, mkl: session.options.mkl))
        }
        let (side, count) = (4096, 1 << 23)
        try session.measure(suite, KernelCase<Float>.gemv(side))
        try session.measure(suite, KernelCase<Float>.gemv(side, true))
        try session.measure(suite, KernelCase<Double>.gemv(side))
        try session.measure(suite, KernelCase<Float>.ger(side))
        try session.measure(suite, KernelCase<Double>.dot(count))
        try session.measure(suite, KernelCase<Double>.axpy(count))
    }
}
