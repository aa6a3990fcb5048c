internal import ComplexModule

/// A dense vector with value semantics.
///
/// A copy shares its elements until one of the two is written to. A vector may also be a row, a column, a diagonal or
/// a slice of something larger: it then shares that storage, with a stride between its elements, and no routine copies
/// it for being strided.
///
/// ```swift
/// let x: Vector<Double> = [3, 4]
/// x.norm()          // 5
/// var y = 2 * x     // [6, 8]
/// y[0..<1] *= 10    // [60, 8]
/// ```
public struct Vector<Element: Scalar>: Sendable {
    @usableFromInline var storage: AlignedStorage<Element>
    @usableFromInline var offset: Int

    /// The number of elements.
    public let count: Int

    /// The distance in memory between neighbouring elements, counted in elements: 1 unless the vector is a slice of
    /// something else.
    public private(set) var stride: Int

    @usableFromInline
    init(storage: AlignedStorage<Element>, offset: Int, count: Int, stride: Int) {
        self.storage = storage
        self.offset = offset
        self.count = count
        self.stride = stride
    }

    /// Contiguous and not initialised.
    @usableFromInline
    init(uninitializedCount count: Int) {
        require(count >= 0, "a vector of \(count) elements: the size must not be negative")
        require(count <= Int.max / 64, "a vector of \(count) elements has more than memory can address")
        self.init(storage: AlignedStorage(uninitializedCount: count), offset: 0, count: count, stride: 1)
    }
}

// MARK: - Creation

extension Vector {
    /// A vector of `count` copies of `value`.
    ///
    /// - Precondition: `count` is not negative.
    public init(repeating value: Element, count: Int) {
        self.init(uninitializedCount: count)
        storage.base.initialize(repeating: value, count: count)
    }

    /// A vector of the elements of a sequence, in its order.
    ///
    /// - Complexity: O(n), one allocation.
    @inlinable
    public init(_ elements: some Sequence<Element>) {
        let array = ContiguousArray(elements)
        self.init(uninitializedCount: array.count)
        array.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { storage.base.initialize(from: start, count: source.count) }
        }
    }

    /// A vector whose element `i` is `element(i)`.
    ///
    /// - Precondition: `count` is not negative.
    @inlinable
    public init<Failure: Error>(count: Int, _ element: (Int) throws(Failure) -> Element) throws(Failure) {
        self.init(uninitializedCount: count)
        for i in 0..<count { storage.base[i] = try element(i) }
    }

    /// `count` zeros.
    public static func zeros(_ count: Int) -> Vector { Vector(repeating: 0, count: count) }

    /// `count` ones.
    public static func ones(_ count: Int) -> Vector { Vector(repeating: 1, count: count) }
}

extension Vector: ExpressibleByArrayLiteral {
    /// A vector of the elements of a literal: `let x: Vector<Double> = [1, 2, 3]`.
    public init(arrayLiteral elements: Element...) { self.init(elements) }
}

// MARK: - Elements

extension Vector {
    /// The valid indices.
    @inlinable public var indices: Range<Int> { 0..<count }

    /// Whether there are no elements.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// The element at `index`.
    ///
    /// - Precondition: `index` is in `indices`.
    /// - Complexity: O(1); O(n) for the first write to a copy.
    @inlinable
    public subscript(index: Int) -> Element {
        get {
            checkIndex(index)
            return storage.base[offset &+ index &* stride]
        }
        _modify {
            checkIndex(index)
            makeUnique()
            yield &storage.base[offset &+ index &* stride]
        }
    }

    /// The elements in a range, sharing this vector's storage; indices start at zero again.
    ///
    /// Writing through it changes this vector in place: `x[2..<4] *= 2`. Assigning needs a vector of the same size.
    ///
    /// - Precondition: the range lies within `indices`.
    /// - Complexity: O(1) to read. A write in place costs a few small allocations.
    public subscript(range: some SliceRange) -> Vector {
        get {
            let range = range.checked(in: count, of: .elements)
            return Vector(
                storage: storage, offset: offset + range.lowerBound * stride, count: range.count, stride: stride)
        }
        _modify {
            let range = range.checked(in: count, of: .elements)
            makeUnique()
            var slice = Vector(
                storage: storage, offset: offset + range.lowerBound * stride, count: range.count, stride: stride)
            let place = slice.place
            slice.storage = storage.lend()
            weak let loan = slice.storage
            defer {
                loan?.endLoan()
                if slice.storage !== loan || slice.place != place {
                    // A copy of the slice that somebody kept, or the slice itself, may still read the lent memory. The
                    // loan then holds this storage too, so that the vector moves before it is written to.
                    makeUnique()
                    slice.overwrite(self[range].unsafeView)
                }
            }
            yield &slice
        }
    }

    @inlinable @inline(__always)
    func checkIndex(_ index: Int) {
        if index < 0 || index >= count { trapOnIndex(index) }
    }

    @usableFromInline @inline(never)
    func trapOnIndex(_ index: Int) -> Never { trap("index \(index) of a vector of \(count) elements") }
}

