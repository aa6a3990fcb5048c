internal import ComplexModule
internal import RealModule

// MARK: - Of all elements

extension Matrix {
    /// The sum of all elements, zero of none: `numpy.sum(a)`.
    ///
    /// - Complexity: O(rows·columns), no allocation.
    /// - Accuracy: pairwise, as ``Vector/sum()``.
    public func sum() -> Element {
        defer { extendLifetime(self) }
        return Pairwise.sum(unsafeView)
    }

    /// The product of all elements, row by row, one of none: `numpy.prod(a)`.
    ///
    /// - Complexity: O(rows·columns), no allocation.
    public func product() -> Element {
        var product: Element = 1
        forEachLine { line, _ in product *= Running.product(line) }
        return product
    }

    /// The mean of all elements, NaN of none: `numpy.mean(a)`.
    ///
    /// - Complexity: O(rows·columns), no allocation.
    public func mean() -> Element { sum().divided(by: count) }

    /// The mean squared distance of all elements from their mean, `Σ|aᵢⱼ − mean|² / (count − ddof)`: `numpy.var(a)`.
    ///
    /// NaN if that denominator is not positive.
    ///
    /// - Parameter ddof: The degrees of freedom that are taken off.
    /// - Complexity: O(rows·columns), no allocation.
    public func variance(ddof: Int = 0) -> Element.RealType {
        if count <= ddof { return .nan }
        defer { extendLifetime(self) }
        return Pairwise.squares(unsafeView, around: mean()) / Element.RealType(count - ddof)
    }

    /// The square root of the ``variance(ddof:)``: `numpy.std(a)`.
    public func standardDeviation(ddof: Int = 0) -> Element.RealType { variance(ddof: ddof).squareRoot() }

    /// Whether there is a NaN in any part: `numpy.isnan(a).any()`.
    ///
    /// - Complexity: O(rows·columns), no allocation.
    public var containsNaN: Bool {
        var found = false
        forEachLine { line, _ in found = found || Running.containsNaN(line) }
        return found
    }

    /// Whether no part of any element is infinite or NaN: `numpy.isfinite(a).all()`.
    ///
    /// - Complexity: O(rows·columns), no allocation.
    public var allFinite: Bool {
        var all = true
        forEachLine { line, _ in all = all && Running.allFinite(line) }
        return all
    }
}

extension Matrix where Element: RealScalar {
    /// The smallest element, NaN if there is one, nil if there are no elements: `numpy.min(a)`.
    ///
    /// - Complexity: O(rows·columns), no allocation.
    public func minimum() -> Element? { argMin().map { self[$0.row, $0.column] } }

    /// The largest element, NaN if there is one, nil if there are no elements: `numpy.max(a)`.
    ///
    /// - Complexity: O(rows·columns), no allocation.
    public func maximum() -> Element? { argMax().map { self[$0.row, $0.column] } }

    /// Where the smallest element is first, row by row, or the first NaN; nil if there are no elements:
    /// `numpy.unravel_index(numpy.argmin(a), a.shape)`.
    ///
    /// - Complexity: O(rows·columns), no allocation.
    public func argMin() -> (row: Int, column: Int)? { extreme(Running.argMin) { $0 < $1 } }

    /// Where the largest element is first, row by row, or the first NaN; nil if there are no elements:
    /// `numpy.unravel_index(numpy.argmax(a), a.shape)`.
    ///
    /// - Complexity: O(rows·columns), no allocation.
    public func argMax() -> (row: Int, column: Int)? { extreme(Running.argMax) { $0 > $1 } }

    /// The largest element minus the smallest, NaN if there is one; nil if there are no elements: `numpy.ptp(a)`.
    public func peakToPeak() -> Element? {
        guard let low = minimum(), let high = maximum() else { return nil }
        return high - low
    }

    /// The middle of all elements in order: `numpy.median(a)`. As ``Vector/median()``.
    public func median() -> Element { elements.median() }

