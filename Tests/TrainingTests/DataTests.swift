import DataFormats
import Foundation
import Linalg
import NeuralNetworks
import Testing

@testable import Training

/// From files to batches.
@Suite struct DataTests {
    /// Each class gives its share, the parts are disjoint and together everything, and the seed decides.
    @Test(arguments: [0.1, 0.2, 0.5, 0.9])
    func splitsAreStratified(share: Double) {
        let classes = (0..<1000).map { Int32($0 < 700 ? 0 : $0 < 950 ? 1 : $0 < 999 ? 2 : 3) }
        var generator = RandomState(seed: 1)
        let split = Split(count: 1000, share: share, classes: classes, using: &generator)
        #expect((split.training + split.validation).sorted() == Array(0..<1000))
        #expect(split.validation.count == Int((1000 * share).rounded()) || share == 0.9)
        for (index, size) in [700, 250, 49, 1].enumerated() {
            let taken = split.validation.count { classes[$0] == index }
            #expect(abs(Double(taken) - share * Double(size)) <= 1.5, "class \(index)")
            // A class is never gone from what is trained on.
            #expect(taken < size)
        }
        var again = RandomState(seed: 1)
        #expect(Split(count: 1000, share: share, classes: classes, using: &again) == split)
        var other = RandomState(seed: 2)
        #expect(Split(count: 1000, share: share, classes: classes, using: &other) != split)
    }

    @Test func noShareTakesNothing() throws {
        var generator = RandomState(seed: 1)
        let split = Split(count: 7, share: 0, classes: nil, using: &generator)
        #expect(split.training == Array(0..<7) && split.validation.isEmpty)
        #expect(generator == RandomState(seed: 1))
    }

    /// Against means and deviations in plain sums of wide differences, also far from zero.
    @Test func scalingMeasuresMeanAndDeviation() throws {
        var generator = RandomState(seed: 3)
        let offsets = [0.0, 1e6, -1e9, 5, 7]
        let x = Matrix<Double>(rows: 1000, columns: 5) { row, column in
            column == 4 ? 7 : offsets[column] + generator.standardNormal() * Double(column + 1)
        }
        let indices = (0..<1000).filter { $0 % 3 != 0 }
        let scaling = try Scaling(of: Rows.matrix(x), indices)
        for column in 0..<5 {
            let mean = indices.reduce(0.0) { $0 + (x[$1, column] - offsets[column]) } / Double(indices.count)
            let square = indices.reduce(0.0) { sum, row in
                let difference = x[row, column] - offsets[column] - mean
                return sum + difference * difference
            }
            let deviation = column == 4 ? 1 : (square / Double(indices.count)).squareRoot()
            #expect(abs(scaling.means[column] - offsets[column] - mean) <= 1e-15 * max(abs(offsets[column]), 10))
            #expect(abs(scaling.deviations[column] / deviation - 1) <= 1e-7)
        }
        var copy = x
        scaling.apply(to: &copy, rows: 1000)
        let after = try Scaling(of: Rows.matrix(copy), indices)
        #expect(after.means.allSatisfy { abs($0) <= 1e-6 })
        #expect(after.deviations.allSatisfy { abs($0 - 1) <= 1e-6 })
        scaling.invert(&copy, rows: 1000)
        #expect(copy.isApproximatelyEqual(to: x))
    }

    /// Each class gives its share, and no class pays for those that are too small to give any.
    @Test func smallClassesCostOthersNothing() {
        let classes = (0..<50).map { Int32($0) } + Array(repeating: 50, count: 12) + Array(repeating: 51, count: 200)
        var generator = RandomState(seed: 1)
        let split = Split(count: classes.count, share: 0.2, classes: classes, using: &generator)
        var counts = Array(repeating: 0, count: 52)
        for index in split.validation { counts[Int(classes[index])] += 1 }
        #expect(counts[..<50].allSatisfy { $0 == 0 })
        #expect((2...3).contains(counts[50]) && (39...41).contains(counts[51]))
    }

