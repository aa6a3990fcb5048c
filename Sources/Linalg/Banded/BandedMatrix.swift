internal import ComplexModule
internal import RealModule

/// A matrix whose entries are zero but in some diagonals below and above the main one, with value semantics.
///
/// Only the band is stored: (lower + upper + 1) elements a row.
///
/// ```swift
/// var a = BandedMatrix<Double>(rows: 3, columns: 3, lowerBandwidth: 1, upperBandwidth: 0)
/// for i in 0..<3 { a[i, i] = 2 }
/// a[1, 0] = 1
/// try a.solve([2, 3, 4])   // [1, 1, 2]
/// ```
///
/// SciPy's `scipy.linalg.solve_banded` takes the same as arrays of diagonals.
public struct BandedMatrix<Element: Scalar>: Sendable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// How many diagonals there are below the main one.
    public let lowerBandwidth: Int
    /// How many diagonals there are above the main one.
    public let upperBandwidth: Int
    /// Row i holds A[i, i − lower] to A[i, i + upper]; what lies outside of the matrix is zero. For LAPACK this is the
    /// band storage of the transpose.
    private(set) var bands: Matrix<Element>

    /// A matrix of zeros.
    ///
    /// - Precondition: no number is negative.
    /// - Complexity: O(rows·bandwidths), one allocation.
    public init(rows: Int, columns: Int, lowerBandwidth: Int, upperBandwidth: Int) {
        require(
            rows >= 0 && columns >= 0 && lowerBandwidth >= 0 && upperBandwidth >= 0,
            "a banded matrix of \(rows)×\(columns) with \(lowerBandwidth) and \(upperBandwidth) diagonals: "
                + "numbers must not be negative")
        (self.rows, self.columns) = (rows, columns)
        (self.lowerBandwidth, self.upperBandwidth) = (lowerBandwidth, upperBandwidth)
        bands = .zeros(rows, lowerBandwidth + upperBandwidth + 1)
    }

    /// A matrix whose entry i, j is `element(i, j)` within the band.
    ///
    /// - Precondition: no number is negative.
    /// - Complexity: O(rows·bandwidths), one allocation.
    public init<Failure: Error>(
        rows: Int, columns: Int, lowerBandwidth: Int, upperBandwidth: Int,
        _ element: (_ row: Int, _ column: Int) throws(Failure) -> Element
    ) throws(Failure) {
        self.init(rows: rows, columns: columns, lowerBandwidth: lowerBandwidth, upperBandwidth: upperBandwidth)
        for i in 0..<rows { for j in band(i) { bands[i, j - i + lowerBandwidth] = try element(i, j) } }
    }

    /// The band of a dense matrix; what lies outside of it is not read.
    ///
    /// - Precondition: no bandwidth is negative.
    /// - Complexity: O(rows·bandwidths), one allocation.
    public init(_ dense: Matrix<Element>, lowerBandwidth: Int, upperBandwidth: Int) {
        self.init(
            rows: dense.rows, columns: dense.columns, lowerBandwidth: lowerBandwidth, upperBandwidth: upperBandwidth
        ) { dense[$0, $1] }
    }

    /// A matrix times a number.
    init(_ a: BandedMatrix, times factor: Element) {
        self = a
        bands.scale(by: factor)
    }

    /// Whether there are as many rows as columns.
    public var isSquare: Bool { rows == columns }

    /// The sizes as a message shows them.
    var shape: String { "\(rows)×\(columns)" }

    /// The columns of the band in a row.
    func band(_ row: Int) -> Range<Int> {
        let end = min(row + upperBandwidth + 1, columns)
        return min(max(row - lowerBandwidth, 0), max(end, 0))..<max(end, 0)
    }

    /// The entry in row `row` and column `column`, zero outside of the band.
    ///
    /// - Precondition: `row` is in `0..<rows` and `column` in `0..<columns`; to write, within the band.
    /// - Complexity: O(1); O(rows·bandwidths) for the first write to a copy.
    public subscript(row: Int, column: Int) -> Element {
        get {
            checkIndex(row, column)
            return band(row).contains(column) ? bands[row, column - row + lowerBandwidth] : 0
        }
        set {
            checkIndex(row, column)
            require(
                band(row).contains(column),
                "writing to [\(row), \(column)] of a \(shape) matrix with \(lowerBandwidth) diagonals below the main one "
                    + "and \(upperBandwidth) above: outside of the band all is zero")
            bands[row, column - row + lowerBandwidth] = newValue
        }
    }

    private func checkIndex(_ row: Int, _ column: Int) {
        require(
            (0..<rows).contains(row) && (0..<columns).contains(column),
            "index [\(row), \(column)] of a \(shape) banded matrix")
    }

    /// All entries, the zeros too.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func dense() -> Matrix<Element> {
        var result = Matrix<Element>.zeros(rows, columns)
        for i in 0..<rows { for j in band(i) { result[i, j] = bands[i, j - i + lowerBandwidth] } }
        return result
    }

    /// Rows and columns exchanged.
    ///
    /// - Complexity: O(rows·bandwidths), one allocation.
    public func transposed() -> BandedMatrix {
        BandedMatrix(
            rows: columns, columns: rows, lowerBandwidth: upperBandwidth, upperBandwidth: lowerBandwidth
        ) { self[$1, $0] }
    }

    /// A norm; zero for an empty matrix, NaN if an entry is NaN.
    ///
    /// Known in LAPACK as *langb*.
    ///
    /// - Complexity: O(rows·bandwidths); allocates a row for the one-norm.
    public func norm(_ kind: MatrixNorm) -> Element.RealType {
        if kind != .one { return bands.norm(kind) }
        let sums = Vector<Element.RealType>(uninitializedCount: columns)
        defer { extendLifetime(sums) }
        return norms(times: 1, sums.unsafeView.base).one
    }

    /// The first place, row by row, of an infinity or a NaN, as an error.
    func checkFinite() throws(LinalgError) {
        if let (i, place) = bands.firstNotFinite { throw .notFinite(row: i, column: i + place - lowerBandwidth) }
    }
}

