internal import Linalg
import ReferenceKernels

/// The kernels on square matrices of one size: the library by size, OpenBLAS whatever the size, and plain Swift.
struct KernelBenchmark<T: RealScalar> {
    let size: Int

    /// What all contenders read; each writes memory of its own.
    private let a: Matrix<T>
    private let b: Matrix<T>
    private let x: Vector<T>
    private let y: Vector<T>

    init(size: Int) {
        self.size = size
        var generator = RandomState(seed: 1)
        // Below 1/2, so that a sum of n products is bounded by n/4.
        a = Matrix(rows: size, columns: size) { _, _ in T(generator.randomSample() - 0.5) }
        b = Matrix(rows: size, columns: size) { _, _ in T(generator.randomSample() - 0.5) }
        x = Vector(count: size) { _ in T(generator.randomSample() - 0.5) }
        y = Vector(count: size) { _ in T(generator.randomSample() - 0.5) }
    }

    /// Verifies and times all of them.
    func measure(_ clock: InterleavedClock) throws -> [BenchReport.Kernel] {
        [try gemm(clock), try gemv(clock), try ger(clock), try dot(clock), try axpy(clock)]
    }

    private func gemm(_ clock: InterleavedClock) throws -> BenchReport.Kernel {
        let (n, a, b) = (size, a, b)
        let ours = Held(Matrix<T>.zeros(n, n))
        var (blas, plain) = (Matrix<T>.zeros(n, n), Matrix<T>.zeros(n, n))
        blas.makeUnique()
        plain.makeUnique()
        let (viewA, viewB, viewBLAS, viewPlain) = (a.unsafeView, b.unsafeView, blas.unsafeView, plain.unsafeView)
        func reference() {
            Reference.gemm(
                transposeA: false, transposeB: false, rows: n, columns: n, inner: n, alpha: 1, a: viewA.base,
                rowStrideA: n, b: viewB.base, rowStrideB: n, beta: 0, c: viewPlain.base, rowStrideC: n)
        }
        ours.change(1) { multiply(a, b, into: &$0) }
        Kernels.gemm(.none, .none, 1, viewA, viewB, 0, viewBLAS, path: .blas)
        reference()
        let residual = residual([Array(plain.elements), Array(ours.current.elements), Array(blas.elements)], terms: n)
        defer { withExtendedLifetime((a, b, blas, plain)) {} }
        return try finish(
            "gemm", flops: 2 * Double(n) * Double(n) * Double(n), residual, clock,
            [
                .init(name: "library") { ours.change($0) { multiply(a, b, into: &$0) } },
                .init(name: "blas") {
                    for _ in 0..<$0 { Kernels.gemm(.none, .none, 1, viewA, viewB, 0, viewBLAS, path: .blas) }
                },
                .init(name: "reference") { for _ in 0..<$0 { reference() } },
            ])
    }

    private func gemv(_ clock: InterleavedClock) throws -> BenchReport.Kernel {
        let (n, a, x) = (size, a, x)
        let ours = Held(Vector<T>.zeros(n))
        var (blas, plain) = (Vector<T>.zeros(n), Vector<T>.zeros(n))
        blas.makeUnique()
        plain.makeUnique()
        let (viewA, viewX, viewBLAS, viewPlain) = (a.unsafeView, x.unsafeView, blas.unsafeView, plain.unsafeView)
        func reference() {
            Reference.gemv(
                transpose: false, rows: n, columns: n, alpha: 1, a: viewA.base, rowStride: n, x: viewX.base, strideX: 1,
                beta: 0, y: viewPlain.base, strideY: 1)
        }
        ours.change(1) { multiply(a, x, into: &$0) }
        Kernels.gemv(.none, 1, viewA, viewX, 0, viewBLAS, path: .blas)
        reference()
        let residual = residual([Array(plain), Array(ours.current), Array(blas)], terms: n)
        defer { withExtendedLifetime((a, x, blas, plain)) {} }
        return try finish(
            "gemv", flops: 2 * Double(n) * Double(n), residual, clock,
            [
                .init(name: "library") { ours.change($0) { multiply(a, x, into: &$0) } },
                .init(name: "blas") {
                    for _ in 0..<$0 { Kernels.gemv(.none, 1, viewA, viewX, 0, viewBLAS, path: .blas) }
                },
                .init(name: "reference") { for _ in 0..<$0 { reference() } },
            ])
    }

