import ComplexModule
import Linalg
import TestSupport
import Testing

/// QR, SVD and the symmetric eigenproblem over shapes, kinds of matrices and scalar types.
@Suite(.reportsRatios) struct OrthogonalTests {
    /// Shapes of both kinds, across the block sizes of LAPACK.
    private static let shapes = [
        (0, 0), (0, 3), (3, 0), (1, 1), (1, 5), (5, 1), (2, 2), (3, 2), (2, 3), (10, 10), (10, 4), (4, 10), (33, 50),
        (50, 33), (65, 65),
    ]

    /// Singular ones as well: these decompositions do not mind.
    private static let kinds = MatrixKind.allCases

    // MARK: Ratios

    /// `‖I − QᴴQ‖ / (m·u)` for the columns of Q.
    private func orthogonality<T: TestScalar>(_ q: Matrix<T>) -> Double {
        let wide = WideMatrix(q)
        let product = WideMatrix(q.adjoint()) * wide - WideMatrix.identity(q.columns)
        return Double(product.oneNorm / (Wide(max(q.rows, 1)) * T.unit))
    }

    /// `‖A − B‖ / (max(m, n)·‖A‖·u)`.
    private func reconstruction<T: TestScalar>(_ b: Matrix<T>, of a: Matrix<T>) -> Double {
        let wide = WideMatrix(a)
        let error = (WideMatrix(b) - wide).oneNorm
        if error == 0 { return 0 }
        return Double(error / (Wide(max(a.rows, a.columns)) * Swift.max(wide.oneNorm * T.unit, T.smallest)))
    }

    // MARK: QR

    @Test(arguments: ScalarKind.allCases)
    func qr(_ kind: ScalarKind) throws { try qr(kind.type) }

