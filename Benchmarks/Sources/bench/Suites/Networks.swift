import CContenders
import Linalg
import NeuralNetworks

/// A classifier in single precision, softmax cross-entropy behind the last layer.
struct NetworkWork {
    /// How the peers call it; nil if they do not know it.
    var peer: String?
    var sizes: [Int]
    var activation: Activation
    var isAdam: Bool
    var batch: Int
    var threads = 1

    var name: String {
        sizes.map(String.init).joined(separator: "-") + ", batch \(batch), "
            + Text.count(threads, "thread")
    }

    /// The products of a step: forward, the gradient of the weights, and back through all layers but the first.
    var flops: Double {
        let weights = zip(sizes, sizes.dropFirst()).map { Double($0 * $1) }
        return 2 * Double(batch) * (3 * weights.reduce(0, +) - weights[0])
    }

    /// What has to be moved if nothing stays in a cache: parameters read forward and back, the gradient written and read,
    /// the parameters updated, Adam's two moments; and each layer's values, written, read twice, and their derivatives.
    var bytes: Double {
        let parameters = zip(sizes, sizes.dropFirst()).map { Double(($0 + 1) * $1) }.reduce(0, +)
        let values = Double(batch) * Double(sizes.dropFirst().reduce(0, +))
        return 4 * (parameters * (isAdam ? 10 : 6) + values * 6 + 2 * Double(batch * sizes[0]))
    }
}

/// The training steps of classifiers.
enum Networks {
    /// 784-128-64-10, of a size that fits the caches.
    static func runW2(_ session: Session) throws {
        begin(session, "W2", "784-128-64-10, ReLU, SGD, Float: a step; the residual is of the gradient")
        for batch in [64, 512] {
            for threads in [1, 2] {
                let work = NetworkWork(
                    peer: "W2", sizes: [784, 128, 64, 10], activation: .relu, isAdam: false, batch: batch,
                    threads: threads)
                try measure(session, "W2", work)
            }
        }
    }

    /// Layers of 1024, whose products are nearly everything.
    static func runW3(_ session: Session) throws {
        begin(session, "W3", "1024-1024-1024-1024, ReLU, SGD, Float, batch 256: a step")
        for threads in [1, 2] {
            let work = NetworkWork(
                peer: "W3", sizes: [1024, 1024, 1024, 1024], activation: .relu, isAdam: false, batch: 256,
                threads: threads)
            try measure(session, "W3", work)
        }
    }

    /// A small one, in which calls and activations count.
    static func runW4(_ session: Session) throws {
        begin(session, "W4", "4-32-32-3, tanh, Adam, Float, batch 32: a step", ["C, fixed sizes"])
        try measure(
            session, "W4", NetworkWork(peer: "W4", sizes: [4, 32, 32, 3], activation: .tanh, isAdam: true, batch: 32)
        ) { parameters, x, y, rate in
            let fixed = CClassifier(rate: rate, parameters)
            return { fixed.steps($0, x, y) }
        }
    }

    private static func begin(_ session: Session, _ suite: String, _ note: String, _ others: [String] = []) {
        let mkl = session.options.mkl == nil ? [] : ["MKL products", "C on MKL"]
        let peers = session.options.python == nil ? [] : ["NumPy", "PyTorch", "JAX", "scikit-learn"]
        session.begin(
            suite, note,
            .init(
                rivals: ["cblas products", "BLAS only", "C"] + mkl + others + ["plain Swift"] + peers, hasRate: true,
                hasLimit: true))
    }

