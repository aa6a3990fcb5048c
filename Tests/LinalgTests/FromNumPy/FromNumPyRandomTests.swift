import Linalg
import Testing

/// The examples of docs/from-numpy.md of random numbers, with what NumPy draws.
@Suite struct FromNumPyRandomTests: NumPyExamples {
    @Test func numpyRandom() throws {
        do {
            var random = RandomGenerator(seed: 42)
            check(random.random(count: 3), [0.7739560485559633, 0.4388784397520523, 0.8585979199113825])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(
                random.random(rows: 2, columns: 3),
                [
                    [0.7739560485559633, 0.4388784397520523, 0.8585979199113825],
                    [0.6973680290593639, 0.09417734788764953, 0.9756223516367559],
                ])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(Double(random.random(Float.self)), 0.08925092220306396)
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(random.uniform(in: -1..<1, count: 3), [0.5479120971119267, -0.12224312049589536, 0.7171958398227649])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(
                random.standardNormal(rows: 2, columns: 3),
                [
                    [0.30471707975443135, -1.0399841062404955, 0.7504511958064572],
                    [0.9405647163912139, -1.9510351886538364, -1.302179506862318],
                ])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(
                random.normal(mean: 5, standardDeviation: 2, count: 3),
                [5.609434159508862, 2.920031787519009, 6.5009023916129145])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(
                random.normal(mean: 5, standardDeviation: 2, rows: 2, columns: 2),
                [[5.609434159508862, 2.920031787519009], [6.5009023916129145, 6.881129432782428]])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(
                random.standardExponential(rows: 2, columns: 2),
                [[2.4042086039659947, 2.3361896558244535], [2.384760999874255, 0.2797942898515832]])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(random.standardExponential(count: 3), [2.4042086039659947, 2.3361896558244535, 2.384760999874255])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(random.exponential(scale: 2, count: 3), [4.808417207931989, 4.672379311648907, 4.76952199974851])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(random.randomIntegers(in: 1..<7, count: 5), [1, 5, 4, 3, 3])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(random.randomIntegers(in: 1...6, count: 5), [1, 5, 4, 3, 3])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(Mask(random.randomBooleans(count: 5)), [false, false, false, true, false])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(random.permutation(5), [4, 2, 3, 1, 0])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(random.choice(10, count: 4), [0, 7, 6, 4])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(random.choice(10, count: 4, replacing: false), [4, 0, 5, 6])
        }
        do {
            var random = RandomGenerator(seed: 42)
            check(try random.choice(probabilities: [0.25, 0.75], count: 5), [1, 1, 1, 1, 0])
        }
        do {
            var x = self.x
            var random = RandomGenerator(seed: 42)
            random.shuffle(&x)
            check(x, [1.0, 3.0])
        }
        do {
            var m = self.m
            var random = RandomGenerator(seed: 42)
            random.shuffleRows(&m)
            check(m, [[4.0, 5.0, 6.0], [1.0, 2.0, 3.0]])
        }
        do {
            var random = RandomGenerator(seed: 42)
            var children = random.spawn(2)
            check(children[1].random(count: 3), [0.4674907799518424, 0.04644889644868733, 0.5955100095961371])
        }
        do {
            #expect(SeedSequence(42).generateState(2) == [3444837047, 2669555309])
        }
        do {
            var words = try PCG64(PCG64(seed: 42).jumped().state)
            #expect(words.next() == 13948710574210763863)
        }
        do {
            var random = RandomState(seed: 42)
            check(Vector(random.randomSample(count: 3)), [0.3745401188473625, 0.9507143064099162, 0.7319939418114051])
        }
    }
}
