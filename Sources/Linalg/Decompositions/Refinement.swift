internal import ComplexModule
internal import RealModule

/// Solutions that were refined, and how far they may be off.
public struct RefinedSolution<Element: Scalar>: Sendable {
    /// A column for each right-hand side.
    public var solution: Matrix<Element>
    /// For each column a bound, mostly a generous one, of `‖x − x̂‖∞ / ‖x̂‖∞`: *ferr* in LAPACK. Infinite where
    /// `|A||x|` leaves the range of the scalar type, so that nothing can be told.
    public var forwardErrors: Vector<Element.RealType>
    /// For each column the least relative change in any entry of the matrix and the right-hand side that makes the
    /// solution an exact one: *berr* in LAPACK. NaN where `|A||x|` leaves the range.
    public var backwardErrors: Vector<Element.RealType>
}

/// Factors that solve with `op(A)`, in place.
protocol Substituting {
    associatedtype Element: Scalar
    /// Overwrites `b` with op(A)⁻¹·b; with ``Transpose/none`` or ``Transpose/conjugateTranspose``.
    func substitute(_ b: UnsafeMatrix<Element>, _ transpose: Transpose)
}

extension LU {
    /// The solution of `A·X = B`, refined until it is exact for a matrix and a right-hand side that differ from the given
    /// ones by rounding in each entry, and bounds of its errors.
    ///
    /// Residuals are computed in the same precision. Known in LAPACK as *gerfs*.
    ///
    /// - Parameters:
    ///   - b: The right-hand sides, one in each column.
    ///   - a: The matrix that was factored.
    /// - Precondition: `a` has the shape of the matrix that was factored, and `b` as many rows.
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: about 20·n² flops for each column; allocates the solution and a few vectors.
    /// - Accuracy: the backward error is tested at ≤ n·u, and the forward error to be below its bound.
    /// - Source: Arioli, Demmel, Duff: Solving sparse linear systems with sparse backward error, 1989; Higham, Accuracy
    ///   and Stability of Numerical Algorithms, 2nd ed., chapters 12 and 15.
    public func refinedSolve(
        _ b: Matrix<Element>, of a: Matrix<Element>
    ) throws(LinalgError) -> RefinedSolution<Element> {
        require(
            a.rows == size && a.columns == size && b.rows == size,
            "refinedSolve: factors of \(factors.shape), a matrix of \(a.shape), a right-hand side of \(b.shape)")
        try checkPivots()
        return Refinement(factors: self, a).solve(b)
    }
}

extension Cholesky {
    /// The solution of `A·X = B`, refined, and bounds of its errors, as ``LU/refinedSolve(_:of:)``.
    ///
    /// Known in LAPACK as *porfs*.
    ///
    /// - Parameters:
    ///   - b: The right-hand sides, one in each column.
    ///   - a: The matrix that was factored.
    ///   - triangle: The triangle of `a` that is read.
    /// - Precondition: `a` has the shape of the matrix that was factored, and `b` as many rows.
    /// - Complexity: about 20·n² flops for each column; allocates the solution, a copy of `a` and a few vectors.
    public func refinedSolve(
        _ b: Matrix<Element>, of a: Matrix<Element>, reading triangle: Triangle = .lower
    ) -> RefinedSolution<Element> {
        require(
            a.rows == size && a.columns == size && b.rows == size,
            "refinedSolve: factors of \(lower.shape), a matrix of \(a.shape), a right-hand side of \(b.shape)")
        return Refinement(factors: self, Matrix(completing: a, from: triangle, as: .hermitian)).solve(b)
    }
}

extension LDLT {
    /// The solution of `A·X = B`, refined, and bounds of its errors, as ``LU/refinedSolve(_:of:)``.
    ///
    /// Known in LAPACK as *syrfs*, *herfs*.
    ///
    /// - Parameters:
    ///   - b: The right-hand sides, one in each column.
    ///   - a: The matrix that was factored.
    ///   - triangle: The triangle of `a` that is read.
    /// - Precondition: `a` has the shape of the matrix that was factored, and `b` as many rows.
    /// - Throws: ``LinalgError/singular(pivot:)``.
    /// - Complexity: about 20·n² flops for each column; allocates the solution, a copy of `a` and a few vectors.
    public func refinedSolve(
        _ b: Matrix<Element>, of a: Matrix<Element>, reading triangle: Triangle = .lower
    ) throws(LinalgError) -> RefinedSolution<Element> {
        require(
            a.rows == size && a.columns == size && b.rows == size,
            "refinedSolve: factors of \(factor.shape), a matrix of \(a.shape), a right-hand side of \(b.shape)")
        try checkPivots()
        return Refinement(factors: self, Matrix(completing: a, from: triangle, as: symmetry)).solve(b)
    }
}

/// The refinement of solutions with one matrix and its factors.
struct Refinement<Factors: Substituting> {
    typealias Element = Factors.Element
    typealias RealType = Element.RealType

