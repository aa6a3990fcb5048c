/// Ascending order of the indices of numbers, NaN last, of equal ones in their order.
///
/// A radix sort: each number becomes a key of bits that orders as the number does, and the keys are distributed by one byte
/// after the other, from the last. That takes as many passes as the type has bytes, and no comparison.
package enum StableOrder {
    private struct Entry {
        var key: UInt64
        var index: Int
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    package static func indices<T: RealScalar>(
        _ x: UnsafeVector<T>, comparingUpTo limit: Int = SortPath.comparisonLimit
    ) -> [Int] {
        let n = x.count
        var entries = [Entry](unsafeUninitializedCapacity: n) { buffer, count in
            for i in 0..<n { (buffer.baseAddress! + i).initialize(to: Entry(key: key(x[i]), index: i)) }
            count = n
        }
        if n <= limit {
            entries.sort { $0.key < $1.key || ($0.key == $1.key && $0.index < $1.index) }
        } else {
            distribute(&entries, bytes: MemoryLayout<T>.size)
        }
        return [Int](unsafeUninitializedCapacity: n) { buffer, count in
            for i in 0..<n { (buffer.baseAddress! + i).initialize(to: entries[i].index) }
            count = n
        }
    }

    /// Orders as the number does: zero of either sign has one key, and each NaN the largest.
    @inline(__always)
    private static func key<T: RealScalar>(_ x: T) -> UInt64 {
        let bits = MemoryLayout<T>.size * 8
        let mask = UInt64.max >> UInt64(64 - bits)
        if x.isNaN { return mask }
        let magnitude =
            UInt64(truncatingIfNeeded: x.exponentBitPattern) << UInt64(T.significandBitCount)
            | UInt64(truncatingIfNeeded: x.significandBitPattern)
        let middle = UInt64(1) << UInt64(bits - 1)
        return x < 0 ? middle - magnitude : middle + magnitude
    }

    private static func distribute(_ entries: inout [Entry], bytes: Int) {
        var other = entries
        for byte in 0..<bytes {
            let shift = UInt64(8 * byte)
            let isSorted = withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { places in
                places.initialize(repeating: 0)
                return entries.withUnsafeBufferPointer { source in
                    for entry in source { places[Int((entry.key >> shift) & 255)] += 1 }
                    var sum = 0
                    for digit in 0..<256 {
                        // All have this byte in common.
                        if places[digit] == source.count { return true }
                        (places[digit], sum) = (sum, sum + places[digit])
                    }
                    other.withUnsafeMutableBufferPointer { target in
                        for entry in source {
                            let digit = Int((entry.key >> shift) & 255)
                            target[places[digit]] = entry
                            places[digit] += 1
                        }
                    }
                    return false
                }
            }
            if !isSorted { swap(&entries, &other) }
        }
    }
}
