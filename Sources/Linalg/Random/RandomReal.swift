internal import RealModule

/// A type of numbers in which ``RandomGenerator`` draws: `Float` or `Double`, whose streams differ as NumPy's do.
///
/// Conform no other type to this protocol.
public protocol RandomReal: RealScalar {
    /// A number in [0, 1).
    static func uniform(from bits: inout PCG64) -> Self
    /// A number from the normal distribution with mean 0 and standard deviation 1, by the ziggurat method.
    ///
    /// - Source: Marsaglia, Tsang, The Ziggurat Method for Generating Random Variables, 2000.
    static func standardNormal(from bits: inout PCG64) -> Self
    /// A number from the exponential distribution with mean 1, by the ziggurat method.
    static func standardExponential(from bits: inout PCG64) -> Self
    /// Overwrites a buffer, initialized or not, with draws of a distribution. A requirement, so that its loops run in
    /// code that knows the type.
    static func fill(
        _ buffer: UnsafeMutableBufferPointer<Self>, _ distribution: StandardDistribution, from bits: inout PCG64)
}

/// The distributions that ``RandomReal`` draws from.
public enum StandardDistribution: Sendable, Hashable {
    /// Equally likely in [0, 1).
    case uniform
    /// Normal, with mean 0 and standard deviation 1.
    case standardNormal
    /// Exponential, with mean 1.
    case standardExponential
}

extension Double: RandomReal {
    /// Overwrites a buffer, initialized or not, with draws of a distribution.
    public static func fill(
        _ buffer: UnsafeMutableBufferPointer<Double>, _ distribution: StandardDistribution, from bits: inout PCG64
    ) {
        switch distribution {
        case .uniform: for i in buffer.indices { buffer[i] = uniform(from: &bits) }
        case .standardNormal: for i in buffer.indices { buffer[i] = standardNormal(from: &bits) }
        case .standardExponential: for i in buffer.indices { buffer[i] = standardExponential(from: &bits) }
        }
    }

    /// A multiple of 2^-53 in [0, 1).
    @inlinable public static func uniform(from bits: inout PCG64) -> Double { bits.nextDouble() }

    /// A number from the normal distribution with mean 0 and standard deviation 1.
    public static func standardNormal(from bits: inout PCG64) -> Double {
        while true {
            // A word is, from its low end, a layer of 8 bits, a sign and 52 bits of the abscissa.
            let word = bits.next()
            let layer = Int(word & 0xff)
            let magnitude = (word &>> 9) & 0xf_ffff_ffff_ffff
            let abscissa = Double(Int64(truncatingIfNeeded: magnitude)) * NormalZiggurat.doubleWidths[layer]
            let x = word & 0x100 != 0 ? -abscissa : abscissa
            if magnitude < NormalZiggurat.doubleLimits[layer] { return x }
            if layer == 0 {
                let tail = normalTail(from: &bits)
                return magnitude & 0x100 != 0 ? -tail : tail
            }
            let (low, high) = (NormalZiggurat.doubleHeights[layer], NormalZiggurat.doubleHeights[layer - 1])
            if (high - low) * bits.nextDouble() + low < .exp(-0.5 * x * x) { return x }
        }
    }

    private static func normalTail(from bits: inout PCG64) -> Double {
        while true {
            let x = -0.27366123732975827203 * Double.log(onePlus: -bits.nextDouble())
            let y = -Double.log(onePlus: -bits.nextDouble())
            if y + y > x * x { return 3.6541528853610087963519 + x }
        }
    }

    /// A number from the exponential distribution with mean 1.
    public static func standardExponential(from bits: inout PCG64) -> Double {
        while true {
            let word = bits.next() &>> 3
            let layer = Int(word & 0xff)
            let magnitude = word &>> 8
            let x = Double(Int64(truncatingIfNeeded: magnitude)) * ExponentialZiggurat.doubleWidths[layer]
            if magnitude < ExponentialZiggurat.doubleLimits[layer] { return x }
            if layer == 0 { return 7.69711747013104972 - .log(onePlus: -bits.nextDouble()) }
            let (low, high) = (ExponentialZiggurat.doubleHeights[layer], ExponentialZiggurat.doubleHeights[layer - 1])
            if (high - low) * bits.nextDouble() + low < .exp(-x) { return x }
        }
    }
}

extension Float: RandomReal {
    /// Overwrites a buffer, initialized or not, with draws of a distribution.
    public static func fill(
        _ buffer: UnsafeMutableBufferPointer<Float>, _ distribution: StandardDistribution, from bits: inout PCG64
    ) {
        switch distribution {
        case .uniform: for i in buffer.indices { buffer[i] = uniform(from: &bits) }
        case .standardNormal: for i in buffer.indices { buffer[i] = standardNormal(from: &bits) }
        case .standardExponential: for i in buffer.indices { buffer[i] = standardExponential(from: &bits) }
        }
    }

    /// A multiple of 2^-24 in [0, 1).
    @inlinable public static func uniform(from bits: inout PCG64) -> Float { bits.nextFloat() }

    /// A number from the normal distribution with mean 0 and standard deviation 1.
    public static func standardNormal(from bits: inout PCG64) -> Float {
        while true {
            let word = bits.nextUInt32()
            let layer = Int(word & 0xff)
            let magnitude = word &>> 9
            let abscissa = Float(Int32(truncatingIfNeeded: magnitude)) * NormalZiggurat.floatWidths[layer]
            let x = word & 0x100 != 0 ? -abscissa : abscissa
            if magnitude < NormalZiggurat.floatLimits[layer] { return x }
            if layer == 0 {
                let tail = normalTail(from: &bits)
                return magnitude & 0x100 != 0 ? -tail : tail
            }
            let (low, high) = (NormalZiggurat.floatHeights[layer], NormalZiggurat.floatHeights[layer - 1])
            // NumPy's exponential is that of double precision here.
            if Double((high - low) * bits.nextFloat() + low) < .exp(-0.5 * Double(x) * Double(x)) { return x }
        }
    }

    private static func normalTail(from bits: inout PCG64) -> Float {
        while true {
            let x = -0.27366123732975827203 * Float.log(onePlus: -bits.nextFloat())
            let y = -Float.log(onePlus: -bits.nextFloat())
            if y + y > x * x { return 3.6541528853610087963519 + x }
        }
    }

    /// A number from the exponential distribution with mean 1.
    public static func standardExponential(from bits: inout PCG64) -> Float {
        while true {
            let word = bits.nextUInt32() &>> 1
            let layer = Int(word & 0xff)
            let magnitude = word &>> 8
            let x = Float(Int32(truncatingIfNeeded: magnitude)) * ExponentialZiggurat.floatWidths[layer]
            if magnitude < ExponentialZiggurat.floatLimits[layer] { return x }
            if layer == 0 { return 7.69711747013104972 - .log(onePlus: -bits.nextFloat()) }
            let (low, high) = (ExponentialZiggurat.floatHeights[layer], ExponentialZiggurat.floatHeights[layer - 1])
            if (high - low) * bits.nextFloat() + low < .exp(-x) { return x }
        }
    }
}
