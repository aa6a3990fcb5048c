public import DataFormats
public import Linalg

/// Samples to learn from, to be judged by or to predict from: a row of features each, and what is to be predicted of it.
public struct Dataset<Element: RealScalar>: Sendable {
    /// What is to be predicted.
    public enum Targets: Sendable {
        /// Nothing is known of it.
        case none
        /// One class for each sample, as an index into the names.
        case classes([Int32], names: [String])
        /// Numbers, a row for each sample.
        case numbers(Rows<Element>, names: [String])
    }

    /// The file, as it was named.
    public var path: String
    /// The samples.
    public var features: Rows<Element>
    /// What is to be predicted.
    public var targets: Targets
    /// How the columns of a table became features; nil if the data are arrays.
    public var schema: CSVSchema?
    /// What the arrays of an archive are called; nil for other files.
    public var arrayNames: ArrayNames?
    /// Which columns of an array these are; nil if they are all of it.
    public var arrayColumns: ArrayColumns?
    /// How many rows of a table were left out because a value was missing.
    public var droppedRows: Int
    /// What tells the files from others, by what they are for: `data`, `labels`; none for what came from a pipe.
    public var fingerprints: [String: Fingerprint]

    /// Data of the given parts.
    public init(
        path: String, features: Rows<Element>, targets: Targets, schema: CSVSchema? = nil, droppedRows: Int = 0,
        fingerprints: [String: Fingerprint] = [:]
    ) {
        self.path = path
        self.features = features
        self.targets = targets
        self.schema = schema
        self.droppedRows = droppedRows
        self.fingerprints = fingerprints
    }

    /// The number of samples.
    public var count: Int { features.count }
}
