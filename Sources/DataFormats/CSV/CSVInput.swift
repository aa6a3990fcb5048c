/// The part of a CSV file that is in memory.
///
/// Whoever parses works from ``position`` to ``end``. If a row does not end before ``end``, it asks for more with
/// ``fetch()`` and parses the row again from its beginning; so nothing else has to cope with the seam between two
/// pieces of the file. Behind the end lie zeros, so that a loop over digits or letters needs no bounds check.
final class CSVInput {
    /// The name for messages.
    let name: String
    private let source: ByteSource
    let maximumRowBytes: Int
    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Where the next row begins.
    var position = 0
    /// Where the bytes in memory end.
    private(set) var end = 0
    /// Whether the end of the bytes in memory is the end of the file.
    private(set) var isComplete = false
    /// The number of the line at ``position``, from one.
    var line = 1

    /// How many bytes are kept in memory, as long as no row is longer.
    static let usualCapacity = 1 << 18

    init(_ source: ByteSource, maximumRowBytes: Int, capacity: Int = usualCapacity) throws(DataFormatError) {
        name = source.name
        self.source = source
        self.maximumRowBytes = max(maximumRowBytes, 1)
        self.capacity = max(capacity, 4)
        base = .allocate(capacity: self.capacity + DecimalNumber.padding)
        try skipMark()
    }

    deinit { base.deallocate() }

    /// The most bytes that the file can have.
    var maximumCount: Int { source.maximumCount }

    /// Reads on. What lies before ``position`` is forgotten, and addresses change.
    ///
    /// - Throws: ``DataFormatError`` if the row that begins at ``position`` is too long, or the file cannot be read.
    func fetch() throws(DataFormatError) {
        if isComplete { return }
        let rest = end - position
        if rest >= maximumRowBytes {
            throw DataFormatError(
                .tooLarge, name, .line(line), expected: "a row of at most \(maximumRowBytes) bytes",
                found: "a longer one",
                advice: "close a quote that is left open in this row, or raise the limit for the size of a row")
        }
        if rest > capacity / 2 {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + DecimalNumber.padding)
            larger.update(from: base + position, count: rest)
            base.deallocate()
            base = larger
            capacity *= 2
        } else {
            // The parts may overlap.
            base.update(from: base + position, count: rest)
        }
        position = 0
        end = rest
        while end < capacity {
            let count = try source.read(into: UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end))
            if count == 0 {
                isComplete = true
                break
            }
            end += count
        }
        (base + end).update(repeating: 0, count: DecimalNumber.padding)
    }

    /// Starts over.
    func restart() throws(DataFormatError) {
        try source.rewind()
        position = 0
        end = 0
        isComplete = false
        line = 1
        try skipMark()
    }

    /// Skips lines, whatever they hold.
    func skipLines(_ count: Int) throws(DataFormatError) {
        for _ in 0..<max(count, 0) {
            var p = position
            while true {
                if p == end {
                    if isComplete { break }
                    let done = p - position
                    try fetch()
                    p = position + done
                    continue
                }
                let byte = base[p]
                if byte == UInt8(ascii: "\r") && p + 1 == end && !isComplete {
                    let done = p - position
                    try fetch()
                    p = position + done
                    continue
                }
                p += 1
                if byte == UInt8(ascii: "\n") { break }
                if byte == UInt8(ascii: "\r") {
                    if base[p] == UInt8(ascii: "\n") && p < end { p += 1 }
                    break
                }
            }
            position = p
            line += 1
        }
    }

    /// Skips the mark that says that the text is UTF-8. The one of UTF-16 is an error.
    private func skipMark() throws(DataFormatError) {
        try fetch()
        if end >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF { position = 3 }
        if end >= 2 && (base[0] == 0xFF && base[1] == 0xFE || base[0] == 0xFE && base[1] == 0xFF) {
            throw DataFormatError(
                .unsupported, name, .line(1), expected: "text in UTF-8", found: "UTF-16",
                advice: "save the file as UTF-8")
        }
    }
}
