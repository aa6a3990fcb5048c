internal import ComplexModule
internal import RealModule

// A vector and each row or column of a matrix, element by element. With `.row` the vector has an element for each
// column, and row i becomes `a[i, j] ∘ x[j]`; with `.column` it has one for each row: `a[i, j] ∘ x[i]`.

extension Matrix {
    /// Adds a vector to each row or column in place: `a += x`, `a += x[:, None]`.
    ///
    /// - Precondition: the vector is as long as the line.
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func add(_ x: Vector<Element>, toEach line: MatrixLine) {
        broadcast(.add, x, line, "add")
    }

    /// The matrix with a vector added to each row or column: `a + x`, `a + x[:, None]`.
    ///
    /// - Precondition: the vector is as long as the line.
    /// - Complexity: O(rows·columns), one allocation.
    public func adding(_ x: Vector<Element>, toEach line: MatrixLine) -> Matrix {
        broadcasting(.add, x, line, "adding")
    }

    /// Subtracts a vector from each row or column in place: `a -= x`, `a -= x[:, None]`.
    ///
    /// - Precondition: the vector is as long as the line.
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func subtract(_ x: Vector<Element>, fromEach line: MatrixLine) {
        broadcast(.subtract, x, line, "subtract")
    }

    /// The matrix with a vector subtracted from each row or column: `a - x`, `a - x[:, None]`.
    ///
    /// - Precondition: the vector is as long as the line.
    /// - Complexity: O(rows·columns), one allocation.
    public func subtracting(_ x: Vector<Element>, fromEach line: MatrixLine) -> Matrix {
        broadcasting(.subtract, x, line, "subtracting")
    }

    /// Multiplies each row or column by a vector in place, element by element: `a *= x`, `a *= x[:, None]`.
    ///
    /// With `.row` this scales the columns, as `a * Matrix.diagonal(x)` does; with `.column` it scales the rows.
    ///
    /// - Precondition: the vector is as long as the line.
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func multiplyElements(ofEach line: MatrixLine, by x: Vector<Element>) {
        broadcast(.multiply, x, line, "multiplyElements")
    }

    /// The matrix with each row or column multiplied by a vector, element by element: `a * x`, `a * x[:, None]`.
    ///
    /// - Precondition: the vector is as long as the line.
    /// - Complexity: O(rows·columns), one allocation.
    public func multiplyingElements(ofEach line: MatrixLine, by x: Vector<Element>) -> Matrix {
        broadcasting(.multiply, x, line, "multiplyingElements")
    }

    /// Divides each row or column by a vector in place, element by element: `a /= x`, `a /= x[:, None]`.
    ///
    /// - Precondition: the vector is as long as the line.
    /// - Complexity: O(rows·columns), no allocation unless this matrix shares its storage.
    public mutating func divideElements(ofEach line: MatrixLine, by x: Vector<Element>) {
        broadcast(.divide, x, line, "divideElements")
    }

    /// The matrix with each row or column divided by a vector, element by element: `a / x`, `a / x[:, None]`.
    ///
    /// - Precondition: the vector is as long as the line.
    /// - Complexity: O(rows·columns), one allocation.
    public func dividingElements(ofEach line: MatrixLine, by x: Vector<Element>) -> Matrix {
        broadcasting(.divide, x, line, "dividingElements")
    }

    private mutating func broadcast(
        _ operation: Elementwise, _ x: Vector<Element>, _ line: MatrixLine, _ name: StaticString
    ) {
        check(x, line, name)
        makeUnique()
        operation.apply(unsafeView, x.unsafeView, line, into: unsafeView)
        extendLifetime(x)
    }

    private func broadcasting(
        _ operation: Elementwise, _ x: Vector<Element>, _ line: MatrixLine, _ name: StaticString
    ) -> Matrix {
        check(x, line, name)
        let result = Matrix(uninitializedRows: rows, columns: columns)
        operation.apply(unsafeView, x.unsafeView, line, into: result.unsafeView)
        extendLifetime(self)
        extendLifetime(x)
        extendLifetime(result)
        return result
    }

    private func check(_ x: Vector<Element>, _ line: MatrixLine, _ name: StaticString) {
        require(
            x.count == (line == .row ? columns : rows),
            "\(name): a vector of \(x.count) elements with each \(line) of a \(shape) matrix")
    }
}

extension Elementwise {
    /// Row by row, in either case, so that memory is read in its order.
    fileprivate func apply<T: Scalar>(
        _ a: UnsafeMatrix<T>, _ x: UnsafeVector<T>, _ line: MatrixLine, into c: UnsafeMatrix<T>
    ) {
        for i in 0..<a.rows {
            switch line {
            case .row: apply(a.row(i), x, into: c.row(i))
            case .column: apply(a.row(i), x[i], into: c.row(i))
            }
        }
    }
}
