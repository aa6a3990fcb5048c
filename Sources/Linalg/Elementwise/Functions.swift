internal import ComplexModule
internal import RealModule

/// Where all functions of one number are computed: contiguous numbers in, as many out, which may be the same memory.
enum Functions {
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func apply<T: Scalar & ElementaryFunctions>(
        _ function: ElementaryFunction, _ source: UnsafePointer<T>, _ count: Int, _ target: UnsafeMutablePointer<T>
    ) {
        if T.Routines.apply(function, count, source, target) { return }
        switch function {
        case .exp: loop(source, count, target, T.exp)
        case .expMinusOne: loop(source, count, target, T.expMinusOne)
        case .log: loop(source, count, target) { T.log($0) }
        case .logOnePlus: loop(source, count, target) { T.log(onePlus: $0) }
        case .squareRoot: loop(source, count, target, T.sqrt)
        case .square: loop(source, count, target) { $0 * $0 }
        case .reciprocal: loop(source, count, target) { 1 / $0 }
        case .sin: loop(source, count, target, T.sin)
        case .cos: loop(source, count, target, T.cos)
        case .tan: loop(source, count, target, T.tan)
        case .asin: loop(source, count, target, T.asin)
        case .acos: loop(source, count, target, T.acos)
        case .atan: loop(source, count, target, T.atan)
        case .sinh: loop(source, count, target, T.sinh)
        case .cosh: loop(source, count, target, T.cosh)
        case .tanh: loop(source, count, target, T.tanh)
        case .asinh: loop(source, count, target, T.asinh)
        case .acosh: loop(source, count, target, T.acosh)
        case .atanh: loop(source, count, target, T.atanh)
        case .sigmoid: loop(source, count, target) { 1 / (1 + T.exp(-$0)) }
        }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    static func apply<T: RealScalar>(
        _ function: RealFunction, _ source: UnsafePointer<T>, _ count: Int, _ target: UnsafeMutablePointer<T>
    ) {
        switch function {
        case .absoluteValue: loop(source, count, target) { $0.magnitude }
        case .sign: loop(source, count, target) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 == 0 ? 0 : $0 }
        case .floor: loop(source, count, target) { $0.rounded(.down) }
        case .ceil: loop(source, count, target) { $0.rounded(.up) }
        case .truncate: loop(source, count, target) { $0.rounded(.towardZero) }
        case .round: loop(source, count, target) { $0.rounded(.toNearestOrEven) }
        case .cubeRoot: loop(source, count, target) { T.root($0, 3) }
        case .exp2: loop(source, count, target, T.exp2)
        case .exp10: loop(source, count, target, T.exp10)
        case .log2: loop(source, count, target, T.log2)
        case .log10: loop(source, count, target, T.log10)
        case .erf: loop(source, count, target, T.erf)
        case .erfc: loop(source, count, target, T.erfc)
        case .gamma: loop(source, count, target, T.gamma)
        case .logGamma: loop(source, count, target, T.logGamma)
        }
    }

    /// xʸ for each x. The logarithm that a general power takes has no negative argument, so that whole exponents are a
    /// case of their own.
    @specialized(where T == Float)
    @specialized(where T == Double)
    static func power<T: RealScalar>(_ x: UnsafeVector<T>, _ exponent: T, _ target: UnsafeVector<T>) {
        if let whole = Int(exactly: exponent) {
            for i in 0..<x.count { target[i] = T.pow(x[i], whole) }
        } else {
            // Powers of -∞ are those of ∞, and so large an exponent is even: there the sign is none.
            let isEven = exponent.magnitude >= T(1 << 62)
            for i in 0..<x.count {
                let base = x[i]
                target[i] = T.pow(isEven || base.isInfinite ? base.magnitude : base, exponent)
            }
        }
    }

    @inline(__always)
    private static func loop<T>(
        _ source: UnsafePointer<T>, _ count: Int, _ target: UnsafeMutablePointer<T>, _ function: (T) -> T
    ) {
        for i in 0..<count { target[i] = function(source[i]) }
    }

    // MARK: Strides

    /// Calls `kernel` with contiguous memory for vectors of any strides, by way of a small buffer where they are not 1.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func run<T: Scalar>(
        _ source: UnsafeVector<T>, _ target: UnsafeVector<T>,
        _ kernel: (UnsafePointer<T>, Int, UnsafeMutablePointer<T>) -> Void
    ) {
        if source.stride == 1 && target.stride == 1 {
            kernel(source.base, source.count, target.base)
            return
        }
        let block = 128
        withUnsafeTemporaryAllocation(of: T.self, capacity: block) { buffer in
            guard let base = buffer.baseAddress else { return }
            var start = 0
            while start < source.count {
                let count = min(block, source.count - start)
                for i in 0..<count { (base + i).initialize(to: source[start + i]) }
                kernel(base, count, base)
                for i in 0..<count { target[start + i] = base[i] }
                start += count
            }
        }
    }
}
