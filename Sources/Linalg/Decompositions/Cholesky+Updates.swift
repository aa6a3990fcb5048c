internal import ComplexModule
internal import RealModule

extension Cholesky {
    /// Makes this the decomposition of `A + x·xᴴ`, by rotations of `L` against `x`.
    ///
    /// - Precondition: `x` has as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if `x` has an infinity or a NaN, ``LinalgError/overflow``; the
    ///   decomposition is then unchanged.
    /// - Complexity: 2·n² multiplications; allocates two vectors and a copy of `L`.
    /// - Accuracy: ‖A + x·xᴴ − L·Lᴴ‖ / (n·(‖A‖ + ‖x·xᴴ‖)·u) is tested at ≤ 30.
    /// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 6.5.4; Gill, Golub, Murray, Saunders: Methods for
    ///   modifying matrix factorizations, 1974.
    public mutating func update(adding x: Vector<Element>) throws(LinalgError) {
        try rotate(x, downdating: false)
    }

    /// Makes this the decomposition of `A − x·xᴴ`, by hyperbolic rotations in their mixed, stable form.
    ///
    /// - Precondition: `x` has as many elements as the matrix has rows.
    /// - Throws: ``LinalgError/notPositiveDefinite(minor:)`` if `A − x·xᴴ` is not positive definite to working precision,
    ///   ``LinalgError/notFinite(row:column:)`` if `x` has an infinity or a NaN; the decomposition is then unchanged.
    /// - Complexity: 2·n² multiplications; allocates two vectors and a copy of `L`.
    /// - Accuracy: ‖A − x·xᴴ − L·Lᴴ‖ / (n·‖A‖·u) is tested at ≤ 30 where the result is well conditioned. No method
    ///   that has `L` alone can do better than the square of the condition of the result: see the source.
    /// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 6.5.4; Stewart: The effects of rounding error on an
    ///   algorithm for downdating a Cholesky factorization, 1979.
    public mutating func downdate(subtracting x: Vector<Element>) throws(LinalgError) {
        try rotate(x, downdating: true)
    }

    private mutating func rotate(_ x: Vector<Element>, downdating: Bool) throws(LinalgError) {
        require(x.count == size, "update: a matrix of \(lower.shape) with a vector of \(x.count) elements")
        if let index = (0..<x.count).first(where: { !x[$0].isFinite }) { throw .notFinite(row: index, column: 0) }
        let factor = lower.contiguousCopy()
        let (cosines, sines) = (Vector<Element.RealType>.zeros(size), Vector<Element>.zeros(size))
        defer {
            extendLifetime(x)
            extendLifetime(cosines)
            extendLifetime(sines)
        }
        if let row = factor.unsafeView.rotateLower(
            against: x.unsafeView, downdating: downdating, cosines.unsafeView, sines.unsafeView)
        {
            throw .notPositiveDefinite(minor: row)
        }
        if !factor.allFinite { throw .overflow }
        lower = factor
        norms = nil
    }
}

extension UnsafeMatrix {
    /// Rotates a lower triangle with a positive diagonal so that its product with its adjoint gains, or loses, x·xᴴ.
    ///
    /// Row by row, which is how it lies in memory: row i takes the rotations of all rows before it, then makes its own.
    ///
    /// - Returns: The row in which a loss leaves nothing positive, if there is one.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func rotateLower(
        against x: UnsafeVector<Element>, downdating: Bool, _ cosines: UnsafeVector<Element.RealType>,
        _ sines: UnsafeVector<Element>
    ) -> Int? {
        for i in 0..<rows {
            var rest = x[i]
            for k in 0..<i {
                let (cosine, sine, old) = (Element(real: cosines[k]), sines[k], self[i, k])
                if downdating {
                    let new = (old - sine.conjugated * rest) / cosine
                    rest = cosine * rest - sine * new
                    self[i, k] = new
                } else {
                    self[i, k] = cosine * old + sine.conjugated * rest
                    rest = cosine * rest - sine * old
                }
            }
            let (diagonal, size) = (self[i, i].realPart, rest.modulus)
            if downdating {
                // Not by the difference of squares, which would overflow or cancel.
                if !(size < diagonal) { return i }
                let quotient = size / diagonal
                cosines[i] = ((1 - quotient) * (1 + quotient)).squareRoot()
                sines[i] = rest / Element(real: diagonal)
                if !(cosines[i] > 0) { return i }
                self[i, i] = Element(real: diagonal * cosines[i])
            } else {
                let new = Element.RealType.hypot(diagonal, size)
                cosines[i] = diagonal / new
                sines[i] = rest / Element(real: new)
                self[i, i] = Element(real: new)
            }
        }
        return nil
    }
}
