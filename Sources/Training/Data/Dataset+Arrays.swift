internal import DataFormats
internal import Linalg

extension Dataset {
    /// Reads arrays: from an archive by their names, or from a file for the samples and another for what is to be predicted.
    ///
    /// - Parameter known: Which columns are what, if a model says so and the options do not.
    static func arrays(
        _ path: String, kind: DataFileKind, labels: String?, known: ArrayColumns? = nil, names: ArrayNames? = nil,
        _ configuration: Configuration
    ) throws -> Dataset {
        try demandNoTableOptions(path, configuration)
        switch kind {
        case .npz, .safetensors:
            let archive = try ArrayArchive(path, kind)
            let names = try archive.choose(configuration, known: names, labels: labels)
            var result = try Dataset(
                path: path, samples: archive.array(names.samples),
                targets: labels.map { try array($0) } ?? names.targets.map { try archive.array($0) },
                labelsPath: labels ?? path, configuration)
            result.arrayNames = names
            return result
        default:
            let samples = try array(path)
            if let labels = labels ?? sibling(of: path) {
                guard configuration.target == nil, configuration.features == nil else {
                    throw ConfigurationError(
                        "\(path): the targets are in \(labels); leave out --target and --features, or --labels")
                }
                var result = try Dataset(
                    path: path, samples: samples, targets: array(labels), labelsPath: labels, configuration)
                if let known, samples.columns == known.count { result.features = .columns(known.features, of: samples) }
                return result
            }
            return try columns(of: samples, path, known, configuration)
        }
    }

    /// Reads the samples alone, as for a prediction: all columns, or those that the model knows of a whole array.
    static func arrays(
        _ path: String, kind: DataFileKind, known: ArrayColumns?, names: ArrayNames?, features: String?
    ) throws -> Dataset {
        switch kind {
        case .npz, .safetensors:
            let archive = try ArrayArchive(path, kind)
            var options = Configuration()
            options.features = features.map { [$0] }
            let chosen = try archive.choose(options, known: names, labels: nil, needsTargets: false)
            return Dataset(path: path, features: .tensor(try archive.array(chosen.samples)), targets: .none)
        default:
            guard features == nil else { throw ConfigurationError("--features: \(path) has one array only") }
            let samples = try array(path)
            if let known, samples.columns == known.count {
                return Dataset(path: path, features: .columns(known.features, of: samples), targets: .none)
            }
            return Dataset(path: path, features: .tensor(samples), targets: .none)
        }
    }

    /// What is said of a table, an array has no use for.
    private static func demandNoTableOptions(_ path: String, _ given: Configuration) throws(ConfigurationError) {
        let options: [(String, Bool)] = [
            ("--header", given.header != nil), ("--missing", given.missing != nil),
            ("--missing-values", given.missingValues != nil), ("--categories", given.categories != nil),
            ("--categorical", given.categorical != nil), ("--ignore", given.ignore != nil),
        ]
        if let (option, _) = options.first(where: \.1) {
            throw ConfigurationError("\(option): it is for tables, and \(path) has arrays")
        }
    }

    /// A file with a single array.
    static func array(_ path: String) throws -> Tensor {
        switch try DataFileKind(path: path) {
        case .idx: return try IDX.read(path)
        case .npy: return try NPY.read(path)
        case .npz:
            let archive = try NPZ(path: path)
            guard archive.names.count == 1 else { throw notOneArray(path, archive.names) }
            return try archive[archive.names[0]]
        case .safetensors:
            let archive = try Safetensors(path: path)
            guard archive.names.count == 1 else { throw notOneArray(path, archive.names) }
            return archive.tensors[0]
        case .csv:
            let table = try CSV.read(path, CSVOptions(header: .automatic), of: Double.self)
            return Tensor(table.features)
        }
    }

    private static func notOneArray(_ path: String, _ names: [String]) -> DataFormatError {
        DataFormatError(
            .notFound, path, expected: "one array",
            found: names.isEmpty ? "none" : "the arrays \(names.joined(separator: ", "))",
            advice: "save the array in a file of its own")
    }

