import Foundation
import Linalg
import TestSupport
import Testing

/// What NumPy and SciPy make of some arrays, in double precision.
@Suite(.reportsRatios) struct NumPyArrayTests {
    struct Recorded: Decodable, Sendable {
        let numpy: String
        let matrices: [Reductions]
        let shapes: [Shapes]
        let long: Array
        let sums: [Sum]
        let special: [String: Array]
        let ordering: [[String: Array]]
        let functions: [String: Array]
    }

    struct Reductions: Decodable, Sendable {
        let a: Array
        let reductions: [String: Array]
    }

    struct Shapes: Decodable, Sendable {
        let a: Array
        let results: [String: Array]
    }

    struct Sum: Decodable, Sendable {
        let count: Int
        let sum, `var`: Array
    }

    /// A number, a vector or a matrix, with NaN and infinities as text.
    struct Array: Decodable, Sendable {
        let shape: [Int]
        let values: [Double]

        private enum CodingKeys: String, CodingKey { case shape, values }

        init(values: [Double]) { (shape, self.values) = ([values.count], values) }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            shape = try container.decode([Int].self, forKey: .shape)
            var list = try container.nestedUnkeyedContainer(forKey: .values)
            var values: [Double] = []
            while !list.isAtEnd {
                if let value = try? list.decode(Double.self) {
                    values.append(value)
                } else {
                    values.append(try #require(Double(try list.decode(String.self))))
                }
            }
            self.values = values
        }

        var vector: Vector<Double> { Vector(values) }
        var matrix: Matrix<Double> {
            Matrix(rows: shape[0], columns: shape[1], rowMajor: values)
        }
    }

    static let recorded = Result { try JSONDecoder().decode(Recorded.self, from: Golden.data("numpy_arrays.json")) }

