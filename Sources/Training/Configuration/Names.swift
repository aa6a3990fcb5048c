public import NeuralNetworks

/// A name with numbers behind it, such as `step:30,0.1`.
struct NamedNumbers {
    let name: String
    let numbers: [Double]
    private let text: String
    private let kind: String

    init(_ text: String, kind: String) throws(ConfigurationError) {
        self.text = text
        self.kind = kind
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        name = parts[0].lowercased()
        var numbers: [Double] = []
        if parts.count == 2 {
            for part in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
                guard let number = Double(part), number.isFinite else {
                    throw ConfigurationError("\(kind) \"\(text)\": expected a number, found \"\(part)\"")
                }
                numbers.append(number)
            }
        }
        self.numbers = numbers
    }

    /// A number, or its default; no more numbers than `limit` may be there.
    func number(
        _ index: Int, of limit: Int = 1, default usual: Double? = nil, _ meaning: String,
        where isValid: (Double) -> Bool
    ) throws(ConfigurationError) -> Double {
        try demandAtMost(limit)
        guard let value = index < numbers.count ? numbers[index] : usual else {
            throw ConfigurationError("\(kind) \"\(text)\": expected \(meaning) behind the colon")
        }
        guard isValid(value) else {
            throw ConfigurationError("\(kind) \"\(text)\": expected \(meaning), found \(value)")
        }
        return value
    }

    /// A whole number of epochs.
    func epochs(_ index: Int, of limit: Int, default usual: Int? = nil) throws(ConfigurationError) -> Int {
        Int(
            try number(index, of: limit, default: usual.map(Double.init), "a whole number of epochs, at least 1") {
                $0 >= 1 && $0 <= 1e15 && $0 == $0.rounded()
            })
    }

    func demandAtMost(_ limit: Int) throws(ConfigurationError) {
        guard numbers.count <= limit else {
            throw ConfigurationError(
                "\(kind) \"\(text)\": expected \(limit == 0 ? "no number" : "at most \(limit)") behind the name")
        }
    }

    func unknown(_ names: [String]) -> ConfigurationError {
        ConfigurationError("\(kind) \"\(text)\": expected one of \(names.joined(separator: ", "))")
    }
}

extension Activation {
    /// The names that ``init(name:)`` knows.
    public static let names = [
        "identity", "relu", "leaky-relu[:slope]", "elu[:alpha]", "gelu", "silu", "softplus", "sigmoid", "tanh",
        "softmax",
    ]

    /// The activation of a name, such as `relu` or `leaky-relu:0.1`.
    public init(name text: String) throws(ConfigurationError) {
        let named = try NamedNumbers(text, kind: "activation")
        let plain: [String: Activation] = [
            "identity": .identity, "linear": .identity, "relu": .relu, "gelu": .gelu, "silu": .silu,
            "softplus": .softplus, "sigmoid": .sigmoid, "tanh": .tanh, "softmax": .softmax,
        ]
        if let activation = plain[named.name] {
            try named.demandAtMost(0)
            self = activation
            return
        }
        let slope = { (value: Double) in value >= 0 && value <= 1e30 }
        switch named.name {
        case "leaky-relu":
            self = .leakyReLU(slope: try named.number(0, default: 0.01, "a slope that is not negative", where: slope))
        case "elu": self = .elu(alpha: try named.number(0, default: 1, "an alpha that is not negative", where: slope))
        default: throw named.unknown(Self.names)
        }
    }

    /// What ``init(name:)`` reads.
    public var name: String {
        switch self {
        case .identity: "identity"
        case .relu: "relu"
        case .leakyReLU(let slope): "leaky-relu:\(slope)"
        case .elu(let alpha): "elu:\(alpha)"
        case .gelu: "gelu"
        case .silu: "silu"
        case .softplus: "softplus"
        case .sigmoid: "sigmoid"
        case .tanh: "tanh"
        case .softmax: "softmax"
        }
    }
}

extension Loss {
    /// The names that ``init(name:)`` knows.
    public static let names = ["mse", "mae", "huber[:delta]", "softmax-cross-entropy", "sigmoid-cross-entropy"]

    /// The loss of a name, such as `mse` or `huber:1.5`.
    public init(name text: String) throws(ConfigurationError) {
        let named = try NamedNumbers(text, kind: "loss")
        let plain: [String: Loss] = [
            "mse": .meanSquaredError, "mae": .meanAbsoluteError, "softmax-cross-entropy": .softmaxCrossEntropy,
            "cross-entropy": .softmaxCrossEntropy, "sigmoid-cross-entropy": .sigmoidCrossEntropy,
        ]
        if let loss = plain[named.name] {
            try named.demandAtMost(0)
            self = loss
        } else if named.name == "huber" {
            self = .huber(
                delta: try named.number(0, default: 1, "a positive delta") { $0 > 0 && $0 <= 1e30 })
        } else {
            throw named.unknown(Self.names)
        }
    }

    /// What ``init(name:)`` reads.
    public var name: String {
        switch self {
        case .meanSquaredError: "mse"
        case .meanAbsoluteError: "mae"
        case .huber(let delta): "huber:\(delta)"
        case .softmaxCrossEntropy: "softmax-cross-entropy"
        case .sigmoidCrossEntropy: "sigmoid-cross-entropy"
        }
    }
}

extension Initialization {
    /// The name on the command line.
    public var name: String {
        switch self {
        case .randomSample: "random-sample"
        case .glorotUniform: "glorot-uniform"
        case .glorotNormal: "glorot-normal"
        case .heUniform: "he-uniform"
        case .heNormal: "he-normal"
        }
    }

    /// The initialization of a name.
    public init(name: String) throws(ConfigurationError) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else {
            let names = Self.allCases.map(\.name).joined(separator: ", ")
            throw ConfigurationError("initialization \"\(name)\": expected one of \(names)")
        }
        self = found
    }
}

extension LearningRateSchedule {
    /// The names that ``init(name:epochs:)`` knows.
    public static let names = [
        "constant", "step:epochs[,factor]", "exponential:factor", "cosine[:epochs[,minimum]]",
        "plateau[:factor[,patience]]",
    ]

    /// The schedule of a name, such as `step:30,0.1`.
    ///
    /// - Parameter epochs: How long the run is, which is how long a cosine takes unless said otherwise.
    public init(name text: String, epochs: Int) throws(ConfigurationError) {
        let named = try NamedNumbers(text, kind: "schedule")
        let factor = { (value: Double) in value > 0 && value <= 1 }
        switch named.name {
        case "constant":
            try named.demandAtMost(0)
            self = .constant
        case "step":
            self = .step(
                epochs: try named.epochs(0, of: 2),
                factor: try named.number(1, of: 2, default: 0.1, "a factor above 0 and at most 1", where: factor))
        case "exponential":
            self = .exponential(factor: try named.number(0, "a factor above 0 and at most 1", where: factor))
        case "cosine":
            self = .cosine(
                epochs: try named.epochs(0, of: 2, default: epochs),
                minimum: try named.number(1, of: 2, default: 0, "a share of the rate, 0 to 1") { $0 >= 0 && $0 <= 1 })
        case "plateau":
            self = .reduceOnPlateau(
                factor: try named.number(0, of: 2, default: 0.5, "a factor above 0 and at most 1", where: factor),
                patience: try named.epochs(1, of: 2, default: 5), threshold: 1e-4)
        default: throw named.unknown(Self.names)
        }
    }
}