    private func qr<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 91)
        for kind in Self.kinds {
            for (m, n) in Self.shapes {
                let a: Matrix<T> = generator.matrix(m, n, kind)
                let comment: Comment = "\(T.name) \(kind) \(m)×\(n)"
                let before = a
                for matrix in [a, Framed(a).inner] {
                    for isFull in [false, true] {
                        let f = try QR(matrix, isFull: isFull)
                        let k = isFull ? m : min(m, n)
                        #expect(f.q.rows == m && f.q.columns == k && f.r.rows == k && f.r.columns == n, comment)
                        let ratios = [reconstruction(f.reconstructed(), of: a), orthogonality(f.q)]
                        for (name, ratio) in zip(["reconstruction", "orthogonality"], ratios) {
                            #expect(
                                RatioLog.record("QR: \(name)", T.self, ratio) <= Ratio.factorizationLimit, comment)
                        }
                        for i in 0..<k { for j in 0..<min(i, n) { #expect(f.r[i, j] == 0, comment) } }
                    }
                }
                #expect(a == before)
                let pivoted = try PivotedQR(a)
                for (name, ratio) in [
                    ("reconstruction", reconstruction(pivoted.reconstructed(), of: a)),
                    ("orthogonality", orthogonality(pivoted.q)),
                ] {
                    #expect(
                        RatioLog.record("pivoted QR: \(name)", T.self, ratio) <= Ratio.factorizationLimit, comment)
                }
                #expect(pivoted.order.sorted() == Array(0..<n), comment)
                let diagonal = pivoted.r.diagonal.map(\.modulus)
                for (a, b) in zip(diagonal, diagonal.dropFirst()) { #expect(b <= a * 1.01, comment) }
            }
        }
    }

    /// The residual of a least-squares solution is orthogonal to the columns.
    @Test(arguments: ScalarKind.allCases)
    func leastSquares(_ kind: ScalarKind) throws { try leastSquares(kind.type) }

    private func leastSquares<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 92)
        for (m, n) in [(1, 1), (5, 2), (10, 10), (50, 20)] {
            let a: Matrix<T> = generator.matrix(m, n)
            let b: Matrix<T> = generator.matrix(m, 3)
            let comment: Comment = "\(T.name) \(m)×\(n)"
            let byQR = try QR(a).solve(b)
            let bySVD = try a.leastSquares(b)
            #expect(bySVD.rank == n)
            for x in [byQR, bySVD.solution] {
                let (wide, residual) = (WideMatrix(a), WideMatrix(b) - WideMatrix(a) * WideMatrix(x))
                let slope = (WideMatrix(a.adjoint()) * residual).oneNorm
                let size = wide.oneNorm * (wide.oneNorm * WideMatrix(x).oneNorm + WideMatrix(b).oneNorm)
                let ratio = Double(slope / (Wide(m) * size * T.unit))
                #expect(RatioLog.record("least squares", T.self, ratio) <= 20, comment)
            }
            let norm = (0..<3).map { (b - a * byQR)[column: $0].norm() }
            for (j, value) in norm.enumerated() {
                let scale = b[column: j].norm()
                #expect((bySVD.residualNorms[j] - value).magnitude / scale <= 1000 * T.RealType.ulpOfOne, comment)
            }
            // Its products are with a vector, which add in another order.
            let single = try QR(a).solve(b[column: 1])
            let apart = (single - byQR[column: 1]).norm() / (single.norm() * (try SVD(a).condition))
            #expect(n == 0 || apart <= 10 * T.RealType(m) * .ulpOfOne, comment)
        }
        #expect(throws: LinalgError.singular(pivot: 1)) { try QR([[1, 0], [1, 0]] as Matrix<T>).solve([1, 2]) }
    }

    // MARK: SVD

    @Test(arguments: ScalarKind.allCases)
    func svd(_ kind: ScalarKind) throws { try svd(kind.type) }

    private func svd<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 93)
        for kind in Self.kinds {
            for (m, n) in Self.shapes {
                let a: Matrix<T> = generator.matrix(m, n, kind)
                let comment: Comment = "\(T.name) \(kind) \(m)×\(n)"
                let k = min(m, n)
                let values = try SVD(Framed(a).inner, vectors: .none).singularValues
                for vectors in [SingularVectors.thin, .full] {
                    let f = try SVD(a, vectors: vectors)
                    let (left, right) = vectors == .full ? (m, n) : (k, k)
                    #expect(f.u.rows == m && f.u.columns == left, comment)
                    #expect(f.adjointV.rows == right && f.adjointV.columns == n, comment)
                    for (name, ratio) in [
                        ("reconstruction", reconstruction(f.reconstructed(), of: a)),
                        ("orthogonality of U", orthogonality(f.u)),
                        ("orthogonality of V", orthogonality(f.v)),
                    ] {
                        #expect(RatioLog.record("SVD: \(name)", T.self, ratio) <= 50, comment)
                    }
                    #expect(f.singularValues.count == k && f.singularValues.allSatisfy { $0 >= 0 }, comment)
                    for i in 1..<max(k, 1) {
                        #expect(f.singularValues[i] <= f.singularValues[i - 1], comment)
                    }
                    // The values alone are the same up to rounding.
                    for i in 0..<k {
                        let bound = Swift.max(
                            T.RealType(max(m, n)) * f.singularValues[0] * T.RealType.ulpOfOne,
                            T.RealType.leastNonzeroMagnitude * 16)
                        #expect((f.singularValues[i] - values[i]).magnitude <= 8 * bound, comment)
                    }
                }
            }
        }
    }

    /// The four conditions of Moore and Penrose, for matrices of every rank.
    @Test(arguments: ScalarKind.allCases)
    func pseudoInverses(_ kind: ScalarKind) throws { try pseudoInverses(kind.type) }

    private func pseudoInverses<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 94)
        for (m, n, rank) in [(5, 3, 3), (3, 5, 3), (6, 6, 2), (7, 4, 1), (4, 4, 0)] {
            let left: Matrix<T> = generator.matrix(m, rank)
            let right: Matrix<T> = generator.matrix(rank, n)
            let a = left * right
            let comment: Comment = "\(T.name) \(m)×\(n) of rank \(rank)"
            #expect(try a.rank() == rank, comment)
            #expect(try PivotedQR(a).rank() == rank, comment)
            let p = try a.pseudoInverse()
            let tolerance = 1000 * T.RealType.ulpOfOne * T.RealType(max(m, n))
            func isNear(_ x: Matrix<T>, _ y: Matrix<T>, _ name: String) {
                let size = Swift.max(y.norm(.frobenius), 1)
                #expect((x - y).norm(.frobenius) / size <= tolerance, "\(comment) \(name)")
            }
            isNear(a * p * a, a, "A·P·A")
            isNear(p * a * p, p, "P·A·P")
            isNear((a * p).adjoint(), a * p, "A·P Hermitian")
            isNear((p * a).adjoint(), p * a, "P·A Hermitian")
            // Spaces: what is mapped to zero, and what is reached.
            let null = try a.nullSpace()
            let basis = try a.orthonormalBasis()
            #expect(null.rows == n && null.columns == n - rank && basis.columns == rank, comment)
            isNear(a * null, .zeros(m, n - rank), "null space")
            isNear(basis * (basis.adjoint() * a), a, "basis")
            let condition = try a.condition()
            #expect(rank == min(m, n) || condition >= 0.01 / T.RealType.ulpOfOne)
        }
    }

    // MARK: Symmetric eigenproblem

    @Test(arguments: ScalarKind.allCases)
    func symmetricEigen(_ kind: ScalarKind) throws { try symmetricEigen(kind.type) }

    private func symmetricEigen<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 95)
        for kind in Self.kinds where kind != .nearOverflow {
            for n in [0, 1, 2, 3, 5, 10, 33, 50] {
                let half: Matrix<T> = generator.matrix(n, n, kind)
                let a = Matrix<T>(rows: n, columns: n) { i, j in
                    i == j ? T(parts: half[i, i].realPart, 0) : i > j ? half[i, j] : half[j, i].conjugated
                }
                let comment: Comment = "\(T.name) \(kind) \(n)"
                for triangle in Triangle.allCases {
                    // What is not to be read is spoilt.
                    let spoilt = Matrix<T>(rows: n, columns: n) { i, j in
                        (triangle == .lower ? j > i : j < i) ? .nan : a[i, j]
                    }
                    let f = try SymmetricEigen(Framed(spoilt).inner, reading: triangle)
                    for (name, ratio) in [
                        ("reconstruction", reconstruction(f.reconstructed(), of: a)),
                        ("orthogonality", orthogonality(f.vectors)),
                    ] {
                        #expect(RatioLog.record("symmetric eigen: \(name)", T.self, ratio) <= 60, comment)
                    }
                    for i in 1..<max(n, 1) { #expect(f.values[i] >= f.values[i - 1], comment) }
                    let alone = try SymmetricEigen(spoilt, reading: triangle, withVectors: false)
                    #expect(alone.vectors.columns == 0, comment)
                    let largest = f.values.reduce(T.RealType(0)) { Swift.max($0, $1.magnitude) }
                    for i in 0..<n {
                        let bound = Swift.max(
                            T.RealType(n) * largest * T.RealType.ulpOfOne, 16 * T.RealType.leastNonzeroMagnitude)
                        #expect((f.values[i] - alone.values[i]).magnitude <= 8 * bound, comment)
                    }
                }
            }
        }
    }

    /// Wilkinson's W21+ has pairs of eigenvalues that agree to fourteen digits, and known ones at the top.
    ///
    /// Source: Wilkinson, The Algebraic Eigenvalue Problem, 1965, page 309.
    @Test func wilkinsonsMatrix() throws {
        let w = Matrix<Double>(rows: 21, columns: 21) { i, j in
            i == j ? Double(abs(i - 10)) : abs(i - j) == 1 ? 1 : 0
        }
        let f = try SymmetricEigen(w)
        #expect(abs(f.values[20] - 10.746194182903393) <= 1e-13)
        #expect(abs(f.values[19] - 10.746194182903322) <= 1e-13)
        #expect(abs(f.values[0] - -1.1254415221199845) <= 1e-13)
        #expect(f.values[20] >= f.values[19])
    }

    // MARK: Input that cannot be decomposed

    @Test(arguments: ScalarKind.allCases)
    func inputThatIsNotFiniteIsAnError(_ kind: ScalarKind) { inputThatIsNotFiniteIsAnError(kind.type) }

    private func inputThatIsNotFiniteIsAnError<T: TestScalar>(_: T.Type) {
        for bad in [T.nan, .infinity] {
            var a = Matrix<T>.identity(3)
            a[2, 1] = bad
            let expected = LinalgError.notFinite(row: 2, column: 1)
            #expect(throws: expected) { try QR(a) }
            #expect(throws: expected) { try PivotedQR(a) }
            #expect(throws: expected) { try SVD(a) }
            #expect(throws: expected) { try SymmetricEigen(a) }
            #expect(throws: expected) { try a.leastSquares(Matrix<T>.zeros(3, 1)) }
            #expect(throws: Never.self) { try SymmetricEigen(a, reading: .upper) }
        }
    }

    // MARK: Norms and products

    @Test(arguments: ScalarKind.allCases)
    func norms(_ kind: ScalarKind) throws { try norms(kind.type) }

    private func norms<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 96)
        for kind in [MatrixKind.uniform, .nearOverflow, .nearUnderflow, .graded] {
            for (m, n) in [(1, 1), (3, 5), (20, 7)] {
                let a: Matrix<T> = generator.matrix(m, n, kind)
                let moduli = WideMatrix(a).magnitudes().real
                let one = (0..<n).map { j in (0..<m).reduce(0 as Wide) { $0 + moduli[$1 * n + j] } }.max() ?? 0
                let infinity = (0..<m).map { i in (0..<n).reduce(0 as Wide) { $0 + moduli[i * n + $1] } }.max() ?? 0
                let frobenius = moduli.reduce(0 as Wide) { $0 + $1 * $1 }.squareRoot()
                for (kind, exact) in [
                    (MatrixNorm.one, one), (.infinity, infinity), (.frobenius, frobenius),
                    (.largest, moduli.max() ?? 0),
                ] {
                    let error = (Wide(a.norm(kind)) - exact).magnitude / exact
                    #expect(Double(error / (Wide(m * n) * T.unit)) <= 4, "\(T.name) \(kind)")
                }
                let spectral = Wide(try a.spectralNorm())
                #expect(spectral <= frobenius * 1.0001 && spectral * spectral <= one * infinity * 1.0001)
                #expect(Wide(try a.nuclearNorm()) >= spectral * 0.9999)
            }
        }
        var a = Matrix<T>.ones(2, 3)
        a[1, 2] = .nan
        for kind in MatrixNorm.allCases { #expect(a.norm(kind).isNaN, "\(kind)") }
        for kind in MatrixNorm.allCases { #expect(Matrix<T>.zeros(0, 3).norm(kind) == 0) }
    }

    @Test func kroneckerPowerAndTrace() throws {
        let a: Matrix<Double> = [[1, 2], [3, 4]]
        let b: Matrix<Double> = [[0, 5, 1]]
        #expect(a.kronecker(b) == [[0, 5, 1, 0, 10, 2], [0, 15, 3, 0, 20, 4]])
        #expect(try a.power(0) == .identity(2))
        #expect(try a.power(5) == [[1069, 1558], [2337, 3406]])
        #expect(try a.power(-2).isApproximatelyEqual(to: [[5.5, -2.5], [-3.75, 1.75]]))
        #expect(a.trace == 5)
        #expect(throws: LinalgError.singular(pivot: 1)) { try ([[1, 1], [1, 1]] as Matrix<Double>).power(-1) }
    }
}
