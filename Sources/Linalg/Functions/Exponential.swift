internal import ComplexModule
internal import RealModule

extension Matrix {
    /// The exponential, `I + A + A²/2! + A³/3! + …`.
    ///
    /// ```swift
    /// let x = (time * generator).exponential()      // solves x′ = generator·x, x(0) = I
    /// ```
    ///
    /// Known in SciPy as `linalg.expm`. By scaling and squaring: a Padé approximant of `A/2ˢ`, squared s times, with its
    /// degree and s chosen from the norms of powers of A, which for matrices far from normal need less scaling than
    /// the norm of A would say. For a triangular matrix diagonal and first off-diagonal are computed by formulas of their own.
    ///
    /// - Precondition: the matrix is square.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if it has an infinity or a NaN; ``LinalgError/overflow`` if the
    ///   exponential, or a square on the way to it, exceeds the scalar type.
    /// - Complexity: (8/3 + 2·(5 + p + s))·n³ flops with p ≤ 3 products for the degree; allocates the result and about ten
    ///   matrices.
    /// - Accuracy: the error is tested against the condition number of the exponential, ≤ 10·n·u·κ.
    /// - Source: Al-Mohy, Higham: A new scaling and squaring algorithm for the matrix exponential, 2009; Higham: The
    ///   scaling and squaring method for the matrix exponential revisited, 2005.
    public func exponential() throws(LinalgError) -> Matrix {
        require(isSquare, "exponential: the matrix is \(shape), not square")
        try checkFinite()
        if isEmpty { return self }
        if isLowerTriangular && !isUpperTriangular { return try transposed().exponential().transposed() }
        let (degree, squarings, powers) = ExponentialScaling(self).choice()
        let scaled = scaled(byTwoTo: -squarings)
        var result = try scaled.padeExponential(degree, powers)
        let isTriangular = isUpperTriangular
        if isTriangular { result.correctTriangularExponential(of: scaled) }
        for left in (0..<squarings).reversed() {
            result = result * result
            if isTriangular { result.correctTriangularExponential(of: self.scaled(byTwoTo: -left)) }
        }
        if !result.allFinite { throw .overflow }
        return result
    }

    /// The approximant of degree [m/m] of this matrix, of which even powers from the second on are given.
    private func padeExponential(_ degree: Int, _ powers: [Matrix]) throws(LinalgError) -> Matrix {
        let n = rows
        // Over the first of them, so that no product with an element of the matrix can overflow.
        let whole = Self.padeCoefficients(degree)
        let b = whole.map { Element(real: Element.RealType(Double($0) / Double(whole[0]))) }
        /// Σ b[first + 2k]·A²ᵏ for k up to `count`.
        func polynomial(_ first: Int, _ count: Int) -> Matrix {
            var sum = Matrix.zeros(n, n)
            for i in 0..<n { sum[i, i] = b[first] }
            for k in 0..<count { sum.add(powers[k], scaledBy: b[first + 2 * k + 2]) }
            return sum
        }
        var (odd, even): (Matrix, Matrix)
        if degree == 13 {
            // The higher half of the powers shares the factor A⁶.
            (odd, even) = (polynomial(1, 3), polynomial(0, 3))
            var high = Matrix.zeros(n, n)
            for k in 0..<3 { high.add(powers[k], scaledBy: b[9 + 2 * k]) }
            multiply(powers[2], high, into: &odd, beta: 1)
            high = .zeros(n, n)
            for k in 0..<3 { high.add(powers[k], scaledBy: b[8 + 2 * k]) }
            multiply(powers[2], high, into: &even, beta: 1)
        } else {
            (odd, even) = (polynomial(1, degree / 2), polynomial(0, degree / 2))
        }
        odd = self * odd
        let (numerator, denominator) = (even + odd, even - odd)
        if !numerator.allFinite || !denominator.allFinite { throw .overflow }
        return try LU(denominator).solve(numerator)
    }

    /// The coefficients of the numerator as whole numbers, the highest being one.
    private static func padeCoefficients(_ degree: Int) -> [Int] {
        var result = [Int](repeating: 1, count: degree + 1)
        for j in (1...degree).reversed() { result[j - 1] = result[j] * (j * (2 * degree - j + 1)) / (degree - j + 1) }
        return result
    }

    /// Overwrites diagonal and superdiagonal of the exponential of an upper triangular matrix by their exact values.
    private mutating func correctTriangularExponential(of t: Matrix) {
        typealias Number = Complex<Element.RealType>
        for i in 0..<rows {
            let a = t[i, i].complexified
            self[i, i] = Element(droppingImaginaryPartOf: Number.exp(a))
            if i + 1 < rows {
                let slope = exponentialSlope(a, t[i + 1, i + 1].complexified)
                self[i, i + 1] = t[i, i + 1] * Element(droppingImaginaryPartOf: slope)
            }
        }
    }

    /// Whether all elements below the diagonal are zero.
    private var isUpperTriangular: Bool { (0..<rows).allSatisfy { i in self[row: i][0..<i].allSatisfy { $0 == 0 } } }

