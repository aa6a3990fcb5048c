/// Everything that can be said about a training run, as a flat list of options. What is nil has a default, which may depend
/// on the data; ``Plan`` decides it.
///
/// As JSON, it is what `mlp train --config` reads and what a run directory keeps.
public struct Configuration: Codable, Hashable, Sendable {
    // MARK: Data

    /// The file to train on.
    public var data: String?
    /// A file of its own with what is to be predicted, one row for each sample of `data`.
    public var labels: String?
    /// A file to validate with, instead of a part of `data`.
    public var validationData: String?
    /// The file of labels that belongs to `validationData`.
    public var validationLabels: String?
    /// What is to be predicted: columns of a table by name or index, or an array of an archive by name.
    public var target: [String]?
    /// What to predict from: columns of a table, or an array of an archive; otherwise all that is left.
    public var features: [String]?
    /// Columns of a table that are not read.
    public var ignore: [String]?
    /// Feature columns of a table that are categories though they look like numbers.
    public var categorical: [String]?
    /// Whether the first row of a table names its columns: `auto`, `present` or `absent`.
    public var header: String?
    /// What becomes of missing values: `error`, `drop`, `mean`, or a number that takes their place.
    public var missing: String?
    /// The texts of a table that mean that a value is missing, instead of the usual ones.
    public var missingValues: [String]?
    /// What becomes of text in feature columns: `one-hot`, `ordinal` or `error`.
    public var categories: String?
    /// What is to be learnt: `auto`, `classification` or `regression`.
    public var task: String?
    /// How many bytes of numbers a table may take in memory; a larger one is kept in a temporary file.
    public var memoryLimit: Int?

    // MARK: Network

    /// The sizes of the hidden layers; none for a linear model.
    public var hidden: [Int]?
    /// What the hidden layers apply.
    public var activation: String?
    /// What the last layer applies.
    public var outputActivation: String?
    /// The share of hidden outputs that each step drops.
    public var dropout: Double?
    /// How weights are drawn.
    public var initialization: String?
    /// A safetensors file whose parameters training begins with.
    public var initialModel: String?

    // MARK: Learning

    /// What training makes small.
    public var loss: String?
    /// Weights of classes: `none`, `balanced`, or a number for each, separated by commas.
    public var classWeights: String?
    /// The method.
    public var optimizer: String?
    /// The length of a step.
    public var learningRate: Double?
    /// The momentum of `momentum` and `nesterov`.
    public var momentum: Double?
    /// How much of a parameter is added to its gradient, or taken from it directly in AdamW.
    public var weightDecay: Double?
    /// The factor of the sum of the weights' magnitudes.
    public var l1: Double?
    /// The factor of half the sum of the weights' squares.
    public var l2: Double?
    /// The largest norm of a gradient.
    public var clipNorm: Double?
    /// The largest magnitude of an entry of a gradient.
    public var clipValue: Double?
    /// How the learning rate changes.
    public var schedule: String?
    /// Over how many epochs the learning rate rises at first.
    public var warmUp: Int?

    // MARK: Course

    /// How many samples a step takes.
    public var batchSize: Int?
    /// How many times to pass over the data.
    public var epochs: Int?
    /// After how many seconds to stop.
    public var maxTime: Double?
    /// The share of the data to validate with.
    public var validationSplit: Double?
    /// Whether features, and targets that are numbers, are standardised.
    public var standardize: Bool?
    /// Whether the samples of each epoch come in random order.
    public var shuffle: Bool?
    /// After how many epochs without improvement to stop; 0 for never.
    public var patience: Int?
    /// How much better counts as better.
    public var minDelta: Double?
    /// What must improve.
    public var monitor: String?
    /// The seed of all that is random.
    public var seed: UInt32?

    // MARK: Machine

    /// How many threads compute. Results do not depend on it.
    public var threads: Int?
    /// `float32` or `float64`.
    public var precision: String?
    /// After how many seconds to write a checkpoint; 0 for after every step.
    public var checkpointInterval: Double?
    /// A directory for TensorBoard's event files.
    public var tensorboard: String?

    /// No option said.
    public init() {}
}
