// Vector with vector: n elements read or written, about 2n operations.

// Only for the linker: a square root may become a call into the C library's mathematics, which this import links.
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension Reference {
    /// The inner product of two vectors.
    ///
    /// `Σ x[i] · y[i]`, summed from i = 0 upwards; nothing is conjugated. Shapes: `x` and `y` hold `count` elements.
    /// An empty product is 0. Known in BLAS as *dot*.
    ///
    /// - Precondition: `count ≥ 0`; strides are not 0.
    /// - Complexity: 2·count flops, no allocation.
    /// - Accuracy: the error is at most count·u·Σ|x[i]·y[i]| to first order.
    /// - Source: Lawson, Hanson, Kincaid, Krogh, Basic Linear Algebra Subprograms for Fortran Usage, 1979.
    @specialized(where T == Float)
    @specialized(where T == Double)
    public static func dot<T: BinaryFloatingPoint>(
        count: Int, x: UnsafePointer<T>, strideX: Int, y: UnsafePointer<T>, strideY: Int
    ) -> T {
        check("dot", count: count)
        check("dot", "x", stride: strideX)
        check("dot", "y", stride: strideY)
        var sum: T = 0
        var xi = start(count, strideX)
        var yi = start(count, strideY)
        for _ in 0..<count {
            sum += x[xi] * y[yi]
            xi &+= strideX
            yi &+= strideY
        }
        return sum
    }

    /// Adds a multiple of one vector to another.
    ///
    /// `y[i] += alpha · x[i]`. Shapes: `x` and `y` hold `count` elements. With `alpha == 0`, `x` is not read and `y`
    /// stays as it is. Known in BLAS as *axpy*.
    ///
    /// - Precondition: `count ≥ 0`; strides are not 0.
    /// - Complexity: 2·count flops, no allocation.
    /// - Accuracy: two roundings an element.
    /// - Source: Lawson, Hanson, Kincaid, Krogh, Basic Linear Algebra Subprograms for Fortran Usage, 1979.
    @specialized(where T == Float)
    @specialized(where T == Double)
    public static func axpy<T: BinaryFloatingPoint>(
        count: Int, alpha: T, x: UnsafePointer<T>, strideX: Int, y: UnsafeMutablePointer<T>, strideY: Int
    ) {
        check("axpy", count: count)
        check("axpy", "x", stride: strideX)
        check("axpy", "y", stride: strideY)
        if alpha == 0 { return }
        var xi = start(count, strideX)
        var yi = start(count, strideY)
        for _ in 0..<count {
            y[yi] += alpha * x[xi]
            xi &+= strideX
            yi &+= strideY
        }
    }

    /// Multiplies a vector by a number.
    ///
    /// `x[i] *= alpha`. Shapes: `x` holds `count` elements. It is a product whatever `alpha` is: a NaN or an infinity
    /// times 0 is NaN. Known in BLAS as *scal*, which does nothing for a negative stride; here one scales the same
    /// elements as the positive one.
    ///
    /// - Precondition: `count ≥ 0`; the stride is not 0.
    /// - Complexity: count flops, no allocation.
    /// - Accuracy: one rounding an element.
    /// - Source: Lawson, Hanson, Kincaid, Krogh, Basic Linear Algebra Subprograms for Fortran Usage, 1979.
    @specialized(where T == Float)
    @specialized(where T == Double)
    public static func scal<T: BinaryFloatingPoint>(
        count: Int, alpha: T, x: UnsafeMutablePointer<T>, strideX: Int
    ) {
        check("scal", count: count)
        check("scal", "x", stride: strideX)
        var xi = start(count, strideX)
        for _ in 0..<count {
            x[xi] *= alpha
            xi &+= strideX
        }
    }

    /// The Euclidean length of a vector.
    ///
    /// `√(Σ x[i]²)`. Shapes: `x` holds `count` elements. If the plain sum of squares overflows, or is so small that
    /// squares may have been lost, it is formed again from `x[i] / s`, where s is the largest power of two not above
    /// max |x[i]|. So the result is infinite only if the length is not representable. A NaN anywhere gives NaN, also
    /// beside an infinity; otherwise an infinity gives infinity. An empty vector has length 0. Known in BLAS as
    /// *nrm2*, which in some versions returns 0 for a negative stride.
    ///
    /// - Precondition: `count ≥ 0`; the stride is not 0.
    /// - Complexity: 2·count flops, no allocation; two more passes when scaling is needed.
    /// - Accuracy: a relative error of at most (count/2 + 2)·u to first order; where the result is subnormal, one unit
    ///   of the smallest subnormal more.
    /// - Source: scaling as in Blue, A Portable Fortran Program to Find the Euclidean Norm of a Vector, 1978.
    @specialized(where T == Float)
    @specialized(where T == Double)
    public static func nrm2<T: BinaryFloatingPoint>(count: Int, x: UnsafePointer<T>, strideX: Int) -> T {
        check("nrm2", count: count)
        check("nrm2", "x", stride: strideX)
        let x = x + start(count, strideX)
        var sum: T = 0
        for i in 0..<count { sum += x[i &* strideX] * x[i &* strideX] }
        // Where the sum exceeds this, what underflow took from it is below count · ulp² of it.
        let smallest = T.leastNormalMagnitude / T.ulpOfOne
        if sum.isNaN || (sum > smallest && sum.isFinite) { return sum.squareRoot() }

        var largest: T = 0
        for i in 0..<count { largest = max(largest, x[i &* strideX].magnitude) }
        if largest == 0 || largest.isInfinite { return largest }
        let scale = largest.binade
        sum = 0
        for i in 0..<count {
            let scaled = x[i &* strideX] / scale
            sum += scaled * scaled
        }
        return scale * sum.squareRoot()
    }
}
