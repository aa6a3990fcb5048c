// The requirements are documented in the protocol.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CVectorMath

extension FloatRoutines: VectorRoutines {
    public static func exp(
        _ n: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) {
        vm_exp_f32(n, x, y)
    }

    public static func expMinusOne(
        _ n: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) {
        vm_expm1_f32(n, x, y)
    }

    public static func log(
        _ n: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) {
        vm_log_f32(n, x, y)
    }

    public static func tanh(
        _ n: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) {
        vm_tanh_f32(n, x, y)
    }

    public static func sigmoid(
        _ n: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) {
        vm_sigmoid_f32(n, x, y)
    }

    public static func silu(
        _ n: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) {
        vm_silu_f32(n, x, y)
    }

    public static func softplus(
        _ n: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) {
        vm_softplus_f32(n, x, y)
    }

    public static func biasIdentity(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Float>, _ parameter: Float,
        _ z: UnsafeMutablePointer<Float>
    ) {
        vm_bias_identity_f32(rows, columns, stride, bias, parameter, z)
    }

    public static func biasLeaky(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Float>, _ parameter: Float,
        _ z: UnsafeMutablePointer<Float>
    ) {
        vm_bias_leaky_f32(rows, columns, stride, bias, parameter, z)
    }

    public static func biasElu(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Float>, _ parameter: Float,
        _ z: UnsafeMutablePointer<Float>
    ) {
        vm_bias_elu_f32(rows, columns, stride, bias, parameter, z)
    }

    public static func biasSigmoid(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Float>, _ parameter: Float,
        _ z: UnsafeMutablePointer<Float>
    ) {
        vm_bias_sigmoid_f32(rows, columns, stride, bias, parameter, z)
    }

    public static func biasTanh(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Float>, _ parameter: Float,
        _ z: UnsafeMutablePointer<Float>
    ) {
        vm_bias_tanh_f32(rows, columns, stride, bias, parameter, z)
    }

    public static func biasSoftplus(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Float>, _ parameter: Float,
        _ z: UnsafeMutablePointer<Float>
    ) {
        vm_bias_softplus_f32(rows, columns, stride, bias, parameter, z)
    }

    public static func slopeLeaky(
        _ n: Int, _ values: UnsafePointer<Float>, _ parameter: Float, _ delta: UnsafeMutablePointer<Float>
    ) {
        vm_slope_leaky_f32(n, values, parameter, delta)
    }

    public static func slopeElu(
        _ n: Int, _ values: UnsafePointer<Float>, _ parameter: Float, _ delta: UnsafeMutablePointer<Float>
    ) {
        vm_slope_elu_f32(n, values, parameter, delta)
    }

    public static func slopeSigmoid(
        _ n: Int, _ values: UnsafePointer<Float>, _ parameter: Float, _ delta: UnsafeMutablePointer<Float>
    ) {
        vm_slope_sigmoid_f32(n, values, parameter, delta)
    }

    public static func slopeTanh(
        _ n: Int, _ values: UnsafePointer<Float>, _ parameter: Float, _ delta: UnsafeMutablePointer<Float>
    ) {
        vm_slope_tanh_f32(n, values, parameter, delta)
    }

    public static func slopeSoftplus(
        _ n: Int, _ values: UnsafePointer<Float>, _ parameter: Float, _ delta: UnsafeMutablePointer<Float>
    ) {
        vm_slope_softplus_f32(n, values, parameter, delta)
    }

    public static func slopeSilu(
        _ n: Int, _ values: UnsafePointer<Float>, _ parameter: Float, _ delta: UnsafeMutablePointer<Float>
    ) {
        vm_slope_silu_f32(n, values, parameter, delta)
    }

    public static func columnSums(
        _ rows: Int, _ columns: Int, _ stride: Int, _ x: UnsafePointer<Float>, _ sums: UnsafeMutablePointer<Float>
    ) {
        vm_column_sums_f32(rows, columns, stride, x, sums)
    }

    public static func softmax(
        _ rows: Int, _ columns: Int, _ stride: Int, _ z: UnsafeMutablePointer<Float>
    ) {
        vm_softmax_f32(rows, columns, stride, z)
    }

