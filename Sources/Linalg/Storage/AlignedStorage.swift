/// A heap buffer aligned to 64 bytes (a cache line, and the widest vector register), shared by copies of a value.
///
/// ``Vector`` and ``Matrix`` are windows onto one of these; they write only while they are its sole owner.
///
/// A *loan* is a second storage object onto the same memory. A mutable slice of a matrix works on a loan, so that it
/// is the sole owner of its storage object and may write in place while the matrix itself waits. Once the loan has
/// ended, whoever kept a copy of the slice can read the memory and must copy before writing; and because a loan keeps
/// its lender alive, the matrix sees that it is no longer alone and copies too.
@usableFromInline
final class AlignedStorage<Element: Scalar>: Sendable {
    // Writes happen only through a uniquely referenced storage object, so sharing it between threads is safe.
    @usableFromInline nonisolated(unsafe) let base: UnsafeMutablePointer<Element>

    /// How many elements there is room for.
    let count: Int

    /// The storage that owns the memory, when this object is a loan.
    private let lender: AlignedStorage?

    /// False for a loan that has ended. It is read and written in an instant, so that no two accesses on a thread can overlap;
    /// looking for that at run time would cost more than a small product.
    @exclusivity(unchecked) @usableFromInline nonisolated(unsafe) private(set) var isWritable = true

    /// Elements are not initialised; `Element` is trivial, so that nothing needs to be destroyed either.
    @usableFromInline
    init(uninitializedCount count: Int) {
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: Self.alignment)
        base = bytes.bindMemory(to: Element.self, capacity: max(count, 1))
        self.count = count
        lender = nil
    }

    private init(borrowing lender: AlignedStorage) {
        base = lender.base
        count = lender.count
        self.lender = lender
    }

    deinit {
        if lender == nil { UnsafeMutableRawPointer(base).deallocate() }
    }

    /// In bytes.
    @usableFromInline static var alignment: Int { 64 }

    /// A second owner of the same memory, writable until `endLoan()`.
    @usableFromInline
    func lend() -> AlignedStorage { AlignedStorage(borrowing: self) }

    @usableFromInline
    func endLoan() { isWritable = false }
}
