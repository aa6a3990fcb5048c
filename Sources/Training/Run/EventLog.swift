internal import DataFormats

/// The figures of each epoch for TensorBoard.
final class EventLog {
    private var writer: TensorBoardWriter

    /// Begins a file in the folder; what other files there have of this epoch and later ones is forgotten.
    init(_ folder: String, purgingFrom epoch: Int) throws(DataFormatError) {
        writer = try TensorBoardWriter(directory: folder, purgingFrom: epoch)
    }

    func write(_ record: EpochRecord) throws(DataFormatError) {
        let curves: [(String, Double?)] = [
            ("loss/training", record.loss), ("loss/validation", record.validationLoss),
            ("validation/accuracy", record.accuracy), ("validation/rmse", record.rmse),
            ("validation/mae", record.mae), ("validation/r2", record.r2),
            ("learning rate", record.learningRate), ("samples per second", record.samplesPerSecond),
        ]
        for case (let tag, let value?) in curves {
            try writer.write(tag: tag, value: Float(value), step: record.epoch)
        }
        try writer.flush()
    }
}
