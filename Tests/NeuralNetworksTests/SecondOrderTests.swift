import Linalg
import NeuralNetworks
import Testing

@Suite struct SecondOrderTests {
    /// f(x) = Σ 100·(x₂ᵢ₊₁ − x₂ᵢ²)² + (1 − x₂ᵢ)², with its minimum 0 at (1, …, 1).
    private func rosenbrock(_ x: Vector<Double>, _ gradient: inout Vector<Double>) -> Double {
        var value = 0.0
        for i in stride(from: 0, to: x.count, by: 2) {
            let (a, b) = (x[i + 1] - x[i] * x[i], 1 - x[i])
            value += 100 * a * a + b * b
            gradient[i] = -400 * x[i] * a - 2 * b
            gradient[i + 1] = 200 * a
        }
        return value
    }

    @Test(arguments: [2, 10, 100])
    func lbfgsFindsRosenbrocksMinimum(_ n: Int) {
        var x = Vector(count: n) { $0 % 2 == 0 ? -1.2 : 1.0 }
        var method = LBFGS<Double>()
        var (last, count) = (Double.infinity, 0)
        while let value = method.step(&x, objective: rosenbrock) {
            #expect(value < last)
            last = value
            count += 1
            if count == 200 { break }
        }
        #expect(count < 100)
        #expect((x - .ones(n)).norm(.infinity) <= 1e-8)
    }

    @Test func lbfgsMinimisesAQuadraticInAFewSteps() {
        var x: Vector<Double> = [5, -3, 2]
        var method = LBFGS<Double>()
        let scales: Vector<Double> = [1, 10, 100]
        var count = 0
        while method.step(
            &x,
            objective: { x, gradient in
                gradient = scales .* x
                return x.dot(gradient) / 2
            }) != nil
        { count += 1 }
        #expect(count <= 20)
        #expect(x.norm(.infinity) <= 1e-10)
    }

    /// Given up at whichever point, a step leaves everything as it was, and is then made as if nothing had been.
    @Test func aCancelledStepLeavesNothing() throws {
        var generator = RandomState(seed: 3)
        var network = Network<Double>(inputSize: 3, layers: [Dense(5, .tanh), Dense(2)])
        network.initialize(.glorotUniform, using: &generator)
        let inputs = Matrix<Double>(rows: 600, columns: 3) { _, _ in generator.standardNormal() }
        let targets = Matrix<Double>(rows: 600, columns: 2) { i, j in inputs[i, j] * inputs[i, 2] }
        var (whole, method) = (network, LevenbergMarquardt())
        var asked = 0
        let loss = method.step(&whole, inputs, targets) {
            asked += 1
            return false
        }
        // Three blocks of two outputs, and a decomposition at least.
        #expect(loss != nil && asked >= 7)
        for point in 1...asked {
            var (other, cancelled) = (network, LevenbergMarquardt())
            var count = 0
            let result = cancelled.step(&other, inputs, targets) {
                count += 1
                return count == point
            }
            #expect(result == nil && other.parameters == network.parameters && cancelled == LevenbergMarquardt())
            #expect(cancelled.step(&other, inputs, targets) == loss && other.parameters == whole.parameters)
        }
    }

    @Test func lbfgsStopsAtAZeroGradientAndAtNaN() {
        var x: Vector<Double> = [0, 0]
        var method = LBFGS<Double>()
        #expect(
            method.step(&x) { _, gradient in
                gradient = [0, 0]; return 1
            } == nil)
        var other = LBFGS<Double>()
        #expect(
            other.step(&x) { _, gradient in
                gradient = [1, 1]; return .nan
            } == nil)
        #expect(x == [0, 0])
    }

    @Test(arguments: Kernel.allCases)
    func levenbergMarquardtFitsACurve(_ kernel: Kernel) throws {
        var generator = RandomState(seed: 3)
        let inputs = Matrix(rows: 300, columns: 1) { i, _ in Double(i) / 150 - 1 }
        let targets = Matrix(rows: 300, columns: 2) { i, j in
            j == 0 ? Double.sin(3 * inputs[i, 0]) : inputs[i, 0] * inputs[i, 0]
        }
        var network = Network<Double>(inputSize: 1, layers: [Dense(8, .tanh), Dense(2)])
        network.initialize(.glorotUniform, using: &generator)
        var method = LevenbergMarquardt()
        var last = Double.infinity
        for _ in 0..<60 {
            guard let loss = method.step(&network, inputs, targets, kernel: kernel) else { break }
            #expect(loss < last)
            last = loss
        }
        #expect(last <= 5e-6)
    }

    @Test func levenbergMarquardtSolvesLinearLeastSquares() throws {
        // One linear layer: with vanishing damping one step is the least-squares solution.
        var generator = RandomState(seed: 5)
        let inputs = Matrix(rows: 40, columns: 3) { _, _ in generator.standardNormal() }
        let targets = Matrix(rows: 40, columns: 1) { i, _ in
            1 + 2 * inputs[i, 0] - inputs[i, 1] + 0.1 * generator.standardNormal()
        }
        var network = Network<Double>(inputSize: 3, layers: [Dense(1)])
        var method = LevenbergMarquardt(damping: 1e-12)
        _ = method.step(&network, inputs, targets)
        let (_, gradient) = network.gradient(of: .meanSquaredError, inputs: inputs, targets: targets)
        #expect(gradient.norm(.infinity) <= 1e-9)
    }
}
