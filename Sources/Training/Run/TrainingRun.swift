internal import DataFormats
internal import Foundation
public import Linalg
internal import NeuralNetworks

/// A training run: data, a network, and everything that a checkpoint keeps, so that a run that is stopped at any moment
/// goes on to the same bits.
///
/// ```swift
/// var configuration = Configuration()
/// configuration.data = "iris.csv"
/// configuration.target = ["species"]
/// let run = try TrainingRun<Float>(configuration, in: RunDirectory("runs/iris"), resuming: false)
/// let outcome = try run.train { event in … }
/// print(outcome.evaluation.classification!.accuracy)
/// ```
public final class TrainingRun<Element: RealScalar> {
    /// Everything that was decided.
    public let plan: Plan
    /// The data that are trained on, and perhaps validated with.
    public let data: Dataset<Element>
    /// The indices of the samples that are trained on.
    public let trainingIndices: [Int]
    /// Where the samples for validation come from; nil if there are none.
    public let validationData: Dataset<Element>?
    /// Their indices there.
    public let validationIndices: [Int]
    /// The folder of the run; nil if nothing is written.
    public let directory: RunDirectory?
    /// What was noted on the way: fallbacks, decisions that the data asked for.
    public private(set) var notes: [String] = []
    /// How many epochs there had been when the run was taken up.
    public private(set) var resumedEpoch: Int?

    private let description: ModelDescription
    private let threads: Int
    private var engine: Engine<Element>
    private var progress: Progress
    private var batches: Batches<Element>
    private var order: [Int] = []
    private var generatorAfterOrder: RandomState
    private var log: MetricsLog?
    private var bestParameters: Vector<Element>?
    private var bestIsWritten = true
    private let clock = ContinuousClock()
    private var started: ContinuousClock.Instant
    private var secondsBefore = 0.0
    private var lastCheckpoint: ContinuousClock.Instant
    private var hasChanged = false
    private var keepsPrevious = true
    private var events: EventLog?

