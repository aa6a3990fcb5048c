import Linalg
import RealModule
import TestSupport
import Testing

/// Elementwise functions against extended precision, and fused passes and products against plain loops. `scripts/test` runs
/// them with each instruction set.
@Suite(.reportsRatios) struct VectorRoutinesTests {
    private struct Function: Sendable {
        var name: String
        /// Units in the last place.
        var limit: Double
        var exact: @Sendable (Wide) -> Wide
        /// What an error in the smallest number, of what the function multiplies, comes out as.
        var amplification: @Sendable (Wide) -> Wide = { _ in 1 }
    }

    private static let functions = [
        Function(name: "exp", limit: 1.2, exact: { .exp($0) }),
        Function(name: "expMinusOne", limit: 2.5, exact: { .expMinusOne($0) }),
        Function(name: "log", limit: 1.2, exact: { $0 < 0 ? .nan : .log($0) }),
        Function(name: "tanh", limit: 2.75, exact: { .tanh($0) }),
        Function(name: "sigmoid", limit: 2.75, exact: { 1 / (1 + .exp(-$0)) }),
        Function(
            name: "silu", limit: 3.5, exact: { $0 == -.infinity ? 0 : $0 / (1 + .exp(-$0)) },
            amplification: { $0.magnitude }),
        Function(name: "softplus", limit: 2.75, exact: { ($0 > 0 ? $0 : 0) + .log(onePlus: .exp(-$0.magnitude)) }),
    ]

