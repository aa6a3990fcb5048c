import Linalg
import TestSupport
import Testing

/// Every routine of BLAS levels 1 to 3 against sums in the widest type: sizes around each cut-off and across the
/// library's threading thresholds, both paths, strides, special factors, operands that must stay as they are.
@Suite(.reportsRatios) struct BLASTests {}

/// The sizes to try.
enum Sizes {
    static let base = [0, 1, 2, 3, 5, 10, 50]

    /// The largest n up to which `choose(n)` takes the small path.
    private static func cutoff(_ choose: (Int) -> KernelPath) -> Int {
        (0..<1000).last { choose($0) == .small } ?? 0
    }

    /// One less than a cut-off, the cut-off, one more.
    private static func around(_ choose: (Int) -> KernelPath) -> [Int] {
        let cutoff = cutoff(choose)
        return [max(cutoff - 1, 0), cutoff, cutoff + 1]
    }

    /// For vectors; the last crosses the threading thresholds of level 1, which lie at 10,000.
    static let vectors =
        base + around(VectorPath.fallback) + [VectorPath.directLimit, VectorPath.directLimit + 1] + [20_000]

    /// For a matrix and vectors; the last crosses the threading threshold, which lies at 9216 elements.
    static let matrices: [(rows: Int, columns: Int)] =
        base.flatMap { m in base.map { n in (m, n) } }
        + around { GEMVPath.fallback($0, $0) }.map { ($0, $0) }
        + around { GEMVPath.fallback($0, 1) }.map { ($0, 1) }
        + around { GEMVPath.fallback(1, $0) }.map { (1, $0) }
        + [(64, 64), (96, 96), (1, GEMVPath.directLimit + 1), (300, 200)]

    /// For the product of two matrices.
    static let products: [(m: Int, n: Int, k: Int)] =
        base.flatMap { m in base.flatMap { n in base.map { k in (m, n, k) } } } + aroundProducts

    static let aroundProducts: [(m: Int, n: Int, k: Int)] =
        around { GEMMPath.fallback($0, $0, $0) }.map { ($0, $0, $0) }
        + around { GEMMPath.fallback($0, 1, 1) }.map { ($0, 1, 1) }
        + around { GEMMPath.fallback(1, $0, 1) }.map { (1, $0, 1) }
        + around { GEMMPath.fallback(1, 1, $0) }.map { (1, 1, $0) }
        + (GEMMPath.tileLimit - 1...GEMMPath.tileLimit + 1).map { ($0, $0, $0) }
        // One and two columns after whole halves of vectors.
        + [17, 18, 25, 26].map { ($0, $0, $0) }
        // Inner sizes at which A·Bᵀ goes another way for few rows, and on either side of what turning pays for.
        + [(2, 3, 31), (2, 3, 32), (10, 10, 32), (9, 10, 32), (13, 13, 40), (13, 12, 40)]

    /// Products of which the package's own packs operands, by rows and by columns, with remainders of tiles and blocks.
    static let large: [(m: Int, n: Int, k: Int)] = [
        (100, 100, 100), (101, 100, 100), (7, 200, 800), (200, 7, 800), (60, 70, 390), (400, 50, 130), (30, 530, 90),
    ]

    /// For square matrices of which a routine has no small path; the last crosses the threading thresholds.
    static let squares = base + [17, 64, 150]
}

/// The strides of two vectors in one of a test's cases.
enum Strides {
    /// Out of step with nine pairs of factors, and with four paths, so that each meets each: the package's own kernels take
    /// vectors without gaps alone.
    static func pair(_ index: Int) -> (Int, Int) { [(1, 1), (2, 3), (1, 1), (3, 1), (1, 2)][index / 9 % 5] }
}

/// The factors to try.
enum Factors {
    static func alphas<T: TestScalar>(_: T.Type = T.self) -> [T] { [0, 1, T(0.7, -0.4)] }
    static func betas<T: TestScalar>(_: T.Type = T.self) -> [T] { [0, 1, T(1.3, 0.6)] }
    static func special<T: TestScalar>(_: T.Type = T.self) -> [T] {
        [.nan, .infinity, -.infinity] + (T.isComplex ? [T(parts: 1, .nan), T(parts: 0, .infinity)] : [])
    }
}

extension PaddedMatrix {
    /// Random elements, or NaN if they must not be read.
    convenience init(
        _ rows: Int, _ columns: Int, gap: Int, using generator: inout Generator, unread: Bool = false
    ) {
        self.init(rows: rows, columns: columns, gap: gap) { _, _ in unread ? .nan : generator.scalar() }
    }
}

extension PaddedVector {
    /// Random elements, or NaN if they must not be read.
    convenience init(_ count: Int, stride: Int, using generator: inout Generator, unread: Bool = false) {
        self.init(count: count, stride: stride) { _ in unread ? .nan : generator.scalar() }
    }
}

extension UnsafeMatrix where Element: TestScalar {
    /// All elements.
    var all: [Element] { (0..<rows).flatMap { i in (0..<columns).map { j in self[i, j] } } }
}

extension UnsafeVector where Element: TestScalar {
    /// All elements.
    var all: [Element] { (0..<count).map { self[$0] } }
}
