internal import ComplexModule
internal import RealModule

/// The comparisons that run over two operands element by element.
enum Comparison {
    case less, lessOrEqual, greater, greaterOrEqual

    @specialized(where T == Float)
    @specialized(where T == Double)
    func apply<T: RealScalar>(_ a: UnsafeVector<T>, _ b: UnsafeVector<T>, _ mask: UnsafeMutablePointer<Bool>) {
        switch self {
        case .less: for i in 0..<a.count { mask[i] = a[i] < b[i] }
        case .lessOrEqual: for i in 0..<a.count { mask[i] = a[i] <= b[i] }
        case .greater: for i in 0..<a.count { mask[i] = a[i] > b[i] }
        case .greaterOrEqual: for i in 0..<a.count { mask[i] = a[i] >= b[i] }
        }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    func apply<T: RealScalar>(_ a: UnsafeVector<T>, _ b: T, _ mask: UnsafeMutablePointer<Bool>) {
        switch self {
        case .less: for i in 0..<a.count { mask[i] = a[i] < b }
        case .lessOrEqual: for i in 0..<a.count { mask[i] = a[i] <= b }
        case .greater: for i in 0..<a.count { mask[i] = a[i] > b }
        case .greaterOrEqual: for i in 0..<a.count { mask[i] = a[i] >= b }
        }
    }

    /// Whether the parts are equal, by IEEE 754: a NaN equals nothing, in complex numbers too.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func equal<T: Scalar>(
        _ a: UnsafeVector<T>, _ b: UnsafeVector<T>, not: Bool, _ mask: UnsafeMutablePointer<Bool>
    ) {
        for i in 0..<a.count { mask[i] = Self.equal(a[i], b[i]) != not }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func equal<T: Scalar>(_ a: UnsafeVector<T>, _ b: T, not: Bool, _ mask: UnsafeMutablePointer<Bool>) {
        for i in 0..<a.count { mask[i] = Self.equal(a[i], b) != not }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func isNaN<T: Scalar>(_ a: UnsafeVector<T>, _ mask: UnsafeMutablePointer<Bool>) {
        for i in 0..<a.count { mask[i] = a[i].containsNaN }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func isFinite<T: Scalar>(_ a: UnsafeVector<T>, _ mask: UnsafeMutablePointer<Bool>) {
        for i in 0..<a.count { mask[i] = a[i].isFinite }
    }

    @inline(__always)
    private static func equal<T: Scalar>(_ a: T, _ b: T) -> Bool {
        a.realPart == b.realPart && a.imaginaryPart == b.imaginaryPart
    }
}

/// What a choice between elements and bounds on them are computed by.
enum Selection {
    /// c = mask ? a : b; c may be a or b.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func select<T: Scalar>(
        _ mask: UnsafePointer<Bool>, _ a: UnsafeVector<T>, _ b: UnsafeVector<T>, _ c: UnsafeVector<T>
    ) {
        for i in 0..<c.count { c[i] = mask[i] ? a[i] : b[i] }
    }

    /// Appends the elements where the mask is true to those already in `target`; returns how many there then are.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func gather<T: Scalar>(
        _ mask: UnsafePointer<Bool>, _ a: UnsafeVector<T>, into target: UnsafeVector<T>, from start: Int
    ) -> Int {
        var next = start
        for i in 0..<a.count where mask[i] {
            target[next] = a[i]
            next += 1
        }
        return next
    }

    /// a = value where the mask says so.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func assign<T: Scalar>(_ mask: UnsafePointer<Bool>, _ value: T, _ a: UnsafeVector<T>) {
        for i in 0..<a.count where mask[i] { a[i] = value }
    }

    /// The smaller one of each pair, NaN if one is.
    @specialized(where T == Float)
    @specialized(where T == Double)
    static func minimum<T: RealScalar>(_ a: UnsafeVector<T>, _ b: UnsafeVector<T>, _ c: UnsafeVector<T>) {
        for i in 0..<c.count { c[i] = a[i] < b[i] || a[i].isNaN ? a[i] : b[i] }
    }

    /// The larger one of each pair, NaN if one is.
    @specialized(where T == Float)
    @specialized(where T == Double)
    static func maximum<T: RealScalar>(_ a: UnsafeVector<T>, _ b: UnsafeVector<T>, _ c: UnsafeVector<T>) {
        for i in 0..<c.count { c[i] = a[i] > b[i] || a[i].isNaN ? a[i] : b[i] }
    }

    /// Each element, or the bound it lies beyond; NaN stays.
    @specialized(where T == Float)
    @specialized(where T == Double)
    static func clip<T: RealScalar>(_ a: UnsafeVector<T>, _ low: T, _ high: T, _ c: UnsafeVector<T>) {
        for i in 0..<c.count {
            let x = a[i]
            c[i] = x < low ? low : x > high ? high : x
        }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    static func hypot<T: RealScalar>(_ a: UnsafeVector<T>, _ b: UnsafeVector<T>, _ c: UnsafeVector<T>) {
        for i in 0..<c.count { c[i] = T.hypot(a[i], b[i]) }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    static func atan2<T: RealScalar>(_ y: UnsafeVector<T>, _ x: UnsafeVector<T>, _ c: UnsafeVector<T>) {
        for i in 0..<c.count { c[i] = T.atan2(y: y[i], x: x[i]) }
    }

    // MARK: Parts

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func magnitudes<T: Scalar>(_ a: UnsafeVector<T>, _ c: UnsafeVector<T.RealType>) {
        for i in 0..<c.count { c[i] = a[i].modulus }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func parts<T: Scalar>(_ a: UnsafeVector<T>, imaginary: Bool, _ c: UnsafeVector<T.RealType>) {
        if imaginary {
            for i in 0..<c.count { c[i] = a[i].imaginaryPart }
        } else {
            for i in 0..<c.count { c[i] = a[i].realPart }
        }
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func conjugate<T: Scalar>(_ a: UnsafeVector<T>, _ c: UnsafeVector<T>) {
        for i in 0..<c.count { c[i] = a[i].conjugated }
    }
}
