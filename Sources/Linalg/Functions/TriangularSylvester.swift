/// The equation `A·X + X·B = C` for upper triangular or, for real numbers, quasi-triangular A and B as *gees* leaves them.
///
/// All are column-major, as LAPACK reads them, and given as the transposes that they are in row-major order: Aᵀ m×m, Bᵀ n×n,
/// Cᵀ n×m.
///
/// LAPACK's *trsyl* works column by column. Above a size the larger of the two triangles is halved, which makes products
/// of matrices of most of the work.
///
/// - Source: Jonsson, Kågström: Recursive blocked algorithms for solving triangular systems, part I, 2002.
package struct TriangularSylvester<Element: Scalar> {
    private let a: UnsafeMatrix<Element>
    private let b: UnsafeMatrix<Element>
    private let largestLeaf: Int

    /// What LAPACK has to say: one if it perturbed eigenvalues, and a factor of C that keeps X within the range.
    package typealias Answer = (info: Int, scale: Element.RealType)

    /// Overwrites `c` with the solution for the right-hand side `scale·C`.
    package static func solve(
        _ a: UnsafeMatrix<Element>, _ b: UnsafeMatrix<Element>, _ c: UnsafeMatrix<Element>,
        largestLeaf: Int = SylvesterPath.largestLeaf
    ) -> Answer {
        let equation = TriangularSylvester(a: a, b: b, largestLeaf: largestLeaf)
        if max(a.rows, b.rows) > largestLeaf {
            let copy = Matrix<Element>(uninitializedRows: c.rows, columns: c.columns)
            copy.unsafeView.copyElements(of: c)
            if equation.solveByHalves(copy.unsafeView) && copy.allFinite {
                c.copyElements(of: copy.unsafeView)
                extendLifetime(copy)
                return (0, 1)
            }
        }
        // A leaf that scales would have to scale all that came before it: LAPACK does that.
        return equation.solveAtOnce(c)
    }

    /// The same for blocks of the triangles.
    private func with(_ a: UnsafeMatrix<Element>, _ b: UnsafeMatrix<Element>) -> TriangularSylvester {
        TriangularSylvester(a: a, b: b, largestLeaf: largestLeaf)
    }

    private func solveAtOnce(_ c: UnsafeMatrix<Element>) -> Answer {
        var scale: Element.RealType = 1
        let info = CallGate.pass {
            Element.Routines.trsyl(
                a.rows, b.rows, a.base, a.leadingDimension, b.base, b.leadingDimension, c.base, c.leadingDimension,
                &scale)
        }
        require(info >= 0, "trsyl: argument \(-info) is invalid")
        return (info, scale)
    }

    /// Whether no leaf was perturbed or scaled.
    private func solveByHalves(_ c: UnsafeMatrix<Element>) -> Bool {
        let (m, n) = (a.rows, b.rows)
        if max(m, n) <= largestLeaf {
            let (info, scale) = solveAtOnce(c)
            return info == 0 && scale == 1
        }
        if m >= n {
            // A₂·X₂ + X₂·B = C₂, then A₁·X₁ + X₁·B = C₁ − A₁₂·X₂.
            let middle = a.middle
            let (first, second) = (c.columns(0..<middle), c.columns(middle..<m))
            if !with(a.block(middle..<m), b).solveByHalves(second) { return false }
            Kernels.gemm(.none, .none, -1, second, a.rows(middle..<m).columns(0..<middle), 1, first)
            return with(a.block(0..<middle), b).solveByHalves(first)
        }
        // A·X₁ + X₁·B₁ = C₁, then A·X₂ + X₂·B₂ = C₂ − X₁·B₁₂.
        let middle = b.middle
        let (first, second) = (c.rows(0..<middle), c.rows(middle..<n))
        if !with(a, b.block(0..<middle)).solveByHalves(first) { return false }
        Kernels.gemm(.none, .none, -1, b.rows(middle..<n).columns(0..<middle), first, 1, second)
        return with(a, b.block(middle..<n)).solveByHalves(second)
    }
}

extension UnsafeMatrix {
    /// A block on the diagonal.
    func block(_ range: Range<Int>) -> UnsafeMatrix { rows(range).columns(range) }

    /// Where the transpose of a quasi-triangular matrix is halved without cutting a block.
    fileprivate var middle: Int {
        let middle = rows / 2
        return self[middle - 1, middle] == 0 ? middle : middle + 1
    }
}
