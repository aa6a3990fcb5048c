package import Linalg

internal import RealModule

/// What a random matrix is like.
package enum MatrixKind: String, CaseIterable, Sendable, Codable {
    /// Entries between −1 and 1.
    case uniform
    /// Nearly dependent rows: a condition number of about 1/√u.
    case illConditioned
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
        var result = Matrix<T>(rows: rows, columns: columns) { _, _ in scalar() }
        let unit = Double(T.unit)
        switch kind {
        case .uniform: break
        case .illConditioned:
            // All rows near the first one.
            let distance = T(unit.squareRoot())
            for i in 1..<max(rows, 1) {
                for j in 0..<columns { result[i, j] = result[0, j] + distance * result[i, j] }
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
        case .graded, .illConditioned:
            let least = kind == .graded ? unit : unit.squareRoot()
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
