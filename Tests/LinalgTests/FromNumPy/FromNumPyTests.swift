import Linalg
import RealModule
import Testing

/// The examples of docs/from-numpy.md of arrays, with what NumPy says of them.
@Suite struct FromNumPyTests: NumPyExamples {
    @Test func creation() {
        check([[4, 1], [2, 3]] as Matrix<Double>, [[4.0, 1.0], [2.0, 3.0]])
        check([3, 1] as Vector<Double>, [3.0, 1.0])
        check(Matrix<Double>.zeros(2, 3), [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
        check(Vector<Double>.ones(3), [1.0, 1.0, 1.0])
        check(Matrix<Double>(rows: 2, columns: 3, repeating: 7), [[7.0, 7.0, 7.0], [7.0, 7.0, 7.0]])
        check(Matrix<Double>.identity(2), [[1.0, 0.0], [0.0, 1.0]])
        check(Matrix<Double>.eye(2, 3, offset: 1), [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
        check(Vector<Double>.arange(0, 1, step: 0.25), [0.0, 0.25, 0.5, 0.75])
        check(Vector<Double>.linspace(0, 1, 5), [0.0, 0.25, 0.5, 0.75, 1.0])
        check(Vector<Double>.logspace(0, 2, 3), [1.0, 10.0, 100.0])
        check(Matrix.meshgrid(x, y).x, [[3.0, 1.0], [3.0, 1.0]])
        check(Matrix<Double>(rows: 2, columns: 2) { i, j in Double(i - j) }, [[0.0, -1.0], [1.0, 0.0]])
        check(Matrix.diagonal(x), [[3.0, 0.0], [0.0, 1.0]])
        check(Matrix.diagonal(x, offset: 1), [[0.0, 3.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
        check(Matrix.vandermonde(x), [[3.0, 1.0], [1.0, 1.0]])
        check(
            Matrix<Double>.hilbert(3),
            [[1.0, 0.5, 0.3333333333333333], [0.5, 0.3333333333333333, 0.25], [0.3333333333333333, 0.25, 0.2]])
        check(Matrix.toeplitz(x, row: y), [[3.0, 2.0], [1.0, 3.0]])
        check(Matrix.hankel(x, row: y), [[3.0, 1.0], [1.0, 2.0]])
        check(Matrix.circulant(y), [[1.0, 2.0], [2.0, 1.0]])
        check(Matrix.companion(x), [[-0.3333333333333333]])
    }

    @Test func shapeAndSlices1() {
        do {
            #expect((m.rows, m.columns) == (2, 3))
        }
        check(m.count, 6)
        check(m[0, 2], 3.0)
        check(m[row: 1], [4.0, 5.0, 6.0])
        check(m[column: 1], [2.0, 5.0])
        check(m[0..<1, 1...], [[2.0, 3.0]])
        check(x[..<1], [3.0])
        check(m.rows(at: [1, 0]), [[4.0, 5.0, 6.0], [1.0, 2.0, 3.0]])
        check(m.columns(at: [2, 0]), [[3.0, 1.0], [6.0, 4.0]])
        check(x.elements(at: [1, 1]), [1.0, 1.0])
        do {
            #expect(m.rowVectors.map { $0.sum() } == [6, 15])
        }
        do {
            #expect(m.columnVectors.map { $0.sum() } == [5, 7, 9])
        }
        check(m.transposed(), [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]])
        check(m.adjoint(), [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]])
        check(m.reshaped(3, 2), [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
        check(m.elements, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
        check(x.asRow, [[3.0, 1.0]])
        check(x.asColumn, [[3.0], [1.0]])
        check(m.diagonal, [1.0, 5.0])
        check(m.diagonal(offset: 1), [2.0, 6.0])
        check(a.lowerTriangle(), [[4.0, 0.0], [2.0, 3.0]])
        check(m.upperTriangle(offset: 1), [[0.0, 2.0, 3.0], [0.0, 0.0, 6.0]])
        check(Matrix.horizontalStack([a, b]), [[4.0, 1.0, 1.0, 2.0], [2.0, 3.0, 0.0, 1.0]])
        check(Matrix.verticalStack([a, b]), [[4.0, 1.0], [2.0, 3.0], [1.0, 2.0], [0.0, 1.0]])
        check(
            Matrix.block([[a, b], [b, a]]),
            [[4.0, 1.0, 1.0, 2.0], [2.0, 3.0, 0.0, 1.0], [1.0, 2.0, 4.0, 1.0], [0.0, 1.0, 2.0, 3.0]])
        check(
            Matrix.blockDiagonal([a, b]),
            [[4.0, 1.0, 0.0, 0.0], [2.0, 3.0, 0.0, 0.0], [0.0, 0.0, 1.0, 2.0], [0.0, 0.0, 0.0, 1.0]])
        check(Vector.concatenation([x, y]), [3.0, 1.0, 1.0, 2.0])
        check(Matrix(rows: [x, y]), [[3.0, 1.0], [1.0, 2.0]])
        check(Matrix(columns: [x, y]), [[3.0, 1.0], [1.0, 2.0]])
        check(m.tiled(1, 2), [[1.0, 2.0, 3.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 4.0, 5.0, 6.0]])
    }

    @Test func shapeAndSlices2() {
        check(
            m.repeating(each: .row, count: 2), [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [4.0, 5.0, 6.0]])
        check(x.repeating(eachCount: 2), [3.0, 3.0, 1.0, 1.0])
        check(m.reversed(inEach: .row), [[3.0, 2.0, 1.0], [6.0, 5.0, 4.0]])
        check(m.reversed(inEach: .column), [[4.0, 5.0, 6.0], [1.0, 2.0, 3.0]])
        check(a.complexified().realParts(), [[4.0, 1.0], [2.0, 3.0]])
        check(a.mapped { Float($0) } == [[4, 1], [2, 3]], true)
        check(m.rotated(), [[3.0, 6.0], [2.0, 5.0], [1.0, 4.0]])
        check(m.rolled(by: 1, inEach: .row), [[3.0, 1.0, 2.0], [6.0, 4.0, 5.0]])
        check(x.rolled(by: 1), [1.0, 3.0])
        do {
            var copy = a
            copy[0, 0] = 9
            #expect(a[0, 0] == 4)
        }
    }

    @Test func arithmetic() {
        check(a + b, [[5.0, 3.0], [2.0, 4.0]])
        check(a - b, [[3.0, -1.0], [2.0, 2.0]])
        check(a .* b, [[4.0, 2.0], [0.0, 3.0]])
        check(a ./ (b + 1), [[2.0, 0.3333333333333333], [2.0, 1.5]])
        check(2 * a + 1, [[9.0, 3.0], [5.0, 7.0]])
        check(1 / a, [[0.25, 1.0], [0.5, 0.3333333333333333]])
        check(-a, [[-4.0, -1.0], [-2.0, -3.0]])
        do {
            var a = self.a
            a += 1
            check(a, [[5.0, 2.0], [3.0, 4.0]])
        }
        do {
            var a = self.a
            a.multiplyElements(by: b)
            check(a, [[4.0, 2.0], [0.0, 3.0]])
        }
        do {
            var a = self.a
            a.divideElements(by: a)
            check(a, [[1.0, 1.0], [1.0, 1.0]])
        }
        do {
            var a = self.a
            a[0..<1, ...] *= 2
            check(a, [[8.0, 2.0], [2.0, 3.0]])
        }
        check(a.adding(x, toEach: .row), [[7.0, 2.0], [5.0, 4.0]])
        check(a.adding(x, toEach: .column), [[7.0, 4.0], [3.0, 4.0]])
        check(a.subtracting(a.mean(ofEach: .column), fromEach: .row), [[1.0, -1.0], [-1.0, 1.0]])
        check(a.multiplyingElements(ofEach: .row, by: x), [[12.0, 1.0], [6.0, 3.0]])
        check(a.dividingElements(ofEach: .column, by: x), [[1.3333333333333333, 0.3333333333333333], [2.0, 3.0]])
        do {
            var a = self.a
            a.add(x, toEach: .row)
            check(a, [[7.0, 2.0], [5.0, 4.0]])
        }
        do {
            var y = self.y
            y.add(x, scaledBy: 2)
            check(y, [7.0, 4.0])
        }
    }

    @Test func functionsOfEachElement1() {
        check(x.applying(.exp), [20.085536923187668, 2.718281828459045])
        check(x.applying(.expMinusOne), [19.085536923187668, 1.7182818284590453])
        check(x.applying(.log), [1.0986122886681098, 0.0])
        check(x.applying(.logOnePlus), [1.3862943611198906, 0.6931471805599453])
        check(x.applying(.squareRoot), [1.7320508075688772, 1.0])
        check(x.applying(.square), [9.0, 1.0])
        check(x.applying(.reciprocal), [0.3333333333333333, 1.0])
        check(x.applying(.sin), [0.1411200080598672, 0.8414709848078965])
        check(x.applying(.cos), [-0.9899924966004454, 0.5403023058681398])
        check(x.applying(.tan), [-0.1425465430742778, 1.5574077246549023])
        check(x.applying(.sinh), [10.017874927409903, 1.1752011936438014])
        check(x.applying(.cosh), [10.067661995777765, 1.5430806348152437])
        check(x.applying(.tanh), [0.9950547536867305, 0.7615941559557649])
        check(x.applying(.atan), [1.2490457723982544, 0.7853981633974483])
        check(x.applying(.asinh), [1.8184464592320668, 0.881373587019543])
        check(x.applying(.acosh), [1.762747174039086, 0.0])
        check(x.applying(.sign), [1.0, 1.0])
        check(x.applying(.floor), [3.0, 1.0])
        check(x.applying(.ceil), [3.0, 1.0])
        check(x.applying(.truncate), [3.0, 1.0])
        check(x.applying(.round), [3.0, 1.0])
        check(x.applying(.cubeRoot), [1.4422495703074083, 1.0])
        check(x.applying(.exp2), [8.0, 2.0])
        check(x.applying(.log2), [1.584962500721156, 0.0])
        check(x.applying(.log10), [0.47712125471966244, 0.0])
        check((x / 4).applying(.asin), [0.848062078981481, 0.25268025514207865])
        check((x / 4).applying(.acos), [0.7227342478134156, 1.318116071652818])
        check((x / 4).applying(.atanh), [0.9729550745276566, 0.25541281188299536])
        check(x.applying(.sigmoid), [0.9525741268224334, 0.7310585786300049])
        check(x.magnitudes(), [3.0, 1.0])
        check(x.realParts(), [3.0, 1.0])
    }

    @Test func functionsOfEachElement2() {
        check(x.imaginaryParts(), [0.0, 0.0])
        check(x.conjugated(), [3.0, 1.0])
        check(x.raised(to: 3), [27.0, 1.0])
        check(Vector.hypot(x, y), [3.1622776601683795, 2.23606797749979])
        check(Vector.atan2(y: y, x: x), [0.3217505543966422, 1.1071487177940904])
        check(Vector.minimum(x, y), [1.0, 1.0])
        check(Vector.maximum(x, y), [3.0, 2.0])
        check(x.clipped(to: 0...2), [2.0, 1.0])
        check(x.applying(.erf), [0.9999779095030014, 0.8427007929497148])
        check(x.applying(.erfc), [2.2090496998585445e-05, 0.15729920705028516])
        check(x.applying(.gamma), [2.0, 1.0])
        check(x.applying(.logGamma), [0.6931471805599453, 0.0])
        check(x.mapped { $0 * $0 + 1 }, [10.0, 2.0])
    }

    @Test func comparisonsAndMasks() {
        check(x .< y, [false, true])
        check(x .<= y, [false, true])
        check(x .> y, [true, false])
        check(x .>= y, [true, false])
        check(x .== y, [false, false])
        check(x .!= y, [true, true])
        check(a .> 2, [[true, false], [false, true]])
        check((x .> 0) & (x .< 2), [false, true])
        check((x .> 2) | (y .> 1), [true, true])
        check(!(x .> 2), [false, true])
        check((x .> 2).any, true)
        check((x .> 2).all, false)
        check((x .> 2).trueCount, 1)
        check((x .> 2).trueIndices, [0])
        check((a .> 2).any(ofEach: .row), [true, true])
        check(Matrix.select(a .> 2, a, b), [[4.0, 2.0], [0.0, 3.0]])
        check(a.elements(where: a .> 2), [4.0, 3.0])
        do {
            var a = self.a
            a.replace(where: a .> 2, with: 0)
            check(a, [[0.0, 1.0], [2.0, 0.0]])
        }
        do {
            var a = self.a
            a.replace(where: a .> 2, with: b)
            check(a, [[1.0, 1.0], [2.0, 1.0]])
        }
        do {
            #expect((a .> 2).trueIndices.map { [$0.row, $0.column] } == [[0, 0], [1, 1]])
        }
        check(a.rows(where: x .> 2), [[4.0, 1.0]])
        check(a.columns(where: x .> 2), [[4.0], [2.0]])
        check(x.isNaN(), [false, false])
        check(x.isFinite(), [true, true])
        check(a == b, false)
        check(a.isApproximatelyEqual(to: b), false)
    }

    @Test func reductions1() throws {
        check(m.sum(), 21.0)
        check(m.product(), 720.0)
        check(m.mean(), 3.5)
        check(m.variance(), 2.9166666666666665)
        check(m.standardDeviation(), 1.707825127659933)
        check(m.median(), 3.5)
        check(m.variance(ddof: 1), 3.5)
        check(m.minimum(), 1.0)
        check(m.maximum(), 6.0)
        check(m.peakToPeak(), 5.0)
        check(x.argMin(), 1)
        check(x.argMax(), 0)
        do {
            let place = try #require(m.argMax())
            #expect(place == (1, 2))
        }
        check(x.indexOfLargestMagnitude(), 0)
        check(m.quantile(0.25), 2.25)
        check(x.quantiles([0.1, 0.9]), [1.2, 2.8])
        check(m.sum(ofEach: .column), [5.0, 7.0, 9.0])
        check(m.product(ofEach: .column), [4.0, 10.0, 18.0])
        check(m.mean(ofEach: .column), [2.5, 3.5, 4.5])
        check(m.variance(ofEach: .column), [2.25, 2.25, 2.25])
        check(m.standardDeviation(ofEach: .column), [1.5, 1.5, 1.5])
        check(m.minimum(ofEach: .column), [1.0, 2.0, 3.0])
        check(m.maximum(ofEach: .column), [4.0, 5.0, 6.0])
        check(m.argMin(ofEach: .column), [0, 0, 0])
        check(m.argMax(ofEach: .column), [1, 1, 1])
        check(m.peakToPeak(ofEach: .column), [3.0, 3.0, 3.0])
        check(m.median(ofEach: .column), [2.5, 3.5, 4.5])
        check(m.quantile(0.5, ofEach: .row), [2.0, 5.0])
        check(m.cumulativeSum(inEach: .row), [[1.0, 3.0, 6.0], [4.0, 9.0, 15.0]])
        check(m.cumulativeProduct(inEach: .column), [[1.0, 2.0, 3.0], [4.0, 10.0, 18.0]])
        check(x.cumulativeSum(), [3.0, 4.0])
        check(x.cumulativeProduct(), [3.0, 3.0])
    }

    @Test func reductions2() {
        check(x.differences(), [-2.0])
        check(m.differences(inEach: .row), [[1.0, 1.0], [1.0, 1.0]])
        check(m.containsNaN, false)
        check(m.allFinite, true)
    }

    @Test func orderStatisticsPolynomials() throws {
        check(x.sorted() as Vector, [1.0, 3.0])
        check(x.argSorted(), [1, 0])
        check(m.sorted(inEach: .row), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        do {
            #expect(m.argSorted(inEach: .row) == [[0, 1, 2], [0, 1, 2]])
        }
        check(m.elements.unique(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
        check(y.insertionIndex(of: 1.5), 1)
        check(y.insertionIndex(of: 1, side: .afterEqual), 1)
        do {
            #expect(x.histogram(bins: 2).counts == [1, 1] && x.histogram(bins: 2).edges == [1, 2, 3])
        }
        check(x.histogram(edges: [0, 2, 4]), [1, 1])
        check(m.covariance(ofEach: .row), [[1.0, 1.0], [1.0, 1.0]])
        check(m.correlation(ofEach: .row), [[1.0, 1.0], [1.0, 1.0]])
        check(x.convolved(with: y), [3.0, 7.0, 2.0])
        check(x.polynomialValue(at: 2), 7.0)
        check(
            try Vector<Double>.polynomialFit([0, 1, 2], [1, 3, 7], degree: 2),
            [1.0000000000000007, 0.9999999999999982, 1.0000000000000007])
    }

    @Test func products() throws {
        check(x.dot(y), 5.0)
        check(x.conjugateDot(y), 5.0)
        check(a * b, [[4.0, 9.0], [2.0, 7.0]])
        check(a * x, [13.0, 9.0])
        check(x.outer(y), [[3.0, 6.0], [1.0, 2.0]])
        check(([1, 0, 0] as Vector<Double>).cross([0, 1, 0]), [0.0, 0.0, 1.0])
        check(
            a.kronecker(b),
            [[4.0, 8.0, 1.0, 2.0], [0.0, 4.0, 0.0, 1.0], [2.0, 4.0, 3.0, 6.0], [0.0, 2.0, 0.0, 3.0]])
        do {
            var c = self.c
            multiply(a, b, into: &c, alpha: 2, beta: 1, transposeA: .transpose)
            check(c, [[9.0, 20.0], [2.0, 11.0]])
        }
        do {
            var c = Matrix<Double>.zeros(4, 2)
            multiply(stacksOf: 2, .verticalStack([a, b]), .verticalStack([b, a]), into: &c)
            check(c, [[4.0, 9.0], [2.0, 7.0], [8.0, 7.0], [2.0, 3.0]])
        }
        do {
            var a = self.a
            a.addOuterProduct(x, y, scaledBy: 2)
            check(a, [[10.0, 13.0], [4.0, 7.0]])
        }
        do {
            var c = self.c
            c.addSymmetricProduct(of: m, in: .lower, beta: 0)
            check(c, [[14.0, 0.0], [32.0, 77.0]])
        }
        check(x.absoluteSum(), 4.0)
        check(try a.power(3), [[86.0, 39.0], [78.0, 47.0]])
        check(a.trace, 7.0)
    }
}