    /// Reads the data, decides on everything, and takes up the run that the folder holds if `resuming`.
    ///
    /// - Precondition: the caller holds the lock of the folder.
    /// - Throws: ``ConfigurationError`` if the options contradict each other or the data; ``DataFormatError`` if a file
    ///   cannot be read or has what cannot be trained on, or the folder cannot be written to.
    public init(_ given: Configuration, in directory: RunDirectory?, resuming: Bool) throws {
        try given.check()
        guard let path = given.data else { throw ConfigurationError("which data? Name a file to train on") }
        let inputs = [path, given.labels, given.validationData, given.validationLabels, given.initialModel]
        for case let input? in inputs where directory?.contains(input) == true {
            throw ConfigurationError(
                "\(input): the run would replace it, for it has the name of one of the run's own files; "
                    + "choose another --output-dir")
        }
        directory?.sweep()
        let data = try Dataset<Element>.load(path, labels: given.labels, given)
        var fingerprints = data.fingerprints
        let seed = given.seed ?? 0
        var generator = RandomState(seed: seed)

        var classes: [Int32]?
        if case .classes(let indices, _) = data.targets { classes = indices }
        let share = given.validationData == nil ? given.validationSplit ?? 0.2 : 0
        let split = Split(count: data.count, share: share, classes: classes, using: &generator)
        var classCounts: [Int]?
        if let classes, case .classes(_, let names) = data.targets {
            var counts = Array(repeating: 0, count: names.count)
            for index in split.training { counts[Int(classes[index])] += 1 }
            classCounts = counts
        }
        let externalCount = given.validationData == nil ? 0 : 1
        let plan = try Plan(
            given, training: data, count: split.training.count,
            validationCount: externalCount + split.validation.count, classCounts: classCounts)
        if given.task ?? "auto" == "auto", plan.task.isClassification, let schema = data.schema,
            schema.classNames?.allSatisfy({ Double($0) != nil }) == true
        {
            notes.append(
                "the target has \(plan.task.names.count) different whole numbers, which are taken for classes; "
                    + "--task regression takes them for numbers")
        }
        if data.droppedRows > 0 { notes.append("\(data.droppedRows) rows with missing values were left out") }
        if split.training.count < (plan.task.isClassification ? max(plan.task.names.count, 2) : 2) {
            throw DataFormatError(
                .malformed, path, expected: "at least two samples to train on, and as many as there are classes",
                found: "\(split.training.count)", advice: "give more data")
        }

        if case .labels = plan.task { try data.demandLabels(of: given.labels ?? path) }
        let scales = plan.configuration.standardize ?? true
        var targetScaling: Scaling?
        // An activation has a range of its own, which standardised targets would not keep to.
        if scales, case .regression = plan.task, case .numbers(let rows, _) = data.targets,
            plan.layers.last?.activation == .identity
        {
            targetScaling = try Scaling(of: rows, split.training, names: plan.task.names, in: path)
        }
        let featureNames = data.schema?.featureNames ?? []
        let description = ModelDescription(
            inputSize: plan.inputSize, layers: plan.layers, loss: plan.loss, task: plan.task, schema: data.schema,
            featureScaling: scales
                ? try Scaling(of: data.features, split.training, names: featureNames, in: path) : nil,
            targetScaling: targetScaling, arrayColumns: data.arrayColumns, arrayNames: data.arrayNames)
        notes += description.featureScaling?.notes(for: Element.self, names: featureNames) ?? []
        notes += Self.notes(on: data.schema, samples: data.count)
        try plan.demandMemory(for: Element.self)
        if let path = given.validationData {
            let other = try Dataset<Element>.load(path, labels: given.validationLabels, like: description, given)
            if case .none = other.targets {
                throw ConfigurationError("\(path): validation data need what is to be predicted")
            }
            if case .labels = plan.task { try other.demandLabels(of: given.validationLabels ?? path) }
            validationData = other
            validationIndices = Array(0..<other.count)
            fingerprints.merge(other.fingerprints.map { ("validation " + $0, $1) }) { $1 }
        } else {
            validationData = split.validation.isEmpty ? nil : data
            validationIndices = split.validation
        }

        self.plan = plan
        self.data = data
        self.directory = directory
        self.description = description
        trainingIndices = split.training
        threads = given.threads ?? ProcessInfo.processInfo.activeProcessorCount
        // A run that goes on has the parameters of its checkpoint.
        let begins = !(resuming && directory?.holdsCheckpoint == true)
        let network = try Self.network(plan, given, begins ? given.initialModel : nil, &notes, &generator)
        let dropoutSeed = UInt32(truncatingIfNeeded: generator.next())
        engine = Engine(plan, network, seed: dropoutSeed, threads: threads)
        progress = Progress(generator: generator, fingerprints: fingerprints)
        generatorAfterOrder = generator
        batches = Batches(
            data, capacity: plan.batchSize, outputs: plan.task.names.count,
            featureScaling: description.featureScaling, targetScaling: description.targetScaling,
            classWeights: plan.classWeights)
        started = clock.now
        lastCheckpoint = started

        if let directory, resuming { try takeUp(directory) }
        if directory != nil, let folder = plan.configuration.tensorboard {
            events = try EventLog(folder, purgingFrom: progress.epoch + 1)
        }
        if let directory {
            // Not sooner: what cannot begin replaces nothing.
            if !resuming { try directory.clear() }
            try writeConfiguration(to: directory)
            log = try MetricsLog(directory, after: progress.epoch)
        }
    }

    /// A text that is different in nearly every row is a name, or a number that could not be read.
    private static func notes(on schema: CSVSchema?, samples: Int) -> [String] {
        (schema?.features ?? []).compactMap { column in
            guard let count = column.encoding.categories?.count, count > 20, 2 * count > samples else { return nil }
            return "the column \(DataFormatError.quoted(column.name)) has \(count) different texts in \(samples) rows; "
                + "--ignore leaves it out"
        }
    }

    /// The model as it stands.
    public var model: Model<Element> {
        do throws(ConfigurationError) {
            return try Model(description, parameters: engine.network.parameters)
        } catch {
            fatalError("a plan that makes no model: \(error)")
        }
    }

    /// The epochs so far.
    public var records: [EpochRecord] { log?.records ?? unlogged }
    private var unlogged: [EpochRecord] = []

