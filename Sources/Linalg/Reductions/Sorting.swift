internal import RealModule

// Order as NumPy has it: ascending, NaN last. Sorting by index is stable; of equal values -0 and 0 count as equal.

extension Vector where Element: RealScalar {
    /// Puts the elements into ascending order, NaN last: `x.sort()`.
    ///
    /// - Complexity: as ``sorted()``.
    public mutating func sort() { self = sorted() }

    /// The elements in ascending order, NaN last: `numpy.sort`.
    ///
    /// - Complexity: O(n), three passes over elements of four bytes and six over those of eight, in twice their memory; O(n·log n)
    ///   and less memory for few.
    public func sorted() -> Vector {
        transformed { line, result in
            for i in 0..<line.count { result.base[i] = line[i] }
            ValueOrder.sort(UnsafeMutableBufferPointer(start: result.base, count: result.count))
        }
    }

    /// The indices of the elements in ascending order, NaN last, of equal ones in their order:
    /// `numpy.argsort(x, kind='stable')`.
    ///
    /// - Complexity: O(n), a pass for each byte of an element, in twice the memory of the elements and their indices.
    public func argSorted() -> [Int] {
        defer { extendLifetime(self) }
        return StableOrder.indices(unsafeView)
    }

    /// The different values in ascending order; of NaN there is at most one, the last: `numpy.unique`.
    ///
    /// - Complexity: that of ``sorted()``, and O(n).
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func unique() -> Vector {
        let ordered = sorted()
        var values: [Element] = []
        for value in ordered {
            if let last = values.last, last == value || (last.isNaN && value.isNaN) { continue }
            values.append(value)
        }
        return Vector(values)
    }

    /// Where a value would be inserted to keep this vector, which ascends, in order: `numpy.searchsorted`.
    ///
    /// - Parameters:
    ///   - value: What would be inserted.
    ///   - side: Before equal elements, or after them.
    /// - Precondition: the elements ascend, with NaN last; otherwise the result means nothing.
    /// - Complexity: O(log n), no allocation.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func insertionIndex(of value: Element, side: InsertionSide = .beforeEqual) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            let element = self[middle]
            let goesOn = side == .beforeEqual ? Order.precedes(element, value) : !Order.precedes(value, element)
            if goesOn { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// On which side of equal elements a value is inserted.
public enum InsertionSide: Sendable, Hashable {
    /// Before the first of them: NumPy's `side='left'`.
    case beforeEqual
    /// After the last of them: NumPy's `side='right'`.
    case afterEqual
}

extension Matrix where Element: RealScalar {
    /// The elements of each row or column in ascending order, NaN last: `numpy.sort(a, axis=…)`.
    ///
    /// - Complexity: that of ``Vector/sorted()`` for each line; allocates the result, and a copy of each column.
    public func sorted(inEach line: MatrixLine) -> Matrix {
        lines(line) { source, result in
            if result.stride == 1 {
                for i in 0..<source.count { result.base[i] = source[i] }
                ValueOrder.sort(UnsafeMutableBufferPointer(start: result.base, count: result.count))
            } else {
                var values = (0..<source.count).map { source[$0] }
                values.withUnsafeMutableBufferPointer { ValueOrder.sort($0) }
                for i in 0..<source.count { result[i] = values[i] }
            }
        }
    }

    /// The indices of the elements of each row or column in ascending order, one array for each line:
    /// `numpy.argsort(a, axis=…, kind='stable')`, transposed for columns.
    ///
    /// - Complexity: O(rows·columns).
    public func argSorted(inEach line: MatrixLine) -> [[Int]] {
        defer { extendLifetime(self) }
        return (0..<unsafeView.lineCount(line)).map { StableOrder.indices(unsafeView.line(line, $0)) }
    }
}

private enum Order {
    @inline(__always)
    static func precedes<T: RealScalar>(_ a: T, _ b: T) -> Bool { a < b || (b.isNaN && !a.isNaN) }
}
