/// Truth values, one for each element of a vector: what `x .< y` is.
///
/// A byte each. `&`, `|`, `^` and `!` combine masks element by element.
///
/// ```swift
/// let mask = (x .> 0) & (x .< 1)
/// x.replace(where: !mask, with: 0)     // x[~mask] = 0
/// x.elements(where: mask)              // x[mask]
/// ```
public struct Mask: Sendable, Hashable {
    var values: [Bool]

    /// The mask of these values.
    public init(_ values: some Sequence<Bool>) { self.values = Array(values) }

    /// Copies of one value.
    ///
    /// - Precondition: `count` is not negative.
    public init(repeating value: Bool, count: Int) {
        require(count >= 0, "a mask of \(count) elements: the size must not be negative")
        values = Array(repeating: value, count: count)
    }

    init(uninitializedCount count: Int, _ fill: (UnsafeMutablePointer<Bool>) -> Void) {
        values = Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress { fill(base) }
            initialized = count
        }
    }

    /// How many are true: `numpy.count_nonzero`.
    public var trueCount: Int { values.count { $0 } }

    /// Whether any is true: `numpy.any`; not if there are none.
    public var any: Bool { values.contains(true) }

    /// Whether all are true: `numpy.all`; so if there are none.
    public var all: Bool { !values.contains(false) }

    /// The places of those that are true, in order: `numpy.flatnonzero`.
    public var trueIndices: [Int] { values.indices.filter { values[$0] } }

    /// Calls `body` with where the values lie; of no values there is no place, and no call.
    func withValues(_ body: (UnsafePointer<Bool>) -> Void) {
        values.withUnsafeBufferPointer { if let base = $0.baseAddress { body(base) } }
    }

    private func combined(_ other: Mask, _ symbol: StaticString, _ operation: (Bool, Bool) -> Bool) -> Mask {
        require(count == other.count, "masks of \(count) \(symbol) \(other.count) elements")
        return Mask(zip(values, other.values).map { operation($0, $1) })
    }

    /// Where both are true.
    ///
    /// - Precondition: both have the same size.
    public static func & (a: Mask, b: Mask) -> Mask { a.combined(b, "&") { $0 && $1 } }

    /// Where at least one is true.
    ///
    /// - Precondition: both have the same size.
    public static func | (a: Mask, b: Mask) -> Mask { a.combined(b, "|") { $0 || $1 } }

    /// Where exactly one is true.
    ///
    /// - Precondition: both have the same size.
    public static func ^ (a: Mask, b: Mask) -> Mask { a.combined(b, "^") { $0 != $1 } }

    /// Where it is false.
    public static prefix func ! (a: Mask) -> Mask { Mask(a.values.map { !$0 }) }
}

extension Mask: RandomAccessCollection, MutableCollection, ExpressibleByArrayLiteral {
    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of values.
    public var endIndex: Int { values.count }

    /// The value at a place.
    ///
    /// - Precondition: `index` is in `indices`.
    public subscript(index: Int) -> Bool {
        get {
            require(index >= 0 && index < values.count, "index \(index) of a mask of \(values.count) elements")
            return values[index]
        }
        set {
            require(index >= 0 && index < values.count, "index \(index) of a mask of \(values.count) elements")
            values[index] = newValue
        }
    }

    /// A mask of the values of a literal: `let mask: Mask = [true, false]`.
    public init(arrayLiteral elements: Bool...) { values = elements }
}

/// Truth values, one for each element of a matrix: what `a .< b` is.
public struct MatrixMask: Sendable, Hashable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// The values row by row.
    public private(set) var elements: Mask

    /// The values row by row.
    ///
    /// - Precondition: there are `rows · columns` of them.
    public init(rows: Int, columns: Int, elements: Mask) {
        require(
            elements.count == checkedCount(rows: rows, columns: columns),
            "\(elements.count) values for a \(rows)×\(columns) mask")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// The value in a row and a column.
    ///
    /// - Precondition: both indices are valid.
    public subscript(row: Int, column: Int) -> Bool {
        get {
            check(row, column)
            return elements.values[row * columns + column]
        }
        set {
            check(row, column)
            elements.values[row * columns + column] = newValue
        }
    }

    private func check(_ row: Int, _ column: Int) {
        require(
            row >= 0 && row < rows && column >= 0 && column < columns,
            "index [\(row), \(column)] of a \(shape) mask")
    }

    /// The number of values.
    public var count: Int { elements.count }

    /// How many are true: `numpy.count_nonzero`.
    public var trueCount: Int { elements.trueCount }

    /// Whether any is true: `numpy.any`; not if there are none.
    public var any: Bool { elements.any }

    /// Whether all are true: `numpy.all`; so if there are none.
    public var all: Bool { elements.all }

    /// The places of those that are true, row by row: `numpy.argwhere`.
    public var trueIndices: [(row: Int, column: Int)] {
        elements.trueIndices.map { (row: $0 / columns, column: $0 % columns) }
    }

    /// For each row or column whether any of its values is true: `numpy.any(mask, axis=…)`.
    public func any(ofEach line: MatrixLine) -> Mask { lines(line) { $0.contains(true) } }

    /// For each row or column whether all of its values are true: `numpy.all(mask, axis=…)`.
    public func all(ofEach line: MatrixLine) -> Mask { lines(line) { !$0.contains(false) } }

    private func lines(_ line: MatrixLine, _ test: ([Bool]) -> Bool) -> Mask {
        let values = elements.values
        return line == .row
            ? Mask((0..<rows).map { i in test((0..<columns).map { values[i * columns + $0] }) })
            : Mask((0..<columns).map { j in test((0..<rows).map { values[$0 * columns + j] }) })
    }

    var shape: String { "\(rows)×\(columns)" }

    private func combined(_ other: MatrixMask, _ symbol: StaticString, _ operation: (Mask, Mask) -> Mask) -> MatrixMask
    {
        require(rows == other.rows && columns == other.columns, "masks \(shape) \(symbol) \(other.shape)")
        return MatrixMask(rows: rows, columns: columns, elements: operation(elements, other.elements))
    }

    /// Where both are true.
    ///
    /// - Precondition: both have the same shape.
    public static func & (a: MatrixMask, b: MatrixMask) -> MatrixMask { a.combined(b, "&", &) }

    /// Where at least one is true.
    ///
    /// - Precondition: both have the same shape.
    public static func | (a: MatrixMask, b: MatrixMask) -> MatrixMask { a.combined(b, "|", |) }

    /// Where exactly one is true.
    ///
    /// - Precondition: both have the same shape.
    public static func ^ (a: MatrixMask, b: MatrixMask) -> MatrixMask { a.combined(b, "^", ^) }

    /// Where it is false.
    public static prefix func ! (a: MatrixMask) -> MatrixMask {
        MatrixMask(rows: a.rows, columns: a.columns, elements: !a.elements)
    }
}
