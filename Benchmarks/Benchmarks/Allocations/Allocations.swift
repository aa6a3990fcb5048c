import AllocationCounter
import Benchmark
import Linalg
import NeuralNetworks

// What must not allocate, once it is warm. scripts/allocations compares the counts with those in the folder Thresholds; the times are here
// for reports, and never checked.

/// How many blocks of memory one repetition asks for.
private let allocations = BenchmarkMetric.custom("Allocations")

/// Two benchmarks of `work`: one counts its allocations, once it is warm; one times it. The name has no spaces, with which
/// its thresholds would not be found.
private func benchmark(_ name: String, _ work: @escaping () -> Void) {
    Benchmark("allocations-\(name)", configuration: .init(metrics: [allocations], maxIterations: 10)) { benchmark in
        work()
        benchmark.startMeasurement()
        // Within the measurement, whose begin and end allocate.
        let before = allocation_count()
        work()
        let count = allocation_count() - before
        benchmark.stopMeasurement()
        benchmark.measurement(allocations, Int(count))
    }
    Benchmark(
        "time-\(name)",
        configuration: .init(
            metrics: [.wallClock, .throughput, .instructions], scalingFactor: .kilo, maxDuration: .milliseconds(500))
    ) { benchmark in
        for _ in benchmark.scaledIterations { work() }
    }
}

/// A step of a network on one batch.
private func step<T: RealScalar>(
    _ name: String, _: T.Type, _ inputs: Int, _ layers: [Dense], _ loss: Loss, _ optimizer: Optimizer, batch: Int
) {
    var generator = RandomState(seed: 1)
    var network = Network<T>(inputSize: inputs, layers: layers)
    network.initialize(.glorotUniform, using: &generator)
    let x = Matrix(rows: batch, columns: inputs) { _, _ in T(generator.randomSample()) }
    let y = Matrix<T>(rows: batch, columns: network.outputSize) { _, j in j == 0 ? 1 : 0 }
    let trainer = Trainer(network, loss: loss, optimizer: optimizer, batchSize: batch)
    benchmark("step-\(name)") { trainer.step(x, y) }
}

/// What the generated entry point calls.
let benchmarks: @Sendable () -> Void = {
    BLASLibrary.threadCount = 1
    step(
        "5-3-5-4-sgd-batch-1", Double.self, 5,
        [Dense(3, .leakyReLU(slope: 0.1)), Dense(5, .sigmoid), Dense(4, .sigmoid)], .meanSquaredError,
        .sgd(learningRate: 1e-3), batch: 1)
    step(
        "4-32-32-3-adam-batch-32", Float.self, 4, [Dense(32, .tanh), Dense(32, .tanh), Dense(3)],
        .softmaxCrossEntropy, .adam(learningRate: 1e-7), batch: 32)
    step(
        "784-128-64-10-sgd-batch-64", Float.self, 784, [Dense(128, .relu), Dense(64, .relu), Dense(10)],
        .softmaxCrossEntropy, .sgd(learningRate: 1e-5), batch: 64)

    let a = Matrix<Double>.ones(48, 48)
    var c = Matrix<Double>.zeros(48, 48)
    let x = Vector<Double>.ones(48)
    var y = Vector<Double>.zeros(48)
    benchmark("multiply-48x48-48x48") { multiply(a, a, into: &c) }
    benchmark("multiply-48x48-48") { multiply(a, x, into: &y) }
    benchmark("addOuterProduct-48x48") { c.addOuterProduct(x, x, scaledBy: 0x1p-20) }
    benchmark("add-48") { y.add(x, scaledBy: 0x1p-20) }

    factorings(48)
    solutions(48)
    // Beyond 128 columns, whose sums do not fit on the stack. OpenBLAS allocates in others of that size.
    triangularFactorings(160)
    bandedFactorings(48)
    bandedFactorings(160)
}

/// A matrix, and a positive definite one.
private func matrices(_ n: Int) -> (Matrix<Double>, Matrix<Double>) {
    var generator = RandomState(seed: 2)
    let a = Matrix<Double>(rows: n, columns: n) { _, _ in generator.randomSample() }
    var definite = Matrix<Double>.identity(n)
    definite.addSymmetricProduct(of: a, in: .lower, alpha: 1, beta: 1)
    return (a, definite)
}

/// A decomposition, in a variable of its own that a closure keeps, which factors again.
private func factoring<F>(_ name: String, _ first: () throws -> F, _ again: @escaping (inout F) throws -> Void) {
    guard var decomposition = try? first() else { preconditionFailure("\(name): not decomposed") }
    benchmark("factor-\(name)") {
        do { try again(&decomposition) } catch { preconditionFailure("\(name): \(error)") }
    }
}

