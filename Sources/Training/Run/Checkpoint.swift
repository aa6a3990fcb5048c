internal import DataFormats
internal import Linalg
internal import NeuralNetworks

/// Where a run stands, but for the arrays.
struct Progress: Codable {
    /// How many epochs are complete.
    var epoch = 0
    /// How many samples of the next one have been trained on.
    var position = 0
    /// Their losses, not yet divided.
    var lossSum = 0.0
    /// What to divide them by: the number of samples, or the sum of their weights.
    var lossDivisor = 0.0
    /// The generator as it was before the order of the present epoch was drawn.
    var generator: RandomState
    /// Where dropout takes its draws from.
    var dropoutGenerator: RandomState?
    /// How many steps the optimizer has made.
    var stepCount = 0
    /// Levenberg and Marquardt's λ.
    var damping: Double?
    /// What the schedule remembers.
    var plateau = PlateauState()
    /// The best epoch so far, and its figure.
    var best: Best?
    /// Whether the method cannot go on.
    var hasConverged = false
    /// The seconds of training so far.
    var seconds = 0.0
    /// The files that the data came from, by what they are for.
    var fingerprints: [String: Fingerprint] = [:]

    struct Best: Codable, Equatable {
        var epoch: Int
        var value: Double
    }
}

extension Progress {
    /// Whether a run over so many samples can stand there.
    func isPossible(samples: Int) -> Bool {
        epoch >= 0 && (0..<max(samples, 1)).contains(position) && stepCount >= 0 && seconds >= 0
            && best.map { (0...epoch).contains($0.epoch) } ?? true
    }
}

/// A run at a moment: everything that it needs to go on to the same bits. The file is a model as well.
struct Checkpoint<Element: RealScalar> {
    static var progressKey: String { "swift-linalg.progress" }
    static var configurationKey: String { "swift-linalg.configuration" }

    var parameters: Vector<Element>
    var progress: Progress
    /// The parameters of the best epoch, if they are others: a file of their own could be of a later moment.
    var best: Vector<Element>?
    /// What the method remembers.
    var optimizerState: OptimizerState<Element>?
    var lbfgs: LBFGS<Element>.Memory?

    init(parameters: Vector<Element>, progress: Progress) {
        self.parameters = parameters
        self.progress = progress
    }
}

extension Checkpoint {
    /// Writes the checkpoint; the newest one so far becomes the previous one, unless it is damaged.
    func write(
        _ model: Model<Element>, _ configuration: Configuration, to directory: RunDirectory, keepsPrevious: Bool
    ) throws(DataFormatError) {
        var tensors = ModelFile.tensors(of: model.network)
        if let best { tensors.append(Tensor(name: "best.parameters", best)) }
        if let state = optimizerState {
            if !state.first.isEmpty { tensors.append(Tensor(name: "optimizer.first", state.first)) }
            if !state.second.isEmpty { tensors.append(Tensor(name: "optimizer.second", state.second)) }
        }
        if let memory = lbfgs {
            tensors.append(Tensor(name: "lbfgs.gradient", memory.gradient))
            tensors.append(Tensor(name: "lbfgs.value", [memory.value] as Vector<Element>))
            for (i, (step, change)) in zip(memory.steps, memory.changes).enumerated() {
                tensors.append(Tensor(name: "lbfgs.step.\(i)", step))
                tensors.append(Tensor(name: "lbfgs.change.\(i)", change))
            }
        }
        var metadata = ModelFile.metadata(of: model.description)
        metadata[Self.progressKey] = ModelFile.encode(progress)
        metadata[Self.configurationKey] = ModelFile.encode(configuration)
        try Safetensors.write(
            tensors, metadata: metadata, to: directory.last, isChecksummed: true,
            keepingPrevious: keepsPrevious ? directory.previous : nil)
    }

    /// Reads a checkpoint of a run with this description.
    init(path: String, of description: ModelDescription, _ plan: Plan) throws(DataFormatError) {
        let file = try ModelFile(path: path)
        guard file.description == description, file.isDouble == (Element.self == Double.self),
            let text = file.archive.metadata[Self.progressKey]
        else {
            throw DataFormatError(
                .malformed, path, expected: "a checkpoint of this run", found: "another model",
                advice: "begin anew with --overwrite")
        }
        progress = try ModelFile.decode(Progress.self, text, key: Self.progressKey, path)
        parameters = try file.model(of: Element.self).network.parameters
        let (count, archive) = (parameters.count, file.archive)
        func vector(_ name: String, count: Int) throws(DataFormatError) -> Vector<Element> {
            let tensor = try archive[name]
            guard tensor.count == count else {
                throw DataFormatError(
                    .malformed, path, expected: "\(count) numbers in \(name)", found: "\(tensor.count)",
                    advice: "begin anew with --overwrite")
            }
            return tensor.vector(of: Element.self)
        }
        func optional(_ name: String) throws(DataFormatError) -> Vector<Element> {
            archive.names.contains(name) ? try vector(name, count: count) : []
        }
        best = archive.names.contains("best.parameters") ? try vector("best.parameters", count: count) : nil
        switch plan.method {
        case .gradient:
            optimizerState = OptimizerState(
                stepCount: progress.stepCount, first: try optional("optimizer.first"),
                second: try optional("optimizer.second"))
        case .lbfgs:
            guard archive.names.contains("lbfgs.value") else { break }
            var (steps, changes): ([Vector<Element>], [Vector<Element>]) = ([], [])
            while archive.names.contains("lbfgs.step.\(steps.count)") {
                let index = steps.count
                steps.append(try vector("lbfgs.step.\(index)", count: count))
                changes.append(try vector("lbfgs.change.\(index)", count: count))
            }
            lbfgs = .init(
                steps: steps, changes: changes, gradient: try vector("lbfgs.gradient", count: count),
                value: try vector("lbfgs.value", count: 1)[0])
        case .levenbergMarquardt: break
        }
    }
}
