import ComplexModule
import Linalg
import TestSupport
import Testing

/// Copies share memory until one is written to; slices too; and no write is ever seen by anybody else.
@Suite struct MatrixValueTests {
    /// 0, 1, 2, … row by row.
    private func counting(_ rows: Int, _ columns: Int) -> Matrix<Double> {
        Matrix(rows: rows, columns: columns) { Double($0 * columns + $1) }
    }

    // MARK: Copies

    @Test func copiesShareUntilWritten() {
        var a = counting(3, 4)
        let b = a
        #expect(a.address == b.address)
        a[1, 2] = 100
        #expect(a.address != b.address)
        #expect(b == counting(3, 4))
        #expect(a[1, 2] == 100 && a[1, 1] == 5)
    }

    @Test func uniqueValuesAreWrittenInPlace() {
        var a = counting(4, 4)
        let address = a.address
        a[1, 2] = 100
        a[0..<2, 1..<3] *= 2
        a[row: 1] += a[row: 1].contiguous
        a[column: 3].scale(by: 3)
        a.diagonal /= 2
        a[2..<4, 0..<2] = counting(2, 2)
        a[row: 0] = [1, 2, 3, 4]
        a[1..., ...] -= Matrix.ones(3, 4)
        a += Matrix.ones(4, 4)
        a *= 2
        a.scale(by: 0.5)
        a.addOuterProduct([1, 1, 1, 1], [1, 1, 1, 1])
        a.addSymmetricProduct(of: .identity(4), in: .lower)
        multiply(.identity(4), counting(4, 4), into: &a, beta: 1)
        multiply(.identity(4), counting(4, 4), into: &a)
        multiply(.identity(2), counting(2, 2), into: &a[1..<3, 1..<3])
        a.withMutableSpan { $0[0] = 7 }
        a.withUnsafeMutableElements { base, _ in base[1] = 8 }
        #expect(a.address == address)
        #expect(a == [[7, 8, 2, 3], [4, 0, 1, 7], [8, 2, 3, 11], [12, 13, 14, 15]])
    }

    @Test(arguments: ScalarKind.allCases)
    func storageIsAligned(_ kind: ScalarKind) { storageIsAligned(kind.type) }

    private func storageIsAligned<T: TestScalar>(_: T.Type) {
        for n in 0...33 {
            #expect(Matrix<T>.zeros(n, n + 1).address % 64 == 0)
            #expect(Vector<T>.zeros(n).address % 64 == 0)
            #expect(Matrix<T>.ones(n, 3).transposed().address % 64 == 0)
        }
    }

    // MARK: Slices

    @Test func slicesShareStorage() {
        let a = counting(4, 5)
        let slice = a[1..<3, 2..<4]
        #expect(slice == [[7, 8], [12, 13]])
        #expect(slice.rows == 2 && slice.columns == 2 && slice.rowStride == 5 && !slice.isContiguous)
        #expect(slice.address == a.address + 7 * 8)
        #expect(a[row: 2] == [10, 11, 12, 13, 14])
        #expect(a[row: 2].address == a.address + 10 * 8)
        #expect(a[column: 3] == [3, 8, 13, 18])
        #expect(a[column: 3].stride == 5)
        #expect(a.diagonal == [0, 6, 12, 18])
        #expect(a[2..., 3...] == [[13, 14], [18, 19]])
        #expect(a[...1, ..<2] == [[0, 1], [5, 6]])
        #expect(a[1...2, 0...0] == [[5], [10]])
        #expect(a[1..<2, ...] == [[5, 6, 7, 8, 9]])
        #expect(a[..., 4..<5] == [[4], [9], [14], [19]])
        // Slices of slices.
        let inner = a[1..., 1...][1..<3, 2..<4]
        #expect(inner == [[13, 14], [18, 19]])
        #expect(a[1..., 1...][column: 1] == [7, 12, 17])
        #expect(a[1..., 1...].diagonal == [6, 12, 18])
        #expect(a[1..., 1...][row: 2][1..<3] == [17, 18])
    }

