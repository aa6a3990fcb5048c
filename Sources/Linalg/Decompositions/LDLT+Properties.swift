internal import ComplexModule
internal import RealModule

/// How many eigenvalues of a Hermitian matrix have each sign.
public struct Inertia: Sendable, Hashable {
    /// How many are positive.
    public var positive: Int
    /// How many are negative.
    public var negative: Int
    /// How many are zero.
    public var zero: Int

    /// The counts of each sign.
    public init(positive: Int, negative: Int, zero: Int) {
        (self.positive, self.negative, self.zero) = (positive, negative, zero)
    }
}

extension LDLT {
    /// How many eigenvalues are positive, negative and zero, by Sylvester's law: those of `D` have the same signs.
    ///
    /// An eigenvalue that is tiny beside the largest may be counted on either side, within rounding of the matrix.
    ///
    /// - Precondition: the matrix is Hermitian, not complex symmetric.
    /// - Complexity: O(n).
    public var inertia: Inertia {
        require(
            symmetry == .hermitian || Element.self == Element.RealType.self,
            "inertia: a complex symmetric matrix has none; factor a Hermitian one")
        var inertia = Inertia(positive: 0, negative: 0, zero: 0)
        for block in blocks {
            if block.size == 2 {
                // The pivoting takes a pair only where its determinant is negative.
                inertia.positive += 1
                inertia.negative += 1
            } else if block.first.realPart > 0 {
                inertia.positive += 1
            } else if block.first.realPart < 0 {
                inertia.negative += 1
            } else {
                inertia.zero += 1
            }
        }
        return inertia
    }

    /// The determinant; zero for a singular matrix, one for the empty one. It overflows and underflows easily.
    ///
    /// - Complexity: O(n).
    public var determinant: Element {
        if isSingular { return 0 }
        return blocks.reduce(1) { product, block in
            if block.size == 1 { return product * block.first }
            return product * block.above * (block.scaledDeterminant * block.below)
        }
    }

    /// The determinant as its sign, a number of modulus one, and the natural logarithm of its modulus, which does not
    /// overflow: `numpy.linalg.slogdet`. Zero and minus infinity for a singular matrix.
    ///
    /// - Complexity: O(n).
    public var signAndLogarithmOfDeterminant: (sign: Element, logarithm: Element.RealType) {
        if isSingular { return (0, -.infinity) }
        var (sign, logarithm): (Element, Element.RealType) = (1, 0)
        for block in blocks {
            for factor in block.size == 1 ? [block.first] : [block.scaledDeterminant, block.below, block.above] {
                let modulus = factor.modulus
                sign *= factor / Element(real: modulus)
                logarithm += .log(modulus)
            }
        }
        return (sign, logarithm)
    }

    /// `L`, unit lower triangular, so that `A[order[i], order[j]]` is entry i, j of `L·D·Lᴴ`.
    ///
    /// - Complexity: O(n²), one allocation.
    public var lower: Matrix<Element> {
        Matrix(rows: size, columns: size) { i, j in
            if i == j { return 1 }
            if i < j { return 0 }
            return symmetry == .hermitian ? factor[j, i].conjugated : factor[j, i]
        }
    }

    /// `D`, with blocks of size one and two on its diagonal.
    ///
    /// - Complexity: O(n²), one allocation.
    public var blockDiagonal: Matrix<Element> {
        var result = Matrix<Element>.zeros(size, size)
        for block in blocks {
            let k = block.place
            result[k, k] = block.first
            if block.size == 2 {
                result[k + 1, k + 1] = block.last
                result[k, k + 1] = block.above
                result[k + 1, k] = block.below
            }
        }
        return result
    }

    /// The rows of the matrix in the order of those of `L`.
    ///
    /// - Complexity: O(n).
    public var order: [Int] {
        var order = Array(0..<size)
        for k in 0..<size { order.swapAt(k, Int(exchanges[k].magnitude) - 1) }
        return order
    }

    /// The matrix that was factored, both triangles, up to rounding.
    ///
    /// - Complexity: O(n³); allocates the result and the factors apart.
    public func reconstructed() -> Matrix<Element> {
        let lower = lower
        var product = Matrix<Element>.zeros(size, size)
        multiply(lower * blockDiagonal, lower, into: &product, transposeB: symmetry.transpose)
        let order = order
        var result = product
        for i in 0..<size { for j in 0..<size { result[order[i], order[j]] = product[i, j] } }
        return result
    }
}

extension LDLT.Block {
    /// The determinant over the product of what stands beside the diagonal, which neither overflows nor underflows.
    var scaledDeterminant: Element { (first / above) * (last / below) - 1 }
}
