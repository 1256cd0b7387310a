// swift-tools-version: 6.2
import PackageDescription

// Imports run one way (docs/internals/house.md):
//   buddel -> BuddelCLI, BuddelHTTP -> BuddelOperations -> BuddelStore, BuddelFormats -> Buddelverein
//   BuddelStore -> Postgres -> CLibPQ
// `make check` builds with the explicit import check, so a target can't import what it doesn't name here.

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "buddel",
    products: [.executable(name: "buddel", targets: ["buddel"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .target(
            name: "Postgres",
            dependencies: ["CLibPQ", .product(name: "Logging", package: "swift-log")],
            swiftSettings: strict
        ),
        .target(name: "Buddelverein", swiftSettings: strict),
        .target(
            name: "BuddelStore",
            dependencies: ["Buddelverein", "Postgres"],
            resources: [.embedInCode("Deploy"), .embedInCode("Checks"), .embedInCode("Seed")],
            swiftSettings: strict
        ),
        .target(name: "BuddelFormats", dependencies: ["Buddelverein", "CZlib"], swiftSettings: strict),
        .target(
            name: "BuddelOperations",
            dependencies: [
                "Buddelverein", "BuddelStore", "BuddelFormats", "Postgres", "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "BuddelHTTP",
            dependencies: [
                "Buddelverein", "BuddelFormats", "BuddelOperations",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOCertificateReloading", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Web")],
            swiftSettings: strict
        ),
        .target(
            name: "BuddelCLI",
            dependencies: [
                "Buddelverein", "BuddelOperations", "CLibEdit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "buddel",
            dependencies: [
                "BuddelCLI", "BuddelHTTP", "BuddelOperations", "Buddelverein",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),

        .target(
            name: "DatabaseFixture",
            dependencies: ["Postgres", "BuddelStore"],
            path: "Tests/DatabaseFixture",
            swiftSettings: strict
        ),
        .target(
            name: "IssuerFixture",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Tests/IssuerFixture",
            swiftSettings: strict
        ),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres"], swiftSettings: strict),
        .testTarget(name: "BuddelvereinTests", dependencies: ["Buddelverein"], swiftSettings: strict),
        .testTarget(
            name: "BuddelStoreTests",
            dependencies: ["BuddelStore", "BuddelFormats", "Buddelverein", "Postgres", "DatabaseFixture"],
            swiftSettings: strict),
        .testTarget(
            name: "BuddelFormatsTests", dependencies: ["BuddelFormats", "Buddelverein", "CZlib"], swiftSettings: strict),
        .testTarget(
            name: "BuddelOperationsTests",
            dependencies: [
                "BuddelOperations", "BuddelStore", "BuddelFormats", "Buddelverein", "Postgres", "DatabaseFixture",
                "IssuerFixture",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BuddelHTTPTests",
            dependencies: [
                "BuddelHTTP", "BuddelOperations", "BuddelFormats", "BuddelStore", "Buddelverein", "Postgres",
                "DatabaseFixture", "IssuerFixture",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BuddelCLITests",
            dependencies: [
                "BuddelCLI", "BuddelOperations", "Buddelverein",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(name: "EndToEndTests", dependencies: ["BuddelHTTP", "IssuerFixture"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
