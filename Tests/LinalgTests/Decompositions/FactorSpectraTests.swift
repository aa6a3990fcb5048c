import ComplexModule
import Linalg
import TestSupport
import Testing

/// Decompositions that show eigenvalues or a rank, and decompose another matrix in the memory that they have.
@Suite struct FactorSpectraTests {
    private static let sizes = [3, 0, 1, 2, 5, 5, 33, 140, 4]

    /// Runs `check` on pairs of random matrices of each size, as they are and with gaps between their rows.
    private func forEachPair<T: TestScalar>(
        _: T.Type, seed: UInt32, _ check: (Matrix<T>, Matrix<T>) throws -> Void
    ) rethrows {
        var generator = Generator(seed: seed)
        for n in Self.sizes {
            let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(n, n), generator.matrix(n, n))
            try check(a, b)
            try check(Framed(b).inner, Framed(a).inner)
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func eigen(_ kind: ScalarKind) throws { try eigen(kind.type) }

    private func eigen<T: TestScalar>(_: T.Type) throws {
        for vectors in Eigenvectors.allCases {
            var f = try Eigen(Matrix<T>.identity(2), vectors: vectors)
            try forEachPair(T.self, seed: 21) { other, a in
                try checkFactorsAgain(
                    "Eigen of \(T.name), \(a.rows), \(vectors)", &f, other, a, Eigen(a, vectors: vectors),
                    { try $0.factor($1) }
                ) { [Matrix(rows: 1, columns: $0.size, elements: $0.values), $0.vectors, $0.leftVectors] }
                #expect(f.vectors.columns == (vectors == .right || vectors == .both ? a.rows : 0))
                #expect(f.leftVectors.columns == (vectors == .left || vectors == .both ? a.rows : 0))
            }
            // Near an end of the range it works on a scaled copy.
            let large = Matrix<T>.identity(2) * T(real: T.RealType.greatestFiniteMagnitude / 4)
            try f.factor(large)
            #expect(f.values[0] == Complex(T.RealType.greatestFiniteMagnitude / 4, 0))
            try f.factor(.identity(2))
            #expect(f.values == [1, 1])
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func schur(_ kind: ScalarKind) throws { try schur(kind.type) }

    private func schur<T: TestScalar>(_: T.Type) throws {
        var f = try Schur(Matrix<T>.identity(2))
        try forEachPair(T.self, seed: 22) { other, a in
            try checkFactorsAgain("Schur of \(T.name), \(a.rows)", &f, other, a, Schur(a), { try $0.factor($1) }) {
                let ordered = try $0.reordered { $0.real < 0 }.form
                let complex = $0.complexForm()
                return [
                    [
                        $0.t.complexified, $0.z.complexified,
                        Matrix(rows: 1, columns: $0.size, elements: $0.eigenvalues),
                    ],
                    [ordered.t.complexified, ordered.z.complexified, complex.t, complex.z],
                ]
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func hessenberg(_ kind: ScalarKind) throws { try hessenberg(kind.type) }

    private func hessenberg<T: TestScalar>(_: T.Type) throws {
        var f = try Hessenberg(Matrix<T>.identity(2))
        try forEachPair(T.self, seed: 23) { other, a in
            try checkFactorsAgain(
                "Hessenberg of \(T.name), \(a.rows)", &f, other, a, Hessenberg(a), { try $0.factor($1) }
            ) { [$0.h, $0.q] }
            for i in 0..<a.rows { for j in 0..<max(i - 1, 0) { #expect(f.h[i, j] == 0) } }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func generalized(_ kind: ScalarKind) throws { try generalized(kind.type) }

    private func generalized<T: TestScalar>(_: T.Type) throws {
        for vectors in Eigenvectors.allCases {
            var f = try GeneralizedEigen(Matrix<T>.identity(2), .identity(2), vectors: vectors)
            try forEachPair(T.self, seed: 24) { a, b in
                try checkFactorsAgain(
                    "GeneralizedEigen of \(T.name), \(a.rows), \(vectors)", &f, (b, a), (a, b),
                    GeneralizedEigen(a, b, vectors: vectors), { try $0.factor($1.0, $1.1) }
                ) {
                    let denominators = Vector($0.beta.map { Complex($0, 0) })
                    return [
                        Matrix(rows: 1, columns: $0.size, elements: $0.alpha),
                        Matrix(rows: 1, columns: $0.size, elements: denominators), $0.vectors, $0.leftVectors,
                    ]
                }
            }
            let most = T.RealType.greatestFiniteMagnitude / 4
            try f.factor(Matrix<T>.identity(2) * T(real: most), Matrix<T>.identity(2) * T(real: most))
            #expect((f.values[0] - 1).modulus <= 4 * T.RealType.ulpOfOne)
            try f.factor(.identity(2), .identity(2))
            #expect((f.values[0] - 1).modulus <= 4 * T.RealType.ulpOfOne && f.beta[0] <= 2)
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func generalizedSymmetric(_ kind: ScalarKind) throws { try generalizedSymmetric(kind.type) }

    private func generalizedSymmetric<T: TestScalar>(_: T.Type) throws {
        for withVectors in [true, false] {
            for triangle in [Triangle.lower, .upper] {
                var f = try GeneralizedSymmetricEigen(Matrix<T>.identity(2), .identity(2), withVectors: withVectors)
                try forEachPair(T.self, seed: 25) { a, b in
                    let mass = definite(b)
                    try checkFactorsAgain(
                        "GeneralizedSymmetricEigen of \(T.name), \(a.rows), \(triangle)", &f, (b, mass), (a, mass),
                        GeneralizedSymmetricEigen(a, mass, reading: triangle, withVectors: withVectors),
                        { try $0.factor($1.0, $1.1, reading: triangle) }
                    ) {
                        [
                            Matrix(rows: 1, columns: $0.size, elements: Vector($0.values.map { T(real: $0) })),
                            $0.vectors,
                        ]
                    }
                    #expect(f.vectors.columns == (withVectors ? a.rows : 0))
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func pivotedCholesky(_ kind: ScalarKind) throws { try pivotedCholesky(kind.type) }

    private func pivotedCholesky<T: TestScalar>(_: T.Type) throws {
        for triangle in [Triangle.lower, .upper] {
            var f = try PivotedCholesky(Matrix<T>.identity(2))
            try forEachPair(T.self, seed: 26) { a, b in
                let n = a.rows
                // Of full rank, and of half of it.
                let half = a[..., 0..<n / 2]
                var deficient = Matrix<T>.zeros(n, n)
                multiply(half, half, into: &deficient, transposeB: .conjugateTranspose)
                for (matrix, rank) in [(definite(a), n), (deficient, n / 2)] {
                    try checkFactorsAgain(
                        "PivotedCholesky of \(T.name), \(n), \(triangle)", &f, definite(b), matrix,
                        PivotedCholesky(matrix, reading: triangle), { try $0.factor($1, reading: triangle) }
                    ) {
                        [
                            $0.lower, $0.reconstructed(),
                            Matrix(rows: 1, columns: n, elements: Vector($0.order.map { T(real: T.RealType($0)) })),
                        ]
                    }
                    #expect(f.rank == rank && f.size == n)
                    for i in 0..<n { for j in i + 1..<Swift.max(rank, i + 1) { #expect(f.lower[i, j] == 0) } }
                }
            }
        }
    }

    /// A Hermitian matrix with eigenvalues of one and above.
    private func definite<T: TestScalar>(_ a: Matrix<T>) -> Matrix<T> {
        var result = Matrix<T>.identity(a.rows)
        multiply(a, a, into: &result, beta: 1, transposeB: .conjugateTranspose)
        return result
    }

    // MARK: Errors

    /// After an error each is the decomposition of the empty matrix, and of use again.
    @Test func emptyAfterAnError() throws {
        let good: Matrix<Double> = [[2, 1], [1, 3]]
        let bad: Matrix<Double> = [[1, .nan], [.nan, 1]]
        let (upper, lower) = (LinalgError.notFinite(row: 0, column: 1), LinalgError.notFinite(row: 1, column: 0))
        var eigen = try Eigen(good, vectors: .both)
        #expect(throws: upper) { try eigen.factor(bad) }
        #expect(eigen.size == 0 && eigen.vectors.isEmpty && eigen.leftVectors.isEmpty)
        try eigen.factor(good)
        #expect(try eigen.values == Eigen(good).values && eigen.leftVectors.columns == 2)
        var schur = try Schur(good)
        #expect(throws: upper) { try schur.factor(bad) }
        #expect(schur.size == 0 && schur.z.isEmpty && schur.eigenvalues.isEmpty)
        try schur.factor(good)
        #expect(try schur.t == Schur(good).t)
        var hessenberg = try Hessenberg(good)
        #expect(throws: upper) { try hessenberg.factor(bad) }
        #expect(hessenberg.size == 0 && hessenberg.q.isEmpty)
        try hessenberg.factor(good)
        #expect(try hessenberg.h == Hessenberg(good).h)
        var pair = try GeneralizedEigen(good, good)
        for (a, b) in [(good, bad), (bad, good)] {
            #expect(throws: upper) { try pair.factor(a, b) }
            #expect(pair.size == 0 && pair.beta.isEmpty && pair.vectors.isEmpty)
        }
        try pair.factor(good, good)
        #expect(try pair.values == GeneralizedEigen(good, good).values)
        var symmetric = try GeneralizedSymmetricEigen(good, good)
        for (a, b) in [(good, bad), (bad, good)] {
            #expect(throws: lower) { try symmetric.factor(a, b) }
            #expect(throws: upper) { try symmetric.factor(a, b, reading: .upper) }
            #expect(symmetric.size == 0 && symmetric.vectors.isEmpty)
        }
        #expect(throws: LinalgError.notPositiveDefinite(minor: 1)) { try symmetric.factor(good, [[1, 0], [0, -1]]) }
        try symmetric.factor(good, good)
        #expect(try symmetric.values == GeneralizedSymmetricEigen(good, good).values)
        var cholesky = try PivotedCholesky(good)
        #expect(throws: lower) { try cholesky.factor(bad) }
        #expect(cholesky.size == 0 && cholesky.rank == 0 && cholesky.order.isEmpty)
        #expect(throws: LinalgError.notPositiveDefinite(minor: 1)) { try cholesky.factor([[1, 2], [2, 1]]) }
        #expect(cholesky.size == 0 && cholesky.reconstructed().isEmpty)
        try cholesky.factor(good)
        #expect(try cholesky.lower == PivotedCholesky(good).lower)
    }

    /// A decomposition's own parts are matrices like any others.
    @Test func ofItsOwnParts() throws {
        let a: Matrix<Double> = [[2, 1], [1, 3]]
        var schur = try Schur(a)
        let t = try Schur(Matrix(rows: 2, columns: 2) { schur.t[$0, $1] }).t
        try schur.factor(schur.t)
        #expect(schur.t == t)
        var hessenberg = try Hessenberg(a)
        let q = try Hessenberg(Matrix(rows: 2, columns: 2) { hessenberg.q[$0, $1] }).q
        try hessenberg.factor(hessenberg.q)
        #expect(hessenberg.q == q)
    }

    @Test func misuseTraps() async {
        let eigen = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try Eigen(Matrix<Double>.identity(2))
            try f.factor(Matrix<Double>.zeros(2, 3))
        }
        #expect(says(eigen, "Eigen", "2×3", "not square"))
        let pair = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try GeneralizedEigen(Matrix<Double>.identity(2), .identity(2))
            try f.factor(.identity(2), .identity(3))
        }
        #expect(says(pair, "GeneralizedEigen", "2×2", "3×3"))
        let symmetric = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try GeneralizedSymmetricEigen(Matrix<Double>.identity(2), .identity(2))
            try f.factor(.identity(3), .identity(2))
        }
        #expect(says(symmetric, "GeneralizedSymmetricEigen", "3×3", "2×2"))
    }
}

extension Matrix {
    /// The same with complex elements.
    fileprivate var complexified: Matrix<Complex<Element.RealType>> {
        Matrix<Complex<Element.RealType>>(rows: rows, columns: columns) { i, j in
            Complex(self[i, j].realPart, self[i, j].imaginaryPart)
        }
    }
}
