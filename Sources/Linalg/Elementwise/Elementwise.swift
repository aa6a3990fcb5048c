internal import ComplexModule
internal import RealModule

infix operator .* : MultiplicationPrecedence
infix operator ./ : MultiplicationPrecedence

/// The arithmetic that runs over two operands element by element. Shapes have been checked.
enum Elementwise {
    case add, subtract, multiply, divide

    /// c = a ∘ b; c may be a or b.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    func apply<T: Scalar>(_ a: UnsafeVector<T>, _ b: UnsafeVector<T>, into c: UnsafeVector<T>) {
        switch self {
        case .add: Self.loop(a, b, c) { $0 + $1 }
        case .subtract: Self.loop(a, b, c) { $0 - $1 }
        case .multiply: Self.loop(a, b, c) { $0 * $1 }
        case .divide: Self.loop(a, b, c) { $0 / $1 }
        }
    }

    /// a /= divisor.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func divide<T: Scalar>(_ a: UnsafeVector<T>, by divisor: T) {
        for i in 0..<a.count { a[i] /= divisor }
    }

    /// c = a ∘ b for a number b; c may be a.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    func apply<T: Scalar>(_ a: UnsafeVector<T>, _ b: T, into c: UnsafeVector<T>) {
        switch self {
        case .add: Self.loop(a, c) { $0 + b }
        case .subtract: Self.loop(a, c) { $0 - b }
        case .multiply: Self.loop(a, c) { $0 * b }
        case .divide: Self.loop(a, c) { $0 / b }
        }
    }

    /// c = a ∘ b for a number a; c may be b.
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    func apply<T: Scalar>(_ a: T, _ b: UnsafeVector<T>, into c: UnsafeVector<T>) {
        switch self {
        case .add: Self.loop(b, c) { a + $0 }
        case .subtract: Self.loop(b, c) { a - $0 }
        case .multiply: Self.loop(b, c) { a * $0 }
        case .divide: Self.loop(b, c) { a / $0 }
        }
    }

    @inline(__always)
    private static func loop<T: Scalar>(_ a: UnsafeVector<T>, _ c: UnsafeVector<T>, _ operation: (T) -> T) {
        if a.stride == 1 && c.stride == 1 {
            for i in 0..<c.count { c.base[i] = operation(a.base[i]) }
        } else {
            for i in 0..<c.count { c[i] = operation(a[i]) }
        }
    }

    @inline(__always)
    private static func loop<T: Scalar>(
        _ a: UnsafeVector<T>, _ b: UnsafeVector<T>, _ c: UnsafeVector<T>, _ operation: (T, T) -> T
    ) {
        // With strides of one known, the compiler uses vector instructions.
        if a.stride == 1 && b.stride == 1 && c.stride == 1 {
            for i in 0..<c.count { c.base[i] = operation(a.base[i], b.base[i]) }
        } else {
            for i in 0..<c.count { c[i] = operation(a[i], b[i]) }
        }
    }
}

extension UnsafeMatrix {
    /// One row.
    @inlinable @inline(__always)
    package func row(_ index: Int) -> UnsafeVector<Element> {
        UnsafeVector(base + index &* rowStride, count: columns)
    }

    /// Some successive rows.
    @inlinable @inline(__always)
    package func rows(_ range: Range<Int>) -> UnsafeMatrix {
        UnsafeMatrix(base + range.lowerBound &* rowStride, rows: range.count, columns: columns, rowStride: rowStride)
    }

    /// Some successive columns.
    @inlinable @inline(__always)
    package func columns(_ range: Range<Int>) -> UnsafeMatrix {
        UnsafeMatrix(base + range.lowerBound, rows: rows, columns: range.count, rowStride: rowStride)
    }
}
