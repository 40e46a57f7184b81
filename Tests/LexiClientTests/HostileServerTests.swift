import LexiAPI
import LexiClient
import LexiTesting
import LexiWireSamples
import Testing

/// What a server can do to hurt a client that trusts its HTTP library.
@Suite(.timeLimit(.minutes(5))) struct HostileServerTests {
    @Test(arguments: ["000", "001", "050", "099"], ["Content-Length: 2\r\n\r\nhi", "\r\n"])
    func `a status that HTTP does not have ends the turn, and nothing else`(
        _ status: String, _ rest: String
    ) async throws {
        let events = try await run([.send("HTTP/1.1 \(status) X\r\n\(rest)"), .close])
        guard case .failed(let failure) = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(failure.code == .protocolError)
        #expect(failure.message.contains("which HTTP does not have"))
        #expect(events.last == .ended(.failed, terminator: false))
    }

    @Test func `what came before unreadable HTTP is kept, however the packets fall`() async throws {
        let words = (1...200).map { "event: text\ndata: {\"delta\":\"\($0) \"}\n\n" }
        let body = words.map(Wire.chunk).joined() + "ZZ\r\n"
        let events = try await run([
            .send(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n" + body), .close,
        ])
        var answer = ""
        for case .text(let delta, _) in events { answer += delta }
        #expect(answer == (1...200).map { "\($0) " }.joined())
        #expect(events.last == .ended(.incomplete, terminator: false))
    }

    private static let key = "wbk_SECRETKEYabcdefghij0123456789"

    /// The texts that a turn with the key shows, as a terminal would show them.
    private func shown(_ stream: String) async throws -> String {
        let server = try ScriptedServer([[.readRequest, .send(Wire.streamHead + stream), .close]])
        defer { server.stop() }
        let turn = try Turn(server.url, key: Self.key)
        return await turn.run().map { Sanitizer.text(Self.words(of: $0)) }.joined()
    }

    private static func words(of event: RunEvent) -> String {
        switch event {
        case .text(let delta, _): delta
        case .thinking(let text): text
        case .toolStep(let step): "\(step.tool) \(step.summary ?? "")"
        case .failed(let failure): failure.message
        case .unknown(_, let data): data
        default: ""
        }
    }

    @Test(arguments: [
        "event: text\ndata: {\"delta\":\"wbk_SECRET\\u001b[0mKEYabcdefghij0123456789\"}\n\n",
        "event: thinking\ndata: {\"text\":\"wbk_SECRET\\u0000KEYabcdefghij0123456789\"}\n\n",
        "event: error\ndata: {\"code\":\"x\",\"message\":\"wbk_SECRET\\u009b1mKEYabcdefghij0123456789\"}\n\n",
        "event: tool_step\ndata: {\"tool\":\"wbk_SECRETKEY\\u202eabcdefghij0123456789\",\"status\":\"started\"}\n\n",
        "event: odd\ndata: \\u0077bk_SECRETKEYabcdefghij0123456789\n\n",
        "event: odd\ndata: %77bk_SECRETKEYabcdefghij0123456789\n\n",
        "event: text\ndata: {\"delta\":\"wbk_SECRETKEYabcdefghij012345678\"}\n\n"
            + "event: thinking\ndata: {\"text\":\"\"}\n\nevent: text\ndata: {\"delta\":\"9\"}\n\n",
        "event: text\ndata: {\"delta\":\"wbk_SECRETKEYabcdefghij012345678\"}\n\n",
    ]) func `the key is not shown, however it is dressed`(_ stream: String) async throws {
        let text = try await shown(stream)
        #expect(text.contains("•••"))
        for part in ["SECRETKEY", "KEYabcdef", "abcdefghij"] {
            #expect(!text.contains(part), "\(text)")
        }
    }

    @Test(arguments: ["0", "-5", "Wed, 21 Oct 2015 07:28:00 GMT"])
    func `a wait that is none is not a reason to hurry`(_ header: String) async throws {
        let refusal =
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: \(header)\r\nContent-Length: 0\r\n\r\n"
        let server = try ScriptedServer([
            [.readRequest, .send(refusal), .close],
            [.readRequest, .send(Wire.streamHead + Wire.doneEvent), .close],
        ])
        defer { server.stop() }
        let surroundings = ClientSurroundings(
            now: SystemClock.now, sleep: { _ in }, chance: { 0.5 })
        let turn = try Turn(
            server.url, retries: .init(maximumRetries: 1), surroundings: surroundings)
        let events = await turn.run()
        guard case .retrying(let retry) = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(retry.wait == .milliseconds(500))
    }
}
