internal import DataFormats
public import Foundation

extension Configuration {
    /// Reads options from a file of JSON5.
    ///
    /// - Throws: ``DataFormatError`` if it cannot be read; ``ConfigurationError`` if it is not JSON5, has a key that is no
    ///   option, or a value of the wrong type.
    public init(path: String) throws {
        let file = try MappedFile(path: path)
        guard file.count <= 1 << 24 else {
            throw ConfigurationError("\(path): expected at most 16 MiB of options, found \(file.count) bytes")
        }
        try self.init(json5: file.withUnsafeBytes { Data($0) }, name: path)
    }

    init(json5 data: Data, name: String) throws {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        guard let text = String(data: data, encoding: .utf8) else {
            throw ConfigurationError("\(name): expected JSON5 in UTF-8, found other bytes; save it as UTF-8")
        }
        do {
            let values = try decoder.decode([String: Anything].self, from: data)
            let known = Set(Self.keys)
            for key in values.keys.sorted() where !known.contains(key) {
                throw ConfigurationError(
                    "\(name): expected options, found the unknown key \(DataFormatError.quoted(key))\(Self.suggestion(for: key)); "
                        + "mlp train --print-config shows all")
            }
            var seen: Set<String> = []
            for key in JSON5Keys(text) where !seen.insert(key).inserted {
                throw ConfigurationError(
                    "\(name): expected each option once, found \(DataFormatError.quoted(key)) twice; leave one out")
            }
            try Self.demandNumbers(values, name)
            self = try decoder.decode(Configuration.self, from: data)
        } catch let error as DecodingError {
            throw ConfigurationError("\(name): \(Self.explanation(of: error))")
        }
    }

    /// A value of whatever kind; of a number what it is.
    private struct Anything: Decodable {
        var number: Double?
        var isNumber = false

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            number = try? container.decode(Double.self)
            // What is nothing else, and is no finite number, is a number that is too large.
            let isOther =
                container.decodeNil() || (try? container.decode(String.self)) != nil
                || (try? container.decode(Bool.self)) != nil || (try? decoder.unkeyedContainer()) != nil
                || (try? decoder.container(keyedBy: Key.self)) != nil
            isNumber = !isOther
        }

        private struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue _: Int) { return nil }
        }
    }

    /// Numbers that do not fit, of which the decoder does not say where they are.
    private static func demandNumbers(_ values: [String: Anything], _ name: String) throws(ConfigurationError) {
        for (key, option) in Mirror(reflecting: Configuration()).children {
            guard let key, let value = values[key], value.isNumber else { continue }
            let fits: Bool
            switch type(of: option) {
            case is Int?.Type: fits = value.number.flatMap { Int(exactly: $0) } != nil
            case is UInt32?.Type: fits = value.number.flatMap { UInt32(exactly: $0) } != nil
            default: fits = value.number?.isFinite == true
            }
            guard fits else {
                let kind = type(of: option) is Double?.Type ? "a finite number" : "a whole number in range"
                let found = value.number.map { "\($0)" } ?? "one that is too large"
                throw ConfigurationError("\(name): expected \(kind) for \"\(key)\", found \(found)")
            }
        }
    }

    /// The options as JSON, the keys sorted.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// As ``json()``, with `null` for each option that is not said.
    public func template() throws -> Data {
        let options = try JSONSerialization.jsonObject(with: JSONEncoder().encode(self)) as? [String: Any] ?? [:]
        var all: [String: Any] = [:]
        for key in Self.keys { all[key] = options[key] ?? NSNull() }
        return try JSONSerialization.data(
            withJSONObject: all, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    }

    /// These options, with those that `other` says in their place.
    public func merging(_ other: Configuration) throws -> Configuration {
        let encoder = JSONEncoder()
        func object(_ configuration: Configuration) throws -> [String: Any] {
            try JSONSerialization.jsonObject(with: encoder.encode(configuration)) as? [String: Any] ?? [:]
        }
        let merged = try object(self).merging(object(other)) { $1 }
        return try JSONDecoder().decode(Configuration.self, from: JSONSerialization.data(withJSONObject: merged))
    }

    /// The options that both say differently, by name.
    public func differences(from other: Configuration) throws -> [String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        func values(_ configuration: Configuration) throws -> [String: String] {
            let object = try JSONSerialization.jsonObject(with: encoder.encode(configuration)) as? [String: Any] ?? [:]
            return object.mapValues { "\($0)" }
        }
        let (a, b) = (try values(self), try values(other))
        return Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
    }

    /// The names of all options.
    static let keys = Mirror(reflecting: Configuration()).children.compactMap(\.label)

    private static func suggestion(for key: String) -> String {
        func plain(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
        let match = keys.first {
            plain($0) == plain(key) || plain($0) + "s" == plain(key) || plain($0) == plain(key) + "s"
        }
        return match.map { " (do you mean \"\($0)\"?)" } ?? ""
    }

    private static func explanation(of error: DecodingError) -> String {
        switch error {
        case .typeMismatch(let type, let context):
            guard let key = context.codingPath.first?.stringValue else {
                return "expected an object such as {epochs: 10}, found something else"
            }
            return "expected \(words(for: type)) for \"\(key)\", found something else"
        case .dataCorrupted(let context), .valueNotFound(_, let context), .keyNotFound(_, let context):
            let key = context.codingPath.first.map { " for \"\($0.stringValue)\"" } ?? " of JSON5"
            return "expected a valid value\(key): \(context.debugDescription)"
        @unknown default: return "expected JSON5, found something else"
        }
    }

    private static func words(for type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is Int.Type, is UInt32.Type: "a whole number"
        case is Double.Type: "a number"
        default: "a list"
        }
    }
}
