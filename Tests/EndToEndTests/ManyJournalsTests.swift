import Foundation
import LexiScreen
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc

    /// A start beside many long conversations, of which only what is seen is read.
    @Suite(.timeLimit(.minutes(10)), .ownThreads) struct ManyJournalsTests {
        private static let journalCount = 100
        private static let tabCount = 64
        private static let turnCount = 1_000

        private static func name(_ number: Int) -> String {
            "0195f3c0-0000-7000-8000-" + String(format: "%012d", number)
        }

        /// The lines of a long conversation behind the first, the same in each.
        private static func turns() -> String {
            var lines =
                #"{"type":"session","session":"7d1c0000-0000-4000-8000-000000000002","seq":0,"#
                + #""us":2000000,"wall":"2026-11-30T11:20:30.000000Z","#
                + #""began":"2026-11-30T11:20:28.000000Z"}"# + "\n"
            for number in 1...turnCount {
                let turn = "8c0f0000-0000-4000-8000-" + String(format: "%012d", number)
                let place = #""wall":"2026-11-30T11:20:31.000000Z","turn":"\#(turn)","attempt":1"#
                func line(_ type: String, _ rest: String) -> String {
                    #"{"type":"\#(type)","seq":\#(number),"us":2000000,\#(place),\#(rest)}"# + "\n"
                }
                lines += line(
                    "asked",
                    #""cause":"sent","idempotency_key":"k\#(number)","request":"#
                        + #"{"message":"Question \#(number)","context":{},"allow_tools":true}"#)
                lines += line(
                    "head", #""status":200,"headers":[["content-type","text/event-stream"]]"#)
                lines += line(
                    "bytes",
                    #""text":"event: text\ndata: {\"delta\": \"Answer \#(number).\"}\n\n"#
                        + #"event: done\ndata: {\"credits_remaining\": 4809}\n\ndata: [DONE]\n\n""#)
                lines += line(
                    "ended", #""outcome":"completed","terminator":true,"cut":null,"alone":true"#)
            }
            return lines
        }

        /// - Returns: The folder of the journals.
        private static func fill(_ home: UserFolder) throws -> String {
            let state = home.path + "/.local/state/lexi"
            let journals = state + "/journals/2025-04"
            for folder in [journals, state + "/tabs"] {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
            let turns = turns()
            for number in 1...journalCount {
                let first =
                    #"{"lexi_journal":1,"conversation":"\#(name(number))","#
                    + #""origin":{"base_url":"demo","key":null},"product":"lexi 0.2.0"}"#
                try Data("\(first)\n\(turns)".utf8).write(
                    to: URL(filePath: "\(journals)/\(name(number)).jsonl"))
            }
            let tabs = (1...tabCount).map { number in
                #"{"conversation":"\#(name(number))","title":"Long \#(number)","#
                    + #""server_id":null,"base_url":"demo","key":null,"screen":null}"#
            }
            try Data(
                (#"{"version":1,"saved_us":1780000000000000,"front":2,"tabs":["#
                    + tabs.joined(separator: ",") + #"],"closed":[]}"#).utf8
            ).write(to: URL(filePath: state + "/tabs/demo.1.json"))
            return journals
        }

        @Test func `only what is seen is read`() throws {
            let home = try UserFolder()
            let opened = try OpenedFiles(in: Self.fill(home))
            let program = try Program.dashboard("--demo", environment: home.environment)
            try program.waitUntil("the third tab's end", timeout: .seconds(60)) {
                $0.text.contains("Answer 1000.")
            }
            #expect(opened.journals() == [Self.name(3)])
            try program.send([0x1B, UInt8(ascii: "9")])
            try program.waitUntil("the ninth tab's end", timeout: .seconds(60)) {
                $0.text.contains("Answer 1000.") && opened.journals().count > 1
            }
            #expect(opened.journals() == [Self.name(3), Self.name(9)])
            try program.send([0x04])
            #expect(try program.waitForExit() == .exited(status: 0))
            #expect(opened.journals() == [Self.name(3), Self.name(9)])
        }
    }

    /// Tells which files of a folder have been opened since.
    private final class OpenedFiles {
        private let watch = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        private var names: Set<String> = []

        init(in folder: String) throws {
            try #require(inotify_add_watch(watch, folder, UInt32(IN_OPEN)) >= 0)
        }

        deinit { close(watch) }

        /// The conversations whose journals were.
        func journals() -> Set<String> {
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = read(watch, &bytes, bytes.count), count > 0 {
                var place = 0
                // inotify(7): four 32-bit numbers, the last the length of the name behind them,
                // which NULs fill up.
                while place < count {
                    let length = bytes[(place + 12)..<(place + 16)].reversed()
                        .reduce(0) { $0 << 8 | Int($1) }
                    let name = bytes[(place + 16)..<(place + 16 + length)].prefix { $0 != 0 }
                    names.insert(String(decoding: name, as: UTF8.self))
                    place += 16 + length
                }
            }
            return Set(names.filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) })
        }
    }
#endif
