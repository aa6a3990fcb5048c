/// The basic linear algebra routines as plain loops: what every faster path of the package is tested against.
///
/// Priorities, in this order: be obviously right; handle NaN, infinity, `alpha == 0` and `beta == 0` as documented; be
/// as fast as straightforward Swift is. Nothing is blocked, unrolled, reordered or run on several threads, and each
/// result is the sum that its loop reads as. Every routine is generic, so that the same code gives a wider reference
/// (`Float80` where there is one) for a narrower type; for `Float` and `Double` it is also compiled specialised.
///
/// Matrices are row-major with a row stride: entry (i, j) lies at `a[i · rowStride + j]`, and the elements between the
/// end of a row and the start of the next are neither read nor written.
///
/// Vectors have a stride as in BLAS: element i of n lies at `x[i · stride]` for a positive stride, and at
/// `x[(i − (n − 1)) · stride]` for a negative one. So the pointer is the lowest address in both cases, and a negative
/// stride walks the same memory from its far end. A stride of zero is a programming error.
///
/// The output must not overlap an input.
public enum Reference {}

extension Reference {
    /// The offset, from the pointer that a caller passes, of element 0 of a vector of `count` elements.
    @inline(__always)
    static func start(_ count: Int, _ stride: Int) -> Int {
        stride < 0 ? (1 &- count) &* stride : 0
    }

    @inline(__always)
    static func check(_ routine: StaticString, count: Int) {
        if count < 0 { failCount(routine, count) }
    }

    @inline(__always)
    static func check(_ routine: StaticString, _ name: StaticString, stride: Int) {
        if stride == 0 { failStride(routine, name) }
    }

    @inline(__always)
    static func check(_ routine: StaticString, _ name: StaticString, rows: Int, columns: Int, rowStride: Int) {
        if rows < 0 || columns < 0 || rowStride < columns { failMatrix(routine, name, rows, columns, rowStride) }
    }

    @inline(never)
    private static func failCount(_ routine: StaticString, _ count: Int) -> Never {
        fatalError("Reference.\(routine): the count is \(count); it must not be negative")
    }

    @inline(never)
    private static func failStride(_ routine: StaticString, _ name: StaticString) -> Never {
        fatalError("Reference.\(routine): the stride of \(name) is 0; it must be positive or negative")
    }

    @inline(never)
    private static func failMatrix(
        _ routine: StaticString, _ name: StaticString, _ rows: Int, _ columns: Int, _ rowStride: Int
    ) -> Never {
        fatalError(
            "Reference.\(routine): \(name) is stored as \(rows)×\(columns) with row stride \(rowStride); "
                + "sizes must not be negative, and the row stride at least the columns")
    }
}
