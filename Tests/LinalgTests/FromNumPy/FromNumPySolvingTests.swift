import Linalg
import RealModule
import Testing

/// The examples of docs/from-numpy.md of systems and decompositions, with what NumPy and SciPy say of them.
@Suite struct FromNumPySolvingTests: NumPyExamples {
    @Test func systems() throws {
        check(try a.solve(x), [0.8, -0.2])
        check(try a.solve(x, leastReciprocalCondition: .ulpOfOne), [0.8, -0.2])
        check(try s.solvePositiveDefinite(x), [0.7272727272727273, 0.09090909090909091])
        check(try s.solveSymmetric(x), [0.7272727272727273, 0.09090909090909091])
        check(try s.solveSymmetric(x, as: .symmetric), [0.7272727272727273, 0.09090909090909091])
        check(try b.solveTriangular(.upper, x), [1.0, 1.0])
        check(x ./ a.diagonal, [0.75, 0.3333333333333333])
        check(try LU(a).solve(x, transpose: .transpose), [0.7, 0.1])
        check(try LU(a).solve(b), [[0.3, 0.5], [-0.2, 0.0]])
        check(try Cholesky(s).solve(x), [0.7272727272727273, 0.09090909090909091])
        check(try a.refinedSolve(b).solution, [[0.3, 0.5], [-0.2, 0.0]])
        check(try a.inverse(), [[0.3, -0.1], [-0.2, 0.4]])
        check(try LU(a).determinant, 10.000000000000002)
        do {
            #expect(abs(try LU(a).signAndLogarithmOfDeterminant.logarithm - Double.log(10)) < 1e-14)
        }
    }

    @Test func triangles() throws {
        check(try a.solveTriangular(.lower, x), [0.75, -0.16666666666666666])
        check(try a.solveTriangular(.lower, x, transpose: .transpose, diagonal: .unit), [1.0, 1.0])
        check(try b.solveTriangular(.upper, s), [[2.0, -5.0], [1.0, 3.0]])
        do {
            var x = self.x
            try a.solveTriangular(.lower, overwriting: &x)
            check(x, [0.75, -0.16666666666666666])
        }
    }

    @Test func bands() throws {
        check(
            try BandedMatrix(d, lowerBandwidth: 1, upperBandwidth: 1).solve(z), [0.24, 0.03999999999999999, 1.32])
        check(
            try Tridiagonal(lower: [2, 1], diagonal: [4, 5, 3], upper: [1, 1]).solve(z),
            [0.24, 0.03999999999999999, 1.32])
        let band = BandedMatrix(g, lowerBandwidth: 1, upperBandwidth: 1)
        check(
            try BandedCholesky(band).lower.dense(),
            [
                [2.0, 0.0, 0.0], [0.5, 2.179449471770337, 0.0], [0.0, 0.4588314677411235, 1.6701717529076243],
            ])
        check(try BandedCholesky(band).solve(z), [0.22641509433962265, 0.09433962264150941, 1.3018867924528301])
        check(
            try TridiagonalCholesky(diagonal: [4, 5, 3], lower: [1, 1]).solve(z),
            [0.22641509433962265, 0.09433962264150947, 1.3018867924528301])
    }

    @Test func leastSquares() throws {
        check(
            try m.transposed().leastSquares([[1], [2], [4]]).solution, [[1.722222222222221], [-0.22222222222222177]])
        check(
            try m.transposed().leastSquares(z.asColumn, method: .pivotedQR).solution,
            [[1.722222222222223], [-0.22222222222222257]])
        check(
            try m.transposed().leastSquares(z.asColumn, weights: z).solution,
            [[1.9230769230769211], [-0.3076923076923067]])
        check(
            try m.pseudoInverse(),
            [
                [-0.9444444444444446, 0.4444444444444444], [-0.11111111111111086, 0.111111111111111],
                [0.722222222222222, -0.22222222222222202],
            ])
    }

    @Test func factorsOfSymmetricMatrices() throws {
        check(try Cholesky(s).lower, [[2.0, 0.0], [0.5, 1.6583123951777]])
        do {
            check(try PivotedCholesky(s).lower, [[2.0, 0.0], [0.5, 1.6583123951777]])
            check(try PivotedCholesky(s).order, [0, 1])
            check(try PivotedCholesky(s).rank, 2)
        }
        check(try LDLT(s).lower, [[1.0, 0.0], [0.25, 1.0]])
        check(try LDLT(s).blockDiagonal, [[4.0, 0.0], [0.0, 2.75]])
        check(try LDLT(s).order, [0, 1])
        do {
            var f = try Cholesky(s)
            try f.update(adding: x)
            check(f.lower, [[3.605551275463989, 0.0], [1.1094003924504583, 1.6641005886756874]])
        }
        do {
            var f = try Cholesky(9 * s)
            try f.downdate(subtracting: x)
            check(f.lower, [[5.196152422706632, 0.0], [1.1547005383792515, 4.96655480858378]])
        }
    }

