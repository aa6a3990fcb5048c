import NeuralNetworks

/// How the time of a step grows with the network, the batch and the threads.
enum Growth {
    static let suite = "growth"

    static func run(_ session: Session) throws {
        session.begin(
            suite, "ReLU, SGD, Float: a step; the limit is the FMA peak of as many threads",
            .init(rivals: ["cblas products", "C"], hasRate: true, hasLimit: true))
        let isQuick = session.options.isQuick
        func measure(_ sizes: [Int], batch: Int, threads: Int = 1) throws {
            try Networks.measure(
                session, suite,
                NetworkWork(sizes: sizes, activation: .relu, isAdam: false, batch: batch, threads: threads),
                isGrowth: true)
        }
        // Width.
        for width in isQuick ? [32, 256] : [16, 32, 64, 128, 256, 512, 1024, 2048] {
            try measure([width, width, width, width], batch: 64)
        }
        // Depth.
        for depth in isQuick ? [4] : [1, 2, 4, 8] {
            try measure([Int](repeating: 256, count: depth + 1), batch: 64)
        }
        // Batch, and threads.
        for threads in [1, 2] {
            for batch in isQuick ? [16, 256] : [1, 4, 16, 64, 256, 1024, 4096] {
                try measure([784, 128, 64, 10], batch: batch, threads: threads)
            }
        }
    }
}
