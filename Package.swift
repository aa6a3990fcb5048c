// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "swift-linalg",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "Linalg", targets: ["Linalg"]),
        .library(name: "DataFormats", targets: ["DataFormats"]),
        .library(name: "NeuralNetworks", targets: ["NeuralNetworks"]),
        .library(name: "Training", targets: ["Training"]),
        // What the benchmarks, a package of their own, hold everything against.
        .library(name: "ReferenceKernels", targets: ["ReferenceKernels"]),
        .executable(name: "mlp", targets: ["mlp"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    ],
    targets: [
        // MARK: System libraries
        .systemLibrary(
            name: "CBLAS",
            pkgConfig: "openblas",
            providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .systemLibrary(
            name: "CLAPACKE",
            pkgConfig: "lapacke",
            providers: [.apt(["liblapacke-dev"]), .brew(["lapack"])]),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

        // MARK: Implementation
        .target(name: "CThreads"),
        .target(name: "CVectorMath"),
        .target(name: "ReferenceKernels", swiftSettings: strict),

        // MARK: Public libraries
        .target(
            name: "Linalg",
            dependencies: [
                "CBLAS",
                "CLAPACKE",
                "CThreads",
                "CVectorMath",
                .product(name: "ComplexModule", package: "swift-numerics"),
                .product(name: "RealModule", package: "swift-numerics"),
            ],
            swiftSettings: strict),
        .target(
            name: "NeuralNetworks",
            dependencies: ["Linalg", "ReferenceKernels"],
            swiftSettings: strict),

        .target(name: "DataFormats", dependencies: ["CZlib", "Linalg"], swiftSettings: strict),

        .target(
            name: "Training", dependencies: ["DataFormats", "Linalg", "NeuralNetworks"], swiftSettings: strict),

        // MARK: Tools
        .executableTarget(
            name: "mlp",
            dependencies: [
                "DataFormats",
                "Linalg",
                "NeuralNetworks",
                "ReferenceKernels",
                "Training",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // MARK: Tests
        .executableTarget(
            name: "fuzz",
            dependencies: ["DataFormats", "Linalg"],
            path: "Tests/Fuzzing",
            swiftSettings: strict),
        .executableTarget(
            name: "tune",
            dependencies: ["Linalg", "NeuralNetworks", .product(name: "ComplexModule", package: "swift-numerics")],
            path: "Tests/Tuning",
            swiftSettings: strict),
        .target(
            name: "TestSupport",
            dependencies: ["Linalg", "NeuralNetworks", "ReferenceKernels"],
            path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "ReferenceKernelsTests",
            dependencies: ["ReferenceKernels", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LinalgTests",
            dependencies: ["Linalg", "ReferenceKernels", "TestSupport"],
            swiftSettings: strict),
        .target(
            name: "AllocationCounter",
            path: "Tests/AllocationCounter"),
        .testTarget(
            name: "DataFormatsTests",
            dependencies: ["DataFormats", "Linalg"],
            swiftSettings: strict),
        .testTarget(
            name: "NeuralNetworksTests",
            dependencies: ["AllocationCounter", "NeuralNetworks", "Linalg", "ReferenceKernels", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "TrainingTests",
            dependencies: ["DataFormats", "Linalg", "NeuralNetworks", "TestSupport", "Training"],
            swiftSettings: strict),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["mlp", "tune", "DataFormats", "Linalg", "TestSupport", "Training"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

/// A warning fails the build of this package; a package that depends on it is not affected.
var strict: [SwiftSetting] { [.treatAllWarnings(as: .error)] }
