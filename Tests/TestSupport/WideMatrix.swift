package import Linalg

/// A dense matrix in the widest type with the few operations that a residual needs, as the plainest loops there are.
///
/// A vector is a matrix of one column. Not generic, so that an unoptimised build is fast enough.
package struct WideMatrix: Sendable {
    package let rows: Int
    package let columns: Int
    /// Row by row.
    package private(set) var real: [Wide]
    /// Row by row; empty if all are zero.
    package private(set) var imaginary: [Wide]

    package init(rows: Int, columns: Int, real: [Wide], imaginary: [Wide] = []) {
        precondition(real.count == rows * columns && (imaginary.isEmpty || imaginary.count == real.count))
        self.rows = rows
        self.columns = columns
        self.real = real
        self.imaginary = imaginary
    }

    package init<T: TestScalar>(_ source: UnsafeMatrix<T>) {
        var real = [Wide]()
        var imaginary = [Wide]()
        real.reserveCapacity(source.rows * source.columns)
        for i in 0..<source.rows {
            for j in 0..<source.columns {
                let element = source[i, j]
                real.append(element.realPart.wide)
                if T.isComplex { imaginary.append(element.imaginaryPart.wide) }
            }
        }
        self.init(rows: source.rows, columns: source.columns, real: real, imaginary: imaginary)
    }

    package init<T: TestScalar>(_ source: UnsafeVector<T>) {
        self.init(
            rows: source.count, columns: 1, real: (0..<source.count).map { source[$0].realPart.wide },
            imaginary: T.isComplex ? (0..<source.count).map { source[$0].imaginaryPart.wide } : [])
    }

    package init<T: TestScalar>(_ source: Matrix<T>) {
        self = withExtendedLifetime(source) { WideMatrix(source.unsafeView) }
    }

    package init<T: TestScalar>(_ source: Vector<T>) {
        self = withExtendedLifetime(source) { WideMatrix(source.unsafeView) }
    }

    /// A matrix of one element.
    package init<T: TestScalar>(scalar: T) {
        self.init(
            rows: 1, columns: 1, real: [scalar.realPart.wide],
            imaginary: T.isComplex ? [scalar.imaginaryPart.wide] : [])
    }

    package static func identity(_ n: Int) -> WideMatrix {
        WideMatrix(rows: n, columns: n, real: (0..<n * n).map { $0 % (n + 1) == 0 ? 1 : 0 })
    }

    /// `op(self)`.
    package func applying(_ operation: Transpose) -> WideMatrix {
        if operation == .none { return self }
        var result = WideMatrix(rows: columns, columns: rows, real: transposed(real), imaginary: transposed(imaginary))
        if operation == .conjugateTranspose { for i in result.imaginary.indices { result.imaginary[i].negate() } }
        return result
    }

    private func transposed(_ part: [Wide]) -> [Wide] {
        var result = part
        if part.isEmpty { return part }
        for i in 0..<rows { for j in 0..<columns { result[j * rows + i] = part[i * columns + j] } }
        return result
    }

    /// The whole symmetric (Hermitian) matrix of which one triangle is given; a Hermitian diagonal is real.
    package func completed(from triangle: Triangle) -> WideMatrix {
        var result = self
        for i in 0..<rows {
            for j in 0..<columns where triangle == .lower ? j > i : j < i {
                result.real[i * columns + j] = real[j * columns + i]
                if !imaginary.isEmpty { result.imaginary[i * columns + j] = -imaginary[j * columns + i] }
            }
            if !imaginary.isEmpty { result.imaginary[i * columns + i] = 0 }
        }
        return result
    }

    /// The triangle alone, with zeros in the other one, and ones on the diagonal if that is what is meant.
    package func restricted(to triangle: Triangle, _ diagonal: Diagonal = .nonUnit) -> WideMatrix {
        var result = self
        for i in 0..<rows {
            for j in 0..<columns {
                let outside = triangle == .lower ? j > i : j < i
                if outside { result.set(i, j, 0, 0) }
                if i == j && diagonal == .unit { result.set(i, j, 1, 0) }
            }
        }
        return result
    }

    private mutating func set(_ i: Int, _ j: Int, _ x: Wide, _ y: Wide) {
        real[i * columns + j] = x
        if !imaginary.isEmpty { imaginary[i * columns + j] = y }
    }

    /// The magnitudes.
    package func magnitudes() -> WideMatrix {
        let magnitudes =
            imaginary.isEmpty
            ? real.map(\.magnitude)
            : real.indices.map { (real[$0] * real[$0] + imaginary[$0] * imaginary[$0]).squareRoot() }
        return WideMatrix(rows: rows, columns: columns, real: magnitudes)
    }

    /// The largest sum of magnitudes in a column; zero for no elements, NaN if there is a NaN.
    package var oneNorm: Wide {
        let magnitudes = magnitudes().real
        var largest: Wide = 0
        for j in 0..<columns {
            var sum: Wide = 0
            for i in 0..<rows { sum += magnitudes[i * columns + j] }
            if sum.isNaN { return sum }
            largest = Swift.max(largest, sum)
        }
        return largest
    }

    package static func + (a: WideMatrix, b: WideMatrix) -> WideMatrix { a.combined(b, 1) }

    package static func - (a: WideMatrix, b: WideMatrix) -> WideMatrix { a.combined(b, -1) }

    private func combined(_ other: WideMatrix, _ sign: Wide) -> WideMatrix {
        precondition(rows == other.rows && columns == other.columns)
        var result = self
        for i in result.real.indices { result.real[i] += sign * other.real[i] }
        if !other.imaginary.isEmpty {
            if result.imaginary.isEmpty { result.imaginary = Array(repeating: 0, count: real.count) }
            for i in result.imaginary.indices { result.imaginary[i] += sign * other.imaginary[i] }
        }
        return result
    }

    /// Each element times the number `factor`, a matrix of one element.
    package func scaled(by factor: WideMatrix) -> WideMatrix {
        let (x, y) = (factor.real[0], factor.imaginary.first ?? 0)
        if y == 0 {
            return WideMatrix(
                rows: rows, columns: columns, real: real.map { $0 * x }, imaginary: imaginary.map { $0 * x })
        }
        let imaginary = self.imaginary.isEmpty ? Array(repeating: 0, count: real.count) : self.imaginary
        return WideMatrix(
            rows: rows, columns: columns, real: real.indices.map { real[$0] * x - imaginary[$0] * y },
            imaginary: real.indices.map { real[$0] * y + imaginary[$0] * x })
    }

    /// The matrix product.
    package static func * (a: WideMatrix, b: WideMatrix) -> WideMatrix {
        precondition(a.columns == b.rows)
        let (m, n, k) = (a.rows, b.columns, a.columns)
        var real = product(a.real, b.real, m, n, k)
        if a.imaginary.isEmpty && b.imaginary.isEmpty {
            return WideMatrix(rows: m, columns: n, real: real)
        }
        var imaginary = product(a.real, b.imaginary, m, n, k)
        let cross = product(a.imaginary, b.real, m, n, k)
        let squares = product(a.imaginary, b.imaginary, m, n, k)
        for i in real.indices {
            real[i] -= squares[i]
            imaginary[i] += cross[i]
        }
        return WideMatrix(rows: m, columns: n, real: real, imaginary: imaginary)
    }

    private static func product(_ a: [Wide], _ b: [Wide], _ m: Int, _ n: Int, _ k: Int) -> [Wide] {
        var result = [Wide](repeating: 0, count: m * n)
        if a.isEmpty || b.isEmpty { return result }
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                result.withUnsafeMutableBufferPointer { c in
                    var i = 0
                    while i < m {
                        let row = c.baseAddress! + i &* n
                        var p = 0
                        while p < k {
                            let factor = a[i &* k &+ p]
                            let other = b.baseAddress! + p &* n
                            var j = 0
                            while j < n {
                                row[j] += factor * other[j]
                                j &+= 1
                            }
                            p &+= 1
                        }
                        i &+= 1
                    }
                }
            }
        }
        return result
    }

    /// The inverse by elimination with pivoting, real and imaginary part as one real matrix of twice the size.
    package func inverted() -> WideMatrix {
        let isComplex = !imaginary.isEmpty
        let n = isComplex ? 2 * rows : rows
        // [[re, −im], [im, re]] has the inverse of the same form.
        var a = [[Wide]](repeating: [Wide](repeating: 0, count: 2 * n), count: n)
        for i in 0..<rows {
            for j in 0..<rows {
                a[i][j] = real[i * rows + j]
                if isComplex {
                    a[i + rows][j + rows] = real[i * rows + j]
                    a[i][j + rows] = -imaginary[i * rows + j]
                    a[i + rows][j] = imaginary[i * rows + j]
                }
            }
        }
        for i in 0..<n { a[i][n + i] = 1 }
        for k in 0..<n {
            let pivot = (k..<n).max { a[$0][k].magnitude < a[$1][k].magnitude }!
            a.swapAt(k, pivot)
            let row = a[k].map { $0 / a[k][k] }
            a[k] = row
            for i in 0..<n where i != k && a[i][k] != 0 {
                let factor = a[i][k]
                a[i].withUnsafeMutableBufferPointer { target in
                    for j in k..<2 * n { target[j] -= factor * row[j] }
                }
            }
        }
        var result = self
        for i in 0..<rows {
            for j in 0..<rows {
                result.real[i * rows + j] = a[i][n + j]
                if isComplex { result.imaginary[i * rows + j] = a[i + rows][n + j] }
            }
        }
        return result
    }
}
