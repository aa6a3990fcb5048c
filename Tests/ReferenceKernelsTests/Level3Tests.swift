import ReferenceKernels
import Testing

@Suite struct Level3Tests {
    @Test func smallCaseByHand() {
        // (1 2 3; 4 5 6) times (1 2; 3 4; 5 6), with each factor also stored transposed.
        let a: [Double] = [1, 2, 3, 4, 5, 6]
        let aTransposed: [Double] = [1, 4, 2, 5, 3, 6]
        let b: [Double] = [1, 2, 3, 4, 5, 6]
        let bTransposed: [Double] = [1, 3, 5, 2, 4, 6]
        for transposeA in [false, true] {
            for transposeB in [false, true] {
                var c: [Double] = [.nan, .nan, 7, .nan, .nan, 8]
                Reference.gemm(
                    transposeA: transposeA, transposeB: transposeB, rows: 2, columns: 2, inner: 3,
                    alpha: 1, a: transposeA ? aTransposed : a, rowStrideA: transposeA ? 2 : 3,
                    b: transposeB ? bTransposed : b, rowStrideB: transposeB ? 3 : 2,
                    beta: 0, c: &c, rowStrideC: 3)
                #expect(c == [22, 28, 7, 49, 64, 8])
                Reference.gemm(
                    transposeA: transposeA, transposeB: transposeB, rows: 2, columns: 2, inner: 3,
                    alpha: -2, a: transposeA ? aTransposed : a, rowStrideA: transposeA ? 2 : 3,
                    b: transposeB ? bTransposed : b, rowStrideB: transposeB ? 3 : 2,
                    beta: 3, c: &c, rowStrideC: 3)
                #expect(c == [22, 28, 7, 49, 64, 8])
            }
        }
    }

    @Test(arguments: [false, true], [false, true])
    func gemmIsWithinItsBound(transposeA: Bool, transposeB: Bool) {
        func check<T: BinaryFloatingPoint>(_: T.Type, _ m: Int, _ n: Int, _ k: Int, _ numbers: inout Numbers) {
            for alpha in alphas.map({ T($0) }) {
                for beta in betas.map({ T($0) }) {
                    let make: (inout Numbers) -> T = { alpha == 0 ? .nan : $0.next() }
                    let a = Grid<T>(transposeA ? k : m, transposeA ? m : k, gap: 2) { _, _ in make(&numbers) }
                    let b = Grid<T>(transposeB ? n : k, transposeB ? k : n, gap: 1) { _, _ in make(&numbers) }
                    let before = Grid<T>(m, n, gap: 3, guardian: 77) { _, _ in beta == 0 ? .nan : numbers.next() }
                    var c = before
                    a.read { pointerA in
                        b.read { pointerB in
                            c.write { pointerC in
                                Reference.gemm(
                                    transposeA: transposeA, transposeB: transposeB, rows: m, columns: n, inner: k,
                                    alpha: alpha, a: pointerA, rowStrideA: a.rowStride,
                                    b: pointerB, rowStrideB: b.rowStride,
                                    beta: beta, c: pointerC, rowStrideC: before.rowStride)
                            }
                        }
                    }
                    var ratio = Ratio<T>()
                    for i in 0..<m {
                        for j in 0..<n {
                            var expected = beta == 0 ? 0 : Wide(beta) * Wide(before[i, j])
                            var bound = expected.magnitude
                            for p in 0..<(alpha == 0 ? 0 : k) {
                                let entryA = Wide(transposeA ? a[p, i] : a[i, p])
                                let entryB = Wide(transposeB ? b[j, p] : b[p, j])
                                let term = Wide(alpha) * entryA * entryB
                                expected += term
                                bound += term.magnitude
                            }
                            ratio.add(c[i, j], expected, bound: bound)
                        }
                    }
                    #expect(ratio.value <= limit, "\(T.self), \(m)×\(k)×\(n), α = \(alpha), β = \(beta)")
                    #expect(c.guardsStand)
                }
            }
        }
        var numbers = Numbers(seed: 6)
        for m in sizes {
            for n in sizes {
                for k in sizes {
                    check(Float.self, m, n, k, &numbers)
                    check(Double.self, m, n, k, &numbers)
                }
            }
        }
    }

    @Test(arguments: [false, true], [false, true])
    func zeroTimesNaNCounts(transposeA: Bool, transposeB: Bool) {
        var c: [Float] = [1]
        Reference.gemm(
            transposeA: transposeA, transposeB: transposeB, rows: 1, columns: 1, inner: 2,
            alpha: 1, a: [0, 1], rowStrideA: 2, b: [.nan, 1], rowStrideB: 2, beta: 0, c: &c, rowStrideC: 1)
        #expect(c[0].isNaN)
    }

    /// Blocks of one storage, and sums that are exact in both types, so that the two must agree.
    @Test func specializedAndGenericCodeAgree() {
        let n = 20
        let a = (0..<n * n).map { Double($0 % 7 - 3) }
        let b = (0..<n * n).map { Double($0 % 5 - 2) }
        var c = [Double](repeating: .nan, count: n * n)
        var wide = [Wide](repeating: .nan, count: n * n)
        Reference.gemm(
            transposeA: false, transposeB: true, rows: n, columns: n, inner: n, alpha: 1, a: a, rowStrideA: n,
            b: b, rowStrideB: n, beta: 0, c: &c, rowStrideC: n)
        Reference.gemm(
            transposeA: false, transposeB: true, rows: n, columns: n, inner: n, alpha: 1, a: a.map { Wide($0) },
            rowStrideA: n, b: b.map { Wide($0) }, rowStrideB: n, beta: 0, c: &wide, rowStrideC: n)
        #expect(c.map { Wide($0) } == wide)
    }

    @Test func misuseTrapsWithTheSizes() async throws {
        let narrow = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c: [Double] = [0, 0, 0, 0]
            Reference.gemm(
                transposeA: false, transposeB: false, rows: 2, columns: 2, inner: 2, alpha: 1, a: c, rowStrideA: 1,
                b: c, rowStrideB: 2, beta: 0, c: &c, rowStrideC: 2)
        }
        let message = String(decoding: narrow.standardErrorContent, as: UTF8.self)
        #expect(message.contains("gemm") && message.contains("2×2 with row stride 1"))
        await #expect(processExitsWith: .failure) { _ = Reference.nrm2(count: -1, x: [0.0], strideX: 1) }
        await #expect(processExitsWith: .failure) { _ = Reference.nrm2(count: 1, x: [0.0], strideX: 0) }
        await #expect(processExitsWith: .failure) {
            var a: [Double] = [0, 0, 0, 0]
            Reference.ger(rows: -1, columns: 2, alpha: 1, x: a, strideX: 1, y: a, strideY: 1, a: &a, rowStride: 2)
        }
    }
}
