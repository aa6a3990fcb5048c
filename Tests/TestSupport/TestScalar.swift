package import ComplexModule
package import Linalg

#if arch(x86_64) || arch(i386)
/// The widest floating-point type of the machine, in which expected results are computed.
package typealias Wide = Float80
#else
/// The widest floating-point type of the machine, in which expected results are computed.
package typealias Wide = Double
#endif

/// A scalar that a test can make from its parts and take apart again, exactly.
package protocol TestScalar: Scalar where RealType: TestReal {
    /// The type as a report shows it.
    static var name: String { get }
    /// Whether there is an imaginary part.
    static var isComplex: Bool { get }
    /// A number from its parts; a real type ignores the second.
    init(parts real: RealType, _ imaginary: RealType)
}

/// A real ``TestScalar``.
package protocol TestReal: TestScalar, RealScalar {
    /// The same number in the widest type.
    var wide: Wide { get }
    /// The nearest number to a wide one.
    init(rounding wide: Wide)
    /// The bits as an integer, of which neighbouring numbers of one sign have neighbouring ones.
    var pattern: UInt64 { get }
    /// A NaN that no arithmetic makes.
    static var sentinel: Self { get }
}

extension TestReal {
    package static var isComplex: Bool { false }
    package init(parts real: Self, _ imaginary: Self) { self = real }
}

extension Float: TestReal {
    package static let name = "Float"
    package var wide: Wide { Wide(self) }
    package init(rounding wide: Wide) { self = Float(wide) }
    package var pattern: UInt64 { UInt64(bitPattern) }
    package static var sentinel: Float { Float(nan: 0x5A5A, signaling: false) }
}

extension Double: TestReal {
    package static let name = "Double"
    package var wide: Wide { Wide(self) }
    package init(rounding wide: Wide) { self = Double(wide) }
    package var pattern: UInt64 { bitPattern }
    package static var sentinel: Double { Double(nan: 0x5A5A, signaling: false) }
}

extension Complex: TestScalar where RealType: TestReal {
    package static var name: String { "Complex<\(RealType.name)>" }
    package static var isComplex: Bool { true }
    package init(parts real: RealType, _ imaginary: RealType) { self.init(real, imaginary) }
}

extension TestScalar {
    /// The unit of rounding: half the distance from 1 to the next number.
    package static var unit: Wide { RealType.ulpOfOne.wide / 2 }

    /// The smallest positive number of the type.
    package static var smallest: Wide { RealType.leastNonzeroMagnitude.wide }

    /// NaN in every part.
    package static var nan: Self { Self(parts: .nan, .nan) }

    /// An infinity in the real part.
    package static var infinity: Self { Self(parts: .infinity, 0) }

    /// A number from parts that the type rounds.
    package init(_ real: Double, _ imaginary: Double = 0) { self.init(parts: RealType(real), RealType(imaginary)) }
}

/// The four scalar types, as arguments of a test.
package enum ScalarKind: String, CaseIterable, Sendable, Codable {
    case float
    case double
    case complexFloat
    case complexDouble

    /// The type, to be opened by a call to a generic function.
    package var type: any TestScalar.Type {
        switch self {
        case .float: Float.self
        case .double: Double.self
        case .complexFloat: Complex<Float>.self
        case .complexDouble: Complex<Double>.self
        }
    }
}

/// The two real scalar types, as arguments of a test.
package enum RealKind: String, CaseIterable, Sendable, Codable {
    case float
    case double

    /// The type, to be opened by a call to a generic function.
    package var type: any TestReal.Type {
        switch self {
        case .float: Float.self
        case .double: Double.self
        }
    }
}
