// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that what it depends on never reaches the users of the library.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "swift-linalg", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        // Without traits: allocations are counted by AllocationCounter.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
    ],
    targets: [
        // MARK: System libraries
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas"),
        .systemLibrary(name: "CSystemLAPACKE", pkgConfig: "lapacke"),

        // MARK: Contenders
        .target(
            name: "CContenders",
            dependencies: ["COpenBLAS", "CSystemLAPACKE"],
            cSettings: strictC),

        // MARK: Tools
        .executableTarget(
            name: "bench",
            dependencies: [
                "CContenders",
                .product(name: "DataFormats", package: "swift-linalg"),
                .product(name: "Linalg", package: "swift-linalg"),
                .product(name: "NeuralNetworks", package: "swift-linalg"),
                .product(name: "ReferenceKernels", package: "swift-linalg"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        // A link to the library's own: Tests/AllocationCounter.
        .target(name: "AllocationCounter"),
        .executableTarget(
            name: "Allocations",
            dependencies: [
                "AllocationCounter",
                .product(name: "Benchmark", package: "benchmark"),
                .product(name: "Linalg", package: "swift-linalg"),
                .product(name: "NeuralNetworks", package: "swift-linalg"),
            ],
            path: "Benchmarks/Allocations",
            swiftSettings: strict,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ],
    swiftLanguageModes: [.v6]
)

/// A warning fails the build of this package.
var strict: [SwiftSetting] { [.treatAllWarnings(as: .error)] }
var strictC: [CSetting] { [.treatAllWarnings(as: .error)] }
