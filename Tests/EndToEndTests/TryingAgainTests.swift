import Foundation
import LexiTesting
import Testing

/// What did not complete, in the real dashboard against literal bytes.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct TryingAgainTests {
    private static let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Request-ID: req_A\r\n\r\n"
    private static let beginning =
        "event: text\ndata: {\"delta\": \"Mara Vogt heads\", \"conversation_id\": \"c-1\"}\n\n"
    private static let rest = """
        event: text
        data: {"delta": " legal."}

        event: done
        data: {"credits_remaining": 7, "message_id": "m"}

        data: [DONE]


        """

    /// The values of a header in every request that came.
    private func values(of header: String, _ server: ScriptedServer) -> [String] {
        server.requests.flatMap { request in
            request.split(separator: "\r\n").filter { $0.hasPrefix(header + ": ") }
                .map { String($0.dropFirst(header.count + 2)) }
        }
    }

    private func body(_ request: String) -> Substring? {
        request.ranges(of: "\r\n\r\n").first.map { request[$0.upperBound...] }
    }

    @Test func `r asks again with the same key and body, and the turn is shown once`() throws {
        let server = try ScriptedServer([
            [.readRequest, .send(Self.head + Self.beginning), .reset],
            [.readRequest, .send(Self.head + Self.beginning + Self.rest), .close],
        ])
        defer { server.stop() }
        let program = try Program.dashboard("--base-url", server.url)
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("Who is Mara?\r")
        try program.waitUntil("the break") { $0.text(row: 39).contains("incomplete") }
        #expect(program.screen.text.contains("Mara Vogt heads"))
        #expect(program.screen.text.contains("incomplete: the stream ended before it was done"))
        try program.type("\tr")
        try program.waitUntil("the whole answer") { $0.text(row: 39).contains("answered in") }
        let text = program.screen.text
        #expect(text.contains("Mara Vogt heads legal."))
        #expect(text.contains(/│ attempt 1 .* · 15 +│.*\n│ characters, all below +│/))
        #expect(text.ranges(of: "Who is Mara?").count == 2, "in the tab's title and once below")
        let keys = values(of: "Idempotency-Key", server)
        #expect(keys.count == 2)
        #expect(keys.first == keys.last)
        #expect(server.requests.count == 2)
        #expect(server.requests.first.flatMap(body) == server.requests.last.flatMap(body))
    }

    @Test func `e exports what is there, and says what is partial, for this user alone`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "lexi-test-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try ScriptedServer([
            [.readRequest, .send(Self.head + Self.beginning), .close]
        ])
        defer { server.stop() }
        let program = try Program.dashboard(
            "--base-url", server.url, environment: ["XDG_STATE_HOME": folder.path])
        try program.waitUntil("to be ready") { $0.text.contains("idle") }
        try program.type("Who is Mara?\r")
        try program.waitUntil("the end") { $0.text(row: 39).contains("incomplete") }
        try program.type("\tee")
        try program.waitUntil("the second file's name") {
            $0.text(row: 38).contains("Exported to")
        }
        let exports = folder.appending(path: "lexi/exports")
        let names = try FileManager.default.contentsOfDirectory(atPath: exports.path).sorted()
        #expect(names.count == 2)
        for name in names {
            #expect(name.hasPrefix("lexi-") && name.contains("who-is-mara"))
            let path = exports.appending(path: name).path
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains("## Lexi: incomplete, partial answer\n\nMara Vogt heads\n"))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: exports.path)[.posixPermissions]
        #expect(mode as? Int == 0o700)
    }
}
