// The requirements are documented in the protocol.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

internal import CVectorMath

/// Elementwise functions and fused passes for one real scalar type, with the widest vectors that the processor has.
///
/// No interface for users: nothing is checked here. ``Matrix``, ``Vector`` and the networks do that. Each reads and writes `n`
/// numbers, or `rows` of `columns` numbers that lie `stride` apart; an output may be an input.
///
/// Accuracy, tested against extended precision: exp and log within 1.1 units in the last place, the others within 2.5, over
/// all arguments; ±0, ±∞ and NaN as IEEE 754 has them, overflow and subnormal results as they come.
///
/// - Source: Tang: Table-driven implementation of the exponential function in IEEE floating-point arithmetic, 1989, for the
///   reduction; polynomials by Remez' algorithm.
public protocol VectorRoutines {
    /// The type of an entry.
    associatedtype Element

    /// e to each: y = f(x).
    static func exp(
        _ n: Int, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>
    )
    /// e to each, minus 1: y = f(x).
    static func expMinusOne(
        _ n: Int, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>
    )
    /// The logarithm of each: y = f(x).
    static func log(
        _ n: Int, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>
    )
    /// The hyperbolic tangent of each: y = f(x).
    static func tanh(
        _ n: Int, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>
    )
    /// 1 / (1 + e to minus each): y = f(x).
    static func sigmoid(
        _ n: Int, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>
    )
    /// Each times its sigmoid: y = f(x).
    static func silu(
        _ n: Int, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>
    )
    /// log(1 + e to each): y = f(x).
    static func softplus(
        _ n: Int, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>
    )
    /// z + bias: in place, a bias for each column.
    static func biasIdentity(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Element>, _ parameter: Element,
        _ z: UnsafeMutablePointer<Element>
    )
    /// Leaky ReLU of z + bias, with its slope as the parameter; ReLU with zero: in place, a bias for each column.
    static func biasLeaky(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Element>, _ parameter: Element,
        _ z: UnsafeMutablePointer<Element>
    )
    /// ELU of z + bias, with alpha as the parameter: in place, a bias for each column.
    static func biasElu(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Element>, _ parameter: Element,
        _ z: UnsafeMutablePointer<Element>
    )
    /// sigmoid(z + bias): in place, a bias for each column.
    static func biasSigmoid(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Element>, _ parameter: Element,
        _ z: UnsafeMutablePointer<Element>
    )
    /// tanh(z + bias): in place, a bias for each column.
    static func biasTanh(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Element>, _ parameter: Element,
        _ z: UnsafeMutablePointer<Element>
    )
    /// softplus(z + bias): in place, a bias for each column.
    static func biasSoftplus(
        _ rows: Int, _ columns: Int, _ stride: Int, _ bias: UnsafePointer<Element>, _ parameter: Element,
        _ z: UnsafeMutablePointer<Element>
    )
    /// delta times the derivative of leaky where its value is `values`.
    static func slopeLeaky(
        _ n: Int, _ values: UnsafePointer<Element>, _ parameter: Element, _ delta: UnsafeMutablePointer<Element>
    )
    /// delta times the derivative of elu where its value is `values`.
    static func slopeElu(
        _ n: Int, _ values: UnsafePointer<Element>, _ parameter: Element, _ delta: UnsafeMutablePointer<Element>
    )
    /// delta times the derivative of sigmoid where its value is `values`.
    static func slopeSigmoid(
        _ n: Int, _ values: UnsafePointer<Element>, _ parameter: Element, _ delta: UnsafeMutablePointer<Element>
    )
    /// delta times the derivative of tanh where its value is `values`.
    static func slopeTanh(
        _ n: Int, _ values: UnsafePointer<Element>, _ parameter: Element, _ delta: UnsafeMutablePointer<Element>
    )
    /// delta times the derivative of softplus where its value is `values`.
    static func slopeSoftplus(
        _ n: Int, _ values: UnsafePointer<Element>, _ parameter: Element, _ delta: UnsafeMutablePointer<Element>
    )
    /// delta times the derivative of SiLU where its argument is `values`.
    static func slopeSilu(
        _ n: Int, _ values: UnsafePointer<Element>, _ parameter: Element, _ delta: UnsafeMutablePointer<Element>
    )
    /// The sum of each column, row after row.
    static func columnSums(
        _ rows: Int, _ columns: Int, _ stride: Int, _ x: UnsafePointer<Element>, _ sums: UnsafeMutablePointer<Element>
    )
    /// Each row by its softmax, in place.
    static func softmax(
        _ rows: Int, _ columns: Int, _ stride: Int, _ z: UnsafeMutablePointer<Element>
    )
    /// The cross-entropy of the rows' softmax as a sum, and its derivative over `divisor`; only `targets` may have gaps.
    static func softmaxCrossEntropy(
        _ rows: Int, _ columns: Int, _ logits: UnsafePointer<Element>, _ targets: UnsafePointer<Element>,
        _ stride: Int, _ divisor: Element, _ delta: UnsafeMutablePointer<Element>
    ) -> Element
    /// Σ(prediction − target)², and its derivative over `divisor`.
    static func squaredError(
        _ n: Int, _ predictions: UnsafePointer<Element>, _ targets: UnsafePointer<Element>, _ divisor: Element,
        _ delta: UnsafeMutablePointer<Element>
    ) -> Element
    /// p −= rate · (g + decay · p).
    static func sgd(
        _ n: Int, _ rate: Element, _ decay: Element, _ g: UnsafePointer<Element>, _ p: UnsafeMutablePointer<Element>
    )
    /// With s = g + decay · p: m = momentum · m + s, then p −= rate · m, or rate · (s + momentum · m).
    static func momentum(
        _ n: Int, _ rate: Element, _ decay: Element, _ momentum: Element, _ nesterov: Bool, _ g: UnsafePointer<Element>,
        _ p: UnsafeMutablePointer<Element>, _ m: UnsafeMutablePointer<Element>
    )
    /// With s = g + decay · p: both moments, then p = keep · p − step · m / (√v / root + epsilon).
    static func adam(
        _ n: Int, _ step: Element, _ decay: Element, _ keep: Element, _ beta1: Element, _ beta2: Element,
        _ root: Element, _ epsilon: Element, _ g: UnsafePointer<Element>, _ p: UnsafeMutablePointer<Element>,
        _ m: UnsafeMutablePointer<Element>, _ v: UnsafeMutablePointer<Element>
    )
    /// With s = g + decay · p: v = old · v + new · s², then p −= rate · s / (√v + epsilon).
    static func rmsProp(
        _ n: Int, _ rate: Element, _ decay: Element, _ old: Element, _ new: Element, _ epsilon: Element,
        _ g: UnsafePointer<Element>, _ p: UnsafeMutablePointer<Element>, _ v: UnsafeMutablePointer<Element>
    )
    /// One step of plain gradient descent on one sample with the mean squared error, for a network whose layers have at most
    /// as many inputs and outputs as 64 bytes hold numbers; returns the loss before it.
    ///
    /// `shape` has for each layer its inputs, its outputs, and its activation: 0 the identity, 1 leaky ReLU with the slope in
    /// `slopes`, 2 sigmoid, 3 tanh. `memory` has for each layer, in vectors of 64 bytes: its weights by inputs, its weights
    /// by outputs, its bias, a mask of its outputs, and room for its outputs; before them all, the inputs.
    static func tinyStep(
        _ layers: Int, _ shape: UnsafePointer<Int>, _ slopes: UnsafePointer<Element>, _ rate: Element,
        _ x: UnsafePointer<Element>, _ y: UnsafePointer<Element>, _ memory: UnsafeMutablePointer<Element>
    ) -> Element
    /// c (m×n) = alpha·op(a)·op(b) + beta·c, in row-major order; with `beta` zero `c` is only written. Each entry is summed in
    /// an order that depends on k alone.
    static func product(
        _ acrossA: Bool, _ acrossB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element, _ a: UnsafePointer<Element>,
        _ strideA: Int, _ b: UnsafePointer<Element>, _ strideB: Int, _ beta: Element,
        _ c: UnsafeMutablePointer<Element>,
        _ strideC: Int
    )
    /// Whether ``product(_:_:_:_:_:_:_:_:_:_:_:_:_:)`` is fast on this processor.
    static var hasProducts: Bool { get }
    /// Whether none of the numbers is infinite or NaN.
    static func allFinite(_ n: Int, _ x: UnsafePointer<Element>) -> Bool
}

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

    public static func tinyStep(
        _ layers: Int, _ shape: UnsafePointer<Int>, _ slopes: UnsafePointer<Float>, _ rate: Float,
        _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ memory: UnsafeMutablePointer<Float>
    ) -> Float {
        vm_tiny_step_f32(layers, shape, slopes, rate, x, y, memory)
    }

    public static func product(
        _ acrossA: Bool, _ acrossB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float, _ a: UnsafePointer<Float>,
        _ strideA: Int, _ b: UnsafePointer<Float>, _ strideB: Int, _ beta: Float, _ c: UnsafeMutablePointer<Float>,
        _ strideC: Int
    ) {
        vm_product_f32(
            acrossA ? 1 : 0, acrossB ? 1 : 0, m, n, k, alpha, a, strideA, b, strideB, beta, c, strideC)
    }

    public static let hasProducts = vm_has_products() != 0

    public static func allFinite(_ n: Int, _ x: UnsafePointer<Float>) -> Bool { vm_all_finite_f32(n, x) != 0 }
}

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

    public static func tinyStep(
        _ layers: Int, _ shape: UnsafePointer<Int>, _ slopes: UnsafePointer<Double>, _ rate: Double,
        _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ memory: UnsafeMutablePointer<Double>
    ) -> Double {
        vm_tiny_step_f64(layers, shape, slopes, rate, x, y, memory)
    }

    public static func product(
        _ acrossA: Bool, _ acrossB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Double, _ a: UnsafePointer<Double>,
        _ strideA: Int, _ b: UnsafePointer<Double>, _ strideB: Int, _ beta: Double, _ c: UnsafeMutablePointer<Double>,
        _ strideC: Int
    ) {
        vm_product_f64(
            acrossA ? 1 : 0, acrossB ? 1 : 0, m, n, k, alpha, a, strideA, b, strideB, beta, c, strideC)
    }

    public static let hasProducts = vm_has_products() != 0

    public static func allFinite(_ n: Int, _ x: UnsafePointer<Double>) -> Bool { vm_all_finite_f64(n, x) != 0 }
}

