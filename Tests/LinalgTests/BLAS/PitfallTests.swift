import ComplexModule
import Foundation
import Linalg
import Synchronization
import TestSupport
import Testing

/// What OpenBLAS and LAPACK get wrong and the wrappers put right: one test each.
@Suite struct PitfallTests {
    // MARK: scal

    @Test(arguments: ScalarKind.allCases)
    func scalingByNaNGivesNaN(_ kind: ScalarKind) { scalingByNaNGivesNaN(kind.type) }

    private func scalingByNaNGivesNaN<T: TestScalar>(_: T.Type) {
        for count in [1, 5, 16, 17, 40] {
            var x = Vector<T>.ones(count)
            x.scale(by: .nan)
            #expect(x.allSatisfy { $0.containsNaN })
            var a = Matrix<T>.ones(count, count)
            a[0..<count, 0..<1].scale(by: .nan)
            #expect(a[column: 0].allSatisfy { $0.containsNaN })
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func scalingNaNByZeroGivesNaN(_ kind: ScalarKind) { scalingNaNByZeroGivesNaN(kind.type) }

    private func scalingNaNByZeroGivesNaN<T: TestScalar>(_: T.Type) {
        for count in [1, 5, 16, 17, 40] {
            var x = Vector<T>.ones(count)
            x[count / 2] = .nan
            x[0] = count > 1 ? .infinity : .nan
            x.scale(by: 0)
            for i in 0..<count { #expect(x[i].containsNaN == (i == count / 2 || i == 0)) }
            #expect(x.filter { $0 == 0 }.count == count - (count > 1 ? 2 : 1))
        }
    }

    // MARK: alpha zero, beta NaN

    @Test(arguments: ScalarKind.allCases)
    func productWithAlphaZeroDoesNotSpreadNaN(_ kind: ScalarKind) { productWithAlphaZeroDoesNotSpreadNaN(kind.type) }

    private func productWithAlphaZeroDoesNotSpreadNaN<T: TestScalar>(_: T.Type) {
        for n in [1, 3, 30, 100] {
            let bad = Matrix<T>(rows: n, columns: n, repeating: .nan)
            let one = Matrix<T>.ones(n, n)
            for (a, b) in [(bad, one), (one, bad), (bad, bad)] {
                for transpose in Transpose.allCases {
                    var c = one
                    multiply(a, b, into: &c, alpha: 0, beta: 1, transposeA: transpose)
                    #expect(c == one)
                    multiply(a, b, into: &c, alpha: 0, beta: 2, transposeB: transpose)
                    #expect(c == 2 * one)
                    multiply(a, b, into: &c, alpha: 0, beta: 0)
                    #expect(c == 0 * one)
                }
                var y = Vector<T>.ones(n)
                multiply(a, b[column: 0], into: &y, alpha: 0, beta: 1)
                #expect(y == .ones(n))
                var c = one
                c.addOuterProduct(bad[row: 0], b[row: 0], scaledBy: 0)
                #expect(c == one)
                c.addSymmetricProduct(of: bad, in: .lower, alpha: 0)
                #expect(c == one)
            }
        }
    }

    /// With a beta of NaN OpenBLAS writes zeros instead of NaN, as if beta were zero.
    @Test(arguments: ScalarKind.allCases)
    func betaOfNaNGivesNaN(_ kind: ScalarKind) { betaOfNaNGivesNaN(kind.type) }

    private func betaOfNaNGivesNaN<T: TestScalar>(_: T.Type) {
        for n in [1, 3, 30, 100] {
            let a = Matrix<T>.identity(n)
            var c = Matrix<T>.ones(n, n)
            multiply(a, a, into: &c, beta: .nan)
            #expect((0..<n).allSatisfy { c[row: $0].allSatisfy { $0.containsNaN } }, "gemm \(n)")
            for transpose in Transpose.allCases {
                var y = Vector<T>.ones(n)
                multiply(a, y, into: &y, beta: .nan, transposeA: transpose)
                #expect(y.allSatisfy { $0.containsNaN }, "gemv \(n)")
            }
            for triangle in Triangle.allCases {
                let y = PaddedVector<T>(count: n) { _ in 1 }
                withExtendedLifetime(a) {
                    Kernels.hemv(triangle, 1, a.unsafeView, Vector<T>.ones(n).unsafeView, .nan, y.view)
                }
                #expect(y.view.all.allSatisfy { $0.containsNaN }, "symv \(n)")
                for side in Side.allCases {
                    let c = PaddedMatrix<T>(rows: n, columns: n) { _, _ in 1 }
                    withExtendedLifetime(a) {
                        Kernels.hemm(side, triangle, 1, a.unsafeView, a.unsafeView, .nan, c.view)
                    }
                    #expect(c.view.all.allSatisfy { $0.containsNaN }, "symm \(n)")
                }
                var c = Matrix<T>.ones(n, n)
                c.addSymmetricProduct(of: a, in: triangle, beta: .nan)
                #expect(
                    (0..<n).allSatisfy { i in
                        (0..<n).allSatisfy { j in
                            c[i, j].containsNaN == (triangle == .lower ? j <= i : j >= i)
                        }
                    }, "syrk \(n)")
            }
        }
    }

    // MARK: iamax, asum

    @Test(arguments: ScalarKind.allCases)
    func indexOfTheFirstNaN(_ kind: ScalarKind) { indexOfTheFirstNaN(kind.type) }

    private func indexOfTheFirstNaN<T: TestScalar>(_: T.Type) {
        for count in [1, 2, 5, 15, 16, 17, 40, 100, 1000] {
            for stride in [1, 2] {
                for place in Set([0, count / 2, count - 1]) {
                    let whole = Vector<T>(count: count * stride) { T(Double($0 % 7) + 1) }
                    var a = Matrix(rows: count, columns: stride, elements: whole)
                    a[place, 0] = .nan
                    #expect(a[column: 0].indexOfLargestMagnitude() == place, "\(T.name) \(count) \(stride)")
                    // A NaN comes before an infinity, and the first of two counts.
                    a[count - 1, 0] = .nan
                    if place != 0 { a[0, 0] = .infinity }
                    #expect(a[column: 0].indexOfLargestMagnitude() == place, "\(T.name) \(count) \(stride)")
                    // One part is enough.
                    a[place, 0] = T.isComplex ? T(parts: 1, .nan) : .nan
                    #expect(a[column: 0].indexOfLargestMagnitude() == place, "\(T.name) \(count) \(stride)")
                }
            }
        }
        #expect(Vector<T>().indexOfLargestMagnitude() == nil)
    }

    /// OpenBLAS 0.3.21's *scasum* adds up other elements than it should on processors with AVX-512 and bfloat16.
    @Test func sumOfComplexMagnitudes() {
        for count in 0...100 {
            let x = Vector<Complex<Float>>(count: count) { Complex(Float($0), -2) }
            #expect(x.absoluteSum() == Float(count * (count - 1) / 2 + 2 * count), "\(count)")
        }
    }

    // MARK: Factorizations

    /// OpenBLAS's *getrf* returns NaN, or factors of another matrix, for subnormal pivots, and reports success.
    @Test(arguments: ScalarKind.allCases)
    func factoringSubnormalMatrices(_ kind: ScalarKind) throws { try factoringSubnormalMatrices(kind.type) }

    private func factoringSubnormalMatrices<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 51)
        for n in [1, 2, 3, 5, 10, 50] {
            for scale: T.RealType in [.leastNonzeroMagnitude * 64, .leastNormalMagnitude / 4, .leastNormalMagnitude] {
                // Small integers times the scale: every entry is exact, and so is each product with the solution.
                let a = Matrix<T>(rows: n, columns: n) { i, j in
                    let entry = Double(generator.index(below: 7) - 3) + (i == j ? Double(4 * n) : 0)
                    return T(parts: T.RealType(entry) * scale, 0)
                }
                let expected = Vector<T>(count: n) { T(Double($0 % 3) - 1) }
                let b = a * expected
                let x = try a.solve(b)
                #expect(x.allSatisfy { $0.isFinite }, "\(T.name) \(n) \(scale)")
                // A pivot of s units of the smallest number has a relative error of 1/s.
                let tolerance = max(T.RealType.leastNonzeroMagnitude / scale, .ulpOfOne) * T.RealType(8 * n)
                #expect(
                    x.isApproximatelyEqual(to: expected, absoluteTolerance: tolerance, relativeTolerance: 0),
                    "\(T.name) \(n) \(scale)")
            }
        }
    }

    /// The same for the smallest matrix of which the pivots must be exchanged.
    @Test(arguments: ScalarKind.allCases)
    func exchangingSubnormalPivots(_ kind: ScalarKind) throws { try exchangingSubnormalPivots(kind.type) }

    private func exchangingSubnormalPivots<T: TestScalar>(_: T.Type) throws {
        func tiny(_ multiple: T.RealType) -> T { T(parts: multiple * .leastNonzeroMagnitude, 0) }
        let a: Matrix<T> = [[tiny(1), tiny(3)], [tiny(2), tiny(4)]]
        let x = try a.solve([tiny(7), tiny(10)] as Vector<T>)
        #expect(x.isApproximatelyEqual(to: [1, 2], relativeTolerance: 2 * .ulpOfOne), "\(x)")
        let mixed: Matrix<T> = [[0, tiny(1)], [1, 1]]
        #expect(try mixed.solve([tiny(1), 3] as Vector<T>) == [2, 1])
    }

    /// The reciprocal of a large complex number vanishes in OpenBLAS, and its multiples with it.
    @Test(arguments: ScalarKind.allCases)
    func factoringHugeMatrices(_ kind: ScalarKind) throws { try factoringHugeMatrices(kind.type) }

    private func factoringHugeMatrices<T: TestScalar>(_: T.Type) throws {
        let huge = T.RealType.greatestFiniteMagnitude / 2
        func pivot(over divisor: T.RealType) -> T { T(parts: huge / divisor, huge / divisor) }
        let other = T(parts: huge / 4, 0)
        let lower: Matrix<T> = [[pivot(over: 1), 0], [pivot(over: 2), other]]
        let upper: Matrix<T> = [[pivot(over: 1), pivot(over: 2)], [0, other]]
        let full: Matrix<T> = [[pivot(over: 1), pivot(over: 2)], [pivot(over: 2), other]]
        for (a, b) in [
            (lower, [pivot(over: 4), pivot(over: 8)]), (upper, [pivot(over: 4), 0]),
            (full, [pivot(over: 4), pivot(over: 8)]),
        ] {
            let x = try a.solve(Vector(b))
            #expect(
                x.isApproximatelyEqual(to: [T(0.25), 0], absoluteTolerance: 4 * .ulpOfOne, relativeTolerance: 0),
                "\(T.name) \(x)")
            let f = try LU(a)
            #expect(f.reconstructed().isApproximatelyEqual(to: a, relativeTolerance: 8 * .ulpOfOne), "\(T.name)")
        }
    }

    /// OpenBLAS's *potrf* reports success for a NaN on the diagonal.
    @Test(arguments: ScalarKind.allCases)
    func factoringANaNDiagonal(_ kind: ScalarKind) { factoringANaNDiagonal(kind.type) }

    private func factoringANaNDiagonal<T: TestScalar>(_: T.Type) {
        for n in [1, 2, 5, 40] {
            for place in Set([0, n / 2, n - 1]) {
                var a = T(2) * Matrix<T>.identity(n)
                a[place, place] = .nan
                for triangle in Triangle.allCases {
                    #expect(throws: LinalgError.notFinite(row: place, column: place)) {
                        try Cholesky(a, reading: triangle)
                    }
                }
                a[place, place] = T(parts: .infinity, 0)
                #expect(throws: LinalgError.notFinite(row: place, column: place)) { try Cholesky(a) }
                #expect(throws: LinalgError.notFinite(row: place, column: place)) { try LU(a) }
            }
        }
    }

    // MARK: Threads

    /// OpenBLAS crashes with more than about 128 callers at once.
    @Test func threeHundredCallers() async {
        await #expect(processExitsWith: .success) {
            let n = 150
            let a = Matrix<Double>(rows: n, columns: n) { Double(($0 * 7 + $1 * 3) % 11) - 5 }
            let x = Vector<Double>(count: n) { Double($0 % 5) - 2 }
            let (product, image) = (a * a, a * x)
            let wrong = Atomic<Int>(0)
            let together = Rendezvous(300)
            let threads = (0..<300).map { _ in
                let thread = Thread {
                    together.arrive()
                    for _ in 0..<4 {
                        // Entries are small integers, so that the order of the sum does not matter.
                        let (c, y) = (a * a, a * x)
                        if !sameBits(c, product) || y != image || x.dot(x) != 300 { wrong.add(1, ordering: .relaxed) }
                    }
                    together.leave()
                }
                thread.start()
                return thread
            }
            together.waitForAll()
            precondition(threads.count == 300)
            let count = wrong.load(ordering: .relaxed)
            precondition(count == 0, "\(count) wrong results")
        }
    }

    // MARK: Arguments

    /// A bad leading dimension would only be printed, and nothing done.
    @Test func badLeadingDimensionsTrap() async {
        let gemm = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let buffer = PaddedMatrix<Double>(rows: 20, columns: 20) { _, _ in 1 }
            let a = UnsafeMatrix(buffer.view.base, rows: 10, columns: 10, rowStride: 5)
            Kernels.gemm(.none, .none, 1, a, a, 0, a, path: .blas)
        }
        #expect(says(gemm, "10×10", "row stride of 5"))
        let gemv = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let buffer = PaddedMatrix<Double>(rows: 20, columns: 20) { _, _ in 1 }
            let a = UnsafeMatrix(buffer.view.base, rows: 10, columns: 10, rowStride: 5)
            let x = buffer.view.row(19)
            Kernels.gemv(
                .none, 1, a, UnsafeVector(x.base, count: 10), 0, UnsafeVector(x.base + 10, count: 10), path: .blas)
        }
        #expect(says(gemv, "10×10", "row stride of 5"))
    }

    /// No size that does not fit 32 bits is cut off on its way.
    @Test func sizesBeyond32BitsTrap() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let buffer = PaddedMatrix<Double>(rows: 1, columns: 1) { _, _ in 1 }
            let x = UnsafeVector(buffer.view.base, count: 1 << 32)
            _ = Kernels.dot(x, x)
        }
        #expect(says(result, "4294967296", "2147483647"))
    }
}

/// Whether two contiguous matrices of one shape have the same bits, at the speed of the C library.
private func sameBits(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Bool {
    a.withUnsafeElements { a, _ in
        b.withUnsafeElements { b, _ in memcmp(a, b, 150 * 150 * MemoryLayout<Double>.stride) == 0 }
    }
}

/// Lets threads start together, and waits for all of them to end.
private final class Rendezvous: Sendable {
    private let count: Int
    private let condition = NSCondition()
    private let arrived = Mutex(0)
    private let left = Mutex(0)

    init(_ count: Int) { self.count = count }

    func arrive() {
        condition.lock()
        arrived.withLock { $0 += 1 }
        condition.broadcast()
        while arrived.withLock({ $0 < count }) { condition.wait() }
        condition.unlock()
    }

    func leave() {
        condition.lock()
        left.withLock { $0 += 1 }
        condition.broadcast()
        condition.unlock()
    }

    func waitForAll() {
        condition.lock()
        while left.withLock({ $0 < count }) { condition.wait() }
        condition.unlock()
    }
}