    /// The labels that belong to images by the names that MNIST's files have.
    static func sibling(of path: String) -> String? {
        let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        let name = path[slash...]
        guard name.contains("images-idx3") || name.contains("images.idx3") else { return nil }
        let other =
            path[..<slash]
            + name.replacing("images-idx3", with: "labels-idx1").replacing("images.idx3", with: "labels.idx1")
        // Whether it is there, opening it tells.
        return String(other)
    }

    private init(
        path: String, samples: Tensor, targets: Tensor?, labelsPath: String, _ configuration: Configuration
    ) throws {
        guard let targets else {
            throw ConfigurationError("\(path): what is to be predicted? Name it with --target or --labels")
        }
        guard samples.rows == targets.rows else {
            throw DataFormatError(
                .malformed, labelsPath, expected: "\(samples.rows) rows, as many as there are samples in \(path)",
                found: "\(targets.rows)", advice: "give the labels that belong to the samples")
        }
        try Self.demand(samples, path)
        self.init(path: path, features: .tensor(samples), targets: try Self.targets(targets, labelsPath, configuration))
    }

    /// Some columns of an array are what is to be predicted.
    private static func columns(
        of array: Tensor, _ path: String, _ known: ArrayColumns?, _ configuration: Configuration
    ) throws -> Dataset {
        let remembered = array.columns == known?.count ? known?.targets.map(String.init) : nil
        guard let names = configuration.target ?? remembered, !names.isEmpty else {
            throw ConfigurationError(
                "\(path): what is to be predicted? Give a column by its index with --target, or a file with --labels")
        }
        try demand(array, path)
        func indices(_ names: [String], _ role: String) throws(ConfigurationError) -> [Int] {
            var result: [Int] = []
            for name in names {
                guard let index = Int(name), index < array.columns, index >= -array.columns else {
                    throw ConfigurationError(
                        "\(path): expected the index of one of \(array.columns) columns as \(role), found \"\(name)\"")
                }
                result.append(index < 0 ? index + array.columns : index)
            }
            return result
        }
        let chosen = try indices(names, "the target")
        let wanted = try configuration.features.map { names throws(ConfigurationError) in
            try indices(names, "a feature")
        }
        let remains = configuration.target == nil ? known?.features : nil
        let others = wanted ?? remains ?? (0..<array.columns).filter { !chosen.contains($0) }
        guard !others.isEmpty, Set(chosen + others).count == chosen.count + others.count else {
            throw ConfigurationError("\(path): expected columns to predict from besides the targets")
        }
        let part = Rows<Element>.columns(chosen, of: array)
        var matrix = Matrix<Element>.zeros(array.rows, chosen.count)
        part.gather(Array(0..<array.rows)[...], into: &matrix)
        var result = Dataset(
            path: path, features: .columns(others, of: array),
            targets: try targets(Tensor(matrix), path, configuration, names: names.map { "column \($0)" }))
        result.arrayColumns = ArrayColumns(count: array.columns, features: others, targets: chosen)
        return result
    }

