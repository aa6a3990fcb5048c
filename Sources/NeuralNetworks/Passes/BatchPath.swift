/// What decides by size how a batch is worked on.
///
/// Where nothing else is said, ratios are those of `scripts/bench --tune` of 2026-11-23: a Zen 4 core with AVX-512 (AMD EPYC),
/// OpenBLAS 0.3.21 with its kernels for Cooperlake, one thread.
package enum BatchPath {
    /// The most samples for which OpenBLAS multiplies large weights, where ``GEMMPath`` leaves them to it. The package's product
    /// took 1.1 to 1.8 times as long with 8 samples, 1.1 to 1.6 times with 10 and 12 and weights 64×128. Where the product is
    /// so large that OpenBLAS packs the weights too, a step took 1.2 to 1.7 times as long by OpenBLAS: 512-512-512 and
    /// 1024-1024-1024 with 4 to 12 samples, on 2026-11-24.
    package static let fewSamples = 12

    /// The most weights of a layer for which the package's own product takes them however few the samples are. With 4 and 8
    /// samples OpenBLAS took 1.1 to 2.2 times as long with weights 24×24, 0.7 to 1.3 with 32×32, 0.4 to 1.0 with 64×64.
    package static let fewWeights = 1024

    /// The fewest samples for which threads share the passes. Below, only the gradients are cut up, and then each pass reads
    /// weights that other threads have changed: with two Zen 4 cores 784-128-64-10 with 16 samples took 1.1 times as long on
    /// two threads, with 32 samples 0.9 to 1 times.
    package static let threadedSamples = 32

    /// The least product of samples and parameters for threads: 64-64-64-10 was level at 48 samples, on the same cores.
    package static let threadedWork = 500_000

    /// The fewest parameters for which threads share the gradients of fewer samples.
    package static let threadedParameters = 1 << 20

    /// The most parameters, all of which are in the first cache, for one pass of the optimizer over everything: it has the
    /// fewest calls.
    package static let cachedParameters = 1 << 13

    /// The most samples with which memory, not the sum of a gradient, takes the time of a step, so that the gradient of some
    /// outputs is used while it is in the caches.
    package static let samplesOfPieces = 16

    /// The weights of such a piece, 64 KiB of four bytes each; of at least so many outputs.
    package static let weightsOfPieces = 1 << 14
    package static let outputsOfPieces = 16

    /// How many rows a block has over which the loss is summed, whatever the shards.
    package static let rowBlock = 32

    /// The most pieces that a batch or a layer is cut into where OpenBLAS computes the products.
    package static let mostShards = 8
}
