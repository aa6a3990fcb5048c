package import Linalg

internal import RealModule

/// What a random matrix is like: the eleven kinds of LAPACK's own test programs, and some more.
///
/// Source: LAPACK Working Note 41, section 7; *dlatb4* and *dlatms* in LAPACK's TESTING folder.
package enum MatrixKind: String, CaseIterable, Sendable, Codable {
    /// Entries between −1 and 1.
    case uniform
    /// Zero but on the diagonal.
    case diagonal
    /// Zero below the diagonal, well conditioned.
    case upperTriangular
    /// Zero above the diagonal, well conditioned.
    case lowerTriangular
    /// A condition number of 2.
    case wellConditioned
    /// A condition number of √(0.1/ε).
    case illConditioned
    /// A condition number of 0.1/ε.
    case nearlySingular
    /// Rows and columns of magnitudes that fall from 1 to u.
    case graded
    /// Entries near the largest number, so that hardly anything may be added up.
    case nearOverflow
    /// Entries a little above the smallest normal number.
    case nearUnderflow
    /// Entries below the smallest normal number, with few bits left.
    case subnormal
    /// The first column zero.
    case zeroFirstColumn
    /// The middle column zero.
    case zeroMiddleColumn
    /// The last column zero.
    case zeroLastColumn

    /// The quotient of the largest and the smallest singular value, if that is what makes the kind.
    package func condition<T: TestScalar>(_: T.Type) -> Double? {
        let epsilon = Double(2 * T.unit)
        switch self {
        case .wellConditioned: return 2
        case .illConditioned: return (0.1 / epsilon).squareRoot()
        case .nearlySingular: return 0.1 / epsilon
        default: return nil
        }
    }

    /// Whether there is no inverse, exactly.
    package var isSingular: Bool {
        switch self {
        case .zeroFirstColumn, .zeroMiddleColumn, .zeroLastColumn: true
        default: false
        }
    }

    /// The column that is zero in a matrix of size n.
    package func zeroColumn(_ n: Int) -> Int? {
        switch self {
        case .zeroFirstColumn: 0
        case .zeroMiddleColumn: n / 2
        case .zeroLastColumn: n - 1
        default: nil
        }
    }
}