    private func apply<T: RealScalar>(_ name: String, _ x: [T]) -> [T] {
        typealias R = T.Routines
        var y = [T](repeating: .nan, count: x.count)
        let routine: (Int, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void =
            switch name {
            case "exp": { R.exp($0, $1, $2) }
            case "expMinusOne": { R.expMinusOne($0, $1, $2) }
            case "log": { R.log($0, $1, $2) }
            case "tanh": { R.tanh($0, $1, $2) }
            case "sigmoid": { R.sigmoid($0, $1, $2) }
            case "silu": { R.silu($0, $1, $2) }
            default: { R.softplus($0, $1, $2) }
            }
        x.withUnsafeBufferPointer { from in
            y.withUnsafeMutableBufferPointer { to in
                if let base = from.baseAddress, let target = to.baseAddress { routine(x.count, base, target) }
            }
        }
        return y
    }

    /// The error in units in the last place of the exact value; infinite if one of them is no finite number and not the same.
    private func ulps<T: TestReal>(_ value: T, _ exact: Wide, _ amplification: Wide) -> Double {
        let rounded = T(rounding: exact)
        if rounded.isNaN || value.isNaN { return rounded.isNaN && value.isNaN ? 0 : .infinity }
        if rounded.isInfinite || value.isInfinite {
            // The exact value may lie between the largest number and where rounding to infinity begins.
            return rounded == value || exact.magnitude >= T.greatestFiniteMagnitude.wide * (1 - Wide(T.ulpOfOne.wide))
                ? 0 : .infinity
        }
        let unit = Swift.max(rounded.ulp.wide, T.leastNonzeroMagnitude.wide * Swift.max(amplification, 1))
        return Double((value.wide - exact).magnitude / unit)
    }

    @Test(arguments: RealKind.allCases)
    func functionsAreAccurate(_ kind: RealKind) { accurate(kind.type) }

    private func accurate<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 3)
        var x: [T] = [0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude]
        x += [.leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 20, -20, T(0.5).squareRoot()]
        for exponent in stride(from: -60.0, through: 12, by: 0.25) {
            for _ in 0..<20 { x.append(T(generator.real() * Double.exp2(exponent))) }
        }
        // The ends of the range of exp and its kin.
        let end = Double(T.log(.greatestFiniteMagnitude)), start = Double(T.log(.leastNonzeroMagnitude))
        for edge in [end, start, -end, -start, Double(T.log(.leastNormalMagnitude))] {
            for step in -20...20 { x.append(T(edge * (1 + Double(step) * Double(T.ulpOfOne)))) }
        }
        for function in Self.functions {
            let y = apply(function.name, x)
            for (argument, value) in zip(x, y) {
                let ratio = ulps(value, function.exact(argument.wide), function.amplification(argument.wide))
                #expect(
                    RatioLog.record(function.name, T.self, ratio) <= function.limit, "\(function.name)(\(argument))")
            }
            if ["expMinusOne", "tanh"].contains(function.name) { #expect(y[1].sign == .minus && y[0].sign == .plus) }
        }
    }

    /// A number comes out the same wherever it stands: in a whole vector or in what is left at the end.
    @Test(arguments: RealKind.allCases)
    func placesDoNotMatter(_ kind: RealKind) { places(kind.type) }

    private func places<T: TestReal>(_: T.Type) {
        for function in Self.functions {
            for count in 0...40 {
                let x = (0..<count).map { T(Double($0) / 7 + 0.1) }
                let whole = apply(function.name, x)
                for (i, value) in x.enumerated() {
                    #expect(apply(function.name, [value]) == [whole[i]], "\(function.name)")
                }
            }
        }
    }

    /// A single number that is none is found wherever it stands.
    @Test(arguments: RealKind.allCases)
    func notFiniteIsFound(_ kind: RealKind) { finite(kind.type) }

    private func finite<T: TestReal>(_: T.Type) {
        for count in 0...70 {
            var x = [T](repeating: .greatestFiniteMagnitude, count: count)
            #expect(T.Routines.allFinite(count, x))
            for i in 0..<count {
                for value in [T.nan, .infinity, -.infinity] {
                    let before = x[i]
                    x[i] = value
                    #expect(!T.Routines.allFinite(count, x), "\(value) in place \(i) of \(count)")
                    x[i] = before
                }
            }
        }
    }

    /// Sums of magnitudes, onto what is there, and nothing beyond.
    @Test(arguments: RealKind.allCases)
    func magnitudesAreSummed(_ kind: RealKind) { magnitudes(kind.type) }

    private func magnitudes<T: TestReal>(_: T.Type) {
        for count in 0...70 {
            // Whole numbers, so that the order of a sum changes nothing.
            let x: [T] = (0..<count).map { T($0 % 2 == 0 ? -$0 : $0) }
            var sums = [T](repeating: 3, count: count + 1)
            let sum: T = T.Routines.addMagnitudes(count, 0.5, x, &sums)
            let whole: T = T(count * (count - 1)) / 4
            #expect(sum == whole)
            for i in 0..<count {
                let expected: T = 3 + T(i) / 2
                #expect(sums[i] == expected)
            }
            #expect(sums[count] == 3)
            for place in 0..<count {
                for value: T in [.nan, -.infinity] {
                    var (y, sums) = (x, [T](repeating: 3, count: count))
                    y[place] = value
                    let sum: T = T.Routines.addMagnitudes(count, 1, y, &sums)
                    #expect(!sum.isFinite && !sums[place].isFinite)
                }
            }
        }
    }

    /// Products of all shapes around the tiles and blocks; strides with sentinels, NaN in an output that is only written.
    @Test(arguments: RealKind.allCases)
    func productsAreProducts(_ kind: RealKind) { products(kind.type) }

    private func products<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 5)
        let sizes = [
            (1, 1, 1), (1, 40, 3), (13, 1, 5), (12, 32, 7), (13, 33, 9), (5, 17, 130), (25, 65, 400), (7, 520, 33),
            (3, 16, 0), (50, 100, 257),
            (60, 130, 40), (50, 260, 130),
        ]
        for size in sizes {
            for (acrossA, acrossB) in [(false, false), (true, false), (false, true), (true, true)] {
                for (alpha, beta) in [(1, 0), (0.7, 1.3), (1, 1)] as [(T, T)] {
                    check(size, acrossA, acrossB, alpha, beta, using: &generator)
                }
            }
        }
    }

    /// Every height and width of a tile, with whole vectors, halves and parts, and small products of several of them.
    @Test(arguments: RealKind.allCases)
    func tilesOfAllSizes(_ kind: RealKind) { tiles(kind.type) }

    private func tiles<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 7)
        for m in 1...26 {
            for n in 1...34 {
                let (alpha, beta): (T, T) = [(1, 0), (0.7, 1.3), (1, 1), (-1, 0)][(m + 2 * n) % 4]
                check(
                    (m, n, 1 + (5 * m + 3 * n) % 19), m % 2 == 0, (m / 2 + n) % 2 == 0, alpha, beta, using: &generator)
            }
        }
    }

    private func check<T: TestReal>(
        _ size: (m: Int, n: Int, k: Int), _ acrossA: Bool, _ acrossB: Bool, _ alpha: T, _ beta: T,
        using generator: inout Generator
    ) {
        let (m, n, k) = size
        let a: Matrix<T> = generator.matrix(acrossA ? k : m, acrossA ? m : k)
        let b: Matrix<T> = generator.matrix(acrossB ? n : k, acrossB ? k : n)
        let before: Matrix<T> =
            beta == 0 ? Matrix(rows: m, columns: n) { _, _ in .nan } : generator.matrix(m, n)
        let width = n + 3
        var c = [T](repeating: .sentinel, count: m * width)
        for i in 0..<m { for j in 0..<n { c[i * width + j] = before[i, j] } }
        a.withUnsafeElements { a, strideA in
            b.withUnsafeElements { b, strideB in
                c.withUnsafeMutableBufferPointer {
                    T.Routines.product(
                        acrossA, acrossB, m, n, k, alpha, a, strideA, b, strideB, beta, $0.baseAddress!,
                        width)
                }
            }
        }
        var worst = 0.0
        for i in 0..<m {
            for j in 0..<n {
                var (sum, bound): (Wide, Wide) = (0, 0)
                for p in 0..<k {
                    let term = (acrossA ? a[p, i] : a[i, p]).wide * (acrossB ? b[j, p] : b[p, j]).wide
                    sum += alpha.wide * term
                    bound += (alpha.wide * term).magnitude
                }
                if beta != 0 {
                    sum += beta.wide * before[i, j].wide
                    bound += (beta.wide * before[i, j].wide).magnitude
                }
                let error = (c[i * width + j].wide - sum).magnitude
                let ratio = Double(error / Swift.max(bound * T.unit, T.smallest))
                worst = ratio <= worst ? worst : ratio
            }
            #expect(c[i * width + n..<(i + 1) * width].allSatisfy { $0.pattern == T.sentinel.pattern })
        }
        #expect(RatioLog.record("product", T.self, worst) <= 16, "\(m)×\(n)×\(k)")
    }

    /// The bits of a row or column do not depend on which others are computed beside it, nor on whether rows lie pages apart,
    /// which decides with the columns whether they are packed.
    @Test(arguments: RealKind.allCases)
    func productsMayBeCutAnywhere(_ kind: RealKind) { cuts(kind.type) }

    private func cuts<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 6)
        let (m, k) = (410, 300)
        let page = 4096 / MemoryLayout<T>.size
        let narrow: Matrix<T> = generator.matrix(m, k)
        var wide = Matrix<T>.zeros(m, page)
        wide[0..<m, 0..<k] = narrow
        let b: Matrix<T> = generator.matrix(290, k)
        func product(_ a: Matrix<T>, _ rows: Range<Int>, _ columns: Range<Int>) -> Matrix<T> {
            var c = Matrix<T>.zeros(rows.count, columns.count)
            a.withUnsafeElements { a, strideA in
                b.withUnsafeElements { b, strideB in
                    c.withUnsafeMutableElements { c, strideC in
                        T.Routines.product(
                            false, true, rows.count, columns.count, k, 1, a + rows.lowerBound * strideA, strideA,
                            b + columns.lowerBound * strideB, strideB, 0, c, strideC)
                    }
                }
            }
            return c
        }
        let whole = product(narrow, 0..<m, 0..<290)
        for a in [narrow, wide[0..<m, 0..<k]] {
            for (rows, columns) in [
                (0..<1, 0..<90), (60..<61, 3..<4), (7..<30, 0..<90), (0..<61, 31..<33), (12..<24, 32..<64),
                (0..<61, 0..<90), (0..<61, 0..<290), (0..<300, 40..<290), (0..<410, 0..<256), (0..<410, 0..<290),
            ] {
                #expect(
                    product(a, rows, columns) == whole[rows, columns], "\(rows), \(columns), stride \(a.rowStride)")
            }
        }
    }

    /// Logits that are no finite numbers are those of their own row alone, also where several rows share vectors.
    @Test(arguments: RealKind.allCases)
    func crossEntropyOfLogitsThatAreNotFinite(_ kind: RealKind) { crossEntropyOfLogitsThatAreNotFinite(kind.type) }

    private func crossEntropyOfLogitsThatAreNotFinite<T: TestReal>(_: T.Type) {
        func evaluate(_ logits: Matrix<T>, _ targets: Matrix<T>) -> (loss: T, delta: Matrix<T>) {
            let (z, t) = (Array(logits.elements), Array(targets.elements))
            var slopes = [T](repeating: 0, count: z.count)
            let loss = slopes.withUnsafeMutableBufferPointer {
                T.Routines.softmaxCrossEntropy(
                    logits.rows, logits.columns, z, t, logits.columns, T(logits.rows), $0.baseAddress!)
            }
            return (loss, Matrix(rows: logits.rows, columns: logits.columns, elements: Vector(slopes)))
        }
        var generator = Generator(seed: 412)
        for classes in [2, 3, 4, 8, 16, 17, 33] {
            for rows in [1, 2, 5, 9, 16, 17] {
                let clean: Matrix<T> = generator.matrix(rows, classes)
                for bad in 0..<rows {
                    // The target is the second class.
                    let targets = Matrix<T>(rows: rows, columns: classes) { _, j in j == 1 ? 1 : 0 }
                    for (value, place) in [(T.nan, 0), (T.infinity, 1), (-T.infinity, 0), (-T.infinity, 1)] {
                        var logits = clean
                        logits[bad, place] = value
                        let ((loss, delta), (_, expected)) = (evaluate(logits, targets), evaluate(clean, targets))
                        let comment: Comment = "\(T.name), row \(bad) of \(rows)×\(classes), \(value) at \(place)"
                        for i in 0..<rows where i != bad { #expect(delta[row: i] == expected[row: i], comment) }
                        if value == -.infinity {
                            // A class that is impossible: with its target nought nothing is lost, else everything.
                            #expect(place == 0 ? loss.isFinite : loss == .infinity, comment)
                            #expect(delta[bad, place] == (place == 0 ? 0 : -1 / T(rows)), comment)
                            #expect(delta.allFinite, comment)
                        } else {
                            #expect(loss.isNaN && delta[row: bad].allSatisfy(\.isNaN), comment)
                        }
                    }
                }
            }
        }
    }

    /// The same of small products with a transposed left factor, whose last columns may be computed apart from the others.
    @Test(arguments: RealKind.allCases)
    func smallTransposedProductsMayBeCutAnywhere(_ kind: RealKind) { cutsOfTransposed(kind.type) }

    private func cutsOfTransposed<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 7)
        let (m, n, k) = (61, 90, 27)
        let a: Matrix<T> = generator.matrix(k, m)
        let b: Matrix<T> = generator.matrix(k, n)
        let old: Matrix<T> = generator.matrix(m, n)
        func product(_ rows: Range<Int>, _ columns: Range<Int>, _ alpha: T, _ beta: T) -> Matrix<T> {
            var c = Matrix<T>.zeros(rows.count, columns.count)
            c[0..<rows.count, 0..<columns.count] = old[rows, columns]
            a.withUnsafeElements { a, strideA in
                b.withUnsafeElements { b, strideB in
                    c.withUnsafeMutableElements { c, strideC in
                        T.Routines.product(
                            true, false, rows.count, columns.count, k, alpha, a + rows.lowerBound, strideA,
                            b + columns.lowerBound, strideB, beta, c, strideC)
                    }
                }
            }
            return c
        }
        for (alpha, beta): (T, T) in [(1, 0), (0.7, 1.3)] {
            let whole = product(0..<m, 0..<n, alpha, beta)
            for height in [1, 17, 26, 61] {
                for width in [1, 5, 9, 17, 18, 25, 26, 33] {
                    let (rows, columns) = (0..<height, 90 - width..<90)
                    #expect(
                        product(rows, columns, alpha, beta) == whole[rows, columns], "\(rows), \(columns), \(alpha)")
                }
            }
        }
    }
}