    /// Whether all elements are within so many ULPs of the recorded ones.
    private func check(
        _ values: [Double], _ shape: [Int], _ expected: Array?, ulps limit: Double = 0, _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let expected, expected.shape == shape, expected.values.count == values.count else {
            Issue.record(
                "\(name): shape \(shape), recorded \(String(describing: expected))", sourceLocation: sourceLocation)
            return
        }
        for (a, b) in zip(values, expected.values) {
            let distance = Ratio.ulps(a, b)
            #expect(
                RatioLog.record("NumPy, ULPs, limit \(limit)", Double.self, distance) <= limit,
                "\(name): \(a), recorded \(b)", sourceLocation: sourceLocation)
        }
    }

    private func check(
        _ x: Vector<Double>, _ expected: Array?, ulps: Double = 0, _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) { check(x.map { $0 }, [x.count], expected, ulps: ulps, name, sourceLocation: sourceLocation) }

    private func check(
        _ a: Matrix<Double>, _ expected: Array?, ulps: Double = 0, _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        check(
            a.elements.map { $0 }, [a.rows, a.columns], expected, ulps: ulps, name, sourceLocation: sourceLocation)
    }

    private func check(
        _ x: Double?, _ expected: Array?, ulps: Double = 0, _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) { check(x.map { [$0] } ?? [], [], expected, ulps: ulps, name, sourceLocation: sourceLocation) }

    private func check(
        _ x: [Int], _ expected: Array?, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) { check(x.map(Double.init), [x.count], expected, name, sourceLocation: sourceLocation) }

    @Test func reductions() throws {
        let recorded = try Self.recorded.get().matrices
        #expect(recorded.count == 5)
        for item in recorded {
            for a in [item.a.matrix, Framed(item.a.matrix).inner] { checkReductions(a, item.reductions) }
        }
    }

    private func checkReductions(_ a: Matrix<Double>, _ r: [String: Array]) {
        check(a.product(), r["prod all"], ulps: 16, "prod")
        if a.isContiguous {
            // With gaps the rows are added up one by one, in another order than NumPy's.
            check(a.sum(), r["sum all"], "sum")
            check(a.mean(), r["mean all"], "mean")
            for ddof in 0...1 where a.count > ddof {
                check(a.variance(ddof: ddof), r["var\(ddof) all"], "var")
                check(a.standardDeviation(ddof: ddof), r["std\(ddof) all"], "std")
            }
        }
        check(a.minimum(), r["min all"], "min")
        check(a.maximum(), r["max all"], "max")
        check(a.argMin().map { Double($0.row * a.columns + $0.column) }, r["argmin all"], "argmin")
        check(a.argMax().map { Double($0.row * a.columns + $0.column) }, r["argmax all"], "argmax")
        check(a.peakToPeak(), r["ptp all"], "ptp")
        check(a.median(), r["median all"], "median")
        let quantiles = ["0": 0, "0.1": 0.1, "0.25": 0.25, "0.5": 0.5, "0.77": 0.77, "1": 1]
        for (name, q) in quantiles { check(a.quantile(q), r["quantile \(name) all"], ulps: 1, "quantile \(q)") }
        for line in MatrixLine.allCases {
            check(a.sum(ofEach: line), r["sum \(line)"], "sum of each \(line)")
            check(a.product(ofEach: line), r["prod \(line)"], "prod of each \(line)")
            check(a.mean(ofEach: line), r["mean \(line)"], "mean of each \(line)")
            for ddof in 0...1 where (line == .row ? a.columns : a.rows) > ddof {
                check(a.variance(ofEach: line, ddof: ddof), r["var\(ddof) \(line)"], ulps: 4, "var of each \(line)")
                check(
                    a.standardDeviation(ofEach: line, ddof: ddof), r["std\(ddof) \(line)"], ulps: 4,
                    "std of each \(line)")
            }
            check(a.minimum(ofEach: line), r["min \(line)"], "min of each \(line)")
            check(a.maximum(ofEach: line), r["max \(line)"], "max of each \(line)")
            check(a.argMin(ofEach: line), r["argmin \(line)"], "argmin of each \(line)")
            check(a.argMax(ofEach: line), r["argmax \(line)"], "argmax of each \(line)")
            check(a.peakToPeak(ofEach: line), r["ptp \(line)"], "ptp of each \(line)")
            check(a.median(ofEach: line), r["median \(line)"], "median of each \(line)")
            for (name, q) in quantiles {
                check(a.quantile(q, ofEach: line), r["quantile \(name) \(line)"], ulps: 1, "quantile \(q) \(line)")
            }
            check(a.cumulativeSum(inEach: line), r["cumsum \(line)"], "cumsum \(line)")
            check(a.cumulativeProduct(inEach: line), r["cumprod \(line)"], "cumprod \(line)")
            check(a.differences(inEach: line), r["diff \(line)"], "diff \(line)")
            check(a.sorted(inEach: line), r["sort \(line)"], "sort \(line)")
            let order = a.argSorted(inEach: line)
            check(Matrix(order.map { $0.map(Double.init) }), r["argsort \(line)"], "argsort \(line)")
            check(a.reversed(inEach: line), r["flip \(line)"], "flip \(line)")
            for k in [0, 1, -2, 7] {
                check(a.rolled(by: k, inEach: line), r["roll \(k) \(line)"], "roll \(k) \(line)")
            }
            checkClose(a.covariance(ofEach: line), r["covariance \(line)"], "covariance \(line)")
            checkClose(a.correlation(ofEach: line), r["correlation \(line)"], "correlation \(line)")
        }
    }

    /// Sums of products, in another order than NumPy's.
    private func checkClose(_ a: Matrix<Double>, _ expected: Array?, _ name: String) {
        guard let expected, a.count == expected.values.count else {
            Issue.record("\(name): \(a.rows)×\(a.columns), recorded \(String(describing: expected?.shape))")
            return
        }
        let size = expected.values.filter(\.isFinite).map(\.magnitude).max() ?? 1
        for (x, y) in zip(a.elements, expected.values) {
            #expect((x.isNaN && y.isNaN) || (x - y).magnitude <= 1e-14 * size, "\(name): \(x), recorded \(y)")
        }
    }

    @Test func sumsHaveNumPysBits() throws {
        let recorded = try Self.recorded.get()
        #expect(recorded.sums.count == 12)
        for item in recorded.sums {
            let x = recorded.long.vector[..<item.count]
            check(x.sum(), item.sum, "sum of \(item.count)")
            check(x.variance(), item.var, "variance of \(item.count)")
        }
    }

    @Test func shapes() throws {
        for item in try Self.recorded.get().shapes {
            for a in [item.a.matrix, Framed(item.a.matrix).inner] {
                let r = item.results
                for k in [-3, -1, 0, 1, 2, 9] {
                    check(a.lowerTriangle(offset: k), r["tril \(k)"], "tril \(k)")
                    check(a.upperTriangle(offset: k), r["triu \(k)"], "triu \(k)")
                    check(a.diagonal(offset: k), r["diagonal \(k)"], "diagonal \(k)")
                }
                for k in -1...3 { check(a.rotated(quarterTurns: k), r["rot90 \(k)"], "rot90 \(k)") }
                check(a.tiled(2, 3), r["tile"], "tile")
                check(a.repeating(each: .row, count: 2), r["repeat row"], "repeat rows")
                check(a.repeating(each: .column, count: 3), r["repeat column"], "repeat columns")
                check(a.reshaped(a.columns, a.rows), r["reshape"], "reshape")
                check(a.clipped(to: -0.5...0.75), r["clip"], "clip")
            }
        }
    }

    @Test func specialMatrices() throws {
        let r = try Self.recorded.get().special
        let x: Vector<Double> = [1, 2.5, -3, 0.5]
        let y: Vector<Double> = [4, -1, 2]
        check(.vandermonde(x), r["vander"], "vander")
        check(.vandermonde(x, columns: 3, increasing: true), r["vander 3"], "vander 3")
        check(.hilbert(5), r["hilbert"], "hilbert")
        check(.toeplitz(x), r["toeplitz"], "toeplitz")
        check(.toeplitz(x, row: y), r["toeplitz 2"], "toeplitz")
        check(.hankel(x), r["hankel"], "hankel")
        check(.hankel(x, row: y), r["hankel 2"], "hankel 2")
        check(.circulant(x), r["circulant"], "circulant")
        check(.companion(x), r["companion"], "companion")
        check(.linspace(-1, 2.7, 11), r["linspace"], "linspace")
        check(.linspace(3, 4, 1), r["linspace 1"], "linspace 1")
        check(.linspace(3, 4, 0), r["linspace 0"], "linspace 0")
        check(.linspace(3, 3, 4), r["linspace equal"], "linspace equal")
        check(.arange(-0.3, 2, step: 0.1), r["arange"], "arange")
        check(.arange(3, 1), r["arange none"], "arange none")
        check(.arange(3, 1, step: -0.3), r["arange down"], "arange down")
        check(.eye(3, 5, offset: 1), r["eye"], "eye")
        check(.eye(4, 3, offset: -2), r["eye down"], "eye down")
        check(.diagonal(y, offset: 1), r["diag"], "diag")
        check(.diagonal(y, offset: -2), r["diag down"], "diag down")
        check(x.outer(y), r["outer"], "outer")
        check(y.cross(x[..<3]), r["cross"], "cross")
        check(x.convolved(with: y), r["convolve full"], ulps: 1, "convolve")
        check(x.convolved(with: y, .same), r["convolve same"], ulps: 1, "convolve same")
        check(x.convolved(with: y, .valid), r["convolve valid"], ulps: 1, "convolve valid")
        check(y.convolved(with: x, .same), r["convolve swapped"], ulps: 1, "convolve swapped")
        check(x.polynomialValue(at: 1.7), r["polyval"], "polyval")
        check(.blockDiagonal([x.outer(y), y.outer(y)]), r["block_diag"], "block_diag")
        check(.logspace(-2, 3, 6), r["logspace"], ulps: 1, "logspace")
    }

    @Test func ordering() throws {
        let recorded = try Self.recorded.get().ordering
        #expect(recorded.count == 8)
        for r in recorded {
            let x = try #require(r["x"]).vector
            let column = Framed(x.asColumn).inner[column: 0]
            for x in [x, column] {
                let ordered: Vector<Double> = x.sorted()
                check(ordered, r["sort"], "sort")
                check(x.argSorted(), r["argsort"], "argsort")
                check(x.unique(), r["unique"], "unique")
                let probes = try #require(r["probes"]).values
                check(probes.map { ordered.insertionIndex(of: $0) }, r["left"], "searchsorted left")
                check(
                    probes.map { ordered.insertionIndex(of: $0, side: .afterEqual) }, r["right"], "searchsorted right")
                let histogram = x.elements(where: x.isFinite()).histogram(bins: 7)
                check(histogram.counts, r["histogram"], "histogram")
                check(histogram.edges, r["edges"], "edges")
            }
        }
    }

    @Test func functions() throws {
        let r = try Self.recorded.get().functions
        let x = try #require(r["x"]).vector
        let exact: Set<ElementaryFunction> = [.squareRoot, .square, .reciprocal]
        // NumPy has no sigmoid.
        for function in ElementaryFunction.allCases where function != .sigmoid {
            check(x.applying(function), r["\(function)"], ulps: exact.contains(function) ? 0 : 4, "\(function)")
        }
        let rounding: Set<RealFunction> = [.absoluteValue, .sign, .floor, .ceil, .truncate, .round]
        for function in RealFunction.allCases where function != .exp10 {
            // The last one is that of -∞, where the C library and SciPy differ about the logarithm.
            if function == .logGamma { #expect(x.applying(.logGamma)[x.count - 1] == .infinity) }
            let count = function == .logGamma ? x.count - 1 : x.count
            let expected = r["\(function)"].map { Array(values: $0.values.dropLast(x.count - count)) }
            check(x[..<count].applying(function), expected, ulps: rounding.contains(function) ? 0 : 8, "\(function)")
        }
        check(x.applying(.exp10)[11], r["power 0"].map { _ in 10 } ?? .nan, "10 to the power of one")
        for (name, power) in ["0": 0, "1": 1, "2": 2, "-1": -1, "3": 3, "0.5": 0.5, "2.5": 2.5] as [String: Double] {
            check(x.raised(to: power), r["power \(name)"], ulps: 1, "power \(name)")
        }
        check(Vector.hypot(x, x.reversed()), r["hypot"], ulps: 1, "hypot")
        check(Vector.atan2(y: x, x: x.reversed()), r["atan2"], ulps: 1, "atan2")
        check(Vector.minimum(x, x.reversed()), r["minimum"], "minimum")
        check(Vector.maximum(x, x.reversed()), r["maximum"], "maximum")
    }

    private func check(_ x: Double, _ expected: Double, _ name: String) { #expect(x == expected, "\(name)") }
}