    /// The value below which a part of all elements lies: `numpy.quantile(a, fraction)`. As ``Vector/quantile(_:)``.
    ///
    /// - Precondition: `fraction` is in 0 ... 1.
    public func quantile(_ fraction: Element) -> Element { elements.quantile(fraction) }

    private func extreme(
        _ search: (UnsafeVector<Element>) -> Int, _ better: (Element, Element) -> Bool
    ) -> (row: Int, column: Int)? {
        if isEmpty { return nil }
        var best: (place: Int, value: Element)?
        forEachLine { line, start in
            if let best, best.value.isNaN { return }
            let index = search(line)
            if let value = best?.value, !line[index].isNaN, !better(line[index], value) { return }
            best = (start + index, line[index])
        }
        return best.map { (row: $0.place / columns, column: $0.place % columns) }
    }
}

// MARK: - Of each row or column

extension Matrix {
    /// The sum of each row or column: `numpy.sum(a, axis=…)`.
    ///
    /// - Complexity: O(rows·columns); allocates the result, and for columns of more than 128 elements a few rows.
    /// - Accuracy: pairwise, as ``Vector/sum()``; columns in blocks of at most 128 rows.
    public func sum(ofEach line: MatrixLine) -> Vector<Element> {
        if line == .row { return reduced(.row, Pairwise.sum) }
        let result = Vector<Element>(uninitializedCount: columns)
        Pairwise.columnSums(unsafeView, into: result.unsafeView)
        extendLifetime(self)
        return result
    }

    /// The product of each row or column: `numpy.prod(a, axis=…)`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func product(ofEach line: MatrixLine) -> Vector<Element> { reduced(line, Running.product) }

    /// The mean of each row or column, NaN of no elements: `numpy.mean(a, axis=…)`.
    ///
    /// - Complexity: that of ``sum(ofEach:)``.
    public func mean(ofEach line: MatrixLine) -> Vector<Element> {
        let size = line == .row ? columns : rows
        if size == 0 { return Vector(repeating: Element(real: .nan), count: unsafeView.lineCount(line)) }
        return sum(ofEach: line) / Element(real: Element.RealType(size))
    }

    /// The variance of each row or column: `numpy.var(a, axis=…, ddof=…)`. As ``Vector/variance(ddof:)``.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func variance(ofEach line: MatrixLine, ddof: Int = 0) -> Vector<Element.RealType> {
        Vector(count: unsafeView.lineCount(line)) { vector(line, $0).variance(ddof: ddof) }
    }

    /// The standard deviation of each row or column: `numpy.std(a, axis=…, ddof=…)`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func standardDeviation(ofEach line: MatrixLine, ddof: Int = 0) -> Vector<Element.RealType> {
        Vector(count: unsafeView.lineCount(line)) { vector(line, $0).standardDeviation(ddof: ddof) }
    }

    /// The sums of the first elements of each row or column: `numpy.cumsum(a, axis=…)`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func cumulativeSum(inEach line: MatrixLine) -> Matrix { lines(line) { Running.sums($0, $1) } }

    /// The products of the first elements of each row or column: `numpy.cumprod(a, axis=…)`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func cumulativeProduct(inEach line: MatrixLine) -> Matrix { lines(line) { Running.products($0, $1) } }

    /// The differences of neighbours in each row or column, one fewer: `numpy.diff(a, axis=…)`.
    ///
    /// - Complexity: O(rows·columns), one allocation.
    public func differences(inEach line: MatrixLine) -> Matrix {
        switch line {
        case .row:
            columns < 2 ? Matrix(uninitializedRows: rows, columns: 0) : self[..., 1...] - self[..., ..<(columns - 1)]
        case .column:
            rows < 2 ? Matrix(uninitializedRows: 0, columns: columns) : self[1..., ...] - self[..<(rows - 1), ...]
        }
    }

    /// One row or column, sharing the storage.
    func vector(_ line: MatrixLine, _ index: Int) -> Vector<Element> {
        line == .row ? self[row: index] : self[column: index]
    }

    /// One value of each line.
    func reduced<R: Scalar>(_ line: MatrixLine, _ body: (UnsafeVector<Element>) -> R) -> Vector<R> {
        defer { extendLifetime(self) }
        return Vector(count: unsafeView.lineCount(line)) { body(unsafeView.line(line, $0)) }
    }

    /// A matrix of the same shape, each line of which `body` writes.
    func lines<R: Scalar>(
        _ line: MatrixLine, _ body: (UnsafeVector<Element>, UnsafeVector<R>) -> Void
    ) -> Matrix<R> {
        let result = Matrix<R>(uninitializedRows: rows, columns: columns)
        for i in 0..<unsafeView.lineCount(line) { body(unsafeView.line(line, i), result.unsafeView.line(line, i)) }
        extendLifetime(self)
        extendLifetime(result)
        return result
    }
}

