extension RandomState {
    /// The numbers 0 ..< `count` in random order: `permutation(count)`.
    ///
    /// - Precondition: `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func permutation(_ count: Int) -> [Int] {
        Self.array(count) { (buffer: UnsafeMutableBufferPointer<Int>) in
            for i in buffer.indices { buffer.initializeElement(at: i, to: i) }
            var i = buffer.count &- 1
            while i > 0 {
                buffer.swapAt(i, index(through: i))
                i &-= 1
            }
        }
    }

    /// Puts the elements into random order: `shuffle(array)`, for the rows of a matrix too.
    ///
    /// From the last element down to the second, each changes places with one at or before it.
    ///
    /// - Complexity: O(count), no allocation.
    @inlinable
    public mutating func shuffle<Element>(_ array: inout [Element]) {
        var i = array.count &- 1
        while i > 0 {
            array.swapAt(i, index(through: i))
            i &-= 1
        }
    }

    /// An integer in 0 ... `last`, which is not 0: *random_interval*.
    @usableFromInline
    mutating func index(through last: Int) -> Int {
        let span = UInt64(truncatingIfNeeded: last)
        let mask = Self.mask(span)
        var value: UInt64
        if span <= 0xffff_ffff {
            repeat { value = UInt64(twister.nextUInt32()) & mask } while value > span
        } else {
            repeat { value = twister.next() & mask } while value > span
        }
        return Int(truncatingIfNeeded: value)
    }
}