    @Test func emptySlices() {
        var a = counting(3, 3)
        for slice in [a[0..<0, 0..<3], a[3..<3, 0..<3], a[3..., ...], a[..<0, ...]] {
            #expect(slice.rows == 0 && slice.columns == 3 && slice.isEmpty && slice.count == 0)
        }
        #expect(a[..., 3...].columns == 0)
        #expect(a[1..<1, 1..<1] == Matrix(rows: 0, columns: 0, repeating: 0))
        a[1..<1, 0..<3] *= 2
        a[..., 2..<2] = Matrix(rows: 3, columns: 0, repeating: 1)
        #expect(a == counting(3, 3))
        #expect(a[..., 3...].diagonal.isEmpty && a[..., 3...].elements.isEmpty)
        #expect(a[..., 3...].transposed() == Matrix(rows: 0, columns: 3, repeating: 0))
    }

    @Test func writingASliceThatWasReadDoesNotLeak() {
        let a = counting(3, 3)
        var slice = a[0..<2, 0..<2]
        slice[0, 0] = 100
        slice *= 2
        #expect(a == counting(3, 3))
        #expect(slice == [[200, 2], [6, 8]])
        #expect(slice.isContiguous)
        var row = a[row: 1]
        row[0] = 100
        var column = a[column: 1]
        column += [1, 1, 1]
        #expect(a == counting(3, 3))
        #expect(row == [100, 4, 5] && column == [2, 5, 8])
    }

    @Test func writingThroughASliceChangesOnlyIt() {
        var a = counting(4, 4)
        let before = a
        a[1..<3, 1..<3] *= 10
        #expect(a == [[0, 1, 2, 3], [4, 50, 60, 7], [8, 90, 100, 11], [12, 13, 14, 15]])
        #expect(before == counting(4, 4))
        a[1..<3, 1..<3][row: 0] *= 10
        #expect(a[row: 1] == [4, 500, 600, 7])
        a[1..<3, 1..<3][column: 1][1..<2] += [1]
        #expect(a[2, 2] == 101)
        a[1..<3, 1..<3].diagonal = [1, 2]
        #expect(a == [[0, 1, 2, 3], [4, 1, 600, 7], [8, 90, 2, 11], [12, 13, 14, 15]])
        a[1..<3, 1..<3][0..<1, 0..<2][0, 1] = 6
        #expect(a[row: 1] == [4, 1, 6, 7])
        a[row: 3][1..<3] = [0, 0]
        #expect(a[row: 3] == [12, 0, 0, 15])
    }

    @Test func nestedSlicesOfAUniqueMatrixDoNotCopy() {
        var a = counting(4, 4)
        let address = a.address
        a[1..<3, 1..<3][row: 0] *= 10
        a[1..<3, 1..<3].diagonal = [1, 2]
        a[1..<4, 1..<4][0..<2, 0..<2][column: 1][0..<1] += [1]
        #expect(a.address == address)
        func slicesShare(_ slice: inout Matrix<Double>) -> Int { slice.address }
        #expect(slicesShare(&a[1..<3, 1..<3]) == address + 5 * 8)
    }

    @Test func writingASliceOfASharedMatrixCopiesFirst() {
        var a = counting(3, 3)
        let copy = a
        a[0..<2, 0..<2] = [[9, 9], [9, 9]]
        #expect(copy == counting(3, 3))
        #expect(a == [[9, 9, 2], [9, 9, 5], [6, 7, 8]])
        let row = a[row: 2]
        a[row: 2] *= 2
        #expect(row == [6, 7, 8])
        #expect(a[row: 2] == [12, 14, 16])
        // A slice of a larger matrix that is shared: written, it is a matrix of its own.
        var b = counting(5, 5)[1..<4, 1..<4]
        let shared = b
        b[column: 0] = [0, 0, 0]
        #expect(shared == [[6, 7, 8], [11, 12, 13], [16, 17, 18]])
        #expect(b == [[0, 7, 8], [0, 12, 13], [0, 17, 18]])
        b.diagonal += [1, 1, 1]
        b[row: 1] -= [1, 1, 1]
        #expect(b == [[1, 7, 8], [-1, 12, 12], [0, 17, 19]])
    }

