/// How well classes are told apart.
public struct ClassFigures: Sendable, Hashable, Codable {
    /// How one class fares.
    public struct Class: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String
        /// Of the samples predicted as this class, the share that are of it; 0 if none was predicted.
        public var precision: Double
        /// Of the samples of this class, the share that were predicted as it; 0 if there is none.
        public var recall: Double
        /// The harmonic mean of both.
        public var f1: Double
        /// How many samples are of this class.
        public var support: Int
    }

    /// The share of right predictions.
    public var accuracy: Double
    /// The mean of the classes' F1.
    public var macroF1: Double
    /// Each class.
    public var classes: [Class]
    /// How many samples of each class (row) were predicted as each class (column).
    public var confusion: [[Int]]

    /// The figures of a confusion matrix.
    public init(confusion: [[Int]], names: [String]) {
        self.confusion = confusion
        let right = confusion.indices.reduce(0) { $0 + confusion[$1][$1] }
        let total = confusion.reduce(0) { $0 + $1.reduce(0, +) }
        accuracy = total > 0 ? Double(right) / Double(total) : 0
        func share(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }
        classes = names.indices.map { i in
            let support = confusion[i].reduce(0, +)
            let predicted = confusion.reduce(0) { $0 + $1[i] }
            let hits = confusion[i][i]
            return Class(
                name: names[i], precision: share(hits, predicted), recall: share(hits, support),
                f1: share(2 * hits, support + predicted), support: support)
        }
        macroF1 = classes.reduce(0) { $0 + $1.f1 } / Double(max(classes.count, 1))
    }
}
