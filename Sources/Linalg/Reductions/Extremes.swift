/// Where the first of the most extreme elements is, or the first NaN.
enum Extreme {
    /// Elements that are looked through before the next decision.
    private static var block: Int { 512 }

    /// Of at least one element; `precedes` is `<` or `>`.
    @inline(__always)
    static func index<T: RealScalar>(_ x: UnsafeVector<T>, by precedes: (T, T) -> Bool) -> Int {
        if x.stride != 1 || x.count < 16 { return byBranches(x, by: precedes) }
        // Blocks are compared by their extremes, which takes no branch within a block; only one is searched.
        var (best, bestStart) = (x[0], 0)
        var start = 0
        while start < x.count {
            let count = min(block, x.count - start)
            let base = x.base + start
            if !T.allFinite(base, count) {
                for i in 0..<count where base[i].isNaN { return start + i }
            }
            let value = extreme(base, count, by: precedes)
            if precedes(value, best) { (best, bestStart) = (value, start) }
            start += count
        }
        while x[bestStart] != best { bestStart += 1 }
        return bestStart
    }

    /// The extreme of numbers without a NaN, by eight comparisons that do not wait for each other.
    @inline(__always)
    private static func extreme<T: RealScalar>(_ x: UnsafePointer<T>, _ count: Int, by precedes: (T, T) -> Bool) -> T {
        let first = x[0]
        var e = (first, first, first, first, first, first, first, first)
        var i = 0
        while i &+ 8 <= count {
            e.0 = precedes(x[i], e.0) ? x[i] : e.0
            e.1 = precedes(x[i &+ 1], e.1) ? x[i &+ 1] : e.1
            e.2 = precedes(x[i &+ 2], e.2) ? x[i &+ 2] : e.2
            e.3 = precedes(x[i &+ 3], e.3) ? x[i &+ 3] : e.3
            e.4 = precedes(x[i &+ 4], e.4) ? x[i &+ 4] : e.4
            e.5 = precedes(x[i &+ 5], e.5) ? x[i &+ 5] : e.5
            e.6 = precedes(x[i &+ 6], e.6) ? x[i &+ 6] : e.6
            e.7 = precedes(x[i &+ 7], e.7) ? x[i &+ 7] : e.7
            i &+= 8
        }
        while i < count {
            e.0 = precedes(x[i], e.0) ? x[i] : e.0
            i &+= 1
        }
        let a = precedes(e.1, e.0) ? e.1 : e.0
        let b = precedes(e.3, e.2) ? e.3 : e.2
        let c = precedes(e.5, e.4) ? e.5 : e.4
        let d = precedes(e.7, e.6) ? e.7 : e.6
        let ab = precedes(b, a) ? b : a
        let cd = precedes(d, c) ? d : c
        return precedes(cd, ab) ? cd : ab
    }

    @inline(__always)
    private static func byBranches<T: RealScalar>(_ x: UnsafeVector<T>, by precedes: (T, T) -> Bool) -> Int {
        var best = 0
        for i in 0..<x.count {
            if x[i].isNaN { return i }
            if precedes(x[i], x[best]) { best = i }
        }
        return best
    }
}
