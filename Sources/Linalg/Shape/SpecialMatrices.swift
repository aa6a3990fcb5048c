internal import ComplexModule
internal import RealModule

extension Vector where Element: RealScalar {
    /// `count` equally spaced numbers from `start` to `stop`, both of them included: `numpy.linspace`.
    ///
    /// - Precondition: `count` is not negative.
    /// - Accuracy: the bits are NumPy's.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public static func linspace(_ start: Element, _ stop: Element, _ count: Int) -> Vector {
        if count == 1 { return [start] }
        let width = stop - start
        let intervals = Element(count - 1)
        let step = width / intervals
        var result = Vector(count: count) { i in
            (step == 0 ? Element(i) / intervals * width : Element(i) * step) + start
        }
        if count > 1 { result[count - 1] = stop }
        return result
    }

    /// `count` numbers from 10^`start` to 10^`stop`, of equal ratio: `numpy.logspace`.
    ///
    /// - Precondition: `count` is not negative.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public static func logspace(_ start: Element, _ stop: Element, _ count: Int) -> Vector {
        Vector(count: count) { [exponents = linspace(start, stop, count)] in .exp10(exponents[$0]) }
    }

    /// The numbers `start`, `start + step`, … before `stop`: `numpy.arange`.
    ///
    /// There are ⌈(stop − start) / step⌉, none if that is negative; rounding may let one come out as `stop`.
    ///
    /// - Precondition: the bounds are finite; the step is not zero, and there are no more numbers than memory has.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public static func arange(_ start: Element, _ stop: Element, step: Element = 1) -> Vector {
        let size = ((stop - start) / step).rounded(.up)
        require(
            size.isFinite && size < 0x1p48, "arange from \(start) to \(stop) in steps of \(step): \(size) numbers")
        let delta = (start + step) - start
        return Vector(count: Swift.max(Int(size), 0)) { $0 == 1 ? start + step : start + Element($0) * delta }
    }
}

extension Matrix {
    /// The matrix with ones on the diagonal `[i, i + offset]` and zeros elsewhere: `numpy.eye(rows, columns, offset)`.
    ///
    /// - Precondition: neither size is negative.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public static func eye(_ rows: Int, _ columns: Int, offset: Int = 0) -> Matrix {
        Matrix(rows: rows, columns: columns) { $1 - $0 == offset ? 1 : 0 }
    }

    /// The powers of each element of a vector, from the highest to the zeroth: `numpy.vander`.
    ///
    /// - Parameters:
    ///   - x: The numbers whose powers are taken, one in each row.
    ///   - columns: How many powers; by default as many as elements.
    ///   - increasing: Whether the zeroth is the first column.
    /// - Precondition: `columns` is not negative.
    /// - Complexity: O(rows·columns), one allocation.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public static func vandermonde(_ x: Vector<Element>, columns: Int? = nil, increasing: Bool = false) -> Matrix {
        let n = columns ?? x.count
        let result = Matrix(uninitializedRows: x.count, columns: n)
        for i in 0..<x.count {
            var power: Element = 1
            for j in 0..<n {
                result.unsafeView[i, increasing ? j : n - 1 - j] = power
                power *= x[i]
            }
        }
        extendLifetime(result)
        return result
    }

    /// The Hilbert matrix `1 / (i + j + 1)`, a very badly conditioned one: `scipy.linalg.hilbert`.
    ///
    /// - Precondition: `n` is not negative.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public static func hilbert(_ n: Int) -> Matrix {
        Matrix(rows: n, columns: n) { 1 / Element(real: Element.RealType($0 + $1 + 1)) }
    }

    /// The matrix of equal diagonals with this first column and first row: `scipy.linalg.toeplitz`.
    ///
    /// - Parameters:
    ///   - column: The first column.
    ///   - row: By default the conjugated column. Its first element is not used.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public static func toeplitz(_ column: Vector<Element>, row: Vector<Element>? = nil) -> Matrix {
        let row = row ?? column.conjugated()
        return Matrix(rows: column.count, columns: row.count) { $0 >= $1 ? column[$0 - $1] : row[$1 - $0] }
    }

    /// The matrix of equal antidiagonals with this first column and last row: `scipy.linalg.hankel`.
    ///
    /// - Parameters:
    ///   - column: The first column.
    ///   - row: By default zeros. Its first element is not used.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public static func hankel(_ column: Vector<Element>, row: Vector<Element>? = nil) -> Matrix {
        let m = column.count
        let row = row ?? .zeros(m)
        return Matrix(rows: m, columns: row.count) { $0 + $1 < m ? column[$0 + $1] : row[$0 + $1 - m + 1] }
    }

    /// The matrix of equal diagonals whose rows are each the one above moved on by one: `scipy.linalg.circulant`.
    ///
    /// - Parameter column: The first column.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public static func circulant(_ column: Vector<Element>) -> Matrix {
        let n = column.count
        return Matrix(rows: n, columns: n) { column[($0 - $1 + n) % n] }
    }

    /// The companion matrix of a polynomial, whose eigenvalues are the roots: `scipy.linalg.companion`.
    ///
    /// - Parameter coefficients: From that of the highest power to the constant.
    /// - Precondition: there are two at least, and the first is not zero.
    public static func companion(_ coefficients: Vector<Element>) -> Matrix {
        require(
            coefficients.count >= 2 && coefficients[0] != 0,
            "companion of \(coefficients.count) coefficients: at least two are needed, the first of them not zero")
        let n = coefficients.count - 1
        return Matrix(rows: n, columns: n) { i, j in
            i == 0 ? -coefficients[j + 1] / coefficients[0] : i == j + 1 ? 1 : 0
        }
    }

    /// The coordinates of a grid of points: x is constant along columns, y along rows: `numpy.meshgrid(x, y)`.
    ///
    /// - Complexity: O(rows·columns), two allocations.
    public static func meshgrid(_ x: Vector<Element>, _ y: Vector<Element>) -> (x: Matrix, y: Matrix) {
        (x.asRow.tiled(y.count, 1), y.asColumn.tiled(1, x.count))
    }
}
