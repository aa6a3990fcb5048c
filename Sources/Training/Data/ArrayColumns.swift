/// Which columns of an array are what is predicted from, and which what is to be predicted.
public struct ArrayColumns: Codable, Hashable, Sendable {
    /// The number of columns of the array.
    public var count: Int
    /// Those to predict from.
    public var features: [Int]
    /// Those to be predicted.
    public var targets: [Int]
}

extension ArrayColumns {
    /// That these columns are there, and as many as a model has inputs.
    func demand(inputs: Int) throws(ConfigurationError) {
        guard features.count == inputs, count > 0, (features + targets).allSatisfy((0..<count).contains) else {
            throw ConfigurationError("columns \(features) and \(targets) of \(count) for \(inputs) inputs")
        }
    }
}

/// What the arrays of an archive are called.
public struct ArrayNames: Codable, Hashable, Sendable {
    /// That of the samples.
    public var samples: String
    /// That of what is to be predicted; nil if it was in a file of its own.
    public var targets: String?
}
