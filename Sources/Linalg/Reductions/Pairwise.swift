internal import ComplexModule
internal import RealModule

/// Summation by halves: the error grows with log n instead of n.
///
/// Of real numbers these are the very additions that NumPy makes along a contiguous axis, so that sums have the same
/// bits: eight running sums in blocks of at most 128 elements, and halves above that.
///
/// - Source: Higham, The Accuracy of Floating Point Summation, 1993.
enum Pairwise {
    /// Σ term(i) for i in a range, in one pass over blocks.
    @inline(__always)
    static func sum<T: Scalar>(_ range: Range<Int>, _ term: (Int) -> T) -> T {
        // Halves are taken iteratively: a closure that is inlined into a recursive function would be called instead.
        if range.count <= 128 { return block(range.lowerBound, range.count, term) }
        return withUnsafeTemporaryAllocation(of: (start: Int, count: Int, sum: T, halves: Int).self, capacity: 64) {
            stack in
            var depth = 1
            stack[0] = (range.lowerBound, range.count, 0, 0)
            var value: T = 0
            while true {
                let (start, count, _, _) = stack[depth - 1]
                if count > 128 {
                    stack[depth] = (start, firstHalf(count), 0, 0)
                    depth += 1
                    continue
                }
                value = block(start, count, term)
                depth -= 1
                // Return into the halves that are complete.
                while depth > 0 && stack[depth - 1].halves == 1 {
                    value = stack[depth - 1].sum + value
                    depth -= 1
                }
                if depth == 0 { return value }
                stack[depth - 1].sum = value
                stack[depth - 1].halves = 1
                let (above, whole, _, _) = stack[depth - 1]
                let half = firstHalf(whole)
                stack[depth] = (above + half, whole - half, 0, 0)
                depth += 1
            }
        }
    }

    /// The size of the first half, a multiple of eight.
    static func firstHalf(_ count: Int) -> Int { count / 2 - count / 2 % 8 }

    @inline(__always)
    private static func block<T: Scalar>(_ start: Int, _ count: Int, _ term: (Int) -> T) -> T {
        if count < 8 {
            var sum: T = 0
            for i in start..<(start &+ count) { sum += term(i) }
            return sum
        }
        var (a, b, c, d) = (term(start), term(start &+ 1), term(start &+ 2), term(start &+ 3))
        var (e, f, g, h) = (term(start &+ 4), term(start &+ 5), term(start &+ 6), term(start &+ 7))
        var i = start &+ 8
        let end = start &+ count
        while i &+ 8 <= end {
            a += term(i)
            b += term(i &+ 1)
            c += term(i &+ 2)
            d += term(i &+ 3)
            e += term(i &+ 4)
            f += term(i &+ 5)
            g += term(i &+ 6)
            h += term(i &+ 7)
            i &+= 8
        }
        var sum = ((a + b) + (c + d)) + ((e + f) + (g + h))
        while i < end {
            sum += term(i)
            i &+= 1
        }
        return sum
    }

    // MARK: Sums of lines

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func sum<T: Scalar>(_ x: UnsafeVector<T>) -> T {
        if x.stride == 1 { return sum(0..<x.count) { x.base[$0] } }
        return sum(0..<x.count) { x[$0] }
    }

    /// Σ|xᵢ − center|².
    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    static func squares<T: Scalar>(_ x: UnsafeVector<T>, around center: T) -> T.RealType {
        sum(0..<x.count) { i in
            let distance = x[i] - center
            let (re, im) = (distance.realPart, distance.imaginaryPart)
            return re * re + im * im
        }
    }

    /// Of a matrix in halves of its rows, or as one line if there are no gaps.
    static func sum<T: Scalar>(_ a: UnsafeMatrix<T>) -> T {
        if a.isContiguous { return sum(a.line) }
        if a.rows <= 1 { return a.rows == 0 ? 0 : sum(a.row(0)) }
        return sum(a.rows(0..<a.rows / 2)) + sum(a.rows(a.rows / 2..<a.rows))
    }

    /// Σ|aᵢⱼ − center|² in the same way.
    static func squares<T: Scalar>(_ a: UnsafeMatrix<T>, around center: T) -> T.RealType {
        if a.isContiguous { return squares(a.line, around: center) }
        if a.rows <= 1 { return a.rows == 0 ? 0 : squares(a.row(0), around: center) }
        return squares(a.rows(0..<a.rows / 2), around: center)
            + squares(a.rows(a.rows / 2..<a.rows), around: center)
    }

    /// The sums of the columns, row by row so that memory is read in its order, in halves above 128 rows.
    static func columnSums<T: Scalar>(_ a: UnsafeMatrix<T>, into sums: UnsafeVector<T>) {
        if a.rows <= 128 {
            addRows(a, into: sums)
            return
        }
        columnSums(a.rows(0..<a.rows / 2), into: sums)
        let second = Vector<T>(uninitializedCount: a.columns)
        columnSums(a.rows(a.rows / 2..<a.rows), into: second.unsafeView)
        Elementwise.add.apply(sums, second.unsafeView, into: sums)
        extendLifetime(second)
    }

    @specialized(where T == Float)
    @specialized(where T == Double)
    @specialized(where T == Complex<Float>)
    @specialized(where T == Complex<Double>)
    private static func addRows<T: Scalar>(_ a: UnsafeMatrix<T>, into sums: UnsafeVector<T>) {
        for j in 0..<a.columns { sums[j] = 0 }
        for i in 0..<a.rows {
            let row = a.base + i &* a.rowStride
            for j in 0..<a.columns { sums.base[j] += row[j] }
        }
    }
}
