internal import Linalg

/// Steps of a network so small that a layer is one vector: as many as wished in a single call, with nothing between the layers.
///
/// For it the parameters lie in a form of their own, each weight matrix by rows and by columns. It holds them from the first
/// such step on until somebody asks for the network.
struct TinyPass<Element: RealScalar> {
    /// The most inputs and outputs that a layer may have: 64 bytes of them.
    static var width: Int { 64 / MemoryLayout<Element>.stride }

    private let layers: [DenseLayer]
    private let shape: [Int]
    private let slopes: [Element]
    private let memory: Vector<Element>
    /// Whether the parameters here are newer than the network's.
    private(set) var isAhead = false

    /// Nil if the network is too large, or has what this pass cannot do.
    init?(_ layers: [DenseLayer], loss: Loss) {
        guard loss == .meanSquaredError, layers.count <= 16 else { return nil }
        var (shape, slopes) = ([Int](), [Element]())
        for layer in layers {
            guard max(layer.inputSize, layer.outputSize) <= Self.width, min(layer.inputSize, layer.outputSize) >= 1,
                layer.dropout == 0, let (kind, slope) = Self.code(of: layer.activation)
            else { return nil }
            shape += [layer.inputSize, layer.outputSize, kind]
            slopes.append(slope)
        }
        self.layers = layers
        self.shape = shape
        self.slopes = slopes
        memory = .zeros(layers.reduce(Self.width) { $0 + Self.size(of: $1) })
        var base = memory.unsafeView.base + Self.width
        for layer in layers {
            let mask = base + (layer.inputSize + layer.outputSize + 1) * Self.width
            UnsafeMutableRawPointer(mask).initializeMemory(
                as: UInt8.self, repeating: 0xFF, count: layer.outputSize * MemoryLayout<Element>.stride)
            base += Self.size(of: layer)
        }
    }

    private static func code(of activation: Activation) -> (Int, Element)? {
        switch activation {
        case .identity: (0, 0)
        case .relu: (1, 0)
        case .leakyReLU(let slope): (1, Element(slope))
        case .sigmoid: (2, 0)
        case .tanh: (3, 0)
        default: nil
        }
    }

    /// Weights by inputs and by outputs, bias, mask, outputs.
    private static func size(of layer: DenseLayer) -> Int { (layer.inputSize + layer.outputSize + 3) * width }

    /// Whether a step of this kind can be made here.
    @inline(__always)
    static func suits(_ optimizer: Optimizer, _ regularization: Regularization, _ kernel: Kernel) -> Bool {
        optimizer.method == .sgd && optimizer.weightDecay == 0 && !regularization.isActive && kernel == .automatic
    }

    /// A step on each sample in turn, with the parameters that were taken. Returns the sum of the losses before each.
    @inline(__always)
    func step(_ inputs: UnsafeMatrix<Element>, _ targets: UnsafeMatrix<Element>, rate: Element) -> Double {
        Element.Routines.tinySteps(
            inputs.rows, layers.count, shape, slopes, rate, inputs.base, inputs.rowStride, targets.base,
            targets.rowStride, memory.unsafeView.base)
    }

    /// Reads the parameters from where the network has them.
    @inline(never)
    mutating func take(_ parameters: Vector<Element>) {
        forEachWeight { from, columnwise, rowwise, memory in
            memory[columnwise] = parameters[from]
            if let rowwise { memory[rowwise] = parameters[from] }
        }
        isAhead = true
    }

    /// Writes the parameters back to where the network has them.
    mutating func give(to parameters: inout Vector<Element>) {
        guard isAhead else { return }
        forEachWeight { to, columnwise, _, memory in parameters[to] = memory[columnwise] }
        isAhead = false
    }

    /// Where each parameter lies in the network and here: a weight in both copies, a bias in one.
    private func forEachWeight(_ body: (Int, Int, Int?, UnsafeMutablePointer<Element>) -> Void) {
        var start = Self.width
        for layer in layers {
            let rows = start + layer.inputSize * Self.width
            let bias = rows + layer.outputSize * Self.width
            for i in 0..<layer.outputSize {
                for j in 0..<layer.inputSize {
                    body(
                        layer.offset + i * layer.inputSize + j, start + j * Self.width + i, rows + i * Self.width + j,
                        memory.unsafeView.base)
                }
                body(layer.offset + layer.weightCount + i, bias + i, nil, memory.unsafeView.base)
            }
            start += Self.size(of: layer)
        }
        extendLifetime(memory)
    }
}