    /// Verifies and times a step of one network: the library, the library with OpenBLAS alone, plain Swift, C over cblas
    /// and over MKL, the bare products of both, the peers, and what takes so many steps with all sizes fixed, if there is one.
    static func measure(
        _ session: Session, _ suite: String, _ work: NetworkWork, isGrowth: Bool = false, fixed: FixedSizes? = nil
    ) throws {
        let (x, y, network) = start(work)
        let layers = work.sizes.map { Int32($0) }
        let (rawX, rawY) = (Buffer(x.elements), Buffer(y.elements))
        func optimizer(_ rate: Double) -> Optimizer {
            work.isAdam ? .adam(learningRate: rate) : .sgd(learningRate: rate)
        }
        func trainer(_ kernel: Kernel, rate: Double) -> Trainer<Float> {
            Trainer(
                network, loss: .softmaxCrossEntropy, optimizer: optimizer(rate), batchSize: work.batch, kernel: kernel,
                threads: work.threads)
        }
        func inC(rate: Double, _ mkl: MKL? = nil) -> CNetwork {
            CNetwork(work, layers, rate: rate, Array(network.parameters), mkl)
        }

        // The gradient of each; and the loss after some steps, in which the optimizer has a part.
        BLASLibrary.threadCount = 1
        func gradient(_ kernel: Kernel) -> [Float] {
            Array(
                network.gradient(
                    of: .softmaxCrossEntropy, inputs: x, targets: y, kernel: kernel, threads: work.threads
                ).gradient)
        }
        let c = inC(rate: verifyingRate(work))
        let first = c.steps(1, rawX, rawY)
        // Plain Swift takes seconds for a large network: growth is measured from where the works were verified.
        var gradients = [gradient(isGrowth ? .blas : .reference), gradient(.automatic)]
        if !isGrowth { gradients.append(gradient(.blas)) }
        gradients.append(c.gradient)
        let mkl = isGrowth ? nil : session.options.mkl
        if let mkl {
            let c = inC(rate: verifyingRate(work), mkl)
            blackHole(c.steps(1, rawX, rawY))
            gradients.append(c.gradient)
        }
        let largest = Double(work.sizes.max() ?? 1) + Double(work.batch)
        let residual = deviation(gradients) / (largest * Double(Float.ulpOfOne))
        let checked = trainer(.automatic, rate: verifyingRate(work))
        let losses = (0..<20).map { _ in Double(checked.step(x, y)) }
        let cLoss = Double(c.steps(19, rawX, rawY))
        guard abs(losses[19] - cLoss) <= 1e-3 * (1 + losses[19]),
            abs(losses[0] - Double(first)) <= 1e-5 * (1 + losses[0])
        else {
            throw WrongResult(name: "\(work.name): the loss of C", residual: abs(losses[19] - cLoss), limit: 1e-3)
        }

        // Rates so small that no network runs away, or fits its batch, in however many steps.
        let rate = work.isAdam ? 1e-7 : 1e-5
        let (ours, blas, plain) = (
            trainer(.automatic, rate: rate), trainer(.blas, rate: rate), trainer(.reference, rate: rate)
        )
        let (steps, products) = (inC(rate: rate), inC(rate: rate))
        // The library's threads are its own; C has those of BLAS.
        let single = { BLASLibrary.threadCount = 1 }
        let many = { BLASLibrary.threadCount = work.threads }
        var contenders = [
            Contender("ours", prepare: single) { for _ in 0..<$0 { ours.step(x, y) } },
            Contender("cblas products", prepare: many) { products.products($0, rawX) },
            Contender("C", prepare: many) { blackHole(steps.steps($0, rawX, rawY)) },
        ]
        if let mkl {
            let (steps, products) = (inC(rate: rate, mkl), inC(rate: rate, mkl))
            let many = { mkl.use(threads: work.threads) }
            contenders += [
                Contender("MKL products", prepare: many) { products.products($0, rawX) },
                Contender("C on MKL", prepare: many) { blackHole(steps.steps($0, rawX, rawY)) },
            ]
        }
        if let fixed {
            let parameters = Array(network.parameters)
            let apart = abs(Double(fixed(parameters, rawX, rawY, verifyingRate(work))(20)) - losses[19])
            guard apart <= 1e-3 else {
                throw WrongResult(name: "\(work.name): the loss of fixed sizes", residual: apart, limit: 1e-3)
            }
            let steps = fixed(parameters, rawX, rawY, rate)
            contenders.append(Contender("C, fixed sizes") { blackHole(steps($0)) })
        }
        var peers: [Peer] = []
        if !isGrowth {
            contenders += [
                Contender("BLAS only", prepare: single) { for _ in 0..<$0 { blas.step(x, y) } },
                Contender("plain Swift", prepare: single) { for _ in 0..<$0 { plain.step(x, y) } },
            ]
            if let name = work.peer {
                peers = try Peer.start(
                    session, work: name, batch: work.batch, threads: work.threads,
                    names: ["numpy", "torch", "jax", "sklearn"])
                for peer in peers {
                    let apart = try peer.deviation(from: losses[19])
                    guard apart <= 1e-3 else {
                        throw WrongResult(name: "\(work.name): the loss of \(peer.name)", residual: apart, limit: 1e-3)
                    }
                }
                contenders += peers.map(\.contender)
            }
        }
        try session.measure(
            suite,
            Case(
                name: work.name, work: .flops(work.flops), limit: .float, threads: work.threads, settles: true,
                roofline: (work.flops, work.bytes), residual: residual, residualLimit: 1, contenders: contenders),
            rounds: isGrowth ? 9 : 21)
        BLASLibrary.threadCount = 1
    }