    /// Tiny and huge values: standardised as others are, or an error that names the column; never zero or infinity.
    @Test func extremeColumnsAreStandardisedOrRefused() throws {
        func column<T: RealScalar>(_ values: [T]) throws -> (Scaling, Matrix<T>) {
            var x = Matrix(rows: values.count, columns: 1) { row, _ in values[row] }
            let scaling = try Scaling(of: Rows.matrix(x), Array(values.indices), names: ["a"], in: "data.csv")
            scaling.apply(to: &x, rows: values.count)
            return (scaling, x)
        }
        for unit: Double in [1e-150, 1e-30, 1, 1e30, 1e150] {
            let (_, x) = try column([1, 2, 3, 6].map { $0 * unit })
            let expected = [-2, -1, 0, 3].map { $0 / 3.5.squareRoot() }
            for (row, value) in expected.enumerated() { #expect(abs(x[row, 0] - value) <= 1e-12, "\(unit)") }
        }
        // Constant, up to rounding, is no error.
        #expect(try column([7, 7, 7] as [Float]).1 == [[0], [0], [0]])
        #expect(try column([0, 0] as [Double]).0.deviations == [1])
        for unit in [1e-200, Double.leastNormalMagnitude / 64, 1e200, 1e307] {
            let error = #expect(throws: DataFormatError.self, "\(unit)") { try column([1, 2, 3].map { $0 * unit }) }
            #expect(error?.description.contains("data.csv") == true && error?.description.contains("\"a\"") == true)
        }
        for unit in [Float.leastNormalMagnitude / 64, .leastNonzeroMagnitude] {
            let error = #expect(throws: DataFormatError.self, "\(unit)") { try column([1, 2, 3].map { $0 * unit }) }
            #expect(error?.description.contains("float64") == true)
        }
        #expect(try column([1e37, 2e37, -3e37] as [Float]).1.elements.allSatisfy { abs($0) <= 2 })
    }

    /// Rows come the same from memory, from a mapped file and from some of its columns.
    @Test func rowsComeTheSameFromEverywhere() throws {
        let x = Matrix<Float>(rows: 20, columns: 3) { Float(10 * $0 + $1) }
        let order = [19, 0, 7, 7, 3]
        var results: [Matrix<Float>] = []
        for rows in [Rows.matrix(x), .tensor(Tensor(x)), .columns([0, 1, 2], of: Tensor(x))] {
            var batch = Matrix<Float>.zeros(5, 3)
            rows.gather(order[...], into: &batch)
            results.append(batch)
            #expect(rows.count == 20 && rows.columns == 3)
        }
        #expect(results[0] == results[1] && results[0] == results[2])
        #expect(results[0][row: 0] == [190, 191, 192])
    }

    @Test func batchesHaveClassesWithWeightsAndScaledNumbers() throws {
        let x = Matrix<Double>(rows: 4, columns: 1) { row, _ in Double(row) }
        let scaling = try Scaling(of: Rows.matrix(x), Array(0..<4))
        let classes = Dataset<Double>(
            path: "", features: .matrix(x), targets: .classes([0, 1, 1, 0], names: ["a", "b"]))
        var batches = Batches(
            classes, capacity: 3, outputs: 2, featureScaling: scaling, targetScaling: nil, classWeights: [1, 5])
        batches.with([3, 1][...]) { features, targets in
            #expect(features.rows == 2 && targets == [[1, 0], [0, 5]])
            #expect(features[0, 0] > 0 && features[1, 0] < 0)
        }
        let numbers = Dataset<Double>(path: "", features: .matrix(x), targets: .numbers(.matrix(x), names: ["n"]))
        batches = Batches(numbers, capacity: 4, outputs: 1, featureScaling: nil, targetScaling: scaling)
        batches.with([0, 1, 2, 3][...]) { features, targets in
            #expect(features == x)
            #expect(abs(targets.elements.dot(targets.elements) / 4 - 1) <= 1e-12)
        }
    }
}
