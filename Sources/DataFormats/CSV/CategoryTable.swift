internal import Linalg

/// The texts of a column, numbered, found by their bytes without making a `String` of them.
struct CategoryTable {
    private(set) var texts: [String] = []
    // Open addressing; −1 is free. Each text's bytes lie end to end.
    private var slots: [Int32]
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    // The numbers that the texts stand for, if all of them are numbers: 1 and 1.0 are then the same.
    private var numbers: [Double: Int]?

    init() { slots = Array(repeating: -1, count: 16) }

    /// A table of the given texts; of equal ones the first counts.
    init(_ categories: [String]) {
        self.init()
        texts.reserveCapacity(categories.count)
        for category in categories {
            var copy = category
            copy.withUTF8 { text in
                if index(of: text) == nil { insert(text, category) } else { insertDuplicate(category) }
            }
        }
        var values: [Double: Int] = [:]
        for (i, category) in categories.enumerated() {
            guard let value = CategoryTable.shortNumber(category) else { return }
            if values[value] == nil { values[value] = i }
        }
        numbers = values
    }

    var count: Int { texts.count }

    /// The number that a text is, if it is a finite one.
    static func number(_ text: String) -> Double? { DecimalNumber.value(of: text) }

    /// The number that a text is, if it has so few digits that different numbers differ as `Double` too.
    static func shortNumber(_ text: String) -> Double? {
        guard text.utf8.count(where: { (0x30...0x39).contains($0) }) <= 15 else { return nil }
        return number(text)
    }

    /// Whether a text is written as a number, even if it is beyond the range of `Double`.
    static func looksLikeNumber(_ text: String) -> Bool {
        if number(text) != nil { return true }
        let characters = text.utf8
        return characters.contains { (0x30...0x39).contains($0) }
            && characters.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
            && Double(text) != nil
    }

    /// The index of a text; nil if it is none of them.
    func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = firstSlot(text)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if isEqual(text, index) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The index of the text that is the same number; nil if there is none, or if not all of them are numbers.
    func index(ofNumber text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let numbers, let value = CategoryTable.shortNumber(String(decoding: text, as: UTF8.self)) else {
            return nil
        }
        return numbers[value]
    }

    /// Adds a text that is not yet in the table.
    mutating func insert(_ text: UnsafeBufferPointer<UInt8>, _ string: String) {
        if 2 * (texts.count + 1) > slots.count { grow() }
        place(text, texts.count)
        bytes.append(contentsOf: text)
        starts.append(bytes.count)
        texts.append(string)
    }

    private mutating func insertDuplicate(_ string: String) {
        starts.append(bytes.count)
        texts.append(string)
    }

    private mutating func place(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) {
        var slot = firstSlot(text)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(index)
    }

    private mutating func grow() {
        let old = slots.filter { $0 >= 0 }
        slots = Array(repeating: -1, count: 2 * slots.count)
        let copy = bytes
        copy.withUnsafeBufferPointer { all in
            for index in old {
                let range = starts[Int(index)]..<starts[Int(index) + 1]
                place(UnsafeBufferPointer(rebasing: all[range]), Int(index))
            }
        }
    }

    private func firstSlot(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        // Seeded at random by the standard library, so that no file can aim at collisions.
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(text))
        return hasher.finalize() & (slots.count - 1)
    }

    private func isEqual(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        let start = starts[index]
        guard starts[index + 1] - start == text.count else { return false }
        for i in 0..<text.count where bytes[start + i] != text[i] { return false }
        return true
    }
}
