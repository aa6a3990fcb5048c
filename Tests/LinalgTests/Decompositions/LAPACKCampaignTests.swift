import Foundation
import Linalg
import TestSupport
import Testing

/// The ratios of LAPACK's own test programs, over its eleven kinds of matrices and its sizes, for every decomposition.
///
/// An unoptimised build takes the small sizes once. A release build computes at least 100,000 ratios, and as many times
/// that as the environment variable `LINALG_RATIOS` says: see `scripts/ratios`.
///
/// Source: Anderson et al., LAPACK Users' Guide; Blackford, Dongarra, Installation Guide for LAPACK, LAPACK Working Note
/// 41, sections 6 and 7.
@Suite(.reportsRatios) struct LAPACKCampaignTests {
    #if DEBUG
    private static let sizes = [0, 1, 2, 3, 5, 10]
    private static let repetitions = 1
    private static let leastRatios = 0
    #else
    private static let sizes = [0, 1, 2, 3, 5, 10, 50, 4, 7, 17, 33]
    private static let repetitions = 4 * factor
    private static let leastRatios = 25_000 * factor
    private static let factor = max(Int(ProcessInfo.processInfo.environment["LINALG_RATIOS"] ?? "") ?? 1, 1)
    #endif

    @Test(arguments: ScalarKind.allCases)
    func everyDecomposition(_ kind: ScalarKind) throws { try everyDecomposition(kind.type) }

    private func everyDecomposition<T: TestScalar>(_: T.Type) throws {
        var campaign = Campaign<T>(seed: 301)
        for repetition in 0..<Self.repetitions {
            for kind in MatrixKind.allCases {
                for n in Self.sizes {
                    campaign.comment = "\(T.name) \(kind) \(n) \(repetition)"
                    try campaign.square(n, kind)
                    try campaign.symmetric(n, kind)
                    try campaign.definite(n, kind)
                    for (rows, columns) in [(n, n), (n, n / 2 + 1), (n / 2 + 1, n)] {
                        try campaign.rectangular(rows, columns, kind)
                    }
                    try campaign.banded(n, kind)
                }
            }
        }
        #expect(campaign.count >= Self.leastRatios, "\(T.name): \(campaign.count) ratios")
    }
}

/// The ratios of one scalar type.
private struct Campaign<T: TestScalar> {
    private var generator: Generator
    private(set) var count = 0
    var comment: Comment = ""

    init(seed: UInt32) { generator = Generator(seed: seed) }

    private mutating func check(_ name: String, _ ratio: Double, _ limit: Double = Ratio.factorizationLimit) {
        count += 1
        #expect(RatioLog.record(name, T.self, ratio) <= limit, comment)
    }

    /// LU, and its solutions, transposed ones too.
    mutating func square(_ n: Int, _ kind: MatrixKind) throws {
        let a: Matrix<T> = generator.matrix(n, n, kind)
        let f = try LU(a)
        check("LU: reconstruction", Ratio.reconstruction(f.reconstructed(), of: a))
        if f.isSingular { return }
        let exact: Matrix<T> = generator.matrix(n, 2)
        for transpose in Transpose.allCases {
            var b = Matrix<T>.zeros(n, 2)
            multiply(a, exact, into: &b, transposeA: transpose)
            let x = try f.solve(b, transpose: transpose)
            let wide = WideMatrix(a).applying(transpose)
            check("LU: solution", Ratio.solution(WideMatrix(x), of: wide, WideMatrix(b), T.self))
        }
    }

    /// LDLᴴ, LDLᵀ and the eigenvalues of Hermitian matrices.
    mutating func symmetric(_ n: Int, _ kind: MatrixKind) throws {
        for symmetry in T.isComplex ? Symmetry.allCases : [.hermitian] {
            let a: Matrix<T> = generator.symmetric(n, kind, as: symmetry)
            let f = try LDLT(a, as: symmetry)
            check("LDLT: reconstruction", Ratio.reconstruction(f.reconstructed(), of: a))
            if !f.isSingular {
                let b = a * (generator.matrix(n, 2) as Matrix<T>)
                check("LDLT: solution", Ratio.solution(try f.solve(b), of: a, b))
            }
            // Divide and conquer squares numbers near the largest one.
            if symmetry == .hermitian && kind != .nearOverflow {
                let eigen = try SymmetricEigen(a)
                check("symmetric eigen: reconstruction", Ratio.factors(eigen.reconstructed(), of: a), 60)
                check("symmetric eigen: orthogonality", Ratio.orthogonality(eigen.vectors), 60)
            }
        }
    }