    /// The signs of columns of Q, rows of R and of singular vectors are not determined: magnitudes and products are.
    @Test func orthogonalFactors() throws {
        let transposed: Matrix<Double> = [[1, 4], [2, 5], [3, 6]]
        let triangle: Matrix<Double> = [[3.7416573867739413, 8.55235974119758], [0.0, 1.963961012123933]]
        do {
            let f = try QR(m.transposed())
            check(f.r.magnitudes(), triangle)
            check(f.reconstructed(), transposed)
        }
        do {
            let f = try QR(m.transposed(), isFull: true)
            check(
                f.q.magnitudes(),
                [
                    [0.2672612419124243, 0.8728715609439696, 0.4082482904638629],
                    [0.5345224838248488, 0.21821789023599236, 0.816496580927726],
                    [0.8017837257372732, 0.43643578047198456, 0.40824829046386313],
                ])
            check(f.reconstructed(), transposed)
        }
        do {
            let f = try LQ(m)
            check(f.l.magnitudes(), triangle.transposed())
            check(f.reconstructed(), m)
        }
        do {
            check(try PivotedQR(m).reconstructed(), m)
            check(try PivotedQR(m).order, [2, 0, 1])
        }
        do {
            var f = try QR(a)
            try f.update(adding: x, times: y)
            check(f.r.magnitudes(), [[7.615773105863908, 8.403611703022243], [0.0, 1.838290060036116]])
            check(f.reconstructed(), [[7.0, 7.0], [3.0, 5.0]])
        }
        do {
            check(try SVD(m).reconstructed(), m)
            check(try SVD(m).u.magnitudes()[column: 0], [0.38631770311861147, 0.9223657800770585])
        }
        check(
            try SVD(m, vectors: .full).adjointV[row: 2].magnitudes(),
            [0.4082482904638627, 0.816496580927726, 0.4082482904638632])
        check(try m.singularValues(), [9.508032000695724, 0.7728696356734843])
        do {
            let f = try Polar(a)
            check(f.unitary, [[0.9899494936611667, -0.14142135623730956], [0.14142135623730964, 0.9899494936611668]])
            check(f.positive, [[4.2426406871192865, 1.4142135623730947], [1.414213562373095, 2.8284271247461907]])
        }
        check(
            try Polar(a, side: .left).positive,
            [[3.818376618407356, 1.5556349186104046], [1.5556349186104046, 3.252691193458119]])
        check(
            try Polar(a.transposed() * b).unitary,
            [[0.7071067811865475, 0.7071067811865476], [-0.7071067811865475, 0.7071067811865475]])
    }

    @Test func normsRanksAndConditions() throws {
        check(x.norm(), 3.1622776601683795)
        check(x.norm(.one), 4.0)
        check(x.norm(.infinity), 3.0)
        check(Vector(m.rowVectors.map { $0.norm() }), [3.7416573867739413, 8.774964387392123])
        check(a.norm(.frobenius), 5.477225575051661)
        check(a.norm(.one), 6.0)
        check(a.norm(.infinity), 5.0)
        check(a.norm(.largest), 4.0)
        check(try a.spectralNorm(), 5.116672736016927)
        check(try a.nuclearNorm(), 7.0710678118654755)
        check(try a.condition(), 2.6180339887498945)
        check(try a.condition(.one), 3.0)
        check(try a.condition(.infinity), 3.0000000000000004)
        check(try a.condition(.frobenius), 3.0000000000000004)
        check(try LU(a).reciprocalCondition(), 0.3333333333333333)
        check(try Cholesky(s).reciprocalCondition(), 0.43999999999999995)
        check(try b.reciprocalCondition(of: .upper), 0.1111111111111111)
        check(try m.rank(), 2)
        do {
            check(m * (try m.nullSpace()), [[0], [0]])
            check(try m.nullSpace().norm(.frobenius), 1.0)
        }
        do {
            check(try m.orthonormalBasis().transposed() * m.orthonormalBasis(), [[1, 0], [0, 1]])
            check(try m.orthonormalBasis().rows, 2)
        }
    }
}
