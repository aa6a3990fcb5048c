import ComplexModule
import Linalg
import TestSupport
import Testing

/// Stacking, choosing and rearranging, over scalar types and strides.
@Suite struct ShapeTests {
    @Test(arguments: ScalarKind.allCases)
    func stacking(_ kind: ScalarKind) { stacking(kind.type) }

    private func stacking<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 321)
        let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(3, 2), generator.matrix(3, 4))
        let wide = Matrix.horizontalStack([a, Framed(b).inner, .zeros(3, 0)])
        #expect(wide[..., 0..<2] == a && wide[..., 2...] == b && wide.columns == 6)
        let tall = Matrix.verticalStack([Framed(a).inner, a, .zeros(0, 2)])
        #expect(tall[0..<3, ...] == a && tall[3..., ...] == a && tall.rows == 6)
        #expect(Matrix.block([[a, b], [b, a]]) == .verticalStack([wide, .horizontalStack([b, a])]))
        let diagonal = Matrix.blockDiagonal([a, b])
        #expect(diagonal[0..<3, 0..<2] == a && diagonal[3..., 2...] == b && diagonal[0..<3, 2...] == .zeros(3, 4))
        #expect(Matrix<T>.horizontalStack([]).rows == 0 && Matrix<T>.verticalStack([]).isEmpty)
        #expect(a.tiled(2, 0).columns == 0 && a.tiled(1, 2) == .horizontalStack([a, a]))
        let (x, y) = (a[column: 1], b[row: 0])
        #expect(Array(Vector.concatenation([x, y, x])) == Array(x) + Array(y) + Array(x))
        #expect(Vector<T>.concatenation([]).isEmpty && x.tiled(2) == Vector.concatenation([x, x]))
        #expect(y.repeating(eachCount: 2) == Vector(y.flatMap { [$0, $0] }))
        #expect(Matrix(rows: [y, y]) == y.asRow.tiled(2, 1) && Matrix(columns: [x, x]) == x.asColumn.tiled(1, 2))
        #expect(x.outer(y) == x.asColumn * y.asRow)
        #expect(x.asRow.rows == 1 && x.asColumn.columns == 1 && x.asRow[row: 0] == x)
    }

    @Test(arguments: ScalarKind.allCases)
    func choosing(_ kind: ScalarKind) { choosing(kind.type) }

    private func choosing<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 322)
        let plain: Matrix<T> = generator.matrix(5, 4)
        for a in [plain, Framed(plain).inner] {
            let rows = a.rows(at: [4, 0, 0])
            #expect(rows[row: 0] == plain[row: 4] && rows[row: 1] == plain[row: 0] && rows[row: 2] == plain[row: 0])
            let columns = a.columns(at: [3, 3, 1])
            #expect(columns[column: 0] == plain[column: 3] && columns[column: 2] == plain[column: 1])
            #expect(a.rows(at: []).columns == 4 && a.columns(at: []).rows == 5)
            #expect(Array(a.rowVectors) == (0..<5).map { plain[row: $0] })
            #expect(Array(a.columnVectors) == (0..<4).map { plain[column: $0] })
            #expect(a.rowVectors.count == 5 && a.columnVectors.last == plain[column: 3])
            #expect(a[column: 2].elements(at: [4, 1]) == [plain[4, 2], plain[1, 2]])
            #expect(a.reversed(inEach: .row).reversed(inEach: .row) == plain)
            #expect(a.rotated(quarterTurns: 4) == plain && a.rotated().rotated(quarterTurns: -1) == plain)
            #expect(a.lowerTriangle() + a.upperTriangle(offset: 1) == plain)
            #expect(a.diagonal(offset: -1) == Vector(count: 4) { plain[$0 + 1, $0] } && a.diagonal(offset: 5).isEmpty)
            #expect(a.reshaped(2, 10).elements == plain.elements && a.reshaped(20, 1)[7, 0] == plain[1, 3])
            #expect(a.rolled(by: -1, inEach: .column)[row: 0] == plain[row: 1])
            #expect(a[column: 1].reversed() == Vector(plain[column: 1].map { $0 }.reversed()))
            #expect(a[row: 1].rolled(by: 5) == a[row: 1].rolled(by: 1) && a[row: 1].rolled(by: 1)[0] == plain[1, 3])
        }
        #expect(Vector<T>([]).rolled(by: 3).isEmpty && Matrix<T>.zeros(0, 2).rolled(by: 1, inEach: .row).columns == 2)
        #expect(plain.reshaped(4, 5).unsafeView.base == plain.unsafeView.base)
    }

    @Test func theToeplitzMatrixOfComplexNumbersIsHermitian() {
        var generator = Generator(seed: 323)
        var column = generator.vector(4, Complex<Double>.self)
        column[0] = Complex<Double>(2, 0)
        let a = Matrix.toeplitz(column)
        #expect(a.adjoint() == a && a[column: 0] == column)
    }

    @Test func grids() {
        let (x, y) = Matrix<Double>.meshgrid([1, 2, 3], [10, 20])
        #expect(x == [[1, 2, 3], [1, 2, 3]] && y == [[10, 10, 10], [20, 20, 20]])
        #expect(Vector<Double>.arange(0, 5) == [0, 1, 2, 3, 4] && Vector<Float>.linspace(0, 1, 3) == [0, 0.5, 1])
        #expect(Matrix<Double>.vandermonde([]).isEmpty && Matrix<Float>.hilbert(0).isEmpty)
        #expect(Matrix<Double>.circulant([]).isEmpty && Matrix<Double>.eye(0, 3).columns == 3)
    }

    @Test func misuseTraps() async {
        let stack = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.horizontalStack([.ones(2, 3), .ones(3, 3)])
        }
        #expect(says(stack, "part 1 is 3×3", "2 rows"))
        let reshape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.ones(2, 3).reshaped(4, 2)
        }
        #expect(says(reshape, "reshaped(4, 2)", "2×3"))
        let rows = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.ones(2, 3).rows(at: [0, 2])
        }
        #expect(says(rows, "row 2", "2×3"))
        let arange = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>.arange(0, 1, step: 0)
        }
        #expect(says(arange, "arange", "steps of 0.0"))
    }
}
