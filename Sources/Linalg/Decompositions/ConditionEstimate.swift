internal import ComplexModule
internal import RealModule

/// A power of two that brings entries with this largest magnitude near one, if they are so large or small that an
/// estimator of LAPACK would give up, and answer zero.
func estimatorScale<RealType: RealScalar>(_ largest: RealType) -> RealType {
    if largest == 0 || largest.exponent.magnitude < RealType.greatestFiniteMagnitude.exponent / 4 { return 1 }
    // Not beyond the range itself.
    let limit = RealType.greatestFiniteMagnitude.exponent - 1
    return RealType(sign: .plus, exponent: min(max(-largest.exponent, -limit), limit), significand: 1)
}

/// Calls an estimator of LAPACK with its workspaces: so many elements and numbers of each kind for each of n.
func estimateCondition<Element: Scalar>(
    _ n: Int, elements: Int, _: Element.Type,
    _ routine: (
        _ result: UnsafeMutablePointer<Element.RealType>, _ work: UnsafeMutablePointer<Element>,
        _ realWork: UnsafeMutablePointer<Element.RealType>, _ integerWork: UnsafeMutablePointer<Int32>
    ) -> Int
) -> Element.RealType {
    let work = Vector<Element>.zeros(elements * n)
    let realWork = Vector<Element.RealType>.zeros(2 * n)
    let integerWork = UnsafeMutablePointer<Int32>.allocate(capacity: max(n, 1))
    defer {
        integerWork.deallocate()
        extendLifetime(work)
        extendLifetime(realWork)
    }
    var result: Element.RealType = 0
    let info = CallGate.pass { routine(&result, work.unsafeView.base, realWork.unsafeView.base, integerWork) }
    require(info == 0, "an estimate of a condition number: argument \(-info) is invalid")
    return result
}

/// Throws unless a reciprocal condition is as large as was asked for.
func demand<RealType: RealScalar>(_ reciprocalCondition: RealType, atLeast least: RealType) throws(LinalgError) {
    if !(reciprocalCondition >= least) { throw .illConditioned(reciprocalCondition: Double(reciprocalCondition)) }
}

extension LU {
    /// An estimate of `1 / (‖A‖·‖A⁻¹‖)`: zero for a singular matrix, one for the empty one.
    ///
    /// The estimate of `‖A⁻¹‖` is a lower bound that is seldom more than three times too small, so that this one is
    /// at most so much too large. Known in LAPACK as *gecon*.
    ///
    /// - Complexity: O(n²), about four solutions; allocates a workspace.
    /// - Accuracy: over the true value, tested to be between 1 − n·u/value and 10.
    /// - Source: Higham: FORTRAN codes for estimating the one-norm of a real or complex matrix, 1988.
    public func reciprocalCondition(_ norm: OperatorNorm = .one) -> Element.RealType {
        if size == 0 { return 1 }
        if isSingular { return 0 }
        var factors = factors
        // The other triangle has a diagonal of ones, and stays.
        let largest = (0..<size).reduce(Element.RealType(0)) { max($0, factors[row: $1][0...$1].norm(.infinity)) }
        let power = estimatorScale(largest)
        if power != 1 {
            for i in 0..<size { factors[row: i][0...i].scale(by: Element(real: power)) }
        }
        defer { extendLifetime(factors) }
        let view = factors.unsafeView
        let inverse = estimateCondition(size, elements: 4, Element.self) { result, work, realWork, integerWork in
            // The transpose was factored: its columns are the rows.
            Element.Routines.gecon(
                norm.flipped, size, view.base, view.leadingDimension, 1, result, work, realWork, integerWork)
        }
        return norms.reciprocalCondition(norm, reciprocalOfInverse: inverse, times: power)
    }

