internal import ComplexModule
internal import RealModule

/// Square roots of a complex upper triangular matrix until an approximant around I is accurate enough for a logarithm or
/// a fractional power.
///
/// - Source: Al-Mohy, Higham: Improved inverse scaling and squaring algorithms for the matrix logarithm, 2012, algorithm 4.1;
///   Higham, Lin: An improved Schur–Padé algorithm for fractional powers of a matrix, 2013.
struct InverseScaling<Real: RealScalar> {
    private typealias Number = Complex<Real>
    private let t: Matrix<Complex<Real>>
    private let limits: [Real]
    private var n: Int { t.rows }

    /// The degree of the approximant, from 1 to 7.
    private(set) var degree = 0
    /// How many square roots were taken: s.
    private(set) var roots = 0
    /// `T^(1/2ˢ) − I`.
    private(set) var distance: Matrix<Complex<Real>>

    /// For an upper triangular matrix without a zero on its diagonal.
    ///
    /// - Parameter limits: How large the root's distance from I may be for degree 1, 2, …, 7.
    init(_ t: Matrix<Complex<Real>>, limits: [Real]) throws(LinalgError) {
        (self.t, self.limits, distance) = (t, limits, t)
        if t.isEmpty { return }
        var root = t
        func takeRoot() throws(LinalgError) {
            guard let next = try TriangularRoot.of(root) else { throw .overflow }
            root = next
            roots += 1
        }
        var diagonal = t.diagonal.map { $0 }
        while diagonal.contains(where: { !(($0 - 1).modulus <= limits[6]) }) {
            diagonal = diagonal.map { .sqrt($0) }
            try takeRoot()
        }
        var extra = 0
        while degree == 0 {
            var difference = root
            for i in 0..<n { difference[i, i] -= 1 }
            switch choice(difference) {
            case .degree(let degree): self.degree = degree
            case .degreeOrRoot(let degree):
                if extra == 2 { self.degree = degree }
                extra += 1
            case .root: break
            }
            if degree == 0 { try takeRoot() }
        }
        distance = distanceFromOne(root)
    }

    private enum Choice {
        case degree(Int)
        /// A lower degree after another root costs less, unless that has been tried.
        case degreeOrRoot(Int)
        case root
    }

    /// What is best at this distance of the root from I. The norms of powers of it tell more than its own, if it is far
    /// from normal.
    private func choice(_ distance: Matrix<Number>) -> Choice {
        func size(_ power: Matrix<Number>, _ exponent: Int) -> Real { Real.root(power.norm(.one), exponent) }
        let square = distance * distance
        let cube = square * distance
        let d3 = size(cube, 3)
        let first = max(size(square, 2), d3)
        if first <= limits[0] { return .degree(1) }
        if first <= limits[1] { return .degree(2) }
        let d4 = size(square * square, 4)
        let second = max(d3, d4)
        if second <= limits[5] { return .degree(max(limits.firstIndex { second <= $0 }! + 1, 3)) }
        let third = min(second, max(d4, size(square * cube, 5)))
        if third <= limits[5] { return .degree(6) }
        if third <= limits[6] { return second / 2 <= limits[4] ? .degreeOrRoot(7) : .degree(7) }
        return .root
    }

    /// Whether no two neighbours on the diagonal need another branch than the principal one.
    var hasAccurateSuperdiagonal: Bool {
        t.diagonal.allSatisfy { $0.realPart > 0 || $0.imaginaryPart != 0 }
    }

    /// The root minus I, with its diagonal and superdiagonal from those of the matrix itself.
    private func distanceFromOne(_ root: Matrix<Number>) -> Matrix<Number> {
        var result = root
        for i in 0..<n { result[i, i] = rootMinusOne(t[i, i], roots) }
        if roots == 0 || !hasAccurateSuperdiagonal { return result }
        let power = Real(sign: .plus, exponent: .init(-roots), significand: 1)
        for i in 0..<n - 1 where t[i, i + 1] != 0 {
            result[i, i + 1] = t[i, i + 1] * powerSlope(t[i, i], t[i + 1, i + 1], power)
        }
        return result
    }
}
