public import ComplexModule
internal import RealModule

/// The eigendecomposition `A·V = V·diag(λ)` of any square matrix, with complex eigenvalues and vectors also where the
/// matrix is real.
///
/// ```swift
/// let f = try Eigen([[0, -1], [1, 0]] as Matrix<Double>)
/// f.values              // [i, -i]
/// f.vectors             // columns of length one
/// ```
///
/// Known in LAPACK as *geev*, in NumPy as `linalg.eig`. The matrix is balanced first. LAPACK sees the transpose of a
/// row-major matrix, whose left eigenvectors are conjugates of the right ones here, so that nothing is copied for the
/// layout. For a symmetric or Hermitian matrix use ``SymmetricEigen``; for a basis that is always well conditioned ``Schur``.
///
/// - Source: Golub, Van Loan: Matrix Computations, 4th ed., sections 7.5 to 7.6; Braman, Byers, Mathias: The multishift QR
///   algorithm, parts I and II, 2002; Parlett, Reinsch: Balancing a matrix for calculation of eigenvalues and
///   eigenvectors, 1969.
public struct Eigen<Element: Scalar>: Sendable {
    /// The eigenvalues, in no particular order; for a real matrix a conjugate pair stands together, the one with the
    /// positive imaginary part first.
    public private(set) var values: Vector<Complex<Element.RealType>>
    /// The right eigenvectors, `A·x = λ·x`, a column each, of length one: n×n, or n×0 if there are none.
    public private(set) var vectors: Matrix<Complex<Element.RealType>>
    /// The left eigenvectors, `yᴴ·A = λ·yᴴ`, a column each, of length one: n×n, or n×0 if there are none.
    public private(set) var leftVectors: Matrix<Complex<Element.RealType>>

    /// Which vectors were asked for.
    private let kind: Eigenvectors
    private var workspace = Workspace()

