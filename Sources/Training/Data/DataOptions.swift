internal import DataFormats

extension Configuration {
    /// How a table is to be read.
    func tableOptions() -> CSVOptions {
        func columns(_ names: [String]?) -> [CSVColumn] {
            (names ?? []).map { CSVColumn.name($0) }
        }
        var options = CSVOptions()
        if let missingValues { options.missingMarkers = Set(missingValues) }
        switch header {
        case "present": options.header = .present
        case "absent": options.header = .absent
        default: options.header = .automatic
        }
        options.targets = columns(target)
        options.features = features.map { columns($0) }
        options.ignored = columns(ignore)
        options.categorical = columns(categorical)
        switch missing ?? "error" {
        case "error": break
        case "drop":
            options.missingNumbers = .dropRow
            options.missingCategories = .dropRow
        case let rule:
            options.missingNumbers = rule == "mean" ? .mean : .value(Double(rule) ?? 0)
            options.missingCategories = .category("missing")
        }
        switch categories ?? "one-hot" {
        case "ordinal": options.categories = .ordinal
        case "error": options.categories = .error
        default: options.categories = .oneHot
        }
        switch task ?? "auto" {
        case "classification": options.targetKind = .classes
        case "regression": options.targetKind = .numbers
        default: options.targetKind = .automatic
        }
        return options
    }
}
