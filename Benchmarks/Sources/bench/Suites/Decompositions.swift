import CContenders
import Linalg

/// Decompositions against the LAPACK routine alone, which is given a copy and its memory.
enum Decompositions {
    static let suite = "decompositions"

    static func run(_ session: Session) throws {
        session.begin(
            suite,
            "Double, n×n, as a new value and factored again in the memory of one; LAPACK has its memory already and looks for "
                + "no NaN",
            .init(rivals: ["LAPACK"], hasRate: true, hasLimit: true))
        for n in session.options.isQuick ? [8, 64] : [8, 64, 512] {
            var generator = RandomState(seed: 3)
            let general = Matrix<Double>(rows: n, columns: n) { _, _ in generator.randomSample() - 0.5 }
            var symmetric = Matrix<Double>.identity(n)
            symmetric.addSymmetricProduct(of: general, in: .lower, alpha: 1, beta: 1)
            for i in 0..<n { for j in 0..<i { symmetric[j, i] = symmetric[i, j] } }
            let cube = Double(n) * Double(n) * Double(n)
            func measure(_ cases: [Case]) throws { for one in cases { try session.measure(suite, one) } }

            try measure(
                work("LU", n, 2 / 3 * cube, general, contenders_getrf, { try LU($0) }, { try $0.factor($1) }) {
                    f, values in
                    // Of the factors only the product of the pivots is public.
                    let theirs = values.reduce(0) { $0 + .log(abs($1)) }
                    return abs(f.signAndLogarithmOfDeterminant.logarithm - theirs) / (1 + abs(theirs))
                })
            try measure(
                work("Cholesky", n, cube / 3, symmetric, contenders_potrf, { try Cholesky($0) }, { try $0.factor($1) })
                { f, values in
                    deviation((0..<n).map { f.lower[$0, $0] }, values)
                })
            try measure(
                work("QR", n, 8 / 3 * cube, general, contenders_gelqf, { try QR($0) }, { try $0.factor($1) }) {
                    f, values in
                    deviation((0..<n).map { f.r[$0, $0] }, values)
                })
            try measure(
                work(
                    "SymmetricEigen", n, 9 * cube, symmetric, contenders_syevd, { try SymmetricEigen($0) },
                    { try $0.factor($1) }
                ) {
                    deviation(Array($0.values), $1)
                })
            try measure(
                work("SVD", n, 12 * cube, general, contenders_gesdd, { try SVD($0) }, { try $0.factor($1) }) {
                    deviation(Array($0.singularValues), $1)
                })
        }
    }

    private static func work<F>(
        _ name: String, _ n: Int, _ flops: Double, _ a: Matrix<Double>,
        _ raw: @escaping (Int, Int32, UnsafePointer<Double>?, UnsafeMutablePointer<Double>?) -> Int32,
        _ first: @escaping (Matrix<Double>) throws -> F, _ again: @escaping (inout F, Matrix<Double>) throws -> Void,
        residual: (F, [Double]) -> Double
    ) throws -> [Case] {
        let (matrix, values) = (Buffer(a.elements), Buffer<Double>(count: n) { _ in 0 })
        let info = raw(1, Int32(n), matrix.base, values.base)
        var kept = try first(a)
        let worst = info == 0 ? residual(kept, Array(values.elements)) : .infinity
        try again(&kept, a)
        let worstAgain = info == 0 ? residual(kept, Array(values.elements)) : .infinity
        func one(_ name: String, _ worst: Double, _ own: Contender) -> Case {
            Case(
                name: "\(name) \(n)×\(n)", work: .flops(flops), limit: .double,
                residual: worst / (Double(n) * Double.ulpOfOne), residualLimit: 30,
                contenders: [own, Contender("LAPACK") { _ = raw($0, Int32(n), matrix.base, values.base) }])
        }
        return [
            one(name, worst, Contender("ours") { for _ in 0..<$0 { blackHole(try? first(a)) } }),
            one("\(name), again", worstAgain, Contender("ours") { for _ in 0..<$0 { try? again(&kept, a) } }),
        ]
    }

    private static func deviation(_ ours: [Double], _ theirs: [Double]) -> Double {
        let scale = theirs.map(abs).max() ?? 1
        return zip(ours, theirs).map { abs($0 - $1) / scale }.max() ?? .nan
    }
}
