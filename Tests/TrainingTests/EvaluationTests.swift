import Linalg
import NeuralNetworks
import Testing

@testable import Training

/// Figures, against those of scikit-learn 1.7 (`precision_recall_fscore_support`, `r2_score` and others) for the same
/// numbers.
@Suite struct EvaluationTests {
    @Test func classFiguresFollowFromTheConfusion() {
        let figures = ClassFigures(confusion: [[5, 1, 0], [2, 3, 0], [0, 1, 0]], names: ["a", "b", "c"])
        #expect(abs(figures.accuracy - 8.0 / 12) <= 1e-15)
        #expect(figures.classes.map(\.support) == [6, 5, 1])
        #expect(figures.classes.map(\.precision) == [5.0 / 7, 3.0 / 5, 0])
        #expect(figures.classes.map(\.recall) == [5.0 / 6, 3.0 / 5, 0])
        #expect(abs(figures.classes[0].f1 - 0.7692307692307693) <= 1e-15)
        #expect(abs(figures.macroF1 - 0.45641025641025645) <= 1e-15)
    }

    @Test func regressionFiguresAreThoseOfTheDefinitions() {
        var sums = RegressionSums(outputs: 2)
        let targets = [[3.0, 10], [-0.5, 10], [2, 10], [7, 10]]
        let predictions = [[2.5, 10], [0.0, 10], [2, 10], [8, 10]]
        for (target, prediction) in zip(targets, predictions) { sums.add { (prediction[$0], target[$0]) } }
        let figures = sums.figures(names: ["p", "q"])
        #expect(abs(figures.outputs[0].r2 - 0.9486081370449679) <= 1e-15)
        #expect(abs(figures.outputs[0].rmse - 0.6123724356957945) <= 1e-15)
        #expect(figures.outputs[0].mae == 0.5)
        #expect(figures.outputs[1].r2 == 1)
        #expect(abs(figures.mae - 0.25) <= 1e-15)
    }

    /// A model with chosen weights: figures, loss and predictions in the units of the targets.
    @Test func modelsAreEvaluatedInTheUnitsOfTheTargets() throws {
        let x = Matrix<Double>(rows: 600, columns: 1) { row, _ in Double(row) / 100 }
        let y = Matrix<Double>(rows: 600, columns: 1) { row, _ in 3 * Double(row) / 100 + 5 }
        let all = Array(0..<600)
        let (inputs, outputs) = (try Scaling(of: Rows.matrix(x), all), try Scaling(of: Rows.matrix(y), all))
        let description = ModelDescription(
            inputSize: 1, layers: [Dense(1)], loss: .meanSquaredError, task: .regression(outputs: ["y"]),
            featureScaling: inputs, targetScaling: outputs)
        // A slope of one between standardised values is the true line.
        let model = try Model<Double>(description, parameters: [1, 0])
        let dataset = Dataset<Double>(path: "", features: .matrix(x), targets: .numbers(.matrix(y), names: ["y"]))
        let perfect = Evaluation(model, dataset)
        #expect(perfect.samples == 600 && abs(perfect.loss) <= 1e-25)
        #expect((perfect.regression?.rmse ?? 1) <= 1e-12 && perfect.regression?.r2 == 1)
        #expect(perfect.examples.map(\.count) == [600])
        let shifted = Evaluation(try Model<Double>(description, parameters: [1, 1]), dataset)
        // One deviation off everywhere.
        #expect(abs(shifted.loss - 1) <= 1e-12)
        #expect(abs((shifted.regression?.rmse ?? 0) / outputs.deviations[0] - 1) <= 1e-12)
        #expect(abs((shifted.regression?.r2 ?? 1) - 0) <= 1e-12)
        #expect(model.predict([[2.0]]).isApproximatelyEqual(to: [[11.0]]))
    }

    @Test func probabilitiesAndLabels() throws {
        let classes = ModelDescription(
            inputSize: 2, layers: [Dense(3)], loss: .softmaxCrossEntropy,
            task: .classification(classes: ["a", "b", "c"]))
        let model = try Model<Float>(classes, parameters: [1, 0, 0, 1, 0, 0, 0, 0, 0])
        let p = model.predict([[100, 0], [0, 1]])
        #expect(p[0, 0] == 1 && abs(p[row: 1].reduce(0, +) - 1) <= 1e-6)
        let dataset = Dataset<Float>(
            path: "", features: .matrix([[100, 0], [0, 1]]), targets: .classes([0, 1], names: ["a", "b", "c"]))
        #expect(Evaluation(model, dataset).classification?.accuracy == 1)
        #expect(Evaluation(model, dataset, [1]).samples == 1)

        let labels = ModelDescription(
            inputSize: 1, layers: [Dense(2)], loss: .sigmoidCrossEntropy, task: .labels(["p", "q"]))
        let yesNo = try Model<Double>(labels, parameters: [1, -1, 0, 0])
        #expect(abs(yesNo.predict([[0.0]])[0, 0] - 0.5) <= 1e-15)
        let targets = Dataset<Double>(
            path: "", features: .matrix([[2], [-2]]),
            targets: .numbers(.matrix([[1, 0], [1, 1]]), names: ["p", "q"]))
        let told = try #require(Evaluation(yesNo, targets).labels)
        #expect(told.accuracy == 0.75)
        // Yes of p: told for the first of two; of q: told for the second, as it should be.
        #expect(told.labels.map(\.precision) == [1, 1] && told.labels.map(\.recall) == [0.5, 1])
        #expect(told.labels.map(\.support) == [2, 1])
    }
}
