import Foundation
import LexiScreen
import LexiTesting
import Testing

/// Recordings that the real program plays: nothing is asked, nothing is written, nothing rings.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct ReplayTests {
    /// A journal of two turns an hour apart, word for word.
    private static let journal = journal(of: (1, 1000), (2, 3_600_000_000))

    private static func journal(of turns: (number: Int, microsecond: Int)...) -> String {
        var text = """
            {"lexi_journal":1,"conversation":"01950000-0000-7000-8000-000000000001","origin":{"base_url":"https://crm.example","key":"k:9f3a"},"conversation_id":"conv_1","product":"lexi 0.2.0"}
            {"type":"session","session":"7d1c0000-0000-4000-8000-000000000001","seq":0,"us":0,"wall":"2026-11-30T11:20:30.123456Z"}

            """
        for (number, start) in turns {
            let names = #""turn":"8c0f0000-0000-4000-8000-00000000000\#(number)","attempt":1"#
            func line(_ type: String, _ after: Int, _ rest: String) {
                text +=
                    #"{"type":"\#(type)","seq":1,"us":\#(start + after),\#(names),\#(rest)}"# + "\n"
            }
            func bytes(_ after: Int, _ event: String, _ data: String) {
                let data = data.replacing("\"", with: "\\\"")
                line("bytes", after, #""text":"event: \#(event)\ndata: \#(data)\n\n""#)
            }
            line(
                "asked", 0,
                #""cause":"sent","idempotency_key":"key-\#(number)","request":{"message":"Who is Mara Vogt?","context":{},"allow_tools":true},"balance":4842"#
            )
            line(
                "head", 81_200,
                #""status":200,"headers":[["content-type","text/event-stream"],["x-request-id","req_\#(number)"],["x-ratelimit-limit","1000"],["x-ratelimit-remaining","871"]]"#
            )
            bytes(90_000, "thinking", #"{"text":"Let me look"}"#)
            bytes(95_000, "tool_step", #"{"tool":"contacts.get","status":"started"}"#)
            bytes(
                1_400_123, "tool_step",
                #"{"tool":"contacts.get","status":"completed","summary":"1 contact"}"#)
            bytes(1_500_000, "text", #"{"delta":"Mara Vogt heads legal."}"#)
            bytes(1_600_000, "done", #"{"credits_remaining":4840,"message_id":"msg_\#(number)"}"#)
            line("bytes", 1_700_000, #""text":"data: [DONE]\n\n""#)
            line(
                "ended", 1_701_000,
                #""outcome":"completed","terminator":true,"cut":null,"alone":true"#)
        }
        return text
    }

    private static func lines(of turn: Int) -> [String] {
        [
            #"{"type":"request","at_ms":0,"idempotency_key":"key-\#(turn)","conversation_id":null,"context":{},"allow_tools":true,"message":"Who is Mara Vogt?"}"#,
            #"{"type":"response","at_ms":81.2,"status":200,"request_id":"req_\#(turn)","rate_limit":{"limit":1000,"remaining":871,"reset":null}}"#,
            #"{"type":"thinking","at_ms":90,"text":"Let me look"}"#,
            #"{"type":"tool_step","at_ms":95,"tool":"contacts.get","status":"started","summary":null}"#,
            #"{"type":"tool_step","at_ms":1400.1,"tool":"contacts.get","status":"completed","summary":"1 contact"}"#,
            #"{"type":"text","at_ms":1500,"delta":"Mara Vogt heads legal.","conversation_id":null}"#,
            #"{"type":"done","at_ms":1600,"credits_remaining":4840,"message_id":"msg_\#(turn)"}"#,
            #"{"type":"end","at_ms":1701,"outcome":"completed","terminator":true}"#,
        ]
    }

    private func file(_ user: UserFolder, _ text: String) throws -> String {
        try user.write(text, to: "recording")
    }

    // MARK: Without a screen

    @Test func `a journal is printed with the times of its turns`() throws {
        let user = try UserFolder()
        let path = try file(user, Self.journal)
        let result = try Program.run(
            "replay", path, "--format", "jsonl", environment: user.environment)
        #expect(result.errors == "" && result.status == 0)
        #expect(
            result.output.split(separator: "\n").map(String.init)
                == Self.lines(of: 1) + Self.lines(of: 2))
        let piped = try Program.run(
            "replay", "-", "--format", "jsonl", input: Self.journal, environment: user.environment)
        #expect(piped.output == result.output)
        #expect(user.files == [path])
    }

    @Test func `as text it is the answer, and the rest on standard error`() throws {
        let result = try Program.run(
            "replay", "-", "--format", "text", input: Self.journal(of: (1, 0)))
        #expect(result.output == "Mara Vogt heads legal.\n" && result.status == 0)
        #expect(result.errors.contains("you: Who is Mara Vogt?\n"))
        #expect(result.errors.contains("tool contacts.get completed: 1 contact\n"))
    }

    @Test func `a capture is printed as decode prints it, with its status`() throws {
        let capture =
            "event: error\ndata: {\"error\":{\"code\":\"rate_limited\",\"message\":\"No\"}}\n\n"
        let replayed = try Program.run("replay", "-", "--format", "jsonl", input: capture)
        let decoded = try Program.run("decode", input: capture)
        #expect(replayed.output == decoded.output && !replayed.output.isEmpty)
        #expect(replayed.status == 75 && decoded.status == 75)
    }

    @Test func `of a broken journal the lines are told, and the rest is played`() throws {
        var lines = Self.journal(of: (1, 0)).split(separator: "\n").map(String.init)
        lines.insert("garbage", at: 3)
        let user = try UserFolder()
        let path = try file(user, lines.joined(separator: "\n") + "\n{\"type\":\"by")
        let result = try Program.run("replay", path, "--format", "jsonl")
        #expect(result.output.split(separator: "\n").map(String.init) == Self.lines(of: 1))
        #expect(
            result.errors == """
                lexi: \(path), line 4: the line is no JSON object
                lexi: \(path) ends within a line, which was left out

                """)
        #expect(result.status == 0)
    }

    @Test func `what cannot be played is one sentence and a status`() throws {
        let user = try UserFolder()
        func check(_ text: String, _ status: Int32, _ words: String) throws {
            let path = try file(user, text)
            for arguments in [["replay", path], ["replay", path, "--format", "jsonl"]] {
                let result = try Program.run(arguments, environment: user.environment)
                #expect(result.status == status && result.output == "")
                #expect(result.errors.split(separator: "\n").count == 1)
                #expect(result.errors.hasPrefix("lexi: \(path): ") && result.errors.contains(words))
            }
        }
        try check("", 65, "the file is empty")
        try check("{\"lexi_journal\":7}\n", 76, "this journal has format 7, which a later version")
        try check("<!DOCTYPE html>\n", 76, "neither a journal nor a capture")
        try check("\u{0}\u{1}\u{1B}[2J\u{9F}", 76, "neither a journal nor a capture")
        try check(Self.lines(of: 1)[2] + "\n", 76, "JSON lines as lexi prints them")
        try check(
            String(Self.journal.prefix { $0 != "\n" }) + "\n", 65, "nothing of a conversation")
        let missing = try Program.run("replay", "/no/such/file")
        #expect(missing.status == 66)
        #expect(
            missing.errors == "lexi: /no/such/file cannot be opened: No such file or directory\n")
        let folder = try Program.run("replay", user.path)
        #expect(folder.status == 66)
        #expect(folder.errors == "lexi: \(user.path) cannot be read: Is a directory\n")
        #expect(try Program.run("replay", "-").status == 64)
    }

    @Test(arguments: ["0", "0.24", "17", "-1", "nan", "inf", "fast", "1xx"])
    func `a speed that there is not is a usage error`(speed: String) throws {
        let result = try Program.run("replay", "x", "--speed=\(speed)")
        #expect(result.status == 64 && result.output == "")
        #expect(
            result.errors.contains("'\(speed)'") && result.errors.contains("0.25 to 16, or max"))
    }

    // MARK: What ask records

    private static let stream =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Request-ID: req_1\r\n\r\n"
        + "event: thinking\ndata: {\"text\": \"Who\\u001b[2J?\"}\n\n"
        + "event: text\ndata: {\"delta\": \"Mara 👩‍⚖️\"}\n\n"
        + "event: done\ndata: {\"credits_remaining\": 4840, \"message_id\": \"m\"}\n\n"
        + "data: [DONE]\n\n"

    @Test(arguments: [true, false])
    func `what ask records is replayed byte for byte`(isWhole: Bool) throws {
        let user = try UserFolder()
        let path = user.path + "/recording"
        let text = isWhole ? Self.stream : String(Self.stream.dropLast(60))
        let server = try ScriptedServer([[.readRequest, .drip(text), .close]])
        defer { server.stop() }
        let live = try Program.run(
            "ask", "--base-url", server.url, "--format", "jsonl", "--record", path, "Who is Mara?",
            environment: user.environment.merging(["LEXI_API_KEY": "bk_live_secret"]) { $1 })
        #expect(live.errors == "" && live.output.split(separator: "\n").count >= 4)
        let replayed = try Program.run("replay", path, "--format", "jsonl")
        #expect(replayed.output == live.output && replayed.status == live.status)
        let journal = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!journal.contains("bk_live_secret") && journal.contains("Bearer [key]"))
        // The same again is refused, and asks nothing.
        let again = try Program.run(
            "ask", "--base-url", server.url, "--record", path, "Who is Mara?",
            environment: user.environment)
        #expect(again.status == 74 && server.requests.count == 1)
        #expect(
            again.errors
                == "lexi: \(path) is there already, and is not written over: name another file, or "
                + "remove that one.\n")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == journal)
    }

    @Test func `where no recording can be made nothing is asked`() throws {
        let user = try UserFolder()
        let server = try ScriptedServer([[.readRequest, .close]])
        defer { server.stop() }
        for (path, words) in [
            ("/no/such/folder/recording", "/no/such/folder/recording: No such file or directory."),
            (user.path, "\(user.path) is there already, and is not written over: name another"),
            ("/dev/full", "The recording cannot be written: /dev/full: "),
        ] {
            let result = try Program.run(
                "ask", "--base-url", server.url, "--record", path, "Who is Mara?",
                environment: user.environment)
            #expect(result.status == 74 && result.output == "")
            #expect(result.errors.split(separator: "\n").count == 1)
            #expect(result.errors.contains(words))
        }
        #expect(server.requests == [])
    }

    // MARK: On the screen

    /// Plays a file on a screen of somebody who has a key, a server, and looks elsewhere.
    private func screen(
        _ user: UserFolder, _ text: String, _ server: ScriptedServer, speed: String
    ) throws -> PseudoTerminal {
        let program = try Program.dashboard(
            "replay", try file(user, text), "--speed", speed,
            environment: user.environment.merging(
                ["LEXI_BASE_URL": server.url, "LEXI_API_KEY": "bk_live_1"]) { $1 })
        try program.send(Array("\u{1B}[O".utf8))
        return program
    }

    @Test func `it is played to its end, and nobody hears of it`() throws {
        let user = try UserFolder()
        let server = try ScriptedServer([[.readRequest, .close]])
        defer { server.stop() }
        let program = try screen(user, Self.journal, server, speed: "16")
        let before = user.files
        try program.waitUntil("the end") { $0.text(row: 39).contains("replay over") }
        try program.waitUntil("the answers") { screen in
            screen.text.components(separatedBy: "Mara Vogt heads legal.").count == 3
        }
        #expect(program.screen.text(row: 39).contains("credits 4840"))
        #expect(program.screen.text.contains("This was a replay"))
        // What would ask, send or write does nothing but say so.
        for key in ["r", "\u{12}", "\u{0E}", "\u{07}", "xx", "\r", "\u{17}"] {
            try program.type(key)
        }
        try program.type("z")
        try program.waitUntil("the zoom") { $0.text.contains("zoomed") }
        try program.type("zq")
        #expect(try program.waitForExit() == .exited(status: 0))
        #expect(program.screen.bells == 0)
        // Nor is a notification shown: OSC 9, or 777.
        #expect(program.output.firstRange(of: Array("\u{1B}]9;".utf8)) == nil)
        #expect(program.output.firstRange(of: Array("\u{1B}]777;".utf8)) == nil)
        #expect(server.requests == [])
        // How the panes are arranged is remembered as ever.
        #expect(user.files.filter { !$0.hasSuffix("/layout.toml") } == before)
    }

    @Test func `space pauses it, and its time stands still`() throws {
        let user = try UserFolder()
        let server = try ScriptedServer([[.readRequest, .close]])
        defer { server.stop() }
        let program = try screen(user, Self.journal(of: (1, 0)), server, speed: "0.25")
        try program.waitUntil("the step") { $0.text(row: 39).contains("tool contacts.get") }
        #expect(program.screen.text(row: 39).contains("replay 0.25x"))
        try program.type(" ")
        try program.waitUntil("the pause") { $0.text(row: 39).contains("paused") }
        try program.type(" ")
        try program.waitUntil("to go on") { $0.text(row: 39).contains("replay 0.25x") }
        for speed in ["0.5x", "1x", "2x", "4x", "8x", "16x", "max"] {
            try program.type(">")
            try program.waitUntil(speed) { screen in
                let bar = screen.text(row: 39)
                return bar.contains("replay \(speed)") || bar.contains("replay over")
            }
        }
        try program.waitUntil("the end") { $0.text(row: 39).contains("replay over") }
        #expect(program.screen.text(row: 39).contains("answered in 1.7s"))
        try program.type("q")
        #expect(try program.waitForExit() == .exited(status: 0))
        #expect(server.requests == [] && program.screen.bells == 0)
    }

    #if os(Linux)
        @Test func `changed settings show, while it plays and while it is paused`() throws {
            let user = try UserFolder()
            try user.write("ascii = false\n", to: "config.toml")
            let server = try ScriptedServer([[.readRequest, .close]])
            defer { server.stop() }
            let program = try screen(user, Self.journal(of: (1, 0)), server, speed: "0.25")
            try program.waitUntil("the step") { $0.text(row: 39).contains("tool contacts.get") }
            #expect(program.screen.text.contains("┌"))
            try user.write("ascii = true\n", to: "config.toml")
            try program.waitUntil("other lines, and the notice") {
                !$0.text.contains("┌") && $0.text.contains("Settings changed, and read.")
            }
            try program.type(" ")
            try program.waitUntil("the pause") { !$0.text.contains("Settings changed") }
            try user.write("ascii = false\n", to: "config.toml")
            try program.waitUntil("the lines of before, and the notice") {
                $0.text.contains("┌") && $0.text.contains("Settings changed, and read.")
            }
            try program.type("q")
            #expect(try program.waitForExit() == .exited(status: 0))
        }
    #endif

    @Test func `a capture is one conversation with the file's name`() throws {
        let user = try UserFolder()
        let server = try ScriptedServer([[.readRequest, .close]])
        defer { server.stop() }
        let capture =
            "event: text\ndata: {\"delta\":\"Hello there\"}\n\nevent: done\n"
            + "data: {\"credits_remaining\":3,\"message_id\":\"m\"}\n\ndata: [DONE]\n\n"
        let program = try screen(user, capture, server, speed: "max")
        try program.waitUntil("the end") { $0.text(row: 39).contains("replay over") }
        try program.waitUntil("the answer") { $0.text.contains("Hello there") }
        #expect(program.screen.text(row: 0).contains("recording"))
        try program.type("q")
        #expect(try program.waitForExit() == .exited(status: 0))
    }
}

extension UserFolder {
    /// All files in it, by their paths.
    fileprivate var files: [String] {
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return names.map { "\(path)/\($0)" }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }
}