extension BandedMatrix: Equatable {
    /// Whether shape, bandwidths and entries are equal.
    public static func == (a: BandedMatrix, b: BandedMatrix) -> Bool {
        a.rows == b.rows && a.columns == b.columns && a.lowerBandwidth == b.lowerBandwidth
            && a.upperBandwidth == b.upperBandwidth && a.bands == b.bands
    }
}

/// Overwrites `y` with `alpha · op(a) · x + beta · y` for a banded matrix.
///
/// Shapes: `op(a)` m×n, `x` n, `y` m. With `beta` zero `y` is only written; with `alpha` zero neither `a` nor `x` is
/// read. Known in BLAS as *gbmv*, of which these are the loops: an inner product for each row, or for a transposed matrix
/// an addition.
///
/// - Precondition: the shapes agree.
/// - Complexity: 2·m·(bandwidths) flops, no allocation unless `y` shares its storage.
/// - Accuracy: each entry's error over `(|alpha||A||x| + |beta||y|)·u` is tested at ≤ 16.
public func multiply<Element: Scalar>(
    _ a: BandedMatrix<Element>, _ x: Vector<Element>, into y: inout Vector<Element>, alpha: Element = 1,
    beta: Element = 0, transposeA: Transpose = .none
) {
    let (m, n) = transposeA == .none ? (a.rows, a.columns) : (a.columns, a.rows)
    require(x.count == n && y.count == m, "multiply: banded \(m)×\(n) by \(x.count) into \(y.count)")
    y.makeUnique(discardingElements: beta == 0)
    let (source, target) = (x.unsafeView, y.unsafeView)
    Kernels.scale(target, by: beta)
    if alpha != 0 {
        let bands = a.bands.unsafeView
        let conjugating = transposeA == .conjugateTranspose
        for i in 0..<a.rows {
            let range = a.band(i)
            let row = UnsafeVector(
                bands.base + (i * bands.rowStride + range.lowerBound - i + a.lowerBandwidth), count: range.count)
            if transposeA == .none {
                let part = UnsafeVector(
                    source.base + range.lowerBound * source.stride, count: range.count, stride: source.stride)
                target[i] += alpha * Kernels.dot(row, part)
            } else {
                target.add(row, conjugating: conjugating, times: alpha * source[i], at: range.lowerBound)
            }
        }
    }
    extendLifetime(a)
    extendLifetime(x)
}

extension BandedMatrix {
    /// The product with a vector.
    ///
    /// - Precondition: `x` has as many elements as the matrix has columns.
    /// - Complexity: 2·rows·(bandwidths) flops; allocates the result.
    public static func * (a: BandedMatrix, x: Vector<Element>) -> Vector<Element> {
        var y = Vector<Element>.zeros(a.rows)
        multiply(a, x, into: &y)
        return y
    }
}

extension UnsafeVector {
    /// Adds a multiple of the elements of a vector, or of their conjugates, to those from a place on.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    fileprivate func add(_ x: UnsafeVector, conjugating: Bool, times factor: Element, at place: Int) {
        for i in 0..<x.count { self[place + i] += factor * (conjugating ? x[i].conjugated : x[i]) }
    }
}
