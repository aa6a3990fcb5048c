internal import NeuralNetworks

extension Configuration {
    /// Whatever can be wrong with options before the data are known.
    ///
    /// - Throws: ``ConfigurationError``.
    public func check() throws(ConfigurationError) {
        func demand(_ condition: Bool, _ message: @autoclosure () -> String) throws(ConfigurationError) {
            if !condition { throw ConfigurationError(message()) }
        }
        func atLeast(_ value: Int?, _ least: Int, _ name: String) throws(ConfigurationError) {
            if let value { try demand(value >= least, "\(name) must be at least \(least), not \(value)") }
        }
        func notNegative(_ value: Double?, _ name: String) throws(ConfigurationError) {
            if let value {
                try demand(value >= 0 && value.isFinite, "\(name) must be finite and not negative, not \(value)")
            }
        }
        func positive(_ value: Double?, _ name: String) throws(ConfigurationError) {
            if let value {
                try demand(value > 0 && value.isFinite, "\(name) must be finite and positive, not \(value)")
            }
        }
        func share(_ value: Double?, _ name: String) throws(ConfigurationError) {
            if let value { try demand(value >= 0 && value < 1, "\(name) must be at least 0 and below 1, not \(value)") }
        }
        func oneOf(_ value: String?, _ names: [String], _ name: String) throws(ConfigurationError) {
            if let value {
                try demand(
                    names.contains(value), "\(name) \"\(value)\": expected one of \(names.joined(separator: ", "))")
            }
        }
        for size in hidden ?? [] { try atLeast(size, 1, "a hidden layer's size") }
        try atLeast(batchSize, 1, "the batch size")
        try atLeast(epochs, 1, "the number of epochs")
        try atLeast(patience, 0, "the patience")
        try atLeast(warmUp, 0, "the warm-up")
        try atLeast(threads, 1, "the number of threads")
        for (value, name) in [(epochs, "the number of epochs"), (patience, "the patience"), (warmUp, "the warm-up")] {
            if let value { try demand(value <= 1 << 50, "\(name) must be at most \(1 << 50), not \(value)") }
        }
        try atLeast(memoryLimit, 1 << 20, "the memory limit in bytes")
        try positive(maxTime, "the maximum time")
        try positive(clipNorm, "the gradient's largest norm")
        try positive(clipValue, "the gradient's largest value")
        try notNegative(learningRate, "the learning rate")
        try notNegative(weightDecay, "the weight decay")
        try notNegative(l1, "the L1 penalty")
        try notNegative(l2, "the L2 penalty")
        try notNegative(minDelta, "the least improvement")
        try notNegative(checkpointInterval, "the checkpoint interval")
        try share(momentum, "the momentum")
        try share(dropout, "the dropout")
        try share(validationSplit, "the validation split")
        try oneOf(precision, ["float32", "float64"], "precision")
        try oneOf(task, ["auto", "classification", "regression"], "task")
        try oneOf(header, ["auto", "present", "absent"], "header")
        try oneOf(categories, ["one-hot", "ordinal", "error"], "categories")
        try oneOf(monitor, Monitor.allCases.map(\.rawValue), "monitor")
        if let missing {
            try demand(
                ["error", "drop", "mean"].contains(missing) || Double(missing)?.isFinite == true,
                "missing \"\(missing)\": expected error, drop, mean or a number")
        }
        try demand(
            validationLabels == nil || validationData != nil,
            "validation labels: name the validation data that they belong to")
        if validationData != nil, validationSplit ?? 0 > 0 {
            throw ConfigurationError("a validation split and validation data exclude each other")
        }
        for name in [activation, outputActivation].compactMap({ $0 }) { _ = try Activation(name: name) }
        if activation?.lowercased() == "softmax" {
            throw ConfigurationError("activation \"softmax\": it is for the last layer only")
        }
        if let loss { _ = try Loss(name: loss) }
        if let initialization { _ = try Initialization(name: initialization) }
        if let schedule { _ = try LearningRateSchedule(name: schedule, epochs: epochs ?? 1) }
        _ = try Method(
            name: optimizer ?? "adam", learningRate: learningRate, momentum: momentum, weightDecay: weightDecay)
        if let classWeights, !["none", "balanced"].contains(classWeights) { _ = try Self.numbers(of: classWeights) }
    }

    /// The same options in the words that a run keeps: names in full, and nothing said where `auto` is.
    public func normalized() throws(ConfigurationError) -> Configuration {
        var result = self
        if let activation { result.activation = try Activation(name: activation).name }
        if let outputActivation { result.outputActivation = try Activation(name: outputActivation).name }
        if let loss { result.loss = try Loss(name: loss).name }
        result.schedule = schedule?.lowercased()
        if task == "auto" { result.task = nil }
        if header == "auto" { result.header = nil }
        return result
    }

    /// Weights of classes as numbers.
    static func numbers(of classWeights: String) throws(ConfigurationError) -> [Double] {
        var result: [Double] = []
        for part in classWeights.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = Double(part), number > 0, number.isFinite else {
                throw ConfigurationError(
                    "class weights \"\(classWeights)\": expected none, balanced, or a positive number for each class, "
                        + "found \"\(part)\"")
            }
            result.append(number)
        }
        return result
    }
}
