// What a program that depends on the package does with it. Ends with an error if a result is wrong.
import Linalg
import NeuralNetworks

struct WrongResult: Error {
    let what: String
}

func expect(_ condition: Bool, _ what: String) throws {
    if !condition { throw WrongResult(what: what) }
}

let a: Matrix<Double> = [[4, 1], [2, 3]]
try expect(a * a == [[18, 7], [14, 11]], "product")

let b: Vector<Double> = [1, 2]
let x = try a.solve(b)
try expect((a * x - b).norm() <= 1e-15, "solution")

// Large enough for the BLAS library.
let large = Matrix<Float>(rows: 200, columns: 200) { $0 == $1 ? 2 : 0 }
try expect(large * large == Matrix(rows: 200, columns: 200) { $0 == $1 ? 4 : 0 }, "large product")

// Exclusive or, learnt to the last sample.
var generator = RandomState(seed: 42)
var network = Network<Double>(inputSize: 2, layers: [Dense(8, .tanh), Dense(1, .sigmoid)])
network.initialize(.glorotUniform, using: &generator)
let inputs: Matrix<Double> = [[0, 0], [0, 1], [1, 0], [1, 1]]
let targets: Matrix<Double> = [[0], [1], [1], [0]]
let trainer = Trainer(network, loss: .meanSquaredError, optimizer: .sgd(learningRate: 2), batchSize: 4)
try trainer.fit(inputs, targets, epochs: 5_000)
let outputs = trainer.network.predict(inputs)
try expect((outputs - targets).elements.norm(.infinity) <= 0.1, "training")

print("consumer: a * a =\n\(a * a)\nconsumer: a.solve(b) = \(x)\nconsumer: exclusive or =\n\(outputs)")
