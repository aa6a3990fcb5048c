/// A column of a table, by its name in the header or by its place.
public enum CSVColumn: Hashable, Sendable, Codable {
    /// The column with this name in the header; if there is none and the name is an integer, that at this index.
    case name(String)
    /// The column at this index, counted from zero; a negative one counts from the end, so that −1 is the last.
    case index(Int)
}

extension CSVColumn: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// The column with this name.
    public init(stringLiteral name: String) { self = .name(name) }
    /// The column at this index.
    public init(integerLiteral index: Int) { self = .index(index) }
}

extension CSVColumn: CustomStringConvertible {
    /// The name in quotes, or the index.
    public var description: String {
        switch self {
        case .name(let name): DataFormatError.quoted(name)
        case .index(let index): "index \(index)"
        }
    }
}

/// What stands between the fields of a row.
public enum CSVSeparator: String, Hashable, Sendable, Codable, CaseIterable {
    /// A comma.
    case comma
    /// A semicolon.
    case semicolon
    /// A tab.
    case tab
    /// A vertical bar.
    case verticalBar
    /// One or more spaces or tabs; those at the ends of a line do not count.
    case space

    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        case .tab: UInt8(ascii: "\t")
        case .verticalBar: UInt8(ascii: "|")
        case .space: UInt8(ascii: " ")
        }
    }
}

/// How a table of text is to be read: what it looks like, which columns matter, and what becomes of missing values and
/// of text.
///
/// ```swift
/// var options = CSVOptions()
/// options.targets = ["species"]
/// options.categories = .oneHot
/// let table = try CSV.read("iris.csv", options, of: Float.self)
/// ```
public struct CSVOptions: Hashable, Sendable {
    /// Whether the first row names the columns.
    public enum Header: Hashable, Sendable {
        /// Look: the first row is a header if it has text where the rows below have numbers, or names a chosen column.
        /// Where that does not decide, an error asks for one of the others.
        case automatic
        /// It does.
        case present
        /// It does not; columns are chosen by index.
        case absent
    }

    /// What becomes of a number that is missing.
    public enum MissingNumbers: Hashable, Sendable {
        /// An error says where.
        case error
        /// The row is left out.
        case dropRow
        /// The mean of the numbers in the same column takes its place. Not for targets.
        case mean
        /// This number takes its place. Not for targets.
        case value(Double)
    }

    /// What becomes of a category that is missing.
    public enum MissingCategories: Hashable, Sendable {
        /// An error says where.
        case error
        /// The row is left out.
        case dropRow
        /// It counts as a category of its own, with this name.
        case category(String)
    }

    /// What becomes of text in a feature column.
    public enum Categories: Hashable, Sendable {
        /// An error says where.
        case error
        /// The texts of a column, sorted, are numbered from zero.
        case ordinal
        /// Each text of a column gets a column of its own, one where the text stands and zero elsewhere.
        case oneHot
    }

    /// What the targets are.
    public enum Targets: Hashable, Sendable {
        /// A column of numbers is to be predicted as a number, one of text is classes.
        case automatic
        /// Numbers, for regression.
        case numbers
        /// Classes, named by text or by numbers.
        case classes
    }

    /// How classes are written into the target matrix.
    public enum ClassEncoding: Hashable, Sendable {
        /// One column: the index of the class among the sorted class names.
        case index
        /// As many columns as classes: one for the class, zero for the others.
        case oneHot
    }

    /// What stands between fields; nil to find out.
    public var separator: CSVSeparator?
    /// Whether the first row names the columns.
    public var header: Header
    /// How many lines to skip before the table begins.
    public var skippedLines: Int
    /// The columns to be predicted, in the order of the target matrix.
    public var targets: [CSVColumn]
    /// The columns to predict from, in the order of the feature matrix; nil for all that are neither targets nor
    /// ignored.
    public var features: [CSVColumn]?
    /// The columns that are not read.
    public var ignored: [CSVColumn]
    /// Feature columns that are categories even if they look like numbers, as postal codes do.
    public var categorical: [CSVColumn]
    /// What becomes of a number that is missing.
    public var missingNumbers: MissingNumbers
    /// What becomes of a category or class that is missing.
    public var missingCategories: MissingCategories
    /// The texts that mean that a value is missing, compared as they are, without spaces around them.
    public var missingMarkers: Set<String>
    /// What becomes of text in a feature column.
    public var categories: Categories
    /// What the targets are.
    public var targetKind: Targets
    /// How classes are written into the target matrix.
    public var classEncoding: ClassEncoding
    /// Whether `inf` and `nan` are read as numbers, where `nan` is not among ``missingMarkers``. If not, they are
    /// errors, for one of them spoils a whole network.
    public var acceptsNonFinite: Bool
    /// Whether spaces and tabs around a field do not belong to it, quoted ones excepted.
    public var trimsSpaces: Bool
    /// The most different texts that one column may have.
    public var maximumCategories: Int
    /// The most columns that a table may have.
    public var maximumColumns: Int
    /// The most bytes that a row may have; this much memory is taken at most while reading.
    public var maximumRowBytes: Int

    /// The texts that mean that a value is missing, unless said otherwise.
    public static let usualMissingMarkers: Set<String> = [
        "", "?", "-", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NAN", "-nan", "NULL", "Null", "null", "None", "none",
    ]

    /// The given options, and for the others what suits most files.
    public init(
        separator: CSVSeparator? = nil, header: Header = .automatic, skippedLines: Int = 0,
        targets: [CSVColumn] = [], features: [CSVColumn]? = nil, ignored: [CSVColumn] = [],
        categorical: [CSVColumn] = [], missingNumbers: MissingNumbers = .error,
        missingCategories: MissingCategories = .error, missingMarkers: Set<String> = usualMissingMarkers,
        categories: Categories = .error, targetKind: Targets = .automatic, classEncoding: ClassEncoding = .index,
        acceptsNonFinite: Bool = false, trimsSpaces: Bool = true, maximumCategories: Int = 1000,
        maximumColumns: Int = 1 << 20, maximumRowBytes: Int = 64 << 20
    ) {
        self.separator = separator
        self.header = header
        self.skippedLines = skippedLines
        self.targets = targets
        self.features = features
        self.ignored = ignored
        self.categorical = categorical
        self.missingNumbers = missingNumbers
        self.missingCategories = missingCategories
        self.missingMarkers = missingMarkers
        self.categories = categories
        self.targetKind = targetKind
        self.classEncoding = classEncoding
        self.acceptsNonFinite = acceptsNonFinite
        self.trimsSpaces = trimsSpaces
        self.maximumCategories = maximumCategories
        self.maximumColumns = maximumColumns
        self.maximumRowBytes = maximumRowBytes
    }
}
