package import Linalg

/// How wrong a result is, in units of what rounding may do to it.
///
/// Each is a number to be compared as `ratio <= limit`, so that a NaN, in the result or in the ratio, fails. Computed
/// in the widest type, which neither overflows nor rounds noticeably for the narrower ones.
package enum Ratio {
    /// The limit for ``product(_:alpha:_:_:beta:_:)``.
    package static let productLimit: Double = 16
    /// The limit for ``reconstruction(_:of:)`` and ``solution(_:of:_:)``.
    package static let factorizationLimit: Double = 30

    /// `max |ĉ − c| / (u·(|alpha||A||B| + |beta||C|))` over all entries, where `c = alpha·A·B + beta·C` is exact.
    ///
    /// Of *gemm*, and with vectors as columns of *gemv*, *ger*, *dot* and *axpy*. Where the bound is below the smallest
    /// number of the type, that number stands in its place.
    package static func product<T: TestScalar>(
        _ computed: UnsafeMatrix<T>, alpha: T, _ a: WideMatrix, _ b: WideMatrix, beta: T, _ c: WideMatrix
    ) -> Double {
        let (alphaWide, betaWide) = (WideMatrix(scalar: alpha), WideMatrix(scalar: beta))
        var exact = WideMatrix(rows: c.rows, columns: c.columns, real: Array(repeating: 0, count: c.real.count))
        var bound = exact
        if alpha != 0 {
            exact = (a * b).scaled(by: alphaWide)
            bound = (a.magnitudes() * b.magnitudes()).scaled(by: alphaWide.magnitudes())
        }
        if beta != 0 {
            exact = exact + c.scaled(by: betaWide)
            bound = bound + c.magnitudes().scaled(by: betaWide.magnitudes())
        }
        return entrywise(WideMatrix(computed), exact, bound: bound, T.self)
    }

    /// The same for a value that owns its memory.
    package static func product<T: TestScalar>(
        _ computed: Matrix<T>, alpha: T, _ a: WideMatrix, _ b: WideMatrix, beta: T, _ c: WideMatrix
    ) -> Double {
        withExtendedLifetime(computed) { product(computed.unsafeView, alpha: alpha, a, b, beta: beta, c) }
    }

    /// The same for a vector, given and computed.
    package static func product<T: TestScalar>(
        _ computed: UnsafeVector<T>, alpha: T, _ a: WideMatrix, _ x: WideMatrix, beta: T, _ y: WideMatrix
    ) -> Double {
        product(
            UnsafeMatrix(computed.base, rows: computed.count, columns: 1, rowStride: computed.stride), alpha: alpha, a,
            x, beta: beta, y)
    }

    /// The same for a vector that owns its memory.
    package static func product<T: TestScalar>(
        _ computed: Vector<T>, alpha: T, _ a: WideMatrix, _ x: WideMatrix, beta: T, _ y: WideMatrix
    ) -> Double {
        withExtendedLifetime(computed) { product(computed.unsafeView, alpha: alpha, a, x, beta: beta, y) }
    }

    /// The same for a single number, `alpha` and `beta` being one and zero.
    package static func product<T: TestScalar>(_ computed: T, _ a: WideMatrix, _ b: WideMatrix) -> Double {
        withUnsafeTemporaryAllocation(of: T.self, capacity: 1) { buffer in
            buffer.initialize(repeating: computed)
            return product(
                UnsafeMatrix(buffer.baseAddress!, rows: 1, columns: 1), alpha: 1, a, b, beta: 0,
                WideMatrix(rows: 1, columns: 1, real: [0]))
        }
    }

    /// `max |x̂ − x| / (u·bound)` over all entries.
    package static func entrywise<T: TestScalar>(
        _ computed: WideMatrix, _ exact: WideMatrix, bound: WideMatrix, _ type: T.Type
    ) -> Double {
        let error = (computed - exact).magnitudes().real
        var largest: Wide = 0
        for i in error.indices {
            let ratio = error[i] / Swift.max(bound.real[i] * T.unit, T.smallest)
            if ratio.isNaN { return .nan }
            largest = Swift.max(largest, ratio)
        }
        return Double(largest)
    }

    /// `‖A − B‖ / (n·‖A‖·u)` in the one-norm, where B was put together again from the factors of the n×n matrix A.
    package static func reconstruction<T: TestScalar>(_ reconstructed: Matrix<T>, of a: Matrix<T>) -> Double {
        let a = WideMatrix(a)
        return quotient((WideMatrix(reconstructed) - a).oneNorm, a.oneNorm, Wide(Swift.max(a.rows, 1)), T.self)
    }

    /// `‖A − B‖ / (max(m, n)·‖A‖·u)` in the one-norm, where B was put together again from the factors of the m×n matrix A.
    package static func factors<T: TestScalar>(_ reconstructed: Matrix<T>, of a: Matrix<T>) -> Double {
        let (wide, size) = (WideMatrix(a), Wide(Swift.max(a.rows, a.columns, 1)))
        return quotient((WideMatrix(reconstructed) - wide).oneNorm, wide.oneNorm, size, T.self)
    }

    /// `‖I − QᴴQ‖ / (m·u)` for the columns of the m×k matrix Q.
    package static func orthogonality<T: TestScalar>(_ q: Matrix<T>) -> Double {
        let product = WideMatrix(q.adjoint()) * WideMatrix(q) - WideMatrix.identity(q.columns)
        return Double(product.oneNorm / (Wide(Swift.max(q.rows, 1)) * T.unit))
    }

    /// `‖Aᴴ·(B − A·X)‖ / (m·‖A‖·(‖A‖·‖X‖ + ‖B‖)·u)`: how far a residual is from orthogonal to the columns of A.
    package static func leastSquares<T: TestScalar>(_ x: Matrix<T>, of a: Matrix<T>, _ b: Matrix<T>) -> Double {
        let (wide, residual) = (WideMatrix(a), WideMatrix(b) - WideMatrix(a) * WideMatrix(x))
        let slope = (wide.applying(.conjugateTranspose) * residual).oneNorm
        let size = wide.oneNorm * (wide.oneNorm * WideMatrix(x).oneNorm + WideMatrix(b).oneNorm)
        return quotient(slope, size, Wide(Swift.max(a.rows, 1)), T.self)
    }

    /// `‖B − A·X‖ / (‖A‖‖X‖·u)` in the one-norm, the largest over the columns.
    ///
    /// Where the entries of A are subnormal, n roundings in each cost n times the smallest number of the type, which
    /// then stands in the place of `‖A‖·u`.
    package static func solution<T: TestScalar>(_ x: WideMatrix, of a: WideMatrix, _ b: WideMatrix, _: T.Type) -> Double
    {
        let residual = (b - a * x).magnitudes()
        let x = x.magnitudes()
        let norm = a.oneNorm
        var largest: Wide = 0
        for j in 0..<b.columns {
            let error = (0..<b.rows).reduce(0 as Wide) { $0 + residual.real[$1 * b.columns + j] }
            let size = (0..<x.rows).reduce(0 as Wide) { $0 + x.real[$1 * b.columns + j] }
            let unit = Swift.max(norm * T.unit, Wide(a.rows) * T.smallest)
            let ratio = error == 0 ? 0 : error / Swift.max(size * unit, T.smallest)
            if ratio.isNaN { return .nan }
            largest = Swift.max(largest, ratio)
        }
        return Double(largest)
    }

    /// The same for one right-hand side.
    package static func solution<T: TestScalar>(_ x: Vector<T>, of a: Matrix<T>, _ b: Vector<T>) -> Double {
        solution(WideMatrix(x), of: WideMatrix(a), WideMatrix(b), T.self)
    }

    /// The same for several right-hand sides.
    package static func solution<T: TestScalar>(_ x: Matrix<T>, of a: Matrix<T>, _ b: Matrix<T>) -> Double {
        solution(WideMatrix(x), of: WideMatrix(a), WideMatrix(b), T.self)
    }

    /// `‖x − x̂‖ / ‖x‖ · rcond / u`, with rcond = 1 / (‖A‖‖A⁻¹‖): the forward error in units of what the condition of
    /// the problem allows.
    package static func forwardError<T: TestScalar>(
        _ computed: Vector<T>, _ exact: Vector<T>, of a: Matrix<T>, inverse: Matrix<T>
    ) -> Double {
        let x = WideMatrix(exact)
        let condition = WideMatrix(a).oneNorm * WideMatrix(inverse).oneNorm
        return quotient((WideMatrix(computed) - x).oneNorm, x.oneNorm, condition, T.self)
    }

    private static func quotient<T: TestScalar>(_ error: Wide, _ size: Wide, _ factor: Wide, _: T.Type) -> Double {
        if error == 0 { return 0 }
        return Double(error / (factor * Swift.max(size * T.unit, T.smallest)))
    }

    /// How many numbers of the type lie between two: 0 for equal ones or two NaNs, infinity if one alone is NaN.
    package static func ulps<T: TestReal>(_ a: T, _ b: T) -> Double {
        if a == b || (a.isNaN && b.isNaN) { return 0 }
        if a.isNaN || b.isNaN { return .infinity }
        return Double((ordinal(a) - ordinal(b)).magnitude)
    }

    /// The place of a number in the order of its type, zero having zero. Wider than the number, so that the distance
    /// of neighbours is not rounded away.
    private static func ordinal<T: TestReal>(_ x: T) -> Int128 {
        let magnitude = Int128(x.magnitude.pattern)
        return x.sign == .minus ? -magnitude : magnitude
    }
}