    private static func network(
        _ plan: Plan, _ given: Configuration, _ initialModel: String?, _ notes: inout [String],
        _ generator: inout RandomState
    ) throws -> Network<Element> {
        var network = Network<Element>(inputSize: plan.inputSize, layers: plan.layers)
        network.initialize(plan.initialization, using: &generator)
        guard let path = initialModel else { return network }
        let model = try ModelFile(path: path).model(of: Element.self)
        let start = model.network
        func sizes(_ layers: [DenseLayer]) -> String {
            ([layers[0].inputSize] + layers.map(\.outputSize)).map(String.init).joined(separator: "-")
        }
        guard sizes(start.layers) == sizes(network.layers) else {
            throw DataFormatError(
                .malformed, path, expected: "a network of \(sizes(network.layers))", found: sizes(start.layers),
                advice: "choose --hidden as in that model")
        }
        network.parameters = start.parameters
        if start.layers.map(\.activation) != network.layers.map(\.activation) {
            notes.append("\(path) was trained with other activations")
        }
        if model.task.names != plan.task.names { notes.append("\(path) has other outputs, or in another order") }
        return network
    }
}

// MARK: - Training

extension TrainingRun {
    /// What happens on the way.
    public enum Event: Sendable {
        /// A step was made: how many samples of this epoch have been trained on, of how many, and the last loss.
        case step(epoch: Int, samples: Int, of: Int, loss: Double)
        /// An epoch is complete.
        case epoch(EpochRecord, isBest: Bool)
    }

    /// Why training ended.
    public enum End: String, Sendable, Codable {
        /// All epochs were made.
        case epochs
        /// There was no improvement for as long as the patience.
        case patience
        /// The time is over.
        case time
        /// The method finds nothing better.
        case converged
        /// Someone asked for it; the run can be taken up.
        case interrupted
    }

    /// What training came to.
    public struct Outcome: Sendable {
        /// Why it ended.
        public var end: End
        /// How many epochs there were.
        public var epochs: Int
        /// The best of them, whose model was kept.
        public var bestEpoch: Int
        /// The best model on the samples for validation, or on those that were trained on if there are none.
        public var evaluation: Evaluation
        /// Whether that was on samples for validation.
        public var isValidation: Bool
        /// The seconds of training.
        public var seconds: Double
        /// The best model.
        public var model: Model<Element>
    }

    /// Trains until an end is reached, or `isInterrupted` says so after a step, or within one of Levenberg and Marquardt's.
    ///
    /// - Throws: ``TrainingError`` if the loss becomes NaN or infinite; ``DataFormatError`` if a file of the run cannot be
    ///   written. The checkpoints so far are whole then.
    public func train(
        isInterrupted: () -> Bool = { false }, report: (Event) throws -> Void = { _ in }
    ) throws -> Outcome {
        started = clock.now
        secondsBefore = progress.seconds
        lastCheckpoint = started
        var end = endOfEpoch()
        while end == nil { end = try trainEpoch(isInterrupted, report) }
        if end != .interrupted && bestParameters == nil {
            // Ended within the first epoch: what there is, is the best.
            try demandFinite(nil)
            bestParameters = engine.network.parameters
            bestIsWritten = false
            hasChanged = true
        }
        if hasChanged { try writeCheckpoint() }
        try writeBest()
        return try outcome(end ?? .interrupted)
    }

    /// One batch forward, back and updated: for a look at what a run would do. Returns the loss.
    public func tryStep() -> Double {
        let batch = trainingIndices.prefix(plan.batchSize)
        let loss = batches.with(batch) { engine.step(plan, $0, $1, threads: threads) }
        return loss.map { Double($0) } ?? .nan
    }

    private var seconds: Double {
        let elapsed = (clock.now - started).components
        return secondsBefore + Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    }

    /// Why no further epoch is to follow; nil if one is.
    private func endOfEpoch() -> End? {
        if progress.hasConverged { return .converged }
        if progress.position == 0 {
            if progress.epoch >= plan.epochs { return .epochs }
            let patience = plan.configuration.patience ?? 0
            if patience > 0, let best = progress.best, progress.epoch - best.epoch >= patience { return .patience }
        }
        if let limit = plan.configuration.maxTime, seconds >= limit { return .time }
        return nil
    }

