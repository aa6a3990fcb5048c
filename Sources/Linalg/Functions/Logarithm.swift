internal import ComplexModule
internal import RealModule

extension Matrix {
    /// The principal logarithm: the X with `exp(X) = A` whose eigenvalues have imaginary parts between −π and π.
    ///
    /// ```swift
    /// let generator = try rotation.logarithm()      // antisymmetric
    /// ```
    ///
    /// Known in SciPy as `linalg.logm`. By inverse scaling and squaring on the complex Schur form: square roots until a
    /// Padé approximant is as accurate as the scalar type, then doubled as often. Diagonal and first superdiagonal
    /// of the triangular logarithm are computed by formulas of their own, without cancellation.
    ///
    /// - Precondition: the matrix is square.
    /// - Throws: ``LinalgError/zeroEigenvalue(index:)`` if the matrix is singular, exactly;
    ///   ``LinalgError/negativeEigenvalue(index:)`` for a real matrix with a negative real eigenvalue, whose logarithm is
    ///   complex: take that of ``complexified()``; otherwise as ``Schur``.
    /// - Complexity: about 25·n³ flops for the Schur form, and complex products of triangles, 5 to 20·n³ multiplications;
    ///   allocates about twelve complex matrices of the size.
    /// - Accuracy: the error is tested against the condition number of the logarithm, ≤ 10·n·u·κ.
    /// - Source: Al-Mohy, Higham: Improved inverse scaling and squaring algorithms for the matrix logarithm, 2012; Higham:
    ///   Functions of Matrices, 2008, chapter 11.
    public func logarithm() throws(LinalgError) -> Matrix {
        require(isSquare, "logarithm: the matrix is \(shape), not square")
        try checkFinite()
        // log(2ᵏ·A) = log(A) + k·log 2: neither overflow nor underflow on the way.
        let exponent = rescuingExponent
        let form = try Schur(exponent == 0 ? self : scaled(byTwoTo: exponent))
        for (i, value) in form.eigenvalues.enumerated() where value == 0 { throw .zeroEigenvalue(index: i) }
        if Element.self == Element.RealType.self { try form.checkNoNegativeEigenvalue() }
        let complex = form.complexForm()
        var result = complex.transformedBack(try TriangularLogarithm(complex.t).value())
        if exponent != 0 {
            let shift = Complex(Element.RealType(exponent) * .log(2), 0)
            for i in 0..<rows { result[i, i] -= shift }
        }
        if !result.allFinite { throw .overflow }
        return Matrix(droppingImaginaryPartsOf: result)
    }
}

/// The principal logarithm of a complex upper triangular matrix without a zero on its diagonal.
private struct TriangularLogarithm<Real: RealScalar> {
    private typealias Number = Complex<Real>
    private let t: Matrix<Complex<Real>>
    private let n: Int

    init(_ t: Matrix<Complex<Real>>) { (self.t, n) = (t, t.rows) }

    /// How large the root's distance from I may be for an approximant of degree 1, 2, …, 7: from Al-Mohy, Higham, 2012, table
    /// 2.1, for `Double`. For `Float` these are on the safe side, at the price of a degree or two.
    private static var limits: [Real] { [1.59e-5, 2.31e-3, 1.94e-2, 6.21e-2, 1.28e-1, 2.06e-1, 2.88e-1] }

    func value() throws(LinalgError) -> Matrix<Complex<Real>> {
        if n == 0 { return t }
        let (degree, roots, root) = try scaled()
        let r = distanceFromOne(root, roots)
        var result = Matrix<Number>.zeros(n, n)
        // The approximant as partial fractions, Σ wⱼ·(I + xⱼ·R)⁻¹·R, with the nodes and weights of Gauss and Legendre.
        for (node, weight) in gaussLegendre(degree, Real.self) {
            var denominator = Number(node, 0) * r
            for i in 0..<n { denominator[i, i] += 1 }
            var term = r
            try denominator.solveTriangular(.upper, overwriting: &term)
            result.add(term, scaledBy: Number(weight, 0))
        }
        result = result.scaled(byTwoTo: roots)
        for i in 0..<n {
            result[i, i] = .log(t[i, i])
            if hasAccurateSuperdiagonal && i + 1 < n && t[i, i + 1] != 0 {
                result[i, i + 1] = t[i, i + 1] * logarithmicSlope(t[i, i], t[i + 1, i + 1])
            }
        }
        return result
    }

    /// Square roots until an approximant is accurate enough: its degree, how many roots, and the last one.
    private func scaled() throws(LinalgError) -> (degree: Int, roots: Int, root: Matrix<Number>) {
        let limits = Self.limits
        var (roots, root) = (0, t)
        func takeRoot() throws(LinalgError) {
            guard let next = try TriangularRoot.of(root) else { throw .overflow }
            (roots, root) = (roots + 1, next)
        }
        var diagonal = t.diagonal.map { $0 }
        while diagonal.contains(where: { !(($0 - 1).modulus <= limits[6]) }) {
            diagonal = diagonal.map { .sqrt($0) }
            try takeRoot()
        }
        var extra = 0
        while true {
            var distance = root
            for i in 0..<n { distance[i, i] -= 1 }
            switch Self.choice(distance) {
            case .degree(let degree): return (degree, roots, root)
            case .degreeOrRoot(let degree):
                if extra == 2 { return (degree, roots, root) }
                extra += 1
            case .root: break
            }
            try takeRoot()
        }
    }

    private enum Choice {
        case degree(Int)
        /// A lower degree after another root costs less, unless that has been tried.
        case degreeOrRoot(Int)
        case root
    }

    /// What is best at this distance of the root from I. The norms of powers of it tell more than its own, if it is far
    /// from normal.
    private static func choice(_ distance: Matrix<Number>) -> Choice {
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
    private var hasAccurateSuperdiagonal: Bool {
        t.diagonal.allSatisfy { $0.realPart > 0 || $0.imaginaryPart != 0 }
    }

    /// The root minus I, with its diagonal and superdiagonal from those of the matrix itself.
    private func distanceFromOne(_ root: Matrix<Number>, _ roots: Int) -> Matrix<Number> {
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
