import ComplexModule
import Linalg
import Testing

/// The operands of docs/from-numpy.md, and comparison with what NumPy and SciPy say.
protocol NumPyExamples {}

extension NumPyExamples {
    var a: Matrix<Double> { [[4, 1], [2, 3]] }
    var b: Matrix<Double> { [[1, 2], [0, 1]] }
    var s: Matrix<Double> { [[4, 1], [1, 3]] }
    var m: Matrix<Double> { [[1, 2, 3], [4, 5, 6]] }
    var x: Vector<Double> { [3, 1] }
    var y: Vector<Double> { [1, 2] }

    // Those of the sections on linear algebra.
    var c: Matrix<Double> { .identity(2) }
    var d: Matrix<Double> { [[4, 1, 0], [2, 5, 1], [0, 1, 3]] }
    var g: Matrix<Double> { [[4, 1, 0], [1, 5, 1], [0, 1, 3]] }
    var r: Matrix<Double> { [[0, -1], [1, 0]] }
    var z: Vector<Double> { [1, 2, 4] }

    /// Within a few roundings.
    func check(
        _ value: Matrix<Double>, _ expected: Matrix<Double>, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let size = max(expected.elements.norm(.infinity), 1)
        #expect(
            value.isApproximatelyEqual(to: expected, absoluteTolerance: 1e-14 * size, relativeTolerance: 1e-14),
            "\(value), NumPy says \(expected)", sourceLocation: sourceLocation)
    }

    func check(
        _ value: Vector<Double>, _ expected: Vector<Double>, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let size = max(expected.norm(.infinity), 1)
        #expect(
            value.isApproximatelyEqual(to: expected, absoluteTolerance: 1e-14 * size, relativeTolerance: 1e-14),
            "\(value), NumPy says \(expected)", sourceLocation: sourceLocation)
    }

    func check(_ value: Double?, _ expected: Double, sourceLocation: SourceLocation = #_sourceLocation) {
        let error = value.map { ($0 - expected).magnitude } ?? .nan
        #expect(
            error <= 1e-14 * max(expected.magnitude, 1), "\(String(describing: value)), NumPy says \(expected)",
            sourceLocation: sourceLocation)
    }

    func check<T: Equatable>(_ value: T?, _ expected: T, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(value == expected, sourceLocation: sourceLocation)
    }

    func check(_ value: MatrixMask, _ expected: [[Bool]], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(
            value.rows == expected.count && value.elements == Mask(expected.joined()), sourceLocation: sourceLocation)
    }

    /// Eigenvalues, whose order is nobody's promise.
    func check(
        unordered values: Vector<Complex<Double>>, _ expected: [Complex<Double>],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        func inOrder(_ a: Complex<Double>, _ b: Complex<Double>) -> Bool {
            (a.imaginary, a.real) < (b.imaginary, b.real)
        }
        let (sorted, reference) = (Vector(values.sorted(by: inOrder)), Vector(expected.sorted(by: inOrder)))
        check(sorted.realParts(), reference.realParts(), sourceLocation: sourceLocation)
        check(sorted.imaginaryParts(), reference.imaginaryParts(), sourceLocation: sourceLocation)
    }
}
