import ComplexModule
import Linalg
import TestSupport
import Testing

/// Sylvester's equation and the polar decomposition.
@Suite(.reportsRatios) struct SylvesterTests {
    @Test(arguments: ScalarKind.allCases)
    func sylvester(_ kind: ScalarKind) throws { try sylvester(kind.type) }

    private func sylvester<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 341)
        for (m, n) in [
            (0, 0), (0, 3), (3, 0), (1, 1), (1, 4), (5, 1), (2, 3), (10, 7), (33, 20), (20, 33), (70, 40), (31, 100),
        ] {
            for kind in [MatrixKind.uniform, .illConditioned, .graded, .nearUnderflow] {
                let a: Matrix<T> = generator.matrix(m, m)
                var b: Matrix<T> = generator.matrix(n, n)
                for i in 0..<n { b[i, i] += T(Double(m + n)) }
                let c: Matrix<T> = generator.matrix(m, n, kind)
                let comment: Comment = "\(T.name) \(m)×\(n) \(kind)"
                let before = c
                let equation = try Sylvester(Framed(a).inner, Framed(b).inner)
                let x = try equation.solve(Framed(c).inner)
                #expect(c == before && x.rows == m && x.columns == n)
                let wide = WideMatrix(x)
                let size = (WideMatrix(a).oneNorm + WideMatrix(b).oneNorm) * wide.oneNorm
                let ratio = EigenRatio.difference(
                    WideMatrix(a) * wide + wide * WideMatrix(b), WideMatrix(c), size: size, T.self)
                #expect(RatioLog.record("Sylvester", T.self, ratio) <= EigenRatio.limit, comment)
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func withoutUniqueSolution(_ kind: ScalarKind) throws { try withoutUniqueSolution(kind.type) }

    private func withoutUniqueSolution<T: TestScalar>(_: T.Type) throws {
        let (a, b): (Matrix<T>, Matrix<T>) = ([[1, 2], [0, 3]], [[-3, 1], [0, 5]])
        let equation = try Sylvester(a, b)
        #expect(throws: LinalgError.commonEigenvalue) { try equation.solve([[1, 1], [1, 1]]) }
        let small = T(parts: .leastNormalMagnitude, 0)
        let tiny = try Sylvester([[small]], [[small]])
        #expect(throws: LinalgError.self) { try tiny.solve([[T(1e9)]]) }
    }

    // MARK: Polar

    @Test(arguments: ScalarKind.allCases)
    func polar(_ kind: ScalarKind) throws { try polar(kind.type) }

    private func polar<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 342)
        for kind in MatrixKind.allCases {
            for (m, n) in [(0, 0), (0, 3), (3, 0), (1, 1), (5, 2), (2, 5), (10, 10), (33, 20), (20, 33)] {
                let a: Matrix<T> = generator.matrix(m, n, kind)
                let before = a
                for side in Side.allCases {
                    let f = try Polar(Framed(a).inner, side: side)
                    let comment: Comment = "\(T.name) \(kind) \(m)×\(n) \(side)"
                    let size = side == .right ? n : m
                    #expect(f.unitary.rows == m && f.unitary.columns == n && f.side == side, comment)
                    #expect(f.positive.rows == size && f.positive.columns == size, comment)
                    let reconstruction = EigenRatio.reconstruction(f.reconstructed(), of: a)
                    #expect(RatioLog.record("polar: reconstruction", T.self, reconstruction) <= 50, comment)
                    let narrow = m >= n ? f.unitary : f.unitary.adjoint()
                    let orthogonality = EigenRatio.orthogonality(narrow)
                    #expect(RatioLog.record("polar: orthogonality", T.self, orthogonality) <= 50, comment)
                    #expect(f.positive == f.positive.adjoint(), comment)
                    let values = try SymmetricEigen(f.positive).values
                    let largest = values.last
                    if let largest, let least = values.first {
                        let bound = T.RealType(size) * largest * T.RealType.ulpOfOne
                        #expect(least >= -8 * max(bound, T.RealType.leastNonzeroMagnitude), comment)
                    }
                }
                #expect(a == before)
            }
        }
        let turn = try Polar([[0, -2], [2, 0]] as Matrix<T>)
        #expect(turn.unitary.isApproximatelyEqual(to: [[0, -1], [1, 0]]))
        #expect(turn.positive.isApproximatelyEqual(to: [[2, 0], [0, 2]]))
    }
}

extension Vector {
    fileprivate var first: Element? { isEmpty ? nil : self[0] }
    fileprivate var last: Element? { isEmpty ? nil : self[count - 1] }
}
