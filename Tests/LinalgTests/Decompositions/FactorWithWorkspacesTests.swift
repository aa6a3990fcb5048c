import Linalg
import TestSupport
import Testing

/// Decompositions with a workspace that decompose another matrix in the memory that they have.
@Suite struct FactorWithWorkspacesTests {
    /// Square ones, higher and wider ones, empty ones.
    private static let shapes = [
        (3, 3), (0, 0), (1, 1), (4, 0), (4, 3), (0, 4), (2, 3), (3, 2), (5, 5), (40, 7), (7, 40), (33, 33), (140, 130),
        (2, 2),
    ]

    /// Runs `check` on two random matrices of each shape, as they are and with gaps between their rows.
    private func forEachMatrix<T: TestScalar>(
        _: T.Type, seed: UInt32, square: Bool = false, _ check: (Matrix<T>) throws -> Void
    ) rethrows {
        var generator = Generator(seed: seed)
        for (m, n) in Self.shapes where m == n || !square {
            for _ in 0..<2 {
                let a: Matrix<T> = generator.matrix(m, n)
                let before = a
                for matrix in [a, Framed(a).inner] {
                    try check(matrix)
                    #expect(matrix == before)
                }
            }
        }
    }

    /// Factors another matrix of the shape, and then this one, while nothing shares the memory of the decomposition.
    private func again<T: TestScalar, F>(
        _ f: inout F, _ a: Matrix<T>, _ factor: (inout F, Matrix<T>) throws -> Void
    ) rethrows {
        let other = Matrix<T>(rows: a.rows, columns: a.columns) { i, j in a[a.rows - 1 - i, a.columns - 1 - j] + 1 }
        for matrix in [other, other, a] { try factor(&f, matrix) }
    }

    @Test(arguments: ScalarKind.allCases)
    func qr(_ kind: ScalarKind) throws { try qr(kind.type) }

