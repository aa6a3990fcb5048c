internal import ComplexModule
internal import RealModule

// Formulas for single elements of the functions of triangular matrices, written so that nothing cancels.

/// `a^(1/2ᵏ) − 1` without the cancellation of k square roots that approach one.
///
/// - Source: Al-Mohy: A more accurate Briggs method for the logarithm, 2012.
func rootMinusOne<Real: RealScalar>(_ a: Complex<Real>, _ roots: Int) -> Complex<Real> {
    if roots == 0 { return a - 1 }
    var (a, rest) = (a, roots)
    if a.realPart < 0 {
        a = .sqrt(a)
        rest -= 1
    }
    let numerator = a - 1
    if rest == 0 { return numerator }
    a = .sqrt(a)
    var product = 1 + a
    for _ in 1..<rest {
        a = .sqrt(a)
        product *= 1 + a
    }
    return numerator / product
}

/// How many times 2π the imaginary part of a number exceeds the principal range: Corless's unwinding number.
private func unwinding<Real: RealScalar>(_ z: Complex<Real>) -> Real {
    ((z.imaginaryPart - .pi) / (2 * .pi)).rounded(.up)
}

/// Whether two numbers are so close that a difference quotient must be written another way.
private func areClose<Real: RealScalar>(_ a: Complex<Real>, _ b: Complex<Real>) -> Bool {
    (b - a).modulus <= (a + b).modulus / 2
}

/// `(log b − log a) / (b − a)`, and 1/a where they are equal: the superdiagonal of a logarithm over that of the matrix.
///
/// - Source: Higham: Functions of Matrices, 2008, formula 11.28.
func logarithmicSlope<Real: RealScalar>(_ a: Complex<Real>, _ b: Complex<Real>) -> Complex<Real> {
    if a == b { return 1 / a }
    let difference = Complex<Real>.log(b) - Complex<Real>.log(a)
    if !areClose(a, b) { return difference / (b - a) }
    let turn = Complex<Real>(0, .pi * unwinding(difference))
    return 2 * (Complex<Real>.atanh((b - a) / (b + a)) + turn) / (b - a)
}

/// `(bᵖ − aᵖ) / (b − a)`, and p·aᵖ⁻¹ where they are equal: the superdiagonal of a power over that of the matrix.
///
/// - Source: Higham, Lin: A Schur–Padé algorithm for fractional powers of a matrix, 2011, formula 5.6.
func powerSlope<Real: RealScalar>(_ a: Complex<Real>, _ b: Complex<Real>, _ p: Real) -> Complex<Real> {
    let (logA, logB) = (Complex<Real>.log(a), Complex<Real>.log(b))
    func power(_ logarithm: Complex<Real>, _ exponent: Real) -> Complex<Real> {
        .exp(Complex(logarithm.realPart * exponent, logarithm.imaginaryPart * exponent))
    }
    if a == b { return Complex(p, 0) * power(logA, p - 1) }
    if !areClose(a, b) { return (power(logB, p) - power(logA, p)) / (b - a) }
    let turn = Complex<Real>(0, .pi * unwinding(logB - logA))
    let angle = Complex(p, 0) * (Complex<Real>.atanh((b - a) / (b + a)) + turn)
    return power(logA + logB, p / 2) * 2 * Complex<Real>.sinh(angle) / (b - a)
}

/// `(exp b − exp a) / (b − a)`, and exp a where they are equal: the superdiagonal of an exponential over that of the matrix.
///
/// - Source: Al-Mohy, Higham: A new scaling and squaring algorithm for the matrix exponential, 2009, formula 2.2.
func exponentialSlope<Real: RealScalar>(_ a: Complex<Real>, _ b: Complex<Real>) -> Complex<Real> {
    if a == b { return .exp(a) }
    let half = (b - a) / 2
    if half.modulus > 1 { return (Complex<Real>.exp(b) - Complex<Real>.exp(a)) / (b - a) }
    return .exp((a + b) / 2) * Complex<Real>.sinh(half) / half
}

/// Nodes and weights of Gauss and Legendre on 0...1.
///
/// Newton's method on Legendre's polynomials, from the usual starting values.
func gaussLegendre<Real: RealScalar>(_ count: Int, _: Real.Type) -> [(node: Real, weight: Real)] {
    (0..<count).map { k in
        var x = Real.cos(.pi * (Real(k) + 0.75) / (Real(count) + 0.5))
        var slope: Real = 1
        for _ in 0..<8 {
            var (value, previous): (Real, Real) = (x, 1)
            for j in 2..<max(count + 1, 2) {
                (value, previous) = (((2 * Real(j) - 1) * x * value - (Real(j) - 1) * previous) / Real(j), value)
            }
            slope = Real(count) * (previous - x * value) / (1 - x * x)
            x -= value / slope
        }
        return ((1 + x) / 2, 1 / ((1 - x * x) * slope * slope))
    }
}
