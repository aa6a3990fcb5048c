import ComplexModule
import Linalg
import TestSupport

/// Ratios of eigenproblems and of what is built on them, as those of LAPACK's test programs.
enum EigenRatio {
    /// Where LAPACK's own tests put the limit: 20 of its units, which are two of these.
    static let limit: Double = 40

    /// `‖X − Y‖ / (n·size·u)`.
    static func difference<T: TestScalar>(
        _ x: WideMatrix, _ y: WideMatrix, size: Wide, _: T.Type
    ) -> Double {
        let error = (x - y).oneNorm
        if error == 0 { return 0 }
        return Double(error / (Wide(max(x.rows, x.columns)) * max(size * T.unit, T.smallest)))
    }

    /// `‖A − B‖ / (n·‖A‖·u)`.
    static func reconstruction<T: TestScalar>(_ b: Matrix<T>, of a: Matrix<T>) -> Double {
        difference(WideMatrix(b), WideMatrix(a), size: WideMatrix(a).oneNorm, T.self)
    }

    /// `‖I − QᴴQ‖ / (n·u)`.
    static func orthogonality<T: TestScalar>(_ q: Matrix<T>) -> Double {
        difference(WideMatrix(q.adjoint()) * WideMatrix(q), .identity(q.columns), size: 1, T.self)
    }

    /// `‖A·V − V·Λ‖ / (n·‖A‖·‖V‖·u)`.
    static func eigenvectors<T: TestScalar>(
        _ a: Matrix<T>, _ vectors: Matrix<Complex<T.RealType>>, _ values: Vector<Complex<T.RealType>>
    ) -> Double {
        let (wide, v) = (WideMatrix(a), WideMatrix(vectors))
        let right = v * WideMatrix(Matrix.diagonal(values))
        return difference(wide * v, right, size: wide.oneNorm * v.oneNorm, T.self)
    }

    /// `‖β·A·x − α·B·x‖ / (n·(|β|‖A‖ + |α|‖B‖)·‖x‖·u)`, the largest over the vectors.
    static func generalized<T: TestScalar>(
        _ a: Matrix<T>, _ b: Matrix<T>, _ vectors: Matrix<Complex<T.RealType>>,
        _ alpha: Vector<Complex<T.RealType>>, _ beta: Vector<T.RealType>
    ) -> Double {
        let (a, b) = (WideMatrix(a), WideMatrix(b))
        let (normA, normB) = (a.oneNorm, b.oneNorm)
        var largest = 0.0
        for j in 0..<alpha.count {
            let x = WideMatrix(vectors[column: j])
            let (p, q) = (WideMatrix(scalar: alpha[j]), WideMatrix(scalar: Complex(beta[j], 0)))
            let size = (q.magnitudes().real[0] * normA + p.magnitudes().real[0] * normB) * x.oneNorm
            let ratio = difference((a * x).scaled(by: q), (b * x).scaled(by: p), size: size, T.self)
            if ratio.isNaN { return ratio }
            largest = max(largest, ratio)
        }
        return largest
    }
}

extension Generator {
    /// A Hermitian matrix with both triangles stored.
    mutating func hermitian<T: TestScalar>(_ n: Int, _ kind: MatrixKind = .uniform, _: T.Type = T.self) -> Matrix<T> {
        let half: Matrix<T> = matrix(n, n, kind)
        return Matrix(rows: n, columns: n) { i, j in
            i == j ? T(parts: half[i, i].realPart, 0) : i > j ? half[i, j] : half[j, i].conjugated
        }
    }
}

/// The matrix with a triangle of it, without the diagonal, spoilt.
func spoilt<T: TestScalar>(_ a: Matrix<T>, keeping triangle: Triangle) -> Matrix<T> {
    Matrix(rows: a.rows, columns: a.columns) { i, j in (triangle == .lower ? j > i : j < i) ? .nan : a[i, j] }
}
