// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

#if os(macOS)
    let cursesLibrary = "ncurses"
#else
    let cursesLibrary = "ncursesw"
#endif

let package = Package(
    name: "lexi",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "lexi", targets: ["lexi"])
    ],
    dependencies: [
        // The HTTP client: streamed bodies with back-pressure, TLS, HTTP/2, proxies.
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        // The stand-in's HTTP server.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        // The stand-in's database: migrations, transactions, one writer.
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        // Command line parsing and help.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // Theme files are TOML.
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
        // Buffers, event loops and HTTP fields of the client, which its HTTP library is built on.
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        // To tell a TLS failure from others in words.
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        // To tell HTTP/2's refusals from other failures; the HTTP client speaks it.
        .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
        // HTTP statuses and fields of the stand-in, which its server library is built on.
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        // Structured log lines of the program and of the stand-in.
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        // Rank 0: no dependency inside the project.
        .target(name: "ServerSentEvents", swiftSettings: strict),
        .target(name: "LexiAPI", swiftSettings: strict),
        .target(name: "LexiBus", swiftSettings: strict),
        .target(name: "CWidth"),
        .target(name: "CSpawn"),
        .target(name: "LexiScreen", dependencies: ["CWidth"], swiftSettings: strict),
        .target(
            name: "LexiTOML",
            dependencies: [.product(name: "TOMLKit", package: "TOMLKit")],
            swiftSettings: strict),
        .target(
            name: "CNcurses",
            linkerSettings: [.linkedLibrary(cursesLibrary)]),
        .systemLibrary(
            name: "CCmark",
            providers: [
                .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
            ]),
        // Where Unicode lets lines break (UAX #14) and which texts are the same (UAX #15), for text
        // beyond ASCII.
        .systemLibrary(
            name: "CUnistring", providers: [.apt(["libunistring-dev"]), .brew(["libunistring"])]),
        .target(
            name: "LexiThemes",
            path: "themes",
            resources: [.embedInCode("builtin")],
            swiftSettings: strict),

        // Rank 1: each shell of the pipeline.
        // What an answer's bytes mean, wherever they come from; knows no network and no clock.
        .target(
            name: "LexiWire", dependencies: ["LexiAPI", "ServerSentEvents"],
            swiftSettings: strict),
        .target(
            name: "LexiClient",
            dependencies: [
                "LexiAPI", "LexiWire",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                // To know when a handshake is over, for `lexi doctor`.
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                // What the HTTP client tells in its log only.
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        // All that happens as events, and what they make of a session; knows no screen.
        .target(name: "LexiSession", dependencies: ["LexiAPI", "LexiWire"], swiftSettings: strict),
        // What has happened as files: the format, writing, reading, locks.
        .target(
            name: "LexiJournal", dependencies: ["LexiSession", "LexiHome", "LexiWire", "LexiAPI"],
            swiftSettings: strict),
        .target(
            name: "LexiState", dependencies: ["LexiSession", "LexiAPI", "CUnistring"],
            swiftSettings: strict),
        // The user's files: settings, keys, drafts, the log, and the one way to write a file; knows
        // neither screen nor client.
        .target(
            name: "LexiHome", dependencies: ["LexiAPI", "LexiTOML", "CSpawn"],
            swiftSettings: strict),
        .target(
            name: "LexiTerminal", dependencies: ["LexiScreen", "CNcurses"], swiftSettings: strict),
        .target(
            name: "LexiStandIn",
            dependencies: [
                // Streams of a language model that may stand behind it: asked for and read.
                "ServerSentEvents",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                // To tell a refused connection and a stream that was cut from other failures.
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Hummingbird", package: "hummingbird"),
                // Its server without its application, which wakes every second.
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),

        // Rank 2: state to cells; client to bus.
        .target(
            name: "LexiPanes",
            dependencies: [
                "LexiState", "LexiSession", "LexiScreen", "LexiAPI", "CCmark", "CUnistring",
                "LexiThemes",
                "LexiTOML",
            ],
            swiftSettings: strict),
        .target(
            name: "LexiEngine",
            dependencies: [
                "LexiState", "LexiSession", "LexiBus", "LexiClient", "LexiWire", "LexiAPI",
                // What is played.
                "LexiJournal",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),

        // Rank 3: the run loop.
        .target(
            name: "LexiDashboard",
            dependencies: [
                "LexiEngine", "LexiPanes", "LexiState", "LexiSession", "LexiScreen", "LexiAPI",
                "LexiBus",
            ],
            swiftSettings: strict),

        // Rank 4: commands only.
        .executableTarget(
            name: "lexi",
            dependencies: [
                "LexiDashboard", "LexiEngine", "LexiTerminal", "LexiAPI", "LexiWire", "LexiClient",
                "LexiStandIn", "LexiPanes", "LexiState", "LexiSession", "LexiHome", "LexiJournal",
                "ServerSentEvents",
                "LexiBus", "LexiTOML",
                // Lists are cut to the terminal by the width that text has there.
                "LexiScreen",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),

        // Only for tests; `make demo` never builds these.
        .systemLibrary(
            name: "CVTerm", path: "TestSupport/CVTerm", providers: [.apt(["libvterm-dev"])]),
        .target(
            name: "LexiTesting", dependencies: ["CVTerm", "CSpawn", "LexiScreen"],
            path: "TestSupport/LexiTesting", swiftSettings: strict),
        // Literal texts of the wire. Apart from the rest, which knows nothing of the API.
        .target(
            name: "LexiWireSamples", dependencies: ["LexiAPI"],
            path: "TestSupport/LexiWireSamples", swiftSettings: strict),
        // Events as the live client brings them.
        .target(
            name: "LexiSessionSamples",
            dependencies: [
                "LexiSession", "LexiState", "LexiAPI", "LexiWire", "LexiJournal", "LexiTesting",
            ],
            path: "TestSupport/LexiSessionSamples", swiftSettings: strict),
        // Opens a terminal and ends in every way there is, for the tests of what is left behind.
        .executableTarget(
            name: "lexi-terminal-probe", dependencies: ["LexiTerminal", "LexiScreen"],
            path: "TestSupport/lexi-terminal-probe", swiftSettings: strict),
        // Runs many turns at once in a process of its own, whose memory is then theirs alone.
        .executableTarget(
            name: "lexi-many-turns",
            dependencies: [
                "LexiEngine", "LexiClient", "LexiStandIn", "LexiState", "LexiSession", "LexiAPI",
                "LexiBus",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "TestSupport/lexi-many-turns", swiftSettings: strict),
        .testTarget(
            name: "ServerSentEventsTests", dependencies: ["ServerSentEvents", "LexiTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "LexiAPITests", dependencies: ["LexiAPI", "LexiTesting"], swiftSettings: strict),
        .testTarget(name: "LexiTOMLTests", dependencies: ["LexiTOML"], swiftSettings: strict),
        .testTarget(name: "LexiBusTests", dependencies: ["LexiBus"], swiftSettings: strict),
        .testTarget(
            name: "LexiScreenTests", dependencies: ["LexiScreen", "LexiTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "LexiWireTests",
            dependencies: ["LexiWire", "LexiAPI", "LexiTesting", "LexiWireSamples"],
            swiftSettings: strict),
        .testTarget(
            name: "LexiClientTests",
            dependencies: [
                "LexiClient", "LexiWire", "LexiAPI", "LexiTesting", "LexiWireSamples",
                // A TLS server that sends the frames of HTTP/2 as a test gives them.
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LexiSessionTests",
            dependencies: ["LexiSession", "LexiAPI", "LexiWire", "LexiWireSamples", "LexiTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "LexiJournalTests",
            dependencies: [
                "LexiJournal", "LexiSession", "LexiHome", "LexiAPI", "LexiWire",
                "LexiWireSamples", "LexiSessionSamples", "LexiTesting",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LexiStateTests",
            dependencies: [
                "LexiState", "LexiSession", "LexiSessionSamples", "LexiAPI", "LexiTesting",
                "LexiWire",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LexiTerminalTests",
            dependencies: [
                "LexiTerminal", "LexiScreen", "LexiTesting", "lexi-terminal-probe",
                // Server text on its whole way to the terminal.
                "LexiPanes", "LexiState", "LexiSession", "LexiSessionSamples", "LexiAPI",
            ], swiftSettings: strict),
        .testTarget(
            name: "LexiStandInTests",
            dependencies: [
                "LexiStandIn", "LexiTesting", .product(name: "Logging", package: "swift-log"),
                // To write databases as earlier versions did.
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LexiPanesTests",
            dependencies: [
                "LexiPanes", "LexiState", "LexiSession", "LexiSessionSamples", "LexiScreen",
                "LexiAPI", "LexiTesting", "CUnistring",
                // What CommonMark makes of its examples.
                "CCmark",
                // How a theme looks where there are fewer colours.
                "LexiTerminal",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LexiEngineTests",
            dependencies: [
                "LexiEngine", "LexiState", "LexiSession", "LexiSessionSamples", "LexiAPI",
                "LexiWire", "LexiClient", "LexiJournal", "LexiWireSamples",
                "LexiBus", "LexiTesting",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LexiHomeTests",
            dependencies: ["LexiHome", "LexiAPI", "LexiTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "LexiDashboardTests",
            dependencies: [
                "LexiDashboard", "LexiState", "LexiSession", "LexiSessionSamples", "LexiScreen",
                "LexiAPI", "LexiPanes", "LexiTesting",
            ],
            exclude: ["Scenarios", "ScenarioTests/__Snapshots__"],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["lexi", "lexi-many-turns", "LexiTesting", "LexiScreen"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// The benchmarks are not part of what `swift build` builds: `make bench` and its kin ask for them.
if Context.environment["LEXI_BENCHMARKS"] != nil {
    package.targets += [
        .target(
            name: "PeakMemory", path: "Benchmarks/Sources/PeakMemory", swiftSettings: strict),
        // The same work in C, to compare with, and the counting of allocations.
        .target(name: "CReference", path: "Benchmarks/Sources/CReference"),
        .executableTarget(
            name: "DecodeBenchmark",
            dependencies: ["ServerSentEvents", "LexiAPI", "LexiWire", "CReference", "PeakMemory"],
            path: "Benchmarks/Sources/DecodeBenchmark", swiftSettings: strict),
        .executableTarget(
            name: "LayoutBenchmark",
            dependencies: [
                "LexiPanes", "LexiState", "LexiSession", "LexiSessionSamples", "LexiScreen",
                "LexiAPI",
                "PeakMemory",
            ],
            path: "Benchmarks/Sources/LayoutBenchmark", swiftSettings: strict),
        // The practical bound of any curses program, which the whole program is compared with.
        .executableTarget(
            name: "BoundClient", path: "Benchmarks/Sources/BoundClient",
            linkerSettings: [.linkedLibrary(cursesLibrary)]),
        .executableTarget(
            name: "ScreenBenchmark", dependencies: ["CSpawn", "CVTerm"],
            path: "Benchmarks/Sources/ScreenBenchmark", swiftSettings: strict),
    ]
}
