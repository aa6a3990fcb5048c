import Linalg
import RealModule

/// Elementary functions over a million elements.
enum Functions {
    static let suite = "functions"

    static func run(_ session: Session) throws {
        session.begin(
            suite, "over 10⁶ elements between -8 and 8, one thread; the residual is in units of the last place",
            .init(rivals: ["libm"], hasRate: true))
        for function in ElementaryFunction.allCases {
            try session.measure(suite, work(function, Float.self))
            try session.measure(suite, work(function, Double.self))
        }
    }

    /// What the library offers: the one place to change when it offers more.
    @inline(__always)
    private static func ours<T: RawScalar>(_ function: ElementaryFunction, _ x: Buffer<T>, _ y: Buffer<T>) {
        switch function {
        case .exp: for i in 0..<x.count { y.base[i] = T.exp(x.base[i]) }
        case .sigmoid: for i in 0..<x.count { y.base[i] = 1 / (1 + T.exp(-x.base[i])) }
        case .tanh: for i in 0..<x.count { y.base[i] = T.tanh(x.base[i]) }
        }
    }

    @inline(__always)
    private static func work<T: RawScalar>(_ function: ElementaryFunction, _: T.Type) -> Case {
        var generator = RandomState(seed: 4)
        let x = Buffer<T>(count: 1_000_000) { _ in T(16 * generator.randomSample() - 8) }
        let (y, theirs) = (Buffer<T>(count: x.count) { _ in 0 }, Buffer<T>(count: x.count) { _ in 0 })
        ours(function, x, y)
        T.libm(function, 1, x, theirs)
        var worst = 0.0
        for i in 0..<x.count {
            let apart = Double(abs(y.base[i] - theirs.base[i]) / theirs.base[i].ulp)
            worst = apart <= worst ? worst : apart
        }
        return Case(
            name: "\(function.rawValue) \(T.title)", work: .elements(Double(x.count)), residual: worst,
            residualLimit: 8,
            contenders: [
                Contender("ours") { for _ in 0..<$0 { ours(function, x, y) } },
                Contender("libm") { T.libm(function, $0, x, theirs) },
            ])
    }
}
