import ComplexModule
import Foundation
import Linalg
import TestSupport
import Testing

/// Creation, elements, arithmetic, comparison, coding.
@Suite struct MatrixTests {
    // MARK: Creation

    @Test func creation() {
        #expect(Matrix(rows: 2, columns: 3, repeating: 7.0) == [[7, 7, 7], [7, 7, 7]])
        #expect(Matrix<Double>(rows: 2, columns: 3) { Double(10 * $0 + $1) } == [[0, 1, 2], [10, 11, 12]])
        #expect(Matrix(rows: 2, columns: 3, rowMajor: [1, 2, 3, 4, 5, 6] as [Double]) == [[1, 2, 3], [4, 5, 6]])
        #expect(Matrix(rows: 2, columns: 3, columnMajor: [1, 2, 3, 4, 5, 6] as [Double]) == [[1, 3, 5], [2, 4, 6]])
        #expect(
            Matrix(rows: 2, columns: 2, rowMajor: stride(from: 1.0, to: 5, by: 1).dropLast(0)) == [[1, 2], [3, 4]])
        #expect(Matrix<Double>([[1, 2], [3, 4], [5, 6]]) == [[1, 2], [3, 4], [5, 6]])
        #expect(Matrix<Double>.zeros(2, 1) == [[0], [0]])
        #expect(Matrix<Double>.ones(1, 2) == [[1, 1]])
        #expect(Matrix<Double>.identity(3) == [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
        #expect(Matrix<Double>.diagonal([1, 2]) == [[1, 0], [0, 2]])
        #expect(Matrix<Complex<Double>>.identity(2) == [[1, 0], [0, 1]])
    }

    @Test func emptyMatrices() {
        let none: Matrix<Double> = []
        #expect(none.rows == 0 && none.columns == 0 && none.isEmpty && none.isSquare && none.isContiguous)
        let rows: Matrix<Double> = [[], []]
        #expect(rows.rows == 2 && rows.columns == 0 && rows.isEmpty)
        #expect(Matrix<Double>([[Double]]()) == none)
        #expect(Matrix<Double>.zeros(0, 3).transposed() == .zeros(3, 0))
        #expect(Matrix<Double>.identity(0) == none)
        #expect(Matrix<Double>.zeros(3, 0) * Matrix<Double>.zeros(0, 2) == .zeros(3, 2))
        #expect(Matrix<Double>.zeros(0, 3) * Matrix<Double>.zeros(3, 2) == .zeros(0, 2))
        #expect(Matrix<Double>.zeros(0, 3) * Vector<Double>.zeros(3) == [])
        #expect(Matrix<Double>.zeros(3, 0) * Vector<Double>.zeros(0) == [0, 0, 0])
        #expect(Matrix<Double>.zeros(0, 3) + .ones(0, 3) == .zeros(0, 3))
        #expect(Matrix<Double>.zeros(0, 3) != .zeros(0, 2))
        #expect(-Matrix<Double>.zeros(3, 0) == .zeros(3, 0))
    }

    @Test func creationPassesErrorsOn() {
        struct Stop: Error, Equatable { let place: [Int] }
        #expect(throws: Stop(place: [1, 0])) {
            try Matrix<Double>(rows: 2, columns: 2) { i, j throws(Stop) in
                if i == 1 { throw Stop(place: [i, j]) }
                return 0
            }
        }
    }

    @Test func fromVectors() {
        let x: Vector<Double> = [1, 2, 3, 4, 5, 6]
        let a = Matrix(rows: 2, columns: 3, elements: x)
        #expect(a == [[1, 2, 3], [4, 5, 6]])
        #expect(a.address == x.address)
        #expect(a.elements == x && a.elements.address == x.address)
        var b = a
        b[0, 0] = 9
        #expect(x[0] == 1 && a[0, 0] == 1)
        // A strided vector is copied, and so are the elements of a slice.
        #expect(Matrix(rows: 2, columns: 1, elements: a[column: 1]) == [[2], [5]])
        #expect(a[..., 1...].elements == [2, 3, 5, 6])
        #expect(a[1..., ...].elements.address == a.address + 24)
    }

    // MARK: Transposition

    @Test(arguments: ScalarKind.allCases)
    func transposition(_ kind: ScalarKind) { transposition(kind.type) }

    private func transposition<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 61)
        for (rows, columns) in [(0, 0), (0, 3), (1, 1), (1, 5), (5, 1), (3, 4), (16, 16), (17, 33), (50, 15)] {
            let a: Matrix<T> = generator.matrix(rows, columns)
            let framed = Framed(a)
            for (matrix, name) in [(a, "whole"), (framed.inner, "slice")] {
                let (transposed, adjoint) = (matrix.transposed(), matrix.adjoint())
                #expect(transposed.rows == columns && transposed.columns == rows && transposed.isContiguous, "\(name)")
                var same = true
                for i in 0..<rows {
                    for j in 0..<columns {
                        if transposed[j, i] != a[i, j] || adjoint[j, i] != a[i, j].conjugated { same = false }
                    }
                }
                #expect(same, "\(T.name) \(rows)×\(columns) \(name)")
            }
        }
    }

    // MARK: Arithmetic

    @Test func operators() {
        let a: Matrix<Double> = [[1, 2], [3, 4]]
        let b: Matrix<Double> = [[10, 20], [30, 50]]
        #expect(a + b == [[11, 22], [33, 54]])
        #expect(b - a == [[9, 18], [27, 46]])
        #expect((a .* b) == [[10, 40], [90, 200]])
        #expect((b ./ a) == [[10, 10], [10, 12.5]])
        #expect(-a == [[-1, -2], [-3, -4]])
        #expect(2 * a == [[2, 4], [6, 8]] && a * 2 == 2 * a)
        #expect(a / 2 == [[0.5, 1], [1.5, 2]])
        #expect(a * b == [[70, 120], [150, 260]])
        #expect(a * [1, 10] as Vector<Double> == [21, 43])
        var c = a
        c += b
        #expect(c == a + b)
        c -= a
        #expect(c == b)
        c *= 2
        #expect(c == 2 * b)
        c /= 4
        #expect(c == b / 2)
        c.add(a, scaledBy: -3)
        #expect(c == [[2, 4], [6, 13]])
        c.scale(by: 0.5)
        #expect(c == [[1, 2], [3, 6.5]])
    }

    /// Slices with gaps on either side, and both without, give the same elements.
    @Test(arguments: ScalarKind.allCases)
    func operatorsOnSlices(_ kind: ScalarKind) { operatorsOnSlices(kind.type) }

    private func operatorsOnSlices<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 62)
        for (rows, columns) in [(0, 4), (1, 1), (1, 7), (3, 5), (20, 30)] {
            let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(rows, columns), generator.matrix(rows, columns))
            let (framedA, framedB) = (Framed(a), Framed(b))
            for x in [a, framedA.inner] {
                for y in [b, framedB.inner] {
                    #expect(x + y == a + b && x - y == a - b)
                    #expect((x .* y) == (a .* b) && (x ./ y) == (a ./ b))
                    var target = Framed(x)
                    target.inner += y
                    #expect(
                        target.inner.isApproximatelyEqual(to: a + b, relativeTolerance: 4 * .ulpOfOne)
                            && target.frameIntact)
                    target = Framed(x)
                    target.inner.add(y, scaledBy: T(0.7, -0.4))
                    #expect(
                        target.inner.isApproximatelyEqual(
                            to: a + T(0.7, -0.4) * b, absoluteTolerance: 8 * .ulpOfOne, relativeTolerance: 0)
                            && target.frameIntact)
                    target.inner -= T(0.7, -0.4) * y
                    #expect(
                        target.inner.isApproximatelyEqual(to: a, absoluteTolerance: 4 * .ulpOfOne, relativeTolerance: 0)
                            && target.frameIntact
                    )
                }
                var target = Framed(x)
                target.inner *= T(0.5)
                #expect(target.inner == T(0.5) * a && target.inner == a / T(2) && target.frameIntact)
                target.inner /= T(0.5)
                #expect(target.inner == a && target.frameIntact)
                target.inner.scale(by: T(-1))
                #expect(target.inner == -a && target.frameIntact)
            }
        }
    }

    /// The public products on slices, into slices.
    @Test(arguments: ScalarKind.allCases)
    func productsOnSlices(_ kind: ScalarKind) { productsOnSlices(kind.type) }

    private func productsOnSlices<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 63)
        for (m, n, k) in [(1, 1, 1), (2, 3, 4), (20, 30, 10)] {
            let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(m, k), generator.matrix(k, n))
            let c: Matrix<T> = generator.matrix(m, n)
            let (x, y): (Vector<T>, Vector<T>) = (generator.vector(k), generator.vector(m))
            let (alpha, beta) = (T(0.7, -0.4), T(1.3, 0.6))
            let (sliceA, sliceB) = (Framed(a).inner, Framed(b.adjoint()).inner)
            var target = Framed(c)
            multiply(sliceA, sliceB, into: &target.inner, alpha: alpha, beta: beta, transposeB: .conjugateTranspose)
            var ratio = Ratio.product(
                target.inner, alpha: alpha, WideMatrix(a), WideMatrix(b), beta: beta, WideMatrix(c))
            #expect(ratio <= Ratio.productLimit)
            #expect(target.frameIntact)
            ratio = Ratio.product(
                sliceA * b, alpha: 1, WideMatrix(a), WideMatrix(b), beta: 0, WideMatrix(c))
            #expect(ratio <= Ratio.productLimit)

            target = Framed(c)
            multiply(sliceA, x, into: &target.inner[column: 0], alpha: alpha, beta: beta)
            ratio = Ratio.product(
                target.inner[column: 0], alpha: alpha, WideMatrix(a), WideMatrix(x), beta: beta,
                WideMatrix(c[column: 0]))
            #expect(ratio <= Ratio.productLimit)
            #expect(target.frameIntact && target.inner[..., 1...] == c[..., 1...])

            target = Framed(a)
            target.inner.addOuterProduct(y, x, scaledBy: alpha)
            ratio = Ratio.product(
                target.inner, alpha: alpha, WideMatrix(y), WideMatrix(x).applying(.transpose), beta: 1,
                WideMatrix(a))
            #expect(ratio <= Ratio.productLimit)
            #expect(target.frameIntact)

            let square: Matrix<T> = generator.positiveDefinite(m)
            target = Framed(square)
            target.inner.addSymmetricProduct(of: sliceA, in: .upper, alpha: T(0.7).realPart, beta: 1)
            let exact =
                (WideMatrix(a) * WideMatrix(a).applying(.conjugateTranspose))
                .scaled(by: WideMatrix(scalar: T(0.7))) + WideMatrix(square)
            ratio = Ratio.entrywise(
                WideMatrix(target.inner).restricted(to: .upper), exact.restricted(to: .upper),
                bound: WideMatrix(a).magnitudes() * WideMatrix(a).magnitudes().applying(.transpose)
                    + WideMatrix(square).magnitudes(), T.self)
            #expect(ratio <= Ratio.productLimit)
            #expect(target.frameIntact)
            for i in 0..<m { for j in 0..<i { #expect(target.inner[i, j] == square[i, j]) } }
        }
    }

    @Test(arguments: RealKind.allCases)
    func symmetricProducts(_ kind: RealKind) { symmetricProducts(kind.type) }

    private func symmetricProducts<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 64)
        for n in [1, 3, 30] {
            let whole: Matrix<T> = generator.positiveDefinite(n)
            let (b, x): (Matrix<T>, Vector<T>) = (generator.matrix(n, 4), generator.vector(n))
            for triangle in Triangle.allCases {
                let half = Matrix<T>(rows: n, columns: n) { i, j in
                    (triangle == .lower ? j <= i : j >= i) ? whole[i, j] : .nan
                }
                var c = Framed(Matrix<T>(rows: n, columns: 4, repeating: .nan))
                multiply(symmetric: half, triangle, b, into: &c.inner, alpha: 2)
                #expect(
                    c.inner.isApproximatelyEqual(
                        to: 2 * (whole * b), absoluteTolerance: T(100 * n) * .ulpOfOne, relativeTolerance: 0))
                #expect(c.frameIntact)
                var d = b.transposed()
                multiply(symmetric: half, triangle, d, into: &d, beta: 1, side: .right)
                #expect(
                    d.isApproximatelyEqual(
                        to: (whole * b + b).transposed(), absoluteTolerance: T(100 * n) * .ulpOfOne,
                        relativeTolerance: 0))
                var y = x
                multiply(symmetric: half, triangle, x, into: &y, alpha: 2, beta: -1)
                #expect(
                    y.isApproximatelyEqual(
                        to: 2 * (whole * x) - x, absoluteTolerance: T(100 * n) * .ulpOfOne, relativeTolerance: 0))
            }
        }
    }

    // MARK: Comparison

    @Test func equalityAndHashing() {
        let a: Matrix<Double> = [[1, 2], [3, 4]]
        let larger: Matrix<Double> = [[0, 1, 2], [0, 3, 4]]
        #expect(a == larger[..., 1...])
        #expect(a.hashValue == larger[..., 1...].hashValue)
        #expect(a != [[1, 2], [3, 5]] && a != [[1, 2, 3, 4]] && a != [[1], [2]])
        #expect(Set([a, larger[..., 1...], larger]).count == 2)
        #expect(Matrix<Double>.zeros(0, 2) != .zeros(2, 0))
        #expect([[0.0]] as Matrix<Double> == [[-0.0]])
        #expect(([[0.0]] as Matrix<Double>).hashValue == ([[-0.0]] as Matrix<Double>).hashValue)
        let nan: Matrix<Double> = [[.nan]]
        #expect(nan != nan)
        #expect(a.hashValue != a.transposed().hashValue)
        #expect(Matrix<Double>(rows: 1, columns: 4, elements: a.elements).hashValue != a.hashValue)
    }

    @Test func approximateEquality() {
        let a: Matrix<Double> = [[1, 2], [3, 4]]
        #expect(a.isApproximatelyEqual(to: a))
        #expect(a.isApproximatelyEqual(to: a + Matrix(rows: 2, columns: 2, repeating: 1e-9)))
        #expect(!a.isApproximatelyEqual(to: a + Matrix(rows: 2, columns: 2, repeating: 1e-6)))
        #expect(a.isApproximatelyEqual(to: a + Matrix(rows: 2, columns: 2, repeating: 1e-6), absoluteTolerance: 1e-5))
        #expect(a.isApproximatelyEqual(to: 1.001 * a, relativeTolerance: 0.01))
        #expect(!a.isApproximatelyEqual(to: 1.001 * a, relativeTolerance: 0.0001))
        #expect(!a.isApproximatelyEqual(to: [[1, 2]]) && !a.isApproximatelyEqual(to: [[1, 2, 3, 4]]))
        #expect(Matrix<Double>.zeros(0, 2).isApproximatelyEqual(to: .zeros(0, 2)))
        #expect(!Matrix<Double>.zeros(0, 2).isApproximatelyEqual(to: .zeros(0, 3)))
        // Zero: only an absolute tolerance reaches it.
        let zero: Matrix<Double> = [[0]]
        #expect(zero.isApproximatelyEqual(to: [[0]]) && zero.isApproximatelyEqual(to: [[-0.0]]))
        #expect(!zero.isApproximatelyEqual(to: [[1e-300]]))
        #expect(zero.isApproximatelyEqual(to: [[1e-300]], absoluteTolerance: 1e-200))
    }

    @Test(arguments: ScalarKind.allCases)
    func approximateEqualityOfSpecialValues(_ kind: ScalarKind) { approximateEqualityOfSpecialValues(kind.type) }

    private func approximateEqualityOfSpecialValues<T: TestScalar>(_: T.Type) {
        let (nan, infinity, one): (Vector<T>, Vector<T>, Vector<T>) = ([.nan], [.infinity], [1])
        #expect(infinity.isApproximatelyEqual(to: infinity))
        #expect(!infinity.isApproximatelyEqual(to: one, absoluteTolerance: .infinity))
        #expect(!one.isApproximatelyEqual(to: infinity, relativeTolerance: .greatestFiniteMagnitude))
        for other in [nan, infinity, one] {
            #expect(!nan.isApproximatelyEqual(to: other, absoluteTolerance: .infinity), "\(T.name)")
            #expect(!other.isApproximatelyEqual(to: nan, relativeTolerance: .infinity), "\(T.name)")
        }
        if !T.isComplex { #expect(!infinity.isApproximatelyEqual(to: [-.infinity])) }
        let huge = T(parts: .greatestFiniteMagnitude, 0)
        #expect(!Vector([huge]).isApproximatelyEqual(to: [-huge]))
    }

    // MARK: Spans

    @Test func spans() {
        var a: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]
        #expect(a.withSpan { span in span.indices.reduce(0) { $0 + span[$1] } } == 21)
        #expect(a[..., 1...].withSpan { span in span.count } == 4)
        #expect(a[..., 1...].withSpan { span in span[2] } == 5)
        #expect(Matrix<Double>.zeros(0, 3).withSpan { $0.isEmpty })
        let copy = a
        a.withMutableSpan { for i in $0.indices { $0[i] *= 2 } }
        #expect(a == 2 * copy && copy[0, 0] == 1)
        var slice = a[..., 1...]
        slice.withMutableSpan { $0[3] = 0 }
        #expect(slice == [[4, 6], [10, 0]] && a[1, 2] == 12)
        a[..., 0..<2].withMutableSpan { $0[1] = 77 }
        #expect(a == [[2, 77, 6], [8, 10, 12]])
        a.withUnsafeMutableElements { base, rowStride in base[rowStride + 2] = -1 }
        #expect(a[1, 2] == -1)
        #expect(a[..., 1...].withUnsafeElements { base, rowStride in [base[0], base[rowStride]] } == [77, 10])
        struct Stop: Error {}
        #expect(throws: Stop.self) { try a.withSpan { _ throws(Stop) in throw Stop() } }
        #expect(throws: Stop.self) { try a.withMutableSpan { _ throws(Stop) in throw Stop() } }
    }

    // MARK: Coding

    @Test(arguments: ScalarKind.allCases)
    func codingRoundTrip(_ kind: ScalarKind) throws { try codingRoundTrip(kind.type) }

    private func codingRoundTrip<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 65)
        for (rows, columns) in [(0, 0), (0, 3), (3, 0), (1, 1), (3, 4)] {
            let a: Matrix<T> = generator.matrix(rows, columns)
            for matrix in [a, Framed(a).inner] {
                let data = try JSONEncoder().encode(matrix)
                let decoded = try JSONDecoder().decode(Matrix<T>.self, from: data)
                #expect(decoded == a && decoded.isContiguous)
            }
            let x: Vector<T> = generator.vector(columns)
            #expect(try JSONDecoder().decode(Vector<T>.self, from: JSONEncoder().encode(x)) == x)
        }
    }

    @Test func encodedForm() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode([[1, 2], [3, 4]] as Matrix<Double>)
        #expect(String(decoding: data, as: UTF8.self) == #"{"columns":2,"elements":[1,2,3,4],"rows":2}"#)
        #expect(try String(decoding: encoder.encode([1, 2] as Vector<Double>), as: UTF8.self) == "[1,2]")
    }

    @Test(arguments: [
        #"{"rows":2,"columns":2,"elements":[1,2,3]}"#,
        #"{"rows":2,"columns":2,"elements":[1,2,3,4,5]}"#,
        #"{"rows":-2,"columns":-2,"elements":[1,2,3,4]}"#,
        #"{"rows":-1,"columns":0,"elements":[]}"#,
        #"{"rows":4611686018427387904,"columns":4,"elements":[]}"#,
        #"{"rows":9223372036854775807,"columns":9223372036854775807,"elements":[1]}"#,
    ])
    func corruptSizes(_ text: String) {
        #expect {
            try JSONDecoder().decode(Matrix<Double>.self, from: Data(text.utf8))
        } throws: { error in
            guard case .dataCorrupted(let context) = error as? DecodingError else { return false }
            return context.debugDescription.contains("elements for a")
                && context.codingPath.last?.stringValue == "elements"
        }
    }

    @Test(arguments: [
        #"{"rows":1,"columns":1}"#, #"{"rows":1,"elements":[1]}"#, #"{"columns":1,"elements":[1]}"#,
        #"{"rows":1.5,"columns":1,"elements":[1]}"#, #"{"rows":1,"columns":1,"elements":["x"]}"#,
        #"{"rows":1,"columns":1,"elements":{}}"#, #"[]"#, #"{"rows":1"#, #"{"rows":1,"columns":1,"elements":[null]}"#,
    ])
    func corruptInput(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Matrix<Double>.self, from: Data(text.utf8)) }
    }
}