    public static func softmaxCrossEntropy(
        _ rows: Int, _ columns: Int, _ logits: UnsafePointer<Float>, _ targets: UnsafePointer<Float>, _ stride: Int,
        _ divisor: Float,
        _ delta: UnsafeMutablePointer<Float>
    ) -> Float {
        vm_softmax_cross_entropy_f32(rows, columns, logits, targets, stride, divisor, delta)
    }

    public static func squaredError(
        _ n: Int, _ predictions: UnsafePointer<Float>, _ targets: UnsafePointer<Float>, _ divisor: Float,
        _ delta: UnsafeMutablePointer<Float>
    ) -> Float {
        vm_squared_error_f32(n, predictions, targets, divisor, delta)
    }

    public static func sgd(
        _ n: Int, _ rate: Float, _ decay: Float, _ g: UnsafePointer<Float>, _ p: UnsafeMutablePointer<Float>
    ) {
        vm_sgd_f32(n, rate, decay, g, p)
    }

    public static func momentum(
        _ n: Int, _ rate: Float, _ decay: Float, _ momentum: Float, _ nesterov: Bool, _ g: UnsafePointer<Float>,
        _ p: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Float>
    ) {
        vm_momentum_f32(n, rate, decay, momentum, nesterov ? 1 : 0, g, p, m)
    }

    public static func adam(
        _ n: Int, _ step: Float, _ decay: Float, _ keep: Float, _ beta1: Float, _ beta2: Float, _ root: Float,
        _ epsilon: Float, _ g: UnsafePointer<Float>, _ p: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Float>,
        _ v: UnsafeMutablePointer<Float>
    ) {
        vm_adam_f32(n, step, decay, keep, beta1, beta2, root, epsilon, g, p, m, v)
    }

    public static func rmsProp(
        _ n: Int, _ rate: Float, _ decay: Float, _ old: Float, _ new: Float, _ epsilon: Float,
        _ g: UnsafePointer<Float>, _ p: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>
    ) {
        vm_rmsprop_f32(n, rate, decay, old, new, epsilon, g, p, v)
    }

    public static func tinySteps(
        _ samples: Int, _ layers: Int, _ shape: UnsafePointer<Int>, _ slopes: UnsafePointer<Float>, _ rate: Float,
        _ x: UnsafePointer<Float>, _ strideX: Int, _ y: UnsafePointer<Float>, _ strideY: Int,
        _ memory: UnsafeMutablePointer<Float>
    ) -> Double {
        vm_tiny_steps_f32(samples, layers, shape, slopes, rate, x, strideX, y, strideY, memory)
    }

    public static func product(
        _ acrossA: Bool, _ acrossB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float, _ a: UnsafePointer<Float>,
        _ strideA: Int, _ b: UnsafePointer<Float>, _ strideB: Int, _ beta: Float, _ c: UnsafeMutablePointer<Float>,
        _ strideC: Int
    ) {
        vm_product_f32(
            acrossA ? 1 : 0, acrossB ? 1 : 0, m, n, k, alpha, a, strideA, b, strideB, beta, c, strideC)
    }

    public static func addOuterProduct(
        _ m: Int, _ n: Int, _ alpha: Float, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
        _ a: UnsafeMutablePointer<Float>, _ stride: Int
    ) {
        vm_ger_f32(m, n, alpha, x, y, a, stride)
    }

    public static var hasProducts: Bool { vm_has_products() != 0 }

    public static func addMagnitudes(
        _ n: Int, _ scale: Float, _ x: UnsafePointer<Float>, _ sums: UnsafeMutablePointer<Float>
    ) -> Float {
        vm_add_magnitudes_f32(n, scale, x, sums)
    }

    public static func allFinite(_ n: Int, _ x: UnsafePointer<Float>) -> Bool { vm_all_finite_f32(n, x) != 0 }
}

extension FloatRoutines {
    public static func apply(
        _ function: ElementaryFunction, _ n: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) -> Bool {
        switch function {
        case .exp: vm_exp_f32(n, x, y)
        case .expMinusOne: vm_expm1_f32(n, x, y)
        case .log: vm_log_f32(n, x, y)
        case .tanh: vm_tanh_f32(n, x, y)
        case .sigmoid: vm_sigmoid_f32(n, x, y)
        default: return false
        }
        return true
    }
}
