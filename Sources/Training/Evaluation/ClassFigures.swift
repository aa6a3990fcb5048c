/// How well classes are told apart.
public struct ClassFigures: Sendable, Hashable, Codable {
    /// How one class, or one label, fares.
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

        init(name: String, hits: Int, support: Int, predicted: Int) {
            func share(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }
            self.name = name
            precision = share(hits, predicted)
            recall = share(hits, support)
            f1 = share(2 * hits, support + predicted)
            self.support = support
        }
    }

    /// The share of right predictions.
    public var accuracy: Double
    /// The mean of the classes' F1.
    public var macroF1: Double
    /// Each class.
    public var classes: [Class]
    /// How many samples of each class (row) were predicted as each class (column); nil if there are more than
    /// ``mostConfused`` classes, or nobody asked for it.
    public var confusion: [[Int]]?

    /// The most classes that a confusion matrix is made for: its size is the square.
    public static var mostConfused: Int { 1000 }

    /// The figures of a confusion matrix.
    public init(confusion: [[Int]], names: [String]) {
        var counts = ClassCounts(classes: names.count, withConfusion: true)
        for (row, line) in confusion.enumerated() {
            for (column, count) in line.enumerated() { counts.add(count, of: row, as: column) }
        }
        self = counts.figures(names: names)
        self.confusion = confusion
    }

    fileprivate init(accuracy: Double, classes: [Class], confusion: [[Int]]?) {
        self.accuracy = accuracy
        self.classes = classes
        self.confusion = confusion
        macroF1 = classes.reduce(0) { $0 + $1.f1 } / Double(max(classes.count, 1))
    }
}

/// How well labels are told, of which a sample may have any number.
public struct LabelFigures: Sendable, Hashable, Codable {
    /// The share of labels that are right, over all samples and labels, each being yes from a probability of one half on.
    public var accuracy: Double
    /// The mean of the labels' F1.
    public var macroF1: Double
    /// Each label: precision and recall of its yes.
    public var labels: [ClassFigures.Class]
}

/// Counts from which ``ClassFigures`` or ``LabelFigures`` follow: as many as there are classes, not the square of it.
struct ClassCounts {
    private var hits: [Int]
    private var support: [Int]
    private var predicted: [Int]
    private var confusion: [[Int]]?

    init(classes: Int, withConfusion: Bool) {
        hits = Array(repeating: 0, count: classes)
        support = hits
        predicted = hits
        if withConfusion, classes <= ClassFigures.mostConfused {
            confusion = Array(repeating: hits, count: classes)
        }
    }

    /// Takes samples of one class that were predicted as another, or as the same.
    mutating func add(_ count: Int = 1, of actual: Int, as predicted: Int) {
        support[actual] += count
        self.predicted[predicted] += count
        if actual == predicted { hits[actual] += count }
        confusion?[actual][predicted] += count
    }

    /// Takes a sample's label.
    mutating func add(label: Int, isActual: Bool, isPredicted: Bool) {
        if isActual { support[label] += 1 }
        if isPredicted { predicted[label] += 1 }
        if isActual && isPredicted { hits[label] += 1 }
    }

    private func figures(_ names: [String]) -> [ClassFigures.Class] {
        names.indices.map {
            ClassFigures.Class(name: names[$0], hits: hits[$0], support: support[$0], predicted: predicted[$0])
        }
    }

    func figures(names: [String]) -> ClassFigures {
        ClassFigures(
            accuracy: Double(hits.reduce(0, +)) / Double(max(support.reduce(0, +), 1)), classes: figures(names),
            confusion: confusion)
    }

    func labelFigures(names: [String], samples: Int) -> LabelFigures {
        // Each miss and each false alarm is one wrong answer.
        let wrong = names.indices.reduce(0) { $0 + support[$1] + predicted[$1] - 2 * hits[$1] }
        let labels = figures(names)
        return LabelFigures(
            accuracy: 1 - Double(wrong) / Double(max(samples * names.count, 1)),
            macroF1: labels.reduce(0) { $0 + $1.f1 } / Double(max(labels.count, 1)), labels: labels)
    }
}
