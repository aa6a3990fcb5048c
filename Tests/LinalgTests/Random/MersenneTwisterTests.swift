import Foundation
import Linalg
import Testing

@Suite struct MersenneTwisterTests {
    /// The 10,000th word that the C++ standard requires of `std::mt19937`, whose default seed is 5489.
    @Test func tenThousandthWord() {
        var twister = MersenneTwister(seed: 5489)
        for _ in 0..<9999 { _ = twister.nextUInt32() }
        #expect(twister.nextUInt32() == 4_123_659_995)
    }

    /// The first words that the authors publish for `init_by_array({0x123, 0x234, 0x345, 0x456})`.
    @Test func publishedWordsOfTheArraySeeding() {
        var twister = MersenneTwister(seeds: [0x123, 0x234, 0x345, 0x456])
        let words = (0..<5).map { _ in twister.nextUInt32() }
        #expect(words == [1_067_595_299, 955_945_823, 477_289_528, 4_107_218_783, 4_228_976_476])
    }

    @Test func theFirstWordIsTheHighHalf() {
        var twister = MersenneTwister(seed: 7)
        #expect(twister.next() == 327_741_615 << 32 | 976_413_892)
    }

    @Test func fillingEqualsSingleDrawsAtEveryPosition() {
        var single = MersenneTwister(seed: 1)
        for count in [0, 1, 311, 312, 313, 624, 1000] {
            for _ in 0..<3 {
                var filled = single
                let values = [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
                    filled.fillDoubles(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
                    initialized = count
                }
                #expect(values == (0..<count).map { _ in single.nextDouble() })
                #expect(filled == single)
                _ = single.nextUInt32()
            }
        }
    }

    @Test func codingRoundTripsAndChecks() throws {
        var twister = MersenneTwister(seed: 1)
        _ = twister.next()
        let data = try JSONEncoder().encode(twister)
        #expect(try JSONDecoder().decode(MersenneTwister.self, from: data) == twister)
        let broken = String(decoding: data, as: UTF8.self).replacing("\"position\":2", with: "\"position\":625")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(MersenneTwister.self, from: Data(broken.utf8))
        }
    }
}
