import RealModule
import Linalg
import TestSupport
import Testing

/// Sums, means, variances and order, over scalar types, sizes and strides.
@Suite(.reportsRatios) struct ReductionTests {
    private static let sizes = [0, 1, 2, 3, 5, 7, 8, 9, 10, 33, 50, 65, 127, 128, 129, 136, 257, 1000, 5000]

    private func forms<T: TestScalar>(_ a: Matrix<T>) -> [Matrix<T>] { [a, Framed(a).inner] }

    /// `|ŝ − s| / ((log₂ n + 8)·u·Σ|xᵢ|)`.
    private func sumRatio<T: TestScalar>(_ computed: T, _ x: Vector<T>) -> Double {
        let wide = WideMatrix(x)
        let one = WideMatrix(rows: 1, columns: x.count, real: Array(repeating: 1, count: x.count))
        let exact = x.count == 0 ? WideMatrix(rows: 1, columns: 1, real: [0]) : one * wide
        let error = (WideMatrix(scalar: computed) - exact).magnitudes().real[0]
        if error == 0 { return 0 }
        let levels = Wide(Double.log2(Double(max(x.count, 1))) + 8)
        return Double(error / (levels * T.unit * wide.magnitudes().oneNorm))
    }

    @Test(arguments: ScalarKind.allCases)
    func sums(_ kind: ScalarKind) { sums(kind.type) }

