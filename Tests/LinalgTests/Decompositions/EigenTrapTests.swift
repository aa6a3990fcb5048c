import ComplexModule
import Linalg
import TestSupport
import Testing

/// Shapes that do not fit stop the program, with a message that names them.
@Suite struct EigenTrapTests {
    @Test func matricesThatAreNotSquare() async {
        let eigen = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Eigen(Matrix<Double>.zeros(2, 3))
        }
        #expect(says(eigen, "Eigen", "2×3"))
        let schur = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Schur(Matrix<Complex<Float>>.zeros(3, 2))
        }
        #expect(says(schur, "Schur", "3×2"))
        let hessenberg = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Hessenberg(Matrix<Float>.zeros(0, 2))
        }
        #expect(says(hessenberg, "Hessenberg", "0×2"))
        let exponential = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Matrix<Double>.zeros(2, 3).exponential()
        }
        #expect(says(exponential, "exponential", "2×3"))
        let logarithm = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Matrix<Double>.zeros(2, 3).logarithm()
        }
        #expect(says(logarithm, "logarithm", "2×3"))
        let root = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Matrix<Double>.zeros(2, 3).squareRoot()
        }
        #expect(says(root, "squareRoot", "2×3"))
    }

    @Test func pairsOfMatrices() async {
        let general = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try GeneralizedEigen(Matrix<Double>.zeros(2, 2), .zeros(3, 3))
        }
        #expect(says(general, "2×2", "3×3"))
        let symmetric = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try GeneralizedSymmetricEigen(Matrix<Double>.zeros(2, 2), .zeros(2, 3))
        }
        #expect(says(symmetric, "2×2", "2×3"))
        let coefficients = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Sylvester(Matrix<Double>.zeros(2, 2), .zeros(2, 3))
        }
        #expect(says(coefficients, "2×2", "2×3"))
        let side = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Sylvester(Matrix<Double>.identity(2), .identity(3)).solve(.zeros(3, 2))
        }
        #expect(says(side, "2×2", "3×3", "3×2"))
    }

    @Test func rangesOfEigenvalues() async {
        let indices = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try SymmetricEigen(Matrix<Double>.identity(3), indices: 1..<4)
        }
        #expect(says(indices, "1..<4", "3×3"))
        let interval = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try SymmetricEigen(Matrix<Double>.identity(3), above: 2, upTo: 1)
        }
        #expect(says(interval, "above 2.0", "up to 1.0"))
        let nan = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try SymmetricEigen(Matrix<Double>.identity(3), above: .nan, upTo: 1)
        }
        #expect(says(nan, "above nan"))
    }

    @Test func vectorsThatWereNotAskedFor() async {
        let conditions = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Eigen(Matrix<Double>.identity(2)).valueConditions
        }
        #expect(says(conditions, "ask for both"))
        let eigen = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Eigen(Matrix<Double>.identity(2), vectors: .left).reconstructed()
        }
        #expect(says(eigen, "without right vectors"))
        let some = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try SymmetricEigen(Matrix<Double>.identity(2), indices: 0..<1).reconstructed()
        }
        #expect(says(some, "without all of them"))
    }
}