    // MARK: Slices that escape

    /// A copy of a slice that outlives the access keeps the elements of the moment.
    @Test func escapedSlicesKeepTheirElements() {
        var a = counting(3, 3)
        var escaped: [Matrix<Double>] = []
        func keep(_ slice: inout Matrix<Double>) {
            escaped.append(slice)
            slice[0, 0] = 100
            escaped.append(slice)
            slice *= 2
        }
        keep(&a[0..<2, 0..<2])
        #expect(a == [[200, 2, 2], [6, 8, 5], [6, 7, 8]])
        #expect(escaped == [[[0, 1], [3, 4]], [[100, 1], [3, 4]]])
        a[0, 0] = -1
        a[row: 1] *= 0
        #expect(escaped == [[[0, 1], [3, 4]], [[100, 1], [3, 4]]])
        escaped[0][1, 1] = 77
        #expect(a == [[-1, 2, 2], [0, 0, 0], [6, 7, 8]])
    }

    /// The same without a write after the copy: they share memory until somebody writes.
    @Test func escapedSlicesShareUntilWritten() {
        var a = counting(3, 3)
        var escaped = Matrix<Double>.zeros(0, 0)
        func keep(_ slice: inout Matrix<Double>) {
            slice[0, 0] = 100
            escaped = slice
        }
        keep(&a[0..<2, 0..<2])
        #expect(escaped.address == a.address)
        a[0, 1] = 50
        #expect(escaped == [[100, 1], [3, 4]])
        keep(&a[1..<3, 1..<3])
        escaped[0, 0] = 51
        #expect(a == [[100, 50, 2], [3, 100, 5], [6, 7, 8]])
        #expect(escaped == [[51, 5], [7, 8]])
    }