    /// Whether all elements above the diagonal are zero.
    private var isLowerTriangular: Bool {
        (0..<rows).allSatisfy { i in self[row: i][(i + 1)...].allSatisfy { $0 == 0 } }
    }
}

/// How far a matrix is scaled down for its exponential, and of which degree the approximant is.
private struct ExponentialScaling<Element: Scalar> {
    private typealias Real = Element.RealType
    /// The matrix is `unit·2^exponent`, with elements of `unit` about one, so that no power of it overflows.
    private let unit: Matrix<Element>
    private let exponent: Int
    /// |unit|.
    private let moduli: Matrix<Element.RealType>

    init(_ a: Matrix<Element>) {
        // Only where powers might overflow: else scaling could lose what is tiny.
        let ceiling = Int(Real.greatestFiniteMagnitude.exponent) / 24
        exponent = abs(a.binaryExponent) > ceiling ? a.binaryExponent : 0
        unit = a.scaled(byTwoTo: -exponent)
        moduli = unit.moduli()
    }

    /// Degrees and how large the norm may be for each: in double precision from Higham, 2005, table 2.3, and Al-Mohy,
    /// Higham, 2009, for degree 13; in single precision from Higham, 2005, section 2.
    private static var limits: [(degree: Int, limit: Real)] {
        Real.significandBitCount > 24
            ? [
                (3, 1.495585217958292e-2), (5, 2.539398330063230e-1), (7, 9.504178996162932e-1),
                (9, 2.097847961257068), (13, 4.25),
            ] : [(3, 4.258730016922831e-1), (5, 1.880152677804762), (7, 3.925724783138660)]
    }

    /// The degree, the number of squarings, and A², A⁴, … of the scaled matrix as far as the degree needs them.
    func choice() -> (degree: Int, squarings: Int, powers: [Matrix<Element>]) {
        var powers = [unit * unit]
        func append() { powers.append(powers[0] * powers[powers.count - 1]) }
        append()
        append()
        let (d4, d6) = (size(powers[1], 4), size(powers[2], 6))
        let limits = Self.limits
        var reach = max(d4, d6)
        for (degree, limit) in limits.dropLast() {
            if degree == 7 {
                append()
                reach = max(d6, size(powers[3], 8))
            }
            if reach <= .log2(limit) && correction(degree, 0) == 0 { return finish(degree, 0, powers) }
        }
        if powers.count < 4 { append() }
        let d8 = size(powers[3], 8)
        let d10 = size(powers[1] * powers[2], 10)
        // Either bound holds: the smaller one is taken.
        reach = min(max(d6, d8), max(d8, d10))
        let (degree, limit) = limits[limits.count - 1]
        // The comparison is false for zero, whose logarithm is −∞.
        var squarings = reach > .log2(limit) ? Int((reach - .log2(limit)).rounded(.up)) : 0
        squarings += correction(degree, squarings)
        return finish(degree, squarings, powers)
    }

    /// The binary logarithm of ‖Aᵏ‖^(1/k), from that power of `unit`.
    private func size(_ power: Matrix<Element>, _ order: Int) -> Real {
        .log2(power.norm(.one)) / Real(order) + Real(exponent)
    }

    private func finish(
        _ degree: Int, _ squarings: Int, _ powers: [Matrix<Element>]
    ) -> (Int, Int, [Matrix<Element>]) {
        let needed = degree == 13 ? 3 : degree / 2
        let shift = exponent - squarings
        return (degree, squarings, (0..<needed).map { powers[$0].scaled(byTwoTo: 2 * ($0 + 1) * shift) })
    }

    /// How many more squarings rounding asks for: by the first neglected term of the error's series, with all elements
    /// taken positive.
    private func correction(_ degree: Int, _ squarings: Int) -> Int {
        let order = 2 * degree + 1
        // ‖|B|^order‖₁ by products with a vector of ones, B = A/2^squarings; as logarithms, since it may be huge.
        let shift = Real(exponent - squarings)
        var sums = Vector<Real>.ones(unit.rows)
        var logarithm: Real = 0
        for _ in 0..<order {
            var next = Vector<Real>.zeros(unit.rows)
            multiply(moduli, sums, into: &next, transposeA: .transpose)
            let largest = next.norm(.infinity)
            if largest == 0 { return 0 }
            logarithm += .log2(largest) + shift
            next.scale(by: 1 / largest)
            sums = next
        }
        // The coefficient is 1 / (binomial(2m, m)·(2m + 1)!).
        var coefficient: Real = 0
        for k in 1...order { coefficient -= .log2(Real(k)) }
        for k in 1...degree { coefficient -= .log2(Real(degree + k) / Real(k)) }
        let norm = Real.log2(moduli.norm(.one)) + shift
        let excess = logarithm + coefficient - norm - .log2(Real.ulpOfOne / 2)
        return max(0, Int((excess / Real(2 * degree)).rounded(.up)))
    }
}
