import Foundation
import Linalg

/// Recorded calls of NumPy's `RandomState` and what they returned, to be repeated. Two files have this layout.
struct RandomGolden: Decodable, Sendable {
    let numpy: String
    let cases: [Case]

    /// One stream: where it starts, its calls in order, and where it then stands.
    struct Case: Decodable, Sendable, CustomStringConvertible {
        var seed: Seed?
        var state: Standing?
        var calls: [Call]
        var end: Standing?

        /// The stream before the first call.
        func begin() throws -> RandomState {
            if let state { return try RandomState(state.complete()) }
            switch seed {
            case .one(let seed): return RandomState(seed: seed)
            case .several(let seeds): return RandomState(seeds: seeds)
            case nil: throw Malformed(what: "a case has neither seed nor state")
            }
        }

        var description: String {
            switch seed {
            case .one(let seed): "seed \(seed)"
            case .several(let seeds): "\(seeds.count) seeds"
            case nil: "from a state"
            }
        }
    }

    enum Seed: Decodable, Sendable {
        case one(UInt32)
        case several([UInt32])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let seed = try? container.decode(UInt32.self) {
                self = .one(seed)
            } else {
                self = .several(try container.decode([UInt32].self))
            }
        }
    }

    /// A state, with its key whole or as a sum over it.
    struct Standing: Decodable, Sendable {
        var position: Int
        var hasGaussian: Bool
        var cachedGaussian: Double
        var key: [UInt32]?
        var digest: UInt64?

        func complete() throws -> RandomState.State {
            guard let key else { throw Malformed(what: "a state has no key") }
            return RandomState.State(
                key: key, position: position, hasGaussian: hasGaussian, cachedGaussian: cachedGaussian)
        }

        func matches(_ state: RandomState.State) -> Bool {
            state.position == position && state.hasGaussian == hasGaussian
                && state.cachedGaussian.bitPattern == cachedGaussian.bitPattern
                && (key == nil || state.key == key)
                && (digest == nil || Standing.digest(state.key) == digest)
        }

        static func digest(_ key: [UInt32]) -> UInt64 {
            zip(key, 1...).reduce(0) { $0 &+ UInt64($1.0) &* UInt64($1.1) }
        }
    }

    /// `[method, arguments, values]`.
    struct Call: Decodable, Sendable, CustomStringConvertible {
        let description: String
        /// Makes the call and says whether it returned the recorded values, bit for bit.
        let repeats: @Sendable (inout RandomState) -> Bool

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            let method = try container.decode(String.self)
            let arguments = try container.decode(Arguments.self)
            description = "\(method)(\(arguments))"
            switch method {
            case "random_sample":
                repeats = Self.doubles(
                    arguments.size, try container.decode([Double].self), { $0.randomSample() },
                    { $0.randomSample(count: $1) })
            case "uniform":
                guard let low = arguments.low.flatMap(Double.init), let high = arguments.high else {
                    throw Malformed(what: description)
                }
                repeats = Self.doubles(
                    arguments.size, try container.decode([Double].self), { $0.uniform(in: low..<high) },
                    { $0.uniform(in: low..<high, count: $1) })
            case "standard_normal":
                repeats = Self.doubles(
                    arguments.size, try container.decode([Double].self), { $0.standardNormal() },
                    { $0.standardNormal(count: $1) })
            case "normal":
                guard let loc = arguments.loc, let scale = arguments.scale else { throw Malformed(what: description) }
                repeats = Self.doubles(
                    arguments.size, try container.decode([Double].self),
                    { $0.normal(mean: loc, standardDeviation: scale) },
                    { $0.normal(mean: loc, standardDeviation: scale, count: $1) })
            case "permutation", "shuffle":
                guard let count = arguments.x else { throw Malformed(what: description) }
                let expected = try container.decode([Int].self)
                let inPlace = method == "shuffle"
                repeats = { random in
                    if !inPlace { return random.permutation(count) == expected }
                    var array = Array(0..<count)
                    random.shuffle(&array)
                    return array == expected
                }
            case "randint":
                switch arguments.dtype ?? "int64" {
                case "bool":
                    let expected = try container.decode([Bool].self)
                    let size = arguments.size
                    repeats = { random in
                        (size.map { random.randomBooleans(count: $0) } ?? [random.randomBoolean()]) == expected
                    }
                case "int8": repeats = Self.integers(arguments, try container.decode([Int8].self))
                case "uint8": repeats = Self.integers(arguments, try container.decode([UInt8].self))
                case "int16": repeats = Self.integers(arguments, try container.decode([Int16].self))
                case "uint16": repeats = Self.integers(arguments, try container.decode([UInt16].self))
                case "int32": repeats = Self.integers(arguments, try container.decode([Int32].self))
                case "uint32": repeats = Self.integers(arguments, try container.decode([UInt32].self))
                case "int64": repeats = Self.integers(arguments, try container.decode([Int].self))
                case "uint64": repeats = Self.integers(arguments, try container.decode([UInt64].self))
                default: throw Malformed(what: description)
                }
            default:
                throw Malformed(what: description)
            }
        }

        private static func doubles(
            _ size: Int?, _ expected: [Double], _ one: @escaping @Sendable (inout RandomState) -> Double,
            _ many: @escaping @Sendable (inout RandomState, Int) -> [Double]
        ) -> @Sendable (inout RandomState) -> Bool {
            { random in
                let values = size.map { many(&random, $0) } ?? [one(&random)]
                return values.map(\.bitPattern) == expected.map(\.bitPattern)
            }
        }

        private static func integers<I: FixedWidthInteger & Sendable>(
            _ arguments: Arguments, _ expected: [I]
        ) -> @Sendable (inout RandomState) -> Bool {
            { random in
                guard let low = arguments.low.flatMap({ I($0) }) else { return false }
                if let last = arguments.last.flatMap({ I($0) }) {
                    // Alternate between the two kinds of range where both can say it.
                    if last < I.max && expected.count % 2 == 0 {
                        let range = low..<(last + 1)
                        let values = arguments.size.map { random.randomIntegers(in: range, count: $0) }
                        return (values ?? [random.randomInteger(in: range)]) == expected
                    }
                    let values = arguments.size.map { random.randomIntegers(in: low...last, count: $0) }
                    return (values ?? [random.randomInteger(in: low...last)]) == expected
                }
                guard let high = arguments.high.flatMap({ I(exactly: $0) }) else { return false }
                let values = arguments.size.map { random.randomIntegers(in: low..<high, count: $0) }
                return (values ?? [random.randomInteger(in: low..<high)]) == expected
            }
        }
    }

    /// The arguments by NumPy's names, and `last` for `high − 1`.
    struct Arguments: Decodable, Sendable, CustomStringConvertible {
        var size: Int?
        var x: Int?
        var dtype: String?
        var low: String?
        var last: String?
        var high: Double?
        var loc: Double?
        var scale: Double?

        private enum Keys: String, CodingKey {
            case size, x, dtype, low, last, high, loc, scale
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            size = try container.decodeIfPresent(Int.self, forKey: .size)
            x = try container.decodeIfPresent(Int.self, forKey: .x)
            dtype = try container.decodeIfPresent(String.self, forKey: .dtype)
            high = try container.decodeIfPresent(Double.self, forKey: .high)
            loc = try container.decodeIfPresent(Double.self, forKey: .loc)
            scale = try container.decodeIfPresent(Double.self, forKey: .scale)
            low = try Self.digits(container, .low)
            last = try Self.digits(container, .last)
        }

        /// A number that may need all of 64 bits, with or without sign, or be no integer.
        private static func digits(_ container: KeyedDecodingContainer<Keys>, _ key: Keys) throws -> String? {
            guard container.contains(key) else { return nil }
            if let value = try? container.decode(Int64.self, forKey: key) { return String(value) }
            if let value = try? container.decode(UInt64.self, forKey: key) { return String(value) }
            return "\(try container.decode(Double.self, forKey: key))"
        }

        var description: String {
            let parts: [(String, (any CustomStringConvertible)?)] = [
                ("dtype", dtype), ("low", low), ("last", last), ("high", high), ("loc", loc), ("scale", scale),
                ("x", x), ("size", size),
            ]
            return parts.compactMap { name, value in value.map { "\(name): \($0)" } }.joined(separator: ", ")
        }
    }

    struct Malformed: Error {
        let what: String
    }
}
