/// The records of which an event file consists: length, checksum of the length, contents, checksum of the contents.
///
/// - Source: TensorFlow, *TFRecord and tf.train.Example*, the section *TFRecords format details*.
enum TFRecord {
    static func encode(_ contents: [UInt8]) -> [UInt8] {
        var record = ByteBuilder()
        record.append(UInt64(contents.count))
        record.append(CRC32C.masked(record.bytes))
        record.append(contentsOf: contents)
        record.append(CRC32C.masked(contents))
        return record.bytes
    }
}