    /// Decomposes `a`.
    ///
    /// A matrix that has fewer independent eigenvectors than columns (a Jordan block) is no error: its vectors come out
    /// parallel up to rounding, and ``valueConditions`` tells.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN;
    ///   ``LinalgError/notConverged(count:)``; ``LinalgError/overflow`` if an eigenvalue exceeds the scalar type.
    /// - Complexity: about 10·n³ flops for the values, 25·n³ with vectors; allocates a copy of `a`, the vectors twice and a
    ///   workspace.
    /// - Accuracy: ‖A·V − V·Λ‖ / (n·‖A‖·‖V‖·u) is tested at ≤ 40, and the error of single eigenvalues against their
    ///   condition numbers.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public init(_ a: Matrix<Element>, vectors kind: Eigenvectors = .right) throws(LinalgError) {
        require(a.isSquare, "Eigen: the matrix is \(a.shape), not square")
        self.init(size: a.rows, kind)
        try overwrite(with: a)
        workspace = Workspace()
    }

    /// Decomposes another matrix, with the same kind of vectors, in the memory of this result if it has the size and no copy
    /// shares it.
    ///
    /// The result is that of ``init(_:vectors:)``, bit for bit. Copies taken of this value or its parts before do not change.
    ///
    /// - Precondition: `a` is square.
    /// - Throws: What ``init(_:vectors:)`` throws; this is then the decomposition of the empty matrix.
    /// - Complexity: As ``init(_:vectors:)``; from the second call on no allocation of its own for a matrix of the same size, unless
    ///   its entries are near an end of the range: the workspace is kept, with room for a copy of `a` and the vectors.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func factor(_ a: Matrix<Element>) throws(LinalgError) {
        require(a.isSquare, "Eigen: the matrix is \(a.shape), not square")
        do throws(LinalgError) {
            try overwrite(with: a)
        } catch {
            self = Eigen(size: 0, kind)
            throw error
        }
    }

    /// Memory for the result, which for the empty matrix is its decomposition.
    private init(size n: Int, _ kind: Eigenvectors) {
        self.kind = kind
        values = Vector(uninitializedCount: n)
        vectors = Matrix(uninitializedRows: n, columns: kind.hasRight ? n : 0)
        leftVectors = Matrix(uninitializedRows: n, columns: kind.hasLeft ? n : 0)
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    private mutating func overwrite(with a: Matrix<Element>) throws(LinalgError) {
        try a.checkFinite()
        let (n, kind) = (a.rows, kind)
        values.reserve(n)
        vectors.reserve(n, kind.hasRight ? n : 0)
        leftVectors.reserve(n, kind.hasLeft ? n : 0)
        if n == 0 { return }
        let exponent = a.rescuingExponent
        let source = exponent == 0 ? a : a.scaled(byTwoTo: exponent)
        func geev(
            _ memory: Workspaces<Element>, _ copy: UnsafeMutablePointer<Element>, _ w: UnsafeMutablePointer<Element>,
            _ wi: UnsafeMutablePointer<Element.RealType>, _ right: UnsafeMutablePointer<Element>,
            _ left: UnsafeMutablePointer<Element>
        ) -> Int {
            Element.Routines.geev(
                kind.hasRight, kind.hasLeft, n, copy, n, w, wi, right, n, left, n, memory.work, memory.count,
                memory.realWork)
        }
        var sizes = WorkspaceSizes(Element.self) { geev($0, $0.work, $0.work, $0.realWork, $0.work, $0.work) }
        sizes.numbers = 3 * n
        // The copy, the vectors that were asked for, the eigenvalues.
        let square = Matrix<Element>.workingCount(n, n)
        let (rightCount, leftCount) = (kind.hasRight ? square : 0, kind.hasLeft ? square : 0)
        let (memory, copy) = workspace.reserve(Element.self, sizes, extra: square + rightCount + leftCount + n)
        let right = copy + square
        let left = right + rightCount
        let (w, wi) = (left + leftCount, memory.realWork + 2 * n)
        UnsafeMatrix(copy, rows: n, columns: n).copyElements(of: source.unsafeView)
        extendLifetime(source)
        // Complex routines leave them alone.
        wi.update(repeating: 0, count: n)
        let info = CallGate.pass { geev(memory, copy, w, wi, right, left) }
        require(info >= 0, "geev: argument \(-info) is invalid")
        if info > 0 { throw .notConverged(count: info) }
        try values.become(eigenvalues: w, wi, scaledByTwoTo: -exponent)
        if kind.hasRight {
            UnsafeMatrix(right, rows: n, columns: n).writeEigenvectors(to: vectors.unsafeView, imaginaryParts: wi)
        }
        if kind.hasLeft {
            UnsafeMatrix(left, rows: n, columns: n).writeEigenvectors(to: leftVectors.unsafeView, imaginaryParts: wi)
        }
        extendLifetime(self)
    }

    /// The number of rows and columns.
    public var size: Int { values.count }

    /// The condition number of each eigenvalue, `1 / |yᴴ·x|`: how much more than the matrix, in the spectral norm, an
    /// eigenvalue may change. At least one, and infinite or near 1/u for an eigenvalue that is defective.
    ///
    /// Known in LAPACK as the reciprocal of *geevx*'s *rconde*.
    ///
    /// - Precondition: there are ``Eigenvectors/both`` vectors.
    /// - Complexity: O(n²).
    /// - Source: Golub, Van Loan, 4th ed., section 7.2.2.
    public var valueConditions: Vector<Element.RealType> {
        require(
            vectors.columns == size && leftVectors.columns == size,
            "valueConditions: a decomposition without right or left vectors; ask for both")
        return Vector(count: size) { j in
            let cosine = leftVectors[column: j].conjugateDot(vectors[column: j]).modulus
            return cosine > 0 ? max(1 / cosine, 1) : .infinity
        }
    }

    /// The matrix that was decomposed, `V·Λ·V⁻¹`, up to rounding times the condition number of V.
    ///
    /// - Precondition: there are right vectors.
    /// - Throws: ``LinalgError/singular(pivot:)`` if the vectors are dependent, exactly.
    /// - Complexity: about 11·n³ real flops for a real matrix; allocates five matrices.
    public func reconstructed() throws(LinalgError) -> Matrix<Complex<Element.RealType>> {
        require(vectors.columns == size, "reconstructed: a decomposition without right vectors")
        // B = V·Λ·V⁻¹ is Vᵀ·Bᵀ = Λ·Vᵀ.
        let transposed = vectors.transposed()
        var right = transposed
        for i in 0..<size { right[row: i].scale(by: values[i]) }
        return try LU(transposed).solve(right).transposed()
    }
}

extension Vector {
    /// Overwrites these with eigenvalues as *geev*, *gees* and kin store them: real and imaginary parts apart for real elements.
    mutating func become<T: Scalar>(
        eigenvalues w: UnsafePointer<T>, _ wi: UnsafePointer<T.RealType>, scaledByTwoTo exponent: Int = 0
    ) throws(LinalgError) where Element == Complex<T.RealType> {
        let isReal = T.self == T.RealType.self
        let view = unsafeView
        for i in 0..<count { view[i] = Complex(w[i].realPart, isReal ? wi[i] : w[i].imaginaryPart) }
        if exponent != 0 { self = Matrix(rows: 1, columns: count, elements: self).scaled(byTwoTo: exponent).elements }
        if !allFinite { throw .overflow }
    }
}

extension Matrix {
    /// The eigenvalues, in no particular order: `numpy.linalg.eigvals`.
    ///
    /// - Precondition: the matrix is square.
    /// - Throws: as ``Eigen``.
    /// - Complexity: that of ``Eigen`` without vectors.
    public func eigenvalues() throws(LinalgError) -> Vector<Complex<Element.RealType>> {
        try Eigen(self, vectors: .none).values
    }
}
