import Foundation

/// Any JSON, to compare what a program prints with what it should print.
indirect enum JSONValue: Decodable, Equatable {
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let array = try? container.decode([JSONValue].self) {
            self = .array(array)
        } else if let object = try? container.decode([String: JSONValue].self) {
            self = .object(object)
        } else if let truth = try? container.decode(Bool.self) {
            self = .text(truth ? "true" : "false")
        } else {
            self = .text(container.decodeNil() ? "null" : try container.decode(String.self))
        }
    }

    /// The value under a key of an object, if it is one.
    subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The keys of an object, in order.
    var keys: [String] {
        if case .object(let members) = self { members.keys.sorted() } else { [] }
    }

    /// All numbers in it, in order: of an object by its keys.
    var numbers: [Double] {
        switch self {
        case .number(let number): [number]
        case .text: []
        case .array(let elements): elements.flatMap(\.numbers)
        case .object(let members): members.sorted { $0.key < $1.key }.flatMap(\.value.numbers)
        }
    }

    /// The same with all numbers zero, to compare keys, nesting and counts.
    var shape: JSONValue {
        switch self {
        case .number: .number(0)
        case .text: self
        case .array(let elements): .array(elements.map(\.shape))
        case .object(let members): .object(members.mapValues(\.shape))
        }
    }
}

/// The largest `|a − b| / (|b| + floor)`; infinity if the counts differ, and NaN if any number is.
func deviation(_ ours: [Double], _ theirs: [Double], floor: Double = 0) -> Double {
    if ours.count != theirs.count { return .infinity }
    var largest = 0.0
    for (a, b) in zip(ours, theirs) where a != b {
        let deviation = abs(a - b) / (abs(b) + floor)
        largest = deviation.isNaN || largest.isNaN ? .nan : max(largest, deviation)
    }
    return largest
}
