import Foundation
import LexiScreen
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `lexi --linear`, at a terminal and in a pipe.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct LinearTests {
    private func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" }
    }

    @Test func `a piped question is answered in labelled lines`() throws {
        let result = try RunningProgram(
            ["--demo", "--demo-pace", "0", "--linear", "--contact", "contact-001"],
            input: "Who is this?\n"
        ).finish()
        #expect(result.status == 0)
        #expect(result.errors == "")
        #expect(isPlain(result.output))
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines[0] == "status: lexi 0.1.0, demo; :help lists the commands")
        #expect(lines[1] == "context: contact contact-001, tools on")
        #expect(lines[2] == "you: Who is this?")
        #expect(lines.contains("tool contacts.get started"))
        #expect(
            lines.contains {
                $0.wholeMatch(of: /tool contacts.get completed \d+\.\d\ds: Read .*/) != nil
            })
        #expect(lines.contains { $0.hasPrefix("lexi: ") && $0.contains("Mara Vogt") })
        #expect(
            lines.last?.wholeMatch(
                of: /done: \d+ credits left, rate \d+\/1000, request req_[0-9A-Z]+/) != nil)
        let labels = ["status: ", "context: ", "you: ", "thinking: ", "tool ", "lexi: ", "done: "]
        #expect(lines.allSatisfy { line in labels.contains { line.hasPrefix($0) } })
    }

    @Test func `lines may be asked for without a history, in front of the command too`() throws {
        let home = try UserFolder()
        let result = try RunningProgram(
            ["--no-history", "dashboard", "--demo", "--demo-pace", "0", "--linear"],
            input: "Who is Mara Vogt?\n", environment: home.environment
        ).finish()
        #expect(result.status == 0)
        #expect(result.output.contains("\nlexi: "))
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == [".config"])
    }

    @Test func `ACCESSIBLE asks for lines, and ASCII is ASCII`() throws {
        let result = try RunningProgram(
            ["--demo", "--demo-pace", "0"],
            input: "What do we know about Mara Vogt?\n:quit\nmore\n",
            environment: ["ACCESSIBLE": "1", "LC_ALL": "C"]
        ).finish()
        #expect(result.status == 0)
        #expect(result.output.hasSuffix("you: :quit\n"))
        #expect(result.output.utf8.allSatisfy { $0 == 0x0A || 0x20..<0x7F ~= $0 })
        #expect(result.output.contains("Acme's Series B"))
    }

    @Test func `the first question without an answer ends a pipe with its status`() throws {
        let body = #"{"error":{"code":"insufficient_credits","message":"None left"}}"#
        let server = try ScriptedServer([
            [
                .readRequest,
                .send(
                    "HTTP/1.1 402 No\r\nContent-Type: application/json\r\nConnection: close\r\n"
                        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"), .close,
            ]
        ])
        defer { server.stop() }
        let result = try RunningProgram(
            ["--linear", "--base-url", server.url], input: "One\nTwo\n"
        ).finish()
        #expect(result.status == 79)
        #expect(
            result.output.contains("\nerror insufficient_credits (HTTP 402): None left. Top up"))
        #expect(!result.output.contains("Two"))
        #expect(server.requests.count == 1)
    }

    @Test func `nothing to ask is misuse, as for ask`() throws {
        let result = try RunningProgram(["--demo", "--linear"], input: "\n").finish()
        #expect(result.status == 65)
        #expect(result.errors == "lexi: The question is empty.\n")
    }

    @Test func `a reader that has enough ends the run quietly`() throws {
        let gate = ScriptedServerGate()
        let server = try ScriptedServer([
            [
                .readRequest, .send(Fault.head + "event: text\ndata: {\"delta\": \"one\\n\"}\n\n"),
                .wait(gate), .send("event: text\ndata: {\"delta\": \"two\\n\"}\n\n"),
                .readUntilClosed,
            ]
        ])
        defer {
            gate.open()
            server.stop()
        }
        let program = try RunningProgram(["--linear", "--base-url", server.url], input: "Q\n")
        try program.waitUntil("text") { $0.outputText.contains("lexi: one\n") }
        try program.closeOutput()
        gate.open()
        let result = try program.finish()
        #expect(result.status == 141)
        #expect(result.errors == "")
    }

    @Test(arguments: [SIGINT, SIGTERM]) func `a signal in a pipe stops the run and says so`(
        number: Int32
    ) throws {
        let server = try ScriptedServer([
            [
                .readRequest,
                .send(
                    Fault.head + "event: text\ndata: {\"delta\": \"part\"}\n\n"
                        + "event: thinking\ndata: {\"text\": \"hm\"}\n\n"),
                .readUntilClosed,
            ]
        ])
        defer { server.stop() }
        let program = try RunningProgram(["--linear", "--base-url", server.url], input: "Q\n")
        try program.waitUntil("the thought") { $0.outputText.contains("thinking: hm") }
        program.signal(number)
        let result = try program.finish()
        #expect(result.status == 128 + number)
        #expect(result.output.contains("\nlexi: part\ncancelled: what arrived is above, "))
    }

    @Test func `at a terminal it prompts, and one key ends it`() throws {
        let program = try Program.dashboard(
            "--demo", "--demo-pace", "0", "--linear", type: "dumb")
        try program.waitUntil("the prompt") {
            $0.text.hasSuffix("you:") || $0.text.contains("\nyou:")
        }
        try program.type("Hi\\\rthere\r")
        try program.waitUntil("the end", timeout: .seconds(30)) { $0.text.contains("\ndone: ") }
        #expect(program.screen.text.contains("you: Hi\\\nthere\n"))
        try program.type(":context contact=contact-001\r")
        try program.waitUntil("the context") {
            $0.text.contains("\ncontext: contact contact-001, tools on\nyou:")
        }
        // Nothing but lines: no sequence of any kind.
        #expect(!program.output.contains(0x1B))
        try program.send([0x04])
        #expect(try program.waitForExit() == .exited(status: 0))
    }

    @Test func `Ctrl+C stops what runs, and quits when pressed twice`() throws {
        let server = try ScriptedServer([
            [
                .readRequest, .send(Fault.head + "event: text\ndata: {\"delta\": \"one\\n\"}\n\n"),
                .readUntilClosed,
            ]
        ])
        defer { server.stop() }
        let program = try Program.dashboard("--linear", "--base-url", server.url)
        try program.waitUntil("the prompt") { $0.text.contains("\nyou:") }
        try program.type("Q\r")
        try program.waitUntil("text", timeout: .seconds(30)) { $0.text.contains("lexi: one") }
        try program.send([0x03])
        try program.waitUntil("the stop") { $0.text.contains("\ncancelled: ") }
        try program.send([0x03])
        #expect(try program.waitForExit() == .exited(status: 0))
    }
}
