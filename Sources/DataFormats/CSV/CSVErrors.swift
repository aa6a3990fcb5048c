/// The errors of values, which scanning and reading have in common.
extension DataFormatError {
    /// A text where a number should be.
    static func notANumber(
        _ text: UnsafeBufferPointer<UInt8>, isTarget: Bool, type: String, file: String, _ location: Location
    ) -> DataFormatError {
        let string = String(decoding: text.prefix(400), as: UTF8.self)
        let shown = quoted(string)
        if text.isEmpty {
            return DataFormatError(
                .notANumber, file, location, expected: "a number", found: "nothing",
                advice: "correct it, or count an empty field as missing")
        }
        if DecimalNumber.nonFinite(text) != nil {
            return DataFormatError(
                .notANumber, file, location, expected: "a finite number", found: shown,
                advice: "correct it, count \(shown) as missing, or accept infinities and NaN")
        }
        if CategoryTable.looksLikeNumber(string) {
            return DataFormatError(
                .notANumber, file, location, expected: "a number that \(type) can hold", found: shown,
                advice: type == "Double" ? "correct it" : "correct it, or read the file as Double")
        }
        if CategoryTable.looksLikeNumber(String(string.map { $0 == "," ? "." : $0 })) {
            return DataFormatError(
                .notANumber, file, location, expected: "a number with a decimal point", found: shown,
                advice: "save the file with points instead of commas")
        }
        return DataFormatError(
            .notANumber, file, location, expected: "a number", found: shown,
            advice: isTarget
                ? "correct it, count it as missing, or treat the target as classes"
                : "correct it, count it as missing, ignore the column, or treat its text as categories")
    }

    /// Nothing where something should be.
    static func missing(isTarget: Bool, isText: Bool, file: String, _ location: Location) -> DataFormatError {
        DataFormatError(
            .missingValue, file, location,
            expected: isTarget ? "a value to be predicted" : isText ? "a category" : "a number",
            found: "a missing value",
            advice: isTarget
                ? "leave out rows with missing values, or complete it"
                : isText
                    ? "leave out rows with missing values, make them a category, or complete it"
                    : "leave out rows with missing values, fill them with a number or the mean, or complete it")
    }

    /// A text that is none of the categories.
    static func unknownCategory(
        _ text: String, among categories: [String], isTarget: Bool, file: String, _ location: Location
    ) -> DataFormatError {
        DataFormatError(
            .unknownCategory, file, location,
            expected: "one of the \(isTarget ? "classes" : "categories") \(list(categories))", found: quoted(text),
            advice: "correct it, or learn from data in which it occurs")
    }
}
