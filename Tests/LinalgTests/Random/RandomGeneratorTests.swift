import Foundation
import Linalg
import TestSupport
import Testing

/// NumPy's `Generator`, draw for draw.
@Suite struct RandomGeneratorTests {
    struct Recorded: Decodable, Sendable {
        let numpy: String
        let sequences: [Sequence]
        let jumps: [Jump]
        let cases: [Case]
    }

    struct Sequence: Decodable, Sendable {
        let seed, path: String
        let words: [UInt32]
        let wide: [String]
    }

    struct Jump: Decodable, Sendable {
        let seed: String
        let jumps: Int?
        let steps: String?
        let end: PCG64.State
    }

    struct Case: Decodable, Sendable {
        let seed: String
        let calls: [Call]
        let end: PCG64.State
    }

    struct Call: Decodable, Sendable {
        let method: String
        let size: Int
        let first: [String]
        let digest: String
        let dtype, low, last: String?
        let population: Int?
        let replacing, shuffled: Bool?
        let p: [Double]?

        func matches(_ values: [UInt64]) -> Bool {
            let digest = values.indices.reduce(0 as UInt64) { $0 &+ UInt64($1 + 1) &* values[$1] }
            return values.count == size && values.prefix(3).map(String.init) == first && String(digest) == self.digest
        }
    }

    static let recorded = Result { try JSONDecoder().decode(Recorded.self, from: Golden.data("numpy_generator.json")) }