    /// A rate at which twenty steps show a difference.
    private static func verifyingRate(_ work: NetworkWork) -> Double { work.isAdam ? 1e-3 : 0.01 }

    /// Inputs, one-hot targets and the network, drawn as the peers draw them.
    private static func start(_ work: NetworkWork) -> (Matrix<Float>, Matrix<Float>, Network<Float>) {
        var generator = RandomState(seed: 1)
        var layers = work.sizes.dropFirst().map { Dense($0, work.activation) }
        layers[layers.count - 1].activation = .identity
        var network = Network<Float>(inputSize: work.sizes[0], layers: layers)
        network.initialize(.glorotUniform, using: &generator)
        let x = Matrix(rows: work.batch, columns: work.sizes[0]) { _, _ in Float(generator.randomSample()) }
        let classes = work.sizes[work.sizes.count - 1]
        let labels = (0..<work.batch).map { _ in Int(generator.randomSample() * Double(classes)) }
        let y = Matrix<Float>(rows: work.batch, columns: classes) { i, j in j == labels[i] ? 1 : 0 }
        return (x, y, network)
    }

    /// The largest difference from the first result, relative to the largest number in it.
    static func deviation<T: BinaryFloatingPoint>(_ results: [[T]]) -> Double {
        let scale = results[0].reduce(0) { max($0, abs($1)) }
        var worst = 0.0
        for result in results.dropFirst() {
            for (a, b) in zip(result, results[0]) {
                let apart = Double(abs(a - b) / scale)
                worst = apart <= worst ? worst : apart
            }
        }
        return worst
    }
}

/// Makes a network of given parameters, inputs, targets and rate, which takes so many steps and returns the last's loss.
typealias FixedSizes = (_ parameters: [Float], Buffer<Float>, Buffer<Float>, _ rate: Double) -> (Int) -> Float

/// The classifier in C whose sizes are fixed, and its memory.
private final class CClassifier {
    private let classifier: OpaquePointer

    init(rate: Double, _ parameters: [Float]) {
        classifier = contenders_classifier_create(Float(rate), parameters)
    }

    deinit { contenders_classifier_destroy(classifier) }

    func steps(_ count: Int, _ x: Buffer<Float>, _ y: Buffer<Float>) -> Float {
        contenders_classifier_steps(classifier, count, x.base, y.base)
    }
}

/// The network in C, and its memory.
private final class CNetwork {
    private let mlp: OpaquePointer
    private let count: Int

    init(_ work: NetworkWork, _ sizes: [Int32], rate: Double, _ parameters: [Float], _ mkl: MKL?) {
        count = parameters.count
        mlp = contenders_mlp_create(
            mkl?.sgemm, Int32(sizes.count - 1), sizes, Int32(work.batch),
            work.activation == .tanh ? contenders_tanh : contenders_relu,
            work.isAdam ? contenders_adam : contenders_sgd, Float(rate), parameters)
    }

    deinit { contenders_mlp_destroy(mlp) }

    func steps(_ count: Int, _ x: Buffer<Float>, _ y: Buffer<Float>) -> Float {
        contenders_mlp_steps(mlp, count, x.base, y.base)
    }

    func products(_ count: Int, _ x: Buffer<Float>) { contenders_mlp_products(mlp, count, x.base) }

    var gradient: [Float] { Array(UnsafeBufferPointer(start: contenders_mlp_gradient(mlp), count: count)) }
}
