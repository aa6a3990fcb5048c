import Linalg

/// Elementary functions over a million elements.
enum Functions {
    static let suite = "functions"

    static func run(_ session: Session) throws {
        session.begin(
            suite,
            "`x.applying(.exp)` and so on: 10⁶ elements between -8 and 8 to a new vector, one thread; the residual is in units "
                + "of the last place",
            .init(rivals: ["libm"], hasRate: true))
        for function in ElementaryFunction.allCases {
            try session.measure(suite, work(function, Float.self))
            try session.measure(suite, work(function, Double.self))
        }
    }

    private static func work<T: RawScalar>(_ function: ElementaryFunction, _: T.Type) -> Case {
        var generator = RandomState(seed: 4)
        let x = Vector(count: 1_000_000) { _ in T(16 * generator.randomSample() - 8) }
        let raw = Buffer(x)
        let theirs = Buffer<T>(count: x.count) { _ in 0 }
        T.libm(function, 1, raw, theirs)
        var worst = 0.0
        for (ours, theirs) in zip(x.applying(function.ours), theirs.elements) {
            let apart = Double(abs(ours - theirs) / theirs.ulp)
            worst = apart <= worst ? worst : apart
        }
        return Case(
            name: "\(function.rawValue) \(T.title)", work: .elements(Double(x.count)), residual: worst,
            residualLimit: 8,
            contenders: [
                Contender("ours") { for _ in 0..<$0 { blackHole(x.applying(function.ours)) } },
                Contender("libm") { T.libm(function, $0, raw, theirs) },
            ])
    }
}

extension ElementaryFunction {
    /// What the library calls it.
    fileprivate var ours: Linalg.ElementaryFunction {
        switch self {
        case .exp: .exp
        case .sigmoid: .sigmoid
        case .tanh: .tanh
        }
    }
}
