public import DataFormats
internal import Linalg

extension Dataset {
    /// How many bytes of numbers a table may take in memory unless said otherwise: 4 GiB.
    public static var usualMemoryLimit: Int { 4 << 30 }

    /// Reads data to train on, of any format.
    ///
    /// - Throws: ``DataFormatError`` if a file cannot be read or has what cannot be trained on; ``ConfigurationError`` if
    ///   the options do not say what is to be predicted.
    public static func load(_ path: String, labels: String?, _ configuration: Configuration) throws -> Dataset {
        let kind = try DataFileKind(path: path)
        var dataset: Dataset
        if kind == .csv {
            guard labels == nil else {
                throw ConfigurationError(
                    "--labels: a table has what is to be predicted in a column; name it with --target")
            }
            dataset = try table(path, configuration)
        } else {
            dataset = try arrays(path, kind: kind, labels: labels, configuration)
        }
        try dataset.demandClasses(of: labels ?? path)
        try dataset.takeFingerprints(kind, labels: labels)
        return dataset
    }

    /// Reads more data of the same kind: to validate or evaluate with, as what was learned from says.
    public static func load(
        _ path: String, labels: String?, like model: ModelDescription, _ configuration: Configuration
    )
        throws -> Dataset
    {
        let kind = try DataFileKind(path: path)
        var configuration = configuration
        if kind != .csv {
            // How the table was read that the model learned from says nothing of arrays.
            (configuration.header, configuration.missing, configuration.missingValues) = (nil, nil, nil)
            (configuration.categories, configuration.categorical, configuration.ignore) = (nil, nil, nil)
        }
        configuration.task = model.task.isClassification ? "classification" : "regression"
        var dataset: Dataset
        if kind == .csv, let schema = model.schema {
            dataset = try table(path, schema: schema, readsTargets: true, memoryLimit: configuration.memoryLimit)
        } else if kind == .csv {
            dataset = try table(path, configuration)
        } else {
            try demandArrays(for: model, path)
            dataset = try arrays(
                path, kind: kind, labels: labels, known: model.arrayColumns, names: model.arrayNames, configuration)
        }
        dataset.targets = try model.task.adopt(dataset.targets, path: labels ?? path)
        try dataset.demandInputs(model.inputSize)
        try dataset.takeFingerprints(kind, labels: labels)
        return dataset
    }

    /// Reads data to predict from, as what was learned from says.
    ///
    /// - Parameter features: The name of the array with the samples in an archive, if it is another one than then.
    public static func load(
        samples path: String, features: String? = nil, for model: ModelDescription
    ) throws -> Dataset {
        let kind = try DataFileKind(path: path)
        let dataset: Dataset
        if kind == .csv {
            guard features == nil else {
                throw ConfigurationError("--features: it names an array, and \(path) is a table")
            }
            let schema: CSVSchema
            if let known = model.schema { schema = known } else { schema = try CSV.scan(path, CSVOptions()).schema }
            dataset = try table(path, schema: schema, readsTargets: false, memoryLimit: nil)
        } else {
            try demandArrays(for: model, path)
            dataset = try arrays(
                path, kind: kind, known: model.arrayColumns, names: model.arrayNames, features: features)
            switch dataset.features {
            case .tensor(let tensor): try demand(tensor, path)
            case .columns(let columns, let tensor): try demand(tensor, columns: columns, path)
            case .matrix: break
            }
        }
        try dataset.demandInputs(model.inputSize)
        try dataset.demandEveryRow()
        return dataset
    }

    /// Reads a table to predict from that came through a pipe.
    public static func load(
        table bytes: some Collection<UInt8>, name: String, for model: ModelDescription
    ) throws(DataFormatError) -> Dataset {
        let region = ByteRegion(copying: bytes)
        let schema: CSVSchema
        if let known = model.schema {
            schema = known
        } else {
            schema = try CSV.scan(bytes: region, name: name, CSVOptions()).schema
        }
        let table = try CSV.read(bytes: region, name: name, schema: schema, readsTargets: false, of: Element.self)
        let dataset = try Dataset(path: name, table, readsTargets: false)
        try dataset.demandInputs(model.inputSize)
        try dataset.demandEveryRow()
        return dataset
    }

