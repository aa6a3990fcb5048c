internal import ComplexModule
internal import RealModule

/// The principal square root of an upper triangular or, for real numbers, quasi-triangular matrix as *gees* leaves it.
///
/// By halves: with `T = [T₁ F; 0 T₂]` the root is `[U₁ X; 0 U₂]`, of which X solves `U₁·X + X·U₂ = F`. Column-major,
/// as LAPACK reads it.
///
/// - Source: Björck, Hammarling: A Schur method for the square root of a matrix, 1983; Higham: Computing real square
///   roots of a real matrix, 1987; Deadman, Higham, Ralha: Blocked Schur algorithms for computing the matrix square root, 2013.
struct TriangularRoot<Element: Scalar> {
    /// Uᵀ in row-major order, which is U in column-major order; on the way, Tᵀ where nothing has been done yet.
    private let memory: Matrix<Element>
    private let base: UnsafeMutablePointer<Element>
    private let n: Int

    private enum Outcome {
        case done
        /// Two eigenvalues of the root are too close to opposite ones for LAPACK, which perturbed them.
        case perturbed
        /// Two are exactly opposite: zero both.
        case undefined(Int)
    }

    private init(_ t: Matrix<Element>) {
        memory = t.transposed()
        base = memory.unsafeView.base
        n = t.rows
    }

    /// The root of `t`, whose real eigenvalues are not negative if it is real; nil if a real matrix needs complex
    /// arithmetic.
    ///
    /// - Throws: ``LinalgError/zeroEigenvalue(index:)`` if there is no root; ``LinalgError/overflow``.
    static func of(_ t: Matrix<Element>) throws(LinalgError) -> Matrix<Element>? {
        let root = TriangularRoot(t)
        let outcome = root.solve(0..<t.rows)
        let result = root.memory.transposed()
        switch outcome {
        case .done: break
        case .perturbed: return nil
        case .undefined(let index): throw .zeroEigenvalue(index: index)
        }
        if !result.allFinite { throw .overflow }
        return result
    }

    private func pointer(_ i: Int, _ j: Int) -> UnsafeMutablePointer<Element> { base + (i + j * n) }

    /// Replaces a diagonal block by its root.
    private func solve(_ range: Range<Int>) -> Outcome {
        let (low, high) = (range.lowerBound, range.upperBound)
        if range.isEmpty { return .done }
        if range.count == 1 {
            let value: Complex<Element.RealType> = .sqrt(pointer(low, low).pointee.complexified)
            pointer(low, low).pointee = Element(droppingImaginaryPartOf: value)
            return .done
        }
        func isBlock(_ k: Int) -> Bool { pointer(k, k - 1).pointee != 0 }
        if range.count == 2 && isBlock(low + 1) {
            solveBlock(low)
            return .done
        }
        var middle = (low + high) / 2
        if isBlock(middle) { middle += 1 }
        for half in [low..<middle, middle..<high] {
            let outcome = solve(half)
            if case .done = outcome { continue }
            return outcome
        }
        return couple(low, middle, high)
    }

    /// Replaces a real block `[a b; c a]` with `b·c < 0`, whose eigenvalues are a ± iμ, by its root, `[α b/2α; c/2α α]`.
    private func solveBlock(_ k: Int) {
        let a = pointer(k, k).pointee.realPart
        let (b, c) = (pointer(k, k + 1).pointee.realPart, pointer(k + 1, k).pointee.realPart)
        let mu = b.magnitude.squareRoot() * c.magnitude.squareRoot()
        // Of the two parts of √(a + iμ) the larger without cancellation, the other from their product, μ/2.
        let larger = ((a.magnitude + .hypot(a, mu)) / 2).squareRoot()
        let alpha = a >= 0 ? larger : mu / (2 * larger)
        let twice = Element(real: 2 * alpha)
        (pointer(k, k).pointee, pointer(k + 1, k + 1).pointee) = (Element(real: alpha), Element(real: alpha))
        pointer(k, k + 1).pointee /= twice
        pointer(k + 1, k).pointee /= twice
    }

    /// Replaces the block above two roots on the diagonal by the solution of their Sylvester equation.
    private func couple(_ low: Int, _ middle: Int, _ high: Int) -> Outcome {
        let (rows, columns) = (middle - low, high - middle)
        let right = UnsafeMatrix(pointer(low, middle), rows: columns, columns: rows, rowStride: n)
        let left = UnsafeMatrix(pointer(low, low), rows: rows, columns: rows, rowStride: n)
        let below = UnsafeMatrix(pointer(middle, middle), rows: columns, columns: columns, rowStride: n)
        // LAPACK overwrites what a second attempt needs.
        let copy = Matrix<Element>.zeros(columns, rows)
        copy.unsafeView.copyElements(of: right)
        let (info, scale) = TriangularSylvester.solve(left, below, copy.unsafeView)
        if info == 0 {
            right.copyElements(of: copy.unsafeView)
            extendLifetime(copy)
            if scale != 1 { for j in 0..<columns { Elementwise.divide(right.row(j), by: Element(real: scale)) } }
            return .done
        }
        let isReal = Element.self == Element.RealType.self
        if isReal { return .perturbed }
        return right.solveTriangularSylvester(left, below).map { .undefined(middle + $0) } ?? .done
    }
}

extension UnsafeMatrix {
    /// Overwrites this matrix, Fᵀ, with Xᵀ, where `A·X + X·B = F` for upper triangular A and B, given as Aᵀ and Bᵀ;
    /// sums of their eigenvalues may be as small as they like. Where one is zero, so must be what is divided by it: if not,
    /// the answer is its place in B.
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func solveTriangularSylvester(_ a: UnsafeMatrix, _ b: UnsafeMatrix) -> Int? {
        for j in 0..<rows {
            for i in (0..<columns).reversed() {
                var value = self[j, i]
                for k in i + 1..<max(columns, i + 1) { value -= a[k, i] * self[j, k] }
                for k in 0..<j { value -= self[k, i] * b[j, k] }
                let sum = a[i, i] + b[j, j]
                if sum == 0 && value != 0 { return j }
                self[j, i] = sum == 0 ? 0 : value / sum
            }
        }
        return nil
    }
}
