/// A function of one number that all four scalar types have, to be applied element by element.
///
/// ```swift
/// let y = x.applying(.exp)        // numpy.exp(x)
/// a[row: 0].apply(.squareRoot)    // in place
/// ```
///
/// Of a real number outside of a function's domain the value is NaN, as in NumPy; a complex function is the principal
/// branch. swift-numerics has one complex infinity where NumPy has many, so that signs at infinity may differ.
///
/// - Accuracy: ``exp`` and ``log`` of real numbers are tested at ≤ 1.2 ULPs, ``expMinusOne`` and ``sigmoid`` at ≤ 2.5, ``tanh`` at ≤ 2.75, with
///   vector instructions; the others are those of the C library, within a few ULPs. Exactly rounded are ``squareRoot``,
///   ``square`` and ``reciprocal`` of real numbers.
public enum ElementaryFunction: Sendable, Hashable, CaseIterable {
    /// eˣ: `numpy.exp`.
    case exp
    /// eˣ − 1, accurate near zero: `numpy.expm1`.
    case expMinusOne
    /// The natural logarithm: `numpy.log`.
    case log
    /// log(1 + x), accurate near zero: `numpy.log1p`.
    case logOnePlus
    /// √x: `numpy.sqrt`.
    case squareRoot
    /// x²: `numpy.square`.
    case square
    /// 1 / x: `numpy.reciprocal`.
    case reciprocal
    /// The sine of radians: `numpy.sin`.
    case sin
    /// The cosine of radians: `numpy.cos`.
    case cos
    /// The tangent of radians: `numpy.tan`.
    case tan
    /// The inverse sine: `numpy.arcsin`.
    case asin
    /// The inverse cosine: `numpy.arccos`.
    case acos
    /// The inverse tangent: `numpy.arctan`.
    case atan
    /// The hyperbolic sine: `numpy.sinh`.
    case sinh
    /// The hyperbolic cosine: `numpy.cosh`.
    case cosh
    /// The hyperbolic tangent: `numpy.tanh`.
    case tanh
    /// The inverse hyperbolic sine: `numpy.arcsinh`.
    case asinh
    /// The inverse hyperbolic cosine: `numpy.arccosh`.
    case acosh
    /// The inverse hyperbolic tangent: `numpy.arctanh`.
    case atanh
    /// 1 / (1 + e⁻ˣ), the logistic function: `scipy.special.expit`.
    case sigmoid
}

/// A function of one real number, to be applied element by element.
///
/// - Accuracy: those that round, and ``absoluteValue`` and ``sign``, are exact; the others are those of the C library.
public enum RealFunction: Sendable, Hashable, CaseIterable {
    /// |x|: `numpy.abs`. Of complex numbers see `magnitudes()`.
    case absoluteValue
    /// −1, 0 or 1, NaN of NaN: `numpy.sign`.
    case sign
    /// The largest integer that is not above: `numpy.floor`.
    case floor
    /// The smallest integer that is not below: `numpy.ceil`.
    case ceil
    /// The integer towards zero: `numpy.trunc`.
    case truncate
    /// The nearest integer, of two the even one: `numpy.round`, `numpy.rint`.
    case round
    /// The cube root: `numpy.cbrt`.
    case cubeRoot
    /// 2ˣ: `numpy.exp2`.
    case exp2
    /// 10ˣ.
    case exp10
    /// The logarithm to base 2: `numpy.log2`.
    case log2
    /// The logarithm to base 10: `numpy.log10`.
    case log10
    /// The error function: `scipy.special.erf`.
    case erf
    /// 1 − erf(x), accurate where that is small: `scipy.special.erfc`.
    case erfc
    /// The gamma function: `scipy.special.gamma`.
    case gamma
    /// The logarithm of the magnitude of the gamma function: `scipy.special.gammaln`, but ∞ at −∞.
    case logGamma
}