    /// An array has no text: what a model that learned from a table with categories takes, it cannot have.
    private static func demandArrays(for model: ModelDescription, _ path: String) throws(DataFormatError) {
        guard let schema = model.schema,
            let column = schema.features.first(where: { $0.encoding.categories != nil })
        else { return }
        throw DataFormatError(
            .malformed, path, expected: "a table, with the text of the column \(DataFormatError.quoted(column.name))",
            found: "an array of numbers", advice: "give a table like the one that the model was trained on")
    }

    /// The files that these data came from.
    private mutating func takeFingerprints(_ kind: DataFileKind, labels: String?) throws(DataFormatError) {
        fingerprints["data"] = try Fingerprint(path: path)
        let hasSibling = kind == .idx || kind == .npy
        if let labels = labels ?? (hasSibling ? Self.sibling(of: path) : nil) {
            fingerprints["labels"] = try Fingerprint(path: labels)
        }
    }

    /// That targets of yes and no are such, or shares between: what else would have no least loss?
    func demandLabels(of path: String) throws(DataFormatError) {
        guard case .numbers(let rows, let names) = targets else { return }
        var block = Matrix<Element>.zeros(min(256, max(rows.count, 1)), rows.columns)
        for start in stride(from: 0, to: rows.count, by: block.rows) {
            let part = start..<min(start + block.rows, rows.count)
            rows.gather(Array(part)[...], into: &block)
            for row in 0..<part.count {
                for column in 0..<rows.columns where !(block[row, column] >= 0 && block[row, column] <= 1) {
                    throw DataFormatError(
                        .malformed, path, expected: "labels from 0 to 1 for the loss sigmoid-cross-entropy",
                        found:
                            "\(block[row, column]) for \(DataFormatError.quoted(names[column])) in sample \(start + row + 1)",
                        advice: "correct it, or choose another --loss")
                }
            }
        }
    }

    /// A prediction that is missing would make the others those of wrong rows.
    private func demandEveryRow() throws(DataFormatError) {
        guard droppedRows == 0 else {
            throw DataFormatError(
                .missingValue, path, expected: "a value in every column that the model reads",
                found: "\(droppedRows) rows with a missing one", advice: "fill them in, or take those rows out")
        }
    }

    private func demandInputs(_ inputs: Int) throws(DataFormatError) {
        guard features.columns == inputs else {
            throw DataFormatError(
                .malformed, path, expected: "\(inputs) features, as many as the model has inputs",
                found: "\(features.columns)", advice: "give data like those that the model was trained on")
        }
    }

    /// Two classes at least, and no more than samples.
    private func demandClasses(of path: String) throws(DataFormatError) {
        guard case .classes(let classes, let names) = targets else { return }
        guard names.count >= 2 else {
            throw DataFormatError(
                .malformed, path, expected: "at least two classes to tell apart",
                found: names.first.map { "only \(DataFormatError.quoted($0))" } ?? "none",
                advice: "check the target, or train on numbers with --task regression")
        }
        guard names.count < classes.count else {
            throw DataFormatError(
                .malformed, path, expected: "fewer classes than samples",
                found: "\(names.count) classes in \(classes.count) samples",
                advice: "check the target, or train on numbers with --task regression")
        }
    }
}

extension Task {
    /// The targets of other data, as this task numbers them.
    func adopt<Element: RealScalar>(
        _ targets: Dataset<Element>.Targets, path: String
    ) throws(DataFormatError) -> Dataset<Element>.Targets {
        switch (self, targets) {
        case (_, .none): return .none
        case (.classification(let known), .classes(let classes, let names)):
            if names == known { return targets }
            var places: [Int32] = []
            let indices = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0) })
            for name in names {
                guard let place = indices[name] else {
                    throw DataFormatError(
                        .unknownCategory, path, expected: "one of the classes that the model knows",
                        found: DataFormatError.quoted(name),
                        advice: "train again with all classes, or leave such rows out")
                }
                places.append(Int32(place))
            }
            return .classes(classes.map { places[Int($0)] }, names: known)
        case (.regression(let names), .numbers(let rows, _)), (.labels(let names), .numbers(let rows, _)):
            guard rows.columns == names.count else {
                throw DataFormatError(
                    .malformed, path, expected: "\(names.count) numbers to predict", found: "\(rows.columns)",
                    advice: "give data like those that the model was trained on")
            }
            return .numbers(rows, names: names)
        default:
            throw DataFormatError(
                .malformed, path, expected: "targets of a \(name) model", found: "another kind",
                advice: "give data like those that the model was trained on")
        }
    }
}
