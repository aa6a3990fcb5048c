internal import DataFormats

/// The figures of each epoch for TensorBoard.
struct EventLog {
    init(_ folder: String, purgingFrom epoch: Int) throws(DataFormatError) {}
    mutating func write(_ record: EpochRecord) throws(DataFormatError) {}
    mutating func close() throws(DataFormatError) {}
}
