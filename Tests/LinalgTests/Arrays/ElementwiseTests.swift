import ComplexModule
import Linalg
import RealModule
import TestSupport
import Testing

/// Arithmetic with numbers and vectors, functions, comparisons and choices, over scalar types and strides.
@Suite(.reportsRatios) struct ElementwiseTests {
    private static let sizes = [0, 1, 2, 3, 5, 10, 33, 130]
    private static let shapes = [(0, 0), (0, 3), (3, 0), (1, 1), (1, 5), (5, 1), (3, 2), (10, 33), (33, 10)]

    /// The vector as it is, and as a column of something larger.
    private func forms<T: TestScalar>(_ x: Vector<T>) -> [Vector<T>] { [x, Framed(x.asColumn).inner[column: 0]] }

    private func forms<T: TestScalar>(_ a: Matrix<T>) -> [Matrix<T>] { [a, Framed(a).inner] }

    // MARK: Arithmetic

    @Test(arguments: ScalarKind.allCases)
    func arithmeticWithNumbers(_ kind: ScalarKind) { arithmeticWithNumbers(kind.type) }

    private func arithmeticWithNumbers<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 301)
        let s: T = generator.scalar()
        for n in Self.sizes {
            let plain: Vector<T> = generator.vector(n)
            for x in forms(plain) {
                #expect(x + s == Vector(count: n) { plain[$0] + s })
                #expect(s + x == Vector(count: n) { s + plain[$0] })
                #expect(x - s == Vector(count: n) { plain[$0] - s })
                #expect(s - x == Vector(count: n) { s - plain[$0] })
                #expect(s / x == Vector(count: n) { s / plain[$0] })
                var y = x
                y += s
                #expect(y == x + s)
                y = x
                y -= s
                #expect(y == x - s)
                y = x
                y.multiplyElements(by: plain)
                #expect(y == (plain .* plain))
                y.divideElements(by: x)
                #expect(y == ((plain .* plain) ./ plain))
                #expect(x == plain)
            }
        }
        for (m, n) in Self.shapes {
            let plain: Matrix<T> = generator.matrix(m, n)
            for a in forms(plain) {
                #expect(a + s == Matrix(rows: m, columns: n) { plain[$0, $1] + s })
                #expect(s + a == a + s)
                #expect(a - s == Matrix(rows: m, columns: n) { plain[$0, $1] - s })
                #expect(s - a == Matrix(rows: m, columns: n) { s - plain[$0, $1] })
                #expect(s / a == Matrix(rows: m, columns: n) { s / plain[$0, $1] })
                var b = a
                b += s
                b -= s
                #expect(b == (plain + s) - s)
                b.multiplyElements(by: a)
                #expect(b == (((plain + s) - s) .* plain))
                b.divideElements(by: a)
                #expect(b == ((((plain + s) - s) .* plain) ./ plain))
                #expect(a == plain)
            }
        }
    }

    @Test func inPlaceThroughASliceChangesNothingElse() {
        var framed = Framed(Matrix<Double>(rows: 4, columns: 6) { Double($0 * 6 + $1) })
        let before = framed.inner
        framed.inner += 1
        framed.inner.apply(.squareRoot)
        framed.inner.clip(to: 1.5...4)
        framed.inner.add([1, 2, 3, 4], toEach: .column)
        #expect(framed.frameIntact)
        #expect(framed.inner[2, 3] == 4.0 + 3 && framed.inner[0, 0] == 1.5 + 1 && before[0, 0] == 0)
    }

    @Test(arguments: ScalarKind.allCases)
    func broadcasting(_ kind: ScalarKind) { broadcasting(kind.type) }

    private func broadcasting<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 302)
        for (m, n) in Self.shapes {
            let plain: Matrix<T> = generator.matrix(m, n)
            for line in MatrixLine.allCases {
                let x: Vector<T> = generator.vector(line == .row ? n : m)
                func expected(_ operation: (T, T) -> T) -> Matrix<T> {
                    Matrix(rows: m, columns: n) { operation(plain[$0, $1], x[line == .row ? $1 : $0]) }
                }
                for (a, x) in zip(forms(plain), forms(x)) {
                    #expect(a.adding(x, toEach: line) == expected(+))
                    #expect(a.subtracting(x, fromEach: line) == expected(-))
                    #expect(a.multiplyingElements(ofEach: line, by: x) == expected(*))
                    #expect(a.dividingElements(ofEach: line, by: x) == expected(/))
                    var b = a
                    b.add(x, toEach: line)
                    #expect(b == expected(+))
                    b = a
                    b.subtract(x, fromEach: line)
                    #expect(b == expected(-))
                    b = a
                    b.multiplyElements(ofEach: line, by: x)
                    #expect(b == expected(*))
                    b = a
                    b.divideElements(ofEach: line, by: x)
                    #expect(b == expected(/))
                    #expect(a == plain)
                }
            }
        }
    }

    // MARK: Functions

    /// A function by name equals it one by one, bit for bit, at any stride, in place and not.
    @Test(arguments: ScalarKind.allCases)
    func functionsAreTheScalarOnes(_ kind: ScalarKind) {
        switch kind {
        case .float: functions(Float.self)
        case .double: functions(Double.self)
        case .complexFloat: functions(Complex<Float>.self)
        case .complexDouble: functions(Complex<Double>.self)
        }
    }

    private func scalar<T: TestScalar & ElementaryFunctions>(_ function: ElementaryFunction) -> (T) -> T {
        switch function {
        case .exp: T.exp
        case .expMinusOne: T.expMinusOne
        case .log: { T.log($0) }
        case .logOnePlus: { T.log(onePlus: $0) }
        case .squareRoot: T.sqrt
        case .square: { $0 * $0 }
        case .reciprocal: { 1 / $0 }
        case .sin: T.sin
        case .cos: T.cos
        case .tan: T.tan
        case .asin: T.asin
        case .acos: T.acos
        case .atan: T.atan
        case .sinh: T.sinh
        case .cosh: T.cosh
        case .tanh: T.tanh
        case .asinh: T.asinh
        case .acosh: T.acosh
        case .atanh: T.atanh
        case .sigmoid: { 1 / (1 + T.exp(-$0)) }
        }
    }

    private func functions<T: TestScalar & ElementaryFunctions>(_: T.Type) {
        var generator = Generator(seed: 303)
        // Of |x| below 1 and above, so that each function has arguments within its domain.
        for n in Self.sizes {
            let plain: Vector<T> = Vector(count: n) { i in generator.scalar() * T(i % 2 == 0 ? 1 : 3) }
            for function in ElementaryFunction.allCases {
                let one: (T) -> T = scalar(function)
                for x in forms(plain) {
                    let y = x.applying(function)
                    var z = x
                    z.apply(function)
                    // Vector instructions have their own last bits; those are for `VectorRoutinesTests`.
                    let isOwn = !T.isComplex && [.exp, .expMinusOne, .log, .tanh, .sigmoid].contains(function)
                    for i in 0..<n {
                        let expected = one(plain[i])
                        let isRight =
                            isOwn
                            ? same(y[i], expected)
                                || (y[i] - expected).modulus <= 4 * T.RealType.ulpOfOne * expected.modulus
                            : same(y[i], expected)
                        #expect(isRight && same(z[i], y[i]), "\(T.name) \(function)(\(plain[i]))")
                    }
                }
            }
        }
        let a: Matrix<T> = generator.matrix(7, 5)
        for form in forms(a) { #expect(form.applying(.sin) == a.mapped(T.sin)) }
        #expect(Matrix<T>.zeros(0, 3).applying(.exp) == Matrix<T>.zeros(0, 3))
    }

    private func same<T: TestScalar>(_ a: T, _ b: T) -> Bool {
        func same(_ x: T.RealType, _ y: T.RealType) -> Bool { x.pattern == y.pattern || (x.isNaN && y.isNaN) }
        return same(a.realPart, b.realPart) && same(a.imaginaryPart, b.imaginaryPart)
    }

    @Test(arguments: RealKind.allCases)
    func realFunctions(_ kind: RealKind) { realFunctions(kind.type) }

    private func realFunctions<T: TestReal>(_: T.Type) {
        let x: Vector<T> = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, -0.0, .nan, .infinity]
        #expect(x.applying(.round).elements(where: !x.isNaN()) == [-2, -2, -0.0, 0, 2, 2, 0, .infinity])
        #expect(x.applying(.floor)[0] == -3 && x.applying(.ceil)[0] == -2 && x.applying(.truncate)[0] == -2)
        #expect(x.applying(.sign).elements(at: [0, 3, 6]) == [-1, 1, 0] && x.applying(.sign)[7].isNaN)
        #expect(x.applying(.absoluteValue)[2] == 0.5 && x.applying(.absoluteValue)[6].sign == .plus)
        for form in forms(x) {
            for function in RealFunction.allCases {
                var z = form
                z.apply(function)
                let y = form.applying(function)
                for i in 0..<x.count { #expect(same(y[i], z[i]) && same(y[i], x.applying(function)[i])) }
            }
        }
        let cubes: Vector<T> = [-27, 8]
        for (a, b) in zip(cubes.applying(.cubeRoot), [-3, 2] as [T]) { #expect(Ratio.ulps(a, b) <= 1) }
        var y = cubes
        y.raise(to: 2)
        #expect(y == [729, 64] && cubes.raised(to: -1)[1] == 0.125 && cubes.raised(to: 0.5)[0].isNaN)
        let e: Vector<T> = [0, 1, 3]
        #expect(e.applying(.exp2) == [1, 2, 8] && e.applying(.exp10) == [1, 10, 1000])
    }

    @Test(arguments: ScalarKind.allCases)
    func parts(_ kind: ScalarKind) { parts(kind.type) }

    private func parts<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 304)
        let a: Matrix<T> = generator.matrix(5, 4)
        for form in forms(a) {
            #expect(form.realParts() == a.mapped(\.realPart))
            #expect(form.imaginaryParts() == a.mapped(\.imaginaryPart))
            #expect(form.magnitudes() == a.mapped(\.modulus))
            #expect(form.conjugated() == a.mapped(\.conjugated))
        }
    }

    // MARK: Masks

    @Test(arguments: RealKind.allCases)
    func comparisons(_ kind: RealKind) { comparisons(kind.type) }

    private func comparisons<T: TestReal>(_: T.Type) {
        let plain: Vector<T> = [1, 2, .nan, -0.0, 2]
        let other: Vector<T> = [2, 2, .nan, 0, 1]
        for (x, y) in zip(forms(plain), forms(other)) {
            #expect((x .< y) == [true, false, false, false, false])
            #expect((x .<= y) == [true, true, false, true, false])
            #expect((x .> y) == [false, false, false, false, true])
            #expect((x .>= y) == [false, true, false, true, true])
            #expect((x .== y) == [false, true, false, true, false])
            #expect((x .!= y) == [true, false, true, false, true])
            #expect((x .< 2) == [true, false, false, true, false])
            #expect((x .<= 1) == [true, false, false, true, false])
            #expect((x .> 1) == [false, true, false, false, true])
            #expect((x .>= 2) == [false, true, false, false, true])
            #expect((x .== 2) == [false, true, false, false, true])
            #expect((x .!= 2) == [true, false, true, true, false])
            #expect(x.isNaN() == [false, false, true, false, false])
        }
        let a = Matrix(rows: 1, columns: 5, elements: plain)
        #expect((Framed(a).inner .< 2) == MatrixMask(rows: 1, columns: 5, elements: plain .< 2))
        #expect((a .>= a).trueCount == 4 && (a .<= a).trueCount == 4 && (a .> a).trueCount == 0 && !(a .< a).any)
        #expect((a .== a).trueCount == 4 && (a .!= a).trueIndices.map(\.column) == [2])
    }

    @Test func complexNumbersAreEqualByTheirParts() {
        let x: Vector<Complex<Double>> = [Complex(1, 2), Complex(.nan, 0), Complex(.infinity, 0)]
        #expect((x .== x) == [true, false, true])
        #expect((x .!= Complex(1, 2)) == [false, true, true])
    }

    /// What the numerics document says of swift-numerics.
    @Test func aComplexNumberDividedByNaNIsZero() {
        let x: Vector<Complex<Double>> = [Complex(1, 2)]
        #expect((x / Complex(.nan, 0))[0] == 0 && (x / Complex(.infinity, 0))[0] == 0)
    }

    @Test func masks() {
        let (a, b): (Mask, Mask) = ([true, true, false, false], [true, false, true, false])
        #expect(a & b == [true, false, false, false] && a | b == [true, true, true, false])
        #expect(a ^ b == [false, true, true, false] && !a == [false, false, true, true])
        #expect(
            a.trueCount == 2 && a.trueIndices == [0, 1] && a.any && !a.all && Array(a) == [true, true, false, false])
        #expect(Mask([]).all && !Mask([]).any && Mask(repeating: true, count: 3).all)
        var m = MatrixMask(rows: 2, columns: 2, elements: a)
        #expect(m.any(ofEach: .row) == [true, false] && m.all(ofEach: .row) == [true, false])
        #expect(m.any(ofEach: .column) == [true, true] && m.all(ofEach: .column) == [false, false])
        m[1, 0] = true
        #expect((!m).trueIndices.map { [$0.row, $0.column] } == [[1, 1]] && m[1, 0] && m.trueCount == 3)
        #expect((m & !m).trueCount == 0 && (m | !m).all && (m ^ m).count == 4)
        let none = MatrixMask(rows: 0, columns: 2, elements: [])
        #expect(none.all(ofEach: .column) == [true, true] && none.any(ofEach: .row) == [])
    }

    @Test(arguments: ScalarKind.allCases)
    func choosing(_ kind: ScalarKind) { choosing(kind.type) }

    private func choosing<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 305)
        for (m, n) in Self.shapes {
            let (a, b): (Matrix<T>, Matrix<T>) = (generator.matrix(m, n), generator.matrix(m, n))
            let mask = MatrixMask(rows: m, columns: n, elements: Mask((0..<m * n).map { $0 % 3 == 0 }))
            let expected = Matrix(rows: m, columns: n) { mask[$0, $1] ? a[$0, $1] : b[$0, $1] }
            for (a, b) in zip(forms(a), forms(b)) {
                #expect(Matrix.select(mask, a, b) == expected)
                var c = b
                c.replace(where: mask, with: a)
                #expect(c == expected)
                c.replace(where: mask, with: 7)
                #expect(c == Matrix(rows: m, columns: n) { mask[$0, $1] ? 7 : b[$0, $1] })
                #expect(a.elements(where: mask) == a.elements.elements(where: mask.elements))
                #expect(a.elements(where: mask) == Vector(mask.trueIndices.map { a[$0.row, $0.column] }))
                let (x, y) = (a.elements, b.elements)
                #expect(Vector.select(mask.elements, x, y) == expected.elements)
                var z = y
                z.replace(where: mask.elements, with: 7)
                #expect(z == c.elements)
                #expect(a.rows(where: mask.any(ofEach: .row)).rows == mask.any(ofEach: .row).trueCount)
            }
        }
        let a: Matrix<T> = generator.matrix(4, 3)
        #expect(a.rows(where: [false, true, false, true]) == a.rows(at: [1, 3]))
        #expect(a.columns(where: [true, false, true]) == a.columns(at: [0, 2]))
    }

    @Test(arguments: RealKind.allCases)
    func bounds(_ kind: RealKind) { bounds(kind.type) }

    private func bounds<T: TestReal>(_: T.Type) {
        let x: Vector<T> = [-2, 0, 3, .nan, .infinity]
        for form in forms(x) {
            let y = form.clipped(to: -1...1)
            #expect(y[..<3] == [-1, 0, 1] && y[3].isNaN && y[4] == 1)
            let z = Vector.minimum(form, [0, .nan, 5, 1, 2])
            #expect(z[0] == -2 && z[1].isNaN && z[2] == 3 && z[3].isNaN && z[4] == 2)
            let w = Vector.maximum(form, [0, .nan, 5, 1, 2])
            #expect(w[0] == 0 && w[1].isNaN && w[2] == 5 && w[3].isNaN && w[4] == .infinity)
        }
        #expect(Vector<T>.hypot([3, 5], [4, 12]) == [5, 13])
        #expect(Ratio.ulps(Vector<T>.atan2(y: [0, 0], x: [1, -1])[1], .pi) <= 1)
    }

    // MARK: Traps

    @Test func wrongShapesTrap() async {
        let row = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.ones(2, 3).adding([1, 2], toEach: .row)
        }
        #expect(says(row, "vector of 2", "row", "2×3"))
        let mask = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var x = Vector<Double>.ones(3)
            x.replace(where: [true], with: 0)
        }
        #expect(says(mask, "mask of 1", "vector of 3"))
        let compare = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.ones(2, 3) .< Matrix.ones(3, 2)
        }
        #expect(says(compare, "2×3", "3×2"))
        let minimum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>.minimum([1, 2], [1])
        }
        #expect(says(minimum, "minimum", "2 and 1"))
    }
}