extension Matrix where Element: RealScalar {
    /// The smallest element of each row or column, NaN where there is one: `numpy.min(a, axis=…)`.
    ///
    /// - Precondition: the lines have elements, or there are no lines.
    /// - Complexity: O(rows·columns), one allocation.
    public func minimum(ofEach line: MatrixLine) -> Vector<Element> {
        checkLines(line, "minimum")
        return reduced(line) { $0[Running.argMin($0)] }
    }

    /// The largest element of each row or column, NaN where there is one: `numpy.max(a, axis=…)`.
    ///
    /// - Precondition: the lines have elements, or there are no lines.
    /// - Complexity: O(rows·columns), one allocation.
    public func maximum(ofEach line: MatrixLine) -> Vector<Element> {
        checkLines(line, "maximum")
        return reduced(line) { $0[Running.argMax($0)] }
    }

    /// Where the smallest element of each row or column is first, or its first NaN: `numpy.argmin(a, axis=…)`.
    ///
    /// - Precondition: the lines have elements, or there are no lines.
    /// - Complexity: O(rows·columns), one allocation.
    public func argMin(ofEach line: MatrixLine) -> [Int] {
        checkLines(line, "argMin")
        defer { extendLifetime(self) }
        return (0..<unsafeView.lineCount(line)).map { Running.argMin(unsafeView.line(line, $0)) }
    }

    /// Where the largest element of each row or column is first, or its first NaN: `numpy.argmax(a, axis=…)`.
    ///
    /// - Precondition: the lines have elements, or there are no lines.
    /// - Complexity: O(rows·columns), one allocation.
    public func argMax(ofEach line: MatrixLine) -> [Int] {
        checkLines(line, "argMax")
        defer { extendLifetime(self) }
        return (0..<unsafeView.lineCount(line)).map { Running.argMax(unsafeView.line(line, $0)) }
    }

    /// The largest minus the smallest element of each row or column: `numpy.ptp(a, axis=…)`.
    ///
    /// - Precondition: the lines have elements, or there are no lines.
    public func peakToPeak(ofEach line: MatrixLine) -> Vector<Element> { maximum(ofEach: line) - minimum(ofEach: line) }

    /// The median of each row or column: `numpy.median(a, axis=…)`. As ``Vector/median()``.
    public func median(ofEach line: MatrixLine) -> Vector<Element> {
        Vector(count: unsafeView.lineCount(line)) { vector(line, $0).median() }
    }

    /// A quantile of each row or column: `numpy.quantile(a, fraction, axis=…)`. As ``Vector/quantile(_:)``.
    ///
    /// - Precondition: `fraction` is in 0 ... 1.
    public func quantile(_ fraction: Element, ofEach line: MatrixLine) -> Vector<Element> {
        Vector(count: unsafeView.lineCount(line)) { vector(line, $0).quantile(fraction) }
    }

    private func checkLines(_ line: MatrixLine, _ name: StaticString) {
        require(
            unsafeView.lineCount(line) == 0 || !isEmpty,
            "\(name) of each \(line) of a \(shape) matrix: it has no elements")
    }
}
