internal import Foundation
public import Linalg
public import NeuralNetworks

/// A training run with everything decided: the options, and what follows from them and the data.
public struct Plan: Sendable {
    /// The options, each with its value.
    public let configuration: Configuration
    /// What is learnt.
    public let task: Task
    /// The number of features.
    public let inputSize: Int
    /// The layers.
    public let layers: [Dense]
    /// What training makes small.
    public let loss: Loss
    /// How.
    public let method: Method
    /// How the learning rate changes.
    public let schedule: LearningRateSchedule
    /// What is done to gradients.
    public let regularization: Regularization
    /// How weights are drawn.
    public let initialization: Initialization
    /// The weight of each class; nil if all count the same.
    public let classWeights: [Double]?
    /// What tells the best epoch.
    public let monitor: Monitor
    /// Whether the newest epoch counts as the best: without samples for validation, unless a figure was named.
    public let keepsNewest: Bool
    /// How many samples a step takes.
    public let batchSize: Int
    /// How many epochs there are at most.
    public let epochs: Int

    /// Decides on everything.
    ///
    /// - Throws: ``ConfigurationError`` if options contradict each other or the data.
    public init<Element: RealScalar>(
        _ given: Configuration, training: Dataset<Element>, count: Int, validationCount: Int, classCounts: [Int]?
    ) throws(ConfigurationError) {
        try given.check()
        var chosen = given
        inputSize = training.features.columns

        let defaultLoss: Loss
        switch training.targets {
        case .none: throw ConfigurationError("nothing to be predicted: name it with --target or --labels")
        case .classes(_, let names):
            task = .classification(classes: names)
            defaultLoss = .softmaxCrossEntropy
        case .numbers(_, let names):
            defaultLoss = .meanSquaredError
            let chosenLoss = try given.loss.map { text throws(ConfigurationError) in try Loss(name: text) }
            task = chosenLoss == .sigmoidCrossEntropy ? .labels(names) : .regression(outputs: names)
        }
        if let name = given.loss { loss = try Loss(name: name) } else { loss = defaultLoss }
        if case .regression = task, loss == .softmaxCrossEntropy {
            throw ConfigurationError(
                "the loss softmax-cross-entropy needs classes; choose --task classification, or mse")
        }
        chosen.loss = loss.name
        chosen.task = task.isClassification ? "classification" : "regression"

        method = try Method(
            name: given.optimizer ?? "adam", learningRate: given.learningRate, momentum: given.momentum,
            weightDecay: given.weightDecay)
        chosen.optimizer = given.optimizer ?? "adam"
        if case .gradient(let optimizer) = method {
            chosen.learningRate = optimizer.learningRate
            chosen.weightDecay = optimizer.weightDecay
            if case .momentum(let momentum, _) = optimizer.method { chosen.momentum = momentum }
        }

        let activation = try Activation(name: given.activation ?? "relu")
        let outputActivation = try Activation(name: given.outputActivation ?? "identity")
        if loss.link != .identity && outputActivation != .identity {
            throw ConfigurationError(
                "the loss \(loss.name) takes the outputs as they are; leave out --output-activation")
        }
        let hidden = given.hidden ?? [64, 64]
        let dropout = given.dropout ?? 0
        var layers = hidden.map { Dense($0, activation, dropout: dropout) }
        layers.append(Dense(task.names.count, outputActivation))
        self.layers = layers
        chosen.hidden = hidden
        chosen.activation = activation.name
        chosen.outputActivation = outputActivation.name
        chosen.dropout = dropout
        initialization = try Initialization(name: given.initialization ?? Initialization.glorotUniform.name)
        chosen.initialization = initialization.name

        epochs = given.epochs ?? 200
        chosen.epochs = epochs
        var schedule = try LearningRateSchedule(
            name: given.schedule ?? "constant", epochs: max(1, epochs - (given.warmUp ?? 0)))
        if let warmUp = given.warmUp, warmUp > 0 { schedule = .warmUp(epochs: warmUp, then: schedule) }
        self.schedule = schedule
        chosen.schedule = given.schedule ?? "constant"
        // With its length, which another number of epochs must not change when the run goes on.
        if chosen.schedule == "cosine" { chosen.schedule = "cosine:\(max(1, epochs - (given.warmUp ?? 0)))" }
        chosen.warmUp = given.warmUp ?? 0
        regularization = Regularization(
            l1: given.l1 ?? 0, l2: given.l2 ?? 0, maximumNorm: given.clipNorm, maximumMagnitude: given.clipValue)
        chosen.l1 = given.l1 ?? 0
        chosen.l2 = given.l2 ?? 0

        // Enough steps an epoch for a small set of data, and large products for a large one.
        let usual = [8, 16, 32, 64].first { count <= 25 * $0 } ?? 128
        switch method {
        case .gradient: batchSize = min(given.batchSize ?? usual, count)
        default:
            try Self.demandWholeBatches(given, method, loss, count)
            batchSize = count
        }
        // As it was asked for: more samples than there are mean all of them.
        chosen.batchSize = given.batchSize ?? batchSize

        let hasValidation = validationCount > 0
        monitor = given.monitor.flatMap(Monitor.init(rawValue:)) ?? (hasValidation ? .validationLoss : .loss)
        if monitor != .loss && !hasValidation {
            throw ConfigurationError(
                "monitor \(monitor.rawValue): there is no validation; give --validation-split or --validation-data")
        }
        switch (monitor, task) {
        case (.accuracy, .regression), (.rmse, .classification), (.mae, .classification), (.r2, .classification),
            (.rmse, .labels), (.mae, .labels), (.r2, .labels):
            throw ConfigurationError("monitor \(monitor.rawValue): a \(task.name) model has no such figure")
        default: break
        }
        // The loss on what is trained on, noisy with dropout, is no reason to keep an earlier epoch.
        keepsNewest = !hasValidation && given.monitor == nil && given.patience ?? 0 == 0
        chosen.monitor = keepsNewest ? nil : monitor.rawValue
        chosen.patience = given.patience ?? (hasValidation ? 20 : 0)
        chosen.minDelta = given.minDelta ?? 0
        chosen.validationSplit = given.validationData == nil ? given.validationSplit ?? 0.2 : nil
        chosen.standardize = given.standardize ?? true
        chosen.shuffle = given.shuffle ?? true
        chosen.seed = given.seed ?? 0
        chosen.threads = given.threads
        chosen.precision = Element.self == Double.self ? "float64" : "float32"
        chosen.checkpointInterval = given.checkpointInterval ?? 10
        chosen.classWeights = given.classWeights ?? "none"
        classWeights = try Self.weights(given.classWeights ?? "none", task, loss, classCounts)
        if let small = classWeights?.first(where: { !Element($0).isNormal || !(1 / Element($0)).isNormal }) {
            throw ConfigurationError(
                "class weights: \(small) is out of the range of \(Element.self); give them in proportion to 1")
        }
        configuration = chosen
    }

