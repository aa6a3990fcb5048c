import Testing
import mlp

/// What the report's "agrees" means.
@Suite struct ComparisonTests {
    private func agrees(_ epoch: Int, _ loss: Double) -> [Bool] {
        var comparison = PublishedFigures.Comparison<Double>()
        comparison.note(epoch, loss)
        return comparison.rows.map(\.agrees)
    }

    @Test func figuresThatDeviateDoNotAgree() {
        let published = 0.1280710759216072
        #expect(agrees(1, published) == [true])
        #expect(agrees(1, published * (1 + 0.9e-12)) == [true])
        #expect(agrees(1, published * (1 + 1.1e-12)) == [false])
        #expect(agrees(1, published * (1 - 1.1e-12)) == [false])
        for wrong in [0, -published, .infinity, -.infinity, .nan] { #expect(agrees(1, wrong) == [false]) }
        // Of other epochs nothing was published.
        #expect(agrees(2, published) == [])
    }

    @Test func singlePrecisionHasALimitOfItsOwn() {
        func agrees(_ loss: Float) -> [Bool] {
            var comparison = PublishedFigures.Comparison<Float>()
            comparison.note(1000, loss)
            return comparison.rows.map(\.agrees)
        }
        let published: Float = 0.03800027623993158
        #expect(agrees(published * 1.009) == [true])
        #expect(agrees(published * 1.011) == [false])
        #expect(agrees(.nan) == [false])
    }
}