    @Test func escapedLinesKeepTheirElements() {
        var a = counting(3, 3)
        var escaped: [Vector<Double>] = []
        func keep(_ line: inout Vector<Double>) {
            escaped.append(line)
            line += [10, 10, 10]
            escaped.append(line)
            line[0] = 5
        }
        keep(&a[row: 1])
        keep(&a[column: 2])
        keep(&a.diagonal)
        #expect(a == [[5, 1, 5], [5, 24, 25], [6, 7, 28]])
        #expect(
            escaped == [[3, 4, 5], [13, 14, 15], [2, 15, 8], [12, 25, 18], [0, 14, 18], [10, 24, 28]])
        for i in escaped.indices { escaped[i] *= 0 }
        #expect(a == [[5, 1, 5], [5, 24, 25], [6, 7, 28]])
    }

    @Test func escapedSlicesOfSlices() {
        var a = counting(4, 4)
        var outer = Matrix<Double>.zeros(0, 0)
        var inner = Vector<Double>()
        func keepInner(_ row: inout Vector<Double>) {
            inner = row
            row[0] = -5
        }
        func keep(_ slice: inout Matrix<Double>) {
            outer = slice
            keepInner(&slice[row: 1])
            slice[0, 0] = -1
        }
        keep(&a[1..<3, 1..<3])
        #expect(a == [[0, 1, 2, 3], [4, -1, 6, 7], [8, -5, 10, 11], [12, 13, 14, 15]])
        #expect(outer == [[5, 6], [9, 10]])
        #expect(inner == [9, 10])
        func keepOnlyInner(_ slice: inout Matrix<Double>) {
            keepInner(&slice[row: 0])
            slice[1, 1] = -2
        }
        keepOnlyInner(&a[2..<4, 2..<4])
        #expect(inner == [10, 11])
        #expect(a == [[0, 1, 2, 3], [4, -1, 6, 7], [8, -5, -5, 11], [12, 13, 14, -2]])
    }

    /// The slice is replaced while a copy of it is kept and written to.
    @Test func replacedSlicesThatEscape() {
        var a = counting(3, 3)
        var escaped = Matrix<Double>.zeros(0, 0)
        func replace(_ slice: inout Matrix<Double>) {
            escaped = slice
            slice = [[10, 20], [30, 40]]
            escaped[0, 0] = 99
            #expect(slice == [[10, 20], [30, 40]])
        }
        replace(&a[0..<2, 1..<3])
        #expect(a == [[0, 10, 20], [3, 30, 40], [6, 7, 8]])
        #expect(escaped == [[99, 2], [4, 5]])
        escaped[1, 1] = 98
        a[1, 1] = 31
        #expect(a == [[0, 10, 20], [3, 31, 40], [6, 7, 8]])
        #expect(escaped == [[99, 2], [4, 98]])
    }

    /// The slice is replaced by another part of the same memory.
    @Test func replacedByAPartOfItself() {
        var x: Vector<Double> = [1, 2, 3, 4, 5]
        func shift(_ slice: inout Vector<Double>) {
            var longer = Vector<Double>(repeating: 0, count: 4)
            longer[1..<4] = slice[0..<3]
            slice = longer
        }
        shift(&x[1..<5])
        #expect(x == [1, 0, 2, 3, 4])
        var a = counting(3, 2)
        // Two rows of the slice as one row twice as long, seen as the matrix that they were.
        func reshape(_ slice: inout Matrix<Double>) { slice = Matrix(rows: 2, columns: 2, elements: slice.elements) }
        reshape(&a[1..<3, ...])
        #expect(a == counting(3, 2))
        func turn(_ slice: inout Matrix<Double>) { slice = slice.transposed() }
        turn(&a[0..<2, ...])
        #expect(a == [[0, 2], [1, 3], [4, 5]])
    }

    @Test func exchangingSlices() {
        var a = counting(2, 3)
        (a[row: 0], a[row: 1]) = (a[row: 1], a[row: 0])
        #expect(a == [[3, 4, 5], [0, 1, 2]])
        var b = counting(2, 3)
        swap(&a[row: 0], &b[row: 1])
        #expect(a == [[3, 4, 5], [0, 1, 2]] && b == [[0, 1, 2], [3, 4, 5]])
        swap(&a[0..<1, 0..<2], &b[0..<1, 0..<2])
        #expect(a == [[0, 1, 5], [0, 1, 2]] && b == [[3, 4, 2], [3, 4, 5]])
    }

    /// An error on the way out of an access leaves what was written.
    @Test func throwingOutOfASlice() {
        struct Stop: Error {}
        var a = counting(2, 2)
        func write(_ slice: inout Matrix<Double>) throws {
            slice[0, 0] = 9
            throw Stop()
        }
        #expect(throws: Stop.self) { try write(&a[1..<2, 0..<1]) }
        #expect(a == [[0, 1], [9, 3]])
        func replace(_ slice: inout Vector<Double>) throws {
            slice = [7, 8]
            throw Stop()
        }
        #expect(throws: Stop.self) { try replace(&a[column: 1]) }
        #expect(a == [[0, 7], [9, 8]])
    }

    // MARK: Aliasing

    @Test func productsIntoTheirOwnOperands() {
        let a: Matrix<Double> = [[1, 2], [3, 4]]
        let b: Matrix<Double> = [[0, 1], [1, 1]]
        for n in [2, 40] {
            // The same product in one corner of a larger matrix, which takes the other path.
            var (wideA, wideB) = (Matrix<Double>.zeros(n, n), Matrix<Double>.zeros(n, n))
            wideA[0..<2, 0..<2] = a
            wideB[0..<2, 0..<2] = b
            var c = wideA
            multiply(c, wideB, into: &c)
            #expect(c[0..<2, 0..<2] == [[2, 3], [4, 7]])
            c = wideB
            multiply(wideA, c, into: &c, beta: 1)
            #expect(c[0..<2, 0..<2] == [[2, 4], [5, 8]])
            c = wideA
            multiply(c, c, into: &c, transposeA: .transpose)
            #expect(c[0..<2, 0..<2] == [[10, 14], [14, 20]])
            c = wideA
            c.addSymmetricProduct(of: c, in: .lower, beta: 0)
            #expect(c[0..<2, 0..<2] == [[5, 2], [11, 25]])
            c = wideA
            c.addOuterProduct(c[row: 0], c[column: 0])
            #expect(c[0..<2, 0..<2] == [[2, 5], [5, 10]])
            c = wideA
            c.add(c, scaledBy: 2)
            c += c
            #expect(c == 6 * wideA)
            var x = wideA[column: 1]
            multiply(wideA, x, into: &x)
            #expect(x[0..<2] == [10, 22])
            c = wideA
            multiply(c, c[column: 1], into: &c[column: 0], beta: 1)
            #expect(c[0..<2, 0..<2] == [[11, 2], [25, 4]])
            c = wideA
            multiply(symmetric: c, .lower, c, into: &c)
            #expect(c[0..<2, 0..<2] == [[10, 14], [15, 22]])
        }
    }

    @Test func overlappingSlices() {
        var a = counting(3, 3)
        a[0..<2, ...] = a[1..<3, ...]
        #expect(a == [[3, 4, 5], [6, 7, 8], [6, 7, 8]])
        a = counting(3, 3)
        a[1..<3, ...] = a[0..<2, ...]
        #expect(a == [[0, 1, 2], [0, 1, 2], [3, 4, 5]])
        a = counting(3, 3)
        a[0..<2, 0..<2] += a[1..<3, 1..<3]
        #expect(a == [[4, 6, 2], [10, 12, 5], [6, 7, 8]])
        a = counting(3, 3)
        multiply(a[0..<2, 0..<2], a[1..<3, 1..<3], into: &a[0..<2, 1..<3])
        #expect(a == [[0, 7, 8], [3, 40, 47], [6, 7, 8]])
        a = counting(3, 3)
        a[column: 0] = a[row: 0]
        a[row: 2] = a.diagonal
        #expect(a == [[0, 1, 2], [1, 4, 5], [0, 4, 8]])
        a = counting(3, 3)
        a = a[1..., 1...]
        #expect(a == [[4, 5], [7, 8]])
    }

    // MARK: Threads

    @Test func readingFromSeveralTasks() async {
        let a = counting(60, 60)
        let expected = a * a
        let sums = await withTaskGroup(of: Double.self) { group in
            for i in 0..<16 {
                group.addTask {
                    let product = a * a
                    var slice = a[0..<30, 0..<30]
                    slice[0, 0] = Double(i)
                    return product == expected && slice[0, 0] == Double(i) ? a[row: 1].absoluteSum() : .nan
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sums == Array(repeating: Double((60..<120).reduce(0, +)), count: 16))
        #expect(a == counting(60, 60))
    }

    @Test func writingCopiesInSeveralTasks() async {
        let a = counting(20, 20)
        let results = await withTaskGroup(of: Bool.self) { group in
            for i in 0..<16 {
                group.addTask {
                    var copy = a
                    for _ in 0..<20 { copy[row: i] += Vector<Double>.ones(20) }
                    copy[row: i] -= Vector(repeating: 20, count: 20)
                    return copy == a
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 16 && results.allSatisfy { $0 })
    }
}

extension Matrix {
    /// Where the first element lies.
    var address: Int { withUnsafeElements { base, _ in Int(bitPattern: base) } }
}

extension Vector {
    /// Where the first element lies.
    var address: Int { withUnsafeElements { base, _ in Int(bitPattern: base) } }

    /// The same elements in memory of their own, so that the matrix they come from is not shared.
    var contiguous: Vector { Vector(Array(self)) }
}
