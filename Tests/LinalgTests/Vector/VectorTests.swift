import ComplexModule
import Linalg
import TestSupport
import Testing

/// Creation, elements, slices, arithmetic.
@Suite struct VectorTests {
    @Test func creation() {
        #expect(Vector(repeating: 2.5, count: 3) == [2.5, 2.5, 2.5])
        #expect(Vector([1, 2, 3] as [Double]) == [1, 2, 3])
        #expect(Vector(stride(from: 0.0, to: 3, by: 1)) == [0, 1, 2])
        #expect(Vector<Double>(count: 3) { Double($0 * $0) } == [0, 1, 4])
        #expect(Vector<Double>.zeros(2) == [0, 0] && Vector<Double>.ones(2) == [1, 1])
        let none: Vector<Double> = []
        #expect(none.isEmpty && none.count == 0 && none.indices.isEmpty && Vector<Double>() == none)
        #expect(none.isContiguous && none.stride == 1)
        struct Stop: Error {}
        #expect(throws: Stop.self) { try Vector<Double>(count: 2) { _ throws(Stop) in throw Stop() } }
    }

    @Test func isASequence() {
        let a: Matrix<Double> = [[1, 2], [3, 4], [5, 6]]
        #expect(Array(a[column: 1]) == [2, 4, 6])
        #expect(a[column: 0].map { 2 * $0 } == [2, 6, 10])
        #expect(a[column: 0].reduce(0, +) == 9)
        #expect(a[column: 0].underestimatedCount == 3)
        var x = a[row: 0]
        var seen: [Double] = []
        for element in x {
            x[1] = 100
            seen.append(element)
        }
        #expect(seen == [1, 2] && x == [1, 100])
        var iterator = x.makeIterator()
        #expect([iterator.next(), iterator.next(), iterator.next(), iterator.next()] == [1, 100, nil, nil])
    }

    @Test func copiesShareUntilWritten() {
        var x: Vector<Double> = [1, 2, 3]
        let address = x.address
        x[0] = 10
        x[1..<3] *= 2
        x += [1, 1, 1]
        x.scale(by: 2)
        x /= 2
        x[0..<2][1..<2] -= [1]
        x.withMutableSpan { $0[2] = 7 }
        #expect(x.address == address && x == [11, 4, 7])
        let y = x
        #expect(y.address == address)
        x[0] = 0
        #expect(x.address != address && y == [11, 4, 7] && x == [0, 4, 7])
    }

    @Test func slices() {
        var x: Vector<Double> = [0, 1, 2, 3, 4, 5]
        #expect(x[2..<4] == [2, 3] && x[2...4] == [2, 3, 4] && x[4...] == [4, 5] && x[..<2] == [0, 1])
        #expect(x[...1] == [0, 1] && x[6...] == [] && x[3..<3].isEmpty && x[0..<6] == x)
        #expect(x[2..<4].address == x.address + 16)
        #expect(x[1...][1...][0] == 2)
        let kept = x[2..<4]
        x[2..<4] = [20, 30]
        #expect(x == [0, 1, 20, 30, 4, 5] && kept == [2, 3])
        x[1..<4][1..<2] *= 10
        #expect(x == [0, 1, 200, 30, 4, 5])
        x[0..<3] = x[3..<6]
        #expect(x == [30, 4, 5, 30, 4, 5])
        x[0..<5] = x[1..<6]
        #expect(x == [4, 5, 30, 4, 5, 5])
        x[1..<6] = x[0..<5]
        #expect(x == [4, 4, 5, 30, 4, 5])
        // Strided: every other element is not touched.
        var a: Matrix<Double> = [[1, 2], [3, 4], [5, 6]]
        a[column: 0][1..<3] *= 10
        #expect(a == [[1, 2], [30, 4], [50, 6]])
        #expect(a[column: 0][1...].stride == 2 && !a[column: 0].isContiguous && a[column: 0][1..<2].isContiguous)
    }

    @Test func escapedSlicesKeepTheirElements() {
        var x: Vector<Double> = [0, 1, 2, 3]
        var escaped: [Vector<Double>] = []
        func keep(_ slice: inout Vector<Double>) {
            escaped.append(slice)
            slice[0] = 10
            escaped.append(slice)
            slice = [20, 21]
            escaped.append(slice)
            slice *= 2
        }
        keep(&x[1..<3])
        #expect(x == [0, 40, 42, 3])
        #expect(escaped == [[1, 2], [10, 2], [20, 21]])
        for i in escaped.indices { escaped[i][1] = -1 }
        #expect(x == [0, 40, 42, 3])
        x *= 0
        #expect(escaped == [[1, -1], [10, -1], [20, -1]])
    }

    @Test func escapedSlicesShareUntilWritten() {
        var x: Vector<Double> = [0, 1, 2, 3]
        var escaped = Vector<Double>()
        func keep(_ slice: inout Vector<Double>) {
            slice *= 2
            escaped = slice
        }
        keep(&x[1..<3])
        #expect(escaped.address == x.address + 8)
        escaped[0] = 9
        #expect(x == [0, 2, 4, 3] && escaped == [9, 4])
        keep(&x[0..<2])
        x[0] = 7
        #expect(x == [7, 4, 4, 3] && escaped == [0, 4])
    }

