internal import DataFormats
internal import Linalg

extension Dataset {
    /// How many different whole numbers in a target count as classes unless the task is given.
    static var mostNumberedClasses: Int { 20 }

    /// Reads a table, in memory or, if that is too small, by way of a temporary file.
    ///
    /// A target of a few different whole numbers is taken for classes, unless the options say what it is.
    static func table(_ path: String, _ configuration: Configuration) throws -> Dataset {
        var options = configuration.tableOptions()
        guard !options.targets.isEmpty else {
            throw ConfigurationError("\(path): which column is to be predicted? Name it with --target")
        }
        let limit = configuration.memoryLimit ?? usualMemoryLimit
        let dataset = try read(path, options, limit)
        if options.targets.count > 1,
            let classes = dataset.schema?.targets.first(where: { $0.encoding.categories != nil })
        {
            throw ConfigurationError(
                "\(path): expected numbers in several targets, found text in \"\(classes.name)\"; "
                    + "train a model for each target that is classes")
        }
        guard options.targetKind == .automatic, case .numbers(let rows, let names) = dataset.targets, names.count == 1,
            hasFewWholeNumbers(rows)
        else { return dataset }
        options.targetKind = .classes
        return try read(path, options, limit)
    }

    private static func read(_ path: String, _ options: CSVOptions, _ limit: Int) throws(DataFormatError) -> Dataset {
        do {
            let table = try CSV.read(path, options, of: Element.self, maximumBytes: limit)
            return try Dataset(path: path, table, readsTargets: true)
        } catch let error where error.kind == .tooLarge {
            let schema = try CSV.scan(path, options).schema
            let spilled = try SpilledTable<Element>(path, schema, readsTargets: true)
            return try spilled.dataset(path: path, schema: schema, readsTargets: true)
        }
    }

    /// Reads a table by a schema, as a model keeps it.
    static func table(
        _ path: String, schema: CSVSchema, readsTargets: Bool, memoryLimit: Int?
    ) throws(DataFormatError) -> Dataset {
        do {
            let table = try CSV.read(
                path, schema: schema, readsTargets: readsTargets, of: Element.self,
                maximumBytes: memoryLimit ?? usualMemoryLimit)
            return try Dataset(path: path, table, readsTargets: readsTargets)
        } catch let error where error.kind == .tooLarge {
            let spilled = try SpilledTable<Element>(path, schema, readsTargets: readsTargets)
            return try spilled.dataset(path: path, schema: schema, readsTargets: readsTargets)
        }
    }

    /// A table in memory.
    init(path: String, _ table: CSVTable<Element>, readsTargets: Bool) throws(DataFormatError) {
        let schema = table.schema
        var targets = Targets.none
        if readsTargets {
            if let classes = table.classIndices, let names = schema.classNames {
                targets = .classes(classes.map { Int32($0) }, names: names)
            } else if schema.targetCount > 0 {
                targets = .numbers(.matrix(table.targets), names: schema.targetNames)
            }
        }
        self.init(
            path: path, features: .matrix(table.features), targets: targets, schema: schema,
            droppedRows: table.droppedRows)
    }

    private static func hasFewWholeNumbers(_ rows: Rows<Element>) -> Bool {
        var seen: Set<Element> = []
        var block = Matrix<Element>.zeros(1024, 1)
        for start in stride(from: 0, to: rows.count, by: block.rows) {
            let part = start..<min(start + block.rows, rows.count)
            rows.gather(Array(part)[...], into: &block)
            for row in 0..<part.count {
                guard block[row, 0] == block[row, 0].rounded() else { return false }
                seen.insert(block[row, 0])
                if seen.count > mostNumberedClasses { return false }
            }
        }
        // Not every row a class of its own.
        return seen.count >= 2 && 2 * seen.count <= rows.count
    }
}
