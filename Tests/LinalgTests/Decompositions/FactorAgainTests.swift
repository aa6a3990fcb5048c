import Linalg
import TestSupport
import Testing

/// Decompositions that factor another matrix in the memory that they have.
@Suite struct FactorAgainTests {
    private static let sizes = [0, 1, 2, 3, 5, 10, 33, 50, 65]

    // MARK: LU

    @Test(arguments: ScalarKind.allCases)
    func lu(_ kind: ScalarKind) throws { try lu(kind.type) }

    private func lu<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 91)
        var f = try LU(generator.matrix(3, 3) as Matrix<T>)
        for n in Self.sizes {
            // The first changes the size; the others find memory of theirs.
            for _ in 0..<3 {
                let a: Matrix<T> = generator.matrix(n, n)
                let b: Matrix<T> = generator.matrix(n, 2)
                let fresh = try LU(a)
                for matrix in [a, Framed(a).inner] {
                    let copy = matrix
                    try f.factor(matrix)
                    #expect(copy == matrix && matrix == a)
                    #expect(f.size == n && !f.isSingular)
                    #expect(f.reconstructed() == fresh.reconstructed(), "\(T.name) \(n)")
                    #expect(f.determinant == fresh.determinant)
                    #expect(f.reciprocalCondition() == fresh.reciprocalCondition())
                    var x = Matrix<T>.zeros(n, 2)
                    try f.solve(b, into: &x)
                    #expect(try x == fresh.solve(b), "\(T.name) \(n)")
                }
            }
        }
    }

    @Test func luKeepsCopies() throws {
        var f = try LU([[4, 1], [2, 3]] as Matrix<Double>)
        let before = f
        try f.factor([[1, 2], [3, 4]])
        #expect(try before.solution == LU([[4, 1], [2, 3]] as Matrix<Double>).solution)
        #expect(f.solution == [0, 0.5])
        var g = before
        try g.factor([[2, 0], [0, 4]])
        #expect(try before.solution == LU([[4, 1], [2, 3]] as Matrix<Double>).solution && g.solution == [0.5, 0.5])
    }

    @Test func luForgetsSingularity() throws {
        var f = try LU([[1, 2], [2, 4]] as Matrix<Double>)
        #expect(f.isSingular)
        try f.factor([[2, 0], [0, 4]])
        #expect(!f.isSingular && f.determinant == 8 && f.solution == [0.5, 0.5])
        try f.factor([[1, 2], [2, 4]])
        #expect(f.isSingular && f.determinant == 0)
    }

    @Test func luOfSubnormalPivots() throws {
        // The reciprocal of the pivot overflows, so that the textbook's loops factor it.
        let tiny = Double.leastNonzeroMagnitude
        let a: Matrix<Double> = [[tiny, tiny], [tiny, 1]]
        var f = try LU([[0, 1], [1, 0]] as Matrix<Double>)
        try f.factor(a)
        #expect(f.reconstructed() == a)
        #expect(try f.determinant == LU(a).determinant)
    }

    @Test func luIsEmptyAfterAnError() throws {
        var f = try LU([[4, 1], [2, 3]] as Matrix<Double>)
        let before = f
        #expect(throws: LinalgError.notFinite(row: 1, column: 0)) { try f.factor([[1, 2], [.nan, 4]]) }
        #expect(f.size == 0 && f.determinant == 1 && !f.isSingular && f.reconstructed().isEmpty)
        #expect(try f.solve(Vector<Double>([])).count == 0)
        #expect(try before.solution == LU([[4, 1], [2, 3]] as Matrix<Double>).solution)
        try f.factor([[4, 1], [2, 3]])
        #expect(try f.solution == LU([[4, 1], [2, 3]] as Matrix<Double>).solution)
    }

    // MARK: Cholesky

    @Test(arguments: ScalarKind.allCases)
    func cholesky(_ kind: ScalarKind) throws { try cholesky(kind.type) }

    private func cholesky<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 92)
        var f = try Cholesky(Matrix<T>.identity(3))
        for n in Self.sizes {
            for triangle in [Triangle.lower, .upper, .lower] {
                let half: Matrix<T> = generator.matrix(n, n)
                var a = Matrix<T>.identity(n)
                multiply(half, half, into: &a, beta: 1, transposeB: .conjugateTranspose)
                let b: Matrix<T> = generator.matrix(n, 2)
                let fresh = try Cholesky(a, reading: triangle)
                for matrix in [a, Framed(a).inner] {
                    try f.factor(matrix, reading: triangle)
                    #expect(matrix == a)
                    #expect(f.lower == fresh.lower, "\(T.name) \(n) \(triangle)")
                    #expect(f.reciprocalCondition() == fresh.reciprocalCondition())
                    var x = Matrix<T>.zeros(n, 2)
                    f.solve(b, into: &x)
                    #expect(x == fresh.solve(b), "\(T.name) \(n) \(triangle)")
                }
            }
        }
    }

    @Test func choleskyKeepsItsMemory() throws {
        var f = try Cholesky([[4, 2], [2, 3]] as Matrix<Double>)
        let place = f.lower.place
        try f.factor([[9, 0], [0, 4]])
        #expect(f.lower == [[3, 0], [0, 2]] && f.lower.place == place)
        // Shared memory is left to the other.
        let lower = f.lower
        try f.factor([[4, 0], [0, 16]])
        #expect(f.lower == [[2, 0], [0, 4]] && lower == [[3, 0], [0, 2]] && lower.place == place)
        // Its own factor is a matrix like any other.
        try f.factor(f.lower)
        #expect(f.lower == [[Double(2).squareRoot(), 0], [0, 2]])
    }

    @Test func choleskyIsEmptyAfterAnError() throws {
        var f = try Cholesky([[4, 2], [2, 3]] as Matrix<Double>)
        let before = f
        #expect(throws: LinalgError.notPositiveDefinite(minor: 1)) { try f.factor([[1, 2], [2, 1]]) }
        #expect(f.size == 0 && f.determinant == 1 && f.lower.isEmpty)
        try f.factor([[9, 0], [0, 4]])
        #expect(throws: LinalgError.notFinite(row: 1, column: 0)) { try f.factor([[1, 2], [.infinity, 1]]) }
        #expect(f.size == 0)
        #expect(try before.determinant == Cholesky([[4, 2], [2, 3]] as Matrix<Double>).determinant)
    }

    // MARK: Misuse

    @Test func misuseTraps() async {
        let lu = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try LU(Matrix<Double>.identity(2))
            try f.factor(Matrix<Double>.zeros(2, 3))
        }
        #expect(says(lu, "LU", "2×3", "not square"))
        let cholesky = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try Cholesky(Matrix<Double>.identity(2))
            try f.factor(Matrix<Double>.zeros(3, 2))
        }
        #expect(says(cholesky, "Cholesky", "3×2", "not square"))
    }
}

extension LU<Double> {
    /// The solution with (1, 2) on the right-hand side.
    fileprivate var solution: Vector<Double>? { try? solve([1, 2] as Vector<Double>) }
}

extension Matrix {
    /// Where the elements lie.
    fileprivate var place: UInt { withUnsafeElements { base, _ in UInt(bitPattern: base) } }
}
