internal import ComplexModule
internal import RealModule

/// Powers of two that rows and columns of a matrix are multiplied by, so that its largest entries are near one.
///
/// Partial pivoting compares the entries of a column: where the rows are in different units it compares units, and takes
/// bad pivots. Powers of two change no digit of an entry.
///
/// - Source: LAPACK's *geequb* and *laqge*, whose thresholds these are; Higham, Accuracy and Stability of Numerical
///   Algorithms, 2nd ed., section 9.8.
struct Equilibration<Element: Scalar> {
    private typealias RealType = Element.RealType
    /// Exponents, one for each row.
    let rows: [Int]
    /// Exponents, one for each column.
    let columns: [Int]

    /// What a square matrix of finite numbers needs; nil if it is well scaled, or has a row or a column of zeros.
    init?(_ a: Matrix<Element>) {
        let n = a.rows
        if n == 0 { return nil }
        var (largestInRow, largestInColumn) = ([Int?](repeating: nil, count: n), [Int?](repeating: nil, count: n))
        a.unsafeView.forEachExponent { i, _, exponent in
            largestInRow[i] = max(largestInRow[i] ?? exponent, exponent)
        }
        let maxima = largestInRow.compactMap { $0 }
        if maxima.count < n { return nil }
        // 2⁻³ is LAPACK's 0.1, and a quarter of the range away from its middle is near enough to its ends.
        let reach = Int(RealType.greatestFiniteMagnitude.exponent) / 4
        let (least, most) = (maxima.min()!, maxima.max()!)
        let scalesRows = most - least > 3 || most > reach || least < -reach
        let rows = scalesRows ? maxima.map { -$0 } : [Int](repeating: 0, count: n)
        a.unsafeView.forEachExponent { i, j, exponent in
            largestInColumn[j] = max(largestInColumn[j] ?? exponent + rows[i], exponent + rows[i])
        }
        let peaks = largestInColumn.compactMap { $0 }
        if peaks.count < n { return nil }
        let scalesColumns = peaks.max()! - peaks.min()! > 3
        if !scalesRows && !scalesColumns { return nil }
        self.rows = rows
        columns = scalesColumns ? peaks.map { -$0 } : [Int](repeating: 0, count: n)
    }

    /// The matrix with its rows and columns multiplied.
    func applied(to a: Matrix<Element>) -> Matrix<Element> {
        let result = a.contiguousCopy()
        let view = result.unsafeView
        for i in 0..<view.rows {
            // In one step, so that nothing is lost in between to be brought back.
            for j in 0..<view.columns { view[i, j] = view[i, j].multiplied(byTwoTo: rows[i] + columns[j]) }
        }
        extendLifetime(result)
        return result
    }
}

/// The factors of an equilibrated matrix, that solve with the matrix as it was.
struct EquilibratedLU<Element: Scalar>: Substituting {
    let factors: LU<Element>
    let scaling: Equilibration<Element>

    func substitute(_ b: UnsafeMatrix<Element>, _ transpose: Transpose) {
        // R·A·C is factored: A⁻¹ = C·(R·A·C)⁻¹·R.
        b.scaleRows(byTwoTo: transpose == .none ? scaling.rows : scaling.columns)
        factors.substitute(b, transpose)
        b.scaleRows(byTwoTo: transpose == .none ? scaling.columns : scaling.rows)
    }
}

extension Scalar {
    /// The number times a power of two, exactly unless it leaves the range.
    @inline(__always)
    fileprivate func multiplied(byTwoTo exponent: Int) -> Self {
        let limit = Int(RealType.greatestFiniteMagnitude.exponent) - 1
        var (result, rest) = (self, exponent)
        while rest != 0 {
            let part = min(max(rest, -limit), limit)
            result *= Self(real: RealType(sign: .plus, exponent: .init(part), significand: 1))
            rest -= part
        }
        return result
    }
}

extension UnsafeMatrix {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func scaleRows(byTwoTo exponents: [Int]) {
        for i in 0..<rows where exponents[i] != 0 {
            for j in 0..<columns { self[i, j] = self[i, j].multiplied(byTwoTo: exponents[i]) }
        }
    }

    /// Calls `body` with the binary exponent of each entry that is not zero, by the larger one of its parts.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func forEachExponent(_ body: (_ row: Int, _ column: Int, _ exponent: Int) -> Void) {
        for i in 0..<rows {
            for j in 0..<columns {
                let size = max(self[i, j].realPart.magnitude, self[i, j].imaginaryPart.magnitude)
                if size != 0 { body(i, j, Int(size.exponent)) }
            }
        }
    }
}
