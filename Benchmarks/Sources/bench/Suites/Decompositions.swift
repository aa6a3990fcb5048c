import CContenders
import Linalg

/// Decompositions against the LAPACK routine alone, which is given a copy and its memory.
enum Decompositions {
    static let suite = "decompositions"

    static func run(_ session: Session) throws {
        session.begin(
            suite, "Double, n×n; LAPACK has its memory already and looks for no NaN",
            .init(rivals: ["LAPACK"], hasRate: true, hasLimit: true))
        for n in session.options.isQuick ? [8, 64] : [8, 64, 512] {
            var generator = RandomState(seed: 3)
            let general = Matrix<Double>(rows: n, columns: n) { _, _ in generator.randomSample() - 0.5 }
            var symmetric = Matrix<Double>.identity(n)
            symmetric.addSymmetricProduct(of: general, in: .lower, alpha: 1, beta: 1)
            for i in 0..<n { for j in 0..<i { symmetric[j, i] = symmetric[i, j] } }
            let cube = Double(n) * Double(n) * Double(n)

            try session.measure(
                suite,
                work("LU", n, 2 / 3 * cube, general, contenders_getrf, { try LU($0) }) { f, values in
                    // Of the factors only the product of the pivots is public.
                    let theirs = values.reduce(0) { $0 + .log(abs($1)) }
                    return abs(f.signAndLogarithmOfDeterminant.logarithm - theirs) / (1 + abs(theirs))
                })
            try session.measure(
                suite,
                work("Cholesky", n, cube / 3, symmetric, contenders_potrf, { try Cholesky($0) }) { f, values in
                    deviation((0..<n).map { f.lower[$0, $0] }, values)
                })
            try session.measure(
                suite,
                work("QR", n, 8 / 3 * cube, general, contenders_gelqf, { try QR($0) }) { f, values in
                    deviation((0..<n).map { f.r[$0, $0] }, values)
                })
            try session.measure(
                suite,
                work("SymmetricEigen", n, 9 * cube, symmetric, contenders_syevd, { try SymmetricEigen($0) }) {
                    deviation(Array($0.values), $1)
                })
            try session.measure(
                suite,
                work("SVD", n, 12 * cube, general, contenders_gesdd, { try SVD($0) }) {
                    deviation(Array($0.singularValues), $1)
                })
        }
    }

    private static func work<F>(
        _ name: String, _ n: Int, _ flops: Double, _ a: Matrix<Double>,
        _ raw: @escaping (Int, Int32, UnsafePointer<Double>?, UnsafeMutablePointer<Double>?) -> Int32,
        _ ours: @escaping (Matrix<Double>) throws -> F, residual: (F, [Double]) -> Double
    ) throws -> Case {
        let (matrix, values) = (Buffer(a.elements), Buffer<Double>(count: n) { _ in 0 })
        let info = raw(1, Int32(n), matrix.base, values.base)
        let worst = info == 0 ? residual(try ours(a), Array(values.elements)) : .infinity
        return Case(
            name: "\(name) \(n)×\(n)", work: .flops(flops), limit: .double,
            residual: worst / (Double(n) * Double.ulpOfOne), residualLimit: 30,
            contenders: [
                Contender("ours") { for _ in 0..<$0 { blackHole(try? ours(a)) } },
                Contender("LAPACK") { _ = raw($0, Int32(n), matrix.base, values.base) },
            ])
    }

    private static func deviation(_ ours: [Double], _ theirs: [Double]) -> Double {
        let scale = theirs.map(abs).max() ?? 1
        return zip(ours, theirs).map { abs($0 - $1) / scale }.max() ?? .nan
    }
}
