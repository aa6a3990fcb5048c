extension SymmetricEigen {
    /// Computes the eigenvalues with the given indices, the smallest having index zero, and their vectors.
    ///
    /// ```swift
    /// let ground = try SymmetricEigen(a, indices: 0..<3)          // the three smallest
    /// let top = try SymmetricEigen(a, indices: (n - 1)..<n)      // the largest
    /// ```
    ///
    /// Known in LAPACK as *syevr* and *heevr*, in SciPy as `linalg.eigh(subset_by_index:)`, whose upper index is included.
    ///
    /// - Parameters:
    ///   - a: A symmetric or Hermitian matrix.
    ///   - triangle: The triangle of `a` that is read.
    ///   - withVectors: Whether eigenvectors are computed as well.
    ///   - indices: Which eigenvalues, counted in ascending order from zero.
    /// - Precondition: `a` is square, and the indices lie in `0..<n`.
    /// - Throws: as the whole decomposition.
    /// - Complexity: 4/3·n³ flops, and 2·n² for each vector; allocates a copy of `a`, the result and a workspace.
    /// - Accuracy: ‖A·V − V·Λ‖ / (n·‖A‖·u) and ‖I − VᴴV‖ / (n·u) are tested at ≤ 60.
    /// - Source: Dhillon, Parlett, Vömel: The design and implementation of the MRRR algorithm, 2006.
    public init(
        _ a: Matrix<Element>, reading triangle: Triangle = .lower, withVectors: Bool = true, indices: Range<Int>
    ) throws(LinalgError) {
        require(a.isSquare, "SymmetricEigen: the matrix is \(a.shape), not square")
        require(
            indices.lowerBound >= 0 && indices.upperBound <= a.rows,
            "SymmetricEigen: eigenvalues \(indices) of a matrix of \(a.shape)")
        try self.init(a, triangle, withVectors, .indices(indices))
    }

    /// Computes the eigenvalues λ with `lower < λ ≤ upper`, and their vectors.
    ///
    /// The bounds may be infinite. An eigenvalue that is closer to a bound than rounding, n·‖A‖·u, may fall on either side.
    ///
    /// Known in LAPACK as *syevr* and *heevr*, in SciPy as `linalg.eigh(subset_by_value:)`.
    ///
    /// - Parameters:
    ///   - a: A symmetric or Hermitian matrix.
    ///   - triangle: The triangle of `a` that is read.
    ///   - withVectors: Whether eigenvectors are computed as well.
    ///   - lower: The bound below, which does not belong to the range.
    ///   - upper: The bound above, which does.
    /// - Precondition: `a` is square, and `lower ≤ upper`.
    /// - Throws: as the whole decomposition.
    /// - Complexity: 4/3·n³ flops, and 2·n² for each vector; allocates a copy of `a`, room for n vectors and a workspace.
    /// - Accuracy: as for a range of indices.
    public init(
        _ a: Matrix<Element>, reading triangle: Triangle = .lower, withVectors: Bool = true,
        above lower: Element.RealType, upTo upper: Element.RealType
    ) throws(LinalgError) {
        require(a.isSquare, "SymmetricEigen: the matrix is \(a.shape), not square")
        require(lower <= upper, "SymmetricEigen: eigenvalues above \(lower) and up to \(upper)")
        try self.init(a, triangle, withVectors, .interval(lower, upper))
    }

    private enum Selection {
        case indices(Range<Int>)
        case interval(Element.RealType, Element.RealType)
    }

    private init(
        _ a: Matrix<Element>, _ triangle: Triangle, _ withVectors: Bool, _ selection: Selection
    ) throws(LinalgError) {
        let n = a.rows
        var copy = Matrix<Element>.workingZeros(n, n)
        copy.unsafeView.copy(triangle, of: a.unsafeView)
        extendLifetime(a)
        try copy.checkFinite()
        // The norm bounds the eigenvalues; LAPACK is spared both infinite bounds and elements near the ends of the range.
        let exponent = copy.rescuingExponent
        if exponent != 0 { copy = copy.scaled(byTwoTo: exponent).workingCopy() }
        let reach = 4 * Element.RealType(max(n, 1)) * max(copy.norm(.largest), .leastNormalMagnitude)
        var (lower, upper): (Element.RealType, Element.RealType) = (0, 0)
        var range = 0..<n
        switch selection {
        case .indices(let indices): range = indices
        case .interval(let low, let high):
            func bounded(_ bound: Element.RealType) -> Element.RealType {
                min(max(bound.scaled(byTwoTo: exponent), -reach), reach)
            }
            (lower, upper) = (bounded(low), bounded(high))
        }
        let isInterval = if case .interval = selection { true } else { false }
        if n == 0 || (isInterval ? !(lower < upper) : range.isEmpty) {
            self.init(values: [], vectors: .zeros(n, 0), withVectors: withVectors)
            return
        }
        let values = Vector<Element.RealType>.zeros(n)
        let z = Matrix<Element>.workingZeros(withVectors ? range.count : 0, n)
        let support = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * n)
        defer { support.deallocate() }
        var count: Int32 = 0
        let info = withWorkspaces(Element.self) {
            Element.Routines.heevr(
                withVectors, triangle.flipped, n, copy.unsafeView.base, n, lower, upper,
                isInterval ? 0 : range.lowerBound + 1, isInterval ? 0 : range.upperBound, &count,
                values.unsafeView.base, z.unsafeView.base, n, support, $0.work, $0.count, $0.realWork, $0.realCount,
                $0.integerWork, $0.integerCount)
        }
        extendLifetime(copy)
        require(info >= 0, "heevr: argument \(-info) is invalid")
        if info > 0 { throw .notConverged(count: info) }
        let found = Int(count)
        let scaled = Vector(values[0..<found].map { $0.scaled(byTwoTo: -exponent) })
        if !scaled.allSatisfy(\.isFinite) { throw .overflow }
        // LAPACK saw the transpose, which is the conjugate: its eigenvectors are the rows of z.
        self.init(
            values: scaled, vectors: withVectors ? z[0..<found, ...].adjoint() : .zeros(n, 0), withVectors: withVectors)
    }
}