    let factors: Factors
    let a: Matrix<Element>

    init(factors: Factors, _ a: Matrix<Element>) {
        self.factors = factors
        self.a = a
    }

    private var unit: RealType { .ulpOfOne / 2 }
    /// The most terms in a row of a residual.
    private var terms: RealType { RealType(a.rows + 1) }
    /// Added to a denominator that may be too small to be meant.
    private var least: RealType { terms * .leastNormalMagnitude }

    func solve(_ b: Matrix<Element>) -> RefinedSolution<Element> {
        var x = b.contiguousCopy()
        factors.substitute(x.unsafeView, .none)
        let forward = Vector<RealType>.zeros(b.columns)
        let backward = Vector<RealType>.zeros(b.columns)
        if a.rows > 0 {
            let (residual, size) = (Vector<Element>.zeros(a.rows), Vector<RealType>.zeros(a.rows))
            for j in 0..<b.columns {
                var column = x[column: j].contiguousCopy()
                backward.unsafeView[j] = refine(&column, b[column: j], residual, size)
                forward.unsafeView[j] = forwardError(column, residual, size)
                x[column: j] = column
            }
        }
        return RefinedSolution(solution: x, forwardErrors: forward, backwardErrors: backward)
    }

    /// Improves a solution as long as that halves the backward error, which is returned; the residual and |A||x| + |b|
    /// are left behind.
    private func refine(
        _ x: inout Vector<Element>, _ b: Vector<Element>, _ residual: Vector<Element>, _ size: Vector<RealType>
    ) -> RealType {
        let (r, w) = (residual.unsafeView, size.unsafeView)
        var last: RealType = 3
        for step in 0... {
            r.asColumn.copyElements(of: b.unsafeView.asColumn)
            Kernels.gemv(.none, -1, a.unsafeView, x.unsafeView, 1, r)
            a.unsafeView.sizes(of: x.unsafeView, b.unsafeView, into: w)
            var error: RealType = 0
            for i in 0..<r.count {
                if !w[i].isFinite { return .nan }
                let guardTerm = w[i] > least / unit ? 0 : least
                let quotient = r[i] == 0 ? 0 : (r[i].modulus + guardTerm) / (w[i] + guardTerm)
                if !(quotient <= error) { error = quotient }
            }
            if !(error > unit && error <= last / 2) || step == 5 { return error }
            last = error
            factors.substitute(r.asColumn, .none)
            x.makeUnique()
            Kernels.axpy(1, r, x.unsafeView)
        }
        return .nan
    }

    /// An estimate of `‖|A⁻¹|·(|r| + (n + 1)·u·(|A||x| + |b|))‖∞ / ‖x‖∞`.
    private func forwardError(
        _ x: Vector<Element>, _ residual: Vector<Element>, _ size: Vector<RealType>
    ) -> RealType {
        let (r, w) = (residual.unsafeView, size.unsafeView)
        for i in 0..<r.count {
            w[i] = r[i].modulus + terms * unit * w[i] + (w[i] > least / unit ? 0 : least)
            // The estimator would meet 0·∞.
            if !w[i].isFinite { return .infinity }
        }
        let n = r.count
        let (v, y) = (Vector<Element>.zeros(n), Vector<Element>.zeros(n))
        let signs = UnsafeMutablePointer<Int32>.allocate(capacity: n)
        defer { signs.deallocate() }
        signs.initialize(repeating: 0, count: n)
        var (estimate, kase): (RealType, Int32) = (0, 0)
        var state: (Int32, Int32, Int32) = (0, 0, 0)
        let column = y.unsafeView
        while true {
            _ = withUnsafeMutableBytes(of: &state) { state in
                Element.Routines.lacn2(
                    n, v.unsafeView.base, column.base, signs, &estimate, &kase,
                    state.baseAddress!.assumingMemoryBound(to: Int32.self))
            }
            if kase == 0 { break }
            // ‖A⁻¹·diag(w)‖∞ is the one-norm of diag(w)·A⁻ᴴ.
            if kase == 1 {
                factors.substitute(column.asColumn, .conjugateTranspose)
                for i in 0..<n { column[i] *= Element(real: w[i]) }
            } else {
                for i in 0..<n { column[i] *= Element(real: w[i]) }
                factors.substitute(column.asColumn, .none)
            }
        }
        extendLifetime(v)
        extendLifetime(y)
        let largest = x.norm(.infinity)
        return largest == 0 ? estimate : estimate / largest
    }
}

extension UnsafeMatrix {
    /// w = |A||x| + |b|.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func sizes(
        of x: UnsafeVector<Element>, _ b: UnsafeVector<Element>, into w: UnsafeVector<Element.RealType>
    ) {
        for i in 0..<rows {
            var sum = b[i].modulus
            for j in 0..<columns { sum += self[i, j].modulus * x[j].modulus }
            w[i] = sum
        }
    }
}
