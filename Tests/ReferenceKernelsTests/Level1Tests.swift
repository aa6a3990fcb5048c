import ReferenceKernels
import Testing

@Suite struct Level1Tests {
    @Test func smallCasesByHand() {
        let x: [Double] = [1, -2, 3, 4]
        var y: [Double] = [5, 6, -7, 8]
        #expect(Reference.dot(count: 4, x: x, strideX: 1, y: y, strideY: 1) == 4)
        #expect(Reference.dot(count: 2, x: x, strideX: 2, y: y, strideY: 1) == 23)
        // The negative stride pairs 1 and 3 with 6 and 5.
        #expect(Reference.dot(count: 2, x: x, strideX: 2, y: y, strideY: -1) == 21)
        #expect(Reference.nrm2(count: 2, x: [3, 4] as [Float], strideX: 1) == 5)
        // The negative stride adds 10 times 4 and 1 to 5 and -7.
        Reference.axpy(count: 2, alpha: 10, x: x, strideX: -3, y: &y, strideY: 2)
        #expect(y == ([45, 6, 3, 8] as [Double]))
        Reference.scal(count: 2, alpha: -1, x: &y, strideX: 3)
        #expect(y == ([-45, 6, 3, -8] as [Double]))
        Reference.scal(count: 2, alpha: 2, x: &y, strideX: -2)
        #expect(y == ([-90, 6, 6, -8] as [Double]))
    }

    @Test func dotIsWithinItsBound() {
        func check<T: BinaryFloatingPoint>(_: T.Type) {
            var numbers = Numbers(seed: 1)
            for n in sizes {
                for sx in strides {
                    for sy in strides {
                        let x = Line<T>(n, stride: sx) { _ in numbers.next() }
                        let y = Line<T>(n, stride: sy) { _ in numbers.next() }
                        let found = x.read { x in
                            y.read { y in Reference.dot(count: n, x: x, strideX: sx, y: y, strideY: sy) }
                        }
                        var expected: Wide = 0
                        var bound: Wide = 0
                        for i in 0..<n {
                            expected += Wide(x[i]) * Wide(y[i])
                            bound += (Wide(x[i]) * Wide(y[i])).magnitude
                        }
                        var ratio = Ratio<T>()
                        ratio.add(found, expected, bound: bound)
                        #expect(ratio.value <= limit, "\(T.self), n = \(n), strides \(sx) and \(sy)")
                    }
                }
            }
        }
        check(Float.self)
        check(Double.self)
        check(Wide.self)
    }

    @Test func axpyAndScalAreWithinTheirBounds() {
        func check<T: BinaryFloatingPoint>(_: T.Type) {
            var numbers = Numbers(seed: 2)
            for n in sizes {
                for sx in strides {
                    for sy in strides {
                        for alpha in alphas.map({ T($0) }) {
                            // With alpha == 0, x must not be read.
                            let x = Line<T>(n, stride: sx) { _ in alpha == 0 ? .nan : numbers.next() }
                            let before = Line<T>(n, stride: sy, guardian: 77) { _ in numbers.next() }
                            var sum = before
                            x.read { x in
                                sum.write {
                                    Reference.axpy(count: n, alpha: alpha, x: x, strideX: sx, y: $0, strideY: sy)
                                }
                            }
                            var product = before
                            product.write { Reference.scal(count: n, alpha: alpha, x: $0, strideX: sy) }
                            var ratio = Ratio<T>()
                            for i in 0..<n {
                                let term = alpha == 0 ? 0 : Wide(alpha) * Wide(x[i])
                                let y = Wide(before[i])
                                ratio.add(sum[i], y + term, bound: y.magnitude + term.magnitude)
                                ratio.add(product[i], Wide(alpha) * y, bound: (Wide(alpha) * y).magnitude)
                            }
                            #expect(ratio.value <= limit, "\(T.self), n = \(n), strides \(sx) and \(sy), α = \(alpha)")
                            #expect(sum.guardsStand && product.guardsStand)
                        }
                    }
                }
            }
        }
        check(Float.self)
        check(Double.self)
    }

    @Test func scalSpreadsNaN() {
        var x: [Double] = [1, .nan, .infinity, 4]
        Reference.scal(count: 4, alpha: 0, x: &x, strideX: 1)
        #expect(x[0] == 0 && x[1].isNaN && x[2].isNaN && x[3] == 0)
        Reference.scal(count: 4, alpha: .nan, x: &x, strideX: 1)
        #expect(x.allSatisfy { $0.isNaN })
    }

    @Test func nrm2IsWithinItsBoundAtEveryMagnitude() {
        func check<T: BinaryFloatingPoint>(_: T.Type, _ scales: [T]) {
            var numbers = Numbers(seed: 3)
            for scale in scales {
                for n in sizes {
                    for stride in strides {
                        let x = Line<T>(n, stride: stride) { _ in scale * numbers.next() }
                        let found = x.read { Reference.nrm2(count: n, x: $0, strideX: stride) }
                        // Dividing by the scale, a power of two, keeps the wide squares in range.
                        let squares = x.elements.reduce(Wide(0)) {
                            let scaled = Wide($1) / Wide(scale)
                            return $0 + scaled * scaled
                        }
                        let expected = Wide(scale) * squares.squareRoot()
                        var ratio = Ratio<T>()
                        ratio.add(found, expected, bound: max(expected, Wide(T.leastNormalMagnitude)))
                        #expect(ratio.value <= limit, "\(T.self), n = \(n), stride \(stride), scale \(scale)")
                    }
                }
            }
        }
        check(Float.self, [1, 0x1p-63, 0x1p-70, 0x1p-75, 0x1p-126, 0x1p-140, 0x1p62, 0x1p64, 0x1p125])
        check(
            Double.self,
            [1, 0x1p-485, 0x1p-511, 0x1p-530, 0x1p-538, 0x1p-1022, 0x1p-1060, 0x1p510, 0x1p512, 0x1p1021])
    }

    @Test func nrm2AtTheEdges() {
        func norm(_ x: [Double]) -> Double { Reference.nrm2(count: x.count, x: x, strideX: 1) }
        let largest = Double.greatestFiniteMagnitude
        let smallest = Double.leastNonzeroMagnitude
        #expect(norm([largest]) == largest)
        #expect(norm([0, -largest, 0]) == largest)
        #expect(norm([largest, largest]) == .infinity)
        #expect(norm([0x1.8p1023, 0]) == 0x1.8p1023)
        #expect(norm([0x3p1000, 0x4p1000]) == 0x5p1000)
        #expect(norm([0x3p-1070, 0x4p-1070]) == 0x5p-1070)
        #expect(norm([-smallest]) == smallest)
        #expect(norm([smallest, smallest, smallest, smallest]) == 2 * smallest)
        #expect(norm([1, smallest, 0x1p-600]) == 1)
        #expect(norm([0, -0.0]) == 0)
        #expect(norm([]) == 0)
        #expect(norm([1, -.infinity, 2]) == .infinity)
        #expect(norm([1, .nan, 2]).isNaN)
        #expect(norm([.infinity, .nan]).isNaN)
        #expect(norm([.nan, .infinity]).isNaN)
        #expect(norm([largest, largest, .nan]).isNaN)
        #expect(norm([smallest, .nan]).isNaN)
    }
}