/// Random scalars, vectors and matrices; the same from the same seed.
package struct Generator {
    private var random: RandomState

    package init(seed: UInt32) { random = RandomState(seed: seed) }

    /// A real number between −1 and 1, away from zero.
    package mutating func real() -> Double {
        let x = 2 * random.randomSample() - 1
        return x.magnitude < 0x1p-20 ? 0.5 : x
    }

    /// A number with its parts between −1 and 1, away from zero.
    package mutating func scalar<T: TestScalar>(_: T.Type = T.self) -> T {
        let real = real()
        return T(real, T.isComplex ? self.real() : 0)
    }

    /// A number below `bound`.
    package mutating func index(below bound: Int) -> Int { Int(random.randomSample() * Double(bound)) }

    package mutating func vector<T: TestScalar>(_ count: Int, _: T.Type = T.self) -> Vector<T> {
        Vector(count: count) { _ in scalar() }
    }

    package mutating func matrix<T: TestScalar>(
        _ rows: Int, _ columns: Int, _ kind: MatrixKind = .uniform, _: T.Type = T.self
    ) -> Matrix<T> {
        if let condition = kind.condition(T.self) { return matrix(rows, columns, condition: condition) }
        var result = Matrix<T>(rows: rows, columns: columns) { _, _ in scalar() }
        let unit = Double(T.unit)
        switch kind {
        case .uniform, .wellConditioned, .illConditioned, .nearlySingular: break
        case .diagonal, .upperTriangular, .lowerTriangular:
            for i in 0..<rows {
                for j in 0..<columns {
                    let isKept = kind == .upperTriangular ? i < j : kind == .lowerTriangular ? i > j : false
                    if i == j {
                        result[i, j] = T(1.5) + result[i, j] * T(0.25)
                    } else {
                        result[i, j] *= isKept ? T(1 / Double(max(rows, columns))) : 0
                    }
                }
            }
        case .graded:
            func magnitude(_ i: Int, _ count: Int) -> T { T(pow(unit, Double(i) / Double(max(count - 1, 1)) / 2)) }
            for i in 0..<rows {
                for j in 0..<columns { result[i, j] *= magnitude(i, rows) * magnitude(j, columns) }
            }
        case .nearOverflow:
            // The sum of a column is below the largest number, and so is a modulus.
            result.scale(by: T(parts: .greatestFiniteMagnitude / T.RealType(4 * max(rows, columns, 1)), 0))
        case .nearUnderflow:
            result.scale(by: T(parts: .leastNormalMagnitude * 4, 0))
        case .subnormal:
            result.scale(by: T(parts: .leastNormalMagnitude / 16, 0))
        case .zeroFirstColumn, .zeroMiddleColumn, .zeroLastColumn:
            if let zero = kind.zeroColumn(columns), columns > 0 { for i in 0..<rows { result[i, zero] = 0 } }
        }
        return result
    }

    /// A matrix whose singular values fall geometrically from 1 to `1 / condition`, between random orthogonal factors.
    package mutating func matrix<T: TestScalar>(
        _ rows: Int, _ columns: Int, condition: Double, _: T.Type = T.self
    ) -> Matrix<T> {
        var result = Matrix<T>.zeros(rows, columns)
        let count = min(rows, columns)
        for i in 0..<count { result[i, i] = T(pow(condition, -Double(i) / Double(max(count - 1, 1)))) }
        if count > 0 {
            reflect(&result, fromLeft: true)
            reflect(&result, fromLeft: false)
        }
        return result
    }

    /// A Hermitian matrix whose eigenvalues have magnitudes that fall geometrically from 1 to `1 / condition`; every
    /// second one is negative unless it is definite.
    package mutating func hermitian<T: TestScalar>(
        _ n: Int, condition: Double, definite: Bool = false, _: T.Type = T.self
    ) -> Matrix<T> {
        var result = Matrix<T>.zeros(n, n)
        for i in 0..<n {
            let value = pow(condition, -Double(i) / Double(max(n - 1, 1)))
            result[i, i] = T(i % 2 == 1 && !definite ? -value : value)
        }
        if n > 0 {
            let before = self
            reflect(&result, fromLeft: true)
            // The same reflections again, from the other side.
            self = before
            result = result.adjoint()
            reflect(&result, fromLeft: true)
        }
        return completed(result, as: .hermitian)
    }

    /// A symmetric or Hermitian matrix of a kind, with both triangles stored.
    package mutating func symmetric<T: TestScalar>(
        _ n: Int, _ kind: MatrixKind = .uniform, as symmetry: Symmetry = .hermitian, _: T.Type = T.self
    ) -> Matrix<T> {
        if symmetry == .hermitian, let condition = kind.condition(T.self) { return hermitian(n, condition: condition) }
        var half: Matrix<T> = matrix(n, n, kind)
        // A zero column is a zero row too.
        if let zero = kind.zeroColumn(n), n > 0 { half[row: zero] = .zeros(n) }
        return completed(half, as: symmetry)
    }

    /// The lower triangle, and its mirror image above it.
    private func completed<T: TestScalar>(_ half: Matrix<T>, as symmetry: Symmetry) -> Matrix<T> {
        Matrix(rows: half.rows, columns: half.columns) { i, j in
            if i == j { return symmetry == .hermitian ? T(parts: half[i, i].realPart, 0) : half[i, i] }
            if i > j { return half[i, j] }
            return symmetry == .hermitian ? half[j, i].conjugated : half[j, i]
        }
    }

    /// Multiplies by as many random reflections as there are rows, or columns: by an orthogonal (unitary) matrix.
    private mutating func reflect<T: TestScalar>(_ a: inout Matrix<T>, fromLeft: Bool) {
        let n = fromLeft ? a.rows : a.columns
        for _ in 0..<n {
            let v: Vector<T> = vector(n)
            let factor = T(-2) / v.conjugateDot(v)
            var product = Vector<T>.zeros(fromLeft ? a.columns : a.rows)
            if fromLeft {
                // A − 2·v·(vᴴ·A) / vᴴv, with vᴴ·A the conjugate of Aᴴ·v.
                multiply(a, v, into: &product, transposeA: .conjugateTranspose)
                a.addOuterProduct(v, Vector(product.map(\.conjugated)), scaledBy: factor)
            } else {
                multiply(a, v, into: &product)
                a.addOuterProduct(product, Vector(v.map(\.conjugated)), scaledBy: factor)
            }
        }
    }

    /// A Hermitian positive definite matrix, with both triangles stored.
    package mutating func positiveDefinite<T: TestScalar>(
        _ n: Int, _ kind: MatrixKind = .uniform, _: T.Type = T.self
    ) -> Matrix<T> {
        // Hermitian with a dominant diagonal; then a congruence or a factor, which keep it definite.
        let off: Matrix<T> = matrix(n, n)
        var result = Matrix<T>(rows: n, columns: n) { i, j in
            i == j ? T(Double(n) + 1) : (i > j ? off[i, j] : off[j, i].conjugated) * T(0.5)
        }
        let unit = Double(T.unit)
        switch kind {
        case .wellConditioned: return hermitian(n, condition: 2, definite: true)
        case .diagonal, .upperTriangular, .lowerTriangular:
            return Matrix(rows: n, columns: n) { i, j in i == j ? result[i, i] : 0 }
        case .graded, .illConditioned, .nearlySingular:
            let least = kind == .illConditioned ? unit.squareRoot() : unit
            func magnitude(_ i: Int) -> T { T(pow(least, Double(i) / Double(max(n - 1, 1)) / 2)) }
            for i in 0..<n { for j in 0..<n { result[i, j] *= magnitude(i) * magnitude(j) } }
        case .nearOverflow:
            result.scale(by: T(parts: .greatestFiniteMagnitude / T.RealType(4 * (n + 1)), 0))
        case .nearUnderflow:
            result.scale(by: T(parts: .leastNormalMagnitude, 0))
        case .subnormal:
            result.scale(by: T(parts: .leastNormalMagnitude / T.RealType(16 * (n + 1)), 0))
        default: break
        }
        return result
    }

    /// A triangular matrix that is well conditioned, with NaN in the triangle that is not read, and on the diagonal
    /// if that is not.
    package mutating func triangular<T: TestScalar>(
        _ n: Int, _ triangle: Triangle, _ diagonal: Diagonal = .nonUnit, _: T.Type = T.self
    ) -> Matrix<T> {
        Matrix(rows: n, columns: n) { i, j in
            if i == j { return diagonal == .unit ? .nan : T(1.5) + scalar() * T(0.5) }
            let outside = triangle == .lower ? j > i : j < i
            return outside ? .nan : scalar() / T(Double(n))
        }
    }
}

private func pow(_ base: Double, _ exponent: Double) -> Double { .pow(base, exponent) }