/// Solutions in memory that is there.
private func solutions(_ n: Int) {
    let (_, a) = matrices(n)
    let b = Vector<Double>.ones(n)
    func solution<F>(
        _ name: String, _ make: () throws -> F, _ solve: @escaping (F, inout Vector<Double>) throws -> Void
    ) {
        guard let decomposition = try? make() else { preconditionFailure("\(name): not decomposed") }
        var x = Vector<Double>.zeros(n)
        benchmark("solve-\(name)-\(n)") {
            do { try solve(decomposition, &x) } catch { preconditionFailure("\(name): \(error)") }
        }
    }
    solution("LU", { try LU(a) }) { try $0.solve(b, into: &$1) }
    solution("Cholesky", { try Cholesky(a) }) { $0.solve(b, into: &$1) }
    solution("LDLT", { try LDLT(a) }) { try $0.solve(b, into: &$1) }
    solution("QR", { try QR(a) }) { try $0.solve(b, into: &$1) }
    let bands = BandedMatrix<Double>(rows: n, columns: n, lowerBandwidth: 1, upperBandwidth: 1) { $0 == $1 ? 4 : 1 }
    solution("BandedLU", { try BandedLU(bands) }) { try $0.solve(b, into: &$1) }
    solution("BandedCholesky", { try BandedCholesky(bands) }) { $0.solve(b, into: &$1) }
    let side = Vector<Double>.ones(n - 1)
    solution("TridiagonalLU", { try TridiagonalLU(Tridiagonal(lower: side, diagonal: 4 * b, upper: side)) }) {
        try $0.solve(b, into: &$1)
    }
    solution("TridiagonalCholesky", { try TridiagonalCholesky(diagonal: 4 * b, lower: side) }) {
        $0.solve(b, into: &$1)
    }
}

private func triangularFactorings(_ n: Int) {
    let (a, definite) = matrices(n)
    factoring("LU-\(n)x\(n)", { try LU(a) }) { try $0.factor(a) }
    factoring("Cholesky-\(n)x\(n)", { try Cholesky(definite) }) { try $0.factor(definite) }
}

private func bandedFactorings(_ n: Int) {
    let bands = BandedMatrix<Double>(rows: n, columns: n, lowerBandwidth: 2, upperBandwidth: 2) { $0 == $1 ? 8 : 1 }
    factoring("BandedLU-\(n)", { try BandedLU(bands) }) { try $0.factor(bands) }
    factoring("BandedCholesky-\(n)", { try BandedCholesky(bands) }) { try $0.factor(bands) }
    let (diagonal, side) = (4 * Vector<Double>.ones(n), Vector<Double>.ones(n - 1))
    let three = Tridiagonal(lower: side, diagonal: diagonal, upper: side)
    factoring("TridiagonalLU-\(n)", { try TridiagonalLU(three) }) { try $0.factor(three) }
    factoring("TridiagonalCholesky-\(n)", { try TridiagonalCholesky(diagonal: diagonal, lower: side) }) {
        try $0.factor(diagonal: diagonal, lower: side)
    }
}

private func factorings(_ n: Int) {
    triangularFactorings(n)
    let (a, definite) = matrices(n)
    factoring("LDLT-\(n)x\(n)", { try LDLT(definite) }) { try $0.factor(definite) }
    factoring("QR-\(n)x\(n)", { try QR(a) }) { try $0.factor(a) }
    factoring("PivotedQR-\(n)x\(n)", { try PivotedQR(a) }) { try $0.factor(a) }
    factoring("LQ-\(n)x\(n)", { try LQ(a) }) { try $0.factor(a) }
    factoring("SymmetricEigen-\(n)x\(n)", { try SymmetricEigen(definite) }) { try $0.factor(definite) }
    factoring("SVD-\(n)x\(n)", { try SVD(a) }) { try $0.factor(a) }
    factoring("Eigen-\(n)x\(n)", { try Eigen(a, vectors: .both) }) { try $0.factor(a) }
    factoring("Schur-\(n)x\(n)", { try Schur(a) }) { try $0.factor(a) }
    factoring("Hessenberg-\(n)x\(n)", { try Hessenberg(a) }) { try $0.factor(a) }
    factoring("GeneralizedEigen-\(n)x\(n)", { try GeneralizedEigen(a, definite, vectors: .both) }) {
        try $0.factor(a, definite)
    }
    factoring("GeneralizedSymmetricEigen-\(n)x\(n)", { try GeneralizedSymmetricEigen(definite, definite) }) {
        try $0.factor(definite, definite)
    }
    factoring("PivotedCholesky-\(n)x\(n)", { try PivotedCholesky(definite) }) { try $0.factor(definite) }
}