    private func sums<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 311)
        for n in Self.sizes {
            let plain: Vector<T> = generator.vector(n)
            for x in [plain, Framed(plain.asColumn).inner[column: 0]] {
                #expect(RatioLog.record("sum", T.self, sumRatio(x.sum(), plain)) <= 1, "\(T.name) \(n)")
                #expect(x == plain)
            }
        }
        for (m, n) in [(0, 3), (3, 0), (1, 1), (5, 3), (130, 3), (3, 130), (300, 5)] {
            let plain: Matrix<T> = generator.matrix(m, n)
            for a in forms(plain) {
                #expect(RatioLog.record("sum", T.self, sumRatio(a.sum(), plain.elements)) <= 1)
                for line in MatrixLine.allCases {
                    let sums = a.sum(ofEach: line)
                    #expect(sums.count == (line == .row ? m : n))
                    for (i, x) in (line == .row ? plain.rowVectors : plain.columnVectors).enumerated() {
                        // Columns are added one after the other in blocks of 128.
                        let ratio = sumRatio(sums[i], x) / (line == .row ? 1 : 16)
                        #expect(RatioLog.record("sum of each \(line)", T.self, ratio) <= 1)
                    }
                }
            }
        }
    }

    /// A million tenths: a running sum in single precision is off by percents.
    @Test func manyEqualNumbers() {
        let x = Vector<Float>(repeating: 0.1, count: 1_000_000)
        #expect((x.sum() - 100_000).magnitude < 0.1)
        #expect((x.reduce(0, +) - 100_000).magnitude > 100)
        let columns = Matrix(rows: 500_000, columns: 2, elements: x).sum(ofEach: .column)
        #expect(columns.allSatisfy { ($0 - 50_000).magnitude < 0.1 })
    }

    @Test(arguments: ScalarKind.allCases)
    func means(_ kind: ScalarKind) { means(kind.type) }

    private func means<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 312)
        for n in [1, 2, 5, 33, 257] {
            let x: Vector<T> = generator.vector(n)
            let mean = x.mean()
            #expect(RatioLog.record("mean", T.self, sumRatio(mean * T(Double(n)), x)) <= 2)
            let squares = x.mapped { element -> T.RealType in
                let distance = (element - mean).modulus
                return distance * distance
            }
            let expected = squares.sum() / T.RealType(n)
            #expect((x.variance() - expected).magnitude <= expected * 64 * T.RealType.ulpOfOne)
            #expect(x.standardDeviation() == x.variance().squareRoot())
            if n > 1 {
                let sample = x.variance(ddof: 1) * T.RealType(n - 1)
                #expect((sample - squares.sum()).magnitude <= squares.sum() * 64 * T.RealType.ulpOfOne)
            }
        }
        #expect(
            Vector<T>([]).mean().containsNaN && Vector<T>([]).variance().isNaN && Vector<T>([1]).variance(ddof: 1).isNaN
        )
        #expect(Matrix<T>.zeros(0, 2).mean(ofEach: .column).allSatisfy { $0.containsNaN })
        #expect(Matrix<T>.zeros(0, 2).mean(ofEach: .row).isEmpty && Matrix<T>.zeros(0, 2).sum() == 0)
        #expect(Matrix<T>.zeros(0, 2).product() == 1 && Vector<T>([]).product() == 1)
    }

    @Test(arguments: ScalarKind.allCases)
    func running(_ kind: ScalarKind) { running(kind.type) }

    private func running<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 313)
        for n in [0, 1, 2, 10] {
            let x: Vector<T> = generator.vector(n)
            #expect(x.cumulativeSum() == Vector(count: n) { i in x[..<(i + 1)].reduce(0, +) })
            #expect(x.cumulativeProduct() == Vector(count: n) { i in x[..<(i + 1)].reduce(1, *) })
            #expect(x.differences() == Vector(count: max(n - 1, 0)) { x[$0 + 1] - x[$0] })
            #expect(x.product() == x.reduce(1, *))
        }
        let a: Matrix<T> = generator.matrix(4, 3)
        for form in forms(a) {
            for (i, row) in a.rowVectors.enumerated() {
                #expect(form.cumulativeSum(inEach: .row)[row: i] == row.cumulativeSum())
                #expect(form.differences(inEach: .row)[row: i] == row.differences())
                #expect(form.product(ofEach: .row)[i] == row.product())
            }
            for (j, column) in a.columnVectors.enumerated() {
                #expect(form.cumulativeProduct(inEach: .column)[column: j] == column.cumulativeProduct())
                #expect(form.differences(inEach: .column)[column: j] == column.differences())
            }
        }
        #expect(Matrix<T>.zeros(3, 0).differences(inEach: .row).columns == 0)
        #expect(Matrix<T>.zeros(1, 2).differences(inEach: .column).rows == 0)
        var b = a
        #expect(b.allFinite && !b.containsNaN)
        b[3, 2] = T(parts: 0, .infinity)
        if T.isComplex { #expect(!b.allFinite && !b.containsNaN && a.allFinite) }
        b[0, 1] = .nan
        #expect(!b.allFinite && b.containsNaN && b[row: 0].containsNaN && b[row: 1].allFinite)
    }

    @Test(arguments: ScalarKind.allCases)
    func covariances(_ kind: ScalarKind) { covariances(kind.type) }

    private func covariances<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 314)
        let a: Matrix<T> = generator.matrix(4, 50)
        for form in forms(a) {
            let covariance = form.covariance(ofEach: .row)
            let centred = a.subtracting(a.mean(ofEach: .row), fromEach: .column)
            let wide = WideMatrix(centred) * WideMatrix(centred.adjoint())
            let ratio = Ratio.product(
                covariance * T(49), alpha: 1, WideMatrix(centred), WideMatrix(centred.adjoint()), beta: 0, wide)
            #expect(RatioLog.record("covariance", T.self, ratio) <= 16)
            #expect(form.transposed().covariance(ofEach: .column).isApproximatelyEqual(to: covariance))
            let correlation = form.correlation(ofEach: .row)
            for i in 0..<4 {
                #expect((correlation[i, i] - 1).modulus <= 4 * T.RealType.ulpOfOne)
                for j in 0..<4 { #expect(correlation[i, j].modulus <= 1 + 4 * T.RealType.ulpOfOne) }
            }
        }
        #expect(Matrix<T>.ones(2, 1).covariance(ofEach: .row).elements.allSatisfy { $0.containsNaN })
        #expect(Matrix<T>.ones(2, 3).correlation(ofEach: .row)[0, 1].containsNaN)
    }

    /// The residual of a fit is orthogonal to the powers; a polynomial is found again.
    @Test(arguments: ScalarKind.allCases)
    func polynomials(_ kind: ScalarKind) throws { try polynomials(kind.type) }

    private func polynomials<T: TestScalar>(_: T.Type) throws {
        var generator = Generator(seed: 316)
        let x: Vector<T> = generator.vector(30)
        let coefficients: Vector<T> = generator.vector(4)
        let y = x.mapped { coefficients.polynomialValue(at: $0) }
        let tolerance = T.RealType.ulpOfOne * 1000
        let found = try Vector.polynomialFit(x, y, degree: 3)
        #expect(
            found.isApproximatelyEqual(to: coefficients, absoluteTolerance: tolerance, relativeTolerance: tolerance))
        let noisy: Vector<T> = generator.vector(30)
        let fit = try Vector.polynomialFit(x, noisy, degree: 3)
        let powers = Matrix.vandermonde(x, columns: 4)
        let residual = noisy - powers * fit
        let ratio = powers.adjoint() * residual
        let size = Double(powers.norm(.frobenius)) * Double(noisy.norm()) * Double(T.unit) * 30
        #expect(RatioLog.record("polynomial fit", T.self, Double(ratio.norm()) / size) <= 20)
        #expect(Vector<T>([]).polynomialValue(at: 2) == 0)
        #expect(try Vector<T>.polynomialFit([1, 1], [3, 3], degree: 0).isApproximatelyEqual(to: [3]))
        #expect(throws: LinalgError.self) { try Vector<T>.polynomialFit([.nan, 1], [3, 3], degree: 1) }
        #expect(throws: LinalgError.self) { try Vector<T>.polynomialFit([1, 2], [.nan, 3], degree: 1) }
    }

    @Test func emptyAndNaN() {
        let none = Vector<Double>([])
        #expect(none.minimum() == nil && none.argMax() == nil && none.peakToPeak() == nil && none.sum() == 0)
        #expect(none.median().isNaN && none.quantile(0.5).isNaN && none.sorted() == none && none.unique() == none)
        let holed: Vector<Double> = [3, .nan, 1, .nan]
        #expect(
            holed.minimum()?.isNaN == true && holed.min()?.isNaN == true && holed.max()?.isNaN == true
                && holed.argMin() == 1 && holed.argMax() == 1 && holed.median().isNaN)
        #expect(holed.argSorted() == [2, 0, 1, 3] && holed.unique().count == 3 && holed.quantile(1).isNaN)
        let a = Matrix(rows: 2, columns: 2, elements: holed)
        #expect(a.argMin().map { [$0.row, $0.column] } == [0, 1] && Matrix<Double>.zeros(0, 3).argMin() == nil)
        #expect(Matrix<Double>.zeros(0, 3).minimum(ofEach: .row).isEmpty && Matrix<Double>.zeros(0, 3).maximum() == nil)
        #expect(holed.histogram(edges: [0, 1, 3]) == [0, 2])
        #expect(none.histogram(bins: 2).counts == [0, 0])
    }

    /// Sizes around those of a block, of eight lanes and of the radix sort, with the extreme and a NaN at every kind of place.
    @Test(arguments: RealKind.allCases)
    func extremesOfBlocks(_ kind: RealKind) { extremesOfBlocks(kind.type) }

    private func extremesOfBlocks<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 317)
        for n in [1, 7, 15, 16, 17, 511, 512, 513, 1100] {
            for place in Set([0, n / 3, n - 1]) {
                var x = Vector<T>(count: n) { _ in T(generator.index(below: 20)) - 10 }
                x[place] = -20
                #expect(x.argMin() == place && x.minimum() == -20 && (-x).argMax() == place)
                x[n - 1] = -20
                #expect(x.argMin() == place && (-x).argMax() == place)
                x[place] = -.infinity
                #expect(x.argMin() == place && (-x).argMax() == place && (-x).maximum() == .infinity)
                x[n - 1] = .nan
                #expect(x.argMin() == n - 1 && x.argMax() == n - 1 && x.minimum()?.isNaN == true)
                x[place] = .nan
                #expect(x.argMin() == place && x.argMax() == place)
            }
            // Of zeros of either sign the first.
            let zeros = Vector<T>(count: n) { $0 % 2 == 0 ? 0 : -0.0 }
            #expect(zeros.argMin() == 0 && zeros.argMax() == 0 && zeros.argSorted() == Array(0..<n))
        }
    }

    /// The radix sort's keys: every kind of number, over all bytes, against a comparison.
    @Test(arguments: RealKind.allCases)
    func orderOfAllKinds(_ kind: RealKind) { orderOfAllKinds(kind.type) }

    private func orderOfAllKinds<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 318)
        let special: [T] = [
            0, -0.0, .infinity, -.infinity, .nan, -.nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
            .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNormalMagnitude, 1, -1,
        ]
        for n in [13, 255, 256, 257, 319, 320, 321, 1000, 1200, 1201, 3000] {
            let uniform: Matrix<T> = generator.matrix(1, n)
            let x = Vector<T>(count: n) { i in
                if i % 3 == 0 { return special[(i / 3) % special.count] }
                return T(sign: .plus, exponent: .init(i % 100 - 50), significand: uniform[0, i])
            }
            let expected = (0..<n).sorted { a, b in
                if x[a] < x[b] || (x[b].isNaN && !x[a].isNaN) { return true }
                return a < b && !(x[b] < x[a] || (x[a].isNaN && !x[b].isNaN))
            }
            #expect(x.argSorted() == expected)
            // The same numbers, each as often, ascending.
            let ordered = x.sorted()
            #expect(ordered.map(\.pattern).sorted() == x.map(\.pattern).sorted(), "\(n)")
            for (a, b) in zip(ordered, ordered.dropFirst()) { #expect(a <= b || b.isNaN, "\(n)") }
            let columns = Matrix(rows: n, columns: 2) { i, j in j == 0 ? x[i] : x[n - 1 - i] }
                .sorted(inEach: .column)
            for (a, b) in zip(columns[column: 1], ordered) { #expect(a == b || (a.isNaN && b.isNaN), "\(n)") }
        }
        // In few of the digits, or in none, do they differ.
        let alike = Vector<T>(count: 2000) { T(1 + ($0 * 7) % 3) }
        #expect(Array(alike.sorted()) == Array(alike).sorted())
        #expect(Vector<T>(repeating: -3, count: 2000).sorted() == Vector(repeating: -3, count: 2000))
        for (value, place) in [(-5, 0), (T(1).nextUp, 1999), (T(1).nextDown, 0)] as [(T, Int)] {
            var lone = Vector<T>(repeating: 1, count: 2000)
            lone[7] = value
            #expect(lone.sorted()[place] == value)
        }
        #expect(Vector<T>(repeating: .nan, count: 2000).sorted().isNaN() == Mask(repeating: true, count: 2000))
    }

    @Test(arguments: RealKind.allCases)
    func order(_ kind: RealKind) { order(kind.type) }

    private func order<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 315)
        for n in [0, 1, 2, 3, 10, 65, 300] {
            let plain = Vector<T>(count: n) { $0 % 11 == 5 ? .nan : T(generator.index(below: 20)) }
            for x in [plain, Framed(plain.asColumn).inner[column: 0]] {
                let order = x.argSorted()
                #expect(Set(order) == Set(0..<n))
                for (a, b) in zip(order, order.dropFirst()) {
                    #expect(plain[a] < plain[b] || plain[b].isNaN || (plain[a] == plain[b] && a < b))
                    #expect(!(plain[a].isNaN && plain[b].isNaN) || a < b)
                }
                let ordered: Vector<T> = x.sorted()
                let expected = plain.elements(at: order)
                #expect(
                    (ordered .== expected) | (ordered.isNaN() & expected.isNaN()) == Mask(repeating: true, count: n))
                var y = x
                y.sort()
                #expect(Array(y.map(\.pattern)) == Array(ordered.map(\.pattern)))
            }
        }
        var a: Matrix<T> = generator.matrix(6, 4)
        let before = a
        a[column: 1].sort()
        #expect(a[column: 1] == before[column: 1].sorted() && a[column: 0] == before[column: 0])
    }

    @Test func misuseTraps() async {
        let quantile = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>([1]).quantile(1.5)
        }
        #expect(says(quantile, "quantile 1.5", "0 ... 1"))
        let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Matrix<Double>.zeros(2, 0).maximum(ofEach: .row)
        }
        #expect(says(empty, "maximum of each row", "2×0"))
        let edges = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Vector<Double>([1]).histogram(edges: [2, 1])
        }
        #expect(says(edges, "edge 1"))
    }
}
