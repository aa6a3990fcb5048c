import ComplexModule
import Linalg
import TestSupport
import Testing

/// A caller's bug stops the program, in release builds too, with a message that names the shapes on both sides.
@Suite struct TrapTests {
    // MARK: Products

    @Test func matrixProducts() async {
        let star = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(2, 3) * Matrix<Double>.zeros(4, 5)
        }
        #expect(says(star, "2×3", "4×5"))
        let inner = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c = Matrix<Double>.zeros(2, 5)
            multiply(Matrix.zeros(3, 2), Matrix.zeros(5, 4), into: &c, transposeA: .transpose, transposeB: .transpose)
        }
        #expect(says(inner, "2×3", "4×5", "2×5"))
        let output = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c = Matrix<Complex<Float>>.zeros(6, 7)
            multiply(Matrix.zeros(2, 3), Matrix.zeros(3, 4), into: &c)
        }
        #expect(says(output, "2×3", "3×4", "6×7"))
    }

    /// Also where nothing would be computed.
    @Test func emptyProducts() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c = Matrix<Double>.zeros(0, 0)
            multiply(Matrix.zeros(0, 3), Matrix.zeros(4, 0), into: &c, alpha: 0)
        }
        #expect(says(result, "0×3", "4×0"))
    }

    @Test func stacksOfProducts() async {
        let rows = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c = Matrix<Double>.zeros(6, 2)
            multiply(stacksOf: 3, Matrix.zeros(7, 2), Matrix.zeros(6, 2), into: &c)
        }
        #expect(says(rows, "stacks of 3", "7×2", "6×2"))
        let inner = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c = Matrix<Float>.zeros(6, 2)
            multiply(stacksOf: 3, Matrix.zeros(6, 2), Matrix.zeros(6, 3), into: &c, transposeB: .transpose)
        }
        #expect(says(inner, "6×2", "6×3"))
        let output = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c = Matrix<Complex<Float>>.zeros(6, 4)
            multiply(stacksOf: 3, Matrix.zeros(6, 2), Matrix.zeros(6, 2), into: &c)
        }
        #expect(says(output, "6×2", "6×4"))
        let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c = Matrix<Double>.zeros(0, 2)
            multiply(stacksOf: 0, Matrix.zeros(0, 2), Matrix.zeros(0, 2), into: &c)
        }
        #expect(says(none, "stack of 0"))
    }

    @Test func matrixVectorProducts() async {
        let star = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(2, 3) * Vector<Double>.zeros(4)
        }
        #expect(says(star, "2×3", "4"))
        let output = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var y = Vector<Double>.zeros(7)
            multiply(Matrix.zeros(3, 2), Vector.zeros(3), into: &y, transposeA: .transpose)
        }
        #expect(says(output, "2×3", "vector of 3", "vector of 7"))
    }

    @Test func symmetricProducts() async {
        let matrix = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c = Matrix<Double>.zeros(4, 5)
            multiply(symmetric: Matrix.zeros(3, 3), .lower, Matrix.zeros(4, 5), into: &c)
        }
        #expect(says(matrix, "3×3", "left", "4×5"))
        let right = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c = Matrix<Double>.zeros(4, 5)
            multiply(symmetric: Matrix.zeros(4, 4), .lower, Matrix.zeros(4, 5), into: &c, side: .right)
        }
        #expect(says(right, "4×4", "right", "4×5"))
        let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var y = Vector<Double>.zeros(3)
            multiply(symmetric: Matrix.zeros(3, 4), .upper, Vector.zeros(4), into: &y)
        }
        #expect(says(vector, "3×4", "vector of 4", "vector of 3"))
        let square = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var c = Matrix<Double>.zeros(4, 4)
            c.addSymmetricProduct(of: Matrix.zeros(3, 2), in: .lower)
        }
        #expect(says(square, "3×2", "4×4"))
    }

    @Test func outerAndInnerProducts() async {
        let outer = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(2, 3)
            a.addOuterProduct(Vector.zeros(3), Vector.zeros(2))
        }
        #expect(says(outer, "vectors of 3 and 2", "2×3"))
        let inner = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>.zeros(3).dot(Vector.zeros(4))
        }
        #expect(says(inner, "3 and 4"))
        let conjugated = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Complex<Double>>.zeros(3).conjugateDot(Vector.zeros(4))
        }
        #expect(says(conjugated, "3 and 4"))
    }

    // MARK: Operators

    @Test func elementwiseMatrixOperators() async {
        let add = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(2, 3) + Matrix<Double>.zeros(3, 2)
        }
        #expect(says(add, "2×3 + 3×2"))
        let subtract = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(2, 3) - Matrix<Double>.zeros(2, 4)
        }
        #expect(says(subtract, "2×3 - 2×4"))
        let multiply = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(2, 3) .* Matrix<Double>.zeros(1, 3)
        }
        #expect(says(multiply, "2×3 .* 1×3"))
        let divide = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(2, 3) ./ Matrix<Double>.zeros(2, 1)
        }
        #expect(says(divide, "2×3 ./ 2×1"))
        let inPlace = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(2, 3)
            a += Matrix.zeros(6, 1)
        }
        #expect(says(inPlace, "6×1", "2×3"))
        let taken = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(2, 3)
            a -= Matrix.zeros(3, 2)
        }
        #expect(says(taken, "3×2", "2×3"))
    }

    @Test func elementwiseVectorOperators() async {
        let add = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>.zeros(2) + Vector<Double>.zeros(3)
        }
        #expect(says(add, "2 + 3"))
        let subtract = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>.zeros(2) - Vector<Double>.zeros(3)
        }
        #expect(says(subtract, "2 - 3"))
        let multiply = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>.zeros(2) .* Vector<Double>.zeros(3)
        }
        #expect(says(multiply, "2 .* 3"))
        let divide = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>.zeros(2) ./ Vector<Double>.zeros(3)
        }
        #expect(says(divide, "2 ./ 3"))
        let inPlace = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Vector<Double>.zeros(30)
            x += Vector.zeros(31)
        }
        #expect(says(inPlace, "31", "30"))
    }

    // MARK: Sizes

    @Test func negativeSizes() async {
        let matrix = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(-1, 3)
        }
        #expect(says(matrix, "-1×3", "negative"))
        let columns = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>(rows: 2, columns: -2) { _, _ in 0 }
        }
        #expect(says(columns, "2×-2", "negative"))
        let both = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>(rows: -2, columns: -2, rowMajor: [1, 2, 3, 4])
        }
        #expect(says(both, "-2×-2", "negative"))
        let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>(repeating: 0, count: -3)
        }
        #expect(says(vector, "vector of -3", "negative"))
        let identity = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.identity(-4)
        }
        #expect(says(identity, "-4", "negative"))
    }

    @Test func sizesBeyondMemory() async {
        let overflow = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(.max, 2)
        }
        #expect(says(overflow, "\(Int.max)×2", "more elements than memory"))
        let square = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>(rows: 1 << 40, columns: 1 << 40, elements: [])
        }
        #expect(says(square, "\(1 << 40)×\(1 << 40)", "more elements than memory"))
        let bytes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Complex<Double>>(rows: 1 << 60, columns: 1, repeating: 0)
        }
        #expect(says(bytes, "\(1 << 60)×1", "more elements than memory"))
        let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>.zeros(.max)
        }
        #expect(says(vector, "vector of \(Int.max)", "memory"))
    }

    @Test func raggedRows() async {
        let literal = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let a: Matrix<Double> = [[1, 2], [3]]
            print(a)
        }
        #expect(says(literal, "row 1 has 1", "row 0 has 2"))
        let array = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>([[], [], [1]])
        }
        #expect(says(array, "row 2 has 1", "row 0 has 0"))
    }

    @Test func wrongNumberOfElements() async {
        let rowMajor = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>(rows: 2, columns: 3, rowMajor: [1, 2, 3, 4, 5])
        }
        #expect(says(rowMajor, "5 elements", "2×3"))
        let more = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>(rows: 2, columns: 3, rowMajor: [1, 2, 3, 4, 5, 6, 7])
        }
        #expect(says(more, "7 elements", "2×3"))
        let columnMajor = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>(rows: 2, columns: 3, columnMajor: [1, 2, 3, 4, 5])
        }
        #expect(says(columnMajor, "5 elements", "2×3"))
        let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix(rows: 2, columns: 3, elements: Vector<Double>.zeros(7))
        }
        #expect(says(vector, "7 elements", "2×3"))
    }

    // MARK: Indices and slices

    @Test(arguments: [[2, 0], [-1, 0], [0, 3], [0, -1], [Int.max, 0], [0, Int.min]])
    func matrixIndices(_ index: [Int]) async {
        let read = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
            _ = Matrix<Double>.zeros(2, 3)[index[0], index[1]]
        }
        #expect(says(read, "[\(index[0]), \(index[1])]", "2×3"))
        let write = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
            var a = Matrix<Double>.zeros(2, 3)
            a[index[0], index[1]] = 1
        }
        #expect(says(write, "[\(index[0]), \(index[1])]", "2×3"))
    }

    @Test(arguments: [3, -1, Int.max, Int.min])
    func vectorIndices(_ index: Int) async {
        let read = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
            _ = Vector<Double>.zeros(3)[index]
        }
        #expect(says(read, "index \(index)", "3 elements"))
        let write = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
            var x = Matrix<Double>.zeros(3, 3)[column: 1]
            x[index] = 1
        }
        #expect(says(write, "index \(index)", "3 elements"))
    }

    @Test func rowsAndColumns() async {
        let row = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(2, 3)[row: 2]
        }
        #expect(says(row, "row 2", "2×3"))
        let written = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(2, 3)
            a[row: -1] *= 2
        }
        #expect(says(written, "row -1", "2×3"))
        let column = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(2, 3)[column: 3]
        }
        #expect(says(column, "column 3", "2×3"))
        let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(2, 3)
            a[column: -1] *= 2
        }
        #expect(says(negative, "column -1", "2×3"))
    }

    @Test func slices() async {
        let rows = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(4, 5)[1..<5, 0..<2]
        }
        #expect(says(rows, "1..<5", "4 rows"))
        let columns = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(4, 5)[1..<4, -1..<2]
        }
        #expect(says(columns, "-1..<2", "5 columns"))
        let closed = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(4, 5)[..., 2...5]
        }
        #expect(says(closed, "2..<6", "5 columns"))
        let from = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(4, 5)[5..., ...]
        }
        #expect(says(from, "5..<4", "4 rows"))
        let upTo = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(4, 5)
            a[..<(-1), ...] *= 2
        }
        #expect(says(upTo, "0..<-1", "4 rows"))
        let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>.zeros(3)[2..<4]
        }
        #expect(says(vector, "2..<4", "3 elements"))
        let through = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Vector<Double>.zeros(3)
            x[...3] *= 2
        }
        #expect(says(through, "0..<4", "3 elements"))
    }

    @Test func slicesUpToTheLargestInteger() async {
        await #expect(processExitsWith: .failure) { _ = Vector<Double>.zeros(3)[0...Int.max] }
        await #expect(processExitsWith: .failure) { _ = Vector<Double>.zeros(3)[...Int.max] }
        await #expect(processExitsWith: .failure) { _ = Vector<Double>.zeros(3)[Int.max...] }
        await #expect(processExitsWith: .failure) { _ = Vector<Double>.zeros(3)[Int.min..<0] }
        await #expect(processExitsWith: .failure) { _ = Vector<Double>.zeros(3)[(-1)...] }
    }

    /// A range type of the caller's own that says what is not there.
    @Test func slicesByOtherRanges() async {
        let rows = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(4, 5)[TooMuch(), 0..<5]
        }
        #expect(says(rows, "0..<5", "4 rows"))
        let columns = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(4, 5)
            a[0..<4, TooMuch()] *= 2
        }
        #expect(says(columns, "0..<6", "5 columns"))
        let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>.zeros(3)[TooMuch()]
        }
        #expect(says(vector, "0..<4", "3 elements"))
    }

    @Test func assigningTheWrongShape() async {
        let matrix = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(4, 5)
            a[0..<2, 0..<3] = Matrix.zeros(3, 2)
        }
        #expect(says(matrix, "3×2", "2×3"))
        let replaced = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            func shrink(_ slice: inout Matrix<Double>) { slice = slice[0..<1, ...] }
            var a = Matrix<Double>.zeros(4, 5)
            shrink(&a[0..<2, 0..<3])
        }
        #expect(says(replaced, "1×3", "2×3"))
        let row = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(4, 5)
            a[row: 1] = [1, 2, 3, 4]
        }
        #expect(says(row, "4 elements", "slice of 5"))
        let column = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(4, 5)
            a[column: 1] = Vector.zeros(5)
        }
        #expect(says(column, "5 elements", "slice of 4"))
        let diagonal = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var a = Matrix<Double>.zeros(4, 5)
            a.diagonal = Vector.zeros(5)
        }
        #expect(says(diagonal, "5 elements", "slice of 4"))
        let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Vector<Double>.zeros(4)
            x[1..<3] = [1]
        }
        #expect(says(vector, "1 elements", "slice of 2"))
    }

    // MARK: Solving

    @Test func solvingWithWrongShapes() async {
        let square = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Matrix<Double>.ones(2, 3).solve([1, 2] as Vector<Double>)
        }
        #expect(says(square, "2×3", "not square"))
        let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Matrix<Double>.identity(3).solve([1, 2] as Vector<Double>)
        }
        #expect(says(vector, "3×3", "right-hand side of 2"))
        let matrix = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Matrix<Double>.identity(3).solve(Matrix.ones(2, 4))
        }
        #expect(says(matrix, "3×3", "2×4"))
        let cholesky = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Cholesky(Matrix<Double>.ones(3, 2))
        }
        #expect(says(cholesky, "3×2", "not square"))
        let right = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Cholesky(Matrix<Double>.identity(3)).solve([1, 2] as Vector<Double>)
        }
        #expect(says(right, "3×3", "right-hand side of 2"))
        let rights = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Cholesky(Matrix<Double>.identity(3)).solve(Matrix.ones(2, 4))
        }
        #expect(says(rights, "3×3", "2×4"))
    }

    @Test func solvingTriangularWithWrongShapes() async {
        let square = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Vector<Double>.ones(2)
            try Matrix<Double>.ones(2, 3).solveTriangular(.lower, overwriting: &x)
        }
        #expect(says(square, "2×3", "not square"))
        let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Vector<Double>.ones(2)
            try Matrix<Double>.identity(3).solveTriangular(.lower, overwriting: &x)
        }
        #expect(says(vector, "3×3", "right-hand side of 2"))
        let left = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var b = Matrix<Double>.ones(2, 3)
            try Matrix<Double>.identity(3).solveTriangular(.lower, overwriting: &b)
        }
        #expect(says(left, "3×3", "left", "2×3"))
        let right = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var b = Matrix<Double>.ones(3, 2)
            try Matrix<Double>.identity(3).solveTriangular(.lower, overwriting: &b, side: .right)
        }
        #expect(says(right, "3×3", "right", "3×2"))
    }

    @Test func threadCount() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            BLASLibrary.threadCount = 0
        }
        #expect(says(result, "threadCount = 0", "at least 1"))
    }
}

/// One index more than there are.
private struct TooMuch: SliceRange {
    func resolved(in count: Int, of axis: Axis) -> Range<Int> { 0..<count + 1 }
}
