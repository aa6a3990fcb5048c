import Foundation
import Linalg
import TestSupport
import Testing

@Suite struct RandomStateTests {
    @Test(arguments: ["numpy_random.json", "numpy_random_widths.json"])
    func everyRecordedDrawRepeats(_ file: String) throws {
        let golden = try JSONDecoder().decode(RandomGolden.self, from: Golden.data(file))
        #expect(!golden.cases.isEmpty)
        for (number, recorded) in golden.cases.enumerated() {
            let name = "\(file), case \(number) (\(recorded)), NumPy \(golden.numpy)"
            var random = try recorded.begin()
            for (index, call) in recorded.calls.enumerated() {
                // One wrong draw spoils all that follow: stop there.
                try #require(call.repeats(&random), "\(name): call \(index), \(call)")
            }
            if let end = recorded.end {
                #expect(end.matches(random.state), "\(name): the state after the last call")
            }
        }
    }

    @Test func arraysHoldWhatSingleDrawsReturn() {
        var one = RandomState(seed: 5)
        var many = one
        // Odd counts put pairs of words across the ends of blocks.
        for count in [0, 1, 2, 3, 155, 311, 312, 313, 624, 625, 1001] {
            #expect(many.randomSample(count: count) == (0..<count).map { _ in one.randomSample() })
            #expect(many.uniform(in: -3..<0.5, count: count) == (0..<count).map { _ in one.uniform(in: -3..<0.5) })
            #expect(many.standardNormal(count: count) == (0..<count).map { _ in one.standardNormal() })
            #expect(
                many.normal(mean: 7, standardDeviation: 0.1, count: count)
                    == (0..<count).map { _ in one.normal(mean: 7, standardDeviation: 0.1) })
            #expect(
                many.randomIntegers(in: 10..<1000, count: count)
                    == (0..<count).map { _ in one.randomInteger(in: 10..<1000) })
            #expect(
                many.randomIntegers(in: UInt64.min...(.max / 3), count: count)
                    == (0..<count).map { _ in one.randomInteger(in: UInt64.min...(.max / 3)) })
            // One word, so that the next round begins elsewhere in a pair.
            #expect(many.randomIntegers(in: 0...UInt32.max, count: 1) == [one.randomInteger(in: 0...UInt32.max)])
            #expect(many == one)
        }
    }

    @Test func aRangeOfOneElementDrawsNothing() {
        var random = RandomState(seed: 3)
        let before = random
        #expect(random.randomIntegers(in: Int8(5)...5, count: 4) == [5, 5, 5, 5])
        #expect(random.randomInteger(in: UInt64.max...UInt64.max) == .max)
        #expect(random.randomIntegers(in: -1..<0, count: 2) == [-1, -1])
        #expect(random.permutation(1) == [0])
        #expect(random == before)
    }

    @Test func shuffleTakesAnyElements() {
        var random = RandomState(seed: 9)
        var same = random
        var words = ["a", "b", "c", "d", "e", "f", "g"]
        let original = words
        random.shuffle(&words)
        #expect(words == same.permutation(7).map { original[$0] })
        #expect(random == same)
    }

    @Test func copiesAreIndependent() {
        var a = RandomState(seed: 1)
        _ = a.randomSample(count: 700)
        var b = a
        let fromA = a.randomSample(count: 700)
        #expect(fromA == b.randomSample(count: 700))
        _ = a.randomSample()
        #expect(a != b)
    }

    @Test func theStandardLibraryCanDrawFromIt() {
        var random = RandomState(seed: 1)
        var twister = MersenneTwister(seed: 1)
        #expect(random.next() == twister.next())
        #expect(Int.random(in: 0..<1_000_000, using: &random) == Int.random(in: 0..<1_000_000, using: &twister))
    }

    @Test func stateRoundTrips() throws {
        var random = RandomState(seeds: [4, 5])
        _ = random.standardNormal(count: 1001)
        var resumed = try RandomState(random.state)
        #expect(resumed == random)
        #expect(random.state.hasGaussian)
        var decoded = try JSONDecoder().decode(RandomState.self, from: JSONEncoder().encode(random))
        #expect(decoded == random)
        let expected = random.standardNormal(count: 1001)
        #expect(resumed.standardNormal(count: 1001) == expected)
        #expect(decoded.standardNormal(count: 1001) == expected)
    }

    @Test func impossibleStatesAreRefused() throws {
        let good = RandomState(seed: 0).state
        var state = good
        state.key.removeLast()
        #expect(throws: RandomState.InvalidState.keyCount(623)) { try RandomState(state) }
        for position in [-1, 625, Int.min, Int.max] {
            state = good
            state.position = position
            #expect(throws: RandomState.InvalidState.position(position)) { try RandomState(state) }
        }
        state = good
        state.key = Array(repeating: 0, count: 624)
        state.key[0] = 0x7fff_ffff
        #expect(throws: RandomState.InvalidState.zeroKey) { try RandomState(state) }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(RandomState.self, from: JSONEncoder().encode(state))
        }
        state.key[0] = 0x8000_0000
        _ = try RandomState(state)
    }

    @Test func emptyRangesTrapWithTheRange() async throws {
        let single = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var random = RandomState(seed: 0)
            _ = random.randomInteger(in: 5..<5)
        }
        #expect(String(decoding: single.standardErrorContent, as: UTF8.self).contains("5..<5"))
        let array = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var random = RandomState(seed: 0)
            _ = random.randomIntegers(in: UInt8(9)..<9, count: 3)
        }
        #expect(String(decoding: array.standardErrorContent, as: UTF8.self).contains("9..<9"))
        let real = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var random = RandomState(seed: 0)
            _ = random.uniform(in: 0.5..<0.5)
        }
        #expect(String(decoding: real.standardErrorContent, as: UTF8.self).contains("0.5..<0.5"))
    }

    @Test func otherMisuseTraps() async {
        await #expect(processExitsWith: .failure) {
            var random = RandomState(seed: 0)
            _ = random.uniform(in: -Double.greatestFiniteMagnitude..<Double.greatestFiniteMagnitude)
        }
        await #expect(processExitsWith: .failure) {
            var random = RandomState(seed: 0)
            _ = random.normal(mean: 0, standardDeviation: -1)
        }
        await #expect(processExitsWith: .failure) {
            var random = RandomState(seed: 0)
            _ = random.randomSample(count: -1)
        }
        await #expect(processExitsWith: .failure) {
            var random = RandomState(seed: 0)
            _ = random.randomInteger(in: Int128(0)..<5)
        }
        await #expect(processExitsWith: .failure) { _ = RandomState(seeds: []) }
    }
}