    /// Throws if the matrix is singular to working precision, that is if the reciprocal of its condition number in the
    /// one-norm is below `least`, the machine's ε unless said otherwise.
    ///
    /// - Returns: The estimate of ``reciprocalCondition(_:)``.
    /// - Throws: ``LinalgError/illConditioned(reciprocalCondition:)``.
    /// - Complexity: as ``reciprocalCondition(_:)``.
    @discardableResult
    public func checkCondition(
        atLeast least: Element.RealType = .ulpOfOne
    ) throws(LinalgError) -> Element.RealType {
        let value = reciprocalCondition()
        try demand(value, atLeast: least)
        return value
    }
}

extension Cholesky {
    /// An estimate of `1 / (‖A‖·‖A⁻¹‖)`, the same in the one-norm and the infinity-norm; one for the empty matrix.
    ///
    /// Known in LAPACK as *pocon*.
    ///
    /// - Complexity: O(n²), about four solutions; allocates a workspace. After an update 2·n³ flops, for the norm.
    /// - Accuracy: as ``LU/reciprocalCondition(_:)``.
    public func reciprocalCondition() -> Element.RealType {
        if size == 0 { return 1 }
        defer { extendLifetime(lower) }
        let view = lower.unsafeView
        let inverse = estimateCondition(size, elements: 3, Element.self) { result, work, realWork, integerWork in
            // Row-major lower is LAPACK's upper.
            Element.Routines.pocon(
                .upper, size, view.base, view.leadingDimension, 1, result, work, realWork, integerWork)
        }
        var sums = Workspace()
        let norms = norms ?? ConditionNorms(triangle: reconstructed(), &sums)
        return norms.reciprocalCondition(.one, reciprocalOfInverse: inverse)
    }

    /// Throws if the matrix is singular to working precision: see ``LU/checkCondition(atLeast:)``.
    ///
    /// - Throws: ``LinalgError/illConditioned(reciprocalCondition:)``.
    @discardableResult
    public func checkCondition(
        atLeast least: Element.RealType = .ulpOfOne
    ) throws(LinalgError) -> Element.RealType {
        let value = reciprocalCondition()
        try demand(value, atLeast: least)
        return value
    }
}

extension LDLT {
    /// An estimate of `1 / (‖A‖·‖A⁻¹‖)`, the same in the one-norm and the infinity-norm: zero for a singular matrix, one
    /// for the empty one.
    ///
    /// Known in LAPACK as *sycon_3*, *hecon_3*.
    ///
    /// - Complexity: O(n²), about four solutions; allocates a workspace.
    /// - Accuracy: as ``LU/reciprocalCondition(_:)``.
    public func reciprocalCondition() -> Element.RealType {
        if size == 0 { return 1 }
        if isSingular { return 0 }
        var (factor, beside) = (factor, beside)
        let power = estimatorScale(max(factor.diagonal.norm(.infinity), beside.norm(.infinity)))
        if power != 1 {
            factor.diagonal.scale(by: Element(real: power))
            beside.scale(by: Element(real: power))
        }
        defer {
            extendLifetime(factor)
            extendLifetime(beside)
        }
        let (view, e) = (factor.unsafeView, beside.unsafeView.base)
        var pivots = exchanges
        let inverse = pivots.withUnsafeMutableBufferPointer { pivots in
            estimateCondition(size, elements: 2, Element.self) { result, work, _, integerWork in
                let call = symmetry == .hermitian ? Element.Routines.hecon : Element.Routines.sycon
                return call(
                    .lower, size, view.base, view.leadingDimension, e, pivots.baseAddress!, 1, result, work,
                    integerWork)
            }
        }
        return norms.reciprocalCondition(.one, reciprocalOfInverse: inverse, times: power)
    }

    /// Throws if the matrix is singular to working precision: see ``LU/checkCondition(atLeast:)``.
    ///
    /// - Throws: ``LinalgError/illConditioned(reciprocalCondition:)``.
    @discardableResult
    public func checkCondition(
        atLeast least: Element.RealType = .ulpOfOne
    ) throws(LinalgError) -> Element.RealType {
        let value = reciprocalCondition()
        try demand(value, atLeast: least)
        return value
    }
}
