import ComplexModule
import Linalg
import Testing

/// The examples of docs/from-numpy.md of eigenvalues, functions and equations of matrices, with what NumPy and SciPy say
/// of them.
@Suite struct FromNumPySpectralTests: NumPyExamples {
    /// The phase of an eigenvector is not determined, and the order of eigenvalues only for symmetric matrices.
    @Test func eigenvalues() throws {
        do {
            let f = try Eigen(a)
            check(unordered: f.values, [5, 2])
            let first = try #require((0..<2).first { f.values[$0].real > 3 })
            check(f.vectors[column: first].magnitudes(), [0.7071067811865475, 0.7071067811865475])
            check(f.vectors[column: 1 - first].magnitudes(), [0.4472135954999579, 0.8944271909999159])
        }
        do {
            let f = try Eigen(a, vectors: .left)
            let first = try #require((0..<2).first { f.values[$0].real > 3 })
            check(f.leftVectors[column: first].magnitudes(), [0.8944271909999159, 0.4472135954999579])
            check(f.leftVectors[column: 1 - first].magnitudes(), [0.7071067811865475, 0.7071067811865475])
        }
        do {
            let f = try Eigen(a, vectors: .both)
            check(f.valueConditions, [1.0540925533894598, 1.0540925533894598])
        }
        check(unordered: try a.eigenvalues(), [5, 2])
        check(unordered: try r.eigenvalues(), [Complex(0, 1), Complex(0, -1)])
        let quotients = [
            Complex(1.4999999999999996, 2.7838821814150108), Complex(1.4999999999999996, -2.783882181415011),
        ]
        do {
            let f = try GeneralizedEigen(a, b)
            check(unordered: f.values, quotients)
            // Within a vector the ratio of the two elements is determined.
            let first = try #require((0..<2).first { f.values[$0].imaginary > 0 })
            check(f.vectors[column: first].magnitudes(), [0.8451542547285166, 0.5345224838248488])
        }
        check(unordered: try GeneralizedEigen(a, b, vectors: .none).values, quotients)
        do {
            let (alpha, beta) = (try GeneralizedEigen(a, b).alpha, try GeneralizedEigen(a, b).beta)
            check(unordered: Vector(count: 2) { alpha[$0] / Complex(beta[$0]) }, quotients)
        }
    }

    @Test func eigenvaluesOfSymmetricMatrices() throws {
        do {
            let f = try SymmetricEigen(s)
            check(f.values, [2.381966011250105, 4.618033988749895])
            check(
                f.vectors.magnitudes(),
                [[0.5257311121191335, 0.8506508083520399], [0.8506508083520399, 0.5257311121191335]])
            check(f.reconstructed(), s)
        }
        check(try SymmetricEigen(s, withVectors: false).values, [2.381966011250105, 4.618033988749895])
        check(try SymmetricEigen(a, reading: .upper).values, [2.381966011250105, 4.618033988749895])
        do {
            let f = try SymmetricEigen(s, indices: 0..<1)
            check(f.values, [2.3819660112501047])
            check(f.vectors.magnitudes(), [[0.5257311121191335], [0.8506508083520399]])
        }
        do {
            let f = try SymmetricEigen(s, above: 3, upTo: .infinity)
            check(f.values, [4.618033988749894])
            check(f.vectors.magnitudes(), [[0.8506508083520399], [0.5257311121191336]])
        }
        do {
            let f = try GeneralizedSymmetricEigen(b + b.transposed(), s)
            check(f.values, [0.0, 0.9090909090909092])
            check(
                f.vectors.magnitudes(),
                [[0.44721359549995787, 0.2696799449852968], [0.44721359549995787, 0.4045199174779452]])
        }
    }

    @Test func schurAndHessenbergForms() throws {
        do {
            let f = try Schur(a)
            check(Vector(f.t.diagonal.sorted()), [2.0, 5.0])
            check(abs(f.t[0, 1]), 1.0)
            check(f.t[1, 0], 0.0)
            check(f.reconstructed(), a)
        }
        do {
            let f = try Schur(r).complexForm()
            check(unordered: Vector(f.t.diagonal), [Complex(0, 1), Complex(0, -1)])
            check(f.t[1, 0].magnitude, 0.0)
            check(f.reconstructed().realParts(), r)
        }
        do {
            let (form, count) = try Schur(a - 3 * c).reordered { $0.real < 0 }
            check(count, 1)
            check(form.t.diagonal, [-1.0, 2.0])
            check(form.z.magnitudes()[column: 0], [0.44721359549995787, 0.8944271909999157])
            check(form.reconstructed(), a - 3 * c)
        }
        do {
            let f = try Hessenberg(m.transposed() * m)
            check(
                f.h.magnitudes(),
                [
                    [17.0, 34.828149534536, 0.0], [34.828149534536, 73.87386644682601, 0.5638911788953221],
                    [0.0, 0.5638911788953221, 0.1261335531739604],
                ])
            check(
                f.q.magnitudes(),
                [
                    [1.0, 0.0, 0.0], [0.0, 0.6316729511622357, 0.7752349855172891],
                    [0.0, 0.7752349855172891, 0.6316729511622359],
                ])
        }
    }

    @Test func functionsAndEquations() throws {
        // To twenty digits by mpmath: SciPy's is off by 3e-14 of it.
        check(
            try a.exponential(), [[101.40512476802795, 47.008034334548651], [94.016068669097302, 54.397090433479301]])
        check(
            try a.logarithm(),
            [[1.3040076684760484, 0.3054302439580516], [0.6108604879161033, 0.9985774245179968]])
        check(
            try a.squareRoot(), [[1.9621165057908911, 0.2739514717088982], [0.5479029434177963, 1.6881650340819931]])
        check(
            try a.power(0.3), [[1.4908192022434799, 0.12983739444928025], [0.2596747888985622, 1.360981807794198]])
        // The eigenvalues 2 and −1, with the vectors (1, 1) and (1, −2), become 1 and −1.
        let d = a - 3 * c
        check(try d * (d * d).power(-0.5), [[1 / 3.0, 2 / 3.0], [4 / 3.0, -1 / 3.0]])
        check(
            try (Complex(0, 1) * a.complexified()).exponential().realParts(),
            [[0.05039251145977029, 0.2332696740034563], [0.46653934800691305, -0.18287716254368613]])
        check(
            try (Complex(0, 1) * a.complexified()).exponential().imaginaryParts(),
            [[-0.336183707500199, -0.6227405671629404], [-1.2454811343258807, 0.28655685966274164]])
        check(
            try Sylvester(a, b).solve(s),
            [[0.8333333333333331, -0.33333333333333326], [-0.16666666666666666, 0.9999999999999998]])
        check(
            try Sylvester(a, a.adjoint()).solve(s),
            [[0.5214285714285712, -0.08571428571428572], [-0.08571428571428567, 0.5571428571428569]])
    }
}