    @Test func arithmetic() {
        let x: Vector<Double> = [1, 2, 3]
        let y: Vector<Double> = [10, 20, 40]
        #expect(x + y == [11, 22, 43] && y - x == [9, 18, 37])
        #expect((x .* y) == [10, 40, 120])
        #expect((y ./ x) == [10, 10, 40.0 / 3])
        #expect(-x == [-1, -2, -3] && 2 * x == [2, 4, 6] && x * 2 == 2 * x && x / 2 == [0.5, 1, 1.5])
        #expect(x.dot(y) == 170 && x.conjugateDot(y) == 170)
        var z = x
        z += y
        z -= x
        z *= 3
        z /= 2
        #expect(z == 1.5 * y)
        z.add(x, scaledBy: -5)
        #expect(z == [10, 20, 45])
        #expect(x.norm(.one) == 6 && x.norm() == 14.0.squareRoot() && x.norm(.infinity) == 3)
        #expect(x.absoluteSum() == 6 && x.indexOfLargestMagnitude() == 2)
        let none = Vector<Double>()
        #expect(none.dot(none) == 0 && none.norm() == 0 && none.norm(.one) == 0 && none.norm(.infinity) == 0)
        #expect(none.absoluteSum() == 0 && none + none == none)
    }

    @Test func complexArithmetic() {
        let x: Vector<Complex<Double>> = [Complex(1, 2), Complex(3, -4)]
        let y: Vector<Complex<Double>> = [Complex(0, 1), Complex(2, 0)]
        #expect(x.dot(y) == Complex(4, -7))
        #expect(x.conjugateDot(y) == Complex(8, 9))
        #expect(x.norm() == 30.0.squareRoot() && x.norm(.infinity) == 5)
        #expect(x.norm(.one) == 5.0.squareRoot() + 5)
        #expect(x.absoluteSum() == 10 && x.indexOfLargestMagnitude() == 1)
        #expect((x .* y) == [Complex(-2, 1), Complex(6, -8)])
        #expect(x / Complex(0, 2) == [Complex(1, -0.5), Complex(-2, -1.5)])
        #expect(Complex(0, 1) * x == [Complex(-2, 1), Complex(4, 3)])
    }

    /// Operands at any stride give the same as contiguous ones.
    @Test(arguments: ScalarKind.allCases)
    func operatorsOnStridedVectors(_ kind: ScalarKind) { operatorsOnStridedVectors(kind.type) }

    private func operatorsOnStridedVectors<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 71)
        for count in [0, 1, 2, 16, 17, 40] {
            let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(count, 3), generator.matrix(count, 1))
            let (x, y) = (a[column: 1], b[column: 0])
            let (denseX, denseY) = (x.contiguous, y.contiguous)
            #expect(x.stride == 3 && denseX.stride == 1 && x == denseX && x.hashValue == denseX.hashValue)
            #expect(x + y == denseX + denseY && x - y == denseX - denseY && y - x == denseY - denseX)
            #expect((x .* y) == (denseX .* denseY) && (x ./ y) == (denseX ./ denseY) && (y ./ x) == (denseY ./ denseX))
            #expect(T(0.7) * x == T(0.7) * denseX && x / T(0.7) == denseX / T(0.7) && -x == -denseX)
            let sums = (x.absoluteSum(), denseX.absoluteSum())
            #expect((sums.0 - sums.1).magnitude <= 16 * .ulpOfOne * sums.1)
            #expect(x.indexOfLargestMagnitude() == denseX.indexOfLargestMagnitude())
            #expect(x.norm(.one) == denseX.norm(.one) && x.norm(.infinity) == denseX.norm(.infinity))
            var framed = Framed(a)
            framed.inner[column: 1] += y
            #expect(
                framed.inner[column: 1].isApproximatelyEqual(to: denseX + denseY, relativeTolerance: 4 * .ulpOfOne)
                    && framed.frameIntact)
            framed.inner[column: 1].scale(by: T(0.5))
            framed.inner[column: 1] /= T(0.25)
            #expect(
                framed.inner[column: 1].isApproximatelyEqual(
                    to: T(2) * (denseX + denseY), relativeTolerance: 4 * .ulpOfOne) && framed.frameIntact)
            #expect(framed.inner[column: 0] == a[column: 0] && framed.inner[column: 2] == a[column: 2])
        }
    }

    @Test func spans() {
        let a: Matrix<Double> = [[1, 2], [3, 4], [5, 6]]
        #expect(a[column: 1].withSpan { span in span.indices.map { span[$0] } } == [2, 4, 6])
        var x = a[column: 1]
        x.withMutableSpan { span in for i in span.indices { span[i] += 1 } }
        #expect(x == [3, 5, 7] && a[column: 1] == [2, 4, 6])
        #expect(Vector<Double>().withSpan { $0.isEmpty })
        #expect(a[column: 1].withUnsafeElements { base, stride in base[2 * stride] } == 6)
        var b = a
        b[column: 0].withUnsafeMutableElements { base, stride in base[stride] = 33 }
        b[column: 1].withMutableSpan { $0[0] = 22 }
        #expect(b == [[1, 22], [33, 4], [5, 6]] && a[1, 0] == 3)
    }

    @Test func equalityAndHashing() {
        #expect([1, 2] as Vector<Double> != [1, 2, 3] && [1, 2] as Vector<Double> != [1, 3])
        #expect([.nan] as Vector<Double> != [.nan])
        #expect(Set([[1, 2], [1, 2], [2, 1], []] as [Vector<Double>]).count == 3)
    }

    @Test func options() {
        #expect(Triangle.lower.flipped == .upper && Triangle.upper.flipped == .lower)
        #expect(Transpose.allCases.count == 3 && Side.allCases.count == 2 && Diagonal.allCases.count == 2)
    }
}
