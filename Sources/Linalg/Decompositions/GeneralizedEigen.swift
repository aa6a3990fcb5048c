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
    public private(set) var alpha: Vector<Complex<Element.RealType>>
    /// The denominators, none negative. For matrices near the lower end of the range both are multiplied by one power of two, so
    /// that neither loses digits there.
    public private(set) var beta: Vector<Element.RealType>
    /// The right eigenvectors, `β·A·x = α·B·x`, a column each, of length one: n×n, or n×0 if there are none.
    public private(set) var vectors: Matrix<Complex<Element.RealType>>
    /// The left eigenvectors, `β·yᴴ·A = α·yᴴ·B`, a column each, of length one: n×n, or n×0 if there are none.
    public private(set) var leftVectors: Matrix<Complex<Element.RealType>>

    /// Which vectors were asked for.
    private let kind: Eigenvectors
    private var workspace = Workspace()

    /// Decomposes the pair.
    ///
    /// - Precondition: `a` and `b` are square and of one size.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if one has an infinity or a NaN;
    ///   ``LinalgError/notConverged(count:)``; ``LinalgError/overflow``.
    /// - Complexity: about 30·n³ flops for the values, 60·n³ with vectors; allocates copies of both, the vectors twice and a
    ///   workspace.
    /// - Accuracy: ‖β·A·x − α·B·x‖ / (n·(|β|‖A‖ + |α|‖B‖)·‖x‖·u) is tested at ≤ 40.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(
        _ a: Matrix<Element>, _ b: Matrix<Element>, vectors kind: Eigenvectors = .right
    ) throws(LinalgError) {
        Self.checkShapes(a, b)
        self.init(size: a.rows, kind)
        try overwrite(with: a, b)
        workspace = Workspace()
    }

    /// Decomposes another pair, with the same kind of vectors, in the memory of this result if it has the size and no copy
    /// shares it.
    ///
    /// The result is that of ``init(_:_:vectors:)``, bit for bit. Copies taken of this value or its parts before do not change.
    ///
    /// - Precondition: `a` and `b` are square and of one size.
    /// - Throws: What ``init(_:_:vectors:)`` throws; this is then the decomposition of empty matrices.
    /// - Complexity: As ``init(_:_:vectors:)``; from the second call on no allocation of its own for matrices of the same size, unless
    ///   entries are near an end of the range: the workspace is kept, with room for copies of both and the vectors.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>, _ b: Matrix<Element>) throws(LinalgError) {
        Self.checkShapes(a, b)
        do throws(LinalgError) {
            try overwrite(with: a, b)
        } catch {
            self = GeneralizedEigen(size: 0, kind)
            throw error
        }
    }

    private static func checkShapes(_ a: Matrix<Element>, _ b: Matrix<Element>) {
        require(
            a.isSquare && b.isSquare && a.rows == b.rows,
            "GeneralizedEigen: matrices of \(a.shape) and \(b.shape), not square and of one size")
    }

    /// Memory for the result, which for empty matrices is their decomposition.
    private init(size n: Int, _ kind: Eigenvectors) {
        self.kind = kind
        (alpha, beta) = (Vector(uninitializedCount: n), Vector(uninitializedCount: n))
        vectors = Matrix(uninitializedRows: n, columns: kind.hasRight ? n : 0)
        leftVectors = Matrix(uninitializedRows: n, columns: kind.hasLeft ? n : 0)
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>, _ b: Matrix<Element>) throws(LinalgError) {
        try a.checkFinite()
        try b.checkFinite()
        let (n, kind) = (a.rows, kind)
        alpha.reserve(n)
        beta.reserve(n)
        vectors.reserve(n, kind.hasRight ? n : 0)
        leftVectors.reserve(n, kind.hasLeft ? n : 0)
        if n == 0 { return }
        let (exponentA, exponentB) = (a.rescuingExponent, b.rescuingExponent)
        let sourceA = exponentA == 0 ? a : a.scaled(byTwoTo: exponentA)
        let sourceB = exponentB == 0 ? b : b.scaled(byTwoTo: exponentB)
        typealias Pointer = UnsafeMutablePointer<Element>
        func ggev(
            _ memory: Workspaces<Element>, _ copyA: Pointer, _ copyB: Pointer, _ numerators: Pointer,
            _ imaginary: UnsafeMutablePointer<Element.RealType>, _ denominators: Pointer, _ right: Pointer,
            _ left: Pointer
        ) -> Int {
            Element.Routines.ggev(
                kind.hasRight, kind.hasLeft, n, copyA, n, copyB, n, numerators, imaginary, denominators, right, n, left,
                n, memory.work, memory.count, memory.realWork)
        }
        var sizes = WorkspaceSizes(Element.self) {
            ggev($0, $0.work, $0.work, $0.work, $0.realWork, $0.work, $0.work, $0.work)
        }
        sizes.numbers = 9 * n
        // The copies, the vectors that were asked for, the eigenvalues.
        let square = Matrix<Element>.workingCount(n, n)
        let (rightCount, leftCount) = (kind.hasRight ? square : 0, kind.hasLeft ? square : 0)
        let (memory, copyA) = workspace.reserve(
            Element.self, sizes, extra: 2 * square + rightCount + leftCount + 2 * n)
        let (copyB, right) = (copyA + square, copyA + 2 * square)
        let left = right + rightCount
        let (numerators, imaginary) = (left + leftCount, memory.realWork + 8 * n)
        let denominators = numerators + n
        UnsafeMatrix(copyA, rows: n, columns: n).copyElements(of: sourceA.unsafeView)
        UnsafeMatrix(copyB, rows: n, columns: n).copyElements(of: sourceB.unsafeView)
        extendLifetime(sourceA)
        extendLifetime(sourceB)
        // Complex routines leave them alone.
        imaginary.update(repeating: 0, count: n)
        let info = CallGate.pass { ggev(memory, copyA, copyB, numerators, imaginary, denominators, right, left) }
        require(info >= 0, "ggev: argument \(-info) is invalid")
        if info > 0 { throw .notConverged(count: min(info, n)) }
        // Of a small matrix they would lose digits below the range. A pair may be multiplied by one number: a third of the way back
        // is far enough from there, and from the other end for the other of the two. Where one matrix is near that end, no
        // quotient needs the digits.
        let common = min(exponentA, exponentB) < 0 ? 0 : max(exponentA, exponentB) / 3
        try alpha.become(eigenvalues: numerators, imaginary, scaledByTwoTo: common - exponentA)
        for i in 0..<n {
            beta.unsafeView[i] = denominators[i].realPart
            if common != exponentB { beta.unsafeView[i] = beta.unsafeView[i].scaled(byTwoTo: common - exponentB) }
        }
        if !beta.allFinite { throw .overflow }
        if kind.hasRight {
            UnsafeMatrix(right, rows: n, columns: n).writeEigenvectors(
                to: vectors.unsafeView, imaginaryParts: imaginary)
        }
        if kind.hasLeft {
            UnsafeMatrix(left, rows: n, columns: n).writeEigenvectors(
                to: leftVectors.unsafeView, imaginaryParts: imaginary)
        }
        extendLifetime(self)
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
