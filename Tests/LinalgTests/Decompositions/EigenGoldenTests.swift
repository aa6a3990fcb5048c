import ComplexModule
import Foundation
import Linalg
import TestSupport
import Testing

/// Difficult matrices against results of 80 digits, within what the condition of each problem allows.
///
/// The file says of each the bound: see scripts/golden/scipy_eigen.py for how it is made up.
@Suite(.reportsRatios) struct EigenGoldenTests {
    private struct File: Decodable {
        let matrices: [Case]
        let equations: [Equation]
    }

    struct Case: Decodable {
        let name: String
        let size: Int
        let isComplex: Bool
        let elements: [Double]
        let eigenvalues: Eigenvalues
        let exponential: Function?
        let logarithm: Function?
        let squareRoot: Function?
        let polar: Polar?
    }

    struct Eigenvalues: Decodable {
        let values: [Double]
        let bounds: [Double]
    }

    struct Function: Decodable {
        let value: [Double]
        let bound: Double
    }

    struct Polar: Decodable {
        let unitary: [Double]
        let positive: [Double]
        let bound: Double
        let positiveBound: Double
    }

    struct Equation: Decodable {
        let a: String
        let b: String
        let c: [Double]
        let value: [Double]
        let bound: Double
    }

    /// The bounds are of first order and without constants.
    private static let limit: Double = 10

    private func golden() throws -> File {
        try JSONDecoder().decode(File.self, from: Golden.data("scipy_eigen.json"))
    }

    /// Numbers of the file, row by row; complex ones are pairs.
    private func matrix<T: TestScalar>(_ rows: Int, _ columns: Int, _ numbers: [Double], _: T.Type) -> Matrix<T> {
        #expect(numbers.count == rows * columns * (T.isComplex ? 2 : 1))
        return Matrix(rows: rows, columns: columns) { i, j in
            let k = i * columns + j
            return T.isComplex ? T(numbers[2 * k], numbers[2 * k + 1]) : T(numbers[k])
        }
    }

    private func expect<T: TestScalar>(
        _ result: Matrix<T>, _ expected: [Double], _ bound: Double, _ routine: String, _ name: String
    ) {
        let difference = result - matrix(result.rows, result.columns, expected, T.self)
        // The bound is that of double precision; rounding the input to a narrower type costs no more than one unit of it.
        let ratio = Double(difference.norm(.frobenius).wide) / (bound * Double(T.unit) * 0x1p53)
        #expect(RatioLog.record(routine, T.self, ratio) <= Self.limit, "\(routine) of \(name)")
    }

    // MARK: Eigenvalues

    @Test func eigenvalues() throws {
        for item in try golden().matrices {
            if item.isComplex {
                try eigenvalues(item, Complex<Double>.self)
            } else {
                try eigenvalues(item, Double.self)
            }
        }
    }

    private func eigenvalues<T: TestScalar>(_ item: Case, _: T.Type) throws where T.RealType == Double {
        let a: Matrix<T> = matrix(item.size, item.size, item.elements, T.self)
        let expected = (0..<item.size).map {
            Complex(item.eigenvalues.values[2 * $0], item.eigenvalues.values[2 * $0 + 1])
        }
        // Schur does not balance, so that its bound would be another one.
        var computed = Array(try a.eigenvalues())
        #expect(computed.count == item.size)
        // The best conditioned first, so that none of these is taken by another.
        let bounds = item.eigenvalues.bounds
        for i in expected.indices.sorted(by: { bounds[$0] < bounds[$1] }) {
            let nearest = computed.indices.min {
                (computed[$0] - expected[i]).modulus < (computed[$1] - expected[i]).modulus
            }!
            let ratio = (computed.remove(at: nearest) - expected[i]).modulus / bounds[i]
            #expect(RatioLog.record("eigenvalues", T.self, ratio) <= Self.limit, "\(item.name) \(expected[i])")
        }
    }

    // MARK: Functions

    @Test func functions() throws {
        for item in try golden().matrices {
            if item.isComplex {
                try functions(item, Complex<Double>.self)
                try functions(item, Complex<Float>.self)
            } else {
                try functions(item, Double.self)
                try functions(item, Float.self)
            }
        }
    }

    private func functions<T: TestScalar>(_ item: Case, _: T.Type) throws {
        let a: Matrix<T> = matrix(item.size, item.size, item.elements, T.self)
        /// Whether the condition leaves any digits of the result.
        func isMeaningful(_ golden: Function) -> Bool {
            let size = golden.value.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return golden.bound * Double(T.unit) * 0x1p53 <= 0.1 * size
        }
        if let golden = item.exponential, isMeaningful(golden) {
            expect(try a.exponential(), golden.value, golden.bound, "exponential", item.name)
        }
        if let golden = item.logarithm, isMeaningful(golden) {
            expect(try a.logarithm(), golden.value, golden.bound, "logarithm", item.name)
        }
        if let golden = item.squareRoot, isMeaningful(golden) {
            expect(try a.squareRoot(), golden.value, golden.bound, "square root", item.name)
        }
        if let golden = item.polar {
            let f = try Linalg.Polar(a)
            expect(f.unitary, golden.unitary, golden.bound, "polar: U", item.name)
            expect(f.positive, golden.positive, golden.positiveBound, "polar: P", item.name)
        }
    }

    // MARK: Sylvester

    @Test func equations() throws {
        let file = try golden()
        let matrices = Dictionary(uniqueKeysWithValues: file.matrices.map { ($0.name, $0) })
        for item in file.equations {
            let (a, b) = (try #require(matrices[item.a]), try #require(matrices[item.b]))
            if a.isComplex {
                try equation(item, a, b, Complex<Double>.self)
            } else {
                try equation(item, a, b, Double.self)
            }
        }
    }

    private func equation<T: TestScalar>(_ item: Equation, _ a: Case, _ b: Case, _: T.Type) throws {
        let (m, n) = (a.size, b.size)
        let equation = try Sylvester(
            matrix(m, m, a.elements, T.self), matrix(n, n, b.elements, T.self))
        let x = try equation.solve(matrix(m, n, item.c, T.self))
        expect(x, item.value, item.bound, "Sylvester", "\(item.a), \(item.b)")
    }
}
