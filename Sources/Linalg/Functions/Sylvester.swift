internal import ComplexModule
internal import RealModule

/// The Sylvester equation `A·X + X·B = C` for given A and B, to be solved for one C or many.
///
/// There is one solution for every C if A and −B have no eigenvalue in common. With `B = Aᴴ` this is Lyapunov's equation.
///
/// ```swift
/// let equation = try Sylvester(a, b)
/// let x = try equation.solve(c)
/// ```
///
/// Known in LAPACK as *trsyl* on the Schur forms of A and B, in SciPy as `linalg.solve_sylvester`.
///
/// - Source: Bartels, Stewart: Solution of the matrix equation AX + XB = C, 1972; Jonsson, Kågström: Recursive blocked
///   algorithms for solving triangular systems, part I, 2002; Higham: Accuracy and Stability of Numerical
///   Algorithms, 2nd ed., chapter 16.
public struct Sylvester<Element: Scalar>: Sendable {
    private let left: Schur<Element>
    private let right: Schur<Element>
    /// The triangular factors column-major, as LAPACK reads them.
    private let (leftMemory, rightMemory): (Matrix<Element>, Matrix<Element>)

    /// Whether A and −B have an eigenvalue in common, up to the machine's ε times the largest element of their Schur forms:
    /// ``solve(_:)`` then throws.
    public let hasCommonEigenvalue: Bool

    /// Prepares the equation by two Schur decompositions.
    ///
    /// - Precondition: `a` and `b` are square.
    /// - Throws: as ``Schur``.
    /// - Complexity: about 25·(m³ + n³) flops for an m×m `a` and an n×n `b`; allocates their Schur forms.
    public init(_ a: Matrix<Element>, _ b: Matrix<Element>) throws(LinalgError) {
        require(a.isSquare && b.isSquare, "Sylvester: matrices of \(a.shape) and \(b.shape), not square")
        left = try Schur(a)
        right = try Schur(b)
        (leftMemory, rightMemory) = (left.t.transposed(), right.t.transposed())
        let size = max(left.t.norm(.largest), right.t.norm(.largest))
        // LAPACK's own limit; it is looked at here because a blocked solution would apply it block by block.
        let limit = size * .ulpOfOne
        let (first, second) = (left.eigenvalues, right.eigenvalues)
        hasCommonEigenvalue = first.unsafeView.hasOpposites(in: second.unsafeView, upTo: limit)
        extendLifetime(first)
        extendLifetime(second)
    }

    /// The X with `A·X + X·B = C`.
    ///
    /// - Precondition: `c` is m×n, as many rows as `a` and columns as `b`.
    /// - Throws: ``LinalgError/commonEigenvalue`` if A and −B have an eigenvalue in common, up to rounding: LAPACK would
    ///   perturb it and go on; ``LinalgError/notFinite(row:column:)`` if `c` has an infinity or a NaN;
    ///   ``LinalgError/overflow``.
    /// - Complexity: 5·m·n·(m + n) flops; allocates the solution and three matrices of its shape.
    /// - Accuracy: ‖C − A·X − X·B‖ / (max(m, n)·(‖A‖ + ‖B‖)·‖X‖·u) is tested at ≤ 40. The error of X may be larger than that
    ///   by ‖A‖ + ‖B‖ over the separation of A and −B.
    public func solve(_ c: Matrix<Element>) throws(LinalgError) -> Matrix<Element> {
        let (m, n) = (left.size, right.size)
        require(
            c.rows == m && c.columns == n,
            "solve: the equation of \(m)×\(m) and \(n)×\(n) matrices with a right-hand side of \(c.shape)")
        try c.checkFinite()
        if m == 0 || n == 0 { return c }
        if hasCommonEigenvalue { throw .commonEigenvalue }
        var half = Matrix<Element>.zeros(m, n)
        multiply(left.z, c, into: &half, transposeA: .conjugateTranspose)
        // Column-major F is row-major Fᵀ.
        let memory = (half * right.z).transposed()
        let (info, scale) = TriangularSylvester.solve(
            leftMemory.unsafeView, rightMemory.unsafeView, memory.unsafeView)
        extendLifetime(self)
        if info > 0 { throw .commonEigenvalue }
        let y = memory.transposed()
        var x = Matrix<Element>.zeros(m, n)
        multiply(left.z * y, right.z, into: &x, transposeB: .conjugateTranspose)
        if scale != 1 { x /= Element(real: scale) }
        if !x.allFinite { throw .overflow }
        return x
    }
}

extension UnsafeVector {
    /// Whether the sum of an element and one of the others is zero, up to a limit.
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func hasOpposites(in others: UnsafeVector, upTo limit: Element.RealType) -> Bool {
        for i in 0..<count {
            for j in 0..<others.count where (self[i] + others[j]).modulus <= limit { return true }
        }
        return false
    }
}
