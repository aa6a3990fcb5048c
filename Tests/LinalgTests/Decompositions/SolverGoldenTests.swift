import Foundation
import Linalg
import TestSupport
import Testing

/// Solutions and condition numbers as SciPy and NumPy have them: scripts/golden/solvers.py.
@Suite struct SolverGoldenTests {
    private struct File: Decodable {
        let conditions: [Condition]
        let symmetric: [Symmetric]
        let leastSquares: [LeastSquares]
        let banded: [Banded]
        let updates: [Update]
    }

    private struct Condition: Decodable {
        let matrix: [[Double]]
        let one, infinity, frobenius, spectral: Double
    }

    private struct Symmetric: Decodable {
        let matrix: [[Double]]
        let right, solution: [Double]
        let positive, negative: Int
        let sign, logarithm: Double
    }

    private struct LeastSquares: Decodable {
        let matrix, right, solution: [[Double]]
        let rank: Int
    }

    private struct Banded: Decodable {
        let matrix: [[Double]]
        let lower, upper: Int
        let right, solution: [Double]
    }

    private struct Update: Decodable {
        let matrix: [[Double]]
        let u, v: [Double]
        let magnitudes: [[Double]]
    }

    private static func file() throws -> File {
        try JSONDecoder().decode(File.self, from: Golden.data("solvers.json"))
    }

    private func isNear(_ x: Double, _ y: Double) -> Bool { abs(x - y) <= 1e-11 * max(1, abs(y)) }

    private func isNear(_ x: Vector<Double>, _ y: [Double]) -> Bool {
        x.count == y.count && zip(x, y).allSatisfy(isNear)
    }

    @Test func conditions() throws {
        let cases = try Self.file().conditions
        #expect(cases.count == 4)
        for entry in cases {
            let a = Matrix(entry.matrix)
            #expect(isNear(try a.condition(.one), entry.one))
            #expect(isNear(try a.condition(.infinity), entry.infinity))
            #expect(isNear(try a.condition(.frobenius), entry.frobenius))
            #expect(isNear(try a.condition(.spectral), entry.spectral))
        }
    }

    @Test func symmetric() throws {
        let cases = try Self.file().symmetric
        #expect(cases.count == 4)
        for entry in cases {
            let (a, b) = (Matrix(entry.matrix), Vector(entry.right))
            let f = try LDLT(a)
            #expect(isNear(try f.solve(b), entry.solution))
            #expect(f.inertia == Inertia(positive: entry.positive, negative: entry.negative, zero: 0))
            let (sign, logarithm) = f.signAndLogarithmOfDeterminant
            #expect(sign == entry.sign && isNear(logarithm, entry.logarithm))
        }
    }

    @Test func leastSquares() throws {
        let cases = try Self.file().leastSquares
        #expect(cases.count == 4)
        for entry in cases {
            for method in LeastSquaresMethod.allCases {
                let result = try Matrix(entry.matrix).leastSquares(Matrix(entry.right), method: method)
                #expect(result.rank == entry.rank)
                #expect(isNear(result.solution.elements, entry.solution.flatMap { $0 }))
            }
        }
    }

    @Test func banded() throws {
        let cases = try Self.file().banded
        #expect(cases.count == 3)
        for entry in cases {
            let a = BandedMatrix(Matrix(entry.matrix), lowerBandwidth: entry.lower, upperBandwidth: entry.upper)
            #expect(isNear(try a.solve(Vector(entry.right)), entry.solution))
        }
    }

    @Test func updates() throws {
        let cases = try Self.file().updates
        #expect(cases.count == 2)
        for entry in cases {
            var f = try QR(Matrix(entry.matrix))
            try f.update(adding: Vector(entry.u), times: Vector(entry.v))
            #expect(isNear(Vector(f.r.elements.map(\.magnitude)), entry.magnitudes.flatMap { $0 }))
        }
    }
}