    /// The decompositions of Cholesky.
    mutating func definite(_ n: Int, _ kind: MatrixKind) throws {
        let a: Matrix<T> = generator.positiveDefinite(n, kind)
        let f = try Cholesky(a)
        check("Cholesky: reconstruction", Ratio.reconstruction(f.reconstructed(), of: a))
        let b = a * (generator.matrix(n, 2) as Matrix<T>)
        check("Cholesky: solution", Ratio.solution(f.solve(b), of: a, b))
        check(
            "pivoted Cholesky: reconstruction", Ratio.reconstruction(try PivotedCholesky(a).reconstructed(), of: a))
    }

    /// QR, QR with pivoting, LQ and SVD.
    mutating func rectangular(_ m: Int, _ n: Int, _ kind: MatrixKind) throws {
        let a: Matrix<T> = generator.matrix(m, n, kind)
        let qr = try QR(a)
        check("QR: reconstruction", Ratio.factors(qr.reconstructed(), of: a))
        check("QR: orthogonality", Ratio.orthogonality(qr.q))
        let pivoted = try PivotedQR(a)
        check("pivoted QR: reconstruction", Ratio.factors(pivoted.reconstructed(), of: a))
        check("pivoted QR: orthogonality", Ratio.orthogonality(pivoted.q))
        let lq = try LQ(a)
        check("LQ: reconstruction", Ratio.factors(lq.reconstructed(), of: a))
        check("LQ: orthogonality", Ratio.orthogonality(lq.q.adjoint()))
        let svd = try SVD(a)
        check("SVD: reconstruction", Ratio.factors(svd.reconstructed(), of: a), 50)
        check("SVD: orthogonality of U", Ratio.orthogonality(svd.u), 50)
        check("SVD: orthogonality of V", Ratio.orthogonality(svd.v), 50)
        // A kind in the middle of the range, of which products are in range too.
        if m > 0 && n > 0 && kind.condition(T.self) != nil {
            let b: Matrix<T> = generator.matrix(m, 2)
            let x = try a.leastSquares(b, method: .pivotedQR).solution
            check("least squares by pivoted QR", Ratio.leastSquares(x, of: a, b), 20)
            check("least squares by SVD", Ratio.leastSquares(try a.leastSquares(b).solution, of: a, b), 20)
        }
    }

    /// The band of a matrix of the kind, and a tridiagonal one.
    mutating func banded(_ n: Int, _ kind: MatrixKind) throws {
        let whole: Matrix<T> = generator.matrix(n, n, kind)
        let exact: Matrix<T> = generator.matrix(n, 2)
        for (lower, upper) in [(1, 1), (n / 3, n / 5)] {
            let a = BandedMatrix(whole, lowerBandwidth: lower, upperBandwidth: upper)
            let f = try BandedLU(a)
            if f.isSingular { continue }
            let dense = a.dense()
            let b = dense * exact
            check("banded LU: solution", Ratio.solution(try f.solve(b), of: dense, b))
        }
        let definite: Matrix<T> = generator.positiveDefinite(n, kind)
        let band = BandedMatrix(definite, lowerBandwidth: 1, upperBandwidth: 1)
        let dense = band.dense()
        let b = dense * exact
        check("banded Cholesky: solution", Ratio.solution(try BandedCholesky(band).solve(b), of: dense, b))
        let beside = max(n - 1, 0)
        let tridiagonal = try TridiagonalCholesky<T>(
            diagonal: Vector(count: n) { dense[$0, $0].realPart }, lower: Vector(count: beside) { dense[$0 + 1, $0] })
        check("tridiagonal Cholesky: solution", Ratio.solution(tridiagonal.solve(b), of: dense, b))
        let t = Tridiagonal<T>(
            lower: Vector(count: beside) { whole[$0 + 1, $0] }, diagonal: Vector(count: n) { whole[$0, $0] },
            upper: Vector(count: beside) { whole[$0, $0 + 1] })
        let f = try TridiagonalLU(t)
        if !f.isSingular {
            let right = t.dense() * exact
            check("tridiagonal LU: solution", Ratio.solution(try f.solve(right), of: t.dense(), right))
        }
    }
}
