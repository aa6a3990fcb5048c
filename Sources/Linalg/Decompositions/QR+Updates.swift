internal import ComplexModule
internal import RealModule

extension QR {
    /// Makes this the decomposition of `A + u·vᴴ`, by two sweeps of rotations: one that turns `Qᴴ·u` into a multiple of the
    /// first unit vector, and one that makes `R` triangular again. `scipy.linalg.qr_update` with one vector each.
    ///
    /// The part of `u` that the columns of a thin Q do not span takes one more column meanwhile, which is dropped at the end.
    ///
    /// - Precondition: `u` has as many elements as the matrix has rows, `v` as many as it has columns.
    /// - Throws: ``LinalgError/notFinite(row:column:)`` if `u` (column 0) or `v` (column 1) has an infinity or a NaN in that
    ///   row; ``LinalgError/overflow``. The decomposition is then unchanged.
    /// - Complexity: 12·m·k + 6·n·k multiplications, with k columns of Q; allocates copies of Q and R and some vectors.
    /// - Accuracy: ‖A + u·vᴴ − Q·R‖ / (max(m, n)·(‖A‖ + ‖u·vᴴ‖)·u) and ‖I − QᴴQ‖ / (m·u) are tested at ≤ 30.
    /// - Source: Golub, Van Loan: Matrix Computations, 4th ed., section 6.5.1; Daniel, Gragg, Kaufman, Stewart:
    ///   Reorthogonalization and stable algorithms for updating the Gram-Schmidt QR factorization, 1976.
    public mutating func update(adding u: Vector<Element>, times v: Vector<Element>) throws(LinalgError) {
        let (m, n, k) = (q.rows, r.columns, q.columns)
        require(
            u.count == m && v.count == n,
            "update: a matrix of \(m)×\(n) with vectors of \(u.count) and \(v.count) elements")
        if let row = (0..<m).first(where: { !u[$0].isFinite }) { throw .notFinite(row: row, column: 0) }
        if let row = (0..<n).first(where: { !v[$0].isFinite }) { throw .notFinite(row: row, column: 1) }
        if k == 0 || n == 0 { return }

        // u = Q·w + what is left, orthogonalised twice, which is enough.
        var (w, rest) = (Vector<Element>.zeros(k), u)
        for _ in 0..<2 {
            var part = Vector<Element>.zeros(k)
            multiply(q, rest, into: &part, transposeA: .conjugateTranspose)
            multiply(q, part, into: &rest, alpha: -1, beta: 1)
            w += part
        }
        let distance = m > k ? rest.norm() : 0
        let extended = distance > u.norm() * Element.RealType.ulpOfOne * Element.RealType(m)
        let count = extended ? k + 1 : k
        var newQ = Matrix<Element>.workingZeros(m, count)
        var newR = Matrix<Element>.workingZeros(count, n)
        newQ[..., 0..<k] = q
        newR[0..<k, ...] = r
        var projected = Vector<Element>.zeros(count)
        projected[0..<k] = w
        if extended {
            for i in 0..<m { newQ[i, k] = rest[i] / Element(real: distance) }
            // A rest that is small beside u is not quite orthogonal after it was scaled.
            var part = Vector<Element>.zeros(k)
            multiply(q, newQ[column: k], into: &part, transposeA: .conjugateTranspose)
            multiply(q, part, into: &newQ[column: k], alpha: -1, beta: 1)
            newQ[column: k].divide(by: newQ[column: k].norm())
            projected[k] = Element(real: distance)
        }

        var rotations = [Rotation<Element>]()
        for j in (0..<count - 1).reversed() {
            let rotation = Rotation(zeroing: projected[j + 1], against: projected[j])
            projected[j] = rotation.length
            newR.unsafeView.rotateRows(j, rotation)
            rotations.append(rotation.at(j))
        }
        newR.unsafeView.row(0).addConjugate(of: v.unsafeView, times: projected[0])
        for j in 0..<min(count - 1, n) {
            let rotation = Rotation(zeroing: newR[j + 1, j], against: newR[j, j])
            newR.unsafeView.rotateRows(j, rotation)
            newR[j + 1, j] = 0
            rotations.append(rotation.at(j))
        }
        rotations.withUnsafeBufferPointer { newQ.unsafeView.rotateColumns($0) }
        extendLifetime(v)
        // What the first sweep left below the diagonal is rounding only.
        for i in 0..<count { for j in 0..<min(i, n) { newR[i, j] = 0 } }
        if !newQ.allFinite || !newR.allFinite { throw .overflow }
        (q, r) = extended ? (newQ[..., 0..<k].workingCopy(), newR[0..<k, ...].workingCopy()) : (newQ, newR)
    }
}

/// A rotation of two neighbouring entries: [c s; −s̄ c], which maps a given pair onto a length and zero.
struct Rotation<Element: Scalar>: Sendable {
    /// c.
    let cosine: Element
    /// s.
    let sine: Element
    /// What the first entry of the pair becomes.
    let length: Element
    /// The first of the two places.
    private(set) var place = 0

    /// The one that makes `y` zero: c·x + s·y is the length, −s̄·x + c·y zero.
    init(zeroing y: Element, against x: Element) {
        let (sizeX, sizeY) = (x.modulus, y.modulus)
        if sizeY == 0 {
            (cosine, sine, length) = (1, 0, x)
        } else if sizeX == 0 {
            (cosine, sine, length) = (0, y.conjugated / Element(real: sizeY), Element(real: sizeY))
        } else {
            let size = Element.RealType.hypot(sizeX, sizeY)
            let phase = x / Element(real: sizeX)
            cosine = Element(real: sizeX / size)
            sine = phase * (y.conjugated / Element(real: size))
            length = phase * Element(real: size)
        }
    }

    /// The same rotation of the entries `place` and `place + 1`.
    func at(_ place: Int) -> Rotation {
        var result = self
        result.place = place
        return result
    }
}

extension UnsafeMatrix {
    /// Applies a rotation to rows j and j + 1.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func rotateRows(_ j: Int, _ rotation: Rotation<Element>) {
        for column in 0..<columns {
            let (x, y) = (self[j, column], self[j + 1, column])
            self[j, column] = rotation.cosine * x + rotation.sine * y
            self[j + 1, column] = rotation.cosine * y - rotation.sine.conjugated * x
        }
    }

    /// Applies the adjoints of rotations to the columns, row by row, so that the product with the rotated rows of another
    /// matrix stays what it was.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func rotateColumns(_ rotations: UnsafeBufferPointer<Rotation<Element>>) {
        for i in 0..<rows {
            for rotation in rotations {
                let j = rotation.place
                let (x, y) = (self[i, j], self[i, j + 1])
                self[i, j] = rotation.cosine * x + rotation.sine.conjugated * y
                self[i, j + 1] = rotation.cosine * y - rotation.sine * x
            }
        }
    }
}

extension UnsafeVector {
    /// Adds a multiple of the conjugate of a vector.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func addConjugate(of x: UnsafeVector, times factor: Element) {
        for i in 0..<count { self[i] += factor * x[i].conjugated }
    }
}
