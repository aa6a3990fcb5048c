import AllocationCounter
import Foundation
import Linalg
import NeuralNetworks
import TestSupport
import Testing

/// A training step asks for no memory. Counted in a process of its own, in which no other test allocates.
@Suite(.enabled(if: allocation_counter_works(), "allocations are counted with glibc and without sanitizers"))
struct AllocationTests {
    @Test func stepsAllocateNothing() async {
        await #expect(processExitsWith: .success) {
            // With several threads OpenBLAS allocates a list of jobs for each large product.
            BLASLibrary.threadCount = 1
            for kernel in [Kernel.automatic, .blas] {
                for batch in [1, 64] {
                    for sizes in [[5, 3, 5, 4], [40, 70, 30, 3]] {
                        let name = "kernel \(kernel.rawValue), batch of \(batch), sizes \(sizes)"
                        let single = allocationsOfSteps(Float.self, kernel, batch, sizes)
                        #expect(single == 0, "\(single) allocations: Float, \(name)")
                        let double = allocationsOfSteps(Double.self, kernel, batch, sizes)
                        #expect(double == 0, "\(double) allocations: Double, \(name)")
                    }
                }
            }
        }
    }

    @Test func stepsOfSeveralThreadsAllocateNothing() async {
        await #expect(processExitsWith: .success) {
            BLASLibrary.threadCount = 1
            for kernel in [Kernel.automatic, .blas] {
                let single = allocationsOfSteps(Float.self, kernel, 300, [40, 70, 30, 3], threads: 2, steps: 50)
                #expect(single == 0, "\(single) allocations: Float, \(kernel.rawValue)")
                let double = allocationsOfSteps(Double.self, kernel, 300, [40, 70, 30, 3], threads: 2, steps: 50)
                #expect(double == 0, "\(double) allocations: Double, \(kernel.rawValue)")
            }
        }
    }

    /// Keeps what was allocated, so that no optimizer may leave the allocation out.
    private final class Keeper: @unchecked Sendable {
        static let shared = Keeper()
        var kept: [UnsafeMutableRawPointer?] = []
    }

    @Test func allocationsAreSeen() async {
        await #expect(processExitsWith: .success) {
            Keeper.shared.kept.reserveCapacity(20)
            func expectOne(_ name: String, _ allocate: () -> UnsafeMutableRawPointer?) {
                let before = allocation_count()
                let block = allocate()
                let count = allocation_count() - before
                #expect(count == 1, "\(name): \(count)")
                #expect(block != nil)
                Keeper.shared.kept.append(block)
            }
            expectOne("malloc") { malloc(100) }
            expectOne("calloc") { calloc(10, 10) }
            expectOne("realloc") { realloc(nil, 100) }
            expectOne("aligned_alloc") { aligned_alloc(64, 128) }
            expectOne("posix_memalign") {
                var block: UnsafeMutableRawPointer?
                return posix_memalign(&block, 64, 100) == 0 ? block : nil
            }
            // The C library itself.
            let text: StaticString = "text"
            expectOne("strdup") {
                text.withUTF8Buffer {
                    UnsafeMutableRawPointer(
                        strdup(UnsafeRawPointer($0.baseAddress!).assumingMemoryBound(to: CChar.self)))
                }
            }
            expectOne("Swift") { .allocate(byteCount: 100, alignment: 8) }
            expectOne("Swift, aligned") { .allocate(byteCount: 100, alignment: 64) }
            for block in Keeper.shared.kept { free(block) }

            var vectors: [Vector<Double>] = []
            vectors.reserveCapacity(1)
            var before = allocation_count()
            vectors.append(.zeros(1000))
            #expect(allocation_count() > before)

            // A step that must copy its parameters, because somebody else holds them too. The automatic kernel has those of so
            // small a network in memory of its own.
            let problem = Problem<Double>(Architecture(notebook: 5, 3, 5, 4), seed: 1)
            let trainer = Trainer(
                problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.01), kernel: .blas)
            trainer.step(problem.inputs, problem.targets)
            let copy = trainer.network
            before = allocation_count()
            trainer.step(problem.inputs, problem.targets)
            #expect(allocation_count() > before)
            #expect(copy.parameters != trainer.network.parameters)
        }
    }
}

/// How many blocks of memory some steps ask for, when a few have been made.
private func allocationsOfSteps<T: TestReal>(
    _: T.Type, _ kernel: Kernel, _ batch: Int, _ sizes: [Int], threads: Int = 1, steps: Int = 1000
) -> UInt64 {
    let layers = [Dense(sizes[1], .leakyReLU(slope: 0.1)), Dense(sizes[2], .tanh), Dense(sizes[3], .sigmoid)]
    let problem = Problem<T>(Architecture(sizes[0], layers, batch: batch), seed: 1)
    let trainer = Trainer(
        problem.network, loss: .meanSquaredError, optimizer: Optimizer.sgd(learningRate: 0.01), batchSize: batch,
        kernel: kernel, threads: threads)
    // The first steps set up the BLAS, and the metadata of types; a thread, what it needs when it first has a piece.
    for _ in 0..<10 { trainer.step(problem.inputs, problem.targets) }
    if threads > 1 {
        var (last, quiet) = (allocation_count(), 0)
        while quiet < 100 {
            usleep(1000)
            trainer.step(problem.inputs, problem.targets)
            quiet = allocation_count() == last ? quiet + 1 : 0
            last = allocation_count()
        }
    }
    let before = allocation_count()
    for _ in 0..<steps { trainer.step(problem.inputs, problem.targets) }
    return allocation_count() - before
}
