/// What decides by size how a batch is worked on.
package enum BatchPath {
    /// The most samples for which OpenBLAS multiplies large weights: it was 1.9 to 2.6 times as fast with 2 samples and 1.1 to
    /// 1.7 times with 8, level with 16.
    package static let fewSamples = 12

    /// The most weights of a layer for which the package's own product takes them however few the samples are.
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

    /// How many rows a block has over which the loss is summed, whatever the shards.
    package static let rowBlock = 32

    /// The most pieces that a batch or a layer is cut into where OpenBLAS computes the products.
    package static let mostShards = 8
}
