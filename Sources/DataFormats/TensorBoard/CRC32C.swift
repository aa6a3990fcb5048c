/// The checksum CRC-32C, which is not the CRC-32 of zip: its polynomial is Castagnoli's.
///
/// - Source: RFC 3720, appendix B.4.
package enum CRC32C {
    /// What one byte does to the sum, for each byte.
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0x82F6_3B78 }
    }

    /// The checksum of some bytes.
    package static func of(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
    }

    /// The checksum, changed so that the checksum of data that contain it remains a good one.
    ///
    /// - Source: TensorFlow, tensorflow/core/lib/hash/crc32c.h.
    static func masked(_ bytes: [UInt8]) -> UInt32 {
        let sum = of(bytes)
        return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
    }
}
