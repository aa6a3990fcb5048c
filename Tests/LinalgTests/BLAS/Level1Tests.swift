import ComplexModule
import Linalg
import ReferenceKernels
import TestSupport
import Testing

extension BLASTests {
    @Test(arguments: ScalarKind.allCases)
    func dot(_ kind: ScalarKind) { dot(kind.type) }

    private func dot<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 21)
        for count in Sizes.vectors {
            for strides in [(1, 1), (1, 3), (3, 2)] {
                let x = PaddedVector<T>(count, stride: strides.0, using: &generator)
                let y = PaddedVector<T>(count, stride: strides.1, using: &generator)
                for conjugating in [false, true] {
                    let row = WideMatrix(x.view).applying(conjugating ? .conjugateTranspose : .transpose)
                    for path in [nil, KernelPath.small, .direct, .blas] {
                        let result =
                            if let path {
                                Kernels.dot(x.view, y.view, conjugatingFirst: conjugating, path: path)
                            } else {
                                Kernels.dot(x.view, y.view, conjugatingFirst: conjugating)
                            }
                        let ratio = Ratio.product(result, row, WideMatrix(y.view))
                        // A sum in order, which no caller asks for at this length, drifts by √n roundings.
                        let limit = max(Ratio.productLimit, Double(count).squareRoot())
                        #expect(
                            RatioLog.record("dot", T.self, ratio) <= (path == .small ? limit : Ratio.productLimit),
                            "\(T.name) \(count) \(strides) \(conjugating) path \(String(describing: path))")
                    }
                }
                #expect(x.isUnchanged && y.isUnchanged)
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func axpy(_ kind: ScalarKind) { axpy(kind.type) }

    private func axpy<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 22)
        let one = WideMatrix(rows: 1, columns: 1, real: [1])
        for count in Sizes.vectors {
            for strides in [(1, 1), (1, 3), (3, 2)] {
                for alpha: T in Factors.alphas() where count < 100 || alpha != 1 {
                    for path in [nil, KernelPath.small, .direct, .blas] {
                        let x = PaddedVector<T>(count, stride: strides.0, using: &generator, unread: alpha == 0)
                        let y = PaddedVector<T>(count, stride: strides.1, using: &generator)
                        let before = WideMatrix(y.view)
                        if let path {
                            Kernels.axpy(alpha, x.view, y.view, path: path)
                        } else {
                            Kernels.axpy(alpha, x.view, y.view)
                        }
                        let ratio = Ratio.product(y.view, alpha: alpha, WideMatrix(x.view), one, beta: 1, before)
                        #expect(
                            RatioLog.record("axpy", T.self, ratio) <= Ratio.productLimit,
                            "\(T.name) \(count) \(strides) \(alpha) path \(String(describing: path))")
                        #expect(x.isUnchanged && y.sentinelsIntact)
                    }
                }
                for special: T in Factors.special() where count < 100 {
                    let x = PaddedVector<T>(count, stride: strides.0, using: &generator)
                    let y = PaddedVector<T>(count, stride: strides.1, using: &generator)
                    let before = y.view.all
                    Kernels.axpy(special, x.view, y.view)
                    #expect(matches(y.view.all, zip(x.view.all, before).map { special * $0 + $1 }), "\(special)")
                }
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func scal(_ kind: ScalarKind) { scal(kind.type) }

    private func scal<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 23)
        let one = WideMatrix(rows: 1, columns: 1, real: [1])
        for count in Sizes.vectors {
            for stride in [1, 3] {
                for alpha: T in Factors.alphas() {
                    let x = PaddedVector<T>(count, stride: stride, using: &generator)
                    let before = WideMatrix(x.view)
                    Kernels.scal(alpha, x.view)
                    let ratio = Ratio.product(x.view, alpha: alpha, before, one, beta: 0, before)
                    #expect(
                        RatioLog.record("scal", T.self, ratio) <= Ratio.productLimit,
                        "\(T.name) \(count) \(stride) \(alpha)")
                    #expect(x.sentinelsIntact)
                }
            }
        }
    }

    /// One rounding an element, whatever the number of threads: the threshold lies at 2²⁰ elements.
    @Test func scalAcrossThreads() {
        let count = 1 << 20 + 5
        var x = Vector<Float>(repeating: 3, count: count)
        x.scale(by: 0.1)
        x.withSpan { span in
            var same = true
            for i in 0..<count where span[i] != 3 * 0.1 as Float { same = false }
            #expect(same)
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func nrm2AndAsum(_ kind: ScalarKind) { nrm2AndAsum(kind.type) }

    private func nrm2AndAsum<T: TestScalar>(_: T.Type) {
        var generator = Generator(seed: 24)
        for count in Sizes.vectors {
            for stride in [1, 3] {
                for scale: T.RealType in [
                    1, .greatestFiniteMagnitude / 65536, .leastNormalMagnitude, .leastNonzeroMagnitude,
                ] {
                    let x = PaddedVector<T>(count: count, stride: stride) { _ in generator.scalar() * T(real: scale) }
                    let (norm, sum) = exactNorms(x.view)
                    // A plain sum of n positive terms drifts by √n roundings.
                    let limit = max(Ratio.productLimit, Double(count).squareRoot())
                    #expect(
                        RatioLog.record("nrm2", T.self, relativeError(Kernels.nrm2(x.view), norm))
                            <= Ratio.productLimit,
                        "\(T.name) \(count) \(stride) \(scale)")
                    #expect(
                        RatioLog.record("asum", T.self, relativeError(Kernels.asum(x.view), sum)) <= limit,
                        "\(T.name) \(count) \(stride) \(scale)")
                    #expect(x.isUnchanged)
                }
            }
        }
    }

    /// `√Σ|x|²` and `Σ|re x| + |im x|`, scaled, so that the squares stay in range also where the widest type is no wider.
    private func exactNorms<T: TestScalar>(_ x: UnsafeVector<T>) -> (norm: Wide, sum: Wide) {
        let parts = x.all.flatMap { [$0.realPart.wide.magnitude, $0.imaginaryPart.wide.magnitude] }
        guard let largest = parts.max(), largest > 0 else { return (0, 0) }
        let scale = largest.binade
        let squares = parts.reduce(0 as Wide) { $0 + ($1 / scale) * ($1 / scale) }
        return (scale * squares.squareRoot(), parts.reduce(0, +))
    }

    private func relativeError<R: TestReal>(_ computed: R, _ exact: Wide) -> Double {
        if exact > R.greatestFiniteMagnitude.wide { return computed == .infinity ? 0 : .infinity }
        return Double((computed.wide - exact).magnitude / max(R.unit * exact, R.smallest))
    }

    @Test(arguments: RealKind.allCases)
    func vectorsAgreeWithReference(_ kind: RealKind) { vectorsAgreeWithReference(kind.type) }

    private func vectorsAgreeWithReference<T: TestReal>(_: T.Type) {
        var generator = Generator(seed: 25)
        for count in Sizes.vectors where count < 100 {
            let x = PaddedVector<T>(count, stride: 2, using: &generator)
            let y = PaddedVector<T>(count, stride: 1, using: &generator)
            let bound = (0..<count).reduce(0 as Wide) { $0 + (x.view[$1] * y.view[$1]).wide.magnitude }
            let product = Reference.dot(count: count, x: x.view.base, strideX: 2, y: y.view.base, strideY: 1)
            let error = (Kernels.dot(x.view, y.view).wide - product.wide).magnitude / max(bound * T.unit, T.smallest)
            #expect(RatioLog.record("dot to Reference", T.self, Double(error)) <= Ratio.productLimit)

            let norm = Reference.nrm2(count: count, x: x.view.base, strideX: 2)
            #expect(Ratio.ulps(Kernels.nrm2(x.view), norm) <= 16)

            let sum = PaddedVector<T>(count: count, stride: 1) { y.view[$0] }
            Reference.axpy(count: count, alpha: 0.7, x: x.view.base, strideX: 2, y: sum.view.base, strideY: 1)
            let terms = (0..<count).map { (0.7 * x.view[$0]).wide.magnitude + y.view[$0].wide.magnitude }
            Kernels.axpy(0.7, x.view, y.view)
            let ratio = Ratio.entrywise(
                WideMatrix(y.view), WideMatrix(sum.view), bound: WideMatrix(rows: count, columns: 1, real: terms),
                T.self)
            #expect(RatioLog.record("axpy to Reference", T.self, ratio) <= Ratio.productLimit)

            let scaled = PaddedVector<T>(count: count, stride: 2) { x.view[$0] }
            Reference.scal(count: count, alpha: 0.7, x: scaled.view.base, strideX: 2)
            Kernels.scal(0.7, x.view)
            #expect(x.view.all == scaled.view.all)
        }
    }

    /// A NaN beats an infinity, and an infinity everything else.
    @Test(arguments: ScalarKind.allCases)
    func nrm2AndAsumOfSpecialValues(_ kind: ScalarKind) { nrm2AndAsumOfSpecialValues(kind.type) }

    private func nrm2AndAsumOfSpecialValues<T: TestScalar>(_: T.Type) {
        for count in [1, 2, 5, 16, 17, 40, 100] {
            for place in [0, count / 2, count - 1] {
                var x = Vector<T>(repeating: 1, count: count)
                x[place] = -.infinity
                #expect(x.norm() == .infinity)
                #expect(x.absoluteSum() == .infinity)
                #expect(x.norm(.one) == .infinity)
                #expect(x.norm(.infinity) == .infinity)
                x[count - 1 - place] = .nan
                #expect(x.norm().isNaN)
                #expect(x.absoluteSum().isNaN)
                #expect(x.norm(.one).isNaN, "\(T.name)")
                #expect(x.norm(.infinity).isNaN, "\(T.name)")
            }
        }
    }

    @Test(arguments: ScalarKind.allCases)
    func iamax(_ kind: ScalarKind) { iamax(kind.type) }

    private func iamax<T: TestScalar>(_: T.Type) {
        func size(_ x: T) -> T.RealType { x.realPart.magnitude + x.imaginaryPart.magnitude }
        var generator = Generator(seed: 26)
        for count in Sizes.vectors + [33, 64, 100, 257] {
            for stride in [1, 3] {
                // Random; few values, so that the largest occurs often; all the same; all zero.
                let vectors: [(Int) -> T] = [
                    { _ in generator.scalar() }, { _ in T(Double(generator.index(below: 3) - 1)) }, { _ in T(-2) },
                    { _ in 0 }, { $0 == count / 2 ? -.infinity : generator.scalar() },
                    { _ in generator.scalar() * T(parts: .leastNonzeroMagnitude * 8, 0) },
                ]
                for element in vectors {
                    let x = PaddedVector<T>(count: count, stride: stride, element)
                    var expected: Int?
                    for i in 0..<count where expected.map({ size(x.view[i]) > size(x.view[$0]) }) ?? true {
                        expected = i
                    }
                    #expect(Kernels.iamax(x.view) == expected, "\(T.name) \(count) \(stride)")
                    #expect(x.isUnchanged)
                }
            }
        }
    }
}