    private static func demandWholeBatches(
        _ given: Configuration, _ method: Method, _ loss: Loss, _ count: Int
    ) throws(ConfigurationError) {
        let name = given.optimizer ?? ""
        let unfit: [(String, Bool)] = [
            ("--batch-size", given.batchSize ?? count < count), ("--dropout", given.dropout ?? 0 > 0),
            ("--schedule", given.schedule ?? "constant" != "constant"), ("--warm-up", given.warmUp ?? 0 > 0),
            ("--l1", given.l1 ?? 0 > 0), ("--clip-norm", given.clipNorm != nil),
            ("--clip-value", given.clipValue != nil),
            ("--l2", method == .levenbergMarquardt && given.l2 ?? 0 > 0),
        ]
        for (option, isGiven) in unfit where isGiven {
            throw ConfigurationError(
                "\(option): the optimizer \(name) takes the whole data in each step and has no use for it")
        }
        if method == .levenbergMarquardt && loss != .meanSquaredError {
            throw ConfigurationError("loss \(loss.name): levenberg-marquardt is for least squares; choose --loss mse")
        }
    }

    private static func weights(
        _ text: String, _ task: Task, _ loss: Loss, _ counts: [Int]?
    ) throws(ConfigurationError) -> [Double]? {
        if text == "none" { return nil }
        guard let counts, loss == .softmaxCrossEntropy else {
            throw ConfigurationError("class weights: they need classes and the loss softmax-cross-entropy")
        }
        if text == "balanced" {
            // As scikit-learn: samples / (classes · samples of the class).
            let total = Double(counts.reduce(0, +))
            return counts.map { total / (Double(counts.count) * Double(max($0, 1))) }
        }
        let numbers = try Configuration.numbers(of: text)
        guard numbers.count == counts.count else {
            throw ConfigurationError(
                "class weights \"\(text)\": expected \(counts.count), one for each of the classes "
                    + "\(task.names.joined(separator: ", ")); found \(numbers.count)")
        }
        return numbers
    }
}
