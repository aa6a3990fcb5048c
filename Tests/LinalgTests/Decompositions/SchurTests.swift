import ComplexModule
import Linalg
import TestSupport
import Testing

/// Schur and Hessenberg forms over sizes, kinds of matrices and scalar types.
@Suite(.reportsRatios) struct SchurTests {
    private static let sizes = [0, 1, 2, 3, 5, 10, 33]

    private func check<T: TestScalar>(_ f: Schur<T>, of a: Matrix<T>, _ name: String, _ comment: Comment) {
        let ratios = [
            ("reconstruction", EigenRatio.reconstruction(f.reconstructed(), of: a)),
            ("orthogonality", EigenRatio.orthogonality(f.z)),
        ]
        for (part, ratio) in ratios {
            #expect(RatioLog.record("\(name): \(part)", T.self, ratio) <= EigenRatio.limit, comment)
        }
        let n = a.rows
        #expect(f.size == n && f.eigenvalues.count == n, comment)
        // Blocks stand alone, with equal diagonals and off-diagonals of opposite signs; all else below is zero.
        for i in 0..<n {
            for j in 0..<max(i - 1, 0) { #expect(f.t[i, j] == 0, comment) }
            if i == 0 || f.t[i, i - 1] == 0 { continue }
            #expect(!T.isComplex && (i < 2 || f.t[i - 1, i - 2] == 0), comment)
            #expect(f.t[i, i] == f.t[i - 1, i - 1], comment)
            #expect(f.t[i, i - 1].realPart.sign != f.t[i - 1, i].realPart.sign, comment)
        }
        for i in 0..<n where T.isComplex || f.eigenvalues[i].imaginaryPart == 0 {
            #expect(f.eigenvalues[i] == Complex(f.t[i, i].realPart, f.t[i, i].imaginaryPart), comment)
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func schur(_ kind: ScalarKind) throws { try schur(kind.type) }

    private func schur<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 311)
        for kind in MatrixKind.allCases {
            for n in kind == .uniform ? Self.sizes + [65] : Self.sizes {
                let a: Matrix<T> = generator.matrix(n, n, kind)
                let comment: Comment = "\(T.name) \(kind) \(n)"
                let before = a
                let f = try Schur(Framed(a).inner)
                #expect(a == before)
                check(f, of: a, "Schur", comment)
                let complex = f.complexForm()
                check(complex, of: a.complexified(), "complex Schur", comment)
                // The same eigenvalues in the same places, up to rounding in the form.
                for i in 0..<n {
                    let error = (complex.eigenvalues[i] - f.eigenvalues[i]).modulus
                    let bound = T.RealType(n) * a.norm(.frobenius) * T.RealType.ulpOfOne
                    #expect(error <= 20 * max(bound, T.RealType.leastNonzeroMagnitude), comment)
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func reordered(_ kind: ScalarKind) throws { try reordered(kind.type) }

    private func reordered<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 312)
        for n in Self.sizes {
            let a: Matrix<T> = generator.matrix(n, n)
            let comment: Comment = "\(T.name) \(n)"
            let f = try Schur(a)
            for selection in 0..<4 {
                let isSelected: (Complex<T.RealType>) -> Bool = { value in
                    switch selection {
                    case 0: value.realPart < 0
                    case 1: value.modulus < 0.5
                    case 2: true
                    default: value.imaginaryPart > 0
                    }
                }
                let (g, count) = try f.reordered(where: isSelected)
                check(g, of: a, "reordered Schur", comment)
                // A conjugate goes with its pair.
                let expected = f.eigenvalues.filter {
                    isSelected($0) || (!T.isComplex && isSelected($0.conjugated))
                }
                #expect(count == expected.count, comment)
                let bound = 1000 * T.RealType(max(n, 1)) * a.norm(.frobenius) * T.RealType.ulpOfOne
                for (i, value) in expected.enumerated() {
                    #expect((g.eigenvalues[i] - value).modulus <= bound, comment)
                }
                // The first columns span an invariant subspace: A·Z₁ = Z₁·T₁₁.
                let (basis, block) = (WideMatrix(g.z[..., 0..<count]), WideMatrix(g.t[0..<count, 0..<count]))
                let ratio = EigenRatio.difference(
                    WideMatrix(a) * basis, basis * block, size: WideMatrix(a).oneNorm, T.self)
                #expect(RatioLog.record("invariant subspace", T.self, ratio) <= EigenRatio.limit, comment)
            }
        }
    }

    /// Two blocks whose exchange would disturb the matrix by more than rounding: LAPACK refuses.
    @Test func eigenvaluesTooClose() throws {
        let a: Matrix<Double> = [
            [1, 5.251118677292933e-07, 1.1128471081979654, 1.3204799631976747],
            [-33.87504926934449, 1, 1.0644602400990442, -1.1007035322876306],
            [0, 0, 1.0437760503345315, 7.196881224842363e-05],
            [0, 0, -1.0100153017846935e-08, 1.0437760503345315],
        ]
        let f = try Schur(a)
        #expect(throws: LinalgError.eigenvaluesTooClose) { try f.reordered { $0.realPart > 1.02 } }
        #expect(try f.reordered { $0.realPart < 1.02 }.count == 2)
    }

    @Test(arguments: ScalarKind.allCases)
    func hessenberg(_ kind: ScalarKind) throws { try hessenberg(kind.type) }

    private func hessenberg<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 313)
        for kind in MatrixKind.allCases {
            for n in kind == .uniform ? Self.sizes + [65, 150] : Self.sizes {
                let a: Matrix<T> = generator.matrix(n, n, kind)
                let comment: Comment = "\(T.name) \(kind) \(n)"
                let before = a
                let f = try Hessenberg(Framed(a).inner)
                #expect(a == before)
                let ratios = [
                    ("reconstruction", EigenRatio.reconstruction(f.reconstructed(), of: a)),
                    ("orthogonality", EigenRatio.orthogonality(f.q)),
                ]
                for (part, ratio) in ratios {
                    #expect(RatioLog.record("Hessenberg: \(part)", T.self, ratio) <= EigenRatio.limit, comment)
                }
                #expect(f.size == n)
                for i in 0..<n { for j in 0..<max(i - 1, 0) { #expect(f.h[i, j] == 0, comment) } }
            }
        }
    }
}
