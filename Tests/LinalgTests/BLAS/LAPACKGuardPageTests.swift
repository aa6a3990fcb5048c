import Linalg
import TestSupport
import Testing

/// The LAPACK wrappers over operands that begin or end at a page that may not be touched.
///
/// Each test runs in a process of its own, so that a fault is a failure of the test. Workspaces are guarded too. Complex
/// operands have the margin that the decompositions give them: without it OpenBLAS 0.3.21 faults in *gemv* and *hemv*.
@Suite struct LAPACKGuardPageTests {
    @Test(arguments: ScalarKind.allCases)
    func orthogonal(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedLAPACK.orthogonal(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func singularValuesAndEigenvalues(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedLAPACK.singularValuesAndEigenvalues(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func indefinite(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedLAPACK.indefinite(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func semidefinite(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedLAPACK.semidefinite(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func conditions(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedLAPACK.conditions(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func banded(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedLAPACK.banded(kind) }
    }

    @Test(arguments: ScalarKind.allCases)
    func tridiagonal(_ kind: ScalarKind) async {
        await #expect(processExitsWith: .success) { [kind] in GuardedLAPACK.tridiagonal(kind) }
    }
}

/// The calls; results are checked elsewhere.
private enum GuardedLAPACK {
    private static let sizes = [1, 2, 3, 4, 5, 6, 7, 8, 14, 16, 17, 22, 33, 38, 70]

    /// The operands of one run, all in guarded memory.
    private struct Operands<T: TestScalar> {
        let side: GuardedBuffer<T>.Side

        private var isAtEnd: Bool { side == .end }

        func elements(_ count: Int, _ element: (Int) -> T = { _ in 0 }) -> GuardedVector<T> {
            GuardedVector(count: count, margin: T.isComplex ? count / 4 + 64 : 0, flush: side, element)
        }

        func reals(_ count: Int, _ value: T.RealType = 0) -> GuardedVector<T.RealType> {
            GuardedVector<T.RealType>(count: count, flush: isAtEnd ? .end : .start) { _ in value }
        }

        func integers(_ count: Int) -> GuardedPivots { GuardedPivots(count: max(count, 1), flushAtEnd: isAtEnd) }

        /// Row-major for us, column-major for LAPACK; symmetric in any case where that matters.
        func matrix(_ rows: Int, _ columns: Int, gap: Int = 0, diagonal: Double = 1) -> GuardedMatrix<T> {
            GuardedMatrix(
                rows: rows, columns: columns, gap: gap, margin: T.isComplex ? 4 * (columns + gap) + 16 : 0, flush: side
            ) {
                i, j in
                i == j ? T(diagonal) : T(1 / Double(1 + i + j))
            }
        }
    }

    private static func runs<T: TestScalar>(_: T.Type, _ body: (Operands<T>, _ n: Int, _ gap: Int) -> Void) {
        for side in GuardedBuffer<T>.Side.allCases {
            for n in sizes { for gap in [0, 3] { body(Operands(side: side), n, gap) } }
        }
    }

    /// Asks for the size of the workspace, then calls with a guarded one of just that size.
    private static func withWork<T: TestScalar>(
        _ operands: Operands<T>, _ name: String, _ routine: (UnsafeMutablePointer<T>, Int) -> Int
    ) {
        var answer = T(0)
        precondition(routine(&answer, -1) == 0, "\(name): query")
        let count = max(1, Int(answer.realPart.nextUp.rounded(.up)))
        let work = operands.elements(count)
        let info = withExtendedLifetime(work) { routine(work.view.base, count) }
        precondition(info == 0, "\(name): info \(info)")
    }

    static func orthogonal(_ kind: ScalarKind) { orthogonal(kind.type) }

    private static func orthogonal<T: TestScalar>(_: T.Type) {
        runs(T.self) { operands, n, gap in
            for m in [1, n, n + 5] {
                let k = min(m, n)
                let tau = operands.elements(k)
                // Columns of m elements.
                let a = operands.matrix(n, m, gap: gap)
                let lda = a.view.leadingDimension
                withWork(operands, "gelqf \(m)×\(n)") {
                    T.Routines.gelqf(m, n, a.view.base, lda, tau.view.base, $0, $1)
                }
                withWork(operands, "orglq \(m)×\(n)") {
                    T.Routines.orglq(k, n, k, a.view.base, lda, tau.view.base, $0, $1)
                }
                let b = operands.matrix(n, m, gap: gap)
                withWork(operands, "geqrf \(m)×\(n)") {
                    T.Routines.geqrf(m, n, b.view.base, lda, tau.view.base, $0, $1)
                }
                withWork(operands, "orgqr \(m)×\(n)") {
                    T.Routines.orgqr(m, k, k, b.view.base, lda, tau.view.base, $0, $1)
                }
                let (c, pivots, reals) = (operands.matrix(n, m, gap: gap), operands.integers(n), operands.reals(2 * n))
                for i in 0..<n { pivots.base[i] = 0 }
                withWork(operands, "geqp3 \(m)×\(n)") {
                    T.Routines.geqp3(
                        m, n, c.view.base, lda, pivots.base, tau.view.base, $0, $1, reals.view.base)
                }
            }
        }
    }

    static func singularValuesAndEigenvalues(_ kind: ScalarKind) { singularValuesAndEigenvalues(kind.type) }

    private static func singularValuesAndEigenvalues<T: TestScalar>(_: T.Type) {
        runs(T.self) { operands, n, gap in
            for m in [n, n + 5] {
                for vectors in SingularVectors.allCases {
                    let (k, full) = (min(m, n), vectors == .full)
                    let (a, s, integers) = (
                        operands.matrix(n, m, gap: gap), operands.reals(k), operands.integers(8 * k)
                    )
                    let columns = vectors == .none ? 0 : full ? m : k
                    let (u, vt) = (
                        operands.matrix(max(columns, 1), m), operands.matrix(n, vectors == .none ? 1 : full ? n : k)
                    )
                    let reals = operands.reals(
                        T.isComplex ? max(5 * k * k + 7 * k, 2 * max(m, n) * k + 2 * k * k + k) : 1)
                    withWork(operands, "gesdd \(m)×\(n) \(vectors)") {
                        T.Routines.gesdd(
                            vectors, m, n, a.view.base, a.view.leadingDimension, s.view.base, u.view.base, m,
                            vt.view.base, vt.view.columns, $0, $1, reals.view.base, integers.base)
                    }
                }
            }
            for triangle in Triangle.allCases {
                for wantsVectors in [false, true] {
                    let (a, values) = (operands.matrix(n, n, gap: gap), operands.reals(n))
                    var (answer, real, integer) = (T(0), T.RealType(0), Int32(0))
                    func call(
                        _ work: UnsafeMutablePointer<T>, _ count: Int, _ reals: UnsafeMutablePointer<T.RealType>,
                        _ realCount: Int, _ integers: UnsafeMutablePointer<Int32>, _ integerCount: Int
                    ) -> Int {
                        T.Routines.heevd(
                            wantsVectors, triangle, n, a.view.base, a.view.leadingDimension, values.view.base, work,
                            count,
                            reals, realCount, integers, integerCount)
                    }
                    precondition(call(&answer, -1, &real, -1, &integer, -1) == 0, "heevd: query")
                    let work = operands.elements(max(1, Int(answer.realPart)))
                    let reals = operands.reals(max(1, Int(real)))
                    let integers = operands.integers(Int(integer))
                    let info = call(
                        work.view.base, work.view.count, reals.view.base, reals.view.count, integers.base,
                        max(1, Int(integer)))
                    precondition(info == 0, "heevd \(n)")
                }
            }
        }
    }

    static func indefinite(_ kind: ScalarKind) { indefinite(kind.type) }

    private static func indefinite<T: TestScalar>(_: T.Type) {
        runs(T.self) { operands, n, gap in
            for triangle in Triangle.allCases {
                for isHermitian in [false, true] {
                    let (e, pivots) = (operands.elements(n), operands.integers(n))
                    // Zeros on the diagonal, so that there are blocks of size two.
                    let a = operands.matrix(n, n, gap: gap, diagonal: n == 1 ? 1 : 0)
                    let lda = a.view.leadingDimension
                    withWork(operands, "sytrf \(n)") { work, count in
                        isHermitian
                            ? T.Routines.hetrf(triangle, n, a.view.base, lda, e.view.base, pivots.base, work, count)
                            : T.Routines.sytrf(triangle, n, a.view.base, lda, e.view.base, pivots.base, work, count)
                    }
                    let (work, integers, result) = (operands.elements(2 * n), operands.integers(n), operands.reals(1))
                    let call = isHermitian ? T.Routines.hecon : T.Routines.sycon
                    let info = call(
                        triangle, n, a.view.base, lda, e.view.base, pivots.base, 1, result.view.base, work.view.base,
                        integers.base)
                    precondition(info == 0 && result.view[0] >= 0, "sycon \(n)")
                }
            }
        }
    }

    static func semidefinite(_ kind: ScalarKind) { semidefinite(kind.type) }

    private static func semidefinite<T: TestScalar>(_: T.Type) {
        runs(T.self) { operands, n, gap in
            for triangle in Triangle.allCases {
                let a = operands.matrix(n, n, gap: gap, diagonal: Double(n + 1))
                let (pivots, work, rank) = (operands.integers(n), operands.reals(2 * n), operands.integers(1))
                let info = T.Routines.pstrf(
                    triangle, n, a.view.base, a.view.leadingDimension, pivots.base, rank.base, -1, work.view.base)
                precondition(info == 0 && rank.base[0] == Int32(n), "pstrf \(n)")
            }
        }
    }

    static func conditions(_ kind: ScalarKind) { conditions(kind.type) }

    private static func conditions<T: TestScalar>(_: T.Type) {
        runs(T.self) { operands, n, gap in
            let a = operands.matrix(n, n, gap: gap, diagonal: 2)
            let lda = a.view.leadingDimension
            let (reals, integers, result) = (operands.reals(2 * n), operands.integers(n), operands.reals(1))
            for norm in OperatorNorm.allCases {
                let work = operands.elements(4 * n)
                var info = T.Routines.gecon(
                    norm, n, a.view.base, lda, 1, result.view.base, work.view.base, reals.view.base, integers.base)
                precondition(info == 0, "gecon \(n)")
                for triangle in Triangle.allCases {
                    let (work, reals) = (operands.elements(3 * n), operands.reals(n))
                    for diagonal in Diagonal.allCases {
                        info = T.Routines.trcon(
                            norm, triangle, diagonal, n, a.view.base, lda, result.view.base, work.view.base,
                            reals.view.base, integers.base)
                        precondition(info == 0, "trcon \(n)")
                    }
                    info = T.Routines.pocon(
                        triangle, n, a.view.base, lda, 1, result.view.base, work.view.base, reals.view.base,
                        integers.base)
                    precondition(info == 0, "pocon \(n)")
                }
            }
            // The matrix of the estimate is the identity.
            let (v, x, state, kase) = (
                operands.elements(n), operands.elements(n), operands.integers(3), operands.integers(1)
            )
            kase.base[0] = 0
            repeat {
                _ = T.Routines.lacn2(
                    n, v.view.base, x.view.base, integers.base, result.view.base, kase.base, state.base)
            } while kase.base[0] != 0
            precondition(result.view[0] > 0, "lacn2 \(n)")
        }
    }

    static func banded(_ kind: ScalarKind) { banded(kind.type) }

    private static func banded<T: TestScalar>(_: T.Type) {
        runs(T.self) { operands, n, gap in
            for (lower, upper) in [(0, 0), (1, 1), (3, 2), (n, n)] {
                // Columns of 2·lower + upper + 1 elements.
                let height = 2 * lower + upper + 1
                let ab = GuardedMatrix<T>(rows: n, columns: height, gap: gap, flush: operands.side) { _, j in
                    j == lower + upper ? 4 : 1
                }
                let ldab = ab.view.leadingDimension
                let pivots = operands.integers(n)
                var info = T.Routines.gbtrf(n, n, lower, upper, ab.view.base, ldab, pivots.base)
                precondition(info == 0, "gbtrf \(n) \(lower) \(upper)")
                for transpose in Transpose.allCases {
                    for columns in [1, 3] {
                        let b = operands.matrix(columns, n)
                        info = T.Routines.gbtrs(
                            transpose, n, lower, upper, columns, ab.view.base, ldab, pivots.base, b.view.base, n)
                        precondition(info == 0, "gbtrs \(n)")
                    }
                }
                let (reals, integers, result) = (operands.reals(n), operands.integers(n), operands.reals(1))
                let work = operands.elements(3 * n)
                for norm in OperatorNorm.allCases {
                    info = T.Routines.gbcon(
                        norm, n, lower, upper, ab.view.base, ldab, pivots.base, 1, result.view.base, work.view.base,
                        reals.view.base, integers.base)
                    precondition(info == 0, "gbcon \(n)")
                }
                for triangle in Triangle.allCases {
                    let band = GuardedMatrix<T>(rows: n, columns: lower + 1, gap: gap, flush: operands.side) { _, j in
                        j == (triangle == .lower ? 0 : lower) ? T(Double(2 * n + 2)) : 1
                    }
                    let ldab = band.view.leadingDimension
                    info = T.Routines.pbtrf(triangle, n, lower, band.view.base, ldab)
                    precondition(info == 0, "pbtrf \(n) \(lower)")
                    for columns in [1, 3] {
                        let b = operands.matrix(columns, n)
                        info = T.Routines.pbtrs(triangle, n, lower, columns, band.view.base, ldab, b.view.base, n)
                        precondition(info == 0, "pbtrs \(n)")
                    }
                    info = T.Routines.pbcon(
                        triangle, n, lower, band.view.base, ldab, 1, result.view.base, work.view.base, reals.view.base,
                        integers.base)
                    precondition(info == 0, "pbcon \(n)")
                }
            }
        }
    }

    static func tridiagonal(_ kind: ScalarKind) { tridiagonal(kind.type) }

    private static func tridiagonal<T: TestScalar>(_: T.Type) {
        runs(T.self) { operands, n, _ in
            let (lower, upper) = (operands.elements(n - 1) { _ in 1 }, operands.elements(n - 1) { _ in 2 })
            let diagonal = operands.elements(n) { _ in 4 }
            let (second, pivots) = (operands.elements(max(n - 2, 0)), operands.integers(n))
            var info = T.Routines.gttrf(
                n, lower.view.base, diagonal.view.base, upper.view.base, second.view.base, pivots.base)
            precondition(info == 0, "gttrf \(n)")
            let (result, integers, work) = (operands.reals(1), operands.integers(n), operands.elements(2 * n))
            for norm in OperatorNorm.allCases {
                info = T.Routines.gtcon(
                    norm, n, lower.view.base, diagonal.view.base, upper.view.base, second.view.base, pivots.base, 1,
                    result.view.base, work.view.base, integers.base)
                precondition(info == 0, "gtcon \(n)")
            }
            let (reals, beside, realWork) = (
                operands.reals(n, 4), operands.elements(n - 1) { _ in 1 }, operands.reals(n)
            )
            info = T.Routines.pttrf(n, reals.view.base, beside.view.base)
            precondition(info == 0, "pttrf \(n)")
            info = T.Routines.ptcon(
                n, reals.view.base, beside.view.base, 1, result.view.base, realWork.view.base)
            precondition(info == 0, "ptcon \(n)")
            for columns in [1, 3] {
                let b = operands.matrix(columns, n)
                for transpose in Transpose.allCases {
                    info = T.Routines.gttrs(
                        transpose, n, columns, lower.view.base, diagonal.view.base, upper.view.base, second.view.base,
                        pivots.base, b.view.base, n)
                    precondition(info == 0, "gttrs \(n)")
                }
                info = T.Routines.pttrs(n, columns, reals.view.base, beside.view.base, b.view.base, n)
                precondition(info == 0, "pttrs \(n)")
            }
        }
    }
}
