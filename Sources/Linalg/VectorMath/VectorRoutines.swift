// The requirements are documented in the protocol.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

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
    /// Steps of plain gradient descent with the mean squared error, on one sample after the other, for a network whose layers
    /// have at most as many inputs and outputs as 64 bytes hold numbers; returns the sum of the losses before each.
    ///
    /// `shape` has for each layer its inputs, its outputs, and its activation: 0 the identity, 1 leaky ReLU with the slope in
    /// `slopes`, 2 sigmoid, 3 tanh. `memory` has for each layer, in vectors of 64 bytes: its weights by inputs, its weights
    /// by outputs, its bias, a mask of its outputs, and room for its outputs; before them all, the inputs.
    static func tinySteps(
        _ samples: Int, _ layers: Int, _ shape: UnsafePointer<Int>, _ slopes: UnsafePointer<Element>, _ rate: Element,
        _ x: UnsafePointer<Element>, _ strideX: Int, _ y: UnsafePointer<Element>, _ strideY: Int,
        _ memory: UnsafeMutablePointer<Element>
    ) -> Double
    /// c (m×n) = alpha·op(a)·op(b) + beta·c, in row-major order; with `beta` zero `c` is only written. Each entry is summed in
    /// an order that depends on k alone.
    static func product(
        _ acrossA: Bool, _ acrossB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element, _ a: UnsafePointer<Element>,
        _ strideA: Int, _ b: UnsafePointer<Element>, _ strideB: Int, _ beta: Element,
        _ c: UnsafeMutablePointer<Element>,
        _ strideC: Int
    )
    /// a (m×n) += alpha·x·yᵀ, each entry rounded as it is wherever a larger matrix is cut up.
    static func addOuterProduct(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ y: UnsafePointer<Element>,
        _ a: UnsafeMutablePointer<Element>, _ stride: Int
    )
    /// Whether ``product(_:_:_:_:_:_:_:_:_:_:_:_:_:)`` is fast on this processor.
    static var hasProducts: Bool { get }
    /// sums += |x|·scale; returns the sum of |x|·scale.
    static func addMagnitudes(
        _ n: Int, _ scale: Element, _ x: UnsafePointer<Element>, _ sums: UnsafeMutablePointer<Element>
    ) -> Element
    /// Whether none of the numbers is infinite or NaN.
    static func allFinite(_ n: Int, _ x: UnsafePointer<Element>) -> Bool
}

extension BLASRoutines {
    public static func apply(
        _ function: ElementaryFunction, _ n: Int, _ x: UnsafePointer<Element>, _ y: UnsafeMutablePointer<Element>
    ) -> Bool { false }

    public static func directDot(
        _ n: Int, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>, _ sy: Int
    ) -> Element? { nil }

    public static func directAxpy(
        _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafeMutablePointer<Element>,
        _ sy: Int
    ) -> Bool { false }

    public static func directGemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int,
        _ x: UnsafePointer<Element>, _ sx: Int, _ beta: Element, _ y: UnsafeMutablePointer<Element>, _ sy: Int
    ) -> Bool { false }

    public static func directGer(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>,
        _ sy: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int
    ) -> Bool { false }

    public static func directGemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element,
        _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element,
        _ c: UnsafeMutablePointer<Element>, _ ldc: Int
    ) -> Bool { false }

    public static func ownDot(
        _ n: Int, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>, _ sy: Int
    ) -> Element? { nil }

    public static func ownAxpy(
        _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafeMutablePointer<Element>,
        _ sy: Int
    ) -> Bool { false }

    public static func ownGemv(
        _ transA: Transpose, _ m: Int, _ n: Int, _ alpha: Element, _ a: UnsafePointer<Element>, _ lda: Int,
        _ x: UnsafePointer<Element>, _ sx: Int, _ beta: Element, _ y: UnsafeMutablePointer<Element>, _ sy: Int
    ) -> Bool { false }

    public static func ownGer(
        _ m: Int, _ n: Int, _ alpha: Element, _ x: UnsafePointer<Element>, _ sx: Int, _ y: UnsafePointer<Element>,
        _ sy: Int, _ a: UnsafeMutablePointer<Element>, _ lda: Int
    ) -> Bool { false }

    public static func ownGemm(
        _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element,
        _ a: UnsafePointer<Element>, _ lda: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ beta: Element,
        _ c: UnsafeMutablePointer<Element>, _ ldc: Int
    ) -> Bool { false }

    public static func ownGemmStack(
        _ count: Int, _ transA: Transpose, _ transB: Transpose, _ m: Int, _ n: Int, _ k: Int, _ alpha: Element,
        _ a: UnsafePointer<Element>, _ lda: Int, _ stepA: Int, _ b: UnsafePointer<Element>, _ ldb: Int, _ stepB: Int,
        _ beta: Element, _ c: UnsafeMutablePointer<Element>, _ ldc: Int, _ stepC: Int
    ) -> Bool { false }
}
