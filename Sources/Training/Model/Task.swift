/// What a model predicts.
public enum Task: Codable, Hashable, Sendable {
    /// One of several classes.
    case classification(classes: [String])
    /// A number for each name.
    case regression(outputs: [String])
    /// Yes or no for each name, independently.
    case labels([String])

    /// The names of classes or outputs: as many as the network has outputs.
    public var names: [String] {
        switch self {
        case .classification(let names), .regression(let names), .labels(let names): names
        }
    }

    /// Whether it is to tell classes apart.
    public var isClassification: Bool {
        if case .classification = self { true } else { false }
    }

    /// In a word.
    public var name: String {
        switch self {
        case .classification: "classification"
        case .regression: "regression"
        case .labels: "labels"
        }
    }
}
