// The requirements are documented in the protocol.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CVectorMath

extension DoubleRoutines: VectorRoutines {
    public static func exp(
        _ n: Int, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
    ) {
        vm_exp_f64(n, x, y)
    }

    public static func expMinusOne(
        _ n: Int, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
    ) {
        vm_expm1_f64(n, x, y)
    }

    public static func log(
        _ n: Int, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
    ) {
        vm_log_f64(n, x, y)
    }

    public static func tanh(
        _ n: Int, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
    ) {
        vm_tanh_f64(n, x, y)
    }

    public static func sigmoid(
        _ n: Int, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
    ) {
        vm_sigmoid_f64(n, x, y)
    }

    public static func silu(
        _ n: Int, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
    ) {
        vm_silu_f64(n, x, y)
    }

    public static func softplus(
        _ n: Int, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
    ) {
        vm_softplus_f64(n, x, y)
    }

    public static func biasIdentity(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Double>, _ parameter: Double,
        _ z: UnsafeMutablePointer<Double>
    ) {
        vm_bias_identity_f64(rows, columns, stride, bias, parameter, z)
    }

    public static func biasLeaky(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Double>, _ parameter: Double,
        _ z: UnsafeMutablePointer<Double>
    ) {
        vm_bias_leaky_f64(rows, columns, stride, bias, parameter, z)
    }

    public static func biasElu(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Double>, _ parameter: Double,
        _ z: UnsafeMutablePointer<Double>
    ) {
        vm_bias_elu_f64(rows, columns, stride, bias, parameter, z)
    }

    public static func biasSigmoid(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Double>, _ parameter: Double,
        _ z: UnsafeMutablePointer<Double>
    ) {
        vm_bias_sigmoid_f64(rows, columns, stride, bias, parameter, z)
    }

    public static func biasTanh(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Double>, _ parameter: Double,
        _ z: UnsafeMutablePointer<Double>
    ) {
        vm_bias_tanh_f64(rows, columns, stride, bias, parameter, z)
    }

    public static func biasSoftplus(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Double>, _ parameter: Double,
        _ z: UnsafeMutablePointer<Double>
    ) {
        vm_bias_softplus_f64(rows, columns, stride, bias, parameter, z)
    }

    public static func slopeLeaky(
        _ n: Int, _ values: UnsafePointer<Double>, _ parameter: Double, _ delta: UnsafeMutablePointer<Double>
    ) {
        vm_slope_leaky_f64(n, values, parameter, delta)
    }

    public static func slopeElu(
        _ n: Int, _ values: UnsafePointer<Double>, _ parameter: Double, _ delta: UnsafeMutablePointer<Double>
    ) {
        vm_slope_elu_f64(n, values, parameter, delta)
    }

    public static func slopeSigmoid(
        _ n: Int, _ values: UnsafePointer<Double>, _ parameter: Double, _ delta: UnsafeMutablePointer<Double>
    ) {
        vm_slope_sigmoid_f64(n, values, parameter, delta)
    }

    public static func slopeTanh(
        _ n: Int, _ values: UnsafePointer<Double>, _ parameter: Double, _ delta: UnsafeMutablePointer<Double>
    ) {
        vm_slope_tanh_f64(n, values, parameter, delta)
    }

    public static func slopeSoftplus(
        _ n: Int, _ values: UnsafePointer<Double>, _ parameter: Double, _ delta: UnsafeMutablePointer<Double>
    ) {
        vm_slope_softplus_f64(n, values, parameter, delta)
    }

    public static func slopeSilu(
        _ n: Int, _ values: UnsafePointer<Double>, _ parameter: Double, _ delta: UnsafeMutablePointer<Double>
    ) {
        vm_slope_silu_f64(n, values, parameter, delta)
    }

    public static func columnSums(
        _ rows: Int, _ columns: Int, _ stride: Int, _ x: UnsafePointer<Double>, _ sums: UnsafeMutablePointer<Double>
    ) {
        vm_column_sums_f64(rows, columns, stride, x, sums)
    }

    public static func softmax(
        _ rows: Int, _ columns: Int, _ stride: Int, _ z: UnsafeMutablePointer<Double>
    ) {
        vm_softmax_f64(rows, columns, stride, z)
    }

