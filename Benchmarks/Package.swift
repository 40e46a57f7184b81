// swift-tools-version: 6.2
import PackageDescription

// The sources under test are links into the product's own, so that they are built exactly as they
// are there, while nothing else of the product, its HTTP libraries above all, has to be fetched or
// built.
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
    name: "lexi-benchmarks",
    platforms: [.macOS(.v15)],
    targets: [
        .target(name: "ServerSentEvents", swiftSettings: strict),
        .target(name: "LexiAPI", swiftSettings: strict),
        .target(
            name: "TurnDecoder", dependencies: ["LexiAPI", "ServerSentEvents"],
            swiftSettings: strict),
        // The same work in C, to compare with, and the counting of allocations.
        .target(name: "CReference"),
        .executableTarget(
            name: "DecodeBenchmark",
            dependencies: ["ServerSentEvents", "LexiAPI", "TurnDecoder", "CReference"],
            swiftSettings: strict),
        .target(name: "CSpawn"),
        .systemLibrary(name: "CVTerm", providers: [.apt(["libvterm-dev"])]),
        // The practical bound of any curses program, which the whole program is compared with.
        .executableTarget(
            name: "BoundClient", linkerSettings: [.linkedLibrary(cursesLibrary)]),
        .executableTarget(
            name: "ScreenBenchmark", dependencies: ["CSpawn", "CVTerm"], swiftSettings: strict),
        .target(name: "CWidth"),
        .target(name: "LexiScreen", dependencies: ["CWidth"], swiftSettings: strict),
        .target(name: "LexiState", dependencies: ["LexiAPI"], swiftSettings: strict),
        .systemLibrary(
            name: "CCmark",
            providers: [
                .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
            ]),
        .systemLibrary(
            name: "CUnistring", providers: [.apt(["libunistring-dev"]), .brew(["libunistring"])]),
        // Without what reads and writes files, whose TOML library would have to be fetched.
        .target(
            name: "LexiPanes",
            dependencies: ["LexiState", "LexiScreen", "LexiAPI", "CCmark", "CUnistring"],
            exclude: [
                "Screen/ArrangementFile.swift", "Theme/BackgroundTheme.swift",
                "Theme/ThemeFile.swift", "Theme/ThemeLibrary.swift",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "LayoutBenchmark",
            dependencies: ["LexiPanes", "LexiState", "LexiScreen", "LexiAPI"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