    private func qr<T: TestScalar>(_: T.Type) throws {
        for isFull in [false, true] {
            var f = try QR(Matrix<T>.identity(2), isFull: isFull)
            try forEachMatrix(T.self, seed: 11) { a in
                let fresh = try QR(a, isFull: isFull)
                try again(&f, a) { try $0.factor($1) }
                #expect(f.q == fresh.q && f.r == fresh.r, "\(T.name) \(a.rows)×\(a.columns), in its memory")
                let (old, oldQ) = (f, f.q.elsewhere)
                try f.factor(a)
                #expect(f.q == fresh.q && f.r == fresh.r, "\(T.name) \(a.rows)×\(a.columns)")
                #expect(old.q == oldQ)
                #expect((f.reconstructed() - a).norm(.largest) <= bound(a))
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func lq(_ kind: ScalarKind) throws { try lq(kind.type) }

    private func lq<T: TestScalar>(_: T.Type) throws {
        for isFull in [false, true] {
            var f = try LQ(Matrix<T>.identity(2), isFull: isFull)
            try forEachMatrix(T.self, seed: 12) { a in
                let fresh = try LQ(a, isFull: isFull)
                try again(&f, a) { try $0.factor($1) }
                #expect(f.q == fresh.q && f.l == fresh.l, "\(T.name) \(a.rows)×\(a.columns), in its memory")
                let (old, oldQ) = (f, f.q.elsewhere)
                try f.factor(a)
                #expect(f.q == fresh.q && f.l == fresh.l, "\(T.name) \(a.rows)×\(a.columns)")
                #expect(old.q == oldQ)
                #expect((f.reconstructed() - a).norm(.largest) <= bound(a))
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func pivotedQR(_ kind: ScalarKind) throws { try pivotedQR(kind.type) }

    private func pivotedQR<T: TestScalar>(_: T.Type) throws {
        var f = try PivotedQR(Matrix<T>.identity(2))
        try forEachMatrix(T.self, seed: 13) { a in
            let fresh = try PivotedQR(a)
            try again(&f, a) { try $0.factor($1) }
            #expect(f.q == fresh.q && f.r == fresh.r && f.order == fresh.order, "\(T.name), in its memory")
            let (old, oldQ, oldOrder) = (f, f.q.elsewhere, f.order)
            try f.factor(a)
            #expect(f.q == fresh.q && f.r == fresh.r && f.order == fresh.order, "\(T.name) \(a.rows)×\(a.columns)")
            #expect(old.q == oldQ && old.order == oldOrder)
            #expect((f.reconstructed() - a).norm(.largest) <= bound(a))
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func svd(_ kind: ScalarKind) throws { try svd(kind.type) }

    private func svd<T: TestScalar>(_: T.Type) throws {
        for vectors in SingularVectors.allCases {
            var f = try SVD(Matrix<T>.identity(2), vectors: vectors)
            try forEachMatrix(T.self, seed: 14) { a in
                let fresh = try SVD(a, vectors: vectors)
                try again(&f, a) { try $0.factor($1) }
                #expect(f.singularValues == fresh.singularValues && f.u == fresh.u && f.adjointV == fresh.adjointV)
                let (old, oldU) = (f, f.u.elsewhere)
                try f.factor(a)
                #expect(f.singularValues == fresh.singularValues, "\(T.name) \(a.rows)×\(a.columns) \(vectors)")
                #expect(f.u == fresh.u && f.adjointV == fresh.adjointV, "\(T.name) \(a.rows)×\(a.columns) \(vectors)")
                #expect(old.u == oldU)
                if vectors != .none { #expect((f.reconstructed() - a).norm(.largest) <= bound(a)) }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func symmetricEigen(_ kind: ScalarKind) throws { try symmetricEigen(kind.type) }

    private func symmetricEigen<T: TestScalar>(_: T.Type) throws {
        for withVectors in [true, false] {
            for triangle in [Triangle.lower, .upper] {
                var f = try SymmetricEigen(Matrix<T>.identity(2), withVectors: withVectors)
                try forEachMatrix(T.self, seed: 15, square: true) { a in
                    try again(&f, a) { try $0.factor($1, reading: triangle) }
                    let inPlace = try SymmetricEigen(a, reading: triangle, withVectors: withVectors)
                    #expect(f.values == inPlace.values && f.vectors == inPlace.vectors, "\(T.name), in its memory")
                    let (old, oldVectors, oldValues) = (f, f.vectors.elsewhere, Array(f.values))
                    try f.factor(a, reading: triangle)
                    let fresh = try SymmetricEigen(a, reading: triangle, withVectors: withVectors)
                    #expect(
                        f.values == fresh.values && f.vectors == fresh.vectors,
                        "\(T.name) \(a.rows)×\(a.columns) \(triangle)")
                    #expect(old.vectors == oldVectors && Array(old.values) == oldValues)
                }
            }
        }
        // Of a part of the eigenvalues, all follow.
        var part = try SymmetricEigen(Matrix<T>.identity(3), indices: 1..<2)
        try part.factor(Matrix<T>.identity(4))
        #expect(part.values.count == 4 && part.vectors.columns == 4)
    }

    @Test(arguments: ScalarKind.allCases)
    func ldlt(_ kind: ScalarKind) throws { try ldlt(kind.type) }

    private func ldlt<T: TestScalar>(_: T.Type) throws {
        for symmetry in [Symmetry.hermitian, .symmetric] {
            for triangle in [Triangle.lower, .upper] {
                var f = try LDLT(Matrix<T>.identity(2), as: symmetry)
                try forEachMatrix(T.self, seed: 16, square: true) { a in
                    try again(&f, a) { try $0.factor($1, reading: triangle) }
                    let inPlace = try LDLT(a, reading: triangle, as: symmetry)
                    #expect(f.reconstructed() == inPlace.reconstructed(), "\(T.name), in its memory")
                    let (old, oldProduct) = (f, f.reconstructed())
                    try f.factor(a, reading: triangle)
                    let fresh = try LDLT(a, reading: triangle, as: symmetry)
                    #expect(
                        f.reconstructed() == fresh.reconstructed(),
                        "\(T.name) \(a.rows)×\(a.columns) \(triangle) \(symmetry)")
                    #expect(f.reciprocalCondition() == fresh.reciprocalCondition())
                    let b = Vector<T>.ones(a.rows)
                    #expect(try f.solve(b) == fresh.solve(b))
                    #expect(old.reconstructed() == oldProduct)
                }
            }
        }
    }

    // MARK: Errors

    /// After an error each is the decomposition of the empty matrix, and of use again.
    @Test func emptyAfterAnError() throws {
        let good: Matrix<Double> = [[2, 1], [1, 3]]
        let bad: Matrix<Double> = [[1, .nan], [.nan, 1]]
        let error = LinalgError.notFinite(row: 0, column: 1)
        var qr = try QR(good)
        #expect(throws: error) { try qr.factor(bad) }
        #expect(qr.q.isEmpty && qr.r.isEmpty && qr.reconstructed().isEmpty)
        try qr.factor(good)
        #expect(try qr.r == QR(good).r)
        var lq = try LQ(good)
        #expect(throws: error) { try lq.factor(bad) }
        #expect(lq.l.isEmpty && lq.q.isEmpty)
        try lq.factor(good)
        #expect(try lq.l == LQ(good).l)
        var pivoted = try PivotedQR(good)
        #expect(throws: error) { try pivoted.factor(bad) }
        #expect(pivoted.q.isEmpty && pivoted.order.isEmpty && pivoted.rank() == 0)
        try pivoted.factor(good)
        #expect(try pivoted.r == PivotedQR(good).r)
        var svd = try SVD(good)
        #expect(throws: error) { try svd.factor(bad) }
        #expect(svd.singularValues.isEmpty && svd.u.isEmpty && svd.rank() == 0)
        try svd.factor(good)
        #expect(try svd.singularValues == SVD(good).singularValues)
        var eigen = try SymmetricEigen(good)
        #expect(throws: LinalgError.notFinite(row: 1, column: 0)) { try eigen.factor(bad) }
        #expect(eigen.values.isEmpty && eigen.size == 0)
        try eigen.factor(good)
        #expect(try eigen.values == SymmetricEigen(good).values)
        var ldlt = try LDLT(good)
        #expect(throws: LinalgError.notFinite(row: 1, column: 0)) { try ldlt.factor(bad) }
        #expect(ldlt.size == 0 && !ldlt.isSingular)
        try ldlt.factor([[1, 1], [1, 1]])
        #expect(ldlt.isSingular)
        try ldlt.factor(good)
        #expect(try !ldlt.isSingular && ldlt.inertia == LDLT(good).inertia)
    }

    /// A decomposition's own parts are matrices like any others.
    @Test func ofItsOwnParts() throws {
        let a: Matrix<Double> = [[2, 1], [1, 3]]
        var qr = try QR(a)
        let q = qr.q.elsewhere
        try qr.factor(qr.q)
        #expect(try qr.r == QR(q).r)
        var svd = try SVD(a)
        let u = svd.u.elsewhere
        try svd.factor(svd.u)
        #expect(try svd.u == SVD(u).u)
        var eigen = try SymmetricEigen(a)
        let vectors = eigen.vectors.elsewhere
        try eigen.factor(eigen.vectors)
        #expect(try eigen.values == SymmetricEigen(vectors).values)
    }

    /// An update takes other memory, which must have room for what LAPACK reads beyond.
    @Test(arguments: ScalarKind.allCases)
    func afterAnUpdate(_ kind: ScalarKind) throws { try afterAnUpdate(kind.type) }

    private func afterAnUpdate<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 17)
        for (m, n) in [(7, 3), (3, 7), (5, 5)] {
            let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(m, n), generator.matrix(m, n))
            var f = try QR(a)
            try f.update(adding: b[column: 0].elsewhere, times: b[row: 0].elsewhere)
            try f.factor(b)
            #expect(try f.q == QR(b).q && f.r == QR(b).r)
        }
    }

    /// Copies share factors and workspace until one of them factors, and all of them may do so at once.
    @Test func copiesOnManyThreads() async throws {
        var generator = Generator(seed: 18)
        let matrices: [Matrix<Double>] = (0..<4).map { _ in generator.matrix(24, 24) }
        var (qr, svd) = try (QR(matrices[0]), SVD(matrices[0]))
        var (eigen, ldlt) = try (SymmetricEigen(matrices[0]), LDLT(matrices[0]))
        // From here on there are workspaces to share.
        try qr.factor(matrices[0])
        try svd.factor(matrices[0])
        try eigen.factor(matrices[0])
        try ldlt.factor(matrices[0])
        try await withThrowingTaskGroup(of: Void.self) { [qr, svd, eigen, ldlt] group in
            for a in matrices {
                group.addTask {
                    var (qr, svd, eigen, ldlt) = (qr, svd, eigen, ldlt)
                    for _ in 0..<20 {
                        try qr.factor(a)
                        try svd.factor(a)
                        try eigen.factor(a)
                        try ldlt.factor(a)
                    }
                    #expect(try qr.q == QR(a).q && qr.r == QR(a).r)
                    #expect(try svd.u == SVD(a).u && svd.adjointV == SVD(a).adjointV)
                    #expect(try eigen.vectors == SymmetricEigen(a).vectors)
                    #expect(try ldlt.reconstructed() == LDLT(a).reconstructed())
                }
            }
            try await group.waitForAll()
        }
        #expect(try qr.q == QR(matrices[0]).q && svd.u == SVD(matrices[0]).u)
    }

    @Test func misuseTraps() async {
        let eigen = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try SymmetricEigen(Matrix<Double>.identity(2))
            try f.factor(Matrix<Double>.zeros(2, 3))
        }
        #expect(says(eigen, "SymmetricEigen", "2×3", "not square"))
        let ldlt = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var f = try LDLT(Matrix<Double>.identity(2))
            try f.factor(Matrix<Double>.zeros(3, 2))
        }
        #expect(says(ldlt, "LDLT", "3×2", "not square"))
    }

    /// What rounding may leave of a matrix after it was decomposed and put together.
    private func bound<T: TestScalar>(_ a: Matrix<T>) -> T.RealType {
        30 * T.RealType(max(a.rows, a.columns, 1)) * a.norm(.frobenius) * T.RealType.ulpOfOne
    }
}

extension Matrix {
    /// The same elements in other memory.
    fileprivate var elsewhere: Matrix { Matrix(rows: rows, columns: columns) { self[$0, $1] } }
}

extension Vector {
    /// The same elements in other memory.
    fileprivate var elsewhere: Vector { Vector(Array(self)) }
}
