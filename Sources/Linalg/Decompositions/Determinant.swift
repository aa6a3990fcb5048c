internal import RealModule

/// The determinant of a matrix with these pivots, of which row i was exchanged with row `exchanges[i] − 1`.
func determinant<Element: Scalar>(_ exchanges: [Int32], pivot: (_ index: Int) -> Element) -> Element {
    var product: Element = 1
    for i in exchanges.indices {
        product *= pivot(i)
        if exchanges[i] != i + 1 { product = -product }
    }
    return product
}

/// The same as a number of modulus one and the logarithm of the modulus, which does not overflow.
func signAndLogarithmOfDeterminant<Element: Scalar>(
    _ exchanges: [Int32], pivot: (_ index: Int) -> Element
) -> (sign: Element, logarithm: Element.RealType) {
    var (sign, logarithm): (Element, Element.RealType) = (1, 0)
    for i in exchanges.indices {
        let pivot = pivot(i), modulus = pivot.modulus
        sign *= pivot / Element(real: modulus)
        if exchanges[i] != i + 1 { sign = -sign }
        logarithm += .log(modulus)
    }
    return (sign, logarithm)
}
