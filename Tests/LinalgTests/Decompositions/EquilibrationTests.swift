import Testing

@testable import Linalg

/// What rows and columns are multiplied by; what comes of it for a system is in ConditionTests.
@Suite struct EquilibrationTests {
    /// Afterwards the largest number of each column is between 1 and 2, and no digit has changed.
    @Test func rowsAndColumnsComeNearOne() throws {
        var generator = RandomState(seed: 3)
        let plain = Matrix<Double>(rows: 7, columns: 7) { _, _ in generator.standardNormal() }
        func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }
        let a = Matrix<Double>(rows: 7, columns: 7) { i, j in plain[i, j] * power(60 * i - 100) * power(90 - 45 * j) }
        let scaling = try #require(Equilibration(a))
        let scaled = scaling.applied(to: a)
        for j in 0..<7 {
            let peak = (0..<7).map { scaled[$0, j].magnitude }.max() ?? 0
            #expect(peak >= 1 && peak < 2, "column \(j): \(peak)")
            for i in 0..<7 { #expect(scaled[i, j] == a[i, j] * power(scaling.rows[i]) * power(scaling.columns[j])) }
        }
    }

    /// What is well scaled stays as it is, and so does what has nothing to scale by.
    @Test func othersStayAsTheyAre() {
        #expect(Equilibration(Matrix<Double>.identity(5)) == nil)
        #expect(Equilibration(Matrix<Double>.zeros(0, 0)) == nil)
        #expect(Equilibration(Matrix<Double>.zeros(3, 3)) == nil)
        #expect(Equilibration(Matrix<Double>.identity(3) * 1e-3) == nil)
        #expect(Equilibration(Matrix<Double>.identity(3) * 1e-200) != nil)
    }
}