extension BLASRoutines {
    public static func apply(
        _ function: ElementaryFunction, _ n: Int, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>
    ) -> Bool { false }

    public static func multiplyByTiles(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element,
        _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element,
        _ c: UnsafeMutablePointer<Element>, _ ldc: Int
    ) -> Bool { false }
}

extension FloatRoutines {
    public static func multiplyByTiles(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float,
        _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int, _ beta: Float,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) -> Bool {
        guard hasProducts else { return false }
        vm_product_f32(
            transA == .none ? 0 : 1, transB == .none ? 0 : 1, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
        return true
    }

    public static func apply(
        _ function: ElementaryFunction, _ n: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>
    ) -> Bool {
        switch function {
        case .exp: vm_exp_f32(n, x, y)
        case .expMinusOne: vm_expm1_f32(n, x, y)
        case .log: vm_log_f32(n, x, y)
        case .tanh: vm_tanh_f32(n, x, y)
        default: return false
        }
        return true
    }
}

extension DoubleRoutines {
    public static func multiplyByTiles(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Double,
        _ a: UnsafePointer<Double>, _ lda: Int, _ b: UnsafePointer<Double>, _ ldb: Int, _ beta: Double,
        _ c: UnsafeMutablePointer<Double>, _ ldc: Int
    ) -> Bool {
        guard hasProducts else { return false }
        vm_product_f64(
            transA == .none ? 0 : 1, transB == .none ? 0 : 1, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
        return true
    }

    public static func apply(
        _ function: ElementaryFunction, _ n: Int, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
    ) -> Bool {
        switch function {
        case .exp: vm_exp_f64(n, x, y)
        case .expMinusOne: vm_expm1_f64(n, x, y)
        case .log: vm_log_f64(n, x, y)
        case .tanh: vm_tanh_f64(n, x, y)
        default: return false
        }
        return true
    }
}
