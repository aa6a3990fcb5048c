/// What a call costs beyond the routine that it makes.
enum Overhead {
    static let suite = "overhead"

    static func run(_ session: Session) throws {
        session.begin(
            suite, "calls of the public API against the same routine called in C",
            .init(rivals: ["cblas", "plain Swift"]))
        for n in session.options.isQuick ? [4, 32] : [2, 4, 8, 16, 32, 64, 128] {
            for work in cases(Float.self, n) + cases(Double.self, n) {
                var work = work
                (work.limit, work.roofline) = (nil, nil)
                try session.measure(suite, work, rounds: 15)
            }
        }
    }

    private static func cases<T: RawScalar>(_: T.Type, _ n: Int) -> [Case] {
        [
            KernelCase<T>.gemv(n), KernelCase<T>.gemv(n, true), KernelCase<T>.ger(n), KernelCase<T>.dot(n),
            KernelCase<T>.axpy(n),
        ]
    }
}