    public static func softmaxCrossEntropy(
        _ rows: Int, _ columns: Int, _ logits: UnsafePointer<Double>, _ targets: UnsafePointer<Double>,
        _ stride: Int, _ divisor: Double, _ delta: UnsafeMutablePointer<Double>
    ) -> Double {
        vm_softmax_cross_entropy_f64(rows, columns, logits, targets, stride, divisor, delta)
    }

    public static func squaredError(
        _ n: Int, _ predictions: UnsafePointer<Double>, _ targets: UnsafePointer<Double>, _ divisor: Double,
        _ delta: UnsafeMutablePointer<Double>
    ) -> Double {
        vm_squared_error_f64(n, predictions, targets, divisor, delta)
    }

    public static func sgd(
        _ n: Int, _ rate: Double, _ decay: Double, _ g: UnsafePointer<Double>, _ p: UnsafeMutablePointer<Double>
    ) {
        vm_sgd_f64(n, rate, decay, g, p)
    }

    public static func momentum(
        _ n: Int, _ rate: Double, _ decay: Double, _ momentum: Double, _ nesterov: Bool, _ g: UnsafePointer<Double>,
        _ p: UnsafeMutablePointer<Double>, _ m: UnsafeMutablePointer<Double>
    ) {
        vm_momentum_f64(n, rate, decay, momentum, nesterov ? 1 : 0, g, p, m)
    }

    public static func adam(
        _ n: Int, _ step: Double, _ decay: Double, _ keep: Double, _ beta1: Double, _ beta2: Double, _ root: Double,
        _ epsilon: Double, _ g: UnsafePointer<Double>, _ p: UnsafeMutablePointer<Double>,
        _ m: UnsafeMutablePointer<Double>, _ v: UnsafeMutablePointer<Double>
    ) {
        vm_adam_f64(n, step, decay, keep, beta1, beta2, root, epsilon, g, p, m, v)
    }

    public static func rmsProp(
        _ n: Int, _ rate: Double, _ decay: Double, _ old: Double, _ new: Double, _ epsilon: Double,
        _ g: UnsafePointer<Double>, _ p: UnsafeMutablePointer<Double>, _ v: UnsafeMutablePointer<Double>
    ) {
        vm_rmsprop_f64(n, rate, decay, old, new, epsilon, g, p, v)
    }

    public static func tinySteps(
        _ samples: Int, _ layers: Int, _ shape: UnsafePointer<Int>, _ slopes: UnsafePointer<Double>, _ rate: Double,
        _ x: UnsafePointer<Double>, _ strideX: Int, _ y: UnsafePointer<Double>, _ strideY: Int,
        _ memory: UnsafeMutablePointer<Double>
    ) -> Double {
        vm_tiny_steps_f64(samples, layers, shape, slopes, rate, x, strideX, y, strideY, memory)
    }

    public static func product(
        _ acrossA: Bool, _ acrossB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Double, _ a: UnsafePointer<Double>,
        _ strideA: Int, _ b: UnsafePointer<Double>, _ strideB: Int, _ beta: Double, _ c: UnsafeMutablePointer<Double>,
        _ strideC: Int
    ) {
        vm_product_f64(
            acrossA ? 1 : 0, acrossB ? 1 : 0, m, n, k, alpha, a, strideA, b, strideB, beta, c, strideC)
    }

    public static func addOuterProduct(
        _ m: Int, _ n: Int, _ alpha: Double, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>,
        _ a: UnsafeMutablePointer<Double>, _ stride: Int
    ) {
        vm_ger_f64(m, n, alpha, x, y, a, stride)
    }

    public static var hasProducts: Bool { vm_has_products() != 0 }

    public static func addMagnitudes(
        _ n: Int, _ scale: Double, _ x: UnsafePointer<Double>, _ sums: UnsafeMutablePointer<Double>
    ) -> Double {
        vm_add_magnitudes_f64(n, scale, x, sums)
    }

    public static func allFinite(_ n: Int, _ x: UnsafePointer<Double>) -> Bool { vm_all_finite_f64(n, x) != 0 }
}

extension DoubleRoutines {
    public static func apply(
        _ function: ElementaryFunction, _ n: Int, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
    ) -> Bool {
        switch function {
        case .exp: vm_exp_f64(n, x, y)
        case .expMinusOne: vm_expm1_f64(n, x, y)
        case .log: vm_log_f64(n, x, y)
        case .tanh: vm_tanh_f64(n, x, y)
        case .sigmoid: vm_sigmoid_f64(n, x, y)
        default: return false
        }
        return true
    }
}
