import ArgumentParser
import Training

/// The options of a training run as the command line has them. What is not given stays nil.
struct TrainingFlags: ParsableArguments {
    // MARK: Data

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "What is to be predicted: a column by name or index (-1 is the last), or an array of an archive. Again for more.",
            valueName: "column"))
    var target: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "What to predict from: columns, or an array of an archive (default: all others).", valueName: "column"))
    var features: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A column that is not read. Again for more.", valueName: "column"))
    var ignore: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A column that is a category though it looks like a number. Again for more.", valueName: "column"))
    var categorical: [String] = []

    @Option(help: ArgumentHelp("A file with what is to be predicted, for samples in an array file.", valueName: "file"))
    var labels: String?

    @Option(help: ArgumentHelp("Data to validate with.", valueName: "file"))
    var validationData: String?

    @Option(help: ArgumentHelp("The labels of --validation-data.", valueName: "file"))
    var validationLabels: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The share of the data to validate with, of each class alike (default: 0.2).", valueName: "share"))
    var validationSplit: Double?

    @Option(
        help: ArgumentHelp(
            "Whether the first row of a table names its columns: auto, present, absent.", valueName: "rule"))
    var header: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What becomes of missing values: error (default), drop, mean, or a number.", valueName: "rule"))
    var missing: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The texts that mean a missing value, separated by commas, instead of the usual ones (nothing, NA, NaN, null, none, ?, …).",
            valueName: "texts"))
    var missingValues: String?

    @Option(
        help: ArgumentHelp(
            "What becomes of text in features: one-hot (default), ordinal, error.", valueName: "rule"))
    var categories: String?

    @Option(
        help: ArgumentHelp(
            "What is learnt: classification, regression, or auto (default): text and few whole numbers are classes.",
            valueName: "task"))
    var task: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Standardise features, and targets that are numbers (default); kept in the model.")
    var standardize: Bool?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Bytes of a table to keep in memory (default: 4 GiB); a larger one goes to a temporary file.",
            valueName: "bytes"))
    var memoryLimit: Int?

    // MARK: Network

    @Option(help: ArgumentHelp("The sizes of the hidden layers, or none (default: 64,64).", valueName: "sizes"))
    var hidden: HiddenSizes?

    @Option(
        help: ArgumentHelp(
            "Of hidden layers: identity, relu (default), leaky-relu[:slope], elu[:alpha], gelu, silu, softplus, sigmoid, tanh.",
            valueName: "name"))
    var activation: String?

    @Option(help: ArgumentHelp("Of the last layer (default: identity); also softmax.", valueName: "name"))
    var outputActivation: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The share of hidden outputs that each step drops (default: 0).", valueName: "share"))
    var dropout: Double?

    @Option(
        help: ArgumentHelp(
            "How weights are drawn: random-sample, glorot-uniform (default), glorot-normal, he-uniform, he-normal.",
            valueName: "name"))
    var initialization: String?

    @Option(help: ArgumentHelp("A model whose parameters training begins with.", valueName: "file"))
    var initialModel: String?

    // MARK: Learning

    @Option(
        help: ArgumentHelp(
            "mse, mae, huber[:delta], softmax-cross-entropy, sigmoid-cross-entropy (default: as suits the task).",
            valueName: "name"))
    var loss: String?

    @Option(help: ArgumentHelp("Weights of classes: none (default), balanced, or w1,w2,…", valueName: "weights"))
    var classWeights: String?

    @Option(
        help: ArgumentHelp(
            "sgd, momentum, nesterov, adam (default), adamw, rmsprop, adagrad, lbfgs, levenberg-marquardt.",
            valueName: "name"))
    var optimizer: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The length of a step (default: 0.001; 0.01 for sgd, momentum, nesterov, adagrad).", valueName: "rate"))
    var learningRate: Double?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Of momentum and nesterov (default: 0.9).", valueName: "factor"))
    var momentum: Double?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Weight decay (default: 0; 0.01 for adamw).", valueName: "factor"))
    var weightDecay: Double?

    @Option(
        name: .customLong("l1"), parsing: .unconditional,
        help: ArgumentHelp("L1 penalty (default: 0).", valueName: "factor"))
    var l1: Double?

    @Option(
        name: .customLong("l2"), parsing: .unconditional,
        help: ArgumentHelp("L2 penalty (default: 0).", valueName: "factor"))
    var l2: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("The largest norm of a gradient.", valueName: "norm"))
    var clipNorm: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("The largest entry of a gradient.", valueName: "value"))
    var clipValue: Double?

    @Option(
        help: ArgumentHelp(
            "constant (default), step:epochs[,factor], exponential:factor, cosine[:epochs[,minimum]], plateau[:factor[,patience]].",
            valueName: "schedule"))
    var schedule: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Over how many epochs the rate rises at first (default: 0).", valueName: "epochs"))
    var warmUp: Int?

    // MARK: Course

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Samples a step (default: 8 to 128, by the number of samples).", valueName: "count"))
    var batchSize: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("Passes over the data (default: 200).", valueName: "count"))
    var epochs: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("Seconds to train at most.", valueName: "seconds"))
    var maxTime: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Epochs without improvement before training stops (default: 20 with validation, otherwise 0, never).",
            valueName: "epochs"))
    var patience: Int?

    @Option(parsing: .unconditional, help: ArgumentHelp("How much better counts (default: 0).", valueName: "value"))
    var minDelta: Double?

    @Option(
        help: ArgumentHelp(
            "What tells the best epoch: validation-loss (default), loss, accuracy, rmse, mae, r2.", valueName: "figure")
    )
    var monitor: String?

    @Flag(inversion: .prefixedNo, help: "Draw the order of the samples anew in each epoch (default).")
    var shuffle: Bool?

    @Option(parsing: .unconditional, help: ArgumentHelp("Of all that is random (default: 0).", valueName: "integer"))
    var seed: UInt32?

    // MARK: Machine

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Threads (default: one a processor). The results do not depend on it.", valueName: "count"))
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "float32 (default) or float64 (default for lbfgs and levenberg-marquardt).", valueName: "type"))
    var precision: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Seconds between checkpoints (default: 10); 0 for after every step.", valueName: "seconds"))
    var checkpointInterval: Double?

    @Option(help: ArgumentHelp("A folder for TensorBoard's event files.", valueName: "folder"))
    var tensorboard: String?
}

