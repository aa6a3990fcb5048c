public import ComplexModule
internal import RealModule

/// The eigendecomposition `A·x = λ·B·x` of two square matrices, of which B may be singular.
///
/// An eigenvalue is a quotient λ = α/β: with β zero it is infinite, and with both zero undetermined, which happens if
/// `det(A − λ·B)` is zero for every λ.
///
/// ```swift
/// let f = try GeneralizedEigen([[1, 2], [3, 4]], [[1, 0], [0, 0]] as Matrix<Double>)
/// f.values              // -0.5 and infinity
/// ```
///
/// Known in LAPACK as *ggev*, in SciPy as `linalg.eig(a, b)`. LAPACK sees the transposes of row-major matrices, whose left
/// eigenvectors are conjugates of the right ones here, so that nothing is copied for the layout.
///
/// - Source: Moler, Stewart: An algorithm for generalized matrix eigenvalue problems, 1973; Golub, Van Loan: Matrix
///   Computations, 4th ed., section 7.7.
public struct GeneralizedEigen<Element: Scalar>: Sendable {
    /// The numerators of the eigenvalues. For real matrices a conjugate pair stands together.
    public let alpha: Vector<Complex<Element.RealType>>
    /// The denominators, none negative.
    public let beta: Vector<Element.RealType>
    /// The right eigenvectors, `β·A·x = α·B·x`, a column each, of length one: n×n, or n×0 if there are none.
    public let vectors: Matrix<Complex<Element.RealType>>
    /// The left eigenvectors, `β·yᴴ·A = α·yᴴ·B`, a column each, of length one: n×n, or n×0 if there are none.
    public let leftVectors: Matrix<Complex<Element.RealType>>

    /// Decomposes the pair.
    ///
    /// - Precondition: `a` and `b` are square and of one size.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if one has an infinity or a NaN;
    ///   ``LinalgError/notConverged(count:)``; ``LinalgError/overflow``.
    /// - Complexity: about 30·n³ flops for the values, 60·n³ with vectors; allocates copies of both, the vectors twice and a
    ///   workspace.
    /// - Accuracy: ‖β·A·x − α·B·x‖ / (n·(|β|‖A‖ + |α|‖B‖)·‖x‖·u) is tested at ≤ 40.
    public init(
        _ a: Matrix<Element>, _ b: Matrix<Element>, vectors kind: Eigenvectors = .right
    ) throws(LinalgError) {
        require(
            a.isSquare && b.isSquare && a.rows == b.rows,
            "GeneralizedEigen: matrices of \(a.shape) and \(b.shape), not square and of one size")
        try a.checkFinite()
        try b.checkFinite()
        let n = a.rows
        let (exponentA, exponentB) = (a.rescuingExponent, b.rescuingExponent)
        let (copyA, copyB) = (
            a.scaled(byTwoTo: exponentA).workingCopy(), b.scaled(byTwoTo: exponentB).workingCopy()
        )
        let (alpha, beta) = (Vector<Element>.zeros(n), Vector<Element>.zeros(n))
        let imaginary = Vector<Element.RealType>.zeros(n)
        let right = Matrix<Element>.workingZeros(kind.hasRight ? n : 0, n)
        let left = Matrix<Element>.workingZeros(kind.hasLeft ? n : 0, n)
        if n > 0 {
            let realWork = Vector<Element.RealType>.zeros(8 * n)
            let info = withWorkspace(Element.self) { work, count in
                Element.Routines.ggev(
                    kind.hasRight, kind.hasLeft, n, copyA.unsafeView.base, n, copyB.unsafeView.base, n,
                    alpha.unsafeView.base, imaginary.unsafeView.base, beta.unsafeView.base, right.unsafeView.base, n,
                    left.unsafeView.base, n, work, count, realWork.unsafeView.base)
            }
            extendLifetime(copyA)
            extendLifetime(copyB)
            extendLifetime(realWork)
            require(info >= 0, "ggev: argument \(-info) is invalid")
            if info > 0 { throw .notConverged(count: min(info, n)) }
        }
        self.alpha = try eigenvalues(alpha, imaginary, scaledByTwoTo: -exponentA)
        self.beta = try eigenvalues(beta, .zeros(n), scaledByTwoTo: -exponentB).map(\.realPart).asVector
        vectors = kind.hasRight ? right.unpackedEigenvectors { imaginary[$0] > 0 } : .zeros(n, 0)
        leftVectors = kind.hasLeft ? left.unpackedEigenvectors { imaginary[$0] > 0 } : .zeros(n, 0)
    }

    /// The number of rows and columns.
    public var size: Int { alpha.count }

    /// The eigenvalues α/β, infinite where β is zero or the quotient exceeds the scalar type, and NaN where α is zero too.
    ///
    /// - Complexity: O(n).
    public var values: Vector<Complex<Element.RealType>> {
        Vector(count: size) { i in
            if beta[i] == 0 { return alpha[i] == 0 ? Complex(.nan, .nan) : .infinity }
            return Complex(alpha[i].realPart / beta[i], alpha[i].imaginaryPart / beta[i])
        }
    }
}

extension Array where Element: Scalar {
    fileprivate var asVector: Vector<Element> { Vector(self) }
}
