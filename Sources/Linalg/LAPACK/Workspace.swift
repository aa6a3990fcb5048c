/// Memory for a routine to work in, and how much there is of each kind. Routines for real numbers do not touch `realWork`
/// where they have no use for it.
struct Workspaces<Element: Scalar> {
    var work: UnsafeMutablePointer<Element>
    var count: Int
    var realWork: UnsafeMutablePointer<Element.RealType>
    var realCount: Int
    var integerWork: UnsafeMutablePointer<Int32>
    var integerCount: Int
}

/// How much a routine asks for of each kind.
struct WorkspaceSizes {
    var elements = 0
    var numbers = 0
    var integers = 0

    init(elements: Int = 0, numbers: Int = 0, integers: Int = 0) {
        (self.elements, self.numbers, self.integers) = (elements, numbers, integers)
    }

    /// What a routine asks for: with sizes of −1 it says so in the first element of each.
    init<Element: Scalar>(_: Element.Type, _ routine: (Workspaces<Element>) -> Int) {
        var (element, number, integer) = (Element.zero, Element.RealType.zero, Int32(0))
        let status = withUnsafeMutablePointer(to: &element) { work in
            withUnsafeMutablePointer(to: &number) { realWork in
                withUnsafeMutablePointer(to: &integer) { integerWork in
                    routine(
                        Workspaces(
                            work: work, count: -1, realWork: realWork, realCount: -1, integerWork: integerWork,
                            integerCount: -1))
                }
            }
        }
        require(status == 0, "a workspace query answered \(status)")
        // A number that may have been rounded down.
        func size<Number: RealScalar>(_ answer: Number) -> Int { max(1, Int(answer.nextUp.rounded(.up))) }
        (elements, numbers, integers) = (size(element.modulus), size(number), max(1, Int(integer)))
    }

    /// Enough for either.
    func united(with other: WorkspaceSizes) -> WorkspaceSizes {
        var sizes = self
        sizes.elements = max(elements, other.elements)
        sizes.numbers = max(numbers, other.numbers)
        sizes.integers = max(integers, other.integers)
        return sizes
    }
}

/// Memory that a decomposition keeps from one factoring to the next. Copies of the decomposition share it until one of them
/// factors, like all that they are made of.
struct Workspace: Sendable {
    private var block: Block?

    // Its memory is handed out by a mutating function, to the only owner: no two threads see it.
    private final class Block: Sendable {
        nonisolated(unsafe) let base: UnsafeMutableRawPointer
        let byteCount: Int

        init(byteCount: Int, isZeroed: Bool) {
            base = .allocate(byteCount: byteCount, alignment: 64)
            self.byteCount = byteCount
            if isZeroed { base.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount) }
        }

        deinit { base.deallocate() }
    }

    /// At least so much memory of each kind, and `extra` elements apart; what it holds is undefined. For complex numbers there
    /// is the margin that WorkingMemory.swift explains behind the first.
    ///
    /// The pointers are good until this value is gone or is asked again.
    mutating func reserve<Element: Scalar>(
        _: Element.Type, _ sizes: WorkspaceSizes, extra: Int = 0
    ) -> (workspaces: Workspaces<Element>, extra: UnsafeMutablePointer<Element>) {
        let isReal = Element.self == Element.RealType.self
        let margin = isReal ? 0 : sizes.elements / 4 + 64
        /// Whole cache lines.
        func bytes<T>(_ count: Int, _: T.Type) -> Int { (count * MemoryLayout<T>.stride + 63) & ~63 }
        let first = bytes(sizes.elements + margin, Element.self)
        let second = first + bytes(extra, Element.self)
        let third = second + bytes(sizes.numbers, Element.RealType.self)
        let byteCount = third + bytes(sizes.integers, Int32.self)
        let base = reserve(byteCount: byteCount, isZeroed: !isReal)
        return (
            Workspaces(
                work: base.assumingMemoryBound(to: Element.self), count: sizes.elements,
                realWork: (base + second).assumingMemoryBound(to: Element.RealType.self), realCount: sizes.numbers,
                integerWork: (base + third).assumingMemoryBound(to: Int32.self), integerCount: sizes.integers),
            (base + first).assumingMemoryBound(to: Element.self)
        )
    }
}

extension Workspace {
    /// At least so much memory, undefined, as above.
    mutating func reserve<T: RealScalar>(_ count: Int, _: T.Type) -> UnsafeMutablePointer<T> {
        reserve(byteCount: count * MemoryLayout<T>.stride, isZeroed: false).assumingMemoryBound(to: T.self)
    }

    private mutating func reserve(byteCount: Int, isZeroed: Bool) -> UnsafeMutableRawPointer {
        if isKnownUniquelyReferenced(&block), let block, block.byteCount >= byteCount { return block.base }
        block = nil
        let new = Block(byteCount: byteCount, isZeroed: isZeroed)
        block = new
        return new.base
    }
}

/// Runs a routine in workspaces of the sizes that it asks for.
func withWorkspaces<Element: Scalar>(_: Element.Type, _ routine: (Workspaces<Element>) -> Int) -> Int {
    var workspace = Workspace()
    defer { extendLifetime(workspace) }
    let memory = workspace.reserve(Element.self, WorkspaceSizes(Element.self, routine)).workspaces
    return CallGate.pass { routine(memory) }
}
