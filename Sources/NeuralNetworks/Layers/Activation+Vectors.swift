internal import Linalg

/// The passes with vector instructions. Those of plain Swift are what the reference kernel takes, and what these are tested
/// against; the normal distribution function has no vector form.
extension Activation {
    /// Adds `bias` to each row of `z` and applies the activation, in one pass and in place; `kept` gets `z` if the
    /// derivative needs it.
    @inline(__always)
    func apply<T: RealScalar>(
        adding bias: UnsafeMutablePointer<T>, to z: UnsafeMatrix<T>, keeping kept: UnsafeMutablePointer<T>,
        _ kernel: Kernel
    ) {
        typealias R = T.Routines
        let (rows, columns, stride, base) = (z.rows, z.columns, z.rowStride, z.base)
        if kernel == .reference { return apply(adding: bias, to: z, keeping: kept) }
        switch self {
        case .identity: R.biasIdentity(rows, columns, stride, bias, 0, base)
        case .relu: R.biasLeaky(rows, columns, stride, bias, 0, base)
        case .leakyReLU(let slope): R.biasLeaky(rows, columns, stride, bias, T(slope), base)
        case .elu(let alpha): R.biasElu(rows, columns, stride, bias, T(alpha), base)
        case .softplus: R.biasSoftplus(rows, columns, stride, bias, 0, base)
        case .sigmoid: R.biasSigmoid(rows, columns, stride, bias, 0, base)
        case .tanh: R.biasTanh(rows, columns, stride, bias, 0, base)
        case .softmax:
            R.biasIdentity(rows, columns, stride, bias, 0, base)
            R.softmax(rows, columns, stride, base)
        case .silu:
            R.biasIdentity(rows, columns, stride, bias, 0, base)
            for i in 0..<rows { (kept + i &* columns).update(from: base + i &* stride, count: columns) }
            for i in 0..<rows { R.silu(columns, kept + i &* columns, base + i &* stride) }
        case .gelu: apply(adding: bias, to: z, keeping: kept)
        }
    }

    /// Multiplies `delta` by the derivative, from the value `a`, or from `kept` where that is needed.
    @inline(__always)
    func multiplyDerivative<T: RealScalar>(
        at a: UnsafeMatrix<T>, kept: UnsafeMutablePointer<T>, into delta: UnsafeMatrix<T>, _ kernel: Kernel
    ) {
        typealias R = T.Routines
        if kernel == .reference { return multiplyDerivative(at: a, kept: kept, into: delta) }
        // Both are blocks of a workspace, without gaps.
        let count = delta.rows &* delta.columns
        switch self {
        case .identity: break
        case .relu: R.slopeLeaky(count, a.base, 0, delta.base)
        case .leakyReLU(let slope): R.slopeLeaky(count, a.base, T(slope), delta.base)
        case .elu(let alpha): R.slopeElu(count, a.base, T(alpha), delta.base)
        case .softplus: R.slopeSoftplus(count, a.base, 0, delta.base)
        case .sigmoid: R.slopeSigmoid(count, a.base, 0, delta.base)
        case .tanh: R.slopeTanh(count, a.base, 0, delta.base)
        case .silu: R.slopeSilu(count, kept, 0, delta.base)
        case .gelu, .softmax: multiplyDerivative(at: a, kept: kept, into: delta)
        }
    }
}