extension TrainingFlags {
    /// What was given.
    var configuration: Configuration {
        func list(_ values: [String]) -> [String]? { values.isEmpty ? nil : values }
        var result = Configuration()
        result.target = list(target)
        result.features = list(features)
        result.ignore = list(ignore)
        result.categorical = list(categorical)
        result.labels = labels
        result.validationData = validationData
        result.validationLabels = validationLabels
        result.validationSplit = validationSplit
        result.header = header
        result.missing = missing
        result.missingValues = missingValues.map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        result.categories = categories
        result.task = task
        result.standardize = standardize
        result.memoryLimit = memoryLimit
        result.hidden = hidden?.values
        result.activation = activation
        result.outputActivation = outputActivation
        result.dropout = dropout
        result.initialization = initialization
        result.initialModel = initialModel
        result.loss = loss
        result.classWeights = classWeights
        result.optimizer = optimizer
        result.learningRate = learningRate
        result.momentum = momentum
        result.weightDecay = weightDecay
        result.l1 = l1
        result.l2 = l2
        result.clipNorm = clipNorm
        result.clipValue = clipValue
        result.schedule = schedule
        result.warmUp = warmUp
        result.batchSize = batchSize
        result.epochs = epochs
        result.maxTime = maxTime
        result.patience = patience
        result.minDelta = minDelta
        result.monitor = monitor
        result.shuffle = shuffle
        result.seed = seed
        result.threads = threads
        result.precision = precision
        result.checkpointInterval = checkpointInterval
        result.tensorboard = tensorboard
        return result
    }
}

/// Sizes of hidden layers, as `256,128`, or `none`.
struct HiddenSizes: ExpressibleByArgument {
    var values: [Int]

    init?(argument: String) {
        if argument == "none" {
            values = []
        } else {
            guard let sizes = Sizes(argument: argument) else { return nil }
            values = sizes.values
        }
    }
}