    /// The words of a number that no integer type of the standard library holds.
    private func entropy(_ decimal: String) -> SeedSequence {
        if let seed = UInt128(decimal) { return SeedSequence(seed) }
        var words: [UInt32] = []
        for digit in decimal.compactMap(\.wholeNumberValue) {
            var carry = UInt64(digit)
            for i in words.indices {
                carry += UInt64(words[i]) * 10
                words[i] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            if carry > 0 { words.append(UInt32(carry)) }
        }
        return SeedSequence(entropy: words)
    }

    private func bits(_ values: Vector<Double>) -> [UInt64] { values.map(\.bitPattern) }
    private func bits(_ values: Vector<Float>) -> [UInt64] { values.map { UInt64($0.bitPattern) } }
    private func bits(_ values: [some BinaryInteger]) -> [UInt64] { values.map { UInt64(truncatingIfNeeded: $0) } }

    @Test(arguments: 0..<8)
    func drawsAreNumPys(_ number: Int) throws {
        let recorded = try Self.recorded.get()
        #expect(recorded.cases.count == 8)
        let item = recorded.cases[number]
        var random = RandomGenerator(entropy(item.seed))
        for (place, call) in item.calls.enumerated() {
            let values = try repeated(call, &random)
            #expect(call.matches(values), "seed \(item.seed), call \(place): \(call)")
        }
        #expect(random.bits.state == item.end)
    }

    private func repeated(_ call: Call, _ random: inout RandomGenerator) throws -> [UInt64] {
        let isFloat = call.dtype == "float32"
        let n = call.size
        let population = call.population ?? 0
        switch call.method {
        case "random": return isFloat ? bits(random.random(count: n, Float.self)) : bits(random.random(count: n))
        case "standard_normal":
            return isFloat ? bits(random.standardNormal(count: n, Float.self)) : bits(random.standardNormal(count: n))
        case "standard_exponential":
            return isFloat
                ? bits(random.standardExponential(count: n, Float.self)) : bits(random.standardExponential(count: n))
        case "uniform":
            return bits(random.uniform(in: try real(call.low)..<real(call.last), count: n))
        case "normal":
            return bits(random.normal(mean: try real(call.low), standardDeviation: try real(call.last), count: n))
        case "exponential": return bits(random.exponential(scale: try real(call.low), count: n))
        case "booleans": return random.randomBooleans(count: n).map { $0 ? 1 : 0 }
        case "permutation": return bits(random.permutation(population))
        case "shuffle":
            var values = Vector<Double>(count: population) { Double($0) }
            random.shuffle(&values)
            return bits(values)
        case "shuffle_rows":
            var rows = Matrix<Double>(rows: population, columns: 3) { Double(3 * $0 + $1) }
            random.shuffleRows(&rows)
            return bits(rows.elements)
        case "choice":
            return bits(
                random.choice(
                    population, count: n, replacing: call.replacing ?? true, shuffled: call.shuffled ?? true))
        case "weighted":
            return bits(
                try random.choice(
                    probabilities: Vector(call.p ?? []), count: n, replacing: call.replacing ?? true))
        case "integers":
            switch call.dtype {
            case "int8": return try integers(call, &random, Int8.self)
            case "uint8": return try integers(call, &random, UInt8.self)
            case "int16": return try integers(call, &random, Int16.self)
            case "uint16": return try integers(call, &random, UInt16.self)
            case "int32": return try integers(call, &random, Int32.self)
            case "uint32": return try integers(call, &random, UInt32.self)
            case "int64": return try integers(call, &random, Int.self)
            default: return try integers(call, &random, UInt64.self)
            }
        default: return try #require(nil, "no method \(call.method)")
        }
    }

    private func real(_ text: String?) throws -> Double { try #require(text.flatMap(Double.init)) }

    /// One by one where the range is half open and one value is asked for, so that both forms are used.
    private func integers<I: FixedWidthInteger>(
        _ call: Call, _ random: inout RandomGenerator, _: I.Type
    ) throws -> [UInt64] {
        let low = try #require(call.low.flatMap { I($0) })
        let last = try #require(call.last.flatMap { I($0) })
        if call.size == 1 && last < I.max { return bits([random.randomInteger(in: low..<last + 1)]) }
        if call.size == 1 { return bits([random.randomInteger(in: low...last)]) }
        return bits(random.randomIntegers(in: low...last, count: call.size))
    }

    @Test func seedSequencesAreNumPys() throws {
        let sequences = try Self.recorded.get().sequences
        #expect(sequences.count == 24)
        for item in sequences {
            var sequence = entropy(item.seed)
            for child in item.path.split(separator: " ").compactMap({ Int($0) }) {
                #expect(sequence.childrenSpawned == 0)
                _ = sequence.spawn(child)
                let born = sequence.spawn(1)
                #expect(sequence.childrenSpawned == child + 1)
                sequence = born[0]
            }
            #expect(sequence.generateState(9) == item.words, "\(item.seed) \(item.path)")
            #expect(sequence.generateState64(3).map(String.init) == item.wide, "\(item.seed) \(item.path)")
        }
        #expect(SeedSequence(entropy: []).generateState(4) == SeedSequence(0).generateState(4))
    }

    @Test func jumpsAreNumPys() throws {
        let jumps = try Self.recorded.get().jumps
        #expect(jumps.count == 16)
        for item in jumps {
            var generator = PCG64(entropy(item.seed))
            if let steps = item.steps {
                generator.advance(by: try #require(UInt128(steps)))
                #expect(generator.state == item.end)
            } else {
                _ = generator.nextUInt32()
                #expect(generator.jumped(try #require(item.jumps)).state == item.end)
            }
        }
    }

    @Test func advancingEqualsDrawing() {
        var drawn = PCG64(seed: 3)
        var advanced = drawn
        for _ in 0..<1000 { _ = drawn.next() }
        advanced.advance(by: 1000)
        #expect(advanced == drawn)
        advanced.advance(by: 0 &- 1000)
        #expect(advanced == PCG64(seed: 3))
    }

    @Test func spawnedGeneratorsDrawTheirOwnNumbers() {
        var parent = RandomGenerator(seed: 5)
        let before = parent.bits
        let children = parent.spawn(2) + parent.spawn(1)
        #expect(parent.bits == before)
        var seeds = SeedSequence(5)
        #expect(children == seeds.spawn(3).map { RandomGenerator($0) })
        #expect(Set(children.map(\.bits.state.word)).count == 3)
    }

    @Test func matricesAreFilledRowByRow() {
        var (a, b) = (RandomGenerator(seed: 8), RandomGenerator(seed: 8))
        let matrix = a.standardNormal(rows: 3, columns: 5)
        #expect(matrix.elements == b.standardNormal(count: 15))
        #expect(a.random(rows: 2, columns: 3, Float.self).elements == b.random(count: 6, Float.self))
        #expect(a.uniform(in: 1..<2, rows: 2, columns: 2).elements == b.uniform(in: 1..<2, count: 4))
        #expect(a.random(rows: 0, columns: 3).isEmpty && a == b)
    }

    @Test func oneByOneEqualsMany() {
        var (a, b) = (RandomGenerator(seed: 9), RandomGenerator(seed: 9))
        for _ in 0..<500 {
            #expect(a.random() == b.random(count: 1)[0])
            #expect(a.standardNormal(Float.self) == b.standardNormal(count: 1, Float.self)[0])
            #expect(a.standardExponential() == b.standardExponential(count: 1)[0])
            #expect(a.uniform(in: -1..<1) == b.uniform(in: -1..<1, count: 1)[0])
            #expect(a.normal(mean: 1, standardDeviation: 2) == b.normal(mean: 1, standardDeviation: 2, count: 1)[0])
            #expect(a.exponential(scale: 3) == b.exponential(scale: 3, count: 1)[0])
            #expect(a.randomInteger(in: 0..<7) == b.randomIntegers(in: 0..<7, count: 1)[0])
            #expect(a.next() == b.next())
        }
    }

    @Test func statesRoundTrip() throws {
        var random = RandomGenerator(seed: 1)
        _ = random.random(Float.self)
        let data = try JSONEncoder().encode(random)
        #expect(try JSONDecoder().decode(RandomGenerator.self, from: data) == random)
        let state = random.bits.state
        #expect(state.hasHalf)
        #expect(try PCG64(state) == random.bits)
        var even = state
        even.increment &-= 1
        #expect(throws: PCG64.InvalidState.evenIncrement(even.increment)) { try PCG64(even) }
        let broken = String(decoding: data, as: UTF8.self).replacing(String(state.word), with: "many")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(RandomGenerator.self, from: Data(broken.utf8))
        }
    }

    @Test func shufflingAStridedColumnTouchesNothingElse() {
        var random = RandomGenerator(seed: 2)
        var matrix = Matrix<Double>(rows: 20, columns: 3) { Double(3 * $0 + $1) }
        let before = matrix
        var expected = Array(before[column: 1])
        var copy = random
        random.shuffle(&matrix[column: 1])
        copy.shuffle(&expected)
        #expect(Array(matrix[column: 1]) == expected)
        #expect(matrix[column: 0] == before[column: 0] && matrix[column: 2] == before[column: 2])
        #expect(matrix != before)
    }

    @Test func badProbabilities() {
        var random = RandomGenerator(seed: 2)
        typealias Invalid = RandomGenerator.InvalidProbabilities
        #expect(throws: Invalid.value(index: 1)) { try random.choice(probabilities: [0.5, -0.5, 1], count: 1) }
        #expect(throws: Invalid.value(index: 0)) { try random.choice(probabilities: [.nan, 1], count: 1) }
        #expect(throws: Invalid.sum(0.75)) { try random.choice(probabilities: [0.5, 0.25], count: 1) }
        #expect(throws: Invalid.sum(0)) { try random.choice(probabilities: [], count: 1) }
        #expect(throws: Invalid.tooFew(nonzero: 1, asked: 2)) {
            try random.choice(probabilities: [0, 1], count: 2, replacing: false)
        }
        #expect(random == RandomGenerator(seed: 2))
    }

    @Test func trapsNameWhatIsWrong() async {
        let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = RandomGenerator(seed: -1)
        }
        #expect(says(negative, "SeedSequence(-1)", "negative"))
        let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var random = RandomGenerator(seed: 1)
            _ = random.randomInteger(in: 3..<3)
        }
        #expect(says(empty, "3..<3", "empty"))
        let choice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var random = RandomGenerator(seed: 1)
            _ = random.choice(3, count: 4, replacing: false)
        }
        #expect(says(choice, "4 from 3", "without replacement"))
        let spawn = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var random = RandomGenerator(PCG64(seed: 1))
            _ = random.spawn(1)
        }
        #expect(says(spawn, "spawn(1)", "no seed"))
    }
}
