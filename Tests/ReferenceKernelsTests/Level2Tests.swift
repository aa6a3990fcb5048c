import ReferenceKernels
import Testing

@Suite struct Level2Tests {
    @Test func smallCasesByHand() {
        let a: [Double] = [1, 2, 3, .nan, 4, 5, 6, .nan]
        var y: [Double] = [.nan, .nan]
        Reference.gemv(
            transpose: false, rows: 2, columns: 3, alpha: 1, a: a, rowStride: 4, x: [1, 10, 100], strideX: 1,
            beta: 0, y: &y, strideY: 1)
        #expect(y == [321, 654])
        Reference.gemv(
            transpose: false, rows: 2, columns: 3, alpha: -1, a: a, rowStride: 4, x: [1, 10, 100], strideX: -1,
            beta: 2, y: &y, strideY: -1)
        // x is (100, 10, 1), and y, from its far end, (654, 321).
        #expect(y == ([186, 1185] as [Double]))
        var z: [Double] = [1, 1, 1]
        Reference.gemv(
            transpose: true, rows: 2, columns: 3, alpha: 2, a: a, rowStride: 4, x: [1, 10], strideX: 1,
            beta: 1, y: &z, strideY: 1)
        #expect(z == [83, 105, 127])
        var c: [Double] = [0, 1, 2, 3, 4, 5]
        Reference.ger(
            rows: 2, columns: 2, alpha: 2, x: [1, 10], strideX: 1, y: [3, 5], strideY: -1, a: &c, rowStride: 3)
        #expect(c == [10, 7, 2, 103, 64, 5])
    }

    @Test(arguments: [false, true])
    func gemvIsWithinItsBound(transpose: Bool) {
        func check<T: BinaryFloatingPoint>(_: T.Type) {
            var numbers = Numbers(seed: 4)
            for m in sizes {
                for n in sizes {
                    for (sx, sy) in zip(strides, strides.reversed()) {
                        for alpha in alphas.map({ T($0) }) {
                            for beta in betas.map({ T($0) }) {
                                let a = Grid<T>(m, n, gap: sx + 2) { _, _ in alpha == 0 ? .nan : numbers.next() }
                                let x = Line<T>(transpose ? m : n, stride: sx) { _ in
                                    alpha == 0 ? .nan : numbers.next()
                                }
                                let before = Line<T>(transpose ? n : m, stride: sy, guardian: 77) { _ in
                                    beta == 0 ? .nan : numbers.next()
                                }
                                var y = before
                                a.read { a in
                                    x.read { x in
                                        y.write { y in
                                            Reference.gemv(
                                                transpose: transpose, rows: m, columns: n, alpha: alpha, a: a,
                                                rowStride: n + sx + 2, x: x, strideX: sx, beta: beta, y: y,
                                                strideY: sy)
                                        }
                                    }
                                }
                                var ratio = Ratio<T>()
                                for i in 0..<y.count {
                                    var expected = beta == 0 ? 0 : Wide(beta) * Wide(before[i])
                                    var bound = expected.magnitude
                                    for j in 0..<(alpha == 0 ? 0 : x.count) {
                                        let entry = transpose ? a[j, i] : a[i, j]
                                        let term = Wide(alpha) * Wide(entry) * Wide(x[j])
                                        expected += term
                                        bound += term.magnitude
                                    }
                                    ratio.add(y[i], expected, bound: bound)
                                }
                                #expect(
                                    ratio.value <= limit,
                                    "\(T.self), \(m)×\(n), strides \(sx) and \(sy), α = \(alpha), β = \(beta)")
                                #expect(y.guardsStand)
                            }
                        }
                    }
                }
            }
        }
        check(Float.self)
        check(Double.self)
    }

    @Test func gerIsWithinItsBound() {
        func check<T: BinaryFloatingPoint>(_: T.Type) {
            var numbers = Numbers(seed: 5)
            for m in sizes {
                for n in sizes {
                    for (sx, sy) in zip(strides, strides.reversed()) {
                        for alpha in alphas.map({ T($0) }) {
                            let x = Line<T>(m, stride: sx) { _ in alpha == 0 ? .nan : numbers.next() }
                            let y = Line<T>(n, stride: sy) { _ in alpha == 0 ? .nan : numbers.next() }
                            let before = Grid<T>(m, n, gap: sx + 2, guardian: 77) { _, _ in numbers.next() }
                            var a = before
                            x.read { x in
                                y.read { y in
                                    a.write { a in
                                        Reference.ger(
                                            rows: m, columns: n, alpha: alpha, x: x, strideX: sx, y: y, strideY: sy,
                                            a: a, rowStride: n + sx + 2)
                                    }
                                }
                            }
                            var ratio = Ratio<T>()
                            for i in 0..<m {
                                for j in 0..<n {
                                    let term = alpha == 0 ? 0 : Wide(alpha) * Wide(x[i]) * Wide(y[j])
                                    let old = Wide(before[i, j])
                                    ratio.add(a[i, j], old + term, bound: old.magnitude + term.magnitude)
                                }
                            }
                            #expect(
                                ratio.value <= limit, "\(T.self), \(m)×\(n), strides \(sx) and \(sy), α = \(alpha)")
                            #expect(a.guardsStand)
                        }
                    }
                }
            }
        }
        check(Float.self)
        check(Double.self)
    }
}
