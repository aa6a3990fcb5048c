import Linalg

/// Two ways to the same numbers.
struct Duel {
    let title: String
    /// What decides with others of its kind: the precision.
    let kind: String
    let own: () -> Void
    let other: () -> Void
    /// How far their results lie apart, over what rounding allows.
    private let difference: () -> Double

    /// Both ways write into `result`, or add to it; each of its numbers is a sum of `terms` products of numbers up to 1.
    init<T: Scalar>(
        _ title: String, into result: Vector<T>, terms: Int, own: @escaping () -> Void, other: @escaping () -> Void
    ) {
        kind = "\(T.self)"
        self.title = "\(T.self)\(title.isEmpty ? "" : " \(title)")"
        (self.own, self.other) = (own, other)
        difference = {
            let results = [own, other].map { way in
                result.unsafeView.base.update(repeating: 0, count: result.count)
                way()
                return (0..<result.count).map { result.unsafeView[$0] }
            }
            let largest = results[1].reduce(1) { max($0, $1.modulus) }
            let allowed = 4 * T.RealType(terms) * .ulpOfOne * largest
            // A NaN is no greater number, so it is looked for.
            let differences = zip(results[0], results[1]).map { ($0 - $1).modulus / allowed }
            return Double(differences.reduce(0) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) })
        }
    }

    /// Throws unless both ways come to the same numbers.
    func verify(at size: String) throws {
        let difference = difference()
        guard difference <= 1 else { throw Disagreement(description: "\(title) at \(size): \(difference) apart") }
    }

    struct Disagreement: Error, CustomStringConvertible { let description: String }
}

/// Numbers between −1/2 and 1/2, the same in each run.
func samples<T: Scalar>(_ count: Int, seed: UInt32 = 1) -> Vector<T> {
    var generator = RandomState(seed: seed)
    return Vector(count: count) { _ in T(real: T.RealType(generator.randomSample() - 0.5)) }
}

func samples<T: Scalar>(_ rows: Int, _ columns: Int, seed: UInt32 = 1) -> Matrix<T> {
    Matrix(rows: rows, columns: columns, elements: samples(rows * columns, seed: seed))
}
