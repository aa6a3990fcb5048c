/// How the real numbers of one array are written, so that they align: with or without an exponent, and how wide.
///
/// The rules are those of NumPy 2 with its default print options (at most 8 digits behind the point; an exponent if
/// the largest or the smallest magnitude or their ratio calls for one).
struct NumberFormat<T: RealScalar> {
    private enum Style {
        case positional
        case scientific(exponentDigits: Int)
    }

    private static var precision: Int { 8 }

    private var style = Style.positional
    private let signsPositive: Bool
    /// Characters before the decimal point, with the sign.
    private var wholeWidth = 0
    /// Digits behind the decimal point.
    private var fractionWidth = 0
    /// Characters behind the decimal point, with the exponent.
    private var tailWidth = 0

    /// The format for the given numbers. Other numbers may come out misaligned.
    init(fitting values: [T], signsPositive: Bool = false) {
        self.signsPositive = signsPositive
        let finite = values.filter(\.isFinite)
        if Self.needExponent(finite) {
            fitScientific(finite)
        } else {
            fitPositional(finite)
        }
        if finite.count < values.count {
            let signed = signsPositive || values.contains(-T.infinity)
            wholeWidth = Swift.max(wholeWidth, (signed ? 4 : 3) - 1 - tailWidth)
        }
    }

    private static func needExponent(_ finite: [T]) -> Bool {
        let magnitudes = finite.lazy.map(\.magnitude).filter { $0 != 0 }
        guard let largest = magnitudes.max(), let smallest = magnitudes.min() else { return false }
        // Integers of this size are still told apart: 10⁶ for Float, which has 23 bits.
        let limit: T = T.significandBitCount < 27 ? 1e6 : 1e8
        return largest >= limit || smallest < 0.0001 || largest / smallest > 1000
    }

    private mutating func fitPositional(_ finite: [T]) {
        for value in finite {
            let (whole, fraction) = positional(value)
            wholeWidth = Swift.max(wholeWidth, whole.utf8.count)
            fractionWidth = Swift.max(fractionWidth, fraction.utf8.count)
        }
        tailWidth = fractionWidth
    }

    private mutating func fitScientific(_ finite: [T]) {
        var exponentDigits = 2
        for value in finite {
            let decimal = DecimalDigits(value, atMost: Self.precision + 1)
            let (whole, fraction) = decimal.scientific
            wholeWidth = Swift.max(wholeWidth, sign(value).utf8.count + whole.utf8.count)
            fractionWidth = Swift.max(fractionWidth, fraction.utf8.count)
            exponentDigits = Swift.max(exponentDigits, decimal.exponent.magnitude.description.utf8.count)
        }
        style = .scientific(exponentDigits: exponentDigits)
        tailWidth = fractionWidth + 2 + exponentDigits
    }

    /// A number in columns as wide as those of the others.
    func text(_ value: T) -> String {
        if !value.isFinite {
            let word = value.isNaN ? (signsPositive ? "+nan" : "nan") : sign(value) + "inf"
            return spaces(wholeWidth + 1 + tailWidth - word.utf8.count) + word
        }
        let whole: String
        let tail: String
        switch style {
        case .positional:
            (whole, tail) = positional(value)
        case .scientific(let exponentDigits):
            let decimal = DecimalDigits(value, exactly: fractionWidth + 1)
            let (first, fraction) = decimal.scientific
            let exponent = decimal.exponent.magnitude.description
            whole = sign(value) + first
            tail =
                fraction + zeros(fractionWidth - fraction.utf8.count) + (decimal.exponent < 0 ? "e-" : "e+")
                + zeros(exponentDigits - exponent.utf8.count) + exponent
        }
        return spaces(wholeWidth - whole.utf8.count) + whole + "." + tail + spaces(tailWidth - tail.utf8.count)
    }

    private func positional(_ value: T) -> (whole: String, fraction: String) {
        var decimal = DecimalDigits(shortest: value)
        let wanted = decimal.exponent + 1 + Self.precision
        if wanted < decimal.digits.count { decimal = DecimalDigits(value, atMost: wanted) }
        let (whole, fraction) = decimal.positional
        return (sign(value) + whole, fraction)
    }

    private func sign(_ value: T) -> String {
        value.sign == .minus ? "-" : signsPositive ? "+" : ""
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: Swift.max(count, 0)) }

    private func zeros(_ count: Int) -> String { String(repeating: "0", count: Swift.max(count, 0)) }
}

/// How the elements of one array are written: real numbers, or pairs of them as `1.5-2.j`.
struct ElementFormat<Element: Scalar> {
    private let real: NumberFormat<Element.RealType>
    private let imaginary: NumberFormat<Element.RealType>

    /// The format for the given elements.
    init(fitting elements: [Element]) {
        let parts = elements.map(\.parts)
        real = NumberFormat(fitting: parts.map(\.real))
        imaginary = NumberFormat(fitting: parts.compactMap(\.imaginary), signsPositive: true)
    }

    /// An element in columns as wide as those of the others.
    func text(_ element: Element) -> String {
        let parts = element.parts
        guard let part = parts.imaginary else { return real.text(parts.real) }
        let padded = imaginary.text(part)
        let digits = padded.trimmingSpacesAtEnd()
        return real.text(parts.real) + digits + "j" + padded.dropFirst(digits.count)
    }
}

extension Scalar {
    /// The one real number, or the two, that make up a scalar in memory. They may be infinite or NaN one by one, which
    /// the properties of `Complex` do not show.
    fileprivate var parts: (real: RealType, imaginary: RealType?) {
        withUnsafeBytes(of: self) { bytes in
            let size = MemoryLayout<RealType>.size
            let real = bytes.load(as: RealType.self)
            return (real, bytes.count > size ? bytes.load(fromByteOffset: size, as: RealType.self) : nil)
        }
    }
}