    /// The rest of the present epoch. Returns why training ends, if it does.
    private func trainEpoch(_ isInterrupted: () -> Bool, _ report: (Event) throws -> Void) throws -> End? {
        drawOrder()
        let learningRate = setLearningRate()
        let (firstPosition, firstSecond) = (progress.position, seconds)
        let interval = Duration.seconds(min(plan.configuration.checkpointInterval ?? 10, 1e9))
        var steps = 0
        func isOver() -> Bool { plan.configuration.maxTime.map { seconds >= $0 } ?? false }
        while progress.position < order.count {
            let batch = order[progress.position..<min(progress.position + plan.batchSize, order.count)]
            var weight = Double(batch.count)
            // Why a step that takes long was given up.
            var cancelled: End?
            let loss = batches.with(batch) { features, targets in
                if plan.classWeights != nil { weight = Double(plan.loss.divisor(of: targets)) }
                return engine.step(plan, features, targets, threads: threads) {
                    cancelled = isInterrupted() ? .interrupted : isOver() ? .time : nil
                    return cancelled != nil
                }
            }
            guard let loss else {
                // The step is made again when the run is taken up.
                if let cancelled { return cancelled }
                progress.hasConverged = true
                hasChanged = true
                return .converged
            }
            guard loss.isFinite else {
                throw TrainingError.lossNotFinite(epoch: progress.epoch + 1, loss: Double(loss))
            }
            progress.lossSum += Double(loss) * weight
            progress.lossDivisor += weight
            progress.position += batch.count
            hasChanged = true
            steps += 1
            try report(
                .step(epoch: progress.epoch + 1, samples: progress.position, of: order.count, loss: Double(loss)))
            if progress.position == order.count { break }
            if isInterrupted() { return .interrupted }
            // Not after each step: a tiny one takes as long as looking at the clock.
            if steps & 15 == 0 || interval == .zero {
                if isOver() { return .time }
                if clock.now - lastCheckpoint >= interval { try writeCheckpoint() }
            }
        }
        try completeEpoch(
            learningRate, samplesPerSecond: Double(order.count - firstPosition) / max(seconds - firstSecond, 1e-9),
            report)
        if clock.now - lastCheckpoint >= interval { try writeCheckpoint() }
        return endOfEpoch() ?? (isInterrupted() ? .interrupted : nil)
    }

    /// The loss of a step is that before it; what the last one did shows in the parameters.
    private func demandFinite(_ validationLoss: Double?) throws {
        let loss = validationLoss ?? 0
        guard loss.isFinite, engine.network.parameters.norm(.infinity).isFinite else {
            throw TrainingError.lossNotFinite(epoch: max(progress.epoch, 1), loss: loss.isFinite ? .infinity : loss)
        }
    }

    /// The order of the present epoch follows from the generator as the checkpoint has it.
    private func drawOrder() {
        var generator = progress.generator
        if plan.configuration.shuffle ?? true {
            order = generator.permutation(trainingIndices.count).map { trainingIndices[$0] }
        } else {
            order = trainingIndices
        }
        generatorAfterOrder = generator
    }

    private func setLearningRate() -> Double? {
        guard case .gradient(let trainer) = engine, case .gradient(let optimizer) = plan.method else { return nil }
        let rate = optimizer.learningRate * plan.schedule.factor(epoch: progress.epoch, plateau: progress.plateau)
        trainer.optimizer.learningRate = rate
        return rate
    }

    private func completeEpoch(
        _ learningRate: Double?, samplesPerSecond: Double, _ report: (Event) throws -> Void
    ) throws {
        let loss = progress.lossSum / progress.lossDivisor
        progress.epoch += 1
        progress.position = 0
        progress.lossSum = 0
        progress.lossDivisor = 0
        progress.generator = generatorAfterOrder
        let validation = validationData.map {
            Evaluation(
                model, $0, validationIndices, threads: threads, classWeights: plan.classWeights, inFull: false)
        }
        let record = EpochRecord(
            epoch: progress.epoch, loss: loss, validationLoss: validation?.loss,
            accuracy: validation?.value(of: .accuracy), rmse: validation?.value(of: .rmse),
            mae: validation?.value(of: .mae), r2: validation?.value(of: .r2), learningRate: learningRate,
            samplesPerSecond: samplesPerSecond, seconds: seconds)
        try demandFinite(validation?.loss)
        let figure = record.value(of: plan.monitor) ?? loss
        guard figure.isFinite else { throw TrainingError.lossNotFinite(epoch: progress.epoch, loss: figure) }
        plan.schedule.observe(record.validationLoss ?? loss, &progress.plateau)
        let delta = plan.configuration.minDelta ?? 0
        let isBest =
            plan.keepsNewest
            || progress.best.map { plan.monitor.isBetter(figure, than: $0.value, by: delta) } ?? true
        if isBest {
            progress.best = Progress.Best(epoch: progress.epoch, value: figure)
            bestParameters = engine.network.parameters
            bestIsWritten = false
        }
        if log == nil { unlogged.append(record) }
        try log?.append(record)
        try events?.write(record)
        try report(.epoch(record, isBest: isBest))
    }
}

// MARK: - Files

