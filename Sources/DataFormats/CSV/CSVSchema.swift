/// How the columns of a table become the columns of a feature matrix and a target matrix, with everything that was
/// learned from the data on the way: names, categories, class names, the numbers that fill gaps.
///
/// ``CSV/scan(_:_:)`` learns one. Stored in a model, it makes the same numbers of the same texts when new data come
/// for a prediction; a category that was never seen is then an error that says so.
public struct CSVSchema: Hashable, Sendable, Codable {
    /// What becomes of a number that is missing.
    public enum MissingNumber: Hashable, Sendable, Codable {
        /// An error says where.
        case error
        /// The row is left out.
        case dropRow
        /// This number takes its place.
        case value(Double)
    }

    /// What becomes of a category that is missing.
    public enum MissingCategory: Hashable, Sendable, Codable {
        /// An error says where.
        case error
        /// The row is left out.
        case dropRow
        /// It counts as the category of this name.
        case category(String)
    }

    /// What becomes of the texts of a column.
    public enum Encoding: Hashable, Sendable, Codable {
        /// They are read as numbers.
        case number(missing: MissingNumber)
        /// The index of the text among the categories.
        case index(categories: [String], missing: MissingCategory)
        /// As many numbers as categories: one for the text, zero for the others.
        case oneHot(categories: [String], missing: MissingCategory)

        /// The number of columns in a matrix.
        public var width: Int {
            switch self {
            case .number, .index: 1
            case .oneHot(let categories, _): categories.count
            }
        }

        /// The categories or classes; nil for numbers.
        public var categories: [String]? {
            switch self {
            case .number: nil
            case .index(let categories, _), .oneHot(let categories, _): categories
            }
        }
    }

    /// A column of the table that is read.
    public struct Column: Hashable, Sendable, Codable {
        /// Its name in the header, or `column N`, counted from one.
        public var name: String
        /// Its index in the table that the schema was learned from.
        public var index: Int
        /// What becomes of its texts.
        public var encoding: Encoding

        /// A column with the given properties.
        public init(name: String, index: Int, encoding: Encoding) {
            self.name = name
            self.index = index
            self.encoding = encoding
        }

        /// The names of its columns in a matrix: its own, or `name=category` for each category.
        public var matrixColumnNames: [String] {
            switch encoding {
            case .number, .index: [name]
            case .oneHot(let categories, _): categories.map { "\(name)=\($0)" }
            }
        }
    }

    /// The columns to predict from, in the order of the feature matrix.
    public var features: [Column]
    /// The columns to be predicted, in the order of the target matrix.
    public var targets: [Column]
    /// The number of columns in the table, those that are not read included.
    public var columnCount: Int
    /// Whether the table has a header, so that columns are found by name; otherwise they are found by index.
    public var hasHeader: Bool
    /// What stood between the fields.
    public var separator: CSVSeparator
    /// How many lines come before the table.
    public var skippedLines: Int
    /// The texts that mean that a value is missing.
    public var missingMarkers: Set<String>
    /// Whether `inf` and `nan` are read as numbers.
    public var acceptsNonFinite: Bool
    /// Whether spaces and tabs around a field do not belong to it.
    public var trimsSpaces: Bool

    /// The number of columns of the feature matrix.
    public var featureCount: Int { features.reduce(0) { $0 + $1.encoding.width } }
    /// The number of columns of the target matrix.
    public var targetCount: Int { targets.reduce(0) { $0 + $1.encoding.width } }
    /// The names of the columns of the feature matrix.
    public var featureNames: [String] { features.flatMap(\.matrixColumnNames) }
    /// The names of the columns of the target matrix.
    public var targetNames: [String] { targets.flatMap(\.matrixColumnNames) }

    /// The names of the classes, in the order of their indices, if there is one target and it is a class.
    public var classNames: [String]? { targets.count == 1 ? targets[0].encoding.categories : nil }
}

extension CSVSchema {
    private enum CodingKeys: String, CodingKey {
        case features, targets, columnCount, hasHeader, separator, skippedLines, missingMarkers, acceptsNonFinite
        case trimsSpaces
    }

    /// Encodes all of it, sets in order: equal schemas make equal texts.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(features, forKey: .features)
        try container.encode(targets, forKey: .targets)
        try container.encode(columnCount, forKey: .columnCount)
        try container.encode(hasHeader, forKey: .hasHeader)
        try container.encode(separator, forKey: .separator)
        try container.encode(skippedLines, forKey: .skippedLines)
        try container.encode(missingMarkers.sorted(), forKey: .missingMarkers)
        try container.encode(acceptsNonFinite, forKey: .acceptsNonFinite)
        try container.encode(trimsSpaces, forKey: .trimsSpaces)
    }
}
