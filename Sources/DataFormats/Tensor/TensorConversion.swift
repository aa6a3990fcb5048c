internal import Linalg

/// From the bytes of a file to numbers and back.
enum TensorConversion {
    /// Elements of some type, wherever they lie: aligned or not, in either byte order.
    struct Source {
        let bytes: UnsafeRawBufferPointer
        let type: ElementType
        let byteOrder: Tensor.ByteOrder

        /// Converts `count` elements from the one with number `first` on.
        ///
        /// - Precondition: they lie within the bytes.
        @specialized(where Element == Float)
        @specialized(where Element == Double)
        func load<Element: RealScalar>(from first: Int, count: Int, into target: UnsafeMutablePointer<Element>) {
            let width = type.byteCount
            require(first >= 0 && count >= 0 && (first + count) * width <= bytes.count, "elements beyond the end")
            guard count > 0, let base = bytes.baseAddress else { return }
            let start = base + first * width
            switch type {
            case .bool: convert(start, UInt8.self, count, target) { $0 == 0 ? 0 : 1 }
            case .int8: convert(start, UInt8.self, count, target) { Element(Int8(bitPattern: $0)) }
            case .int16: convert(start, UInt16.self, count, target) { Element(Int16(bitPattern: $0)) }
            case .int32: convert(start, UInt32.self, count, target) { Element(Int32(bitPattern: $0)) }
            case .int64: convert(start, UInt64.self, count, target) { Element(Int64(bitPattern: $0)) }
            case .uint8: convert(start, UInt8.self, count, target) { Element($0) }
            case .uint16: convert(start, UInt16.self, count, target) { Element($0) }
            case .uint32: convert(start, UInt32.self, count, target) { Element($0) }
            case .uint64: convert(start, UInt64.self, count, target) { Element($0) }
            case .float16: convert(start, UInt16.self, count, target) { Element(HalfPrecision.float16($0)) }
            case .bfloat16: convert(start, UInt16.self, count, target) { Element(HalfPrecision.bfloat16($0)) }
            case .float32: convert(start, UInt32.self, count, target) { Element(Float(bitPattern: $0)) }
            case .float64: convert(start, UInt64.self, count, target) { Element(Double(bitPattern: $0)) }
            }
        }

        @inline(__always)
        private func convert<Bits: FixedWidthInteger & BitwiseCopyable, Element>(
            _ start: UnsafeRawPointer, _: Bits.Type, _ count: Int, _ target: UnsafeMutablePointer<Element>,
            _ element: (Bits) -> Element
        ) {
            let width = MemoryLayout<Bits>.size
            if byteOrder == .little {
                for i in 0..<count {
                    let bits = start.loadUnaligned(fromByteOffset: i &* width, as: Bits.self)
                    target[i] = element(Bits(littleEndian: bits))
                }
            } else {
                for i in 0..<count {
                    let bits = start.loadUnaligned(fromByteOffset: i &* width, as: Bits.self)
                    target[i] = element(Bits(bigEndian: bits))
                }
            }
        }
    }

    /// Stores numbers in the byte order of this machine, rounded to nearest, ties to even.
    ///
    /// - Precondition: `type` is a floating-point type, and `target` has room.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    static func store<Element: RealScalar>(
        _ values: UnsafeBufferPointer<Element>, as type: ElementType, into target: UnsafeMutableRawBufferPointer
    ) {
        require(target.count >= values.count * type.byteCount, "no room for \(values.count) elements")
        switch type {
        case .float64:
            for i in values.indices { target.storeBytes(of: Double(values[i]), toByteOffset: i &* 8, as: Double.self) }
        case .float32:
            for i in values.indices { target.storeBytes(of: Float(values[i]), toByteOffset: i &* 4, as: Float.self) }
        case .float16:
            for i in values.indices {
                target.storeBytes(
                    of: HalfPrecision.float16Bits(Double(values[i])), toByteOffset: i &* 2, as: UInt16.self)
            }
        case .bfloat16:
            for i in values.indices {
                target.storeBytes(
                    of: HalfPrecision.bfloat16Bits(Double(values[i])), toByteOffset: i &* 2, as: UInt16.self)
            }
        default: trap("real numbers stored as \(type)")
        }
    }
}

/// The two floating-point formats of 16 bits, which not every platform's Swift has.
enum HalfPrecision {
    /// The value of a binary16: 1 bit sign, 5 bits exponent with bias 15, 10 bits fraction.
    @inline(__always)
    static func float16(_ bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16
        let magnitude = UInt32(bits & 0x7FFF)
        // Infinities and NaN: the largest exponent of binary32 with the same fraction.
        if magnitude >= 0x7C00 { return Float(bitPattern: sign | 0x7F80_0000 | (magnitude & 0x3FF) << 13) }
        // Moved into place as a binary32, the number is too small by 2 to the difference of the biases. The product is
        // exact, and it makes a normal number of a subnormal one.
        let value = Float(bitPattern: magnitude << 13) * 0x1p112
        return Float(bitPattern: value.bitPattern | sign)
    }

    /// The value of a bfloat16: the upper half of a binary32.
    @inline(__always)
    static func bfloat16(_ bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }

    /// The nearest binary16, ties to even; infinite from 65520 on.
    static func float16Bits(_ value: Double) -> UInt16 {
        let sign = UInt16(value.bitPattern >> 48) & 0x8000
        let magnitude = value.magnitude
        if magnitude.isNaN { return sign | 0x7E00 }
        if magnitude >= 65520 { return sign | 0x7C00 }
        // The unit in the last place of the binade, not below that of the subnormals; counting it rounds once.
        let exponent = magnitude < 0x1p-14 ? -14 : Int(magnitude.exponent)
        let units = (magnitude * Double(sign: .plus, exponent: 10 - exponent, significand: 1)).rounded(.toNearestOrEven)
        // A carry out of the fraction moves into the exponent by itself.
        return sign | (UInt16(exponent + 14) << 10) + UInt16(units)
    }

    /// The nearest bfloat16, ties to even.
    static func bfloat16Bits(_ value: Double) -> UInt16 {
        let narrow = Float(value)
        if narrow.isNaN { return UInt16(narrow.bitPattern >> 16) | 0x0040 }
        // Rounded to odd first, so that rounding twice is as good as once.
        var bits = narrow.bitPattern
        if Double(narrow) != value && narrow.isFinite {
            if Double(narrow).magnitude > value.magnitude { bits -= 1 }
            bits |= 1
        }
        bits += 0x7FFF + ((bits >> 16) & 1)
        return UInt16(bits >> 16)
    }
}
