internal import Foundation

// The whole program beside the practical bound of any curses program, and headless beside curl.
// `Benchmarks/README.md` explains the lines.
//
//   ScreenBenchmark LEXI BOUND [--quick] [--rounds N] [--only NAME,NAME]

var arguments = Array(CommandLine.arguments.dropFirst())
@MainActor func takeOption(_ name: String) -> String? {
    guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else {
        return nil
    }
    defer { arguments.removeSubrange(index...index + 1) }
    return arguments[index + 1]
}
let wantedRounds = takeOption("--rounds").flatMap { Int($0) }
let only = takeOption("--only").map { Set($0.split(separator: ",").map(String.init)) }
let isQuick = arguments.contains("--quick")
arguments.removeAll { $0 == "--quick" }
guard arguments.count == 2 else {
    print("usage: ScreenBenchmark LEXI BOUND [--quick] [--rounds N] [--only NAME,…]")
    exit(64)
}
let rounds = wantedRounds ?? (isQuick ? 1 : 3)

let server = StreamServer()
server.start()
let home = NSTemporaryDirectory() + "lexi-benchmark-\(getpid())"
try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
let environment = [
    "TERM=xterm-256color", "LANG=C.UTF-8", "HOME=\(home)", "PATH=/usr/bin:/bin",
    "LEXI_API_KEY=ll_test_benchmark",
]
let base = "http://127.0.0.1:\(server.port)"
var programs = [
    Measures(
        program: Program(
            name: "bound", path: arguments[1], arguments: ["127.0.0.1", "\(server.port)"],
            environment: environment, hasTabs: false),
        server: server, isQuick: isQuick),
    Measures(
        program: Program(
            name: "lexi", path: arguments[0], arguments: ["--base-url", base],
            environment: environment, hasTabs: true),
        server: server, isQuick: isQuick),
]
let question = "rate 0 count 100"
var headless = [
    Headless(
        program: Program(
            name: "curl", path: "curl",
            arguments: [
                "-sN", "-H", "Content-Type: application/json", "-d",
                "{\"message\":\"\(question)\"}",
                "\(base)/v1/lexi/chat/stream",
            ], environment: environment, hasTabs: false), server: server),
    Headless(
        program: Program(
            name: "lexi", path: arguments[0], arguments: ["ask", "--base-url", base, question],
            environment: environment, hasTabs: false), server: server),
]

let measures: [(name: String, run: (inout Measures) -> Void)] = [
    ("start", { $0.measureStart() }),
    ("idle", { $0.measureIdle() }),
    ("paste", { $0.measurePaste() }),
    ("keys", { $0.measureKeysWhileStreaming() }),
    ("stream50", { $0.measureStream(rate: 50) }),
    ("stream1000", { $0.measureStream(rate: 1000) }),
    ("keys8", { $0.measureKeysWithEightTabs() }),
    ("eight", { $0.measureEight() }),
    ("memory", { $0.measureMemory(deltas: 30_000, within: 120) }),
]

for round in 1...rounds {
    for measure in measures where only?.contains(measure.name) ?? true {
        FileHandle.standardError.write(Data("round \(round) of \(rounds): \(measure.name)\n".utf8))
        for index in programs.indices { measure.run(&programs[index]) }
    }
    if only?.contains("headless") ?? true {
        for index in headless.indices { headless[index].measure(times: isQuick ? 5 : 15) }
    }
}
if only?.contains("million") ?? !isQuick {
    for index in programs.indices { programs[index].measureMemory(deltas: 1_000_000, within: 900) }
}
try FileManager.default.removeItem(atPath: home)

print("medians of \(rounds) rounds, \(Screen.columns)x\(Screen.rows)")
Report.print(
    Report.screenRows, bound: ("bound", programs[0].results), lexi: ("lexi", programs[1].results))
print("")
Report.print(
    Report.headlessRows, bound: ("curl", headless[0].results),
    lexi: ("lexi ask", headless[1].results)
)