    private func ger(_ clock: InterleavedClock) throws -> BenchReport.Kernel {
        let (n, x, y) = (size, x, y)
        // So small that the matrix stays what it is, however often it is added to.
        let alpha: T = 0x1p-20
        let ours = Held(a)
        var (blas, plain) = (a, a)
        blas.makeUnique()
        plain.makeUnique()
        let (viewX, viewY, viewBLAS, viewPlain) = (x.unsafeView, y.unsafeView, blas.unsafeView, plain.unsafeView)
        func reference() {
            Reference.ger(
                rows: n, columns: n, alpha: alpha, x: viewX.base, strideX: 1, y: viewY.base, strideY: 1,
                a: viewPlain.base, rowStride: n)
        }
        ours.change(1) { $0.addOuterProduct(x, y, scaledBy: alpha) }
        Kernels.ger(alpha, viewX, viewY, viewBLAS, path: .blas)
        reference()
        let residual = residual([Array(plain.elements), Array(ours.current.elements), Array(blas.elements)], terms: 2)
        defer { withExtendedLifetime((x, y, blas, plain)) {} }
        return try finish(
            "ger", flops: 2 * Double(n) * Double(n), residual, clock,
            [
                .init(name: "library") { ours.change($0) { $0.addOuterProduct(x, y, scaledBy: alpha) } },
                .init(name: "blas") { for _ in 0..<$0 { Kernels.ger(alpha, viewX, viewY, viewBLAS, path: .blas) } },
                .init(name: "reference") { for _ in 0..<$0 { reference() } },
            ])
    }

    private func dot(_ clock: InterleavedClock) throws -> BenchReport.Kernel {
        let (n, x, y) = (size, x, y)
        let (viewX, viewY) = (x.unsafeView, y.unsafeView)
        func reference() -> T { Reference.dot(count: n, x: viewX.base, strideX: 1, y: viewY.base, strideY: 1) }
        let residual = residual([[reference()], [x.dot(y)]], terms: n)
        defer { withExtendedLifetime((x, y)) {} }
        return try finish(
            "dot", flops: 2 * Double(n), residual, clock,
            [
                .init(name: "library") { repetitions in
                    var sum: T = 0
                    for _ in 0..<repetitions { sum += x.dot(y) }
                    keep(sum)
                },
                .init(name: "reference") { repetitions in
                    var sum: T = 0
                    for _ in 0..<repetitions { sum += reference() }
                    keep(sum)
                },
            ])
    }

    private func axpy(_ clock: InterleavedClock) throws -> BenchReport.Kernel {
        let (n, x) = (size, x)
        let alpha: T = 0x1p-20
        let ours = Held(y)
        var plain = y
        plain.makeUnique()
        let (viewX, viewPlain) = (x.unsafeView, plain.unsafeView)
        func reference() {
            Reference.axpy(count: n, alpha: alpha, x: viewX.base, strideX: 1, y: viewPlain.base, strideY: 1)
        }
        ours.change(1) { $0.add(x, scaledBy: alpha) }
        reference()
        let residual = residual([Array(plain), Array(ours.current)], terms: 2)
        defer { withExtendedLifetime((x, plain)) {} }
        return try finish(
            "axpy", flops: 2 * Double(n), residual, clock,
            [
                .init(name: "library") { ours.change($0) { $0.add(x, scaledBy: alpha) } },
                .init(name: "reference") { for _ in 0..<$0 { reference() } },
            ])
    }

    /// The largest deviation from the first result, in units of the bound of a sum of so many products.
    private func residual(_ results: [[T]], terms: Int) -> Double {
        let unit = Double(terms) / 4 * Double(T.ulpOfOne) / 2
        var worst = 0.0
        for result in results.dropFirst() {
            for (a, b) in zip(result, results[0]) {
                let ratio = Double((a - b).magnitude) / unit
                worst = ratio <= worst ? worst : ratio
            }
        }
        return worst
    }

    private func finish(
        _ name: String, flops: Double, _ residual: Double, _ clock: InterleavedClock,
        _ contenders: [InterleavedClock.Contender]
    ) throws -> BenchReport.Kernel {
        try BenchReport.demand(residual, atMost: 16, "\(name) of size \(size)")
        let times = clock.measure(contenders)
        return BenchReport.Kernel(
            kernel: name, size: size, seconds: times.seconds, ratios: times.ratios,
            gigaflops: flops / (times.seconds["library"] ?? .nan) / 1e9, residual: residual)
    }
}

/// Keeps the optimiser from removing a computation whose result nobody reads.
@inline(never)
func keep<Value>(_ value: Value) { withExtendedLifetime(value) {} }