    /// Classes if they are whole numbers, unless the task says otherwise.
    private static func targets(
        _ tensor: Tensor, _ path: String, _ configuration: Configuration, names: [String]? = nil
    ) throws -> Targets {
        let task = configuration.task ?? "auto"
        if task != "regression", tensor.columns == 1, let values = tensor.integers() {
            let distinct = Set(values).sorted()
            let isClasses =
                task == "classification" || tensor.elementType.isInteger && distinct.count <= 1000
                || distinct.count <= mostNumberedClasses && 2 * distinct.count <= values.count
            if isClasses {
                guard distinct.count <= 100_000 else {
                    throw DataFormatError(
                        .malformed, path, expected: "at most 100000 classes", found: "\(distinct.count)",
                        advice: "train on the numbers with --task regression")
                }
                let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, Int32($0)) })
                return .classes(values.map { places[$0] ?? 0 }, names: distinct.map(String.init))
            }
        }
        if task != "regression", tensor.columns == 1, tensor.elementType == .uint64, tensor.integers() == nil {
            throw DataFormatError(
                .malformed, path, expected: "classes up to \(Int.max)", found: "larger ones",
                advice: "number them anew, or train on the numbers with --task regression")
        }
        guard task != "classification" else {
            throw DataFormatError(
                .malformed, path, expected: "one whole number a sample, the number of its class",
                found: tensor.columns == 1 ? "fractions" : "\(tensor.columns) columns",
                advice: "train on the numbers with --task regression")
        }
        try demand(tensor, path)
        let usual = tensor.columns == 1 ? ["target"] : (1...max(tensor.columns, 1)).map { "target \($0)" }
        return .numbers(.tensor(tensor), names: names ?? usual)
    }

    /// No sample without features, and no number that is none.
    static func demand(_ tensor: Tensor, columns chosen: [Int]? = nil, _ path: String) throws(DataFormatError) {
        guard tensor.rows > 0, tensor.columns > 0 else {
            throw DataFormatError(
                .malformed, path, expected: "samples", found: "an array of shape \(tensor.shape)",
                advice: "check that this is the right file")
        }
        guard !tensor.elementType.isInteger else { return }
        let chosen = chosen ?? Array(0..<tensor.columns)
        var block = Matrix<Element>.zeros(min(256, tensor.rows), tensor.columns)
        for start in stride(from: 0, to: tensor.rows, by: block.rows) {
            let part = start..<min(start + block.rows, tensor.rows)
            tensor.copyRows(part, into: &block)
            if let (row, column) = Self.notFinite(block, rows: part.count, chosen) {
                throw DataFormatError(
                    .malformed, path, expected: "finite numbers",
                    found: "\(block[row, column]) in row \(part.lowerBound + row + 1), column \(column + 1)",
                    advice: "correct it, or leave the row out")
            }
        }
    }

    @specialized(where Element == Float)
    @specialized(where Element == Double)
    private static func notFinite(_ block: Matrix<Element>, rows: Int, _ columns: [Int]) -> (Int, Int)? {
        block.withUnsafeElements { base, stride in
            for row in 0..<rows {
                for column in columns where !base[row &* stride &+ column].isFinite { return (row, column) }
            }
            return nil
        }
    }
}

/// An archive of arrays of either kind.
private struct ArrayArchive {
    let path: String
    let names: [String]
    let array: (String) throws -> Tensor

    init(_ path: String, _ kind: DataFileKind) throws(DataFormatError) {
        self.path = path
        if kind == .npz {
            let archive = try NPZ(path: path)
            names = archive.names
            array = { try archive[$0] }
        } else {
            let archive = try Safetensors(path: path)
            names = archive.names
            array = { try archive[$0] }
        }
        guard !names.isEmpty else {
            throw DataFormatError(
                .notFound, path, expected: "an array", found: "an empty archive",
                advice: "check that this is the right file")
        }
    }

    /// The samples and what is to be predicted, by the names that the options give or by those that are usual.
    func choose(
        _ configuration: Configuration, known: ArrayNames?, labels: String?, needsTargets: Bool = true
    ) throws(ConfigurationError) -> ArrayNames {
        func remembered(_ name: String?) -> String? { name.flatMap { names.contains($0) ? $0 : nil } }
        let usualTargets = ["y", "Y", "y_train", "target", "targets", "label", "labels"]
        let usualSamples = ["x", "X", "x_train", "X_train", "data", "features", "inputs", "images"]
        for (option, value) in [("--target", configuration.target), ("--features", configuration.features)] {
            if let value, value.count != 1 {
                throw ConfigurationError("\(path): \(option) takes the name of one array")
            }
        }
        var targetName: String?
        if labels == nil && needsTargets {
            guard
                let name = configuration.target?[0] ?? remembered(known?.targets)
                    ?? usualTargets.first(where: names.contains)
            else {
                throw ConfigurationError(
                    "\(path): which array is to be predicted? Name one of \(names.joined(separator: ", ")) with --target"
                )
            }
            targetName = name
        }
        let left = names.filter { $0 != targetName && (needsTargets || !usualTargets.contains($0)) }
        guard
            let sampleName = configuration.features?[0] ?? remembered(known?.samples) ?? usualSamples.first(
                where: left.contains)
                ?? (left.count == 1 ? left[0] : nil)
        else {
            throw ConfigurationError(
                "\(path): which array has the samples? Name one of \(names.joined(separator: ", ")) with --features")
        }
        guard sampleName != targetName else {
            throw ConfigurationError("\(path): \(DataFormatError.quoted(sampleName)) is both --features and --target")
        }
        return ArrayNames(samples: sampleName, targets: targetName)
    }
}
