internal import ComplexModule
internal import RealModule

extension Matrix {
    /// The covariances of the variables, one a row or a column, whose observations are the elements: `numpy.cov`.
    ///
    /// `C[i, j] = Σ (xᵢ − mean)(conj(xⱼ − mean)) / (n − ddof)`, where n is the number of observations; NaN if that
    /// denominator is not positive. NumPy's `rowvar=True` is `ofEach: .row`.
    ///
    /// - Complexity: one product of 2·variables²·n flops; allocates the centred matrix and the result.
    /// - Accuracy: as that product's; against a wider type tested at ≤ 16.
    public func covariance(ofEach line: MatrixLine, ddof: Int = 1) -> Matrix {
        let observations = line == .row ? columns : rows
        let variables = line == .row ? rows : columns
        if observations <= ddof {
            return Matrix(rows: variables, columns: variables, repeating: Element(real: .nan))
        }
        let other: MatrixLine = line == .row ? .column : .row
        let centred = subtracting(mean(ofEach: line), fromEach: other)
        var result = Matrix.zeros(variables, variables)
        let scale = 1 / Element(real: Element.RealType(observations - ddof))
        if line == .row {
            multiply(centred, centred, into: &result, alpha: scale, transposeB: .conjugateTranspose)
        } else {
            // Σ xᵢ·conj(xⱼ) over rows is the transpose of centredᴴ·centred.
            multiply(
                centred, centred.conjugated(), into: &result, alpha: scale, transposeA: .transpose)
        }
        return result
    }

    /// The correlation coefficients of the variables, one a row or a column: `numpy.corrcoef`.
    ///
    /// `C[i, j] / √(C[i, i]·C[j, j])`, of which the parts are held within −1 ... 1; NaN for a constant variable.
    ///
    /// - Complexity: that of ``covariance(ofEach:ddof:)``.
    public func correlation(ofEach line: MatrixLine) -> Matrix {
        var result = covariance(ofEach: line)
        let factors = Vector<Element>(count: result.rows) { i in
            // Of a constant variable there is none.
            let variance = result[i, i].realPart
            return Element(real: variance == 0 ? .nan : 1 / variance.squareRoot())
        }
        result.multiplyElements(ofEach: .row, by: factors)
        result.multiplyElements(ofEach: .column, by: factors)
        return result.mapped { Element(clipping: $0) }
    }
}

extension Scalar {
    /// The number with its parts held within −1 ... 1; NaN stays.
    fileprivate init(clipping number: Self) {
        let (x, y) = (number.realPart, number.imaginaryPart)
        let inside = !(x > 1 || x < -1 || y > 1 || y < -1)
        // Rounding takes only a real coefficient, or one of modulus one, beyond: scaling keeps a complex one's direction.
        self = inside || number.modulus <= 1 ? number : number / Self(real: number.modulus)
    }
}

// MARK: - Counting

extension Vector where Element: RealScalar {
    /// How many elements lie in each of some intervals: `numpy.histogram(x, edges)`.
    ///
    /// Each interval has its lower edge but not its upper one, except the last, which has both. What lies outside, and
    /// NaN, is not counted.
    ///
    /// - Precondition: there are two edges at least, which ascend.
    /// - Complexity: O(n·log(edges)).
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func histogram(edges: Vector) -> [Int] {
        require(edges.count >= 2, "histogram: \(edges.count) edges; at least two are needed")
        for i in 1..<edges.count {
            require(edges[i - 1] <= edges[i], "histogram: edge \(i) is \(edges[i]), below the one before")
        }
        var counts = Array(repeating: 0, count: edges.count - 1)
        let last = edges[edges.count - 1]
        for value in self where value >= edges[0] && value <= last {
            let index = edges.insertionIndex(of: value, side: .afterEqual) - 1
            counts[Swift.min(index, counts.count - 1)] += 1
        }
        return counts
    }

    /// How many elements lie in each of `bins` intervals of equal width between the smallest and the largest element,
    /// and the edges: `numpy.histogram(x, bins)`.
    ///
    /// Elements that are all equal lie in an interval of width one around them; of no elements the interval is 0 ... 1.
    ///
    /// - Precondition: `bins` is positive, and all elements are finite.
    /// - Complexity: O(n·log(bins)).
    public func histogram(bins: Int) -> (counts: [Int], edges: Vector) {
        require(bins > 0, "histogram: \(bins) bins; at least one is needed")
        require(allFinite, "histogram: an element is not finite, so that there is no range; give the edges")
        var (low, high) = (min() ?? 0, max() ?? 1)
        if low == high { (low, high) = (low - 0.5, high + 0.5) }
        let edges = Vector.linspace(low, high, bins + 1)
        return (histogram(edges: edges), edges)
    }
}

// MARK: - Sums of products

extension Vector {
    /// The vector that is perpendicular to both of two of three elements: `numpy.cross`.
    ///
    /// - Precondition: both have three elements.
    public func cross(_ other: Vector) -> Vector {
        require(count == 3 && other.count == 3, "cross: vectors of \(count) and \(other.count) elements; both need 3")
        return [
            self[1] * other[2] - self[2] * other[1], self[2] * other[0] - self[0] * other[2],
            self[0] * other[1] - self[1] * other[0],
        ]
    }

    /// The convolution `Σ self[i]·kernel[k − i]`: `numpy.convolve`.
    ///
    /// - Parameters:
    ///   - kernel: The other factor.
    ///   - extent: Which places k there are.
    /// - Precondition: neither is empty.
    /// - Complexity: O(n·m), two allocations.
    public func convolved(with kernel: Vector, _ extent: ConvolutionExtent = .full) -> Vector {
        require(
            count > 0 && kernel.count > 0,
            "convolved: vectors of \(count) and \(kernel.count) elements; none may be empty")
        let (long, short) = count >= kernel.count ? (self, kernel) : (kernel, self)
        var full = Vector.zeros(count + kernel.count - 1)
        for i in 0..<short.count {
            Kernels.axpy(
                short[i], long.unsafeView, UnsafeVector(full.unsafeView.base + i, count: long.count))
        }
        extendLifetime(long)
        full.makeUnique()
        switch extent {
        case .full: return full
        case .same: return full[((short.count - 1) / 2)..<((short.count - 1) / 2 + long.count)]
        case .valid: return full[(short.count - 1)..<long.count]
        }
    }
}

/// Which places a convolution has.
public enum ConvolutionExtent: Sendable, Hashable {
    /// All at which the two overlap.
    case full
    /// As many as the longer one has, in the middle.
    case same
    /// Those at which the shorter one lies within the longer.
    case valid
}
