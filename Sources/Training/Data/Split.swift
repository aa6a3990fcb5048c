public import Linalg

/// Samples to train on and samples to validate with.
public struct Split: Sendable, Hashable {
    /// The indices of the samples to train on, in ascending order.
    public var training: [Int]
    /// The indices of the others, in ascending order.
    public var validation: [Int]

    /// Draws a share of the samples for validation. With classes, from each class that share, so that both parts have
    /// every class in proportion; a class with a single sample is trained on.
    ///
    /// - Precondition: `share` is at least 0 and below 1.
    public init(count: Int, share: Double, classes: [Int32]?, using generator: inout RandomState) {
        require(share >= 0 && share < 1, "a validation split of \(share)")
        guard share > 0 else {
            (training, validation) = (Array(0..<count), [])
            return
        }
        let order = generator.permutation(count)
        var groups: [Int32: [Int]] = [:]
        for index in order { groups[classes?[index] ?? 0, default: []].append(index) }
        var validation: [Int] = []
        // Rounding each class by itself would drift away from the share when there are many small ones. But no class makes up
        // for more than the rounding of those before it.
        var owed = 0.0
        for (_, members) in groups.sorted(by: { $0.key < $1.key }) {
            let wanted = share * Double(members.count) + owed
            let taken = min(max(Int(wanted.rounded()), 0), members.count - 1)
            owed = min(max(wanted - Double(taken), -0.5), 0.5)
            validation += members.prefix(taken)
        }
        validation.sort()
        var isTraining = [Bool](repeating: true, count: count)
        for index in validation { isTraining[index] = false }
        self.validation = validation
        training = (0..<count).filter { isTraining[$0] }
    }
}