extension Vector: Sequence {
    /// Hands out the elements in order.
    public struct Iterator: IteratorProtocol {
        @usableFromInline let vector: Vector
        @usableFromInline var position = 0

        @inlinable init(_ vector: Vector) { self.vector = vector }

        /// The next element, or nil after the last.
        @inlinable
        public mutating func next() -> Element? {
            guard position < vector.count else { return nil }
            defer { position &+= 1 }
            return vector.storage.base[vector.offset &+ position &* vector.stride]
        }
    }

    /// An iterator over the elements.
    @inlinable public func makeIterator() -> Iterator { Iterator(self) }

    /// The exact number of elements.
    @inlinable public var underestimatedCount: Int { count }
}

// MARK: - Memory

extension Vector {
    /// Whether neighbouring elements are neighbours in memory.
    @inlinable public var isContiguous: Bool { stride == 1 || count <= 1 }

    /// Where the elements lie, for the kernels. For writing, ``makeUnique(discardingElements:)`` comes first.
    @inlinable package var unsafeView: UnsafeVector<Element> {
        UnsafeVector(storage.base + offset, count: count, stride: stride)
    }

    /// Makes this value the sole owner of its elements, by copying them to new, contiguous storage if it is not.
    @inlinable @inline(__always)
    package mutating func makeUnique(discardingElements: Bool = false) {
        if !isKnownUniquelyReferenced(&storage) || !storage.isWritable {
            copyStorage(discardingElements: discardingElements)
        }
    }

    @usableFromInline @inline(never)
    mutating func copyStorage(discardingElements: Bool) {
        self = discardingElements ? Vector(uninitializedCount: count) : contiguousCopy()
    }

    /// The same elements in storage of their own.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func contiguousCopy() -> Vector {
        let copy = Vector(uninitializedCount: count)
        let source = unsafeView
        if isContiguous {
            copy.storage.base.initialize(from: source.base, count: count)
        } else {
            for i in 0..<count { copy.storage.base[i] = source[i] }
        }
        extendLifetime(self)
        return copy
    }

    /// Which elements of the storage these are.
    var place: (Int, Int, Int) { (offset, count, stride) }

    /// Overwrites `target`, where a slice was that has been replaced by this vector and that this one does not overlap.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    func overwrite(_ target: UnsafeVector<Element>) {
        require(count == target.count, "assigning \(count) elements to a slice of \(target.count)")
        let source = unsafeView
        for i in 0..<count { target[i] = source[i] }
        extendLifetime(self)
    }

    /// Calls `body` with the elements as one contiguous span.
    ///
    /// - Complexity: O(1) plus `body` if the vector is contiguous, otherwise one copy.
    public func withSpan<Result: ~Copyable, Failure: Error>(
        _ body: (Span<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let contiguous = isContiguous ? self : contiguousCopy()
        defer { extendLifetime(contiguous) }
        let buffer = UnsafeBufferPointer(start: contiguous.unsafeView.base, count: count)
        return try body(buffer.span)
    }

    /// Calls `body` with the elements as one contiguous span that may be written to.
    ///
    /// - Complexity: O(1) plus `body` if the vector is contiguous and not shared, otherwise one copy.
    public mutating func withMutableSpan<Result: ~Copyable, Failure: Error>(
        _ body: (inout MutableSpan<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if !isContiguous { self = contiguousCopy() }
        makeUnique()
        var span = UnsafeMutableBufferPointer(start: unsafeView.base, count: count).mutableSpan
        return try body(&span)
    }

    /// Calls `body` with a pointer to the first element and the stride between elements, without copying.
    ///
    /// The pointer is valid only during the call, and only ``count`` elements at that stride may be read.
    public func withUnsafeElements<Result: ~Copyable, Failure: Error>(
        _ body: (_ base: UnsafePointer<Element>, _ stride: Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { extendLifetime(self) }
        return try body(UnsafePointer(unsafeView.base), stride)
    }

    /// Calls `body` with a pointer to the first element and the stride between elements, for writing in place.
    ///
    /// The pointer is valid only during the call, and only ``count`` elements at that stride may be touched.
    public mutating func withUnsafeMutableElements<Result: ~Copyable, Failure: Error>(
        _ body: (_ base: UnsafeMutablePointer<Element>, _ stride: Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        makeUnique()
        return try body(unsafeView.base, stride)
    }
}

// MARK: - Comparison and coding

extension Vector: Hashable {
    /// Whether both have the same size and equal elements: a real NaN equals nothing, while swift-numerics takes all
    /// complex numbers that are not finite for one and the same.
    @inlinable
    public static func == (a: Vector, b: Vector) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { $0 == $1 }
    }

    /// Feeds size and elements into `hasher`.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for element in self { hasher.combine(element) }
    }
}

extension Vector: Codable {
    /// Encodes the elements as one unkeyed list.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for element in self { try container.encode(element) }
    }

    /// Decodes one unkeyed list of elements.
    public init(from decoder: any Decoder) throws {
        self.init(try [Element](from: decoder))
    }
}
