internal import ComplexModule
internal import RealModule

// MARK: - Order

extension RandomGenerator {
    /// The numbers 0 ..< `count` in random order: `permutation(count)`.
    ///
    /// - Precondition: `count ≥ 0`.
    /// - Complexity: O(count), one allocation.
    public mutating func permutation(_ count: Int) -> [Int] {
        require(count >= 0, "permutation(\(count)): the count must not be negative")
        var result = Array(0..<count)
        shuffle(&result)
        return result
    }

    /// Puts the elements into random order: `shuffle(array)` for an array of one axis.
    ///
    /// - Complexity: O(count), no allocation.
    @inlinable
    public mutating func shuffle<Element>(_ array: inout [Element]) {
        var i = array.count &- 1
        while i > 0 {
            array.swapAt(i, bits.interval(through: i))
            i &-= 1
        }
    }

    /// Puts the elements into random order: `shuffle(array)` for an array of one axis.
    ///
    /// - Complexity: O(count), no allocation unless the vector shares its storage.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func shuffle<Element>(_ vector: inout Vector<Element>) {
        vector.makeUnique()
        let view = vector.unsafeView
        var i = vector.count &- 1
        while i > 0 {
            let j = bits.interval(through: i)
            (view[i], view[j]) = (view[j], view[i])
            i &-= 1
        }
        extendLifetime(vector)
    }

    /// Puts the rows into random order: `shuffle(array)` for an array of two axes.
    ///
    /// - Complexity: O(rows·columns), no allocation unless the matrix shares its storage.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    public mutating func shuffleRows<Element>(_ matrix: inout Matrix<Element>) {
        matrix.makeUnique()
        let view = matrix.unsafeView
        var i = matrix.rows &- 1
        while i > 0 {
            let j = bits.interval(through: i)
            if i != j { for k in 0..<view.columns { (view[i, k], view[j, k]) = (view[j, k], view[i, k]) } }
            i &-= 1
        }
        extendLifetime(matrix)
    }

    /// Shuffles the elements from the last down to number `first`, each with one at or before it.
    private mutating func shuffle(_ array: inout [Int], downTo first: Int) {
        var i = array.count &- 1
        while i >= first {
            array.swapAt(i, Int(truncatingIfNeeded: bits.draw(through: UInt64(truncatingIfNeeded: i))))
            i &-= 1
        }
    }
}

// MARK: - Choice

extension RandomGenerator {
    /// Why numbers are no probabilities to choose by.
    public enum InvalidProbabilities: Error, Equatable, CustomStringConvertible {
        /// The one in this place is negative or NaN.
        case value(index: Int)
        /// They add up to this number, which is not one.
        case sum(Double)
        /// So few are above zero that so many different things cannot be chosen.
        case tooFew(nonzero: Int, asked: Int)

        /// What was found and what is expected.
        public var description: String {
            switch self {
            case .value(let index): "probability \(index) is negative or NaN; it must be in 0 ... 1"
            case .sum(let sum): "the probabilities add up to \(sum); divide them by that to have 1"
            case .tooFew(let nonzero, let asked):
                "\(asked) different things cannot be chosen where only \(nonzero) have a probability above 0"
            }
        }
    }

    /// `count` numbers of 0 ..< `population`, each as likely as any other: `choice(population, count, replace=…)`.
    ///
    /// - Parameters:
    ///   - population: How many numbers there are to choose from.
    ///   - count: How many are drawn.
    ///   - replacing: Whether a number may be chosen again.
    ///   - shuffled: Without replacement, whether the order is random too; false is faster.
    /// - Precondition: `count ≥ 0`; there is something to choose from, and without replacement at least `count`.
    /// - Complexity: O(count), or O(population) where more than a fiftieth of more than ten thousand is chosen (a
    ///   twentieth if not shuffled).
    /// - Source: Floyd's algorithm in Bentley, Programming Pearls: A Sample of Brilliance, 1987.
    public mutating func choice(_ population: Int, count: Int, replacing: Bool = true, shuffled: Bool = true) -> [Int] {
        require(
            count >= 0 && population >= 0 && (population > 0 || count == 0),
            "choice of \(count) from \(population)")
        if replacing { return count == 0 ? [] : randomIntegers(in: 0..<population, count: count) }
        require(count <= population, "choice of \(count) from \(population) without replacement")
        if population > 10_000 && count > population / (shuffled ? 50 : 20) {
            var all = Array(0..<population)
            shuffle(&all, downTo: max(population - count, 1))
            return Array(all[(population - count)...])
        }
        var chosen = Set<Int>(minimumCapacity: count)
        var result: [Int] = []
        result.reserveCapacity(count)
        for last in (population - count)..<population {
            let value = Int(truncatingIfNeeded: bits.draw(through: UInt64(truncatingIfNeeded: last)))
            result.append(chosen.insert(value).inserted ? value : last)
            if result.last == last { chosen.insert(last) }
        }
        if shuffled { shuffle(&result, downTo: 1) }
        return result
    }

    /// `count` numbers of 0 ..< `probabilities.count`, each with its probability:
    /// `choice(population, count, replace=…, p=probabilities)`.
    ///
    /// - Parameters:
    ///   - probabilities: The probability of each number; they add up to 1.
    ///   - count: How many are drawn.
    ///   - replacing: Whether a number may be chosen again.
    /// - Precondition: `count ≥ 0`.
    /// - Throws: ``InvalidProbabilities`` if one is negative or NaN, if they do not add up to 1 within 1.5e-8, or if too
    ///   few are above zero.
    /// - Complexity: O(n + count·log n) for n probabilities, with replacement.
    public mutating func choice(
        probabilities: Vector<Double>, count: Int, replacing: Bool = true
    ) throws(InvalidProbabilities) -> [Int] {
        require(count >= 0, "choice of \(count): the count must not be negative")
        var weights = Array(probabilities)
        try Self.check(weights)
        if replacing {
            let bounds = Self.distribution(weights)
            return (0..<count).map { _ in Self.place(of: bits.nextDouble(), in: bounds) }
        }
        let nonzero = weights.count { $0 > 0 }
        if nonzero < count { throw .tooFew(nonzero: nonzero, asked: count) }
        var found: [Int] = []
        while found.count < count {
            let draws = (found.count..<count).map { _ in bits.nextDouble() }
            for index in found { weights[index] = 0 }
            let bounds = Self.distribution(weights)
            var seen = Set<Int>()
            for draw in draws {
                let index = Self.place(of: draw, in: bounds)
                if seen.insert(index).inserted { found.append(index) }
            }
        }
        return found
    }

    private static func check(_ weights: [Double]) throws(InvalidProbabilities) {
        if let bad = weights.firstIndex(where: { !($0 >= 0) }) { throw .value(index: bad) }
        // Kahan's compensated summation.
        var sum = 0.0
        var error = 0.0
        for weight in weights {
            let corrected = weight - error
            let next = sum + corrected
            error = (next - sum) - corrected
            sum = next
        }
        if !((sum - 1).magnitude <= Double.ulpOfOne.squareRoot()) { throw .sum(sum) }
    }

    /// The sums of the first weights, the last of them being 1.
    private static func distribution(_ weights: [Double]) -> [Double] {
        var sum = 0.0
        let sums = weights.map { weight in
            sum += weight
            return sum
        }
        return sums.map { $0 / sum }
    }

    /// How many of the bounds, which ascend, are not above `draw`.
    private static func place(of draw: Double, in bounds: [Double]) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] <= draw { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