extension TrainingRun {
    /// Finds the newest checkpoint that is whole, and goes on from it. A folder without any is begun anew.
    private func takeUp(_ directory: RunDirectory) throws {
        var damage: DataFormatError?
        for path in [directory.last, directory.previous] where FileManager.default.fileExists(atPath: path) {
            do {
                try restore(path)
            } catch let error as DataFormatError {
                guard error.file == path else { throw error }
                damage = damage ?? error
                continue
            }
            resumedEpoch = progress.epoch
            // The damaged one must not take the place of the whole one.
            keepsPrevious = damage == nil
            if let damage { notes.append("\(damage.description); going on from \(path)") }
            // Somebody may have taken it away, or it is of an epoch that has to be made again.
            bestIsWritten = holdsBest(directory)
            return
        }
        if let damage {
            throw DataFormatError(
                damage.kind, damage.file, expected: damage.expected, found: damage.found,
                advice: "begin anew with --overwrite; the best model so far may be whole in \(directory.best)")
        }
    }

    private func restore(_ path: String) throws {
        let checkpoint = try Checkpoint<Element>(path: path, of: description, plan)
        let (before, now) = (checkpoint.progress.fingerprints, progress.fingerprints)
        if let role = Set(before.keys).union(now.keys).sorted().first(where: { before[$0] != now[$0] }) {
            throw DataFormatError(
                .checksum, data.path, expected: "the \(role) that the run began with", found: "another file",
                advice: "restore it, or begin anew with --overwrite")
        }
        guard checkpoint.progress.isPossible(samples: trainingIndices.count) else {
            throw DataFormatError(
                .malformed, path, expected: "progress that a run can have made", found: "counts out of range",
                advice: "begin anew with --overwrite")
        }
        try engine.restore(checkpoint, path: path)
        progress = checkpoint.progress
        bestParameters = progress.best.map { _ in checkpoint.best ?? checkpoint.parameters }
    }

    /// Whether the file of the best model has the parameters that the checkpoint says.
    private func holdsBest(_ directory: RunDirectory) -> Bool {
        guard let bestParameters else { return true }
        guard let file = try? ModelFile(path: directory.best), file.description == description,
            let found: Model<Element> = try? file.model()
        else { return false }
        return found.network.parameters == bestParameters
    }

    private func writeConfiguration(to directory: RunDirectory) throws {
        var file = try AtomicFile(path: directory.configuration)
        try file.write([UInt8](plan.configuration.json()) + [UInt8(ascii: "\n")])
        try file.commit()
    }

    private func writeCheckpoint() throws {
        lastCheckpoint = clock.now
        hasChanged = false
        guard let directory else { return }
        try log?.synchronize()
        progress.seconds = seconds
        var checkpoint = engine.checkpoint(progress)
        if let bestParameters, bestParameters != checkpoint.parameters { checkpoint.best = bestParameters }
        try checkpoint.write(model, plan.configuration, to: directory, keepsPrevious: keepsPrevious)
        keepsPrevious = true
        try writeBest()
        lastCheckpoint = clock.now
    }

    private func writeBest() throws {
        guard !bestIsWritten, let bestParameters, let directory else { return }
        try ModelFile.write(Model(description, parameters: bestParameters), to: directory.best)
        bestIsWritten = true
    }

    /// Writes what a run that is complete has come to: the figures of the best model, and the report.
    ///
    /// - Throws: ``DataFormatError`` if a file cannot be written.
    public func writeResults(_ outcome: Outcome) throws {
        guard let directory else { return }
        var file = try AtomicFile(path: directory.summary)
        try file.write([UInt8](outcome.evaluation.json()) + [UInt8(ascii: "\n")])
        try file.commit()
        try Report(
            plan: plan, data: data, records: records, outcome: outcome, notes: notes, threads: threads
        ).write(to: directory.report)
    }

    private func outcome(_ end: End) throws -> Outcome {
        let best = try Model(description, parameters: bestParameters ?? engine.network.parameters)
        let evaluation =
            validationData.map {
                Evaluation(best, $0, validationIndices, threads: threads, classWeights: plan.classWeights)
            } ?? Evaluation(best, data, trainingIndices, threads: threads, classWeights: plan.classWeights)
        return Outcome(
            end: end, epochs: progress.epoch, bestEpoch: progress.best?.epoch ?? progress.epoch,
            evaluation: evaluation, isValidation: validationData != nil, seconds: seconds, model: best)
    }
}
