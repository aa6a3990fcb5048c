public import ComplexModule
public import RealModule

/// A number that vectors and matrices are made of: `Float`, `Double`, `Complex<Float>` or `Complex<Double>`.
///
/// Conform no other type to this protocol: a conforming type must be trivial (no references) and must have the BLAS
/// and LAPACK routines of ``BLASRoutines`` and ``LAPACKRoutines``.
public protocol Scalar: AlgebraicField, Codable, Hashable, Sendable {
    /// The type of a magnitude: `Float` or `Double`.
    associatedtype RealType: RealScalar

    /// The BLAS and LAPACK routines for this type: how one generic algorithm reaches four sets of C functions without
    /// a type switch.
    associatedtype Routines: BLASRoutines & LAPACKRoutines where Routines.Element == Self, Routines.RealType == RealType

    /// The number whose real part is `real` and whose imaginary part, if the type has one, is zero.
    init(real: RealType)

    /// The real part, also of an infinity or a NaN; a real number itself.
    var realPart: RealType { get }

    /// The imaginary part, also of an infinity or a NaN; zero for a real number.
    var imaginaryPart: RealType { get }

    /// The complex conjugate; a real number itself.
    var conjugated: Self { get }

    /// The absolute value, without undue overflow or underflow; NaN if any part is.
    var modulus: RealType { get }

    /// Whether no part is infinite or NaN.
    var isFinite: Bool { get }

    /// Whether any part is NaN.
    var containsNaN: Bool { get }
}

/// A real ``Scalar``: `Float` or `Double`.
public protocol RealScalar: Scalar, BinaryFloatingPoint, Real, SIMDScalar, LosslessStringConvertible
where RealType == Self, Magnitude == Self, Routines: VectorRoutines {
    /// The routines for `Complex<Self>`.
    associatedtype ComplexRoutines: BLASRoutines & LAPACKRoutines
    where ComplexRoutines.Element == Complex<Self>, ComplexRoutines.RealType == Self
}

extension RealScalar {
    /// The number itself.
    @inlinable public init(real: Self) { self = real }
    /// The number itself.
    @inlinable public var realPart: Self { self }
    /// Zero.
    @inlinable public var imaginaryPart: Self { 0 }
    /// The number itself.
    @inlinable public var conjugated: Self { self }
    /// The absolute value.
    @inlinable public var modulus: Self { magnitude }
    /// Whether this is NaN.
    @inlinable public var containsNaN: Bool { isNaN }
}

extension Float: RealScalar {
    /// `Float`.
    public typealias RealType = Float
    /// Those whose names begin with *s*.
    public typealias Routines = FloatRoutines
    /// Those whose names begin with *c*.
    public typealias ComplexRoutines = ComplexFloatRoutines
}

extension Double: RealScalar {
    /// `Double`.
    public typealias RealType = Double
    /// Those whose names begin with *d*.
    public typealias Routines = DoubleRoutines
    /// Those whose names begin with *z*.
    public typealias ComplexRoutines = ComplexDoubleRoutines
}

extension Complex: Scalar where RealType: RealScalar {
    /// Those whose names begin with *c* or *z*.
    public typealias Routines = RealType.ComplexRoutines

    /// The number whose imaginary part is zero.
    @inlinable public init(real: RealType) { self.init(real, 0) }
    /// The real part, also of an infinity or a NaN, where `real` is NaN.
    @inlinable public var realPart: RealType { rawStorage.x }
    /// The imaginary part, also of an infinity or a NaN, where `imaginary` is NaN.
    @inlinable public var imaginaryPart: RealType { rawStorage.y }
    /// The complex conjugate.
    @inlinable public var conjugated: Self { conjugate }
    /// The absolute value, without undue overflow or underflow.
    @inlinable public var modulus: RealType { containsNaN ? .nan : length }
    /// Whether real or imaginary part is NaN.
    @inlinable public var containsNaN: Bool { rawStorage.x.isNaN || rawStorage.y.isNaN }
}
