import DataFormats
import Foundation
import Testing

@Suite struct DecimalNumberTests {
    private struct Golden: Decodable {
        let cases: [Case]
        struct Case: Decodable {
            let text: String
            let double: String?
            let float: String?
        }
    }

    /// Half-way cases, subnormals, limits, hundreds of digits: against exact arithmetic.
    @Test func hardCasesAreRightToTheLastBit() throws {
        let data = try Data(contentsOf: URL(filePath: GoldenData.path("decimals.json")))
        let golden = try JSONDecoder().decode(Golden.self, from: data)
        #expect(golden.cases.count > 1000)
        for recorded in golden.cases {
            let double = DecimalNumber.value(of: recorded.text, as: Double.self)?.bitPattern
            #expect(double == recorded.double.flatMap { UInt64($0, radix: 16) }, "\(recorded.text)")
            let float = DecimalNumber.value(of: recorded.text, as: Float.self)?.bitPattern
            #expect(float == recorded.float.flatMap { UInt32($0, radix: 16) }, "\(recorded.text)")
        }
    }

    @Test func randomNumbersSurviveTheRoundTrip() {
        var random = SeededGenerator(seed: 1)
        var wrong = 0
        for _ in 0..<20_000 {
            let double = Double(bitPattern: random.next())
            if double.isFinite && DecimalNumber.value(of: double.description, as: Double.self) != double { wrong += 1 }
            let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
            if float.isFinite && DecimalNumber.value(of: float.description, as: Float.self) != float { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    /// Any digits, point and exponent: against the standard library.
    @Test func randomDigitsAgreeWithTheStandardLibrary() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<20_000 {
            var text = String(
                (0..<Int.random(in: 1...24, using: &random)).map { _ in
                    "0123456789".randomElement(using: &random) ?? "0"
                })
            if Bool.random(using: &random) {
                text.insert(
                    ".", at: text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &random)))
            }
            if Bool.random(using: &random) { text += "e\(Int.random(in: -345...320, using: &random))" }
            if Bool.random(using: &random) { text = "-" + text }
            let expected = Double(text).flatMap { $0.isFinite ? $0 : nil }
            #expect(DecimalNumber.value(of: text, as: Double.self)?.bitPattern == expected?.bitPattern, "\(text)")
            let narrow = Float(text).flatMap { $0.isFinite ? $0 : nil }
            #expect(DecimalNumber.value(of: text, as: Float.self)?.bitPattern == narrow?.bitPattern, "\(text)")
        }
    }

    @Test(arguments: [
        "", "-", "+", ".", "-.", "e5", ".e5", "1e", "1e+", "1e-", "--1", "+-1", "1.2.3", "1,5", "0x10", "1_000", "1 ",
        " 1",
        "nan", "inf", "infinity", "1f", "1e5.5", "٣", "1e999", "-1e999", "\u{0}",
    ])
    func otherTextsAreNoNumbers(_ text: String) {
        #expect(DecimalNumber.value(of: text, as: Double.self) == nil)
        #expect(DecimalNumber.value(of: text, as: Float.self) == nil)
    }
}
