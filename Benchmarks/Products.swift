import ArgumentParser
import CBLAS
import Foundation
import Linalg
import ReferenceKernels

/// Products and rank-one updates of small to middling sizes.
struct Products: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "gemm and gemv: the library's choice by size, its two paths, the raw C call, and plain Swift.")

    @OptionGroup var common: CommonOptions

    @Option(help: "Sizes n of the square products.", transform: { $0.split(separator: ",").compactMap { Int($0) } })
    var sizes = [2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 64, 128, 256]

    func run() throws {
        common.begin()
        print("ns for one call; the ratio is the raw C call's time over the library's: above 1, the library is faster")
        for transposed in [false, true] {
            print("\ngemm, Double, \(transposed ? "A·Bᵀ" : "A·B")")
            print("     n      auto     small      blas     raw C     plain   raw/auto   residual ratio")
            for n in sizes { try gemm(n, transposed) }
        }
        for transposed in [false, true] {
            print("\ngemv, Double, \(transposed ? "Aᵀ·x" : "A·x")")
            print("     n      auto     small      blas     raw C     plain   raw/auto   residual ratio")
            for n in sizes { try gemv(n, transposed) }
        }
    }

    private func gemm(_ n: Int, _ transposed: Bool) throws {
        var generator = RandomState(seed: 1)
        let a = Matrix(rows: n, columns: n) { _, _ in generator.randomSample() - 0.5 }
        let b = Matrix(rows: n, columns: n) { _, _ in generator.randomSample() - 0.5 }
        var c = Matrix<Double>.zeros(n, n)
        var expected = Matrix<Double>.zeros(n, n)
        let transB: Transpose = transposed ? .transpose : .none
        expected.makeUnique()
        let (va, vb, vc, ve) = (a.unsafeView, b.unsafeView, c.unsafeView, expected.unsafeView)
        func plain(_ target: UnsafeMatrix<Double>) {
            Reference.gemm(
                transposeA: false, transposeB: transposed, rows: n, columns: n, inner: n, alpha: 1, a: va.base,
                rowStrideA: n, b: vb.base, rowStrideB: n, beta: 0, c: target.base, rowStrideC: n)
        }
        plain(ve)
        var worst = 0.0
        for path in [nil, KernelPath.small, .blas] {
            Kernels.gemm(.none, transB, 1, va, vb, 0, vc, path: path)
            // Entries are below 1/2, so that each bound Σ|a||b| is below n/4.
            for (x, y) in zip(c.elements, expected.elements) {
                let ratio = abs(x - y) / (Double(n) / 4 * 0x1p-53)
                worst = ratio <= worst ? worst : ratio
            }
        }
        guard worst <= 16 else { throw BenchmarkError.wrongResult("gemm n=\(n): residual ratio \(worst)") }
        func forced(_ path: KernelPath) -> Interleaved.Contender {
            .init(name: "\(path)") { for _ in 0..<$0 { Kernels.gemm(.none, transB, 1, va, vb, 0, vc, path: path) } }
        }
        report(
            n,
            [
                .init(name: "auto") { for _ in 0..<$0 { multiply(a, b, into: &c, transposeB: transB) } },
                forced(.small),
                forced(.blas),
                .init(name: "raw") {
                    let flag = transposed ? CblasTrans : CblasNoTrans
                    let size = Int32(n)
                    for _ in 0..<$0 {
                        cblas_dgemm(
                            CblasRowMajor, CblasNoTrans, flag, size, size, size, 1, va.base, size, vb.base, size, 0,
                            vc.base, size)
                    }
                },
                .init(name: "plain") { for _ in 0..<$0 { plain(vc) } },
            ], worst)
        blackHole((a, b, c, expected))
    }

    private func gemv(_ n: Int, _ transposed: Bool) throws {
        var generator = RandomState(seed: 1)
        let a = Matrix(rows: n, columns: n) { _, _ in generator.randomSample() - 0.5 }
        let x = Vector(count: n) { _ in generator.randomSample() - 0.5 }
        var y = Vector<Double>.zeros(n)
        let expected = Vector<Double>.zeros(n)
        let transA: Transpose = transposed ? .transpose : .none
        let (va, vx, vy, ve) = (a.unsafeView, x.unsafeView, y.unsafeView, expected.unsafeView)
        func plain(_ target: UnsafeVector<Double>) {
            Reference.gemv(
                transpose: transposed, rows: n, columns: n, alpha: 1, a: va.base, rowStride: n, x: vx.base, strideX: 1,
                beta: 0, y: target.base, strideY: 1)
        }
        plain(ve)
        var worst = 0.0
        for path in [nil, KernelPath.small, .blas] {
            Kernels.gemv(transA, 1, va, vx, 0, vy, path: path)
            for (u, v) in zip(y, expected) {
                let ratio = abs(u - v) / (Double(n) / 4 * 0x1p-53)
                worst = ratio <= worst ? worst : ratio
            }
        }
        guard worst <= 16 else { throw BenchmarkError.wrongResult("gemv n=\(n): residual ratio \(worst)") }
        report(
            n,
            [
                .init(name: "auto") { for _ in 0..<$0 { multiply(a, x, into: &y, transposeA: transA) } },
                .init(name: "small") { for _ in 0..<$0 { Kernels.gemv(transA, 1, va, vx, 0, vy, path: .small) } },
                .init(name: "blas") { for _ in 0..<$0 { Kernels.gemv(transA, 1, va, vx, 0, vy, path: .blas) } },
                .init(name: "raw") {
                    let flag = transposed ? CblasTrans : CblasNoTrans
                    let size = Int32(n)
                    for _ in 0..<$0 {
                        cblas_dgemv(CblasRowMajor, flag, size, size, 1, va.base, size, vx.base, 1, 0, vy.base, 1)
                    }
                },
                .init(name: "plain") { for _ in 0..<$0 { plain(vy) } },
            ], worst)
        blackHole((a, x, y, expected))
    }

    private func report(_ n: Int, _ contenders: [Interleaved.Contender], _ worst: Double) {
        let times = Interleaved(rounds: common.rounds).measure(contenders)
        let columns = times.map { String(format: "%10.1f", $0 * 1e9) }.joined()
        print(String(format: "%6d", n) + columns + String(format: "%11.2f   %8.2f", times[3] / times[0], worst))
    }
}

/// A contender computes something else than the reference: there is nothing to time.
enum BenchmarkError: Error, CustomStringConvertible {
    case wrongResult(String)

    var description: String {
        switch self {
        case .wrongResult(let what): "\(what) exceeds 16: this result is wrong, and nothing was timed"
        }
    }
}
